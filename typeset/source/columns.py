"""Text whose columns stand side by side, to the order in which it is read.

A sheet is taken group by group, as empty lines part them. Lines with text in a gutter go across; they part
what stands above them from what stands below.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from typeset.ledger import Segment
from typeset.source.gutters import (
    BOTH,
    DRIFT,
    FEWEST_LINES,
    GAP,
    NARROWEST,
    Grid,
    Gutter,
    find_grid,
    may_have_columns,
)
from typeset.source.lines import width
from typeset.source.segments import Part, segments, whole
from typeset.source.sheets import PhysicalLine, Sheet, groups, physical_lines, sheets

_OFF_CENTRE = 8
"""Cells by which the room on both sides of a centred title may differ."""
_ALIGNED = 2
"""Cells by which a line may stand off the place where its column begins."""
_FEW = 3
"""Lines of a group that may go across as a whole: a title, a byline, a caption."""
_TOGETHER = 2
"""Lines side by side that show that a short sheet has the gutters of the one before."""

_Piece = tuple[int, int, int]
"""A column from 0, and where its words begin and end in a line."""
_Row = list[_Piece] | None
"""The pieces of a line; None for one that goes across."""


def reading_order(text: str) -> tuple[Segment, ...]:
    """The segments of a text in the order in which they are read; nothing where columns do not stand
    side by side."""
    ordered: list[Part] = []
    known: Grid | None = None
    found = False
    for sheet in sheets(list(physical_lines(text))):
        known, parts = _ordered(sheet, known)
        found = found or known is not None
        ordered += parts
    return segments(text, ordered) if found else ()


def _ordered(sheet: Sheet, known: Grid | None) -> tuple[Grid | None, list[Part]]:
    """The parts of a sheet in reading order, and the last grid that was seen."""
    if len(sheet) == 1 and not _is_row(sheet[0].words, known):
        return known, [whole(line) for line in sheet if line.words.strip()]
    parted = list(groups(sheet))
    telling = [line.words for group in parted if len(group) > _FEW for line in group]
    every = [line.words for group in parted for line in group]
    grid = find_grid(telling if 2 * len(telling) > len(every) else every)
    if grid is None and known is not None and _shows(parted, known):
        grid = known
    flow = _Flow(grid)
    for at, group in enumerate(parted):
        own = _grid_of(group, grid)
        flow.add(group, own, edge=len(parted) > 1 and at in (0, len(parted) - 1), top=at == 0)
        known = own or known
    return known, flow.ended()


def _is_row(line: str, grid: Grid | None) -> bool:
    """Whether all that is on a sheet is one line, of the columns of the sheet before it."""
    row = _row(line, grid) if grid is not None and line.strip() else None
    return grid is not None and row is not None and len(row) > 1 and _is_aligned(line, row, grid)


def _shows(parted: list[Sheet], grid: Grid) -> bool:
    """Whether a sheet that is too short to show its gutters has those of the sheet before it."""
    rows = [_row(line.words, grid) for group in parted for line in group]
    together = sum(1 for row in rows if row and len(row) > 1)
    across = sum(1 for row in rows if row is None)
    return together > 0 and across <= together and (across == 0 or together >= _TOGETHER)


def _grid_of(group: Sheet, grid: Grid | None) -> Grid | None:
    """The gutters of a group: its sheet's, or its own where it does not keep to those."""
    if len(group) < FEWEST_LINES:
        return grid
    words = [line.words for line in group]
    if grid is not None:
        across = sum(1 for line in words if _row(line, grid) is None)
        if across <= BOTH * len(group):
            return grid
    return find_grid(words, running=True) if may_have_columns(words) else grid


