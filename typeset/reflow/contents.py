"""Draft → Draft without a printed table of contents: rows that end in page numbers and repeat the titles.

An edition makes its own contents, with its own pages; the printed one stays where it stood, as running heads
do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from typeset.ledger import Decision
from typeset.reflow.draft import Draft
from typeset.reflow.signs import ODD, ends_sentence
from typeset.reflow.weights import SIGNALS

_S = SIGNALS["contents"]
_OPTIONS = ("text", "contents")
_TITLE = re.compile(r"(?:总|總|本[卷章编編册]|细|細)?目\s*[录錄次]|(?:table\s+of\s+)?contents", re.IGNORECASE)
_NUMBER = r"(?P<page>\d{1,4}|[ivxlc]{1,6})"
_LEADERS = re.compile(
    rf"(?P<words>.*?)\s*(?:[…‥⋯]+|[.·•．・]{{3,}}|(?:\s[.·•．・]){{3,}}|[-—─_]{{4,}})[\s.…·]*[（(]?(?:{_NUMBER})?[）)]?",
    re.IGNORECASE,
)
_GAP = re.compile(rf"(?P<words>.*?\S)(?:\u3000|\s{{2,}})[（(]?{_NUMBER}[）)]?")
_ROW_ENDS = frozenset("0123456789ivxlcIVXLC）)…‥⋯.·•．・-—─_")
"""What a row may end with."""
_LONGEST_TITLE = 20
_FEWEST = 3
_MOST = 0.6
"""As a share of the text: what is longer is all that there is."""
_HALF = 0.5
_LONGEST = 60


class _Row(NamedTuple):
    """A line that looks like a row of a table of contents: its words, and what follows them."""

    line: int
    words: str
    page: int | None
    leaders: bool


def find_contents(draft: Draft) -> Draft:
    """Every run of rows is decided about as one."""
    lines = draft.lines
    furniture = dict(draft.furniture)
    decisions: list[Decision] = []
    why = dict(draft.why)
    listed: dict[str, bool] = {}
    seen = _Seen(draft)
    for title, rows in _runs(draft, seen):
        decision = _decide(draft, title, rows, seen)
        decisions.append(decision)
        if decision.choice == "contents":
            margin = min(lines[row.line].indent for row in rows)
            listed |= {row.words: lines[row.line].indent <= margin for row in rows}
            first = rows[0].line if title is None else title
            for index in range(first, rows[-1].line + 1):
                if lines[index].text and index not in draft.out_of_flow:
                    furniture[index], why[index] = "contents", decision
    if not decisions:
        return draft
    return replace(
        draft, furniture=furniture, listed=listed, decisions=(*draft.decisions, *decisions), why=why
    )


class _Seen:
    """Where the words of short lines stand alone on a line for the last time."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft

    @cached_property
    def _last(self) -> dict[str, int]:
        short = (index for index in self.draft.flow if len(self.draft.lines[index].text) <= _LONGEST)
        return {_plain(self.draft.lines[index].text): index for index in short}

    def after(self, index: int, words: str) -> bool:
        """Whether words stand on a line of their own after a line."""
        return self._last.get(words, 0) > index


def _runs(draft: Draft, seen: _Seen) -> Iterator[tuple[int | None, list[_Row]]]:
    """Runs of rows, each with the line of the title before it; rows without leaders need a title."""
    flow, lines = draft.flow, draft.lines
    at = 0
    while at < len(flow):
        text = lines[flow[at]].text
        title = flow[at] if len(text) <= _LONGEST_TITLE and _TITLE.fullmatch(text) else None
        if title is None and text[-1] not in _ROW_ENDS:
            at += 1
            continue
        begin = at + (title is not None)
        rows, end = _rows(draft, begin, seen if title is not None else None)
        if len(rows) >= _FEWEST and (title is not None or any(row.leaders for row in rows)):
            yield title, rows
        at = max(end, at + 1)


def _rows(draft: Draft, begin: int, seen: _Seen | None) -> tuple[list[_Row], int]:
    """The rows from a position of the flow on, and the position after the last. A row may run over.

    ``seen``: under the title of a table of contents, rows may be words that come again.
    """
    flow, lines = draft.flow, draft.lines
    rows: list[_Row] = []
    end = at = begin
    waiting = ""
    while at < len(flow):
        text = lines[flow[at]].text
        row = _row(flow[at], text, waiting)
        if row is None and seen is not None and seen.after(flow[at], _plain(text)):
            row = _Row(flow[at], _plain(text), None, leaders=False)
        if row is not None:
            rows.append(row)
            end, waiting = at + 1, ""
        elif waiting or ends_sentence(text) or len(text) > _LONGEST or not (rows or seen):
            break
        else:
            waiting = text
        at += 1
    return rows, end


def _row(index: int, text: str, before: str) -> _Row | None:
    if len(text) > 2 * _LONGEST or text[-1] not in _ROW_ENDS:
        return None
    match = _LEADERS.fullmatch(text)
    leaders = match is not None
    match = match or _GAP.fullmatch(text)
    if match is None or not (match["words"] or before):
        return None
    page = match["page"]
    number = int(page) if page and page.isdecimal() else None
    return _Row(index, _plain(before + match["words"]), number, leaders)


def _plain(text: str) -> str:
    return ODD.sub("", text)


def _decide(draft: Draft, title: int | None, rows: list[_Row], seen: _Seen) -> Decision:
    lines = draft.lines
    names = ["contents-title"] if title is not None else []
    if sum(row.leaders for row in rows) > _HALF * len(rows):
        names.append("leaders")
    pages = [row.page for row in rows if row.page is not None]
    if len(pages) >= _FEWEST and pages == sorted(pages):
        names.append("pages-grow")
    again = sum(seen.after(rows[-1].line, row.words) for row in rows)
    names.append("titles-again" if again > _HALF * len(rows) else "no-titles-again")
    if len(rows) > _MOST * len(draft.flow):
        names.append("nothing-else")
    first = rows[0].line if title is None else title
    return draft.judge.decide(
        "contents", "F-CONTENTS", lines[first].start, lines[rows[-1].line].end, _OPTIONS,
        tuple(_S[name] for name in names),
    )  # fmt: skip
