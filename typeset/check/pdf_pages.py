"""A PDF's bytes → its sheets: glyphs, figures and the size of the trimmed page, the right way up.

Lengths are in points, places from the left and the bottom of the trim. What does not show is left out: text
drawn with no ink (the layer under a scan), a glyph drawn twice to look bold, glyphs turned against most of
their page. Vertical text is not measured either.
"""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, hypot, pi
from typing import Any, NamedTuple

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect
from pdfminer.pdffont import PDFCIDFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1
from pdfminer.utils import apply_matrix_pt, mult_matrix

from typeset.errors import FormatError

_SUBSET = re.compile(r"^[A-Z]{6}\+")
_NO_INK = 3
"""The text rendering mode of words that only a search finds."""
_TWICE = 0.08
"""In em: how far apart two drawings of one glyph may be."""


class Glyph(NamedTuple):
    """A character where it is drawn: its origin, the size it has, how far it advances, in which font."""

    text: str
    x: float
    y: float
    size: float
    advance: float
    font: str


class Box(NamedTuple):
    """A rectangle on the page."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.top - self.bottom


@dataclass(frozen=True, slots=True)
class Sheet:
    """A trimmed page. ``boxes``: images and filled shapes. ``left_out``: glyphs that were not measured.
    ``rules``: level lines, drawn or filled. ``missing``: glyphs that the font does not have (.notdef), with
    the characters they stand for. ``origin``: the trim's corner from the medium's, on the page as it is seen;
    none where most glyphs are turned against it."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    boxes: tuple[Box, ...]
    left_out: int = 0
    rules: tuple[Box, ...] = ()
    missing: tuple[Glyph, ...] = ()
    origin: tuple[float, float] | None = None


def sheets(data: bytes, path: str) -> tuple[Sheet, ...]:
    """Every page. Raises FormatError where there is no PDF that can be read.

    A parser that meets damaged bytes raises whatever it stumbles over (IndexError, struct.error, zlib.error,
    RecursionError …), so around the parser, and only there, every exception is the file's fault.
    """
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    found: list[Sheet] = []
    try:
        found.extend(_read(data))
    except PDFPasswordIncorrect as error:
        remedy = "unlock it first: qpdf --decrypt --password=… IN.pdf OUT.pdf"
        raise FormatError("the PDF is locked with a password", place=path, remedy=remedy) from error
    except Exception as error:
        where = f"page {len(found) + 1} cannot be read" if found else "no PDF that can be read"
        raise FormatError(
            f"{where}: {error or type(error).__name__}",
            place=path,
            remedy="is it the right file, and whole? qpdf IN.pdf OUT.pdf mends some that are damaged",
        ) from error
    if not found:
        raise FormatError("a PDF without pages", place=path, remedy="is it the right file, and whole?")
    return tuple(found)


def _read(data: bytes) -> Iterator[Sheet]:
    document = PDFDocument(PDFParser(io.BytesIO(data)))
    device = _Device(PDFResourceManager())
    interpreter = PDFPageInterpreter(device.rsrcmgr, device)
    for number, page in enumerate(PDFPage.create_pages(document), 1):
        interpreter.process_page(page)
        yield _upright(number, device)


class _Mark(NamedTuple):
    """A glyph as the page's coordinates have it, with its direction in quarter turns."""

    text: str
    x: float
    y: float
    size: float
    advance: float
    font: str
    turn: int | None


class _Device(PDFTextDevice):
    """Keeps what a page draws."""

    def begin_page(self, page: PDFPage, ctm: Any) -> None:
        self.marks: list[_Mark] = []
        self.boxes: list[Box] = []
        self.rules: list[Box] = []
        self.missing: set[int] = set()
        self.skipped = 0
        self.inked = True
        self.trim = _bounds(ctm, _corners(_trim(page)))

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        if textstate.font is None:
            return
        self.inked = textstate.render % 4 != _NO_INK
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(
        self,
        matrix: Any,
        font: Any,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: Any,
        graphicstate: Any,
    ) -> float:
        advance = float(font.char_width(cid) * fontsize * scaling)
        a, b, c, d, x, y = matrix
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = "\ufffd"
        if not self.inked or font.is_vertical():
            self.skipped += not text.isspace()
            return advance
        name = _SUBSET.sub("", str(font.fontname))
        size = round(abs(fontsize) * hypot(c, d), 2)
        if cid == 0 and isinstance(font, PDFCIDFont):
            self.missing.add(len(self.marks))
        self.marks.append(_Mark(text, x, y, size, advance * hypot(a, b), name, _turn(a, b, c, d)))
        return advance

    def render_image(self, name: str, stream: Any) -> None:
        self.boxes.append(_bounds(self.ctm, ((0, 0), (1, 0), (0, 1), (1, 1))))

    def paint_path(self, gstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Any) -> None:
        points = [operand[i : i + 2] for operand in path for i in range(1, len(operand) - 1, 2)]
        if fill and points:
            self.boxes.append(_bounds(self.ctm, points))
            self.rules += [box for box in self.boxes[-1:] if _is_rule(box)]
        if stroke:
            sides = (_bounds(self.ctm, side) for side in pairwise(_stops(path)))
            self.rules += [side for side in sides if _is_rule(side)]


