"""Blocks to one long column: its lines and blanks counted through, and where it may be broken.

A unit is a line of the stream. A column is a stretch of units from the first that is no blank to the last.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from typeset.compose.blocks import Block, Float, Flow, Note, Opening
from typeset.compose.page_weights import RULES

_BLANK = -1


class Cut(NamedTuple):
    """A column's units. ``short``: lines that it leaves; ``opened``: how many of them headings take."""

    start: int
    end: int
    short: int
    opened: int


@dataclass(frozen=True, slots=True)
class Anchored:
    """A block that stands beside the stream: a figure, a note, an opening. ``unit``: the first that comes
    after it in the text, no blank; ``mark``: the unit with its mark, of a note that has one."""

    block: int
    unit: int
    mark: int = _BLANK


class Stream:
    """The flow of some blocks, and what is anchored in it."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self.block: list[int] = []
        """The block of each unit."""
        self.line: list[int] = []
        """The line in its block, -1 of a blank."""
        self.anchored: list[Anchored] = []
        self.starts: dict[int, int] = {}
        self.known: dict[tuple[int, int, int], list[tuple[Cut, float]]] = {}
        """The ways to end a column, of its start, its lines and the barrier if it reaches that."""
        for number, block in enumerate(blocks):
            match block:
                case Flow():
                    self._add(number, block)
                case Note():
                    self.anchored.append(Anchored(number, len(self.block), self._mark(block)))
                case Float() | Opening():
                    self.anchored.append(Anchored(number, len(self.block)))
        self.count = len(self.block)
        self.anchored = [replace(one, unit=self.resumed(one.unit)) for one in self.anchored]
        self.costs = [self._cost(unit) for unit in range(self.count + 1)]

    def _add(self, number: int, block: Flow) -> None:
        first = len(self.block) + block.above
        self.starts[number] = first
        self.block += [number] * (block.above + block.lines + block.below)
        self.line += [_BLANK] * block.above + list(range(block.lines)) + [_BLANK] * block.below

    def _mark(self, note: Note) -> int:
        """The unit that has the mark of a note; none, if it comes after the note."""
        if note.mark is None or note.mark[0] not in self.starts:
            return _BLANK
        block, line = note.mark
        return self.starts[block] + line

    def _cost(self, end: int) -> float:
        """Of a column that ends before a unit; what no column ends at is the dearest."""
        if end in (0, self.count):
            return 0.0
        if self.line[end - 1] == _BLANK:
            return RULES["parted"].once
        block = self.blocks[self.block[end - 1]]
        assert isinstance(block, Flow)
        done = self.line[end - 1] + 1
        if done == block.lines:
            return RULES["stranded"].once if block.with_next and self._goes_on(end) else 0.0
        if block.breaks is not None and done not in block.breaks:
            return RULES["parted"].once
        cost = RULES["orphan"].once if done < min(block.head, block.lines) else 0.0
        return cost + (RULES["widow"].once if block.lines - done < block.foot else 0.0)

    def cost(self, start: int, end: int) -> float:
        """Of a column from one unit to another: what ends it, and a single line of a paragraph that goes on
        before and after it."""
        alone = end - start == 1 and self.line[start] > 0 and end < self.count and self.line[end] > 0
        return max(self.costs[end], RULES["widow"].once if alone else 0.0)

    def _goes_on(self, end: int) -> bool:
        return any(line != _BLANK for line in self.line[end : end + 64])

    @cached_property
    def gives(self) -> list[int]:
        """How many blocks before each unit may have a blank line more above them."""
        counts = [0]
        for number, line in zip(self.block, self.line, strict=True):
            block = self.blocks[number]
            counts.append(counts[-1] + (line == 0 and isinstance(block, Flow) and block.gives))
        return counts

    def resumed(self, end: int) -> int:
        """The first unit from there on that is no blank."""
        return self._resumed[end]

    def ended(self, unit: int) -> int:
        """The end of the last unit before one that is no blank."""
        return self._ended[unit]

    @cached_property
    def _resumed(self) -> list[int]:
        following = [self.count]
        for unit in range(self.count - 1, -1, -1):
            following.append(unit if self.line[unit] != _BLANK else following[-1])
        return following[::-1]

    @cached_property
    def _ended(self) -> list[int]:
        ends = [0]
        for unit, line in enumerate(self.line):
            ends.append(unit + 1 if line != _BLANK else ends[-1])
        return ends

    def repeats(self, unit: int) -> int:
        """Lines of heads that stand again above a column that begins with a unit."""
        if unit >= self.count or self.line[unit] <= 0:
            return 0
        block = self.blocks[self.block[unit]]
        return block.repeats if isinstance(block, Flow) else 0

    def stretches(self, start: int, end: int) -> Iterator[tuple[int, int, int, int]]:
        """(block, first line, last line, unit) of what stands between two units."""
        unit = start
        while unit < end:
            number, line = self.block[unit], self.line[unit]
            if line == _BLANK:
                unit += 1
                continue
            block = self.blocks[number]
            assert isinstance(block, Flow)
            last = min(block.lines, line + end - unit)
            yield number, line, last, unit
            unit += last - line
