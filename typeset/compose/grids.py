"""Names to the lines of a grid: every column as wide as a name of three characters, even over the measure.

A name that has no room in its column takes as many as it needs; what it leaves of a row stays blank if the
next has no room there. The order is along the rows, as a list is read. What stands before the names, a label,
hangs: it has the left of the first row to itself, or a line of its own where it is too wide for that.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from typeset.compose.lines import Ends, Line, Paragraph, compose
from typeset.compose.tokens import Run

_EPSILON = 1e-6
_ANY_WIDTH = 100_000.0
"""In points: room for everything that there is."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Lengths in points: ``cell`` is the width of a column, ``between`` what columns have between them at
    least."""

    measure: float
    cell: float
    between: float

    @property
    def count(self) -> int:
        """As many as the measure takes."""
        return max(1, math.floor((self.measure + self.between + _EPSILON) / (self.cell + self.between)))

    @property
    def step(self) -> float:
        """From one column to the next: the last ends with the measure."""
        return (self.measure - self.cell) / (self.count - 1) if self.count > 1 else self.measure

    def rows(self, widths: Sequence[float]) -> list[list[int]]:
        """For each row the columns in which what is so wide begins, one after the other."""
        rows: list[list[int]] = [[]]
        column = 0
        for width in widths:
            over = column * self.step + width > self.measure + _EPSILON
            if column and (over or column >= self.count):
                rows.append([])
                column = 0
            rows[-1].append(column)
            column += max(1, math.ceil((width + self.between - _EPSILON) / self.step))
        return rows


@dataclass(frozen=True, slots=True)
class Words:
    """A name, the remark behind it, a label: runs without white space. ``spaces``: how many characters of it
    the text has after each of their characters; such stand where they are, and take no room."""

    runs: tuple[Run, ...]
    spaces: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Names in columns. ``label`` before them, if there is one: they begin ``hang`` points in, and the
    columns have what is left of the measure."""

    names: tuple[Words, ...]
    columns: Columns
    label: Words | None = None
    hang: float = 0.0


def compose_grid(grid: Grid) -> tuple[Line, ...] | None:
    """The lines of a grid, with the spaces of the text; None if a name, or the label, is wider than its
    measure. A remark that has no room behind its name stands below it."""
    names = [_lines(name, grid.columns.measure) for name in grid.names]
    label = _lines(grid.label, grid.hang + grid.columns.measure) if grid.label else ()
    if not all(names) or (grid.label is not None and len(label) != 1):
        return None
    rows = list(_rows(grid.columns, names))
    for first in label:
        rows = [_shifted(row, grid.hang) for row in rows]
        above = first.width > grid.hang + _EPSILON
        rows = [first, *rows] if above else [_beside(first, rows[0]), *rows[1:]]
    return tuple(_placed(rows))


def _lines(words: Words, measure: float) -> Sequence[Line]:
    """One line; if that is too wide, one for each run. None if one of them has no room."""
    whole = _spaced(words.runs, words.spaces)
    if whole.width <= measure + _EPSILON:
        return (whole,)
    begins = [0, *accumulate(len(run.text) for run in words.runs)]
    lines = [_spaced((run,), words.spaces[low:]) for run, low in zip(words.runs, begins, strict=False)]
    return lines if all(line.width <= measure + _EPSILON for line in lines) else ()


def _spaced(runs: tuple[Run, ...], spaces: Sequence[int]) -> Line:
    """A line, whatever its width, with the white space of the text, which stands where the character before
    it ends."""
    (line,) = compose(Paragraph(runs, _ANY_WIDTH, align="left"))
    spreads = [run.spread for run in runs for _ in run.text]
    origins: list[float] = []
    ends = [*line.origins[1:], line.width]
    for at, (origin, end) in enumerate(zip(line.origins, ends, strict=True)):
        last = at + 1 == len(ends)
        origins += [origin, *[end - (0.0 if last else spreads[at])] * spaces[at]]
    return replace(line, origins=tuple(origins))


def _rows(columns: Columns, names: Sequence[Sequence[Line]]) -> Iterator[Line]:
    """What is on several lines has these to itself but for the last."""
    widths = [lines[-1].width if len(lines) == 1 else columns.measure for lines in names]
    number = 0
    for row in columns.rows(widths):
        if len(names[number]) > 1:
            yield from names[number]
            number += 1
            continue
        parts = [_shifted(names[number + at][0], column * columns.step) for at, column in enumerate(row)]
        number += len(row)
        yield replace(parts[-1], origins=tuple(origin for part in parts for origin in part.origins))


def _shifted(line: Line, by: float) -> Line:
    return replace(line, origins=tuple(origin + by for origin in line.origins), width=line.width + by)


def _beside(label: Line, row: Line) -> Line:
    return replace(row, origins=(*label.origins, *row.origins))


def _placed(rows: Sequence[Line]) -> Iterator[Line]:
    """Lines one after the other in the text."""
    for number, (row, end) in enumerate(
        zip(rows, accumulate(len(row.origins) for row in rows), strict=True), 1
    ):
        ends: Ends = "last" if number == len(rows) else "short"
        yield replace(row, start=end - len(row.origins), end=end, ends=ends)
