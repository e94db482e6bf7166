"""Images and filled shapes of a sheet → its figures.

A figure is an image or a filled rectangle of some height, in the columns, with no text over it: what has text
in it is a ground, and what is low is a rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from typeset.check.pdf_pages import Box, Sheet

_HIGH = 1.5
"""In lines: lower ones are rules, bars and icons."""
_WIDE = 2.0
"""In em."""
_GROUND = 0.06
"""Share of a ground that its text covers."""


class Edges(Protocol):
    @property
    def left(self) -> float: ...
    @property
    def right(self) -> float: ...


def figures(sheet: Sheet, columns: Sequence[Edges], size: float, pitch: float) -> tuple[Box, ...]:
    """From the top; a figure in another (a picture on its frame) is part of it."""
    if not columns:
        return ()
    left, right = columns[0].left, columns[-1].right
    big = {
        box
        for box in (_shown(box, sheet) for box in sheet.boxes)
        if box.height >= _HIGH * pitch
        and box.width >= _WIDE * size
        and min(box.right, right) - max(box.left, left) > 0.5 * box.width
        and not _has_text(sheet, box)
    }
    outer = [box for box in big if not any(_holds(other, box) for other in big if other != box)]
    return tuple(sorted(outer, key=lambda box: -box.top))


def _shown(box: Box, sheet: Sheet) -> Box:
    """The part that lies on the page."""
    return Box(max(box.left, 0), max(box.bottom, 0), min(box.right, sheet.width), min(box.top, sheet.height))


def _holds(outer: Box, inner: Box) -> bool:
    return (
        outer.left - 1 <= inner.left
        and inner.right <= outer.right + 1
        and outer.bottom - 1 <= inner.bottom
        and inner.top <= outer.top + 1
        and (outer.width, outer.height) != (inner.width, inner.height)
    )


def _has_text(sheet: Sheet, box: Box) -> bool:
    """Whether words cover a part of it that shows: those on a map or a chart do not make it a ground."""
    covered = sum(
        glyph.advance * glyph.size
        for glyph in sheet.glyphs
        if box.left < glyph.x < box.right and box.bottom < glyph.y < box.top and not glyph.text.isspace()
    )
    return covered > _GROUND * box.width * box.height
