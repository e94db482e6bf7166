"""Whatever no leaf owns to ledger rows, so that every code point is owned exactly once."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from itertools import pairwise

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
    """All rows in order: those that were written, running heads, and what stands between everything.

    Where a piece of a line begins with nothing before it (the last line of a file may have no end), the row
    of that seam is empty.
    """
    text = draft.source.origin.text
    segments = draft.source.origin.segments
    lines = draft.lines
    by_start = {lines[index].start: seam for index, seam in seams.items()}
    furniture = [
        Row(lines[i].start, lines[i].end, Action.FURNITURE, _furniture_rule(kind), kind, draft.why.get(i))
        for i, kind in draft.furniture.items()
    ]
    known = [*rows, *furniture]
    taken = sorted([*owned, *((row.start, row.end) for row in known)])
    at = 0
    gaps: list[Row] = []
    begins = {segment.begin for segment in segments}
    for start, end in (*taken, (len(text), len(text))):
        if at in begins and at > 0:
            seam = by_start.get(start, _NO_SEAM)
            gaps.append(Row(at, at, seam.action, _rule(seam), "", seam.decision))
        if at < start:
            seam = by_start.get(start, _NO_SEAM)
            if text[at:start] in ("\n", "\n\n") and not segments:
                gaps.append(Row(at, start, seam.action, _rule(seam), "", seam.decision))
            else:
                gaps += _classified(draft, at, start, seam)
        at = max(at, end)
    return sorted([*known, *gaps], key=lambda row: (row.start, row.end))


def _furniture_rule(kind: str) -> str:
    return "F-CONTENTS" if kind == "contents" else "F-EDGE"


def _rule(seam: Seam) -> str:
    return seam.decision.rule if seam.decision else "B-EDGE"


def _classified(draft: Draft, start: int, end: int, seam: Seam) -> Iterator[Row]:
    """One row for each run of one kind. Of several runs that end a line the last carries the seam."""
    found = list(_runs(draft, start, end))
    last = max((low for kind, low, _ in found if kind == "newline"), default=-1)
    for kind, low, high in found:
        match kind:
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


def _runs(draft: Draft, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Kind, start and end of each run. White space before the next piece of a line ends a line too."""
    origin = draft.source.origin
    begins = origin.line_starts if origin.segments else ()
    last = bisect_left(begins, end)
    edges = [start, *begins[bisect_right(begins, start) : last], end]
    piece_follows = begins[last : last + 1] == (end,)
    for low, high in pairwise(edges):
        parts = [(m.lastgroup or "", *m.span()) for m in _KINDS.finditer(origin.text, low, high)]
        ends_piece = high < end or piece_follows
        if ends_piece and parts and parts[-1][0] == "space":
            parts[-1] = ("newline", *parts[-1][1:])
        elif ends_piece and (not parts or parts[-1][0] != "newline"):
            parts.append(("newline", high, high))
        yield from parts
