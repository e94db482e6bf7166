"""The first page of a PDF → a picture of half of it, with a mark at each line that preflight objects to."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from tests.editions_text import Drawn
from tests.peers.measuring import Page

_DPI = 110
_SCALE = _DPI / 72
_GREYS = 8
_LINES = 22
_AT_START = frozenset({"untrimmed-start", "start", "indent", "heading-gap"})
_UNMARKED = frozenset({"off-grid"})
"""That may be all lines."""


def picture(page: Page, target: Path) -> None:
    """From the first line of the text, as wide as the type area and two characters on either side."""
    theme = page.theme
    size = theme.type_area.size
    drawn = _drawn(page.pdf)
    _mark(ImageDraw.Draw(drawn), page)
    first = next(glyph for glyph in page.glyphs if glyph.text == "【")
    top = theme.page_points[1] - first.y - 1.5 * size
    left = theme.margins[3] - 2 * size
    right = left + theme.type_width + 4 * size
    bottom = top + _LINES * theme.type_area.pitch
    box = (round(left * _SCALE), round(top * _SCALE), round(right * _SCALE), round(bottom * _SCALE))
    target.parent.mkdir(parents=True, exist_ok=True)
    drawn.crop(box).quantize(_GREYS).save(target, optimize=True, bits=4)


def _drawn(pdf: Path) -> Image.Image:
    command = ["pdftoppm", "-f", "1", "-l", "1", "-r", str(_DPI), "-gray", "-png", str(pdf)]
    done = subprocess.run(command, capture_output=True, check=True)
    return Image.open(io.BytesIO(done.stdout)).convert("L")


def _mark(draw: ImageDraw.ImageDraw, page: Page) -> None:
    """A triangle after a line, or before it where its beginning is at fault."""
    size, step = page.theme.type_area.size, page.theme.column_width + page.theme.gutter_width
    for place, first in _places(page):
        left = page.theme.margins[3] + (place["column"] - 1) * step
        at_start = place["rule"] in _AT_START
        x = left - 0.75 * size if at_start else left + page.theme.column_width + 0.75 * size
        y = page.theme.page_points[1] - first.y - 0.38 * size
        tip = 0.3 * size if at_start else -0.3 * size
        corners = ((x + tip, y), (x - tip, y - 0.3 * size), (x - tip, y + 0.3 * size))
        draw.polygon([(a * _SCALE, b * _SCALE) for a, b in corners], fill=0)


def _places(page: Page) -> Iterator[tuple[dict[str, Any], Drawn]]:
    """What is wrong on the first page, with the first glyph of the line that it is about."""
    glyphs = [glyph for glyph in page.glyphs if glyph.page == 0]
    text = "".join(glyph.text[:1] for glyph in glyphs)
    found: dict[tuple[str, str], int] = {}
    for place in page.preflight["places"]:
        if place["page"] != 1 or not place["text"] or place["rule"] in _UNMARKED:
            continue
        # Signatures may be alike; they are named in their order.
        at = text.find(place["text"], found.get((place["rule"], place["text"]), -1) + 1)
        if at >= 0:
            found[place["rule"], place["text"]] = at
            yield place, glyphs[at]
