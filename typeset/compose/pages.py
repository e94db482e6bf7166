"""Blocks to pages: columns of lines, figures at their head or foot or across them, notes at their foot.

A page is tried with as many of the blocks that stand beside the text as the text before them leaves room
for, in every order of places that keeps theirs; the cheapest way through all pages is taken (the rules and
what each costs: ``page_weights``). The order of the text is never broken: what stands beside it is on the
page where its turn comes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations_with_replacement, islice, pairwise, product

from typeset.compose.blocks import ACROSS, Block, Float, Flow, Frame, GaveWay, Note, Opening, Page, Part
from typeset.compose.columns import Feet, Filled, fill, level, opened, unevenness
from typeset.compose.page_weights import BLANK, NOTE_RULE, PAGE, RULES
from typeset.compose.stream import Anchored, Cut, Stream

Lengthen = Callable[[int], bool]
"""Sets a block one line longer, if that can be done well, and says whether it did."""

_KEPT = 8
"""Ways to make a page from one beginning that are kept."""
_FOLLOWED = 24
"""Ways through the pages so far that are followed."""
_TRIED = 600
"""Arrangements of one page's figures that are tried at most."""
_FULL_ENOUGH = 0.7
"""Of a page that has a fuller one beside it."""
_BLANKS = 12
"""Blank lines that may fall away at the heads of a page's columns."""
_LOW = 6
"""Lines more than the least that the columns of a page that is not full are tried with."""
_SPACED = 2
"""Blank lines more below a figure at a column's head."""
_SIZES = 4
"""Figures on a page up to which smaller sizes are tried of each."""


@dataclass(frozen=True, slots=True)
class _State:
    """Where a page begins: the unit of the stream, and how many blocks beside it are set."""

    unit: int
    beside: int


@dataclass(frozen=True, slots=True)
class _Slot:
    """Where a figure stands on a page, and in which of its sizes."""

    block: int
    column: int
    at_foot: bool
    size: int
    lines: int


@dataclass(frozen=True, slots=True)
class _Made:
    """A page as it could be: ``foot``: the line that its columns end at."""

    cost: float
    following: _State
    cuts: tuple[Cut, ...] = ()
    slots: tuple[_Slot, ...] = ()
    notes: tuple[tuple[Anchored, int], ...] = ()
    opening: int = -1
    foot: int = 0
    white: int = 0
    uneven: int = 0


def make_up(blocks: Sequence[Block], frame: Frame, lengthen: Lengthen = lambda _: False) -> tuple[Page, ...]:
    """The pages of some blocks; none is lost, whatever their heights. ``lengthen`` is asked for paragraphs
    that stand whole in a column that ends short."""
    maker = _Maker(Stream([_fitting(block, frame) for block in blocks]), frame)
    return tuple(maker.set(made, start, lengthen) for start, made in maker.best())


def _fitting(block: Block, frame: Frame) -> Block:
    """A block that has room on a page: a note that is too long for a column's foot runs with the text."""
    match block:
        case Note() if block.lines > frame.lines // 2:
            return Flow(block.lines)
        case Float():
            return Float(tuple(min(height, frame.lines) for height in block.heights), block.across)
        case Opening():
            return Opening(min(block.lines, frame.lines), block.recto)
        case _:
            return block


@dataclass(frozen=True)
class _Way:
    """Pages so far: what they cost, where the next begins, the last of them, and those before it."""

    cost: float
    state: _State
    made: _Made | None = None
    before: _Way | None = None

    def pages(self) -> Iterator[tuple[_State, _Made]]:
        """The last first."""
        way = self
        while way.made is not None and way.before is not None:
            yield way.before.state, way.made
            way = way.before


