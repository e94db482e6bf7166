"""Sheets → printed lines, column by column and in reading order, from the origins of the glyphs alone.

Any PDF will do, and every page may be another: its columns are the places that hardly any of its lines
covers, if lines fill what lies on both sides (cells of a table do not); a page too empty to say has the
columns of its like. Size, pitch and edges are those that most lines have. A theme's geometry takes the
place of all this.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Any

from typeset.check.marks import ink_end, ink_start, is_han
from typeset.check.page_figures import figures
from typeset.check.pdf_pages import Box, Glyph, Sheet

SAME = 0.05
"""Points by which sizes may differ and be the same."""
_LEVEL = 0.5
"""Points by which the baselines of one line may differ."""
_NARROWEST = 0.6
"""In em: what a gutter has at least."""
_CROSSING = 0.03
"""Share of a page's lines that may cover a gutter."""
_COLUMN = 6
"""In em: a column is as wide as this."""
_WIDEST = 14_400.0
"""In points: a page that a PDF may have."""
_FILLED = 0.3
"""Share of a column's lines that fill it."""
_OWN_SIZE = 10
"""Lines that a page needs to have a size of its own, as an index has."""
_STEADY = 0.6
"""Share of the distances that are one; where fewer are, places were rounded, and the mean is the pitch."""
_RAISED = 0.8
"""A glyph of this size or less may be raised or lowered in a line."""


@dataclass(frozen=True, slots=True)
class Column:
    """The edges of a column."""

    left: float
    right: float

    @property
    def width(self) -> float:
        return self.right - self.left


@dataclass(frozen=True, slots=True)
class Geometry:
    """What a page should be, in points: ``columns`` (left, width) of a recto; ``top`` of the type area from
    the top of the trim; size and pitch of the text; lines in a column."""

    page: tuple[float, float]
    columns: tuple[tuple[float, float], ...]
    top: float
    size: float
    pitch: float
    lines: int

    @classmethod
    def of(cls, value: Mapping[str, Any]) -> Geometry:
        """From the keys and lists that ``typeset themes show NAME --json`` prints."""
        width, height = value["page"]
        columns = tuple((column["left"], column["width"]) for column in value["columns"])
        return cls((width, height), columns, value["top"], value["size"], value["pitch"], value["lines"])

    def on(self, number: int) -> tuple[Column, ...]:
        """The columns of a page: those of a verso mirror the recto's."""
        recto = [Column(left, left + width) for left, width in self.columns]
        if number % 2:
            return tuple(recto)
        return tuple(Column(self.page[0] - c.right, self.page[0] - c.left) for c in reversed(recto))


