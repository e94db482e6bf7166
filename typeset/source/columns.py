"""Text whose columns stand side by side, to the order in which it is read.

A gutter is a place where hardly any line of a page has text, though many have text on both sides. Alignment
is tried in display columns (a Han character is two wide) and in code points, and the tighter one is taken.
Lines with text in the gutter go across; they part what stands above them from what stands below.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from typeset.ledger import NEWLINE, Segment
from typeset.source.lines import FORM_FEED, width

_GAP = re.compile(r"(?<=\S)(?:\s{2,}|\u3000)(?=\S)")
_FOLIO = re.compile(r"\s*(?:[—–\-·•]\s*)?(\d{1,4})(?:\s*[—–\-·•])?\s*")
_FEWEST_LINES = 6
_IN_GUTTER = 0.06
"""Share of lines that may go across a gutter."""
_BOTH = 0.25
"""Share of lines that must have text on either side."""
_NARROWEST = 8
"""Cells that a column has at least."""
_OFF_CENTRE = 8
"""Cells by which the room on both sides of a centred title may differ."""
_USUAL = 0.75
_FILLED = 0.7
"""Of the widest line of a column: what a line of running text at this quantile is as wide as."""
_HEADS = 2
"""Lines beside a page number that may go with it."""


class _Physical(NamedTuple):
    """A line of the source: words and line end, offsets in the source."""

    number: int
    begin: int
    stop: int
    following: int


@dataclass(frozen=True, slots=True)
class _Gutter:
    """``low`` to ``high`` are the cells that are empty; ``right`` is where the next column begins."""

    low: int
    high: int
    right: int


_Part = tuple[_Physical, int, int, int, float]
"""A line, a column from 1, where its words there begin and end in the source, and their margin in em."""

Cells = Callable[[str], list[int]]


def reading_order(text: str) -> tuple[Segment, ...]:
    """The segments of a text in the order in which they are read; nothing where columns do not stand
    side by side."""
    lines = list(_lines(text))
    if not _worth_a_look(text, lines):
        return ()
    ordered: list[_Part] = []
    known: tuple[list[_Gutter], Cells] | None = None
    for page in _pages(text, lines):
        words = [text[line.begin : line.stop] for line in page]
        gutters, cells = _gutters(words)
        if gutters:
            known = gutters, cells
        elif known is not None and _fits(words, *known):
            gutters, cells = known
        ordered += _in_order(text, page, gutters, cells)
    return _segments(text, ordered) if known is not None else ()


def _fits(words: list[str], gutters: list[_Gutter], cells: Cells) -> bool:
    """Whether a page that is too short to show its gutters has those of the page before it."""
    parts = [_parts(line, gutters, cells) for line in words if line.strip()]
    return bool(parts) and all(parts) and any(part and len(part) > 1 for part in parts)


def _lines(text: str) -> Iterator[_Physical]:
    begin = 0
    ends = [match.span() for match in NEWLINE.finditer(text)]
    for number, (stop, following) in enumerate((*ends, (len(text), len(text))), 1):
        yield _Physical(number, begin, stop, following)
        begin = following


def _worth_a_look(text: str, lines: Sequence[_Physical]) -> bool:
    words = [text[line.begin : line.stop] for line in lines]
    filled = [line for line in words if line.strip()]
    gaps = sum(1 for line in filled if _GAP.search(line) or len(line) - len(line.lstrip()) > _NARROWEST)
    return len(filled) >= _FEWEST_LINES and gaps >= _BOTH * len(filled)


def _pages(text: str, lines: Sequence[_Physical]) -> Iterator[list[_Physical]]:
    """Lines between form feeds and page numbers; a page number and what goes with it, by themselves."""
    alone = _with_heads(text, lines, _folios(text, lines))
    page: list[_Physical] = []
    for index, line in enumerate(lines):
        if index in alone:
            yield from ([page] if page else [])
            yield [line]
            page = []
            continue
        if FORM_FEED in text[line.begin : line.stop] and page:
            yield page
            page = []
        page.append(line)
    if page:
        yield page


def _folios(text: str, lines: Sequence[_Physical]) -> list[int]:
    """Lines with nothing but a number, each one more than the one before."""
    numbers = {
        index: int(match.group(1))
        for index, line in enumerate(lines)
        if (match := _FOLIO.fullmatch(text[line.begin : line.stop].replace(FORM_FEED, " ")))
    }
    values = set(numbers.values())
    return [index for index, value in numbers.items() if value - 1 in values or value + 1 in values]


def _with_heads(text: str, lines: Sequence[_Physical], folios: list[int]) -> set[int]:
    """Page numbers with the lines beside them that have no gap and do not fill the page."""
    words = [text[line.begin : line.stop] for line in lines]
    longest = max((width(line.strip()) for line in words), default=0.0)
    alone = set(folios)
    for folio in folios:
        for step in (-1, 1):
            for index in range(folio + step, folio + step * (_HEADS + 1), step):
                if not 0 <= index < len(lines):
                    break
                line = words[index].strip()
                if not line or _GAP.search(line) or width(line) > longest / 2:
                    break
                alone.add(index)
    return alone


# ---- gutters


def _display(line: str) -> list[int]:
    """The cell that each character begins at, a Han character being two wide; and the end."""
    cells, at = [], 0
    for char in line:
        cells.append(at)
        at += round(2 * width(char))
    return [*cells, at]


def _code_points(line: str) -> list[int]:
    return list(range(len(line) + 1))


def _gutters(lines: list[str]) -> tuple[list[_Gutter], Cells]:
    """The gutters of a page, from the left, in the alignment that is the tighter."""
    best: tuple[float, list[_Gutter], Cells] = (1.0, [], _display)
    for cells in (_display, _code_points):
        stray, gutters = _valleys(lines, cells)
        if gutters and _merit(gutters, stray) > _merit(best[1], best[0]):
            best = (stray, gutters, cells)
    return best[1], best[2]


def _merit(gutters: list[_Gutter], stray: float) -> tuple[int, float, int]:
    """More gutters, then fewer lines that stray, then wider ones."""
    return len(gutters), -stray, sum(gutter.high - gutter.low for gutter in gutters)


def _valleys(lines: list[str], cells: Cells) -> tuple[float, list[_Gutter]]:
    """Runs of cells that hardly any line has text in, with text on both sides; and how many lines stray."""
    runs = [_runs(line, cells) for line in lines if line.strip()]
    if len(runs) < _FEWEST_LINES:
        return 1.0, []
    longest = max(run[-1][1] for run in runs)
    filled = [0] * (longest + 1)
    for run in runs:
        for start, end in run:
            for cell in range(start, end):
                filled[cell] += 1
    most = max(1, int(_IN_GUTTER * len(runs)))
    gutters: list[_Gutter] = []
    stray = 0.0
    cell = _NARROWEST
    while cell < longest - _NARROWEST:
        end = cell
        while end < longest and filled[end] <= most:
            end += 1
        gutter = _gutter(runs, cell, end) if end > cell else None
        if gutter is not None and (not gutters or gutter.low - gutters[-1].right >= _NARROWEST):
            gutters.append(gutter)
            stray += min(filled[cell:end]) / len(runs)
        cell = end + 1
    return (stray, gutters) if _are_filled(runs, gutters) else (1.0, [])


def _are_filled(runs: list[list[tuple[int, int]]], gutters: list[_Gutter]) -> bool:
    """Whether the lines fill their columns, as running text does and the cells of a table do not."""
    starts = [0, *(gutter.right for gutter in gutters)]
    ends = [*(gutter.low for gutter in gutters), max((run[-1][1] for run in runs), default=0)]
    for low, high in zip(starts, ends, strict=True):
        inside = [[max(s, low), min(e, high)] for run in runs for s, e in run if s < high and e > low]
        widths = sorted(end - start for start, end in inside)
        if widths and widths[int(_USUAL * len(widths))] < _FILLED * widths[-1]:
            return False
    return True


def _runs(line: str, cells: Cells) -> list[tuple[int, int]]:
    """The cells of each stretch of words; a single space parts none."""
    at = cells(line)
    stretches = []
    start = len(line) - len(line.lstrip())
    end = len(line.rstrip())
    for gap in _GAP.finditer(line):
        stretches.append((at[start], at[gap.start()]))
        start = gap.end()
    stretches.append((at[start], at[end]))
    return stretches


def _gutter(runs: list[list[tuple[int, int]]], low: int, high: int) -> _Gutter | None:
    """A gutter if enough lines have words on either side."""
    left = sum(1 for run in runs if run[0][0] < low)
    starts = Counter(start for run in runs for start, _ in run if start >= high - 1)
    right = sum(1 for run in runs if run[-1][1] > high)
    if min(left, right) < _BOTH * len(runs):
        return None
    near = {start: count for start, count in starts.items() if start < high + _NARROWEST}
    if not near:
        return None
    return _Gutter(low, high, max(near, key=lambda start: (near[start], -start)))


# ---- the order


def _in_order(text: str, page: list[_Physical], gutters: list[_Gutter], cells: Cells) -> Iterator[_Part]:
    """Column after column, as far as no line goes across."""
    columns: list[list[_Part]] = [[] for _ in range(len(gutters) + 1)]
    across = _apart(text, page, gutters, cells)
    for line in page:
        words = text[line.begin : line.stop]
        if not words.strip():
            continue
        parts = _parts(words, gutters, cells) if gutters and line.number not in across else None
        if parts is None:
            yield from _flushed(columns)
            yield line, 1, line.begin, line.stop, 0.0
            continue
        for column, start, end, margin in parts:
            columns[column].append((line, column + 1, line.begin + start, line.begin + end, margin))
    yield from _flushed(columns)


def _flushed(columns: list[list[_Part]]) -> Iterator[_Part]:
    """Everything in the columns, which are empty after it. Where a line has words in a later column only,
    its margin is what it shares with its neighbours of that kind, since their places drift."""
    for column in columns:
        margins = [part[4] for part in column]
        for position, part in enumerate(column):
            near = [margin for margin in margins[max(0, position - 1) : position + 2] if margin]
            yield (*part[:4], min(near)) if part[4] else part
        column.clear()


def _apart(text: str, page: list[_Physical], gutters: list[_Gutter], cells: Cells) -> frozenset[int]:
    """The numbers of the first and the last line of a page, if empty lines part them alone from the rest and
    neither is a title that is centred in a column."""
    filled = [index for index, line in enumerate(page) if text[line.begin : line.stop].strip()]
    if len(filled) < _FEWEST_LINES or not gutters:
        return frozenset()
    steps = Counter(after - before for before, after in pairwise(filled))
    usual = steps.most_common(1)[0][0]
    edges = []
    if filled[1] - filled[0] > usual:
        edges.append(page[filled[0]])
    if filled[-1] - filled[-2] > usual:
        edges.append(page[filled[-1]])
    words = [text[line.begin : line.stop] for line in page]
    longest = max(cells(line.rstrip())[-1] for line in words)
    columns = list(zip((g.right for g in gutters), [*(g.low for g in gutters[1:]), longest], strict=True))
    return frozenset(
        line.number for line in edges if not _is_centred(text[line.begin : line.stop], columns, cells)
    )


def _is_centred(line: str, columns: list[tuple[int, int]], cells: Cells) -> bool:
    """Whether the words of a line stand in the middle of one of the columns after the first."""
    at = cells(line)
    begin, end = at[len(line) - len(line.lstrip())], at[len(line.rstrip())]
    return any(
        low < begin and end < high and abs((begin - low) - (high - end)) <= _OFF_CENTRE
        for low, high in columns
    )


def _parts(line: str, gutters: list[_Gutter], cells: Cells) -> list[tuple[int, int, int, float]] | None:
    """(column, start, end, margin) of what a line has in each column; None for one that goes across."""
    at = cells(line)
    cuts = [0]
    for gutter in gutters:
        cut = _cut(line, at, gutter)
        if cut is None:
            return None
        cuts.append(max(cut, cuts[-1]))
    cuts.append(len(line))
    parts = [
        (column, cuts[column], cuts[column + 1], 0.0)
        for column in range(len(gutters) + 1)
        if line[cuts[column] : cuts[column + 1]].strip()
    ]
    return _whole(line, parts, gutters)


def _cut(line: str, at: list[int], gutter: _Gutter) -> int | None:
    """Where the column after a gutter begins in a line; its end where nothing stands there.

    The white space between the columns that ends the nearest to where the next one begins parts the line;
    without any, the line goes across.
    """
    end = len(line.rstrip())
    if at[end] <= gutter.right:
        return len(line)
    inside = [
        (start, stop)
        for start, stop in _spaces(line, end)
        if min(at[stop], gutter.right) > max(at[start], gutter.low)
    ]
    if not inside:
        return None
    start, cut = min(inside, key=lambda gap: abs(at[gap[1]] - gutter.right))
    while cut > start + 1 and at[cut - 1] >= gutter.right:
        cut -= 1
    return cut


def _spaces(line: str, end: int) -> Iterator[tuple[int, int]]:
    """The white space before the words of a line, and the wide gaps between them."""
    start = end - len(line[:end].lstrip())
    if start:
        yield 0, start
    for gap in _GAP.finditer(line, 0, end):
        yield gap.span()


def _whole(
    line: str, parts: list[tuple[int, int, int, float]], gutters: list[_Gutter]
) -> list[tuple[int, int, int, float]]:
    """The parts stretched so that every character of the line is in one; what stands before the first
    words of a later column is its margin."""
    out = []
    begin = 0
    for position, (column, _, end, _) in enumerate(parts):
        last = position == len(parts) - 1
        margin = (len(line) - len(line.lstrip())) / 2 if column and begin == 0 else 0.0
        stop = len(line) if last else end
        out.append((column, begin, stop, margin))
        begin = stop
    return out


def _segments(text: str, ordered: list[_Part]) -> tuple[Segment, ...]:
    """Segments in reading order. The last of a line has its line end, and the empty lines after it."""
    last: dict[int, int] = {}
    begins: dict[int, int] = {}
    for line, column, *_ in ordered:
        last[line.number] = max(last.get(line.number, 0), column)
        begins[line.number] = line.begin
    numbers = sorted(begins)
    following = dict(zip(numbers, [*(begins[number] for number in numbers[1:]), len(text)], strict=True))
    out: list[Segment] = []
    at = 0
    if begins[numbers[0]] > 0:
        at = begins[numbers[0]]
        out.append(Segment(1, 1, 0, at, 0))
    for line, column, begin, end, margin in ordered:
        stop = following[line.number] if column == last[line.number] else end
        out.append(Segment(line.number, column, at, at + stop - begin, begin, margin))
        at += stop - begin
    return tuple(out)


def moved(text: str, moves: Sequence[tuple[int, int, int]]) -> tuple[Segment, ...]:
    """The segments of a text, line by line, where some lines are read after another.

    ``moves``: the numbers of the first and the last line of each block, and of the line that it goes after.
    """
    lines = [line for line in _lines(text) if text[line.begin : line.stop].strip()]
    order = {line.number: float(line.number) for line in lines}
    for first, last, after in moves:
        block = [line.number for line in lines if first <= line.number <= last]
        order |= {number: after + (step + 1) / (len(block) + 1) for step, number in enumerate(block)}
    ordered = sorted(lines, key=lambda line: order[line.number])
    return _segments(text, [(line, 1, line.begin, line.stop, 0.0) for line in ordered])
