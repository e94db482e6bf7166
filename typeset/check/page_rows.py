"""What a printed line is on its page: its role, and its place in its column and its paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from itertools import groupby

from typeset.check.marks import ink_end, ink_start
from typeset.check.pdf_lines import Printed, PrintedLine, PrintedPage
from typeset.check.pdf_pages import Glyph
from typeset.check.pdf_rows import Column

INDENT = 0.75
"""In em: a line that begins farther in begins a paragraph."""
SHORT = 2.0
"""In em: a line that is shorter by this much was ended, not filled."""
FLUSH = 0.3
"""Points by which an edge may be off (row 4)."""
APART = 1.4
"""In lines: a distance that is more than one line's."""


class Role(Enum):
    TEXT = "text"
    HEADING = "heading"
    SIGNATURE = "signature"
    CAPTION = "caption"
    SMALL = "small"
    CELL = "cell"
    LEADER = "leader"
    OTHER = "other"


@dataclass
class Row:
    """A line with what it is. ``begins``, ``ends``: a paragraph does. ``heads``: a run-in heading fills it
    or ends it, so it may be short (row 4). ``runs_in``: it begins with a run-in heading. ``hung``: in
    em, where the lines of its paragraph begin that hang below the first, if it is one of those."""

    line: PrintedLine
    page: PrintedPage
    column: Column
    role: Role = Role.TEXT
    begins: bool = False
    ends: bool = False
    heads: bool = False
    runs_in: bool = False
    hung: float = 0.0

    @property
    def glyphs(self) -> tuple[Glyph, ...]:
        return self.line.visible

    @property
    def start(self) -> float:
        return ink_start(self.glyphs[0])

    @property
    def end(self) -> float:
        return ink_end(self.glyphs[-1])

    @property
    def indent(self) -> float:
        """In em of the text."""
        return (self.start - self.column.left) / self.page.size

    @property
    def lack(self) -> float:
        """In em of the text, from its end to the column's."""
        return (self.column.right - self.end) / self.page.size

    @property
    def spot(self) -> tuple[int, int, int]:
        """The stretch of a column it stands in."""
        return self.line.page, self.line.zone, self.line.column


@dataclass(frozen=True)
class Reading:
    """A document's rows in reading order. ``heads``: the fonts that run-in headings have."""

    printed: Printed
    rows: tuple[Row, ...]
    heads: frozenset[str]

    @property
    def fonts(self) -> frozenset[str]:
        return frozenset({self.printed.font, self.printed.latin})

    @property
    def text(self) -> tuple[Row, ...]:
        """Running text, with the signatures that end it."""
        return tuple(row for row in self.rows if row.role in (Role.TEXT, Role.SIGNATURE))

    def on(self, page: PrintedPage) -> Sequence[Row]:
        """The rows of a page."""
        return self._pages.get(page.number, ())

    @cached_property
    def _pages(self) -> dict[int, list[Row]]:
        return {number: list(rows) for number, rows in groupby(self.rows, key=lambda row: row.page.number)}

    def stretches(self) -> Iterator[list[Row]]:
        """The rows of each stretch of a column."""
        for _, own in groupby(self.rows, key=lambda row: row.spot):
            yield list(own)


def figure_between(above: Row, below: Row) -> bool:
    page = below.page
    return any(
        below.line.column in page.beside(box) and below.line.y < (box.top + box.bottom) / 2 < above.line.y
        for box in page.figures
    )
