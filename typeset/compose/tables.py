"""The cells of a three-line table (三线表) to lines, and its columns to widths.

Heads stand in the middle of their column. Words stand at its left, and are justified where that opens their
gaps little. Amounts stand with their units, and so their decimal points, below each other (个位对齐), as
yearbooks set them; the block that they make stands in the middle of the column, below its head: were it at
the right, short amounts would end far from a long head. Nothing of a text is changed for it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate
from math import inf

from typeset.compose.breaks import Problem, Sums
from typeset.compose.column_widths import Column, Pieces, column_widths
from typeset.compose.gaps import content_and_gaps
from typeset.compose.lines import Align, Line, Paragraph, compose
from typeset.compose.tokens import Hyphenate, Run, tokens_of

_EPSILON = 1e-6

LEAST_WORDS = 3.0
"""In em: no column has less for words, if its words take as much."""
LEAST_HEAD = 2.0
"""In em: a head of four characters stands on two lines as well as on one."""
LEAST_PAD = 0.5
"""Of the padding, what is left of it before a cell is parted."""
OPENED = 0.1
"""In em: words are justified as long as no gap between Han is opened by more."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A text in its styles; no runs, or empty ones, are an empty cell. ``latin``: it is set by its words
    (``classes.is_latin``), and not justified. ``hyphenate``: where words may be parted that are wider than
    their column."""

    runs: tuple[Run, ...]
    latin: bool = False
    hyphenate: Hyphenate | None = None

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of as many cells each, at least one of both; the first ``heads`` rows are heads.

    ``figures``: of each column whether the cells below its head are amounts. ``pad``: points that stay blank
    at each side of a column, or half as many if that keeps its cells whole.
    """

    rows: tuple[tuple[Cell, ...], ...]
    heads: int
    figures: tuple[bool, ...]
    pad: float


@dataclass(frozen=True, slots=True)
class SetCell:
    """``left``: points from the table's left edge to where the origins of its lines count from. ``top``: from
    the row's top to its first, in lines of the grid, or half lines. An empty cell has no lines."""

    lines: tuple[Line, ...]
    left: float
    top: float


@dataclass(frozen=True, slots=True)
class SetRow:
    """``height``: in lines of the grid, the most that a cell has, at least 1."""

    cells: tuple[SetCell, ...]
    height: int


@dataclass(frozen=True, slots=True)
class SetTable:
    """``widths``: of the columns with all that is blank in them, in points; they sum to the measure.
    ``boxes``: of what their lines have of it. ``fits``: no word is parted, no line too wide and
    no column too narrow to be read."""

    widths: tuple[float, ...]
    boxes: tuple[float, ...]
    rows: tuple[SetRow, ...]
    fits: bool

    @property
    def height(self) -> int:
        """In lines of the grid."""
        return sum(row.height for row in self.rows)


def compose_table(table: Table, measure: float) -> SetTable:
    """A table as wide as a measure in points. To try several, or ask how wide it would be: ``Measured``."""
    return Measured(table).compose(measure)


