"""What a ticket says of a book → its front pages: half-title, title page, imprint, editors' note."""

from __future__ import annotations

from collections.abc import Iterator

from typeset.compose.tokens import Style
from typeset.editions.composed import Setter
from typeset.editions.galley import Galley
from typeset.editions.generated_blocks import add_opening, in_columns, setter_of
from typeset.editions.html import points
from typeset.editions.leads import Lead
from typeset.editions.made_up import BLANK, Leaf
from typeset.editions.titles import titles
from typeset.model import Document, Metadata, Text
from typeset.parts import Parts

_ON_TITLE_PAGE = 1.5
"""How much larger the book's title is there than a chapter's; print.css has it too."""
_NAMES = 8.0
"""In em, the width of the names in an imprint."""


def front_words(document: Document, parts: Parts) -> tuple[str, ...]:
    """What the front pages say, in their order."""
    meta = document.metadata
    words: list[str] = []
    if parts.half_title:
        words.append(_book(meta))
    if parts.title_page:
        words += [word for word in (meta.book, meta.year, meta.publisher) if word]
    words += [word for pair in parts.imprint for word in pair]
    if parts.note:
        words += [titles(meta.language).note, *parts.note]
    return tuple(words)


def _book(meta: Metadata) -> str:
    return f"{meta.book}{meta.year}" or meta.chapter


def front_leaves(document: Document, parts: Parts, setter: Setter) -> Iterator[Leaf]:
    """Half-title and title page on odd pages, the imprint on the back of the title page."""
    meta, sizes = document.metadata, setter.theme.sizes
    if parts.half_title:
        yield _plain("half-title", _line(setter, "book", _book(meta), setter.style("heading", sizes.title)))
        yield BLANK
    if parts.title_page:
        book = setter.style("heading", _ON_TITLE_PAGE * sizes.title, bold=True)
        small = setter.style("body", sizes.section)
        lines = [_line(setter, "book", meta.book, book), _line(setter, "year", meta.year, small)]
        yield _plain("title-page", "".join((*lines, _line(setter, "publisher", meta.publisher, small))))
        if not parts.imprint:
            yield BLANK
    if parts.imprint:
        rows = "".join(_row(setter, name, value) for name, value in parts.imprint)
        if not parts.title_page:
            yield BLANK
        yield _plain("imprint", f'<div class="rows">{rows}</div>')


def _line(setter: Setter, name: str, words: str, style: Style) -> str:
    """Words, if there are any, in the middle of the type area, on as many lines as they need."""
    if not words:
        return ""
    text = setter.alone(words, "words", style, setter.theme.type_width, "center")
    return f'<div class="{name}">{text.html(0, len(text.lines), "words")}</div>'


def _row(setter: Setter, name: str, value: str) -> str:
    """A line of the imprint: a name, and beside it what it names, which may take more lines."""
    theme = setter.theme
    size, pitch = theme.type_area.size, theme.type_area.pitch
    left = _NAMES * size
    names = setter.alone(name, "name", setter.style("heading", size), left - size, "left")
    values = setter.alone(value, "value", setter.style("body", size), theme.type_width - left, "left")
    beside = f' style="margin: {points(-len(names.lines) * pitch)} 0 0 {points(left)}"'
    lines = names.html(0, len(names.lines), "name") + values.html(0, len(values.lines), "value", beside)
    height = points(max(len(names.lines), len(values.lines)) * pitch)
    return f'<div class="row" style="height: {height}">{lines}</div>'


def _plain(name: str, inner: str) -> Leaf:
    return Leaf(inner, f"plain {name}", attributes=' data-generated="front"')


def note_galley(parts: Parts, setter: Setter) -> Galley:
    """The editors' note in one column over the type area."""
    size = setter.theme.type_area.size
    galley = Galley(setter_of(in_columns(setter.theme, 1, size), setter), {})
    add_opening(galley, titles(setter.language).note)
    for words in parts.note:
        galley.lead("", Lead(None, None, (Text(words),), None), "")
    return galley
