"""Pages of the chapter in ``seeds/``, for README and docs/themes.md, and of the volume in ``tests/volume``,
for docs/book.md: ``python -m tests.gallery``."""

from __future__ import annotations

import io
import subprocess
import tempfile
from pathlib import Path

from PIL import Image, ImageOps

import typeset
from tests.end_to_end.test_volume import build, texts
from typeset.job import job_beside
from typeset.theme import load_theme, theme_names

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
_DPI = 62
_GREYS = 11
"""Enough for the frame of a missing picture, a tenth of black."""
_EDGE = 170
"""The grey of the line around a page."""


def picture(pdf: bytes, page: int = 1, dpi: int = _DPI) -> bytes:
    """A page as a PNG in a few greys."""
    return in_greys(drawn(pdf, page, dpi))


def drawn(pdf: bytes, page: int, dpi: int) -> Image.Image:
    command = ["pdftoppm", "-f", str(page), "-l", str(page), "-r", str(dpi), "-gray", "-png", "-"]
    done = subprocess.run(command, input=pdf, capture_output=True, check=True)
    return ImageOps.expand(Image.open(io.BytesIO(done.stdout)).convert("L"), 1, _EDGE)


def in_greys(shown: Image.Image) -> bytes:
    steps = _GREYS - 1
    levels = bytes((value * steps + 127) // 255 for value in shown.tobytes())
    grey = Image.frombytes("P", shown.size, levels)
    grey.putpalette([level * 255 // steps for level in range(_GREYS) for _ in "rgb"])
    out = io.BytesIO()
    grey.save(out, "PNG", optimize=True, bits=4)
    return out.getvalue()


def spread(pdf: bytes, pages: tuple[int, ...], dpi: int) -> bytes:
    """Pages beside each other, three in a row."""
    shown = [drawn(pdf, page, dpi) for page in pages]
    width, height = shown[0].width + _BETWEEN, shown[0].height + _BETWEEN
    rows = -(-len(shown) // _IN_A_ROW)
    sheet = Image.new("L", (_IN_A_ROW * width - _BETWEEN, rows * height - _BETWEEN), 255)
    for number, page in enumerate(shown):
        sheet.paste(page, (number % _IN_A_ROW * width, number // _IN_A_ROW * height))
    return in_greys(sheet)


_IN_A_ROW = 3
_BETWEEN = 12
"""Dots between two pages."""
_VOLUME = ("yearbook", (3, 7, 12, 13, 21, 23), 44)
"""The theme; of the volume title page, contents, a table that goes on, figures, a chronicle, the index."""
_SAMPLE = ("yearbook", 3, 100)
"""The theme, the page and the resolution of README's picture: a page with all that a page has."""

if __name__ == "__main__":
    raw = next((ROOT / "seeds").glob("*.txt"))
    document = typeset.reflow(typeset.read(raw.read_bytes()), job_beside(raw)).document
    for name in theme_names():
        png = picture(typeset.render(document, load_theme(name), "pdf"))
        (PICTURES / f"theme-{name}.png").write_bytes(png)
        print(f"{name}: {len(png):,} bytes")
    look, of_volume, dots = _VOLUME
    with tempfile.TemporaryDirectory() as folder:
        made = build(texts(Path(folder) / "volume"), theme=look)[-1]
        sheet = spread((made / f"{look}.pdf").read_bytes(), of_volume, dots)
    (PICTURES / "volume.png").write_bytes(sheet)
    print(f"volume: {len(sheet):,} bytes")
    look, number, dots = _SAMPLE
    sample = picture(typeset.render(document, load_theme(look), "pdf"), number, dots)
    (ROOT / "docs" / "page.png").write_bytes(sample)
