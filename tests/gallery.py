"""A page of the chapter in ``seeds/`` by every theme, for docs/themes.md: ``python -m tests.gallery``."""

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
_GREYS = 6
_EDGE = 170
"""The grey of the line around a page."""


def picture(pdf: bytes) -> bytes:
    """The first page as a PNG in a few greys; all themes to one scale."""
    command = ["pdftoppm", "-f", "1", "-l", "1", "-r", str(_DPI), "-gray", "-png", "-"]
    done = subprocess.run(command, input=pdf, capture_output=True, check=True)
    page = ImageOps.expand(Image.open(io.BytesIO(done.stdout)).convert("L"), 1, _EDGE)
    steps = _GREYS - 1
    levels = bytes((value * steps + 127) // 255 for value in page.tobytes())
    grey = Image.frombytes("P", page.size, levels)
    grey.putpalette([level * 255 // steps for level in range(_GREYS) for _ in "rgb"])
    out = io.BytesIO()
    grey.save(out, "PNG", optimize=True, bits=4)
    return out.getvalue()


if __name__ == "__main__":
    raw = next((ROOT / "seeds").glob("*.txt"))
    document = typeset.reflow(typeset.read(raw.read_bytes()), job_beside(raw)).document
    for name in theme_names():
        png = picture(typeset.render(document, load_theme(name), "pdf"))
        (PICTURES / f"theme-{name}.png").write_bytes(png)
        print(f"{name}: {len(png):,} bytes")
