"""Document and theme → one HTML file: semantic, complete, for the screen and (by WeasyPrint) for print.

What an edition adds to the printed text stands in elements marked ``data-generated`` (running heads,
contents); everything else that can be read is ``plain_text``, character for character. Padding is margins,
marks are text, and the numbers of the theme go to its print.css as custom properties.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import assert_never
from urllib.parse import quote

from typeset.added_words import contents_title, has_contents, running_heads
from typeset.characters import IDEOGRAPHIC_SPACE
from typeset.editions.leads import Lead, Tabulated, leads_of
from typeset.editions.pictures import alternative, frame_ratio, picture_sizes
from typeset.editions.references import settled
from typeset.editions.words import Flowing, inlines_of, padded, run
from typeset.kinds import chronicle_entries, totals
from typeset.model import (
    Cell,
    Credit,
    CreditKind,
    Document,
    Entry,
    EntryChild,
    Figure,
    Heading,
    Note,
    Paragraph,
    Section,
    SectionChild,
    Table,
    figure_columns,
    inline_text,
    sections,
)
from typeset.parts import References
from typeset.printed_words import printed
from typeset.theme import Theme

_NUMERIC = ' class="figures"'
_TOTAL = ' class="total"'


def render_html(
    document: Document,
    theme: Theme,
    pictures: Mapping[str, float] | None = None,
    references: References = "link",
) -> str:
    """The whole file, its texts flowing.

    ``pictures`` gives the height of each picture as a part of its width, by ``Figure.image``; a figure
    whose image is not among them gets an empty frame. Without ``pictures`` every named image is linked
    by its own path, and the reader's browser measures it.
    """
    document = settled(document, references)
    dated = chronicle_entries(document) if theme.chronicle.hang else frozenset()
    page = _Page(theme, pictures, Flowing(theme), document.metadata.language, dated)
    words = "".join(page.children(document.children, 2))
    return html_file(document, theme, f"<main>\n{words}</main>\n")


def html_file(
    document: Document,
    theme: Theme,
    main: str,
    *,
    titled: bool = True,
    contents: bool = True,
    first_page: int | None = None,
) -> str:
    """What stands around the text: head, running heads, title and contents. ``titled``, ``contents``: they
    stand there, and not in ``main``; ``first_page``: the number whose side the first page is on."""
    language = escape(document.metadata.language)
    title = _title(document, theme) if titled else ""
    listed = _contents(document, theme) if contents else ""
    head = _head(document, theme, document.metadata.first_page if first_page is None else first_page)
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n{head}</head>\n<body>\n'
        f"{_running_heads(document, theme)}{title}{listed}"
        f"{main}</body>\n</html>\n"
    )


def image_address(image: str) -> str:
    """A picture's path as an address in HTML; relative, whatever characters it has."""
    return "./" + quote(image)


def file_title(document: Document) -> str:
    """What a window's bar and a PDF's title show: the chapter and the book it is from."""
    book, chapter = running_heads(document)
    return IDEOGRAPHIC_SPACE.join(part for part in (chapter, book) if part) or document.metadata.language


def _head(document: Document, theme: Theme, first_page: int) -> str:
    meta = document.metadata
    named = {"author": meta.publisher, "dcterms.rights": meta.licence, "generator": "typeset"}
    rules = custom_properties(theme) + page_rules(theme, first_page) + _stylesheet(theme)
    lines = [
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(file_title(document))}</title>",
        *(f'<meta name="{name}" content="{escape(value)}">' for name, value in named.items() if value),
        f"<style>\n{rules}</style>",
    ]
    return "".join(f"{line}\n" for line in lines)


def _stylesheet(theme: Theme) -> str:
    """The theme's print.css; it stands in a style element, which nothing may close from within."""
    return theme.stylesheet.replace("</", "<\\/")