@dataclass(frozen=True)
class PrintedLine:
    """The glyphs of one line in one column, from the left. Pages and columns count from 1; a line across all
    columns is in column 0. ``zone``: how many such lines and figures stand above it on its page."""

    page: int
    column: int
    y: float
    glyphs: tuple[Glyph, ...]
    zone: int = 0

    @property
    def text(self) -> str:
        return "".join(glyph.text for glyph in self.glyphs)

    @cached_property
    def visible(self) -> tuple[Glyph, ...]:
        return tuple(glyph for glyph in self.glyphs if not glyph.text.isspace())

    @cached_property
    def size(self) -> float:
        """That of most of its glyphs."""
        return _most([glyph.size for glyph in self.visible]) or 0.0


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A page as it was found. ``size`` and ``pitch``: those of its text. ``top`` and ``bottom``: the first
    and the last baseline that the type area has room for. ``furniture``: lines outside it."""

    number: int
    width: float
    height: float
    size: float
    pitch: float
    columns: tuple[Column, ...]
    top: float
    bottom: float
    figures: tuple[Box, ...]
    lines: tuple[PrintedLine, ...]
    furniture: tuple[PrintedLine, ...]

    def column(self, number: int) -> Column:
        return self.columns[number - 1] if number else Column(self.columns[0].left, self.columns[-1].right)

    def beside(self, box: Box) -> tuple[int, ...]:
        """The columns that a figure stands in."""
        return tuple(
            number
            for number, column in enumerate(self.columns, 1)
            if min(box.right, column.right) - max(box.left, column.left) > 0.1 * column.width
        )


@dataclass(frozen=True, slots=True)
class Printed:
    """A document's pages; ``size``, ``pitch`` and ``font`` are those of most of its text, ``latin`` is the
    font of the letters and figures in it."""

    size: float
    pitch: float
    font: str
    latin: str
    pages: tuple[PrintedPage, ...]
    geometry: Geometry | None = None
    left_out: int = 0

    @property
    def lines(self) -> tuple[PrintedLine, ...]:
        return tuple(line for page in self.pages for line in page.lines)


def printed(sheets: Sequence[Sheet], geometry: Geometry | None = None) -> Printed:
    """Lines in their columns. The sheets need some Han among them."""
    size = geometry.size if geometry else _usual_size(sheets)
    font = (
        _most([g.font for s in sheets for g in s.glyphs if is_han(g.text) and abs(g.size - size) < SAME])
        or ""
    )
    drafts = [_Draft(sheet, size) for sheet in sheets]
    for draft in drafts:
        draft.find_own_size(size)
    if geometry:
        _set_geometry(drafts, geometry)
    else:
        _find_columns(drafts)
        _find_edges(drafts)
    pitch = geometry.pitch if geometry else _pitch(drafts, size)
    _find_heights(drafts, pitch, geometry)
    pages = tuple(draft.page(pitch) for draft in drafts)
    latin = _latin(pages, font)
    return Printed(size, pitch, font, latin, pages, geometry, sum(sheet.left_out for sheet in sheets))


Row = tuple[float, list[Glyph]]
"""A baseline and its glyphs from the left, over the whole width of a page."""


class _Draft:
    """A page while it is found out."""

    def __init__(self, sheet: Sheet, size: float) -> None:
        self.sheet = sheet
        self.rows = rows(sheet.glyphs)
        self.size = size
        self.own_pitch = 0.0
        self.gutters: list[tuple[float, float]] = []
        self.columns: tuple[Column, ...] = ()
        self.top = self.bottom = 0.0
        self.figures: tuple[Box, ...] = ()

    @property
    def kind(self) -> tuple[int, int]:
        """Pages of one kind have one size and are as wide."""
        return round(self.sheet.width), round(self.sheet.height)

    @property
    def parity(self) -> int:
        return self.sheet.number % 2

    def text_rows(self) -> list[Row]:
        """The rows of the page's text, without glyphs of other sizes."""
        own = [(y, [g for g in row if abs(g.size - self.size) < SAME]) for y, row in self.rows]
        return [(y, row) for y, row in own if any(is_han(glyph.text) for glyph in row)]

    def find_own_size(self, usual: float) -> None:
        """An index or a page of notes may have no text of the usual size."""
        sizes = Counter(g.size for g in self.sheet.glyphs if is_han(g.text))
        close = sum(count for size, count in sizes.items() if abs(size - usual) < SAME)
        if not sizes or close >= 0.2 * sum(sizes.values()):
            return
        self.size = sizes.most_common(1)[0][0]
        if len(self.text_rows()) < _OWN_SIZE:
            self.size = usual

    def lines(self) -> list[PrintedLine]:
        """All of them, column after column."""
        number, columns = self.sheet.number, self.columns
        return [
            PrintedLine(number, column, y, tuple(part))
            for y, row in self.rows
            for column, part in _parts(row, columns, self.size)
            if any(not glyph.text.isspace() for glyph in part)
        ]

    def page(self, pitch: float) -> PrintedPage:
        own = self.own_pitch or pitch
        lines = self.lines()
        inside = [line for line in lines if self.bottom - own / 2 <= line.y <= self.top + own / 2]
        inside += _hanging_on(inside, lines, own)
        kept = set(map(id, inside))
        furniture = tuple(line for line in lines if id(line) not in kept)
        page = PrintedPage(
            self.sheet.number, self.sheet.width, self.sheet.height, self.size, own, self.columns,
            self.top, self.bottom, self.figures, (), furniture,
        )  # fmt: skip
        return replace(page, lines=_in_zones(inside, page))