class Measured:
    """A table whose cells are measured, once for every measure that it may be set to. Widths in points:
    ``natural``, with every cell on one line and all padding; ``least``, with no word parted, no column too
    narrow to be read, and half the padding."""

    def __init__(self, table: Table) -> None:
        self.table = table
        cells = (cell for row in table.rows for cell in row)
        self.em = max((run.style.size for cell in cells for run in cell.runs), default=0.0)
        self.columns = tuple(
            _column(cells, table.heads, self.em, figures=figures)
            for cells, figures in zip(zip(*table.rows, strict=True), table.figures, strict=True)
        )
        self._natural = sum(column.wants.natural for column in self.columns)
        self._least = sum(column.wants.least for column in self.columns)

    @property
    def natural(self) -> float:
        return self._natural + 2 * len(self.columns) * self.table.pad

    @property
    def least(self) -> float:
        return self._least + 2 * len(self.columns) * self.table.pad * LEAST_PAD

    def compose(self, measure: float) -> SetTable:
        """Too narrow a measure gives columns too narrow for their words (``fits`` is False), without padding
        if need be; but every cell then still has a line that takes one em."""
        count = len(self.columns)
        pad = self._pad(measure)
        room = max(0.0, measure - 2 * pad * count)
        boxes = column_widths([column.wants for column in self.columns], room, self.em)
        if any(box + _EPSILON < column.wants.whole for box, column in zip(boxes, self.columns, strict=True)):
            boxes = column_widths([column.parted for column in self.columns], room, self.em)
        lefts, widths = self._shared(boxes, measure, pad)
        columns = [
            column.composed(max(box, min(self.em, column.wants.whole)), left)
            for column, box, left in zip(self.columns, boxes, lefts, strict=True)
        ]
        heads = self.table.heads
        rows = tuple(_row(cells, head=row < heads) for row, cells in enumerate(zip(*columns, strict=True)))
        return SetTable(widths, boxes, rows, self.least <= measure + _EPSILON)

    def _pad(self, measure: float) -> float:
        """As much as there is room for beside natural widths, or else least widths, but not less than half;
        where there is none for that, what an em in each column leaves."""
        count, most = len(self.columns), self.table.pad
        for cells in (self._natural, self._least):
            pad = (measure - cells) / count / 2
            if pad >= most * LEAST_PAD:
                return min(pad, most)
        return min(most * LEAST_PAD, max(0.0, (measure / count - self.em) / 2))

    def _shared(
        self, boxes: Sequence[float], measure: float, pad: float
    ) -> tuple[list[float], tuple[float, ...]]:
        """Where the boxes begin, and how wide their columns are: what is left over goes into the gaps between
        them, all alike, and half as much before the first, unless that has words (项目栏), and after the
        last."""
        words_first = not self.table.figures[0]
        left_over = measure - sum(boxes) - 2 * pad * len(boxes)
        half = left_over / (2 * len(boxes) - words_first)
        insets = [pad if words_first else pad + half, *(pad + half for _ in boxes[1:])]
        widths = [inset + box + half + pad for inset, box in zip(insets, boxes, strict=True)]
        begins = [0.0, *accumulate(widths)]
        return [begin + inset for begin, inset in zip(begins, insets, strict=False)], tuple(widths)


def _row(cells: Sequence[SetCell], *, head: bool) -> SetRow:
    """Heads stand in the middle of their row's height; other cells begin on one line, to be read across."""
    height = max(1, *(len(cell.lines) for cell in cells))
    if head:
        cells = [replace(cell, top=(height - len(cell.lines)) / 2) for cell in cells]
    return SetRow(tuple(cells), height)


@dataclass(frozen=True)
class _Amounts:
    """A column's amounts by their row, on a line each, and how far each is from its beginning to the end of
    its units, None for a dash and whatever else has no digit. ``before`` and ``after``: the most that any has
    on either side of that place."""

    lines: dict[int, Line]
    units: dict[int, float | None]
    before: float
    after: float


@dataclass(frozen=True)
class _Set:
    """A column that knows what it wants and can be composed to any width. ``parted``: what it wants where
    its words may take hyphens."""

    cells: tuple[Cell, ...]
    wants: Column
    amounts: _Amounts | None

    @cached_property
    def parted(self) -> Column:
        heads = (pieces.head for pieces in self.wants.cells)
        pieces = tuple(
            _pieces(cell, cell.hyphenate, head=head) for cell, head in zip(self.cells, heads, strict=True)
        )
        whole = max(cell.widest for cell in pieces)
        return Column(pieces, whole, whole, max(self.wants.natural, whole))

    def composed(self, box: float, left: float) -> list[SetCell]:
        return [
            SetCell(self._lines(row, pieces, box), left, 0.0) for row, pieces in enumerate(self.wants.cells)
        ]

    def _lines(self, row: int, pieces: Pieces, box: float) -> tuple[Line, ...]:
        cell = self.cells[row]
        if not cell.text:
            return ()
        if pieces.head:
            return _head(cell, pieces, box)
        if self.amounts is not None:
            return _amount(cell, row, self.amounts, box)
        return _words(cell, pieces, box)


def _column(cells: tuple[Cell, ...], heads: int, em: float, *, figures: bool) -> _Set:
    pieces = tuple(_pieces(cell, None, head=row < heads) for row, cell in enumerate(cells))
    amounts = _amounts(cells, pieces) if figures else None
    block = amounts.before + amounts.after if amounts else 0.0
    whole = max(cell.widest for cell in pieces)
    least = max(
        *(
            max(cell.widest, min(cell.natural, (LEAST_HEAD if cell.head else LEAST_WORDS) * em))
            for cell in pieces
        ),
        block,
    )
    natural = max(*(cell.natural for cell in pieces), block)
    return _Set(cells, Column(pieces, whole, least, natural), amounts)


