"""Text whose columns stand side by side, to the order in which it is read.

A sheet is taken group by group, as empty lines part them. Lines with text in a gutter go across.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from typeset.ledger import Segment
from typeset.source.flow import Flow, Span
from typeset.source.gutters import BOTH, DRIFT, FEWEST_LINES, NARROWEST, Grid, find_grid, may_have_columns
from typeset.source.pieces import ALIGNED, Row, goes_across, is_aligned, is_centred, part_of, row_of, rows_of
from typeset.source.segments import Part, segments, whole
from typeset.source.sheets import Sheet, groups, physical_lines, sheets
from typeset.source.tabular import table_rows

_OFF_CENTRE = 8
"""Cells by which the room on both sides of a centred title may differ."""
_FEW = 3
"""Lines of a group that may go across as a whole: a title, a byline, a caption."""
_TOGETHER = 2
"""Lines side by side that show that a short sheet has the gutters of the one before."""


def reading_order(text: str) -> tuple[Segment, ...]:
    """The segments of a text in the order in which they are read; nothing where columns do not stand
    side by side."""
    ordered: list[Part] = []
    known: Grid | None = None
    found = False
    flow = Flow(text)
    for sheet in sheets(list(physical_lines(text))):
        known, parts = _ordered(flow, sheet, known)
        found = found or known is not None
        ordered += parts
    return segments(text, ordered) if found else ()


def _ordered(flow: Flow, sheet: Sheet, known: Grid | None) -> tuple[Grid | None, list[Part]]:
    """The parts of a sheet in reading order, and the last grid that was seen."""
    if len(sheet) == 1 and not _is_row(sheet[0].words, known):
        return known, [whole(line) for line in sheet if line.words.strip()]
    if known is None and not _may_have_columns(sheet):
        return None, [whole(line) for line in sheet if line.words.strip()]
    held = _tables(sheet)
    parted = [part for group in groups(sheet) for part in _by_tables(group, held)]
    text = [group for group in parted if group[0].number not in held]
    telling = [line.words for group in text if len(group) > _FEW for line in group]
    every = [line.words for group in text for line in group]
    grid = find_grid(telling if 2 * len(telling) > len(every) else every, known)
    if grid is None and known is not None and _shows(parted, known):
        grid = known
    parts: list[Part] = []
    stack: list[list[Span]] = []
    before = grid
    for at, group in enumerate(parted):
        if group[0].number in held:
            stack += _table_spans(group, before)
            continue
        own = _grid_of(group, grid)
        if own is not before:
            parts += flow.in_order(stack)
            stack, before = [], own
        edge = len(parted) > 1 and at in (0, len(parted) - 1)
        stack += _spans(group, own, edge=edge, top=at == 0)
        known = own or known
    return known, [*parts, *flow.in_order(stack)]


def _may_have_columns(sheet: Sheet) -> bool:
    """Whether a sheet, or any group of its lines, has gaps enough for gutters."""
    if may_have_columns([line.words for line in sheet]):
        return True
    return any(may_have_columns([line.words for line in group]) for group in groups(sheet))


def _tables(sheet: Sheet) -> frozenset[int]:
    """The numbers of the lines that are rows of a table."""
    return frozenset(sheet[at].number for at in table_rows([line.words for line in sheet]))


def _by_tables(group: Sheet, held: frozenset[int]) -> Iterator[Sheet]:
    """The lines of a group, parted where a table begins and ends."""
    for _, lines in groupby(group, key=lambda line: line.number in held):
        yield list(lines)


def _table_spans(group: Sheet, grid: Grid | None) -> Iterator[list[Span]]:
    """The rows of a table: in the column that holds them all, or across the sheet."""
    rows = rows_of(group, grid) if grid is not None else []
    columns = {at for row in rows for piece in row for at in (piece.column, piece.last)}
    for number, line in enumerate(group):
        if grid is not None and len(columns) == 1:
            yield [Span(part_of(line, piece, grid), piece.last + 1) for piece in rows[number]]
        else:
            yield [Span(whole(line), len(grid.columns) if grid is not None else 1)]


def _is_row(line: str, grid: Grid | None) -> bool:
    """Whether all that is on a sheet is one line, of the columns of the sheet before it."""
    if grid is None or not line.strip():
        return False
    row = row_of(line, grid)
    return len(row) > 1 and is_aligned(line, row, grid)


def _shows(parted: list[Sheet], grid: Grid) -> bool:
    """Whether a sheet that is too short to show its gutters has those of the sheet before it."""
    rows = [row_of(line.words, grid) for group in parted for line in group]
    together = sum(1 for row in rows if len(row) > 1)
    across = sum(1 for row in rows if goes_across(row))
    return together > 0 and across <= together and (across == 0 or together >= _TOGETHER)


def _grid_of(group: Sheet, grid: Grid | None) -> Grid | None:
    """The gutters of a group: its sheet's, or its own where it does not keep to those."""
    if len(group) < FEWEST_LINES:
        return grid
    words = [line.words for line in group]
    if grid is not None:
        across = sum(1 for line in words if any(piece.last > piece.column for piece in row_of(line, grid)))
        if across <= BOTH * len(group):
            return grid
    return find_grid(words, running=True) if may_have_columns(words) else grid


