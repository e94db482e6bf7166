"""Draft → Draft with its tables: rows of cells with gaps between them, or one cell on each line.

Cells are short and end no sentence, rows have as many of them, and a title or a unit often stands before
them. Each sign is weighed; a list of names in columns is text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from statistics import median
from typing import NamedTuple

from typeset.ledger import Decision
from typeset.reflow.draft import Draft, TableLines
from typeset.reflow.folios import STYLED
from typeset.reflow.forms import FORMS, matched
from typeset.reflow.signs import IS_HAN, ODD, ends_sentence, stops_inside
from typeset.reflow.weights import SIGNALS
from typeset.source.lines import Line, width
from typeset.source.measure import measure
from typeset.span import Range

_S = SIGNALS["table"]
_OPTIONS = ("text", "table")
_GAP = re.compile(r"(?:\s{2,}|[\u3000\u2003\t])\s*")
_LABEL = re.compile(r"(?:附?表|Table)\s*[\d０-９一二三四五六七八九十]+(?:[-—.．·]\d+)*(?![、,，])")
_NAMES_TABLE = re.compile(r"(?:表|统计|統計|一览|一覽|情况|情況|名录|名錄|构成|構成|排名|指标|指標)\Z")
_UNIT = re.compile(r"[（(]?(?:计量|計量)?单?單?位[：:]\s*[^\s，。；]{1,16}?[）)]?\Z")
_FIGURES = re.compile(r"[-+−±~<>≤≥]?\d[\d.,，]*\s*(?:[%％‰]|[A-Za-z㎡]{0,4})|[-—–…]+|[-+−]?\d+[—\-～~]\d+")
_FEWEST_ROWS = 3
_MOST_COLUMNS = 12
_GROUPED = re.compile(r"\d,\d{3}")
_OPENING = frozenset("【〔〖［■◆●△▲◇□★☆")
_LONGEST = 24.0
_LONG = 14.0
"""In em; a cell that is longer is likely a sentence's part."""
_SHORT = 0.7
"""Of the columns' width: the widest line that may be a cell of its own."""
_FEWEST_CELLS = 6
_ALIKE = 0.8
_ALIGNED = 0.75
"""In em; how far a cell may stand from its column."""
_FIGURE_SHARE = 0.25


class _Grid(NamedTuple):
    """Lines ``first`` to ``last``, both included, and the cells of every row. ``aligned``: whether the
    cells of a column stand below each other."""

    first: int
    last: int
    rows: tuple[tuple[Range, ...], ...]
    aligned: bool = False


class _Head(NamedTuple):
    """What stands before the rows: the index of its first line, the words of title and unit."""

    first: int
    title: Range
    unit: Range


def find_tables(draft: Draft) -> Draft:
    """Every run of lines that may be a table is decided about; what is text stays as it is."""
    found: list[TableLines] = []
    decisions: list[Decision] = []
    end = -1
    for rule, grid in _grids(draft.lines, draft.source.measure.mode):
        if grid.first <= end:
            continue
        head = _head(draft.lines, grid.first, end)
        decision = _decide(draft, rule, grid, head)
        decisions.append(decision)
        if decision.choice == "table":
            found.append(TableLines(head.first, grid.last, head.title, head.unit, grid.rows))
            end = grid.last
    why = {table.first: decision for table, decision in zip(found, _chosen(decisions), strict=True)}
    changed = replace(
        draft, tables=tuple(found), decisions=(*draft.decisions, *decisions), why={**draft.why, **why}
    )
    return _measured_anew(changed) if found else changed


def _measured_anew(draft: Draft) -> Draft:
    """What is usual in the text, its tables left out."""
    text = [draft.lines[index] for index in draft.flow]
    return replace(draft, source=replace(draft.source, measure=measure(text or draft.lines)))


def _chosen(decisions: Sequence[Decision]) -> list[Decision]:
    return [decision for decision in decisions if decision.choice == "table"]


