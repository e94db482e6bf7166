"""One page with certain blocks beside its text: filled around every arrangement of its figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice, pairwise

from typeset.compose.blocks import ACROSS, Block, Float, GaveWay, Note, Opening
from typeset.compose.choices import Context, Made, Slot, State, arrangements
from typeset.compose.columns import Feet, Filled, fill, level, note_lines, opened, unevenness
from typeset.compose.page_weights import BLANK, RULES
from typeset.compose.stream import Anchored, Cut

_TRIED = 600
"""Arrangements of one page's figures that are tried at most."""
BLANKS = 12
"""Blank lines that may fall away at the heads of a page's columns."""
_LOW = 6
"""Lines more than the least that the columns of a page that is not full are tried with."""
_EVEN = 1
"""Columns that differ no more need no search of their own."""
_PARTS = 3
"""Places to part a table that are tried of one page."""


@dataclass(frozen=True)
class Plan:
    """A page with the next ``count`` blocks beside its text, to be filled around every arrangement of its
    figures. ``parted``: and with a part of the table after those, below all its text."""

    context: Context
    state: State
    count: int
    parted: bool = False

    @cached_property
    def own(self) -> list[Anchored]:
        return self.context.stream.anchored[self.state.beside : self.following]

    @property
    def following(self) -> int:
        return self.state.beside + self.count

    @property
    def least(self) -> int:
        """Lines that its blocks take at least."""
        return self.context.least(self.own, self.state.done)

    @cached_property
    def _table(self) -> Float | None:
        """What a part stands of, or may stand, after its blocks."""
        anchored = self.context.stream.anchored
        if self.following == len(anchored):
            return None
        block = self.context.stream.blocks[anchored[self.following].block]
        return block if isinstance(block, Float) and block.breaks else None

    @property
    def may_part(self) -> bool:
        """Whether the next block is a table that goes on on the next page."""
        return self._table is not None and self._table.breaks[-1] > self._begun

    @property
    def _begun(self) -> int:
        """Lines of the table that stand on the pages before."""
        return 0 if self.count else self.state.done

    def _those(self, kind: type[Block]) -> list[Anchored]:
        return [one for one in self.own if isinstance(self.context.stream.blocks[one.block], kind)]

    @cached_property
    def notes(self) -> list[Anchored]:
        return self._those(Note)

    @cached_property
    def opening(self) -> Anchored | None:
        return next(iter(self._those(Opening)), None)

    @cached_property
    def final(self) -> bool:
        """Whether the text ends before the next block, or the next begins a page of its own."""
        stream = self.context.stream
        if self.following == len(stream.anchored):
            return True
        return isinstance(stream.blocks[stream.anchored[self.following].block], Opening)

    @cached_property
    def barrier(self) -> int:
        """The unit that the page may go on to at most."""
        stream = self.context.stream
        last = self.following == len(stream.anchored)
        return stream.count if last else stream.anchored[self.following].unit

    def pages(self) -> Iterator[Made]:
        """With figures as large as they should be, if that leaves no page white; else with smaller ones."""
        well, tried = False, set()
        done = 0 if self.parted and not self.count else self.state.done
        for slots in islice(arrangements(self.context, self._those(Float), done), _TRIED):
            if well and any(slot.size for slot in slots):
                return
            if slots not in tried:
                tried.add(slots)
                for made in self._continued(slots) if self.parted else self._above_notes(slots):
                    well = well or not made.by("white")
                    yield made

    def _continued(self, slots: tuple[Slot, ...]) -> Iterator[Made]:
        """The ways to fill a page with all text before a table, and to stand as much of that below as there
        is room for, or a few lines less. By itself it fills the page."""
        table, begun = self._table, self._begun
        assert table is not None
        columns, stream = self.context.frame.columns, self.context.stream
        again = table.repeats if begun else 0
        block = stream.anchored[self.following].block
        text = max(0, stream.ended(self.barrier) - self.state.unit)
        alone = not text and not self.own
        lines = [line for line in table.breaks if line > begun]
        for below in self._lines_below():
            empty = Slot(block, ACROSS, text > 0, 0, -BLANK, begun, below=below)
            rooms = self.rooms((*slots, empty), self.context.frame.lines)
            room = self.context.frame.lines if alone else (sum(rooms) - text) // columns - BLANK
            fitting = [line for line in lines if again + line - begun <= room]
            if alone:
                fitting = fitting[-1:] or lines[:1]
            found = False
            for last in fitting[-_PARTS:]:
                taken = min(again + last - begun, self.context.frame.lines)
                for made in self.filled((*slots, replace(empty, lines=taken, last=last))):
                    found = True
                    yield made
            if found:
                return

    def _above_notes(self, slots: tuple[Slot, ...]) -> Iterator[Made]:
        """The ways to fill a page around figures, with as few lines as can be below those at the foot of all
        columns, for its notes."""
        if not self._is_above_notes(slots):
            yield from self.filled(slots)
            return
        for below in self._lines_below():
            found = list(self.filled(tuple(replace(slot, below=below) for slot in slots)))
            yield from found
            if found:
                return

    def _lines_below(self) -> list[int]:
        """The lines that the notes of a column may take, the fewest first."""
        heights = [self.context.heights(one)[0] for one in self.notes]
        some = (heights[first:last] for first in range(len(heights)) for last in range(first, len(heights)))
        return sorted({note_lines(heights), *(note_lines(notes) for notes in some if notes)})

    def filled(self, slots: tuple[Slot, ...]) -> Iterator[Made]:
        """The ways to fill a page around figures at their places; none, if they do not come on it, or its
        notes not below them."""
        stream, state = self.context.stream, self.state
        rooms = self.rooms(slots, self.context.frame.lines)
        least = self.barrier if self.parted else self.own[-1].unit if self.own else state.unit
        if min(rooms) < 0 or least - state.unit > sum(rooms) + BLANKS:
            return
        if not self.own and not self.parted and state.unit >= self.barrier:
            return
        feet = self._feet(slots, self.context.frame.lines)
        ways = fill(stream, state.unit, rooms, self.barrier, feet)
        below_text = self.parted and slots[-1].at_foot
        if below_text and (even := self._even(rooms)):
            ways.append(even)
        for filled in ways:
            if filled.following >= least and (self.own or self.parted or filled.following > state.unit):
                level = filled.following == self.barrier and not self.parted
                made = self._level(filled, slots) if level else self._made(filled, slots)
                if self._has_room(made):
                    yield made

    def _even(self, rooms: Sequence[int]) -> Filled | None:
        """The text above a table in columns that differ least."""
        even = level(self.context.stream, self.state.unit, rooms, max(rooms), self.barrier)
        if even is None:
            return None
        shorts = (room - cut.end + cut.start for room, cut in zip(rooms, even.cuts, strict=True))
        return even._replace(cost=sum(map(RULES["short"].cost, list(shorts)[:-1])))

    def _has_room(self, made: Made) -> bool:
        """Whether no column has more notes than there is room for below what stands at the foot of all."""
        if not self._is_above_notes(made.slots):
            return True
        columns: dict[int, list[int]] = {}
        for one, column in made.notes:
            columns.setdefault(column, []).append(self.context.heights(one)[0])
        below = max(slot.below for slot in made.slots)
        return all(note_lines(notes) <= below for notes in columns.values())

    def rooms(self, slots: Sequence[Slot], lines: int) -> list[int]:
        """The lines of each column that are left for the text, when columns have ``lines``."""
        white = self.context.frame.lines - lines
        below = max(0, max((slot.below for slot in slots), default=0) - white)
        rooms = [lines - self._opened - below] * self.context.frame.columns
        for slot in slots:
            for column in range(len(rooms)) if slot.column == ACROSS else (slot.column,):
                rooms[column] -= slot.lines + BLANK
        # What fills a column to its foot needs no blank line there.
        return [0 if room == -BLANK else room for room in rooms]

    @property
    def _opened(self) -> int:
        block = self.context.stream.blocks[self.opening.block] if self.opening else None
        return block.lines if isinstance(block, Opening) else 0

    def _is_above_notes(self, slots: Sequence[Slot]) -> bool:
        """Whether a figure at the foot of all columns has the notes of some of them below it."""
        return bool(self.notes) and any(slot.column == ACROSS and slot.at_foot for slot in slots)

    def _feet(self, slots: Sequence[Slot], lines: int) -> Feet:
        """A note stands under its mark, or under the end of what comes before it, at the foot of the page,
        however short its columns are."""
        if self._is_above_notes(slots):
            return Feet()
        homes = sorted((self._home(one), self.context.heights(one)[0]) for one in self.notes)
        white = self.context.frame.lines - lines
        return Feet(tuple(home for home, _ in homes), tuple(lines for _, lines in homes), white)

    def _home(self, note: Anchored) -> int:
        """The unit that a note stands in the column of."""
        if note.mark >= self.state.unit:
            return note.mark
        return max(self.context.stream.ended(note.unit) - 1, self.state.unit)

    def _made(self, filled: Filled, slots: tuple[Slot, ...], foot: int = 0, white: int = 0) -> Made:
        gave = (*self._standing(slots, filled.cuts), *self._page(slots, filled, foot, white))
        return Made(
            filled.cost + sum(RULES[one.rule].cost(one.amount) for one in gave),
            State(filled.following, self.following, slots[-1].last if self.parted else 0),
            filled.cuts, slots, self._placed_notes(filled.cuts),
            self.opening.block if self.opening else -1, foot or self.context.frame.lines, gave,
        )  # fmt: skip

    def _page(self, slots: Sequence[Slot], filled: Filled, foot: int, white: int) -> Iterator[GaveWay]:
        """The rules of the page as a whole that give way."""
        last = self.context.frame.columns - 1
        if self.parted:
            yield GaveWay("continued", ACROSS, 1)
            foot = self.context.frame.lines
        if foot and (uneven := self._uneven(slots, filled.cuts, foot)):
            yield GaveWay("uneven", last, uneven)
        if white:
            yield GaveWay("white", last, white)
        for note, column in self._placed_notes(filled.cuts):
            if 0 <= note.mark < self.state.unit:
                yield GaveWay("note", column, 1)

    def _level(self, filled: Filled, slots: tuple[Slot, ...]) -> Made:
        """The columns of a page that is not full made level (row 25); the last may be shorter. A single one
        that other pages follow is filled, as far as its text can be."""
        stream, full, lowest = self.context.stream, self.context.frame.lines, self._lowest(filled, slots)
        white = 0 if self.final else sum(cut.short for cut in filled.cuts) + self._empty(filled, slots)
        if self.context.frame.columns == 1 and not self.final:
            cuts = (cut._replace(opened=opened(stream, *cut[:3])) for cut in filled.cuts)
            return self._made(filled._replace(cuts=tuple(cuts)), slots, 0, white)
        found: Made | None = None
        for lines in range(lowest, min(lowest + _LOW + 1, full)):
            rooms = self.rooms(slots, lines)
            if min(rooms) < 0:
                continue
            ways = fill(stream, self.state.unit, rooms, self.barrier, self._feet(slots, lines))
            uneven = found is None or found.by("uneven") > _EVEN
            if self.final and uneven and not self.notes:
                even = level(stream, self.state.unit, rooms, lines, self.barrier)
                ways += [even] if even else []
            for way in ways:
                if way.following == self.barrier and way.cost < RULES["orphan"].once:
                    made = self._made(way, slots, lines, white)
                    found = made if found is None or made.cost < found.cost else found
        return found or self._made(filled, slots, 0, white)

    def _uneven(self, slots: Sequence[Slot], cuts: Sequence[Cut], lines: int) -> int:
        """Lines by which columns of a page that is not full differ."""
        rooms = self.rooms(slots, lines)
        ends = [lines - room + cut.end - cut.start for room, cut in zip(rooms, cuts, strict=True)]
        return sum(unevenness(before, after) for before, after in pairwise(ends))

    def _empty(self, filled: Filled, slots: Sequence[Slot]) -> int:
        rooms = self.rooms(slots, self.context.frame.lines)
        return sum(room for room, cut in zip(rooms, filled.cuts, strict=True) if cut.start == cut.end)

    def _lowest(self, filled: Filled, slots: Sequence[Slot]) -> int:
        columns = self.context.frame.columns
        text = sum(cut.end - cut.start for cut in filled.cuts)
        stand = sum((slot.lines + BLANK) * (columns if slot.column == ACROSS else 1) for slot in slots)
        return max(1, self._opened + (text + stand) // columns)

    def _standing(self, slots: Sequence[Slot], cuts: Sequence[Cut]) -> Iterator[GaveWay]:
        """The rules that give way where the figures stand."""
        anchors = {one.block: one.unit for one in self.own}
        places: set[tuple[int, bool]] = set()
        for slot in slots:
            column, anchor = slot.column, anchors.get(slot.block, self.barrier)
            if slot.at_foot and not slot.last:
                yield GaveWay("foot", column, 1)
            if slot.size:
                yield GaveWay("smaller", column, self._full(slot) - slot.lines)
            if (column, slot.at_foot) in places:
                yield GaveWay("stacked", column, 1)
            places.add((column, slot.at_foot))
            if column == ACROSS:
                continue
            if away := abs(column - column_of(cuts, anchor)):
                yield GaveWay("away", column, away)
            if self._above(slot, cuts, anchor):
                yield GaveWay("above", column, 1)

    def _above(self, slot: Slot, cuts: Sequence[Cut], anchor: int) -> bool:
        """Whether a figure at a column's head stands above a block heading that it comes after."""
        cut, gives = cuts[slot.column], self.context.stream.gives
        return not slot.at_foot and gives[max(cut.start, min(cut.end, anchor))] > gives[cut.start]

    def _full(self, slot: Slot) -> int:
        block = self.context.stream.blocks[slot.block]
        return block.heights[0] if isinstance(block, Float) else slot.lines

    def _placed_notes(self, cuts: Sequence[Cut]) -> tuple[tuple[Anchored, int], ...]:
        return tuple((one, column_of(cuts, self._home(one) + 1)) for one in self.notes)


def column_of(cuts: Sequence[Cut], end: int) -> int:
    """The column in which the unit before ``end`` stands; the first, if it is on an earlier page."""
    column = 0
    for number, cut in enumerate(cuts):
        if cut.start < end and cut.start < cut.end:
            column = number
    return column
