"""A line of a sheet to what it has in each column."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from typeset.source.gutters import DRIFT, GAP, Grid, Gutter
from typeset.source.lines import width
from typeset.source.segments import Part
from typeset.source.sheets import PhysicalLine, Sheet

ALIGNED = 2
"""Cells by which a line may stand off the place where its column begins."""
_INDENTED = 5
"""Cells by which a paragraph begins after its column does."""


class Piece(NamedTuple):
    """``column`` to ``last`` are the columns, from 0, that the words of a line from ``begin`` to ``end`` are
    in."""

    column: int
    last: int
    begin: int
    end: int


Row = list[Piece]
"""What a line has, from the left. Every character of it is in one piece; what stands before the first words
of a later column is its margin."""


def rows_of(group: Sheet, grid: Grid) -> list[Row]:
    """The pieces of every line. A line whose words run into the gutter between lines that are parted is
    parted at a single space."""
    rows = [row_of(line.words, grid) for line in group]
    for at in range(1, len(rows) - 1):
        before, after = rows[at - 1], rows[at + 1]
        if goes_across(rows[at]) and len(before) > 1 and len(after) > 1:
            rows[at] = row_of(group[at].words, grid, tight=True)
    return rows


def goes_across(row: Row) -> bool:
    """Whether a line is one piece that stands in more columns than one."""
    return len(row) == 1 and row[0].last > row[0].column


def row_of(line: str, grid: Grid, *, tight: bool = False) -> Row:
    """A line's pieces. One that goes across a gutter and is not parted at another where the next column
    begins goes across them all."""
    at = grid.cells(line)
    cuts = [_cut(line, at, gutter, tight=tight) for gutter in grid.gutters]
    if any(cut is None for cut in cuts) and not _is_parted(line, at, cuts, grid):
        return [Piece(0, len(cuts), 0, len(line))]
    spans: list[tuple[int, int, int]] = []
    first, begin = 0, 0
    for column, cut in enumerate([*cuts, len(line)]):
        if cut is None:
            continue
        end = max(cut, begin)
        if line[begin:end].strip():
            spans.append((first, column, end))
        first, begin = column + 1, end
    return _stretched(line, spans)


def _stretched(line: str, spans: list[tuple[int, int, int]]) -> Row:
    """Pieces that have all the characters of a line between them."""
    row = []
    begin = 0
    for first, last, end in spans:
        stop = len(line) if (first, last, end) == spans[-1] else end
        row.append(Piece(first, last, begin, stop))
        begin = stop
    return row


def _is_parted(line: str, at: list[int], cuts: list[int | None], grid: Grid) -> bool:
    """Whether words that go across one gutter end at another, and what follows begins as its column does."""
    for gutter, cut in zip(grid.gutters, cuts, strict=True):
        if cut is None or not line[:cut].strip() or not line[cut:].strip():
            continue
        begin = at[len(line) - len(line[cut:].lstrip())]
        if -ALIGNED <= begin - gutter.right <= _INDENTED:
            return True
    return False


def _cut(line: str, at: list[int], gutter: Gutter, *, tight: bool) -> int | None:
    """Where the column after a gutter begins in a line; its end where nothing stands there.

    The white space between the columns that ends the nearest to where the next one begins parts the line;
    without any, the line goes across.
    """
    end = len(line.rstrip())
    if at[end] <= gutter.right:
        return len(line)
    inside = [
        (start, stop)
        for start, stop in _spaces(line, end, thin=gutter.thin)
        if min(at[stop], gutter.right) > max(at[start], gutter.low) and at[stop] >= gutter.right - DRIFT
    ]
    if not inside:
        return _tight_cut(line, at, gutter) if tight else None
    start, cut = min(inside, key=lambda gap: abs(at[gap[1]] - gutter.right))
    while cut > start + 1 and at[cut - 1] >= gutter.right:
        cut -= 1
    return cut


def _tight_cut(line: str, at: list[int], gutter: Gutter) -> int | None:
    """The single space that is all that is left of a gutter where a line's words run into it."""
    near = [
        place + 1
        for place, char in enumerate(line)
        if char.isspace() and gutter.right - 1 <= at[place + 1] <= gutter.right + DRIFT
    ]
    return min(near, key=lambda place: abs(at[place] - gutter.right), default=None)


def _spaces(line: str, end: int, *, thin: bool) -> Iterator[tuple[int, int]]:
    """The white space before the words of a line, and the wide gaps between them."""
    start = end - len(line[:end].lstrip())
    if start:
        yield 0, start
    for gap in GAP.finditer(line, 0, end):
        if thin or gap.end() - gap.start() > 1:
            yield gap.span()


def is_aligned(line: str, row: Row, grid: Grid) -> bool:
    """Whether every piece begins where its column does."""
    at = grid.cells(line)
    for piece in row:
        words = line[piece.begin : piece.end]
        begin = at[piece.begin + len(words) - len(words.lstrip())]
        if abs(begin - grid.columns[piece.column][0]) > ALIGNED:
            return False
    return True


def is_centred(line: str, row: Row, grid: Grid) -> bool:
    """Whether every column has a piece, and each stands in the middle of its own."""
    if len(row) < len(grid.columns):
        return False
    at = grid.cells(line)
    for piece in row:
        words = line[piece.begin : piece.end]
        low, high = grid.columns[piece.column]
        before = at[piece.begin + len(words) - len(words.lstrip())] - low
        after = high - at[piece.begin + len(words.rstrip())]
        if before <= ALIGNED or abs(before - after) > ALIGNED:
            return False
    return True


def part_of(line: PhysicalLine, piece: Piece, grid: Grid) -> Part:
    """A piece as it is read: by how much the white space before its words is wider than its indent, and how
    wide its column is."""
    low, high = grid.columns[piece.column]
    start = len(line.words) - len(line.words[piece.begin :].lstrip())
    indent = max(grid.cells(line.words)[start] - low, 0) / grid.em
    margin = width(line.words[piece.begin : start]) - indent
    room = 0.0 if piece.last > piece.column else (high - low) / grid.em
    return Part(line, piece.column + 1, line.begin + piece.begin, line.begin + piece.end, margin, room)
