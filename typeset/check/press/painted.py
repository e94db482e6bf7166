"""What a page paints → faults of colour, overprint, images and tags."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from typeset.check.press.boxes import PageBoxes
from typeset.check.press.content import Paint
from typeset.check.press.rules import Box, Fault

SMALL_TYPE = 14.0
"""Points: up to this size inks out of register blur text."""
ENOUGH, LEAST = 250, 150
"""Pixels to an inch: fewer than ENOUGH show in print, fewer than LEAST on any paper. Printers ask for 300."""
LINE_ART = 550
"""Pixels to an inch that an image of one bit needs."""
_ICON = 16.0
"""Points: smaller images are signs."""
_GROUND = 4.0
"""Points: what is lower or narrower is a rule, and no ground that text stands on."""
_TINT = 0.05
MORE = "more"
"""The place of what is counted and not shown."""
_SHOWN = 6
"""Lines of one rule on a page."""


@dataclass
class Painted:
    """What was found on all pages: how often each colour space paints what, the spot colours, and images as
    (page, dpi, space, width, height)."""

    spaces: Counter[tuple[str, str]] = field(default_factory=Counter)
    spots: set[str] = field(default_factory=set)
    images: list[tuple[int, float, str, int, int]] = field(default_factory=list)
    blacks: int = 0
    overprinting: int = 0
    devices: set[str] = field(default_factory=set)

    def page_faults(self, page: PageBoxes, paints: Sequence[Paint]) -> Iterator[Fault]:
        """The faults of a page, those of a line together; what is the file's is kept."""
        found: dict[tuple[str, str, int], tuple[str, Box]] = {}
        grounds: list[Box] = []
        for paint in paints:
            self._count(page, paint)
            for rule, place, message in self._faults(paint, grounds):
                line = rule, message, round(paint.box[1])
                first = found.get(line)
                found[line] = (first[0], _joined(first[1], paint.box)) if first else (place, paint.box)
            if _is_ground(paint):
                grounds.append(paint.box)
        places: Counter[str] = Counter()
        for (rule, message, _), (place, box) in found.items():
            places[rule] += 1
            if places[rule] <= _SHOWN:
                yield Fault(rule, page.number, place, message, page.seen(box))
        for rule, count in places.items():
            if count > _SHOWN:
                yield Fault(rule, page.number, MORE, f"lines of it: {count - _SHOWN}")

    def _count(self, page: PageBoxes, paint: Paint) -> None:
        for space in (paint.colour.space, paint.colour.alternate):
            if space.startswith("Device") and not paint.mask:
                self.devices.add(space)
        if paint.kind == "mask":
            return
        self.spaces[paint.kind, paint.colour.space] += 1
        self.spots |= set(paint.colour.spots)
        if paint.kind == "text" and paint.colour.is_black:
            self.blacks += 1
            self.overprinting += paint.overprints
        if paint.kind == "image" and not paint.mask:
            dpi = resolution(paint)
            self.images.append((page.number, round(dpi), paint.colour.space, *paint.pixels))

    def _faults(self, paint: Paint, grounds: Sequence[Box]) -> Iterator[tuple[str, str, str]]:
        colour = paint.colour
        if paint.kind == "mask":
            return
        if colour.space == "ICC CMYK" and paint.overprints and paint.mode == 1:
            yield "icc-overprint", paint.kind, "ink that a profile gives, and overprint mode 1"
        if paint.kind == "image":
            yield from _image(paint)
        elif colour.is_rgb:
            rule = "rgb-text" if paint.kind == "text" else "rgb-lines"
            yield rule, paint.kind, f"{colour.space} {_values(colour.values)}"
        if paint.kind == "text" and colour.is_rich and paint.size <= SMALL_TYPE:
            yield "rich-text", paint.kind, f"CMYK {_values(colour.values)} at {paint.size:.3g} pt"
        if colour.is_white and paint.overprints and paint.kind in ("text", "fill", "stroke"):
            yield "white-overprint", paint.kind, f"white {paint.kind} in {colour.space} overprints"
        if paint.kind == "text" and colour.is_black and not paint.overprints and _is_on(paint, grounds):
            yield "black-knockout", paint.kind, "black on colour that does not overprint it"
        if not paint.tagged:
            yield "untagged-content", paint.kind, f"{paint.kind} outside of tags and artifacts"


def _joined(one: Box, two: Box) -> Box:
    return min(one[0], two[0]), min(one[1], two[1]), max(one[2], two[2]), max(one[3], two[3])


def resolution(paint: Paint) -> float:
    """Pixels to an inch, the fewer of both directions."""
    across = paint.pixels[0] * 72 / paint.steps[0] if paint.steps[0] else float("inf")
    down = paint.pixels[1] * 72 / paint.steps[1] if paint.steps[1] else float("inf")
    return min(across, down, 1e6)


def _image(paint: Paint) -> Iterator[tuple[str, str, str]]:
    width, height = paint.steps
    if max(width, height) < _ICON:
        return
    dpi, size = resolution(paint), f"{width * 25.4 / 72:.0f} × {height * 25.4 / 72:.0f} mm"
    enough = LINE_ART if paint.bits == 1 and min(paint.pixels) > 1 else ENOUGH
    if dpi < enough and max(paint.pixels) > 1:
        grave = "unfit for print" if dpi < LEAST else f"{'1200' if paint.bits == 1 else '300'} are asked for"
        pixels = f"{paint.pixels[0]} × {paint.pixels[1]} pixels"
        yield "low-resolution", f"image of {size}", f"{dpi:.0f} dpi ({pixels}): {grave}"
    if paint.colour.is_rgb:
        yield "rgb-image", f"image of {size}", f"in {paint.colour.space}"


def _is_ground(paint: Paint) -> bool:
    left, bottom, right, top = paint.box
    if paint.kind not in ("fill", "image") or min(right - left, top - bottom) < _GROUND or paint.mask:
        return False
    if paint.kind == "image":
        return True
    colour = paint.colour
    return colour.is_rgb or colour.space == "Spot" or (colour.is_rich and max(colour.values[:3]) > _TINT)


def _is_on(paint: Paint, grounds: Sequence[Box]) -> bool:
    x, y = paint.box[0], (paint.box[1] + paint.box[3]) / 2
    return any(box[0] <= x <= box[2] and box[1] <= y <= box[3] for box in grounds)


def _values(values: Sequence[float]) -> str:
    return " ".join(f"{value:.2g}" for value in values)


def as_value(painted: Painted) -> dict[str, object]:
    """For a program."""
    spaces: dict[str, dict[str, int]] = {}
    for (kind, space), count in sorted(painted.spaces.items()):
        spaces.setdefault(kind, {})[space] = count
    return {
        "painted": spaces,
        "spot_colours": sorted(painted.spots),
        "black_text": painted.blacks,
        "black_text_overprints": painted.overprinting,
        "images": [
            {"page": page, "dpi": dpi, "space": space, "pixels": [width, height]}
            for page, dpi, space, width, height in painted.images
        ],
    }
