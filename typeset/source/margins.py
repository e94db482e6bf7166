"""Lines of pages with margins, and of columns of unequal width, to lines that can be compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from typeset.ledger import Segment
from typeset.source.lines import Line
from typeset.source.measure import measure

_ACROSS = 0
_ANY = 1.0
_ALIKE = 0.5
_DEEP = 3.0
"""In em: a margin that every line has is deeper than the indent of a paragraph."""
_STAND_OUT = 0.05
_FEW = 2
"""Lines of a page that may stand out into its margin: a running head and a page number."""
_FEWEST_LINES = 6
_UNEQUAL = 1.5
"""In em: columns whose widths differ by more are of unequal width."""


def without_margins(lines: Sequence[Line], columns: Sequence[int]) -> list[Line]:
    """Indents without the margin that the lines of a first column have in common on their page."""
    pages: dict[int, list[float]] = defaultdict(list)
    for line, column in zip(lines, columns, strict=True):
        if column == 1:
            pages[line.page].append(line.indent)
    margins = {page: margin for page, indents in pages.items() if (margin := _common(indents))}
    if not margins:
        return list(lines)
    return [
        line._replace(indent=max(line.indent - margins.get(line.page, 0.0), 0.0)) if column == 1 else line
        for line, column in zip(lines, columns, strict=True)
    ]


def _common(indents: list[float]) -> float:
    """The least indent but for a few lines that stand out, if it is deep, or most lines have it."""
    if len(indents) < _FEWEST_LINES:
        return 0.0
    margin = sorted(indents)[max(_FEW, int(_STAND_OUT * len(indents)))]
    most = 2 * sum(abs(indent - margin) <= _ALIKE for indent in indents) > len(indents)
    return margin if margin >= _DEEP or (margin >= _ANY and most) else 0.0


def evened(lines: Sequence[Line], rooms: Sequence[float]) -> list[Line]:
    """Lines as if all columns were as wide as the usual one: what a line lacks of its column's width is what
    it lacks of that. ``rooms``: how wide the columns of the lines are."""
    usual = measure(lines).mode
    kinds = _kinds(rooms)
    wider: dict[int, tuple[float, float]] = {}
    for kind in set(kinds) - {_ACROSS}:
        own = [line for line, at in zip(lines, kinds, strict=True) if at == kind]
        mode = measure(own).mode
        if len(own) >= _FEWEST_LINES and abs(usual - mode) > _UNEQUAL:
            wider[kind] = usual - mode, mode + _UNEQUAL
    if not wider:
        return list(lines)
    return [
        line._replace(width=line.width + wider[kind][0])
        if kind in wider and wider[kind][1] / 2 < line.width <= wider[kind][1]
        else line
        for line, kind in zip(lines, kinds, strict=True)
    ]


def _kinds(rooms: Sequence[float]) -> list[int]:
    """A number for each room, the same for those that differ little."""
    kinds: dict[float, int] = {}
    kind, before = _ACROSS, 0.0
    for room in sorted(set(rooms)):
        kind += room - before > _UNEQUAL
        kinds[room] = kind
        before = room
    return [kinds[room] for room in rooms]


def columns_of(lines: Sequence[Line], segments: Sequence[Segment]) -> list[int]:
    """The column that each line stands in, from 1."""
    if not segments:
        return [1] * len(lines)
    columns = {segment.begin: segment.column for segment in segments}
    return [columns.get(line.begin, 1) for line in lines]


def rooms_of(lines: Sequence[Line], segments: Sequence[Segment]) -> list[float]:
    """How wide the column is that each line stands in."""
    rooms = {segment.begin: segment.room for segment in segments}
    return [rooms.get(line.begin, 0.0) for line in lines]
