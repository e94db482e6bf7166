"""A document's references as an edition has them: those that lead somewhere in it, the others as text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from typeset.crossrefs import as_text, changed, remedy_for, targets
from typeset.errors import FormatError
from typeset.model import Credit, CrossRef, Document, Entry, Figure, Linked, Note, Paragraph, Table, entries
from typeset.parts import References


def settled(document: Document, how: References = "link") -> Document:
    """``how`` may be ``off``. What leads to another text of a volume leads nowhere without the volume.

    Raises FormatError where one leads to nothing in the document.
    """
    standing, known = dict(_standing_for(document)), frozenset(targets(document))

    def one(ref: CrossRef) -> Linked:
        if how == "off" or ref.chapter:
            return as_text(ref)
        if ref.target not in known:
            raise FormatError(
                f"{ref.text[:20]!r} refers to {ref.target!r}, which is not there",
                remedy=remedy_for(ref.target, known),
            )
        return replace(ref, target=standing.get(ref.target, ref.target))

    return changed(document, one)


def _standing_for(document: Document) -> Iterator[tuple[str, str]]:
    """An entry that is nothing but pictures, tables and notes → the first of them, which has the place."""
    for entry in entries(document):
        if entry.heading is None and not any(isinstance(own, Paragraph | Credit) for own in entry.children):
            yield entry.id, next(_ids(entry), entry.id)


def _ids(entry: Entry) -> Iterator[str]:
    return (own.id for own in entry.children if isinstance(own, Figure | Table | Note))