def rows(glyphs: Iterable[Glyph]) -> list[Row]:
    """The glyphs of each baseline, from the top; raised and lowered ones stand in the line they belong to."""
    found: list[Row] = []
    for glyph in sorted(glyphs, key=lambda glyph: (-glyph.y, glyph.x)):
        if found and abs(found[-1][0] - glyph.y) < _LEVEL:
            found[-1][1].append(glyph)
        else:
            found.append((glyph.y, [glyph]))
    for index, (y, row) in enumerate(found):
        biggest = max(glyph.size for glyph in row)
        for other in (*found[index + 1 : index + 3], *found[max(0, index - 2) : index]):
            usual = _most([glyph.size for glyph in other[1]]) if other[1] else 0.0
            if biggest <= _RAISED * usual and abs(y - other[0]) < 0.6 * usual and _has_room(other[1], row):
                other[1].extend(row)
                row.clear()
                break
    return [(y, sorted(row, key=lambda glyph: glyph.x)) for y, row in found if row]


def _has_room(row: Sequence[Glyph], small: Sequence[Glyph]) -> bool:
    """Whether small glyphs stand between or after those of a row, none of them above another."""
    for glyph in small:
        middle = glyph.x + glyph.advance / 2
        if any(g.x < middle < g.x + 0.8 * g.advance for g in row if not g.text.isspace()):
            return False
    reach = max(g.x + g.advance for g in row) + max(g.size for g in row)
    return all(row[0].x - 2 * row[0].size < glyph.x < reach for glyph in small)


def _usual_size(sheets: Sequence[Sheet]) -> float:
    """That of most Han characters."""
    return float(
        _most([glyph.size for sheet in sheets for glyph in sheet.glyphs if is_han(glyph.text)]) or 0.0
    )


def _most(values: Sequence[Any]) -> Any:
    return Counter(values).most_common(1)[0][0] if values else None


def _latin(pages: Sequence[PrintedPage], font: str) -> str:
    """The font of most letters and figures beside Han of the text's font and of their size."""
    found = Counter(
        second.font
        for page in pages
        for line in page.lines
        for one, two in pairwise(line.visible)
        for first, second in ((one, two), (two, one))
        if is_han(first.text) and first.font == font and first.size == second.size
        if second.text.isascii() and second.text.isalnum()
    )
    return found.most_common(1)[0][0] if found else font


# Columns


def _find_columns(drafts: Sequence[_Draft]) -> None:
    """Each page's gutters; a page that does not speak against them has those that most pages of its kind
    have."""
    for draft in drafts:
        draft.gutters = _gutters(draft.text_rows(), draft.size)
    for draft, gutters in [(draft, _usual_gutters(drafts, draft)) for draft in drafts]:
        if gutters and not _contradicts(draft, gutters):
            draft.gutters = gutters


def _gutters(text: Sequence[Row], size: float) -> list[tuple[float, float]]:
    """Stretches that hardly any row covers, with lines on both sides that fill what lies there."""
    covered: Counter[int] = Counter()
    for _, row in text:
        bins: set[int] = set()
        for glyph in row:
            if not glyph.text.isspace():
                left, right = max(0.0, ink_start(glyph)), min(_WIDEST, ink_end(glyph))
                bins.update(range(int(left), int(right) + 1))
        covered.update(bins)
    if not covered:
        return []
    usual = max(covered.values())
    crossing = max(1 if usual >= _OWN_SIZE else 0, int(_CROSSING * usual))
    busy = [place for place in sorted(covered) if covered[place] > crossing]
    if not busy:
        return []
    gutters = [
        (float(left), float(right))
        for left, right in pairwise(busy)
        if right - left - 1 >= max(2.0, _NARROWEST * size)
    ]
    return _with_columns_beside(text, gutters, size)


