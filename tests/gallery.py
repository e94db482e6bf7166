"""Pages of the chapter in ``seeds/``, for README and docs/themes.md: ``python -m tests.gallery``."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

from PIL import Image, ImageOps

import typeset
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
    command = ["pdftoppm", "-f", str(page), "-l", str(page), "-r", str(dpi), "-gray", "-png", "-"]
    done = subprocess.run(command, input=pdf, capture_output=True, check=True)
    shown = ImageOps.expand(Image.open(io.BytesIO(done.stdout)).convert("L"), 1, _EDGE)
    steps = _GREYS - 1
    levels = bytes((value * steps + 127) // 255 for value in shown.tobytes())
    grey = Image.frombytes("P", shown.size, levels)
    grey.putpalette([level * 255 // steps for level in range(_GREYS) for _ in "rgb"])
    out = io.BytesIO()
    grey.save(out, "PNG", optimize=True, bits=4)
    return out.getvalue()


_SAMPLE = ("yearbook", 3, 100)
"""The theme, the page and the resolution of README's picture: a page with all that a page has."""

if __name__ == "__main__":
    raw = next((ROOT / "seeds").glob("*.txt"))
    document = typeset.reflow(typeset.read(raw.read_bytes()), job_beside(raw)).document
    for name in theme_names():
        png = picture(typeset.render(document, load_theme(name), "pdf"))
        (PICTURES / f"theme-{name}.png").write_bytes(png)
        print(f"{name}: {len(png):,} bytes")
    look, number, dots = _SAMPLE
    sample = picture(typeset.render(document, load_theme(look), "pdf"), number, dots)
    (ROOT / "docs" / "page.png").write_bytes(sample)
