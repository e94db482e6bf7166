"""Rules and rows of a sheet → its tables.

A table stands between rules of one width (三线表), each of which parts rows of cells; lines that fill the
whole width between two rules are text. Tables without rules are found by their gaps, line by line
(``page_roles``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from typeset.check.marks import ink_end, ink_start, is_han
from typeset.check.pdf_pages import Box, Glyph

Rows = Sequence[tuple[float, list[Glyph]]]
"""Baselines and their glyphs from the left, from the top of a page."""

_ALIKE = 1.5
"""Points by which the ends of a table's rules may differ."""
_CELLS = 1.0
"""In em: what parts two cells in a row between rules."""
_FULL = 0.8
"""Share of its width that the characters of a full line take, and no row of cells."""
_PLAIN = 0.2
"""Share of the lines between two rules of a table that may look like text."""
_ROWS, _PARTED = 2, 0.3
"""Rows of more than one cell that make a table, and their share of all."""
_LINE, _SAME = 8.0, 0.15
"""In em: what is a line and no cell, and by how much two lines that fill their columns differ."""


def tables(rules: Sequence[Box], rows: Rows) -> tuple[Box, ...]:
    """From the top."""
    found: list[Box] = []
    for own in _of_one_width(rules):
        parts: list[Box] = []
        for upper, lower in pairwise(own):
            between = Box(upper.left, lower.bottom, upper.right, upper.top)
            if not _has_rows(between, rows):
                continue
            if parts and parts[-1].bottom <= between.top:
                between = parts.pop()._replace(bottom=between.bottom)
            parts.append(between)
        found += [part for part in parts if _has_cells(part, rows)]
    inner = [box for box in found if not any(_holds(box, other) for other in found if other != box)]
    return tuple(sorted(inner, key=lambda box: -box.top))


def _holds(outer: Box, inner: Box) -> bool:
    """Whether rules of a page are around another table, and so are no table's."""
    return (
        outer.left - _ALIKE < inner.left
        and inner.right < outer.right + _ALIKE
        and outer.bottom - _ALIKE < inner.bottom
        and inner.top < outer.top + _ALIKE
    )


def within(row: Sequence[Glyph], box: Box) -> list[Glyph]:
    """The glyphs of a row that stand between the sides of a box and show."""
    return [g for g in row if box.left - 1 < g.x + g.advance / 2 < box.right + 1 and not g.text.isspace()]


def _of_one_width(rules: Sequence[Box]) -> Iterator[list[Box]]:
    """The rules that begin and end alike, from the top, each height once."""
    left = sorted(rules, key=lambda rule: -rule.top)
    while left:
        first = left[0]
        own = [r for r in left if max(abs(r.left - first.left), abs(r.right - first.right)) < _ALIKE]
        left = [rule for rule in left if rule not in own]
        apart = [own[0], *(two for one, two in pairwise(own) if one.bottom - two.top > _ALIKE)]
        if len(apart) > 1:
            yield apart


def _has_rows(box: Box, rows: Rows) -> bool:
    """Whether something stands between two rules, and lines of text do not fill it, in one column or in
    several."""
    inside = _rows_in(box, rows)
    full = sum(
        any(is_han(glyph.text) for glyph in row)
        and (
            sum(ink_end(glyph) - ink_start(glyph) for glyph in row) > _FULL * box.width
            or _has_twins(_segments(row), row[0].size)
        )
        for row in inside
    )
    return bool(inside) and full <= _PLAIN * len(inside)


def _rows_in(box: Box, rows: Rows) -> list[list[Glyph]]:
    return [own for y, row in rows if box.bottom < y < box.top and (own := within(row, box))]


def _segments(row: Sequence[Glyph]) -> list[float]:
    """The widths of what stands apart in a row."""
    widths, start = [], ink_start(row[0])
    for one, two in pairwise(row):
        if ink_start(two) - ink_end(one) > _CELLS * one.size:
            widths.append(ink_end(one) - start)
            start = ink_start(two)
    return [*widths, ink_end(row[-1]) - start]


def _has_twins(widths: Sequence[float], size: float) -> bool:
    """Whether two long pieces are as wide, as lines of two columns are and cells are not."""
    long = sorted(width for width in widths if width > _LINE * size)
    return any(two - one < _SAME * size for one, two in pairwise(long))


def _has_holes(row: Sequence[Glyph]) -> bool:
    return any(ink_start(two) - ink_end(one) > _CELLS * one.size for one, two in pairwise(row))


def _has_cells(box: Box, rows: Rows) -> bool:
    inside = _rows_in(box, rows)
    return sum(map(_has_holes, inside)) >= max(_ROWS, _PARTED * len(inside))