def _with_columns_beside(
    text: Sequence[Row], gutters: list[tuple[float, float]], size: float
) -> list[tuple[float, float]]:
    """Without the gutters that a table or a list has: a column is wide, and lines fill it."""
    while gutters:
        edges = [0.0, *((low + high) / 2 for low, high in gutters), 1e9]
        bad = [
            index
            for index, (low, high) in enumerate(pairwise(edges))
            if not _is_column(text, low, high, size)
        ]
        if not bad:
            return gutters
        del gutters[min(bad[0], len(gutters) - 1)]
    return gutters


def _is_column(text: Sequence[Row], low: float, high: float, size: float) -> bool:
    parts = [
        [g for g in row if low <= g.x + g.advance / 2 < high and not g.text.isspace()] for _, row in text
    ]
    spans = [(ink_start(part[0]), ink_end(part[-1])) for part in parts if any(is_han(g.text) for g in part)]
    if not spans:
        return False
    left, right = min(start for start, _ in spans), max(end for _, end in spans)
    full = sum(end - start > 0.8 * (right - left) for start, end in spans)
    return right - left >= _COLUMN * size and full >= max(1, _FILLED * len(spans))


def _usual_gutters(drafts: Sequence[_Draft], draft: _Draft) -> list[tuple[float, float]]:
    """Those of most lines of the pages of a kind, on the same side; else of the other side, as far in."""
    like = [other for other in drafts if other.kind == draft.kind and abs(other.size - draft.size) < SAME]
    for parity in (draft.parity, 1 - draft.parity):
        weights: Counter[tuple[int, ...]] = Counter()
        owners: dict[tuple[int, ...], _Draft] = {}
        for other in like:
            if other.parity == parity and other.gutters:
                key = tuple(round((low + high) / 2 / (2 * other.size)) for low, high in other.gutters)
                weights[key] += len(other.rows)
                owners.setdefault(key, other)
        if not weights:
            continue
        owner = owners[weights.most_common(1)[0][0]]
        if parity == draft.parity:
            return owner.gutters
        shift = _leftmost(draft) - _leftmost(owner)
        return [(low + shift, high + shift) for low, high in owner.gutters]
    return []


def _leftmost(draft: _Draft) -> float:
    return min((row[0].x for _, row in draft.text_rows() if row), default=0.0)


def _contradicts(draft: _Draft, gutters: Sequence[tuple[float, float]]) -> bool:
    """Whether many of a page's lines cross a gutter."""
    text = draft.text_rows()
    for low, high in gutters:
        crossing = sum(not _is_open(row, low, high, draft.size) for _, row in text)
        if crossing > max(2, 0.25 * len(text)):
            return True
    return False


def _is_open(row: Sequence[Glyph], low: float, high: float, size: float) -> bool:
    """Whether a row leaves a gutter free, or ends in it, or begins."""
    middle = (low + high) / 2
    before = [g for g in row if g.x + g.advance / 2 <= middle and not g.text.isspace()]
    after = [g for g in row if g.x + g.advance / 2 > middle and not g.text.isspace()]
    if not before or not after:
        return True
    gap = ink_start(after[0]) - ink_end(before[-1])
    if ink_end(before[-1]) <= low + SAME * size or ink_start(after[0]) >= high - SAME * size:
        return gap > 0.35 * size or gap < 0
    return gap > min(_NARROWEST * size, 0.5 * (high - low))


def _parts(row: list[Glyph], columns: Sequence[Column], size: float) -> list[tuple[int, list[Glyph]]]:
    """A row's glyphs by column; 0 where they run on over a gutter."""
    gutters = [(one.right, two.left) for one, two in pairwise(columns)]
    parts: list[tuple[int, list[Glyph]]] = []
    rest, number = row, 1
    for low, high in gutters:
        middle = (low + high) / 2
        if not _is_open(rest, low, high, size):
            return [(0, row)]
        own = [glyph for glyph in rest if _center(glyph) <= middle]
        parts.append((number, own))
        rest, number = [glyph for glyph in rest if _center(glyph) > middle], number + 1
    return [*parts, (number, rest)]


def _center(glyph: Glyph) -> float:
    return glyph.x + glyph.advance / 2


