"""What indexes list → their rows: terms in their order, and what stands over them.

Every edition that has an index has these rows; it adds the pages. Terms come from headings, credits and
marked names, none is guessed; the dates that head a chronicle's entries are none.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from typeset.dates import is_date
from typeset.editions.index_order import ORDERS, Filed, unfiled
from typeset.editions.lacking import named
from typeset.editions.titles import titles
from typeset.model import NameKind, PartKind
from typeset.parts import IndexKind, IndexOrder

INDEX_OF: Mapping[NameKind | PartKind, IndexKind] = {
    NameKind.PERSON: "people",
    NameKind.ORGANISATION: "organisations",
    NameKind.TERM: "entries",
    PartKind.NAME: "people",
    PartKind.ORGANISATION: "organisations",
}
"""In which index a name of the running text stands, and a part of a credit."""
BEFORE_PAGES, BETWEEN_PAGES = "\u3000", ", "
"""What stands behind a term, and between its pages."""
_LONG = 10
"""Terms in a group, beyond which it is parted."""

_LOGGER = logging.getLogger("typeset")


class Row(NamedTuple):
    """A term, or what stands over terms: the name of their index, their letter or number of strokes, their
    first stroke. ``kind``: the index that it is in."""

    kind: IndexKind
    look: Literal["title", "group", "part", "term"]
    words: str


def index_rows(
    kinds: Sequence[IndexKind],
    order: IndexOrder,
    terms: Mapping[IndexKind, Iterable[str]],
    language: str,
) -> Iterator[Row]:
    """The rows of the indexes that are asked for, one index after the other; those without terms are not
    there. ``terms``: of each kind, each once."""
    called = titles(language)
    for kind in kinds:
        filed = sorted(ORDERS[order](term, called) for term in terms.get(kind, ()) if not is_date(term))
        if filed:
            yield Row(kind, "title", called.indexes[kind])
            yield from _grouped(kind, filed)
    if order == "stroke":
        _tell_unfiled("".join(term for kind in kinds for term in terms.get(kind, ())))


def _grouped(kind: IndexKind, filed: Sequence[Filed]) -> Iterator[Row]:
    for group, in_group in groupby(filed, key=lambda item: item.group):
        own = list(in_group)
        yield Row(kind, "group", group.words)
        parted = len(own) > _LONG and len({item.part for item in own}) > 1
        for part, in_part in groupby(own, key=lambda item: item.part):
            if parted and part.words:
                yield Row(kind, "part", part.words)
            yield from (Row(kind, "term", item.term) for item in in_part)


def _tell_unfiled(words: str) -> None:
    for char in dict.fromkeys(unfiled(words)):
        _LOGGER.warning("the strokes of %s are not known; it stands last in the index", named(char))
