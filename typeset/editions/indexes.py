"""What an index lists → its blocks: terms in their order, in groups, with page and column.

Terms come from headings and credits, none is guessed.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from typeset.compose.blocks import Flow
from typeset.editions.composed import Setter
from typeset.editions.galley import Galley, Lines
from typeset.editions.generated_blocks import add_heading, add_opening, in_columns, setter_of
from typeset.editions.index_order import ORDERS, Filed, unfiled
from typeset.editions.lacking import named
from typeset.editions.titles import titles
from typeset.parts import IndexKind, IndexOrder

_SPACE = "\u3000"
_HANG = 2.0
"""In em, what the lines below the first one of a term are indented by."""
_LONG = 10
"""Terms in a group, beyond which it is parted."""
_DATE = re.compile(r"(?:\d{1,2}月)?\d{1,2}(?:[—–～~\-、]\d{1,2})*日|[是本当]月|月[内末底]?")
"""The heads of a chronicle's entries are no terms."""

_LOGGER = logging.getLogger("typeset")

Found = tuple[int, int]
"""The folio and the column (from 0) of a place."""


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
            add_heading(galley, called.indexes[kind], 2)
            filed = (ORDERS[order](term, called) for term in places[kind] if not _DATE.fullmatch(term))
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
        add_heading(galley, group.words, 4, spaced=False)
        parted = len(own) > _LONG and len({item.part for item in own}) > 1
        for part, in_part in groupby(own, key=lambda item: item.part):
            if parted and part.words:
                _add_part(galley, part.words)
            for item in in_part:
                _add_term(galley, item.term, terms[item.term], columns)


def _add_part(galley: Galley, words: str) -> None:
    """The first stroke of the terms that follow, over them."""
    text = galley.setter.small(words, "part", "body", galley.theme.column_width, "left", tag="h4")
    galley.add(Flow(len(text.lines), breaks=frozenset(), with_next=True), Lines(text))


def _add_term(galley: Galley, term: str, found: Sequence[Found], columns: int) -> None:
    words = f"{term}{_SPACE}{', '.join(_spots(found, columns))}"
    hang = _HANG * galley.theme.type_area.size
    text = galley.setter.small(words, "term", "body", galley.theme.column_width, "left", hang)
    galley.add(Flow(len(text.lines), breaks=frozenset()), Lines(text))


def _spots(found: Sequence[Found], columns: int) -> Iterator[str]:
    """Page and column, each once: 23a; where the text has but one column, the page."""
    spots = ((folio, chr(ord("a") + column) if columns > 1 else "") for folio, column in found)
    for folio, letter in dict.fromkeys(spots):
        yield f"{folio}{letter}"