@dataclass(frozen=True)
class _Maker:
    stream: Stream
    frame: Frame

    def best(self) -> list[tuple[_State, _Made]]:
        """The pages of the cheapest way, each with where it begins.

        Page by page the ways that cost least for what they have set so far are followed.
        """
        final = _State(self.stream.count, len(self.stream.anchored))
        ways = [_Way(0.0, _State(self.stream.resumed(0), 0))]
        finished: list[_Way] = []
        while ways:
            found: dict[_State, _Way] = {}
            for way in ways:
                if way.state == final:
                    finished.append(way)
                    continue
                for made in self._pages(way.state):
                    cost = way.cost + made.cost + PAGE
                    known = found.get(made.following)
                    if known is None or cost < known.cost:
                        found[made.following] = _Way(cost, made.following, made, way)
            ways = sorted(found.values(), key=self._ahead)[:_FOLLOWED]
        return list(min(finished, key=lambda way: way.cost).pages())[::-1]

    def _ahead(self, way: _Way) -> float:
        """What a way cost, and what the rest will cost at the least."""
        return way.cost + PAGE * (self.stream.count - way.state.unit) / (
            self.frame.columns * self.frame.lines
        )

    def _pages(self, state: _State) -> list[_Made]:
        """The cheapest ways to make a page from a state on, at most one for each place to end it."""
        best: dict[_State, _Made] = {}
        most = self.frame.columns * self.frame.lines
        for count in range(self._most_beside(state, most), -1, -1):
            plan = _Plan(self, state, count)
            well = any(made.cost < RULES["orphan"].once for made in best.values())
            if well and plan.barrier - state.unit < _FULL_ENOUGH * most - self._least(plan.own):
                break
            for made in plan.pages():
                known = best.get(made.following)
                if known is None or made.cost < known.cost:
                    best[made.following] = made
        return sorted(best.values(), key=lambda made: made.cost)[:_KEPT]

    def _most_beside(self, state: _State, most: int) -> int:
        """How many of the blocks that come next could stand beside the text of a page of ``most`` lines."""
        anchored, count, taken = self.stream.anchored, 0, 0
        for one in anchored[state.beside :]:
            taken += self._least([one])
            if taken > most or one.unit - state.unit > most + _BLANKS:
                break
            opens = isinstance(self.stream.blocks[one.block], Opening)
            if opens and (count or one.unit != state.unit):
                break
            count += 1
        return count

    def _least(self, own: Sequence[Anchored]) -> int:
        """Lines that some blocks take at least."""
        return sum(
            self._heights(one)[-1] * (self.frame.columns if self._is_across(one) else 1) for one in own
        )

    def _heights(self, one: Anchored) -> tuple[int, ...]:
        block = self.stream.blocks[one.block]
        match block:
            case Float():
                return block.heights
            case Note() | Opening() | Flow():
                return (block.lines,)

    def _is_across(self, one: Anchored) -> bool:
        block = self.stream.blocks[one.block]
        return isinstance(block, Opening) or (isinstance(block, Float) and block.across)

    def set(self, made: _Made, start: _State, lengthen: Lengthen) -> Page:
        return _Setting(self, made, start, lengthen).page()


def _arrangements(maker: _Maker, floats: Sequence[Anchored]) -> Iterator[tuple[_Slot, ...]]:
    """Places for figures, in the order of their columns as in that of the text; then with smaller ones."""
    places = [(column, foot) for column in range(maker.frame.columns) for foot in (False, True)]
    heights = [maker._heights(one) for one in floats]
    sizes = product(*(range(len(own)) if len(floats) <= _SIZES else (0, len(own) - 1) for own in heights))
    for chosen in sorted(sizes, key=sum):
        for standing in combinations_with_replacement(places, len(floats)):
            yield tuple(
                _Slot(one.block, ACROSS if maker._is_across(one) else column, foot, size, own[size])
                for one, (column, foot), size, own in zip(floats, standing, chosen, heights, strict=True)
            )