def custom_properties(theme: Theme) -> str:
    """The theme's numbers in points and its families, as custom properties of :root."""
    area, sizes = theme.type_area, theme.sizes
    lengths = {
        "measure": theme.column_width, "gutter": theme.gutter_width, "type-width": theme.type_width,
        "type-height": theme.type_height, "size": area.size, "pitch": area.pitch,
        "page-width": theme.page_points[0], "page-height": theme.page_points[1],
        "fore-edge": theme.margins[1], "spine": theme.margins[3],
        "title-size": sizes.title, "section-size": sizes.section, "heading-size": sizes.heading,
        "caption-size": sizes.caption, "credit-size": sizes.credit, "furniture-size": sizes.furniture,
    }  # fmt: skip
    for level, own in enumerate(theme.headings.of_level(level) for level in range(5)):
        lengths |= {f"above-{level}": own.above * area.pitch, f"line-{level}": own.line * area.pitch,
                    f"below-{level}": own.below * area.pitch}  # fmt: skip
    lines = [f"--{name}: {points(value)};" for name, value in lengths.items()]
    lines.append(f"--columns: {area.columns};")
    lines.append(f"--indent: {area.indent:g}em;")
    lines.append(f"--hang: {theme.chronicle.hang:g}em;")
    lines.append(f"--frame-ratio: {theme.parts.figure_frame.replace(':', ' / ')};")
    for kind in type(theme.fonts).model_fields:
        lines.append(f"--{kind}-font: {_families(theme.families(kind), theme.generic_family(kind))};")
    return ":root { " + "\n  ".join(lines) + " }\n"


def page_rules(theme: Theme, first_page: int) -> str:
    """The geometry of the page. An odd page is a recto; numbers begin at ``first_page``, on its own side."""
    width, height = theme.page_points
    top, fore_edge, bottom, spine = (points(value) for value in theme.margins)
    side = "right" if first_page % 2 else "left"
    return (
        f"@page {{ size: {points(width)} {points(height)}; margin: {top} {fore_edge} {bottom} {spine}; }}\n"
        f"@page :left {{ margin: {top} {spine} {bottom} {fore_edge}; }}\n"
        f"@page :first {{ counter-reset: page {first_page}; }}\n"
        f"@media print {{ html {{ break-before: {side}; }} }}\n"
    )


def points(value: float) -> str:
    """A length for CSS, to a thousandth of a point."""
    return f"{round(value, 3):g}pt" if abs(value) < 1000 else f"{round(value, 3)}pt"


def _families(families: tuple[str, ...], generic: str) -> str:
    quoted = ['"' + re.sub(r'["\\\n]', "", family) + '"' for family in families]
    return ", ".join([*quoted, generic])


def _running_heads(document: Document, theme: Theme) -> str:
    def element(side: str, head: str) -> str:
        words = padded(head, theme.padding.titles)
        return f'<div class="running-head {side}" data-generated="running-head">{words}</div>\n'

    sides = zip(("even", "odd"), running_heads(document), strict=True)
    return "".join(element(side, head) for side, head in sides if head)


def _title(document: Document, theme: Theme) -> str:
    if not document.title:
        return ""
    title = padded(document.title, theme.padding.titles)
    label = escape(document.title)
    return f'<header data-level="1" data-label="{label}"><h1 id="title">{title}</h1></header>\n'


def _contents(document: Document, theme: Theme) -> str:
    if not has_contents(document, theme.parts.contents):
        return ""

    def item(section: Section) -> str:
        link = f'<a href="#{quote(section.id)}">{run(section.heading.text)}</a>'
        return f'<li class="level-{section.level}">{link}</li>\n'

    items = "".join(item(section) for section in sections(document))
    heading = f"<h2>{run(contents_title(document))}</h2>"
    return f'<nav data-generated="contents">{heading}\n<ol>\n{items}</ol></nav>\n'


def _table(table: Table) -> str:
    """Title and unit over it; the first row is its head, and figures stand to the right."""
    title = f'<p class="table-title">{inlines_of(table.title)}</p>' if table.title else ""
    unit = f'<p class="unit">{run(inline_text(table.unit))}</p>' if table.unit else ""
    head, *rows = table.rows
    figures = figure_columns(table)
    labels = totals(table)
    body = "".join(
        f"<tr>{_cells(row, 'td', figures, labels.get(number))}</tr>" for number, row in enumerate(rows, 1)
    )
    return (
        f'<div class="table" id="{escape(table.id)}">{title}{unit}<table>'
        f"<thead><tr>{_cells(head, 'th', figures)}</tr></thead><tbody>{body}</tbody></table></div>\n"
    )


def _cells(row: tuple[Cell, ...], tag: str, figures: tuple[bool, ...], label: int | None = None) -> str:
    """``label``: the column of the cell that says that the row sums up others."""
    looks = (_TOTAL if column == label else _NUMERIC if right else "" for column, right in enumerate(figures))
    return "".join(
        f"<{tag}{look}>{inlines_of(cell.inlines)}</{tag}>" for cell, look in zip(row, looks, strict=True)
    )


