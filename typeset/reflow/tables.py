"""Draft → Draft with its tables: rows of cells with gaps between them, or one cell on each line.

Cells are short and end no sentence, rows have as many of them, and a title or a unit often stands before
them. Each sign is weighed; a list of names in columns is text, and so are contents.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from typeset.ledger import Decision
from typeset.reflow.cell_lists import begins_list, listed, untitled
from typeset.reflow.close_rows import close_rows
from typeset.reflow.draft import Draft, TableLines
from typeset.reflow.forms import FORMS, matched
from typeset.reflow.grids import FEWEST_ROWS, Grid, has_gap, spaced
from typeset.reflow.signs import ends_sentence, head_key, stops_inside
from typeset.reflow.table_signs import BEGINS_TAIL, LABEL, LABEL_ALONE, NAMES_TABLE, UNIT, is_figures, is_name
from typeset.reflow.weights import SIGNALS
from typeset.source.lines import Line, width
from typeset.source.measure import measure
from typeset.span import Range

_S = SIGNALS["table"]
_OPTIONS = ("text", "table")
_LONG = 14.0
"""In em; a cell that is longer is likely a sentence's part."""
_FIGURE_SHARE = 0.25
_MOST = 0.6
_ABOVE = 3
"""Lines before the rows on which title and unit may stand."""
_LONGEST_TITLE = 60
_CHAPTERS = tuple(FORMS[name] for name in ("book", "chapter", "part", "article"))


class _Head(NamedTuple):
    """What stands before the rows: the index of its first line, the words of title and unit."""

    first: int
    title: Range
    unit: Range


def find_tables(draft: Draft) -> Draft:
    """Every run of lines that may be a table is decided about; what is text stays as it is."""
    found: list[TableLines] = []
    decisions: list[Decision] = []
    why: dict[int, Decision] = {}
    furniture: dict[int, str] = {}
    end = -1
    for rule, grid in _grids(draft):
        if grid.first <= end:
            continue
        head = _head(draft.lines, grid.first, end)
        decision = _decide(draft, rule, grid, head)
        decisions.append(decision)
        if decision.choice == "table":
            found.append(
                TableLines(head.first, grid.last, head.title, head.unit, grid.rows, frozenset(grid.apart))
            )
            furniture |= dict.fromkeys(grid.again, "header")
            why |= dict.fromkeys((head.first, *grid.again), decision)
            end = grid.last
    if not decisions:
        return draft
    changed = replace(
        draft,
        tables=tuple(found),
        furniture={**draft.furniture, **furniture},
        tails=frozenset(_tails(draft.lines, found)),
        decisions=(*draft.decisions, *decisions),
        why={**draft.why, **why},
    )
    return _measured_anew(changed) if found else changed


def _tails(lines: Sequence[Line], tables: Sequence[TableLines]) -> Iterator[int]:
    """The lines right below a table that say where its figures are from, or remark on it."""
    for table in tables:
        position = table.last + 1
        while position < len(lines) and BEGINS_TAIL.match(lines[position].text):
            yield position
            position += 1


def _measured_anew(draft: Draft) -> Draft:
    """What is usual in the text, its tables left out."""
    text = [draft.lines[index] for index in draft.flow]
    return replace(draft, source=replace(draft.source, measure=measure(text or draft.lines)))


def _grids(draft: Draft) -> Iterator[tuple[str, Grid]]:
    """Candidates in their order: rows with gaps first, then single cells."""
    lines, mode = draft.lines, draft.source.measure.mode
    heads = _running_heads(lines)
    position = looked = 0
    while position < len(lines):
        grid = spaced(lines, position, heads) if has_gap(lines[position].text) else None
        rule = "T-GRID"
        if grid is None:
            rule = "T-LIST"
            if begins_list(lines, position):
                grid = close_rows(lines, position + 1)
                rule = "T-GRID" if grid is not None else rule
                grid = grid or _listed(lines, position, mode, heads)
            elif position >= looked and _is_first_cell(lines, position):
                looked = _run_end(lines, position)
                grid = untitled(lines, position, mode, heads) if looked - position >= _LONG_RUN else None
        if grid is None:
            position += 1
        else:
            yield rule, grid
            position = grid.last + 1


def _listed(lines: Sequence[Line], position: int, mode: float, heads: Callable[[str], bool]) -> Grid | None:
    """Single cells after a line with a table's title or unit, or after the title that follows its number."""
    grid = listed(lines, position + 1, mode, heads)
    if grid is None and LABEL_ALONE.fullmatch(lines[position].text):
        return listed(lines, position + 2, mode, heads)
    return grid


_LONG_RUN = 12
"""Short lines one after the other among which a table without a title is looked for."""
_CELL = 8.0
"""In em; the widest cell of a table that no title stands before."""


def _is_first_cell(lines: Sequence[Line], position: int) -> bool:
    """Whether a narrow line of words is followed by another; one of a table's heads."""
    pair = lines[position : position + 2]
    return len(pair) == 2 and all(
        line.width <= _CELL and not ends_sentence(line.text) and not is_figures(line.text) for line in pair
    )


def _run_end(lines: Sequence[Line], position: int) -> int:
    """The first line from one on that is not narrow."""
    while (
        position < len(lines) and lines[position].width <= _CELL and not ends_sentence(lines[position].text)
    ):
        position += 1
    return position


def _running_heads(lines: Sequence[Line]) -> Callable[[str], bool]:
    """Tells words that stand beside more than one number, alone on their line."""
    counts = Counter(
        head_key(line.text)
        for line in lines
        if len(line.text) <= 30 and (line.text[0].isdigit() or line.text[-1].isdigit()) and " " in line.text
    )
    return lambda text: counts[head_key(text)] > 1 and not head_key(text).isdigit()