def _grids(lines: Sequence[Line], mode: float) -> Iterator[tuple[str, _Grid]]:
    """Candidates in their order: rows with gaps first, then single cells after a title."""
    position = 0
    while position < len(lines):
        grid = _spaced(lines, position) if _GAP.search(lines[position].text) else None
        if grid is not None:
            yield "T-GRID", grid
            position = grid.last + 1
            continue
        if _begins_list(lines, position):
            grid = _listed(lines, position + 1, mode)
            if grid is not None:
                yield "T-LIST", grid
                position = grid.last + 1
                continue
        position += 1


# ---- rows with gaps


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


def _is_padding(text: str, begin: int, gap: re.Match[str]) -> bool:
    """Whether a gap stands between two single characters, as in a padded name."""
    following = text[gap.end() : gap.end() + 2]
    alone_after = len(following) == 1 or (len(following) == 2 and following[1].isspace())
    single = gap.start() - begin == 1 and alone_after
    return bool(single and IS_HAN.match(text[gap.start() - 1]) and IS_HAN.match(following))


def _spaced(lines: Sequence[Line], first: int) -> _Grid | None:
    """The run of lines from here on that all have gaps, with as many cells in most of them."""
    rows: list[list[Range]] = []
    position = first
    while position < len(lines) and lines[position].page == lines[first].page:
        cells = cells_of(lines[position])
        text = lines[position].text
        if len(cells) < 2 or _LABEL.match(text) or (_UNIT.search(text) and not rows):
            break
        if not _is_row(text, cells, lines[position]):
            break
        rows.append(cells)
        position += 1
    if len(rows) < _FEWEST_ROWS - 1:
        return None
    columns = Counter(map(len, rows)).most_common(1)[0][0]
    while rows and len(rows[-1]) > columns:
        rows.pop()
    if not 2 <= columns <= _MOST_COLUMNS or any(len(row) > columns for row in rows):
        return None
    taken = lines[first : first + len(rows)]
    full = [(line, row) for line, row in zip(taken, rows, strict=True) if len(row) == columns]
    middles = [median(_middle(line, row[column]) for line, row in full) for column in range(columns)]
    filled = tuple(_filled(line, row, middles) for line, row in zip(taken, rows, strict=True))
    return _Grid(first, first + len(rows) - 1, filled, _is_aligned(full, columns))


def _is_row(text: str, cells: list[Range], line: Line) -> bool:
    """Whether the cells of a line are no sentence, no numbered title, and neither open nor sign an entry."""
    words = [text[start - line.start : end - line.start] for start, end in cells]
    if len(cells) == 2 and not _is_figures(words[1]) and any(matched(form, text) for form in FORMS.values()):
        return False
    return not any(
        ends_sentence(word)
        or stops_inside(_GROUPED.sub("", word))
        or width(word) > _LONGEST
        or word[0] in _OPENING
        for word in words
    )


def _is_aligned(full: list[tuple[Line, list[Range]]], columns: int) -> bool:
    """Whether most cells of each column begin, are centred or end at one place."""
    for column in range(columns):
        edges = [[edge(line, row[column]) for line, row in full] for edge in (_start, _middle, _end)]
        if not any(_is_close(places) for places in edges):
            return False
    return True


def _is_close(places: list[float]) -> bool:
    usual = median(places)
    return sum(abs(place - usual) <= _ALIGNED for place in places) >= _ALIKE * len(places)


def _filled(line: Line, row: list[Range], middles: list[float]) -> tuple[Range, ...]:
    if len(row) == len(middles):
        return tuple(row)
    own = [_middle(line, cell) for cell in row]

    def distance(columns: tuple[int, ...]) -> float:
        return sum(abs(middles[column] - middle) for column, middle in zip(columns, own, strict=True))

    best = min(combinations(range(len(middles)), len(row)), key=distance)
    at = dict(zip(best, row, strict=True))
    empty = (line.end, line.end)
    return tuple(at.get(column, empty) for column in range(len(middles)))


def _start(line: Line, cell: Range) -> float:
    """Of a cell, in em from the line's beginning."""
    return line.indent + width(line.text[: cell[0] - line.start])


def _end(line: Line, cell: Range) -> float:
    return line.indent + width(line.text[: cell[1] - line.start])


def _middle(line: Line, cell: Range) -> float:
    return (_start(line, cell) + _end(line, cell)) / 2


# ---- one cell on a line


