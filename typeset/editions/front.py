"""What a ticket says of a book → its front pages: half-title, title page, imprint, editors' note."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from typeset.editions.composed import Setter
from typeset.editions.galley import Galley
from typeset.editions.generated_blocks import add_opening, in_columns, setter_of
from typeset.editions.leads import Lead
from typeset.editions.made_up import BLANK, Leaf
from typeset.editions.titles import titles
from typeset.model import Document, Metadata, Text
from typeset.parts import Parts


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


def front_leaves(document: Document, parts: Parts) -> Iterator[Leaf]:
    """Half-title and title page on odd pages, the imprint on the back of the title page."""
    meta = document.metadata
    if parts.half_title:
        yield _plain("half-title", _paragraph("book", _book(meta)))
        yield BLANK
    if parts.title_page:
        words = (("book", meta.book), ("year", meta.year), ("publisher", meta.publisher))
        yield _plain("title-page", "".join(_paragraph(name, word) for name, word in words if word))
        if not parts.imprint:
            yield BLANK
    if parts.imprint:
        rows = "".join(
            f"<p><span>{escape(name)}</span><span>{escape(value)}</span></p>" for name, value in parts.imprint
        )
        if not parts.title_page:
            yield BLANK
        yield _plain("imprint", f'<div class="rows">{rows}</div>')


def _paragraph(name: str, words: str) -> str:
    return f'<p class="{name}">{escape(words)}</p>'


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