@dataclass(frozen=True, slots=True)
class _Page:
    theme: Theme
    pictures: Mapping[str, float] | None
    flowing: Flowing
    language: str
    chronicle: frozenset[str]

    def children(self, children: tuple[SectionChild, ...], rank: int) -> Iterator[str]:
        """``rank`` is the rank of the headings among these children (h1 to h6)."""
        for child in children:
            match child:
                case Section():
                    yield self.section(child, rank)
                case Entry():
                    yield self.entry(child, rank)
                case Figure():
                    yield self.figure(child)
                case _:
                    assert_never(child)

    def section(self, section: Section, rank: int) -> str:
        tag = f"h{min(rank, 6)}"
        heading = f"<{tag}>{self.heading(section.heading)}</{tag}>"
        inner = "".join(self.children(section.children, rank + 1))
        label = f'data-level="{rank}" data-label="{escape(section.heading.text)}"'
        return (
            f'<section class="level-{section.level}" id="{escape(section.id)}" {label}>\n'
            f"{heading}\n{inner}</section>\n"
        )

    def heading(self, heading: Heading) -> str:
        words = padded(heading.text, self.theme.padding.titles)
        return f"{run(heading.marks.open)}{words}{run(heading.marks.close)}"

    def entry(self, entry: Entry, rank: int) -> str:
        label = ""
        if entry.heading is not None:
            label = f' data-level="{rank}" data-label="{escape(entry.heading.text)}"'
        dated = entry.id in self.chronicle
        inner = "".join(self.blocks(f"h{min(rank, 6)}", entry.heading, entry.children, chronicle=dated))
        return f'<article class="entry" id="{escape(entry.id)}"{label}>\n{inner}</article>\n'

    def blocks(
        self, tag: str, heading: Heading | None, items: tuple[EntryChild, ...], *, chronicle: bool
    ) -> Iterator[str]:
        """One after the other. What runs into a paragraph and what signs it go with it."""
        for item in leads_of(heading, items, chronicle=chronicle):
            match item:
                case Heading():
                    yield f"<{tag}>{run(printed(item))}</{tag}>\n"
                case Lead():
                    yield self.flowing.lead(tag, item)
                case Tabulated():
                    yield _table(item.table)
                    yield from (f'<p class="below">{inlines_of(one.inlines)}</p>\n' for one in item.below)
                case _:
                    yield self.block(item)

    def block(self, item: EntryChild) -> str:
        match item:
            case Paragraph():
                return self.flowing.lead("", Lead(None, None, item.inlines, None))
            case Credit():
                name = "signature" if item.kind is CreditKind.AUTHOR else "credit"
                return self.flowing.credit(item, name)
            case Figure():
                return self.figure(item)
            case Table():
                return _table(item)
            case Note():
                mark = f'<span class="mark">{escape(item.mark)}</span>' if item.mark else ""
                return f'<p class="note" id="{escape(item.id)}">{mark}{inlines_of(item.inlines)}</p>\n'
            case _:
                assert_never(item)

    def figure(self, figure: Figure) -> str:
        words = ""
        if figure.caption:
            words = self.flowing.caption(figure.caption)
        if figure.credit is not None:
            words += self.flowing.credit(figure.credit, "credit", small=True)
        caption = f"<figcaption>{words}</figcaption>" if words else ""
        return f'<figure id="{escape(figure.id)}">{self.picture(figure)}{caption}</figure>\n'

    def picture(self, figure: Figure) -> str:
        """The picture or its empty frame, in a box of whole lines so that the column stays on its grid."""
        blank = frame_ratio(self.theme)
        if self.pictures is None:
            ratio = None if figure.image else blank
        else:
            ratio = self.pictures.get(figure.image)
        image = bool(figure.image) and (self.pictures is None or figure.image in self.pictures)
        size = picture_sizes(self.theme, ratio or blank, self.theme.column_width, framed=not image)[0]
        style = (
            f"--lines: {size.lines}; --picture-width: {points(size.width)}; "
            f"--picture-height: {points(size.height)}"
        )
        alt = escape(alternative(figure, self.language))
        if not image:
            frame = f'<div class="frame" role="img" aria-label="{alt}"></div>'
            return f'<div class="picture" style="{style}">{frame}</div>'
        return (
            f'<div class="picture" style="{style}">'
            f'<img src="{escape(image_address(figure.image))}" alt="{alt}"></div>'
        )
