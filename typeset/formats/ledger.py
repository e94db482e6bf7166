"""A Ledger to lines of JSON: what became of every code point that no leaf owns, and why.

The first line says what the file is about; then one line for each row, in order. A row of a decision
that owns no code points of its own (a heading, an anchor) has ``"owns": false``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from typeset.ledger import Action, Decision, Ledger, Row, Signal

_REASONS: dict[Action, str] = {
    Action.JOIN: "the line goes on and the two characters join with nothing between",
    Action.JOIN_SPACE: "the line goes on and the two words need a space between",
    Action.BREAK: "a block ends here and another begins",
    Action.DROP: "left out",
    Action.SPACE: "set as one space",
    Action.FURNITURE: "stands at a page's edge and is no part of the text",
}
_DROPPED: dict[str, str] = {
    "padding": "spaces a short text out to a width; the theme does that again",
    "stray-space": "white space that belongs to no word",
    "edge-space": "white space at the edge of a line or a block",
    "undecodable": "a character that was lost before this file was made",
    "control": "a character that has no place in a text",
    "page-mark": "marks the beginning of a page",
    "hyphen": "a hyphen that only the line's end had made",
}


def reason(row: Row) -> str:
    """In one sentence."""
    if row.value == "contents":
        return "a printed table of contents: an edition makes its own, with its own pages"
    return _DROPPED.get(row.value, "") if row.action is Action.DROP else _REASONS[row.action]


def write_ledger(ledger: Ledger) -> str:
    """The whole ledger, one JSON object a line."""
    return "".join(ledger_lines(ledger))


def ledger_lines(ledger: Ledger) -> Iterator[str]:
    """The same, line by line."""
    yield f"{_header(ledger)}\n"
    for line in _lines(ledger):
        yield f"{line}\n"


def _header(ledger: Ledger) -> str:
    origin = ledger.origin
    return json.dumps(
        {
            "ledger": 1,
            "source": origin.name,
            "sha256": origin.sha256,
            "encoding": origin.encoding,
            "bom": origin.bom.hex(),
            "code_points": len(origin.text),
            "rows": len(ledger.rows),
            "decisions": len(ledger.decisions),
            "flagged": sum(1 for _ in ledger.flagged()),
        },
        ensure_ascii=False,
    )


def _lines(ledger: Ledger) -> Iterator[str]:
    """Rows and the decisions that own nothing, by place."""
    owning = {id(row.decision) for row in ledger.rows if row.decision is not None}
    rows = [(row.start, 0, row, None) for row in ledger.rows]
    others = [(item.start, 1, None, item) for item in ledger.decisions if id(item) not in owning]
    line_of = ledger.origin.line_of
    text = ledger.origin.text
    for _, _, row, decision in sorted([*rows, *others], key=lambda item: item[:2]):
        if row is not None:
            yield _row(row, text, line_of(row.start))
        elif decision is not None:
            yield _alone(decision, text, line_of(decision.start))


def _row(row: Row, text: str, line: int) -> str:
    start, end, action, rule, value, decision = row
    why = (*decision[:2], *decision[4:]) if decision else None
    return (
        f'{{"range": [{start}, {end}], "line": {line}, "text": {_quoted(text[start:end])}, '
        f"{_what(action, rule, value, why)}}}"
    )


@lru_cache(maxsize=8192)
def _what(action: Action, rule: str, value: str, placeless: tuple[Any, ...] | None) -> str:
    """All of a row that has nothing to do with its place, its decision too: many rows have it alike."""
    decision = Decision._make((*placeless[:2], 0, 0, *placeless[2:])) if placeless else None
    valued = f', "value": {_quoted(value)}' if value else ""
    confidence = decision.confidence if decision else 1.0
    why = f', "decision": {_decision(decision)}' if decision else ""
    said = _quoted(reason(Row(0, 0, action, rule, value)))
    return (
        f'"action": "{action.value}"{valued}, "rule": "{rule}", "reason": {said}, '
        f'"confidence": {confidence}{why}'
    )


def _alone(decision: Decision, text: str, line: int) -> str:
    return (
        f'{{"range": [{decision.start}, {decision.end}], "line": {line}, '
        f'"text": {_quoted(text[decision.start : decision.end])}, "owns": false, "rule": "{decision.rule}", '
        f'"confidence": {decision.confidence}, "decision": {_decision(decision)}}}'
    )


def _decision(decision: Decision) -> str:
    return (
        f'{{"kind": "{decision.kind}", {_options(decision.options)}, '
        f'"signals": {_signals(decision.signals)}, '
        f'"choice": {_quoted(decision.choice)}, "runner_up": {_quoted(decision.runner_up)}, '
        f'"margin": {decision.margin}, "flagged": {"true" if decision.thin else "false"}}}'
    )


@lru_cache(maxsize=4096)
def _options(options: tuple[str, ...]) -> str:
    return f'"options": {json.dumps(options, ensure_ascii=False)}'


@lru_cache(maxsize=4096)
def _signals(signals: tuple[Signal, ...]) -> str:
    return json.dumps([list(signal) for signal in signals], ensure_ascii=False)


@lru_cache(maxsize=4096)
def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
