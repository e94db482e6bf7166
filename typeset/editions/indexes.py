"""What an index lists → its blocks: terms in their order, in groups, with page and column.

Terms come from headings and credits, none is guessed; the dates that head a chronicle's entries are none.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import groupby
from typing import NamedTuple

from typeset.compose.blocks import Flow
from typeset.dates import is_date
from typeset.editions.composed import Setter
from typeset.editions.galley import Galley, Lines
from typeset.editions.generated_blocks import add_heading, add_letter, add_opening, in_columns, setter_of
from typeset.editions.index_order import ORDERS, Filed, unfiled
from typeset.editions.lacking import named
from typeset.editions.titles import Titles, titles
from typeset.parts import IndexKind, IndexOrder

_HANG = 2.0
"""In em, what the lines below the first one of a term are indented by."""
_LONG = 10
"""Terms in a group, beyond which it is parted."""

_LOGGER = logging.getLogger("typeset")


class Found(NamedTuple):
    """The folio and the column (from 0) of a place, and the id to lead to."""

    folio: int
    column: int
    id: str


def index_galley(
    kinds: Sequence[IndexKind],
    order: IndexOrder,
    places: Mapping[IndexKind, Mapping[str, Sequence[Found]]],
    setter: Setter,
) -> Galley:
    """The blocks of the indexes that are asked for. ``places``: of each kind its terms and where they are."""
    theme, called = setter.theme, titles(setter.language)
    columns, size = theme.parts.index_columns, theme.sizes.caption
    galley = Galley(setter_of(in_columns(theme, columns, size), setter), {})
    add_opening(galley, called.index)
    for kind in kinds:
        if places.get(kind):
            add_heading(galley, called.indexes[kind], 2, 'h3 class="terms"')
            filed = (ORDERS[order](term, called) for term in places[kind] if not is_date(term))
            _add_groups(galley, sorted(filed), places[kind], theme.type_area.columns)
    if order == "stroke":
        _tell_unfiled("".join(term for kind in kinds for term in places.get(kind, ())))
    return galley


def _tell_unfiled(words: str) -> None:
    for char in dict.fromkeys(unfiled(words)):
        _LOGGER.warning("the strokes of %s are not known; it stands last in the index", named(char))


def _add_groups(
    galley: Galley, filed: Sequence[Filed], terms: Mapping[str, Sequence[Found]], columns: int
) -> None:
    for group, in_group in groupby(filed, key=lambda item: item.group):
        own = list(in_group)
        add_letter(galley, group.words, 4, "h4")
        parted = len(own) > _LONG and len({item.part for item in own}) > 1
        for part, in_part in groupby(own, key=lambda item: item.part):
            if parted and part.words:
                _add_part(galley, part.words)
            for item in in_part:
                _add_term(galley, item.term, terms[item.term], columns)


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
    """Page and column, each once, and the tag of their link: 23a; the page, where the text has one column."""
    spots: dict[tuple[str, str], str] = {}
    for one in found:
        column = chr(ord("a") + one.column) if columns > 1 else ""
        spots.setdefault((str(one.folio), column), one.id)
    for (page, column), target in spots.items():
        said = called.leads(term, page, column)
        yield f"{page}{column}", f'<a href="#{escape(target)}" aria-label="{escape(said)}">'
