"""What fits on a line: whether the next line's first characters would have found room at the end of this one.

A justified line that goes on leaves no room for what follows it; how little it leaves is measured in the text
itself. A line with more room than that was ended on purpose.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise

from typeset.reflow.draft import Draft
from typeset.reflow.scripts import IS_HAN
from typeset.source.lines import Line, width
from typeset.source.measure import DEEPEST_INDENT

_NOT_OPEN = frozenset("。！？；：….!?;:”’」』）)】》")
_ENOUGH = 12
"""Lines that go on, from which on they say what is usual."""
_NEARLY_ALL = 0.95
_MOST = 0.6
_FEW = 0.05
_MOST_SLACK = 2.5
_TOLERANCE = 0.4
_RAGGED = 0.3
_FEW_PARTED = 1
_RARE = 0.01
_QUOTES = frozenset("“‘《「『，、")
_INSIDE = frozenset("，、》”")
_UNPARTED = re.compile(
    r"[“‘（《【〈「『]*(?:[A-Za-z0-9][A-Za-z0-9.,%+/_-]*|.)[，。、；：！？”’）》】〉」』…—]*"
)
"""What a line may not be broken inside: Latin letters and digits, a character with the marks beside it."""

ROOM_AFTER = frozenset("，。、；：！？”’）》】〉」』")
ROOM_BEFORE = frozenset("“‘（《【〈「『，。、；：！？”’）》】〉」』")


def is_cut(before: str, after: str) -> bool:
    """Whether a printed line may be cut between two pieces: where a mark has room beside it."""
    return before[-1] in ROOM_AFTER or after[0] in ROOM_BEFORE


class Fit:
    """The room that lines leave, with the usual of one draft."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft

    def has_room(self, before: Line, after: Line) -> bool:
        """Whether more room is left before a line than is where a line goes on."""
        return before.page == after.page and self._room(before, after) > self._slack + _TOLERANCE

    def is_full(self, before: Line, after: Line) -> bool:
        """Whether no more room is left before a line than usually is where a line goes on."""
        known = self._slack < math.inf and before.page == after.page
        return known and self._room(before, after) <= self._slack + _TOLERANCE

    def ends_early(self, before: Line, after: Line) -> bool:
        """Whether more room is left before a line than before any that goes on."""
        room = self._room(before, after)
        return self._slack < math.inf and before.page == after.page and room > _MOST_SLACK + _TOLERANCE

    @cached_property
    def filled(self) -> bool:
        """Whether nearly all lines that end in the midst of a sentence are filled."""
        full = self._draft.source.measure.full
        widths = [line.width for line, _ in self._open]
        return len(widths) >= _ENOUGH and sum(at >= full for at in widths) >= _NEARLY_ALL * len(widths)

    @cached_property
    def _slack(self) -> float:
        """The room that nearly every line which goes on leaves at most; infinite where many leave much."""
        if self._draft.source.measure.ragged > _RAGGED:
            return math.inf
        rooms = sorted(self._room(line, after) for line, after in self._open)
        usual = [room for room in rooms if room <= _MOST_SLACK]
        between = sum(_MOST_SLACK < room <= 2 * _MOST_SLACK for room in rooms)
        if self._parted > max(_FEW_PARTED, _RARE * len(rooms)):
            return math.inf
        if len(usual) < max(_ENOUGH, _MOST * len(rooms)) or between > _FEW * len(rooms):
            return math.inf
        return max(usual[int((len(usual) - 1) * _NEARLY_ALL)], 0.0)

    @cached_property
    def _parted(self) -> int:
        """How many lines with room are pieces of printed lines, cut at their marks."""
        lines = [self._draft.lines[index] for index in self._draft.flow]
        return sum(
            before.page == after.page
            and _is_parted(before.text, after.text)
            and self._room(before, after) > _MOST_SLACK
            for before, after in pairwise(lines)
        )

    @cached_property
    def _open(self) -> list[tuple[Line, Line]]:
        return list(_open_lines(self._draft))

    def _room(self, before: Line, after: Line) -> float:
        """In em: what is left of a line of the usual width after the next line's first characters."""
        indent = before.indent if before.indent <= DEEPEST_INDENT else 0.0
        return self._draft.source.measure.mode - indent - before.width - first_width(after.text)


def first_width(text: str) -> float:
    """In em: how wide the first characters of a line are that no line may end inside."""
    first = _UNPARTED.match(text)
    return width(first.group()) if first else 1.0


def _is_parted(before: str, after: str) -> bool:
    """Whether a line ends at a mark inside a sentence; after a colon or a bracket a block may begin."""
    return before[-1] in _INSIDE or (after[0] in _QUOTES and IS_HAN.match(before[-1]) is not None)


def _open_lines(draft: Draft) -> Iterator[tuple[Line, Line]]:
    """The lines of the flow that end in the midst of a sentence, each with the next."""
    for before, index in pairwise(draft.flow):
        line, after = draft.lines[before], draft.lines[index]
        title = before in draft.headings or before in draft.sections or index in draft.headings
        if not title and index not in draft.sections and line.text[-1] not in _NOT_OPEN:
            yield line, after
