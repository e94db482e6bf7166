"""A document and its ledger in a few readable lines, for golden files.

``#`` section, ``##`` entry, ``-`` paragraph, ``@`` credit with its kind and parts, ``!`` figure, ``|`` a
table's row, ``^`` a note; then what the rule in question did: the rows and decisions that carry its code.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from typeset.ledger import Decision, Ledger, Row
from typeset.model import (
    Credit,
    CrossRef,
    Document,
    Entry,
    EntryChild,
    Figure,
    Inline,
    Name,
    Note,
    NoteRef,
    Paragraph,
    Section,
    SectionChild,
    Table,
    Text,
)
from typeset.printed_words import printed


def document_lines(document: Document) -> Iterator[str]:
    if document.title:
        yield f"title: {document.title}"
    for child in document.children:
        yield from _lines(child)


def _lines(node: SectionChild | EntryChild) -> Iterator[str]:
    match node:
        case Section():
            yield f"{'#' * node.level} {printed(node.heading)}"
            for child in node.children:
                yield from _lines(child)
        case Entry():
            yield f"## {printed(node.heading)}" if node.heading else "## (no heading)"
            for item in node.children:
                yield from _lines(item)
        case Paragraph():
            yield f"- {_inlines(node.inlines)}"
        case Table():
            yield f"| {_inlines(node.title)} | {_inlines(node.unit)} |"
            yield from (f"| {' | '.join(_inlines(cell.inlines) for cell in row)} |" for row in node.rows)
        case Note():
            yield f"^ {node.mark}: {_inlines(node.inlines)}"
        case Credit():
            yield f"@ {_credit(node)}"
        case Figure():
            credit = f" @ {_credit(node.credit)}" if node.credit else ""
            yield f"! {_inlines(node.caption)}{credit}"


def _inlines(inlines: Sequence[Inline]) -> str:
    return "".join(map(_inline, inlines))


def _inline(inline: Inline) -> str:
    """A note's mark stands in ^ ^; a reference in [ ], with what it leads to; a name in { }."""
    match inline:
        case Text():
            return inline.text
        case NoteRef():
            return f"^{inline.text}^"
        case CrossRef():
            return f"[{inline.text}]({inline.chapter}#{inline.target})"
        case Name():
            return (
                f"{{{inline.kind.value}: {' = '.join(filter(None, (inline.text, inline.key, inline.sort)))}}}"
            )
        case _:
            assert_never(inline)


def _credit(credit: Credit) -> str:
    parts = " ".join(f"{part.kind.value}={part.text!r}" for part in credit.parts)
    return f"{credit.kind.value}: {parts}"


def rule_lines(ledger: Ledger, rule: str) -> Iterator[str]:
    """Rows and decisions of one rule, in order."""
    text = ledger.origin.text
    rows = [row for row in ledger.rows if row.rule == rule]
    owning = {id(row.decision) for row in rows}
    for row in rows:
        yield _row(row, text)
    for decision in ledger.decisions:
        if decision.rule == rule and id(decision) not in owning:
            yield f"{text[decision.start : decision.end]!r} {_decision(decision)}"


def _row(row: Row, text: str) -> str:
    value = f" {row.value!r}" if row.value else ""
    why = f" | {_decision(row.decision)}" if row.decision else ""
    return f"{text[row.start : row.end]!r} {row.action.value}{value}{why}"


def _decision(decision: Decision) -> str:
    names = " ".join(f"{signal.name}={signal.weight:g}:{signal.option}" for signal in decision.signals)
    flag = " FLAGGED" if decision.thin else ""
    return f"{decision.kind}: {decision.choice} by {decision.margin:g}{flag} ({names})"