class _Flow:
    """What is read after what, as far as a sheet has been seen: ``columns`` are those not yet ended."""

    def __init__(self, grid: Grid | None) -> None:
        self.grid = grid
        self.parts: list[Part] = []
        self.columns: list[list[Part]] = []

    def add(self, group: Sheet, grid: Grid | None, *, edge: bool, top: bool) -> None:
        if grid is None or not grid.gutters:
            self._across(group)
            return
        if grid is not self.grid:
            self.flush()
            self.grid = grid
        rows = _rows(group, grid)
        if _goes_across(group, rows, grid, edge=edge, top=top):
            self._across(group)
            return
        for line, row in zip(group, rows, strict=True):
            if row is None:
                self._across([line])
            else:
                self._place(line, row, grid)

    def _place(self, line: PhysicalLine, row: list[_Piece], grid: Grid) -> None:
        if not self.columns:
            self.columns = [[] for _ in range(len(grid.gutters) + 1)]
        for column, start, end in row:
            margin = _margin(line.words, start, column, grid)
            low, high = grid.columns[column]
            room = (high - low) / grid.em
            part = Part(line, column + 1, line.begin + start, line.begin + end, margin, room)
            self.columns[column].append(part)

    def _across(self, lines: Sequence[PhysicalLine]) -> None:
        self.flush()
        self.parts += [whole(line) for line in lines]

    def flush(self) -> None:
        for column in self.columns:
            self.parts += column
        self.columns = []

    def ended(self) -> list[Part]:
        self.flush()
        return self.parts


def _margin(line: str, start: int, column: int, grid: Grid) -> float:
    """By how much the white space before the words of a piece is wider, in em, than its indent."""
    begin = len(line) - len(line[start:].lstrip())
    indent = max(grid.cells(line)[begin] - grid.columns[column][0], 0) / grid.em
    return width(line[start:begin]) - indent


# ---- what goes across


def _rows(group: Sheet, grid: Grid) -> list[_Row]:
    """The pieces of every line. A line whose words run into the gutter between lines that are parted is
    parted at a single space."""
    rows = [_row(line.words, grid) for line in group]
    for at in range(1, len(rows) - 1):
        before, after = rows[at - 1], rows[at + 1]
        if rows[at] is None and before and after and len(before) > 1 and len(after) > 1:
            rows[at] = _row(group[at].words, grid, tight=True)
    return rows


def _goes_across(group: Sheet, rows: list[_Row], grid: Grid, *, edge: bool, top: bool) -> bool:
    """Whether a short group is a title, a masthead or a caption of the whole sheet."""
    if len(group) > _FEW:
        return False
    parted = [row for row in rows if row and len(row) > 1]
    if not parted and any(row is None for row in rows):
        return True
    if not edge:
        return False
    if parted:
        return len(group) == 1 and not _is_aligned(group[0].words, parted[0], grid)
    begin = min(grid.extent(line.words)[0] for line in group)
    end = max(grid.extent(line.words)[1] for line in group)
    return _is_of_sheet(begin, end, grid, top=top)


def _is_aligned(line: str, row: list[_Piece], grid: Grid) -> bool:
    """Whether every piece begins where its column does."""
    at = grid.cells(line)
    for column, start, end in row:
        words = line[start:end]
        begin = at[start + len(words) - len(words.lstrip())]
        if abs(begin - grid.columns[column][0]) > _ALIGNED:
            return False
    return True


def _is_of_sheet(begin: int, end: int, grid: Grid, *, top: bool) -> bool:
    """Whether words at a sheet's head or foot are the sheet's, and not those of a column."""
    columns = grid.columns
    if any(
        low < begin and end < high and abs((begin - low) - (high - end)) <= _OFF_CENTRE
        for low, high in columns[1:]
    ):
        return len(columns) > 2 and abs(begin - (grid.end - end)) <= _ALIGNED
    if begin >= columns[1][0] - DRIFT:
        return not top or all(abs(begin - low) > _ALIGNED for low, _ in columns[1:])
    low, high = columns[0]
    centre = begin + end
    return top and begin > NARROWEST and abs(centre - grid.end) < abs(centre - low - high)


# ---- the pieces of a line


def _row(line: str, grid: Grid, *, tight: bool = False) -> _Row:
    """What a line has in each column. Every character of it is in one piece; what stands before the first
    words of a later column is its margin."""
    at = grid.cells(line)
    cuts = [0]
    for gutter in grid.gutters:
        cut = _cut(line, at, gutter, tight=tight)
        if cut is None:
            return None
        cuts.append(max(cut, cuts[-1]))
    cuts.append(len(line))
    filled = [
        (column, cuts[column + 1])
        for column in range(len(grid.gutters) + 1)
        if line[cuts[column] : cuts[column + 1]].strip()
    ]
    row = []
    begin = 0
    for column, end in filled:
        stop = len(line) if column == filled[-1][0] else end
        row.append((column, begin, stop))
        begin = stop
    return row


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
