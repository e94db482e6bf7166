"""The lines of a sheet to its gutters: the places where hardly any line has text, though many have on both
sides.

Alignment is tried in display columns (a Han character is two wide) and in code points, and the tighter one is
taken.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from typeset.source.lines import FORM_FEED, width

GAP = re.compile(r"(?<=\S)(?:\s{2,}|\u3000)(?=\S)")
FEWEST_LINES = 6
BOTH = 0.25
"""Share of lines that must have text on either side of a gutter."""
NARROWEST = 8
"""Cells that a column has at least."""
DRIFT = 3
"""Cells by which a line may begin before its column does."""
_IN_GUTTER = 0.06
"""Share of lines that may go across a gutter, where few have a gap there."""
_ACROSS = 0.25
"""The same, as a share of the lines that have a gap there."""
_STRAY = 0.05
_LABEL = 5.0
"""In em: a first column that is narrower has words for what stands beside them."""
_SHARED = 0.1
"""Merit of an alignment that the sheet before has."""
_USUAL = 0.75
_FILLED = 0.7
"""Of the widest line of a column: what a line of running text at this quantile is as wide as."""
_READS = 0.3
"""Share of the pieces of a column that have a comma, a stop or several words, if it is running text."""
_RUNNING = 16
"""Cells that a column of running text has at least."""
_FIGURES = re.compile(r"[-+−]?\d[\d.,，]*\s?[%％‰]?|[-—–…]+")
_SENTENCE = re.compile(r"[，。；：、！？]|\w\S* +\S*\w\S* +\S*\w")

Cells = Callable[[str], list[int]]
_Run = tuple[int, int]


@cache
def _cells(char: str) -> int:
    return round(2 * width(char))


def display(line: str) -> list[int]:
    """The cell that each character begins at, a Han character being two wide; and the end."""
    return list(accumulate(map(_cells, line), initial=0))


def code_points(line: str) -> list[int]:
    """The same, every character one cell wide; a form feed takes none."""
    if FORM_FEED not in line:
        return list(range(len(line) + 1))
    return list(accumulate((int(char != FORM_FEED) for char in line), initial=0))


@dataclass(frozen=True, slots=True)
class Gutter:
    """``low`` to ``high`` are the cells that are empty; ``right`` is where the next column begins.

    ``thin``: one ideographic space is as much as it usually has.
    """

    low: int
    high: int
    right: int
    thin: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """How the columns of a sheet stand: gutters from the left, in one alignment; ``end``: where the last of
    them ends but for a few lines."""

    gutters: tuple[Gutter, ...]
    cells: Cells
    end: int

    @property
    def columns(self) -> list[tuple[int, int]]:
        """The cells that each column begins and ends at."""
        starts = [0, *(gutter.right for gutter in self.gutters)]
        return list(zip(starts, [*(gutter.low for gutter in self.gutters), self.end], strict=True))

    @property
    def em(self) -> float:
        """Cells of a character: where characters are counted, a space is as wide as one."""
        return 2.0 if self.cells is display else 1.0

    def extent(self, line: str) -> tuple[int, int]:
        """The cells that the words of a line begin and end at."""
        at = self.cells(line)
        return at[len(line) - len(line.lstrip())], at[len(line.rstrip())]


def may_have_columns(lines: Sequence[str]) -> bool:
    """Whether there are gaps enough for gutters."""
    filled = [line for line in lines if line and not line.isspace()]
    if len(filled) < FEWEST_LINES:
        return False
    gaps = sum(1 for line in filled if GAP.search(line) or line[: NARROWEST + 1].isspace())
    return gaps >= BOTH * len(filled)


def find_grid(lines: Sequence[str], known: Grid | None = None, *, running: bool = False) -> Grid | None:
    """The gutters of some lines, in the alignment that is the tighter.

    ``known``: that of a sheet before, which the sheets of a text share. ``running``: only if what they part
    is running text, and not the cells of a table.
    """
    if not may_have_columns(lines):
        return None
    filled = [line for line in lines if line.strip()]
    best: tuple[float, Grid] | None = None
    for cells in (display, code_points):
        runs = [_runs(line, cells) for line in filled]
        merit, gutters = _valleys(runs)
        if not gutters or not _are_filled(filled, gutters, cells):
            continue
        merit += _SHARED if known is not None and cells is known.cells else 0.0
        if best is None or merit > best[0]:
            best = merit, Grid(tuple(gutters), cells, _end(runs, gutters))
    if best is None or _has_labels(filled, best[1]) or (running and not _is_running_text(filled, best[1])):
        return None
    return best[1]


def _end(runs: list[list[_Run]], gutters: list[Gutter]) -> int:
    """Where the last column ends, the few lines that stand out left aside."""
    ends = sorted(run[-1][1] for run in runs if run[-1][1] > gutters[-1].right)
    return ends[int((1 - _IN_GUTTER) * (len(ends) - 1))]


def _runs(line: str, cells: Cells) -> list[_Run]:
    """The cells of each stretch of words; a single space parts none."""
    at = cells(line)
    stretches = []
    start = len(line) - len(line.lstrip())
    end = len(line.rstrip())
    for gap in GAP.finditer(line):
        stretches.append((at[start], at[gap.start()]))
        start = gap.end()
    stretches.append((at[start], at[end]))
    return stretches


def _covered(intervals: Iterator[_Run], end: int) -> list[int]:
    """By cell: how many intervals cover it."""
    steps = [0] * (end + 2)
    for start, stop in intervals:
        steps[start] += 1
        steps[stop] -= 1
    return list(accumulate(steps))


def _valleys(runs: list[list[_Run]]) -> tuple[float, list[Gutter]]:
    """Runs of cells that hardly any line has text in, with text on both sides; and how well lines keep to
    them: the share of lines that begin where a column does, less that of the lines that go across."""
    longest = max(run[-1][1] for run in runs)
    filled = _covered((stretch for run in runs for stretch in run), longest)
    parted = _covered(((run[at][1], run[at + 1][0]) for run in runs for at in range(len(run) - 1)), longest)
    least = max(1, int(_IN_GUTTER * len(runs)))
    gutters: list[Gutter] = []
    merit = 0.0
    cell = NARROWEST
    while cell < longest - NARROWEST:
        end = cell
        while end < longest and filled[end] <= max(least, _ACROSS * parted[end]):
            end += 1
        gutter = _gutter(runs, cell, end) if end > cell else None
        if gutter is not None and (not gutters or gutter.low - gutters[-1].right >= NARROWEST):
            gutters.append(gutter)
            begins = sum(1 for run in runs if any(abs(start - gutter.right) <= 1 for start, _ in run))
            merit += (begins - min(filled[cell:end])) / len(runs)
        cell = end + 1
    return merit, gutters


def _are_filled(lines: Sequence[str], gutters: Sequence[Gutter], cells: Cells) -> bool:
    """Whether the lines fill their columns, as running text does and the cells of a table do not.

    Words are as wide as they are printed, whatever aligns the columns: a filled line that has Latin words has
    up to twice as many characters as one of Han alone, and a gap as many spaces as the extractor puts there.
    """
    placed = [(line, cells(line)) for line in lines]
    starts = [0, *(gutter.right for gutter in gutters)]
    ends = [*(gutter.low for gutter in gutters), max((at[-1] for _, at in placed), default=0) + 1]
    for low, high in zip(starts, ends, strict=True):
        pieces = [piece for line, at in placed if (piece := _piece(line, at, low, high))]
        widths = sorted(width(GAP.sub(" ", piece)) for piece in pieces)
        if widths and widths[int(_USUAL * len(widths))] < _FILLED * widths[-1]:
            return False
    return True


def _gutter(runs: list[list[_Run]], low: int, high: int) -> Gutter | None:
    """A gutter if enough lines have words on either side."""
    left = sum(1 for run in runs if run[0][0] < low)
    starts = Counter(start for run in runs for start, _ in run if start >= high - 1)
    right = sum(1 for run in runs if run[-1][1] > high)
    if min(left, right) < BOTH * len(runs):
        return None
    near = {start: count for start, count in starts.items() if start < high + NARROWEST}
    if not near:
        return None
    begins = max(near, key=lambda start: (near[start], -start))
    gaps = [
        run[at + 1][0] - run[at][1]
        for run in runs
        for at in range(len(run) - 1)
        if run[at + 1][0] > low and run[at][1] < begins
    ]
    return Gutter(low, high, begins, 2 * sum(gap <= 2 for gap in gaps) > len(gaps))


def _has_labels(lines: Sequence[str], grid: Grid) -> bool:
    """Whether what stands before the first gutter is a date or a word for what stands after it: too short for
    text, or the one never without the other, the other often without the one."""
    gutter = grid.gutters[0]
    if gutter.low < _LABEL * grid.em:
        return True
    runs = [_runs(line, grid.cells) for line in lines]
    left = [at for at, run in enumerate(runs) if run[0][0] < gutter.low]
    alone = sum(1 for at in left if runs[at][-1][1] <= gutter.right)
    without = sum(1 for run in runs[left[0] : left[-1]] if run[0][0] >= gutter.low)
    return alone <= _STRAY * len(left) and without >= BOTH * (left[-1] - left[0])


def _is_running_text(lines: Sequence[str], grid: Grid) -> bool:
    """Whether every column is as wide as one of running text, and reads as such."""
    for low, high in grid.columns:
        if high - low < _RUNNING:
            return False
        pieces = [piece for line in lines if (piece := _piece(line, grid.cells(line), low, high))]
        reads = sum(1 for piece in pieces if _SENTENCE.search(piece))
        if not pieces or reads < _READS * len(pieces):
            return False
    return True


def _holds_figures(lines: Sequence[str], grid: Grid) -> bool:
    """Whether a column has little but figures, as those of a table have."""
    for low, high in grid.columns:
        pieces = [piece for line in lines if (piece := _piece(line, grid.cells(line), low, high))]
        if 2 * sum(_FIGURES.fullmatch(piece) is not None for piece in pieces) > len(pieces):
            return True
    return False


def _piece(line: str, at: list[int], low: int, high: int) -> str:
    """What a line has between two cells."""
    return line[bisect_left(at, low) : bisect_left(at, high, hi=len(line))].strip()
