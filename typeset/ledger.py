"""What was decided: for every code point of the source its owner, for every decision its signals.

A code point is owned exactly once: by a leaf of the model (through its Span) or by a Row here. A Decision
keeps the signals it was made from; ``redecide`` makes it again from nothing else.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property, lru_cache
from typing import NamedTuple

NEWLINE = re.compile(r"\r\n|\n|\r")
"""What ends a line of the source. Form feeds and the Unicode separators are white space in a line."""

THIN_MARGIN = 1.0
"""A decision whose margin is below this is marked for review."""


class Segment(NamedTuple):
    """A piece of a line of the source that is read by itself: the whole line, or its part in one column.

    ``number`` counts lines, ``column`` columns, both from 1. ``begin`` to ``end`` are offsets in reading
    order, line ends included; ``source`` is the offset in the source. In em: ``margin``, by how much the
    white space before its words is wider than its indent, the rest being the place of other columns;
    ``room``, how wide its column is, 0 for what goes across.
    """

    number: int
    column: int
    begin: int
    end: int
    source: int
    margin: float = 0.0
    room: float = 0.0


@dataclass(frozen=True)
class Origin:
    """The decoded source and how to make its bytes again. ``pages`` are the offsets where a page begins.

    ``text`` is in reading order. Where columns stand side by side that is not the order of the source, and
    ``segments`` say which piece stands where; else there are none.
    """

    name: str
    text: str
    encoding: str
    bom: bytes
    sha256: str
    pages: tuple[int, ...] = (0,)
    segments: tuple[Segment, ...] = ()

    @property
    def reordered(self) -> bool:
        """Whether it is read in another order than that of the source."""
        return any(segment.begin != segment.source for segment in self.segments)

    @property
    def source(self) -> str:
        """The text in the order of the source."""
        if not self.segments:
            return self.text
        return "".join(self.text[s.begin : s.end] for s in sorted(self.segments, key=lambda s: s.source))

    def restore(self) -> bytes:
        """The bytes of the source file."""
        return self.bom + self.source.encode(self.encoding)

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """Offset of the first code point of each line, or piece of one, in reading order."""
        if self.segments:
            return tuple(segment.begin for segment in self.segments)
        return (0, *(match.end() for match in NEWLINE.finditer(self.text)))

    def line_of(self, offset: int) -> int:
        """The number of the source's line that an offset in reading order stands on, from 1."""
        index = bisect_right(self.line_starts, offset) - 1
        return self.segments[index].number if self.segments else index + 1

    def ranges_of(self, line: int) -> list[tuple[int, int]]:
        """Where a line of the source stands in reading order; nothing if there is no such line."""
        if self.segments:
            return [(s.begin, s.end) for s in self.segments if s.number == line]
        starts = self.line_starts
        if not 1 <= line <= len(starts):
            return []
        return [(starts[line - 1], starts[line] if line < len(starts) else len(self.text))]


class Action(Enum):
    """What became of code points that no leaf owns."""

    JOIN = "join"
    """Line ends inside a block that leave nothing."""
    JOIN_SPACE = "join-space"
    """Line ends inside a block that stand for one space."""
    BREAK = "break"
    """Line ends between two blocks, and before the first and after the last."""
    DROP = "drop"
    """Characters left out; ``value`` says what they were: padding, stray-space, undecodable, control,
    page-mark, edge-space, hyphen."""
    SPACE = "space"
    """White space that is set as the one space in ``value``."""
    FURNITURE = "furniture"
    """A running head, a page number or a printed table of contents; ``value`` is ``header``, ``footer``,
    ``pageNum`` or ``contents``."""


class Signal(NamedTuple):
    """One thing that spoke for one option."""

    name: str
    option: str
    weight: float


class Decision(NamedTuple):
    """A choice at the code points ``start`` to ``end``, with every signal that was weighed.

    ``options`` stand in the order that settles a tie: the first wins.
    """

    kind: str
    rule: str
    start: int
    end: int
    options: tuple[str, ...]
    signals: tuple[Signal, ...]
    choice: str
    runner_up: str
    margin: float

    @property
    def thin(self) -> bool:
        return self.margin < THIN_MARGIN

    @property
    def confidence(self) -> float:
        """The logistic of the margin, 0.5 to 1."""
        return _logistic(self.margin)


@lru_cache(maxsize=4096)
def _logistic(margin: float) -> float:
    return round(1 / (1 + math.exp(-min(margin, 30.0))), 3)


class Row(NamedTuple):
    """Code points ``start`` to ``end`` that no leaf owns, and why."""

    start: int
    end: int
    action: Action
    rule: str
    value: str = ""
    decision: Decision | None = None


def weigh(
    kind: str, rule: str, start: int, end: int, options: tuple[str, ...], signals: tuple[Signal, ...]
) -> Decision:
    """The option with the greatest sum of weights; its margin is the distance to the second."""
    choice, runner_up, margin = _best(options, signals, {})
    return Decision(kind, rule, start, end, options, signals, choice, runner_up, margin)


def redecide(decision: Decision, scale: Mapping[str, float] | None = None) -> tuple[str, float]:
    """Choice and margin, made again from the stored weights; ``scale`` multiplies signals by name."""
    choice, _, margin = _best(decision.options, decision.signals, scale or {})
    return choice, margin


def _best(
    options: tuple[str, ...], signals: tuple[Signal, ...], scale: Mapping[str, float]
) -> tuple[str, str, float]:
    scores = dict.fromkeys(options, 0.0)
    for name, option, weight in signals:
        scores[option] += weight * scale[name] if name in scale else weight
    if len(options) == 2:
        first, second = options if scores[options[0]] >= scores[options[1]] else options[::-1]
    else:
        first, second = sorted(options, key=scores.__getitem__, reverse=True)[:2]
    return first, second, round(scores[first] - scores[second], 4)


@dataclass(frozen=True)
class Ledger:
    """``rows`` ascend and do not overlap; ``decisions`` ascend by place."""

    origin: Origin
    rows: tuple[Row, ...]
    decisions: tuple[Decision, ...]

    def flagged(self) -> Iterator[Decision]:
        """The decisions that a person should look at."""
        return (decision for decision in self.decisions if decision.thin)