def _pieces(cell: Cell, hyphenate: Hyphenate | None, *, head: bool) -> Pieces:
    """The places at which lines may begin and end, as the composer sees them."""
    words = tokens_of(cell.runs, inf, hyphenate=hyphenate, latin=cell.latin)
    tokens, gaps = content_and_gaps(words, cell.runs, latin=cell.latin)
    if not tokens:
        return Pieces((), (), head)
    sums = Sums(Problem(tokens, gaps, inf, latin=cell.latin))
    lasts = [index for index, gap in enumerate(gaps) if gap.breaks]
    return Pieces(
        tuple(sums.bases[first] for first in (0, *(last + 1 for last in lasts))),
        tuple(sums.ends[last] + tokens[last].hyphen for last in (*lasts, len(tokens) - 1)),
        head,
    )


_UNITS = re.compile(r"\D*(?:[\d,，\s]*\d)?")
"""An amount to the end of its units, with the commas or spaces between its thousands."""


def _amounts(cells: Sequence[Cell], pieces: Sequence[Pieces]) -> _Amounts:
    lines: dict[int, Line] = {}
    units: dict[int, float | None] = {}
    before = after = 0.0
    for row, (cell, piece) in enumerate(zip(cells, pieces, strict=True)):
        if piece.head or not cell.text:
            continue
        line = lines[row] = _composed(cell, piece.natural)[0]
        unit = units[row] = _unit(cell.text, line)
        if unit is not None:
            before, after = max(before, unit), max(after, line.width - unit)
    return _Amounts(lines, units, before, after)


def _unit(text: str, line: Line) -> float | None:
    match = _UNITS.match(text)
    if match is None or not any(map(str.isdigit, match.group())):
        return None
    return line.origins[match.end()] if match.end() < len(line.origins) else line.width


def _composed(cell: Cell, measure: float, align: Align = "left") -> tuple[Line, ...]:
    """The measure is a shade wider than asked for: sums of the same widths in another order are not equal,
    and a word that fits exactly must not be parted for that."""
    return compose(
        Paragraph(
            cell.runs,
            measure + _EPSILON,
            align=align,
            hyphenate=cell.hyphenate,
            latin=cell.latin,
            sparing=True,
        )
    )


def _head(cell: Cell, pieces: Pieces, box: float) -> tuple[Line, ...]:
    """In the middle, its lines as even as they can be: as narrow as its number of lines lets it be."""
    low, high, count = 0.0, box, pieces.lines(box)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if _fits(pieces, middle, count) else (middle, high)
    lines = _composed(cell, high, "center")
    return tuple(_shifted(line, (box - high) / 2) for line in lines)


_HALVINGS = 16


def _fits(pieces: Pieces, width: float, count: int) -> bool:
    return width >= pieces.widest and pieces.lines(width) <= count


def _words(cell: Cell, pieces: Pieces, box: float) -> tuple[Line, ...]:
    """Justified if they are Han: the few words of a line of Latin text would stand far apart."""
    if not cell.latin and pieces.natural > box + _EPSILON:
        lines = _composed(cell, box, "justify")
        if all(line.opened <= OPENED and line.ends != "short" for line in lines):
            return lines
    return _composed(cell, box)


def _amount(cell: Cell, row: int, amounts: _Amounts, box: float) -> tuple[Line, ...]:
    """With its units in their place; in the middle if it has none. At the right where there is no room for
    that."""
    line, unit = amounts.lines[row], amounts.units[row]
    if line.width > box + 2 * _EPSILON:
        return _composed(cell, box, "center" if unit is None else "right")
    block = amounts.before + amounts.after
    if unit is None:
        return (_shifted(line, (box - line.width) / 2),)
    if block > box + 2 * _EPSILON:
        return (_shifted(line, box - line.width),)
    return (_shifted(line, (box - block) / 2 + amounts.before - unit),)


def _shifted(line: Line, by: float) -> Line:
    return replace(line, origins=tuple(origin + by for origin in line.origins), width=line.width + by)