def _find_edges(drafts: Sequence[_Draft]) -> None:
    """The left edge and the right edge that the lines of pages with the same gutters have."""
    kinds: dict[Any, list[_Draft]] = {}
    for draft in drafts:
        middles = tuple(round((low + high) / 2 / draft.size / 2) for low, high in draft.gutters)
        kinds.setdefault((draft.kind, draft.parity, draft.size, middles), []).append(draft)
    for own in kinds.values():
        columns = [_edges(own, index) for index in range(len(own[0].gutters) + 1)]
        for draft in own:
            draft.columns = tuple(columns)
    _as_wide(drafts)


def _edges(drafts: Sequence[_Draft], index: int) -> Column:
    """Of the places that a tenth of the lines begin at, the leftmost; of those that they end at, the
    rightmost."""
    starts, ends, han_ends = [], [], []
    for draft in drafts:
        middles = [0.0, *((low + high) / 2 for low, high in draft.gutters), 1e9]
        low, high = middles[index], middles[index + 1]
        for _, row in draft.text_rows():
            if not all(_is_open(row, *gutter, draft.size) for gutter in draft.gutters):
                continue
            part = [glyph for glyph in row if low < _center(glyph) <= high and not glyph.text.isspace()]
            if not part:
                continue
            starts.append(round(ink_start(part[0]), 2))
            ends.append(round(ink_end(part[-1]), 2))
            if is_han(part[-1].text):
                han_ends.append(ends[-1])
    left = _edge(starts, min)
    right = _edge(han_ends if len(han_ends) > 1 else ends, max)
    return Column(left, max(left, right))


def _edge(places: Sequence[float], outermost: Any) -> float:
    """The outermost place that enough lines have within a third of a point."""
    if not places:
        return 0.0
    common = Counter(round(place * 3) for place in places)
    around = {key: common[key - 1] + common[key] + common[key + 1] for key in common}
    most = max(around.values())
    enough = min(most, max(0.1 * len(places), 2))
    best = outermost(key for key, count in around.items() if count >= enough)
    near = [place for place in places if abs(place * 3 - best) < 2]
    return float(_most(near))


def _as_wide(drafts: Sequence[_Draft]) -> None:
    """A column that no full line shows the width of is as wide as the others of its kind."""
    for draft in drafts:
        like = [d for d in drafts if d.kind == draft.kind and len(d.columns) == len(draft.columns)]
        widths = Counter(round(column.width, 1) for d in like for column in d.columns)
        lines = {id(d): len(d.rows) for d in like}
        for d in like:
            for column in d.columns:
                widths[round(column.width, 1)] += lines[id(d)]
        usual = widths.most_common(1)[0][0]
        draft.columns = tuple(_widened(draft, index, usual) for index in range(len(draft.columns)))


def _widened(draft: _Draft, index: int, usual: float) -> Column:
    column = draft.columns[index]
    limit = draft.columns[index + 1].left if index + 1 < len(draft.columns) else draft.sheet.width
    if column.width < usual - 0.5 and column.left + usual <= limit + SAME and column.left > 0:
        return Column(column.left, column.left + usual)
    return column


def _set_geometry(drafts: Sequence[_Draft], geometry: Geometry) -> None:
    """A theme's columns, where the lines do not run over their gutters; there, one across the type area."""
    for draft in drafts:
        columns = geometry.on(draft.sheet.number)
        gutters = [(one.right, two.left) for one, two in pairwise(columns)]
        if gutters and _contradicts(draft, gutters):
            columns = (Column(columns[0].left, columns[-1].right),)
        draft.columns = columns


# Heights


def _pitch(drafts: Sequence[_Draft], size: float) -> float:
    """The commonest distance between two lines of text in one column; pages of another size have their
    own."""
    for draft in drafts:
        if abs(draft.size - size) >= SAME:
            draft.own_pitch = _usual_step([draft])
    return _usual_step([draft for draft in drafts if abs(draft.size - size) < SAME])


