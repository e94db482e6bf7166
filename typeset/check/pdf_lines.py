"""Sheets → printed lines, column by column and in reading order, from the origins of the glyphs alone.

Any PDF will do, and every page may be another. Size, pitch and heights are those that most lines have.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from typeset.check.marks import ink_end, ink_start, is_han
from typeset.check.page_figures import figures
from typeset.check.pdf_columns import find_edges, set_geometry
from typeset.check.pdf_gutters import find_columns, is_open
from typeset.check.pdf_pages import Box, Glyph, Sheet
from typeset.check.pdf_rows import SAME, Column, Draft, Geometry, center, most

_TITLE = 40
"""Characters that a title has at most on a line."""
_SMALL = 0.8
"""Of the text's size: what is no larger and stands beside a line of text is no part of it."""
_ASIDE = 6
"""In em: what is wider and stands in the margin is text that does not belong there."""
_STEADY = 0.6
"""Share of the distances that are one; where fewer are, places were rounded, and the mean is the pitch."""


@dataclass(frozen=True)
class PrintedLine:
    """The glyphs of one line in one column, from the left. Pages and columns count from 1; a line across all
    columns is in column 0. ``zone``: how many such lines and figures stand above it on its page.
    ``in_table``: a row of a table between rules."""

    page: int
    column: int
    y: float
    glyphs: tuple[Glyph, ...]
    zone: int = 0
    in_table: bool = False

    @property
    def text(self) -> str:
        return "".join(glyph.text for glyph in self.glyphs)

    @cached_property
    def visible(self) -> tuple[Glyph, ...]:
        return tuple(glyph for glyph in self.glyphs if not glyph.text.isspace())

    @cached_property
    def size(self) -> float:
        """That of most of its glyphs."""
        return most([glyph.size for glyph in self.visible]) or 0.0


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A page as it was found. ``size`` and ``pitch``: those of its text. ``top`` and ``bottom``: the first
    and the last baseline that the type area has room for. ``furniture``: lines outside it;
    ``margin``: what stands beside it."""

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
    margin: tuple[PrintedLine, ...] = ()

    def column(self, number: int) -> Column:
        return self.columns[number - 1] if number else Column(self.columns[0].left, self.columns[-1].right)

    def zone(self, box: Box) -> int:
        """How many lines across all columns stand above a figure, as its neighbours' ``zone`` has it."""
        higher = [line.zone for line in self.lines if line.y > box.top and line.column in self.beside(box)]
        across = [line.zone + 1 for line in self.lines if line.y > box.top and not line.column]
        return max((*higher, *across), default=0)

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
    """Lines in their columns. The sheets need some Han among them. A theme's columns are those of pages whose
    text is of its size; an index may have others."""
    drafts = [Draft(sheet) for sheet in sheets]
    size = geometry.size if geometry else _usual_size(drafts)
    font = (
        most([g.font for s in sheets for g in s.glyphs if is_han(g.text) and abs(g.size - size) < SAME]) or ""
    )
    for draft in drafts:
        draft.find_own_size(size)
    plain = [draft for draft in drafts if not geometry or abs(draft.size - size) > SAME]
    if plain:
        find_columns(plain, size)
        find_edges(plain)
    if geometry:
        set_geometry([draft for draft in drafts if draft not in plain], geometry)
    pitch = geometry.pitch if geometry else _pitch(drafts, size)
    _find_heights(drafts, pitch, geometry)
    pages = tuple(_page(draft, pitch) for draft in drafts)
    latin = _latin(pages, font)
    return Printed(size, pitch, font, latin, pages, geometry, sum(sheet.left_out for sheet in sheets))


def _lines(draft: Draft) -> list[PrintedLine]:
    """All of them, with the rows of tables."""
    return _text_lines(draft) + [
        PrintedLine(draft.sheet.number, _column_of(table, draft.columns), y, tuple(row), in_table=True)
        for table, y, row in draft.cells()
    ]


def _column_of(table: Box, columns: Sequence[Column]) -> int:
    """The column that a table stands in; 0 where it stands in more than one."""
    beside = [
        number
        for number, column in enumerate(columns, 1)
        if min(table.right, column.right) - max(table.left, column.left) > 0.1 * column.width
    ]
    return beside[0] if len(beside) == 1 else 0


