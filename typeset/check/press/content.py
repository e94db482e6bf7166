"""A page's operators → what it paints: text, lines, areas, images, with colour, overprint and place.

ISO 32000-1: 8.4 graphics state, 8.6 colour, 8.7 patterns, 8.10 form XObjects, 9.4 text, 11.6.5 soft masks,
14.6 marked content. Places are those of user space; of text they are origins, of paths the boxes of their
points.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pikepdf

from typeset.check.press.colours import BLACK, Colour, colour_of, space_of
from typeset.check.press.geometry import IDENTITY, Matrix, apply, inherited, key_of, multiply
from typeset.check.press.operators import INTENTS, MOST_SAVED, OPERATORS, inline_problem, is_transparent
from typeset.check.press.rules import Box

_DEEPEST = 12
"""Forms in forms."""
_PAINTS = {
    "f": "f", "F": "f", "f*": "f", "B": "fs", "B*": "fs", "b": "fs", "b*": "fs", "S": "s", "s": "s",
}  # fmt: skip
_SHOWS = frozenset({"Tj", "TJ", "'", '"'})
_DEVICE = {"g": "/DeviceGray", "rg": "/DeviceRGB", "k": "/DeviceCMYK"}
_DEFAULTS = {"/DeviceGray": "/DefaultGray", "/DeviceRGB": "/DefaultRGB", "/DeviceCMYK": "/DefaultCMYK"}


@dataclass(frozen=True, slots=True)
class Paint:
    """Something painted. ``kind``: text, fill, stroke, image, shading, or mask: what makes others fade.
    ``overprints`` and ``mode`` (OPM): as the state says. ``pixels`` and ``bits`` are an image's, ``steps``
    its width and height in points. ``tagged``: in marked content that is an artifact or has a number in the
    structure."""

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
    mode: int = 0


@dataclass
class Seen:
    """What the content of a file has beside what it paints. ``codes``: of each font, the font and the codes
    that are shown, each with whether it is drawn. ``marked``: (StructParents, MCID) of marked content;
    ``used``: how often a form with such numbers is drawn. ``oddities``: (rule, place, message), emptied by
    who reads them. ``walked``: what was seen on this page; ``mixes``: whether any of it is transparent."""

    codes: dict[object, tuple[Any, dict[int, bool]]] = field(default_factory=dict)
    marked: set[tuple[int, int]] = field(default_factory=set)
    used: dict[object, int] = field(default_factory=dict)
    oddities: set[tuple[str, str, str]] = field(default_factory=set)
    walked: set[object] = field(default_factory=set)
    mixes: bool = False


@dataclass(frozen=True, slots=True)
class _State:
    ctm: Matrix = IDENTITY
    fill: Colour = BLACK
    stroke: Colour = BLACK
    fill_space: Any = "/DeviceGray"
    stroke_space: Any = "/DeviceGray"
    fill_over: bool = False
    stroke_over: bool = False
    over_mode: int = 0
    font: Any = None
    size: float = 1.0
    mode: int = 0


def paints(page: pikepdf.Page, seen: Seen | None = None) -> Iterator[Paint]:
    """In the order in which they are drawn. Raises pikepdf.PdfError where the operators cannot be read."""
    resources = inherited(page.obj, "/Resources")
    seen = Seen() if seen is None else seen
    seen.walked.clear()
    seen.mixes = False
    owner = int(page.obj.get("/StructParents", -1))
    walk = _Walk(resources if resources is not None else pikepdf.Dictionary(), _State(), "", 0, seen, owner)
    yield from walk.run(page)


def _numbers(operands: Any) -> list[float]:
    return [float(value) for value in operands if _is_number(value)]


def _is_number(value: Any) -> bool:
    return not isinstance(value, (pikepdf.Object, str, bytes)) or isinstance(value, (int, float))


_ARTIFACT, _TAGGED = "artifact", "tagged"


@dataclass(slots=True)
class _Walk:
    """Through one stream. ``around``: what the content around it is; ``owner``: whose MCIDs are in it."""

    resources: Any
    state: _State
    around: str
    depth: int
    seen: Seen
    owner: int
    stack: list[_State] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    points: list[tuple[float, float]] = field(default_factory=list)
    text: Matrix = IDENTITY
    line: Matrix = IDENTITY
    leading: float = 0.0

    def run(self, stream: Any) -> Iterator[Paint]:
        for instruction in pikepdf.parse_content_stream(stream):
            name = str(instruction.operator)
            operands = list(instruction.operands)
            if name in _SHOWS:
                yield from self._shown(name, operands)
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
                yield from self._beside(name, operands)

    def _is_tagged(self) -> bool:
        return bool(self.around) or any(self.marks)

    def _odd(self, rule: str, place: str, message: str) -> None:
        self.seen.oddities.add((rule, place, message))

    def _beside(self, name: str, operands: list[Any]) -> Iterator[Paint]:
        """What a change of state draws by itself: the tile of a pattern, a mask."""
        if name in ("scn", "SCN") and operands and isinstance(operands[-1], pikepdf.Name):
            pattern = self._resource("/Pattern", operands[-1])
            if isinstance(pattern, pikepdf.Stream):
                yield from self._inside(pattern, _ARTIFACT)
        if name == "gs" and operands:
            mask = (self._resource("/ExtGState", operands[0]) or {}).get("/SMask")
            group = mask.get("/G") if isinstance(mask, pikepdf.Dictionary) else None
            if isinstance(group, pikepdf.Stream):
                for paint in self._inside(group, _ARTIFACT):
                    yield replace(paint, kind="mask")

    def _inside(self, stream: Any, around: str) -> Iterator[Paint]:
        """Once on a page, for what it is drawn with does not change its own colours."""
        if key_of(stream) in self.seen.walked or self.depth >= _DEEPEST:
            return
        self.seen.walked.add(key_of(stream))
        numbers = _numbers(list(stream.get("/Matrix", ())))
        state = _State(ctm=tuple(numbers) if len(numbers) == 6 else IDENTITY)  # type: ignore[arg-type]
        resources = stream.get("/Resources", self.resources)
        yield from _Walk(resources, state, around, self.depth + 1, self.seen, self.owner).run(stream)

    def _change(self, name: str, operands: list[Any]) -> None:
        numbers = _numbers(operands)
        if name == "q":
            self.stack.append(self.state)
            if len(self.stack) > MOST_SAVED:
                self._odd("file-structure", "q", f"graphics states nested deeper than {MOST_SAVED}")
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
        elif name == "ri" and operands and str(operands[0])[1:] not in INTENTS:
            self._odd("operators", "ri", f"no rendering intent is called {str(operands[0])[1:]}")
        elif name not in OPERATORS:
            self._odd("operators", name, "an operator that PDF does not have")
        else:
            self._change_text(name, operands, numbers)

    def _reach(self, points: Any) -> None:
        self.points += [apply(self.state.ctm, x, y) for x, y in points]

    def _marks(self, operands: list[Any]) -> str:
        around = {self.around, *self.marks}
        if operands and str(operands[0]) == "/Artifact":
            if _TAGGED in around:
                self._odd("untagged-content", "Artifact", "an artifact inside tagged content")
            return _ARTIFACT
        properties = operands[1] if len(operands) > 1 else None
        if isinstance(properties, pikepdf.Name):
            properties = self._resource("/Properties", properties)
        if not isinstance(properties, pikepdf.Dictionary) or "/MCID" not in properties:
            return ""
        if _ARTIFACT in around:
            self._odd("untagged-content", "Artifact", "tagged content inside an artifact")
        self.seen.marked.add((self.owner, int(properties.MCID)))
        return _TAGGED

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
        mode = int(state.get("/OPM", self.state.over_mode))
        self.seen.mixes |= is_transparent(state)
        self.state = replace(self.state, stroke_over=stroke, fill_over=fill, over_mode=mode)

    def _set_colour(self, name: str, operands: list[Any], numbers: list[float]) -> None:
        fills = name.islower()
        space = self.state.fill_space if fills else self.state.stroke_space
        if name.lower() in _DEVICE:
            space = self._remapped(_DEVICE[name.lower()])
        elif name.lower() == "cs" and operands:
            space = self._resource("/ColorSpace", operands[0]) or self._remapped(str(operands[0]))
            numbers = []
        colour = self._of_pattern(operands) or colour_of(space, numbers)
        if fills:
            self.state = replace(self.state, fill=colour, fill_space=space)
        else:
            self.state = replace(self.state, stroke=colour, stroke_space=space)

    def _remapped(self, space: Any) -> Any:
        """A device colour space may be another one on a page (ISO 32000-1, 8.6.5.6)."""
        default = _DEFAULTS.get(str(space)) if isinstance(space, (str, pikepdf.Name)) else None
        return (self._resource("/ColorSpace", default) if default else None) or space

    def _of_pattern(self, operands: list[Any]) -> Colour | None:
        """The colour space of a gradient that is painted with."""
        if not operands or not isinstance(operands[-1], pikepdf.Name):
            return None
        pattern = self._resource("/Pattern", operands[-1])
        shading = pattern.get("/Shading") if isinstance(pattern, pikepdf.Dictionary) else None
        if shading is None:
            return None
        return Colour(space_of(self._remapped(shading.get("/ColorSpace", "/DeviceGray"))))

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
            font = self._resource("/Font", operands[0])
            self.state = replace(self.state, size=numbers[-1], font=font)
        elif name == "Tr" and numbers:
            self.state = replace(self.state, mode=int(numbers[0]))

    def _shown(self, name: str, operands: list[Any]) -> Iterator[Paint]:
        if name in ("'", '"'):
            self._change_text("T*", [], [])
        state = self.state
        self._keep_codes(operands)
        matrix = multiply(self.text, state.ctm)
        x, y = matrix[4], matrix[5]
        size = abs(state.size) * (matrix[2] ** 2 + matrix[3] ** 2) ** 0.5
        box = (x, y - 0.12 * size, x + size, y + 0.88 * size)
        if state.mode % 4 in (0, 2):
            yield Paint(
                "text", box, state.fill, state.fill_over, self._is_tagged(), size, mode=state.over_mode
            )
        if state.mode % 4 in (1, 2):
            yield Paint(
                "text", box, state.stroke, state.stroke_over, self._is_tagged(), size, mode=state.over_mode
            )

    def _keep_codes(self, operands: list[Any]) -> None:
        font = self.state.font
        if not isinstance(font, pikepdf.Dictionary):
            return
        _, codes = self.seen.codes.setdefault(key_of(font), (font, {}))
        size = 2 if font.get("/Subtype") == "/Type0" else 1
        drawn = self.state.mode % 4 != 3
        shown = operands[-1] if operands else b""
        for piece in shown if isinstance(shown, pikepdf.Array) else [shown]:
            text = bytes(piece) if isinstance(piece, pikepdf.String) else b""
            for at in range(0, len(text) - size + 1, size):
                code = int.from_bytes(text[at : at + size], "big")
                codes[code] = drawn or codes.get(code, False)

    def _path(self, how: str) -> Iterator[Paint]:
        if self.points:
            xs, ys = [x for x, _ in self.points], [y for _, y in self.points]
            box = (min(xs), min(ys), max(xs), max(ys))
            if "f" in how:
                yield self._painted("fill", box)
            if "s" in how:
                yield self._painted("stroke", box)
        self.points = []

    def _painted(self, kind: str, box: Box) -> Paint:
        state = self.state
        colour, over = (state.fill, state.fill_over) if kind == "fill" else (state.stroke, state.stroke_over)
        return Paint(kind, box, colour, over, self._is_tagged(), mode=state.over_mode)

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
            self.seen.mixes |= "/Group" in thing
            resources = thing.get("/Resources", self.resources)
            if "/Resources" not in thing:
                self._odd("operators", "Resources", "a form has none of its own")
            around = next((mark for mark in (self.around, *self.marks) if mark), "")
            owner = int(thing.get("/StructParents", self.owner))
            if "/StructParents" in thing:
                self.seen.used[key_of(thing)] = self.seen.used.get(key_of(thing), 0) + 1
            yield from _Walk(resources, state, around, self.depth + 1, self.seen, owner).run(thing)

    def _image(self, image: Any) -> Paint:
        self.seen.mixes |= "/SMask" in image
        mask = bool(image.get("/ImageMask", False))
        space = self._remapped(image.get("/ColorSpace", "/DeviceGray"))
        colour = self.state.fill if mask else Colour(space_of(space))
        pixels = int(image.get("/Width", 0)), int(image.get("/Height", 0))
        return self._placed(colour, pixels, 1 if mask else int(image.get("/BitsPerComponent", 8)), mask)

    def _inline(self, operands: list[Any]) -> Iterator[Paint]:
        image = operands[0] if operands else None
        if image is None:
            return
        if problem := inline_problem(image):
            self._odd(*problem)
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
        space = self._remapped(space)
        x, y = self.state.ctm[4], self.state.ctm[5]
        yield Paint("shading", (x, y, x, y), Colour(space_of(space)), self.state.fill_over, self._is_tagged())
