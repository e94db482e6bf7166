"""Lines to the rows of a table whose cells have wide gaps between them.

The row with the most cells says how many columns there are; a row with fewer leaves those cells empty that
its own stand farthest from. A lone cell below the last column goes on with the cell above it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from statistics import median
from typing import NamedTuple

from typeset.reflow.forms import FORMS, matched
from typeset.reflow.notes import MARK
from typeset.reflow.scripts import IS_HAN
from typeset.reflow.signs import ODD, ends_sentence, stops_inside
from typeset.reflow.table_signs import BEGINS_TAIL, LABEL, UNIT, is_figures, same_words
from typeset.reflow.table_turns import Turn, turn
from typeset.source.folio import is_page_number
from typeset.source.lines import Line, width
from typeset.span import Range

_GAP = re.compile(r"(?:\s{2,}|[\u3000\u2003\t])\s*")
_GROUPED = re.compile(r"\d,\d{3}")
_OPENING = frozenset("【〔〖［■◆●△▲◇□★☆")
FEWEST_ROWS = 3
MOST_COLUMNS = 16
_LONGEST = 24.0
"""In em; a cell that is longer is a sentence's part."""
_FEW_CELLS = 3
"""With fewer cells, a comma inside one tells that the line is a sentence."""
_ALIKE = 0.8
_ALIGNED = 0.75
"""In em; how far a cell may stand from its column."""
_LONGEST_LONE = 8.0
"""In em; the widest of several rows with one cell."""
_BELOW = 1.5
"""In em; how far from the beginning of a cell the words may stand that go on with it."""
_HEADS = 2
"""Rows at the top that may have more cells than any row below them."""


class Grid(NamedTuple):
    """The lines ``first`` to ``last`` (both included) and the cells of every row; a missing cell is an empty
    range, one that goes on in the next line reaches into it.

    ``aligned``: whether the cells of a column stand below each other; ``apart``: lines between that are
    not the table's; ``again``: lines that repeat its title and heads on another page; ``left``: how many
    cells were left over.
    """

    first: int
    last: int
    rows: tuple[tuple[Range, ...], ...]
    aligned: bool = False
    apart: tuple[int, ...] = ()
    again: tuple[int, ...] = ()
    left: int = 0


class _Row(NamedTuple):
    line: Line
    at: int
    cells: list[Range]


def spaced(lines: Sequence[Line], first: int, heads: Callable[[str], bool]) -> Grid | None:
    """The run of lines from here on that all have gaps between their cells. ``heads``: whether words are a
    running head's."""
    rows, turns = _run(lines, first, heads)
    if len(rows) < FEWEST_ROWS - 1:
        return None
    columns = _columns(rows)
    while len(rows) > 1 and (len(rows[-1].cells) > columns or _is_lone(rows[-1], columns)):
        rows.pop()
    if not 2 <= columns <= MOST_COLUMNS or len(rows) < FEWEST_ROWS - 1:
        return None
    rows = [row._replace(cells=_joined(row, columns)) for row in rows]
    full = [row for row in rows if len(row.cells) == columns]
    places = [
        tuple(median(edge(row.line, row.cells[column]) for row in full) for edge in _EDGES)
        for column in range(columns)
    ]
    last = rows[-1].at
    held = [part for part in turns if part.resumes <= last]
    return Grid(
        rows[0].at,
        last,
        tuple(_merged(rows, places)),
        _is_aligned(full, columns),
        tuple(index for part in held for index in part.apart),
        tuple(index for part in held for index in part.again),
    )


# ---- rows


def cells_of(line: Line) -> list[Range]:
    """Where the words between wide gaps stand; a name or a title that is spaced out is one cell."""
    text = line.text
    if not ODD.search(text):
        return [(line.start, line.end)]
    cells: list[Range] = []
    begin = 0
    for gap in _GAP.finditer(text):
        if not _is_padding(text, begin, gap):
            cells.append((line.start + begin, line.start + gap.start()))
            begin = gap.end()
    return [*cells, (line.start + begin, line.end)]


def has_gap(text: str) -> bool:
    return _GAP.search(text) is not None


def _is_padding(text: str, begin: int, gap: re.Match[str]) -> bool:
    """Whether a gap stands between two single characters, as in a padded name."""
    following = text[gap.end() : gap.end() + 2]
    alone_after = len(following) == 1 or (len(following) == 2 and following[1].isspace())
    single = gap.start() - begin == 1 and alone_after
    return bool(single and IS_HAN.match(text[gap.start() - 1]) and IS_HAN.match(following))