_THIN = 2.0
"""In points: what is higher is no rule."""
_LONG = 30.0
"""In points: what is shorter is no rule of a table."""


def _is_rule(box: Box) -> bool:
    return box.height < _THIN and box.width > _LONG


def _stops(path: Any) -> list[tuple[float, float]]:
    """The ends of a path's straight sides; a closed one returns to where it began."""
    stops: list[tuple[float, float]] = []
    for operand in path:
        if len(operand) > 2:
            stops.append((operand[-2], operand[-1]))
        elif stops:
            stops.append(stops[0])
    return stops


def _trim(page: PDFPage) -> Sequence[float]:
    """The trim, or what stands for it: the crop, the medium."""
    box = resolve1(page.attrs.get("TrimBox"))
    if isinstance(box, list) and len(box) == 4:
        return [float(resolve1(side)) for side in box]
    return page.cropbox


def _corners(box: Sequence[float]) -> list[tuple[float, float]]:
    return [(box[0], box[1]), (box[2], box[3])]


def _bounds(matrix: Any, points: Any) -> Box:
    places = [apply_matrix_pt(matrix, (point[0], point[1])) for point in points]
    xs, ys = [x for x, _ in places], [y for _, y in places]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _turn(a: float, b: float, c: float, d: float) -> int | None:
    """Quarter turns of a glyph to the left; none where it leans or is seen in a mirror."""
    turns = atan2(b, a) / (pi / 2)
    if a * d - b * c <= 0 or abs(turns - round(turns)) > 0.001:
        return None
    return round(turns) % 4


def _upright(number: int, device: _Device) -> Sheet:
    """The page as most of its glyphs are read."""
    trim = device.trim
    turn = _most([mark.turn for mark in device.marks if mark.turn is not None]) or 0
    matrix: tuple[float, float, float, float, float, float] = _UPRIGHT[turn]
    frame = _bounds(matrix, [(trim.left, trim.bottom), (trim.right, trim.top)])
    matrix = mult_matrix(matrix, (1, 0, 0, 1, -frame.left, -frame.bottom))
    placed = [
        (
            index,
            Glyph(mark.text, *apply_matrix_pt(matrix, (mark.x, mark.y)), mark.size, mark.advance, mark.font),
        )
        for index, mark in enumerate(device.marks)
        if mark.turn == turn and mark.size > 0
    ]
    glyphs = [glyph for _, glyph in placed]
    skipped = device.skipped + len(device.marks) - len(glyphs)
    boxes = tuple(_bounds(matrix, _corners(box)) for box in device.boxes)
    rules = tuple(_bounds(matrix, _corners(rule)) for rule in device.rules)
    return Sheet(
        number, frame.width, frame.height, tuple(_once(glyphs)), boxes, skipped, rules,
        tuple(glyph for index, glyph in placed if index in device.missing),
        (trim.left, trim.bottom) if turn == 0 else None,
    )  # fmt: skip


_UPRIGHT = ((1, 0, 0, 1, 0, 0), (0, -1, 1, 0, 0, 0), (-1, 0, 0, -1, 0, 0), (0, 1, -1, 0, 0, 0))
"""What turns a page back, by the quarter turns of its glyphs."""


def _once(glyphs: Sequence[Glyph]) -> Iterator[Glyph]:
    """Without the second drawing of a glyph: so some tools make a bold one."""
    last: dict[str, list[tuple[float, float]]] = {}
    for glyph in glyphs:
        near = _TWICE * glyph.size
        places = last.setdefault(glyph.text, [])
        if not any(abs(x - glyph.x) < near and abs(y - glyph.y) < near for x, y in places[-64:]):
            places.append((glyph.x, glyph.y))
            yield glyph


def _most(values: Sequence[Any]) -> Any:
    return Counter(values).most_common(1)[0][0] if values else None
