"""Why a line of a raw text became what it did, and what to paste to decide otherwise."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from typeset import filing, pipeline
from typeset.errors import InputNotFoundError
from typeset.formats.ledger import reason
from typeset.job import job_beside
from typeset.keys import key_at
from typeset.ledger import Decision, Ledger, Row


@dataclass(frozen=True)
class Explained:
    """One line of the source: its text, the rows and decisions that touch it."""

    path: str
    line: int
    text: str
    rows: tuple[Row, ...]
    decisions: tuple[Decision, ...]
    ledger: Ledger


def explain(path: Path, line: int) -> Explained:
    """Raises InputNotFoundError for a line that the file does not have."""
    job = job_beside(path)
    result = pipeline.reflow(filing.read_raw(path, job), job, beside=path.parent)
    ledger = result.ledger
    places = ledger.origin.ranges_of(line)
    if not places:
        most = ledger.origin.source.count("\n") + 1
        raise InputNotFoundError(
            f"there is no line {line}", place=str(path), remedy=f"give a line from 1 to {most}"
        )

    def touches(item: Row | Decision) -> bool:
        return any(item.start < end and max(item.end, item.start + 1) > start for start, end in places)

    rows = tuple(row for row in ledger.rows if touches(row))
    decisions = tuple(item for item in ledger.decisions if touches(item))
    words = "".join(ledger.origin.text[start:end] for start, end in places)
    return Explained(str(path), line, words.rstrip("\r\n"), rows, decisions, ledger)


def flagged(path: Path) -> Explained:
    """Every decision of a text whose margin is thin."""
    job = job_beside(path)
    ledger = pipeline.reflow(filing.read_raw(path, job), job, beside=path.parent).ledger
    return Explained(str(path), 0, "", (), tuple(ledger.flagged()), ledger)


def flagged_as_text(found: Explained) -> str:
    """A line each: where, what was chosen before what, and the words around it."""
    origin = found.ledger.origin
    lines = [
        f"{found.path}:{origin.line_of(d.start)}: {d.kind}: {d.choice or 'nothing'} before "
        f"{d.runner_up or 'nothing'} by {d.margin} (rule {d.rule})  {key_at(origin.text, d.start, 6)}"
        for d in found.decisions
    ]
    return "\n".join([*lines, f"{len(lines)} of {len(found.ledger.decisions)} decisions are thin"])


def flagged_as_json(found: Explained) -> str:
    """For a program."""
    origin = found.ledger.origin
    return json.dumps(
        [
            {
                "line": origin.line_of(decision.start),
                "kind": decision.kind,
                "choice": decision.choice,
                "runner_up": decision.runner_up,
                "margin": decision.margin,
                "rule": decision.rule,
                "at": key_at(origin.text, decision.start),
            }
            for decision in found.decisions
        ],
        ensure_ascii=False,
        indent=2,
    )


def as_text(explained: Explained) -> str:
    """For a terminal."""
    parts = [f"{explained.path}:{explained.line}: {explained.text}"]
    for row in explained.rows:
        shown = json.dumps(explained.ledger.origin.text[row.start : row.end], ensure_ascii=False)
        value = f" ({row.value})" if row.value else ""
        parts.append(f"  {shown} {row.action.value}{value}, rule {row.rule}: {reason(row)}")
    for decision in explained.decisions:
        parts += _decision(decision, explained.ledger.origin.text)
    if len(parts) == 1:
        parts.append("  nothing had to be decided here")
    return "\n".join(parts)


def _decision(decision: Decision, text: str) -> list[str]:
    flag = "  <- thin, worth a look" if decision.thin else ""
    runner_up = decision.runner_up or "nothing"
    lines = [
        "",
        f"  {decision.kind}: {decision.choice or 'nothing'} (rule {decision.rule}, margin {decision.margin} "
        f"before {runner_up}){flag}",
    ]
    lines += [f"    {signal.weight:+6.2f} {signal.option:8} {signal.name}" for signal in decision.signals]
    others = [option for option in decision.options if option and option != decision.choice]
    if others:
        lines += ["    to decide otherwise, paste into the job ticket:", *_ticket(decision, text, others)]
    return lines


def _ticket(decision: Decision, text: str, others: list[str]) -> list[str]:
    more = f"  # or {', '.join(others[1:4])}" if len(others) > 1 else ""
    quoted = json.dumps(key_at(text, decision.start), ensure_ascii=False)
    return [
        "      [[decide]]",
        f'      kind = "{decision.kind}"',
        f"      at = {quoted}",
        f'      choose = "{others[0]}"{more}',
    ]


def as_json(explained: Explained) -> str:
    """For a program."""
    text = explained.ledger.origin.text
    return json.dumps(
        {
            "file": explained.path,
            "line": explained.line,
            "text": explained.text,
            "rows": [
                {
                    "range": [row.start, row.end],
                    "text": text[row.start : row.end],
                    "action": row.action.value,
                    "value": row.value,
                    "rule": row.rule,
                    "reason": reason(row),
                }
                for row in explained.rows
            ],
            "decisions": [
                {
                    "kind": decision.kind,
                    "rule": decision.rule,
                    "range": [decision.start, decision.end],
                    "options": decision.options,
                    "signals": decision.signals,
                    "choice": decision.choice,
                    "margin": decision.margin,
                    "flagged": decision.thin,
                    "at": key_at(text, decision.start),
                }
                for decision in explained.decisions
            ],
        },
        ensure_ascii=False,
        indent=2,
    )
