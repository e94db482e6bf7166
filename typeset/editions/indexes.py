"""The rows of indexes → their blocks, every term with page and column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from operator import itemgetter
from typing import NamedTuple, assert_never

from typeset.compose.blocks import Flow
from typeset.editions.composed import Setter
from typeset.editions.galley import Galley
from typeset.editions.generated_blocks import add_heading, add_letter, add_opening, in_columns, setter_of
from typeset.editions.index_rows import Row
from typeset.editions.pieces import Lines
from typeset.editions.titles import Titles, titles
from typeset.parts import IndexKind

_HANG = 2.0
"""In em, what the lines below the first one of a term are indented by."""


class Found(NamedTuple):
    """The folio and the column (from 0) of a place, and the id to lead to."""

    folio: int
    column: int
    id: str


def index_galley(
    rows: Sequence[Row], places: Mapping[IndexKind, Mapping[str, Sequence[Found]]], setter: Setter
) -> Galley:
    """The blocks of the indexes. ``places``: of each kind its terms and where they are."""
    theme, called = setter.theme, titles(setter.language)
    columns, size = theme.parts.index_columns, theme.sizes.caption
    galley = Galley(setter_of(in_columns(theme, columns, size), setter), {})
    add_opening(galley, called.index)
    for kind, look, words in rows:
        match look:
            case "title":
                add_heading(galley, words, 2, 'h3 class="terms"')
            case "group":
                add_letter(galley, words, 4, "h4")
            case "part":
                _add_part(galley, words)
            case "term":
                _add_term(galley, words, places[kind][words], theme.type_area.columns)
            case _:
                assert_never(look)
    return galley


def _add_part(galley: Galley, words: str) -> None:
    """The first stroke of the terms that follow, over them."""
    text = galley.setter.small(words, "part", "body", galley.theme.column_width, "left", tag="h5")
    galley.add(Flow(len(text.lines), breaks=frozenset(), with_next=True), Lines(text))


def _add_term(galley: Galley, term: str, found: Sequence[Found], columns: int) -> None:
    setter = galley.setter
    spots = list(_spots(term, found, columns, titles(setter.language)))
    text = setter.term(term, spots, galley.theme.column_width, _HANG * galley.theme.type_area.size)
    galley.add(Flow(len(text.lines), breaks=frozenset()), Lines(text))


def _spots(term: str, found: Sequence[Found], columns: int, called: Titles) -> Iterator[tuple[str, str]]:
    """Page and column, each once, in the order of the pages, though a picture may stand before what was said
    earlier; and the tag of their link: 23a; the page, where the text has one column."""
    spots: dict[tuple[str, str], str] = {}
    for one in sorted(found, key=itemgetter(0, 1)):
        column = chr(ord("a") + one.column) if columns > 1 else ""
        spots.setdefault((str(one.folio), column), one.id)
    for (page, column), target in spots.items():
        said = called.leads(term, page, column)
        yield f"{page}{column}", f'<a href="#{escape(target)}" aria-label="{escape(said)}">'