def parted(draft: Draft, goes_on: Callable[[int], bool]) -> Draft:
    """The tables without lines of the running text or captions among theirs, each parted where one stands.

    ``goes_on``: whether a line of the text goes on with the one before it. Inside a paragraph a table has
    nothing in it but rows.
    """
    if not any(table.apart for table in draft.tables):
        return draft
    notes = {index for note in draft.notes for index in draft.lines_of(note)}
    flow = draft.flow
    tables: list[TableLines] = []
    for table in draft.tables:
        after = bisect_right(flow, table.last)
        inside = after < len(flow) and goes_on(flow[after])
        strange = [
            index
            for index in sorted(table.apart)
            if index not in draft.furniture and (inside or index not in notes)
        ]
        tables += _parts(draft, table, strange) if strange else [table]
    return replace(draft, tables=tuple(tables))


def _parts(draft: Draft, table: TableLines, strange: Sequence[int]) -> Iterator[TableLines]:
    """A table as the rows before, between and after some lines; a row that is cut has empty cells."""
    lines = draft.lines
    bounds = [lines[index].start for index in strange]
    begins = table.first
    title, unit = table.title, table.unit
    for low, high in zip((-1, *bounds), (*bounds, len(draft.source.origin.text)), strict=True):
        rows = []
        for row in table.rows:
            cells = tuple(cell if low < cell[0] < high else (cell[0], cell[0]) for cell in row)
            if any(start < end for start, end in cells):
                rows.append(cells)
        own = [index for index in range(table.first, table.last + 1) if low < lines[index].start < high]
        own = [index for index in own if index not in table.apart]
        if rows and own:
            begins = own[0]
            yield replace(
                table, first=begins, last=own[-1], title=title, unit=unit, rows=tuple(rows),
                apart=frozenset(index for index in table.apart if begins < index < own[-1]),
            )  # fmt: skip
            title = unit = (lines[begins].start, lines[begins].start)


# ---- title and unit


def _head(lines: Sequence[Line], first: int, taken: int) -> _Head:
    """Title and unit in the lines before the rows, or on one of them."""
    nothing = (lines[first].start, lines[first].start)
    title = unit = nothing
    begin = first
    for position in range(first - 1, max(taken, first - 1 - _ABOVE), -1):
        line = lines[position]
        found = UNIT.search(line.text)
        if found is not None and unit == nothing and len(line.text) < _LONGEST_TITLE:
            unit = (line.start + found.start(), line.end)
            words = line.text[: found.start()].rstrip()
            begin = position
            if words:
                title = (line.start, line.start + len(words))
                break
        elif position - 1 > taken and LABEL_ALONE.fullmatch(lines[position - 1].text) and _may_be_title(line):
            title, begin = (lines[position - 1].start, line.end), position - 1
            break
        elif _is_title(line, apart=unit != nothing or _is_apart(lines, position)):
            title, begin = (line.start, line.end), position
            break
        else:
            break
    return _Head(begin, title, unit)


def _is_apart(lines: Sequence[Line], position: int) -> bool:
    """Whether a line stands away from the margin, or after a sentence that ended."""
    return lines[position].indent > 0 or position == 0 or ends_sentence(lines[position - 1].text)


def _is_title(line: Line, *, apart: bool) -> bool:
    """``apart``: whether the line stands apart from the text, or the unit of a table's figures below it."""
    text = line.text
    if len(text) > _LONGEST_TITLE:
        return False
    if LABEL.match(text):
        return True
    return apart and _may_be_title(line) and NAMES_TABLE.search(text) is not None


def _may_be_title(line: Line) -> bool:
    text = line.text
    return len(text) <= _LONGEST_TITLE and not stops_inside(text) and not ends_sentence(text)


# ---- the decision


def _decide(draft: Draft, rule: str, grid: Grid, head: _Head) -> Decision:
    start = draft.lines[head.first].start
    end = draft.lines[grid.last].end
    signals = tuple(_S[name] for name in _signs(draft, grid, head))
    return draft.judge.decide("table", rule, start, end, _OPTIONS, signals)


def _signs(draft: Draft, grid: Grid, head: _Head) -> Iterator[str]:
    text = draft.source.origin.text
    rows = [[text[start:end] for start, end in row if start < end] for row in grid.rows]
    words = [word for row in rows for word in row]
    yield "rows-agree" if len(rows) >= FEWEST_ROWS else "few-rows"
    if grid.aligned:
        yield "aligned"
    if head.title[0] < head.title[1]:
        yield "title-before"
    if head.unit[0] < head.unit[1]:
        yield "unit-before"
    figures = sum(map(is_figures, words))
    yield "figures" if figures >= _FIGURE_SHARE * len(words) else "no-figures"
    if sum(map(is_name, words)) > _MOST * len(words):
        yield "names"
    if _are_contents(rows):
        yield "page-numbers"
    if any(ends_sentence(word) for word in words):
        yield "sentence-ended"
    if sum(width(word) > _LONG for word in words) > 0.2 * len(words):
        yield "cells-long"
    if any(text[row[0][0]] in draft.signs.openers for row in grid.rows):
        yield "opens-entry"
    if grid.left:
        yield "cells-left"


def _are_contents(rows: Sequence[Sequence[str]]) -> bool:
    """Whether every row ends with a number no less than the one above it, after words; most are chapters."""
    if any(len(row) < 2 or not row[-1].isdigit() or is_figures(row[0]) for row in rows):
        return False
    pages = [int(row[-1]) for row in rows]
    rising = all(a <= b for a, b in pairwise(pages))
    chapters = sum(any(matched(form, row[0]) for form in _CHAPTERS) for row in rows)
    return rising and (chapters > 0 or all(len(row) == 2 for row in rows))
