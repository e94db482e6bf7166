"""Lines to the rows of a table whose gaps are single spaces: what an extractor leaves that keeps no columns.

Only after a table's title or unit: there every line has as many words, or the same figures at its end.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from typeset.reflow.grids import FEWEST_ROWS, MOST_COLUMNS, Grid, has_gap
from typeset.reflow.signs import ends_sentence
from typeset.reflow.table_signs import BEGINS_TAIL, LABEL, UNIT, is_figures
from typeset.source.folio import is_page_number
from typeset.source.lines import Line
from typeset.span import Range

_WORD = re.compile(r"\S+")
_ALIKE = 0.8
_FIGURE_SHARE = 0.4
_MOST_WORDS = 24
_BRACKETED = re.compile(r"[（(][^（）()]*[）)]")


def close_rows(lines: Sequence[Line], first: int) -> Grid | None:
    """The lines from one on, below a table's title, that are rows with single spaces between their cells."""
    while first < len(lines) and UNIT.fullmatch(lines[first].text):
        first += 1
    taken = list(_run(lines, first))
    if len(taken) < FEWEST_ROWS:
        return None
    words = [[match.span() for match in _WORD.finditer(line.text)] for line in taken]
    count, times = Counter(map(len, words)).most_common(1)[0]
    if times < _ALIKE * len(taken) or count < 2:
        count = _columns(taken, words)
    if not 2 <= count <= MOST_COLUMNS:
        return None
    rows: list[tuple[Range, ...]] = []
    for line, spans in zip(taken, words, strict=True):
        cells = _cells(line, spans, count)
        if cells is None:
            break
        rows.append(cells)
    if len(rows) < FEWEST_ROWS or not _has_figures(taken[: len(rows)], rows):
        return None
    return Grid(first, first + len(rows) - 1, tuple(rows))


def _run(lines: Sequence[Line], first: int) -> Sequence[Line]:
    end = first
    while end < len(lines) and lines[end].page == lines[first].page and _may_be_row(lines[end]):
        end += 1
    return lines[first:end]


def _may_be_row(line: Line) -> bool:
    text = line.text
    if (
        has_gap(text)
        or ends_sentence(text)
        or LABEL.match(text)
        or BEGINS_TAIL.match(text)
        or is_page_number(text)
    ):
        return False
    return 2 <= len(_WORD.findall(text)) <= _MOST_WORDS


def _columns(lines: Sequence[Line], words: Sequence[Sequence[Range]]) -> int:
    """One for the words that a row begins with, and one for each of the figures that most rows end with."""
    figures = Counter(_figures_at_end(line, spans) for line, spans in zip(lines, words, strict=True))
    figures.pop(0, None)
    count, times = figures.most_common(1)[0] if figures else (0, 0)
    return count + 1 if times >= _ALIKE * figures.total() else 0


def _figures_at_end(line: Line, spans: Sequence[Range]) -> int:
    count = 0
    for start, end in reversed(spans[1:]):
        if not is_figures(line.text[start:end]):
            break
        count += 1
    return count


def _cells(line: Line, spans: Sequence[Range], columns: int) -> tuple[Range, ...] | None:
    """The cells of a row: what is too much is one with the first; what is too little stands at the end, if it
    is a row of units in brackets or of a name and its figures."""
    missing = columns - len(spans)
    if missing > 0:
        texts = [line.text[start:end] for start, end in spans]
        empty = (line.end, line.end)
        if all(_BRACKETED.fullmatch(text) for text in texts):
            places = [empty] * missing + [(line.start + start, line.start + end) for start, end in spans]
            return tuple(places)
        return None
    rest = spans[len(spans) - columns + 1 :]
    first = (spans[0][0], spans[len(spans) - columns][1])
    return tuple((line.start + start, line.start + end) for start, end in (first, *rest))


def _has_figures(lines: Sequence[Line], rows: Sequence[tuple[Range, ...]]) -> bool:
    """Whether all rows but a few have figures, in the columns after the first."""
    cells = [
        is_figures(line.text[start - line.start : end - line.start])
        for line, row in zip(lines, rows, strict=True)
        for start, end in row[1:]
        if start < end
    ]
    return sum(cells) >= _FIGURE_SHARE * len(cells)
