"""Names to the lines of a grid: every column as wide as a name of three characters, even over the measure.

A name that has no room in its column takes as many as it needs; what it leaves of a row stays blank if the
next has no room there. The order is along the rows, as a list is read.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from typeset.compose.lines import Ends, Line, Paragraph, compose
from typeset.compose.tokens import Run

_EPSILON = 1e-6


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
class Grid:
    """Names, and how many characters of space the text has after each."""

    names: tuple[Run, ...]
    spaces: tuple[int, ...]
    columns: Columns


def compose_grid(grid: Grid) -> tuple[Line, ...] | None:
    """The lines of a grid, the spaces of the text between its names; None if a name is wider than the
    measure."""
    composed = [compose(Paragraph((name,), grid.columns.measure, align="left")) for name in grid.names]
    if any(len(lines) > 1 for lines in composed):
        return None
    return tuple(_lines(grid, [line for (line,) in composed]))


def _lines(grid: Grid, names: Sequence[Line]) -> Iterator[Line]:
    rows = grid.columns.rows([name.width for name in names])
    start = number = 0
    for row in rows:
        origins: list[float] = []
        right = 0.0
        for column in row:
            left = column * grid.columns.step
            origins += [left + origin for origin in names[number].origins]
            right = left + names[number].width
            origins += [right] * grid.spaces[number]
            number += 1
        ends: Ends = "last" if number == len(names) else "short"
        yield Line(start, start + len(origins), tuple(origins), right, ends)
        start += len(origins)
