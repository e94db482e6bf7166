"""Lines to a Measure: how wide the columns are, how regular, and what the blank lines mean."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from typeset.source.lines import Line

_WIDE = 1.5
_FEW = 0.15
INDENT = 1.5
"""White space before a line, in em, from which on it is an indent."""
DEEPEST_INDENT = 6.0
"""In em; what stands further in is set in (a title, a signature), but begins no paragraph by that."""
_FULL_PERCENTILE = 0.03
_COMMAS = frozenset("，、,")
_FILLED = 0.85
_ENOUGH = 12
_TERMINAL = frozenset("。！？；：….!?;:”’」』）)】")


@dataclass(frozen=True, slots=True)
class Measure:
    """What is usual in a source. Widths in em, Han = 1.

    ``mode``: the commonest width; ``full``: from here on a line counts as filled; ``wide``: from here on
    it is wider than a column; ``even``: the share of the text in lines about as wide as the mode, 0 to 1.
    ``rhythm``: the usual number of blank lines between two lines, of one sentence where there are enough
    of them. ``indents``: the share of lines that are indented. ``ragged``: the share of the lines ending
    with a comma that are short all the same.
    """

    mode: float
    full: float
    wide: float
    even: float
    rhythm: int
    indents: float
    ragged: float


def measure(lines: Sequence[Line]) -> Measure:
    """The usual of ``lines``; of no lines, zeros."""
    if not lines:
        return Measure(0.0, 0.0, 0.0, 0.0, 0, 0.0, 0.0)
    widths = Counter(line.width for line in lines)
    mode = _smoothed_mode(widths)
    even = sum(w * count for w, count in widths.items() if abs(w - mode) <= 2) / (_text(lines) or 1.0)
    inside = [
        after.gap
        for line, after in pairwise(lines)
        if line.width >= _FILLED * mode and line.text[-1] not in _TERMINAL
    ]
    gaps = inside if len(inside) >= _ENOUGH else [line.gap for line in lines[1:]]
    rhythm = Counter(gaps).most_common(1)
    indents = sum(INDENT <= line.indent <= DEEPEST_INDENT for line in lines) / len(lines)
    wide = _wide(lines, mode)
    at_commas = [line for line in lines if line.text[-1] in _COMMAS]
    ragged = sum(line.width < mode - 3 for line in at_commas) / len(at_commas) if len(at_commas) > 3 else 0.0
    return Measure(mode, _full(lines, mode), wide, even, rhythm[0][0] if rhythm else 0, indents, ragged)


def _text(lines: Sequence[Line]) -> float:
    """How much text there is, in em."""
    return sum(line.width for line in lines)


def _wide(lines: Sequence[Line], mode: float) -> float:
    """No line counts as wide where many are: then the mode is no column's width."""
    wide = mode * _WIDE
    many = sum(line.width >= wide for line in lines) > _FEW * len(lines)
    return math.inf if many else wide


def _smoothed_mode(widths: Counter[float]) -> float:
    """The width with the most text on lines within half an em: short titles may be more than filled lines."""

    def weight(width: float) -> int:
        return widths[width - 0.5] + 2 * widths[width] + widths[width + 0.5]

    return max(widths, key=lambda width: (weight(width) * width, width))


def _full(lines: Sequence[Line], mode: float) -> float:
    """Lines that end without a stop go on, so they are filled: their shortest few are the bound."""
    filled = sorted(
        line.width
        for line in lines
        if line.text[-1] not in _TERMINAL and 0.75 * mode <= line.width <= 1.25 * mode
    )
    if not filled:
        return mode - 1
    return max(filled[int(len(filled) * _FULL_PERCENTILE)], mode - 3)