def _run(lines: Sequence[Line], first: int, heads: Callable[[str], bool]) -> tuple[list[_Row], list[Turn]]:
    """The rows from a line on, over the ends of pages too, and what stands between them there."""
    rows: list[_Row] = []
    turns: list[Turn] = []
    position = first
    while position < len(lines):
        line = lines[position]
        row = None
        if not rows or line.page == rows[-1].line.page:
            row = _row(lines, position, rows)
        if row is None and len(rows) >= FEWEST_ROWS - 1:
            part = turn(lines, rows[-1].at, lambda at: _resumes(lines, at, rows), heads)
            if part is not None and (again := _repeated(lines, part.resumes, rows)) is not None:
                part = part._replace(again=(*part.again, *again), resumes=part.resumes + len(again))
                row = _row(lines, part.resumes, rows) if part.resumes < len(lines) else None
                if row is not None:
                    turns.append(part)
                    position = part.resumes
        if row is None:
            break
        rows.append(row)
        position += 1
    return rows, turns


def _row(lines: Sequence[Line], position: int, rows: list[_Row]) -> _Row | None:
    """The line as a row of a table that has some rows already; None where it is none."""
    line = lines[position]
    text = line.text
    if LABEL.match(text) or BEGINS_TAIL.match(text) or (not rows and UNIT.search(text)):
        return None
    if is_page_number(text):
        return None
    cells = cells_of(line)
    if not _are_cells(text, cells, line):
        return None
    if len(cells) == 1 and not (rows and _is_between(lines, position, rows)):
        return None
    return _Row(line, position, cells)


def _are_cells(text: str, cells: list[Range], line: Line) -> bool:
    """Whether the cells of a line are no sentence, no numbered title, and neither open nor sign an entry."""
    words = [text[start - line.start : end - line.start] for start, end in cells]
    if len(cells) == 2 and not is_figures(words[1]) and _is_numbered(text):
        return False
    few = len(cells) < _FEW_CELLS
    return not any(
        ends_sentence(word)
        or (few and stops_inside(_GROUPED.sub("", word)))
        or width(word) > _LONGEST
        or word[0] in _OPENING
        for word in words
    )


def _is_numbered(text: str) -> bool:
    """Whether a line begins with the mark of a note or the number of a title."""
    return MARK.match(text) is not None or any(matched(form, text) for form in FORMS.values())


def _is_between(lines: Sequence[Line], position: int, rows: list[_Row]) -> bool:
    """Whether a line with one cell goes on with a cell above it, or stands as a row between two others."""
    line = lines[position]
    above = next(row for row in reversed(rows) if len(row.cells) > 1)
    if line.gap > max(above.line.gap, rows[-1].line.gap if len(rows) > 1 else 0):
        return False
    if (
        above is rows[-1]
        and abs(_start(line, (line.start, line.end)) - _start(above.line, above.cells[-1])) <= _BELOW
    ):
        return True
    position += 1
    while position < len(lines) and _is_like(lines[position], line):
        position += 1
    following = lines[position] if position < len(lines) else None
    if following is None or following.page != line.page or following.gap > above.line.gap:
        return False
    cells = cells_of(following)
    return len(cells) > 1 and _are_cells(following.text, cells, following) and line.text[-1] not in "，、"


def _is_like(line: Line, before: Line) -> bool:
    """Whether a line is another row with one cell only, below one."""
    return (
        line.page == before.page
        and line.gap == before.gap
        and len(cells_of(line)) == 1
        and (line.indent == before.indent and line.width <= _LONGEST_LONE and not ends_sentence(line.text))
    )


def _is_lone(row: _Row, columns: int) -> bool:
    """Whether a last row has one cell, and not below the last column."""
    return len(row.cells) == 1 and columns > 1 and row.line.indent < _BELOW


def _resumes(lines: Sequence[Line], position: int, rows: list[_Row]) -> bool:
    """Whether a line on another page has as many cells as the rows have, figures in the same of them."""
    cells = cells_of(lines[position])
    columns = _columns(rows)
    if len(cells) != columns or not _are_cells(lines[position].text, cells, lines[position]):
        return False
    last = next((row for row in reversed(rows) if len(row.cells) == columns), None)
    if last is None:
        return False
    if _is_same(lines[position], cells, rows[0]):
        return True
    pairs = zip(_kinds(lines[position], cells), _kinds(last.line, last.cells), strict=True)
    return sum(kind == usual for kind, usual in pairs) >= _ALIKE * columns


def _repeated(lines: Sequence[Line], position: int, rows: list[_Row]) -> tuple[int, ...] | None:
    """The lines from one on that repeat the heads of the columns."""
    again = 0
    while (
        again < _HEADS
        and position + again < len(lines)
        and _is_same(lines[position + again], cells_of(lines[position + again]), rows[again])
    ):
        again += 1
    return tuple(range(position, position + again))


def _is_same(line: Line, cells: list[Range], row: _Row) -> bool:
    texts = [_text(line, cell) for cell in cells]
    return same_words(texts, [_text(row.line, cell) for cell in row.cells])


