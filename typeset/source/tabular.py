"""The lines of a sheet to those that are rows of a table: they are no columns that stand side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence

from typeset.source.lines import width

_PARTS = re.compile(r"(?:\s{2,}|[\u3000\t])\s*")
_FIGURES = re.compile(r"(?!(?:1[89]|20)\d\d年?\Z)[-+−]?\d[\d.,，]*\s?(?:[%％‰]|[\u4e00-\u9fff]{0,3})|[-—–…]+")
_SENTENCE = re.compile(r"[，。；：！？](?!\Z)|[，。；！？]\Z|[a-z][.,;]\s")
_GROUPED = re.compile(r"\d[,，]\d{3}")
_LABEL = re.compile(
    r"\s*[（(]?[续續]?附?[表錶]\s*[\d０-９一二三四五六七八九十]|\s*[（(]?[续續]表|\s*(?:Table|TABLE)\s"
)
_FEWEST = 3
_FEWEST_TITLED = 2
"""Rows with figures, years aside: those may be the heads of columns."""
_ABOVE = 2
"""Lines before a table's rows on which its title may stand."""
_LONGEST = 24.0
"""In em, the widest cell of a row."""
_USUAL = 8.0
"""In em, how wide the cells of a table are at most, taken together."""
_DEEP = 8.0
"""In em, how far in a line stands that goes on with a cell of the row above it."""


def table_rows(lines: Sequence[str]) -> frozenset[int]:
    """The indices of lines with short cells, one after the other, that have figures: three or
    more, or fewer after a table's title."""
    found: set[int] = set()
    run: list[int] = []
    above: list[str] = []
    for index, line in enumerate([*lines, ""]):
        if _is_row(line) or (run and _is_below(line)):
            run.append(index)
            continue
        if line.strip() or index == len(lines):
            titled = any(_LABEL.match(title) for title in above[-_ABOVE:])
            found |= _held([(at, lines[at]) for at in run], _FEWEST_TITLED if titled else _FEWEST)
            above = [line] if run else [*above[-_ABOVE:], line]
            run = []
    return frozenset(found)


def _cells(line: str) -> list[str]:
    return [cell for cell in _PARTS.split(line.strip()) if cell]


def _is_row(line: str) -> bool:
    cells = _cells(line)
    if len(cells) < 2:
        return False
    return not any(width(cell) > _LONGEST or _SENTENCE.search(_GROUPED.sub("", cell)) for cell in cells)


def _is_below(line: str) -> bool:
    """Whether a line has one short cell far from the margin."""
    words = line.strip()
    indent = width(line[: len(line) - len(line.lstrip())])
    return bool(words) and indent >= _DEEP and width(words) <= _USUAL and _SENTENCE.search(words) is None


def _held(run: list[tuple[int, str]], fewest: int) -> set[int]:
    rows = [_cells(line) for _, line in run]
    figures = sum(any(_FIGURES.fullmatch(cell) for cell in row[1:]) for row in rows)
    cells = [width(cell) for row in rows for cell in row]
    if len(rows) < 2 or figures < fewest or sum(cells) > _USUAL * len(cells):
        return set()
    return {index for index, _ in run}
