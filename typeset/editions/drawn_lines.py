"""Composed lines onto WeasyPrint's line boxes: each character at the place that the composer gave it.

WeasyPrint is given paragraphs with their line ends in them (``white-space: pre``), so that its lines are the
composer's. What it laid out at natural widths is moved here: a run of text to where its first character
stands, and as a line is drawn, the advance of every glyph to where the next one stands. This is the only
place that touches WeasyPrint's internals beside the reading of its boxes; a test holds it to one version.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from typeset.compose.lines import Line

LINES = "data-lines"
"""The attribute of the block that holds a composed text: its number."""
REFERENCE = "data-ref"
"""That of the links of one reference, on however many lines and pages: its number."""
_ASCENT, _DESCENT = 0.88, 0.12
"""In em: the box of a Han character above and below the baseline."""
_PIXELS = 4 / 3
"""CSS pixels in a point."""


class UnexpectedLayoutError(Exception):
    """WeasyPrint's boxes are not those that were handed to it."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A text and its lines."""

    text: str
    lines: tuple[Line, ...]


def fit_lines(laid_out: Any, composed: Sequence[Composed]) -> None:
    """Every line box of a laid-out document to its composed line. Raises UnexpectedLayoutError."""
    begun = [0] * len(composed)
    for page in laid_out.pages:
        areas: dict[int, _Area] = {}
        for number, left, box in _lines(page._page_box):
            block = composed[number]
            if begun[number] == len(block.lines):
                raise UnexpectedLayoutError(f"{block.text[:20]!r} has more lines than were composed")
            _fit(list(_texts(box)), left, block.text, block.lines[begun[number]])
            areas |= _areas(box)
            begun[number] += 1
        page.links = [(kind, to, areas.get(id(box), area), box) for kind, to, area, box in page.links]
    for block, count in zip(composed, begun, strict=True):
        if block.text and count != len(block.lines):
            raise UnexpectedLayoutError(f"{block.text[:20]!r} has {count} lines, not {len(block.lines)}")


def _lines(box: Any) -> Iterator[tuple[int, float, Any]]:
    """(number, left edge in pixels, line box) of each line of composed text, in reading order."""
    box = getattr(box, "_box", box)
    element = getattr(box, "element", None)
    number = element.get(LINES) if element is not None and hasattr(element, "get") else None
    children = getattr(box, "children", ())
    if number is not None and children and type(children[0]).__name__ == "LineBox":
        for line in children:
            yield int(number), box.content_box_x(), line
        return
    for child in children:
        yield from _lines(child)


def _texts(box: Any) -> Iterator[Any]:
    if hasattr(box, "pango_layout"):
        yield box
    for child in getattr(box, "children", ()):
        yield from _texts(child)


def _fit(boxes: list[Any], left: float, text: str, line: Line) -> None:
    at = line.start
    ends = (*line.origins, line.width)
    if any(_is_hyphen(box) for box in boxes) is not bool(line.hyphen):
        raise UnexpectedLayoutError(f"{text[at : line.end][-20:]!r} has a hyphen too many or too few")
    for box in boxes:
        if _is_hyphen(box):
            box.position_x = left + line.width * _PIXELS
            continue
        length = len(box.text)
        if text[at : at + length] != box.text or at + length > line.end:
            raise UnexpectedLayoutError(f"{box.text[:20]!r} stands where {text[at : at + 20]!r} should")
        first = at - line.start
        places = ends[first : first + length + 1]
        box.position_x = left + places[0] * _PIXELS
        # What follows may begin before the last character ends: an opening mark, whose first half is blank.
        half = float(box.style["font_size"]) / 2
        box.width = max(places[-1] * _PIXELS, places[-2] * _PIXELS + half) - places[0] * _PIXELS
        _advance(box, [place * _PIXELS for place in places])
        at += length


_Area = tuple[float, float, float, float]
"""Left, top, right and bottom in pixels."""


def _areas(line: Any) -> dict[int, _Area]:
    """Of each element in a line, a link among them, where its texts are now, by its box. Elements of composed
    text take no height of their own: it is as high as its characters."""
    found: dict[int, _Area] = {}
    for child in line.children:
        texts = list(_texts(child))
        if hasattr(child, "children") and texts:
            sized = [(t.position_y + t.baseline, float(t.style["font_size"])) for t in texts]
            found[id(child)] = (
                min(text.position_x for text in texts),
                min(baseline - _ASCENT * size for baseline, size in sized),
                max(text.position_x + text.width for text in texts),
                max(baseline + _DESCENT * size for baseline, size in sized),
            )
            found |= _areas(child)
    return found


def _is_hyphen(box: Any) -> bool:
    """Whether a box is what print.css puts at a line's end, and no text."""
    return str(box.element_tag).endswith("::after")


def _advance(box: Any, places: Sequence[float]) -> None:
    """Lets a box's glyphs advance to the places (pixels) of the characters after them when it is drawn."""
    layout = box.pango_layout
    natural = layout.get_first_line
    by_byte = _by_byte(box.text)
    size = float(box.style["font_size"])

    def fitted() -> Any:
        line, index = natural()
        _set_advances(line, by_byte, places, size)
        return line, index

    layout.get_first_line = fitted


def _by_byte(text: str) -> Mapping[int, int]:
    """The offset of each character's first byte in UTF-8 → its number; and of the end."""
    offsets, at = {}, 0
    for number, char in enumerate(text):
        offsets[at] = number
        at += len(char.encode())
    return {**offsets, at: len(text)}


_PANGO_UNITS = 1024
"""In a pixel."""


def _set_advances(line: Any, by_byte: Mapping[int, int], places: Sequence[float], size: float) -> None:
    """Whole thousandths of an em, as WeasyPrint writes them into the PDF; what is rounded is carried on.

    WeasyPrint cuts the fraction off the difference to a glyph's own advance. A hair more than a whole number,
    away from that advance, is therefore a whole number when it is written.
    """
    from weasyprint.text.ffi import ffi

    thousandths = 1000 / size
    run = line.runs[0]
    carried = spent = 0.0
    while run != ffi.NULL:
        item = run.data
        run = run.next
        glyphs, clusters, count = item.glyphs.glyphs, item.glyphs.log_clusters, item.glyphs.num_glyphs
        base, length = item.item.offset, item.item.length
        for index in range(count):
            begin = by_byte.get(base + clusters[index])
            after = base + (clusters[index + 1] if index + 1 < count else length)
            end = by_byte.get(after)
            geometry = glyphs[index].geometry
            natural = geometry.width * thousandths / _PANGO_UNITS
            if begin is None or end is None or end <= begin:
                spent += natural  # one of several glyphs that draw a character
                continue
            if end == len(places) - 1:
                continue
            wanted = (places[end] - places[begin]) * thousandths + carried - spent
            whole, spent = round(wanted), 0.0
            carried = wanted - whole
            exact = whole * _PANGO_UNITS / thousandths
            geometry.width = int(exact) - (exact < 0) if whole < natural else int(exact) + 1
