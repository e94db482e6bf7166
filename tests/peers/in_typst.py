"""A document → the source of its page in Typst; ``yearbook.typ`` has the settings."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

from typeset.added_words import running_heads
from typeset.editions.words import padding_of
from typeset.model import (
    Credit,
    Document,
    Entry,
    EntryChild,
    Figure,
    Paragraph,
    PartKind,
    Section,
    SectionChild,
)
from typeset.printed_words import printed
from typeset.theme import Theme

_TEMPLATE = Path(__file__).with_name("yearbook.typ")


def typst_source(document: Document, theme: Theme) -> str:
    """The whole file. Raises TypeError for what the seed does not have: tables and notes."""
    heads = f"({', '.join(_string(head) for head in running_heads(document))})"
    title = f"#title(theme, {_padded(document.title, theme.padding.titles)})\n" if document.title else ""
    return (
        f"{_TEMPLATE.read_text(encoding='utf-8')}\n#let theme = {_numbers(theme)}\n"
        f"#show: page-of.with(theme, {heads})\n{title}{''.join(_blocks(document.children, theme))}"
    )


def _numbers(theme: Theme) -> str:
    area, sizes, fonts = theme.type_area, theme.sizes, theme.fonts
    top, fore_edge, bottom, spine = theme.margins
    width, height = theme.page_points
    points = {
        "width": width, "height": height, "top": top, "bottom": bottom, "spine": spine,
        "fore-edge": fore_edge, "gutter": theme.gutter_width, "pitch": area.pitch, "size": area.size,
        "title-size": sizes.title, "section-size": sizes.section, "caption-size": sizes.caption,
        "credit-size": sizes.credit, "furniture-size": sizes.furniture,
    }  # fmt: skip
    values = [f"{name}: {value:.4f}pt" for name, value in points.items()]
    for kind in type(fonts).model_fields:
        families = "".join(f"{_string(family)}, " for family in getattr(fonts, kind))
        values.append(f"{kind}-font: ({families})")
    return f"(columns: {area.columns}, {', '.join(values)})"


def _blocks(children: tuple[SectionChild, ...], theme: Theme) -> Iterator[str]:
    for child in children:
        match child:
            case Section():
                yield f"#section(theme, {_padded(child.heading.text, theme.padding.titles)})\n"
                yield from _blocks(child.children, theme)
            case Entry():
                yield from _entry(child, theme)
            case Figure():
                yield _picture(child, theme)


def _entry(entry: Entry, theme: Theme) -> Iterator[str]:
    heading = _string(printed(entry.heading)) if entry.heading is not None else ""
    for item in entry.children:
        if heading and isinstance(item, Paragraph):
            yield f"#entry(theme, {heading}, {_string(item.text)})\n"
            heading = ""
        else:
            yield _item(item, theme)


def _item(item: EntryChild, theme: Theme) -> str:
    match item:
        case Paragraph():
            return f"\n#{_string(item.text)}\n\n"
        case Credit():
            return f"#signature(theme, {_credit(item, theme)})\n"
        case Figure():
            return _picture(item, theme)
        case _:
            raise TypeError(f"the page in Typst has no {type(item).__name__}")


def _credit(credit: Credit | None, theme: Theme) -> str:
    if credit is None:
        return "[]"
    parts = [
        _padded(part.text, theme.padding.names) if part.kind is PartKind.NAME else _string(part.text)
        for part in credit.parts
    ]
    return " + ".join([_string(credit.marks.open), *parts, _string(credit.marks.close)])


def _picture(figure: Figure, theme: Theme) -> str:
    across, down = (int(number) for number in theme.parts.figure_frame.split(":"))
    height = theme.column_width * down / across
    lines = math.ceil(height / theme.type_area.pitch + 0.5)
    return (
        f"#picture(theme, {lines}, {theme.column_width:.4f}pt, {height:.4f}pt, {_string(figure.text)}, "
        f"{_credit(figure.credit, theme)})\n"
    )


def _padded(text: str, width: int) -> str:
    gap = padding_of(text, width)
    between = f" + h({gap:.4f}em) + " if gap else ""
    return f"[#({between.join(map(_string, text))})]" if gap else _string(text)


def _string(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
