"""What a page may be: where it begins, where its figures stand, and what it is then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement, product

from typeset.compose.blocks import ACROSS, Float, Flow, Frame, GaveWay, Note, Opening
from typeset.compose.stream import Anchored, Cut, Stream

_SIZES = 4
"""Figures on a page up to which smaller sizes are tried of each."""


@dataclass(frozen=True)
class Context:
    """What all pages of a text share."""

    stream: Stream
    frame: Frame

    def least(self, own: Sequence[Anchored], done: int = 0) -> int:
        """Lines that some blocks take at least, of the first of which ``done`` stand on the pages before."""
        heights = (self.heights(one, 0 if number else done) for number, one in enumerate(own))
        columns = (self.frame.columns if self.is_across(one) else 1 for one in own)
        return sum(own[-1] * times for own, times in zip(heights, columns, strict=True))

    def heights(self, one: Anchored, done: int = 0) -> tuple[int, ...]:
        """The lines that a block may take; ``done`` of them stand on the pages before."""
        block = self.stream.blocks[one.block]
        match block:
            case Float() if block.breaks:
                left = block.heights[0] - done + (block.repeats if done else 0)
                whole = any(line > done for line in block.breaks)
                return (left if whole else min(left, self.frame.lines),)
            case Float():
                return block.heights
            case Note() | Opening() | Flow():
                return (block.lines,)

    def is_across(self, one: Anchored) -> bool:
        block = self.stream.blocks[one.block]
        return isinstance(block, Opening) or (isinstance(block, Float) and block.across)


@dataclass(frozen=True, slots=True)
class State:
    """Where a page begins: the unit of the stream, how many blocks beside it are set, and of the table that
    goes on there how many lines."""

    unit: int
    beside: int
    done: int = 0


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a figure stands on a page, and in which of its sizes; of a table that is parted, which of its
    lines, up to ``last`` (0: its end). ``below``: the lines of notes that may stand below it, at the foot of
    all columns."""

    block: int
    column: int
    at_foot: bool
    size: int
    lines: int
    first: int = 0
    last: int = 0
    below: int = 0


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


def arrangements(context: Context, floats: Sequence[Anchored], done: int = 0) -> Iterator[tuple[Slot, ...]]:
    """Places for figures, in the order of their columns as in that of the text; then with smaller ones. Of
    the first ``done`` lines stand on the pages before: what goes on stands at the head."""
    places = [(column, foot) for column in range(context.frame.columns) for foot in (False, True)]
    heights = [context.heights(one, 0 if number else done) for number, one in enumerate(floats)]
    sizes = product(*(range(len(own)) if len(floats) <= _SIZES else (0, len(own) - 1) for own in heights))
    for chosen in sorted(sizes, key=sum):
        for standing in combinations_with_replacement(places, len(floats)):
            if done and standing and standing[0][1]:
                continue
            yield tuple(
                Slot(
                    one.block, ACROSS if context.is_across(one) else column, foot, size, own[size],
                    0 if number else done,
                )
                for number, (one, (column, foot), size, own) in enumerate(
                    zip(floats, standing, chosen, heights, strict=True)
                )
            )  # fmt: skip