@dataclass(frozen=True)
class _Plan:
    """A page with the next ``count`` blocks beside its text, to be filled around every arrangement of its
    figures."""

    maker: _Maker
    state: _State
    count: int

    @cached_property
    def own(self) -> list[Anchored]:
        return self.maker.stream.anchored[self.state.beside : self.following]

    @property
    def following(self) -> int:
        return self.state.beside + self.count

    def _those(self, kind: type[Block]) -> list[Anchored]:
        return [one for one in self.own if isinstance(self.maker.stream.blocks[one.block], kind)]

    @cached_property
    def notes(self) -> list[Anchored]:
        return self._those(Note)

    @cached_property
    def opening(self) -> Anchored | None:
        return next(iter(self._those(Opening)), None)

    @cached_property
    def final(self) -> bool:
        """Whether the text ends before the next block, or the next begins a page of its own."""
        stream = self.maker.stream
        if self.following == len(stream.anchored):
            return True
        return isinstance(stream.blocks[stream.anchored[self.following].block], Opening)

    @cached_property
    def barrier(self) -> int:
        """The unit that the page may go on to at most."""
        stream = self.maker.stream
        last = self.following == len(stream.anchored)
        return stream.count if last else stream.anchored[self.following].unit

    def pages(self) -> Iterator[_Made]:
        """With figures as large as they should be, if that leaves no page white; else with smaller ones."""
        well, tried = False, set()
        for slots in islice(_arrangements(self.maker, self._those(Float)), _TRIED):
            if well and any(slot.size for slot in slots):
                return
            if slots not in tried:
                tried.add(slots)
                for made in self.filled(slots):
                    well = well or made.white == 0
                    yield made

    def filled(self, slots: tuple[_Slot, ...]) -> Iterator[_Made]:
        """The ways to fill a page around figures at their places; none, if they do not come on it."""
        stream, state = self.maker.stream, self.state
        rooms = self.rooms(slots, self.maker.frame.lines)
        least = self.own[-1].unit if self.own else state.unit
        if min(rooms) < 0 or least - state.unit > sum(rooms) + _BLANKS:
            return
        if not self.own and state.unit >= self.barrier:
            return
        for filled in fill(stream, state.unit, rooms, self.barrier, self.feet):
            if filled.following >= least and (self.own or filled.following > state.unit):
                level = filled.following == self.barrier
                yield self._level(filled, slots) if level else self._made(filled, slots)

    def rooms(self, slots: Sequence[_Slot], lines: int) -> list[int]:
        """The lines of each column that are left for the text, when columns have ``lines``."""
        rooms = [lines - self._opened] * self.maker.frame.columns
        for slot in slots:
            for column in range(len(rooms)) if slot.column == ACROSS else (slot.column,):
                rooms[column] -= slot.lines + BLANK
        # What fills a column to its foot needs no blank line there.
        return [0 if room == -BLANK else room for room in rooms]

    @property
    def _opened(self) -> int:
        block = self.maker.stream.blocks[self.opening.block] if self.opening else None
        return block.lines if isinstance(block, Opening) else 0

    @property
    def feet(self) -> Feet:
        """A note stands under its mark, or under the end of what comes before it."""
        homes = sorted((self._home(one), self.maker._heights(one)[0]) for one in self.notes)
        return Feet(tuple(home for home, _ in homes), tuple(lines for _, lines in homes))

    def _home(self, note: Anchored) -> int:
        """The unit that a note stands in the column of."""
        if note.mark >= self.state.unit:
            return note.mark
        return max(self.maker.stream.ended(note.unit) - 1, self.state.unit)

    def _made(self, filled: Filled, slots: tuple[_Slot, ...], foot: int = 0, white: int = 0) -> _Made:
        cost = filled.cost + self._standing(slots, filled.cuts) + RULES["white"].cost(white)
        uneven = self._uneven(slots, filled.cuts, foot) if foot else 0
        cost += RULES["uneven"].cost(uneven)
        late = sum(one.mark not in (-1, *range(self.state.unit, filled.following)) for one in self.notes)
        return _Made(
            cost + RULES["note"].once * late, _State(filled.following, self.following), filled.cuts, slots,
            self._placed_notes(filled.cuts), self.opening.block if self.opening else -1,
            foot or self.maker.frame.lines, white, uneven,
        )  # fmt: skip

    def _level(self, filled: Filled, slots: tuple[_Slot, ...]) -> _Made:
        """The columns of a page that is not full made level (row 25); the last may be shorter. A single one
        that other pages follow is filled, as far as its text can be."""
        stream, full, lowest = self.maker.stream, self.maker.frame.lines, self._lowest(filled, slots)
        white = 0 if self.final else sum(cut.short for cut in filled.cuts) + self._empty(filled, slots)
        if self.maker.frame.columns == 1 and not self.final:
            cuts = (cut._replace(opened=opened(stream, *cut[:3])) for cut in filled.cuts)
            return self._made(filled._replace(cuts=tuple(cuts)), slots, 0, white)
        found: _Made | None = None
        for lines in range(lowest, min(lowest + _LOW + 1, full)):
            rooms = self.rooms(slots, lines)
            if min(rooms) < 0:
                continue
            ways = fill(stream, self.state.unit, rooms, self.barrier, self.feet)
            if not self.notes and (even := level(stream, self.state.unit, rooms, lines, self.barrier)):
                ways.append(even)
            for way in ways:
                if way.following == self.barrier and way.cost < RULES["orphan"].once:
                    made = self._made(way, slots, lines, white)
                    found = made if found is None or made.cost < found.cost else found
        return found or self._made(filled, slots, 0, white)

    def _uneven(self, slots: Sequence[_Slot], cuts: Sequence[Cut], lines: int) -> int:
        """Lines by which columns of a page that is not full differ."""
        rooms = self.rooms(slots, lines)
        ends = [lines - room + cut.end - cut.start for room, cut in zip(rooms, cuts, strict=True)]
        return sum(unevenness(before, after) for before, after in pairwise(ends))

    def _empty(self, filled: Filled, slots: Sequence[_Slot]) -> int:
        rooms = self.rooms(slots, self.maker.frame.lines)
        return sum(room for room, cut in zip(rooms, filled.cuts, strict=True) if cut.start == cut.end)

    def _lowest(self, filled: Filled, slots: Sequence[_Slot]) -> int:
        columns = self.maker.frame.columns
        text = sum(cut.end - cut.start for cut in filled.cuts)
        stand = sum((slot.lines + BLANK) * (columns if slot.column == ACROSS else 1) for slot in slots)
        return max(1, self._opened + (text + stand) // columns)

    def _standing(self, slots: Sequence[_Slot], cuts: Sequence[Cut]) -> float:
        """What the places of the figures cost."""
        cost = 0.0
        anchors = {one.block: one.unit for one in self.own}
        for slot in slots:
            cost += RULES["foot"].once * slot.at_foot + RULES["smaller"].cost(self._full(slot) - slot.lines)
            if slot.column != ACROSS:
                cost += RULES["away"].cost(slot.column - _column_of(cuts, anchors[slot.block]))
                cost += RULES["above"].once * self._above(slot, cuts, anchors[slot.block])
        places = [(slot.column, slot.at_foot) for slot in slots]
        return cost + RULES["stacked"].cost(len(places) - len(set(places)))

    def _above(self, slot: _Slot, cuts: Sequence[Cut], anchor: int) -> bool:
        """Whether a figure at a column's head stands above a block heading that it comes after."""
        cut, gives = cuts[slot.column], self.maker.stream.gives
        return not slot.at_foot and gives[max(cut.start, min(cut.end, anchor))] > gives[cut.start]

    def _full(self, slot: _Slot) -> int:
        block = self.maker.stream.blocks[slot.block]
        return block.heights[0] if isinstance(block, Float) else slot.lines

    def _placed_notes(self, cuts: Sequence[Cut]) -> tuple[tuple[Anchored, int], ...]:
        return tuple((one, _column_of(cuts, self._home(one) + 1)) for one in self.notes)


def _column_of(cuts: Sequence[Cut], end: int) -> int:
    """The column in which the unit before ``end`` stands; the first, if it is on an earlier page."""
    column = 0
    for number, cut in enumerate(cuts):
        if cut.start < end and cut.start < cut.end:
            column = number
    return column


@dataclass
class _Setting:
    """A page that was chosen, its parts put at their lines."""

    maker: _Maker
    made: _Made
    start: _State
    lengthen: Lengthen

    def page(self) -> Page:
        parts: list[Part] = []
        gave: list[GaveWay] = []
        rules: list[tuple[int, int]] = []
        heads, feet = self._floats(parts, gave)
        for column, cut in enumerate(self.made.cuts):
            parts += self._column(column, cut, heads[column], gave)
            notes = [one for one, own in self.made.notes if own == column]
            taken = sum(self.maker._heights(one)[0] for one in notes)
            at = (self.made.foot if feet[column] else self.maker.frame.lines) - feet[column] - taken
            if notes:
                rules.append((column, at - NOTE_RULE))
            for one in notes:
                lines = self.maker._heights(one)[0]
                parts.append(Part(one.block, 0, lines, column, at))
                at += lines
                if one.mark != -1 and one.mark < self.start.unit:
                    gave.append(GaveWay("note", column, 1))
        if self.made.uneven:
            gave.append(GaveWay("uneven", self.maker.frame.columns - 1, self.made.uneven))
        if self.made.white:
            gave.append(GaveWay("white", self.maker.frame.columns - 1, self.made.white))
        parts.sort(key=lambda part: (part.block, part.first))
        return Page(tuple(parts), tuple(gave), tuple(rules))

    def _floats(self, parts: list[Part], gave: list[GaveWay]) -> tuple[list[int], list[int]]:
        """Puts down what stands across and in columns; the lines taken at the head and foot of each."""
        columns = self.maker.frame.columns
        heads, feet = [0] * columns, [0] * columns
        if self.made.opening >= 0:
            block = self.maker.stream.blocks[self.made.opening]
            assert isinstance(block, Opening)
            parts.append(Part(self.made.opening, 0, block.lines, ACROSS, 0))
            heads = [block.lines] * columns
        # What stands across stands outside; of those at a foot the last stands lowest.
        heading = [slot for slot in self.made.slots if not slot.at_foot]
        footing = [slot for slot in reversed(self.made.slots) if slot.at_foot]
        for slot in sorted([*heading, *footing], key=lambda slot: slot.column != ACROSS):
            own = range(columns) if slot.column == ACROSS else (slot.column,)
            taken = max((feet if slot.at_foot else heads)[column] for column in own)
            line = self.made.foot - taken - slot.lines if slot.at_foot else taken
            parts.append(Part(slot.block, 0, slot.lines, slot.column, line, slot.size, slot.at_foot))
            for column in own:
                (feet if slot.at_foot else heads)[column] = taken + slot.lines + BLANK
            gave += self._gave(slot)
        return heads, feet

    def _gave(self, slot: _Slot) -> Iterator[GaveWay]:
        block = self.maker.stream.blocks[slot.block]
        assert isinstance(block, Float)
        if slot.size:
            yield GaveWay("smaller", slot.column, block.heights[0] - slot.lines)
        if slot.at_foot:
            yield GaveWay("foot", slot.column, 1)
        places = self.maker.stream.anchored
        unit = next(one.unit for one in places if one.block == slot.block)
        if slot.column != ACROSS:
            away = abs(slot.column - _column_of(self.made.cuts, unit))
            if away:
                yield GaveWay("away", slot.column, away)

    def _column(self, column: int, cut: Cut, line: int, gave: list[GaveWay]) -> Iterator[Part]:
        """The parts of a column. What it is short of goes above its headings, below the figure at its head,
        then into its paragraphs."""
        stream = self.maker.stream
        opened, short = cut.opened, cut.short - cut.opened
        level = self.made.foot == self.maker.frame.lines
        if level and short and any(slot.column == column and not slot.at_foot for slot in self.made.slots):
            spaced = min(short, _SPACED)
            line, short = line + spaced, short - spaced
            gave.append(GaveWay("spaced", column, spaced))
        if opened:
            gave.append(GaveWay("opened", column, opened))
        cost = stream.cost(cut.start, cut.end) if cut.end > cut.start else 0.0
        for name in _BREAKS:
            if cost >= RULES[name].once:
                cost -= RULES[name].once
                gave.append(GaveWay(name, column, 1))
        shift = line - cut.start
        for number, first, last, unit in stream.stretches(cut.start, cut.end):
            block = stream.blocks[number]
            assert isinstance(block, Flow)
            if opened and block.gives and first == 0 and unit > cut.start:
                shift, opened = shift + 1, opened - 1
            repeats = stream.repeats(unit) if unit == cut.start else 0
            at, shift = unit + shift, shift + repeats
            longer = short > 0 and level and (first, last) == (0, block.lines) and self.lengthen(number)
            if longer:
                shift, short = shift + 1, short - 1
                gave.append(GaveWay("longer", column, 1))
            yield Part(number, first, last + longer, column, at, longer=longer, repeats=repeats)
        if short > 0 and cut.end < stream.count and level:
            gave.append(GaveWay("short", column, short))


_BREAKS = ("parted", "stranded", "widow", "orphan")
