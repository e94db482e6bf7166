"""What the passes hand on: the lines of a source and what each has been found to be."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from typeset.judge import Judge
from typeset.ledger import Decision
from typeset.reflow.signs import Signs, head_key
from typeset.source.lines import Line
from typeset.source.pages import Source
from typeset.span import Range

SHORT_LINE = 40
"""A line of fewer characters may be a running head."""


@dataclass(frozen=True, slots=True)
class CaptionLines:
    """Lines ``first`` to ``last`` (both included) are a picture's words, furniture among them apart."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class TableLines:
    """Lines ``first`` to ``last`` (both included) are a table, but for those ``apart``, which stand where a
    page ends. Title, unit and cells are offsets; what has no words is an empty range, and one that reaches
    over a line's end goes on in the next."""

    first: int
    last: int
    title: Range
    unit: Range
    rows: tuple[tuple[Range, ...], ...]
    apart: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class NoteLines:
    """Lines ``first`` to ``last`` (both included) are a note; its words begin at the offset ``words``."""

    first: int
    last: int
    words: int


@dataclass(frozen=True, slots=True)
class RosterLines:
    """Lines that hold a list of names, and the offsets where the gaps between two names begin. ``begins``:
    the lines that begin with what somebody does, 主编, each a block of its own."""

    lines: tuple[int, ...]
    gaps: frozenset[int]
    begins: frozenset[int] = frozenset()


_Group = CaptionLines | TableLines | NoteLines


@dataclass(frozen=True, slots=True)
class HeadingPlace:
    """An entry's heading: offsets of its marks and words in the source; it ends on line ``last``.

    ``close`` is where the closing mark begins and ``after`` where what follows it may begin; without a
    closing mark they are the same. ``text`` is the words as they stand in the lines of the flow.
    """

    last: int
    open: str
    close: str
    words: int
    closes: int
    after: int
    text: str


@dataclass(frozen=True, slots=True)
class Hints:
    """What the job ticket says that a text may be compared with."""

    book: str = ""
    chapter: str = ""


@dataclass(frozen=True)
class Draft:
    """Indices count the source's lines from 0.

    ``sections``: a title's first line → its rank; ``section_ends``: its first line → its last, where a title
    stands on several lines; ``listed``: the words of a printed table of contents → whether they stand at its
    margin. ``tails``: lines below a table, about it. ``references``: offsets where the mark
    of a note stands in the text → where it ends, and the first line of the note. ``doubts``: lines that may
    begin or follow a caption after all → the margin by which they were found not to.
    """

    source: Source
    signs: Signs
    judge: Judge
    hints: Hints
    tables: tuple[TableLines, ...] = ()
    tails: frozenset[int] = frozenset()
    notes: tuple[NoteLines, ...] = ()
    references: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    rosters: tuple[RosterLines, ...] = ()
    captions: tuple[CaptionLines, ...] = ()
    furniture: Mapping[int, str] = field(default_factory=dict)
    listed: Mapping[str, bool] = field(default_factory=dict)
    headings: Mapping[int, HeadingPlace] = field(default_factory=dict)
    sections: Mapping[int, int] = field(default_factory=dict)
    section_ends: Mapping[int, int] = field(default_factory=dict)
    decisions: tuple[Decision, ...] = ()
    why: Mapping[int, Decision] = field(default_factory=dict)
    doubts: Mapping[int, float] = field(default_factory=dict)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        return self.source.lines

    @cached_property
    def doubtful_heads(self) -> Mapping[int, float]:
        """Where lines begin that may be running heads though they were not taken for such → by how little."""
        made = (d for d in self.decisions if d.kind == "running-head" and d.choice == "text")
        return {decision.start: decision.margin for decision in made if decision.thin}

    @cached_property
    def out_of_flow(self) -> frozenset[int]:
        """The lines that are no part of the running text."""
        groups: tuple[_Group, ...] = (*self.captions, *self.tables, *self.notes)
        taken = (index for group in groups for index in self.lines_of(group))
        return frozenset(taken) | frozenset(self.furniture)

    def lines_of(self, group: _Group) -> list[int]:
        """The lines of what stands out of the flow, furniture among them left out."""
        apart = group.apart if isinstance(group, TableLines) else frozenset()
        return [
            index
            for index in range(group.first, group.last + 1)
            if index not in self.furniture and index not in apart
        ]

    @cached_property
    def flow(self) -> tuple[int, ...]:
        """The lines of the running text."""
        away = self.out_of_flow
        return tuple(index for index in range(len(self.lines)) if index not in away)

    def table_between(self, before: int, after: int) -> bool:
        """Whether a table stands between two lines."""
        return bisect_right(self._tables, before) < bisect_left(self._tables, after)

    def parted(self, before: int, after: int) -> bool:
        """Whether a table, a note or a caption that was found stands between two lines of the flow."""
        return any(index not in self.furniture for index in range(before + 1, after))

    @cached_property
    def roster_lines(self) -> Mapping[int, RosterLines]:
        """The lines that hold names → the list that they are of."""
        return {index: roster for roster in self.rosters for index in roster.lines}

    @cached_property
    def between_rows(self) -> frozenset[int]:
        """The lines that stand between two rows of one table, where a page ends."""
        return frozenset(index for table in self.tables for index in table.apart)

    def is_lone_mark(self, index: int) -> bool:
        """Whether a line holds nothing but the mark of a note, for the words before it."""
        line = self.lines[index]
        return bool(self.references) and self.references.get(line.start, (0, 0))[0] == line.end

    def references_in(self, start: int, end: int) -> Sequence[int]:
        """Where the marks of notes stand between two offsets."""
        places = self._references
        return places[bisect_left(places, start) : bisect_left(places, end)]

    @cached_property
    def _references(self) -> list[int]:
        return sorted(self.references)

    @cached_property
    def _tables(self) -> list[int]:
        """The first lines of the tables, which ascend."""
        return [table.first for table in self.tables]

    @cached_property
    def short_lines(self) -> Counter[str]:
        """How often the words of each short line stand on such a line, gaps and page numbers aside."""
        return Counter(head_key(line.text) for line in self.lines if len(line.text) < SHORT_LINE)

    @cached_property
    def bylines(self) -> frozenset[int]:
        """The lines under headings that are a name alone, where the profile says that it signs."""
        if not self.signs.profile.credits.alone:
            return frozenset()
        under = {place.last for place in self.headings.values()} | set(self.sections)
        under |= set(self.section_ends.values())
        return frozenset(
            index
            for before, index in pairwise(self.flow)
            if before in under and index not in self.sections and self.signs.is_name(self.lines[index].text)
        )

    def opens_entry(self, index: int) -> bool:
        """Whether a line begins with a mark that opens an entry's heading."""
        return self.lines[index].text[0] in self.signs.openers
