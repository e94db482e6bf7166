"""What stands on a sheet around its page: crop marks, registration marks, and a line that names the page.

All of it in all inks, so that every plate shows it, and outside the bleed. The line's letters are outlines:
they are no text of the file.
"""

from __future__ import annotations

from collections.abc import Iterator

from typeset.compose.metrics import Family
from typeset.theme import POINTS_PER_MM

_GAP = 1.0 * POINTS_PER_MM
"""From the bleed to the marks."""
_LENGTH = 5.0 * POINTS_PER_MM
SLUG = _GAP + _LENGTH + 3.0 * POINTS_PER_MM
"""From the bleed to the edge of the sheet, in points."""
_THIN = 0.25
"""Line width of marks in points."""
_RADIUS = 1.75 * POINTS_PER_MM
_SIZE = 6.0
"""Of the line that names the page, in points."""
_ROUND = 0.5523
"""How far along its tangent the handle of a quarter of a circle is, in radii."""


def press_marks(width: float, height: float, bleed: float, words: str, font: Family) -> bytes:
    """The operators, from the trim's lower left corner; lengths in points."""
    lines = [
        "/Artifact BMC", "/knock gs", "/all CS 1 SCN", "/all cs 1 scn", f"{_THIN:g} w",
        *_crop_marks(width, height, bleed),
        *_registration_marks(width, height, bleed),
        *_page_line(width, bleed, words, font),
        "EMC",
    ]  # fmt: skip
    return "".join(f"{line}\n" for line in lines).encode()


def _crop_marks(width: float, height: float, bleed: float) -> Iterator[str]:
    near, far = bleed + _GAP, bleed + _GAP + _LENGTH
    for x, away in ((0.0, -1), (width, 1)):
        for y, up in ((0.0, -1), (height, 1)):
            yield _line(x + away * near, y, x + away * far, y)
            yield _line(x, y + up * near, x, y + up * far)


def _registration_marks(width: float, height: float, bleed: float) -> Iterator[str]:
    """One in the middle of each side."""
    off = bleed + _GAP + _LENGTH / 2
    places = ((width / 2, -off), (width / 2, height + off), (-off, height / 2), (width + off, height / 2))
    for x, y in places:
        reach = _LENGTH / 2
        yield _line(x - reach, y, x + reach, y)
        yield _line(x, y - reach, x, y + reach)
        yield from _circle(x, y, _RADIUS)


def _circle(x: float, y: float, radius: float) -> Iterator[str]:
    handle = radius * _ROUND
    yield f"{_point(x + radius, y)} m"
    for across, up in ((0, 1), (-1, 0), (0, -1), (1, 0)):
        # A quarter from where the last one ended, counter-clockwise.
        begin = (x + radius * up, y - radius * across)
        end = (x + radius * across, y + radius * up)
        first = (begin[0] + handle * across, begin[1] + handle * up)
        second = (end[0] + handle * up, end[1] - handle * across)
        yield f"{_point(*first)} {_point(*second)} {_point(*end)} c"
    yield "s"


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f"{_point(x1, y1)} m {_point(x2, y2)} l S"


def _point(x: float, y: float) -> str:
    return f"{x:.3f} {y:.3f}"


def _page_line(width: float, bleed: float, words: str, font: Family) -> Iterator[str]:
    """Below the trim, from its left to before the mark in the middle."""
    left, foot = 3.0 * POINTS_PER_MM, -(bleed + _GAP + _LENGTH)
    room = width / 2 - _LENGTH - left
    at = 0.0
    for char in words:
        advance, path = font.outline(char)
        if (at + advance) * _SIZE > room:
            return
        x = left + at * _SIZE
        for operator, points in path:
            placed = " ".join(_point(x + px * _SIZE, foot + py * _SIZE) for px, py in points)
            yield f"{placed} {operator}".strip()
        if path:
            yield "f"
        at += advance