def _usual_step(drafts: Sequence[_Draft]) -> float:
    steps = []
    for draft in drafts:
        last: dict[int, float] = {}
        for line in draft.lines():
            if abs(line.size - draft.size) < SAME and any(is_han(glyph.text) for glyph in line.glyphs):
                if line.column in last:
                    steps.append(last[line.column] - line.y)
                last[line.column] = line.y
    common = _most([round(step, 1) for step in steps])
    if common is None:
        return 0.0
    near = [step for step in steps if abs(step - common) < 0.1]
    if len(near) < _STEADY * len(steps):
        near = [step for step in steps if abs(step - common) < 0.06 * common]
    return round(sum(near) / len(near), 3)


def _find_heights(drafts: Sequence[_Draft], pitch: float, geometry: Geometry | None) -> None:
    """The first and the last baseline, and figures between them."""
    for kind in {draft.kind for draft in drafts}:
        own = [draft for draft in drafts if draft.kind == kind]
        spans = {id(draft): _span(draft, own, pitch) for draft in own}
        tops = [draft.sheet.height - span[0] for draft in own if (span := spans[id(draft)])]
        bottoms = [draft.sheet.height - span[1] for draft in own if (span := spans[id(draft)])]
        for draft in own:
            height = draft.sheet.height
            if geometry:
                draft.top = height - geometry.top - pitch / 2
                draft.bottom = draft.top - (geometry.lines - 1) * pitch
            elif tops:
                draft.top, draft.bottom = height - min(tops), height - _usual_bottom(bottoms)
            step = draft.own_pitch or pitch
            draft.figures = tuple(
                box
                for box in figures(draft.sheet, draft.columns, draft.size, step)
                if box.bottom < draft.top + draft.size and box.top > draft.bottom - step
            )


def _usual_bottom(bottoms: Sequence[float]) -> float:
    """Where most pages end, if most agree; else where the lowest line stands."""
    common, count = Counter(round(bottom) for bottom in bottoms).most_common(1)[0]
    if count >= 3 and count * 2 >= len(bottoms):
        return max(bottom for bottom in bottoms if abs(bottom - common) <= 1)
    return max(bottoms)


def _span(draft: _Draft, like: Sequence[_Draft], pitch: float) -> tuple[float, float] | None:
    """The first and the last baseline of a page's text, without a running head or a folio of its size."""
    text = draft.text_rows()
    step = 1.5 * (draft.own_pitch or pitch)
    margin = 0.12 * draft.sheet.height
    if len(text) > 2 and text[0][0] - text[1][0] > step and draft.sheet.height - text[0][0] < margin:
        text = text[1:]
    if len(text) > 2 and text[-2][0] - text[-1][0] > step and text[-1][0] < margin:
        text = text[:-1]
    return (text[0][0], text[-1][0]) if text else None


def _hanging_on(inside: list[PrintedLine], lines: Sequence[PrintedLine], pitch: float) -> list[PrintedLine]:
    """Lines below the type area that go on from those in it without a gap: notes, or too many lines."""
    more: list[PrintedLine] = []
    lowest = {line.column: line.y for line in inside}
    for line in lines:
        if line in inside or line.column not in lowest or not any(is_han(g.text) for g in line.glyphs):
            continue
        if 0 < lowest[line.column] - line.y < 1.3 * pitch:
            more.append(line)
            lowest[line.column] = line.y
    return more


def _in_zones(lines: Sequence[PrintedLine], page: PrintedPage) -> tuple[PrintedLine, ...]:
    """In reading order: what stands across all columns parts what is above it from what is below."""
    across = [line.y for line in lines if not line.column]
    if len(page.columns) > 1:
        across += [box.bottom for box in page.figures if len(page.beside(box)) > 1]

    def zone(line: PrintedLine) -> int:
        return sum(y > line.y for y in across)

    placed = [
        PrintedLine(line.page, line.column, line.y, line.glyphs, zone(line))
        for line in sorted(lines, key=lambda line: -line.y)
    ]
    return tuple(sorted(placed, key=lambda line: (line.zone, line.column, -line.y)))
