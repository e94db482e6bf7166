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
from typeset.editions.index_order import ORDERS, Filed, Term, unfiled
from typeset.editions.lacking import named
from typeset.editions.titles import titles
from typeset.model import Document, NameKind, PartKind, names
from typeset.parts import IndexKind, Parts

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


def index_rows(parts: Parts, terms: Mapping[IndexKind, Iterable[str]], document: Document) -> Iterator[Row]:
    """The rows of the indexes that the parts ask for, one index after the other; those without terms are not
    there. ``terms``: those of a document, of each kind, each once."""
    called, read = titles(document.metadata.language), _readings(document)
    order = ORDERS[parts.index_order]
    for kind in parts.index:
        own = (
            Term(words, kind == "people", read.get(words, ""))
            for words in terms.get(kind, ())
            if not is_date(words)
        )
        filed = sorted(order(term, called) for term in own)
        if filed:
            yield Row(kind, "title", called.indexes[kind])
            yield from _grouped(kind, filed)
    if parts.index_order == "stroke":
        _tell_unfiled("".join(term for kind in parts.index for term in terms.get(kind, ())))


def _readings(document: Document) -> Mapping[str, str]:
    """How terms are read, as an editor says; of two readings of one term the first, with a warning."""
    read: dict[str, str] = {}
    for name in names(document):
        if name.sort and read.setdefault(name.term, name.sort) != name.sort:
            _LOGGER.warning("the index sorts %r as %s, and not as %s", name.term, read[name.term], name.sort)
    return read


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
