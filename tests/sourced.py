"""Documents with a source, spans and a ledger that fit, made without reflow.

So whatever reads or writes documents with their ledgers can be tried on any shape that the model allows,
reflow's or not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from random import Random
from typing import assert_never

from hypothesis import strategies as st

from tests.documents import documents
from tests.printer import Printer, Sourced
from typeset.crossrefs import captioned, changed_in
from typeset.model import (
    Cell,
    Credit,
    CreditPart,
    CrossRef,
    Document,
    Entry,
    EntryChild,
    Figure,
    Heading,
    Marks,
    Name,
    Note,
    NoteRef,
    Paragraph,
    Section,
    SectionChild,
    Table,
    Text,
)
from typeset.span import Span

_ID_PREFIXES = ("", "", "综述-", "1 ", "a:b ", "x\"<&' ", "é", "𠀀", "ª")
_ODD_IDS = ("typeset", "x000c", "id-61", "a", "a/b#c", "%41")


def _as_reflow_has_it(child: SectionChild, rename: dict[str, str]) -> SectionChild:
    """Figures and notes after the other children of an entry, as reflow appends them; ids of every kind."""
    match child:
        case Section():
            inner = tuple(_as_reflow_has_it(item, rename) for item in child.children)
            return replace(child, id=rename.get(child.id, child.id), children=inner)
        case Entry():
            items = [_renamed(item, rename) for item in child.children]
            items.sort(key=lambda item: isinstance(item, Figure | Note))
            return replace(child, id=rename.get(child.id, child.id), children=tuple(items))
        case Figure():
            return captioned(replace(child, id=rename.get(child.id, child.id)), partial(_led, rename=rename))
        case _:
            assert_never(child)


def _renamed(item: EntryChild, rename: dict[str, str]) -> EntryChild:
    """References follow what they lead to."""
    if isinstance(item, Figure | Note | Table):
        item = replace(item, id=rename.get(item.id, item.id))
    if isinstance(item, Paragraph):
        marks = (
            replace(one, note=rename.get(one.note, one.note)) if isinstance(one, NoteRef) else one
            for one in item.inlines
        )
        item = Paragraph(tuple(marks))
    return changed_in(item, partial(_led, rename=rename))


def _led(ref: CrossRef, rename: dict[str, str]) -> CrossRef:
    return ref if ref.chapter else replace(ref, target=rename.get(ref.target, ref.target))


def print_document(document: Document, seed: int = 0, noise: float = 0.0) -> Sourced:
    """A document as raw text, with its spans and its ledger; always the same for a seed."""
    sourced = Printer(Random(seed), noise).print(document)
    check_ownership(sourced)
    return sourced


def spans(node: object) -> Iterator[Span]:
    """The spans of all leaves and marks of a document or a part of one."""
    match node:
        case Text(span=span) | CreditPart(span=span) | NoteRef(span=span):
            yield span
        case CrossRef(span=span) | Name(span=span):
            yield span
        case Marks(open_span=opening, close_span=closing):
            yield from (opening, closing)
        case tuple():
            for item in node:
                yield from spans(item)
        case Heading(inlines=inner, marks=marks) | Credit(parts=inner, marks=marks):
            yield from spans((inner, marks))
        case Section() | Entry():
            yield from spans((node.heading, node.children))
        case Figure():
            yield from spans((node.caption, node.credit))
        case Paragraph() | Cell():
            yield from spans(node.inlines)
        case Note():
            yield node.mark_span
            yield from spans(node.inlines)
        case Table():
            yield from spans((node.title, node.unit, node.rows))
        case Document():
            yield from spans(node.children)
        case _:
            assert node is None


def check_ownership(sourced: Sourced) -> None:
    """Each code point of the source has one owner."""
    ranges = [r for span in spans(sourced.document) for r in span.ranges]
    at = 0
    for start, end in sorted(ranges + [(row.start, row.end) for row in sourced.ledger.rows]):
        assert start == at < end, (start, at, end)
        at = end
    assert at == len(sourced.ledger.origin.text)


@st.composite
def sourced_documents(draw: st.DrawFn, most_noise: float = 1.0) -> Sourced:
    """Any document that the model allows, printed in any way; ids that are no XML names among its ids."""
    plain = draw(documents())
    numbers = [f"{prefix}-{n}" for prefix in ("e", "s", "fig", "n", "tab") for n in range(1, 30)]
    noise = draw(st.floats(0, most_noise))
    chance = Random(draw(st.integers(0, 2**32)))
    rename = {name: chance.choice(_ID_PREFIXES) + name for name in numbers}
    if chance.random() < noise:
        rename.update(zip(chance.sample(numbers[:8], 6), _ODD_IDS, strict=True))
    children = tuple(_as_reflow_has_it(child, rename) for child in plain.children)
    return print_document(replace(plain, children=children), draw(st.integers(0, 2**32)), noise)
