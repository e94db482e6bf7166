"""A page's operators → what it paints: text, lines, areas, images, with colour, overprint and place.

ISO 32000-1: 8.4 graphics state, 8.6 colour, 8.10 form XObjects, 9.4 text, 14.6 marked content. Places are
those of user space; of text they are origins, of paths the boxes of their points.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pikepdf

from typeset.check.press.colours import BLACK, Colour, colour_of, space_of
from typeset.check.press.rules import Box

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
_DEEPEST = 12
"""Forms in forms."""
_PAINTS = {
    "f": "f", "F": "f", "f*": "f", "B": "fs", "B*": "fs", "b": "fs", "b*": "fs", "S": "s", "s": "s",
}  # fmt: skip
_SHOWS = frozenset({"Tj", "TJ", "'", '"'})
_DEVICE = {"g": "/DeviceGray", "rg": "/DeviceRGB", "k": "/DeviceCMYK"}


@dataclass(frozen=True, slots=True)
class Paint:
    """Something painted. ``kind``: text, fill, stroke, image or shading. ``overprints``: as the state says.
    ``pixels`` and ``bits`` are an image's, ``steps`` its width and height in points. ``tagged``: in marked
    content that is an artifact or has a number in the structure."""

    kind: str
    box: Box
    colour: Colour
    overprints: bool
    tagged: bool
    size: float = 0.0
    pixels: tuple[int, int] = (0, 0)
    bits: int = 8
    mask: bool = False
    steps: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class _State:
    ctm: Matrix = IDENTITY
    fill: Colour = BLACK
    stroke: Colour = BLACK
    fill_space: Any = "/DeviceGray"
    stroke_space: Any = "/DeviceGray"
    fill_over: bool = False
    stroke_over: bool = False
    size: float = 1.0
    mode: int = 0


def multiply(one: Matrix, two: Matrix) -> Matrix:
    """``one`` first, then ``two``."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def paints(page: pikepdf.Page) -> Iterator[Paint]:
    """In the order in which they are drawn. Raises pikepdf.PdfError where the operators cannot be read."""
    resources = page.obj.get("/Resources", pikepdf.Dictionary())
    yield from _Walk(resources, _State(), False, 0).run(page)


def _numbers(operands: Any) -> list[float]:
    return [float(value) for value in operands if _is_number(value)]


def _is_number(value: Any) -> bool:
    return not isinstance(value, (pikepdf.Object, str, bytes)) or isinstance(value, (int, float))


