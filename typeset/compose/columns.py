"""A stretch of the stream to the columns of one page whose rules cost least.

Each column holds as many lines as what stands at its head and foot leaves; where the best place to end it is
a line or two above its foot, it ends there.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from typeset.compose.page_weights import NOTE_RULE, RULES
from typeset.compose.stream import Cut, Stream

_NEAR = 3
"""A column that can end as near to its foot as this is not looked at for more places to end."""
_KEPT = 4
"""Ways through a page's columns that are followed."""


class Filled(NamedTuple):
    """A way to fill a page: what it costs, its columns, and the unit that the next page begins with."""

    cost: float
    cuts: tuple[Cut, ...]
    following: int


@dataclass(frozen=True)
class Feet:
    """The notes of a page: for each the unit that it stands in the column of, in order, and its lines.

    ``white``: lines between where the columns of a page that is not full end and its foot, which notes take
    first.
    """

    homes: tuple[int, ...] = ()
    lines: tuple[int, ...] = ()
    white: int = 0

    def between(self, start: int, end: int) -> int:
        """Lines of text that the notes of a column and the rule above them take the place of."""
        low, high = bisect_left(self.homes, start), bisect_left(self.homes, end)
        return max(0, note_lines(self.lines[low:high]) - self.white)


def note_lines(notes: Sequence[int]) -> int:
    """Lines that notes of so many take at the foot of their column, with the rule above them."""
    return sum(notes) + NOTE_RULE if notes else 0


def fill(stream: Stream, start: int, rooms: Sequence[int], barrier: int, feet: Feet) -> list[Filled]:
    """The cheapest ways to fill columns of ``rooms`` lines from a unit on, not beyond ``barrier``."""
    ways: dict[int, Filled] = {start: Filled(0.0, (), start)}
    for room in rooms:
        following: dict[int, Filled] = {}
        for way in ways.values():
            for cut, cost in _known_cuts(stream, way.following, room, barrier, feet):
                after = stream.resumed(cut.end)
                total = way.cost + cost
                if after not in following or total < following[after].cost:
                    following[after] = Filled(total, (*way.cuts, cut), after)
        ways = dict(sorted(following.items(), key=lambda item: item[1].cost)[:_KEPT])
    # Without any text the notes that were left stand in the first column.
    if feet.between(start, start + 1) > rooms[0]:
        ways.pop(start, None)
    return list(ways.values())


def _known_cuts(
    stream: Stream, start: int, room: int, barrier: int, feet: Feet
) -> Sequence[tuple[Cut, float]]:
    """``_cuts``, remembered where there are no notes."""
    if feet.homes:
        return list(_cuts(stream, start, room, barrier, feet))
    near = start >= barrier or stream.ended(barrier) - start <= room
    key = (start, room, barrier if near else -1)
    known = stream.known.get(key)
    if known is None:
        known = stream.known[key] = list(_cuts(stream, start, room, barrier, feet))
    return known


def _cuts(stream: Stream, start: int, room: int, barrier: int, feet: Feet) -> Iterator[tuple[Cut, float]]:
    """Where a column may end, and what it costs."""
    room -= stream.repeats(start)
    if start >= barrier or room <= 0:
        yield Cut(start, start, 0, 0), 0.0
        return
    last = stream.ended(barrier)
    notes = feet.between
    if last - start + notes(start, barrier) <= room:
        cut = Cut(start, last, room - (last - start) - notes(start, barrier), 0)
        yield cut, stream.costs[last] if last < stream.count else 0.0
        return
    end = min(start + room, last)
    while end > start and end - start + notes(start, end) > room:
        end -= 1
    foot = end
    found, cheapest = False, None
    while end > start:
        short = room - (end - start) - notes(start, end)
        broken = stream.cost(start, end)
        cost = broken + _short(stream, start, end, short)
        if broken == 0.0:
            found = True
            yield Cut(start, end, short, opened(stream, start, end, short)), cost
        elif cheapest is None or cost < cheapest[1]:
            cheapest = Cut(start, end, short, opened(stream, start, end, short)), cost
        if found and foot - end >= _NEAR:
            break
        end -= 1
    if not found:
        yield Cut(start, start, room, 0), RULES["short"].cost(room)
        if cheapest is not None:
            yield cheapest


def opened(stream: Stream, start: int, end: int, short: int) -> int:
    """How many of the lines that a column leaves its headings take, a line each; none at its head."""
    return 0 if start == end else min(short, stream.gives[end] - stream.gives[start + 1])


def _short(stream: Stream, start: int, end: int, short: int) -> float:
    taken = opened(stream, start, end, short)
    return RULES["opened"].each * taken + RULES["short"].cost(short - taken)


_LEVEL = 8
"""Lines above its foot that a column of a page that is not full may end at."""


def level(stream: Stream, start: int, rooms: Sequence[int], lines: int, barrier: int) -> Filled | None:
    """All that is left up to ``barrier``, without notes, in columns of ``lines`` whose ends differ least
    (row 25), each where no rule gives way; None, if there is no such way."""
    last = stream.ended(barrier)
    ways: dict[tuple[int, int], tuple[int, tuple[Cut, ...]]] = {(start, -1): (0, ())}
    for room in rooms:
        following: dict[tuple[int, int], tuple[int, tuple[Cut, ...]]] = {}
        for (unit, before), (uneven, cuts) in ways.items():
            for end in _level_ends(stream, unit, room, last):
                foot = lines - room + end - unit
                total = uneven + (unevenness(before, foot) if before >= 0 else 0)
                key = (stream.resumed(end) if end < last else barrier, foot)
                if key not in following or total < following[key][0]:
                    following[key] = total, (*cuts, Cut(unit, end, 0, 0))
        ways = following
    done = [way for (unit, _), way in ways.items() if unit == barrier]
    return Filled(0.0, min(done)[1], barrier) if done else None


def _level_ends(stream: Stream, start: int, room: int, last: int) -> Iterator[int]:
    """Where a column may end with no rule broken; of one that has no text, its start."""
    room -= stream.repeats(start)
    if start >= last or room <= 0:
        yield start
        return
    most = min(start + room, last)
    for end in range(most, max(start, most - _LEVEL), -1):
        if stream.cost(start, end) == 0.0:
            yield end


def unevenness(before: int, after: int) -> int:
    """Lines by which a column differs from the one before it: twice those by which it is longer; shorter by
    one it is as it should be."""
    return 2 * (after - before) if after > before else max(0, before - after - 1)
