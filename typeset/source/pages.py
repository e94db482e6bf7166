"""An Origin to a Source: pages of lines, measured, with the decisions about where a page begins."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from typeset.judge import Judge
from typeset.ledger import NEWLINE, Decision, Origin, Segment, Signal
from typeset.source.columns import reading_order
from typeset.source.lines import FORM_FEED, Line, read_lines, read_segments
from typeset.source.margins import columns_of, evened, rooms_of, without_margins
from typeset.source.measure import Measure, measure
from typeset.source.segments import moved

_OPTIONS = ("page", "space")
PAGE_SIGNALS: Mapping[str, Signal] = {
    signal.name: signal
    for signal in (
        Signal("one-space-alone", "page", 1.0),
        Signal("first-line", "page", 1.0),
        Signal("last-line-empty", "page", 1.0),
        Signal("rhythm-broken", "page", 1.0),
        Signal("rhythm-kept", "space", 1.0),
        Signal("rare", "page", 0.5),
        Signal("common", "space", 3.0),
        Signal("gaps-in-lines", "space", 3.0),
    )
}
"""What speaks for a single space being the mark of a page."""
_RARE_SHARE = 0.1
_GAP = re.compile(r"[^\S\r\n]{2,}|[\u3000\u2003\t]")
_BRACKETED = re.compile(r"[（(【〔\[][^（()）【】〔〕\[\]]*[）)】〕\]]")


@dataclass(frozen=True)
class Page:
    """One page's lines in order; the number counts from 1."""

    number: int
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Source:
    """A source as it was read. ``page_marks``: offsets of single spaces that begin a page, and why."""

    origin: Origin
    lines: tuple[Line, ...]
    measure: Measure
    page_marks: Mapping[int, Decision]
    decisions: tuple[Decision, ...]

    @property
    def pages(self) -> tuple[Page, ...]:
        return tuple(
            Page(number + 1, tuple(lines))
            for number, lines in groupby(self.lines, key=lambda line: line.page)
        )


def read_source(origin: Origin, judge: Judge) -> Source:
    """The lines of a decoded source. Raises LimitError, OverrideError."""
    lines = (
        read_segments(origin.text, origin.segments)
        if origin.segments
        else read_lines(origin.text, origin.name)
    )
    columns = columns_of(lines, origin.segments)
    if origin.reordered:
        lines = evened(lines, rooms_of(lines, origin.segments))
    usual = measure(lines)
    decisions = () if origin.reordered else tuple(_page_mark_decisions(origin.text, lines, usual, judge))
    marks = {decision.start: decision for decision in decisions if decision.choice == "page"}
    starts = _page_starts(origin.text, marks)
    paged = without_margins(_paged(lines, starts), columns)
    return Source(replace(origin, pages=starts), tuple(paged), measure(paged), marks, decisions)


def in_reading_order(origin: Origin) -> Origin:
    """A decoded source with columns that stand side by side put one after the other."""
    segments = reading_order(origin.text)
    if not segments:
        return origin
    return _ordered(origin, segments)


def as_printed(origin: Origin) -> Origin:
    """The same source in the order of its file."""
    return replace(origin, text=origin.source, segments=())


def _ordered(origin: Origin, segments: tuple[Segment, ...]) -> Origin:
    text = origin.text
    ordered = "".join(text[s.source : s.source + s.end - s.begin] for s in segments)
    return replace(origin, text=ordered, segments=segments)


def with_moved(origin: Origin, moves: Sequence[tuple[int, int, int]]) -> Origin:
    """A source in the order of its lines, some of them read elsewhere: numbers of first, last, and after."""
    return _ordered(origin, moved(origin.text, moves))


def with_breaks(origin: Origin, offsets: Iterable[int]) -> Origin:
    """A source whose lines are parted where a person lets a block begin inside one."""
    cuts = sorted({offset for offset in offsets if _inside_line(origin, offset)})
    if not cuts:
        return origin
    segments = origin.segments or moved(origin.text, ())
    return replace(origin, segments=tuple(piece for segment in segments for piece in _cut(segment, cuts)))


def _inside_line(origin: Origin, offset: int) -> bool:
    """Whether words stand before an offset on its line, or piece of one."""
    begin = origin.line_starts[bisect_right(origin.line_starts, offset) - 1]
    return bool(origin.text[begin:offset].strip()) and NEWLINE.search(origin.text, begin, offset) is None


def _cut(segment: Segment, cuts: Sequence[int]) -> Iterator[Segment]:
    number, column, begin, end, source, margin, room = segment
    inside = cuts[bisect_right(cuts, begin) : bisect_left(cuts, end)]
    for low, high in pairwise((begin, *inside, end)):
        yield Segment(number, column, low, high, source + low - begin, margin if low == begin else 0.0, room)


def _page_mark_decisions(text: str, lines: Sequence[Line], usual: Measure, judge: Judge) -> list[Decision]:
    """A single U+0020 before the words of a line may be what a text layer puts where a page begins."""
    candidates = [line for line in lines if text[line.begin : line.start] == " "]
    share = len(candidates) / len(lines) if lines else 0.0
    frequency = "rare" if share <= _RARE_SHARE else "common"
    decisions = []
    at = {line.begin: index for index, line in enumerate(lines)} if candidates else {}
    for line in candidates:
        names = ["one-space-alone", frequency]
        if _in_rows(lines, at[line.begin]):
            names.append("gaps-in-lines")
        if line.number == 1:
            names.append("first-line")
        elif line.gap < usual.rhythm:
            names.append("rhythm-broken")
        elif usual.rhythm > 0:
            names.append("rhythm-kept")
        decisions.append(_decide(judge, line.begin, line.start, names))
    if candidates and text.endswith(" ") and NEWLINE.fullmatch(text[-2:-1]):
        end = len(text)
        decisions.append(_decide(judge, end - 1, end, ["one-space-alone", "last-line-empty"]))
    return decisions


def _in_rows(lines: Sequence[Line], index: int) -> bool:
    """Whether a line and one beside it hold cells: rows of a table, which may be set in."""
    if not _holds_cells(lines[index].text):
        return False
    beside = lines[max(0, index - 1) : index + 2]
    return sum(_holds_cells(line.text) for line in beside) > 1


def _holds_cells(text: str) -> bool:
    """Whether gaps part words: not letters of a title, names of a signature, or a heading from its text."""
    pieces = [piece for piece in _GAP.split(_BRACKETED.sub("", text).strip()) if piece]
    return len(pieces) > 1 and max(map(len, pieces)) > 1


def _decide(judge: Judge, start: int, end: int, names: list[str]) -> Decision:
    signals = tuple(PAGE_SIGNALS[name] for name in names)
    return judge.decide("page", "P-SPACE", start, end, _OPTIONS, signals)


def _page_starts(text: str, marks: Collection[int]) -> tuple[int, ...]:
    """Offsets where a page begins: 0, the page marks and the form feeds."""
    starts = {0, *marks}
    at = text.find(FORM_FEED)
    while at >= 0:
        starts.add(at)
        at = text.find(FORM_FEED, at + 1)
    return tuple(sorted(starts))


def _paged(lines: Sequence[Line], starts: Sequence[int]) -> list[Line]:
    """The lines with the page that each stands on: the last that begins at or before its words."""
    if len(starts) == 1:
        return list(lines)
    paged, page = [], 0
    for line in lines:
        while page + 1 < len(starts) and starts[page + 1] < line.start:
            page += 1
        paged.append(line._replace(page=page))
    return paged
