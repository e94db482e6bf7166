"""The colours that a page's operators set, each put in the place of another."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pikepdf

Parts = tuple[float, ...]
_NUMBER = rb"(-?[\d.]+(?:e-?\d+)?)"
_COLOUR = re.compile(
    rb"^(?:/DeviceCMYK (?:cs|CS)\n" + rb" ".join([_NUMBER] * 4) + rb" (?P<named>scn|SCN)"
    rb"|/lab-d[56][05] (?:cs|CS)\n" + rb" ".join([_NUMBER] * 3) + rb" (?P<lab>scn|SCN)"
    rb"|" + rb" ".join([_NUMBER] * 3) + rb" (?P<rgb>rg|RG)"
    rb"|" + _NUMBER + rb" (?P<gray>g|G))$",
    re.MULTILINE,
)  # fmt: skip
"""As WeasyPrint writes them, each operator on a line of its own."""


def recolour(pdf: pikepdf.Pdf, colour: Callable[[Parts, bool], bytes]) -> None:
    """``colour`` gives the operators for a colour of one, three or four parts (grey, RGB, CMYK, from 0 to
    1), and for a stroke or a fill."""

    def replaced(match: re.Match[bytes]) -> bytes:
        parts = tuple(float(part) for part in match.groups() if part is not None and part[-1:].isdigit())
        operator: bytes = match["named"] or match["lab"] or match["rgb"] or match["gray"]
        return colour(_of_lab(parts) if match["lab"] else parts, operator.isupper())

    for stream in content_of(pdf):
        stream.write(_COLOUR.sub(replaced, stream.read_bytes()))


def _of_lab(parts: Parts) -> Parts:
    """CIELAB in sRGB (IEC 61966-2-1), both from their own white; what sRGB does not have is its nearest."""
    lightness, a, b = parts
    middle = (lightness + 16) / 116
    x, y, z = (
        white * (root**3 if root > 6 / 29 else (root - 4 / 29) * 3 * (6 / 29) ** 2)
        for white, root in zip(_WHITE, (middle + a / 500, middle, middle - b / 200), strict=True)
    )
    linear = (row[0] * x + row[1] * y + row[2] * z for row in _FROM_XYZ)
    shown = (12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055 for part in linear)
    red, green, blue = (round(min(1.0, max(0.0, part)), 3) for part in shown)
    return red, green, blue


_WHITE = (0.95047, 1.0, 1.08883)
_FROM_XYZ = ((3.2406, -1.5372, -0.4986), (-0.9689, 1.8758, 0.0415), (0.0557, -0.204, 1.057))


def content_of(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """The content of pages, and of what is drawn as a group or a pattern."""
    for page in pdf.pages:
        yield page.obj.Contents
    for resources in all_resources(pdf):
        yield from _drawings(resources)


def _drawings(resources: Any) -> Iterator[Any]:
    """Groups, and patterns that are tiles."""
    yield from (item for item in resources.get("/XObject", {}).values() if item.Subtype == "/Form")
    yield from (item for item in resources.get("/Pattern", {}).values() if item.PatternType == 1)


def all_resources(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """The resources of pages, groups and patterns, each once."""
    seen: set[tuple[int, int]] = set()
    waiting = [page.obj.Resources for page in pdf.pages]
    while waiting:
        resources = waiting.pop()
        if resources.objgen in seen:
            continue
        seen.add(resources.objgen)
        yield resources
        waiting += [item.Resources for item in _drawings(resources) if "/Resources" in item]


def entry(dictionary: Any, key: str) -> Any:
    """The dictionary under a key, an empty one if there is none yet."""
    import pikepdf

    if key not in dictionary:
        dictionary[key] = pikepdf.Dictionary()
    return dictionary[key]


def cmyk(parts: Parts, stroke: bool) -> bytes:
    return b"%s %s" % (" ".join(f"{part:g}" for part in parts).encode(), b"K" if stroke else b"k")


def grey_or_rgb(parts: Parts, stroke: bool) -> bytes:
    """For what is seen on a screen: black, and what black alone makes, is grey; other inks are red, green
    and blue by subtraction (ISO 32000-1, 10.3.5)."""
    match parts:
        case (0, 0, 0, black):
            return b"%g %s" % (round(1 - black, 4), b"G" if stroke else b"g")
        case (cyan, magenta, yellow, black):
            rgb = [f"{round(1 - min(1, ink + black), 4):g}" for ink in (cyan, magenta, yellow)]
            return f"{' '.join(rgb)} {'RG' if stroke else 'rg'}".encode()
        case (_, _, _):
            return f"{' '.join(f'{part:g}' for part in parts)} {'RG' if stroke else 'rg'}".encode()
        case _:
            return b"%g %s" % (parts[0], b"G" if stroke else b"g")
