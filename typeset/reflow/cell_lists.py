"""Lines to the rows of a table that an extractor gave one cell on each line.

Nothing but the order is left of the rows: the heads come first, words all of them, and then the kinds of
cells, words or figures, repeat with the number of columns for their period.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from typeset.reflow.grids import FEWEST_ROWS, MOST_COLUMNS, Grid, cells_of
from typeset.reflow.signs import ends_sentence, stops_inside
from typeset.reflow.table_signs import BEGINS_TAIL, LABEL, UNIT, is_figures
from typeset.reflow.table_turns import is_numbered_head, turn
from typeset.source.folio import is_page_number
from typeset.source.lines import Line

_SHORT = 0.7
"""Of the columns' width: the widest line that may be a cell of its own."""
_NARROWEST = 8.0
_FEWEST_CELLS = 6
_FEWEST_TURNED = 3
"""Cells that stand before the end of a page, if the table goes on after it."""
_FEWEST_UNTITLED = 12
"""Cells that a table without a title or a unit must have to be looked at."""
_UNLIKE = 0.15
"""Share of cells that may be of another kind than their column's."""
_FEWEST_UNEVEN = 3
_MOST_EVEN = 0.6
"""Share of the rows that lack no figures, if a few do."""
_YEAR = re.compile(r"(?:1[89]|20)\d\d年?")


class _Period(NamedTuple):
    columns: int
    rows: int
    unlike: float
    left: int


def begins_list(lines: Sequence[Line], position: int) -> bool:
    """Whether a table's title or unit stands on a line."""
    text = lines[position].text
    if len(text) > 60:
        return False
    labelled = LABEL.match(text) is not None
    return labelled or ("位" in text and not ends_sentence(text) and UNIT.search(text) is not None)


def listed(lines: Sequence[Line], first: int, mode: float, heads: Callable[[str], bool]) -> Grid | None:
    """Short lines one after the other, after a title, whose kinds repeat with some period: its rows.

    ``heads``: whether words are a running head's.
    """
    while first < len(lines) and UNIT.fullmatch(lines[first].text):
        first += 1
    if first == len(lines):
        return None
    return _grid(lines, _Run(lines, mode, heads).collect(first), _FEWEST_CELLS, strict=False)


def untitled(lines: Sequence[Line], first: int, mode: float, heads: Callable[[str], bool]) -> Grid | None:
    """The same of lines that no title stands before: then every row must be like the others."""
    return _grid(lines, _Run(lines, mode, heads).collect(first), _FEWEST_UNTITLED, strict=True)


class _Run:
    """The cells of one table as they are collected; ``apart`` and ``again`` as in ``Grid``."""

    def __init__(self, lines: Sequence[Line], mode: float, heads: Callable[[str], bool]) -> None:
        self.lines = lines
        self.widest = max(_SHORT * mode, _NARROWEST)
        self.heads = heads
        self.taken: list[int] = []
        self.apart: list[int] = []
        self.again: list[int] = []

    def collect(self, first: int) -> _Run:
        position = first
        while position < len(self.lines):
            if self.is_cell(position):
                self.taken.append(position)
                position += 1
                continue
            if self.is_furniture(position) and self.taken:
                self.apart.append(position)
                position += 1
                continue
            position = self._turned()
            if position < 0:
                break
        return self

    def is_cell(self, position: int) -> bool:
        line = self.lines[position]
        text = line.text
        return (
            line.width <= self.widest
            and len(cells_of(line)) == 1
            and not ends_sentence(text)
            and not stops_inside(re.sub(r"\d,\d{3}", "", text))
            and not LABEL.match(text)
            and not BEGINS_TAIL.match(text)
            and not UNIT.fullmatch(text)
            and not self.is_furniture(position)
        )

    def is_furniture(self, position: int) -> bool:
        text = self.lines[position].text
        return is_page_number(text) or (is_numbered_head(text) and self.heads(text))

    def _turned(self) -> int:
        """Where the cells go on after a page's end, the heads that are repeated there left out; or -1."""
        if len(self.taken) < _FEWEST_TURNED:
            return -1
        part = turn(self.lines, self.taken[-1], self.is_cell, self.heads)
        if part is None:
            return -1
        self.apart += part.apart
        self.again += part.again
        position = part.resumes
        heads = [self.lines[at].text for at in self.taken[: self._heads()]]
        texts = [line.text for line in self.lines[position : position + len(heads)]]
        if part.told and texts == heads:
            self.again += range(position, position + len(heads))
            position += len(heads)
        return position

    def _heads(self) -> int:
        return leading([is_figures(self.lines[at].text) for at in self.taken])


def leading(kinds: Sequence[bool]) -> int:
    """How many words stand before the first figures."""
    return next((at for at, figures in enumerate(kinds) if figures), len(kinds))