def _text_lines(draft: Draft) -> list[PrintedLine]:
    number, columns = draft.sheet.number, draft.columns
    found = [
        PrintedLine(number, column, y, tuple(part))
        for y, row in draft.rows
        for column, part in _parts(_without_margin(row, draft), columns, draft.size)
        if any(not glyph.text.isspace() for glyph in part)
    ]
    if found and _is_above_all(found[0], found[1:], draft):
        found[0] = replace(found[0], column=0)
    return found


def _is_above_all(first: PrintedLine, rest: Sequence[PrintedLine], draft: Draft) -> bool:
    """Whether the highest line of the type area is a title in the middle of a page of three or five columns,
    which begin below it all."""
    columns = draft.columns
    if len(columns) < 3 or first.column * 2 != len(columns) + 1 or first.size < 1.1 * draft.size:
        return False
    others = [line.y for line in rest if line.column != first.column]
    others += [table.top for table in draft.tables]
    below = bool(others) and max(others) < first.y - 0.3 * first.size
    return below and _is_centred(first.visible, columns[first.column - 1])


def _margin(draft: Draft) -> Iterator[PrintedLine]:
    """What stands small beside lines of the columns: their numbers, names of paragraphs."""
    for y, row in draft.rows:
        text = set(_without_margin(row, draft))
        own = tuple(glyph for glyph in row if glyph not in text)
        if own:
            yield PrintedLine(draft.sheet.number, 0, y, own)


def _without_margin(row: list[Glyph], draft: Draft) -> list[Glyph]:
    """A row's glyphs but for those beside the columns that are smaller than its text, or a few by themselves.
    Text that runs out of its column goes on from what is in it."""
    if not draft.columns:
        return row
    left = draft.columns[0].left - draft.size / 2
    right = draft.columns[-1].right + draft.size / 2
    small = [glyph for glyph in row if glyph.size <= _SMALL * draft.size]
    beside = set(small) if len(small) < len(row) else set()
    for run in _runs(row, draft.size):
        if run[-1].x + run[-1].advance - run[0].x <= _ASIDE * draft.size:
            beside |= set(run)
    return [
        glyph for glyph in row if glyph not in beside or (glyph.x + glyph.advance > left and glyph.x < right)
    ]


def _runs(row: Sequence[Glyph], size: float) -> Iterator[list[Glyph]]:
    """A row's glyphs, parted where more than an em lies between two."""
    run: list[Glyph] = []
    for glyph in row:
        if run and glyph.x - run[-1].x - run[-1].advance > size:
            yield run
            run = []
        run.append(glyph)
    if run:
        yield run


def _parts(row: list[Glyph], columns: Sequence[Column], size: float) -> list[tuple[int, list[Glyph]]]:
    """A row's glyphs by column; 0 where they run on over a gutter."""
    gutters = [(one.right, two.left) for one, two in pairwise(columns)]
    if gutters and _is_title(row, columns, size):
        return [(0, row)]
    parts: list[tuple[int, list[Glyph]]] = []
    rest, number = row, 1
    for low, high in gutters:
        middle = (low + high) / 2
        if not is_open(rest, low, high, size):
            return [(0, row)]
        own = [glyph for glyph in rest if center(glyph) <= middle]
        parts.append((number, own))
        rest, number = [glyph for glyph in rest if center(glyph) > middle], number + 1
    return [*parts, (number, rest)]


def _is_title(row: Sequence[Glyph], columns: Sequence[Column], size: float) -> bool:
    """Whether a few large characters stand in the middle of the page, however far apart."""
    shown = [glyph for glyph in row if not glyph.text.isspace()]
    if not shown or len(shown) > _TITLE or min(glyph.size for glyph in shown) < 1.1 * size:
        return False
    if all(_is_centred(shown, column) for column in columns if _within(shown, column)):
        return False
    before, after = ink_start(shown[0]) - columns[0].left, columns[-1].right - ink_end(shown[-1])
    return min(before, after) > 2 * size and abs(before - after) < 2 * size


def _within(row: Sequence[Glyph], column: Column) -> list[Glyph]:
    return [glyph for glyph in row if column.left < center(glyph) < column.right]