def _spans(group: Sheet, grid: Grid | None, *, edge: bool, top: bool) -> Iterator[list[Span]]:
    """What each line of a group has in the columns."""
    rows = rows_of(group, grid) if grid is not None else []
    if grid is None or _goes_across(group, rows, grid, edge=edge, top=top):
        last = len(grid.columns) if grid is not None else 1
        yield from ([Span(whole(line), last)] for line in group)
        return
    for line, row in zip(group, rows, strict=True):
        if goes_across(row):
            yield [Span(whole(line), len(grid.columns))]
        else:
            yield [Span(part_of(line, piece, grid), piece.last + 1) for piece in row]


# ---- what goes across


def _goes_across(group: Sheet, rows: list[Row], grid: Grid, *, edge: bool, top: bool) -> bool:
    """Whether a short group is a title, a masthead or a caption of the whole sheet."""
    if len(group) > _FEW:
        return False
    parted = [row for row in rows if len(row) > 1]
    if not parted and any(goes_across(row) for row in rows):
        return True
    if not edge:
        return False
    if parted:
        if top and len(group) > 1 and len(rows[0]) == 1 and _is_masthead(group, grid):
            return True
        words = group[0].words
        return len(group) == 1 and not (
            is_aligned(words, parted[0], grid) or is_centred(words, parted[0], grid)
        )
    begin = min(grid.extent(line.words)[0] for line in group)
    end = max(grid.extent(line.words)[1] for line in group)
    return _is_of_sheet(begin, end, grid, top=top)


def _is_masthead(group: Sheet, grid: Grid) -> bool:
    """Whether a line in the middle of the sheet stands over one from edge to edge: a date, a number."""
    (begin, end), *below = [grid.extent(line.words) for line in group]
    centred = begin > NARROWEST and abs(begin - (grid.end - end)) <= ALIGNED
    return centred and all(low <= ALIGNED and high >= grid.end - ALIGNED for low, high in below)


def _is_of_sheet(begin: int, end: int, grid: Grid, *, top: bool) -> bool:
    """Whether words at a sheet's head or foot are the sheet's, and not those of a column."""
    columns = grid.columns
    if any(
        low < begin and end < high and abs((begin - low) - (high - end)) <= _OFF_CENTRE
        for low, high in columns[1:]
    ):
        return len(columns) > 2 and abs(begin - (grid.end - end)) <= ALIGNED
    if begin >= columns[1][0] - DRIFT:
        return not top or all(abs(begin - low) > ALIGNED for low, _ in columns[1:])
    low, high = columns[0]
    centre = begin + end
    return top and begin > NARROWEST and abs(centre - grid.end) < abs(centre - low - high)