@dataclass(slots=True)
class _Walk:
    resources: Any
    state: _State
    tagged: bool
    depth: int
    stack: list[_State] = field(default_factory=list)
    marks: list[bool] = field(default_factory=list)
    points: list[tuple[float, float]] = field(default_factory=list)
    text: Matrix = IDENTITY
    line: Matrix = IDENTITY
    leading: float = 0.0

    def run(self, stream: Any) -> Iterator[Paint]:
        for instruction in pikepdf.parse_content_stream(stream):
            name = str(instruction.operator)
            operands = list(instruction.operands)
            if name in _SHOWS:
                yield from self._shown(name)
            elif name in _PAINTS:
                yield from self._path(_PAINTS[name])
            elif name == "n":
                self.points = []
            elif name == "Do":
                yield from self._object(operands)
            elif name == "INLINE IMAGE":
                yield from self._inline(operands)
            elif name == "sh":
                yield from self._shading(operands)
            else:
                self._change(name, operands)

    def _is_tagged(self) -> bool:
        return self.tagged or any(self.marks)

    def _change(self, name: str, operands: list[Any]) -> None:
        numbers = _numbers(operands)
        if name == "q":
            self.stack.append(self.state)
        elif name == "Q":
            self.state = self.stack.pop() if self.stack else self.state
        elif name == "cm" and len(numbers) == 6:
            self.state = replace(self.state, ctm=multiply(tuple(numbers), self.state.ctm))  # type: ignore[arg-type]
        elif name in ("m", "l", "c", "v", "y"):
            self._reach(zip(numbers[::2], numbers[1::2], strict=False))
        elif name == "re" and len(numbers) == 4:
            x, y, width, height = numbers
            self._reach([(x, y), (x + width, y), (x, y + height), (x + width, y + height)])
        elif name in ("BMC", "BDC"):
            self.marks.append(self._marks(operands))
        elif name == "EMC":
            self.marks = self.marks[:-1]
        elif name == "gs" and operands:
            self._set_state(self._resource("/ExtGState", operands[0]))
        elif name.lower() in ("g", "rg", "k", "cs", "sc", "scn"):
            self._set_colour(name, operands, numbers)
        else:
            self._change_text(name, operands, numbers)

    def _reach(self, points: Any) -> None:
        self.points += [apply(self.state.ctm, x, y) for x, y in points]

    def _marks(self, operands: list[Any]) -> bool:
        if operands and str(operands[0]) == "/Artifact":
            return True
        properties = operands[1] if len(operands) > 1 else None
        if isinstance(properties, pikepdf.Name):
            properties = self._resource("/Properties", properties)
        return isinstance(properties, pikepdf.Dictionary) and "/MCID" in properties

    def _resource(self, kind: str, name: Any) -> Any:
        try:
            return self.resources.get(kind, {}).get(str(name))
        except (AttributeError, TypeError, ValueError):
            return None

    def _set_state(self, state: Any) -> None:
        if not isinstance(state, pikepdf.Dictionary):
            return
        stroke = bool(state.get("/OP", self.state.stroke_over))
        fill = bool(state.get("/op", state.get("/OP", self.state.fill_over)))
        self.state = replace(self.state, stroke_over=stroke, fill_over=fill)

    def _set_colour(self, name: str, operands: list[Any], numbers: list[float]) -> None:
        fills = name.islower()
        space = self.state.fill_space if fills else self.state.stroke_space
        if name.lower() in _DEVICE:
            space = _DEVICE[name.lower()]
        elif name.lower() == "cs" and operands:
            space = self._resource("/ColorSpace", operands[0]) or str(operands[0])
            numbers = []
        colour = colour_of(space, numbers)
        if fills:
            self.state = replace(self.state, fill=colour, fill_space=space)
        else:
            self.state = replace(self.state, stroke=colour, stroke_space=space)

    def _change_text(self, name: str, operands: list[Any], numbers: list[float]) -> None:
        if name == "BT":
            self.text = self.line = IDENTITY
        elif name == "Tm" and len(numbers) == 6:
            self.text = self.line = tuple(numbers)  # type: ignore[assignment]
        elif name in ("Td", "TD") and len(numbers) == 2:
            self.leading = -numbers[1] if name == "TD" else self.leading
            self.text = self.line = multiply((1, 0, 0, 1, numbers[0], numbers[1]), self.line)
        elif name == "T*":
            self.text = self.line = multiply((1, 0, 0, 1, 0, -self.leading), self.line)
        elif name == "TL" and numbers:
            self.leading = numbers[0]
        elif name == "Tf" and numbers:
            self.state = replace(self.state, size=numbers[-1])
        elif name == "Tr" and numbers:
            self.state = replace(self.state, mode=int(numbers[0]))

    def _shown(self, name: str) -> Iterator[Paint]:
        if name in ("'", '"'):
            self._change_text("T*", [], [])
        state = self.state
        matrix = multiply(self.text, state.ctm)
        x, y = matrix[4], matrix[5]
        size = abs(state.size) * (matrix[2] ** 2 + matrix[3] ** 2) ** 0.5
        box = (x, y - 0.12 * size, x + size, y + 0.88 * size)
        if state.mode % 4 in (0, 2):
            yield Paint("text", box, state.fill, state.fill_over, self._is_tagged(), size)
        if state.mode % 4 in (1, 2):
            yield Paint("text", box, state.stroke, state.stroke_over, self._is_tagged(), size)

    def _path(self, how: str) -> Iterator[Paint]:
        if self.points:
            xs, ys = [x for x, _ in self.points], [y for _, y in self.points]
            box = (min(xs), min(ys), max(xs), max(ys))
            if "f" in how:
                yield Paint("fill", box, self.state.fill, self.state.fill_over, self._is_tagged())
            if "s" in how:
                yield Paint("stroke", box, self.state.stroke, self.state.stroke_over, self._is_tagged())
        self.points = []

    def _object(self, operands: list[Any]) -> Iterator[Paint]:
        thing = self._resource("/XObject", operands[0]) if operands else None
        if not isinstance(thing, pikepdf.Stream):
            return
        if thing.get("/Subtype") == "/Image":
            yield self._image(thing)
        elif thing.get("/Subtype") == "/Form" and self.depth < _DEEPEST:
            numbers = _numbers(list(thing.get("/Matrix", ())))
            matrix: Any = tuple(numbers) if len(numbers) == 6 else IDENTITY
            state = replace(self.state, ctm=multiply(matrix, self.state.ctm))
            resources = thing.get("/Resources", self.resources)
            tagged = self._is_tagged() or "/StructParents" in thing
            yield from _Walk(resources, state, tagged, self.depth + 1).run(thing)

    def _image(self, image: Any) -> Paint:
        mask = bool(image.get("/ImageMask", False))
        space = image.get("/ColorSpace", "/DeviceGray")
        colour = self.state.fill if mask else Colour(space_of(space))
        pixels = int(image.get("/Width", 0)), int(image.get("/Height", 0))
        return self._placed(colour, pixels, 1 if mask else int(image.get("/BitsPerComponent", 8)), mask)

    def _inline(self, operands: list[Any]) -> Iterator[Paint]:
        image = operands[0] if operands else None
        if image is None:
            return
        mask = bool(image.image_mask)
        space = self.state.fill.space if mask else str(image.colorspace or "/DeviceGray")
        named = self._resource("/ColorSpace", space)
        colour = self.state.fill if mask else Colour(space_of(named or space))
        yield self._placed(colour, (image.width, image.height), int(image.bits_per_component), mask)

    def _placed(self, colour: Colour, pixels: tuple[int, int], bits: int, mask: bool) -> Paint:
        a, b, c, d, _, _ = self.state.ctm
        corners = [apply(self.state.ctm, x, y) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        box = (min(xs), min(ys), max(xs), max(ys))
        steps = ((a * a + b * b) ** 0.5, (c * c + d * d) ** 0.5)
        return Paint(
            "image", box, colour, self.state.fill_over, self._is_tagged(), 0.0, pixels, bits, mask, steps
        )

    def _shading(self, operands: list[Any]) -> Iterator[Paint]:
        shading = self._resource("/Shading", operands[0]) if operands else None
        space = shading.get("/ColorSpace", "/DeviceGray") if shading is not None else "/DeviceGray"
        x, y = self.state.ctm[4], self.state.ctm[5]
        yield Paint("shading", (x, y, x, y), Colour(space_of(space)), self.state.fill_over, self._is_tagged())
