"""Parts of lines in reading order to segments: every character of the source in one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from typeset.ledger import Segment
from typeset.source.sheets import PhysicalLine, physical_lines


class Part(NamedTuple):
    """What a line has in a column, which counts from 1: ``begin`` to ``end`` in the source. ``margin`` and
    ``room`` are in em."""

    line: PhysicalLine
    column: int
    begin: int
    end: int
    margin: float = 0.0
    room: float = 0.0


def whole(line: PhysicalLine) -> Part:
    """A line that goes across the columns."""
    return Part(line, 1, line.begin, line.stop)


def segments(text: str, ordered: Sequence[Part]) -> tuple[Segment, ...]:
    """Segments in reading order. The last of a line has its line end, and the empty lines after it."""
    last: dict[int, int] = {}
    begins: dict[int, int] = {}
    for line, column, *_ in ordered:
        last[line.number] = max(last.get(line.number, 0), column)
        begins[line.number] = line.begin
    numbers = sorted(begins)
    following = dict(zip(numbers, [*(begins[number] for number in numbers[1:]), len(text)], strict=True))
    out: list[Segment] = []
    at = 0
    if begins[numbers[0]] > 0:
        at = begins[numbers[0]]
        out.append(Segment(1, 1, 0, at, 0))
    for line, column, begin, end, margin, room in ordered:
        stop = following[line.number] if column == last[line.number] else end
        out.append(Segment(line.number, column, at, at + stop - begin, begin, margin, room))
        at += stop - begin
    return tuple(out)


def moved(text: str, moves: Sequence[tuple[int, int, int]]) -> tuple[Segment, ...]:
    """The segments of a text, line by line, where some lines are read after another.

    ``moves``: the numbers of the first and the last line of each block, and of the line that it goes after.
    """
    lines = [line for line in physical_lines(text) if line.words.strip()]
    order = {line.number: float(line.number) for line in lines}
    for first, last, after in moves:
        block = [line.number for line in lines if first <= line.number <= last]
        order |= {number: after + (step + 1) / (len(block) + 1) for step, number in enumerate(block)}
    ordered = sorted(lines, key=lambda line: order[line.number])
    return segments(text, [whole(line) for line in ordered])