def _grid(lines: Sequence[Line], run: _Run, fewest: int, *, strict: bool) -> Grid | None:
    taken = run.taken
    if len(taken) < fewest:
        return None
    texts = [lines[at].text for at in taken]
    period = _period(texts)
    uneven = uneven_rows([is_figures(text) for text in texts])
    if not strict and uneven is not None and (period is None or uneven.left < period.left):
        return _uneven_grid(lines, run, uneven)
    if period is None or (strict and (period.unlike > 0 or period.rows < FEWEST_ROWS + 1)):
        return None
    columns, count = period.columns, period.rows
    cells = [(lines[at].start, lines[at].end) for at in taken[: columns * count]]
    last = taken[columns * count - 1]
    return Grid(
        taken[0],
        last,
        tuple(tuple(cells[row * columns : (row + 1) * columns]) for row in range(count)),
        apart=tuple(at for at in run.apart if at < last),
        again=tuple(at for at in run.again if at < last),
        left=period.left,
    )


class Uneven(NamedTuple):
    """The cells of every row by their number, -1 where a row has none; ``left``: cells of no row."""

    rows: tuple[tuple[int, ...], ...]
    left: int


def uneven_rows(kinds: Sequence[bool]) -> Uneven | None:
    """Rows of words and then figures, where a few lack a cell: a row begins where words follow figures."""
    lead = leading(kinds)
    parts: list[tuple[int, int, int]] = []
    at = lead
    while at < len(kinds):
        begin = at
        while at < len(kinds) and not kinds[at]:
            at += 1
        middle = at
        while at < len(kinds) and kinds[at]:
            at += 1
        if at > middle:
            parts.append((begin, middle, at))
    if len(parts) < _FEWEST_UNEVEN:
        return None
    words = Counter(middle - begin for begin, middle, _ in parts[1:]).most_common(1)[0][0]
    figures, often = Counter(end - middle for _, middle, end in parts).most_common(1)[0]
    columns = lead - words
    if words < 1 or columns != words + figures or often < _MOST_EVEN * len(parts):
        return None
    parts[0] = (columns, lead, parts[0][2])
    if any(middle - begin > words or end - middle > figures for begin, middle, end in parts):
        return None
    rows = [tuple(range(columns)), *(_fill(part, words, figures) for part in parts)]
    return Uneven(tuple(rows), len(kinds) - parts[-1][2])


def _fill(part: tuple[int, int, int], words: int, figures: int) -> tuple[int, ...]:
    """A row's words from the left, its figures to the right."""
    begin, middle, end = part
    left = (*range(begin, middle), *[-1] * (words - (middle - begin)))
    return (*left, *[-1] * (figures - (end - middle)), *range(middle, end))


def _uneven_grid(lines: Sequence[Line], run: _Run, uneven: Uneven) -> Grid:
    taken = run.taken
    rows = []
    for row in uneven.rows:
        end = lines[taken[max(row)]].end
        rows.append(
            tuple((lines[taken[at]].start, lines[taken[at]].end) if at >= 0 else (end, end) for at in row)
        )
    last = taken[max(uneven.rows[-1])]
    return Grid(
        taken[0],
        last,
        tuple(rows),
        apart=tuple(at for at in run.apart if at < last),
        again=tuple(at for at in run.again if at < last),
        left=uneven.left,
    )


def _period(texts: Sequence[str]) -> _Period | None:
    """The number of columns with which the kinds repeat best; of equals the one that leaves fewest over."""
    kinds = [is_figures(text) for text in texts]
    years = [_YEAR.fullmatch(text) is not None for text in texts]
    best: tuple[tuple[float, float, int], _Period] | None = None
    for columns in range(2, min(MOST_COLUMNS, leading(_heads_first(kinds, years)) + 1)):
        period = _with(kinds, years, columns)
        if period is None:
            continue
        covered = columns * period.rows / len(kinds)
        rank = (round(period.unlike, 2), -round(covered, 1), columns)
        if best is None or rank < best[0]:
            best = rank, period
    return best[1] if best else None


def _heads_first(kinds: list[bool], years: list[bool]) -> list[bool]:
    """The kinds where the heads of columns may be years: those that follow the first head are words too."""
    end = 1
    while end < len(kinds) and years[end]:
        end += 1
    if end < 3 or kinds[0]:
        return kinds
    return [False] * end + kinds[end:]


def _with(kinds: list[bool], years: list[bool], columns: int) -> _Period | None:
    """How well the kinds repeat with so many columns."""
    heads = _heads_first(kinds, years)
    if any(heads[1:columns]) or len(kinds) < 2 * columns:
        return None
    rows = len(kinds) // columns
    body = [kinds[row * columns : (row + 1) * columns] for row in range(1, rows)]
    usual = [Counter(row[column] for row in body).most_common(1)[0][0] for column in range(columns)]
    if not any(usual) or (len(body) == 1 and all(usual) and leading(heads) != columns):
        return None
    unlike = [sum(a != b for a, b in zip(row, usual, strict=True)) for row in body]
    while body and unlike and unlike[-1] > _UNLIKE * columns:
        unlike.pop()
        body.pop()
    rows = len(body) + 1
    share = sum(unlike) / (columns * len(body)) if body else 1.0
    if rows < 2 or share > _UNLIKE or columns * rows < _FEWEST_CELLS:
        return None
    if all(usual) and leading(heads) != columns:
        share += 0.1
    return _Period(columns, rows, share, len(kinds) - columns * rows)
