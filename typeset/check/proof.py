"""A Document and its Ledger to problems: is every code point owned once, can every decision be made again."""

from __future__ import annotations

from collections.abc import Iterator

from typeset.ledger import Ledger, redecide
from typeset.model import (
    Credit,
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
)
from typeset.span import Range, Span


def spans(document: Document) -> Iterator[Span]:
    """The span of every leaf, marks included."""
    for child in document.children:
        yield from _spans(child)


def _spans(node: SectionChild | EntryChild | Heading | None) -> Iterator[Span]:
    match node:
        case None:
            return
        case Section() | Entry():
            yield from _spans(node.heading)
            for child in node.children:
                yield from _spans(child)
        case Heading():
            yield from (node.marks.open_span, node.marks.close_span)
            yield from (inline.span for inline in node.inlines)
        case Credit():
            yield from (node.marks.open_span, node.marks.close_span)
            yield from (part.span for part in node.parts)
        case Paragraph():
            yield from (inline.span for inline in node.inlines)
        case Table():
            yield from (text.span for text in (*node.title, *node.unit))
            yield from (inline.span for row in node.rows for cell in row for inline in cell.inlines)
        case Note():
            yield node.mark_span
            yield from (inline.span for inline in node.inlines)
        case Figure():
            yield from (inline.span for inline in node.caption)
            yield from _spans(node.credit)


def ownership_problems(document: Document, ledger: Ledger) -> list[str]:
    """Code points without an owner, or with two."""
    owned: list[Range] = [r for span in spans(document) for r in span.ranges]
    owned += [(row.start, row.end) for row in ledger.rows if row.start < row.end]
    problems = []
    at = 0
    for start, end in sorted(owned):
        if start != at:
            kind = "owned by nothing" if start > at else "owned twice"
            problems.append(f"code points {min(at, start)} to {max(at, start)} are {kind}")
        at = max(at, end)
    if at != len(ledger.origin.text):
        problems.append(f"code points {at} to {len(ledger.origin.text)} are owned by nothing")
    return problems


def decision_problems(ledger: Ledger) -> list[str]:
    """Decisions that their own signals do not give again."""
    return [
        f"{decision.kind} at {decision.start}: the signals do not give {decision.choice!r} again"
        for decision in ledger.decisions
        if redecide(decision) != (decision.choice, decision.margin)
    ]
