"""Page boxes → whether a printer can trim and bind them (ISO 32000-1, 14.11.2; ISO 15930-7, 6.13)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf

from typeset.check.press.geometry import Matrix, apply, inherited
from typeset.check.press.rules import Box, Fault

_NEAR = 0.5
"""Points by which boxes may differ and be the same."""
BLEED = 3 * 72 / 25.4
"""What a printer asks for around the trim: 3 mm, in points."""
_LEAST, _MOST = 3, 14_400
"""Points that a box of PDF/A is wide and high (ISO 19005-3, 6.1.13)."""
_KINDS = ("MediaBox", "CropBox", "BleedBox", "TrimBox", "ArtBox")


@dataclass(frozen=True, slots=True)
class PageBoxes:
    """The boxes of one page in points, where it has them, and its quarter turns to the right."""

    number: int
    boxes: dict[str, Box]
    turns: int

    @property
    def media(self) -> Box:
        return self.boxes.get("MediaBox", (0.0, 0.0, 612.0, 792.0))

    @property
    def trim(self) -> Box:
        """What is left after trimming, or what stands for it."""
        for kind in ("TrimBox", "ArtBox", "CropBox"):
            if kind in self.boxes:
                return self.boxes[kind]
        return self.media

    @property
    def bleed(self) -> Box:
        """What is printed: the bleed, or what stands for it."""
        return self.boxes.get("BleedBox", self.boxes.get("CropBox", self.media))

    @property
    def size(self) -> tuple[float, float]:
        """Of the medium as it is seen."""
        width, height = self.media[2] - self.media[0], self.media[3] - self.media[1]
        return (height, width) if self.turns % 2 else (width, height)

    def seen(self, box: Box) -> Box:
        """A box of user space on the page as it is seen, from the medium's corner."""
        left, bottom, right, top = self.media
        turn: Matrix = {
            0: (1, 0, 0, 1, -left, -bottom),
            1: (0, -1, 1, 0, -bottom, right),
            2: (-1, 0, 0, -1, right, top),
            3: (0, 1, -1, 0, top, -left),
        }[self.turns]
        one, two = apply(turn, box[0], box[1]), apply(turn, box[2], box[3])
        return min(one[0], two[0]), min(one[1], two[1]), max(one[0], two[0]), max(one[1], two[1])


def boxes_of(pdf: pikepdf.Pdf) -> tuple[PageBoxes, ...]:
    """Of every page."""
    return tuple(
        PageBoxes(number, dict(_boxes(page)), _turns(page)) for number, page in enumerate(pdf.pages, 1)
    )


def _boxes(page: pikepdf.Page) -> Iterator[tuple[str, Box]]:
    for kind in _KINDS:
        own = page.obj.get(f"/{kind}") if kind in _OWN else inherited(page.obj, f"/{kind}")
        box = rectangle(own)
        if box:
            yield kind, box


_OWN = ("TrimBox", "BleedBox", "ArtBox")
"""Boxes that a page has by itself only."""


def rectangle(value: Any) -> Box | None:
    """A rectangle as it stands in a file, its corners in order; None if it is none."""
    try:
        a, b, c, d = (float(side) for side in value)
    except (TypeError, ValueError):
        return None
    return min(a, c), min(b, d), max(a, c), max(b, d)


def _turns(page: pikepdf.Page) -> int:
    try:
        return int(inherited(page.obj, "/Rotate") or 0) // 90 % 4
    except (TypeError, ValueError):
        return 0


def box_faults(pages: tuple[PageBoxes, ...]) -> Iterator[Fault]:
    """Nested, alike, with trim and bleed."""
    sizes = Counter(_size(page.trim) for page in pages)
    usual = sizes.most_common(1)[0][0]
    for page in pages:
        yield from _nesting(page)
        for kind, box in page.boxes.items():
            if not all(_LEAST <= box[at + 2] - box[at] <= _MOST for at in (0, 1)):
                yield Fault(
                    "file-structure", page.number, kind, f"less than {_LEAST} or more than {_MOST} pt"
                )
        if not _alike(_size(page.trim), usual):
            yield Fault(
                "page-sizes", page.number, "trim", f"{_millimetres(page.trim)}; most pages have "
                f"{usual[0] * 25.4 / 72:.1f} × {usual[1] * 25.4 / 72:.1f} mm", page.seen(page.trim),
            )  # fmt: skip
        if ("TrimBox" in page.boxes) == ("ArtBox" in page.boxes):
            has = "TrimBox and ArtBox" if "TrimBox" in page.boxes else "neither TrimBox nor ArtBox"
            yield Fault("no-trim", page.number, "", f"{has}: one of them says where the page ends")
        bleed, trim = page.bleed, page.trim
        least = min(trim[0] - bleed[0], trim[1] - bleed[1], bleed[2] - trim[2], bleed[3] - trim[3])
        if least < BLEED - _NEAR:
            yield Fault("no-bleed", page.number, "", f"{max(0.0, least) * 25.4 / 72:.1f} mm beyond the trim")


def _nesting(page: PageBoxes) -> Iterator[Fault]:
    within = (
        ("CropBox", "MediaBox"),
        ("BleedBox", "MediaBox"),
        ("TrimBox", "BleedBox"),
        ("TrimBox", "MediaBox"),
    )
    for inner, outer in within:
        if inner not in page.boxes or outer not in page.boxes:
            continue
        box, around = page.boxes[inner], page.boxes[outer]
        if (
            box[0] < around[0] - _NEAR
            or box[1] < around[1] - _NEAR
            or box[2] > around[2] + _NEAR
            or box[3] > around[3] + _NEAR
        ):
            yield Fault("boxes-nested", page.number, inner, f"it leaves the {outer}", page.seen(box))


def _size(box: Box) -> tuple[float, float]:
    return round(box[2] - box[0], 1), round(box[3] - box[1], 1)


def _alike(one: tuple[float, float], two: tuple[float, float]) -> bool:
    return max(abs(one[0] - two[0]), abs(one[1] - two[1])) <= _NEAR


def _millimetres(box: Box) -> str:
    return f"{(box[2] - box[0]) * 25.4 / 72:.1f} × {(box[3] - box[1]) * 25.4 / 72:.1f} mm"


def as_value(pages: tuple[PageBoxes, ...]) -> dict[str, object]:
    """For a program: the trim of most pages in points, and which boxes all pages have."""
    usual = Counter(_size(page.trim) for page in pages).most_common(1)[0][0]
    return {
        "trim": list(usual),
        "on_all_pages": [k for k in _KINDS if all(k in page.boxes for page in pages)],
    }