def _is_centred(row: Sequence[Glyph], column: Column) -> bool:
    """Whether a row's part in a column stands in its middle."""
    own = _within(row, column)
    before, after = ink_start(own[0]) - column.left, column.right - ink_end(own[-1])
    return abs(before - after) < own[0].size


def _page(draft: Draft, pitch: float) -> PrintedPage:
    own = draft.own_pitch or pitch
    lines = _lines(draft)
    inside = [line for line in lines if _is_inside(draft, line, own)]
    inside += _hanging_on(inside, lines, own)
    kept = set(map(id, inside))
    furniture = tuple(line for line in lines if id(line) not in kept)
    page = PrintedPage(
        draft.sheet.number, draft.sheet.width, draft.sheet.height, draft.size, own, draft.columns,
        draft.top, draft.bottom, draft.figures, (), furniture, tuple(_margin(draft)),
    )  # fmt: skip
    return replace(page, lines=_in_zones(inside, page))


def _is_inside(draft: Draft, line: PrintedLine, pitch: float) -> bool:
    """Between the first and the last baseline; a title may stand above the text of its page."""
    if line.y > draft.top + pitch / 2:
        return line.size > draft.size + SAME
    return line.y >= draft.bottom - pitch / 2


def _in_zones(lines: Sequence[PrintedLine], page: PrintedPage) -> tuple[PrintedLine, ...]:
    """In reading order: what stands across all columns parts what is above it from what is below."""
    across = [line.y for line in lines if not line.column]
    if len(page.columns) > 1:
        across += [box.bottom for box in page.figures if len(page.beside(box)) > 1]

    def zone(line: PrintedLine) -> int:
        return sum(y > line.y for y in across)

    placed = [replace(line, zone=zone(line)) for line in sorted(lines, key=lambda line: -line.y)]
    return tuple(sorted(placed, key=lambda line: (line.zone, line.column, -line.y)))


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


def _usual_size(drafts: Sequence[Draft]) -> float:
    """That of most Han characters, without those of tables if there are others."""
    text = [g.size for draft in drafts for _, row in draft.rows for g in row if is_han(g.text)]
    return float(most(text or [g.size for d in drafts for g in d.sheet.glyphs if is_han(g.text)]))


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


def _pitch(drafts: Sequence[Draft], size: float) -> float:
    """The commonest distance between two lines of text in one column; pages of another size have their
    own."""
    for draft in drafts:
        if abs(draft.size - size) >= SAME:
            draft.own_pitch = _usual_step([draft])
    return _usual_step([draft for draft in drafts if abs(draft.size - size) < SAME])


def _usual_step(drafts: Sequence[Draft]) -> float:
    steps = []
    for draft in drafts:
        last: dict[int, float] = {}
        for line in _text_lines(draft):
            if abs(line.size - draft.size) < SAME and any(is_han(glyph.text) for glyph in line.glyphs):
                if line.column in last:
                    steps.append(last[line.column] - line.y)
                last[line.column] = line.y
    common = most([round(step, 1) for step in steps])
    if common is None:
        return 0.0
    near = [step for step in steps if abs(step - common) < 0.1]
    if len(near) < _STEADY * len(steps):
        near = [step for step in steps if abs(step - common) < 0.06 * common]
    return round(sum(near) / len(near), 3)


def _find_heights(drafts: Sequence[Draft], pitch: float, geometry: Geometry | None) -> None:
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
            elif draft.rows:
                draft.top, draft.bottom = draft.rows[0][0], draft.rows[-1][0]
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


def _span(draft: Draft, like: Sequence[Draft], pitch: float) -> tuple[float, float] | None:
    """The first and the last baseline of a page's text, without a running head or a folio of its size; the
    last may be a table's."""
    text = draft.text_rows()
    step = 1.5 * (draft.own_pitch or pitch)
    margin = 0.12 * draft.sheet.height
    if len(text) > 2 and text[0][0] - text[1][0] > step and draft.sheet.height - text[0][0] < margin:
        text = text[1:]
    if len(text) > 2 and text[-2][0] - text[-1][0] > step and text[-1][0] < margin:
        text = text[:-1]
    if not text:
        return None
    lowest = min((y for _, y, _ in draft.cells()), default=text[-1][0])
    return text[0][0], lowest if text[-1][0] - lowest > step / 3 else text[-1][0]
