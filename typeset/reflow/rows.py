"""Whatever no leaf owns to ledger rows, so that every code point is owned exactly once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from typeset.ledger import Action, Row
from typeset.reflow.draft import Draft
from typeset.reflow.words import Seam
from typeset.span import Range

_KINDS = re.compile(
    r"(?P<newline>[\r\n](?:(?!\f)\s)*[\r\n]|[\r\n])|(?P<page>\f)|(?P<lost>\ufffd+)"
    r"|(?P<space>(?:(?![\r\n\f])\s)+)|(?P<control>(?:(?!\ufffd)\S)+)"
)
_NO_SEAM = Seam(Action.BREAK)


def complete(draft: Draft, owned: list[Range], rows: list[Row], seams: Mapping[int, Seam]) -> list[Row]:
    """All rows in order: those that were written, running heads, and what stands between everything."""
    text = draft.source.origin.text
    lines = draft.lines
    by_start = {lines[index].start: seam for index, seam in seams.items()}
    furniture = [
        Row(lines[i].start, lines[i].end, Action.FURNITURE, "F-EDGE", kind, draft.why.get(i))
        for i, kind in draft.furniture.items()
    ]
    known = [*rows, *furniture]
    taken = sorted([*owned, *((row.start, row.end) for row in known)])
    at = 0
    gaps: list[Row] = []
    for start, end in (*taken, (len(text), len(text))):
        if at < start:
            seam = by_start.get(start, _NO_SEAM)
            if text[at:start] in ("\n", "\n\n"):
                gaps.append(Row(at, start, seam.action, _rule(seam), "", seam.decision))
            else:
                gaps += _classified(draft, at, start, seam)
        at = max(at, end)
    return sorted([*known, *gaps], key=lambda row: row.start)


def _rule(seam: Seam) -> str:
    return seam.decision.rule if seam.decision else "B-EDGE"


def _classified(draft: Draft, start: int, end: int, seam: Seam) -> Iterator[Row]:
    """One row for each run of one kind. Of several runs of line ends the last carries the seam."""
    text = draft.source.origin.text
    found = list(_KINDS.finditer(text, start, end))
    last = max((m.start() for m in found if m.lastgroup == "newline"), default=-1)
    for match in found:
        low, high = match.span()
        match match.lastgroup:
            case "newline" if low == last:
                yield Row(low, high, seam.action, _rule(seam), "", seam.decision)
            case "newline":
                action = Action.BREAK if seam.action is Action.BREAK else Action.JOIN
                yield Row(low, high, action, _rule(seam), "", None)
            case "page":
                yield Row(low, high, Action.DROP, "P-FEED", "page-mark")
            case "lost":
                yield Row(low, high, Action.DROP, "U-LOST", "undecodable")
            case "control":
                yield Row(low, high, Action.DROP, "U-CONTROL", "control")
            case _:
                mark = draft.source.page_marks.get(low)
                if mark is not None:
                    yield Row(low, high, Action.DROP, "P-SPACE", "page-mark", mark)
                else:
                    yield Row(low, high, Action.DROP, "W-EDGE", "edge-space")
