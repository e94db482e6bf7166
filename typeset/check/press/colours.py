"""Colour spaces and values → what inks they mean (ISO 32000-1, 8.6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pikepdf

_SMALL = 0.01
"""Less ink than this is none."""
_COMPONENTS = {1: "Gray", 3: "RGB", 4: "CMYK"}
_ABBREVIATED = {"G": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK", "I": "Indexed"}
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Colour:
    """``space``: DeviceGray, DeviceRGB, DeviceCMYK, ICC Gray, ICC RGB, ICC CMYK, CalGray, CalRGB, Lab, Spot
    or Pattern. ``spots``: names of spot colours, ``alternate`` the space that stands for them. ``values``:
    from 0 to 1; none where they are not known."""

    space: str
    values: tuple[float, ...] = ()
    spots: tuple[str, ...] = ()
    alternate: str = ""

    @property
    def is_rgb(self) -> bool:
        return self.space in ("DeviceRGB", "ICC RGB", "CalRGB", "Lab")

    @property
    def is_white(self) -> bool:
        """Paper: no ink at all."""
        if not self.values or self.space in ("Pattern", "Lab"):
            return False
        if self.space.endswith(("CMYK", "Spot")):
            return max(self.values) < _SMALL
        return min(self.values) > 1 - _SMALL

    @property
    def is_black(self) -> bool:
        """Black ink in full, and no other."""
        if self.space.endswith("CMYK") and len(self.values) == 4:
            return max(self.values[:3]) < _SMALL and self.values[3] > 1 - _SMALL
        return self.space.endswith("Gray") and bool(self.values) and max(self.values) < _SMALL

    @property
    def is_rich(self) -> bool:
        """More inks than black, in CMYK."""
        return self.space.endswith("CMYK") and len(self.values) == 4 and max(self.values[:3]) > _SMALL


BLACK = Colour("DeviceGray", (0.0,))
_FIRST = {
    "DeviceCMYK": [0.0, 0.0, 0.0, 1.0], "ICC CMYK": [0.0, 0.0, 0.0, 1.0], "DeviceRGB": [0.0, 0.0, 0.0],
    "DeviceGray": [0.0],
}  # fmt: skip
"""The colour that a space begins with."""


def _parts(space: Any) -> list[Any]:
    """A space as a list: its family, then what belongs to it."""
    if isinstance(space, pikepdf.Array):
        return list(space)
    return [space]


def space_of(space: Any, depth: int = 0) -> str:
    """The name of a colour space, as ``Colour`` has it."""
    parts = _parts(space)
    family = str(parts[0]).removeprefix("/") if parts else ""
    family = _ABBREVIATED.get(family, family)
    if depth > _DEEPEST:
        return "Pattern"
    if family == "ICCBased" and len(parts) > 1 and isinstance(parts[1], pikepdf.Stream):
        return f"ICC {_COMPONENTS.get(int(parts[1].get('/N', 3)), 'RGB')}"
    if family == "Indexed" and len(parts) > 1:
        return space_of(parts[1], depth + 1)
    if family in ("Separation", "DeviceN"):
        return "Spot"
    return family


def spots_of(space: Any) -> tuple[str, ...]:
    """The spot colours of a space, without the process inks."""
    parts = _parts(space)
    family = str(parts[0]) if parts else ""
    if family == "/Indexed" and len(parts) > 1:
        return spots_of(parts[1])
    names = _parts(parts[1]) if family in ("/Separation", "/DeviceN") and len(parts) > 1 else []
    process = {"All", "None", "Cyan", "Magenta", "Yellow", "Black"}
    return tuple(name for name in (str(n).removeprefix("/") for n in names) if name not in process)


def colour_of(space: Any, values: list[float]) -> Colour:
    """A colour of a space; no values are the space's first colour, black where that is known."""
    name = space_of(space)
    if not values:
        values = _FIRST.get(name, [])
    if name == "Spot":
        return _spot(space, values)
    return Colour(name, tuple(values), ())


_INKS = ("Cyan", "Magenta", "Yellow", "Black")


def _spot(space: Any, values: list[float]) -> Colour:
    """Separations of process inks are CMYK."""
    parts = _parts(space)
    names = [str(name).removeprefix("/") for name in _parts(parts[1])] if len(parts) > 1 else []
    if names and len(names) == len(values) and set(names) <= set(_INKS):
        inks = dict(zip(names, values, strict=True))
        return Colour("DeviceCMYK", tuple(inks.get(ink, 0.0) for ink in _INKS))
    return Colour("Spot", tuple(values), spots_of(space), space_of(parts[2]) if len(parts) > 2 else "")
