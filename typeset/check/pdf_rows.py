"""Sheets → rows: the glyphs of each baseline over the whole width of a page, and a page that is being found
out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from typeset.check.marks import ink_start, is_han
from typeset.check.page_tables import tables, within
from typeset.check.pdf_pages import Box, Glyph, Sheet

SAME = 0.05
"""Points by which sizes may differ and be the same."""
_LEVEL = 0.5
"""Points by which the baselines of one line may differ."""
OWN_SIZE = 10
"""Lines that a page needs to have a size of its own, as an index has."""
CELL_GAP = 1.6
"""In em: what parts two cells at least; a run-in heading's blank is one, with the half of a mark."""
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


Row = tuple[float, list[Glyph]]
"""A baseline and its glyphs from the left, over the whole width of a page."""


class Draft:
    """A page while it is found out. ``size``: that of its text, to be set. ``rows``: those of its text;
    ``cells``: those of its tables. ``gutters``: those it shows; ``usual``: those of pages like it."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.all_rows = rows(sheet.glyphs)
        self.tables = tables(sheet.rules, self.all_rows)
        self.rows = [(y, own) for y, row in self.all_rows if (own := self._outside(y, row))]
        self.size = 0.0
        self.own_pitch = 0.0
        self.gutters: list[tuple[float, float]] = []
        self.usual: list[tuple[float, float]] = []
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

    def _outside(self, y: float, row: list[Glyph]) -> list[Glyph]:
        """The glyphs of a row that stand in no table."""
        for table in self.tables:
            if table.bottom < y < table.top:
                inside = set(within(row, table))
                row = [glyph for glyph in row if glyph not in inside]
        return row

    def cells(self) -> Iterator[tuple[Box, float, list[Glyph]]]:
        """The rows of each table, with the table."""
        for table in self.tables:
            for y, row in self.all_rows:
                own = within(row, table) if table.bottom < y < table.top else []
                if own:
                    yield table, y, own

    def find_own_size(self, usual: float) -> None:
        """An index or a page of notes may have no text of the usual size."""
        self.size = usual
        sizes = Counter(g.size for _, row in self.rows for g in row if is_han(g.text))
        close = sum(count for size, count in sizes.items() if abs(size - usual) < SAME)
        if not sizes or close >= 0.2 * sum(sizes.values()):
            return
        self.size = sizes.most_common(1)[0][0]
        if len(self.text_rows()) < OWN_SIZE:
            self.size = usual


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
            usual = most([glyph.size for glyph in other[1]]) if other[1] else 0.0
            if biggest <= _RAISED * usual and abs(y - other[0]) < 0.6 * usual and _has_room(other[1], row):
                other[1].extend(row)
                row.clear()
                break
    return [(y, sorted(row, key=ink_start)) for y, row in found if row]


def _has_room(row: Sequence[Glyph], small: Sequence[Glyph]) -> bool:
    """Whether small glyphs stand between or after those of a row, none of them above another."""
    for glyph in small:
        middle = glyph.x + glyph.advance / 2
        if any(g.x < middle < g.x + 0.8 * g.advance for g in row if not g.text.isspace()):
            return False
    reach = max(g.x + g.advance for g in row) + max(g.size for g in row)
    return all(row[0].x - 2 * row[0].size < glyph.x < reach for glyph in small)


def most(values: Sequence[Any]) -> Any:
    return Counter(values).most_common(1)[0][0] if values else None


def center(glyph: Glyph) -> float:
    return glyph.x + glyph.advance / 2
