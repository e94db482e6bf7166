"""A PDF → its printed lines, column by column, from the origins of its glyphs alone.

Any PDF will do. Size, pitch and columns are measured: the size that most characters have, the distance that
most baselines have, and the places that hardly any line covers. Lengths are in points, places from the left
and the bottom of the page.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, NamedTuple


class Glyph(NamedTuple):
    """A character where it is drawn: its origin, the size it has, how far it advances, in which font."""

    text: str
    x: float
    y: float
    size: float
    advance: float
    font: str


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """The glyphs of one baseline in one column, from the left. Pages and columns count from 1."""

    page: int
    column: int
    y: float
    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        return "".join(glyph.text for glyph in self.glyphs)

    @property
    def size(self) -> float:
        """That of most of its glyphs."""
        return Counter(glyph.size for glyph in self.glyphs).most_common(1)[0][0]


@dataclass(frozen=True, slots=True)
class Column:
    """The edges of a column as its lines have them."""

    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Printed:
    """A document's lines in reading order; ``size`` and ``pitch`` are those of its text. ``columns``: by the
    parity of the page (0 even, 1 odd), from the left. ``font``: that of most of the text."""

    pages: int
    size: float
    pitch: float
    font: str
    columns: tuple[tuple[Column, ...], tuple[Column, ...]]
    lines: tuple[PrintedLine, ...]

    def column_of(self, line: PrintedLine) -> Column:
        return self.columns[line.page % 2][line.column - 1]


def printed_lines(data: bytes) -> Printed:
    """What a PDF shows. Raises PDFSyntaxError and its like from pdfminer where it is none."""
    pages = list(_pages(data))
    glyphs = [glyph for page in pages for glyph in page]
    size = _most([glyph.size for glyph in glyphs if not glyph.text.isspace()])
    font = _most([glyph.font for glyph in glyphs if glyph.size == size]) or ""
    baselines = [_baselines([g for g in page if abs(g.size - size) < _SAME]) for page in pages]
    pitch = _pitch(baselines)
    gutters = _alike(baselines, tuple(_gutters(baselines, parity, size) for parity in (0, 1)))
    lines = [
        line
        for number, page in enumerate(pages, 1)
        for line in _columns(number, _within(page, baselines[number - 1], pitch), gutters[number % 2])
    ]
    edges = tuple(_edges(lines, parity, len(gutters[parity]) + 1, size) for parity in (0, 1))
    return Printed(len(pages), size or 0.0, pitch, font, _as_wide(edges), tuple(lines))


_SAME = 0.05
"""Points by which sizes or baselines may differ and be the same."""
_EMPTY = 0.03
"""Share of the lines that may cover a gutter."""
_NARROWEST = 0.6
"""In em: what a gutter has at least."""
_AGREE = 0.5
"""Points by which the edges of lines may differ and be one edge."""


def _pages(data: bytes) -> Iterator[list[Glyph]]:
    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LTChar, LTContainer

    def glyphs(item: Any) -> Iterator[Glyph]:
        if isinstance(item, LTChar):
            a, b, c, _, x, y = item.matrix
            if abs(b) < 1e-6 and abs(c) < 1e-6 and a > 0:
                yield Glyph(item.get_text(), x, y, round(item.size, 2), item.adv * a, item.fontname)
        elif isinstance(item, LTContainer):
            for child in item:
                yield from glyphs(child)

    for page in extract_pages(io.BytesIO(data), laparams=None):
        yield list(glyphs(page))


def _most(values: Sequence[Any]) -> Any:
    counts = Counter(values)
    return max(counts, key=lambda value: counts[value]) if counts else None


def _baselines(glyphs: Sequence[Glyph]) -> list[tuple[float, list[Glyph]]]:
    """The glyphs of each baseline, from the top."""
    found: list[tuple[float, list[Glyph]]] = []
    for glyph in sorted(glyphs, key=lambda glyph: (-glyph.y, glyph.x)):
        if found and abs(found[-1][0] - glyph.y) < _AGREE:
            found[-1][1].append(glyph)
        else:
            found.append((glyph.y, [glyph]))
    return [(y, sorted(line, key=lambda glyph: glyph.x)) for y, line in found]


def _pitch(pages: Sequence[Sequence[tuple[float, list[Glyph]]]]) -> float:
    """The commonest distance between two baselines."""
    steps = [round(above[0] - below[0], 1) for page in pages for above, below in pairwise(page)]
    return float(_most(steps) or 0.0)


def _gutters(
    pages: Sequence[Sequence[tuple[float, list[Glyph]]]], parity: int, size: float
) -> list[tuple[float, float]]:
    """Stretches that hardly any line of text covers, with text on both sides."""
    lines = [line for number, page in enumerate(pages, 1) if number % 2 == parity for _, line in page]
    covered: Counter[int] = Counter()
    for line in lines:
        bins: set[int] = set()
        for glyph in line:
            if not glyph.text.isspace():
                bins.update(range(int(glyph.x), int(glyph.x + glyph.size * _ink(glyph)) + 1))
        covered.update(bins)
    if not covered:
        return []
    most = max(1, int(_EMPTY * max(covered.values())))
    usual = max(covered.values()) / 4
    busy = [place for place in sorted(covered) if covered[place] > usual]
    gutters = []
    begin: int | None = None
    for place in range(busy[0], busy[-1] + 1):
        if covered[place] <= most:
            begin = place if begin is None else begin
        elif begin is not None:
            if place - begin >= _NARROWEST * size:
                gutters.append((float(begin), float(place)))
            begin = None
    return gutters


def _alike(
    pages: Sequence[Sequence[tuple[float, list[Glyph]]]], gutters: Sequence[list[tuple[float, float]]]
) -> list[list[tuple[float, float]]]:
    """A side whose few lines show fewer gutters has those of the other, as far in from its own left edge."""
    few, many = sorted((0, 1), key=lambda parity: len(gutters[parity]))
    lefts = [
        min(
            (line[0].x for number, page in enumerate(pages, 1) if number % 2 == parity for _, line in page),
            default=0.0,
        )
        for parity in (0, 1)
    ]
    shift = lefts[few] - lefts[many]
    out = [list(own) for own in gutters]
    if len(gutters[few]) < len(gutters[many]):
        out[few] = [(low + shift, high + shift) for low, high in gutters[many]]
    return out


def _ink(glyph: Glyph) -> float:
    return 0.5 if glyph.text[:1].isascii() else 0.9


def _within(
    page: Sequence[Glyph], baselines: Sequence[tuple[float, list[Glyph]]], pitch: float
) -> list[tuple[float, list[Glyph]]]:
    """The baselines of a page between the first and the last of its text: running heads and folios stand
    outside."""
    if not baselines:
        return []
    top, bottom = baselines[0][0] + pitch / 2, baselines[-1][0] - pitch / 2
    return _baselines([glyph for glyph in page if bottom <= glyph.y <= top])


def _columns(
    number: int, baselines: Sequence[tuple[float, list[Glyph]]], gutters: Sequence[tuple[float, float]]
) -> list[PrintedLine]:
    """Column after column."""
    middles = [(low + high) / 2 for low, high in gutters]
    lines: list[PrintedLine] = []
    for y, glyphs in baselines:
        parts: dict[int, list[Glyph]] = {}
        for glyph in glyphs:
            center = glyph.x + glyph.size * _ink(glyph) / 2
            parts.setdefault(sum(center > middle for middle in middles) + 1, []).append(glyph)
        lines += [
            PrintedLine(number, column, y, tuple(part))
            for column, part in parts.items()
            if any(not glyph.text.isspace() for glyph in part)
        ]
    return sorted(lines, key=lambda line: (line.column, -line.y))


def _edges(lines: Sequence[PrintedLine], parity: int, count: int, size: float) -> tuple[Column, ...]:
    """The left edge that most lines have, and the right edge that most lines ending with Han have."""
    columns = []
    for column in range(1, count + 1):
        own = [line for line in lines if line.page % 2 == parity and line.column == column]
        text = [line for line in own if abs(line.size - size) < _SAME]
        left = _most([round(line.glyphs[0].x, 1) for line in text])
        full = [round(line.glyphs[-1].x + size, 1) for line in text if is_han(line.glyphs[-1].text)]
        widest = max(full, default=0.0)
        right = _most([place for place in full if place > widest - size])
        columns.append(Column(left or 0.0, right or 0.0))
    return tuple(columns)


def _as_wide(sides: Sequence[tuple[Column, ...]]) -> tuple[tuple[Column, ...], tuple[Column, ...]]:
    """A column that no full line shows the width of is as wide as the others."""
    width = max((column.right - column.left for side in sides for column in side), default=0.0)
    first, second = (
        tuple(replace(c, right=c.left + width) if c.right - c.left < width / 2 else c for c in side)
        for side in sides
    )
    return first, second


def is_han(text: str) -> bool:
    return "\u3400" <= text[:1] <= "\u9fff" or "\uf900" <= text[:1] <= "\ufaff" or text[:1] >= "\U00020000"
