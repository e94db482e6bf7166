"""One page with certain blocks beside its text: filled around every arrangement of its figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations_with_replacement, islice, pairwise, product

from typeset.compose.blocks import ACROSS, Block, Float, Flow, Frame, GaveWay, Note, Opening
from typeset.compose.columns import Feet, Filled, fill, level, opened, unevenness
from typeset.compose.page_weights import BLANK, RULES
from typeset.compose.stream import Anchored, Cut, Stream

_TRIED = 600
"""Arrangements of one page's figures that are tried at most."""
BLANKS = 12
"""Blank lines that may fall away at the heads of a page's columns."""
_LOW = 6
"""Lines more than the least that the columns of a page that is not full are tried with."""
_EVEN = 1
"""Columns that differ no more need no search of their own."""
_SIZES = 4
"""Figures on a page up to which smaller sizes are tried of each."""


@dataclass(frozen=True)
class Context:
    """What all pages of a text share."""

    stream: Stream
    frame: Frame

    def least(self, own: Sequence[Anchored]) -> int:
        """Lines that some blocks take at least."""
        return sum(self.heights(one)[-1] * (self.frame.columns if self.is_across(one) else 1) for one in own)

    def heights(self, one: Anchored) -> tuple[int, ...]:
        block = self.stream.blocks[one.block]
        match block:
            case Float():
                return block.heights
            case Note() | Opening() | Flow():
                return (block.lines,)

    def is_across(self, one: Anchored) -> bool:
        block = self.stream.blocks[one.block]
        return isinstance(block, Opening) or (isinstance(block, Float) and block.across)


@dataclass(frozen=True, slots=True)
class State:
    """Where a page begins: the unit of the stream, and how many blocks beside it are set."""

    unit: int
    beside: int


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a figure stands on a page, and in which of its sizes."""

    block: int
    column: int
    at_foot: bool
    size: int
    lines: int


@dataclass(frozen=True, slots=True)
class Made:
    """A page as it could be. ``foot``: the line that its columns end at; ``gave``: the rules that give way on
    it beside those of its columns."""

    cost: float
    following: State
    cuts: tuple[Cut, ...] = ()
    slots: tuple[Slot, ...] = ()
    notes: tuple[tuple[Anchored, int], ...] = ()
    opening: int = -1
    foot: int = 0
    gave: tuple[GaveWay, ...] = ()

    def by(self, rule: str) -> int:
        """By how much a rule gives way."""
        return sum(gave.amount for gave in self.gave if gave.rule == rule)


def arrangements(context: Context, floats: Sequence[Anchored]) -> Iterator[tuple[Slot, ...]]:
    """Places for figures, in the order of their columns as in that of the text; then with smaller ones."""
    places = [(column, foot) for column in range(context.frame.columns) for foot in (False, True)]
    heights = [context.heights(one) for one in floats]
    sizes = product(*(range(len(own)) if len(floats) <= _SIZES else (0, len(own) - 1) for own in heights))
    for chosen in sorted(sizes, key=sum):
        for standing in combinations_with_replacement(places, len(floats)):
            yield tuple(
                Slot(one.block, ACROSS if context.is_across(one) else column, foot, size, own[size])
                for one, (column, foot), size, own in zip(floats, standing, chosen, heights, strict=True)
            )


@dataclass(frozen=True)
class Plan:
    """A page with the next ``count`` blocks beside its text, to be filled around every arrangement of its
    figures."""

    context: Context
    state: State
    count: int

    @cached_property
    def own(self) -> list[Anchored]:
        return self.context.stream.anchored[self.state.beside : self.following]

    @property
    def following(self) -> int:
        return self.state.beside + self.count

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
        for slots in islice(arrangements(self.context, self._those(Float)), _TRIED):
            if well and any(slot.size for slot in slots):
                return
            if slots not in tried and not self._above_notes(slots):
                tried.add(slots)
                for made in self.filled(slots):
                    well = well or not made.by("white")
                    yield made

    def filled(self, slots: tuple[Slot, ...]) -> Iterator[Made]:
        """The ways to fill a page around figures at their places; none, if they do not come on it."""
        stream, state = self.context.stream, self.state
        rooms = self.rooms(slots, self.context.frame.lines)
        least = self.own[-1].unit if self.own else state.unit
        if min(rooms) < 0 or least - state.unit > sum(rooms) + BLANKS:
            return
        if not self.own and state.unit >= self.barrier:
            return
        for filled in fill(stream, state.unit, rooms, self.barrier, self._feet(self.context.frame.lines)):
            if filled.following >= least and (self.own or filled.following > state.unit):
                level = filled.following == self.barrier
                yield self._level(filled, slots) if level else self._made(filled, slots)

    def rooms(self, slots: Sequence[Slot], lines: int) -> list[int]:
        """The lines of each column that are left for the text, when columns have ``lines``."""
        rooms = [lines - self._opened] * self.context.frame.columns
        for slot in slots:
            for column in range(len(rooms)) if slot.column == ACROSS else (slot.column,):
                rooms[column] -= slot.lines + BLANK
        # What fills a column to its foot needs no blank line there.
        return [0 if room == -BLANK else room for room in rooms]

    @property
    def _opened(self) -> int:
        block = self.context.stream.blocks[self.opening.block] if self.opening else None
        return block.lines if isinstance(block, Opening) else 0

    def _above_notes(self, slots: Sequence[Slot]) -> bool:
        """Whether a figure at the foot of all columns would have the notes of some of them below it."""
        across = any(slot.column == ACROSS and slot.at_foot for slot in slots)
        return across and bool(self.notes) and self.context.frame.columns > 1

    def _feet(self, lines: int) -> Feet:
        """A note stands under its mark, or under the end of what comes before it, at the foot of the page,
        however short its columns are."""
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
            State(filled.following, self.following), filled.cuts, slots, self._placed_notes(filled.cuts),
            self.opening.block if self.opening else -1, foot or self.context.frame.lines, gave,
        )  # fmt: skip

    def _page(self, slots: Sequence[Slot], filled: Filled, foot: int, white: int) -> Iterator[GaveWay]:
        """The rules of the page as a whole that give way."""
        last = self.context.frame.columns - 1
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
            ways = fill(stream, self.state.unit, rooms, self.barrier, self._feet(lines))
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
            column, anchor = slot.column, anchors[slot.block]
            if slot.at_foot:
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
