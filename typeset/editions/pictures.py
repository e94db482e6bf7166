"""A picture's shape → its size on the page, in whole lines, and the smaller ones that it may have."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from typeset.characters import IDEOGRAPHIC_SPACE
from typeset.model import Figure
from typeset.printed_words import printed
from typeset.theme import Theme

SMALLEST = 0.6
"""A picture that finds no room in its full size has at least this part of it."""

_NARROWEST = 12
"""In em of the caption's size: narrower captions are hard to read."""


@dataclass(frozen=True, slots=True)
class PictureSize:
    """Width and height in points, and the lines taken."""

    width: float
    height: float
    lines: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the job that is drawn: its name there, its bytes, and what the PDF calls it, but for the
    last digit (WeasyPrint's, which says whether it is smoothed)."""

    name: str
    data: bytes
    resource: str


def alternative(figure: Figure, language: str) -> str:
    """What is said in the place of a picture: that it is one, and its caption; without one, whose it is."""
    chinese = language.startswith("zh")
    words = figure.text or (printed(figure.credit) if figure.credit is not None else "")
    name = "图片" if chinese else "Picture"
    return f"{name}{IDEOGRAPHIC_SPACE if chinese else ': '}{words}" if words else name


def frame_ratio(theme: Theme) -> float:
    """Height by width of the frame of a missing picture."""
    width, height = (max(1, int(number)) for number in theme.parts.figure_frame.split(":"))
    return height / width


def is_across(theme: Theme, ratio: float) -> bool:
    """Whether a picture of this height by width stands across the columns."""
    return theme.type_area.columns > 1 and ratio * theme.parts.across <= 1


def picture_sizes(theme: Theme, ratio: float, measure: float, *, framed: bool = False) -> list[PictureSize]:
    """As wide as its measure unless that is too high; then smaller and smaller, by a line.

    A frame fills its lines from the head of the first line's characters to the foot of the last one's; a
    picture keeps its shape.
    """
    area = theme.type_area
    most = max(2, math.floor(area.lines * theme.parts.largest))
    lines = max(1, min(most, _lines(theme, measure * ratio, nearest=framed)))
    return list(_sizes(theme, ratio, measure, lines, framed=framed))


def caption_measure(theme: Theme, size: PictureSize, measure: float) -> float:
    """A caption is as wide as its picture, unless that is narrower than a dozen of its characters."""
    return size.width if size.width >= _NARROWEST * theme.sizes.caption else measure


def _sizes(theme: Theme, ratio: float, measure: float, lines: int, *, framed: bool) -> Iterator[PictureSize]:
    for taken in range(lines, max(1, math.ceil(lines * SMALLEST)) - 1, -1):
        height = inside(theme, taken)
        if framed:
            yield PictureSize(measure, height, taken)
        else:
            width = min(measure, height / ratio)
            yield PictureSize(width, width * ratio, taken)


def _lines(theme: Theme, height: float, *, nearest: bool) -> int:
    area = theme.type_area
    lines = (height + area.pitch - area.size) / area.pitch
    return round(lines) if nearest else math.ceil(lines - 1e-6)


def inside(theme: Theme, lines: int) -> float:
    """The height of some lines without the leading before the first and after the last, in points."""
    area = theme.type_area
    return lines * area.pitch - (area.pitch - area.size)