def _kinds(line: Line, cells: list[Range]) -> list[bool]:
    return [is_figures(_text(line, cell)) for cell in cells]


def _text(line: Line, cell: Range) -> str:
    return line.text[cell[0] - line.start : cell[1] - line.start]


# ---- columns


def _columns(rows: list[_Row]) -> int:
    """As many as most rows have cells, or a few rows of several have, or the heads."""
    counts = Counter(len(row.cells) for row in rows)
    most = counts.most_common(1)[0][0]
    heads = max(len(row.cells) for row in rows[:_HEADS])
    often = max((count for count, times in counts.items() if times > 1), default=most)
    return max(most, often, heads if heads <= most + 1 or heads == often else most)


def _joined(row: _Row, columns: int) -> list[Range]:
    """The cells of a row; of more than there are columns those with the narrowest gap are one."""
    cells = list(row.cells)
    while len(cells) > columns:
        at = min(range(len(cells) - 1), key=lambda k: cells[k + 1][0] - cells[k][1])
        cells[at : at + 2] = [(cells[at][0], cells[at + 1][1])]
    return cells


def _is_aligned(full: list[_Row], columns: int) -> bool:
    """Whether most cells of each column begin, are centred or end at one place."""
    return all(
        any(_is_close([edge(row.line, row.cells[column]) for row in full]) for edge in _EDGES)
        for column in range(columns)
    )


def _is_close(places: list[float]) -> bool:
    usual = median(places)
    return sum(abs(place - usual) <= _ALIGNED for place in places) >= _ALIKE * len(places)


def _merged(rows: list[_Row], places: list[tuple[float, ...]]) -> list[tuple[Range, ...]]:
    """The rows with every column; a lone cell below a row's last cell, and its column, goes on with it."""
    made: list[tuple[Range, ...]] = []
    for raw in rows:
        row = raw._replace(cells=_unpadded(raw, places)) if len(raw.cells) < len(places) else raw
        filled = _filled(row, places)
        if made and len(row.cells) == 1 and _goes_on(made[-1], filled):
            at = next(column for column, cell in enumerate(filled) if cell[0] < cell[1])
            cells = list(made[-1])
            cells[at] = (cells[at][0], filled[at][1])
            made[-1] = tuple(cells)
        else:
            made.append(filled)
    return made


def _unpadded(row: _Row, places: list[tuple[float, ...]]) -> list[Range]:
    """The cells of a row that lacks some: two characters below two columns are two heads, no padded word."""
    cells: list[Range] = []
    for cell in row.cells:
        parts = [(cell[0], cell[0] + 1), (cell[1] - 1, cell[1])]
        if len(ODD.sub("", _text(row.line, cell))) == 2 and cell[1] - cell[0] > 2:
            far = [[_distance(row.line, part, place) for place in places] for part in parts]
            near = [distances.index(min(distances)) for distances in far]
            if near[0] < near[1] and all(min(distances) <= _BELOW for distances in far):
                cells += parts
                continue
        cells.append(cell)
    return cells if len(cells) <= len(places) else row.cells


def _goes_on(above: tuple[Range, ...], row: tuple[Range, ...]) -> bool:
    """Whether the one cell of a row is in the last column, with words above it: so nothing stands between."""
    return row[-1][0] < row[-1][1] and above[-1][0] < above[-1][1]


def _filled(row: _Row, places: list[tuple[float, ...]]) -> tuple[Range, ...]:
    """Every cell in its column, in their order, as near to the columns' places as can be."""
    cells, columns = row.cells, len(places)
    if len(cells) == columns:
        return tuple(cells)
    far = [[_distance(row.line, cell, place) for place in places] for cell in cells]
    best: list[list[tuple[float, tuple[int, ...]]]] = [[(0.0, ())] * (columns + 1)]
    for number, distances in enumerate(far):
        line: list[tuple[float, tuple[int, ...]]] = [(float("inf"), ())]
        for column in range(columns):
            before, taken = best[number][column]
            line.append(min(line[-1], (before + distances[column], (*taken, column))))
        best.append(line)
    at = dict(zip(best[-1][-1][1], cells, strict=True))
    return tuple(at.get(column, (row.line.end, row.line.end)) for column in range(columns))


def _distance(line: Line, cell: Range, place: tuple[float, ...]) -> float:
    return min(abs(edge(line, cell) - usual) for edge, usual in zip(_EDGES, place, strict=True))


def _start(line: Line, cell: Range) -> float:
    """Of a cell, in em from the line's beginning."""
    return line.indent + width(line.text[: cell[0] - line.start])


def _end(line: Line, cell: Range) -> float:
    return line.indent + width(line.text[: cell[1] - line.start])


def _middle(line: Line, cell: Range) -> float:
    return (_start(line, cell) + _end(line, cell)) / 2


_EDGES = (_start, _middle, _end)
