"""What pages are made up of, and what comes out: blocks in, parts of them at their places out.

Every height is a whole number of lines of the one grid that all columns share. The order of the blocks is
that of the text, and pages keep it: nothing stands on an earlier page than what comes before it.
"""

from __future__ import annotations

from dataclasses import dataclass

ACROSS = -1
"""The column of what stands across all columns."""


@dataclass(frozen=True, slots=True)
class Flow:
    """Lines that run down the columns: a paragraph, a heading, a table.

    ``above`` and ``below`` are blank lines around it, left out at a column's head and foot. Parted over two
    columns it keeps ``head`` lines before the break and ``foot`` after it (rows 20, 21 and 23), and is parted
    before the lines that ``breaks`` names alone, unless that is None. ``with_next``: no column ends with it.
    ``repeats``: lines of its own heads that stand again where it goes on (a table). ``gives``: a blank line
    may be added above it.
    """

    lines: int
    above: int = 0
    below: int = 0
    head: int = 2
    foot: int = 2
    breaks: frozenset[int] | None = None
    with_next: bool = False
    repeats: int = 0
    gives: bool = False


@dataclass(frozen=True, slots=True)
class Opening:
    """Stands across the columns at the head of a page of its own making: the title of a chapter. ``recto``:
    that page is an odd one (row 34)."""

    lines: int
    recto: bool = False


@dataclass(frozen=True, slots=True)
class Float:
    """A figure or a table with its words, at the head or foot of a column or across them (row 26).

    ``heights``: the lines that it may take, the first as it should be, the others smaller. A table may be
    parted over pages before the lines that ``breaks`` names, ascending; ``repeats`` lines of its heads stand
    again where it goes on, at the head of a page.
    """

    heights: tuple[int, ...]
    across: bool = False
    breaks: tuple[int, ...] = ()
    repeats: int = 0


@dataclass(frozen=True, slots=True)
class Note:
    """At the foot of the column that has its mark (row 31), where the order of the text allows. ``mark``: the
    place of a block among all, and the line of it that has the mark."""

    lines: int
    mark: tuple[int, int] | None = None


Block = Flow | Opening | Float | Note


@dataclass(frozen=True, slots=True)
class Frame:
    """The type area: columns, and lines in each."""

    columns: int
    lines: int


@dataclass(frozen=True, slots=True)
class Part:
    """Lines ``first`` to ``last`` (exclusive) of a block, from a line of a column on, counted from 0.

    ``column`` is ACROSS for what stands across all. ``size``: which of a float's heights it has; ``at_foot``:
    it stands at the foot.
    ``longer``: it is set one line longer. ``repeats``: its heads stand above it again, from ``line`` on.
    """

    block: int
    first: int
    last: int
    column: int
    line: int
    size: int = 0
    at_foot: bool = False
    longer: bool = False
    repeats: int = 0

    @property
    def end(self) -> int:
        """The line of the column after its last."""
        return self.line + self.repeats + self.last - self.first


@dataclass(frozen=True, slots=True)
class GaveWay:
    """A rule of the page that could not be kept: its name in ``page_weights.RULES``, where, by how much."""

    rule: str
    column: int
    amount: int


@dataclass(frozen=True, slots=True)
class Page:
    """Its parts in the order of the text; ``rules``: the lines above the notes of a column, by column."""

    parts: tuple[Part, ...]
    gave_way: tuple[GaveWay, ...] = ()
    rules: tuple[tuple[int, int], ...] = ()