def _begins_list(lines: Sequence[Line], position: int) -> bool:
    text = lines[position].text
    if len(text) > 60 or ends_sentence(text):
        return False
    return _LABEL.match(text) is not None or _UNIT.search(text) is not None


def _listed(lines: Sequence[Line], first: int, mode: float) -> _Grid | None:
    """Short lines one after the other whose kinds repeat with some period: its rows."""
    while first < len(lines) and _UNIT.fullmatch(lines[first].text):
        first += 1
    taken: list[int] = []
    last = first
    while last < len(lines) and (_is_cell(lines[last], mode) or STYLED.fullmatch(lines[last].text)):
        if not STYLED.fullmatch(lines[last].text):
            taken.append(last)
        last += 1
    kinds = [_is_figures(lines[at].text) for at in taken]
    best: tuple[float, int, int] | None = None
    for columns in range(2, _MOST_COLUMNS + 1):
        count = _rows_alike(kinds, columns)
        if count >= 2 and columns * count >= _FEWEST_CELLS:
            covered = columns * count / len(kinds)
            if best is None or covered > best[0] + 0.05:
                best = (covered, columns, count)
    if best is None:
        return None
    _, columns, count = best
    cells = [(lines[at].start, lines[at].end) for at in taken[: columns * count]]
    rows = tuple(tuple(cells[row * columns : (row + 1) * columns]) for row in range(count))
    return _Grid(first, taken[columns * count - 1], rows)


def _is_cell(line: Line, mode: float) -> bool:
    return line.width <= max(_SHORT * mode, 6.0) and not ends_sentence(line.text)


def _rows_alike(kinds: list[bool], columns: int) -> int:
    """How many rows of so many cells there are, a head of words first, each like the second; or 0."""
    head, second = kinds[:columns], kinds[columns : 2 * columns]
    if any(head[1:]) or len(second) < columns or not any(second) or all(second):
        return 0
    count = 2
    while kinds[count * columns : (count + 1) * columns] == second:
        count += 1
    return count


# ---- the decision


def _is_figures(text: str) -> bool:
    return _FIGURES.fullmatch(text.strip()) is not None


def _head(lines: Sequence[Line], first: int, taken: int) -> _Head:
    """Title and unit in the two lines before the rows, or on one of them."""
    nothing = (lines[first].start, lines[first].start)
    title = unit = nothing
    begin = first
    for position in range(first - 1, max(taken, first - 3), -1):
        line = lines[position]
        found = _UNIT.search(line.text)
        if found is not None and unit == nothing and len(line.text) < 60:
            unit = (line.start + found.start(), line.end)
            words = line.text[: found.start()].rstrip()
            begin = position
            if words:
                title = (line.start, line.start + len(words))
                break
        elif _is_title(line):
            title, begin = (line.start, line.end), position
            break
        else:
            break
    return _Head(begin, title, unit)


def _is_title(line: Line) -> bool:
    text = line.text
    if stops_inside(text) or ends_sentence(text) or len(text) > 40:
        return False
    return _LABEL.match(text) is not None or (_NAMES_TABLE.search(text) is not None and line.indent > 0)


def _decide(draft: Draft, rule: str, grid: _Grid, head: _Head) -> Decision:
    text = draft.source.origin.text
    words = [text[start:end] for row in grid.rows for start, end in row if start < end]
    names = ["rows-agree" if len(grid.rows) >= _FEWEST_ROWS else "few-rows"]
    if grid.aligned:
        names.append("aligned")
    if head.title[0] < head.title[1]:
        names.append("title-before")
    if head.unit[0] < head.unit[1]:
        names.append("unit-before")
    figures = sum(map(_is_figures, words))
    if figures >= _FIGURE_SHARE * len(words):
        names.append("figures")
    else:
        names.append("no-figures")
    if any(ends_sentence(word) for word in words):
        names.append("sentence-ended")
    if sum(width(word) > _LONG for word in words) > 0.2 * len(words):
        names.append("cells-long")
    if any(text[row[0][0]] in draft.signs.openers for row in grid.rows):
        names.append("opens-entry")
    start = draft.lines[head.first].start
    end = draft.lines[grid.last].end
    return draft.judge.decide("table", rule, start, end, _OPTIONS, tuple(_S[name] for name in names))
