"""What the cells of a table want to the widths of its columns that make it lowest.

The height of a table is the sum of its rows', and that of a row is its highest cell's: no column can be
judged alone. Columns therefore exchange width by twos, each time at the best of all exchanges, until none
helps. How many lines a cell takes is counted on sums of widths, not composed; the work grows as the cells.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import ceil, sqrt
from typing import NamedTuple

_EPSILON = 1e-6

STEP = 0.5
"""In em: widths that are tried lie so far apart."""
STEPS = 48
"""At most as many widths are tried of a column, further apart where that asks for it."""
ROUNDS = 12
"""How often all columns exchange width at most; two or three rounds are usual."""
SHORT = 6.0
"""In em: up to here a cell is a term, a name or a place, which a reader wants whole."""
PARTED = 0.5
"""In lines: what it costs to part one that is short."""


class Pieces(NamedTuple):
    """What of a cell is never parted: where each piece ``begins`` and ``ends`` when it is first or last on a
    line, in points. ``head``: it stands at the head of its column."""

    begins: tuple[float, ...]
    ends: tuple[float, ...]
    head: bool = False

    @property
    def natural(self) -> float:
        """The width on one line."""
        return self.ends[-1] - self.begins[0] if self.ends else 0.0

    @property
    def widest(self) -> float:
        return max((end - begin for begin, end in zip(self.begins, self.ends, strict=True)), default=0.0)

    def lines(self, width: float) -> int:
        """How many lines of a width it takes, each as full as can be; 0 if there is nothing in it."""
        if self.natural <= width + _EPSILON:
            return 1 if self.ends else 0
        count = first = 0
        while first < len(self.ends):
            last = bisect_right(self.ends, self.begins[first] + width + _EPSILON, first)
            count += 1
            if last == first:
                count += ceil((self.ends[first] - self.begins[first]) / width) - 1
                last += 1
            first = last
        return count


@dataclass(frozen=True)
class Column:
    """The cells of a column from above, without padding. From ``least`` to ``natural`` points it is the lower
    the wider it is; a width below ``least`` is no pleasure to read, and one below ``whole`` parts a word."""

    cells: tuple[Pieces, ...]
    whole: float
    least: float
    natural: float


def column_widths(columns: Sequence[Column], room: float, em: float) -> tuple[float, ...]:
    """Of each column in points, no wider together than ``room``.

    Natural widths where there is room for them, and no column narrower than its least where that can be, or
    else than its words. Where not even these have room, the widest give up what is missing.
    """
    naturals = tuple(column.natural for column in columns)
    if sum(naturals) <= room + _EPSILON:
        return naturals
    wholes = tuple(column.whole for column in columns)
    for floors in (tuple(column.least for column in columns), wholes):
        if sum(floors) <= room + _EPSILON:
            return _Exchange(columns, floors, room, em).best()
    return _levelled(wholes, room)


def _levelled(widths: Sequence[float], room: float) -> tuple[float, ...]:
    """None wider than a level at which all have room together."""
    low, high = 0.0, max(widths)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if sum(min(width, middle) for width in widths) <= room else (low, middle)
    return tuple(min(width, low) for width in widths)


_HALVINGS = 32
"""Of a range of widths until its ends are as good as one."""


class Cost(NamedTuple):
    """Of some widths: the height in lines with what parted terms cost, then the lines of all cells."""

    height: float
    lines: int


class _Tried:
    """The widths that are tried of one column, ascending, and what each comes to in the rows that vary."""

    def __init__(self, column: Column, floor: float, rows: Sequence[int], spare: float, em: float) -> None:
        self.cells = [column.cells[row] for row in rows]
        self.short = [SHORT * em if not cell.head else 0.0 for cell in self.cells]
        self.widths = list(_between(floor, min(column.natural, floor + spare), em))
        self._counts: dict[int, list[int]] = {}
        self._rest: dict[int, tuple[float, int]] = {}

    def counts(self, tried: int) -> list[int]:
        """The lines of each cell in one of the widths."""
        if tried not in self._counts:
            width = self.widths[tried]
            self._counts[tried] = [cell.lines(width) for cell in self.cells]
        return self._counts[tried]

    def rest(self, tried: int) -> tuple[float, int]:
        """What it costs that terms are parted, and the lines of all cells."""
        if tried not in self._rest:
            counts = self.counts(tried)
            parted = sum(
                count > 1 and cell.natural <= short
                for count, cell, short in zip(counts, self.cells, self.short, strict=True)
            )
            self._rest[tried] = PARTED * parted, sum(counts)
        return self._rest[tried]

    def widest(self, room: float) -> int:
        """The last of the widths for which there is room, -1 if there is none."""
        return bisect_right(self.widths, room + _EPSILON) - 1


def _between(floor: float, most: float, em: float) -> Iterator[float]:
    """Widths to try: whole steps, in which lines of Han are full, and both ends."""
    yield floor
    step = STEP * em * max(1, ceil((most - floor) / (STEP * em * STEPS)))
    at = (int(floor / step) + 1) * step
    while at < most - _EPSILON:
        yield at
        at += step
    if most > floor + _EPSILON:
        yield most


_Choice = tuple[int, ...]
"""Of each column, which of its widths."""


class _Exchange:
    """Columns whose natural widths have no room together, and whose ``floors`` have."""

    def __init__(self, columns: Sequence[Column], floors: Sequence[float], room: float, em: float) -> None:
        self.columns, self.room = columns, max(room, sum(floors))
        spare = self.room - sum(floors)
        limits = list(zip(columns, floors, strict=True))
        rows = [
            row
            for row in range(len(columns[0].cells))
            if any(column.cells[row].natural > floor + _EPSILON for column, floor in limits)
        ]
        self.tried = [_Tried(column, floor, rows, spare, em) for column, floor in limits]
        self.varying = [index for index, tried in enumerate(self.tried) if len(tried.widths) > 1]

    def best(self) -> tuple[float, ...]:
        choice = min(map(self._exchanged, self._starts()), key=self._cost)
        return tuple(tried.widths[at] for tried, at in zip(self.tried, self._tight(choice), strict=True))

    def _starts(self) -> Iterator[_Choice]:
        """Widths in proportion to the text of a column, which suit rows whose cells are alike, and to its
        square root, which suit rows that have one long cell each."""
        texts = [sum(cell.natural for cell in column.cells) for column in self.columns]
        for weigh in (float, sqrt):
            yield self._shared([weigh(text) for text in texts])

    def _shared(self, weights: Sequence[float]) -> _Choice:
        """Widths in one proportion, the widest that have room together."""

        def choice(times: float) -> _Choice:
            return tuple(
                max(0, tried.widest(weight * times))
                for tried, weight in zip(self.tried, weights, strict=True)
            )

        low, high = 0.0, max(
            tried.widths[-1] / weight for tried, weight in zip(self.tried, weights, strict=True) if weight
        )  # fmt: skip
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            low, high = (middle, high) if self._width(choice(middle)) <= self.room else (low, middle)
        return choice(low)

    def _width(self, choice: _Choice) -> float:
        return sum(tried.widths[at] for tried, at in zip(self.tried, choice, strict=True))

    def _cost(self, choice: _Choice) -> Cost:
        return self._cost_among((), choice)(())

    def _cost_among(self, pair: _Choice, choice: _Choice) -> Callable[[_Choice], Cost]:
        """The cost as a function of the choices of a few columns, all others as they are."""
        others = [index for index in range(len(self.columns)) if index not in pair]
        counts = [self.tried[index].counts(choice[index]) for index in others]
        highest = list(map(max, *counts)) if len(counts) > 1 else counts[0] if counts else None
        rest = [self.tried[index].rest(choice[index]) for index in others]

        def cost(at: _Choice) -> Cost:
            own = [self.tried[index].counts(tried) for index, tried in zip(pair, at, strict=True)]
            rests = [*rest, *(self.tried[index].rest(tried) for index, tried in zip(pair, at, strict=True))]
            lists = own if highest is None else [highest, *own]
            height = sum(map(max, *lists)) if len(lists) > 1 else sum(lists[0])
            return Cost(height + sum(parted for parted, _ in rests), sum(lines for _, lines in rests))

        return cost

    def _exchanged(self, choice: _Choice) -> _Choice:
        """Every two columns have the best part of what they have together, until none has a better."""
        if len(self.varying) == 1:
            (only,) = self.varying
            return self._replaced(choice, (only,), (len(self.tried[only].widths) - 1,))
        for _ in range(ROUNDS):
            before = choice
            for pair in combinations(self.varying, 2):
                cost = self._cost_among(pair, choice)
                now = (choice[pair[0]], choice[pair[1]])
                best = min((now, *self._parts(pair, choice)), key=cost)
                choice = self._replaced(choice, pair, best)
            if choice == before:
                break
        return choice

    def _parts(self, pair: tuple[int, int], choice: _Choice) -> Iterator[tuple[int, int]]:
        """All choices of one column, with the widest for the other that it leaves room for."""
        one, other = (self.tried[index] for index in pair)
        own = sum(self.tried[index].widths[choice[index]] for index in pair)
        room = self.room - self._width(choice) + own
        for at, width in enumerate(one.widths):
            widest = other.widest(room - width)
            if widest < 0:
                return
            yield at, widest

    def _replaced(self, choice: _Choice, columns: _Choice, at: _Choice) -> _Choice:
        new = dict(zip(columns, at, strict=True))
        return tuple(new.get(index, old) for index, old in enumerate(choice))

    def _tight(self, choice: _Choice) -> _Choice:
        """No column wider than its lines ask for: what they leave is shared between all."""
        return tuple(map(_narrowest, self.tried, choice))


def _narrowest(tried: _Tried, at: int) -> int:
    wanted = tried.rest(at)
    while at and tried.rest(at - 1) == wanted:
        at -= 1
    return at
