"""Draft → how its Latin text is set: how wide its lines are, where its paragraphs begin.

A line goes on where the next word found no room. So every pair of lines inside a sentence says between which
widths the measure lies: the one holds, the other does not. What most pairs agree on is the measure; how far
the rest are from it is how exact it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from typeset.reflow.draft import Draft
from typeset.reflow.prose import Prose
from typeset.source.lines import Line

_HYPHENS = frozenset("-\u2010")
_SOFT = "\u00ad"
_FEWEST = 4
_ENOUGH = 12
_SHORT = 0.85
_EVEN = 0.95
"""Where so many pairs agree on a measure in characters, the text is set as by a typewriter."""
_NEARLY_ALL = 0.95
_ALMOST_ALL = 0.98
_INEXACT = 0.015
_LEAST_INDENT = 0.75
_LEAST_HANG = 0.5
_HALF = 0.5
_INDENTS = (0.02, 0.6)
_FEW = 0.25
_MOST = 0.7
_TIMES = (
    "a444 b500 c444 d500 e444 f333 g500 h500 i278 j278 k500 l278 m778 n500 o500 p500 q500 r333 s389 t278"
    " u500 v500 w722 x500 y500 z444 A722 B667 C667 D722 E611 F556 G722 H722 I333 J389 K722 L611 M889 N722"
    " O722 P556 Q722 R667 S556 T611 U722 V722 W944 X722 Y722 Z611 .250 ,250 ;278 :278 -333 \u2010333 ’333"
    " ‘333 “444 ”444 —1000 (333 )333 '180 /278"
)
_HELVETICA = (
    "a556 b556 c500 d556 e556 f278 g556 h556 i222 j222 k500 l222 m833 n556 o556 p556 q556 r333 s500 t278"
    " u556 v500 w722 x500 y500 z500 A667 B667 C722 D722 E667 F611 G778 H722 I278 J500 K667 L556 M833 N722"
    " O778 P667 Q778 R722 S667 T611 U722 V667 W944 X667 Y667 Z611 .278 ,278 ;278 :278 -333 \u2010333 ’222"
    " ‘222 “333 ”333 —1000 (333 )333 '191 /278"
)
"""Advances in thousandths of an em, of the two faces that most others are near to."""


class Face:
    """How wide letters are set. ``space``: a word space; ``step``: what half an em of indent is."""

    def __init__(self, advances: str = "", usual: float = 1.0, space: float = 1.0) -> None:
        self._advances = {part[0]: int(part[1:]) / usual for part in advances.split()}
        self.even = not advances
        self.space = space / usual

    def width(self, text: str) -> float:
        """In usual letters. A typewriter's gaps count as they are, others as one space."""
        if self.even:
            return float(len(text))
        words = text.split()
        usual = _USUAL / _LETTER
        advances = self._advances
        return sum(advances.get(char, usual) for word in words for char in word) + self.space * (
            len(words) - 1
        )


_USUAL = 500
_LETTER = 450
_FACES = (Face(), Face(_TIMES, _LETTER, 250), Face(_HELVETICA, _LETTER, 278))


class Setting:
    """The measure, the indents and the gaps of one draft."""

    DEEPEST = 5.0
    """In em, from a page's margin: what stands further in is set in, but begins no paragraph by that."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.prose = Prose(draft.source.origin.text)
        self.face = _FACES[0]
        self.measure, best = self._measured()
        for face in _FACES[1:] if best < _EVEN else ():
            usual, self.face = self.face, face
            measure, agreed = self._measured()
            if agreed > best:
                self.measure, best = measure, agreed
            else:
                self.face = usual
        self.slack = self._slack()

    # ---- the measure

    @cached_property
    def _pairs(self) -> list[tuple[Line, Line]]:
        """Lines of the flow that surely go on, with what goes on from them."""
        return [
            (before, after)
            for before, after in self.neighbours()
            if after.text[0].islower() and after.gap <= before.gap + 1
        ]

    @cached_property
    def _inside(self) -> list[tuple[Line, Line]]:
        """Those that begin no paragraph, where they are enough: first lines may have lost an indent."""
        inside = [pair for pair in self._pairs if pair[0].start not in self._openings]
        return inside if len(inside) >= _ENOUGH else self._pairs

    def neighbours(self) -> Iterator[tuple[Line, Line]]:
        lines = self.draft.lines
        for before, index in pairwise(self.draft.flow):
            yield lines[before], lines[index]

    @cached_property
    def _openings(self) -> set[int]:
        """Where the lines begin that may be the first of their paragraph: no sentence is open before them."""
        first = {self.draft.lines[index].start for index in self.draft.flow[:1]}
        return first | {
            after.start for before, after in self.neighbours() if self.prose.ended(before.text, after.text)
        }

    def _bounds(self, pairs: Sequence[tuple[Line, Line]]) -> Iterator[tuple[float, float]]:
        """Of each pair: a width that the measure holds, and one that it does not."""
        for before, after in pairs:
            held = self.extent(before)
            if self.parts_word(before):
                yield held, 4 * held
            else:
                yield held, held + self.face.space + self.face.width(first_word(after.text))

    def _measured(self) -> tuple[float, float]:
        """The width that most pairs agree on, and the share of them."""
        bounds = list(self._bounds(self._inside))
        if len(bounds) < _FEWEST:
            widths = sorted(self.extent(self.draft.lines[index]) for index in self.draft.flow)
            return (widths[int(0.9 * (len(widths) - 1))] if widths else 0.0), 1.0
        steps = sorted([(held, 0, 1) for held, _ in bounds] + [(passed, -1, -1) for _, passed in bounds])
        best = count = 0
        at = 0.0
        for width, _, step in steps:
            count += step
            if count > best:
                best, at = count, width
        return at, best / len(bounds)

    def _slack(self) -> float:
        """How much room nearly all lines that go on leave at most."""
        rooms = sorted(max(0.0, self.measure - passed) for _, passed in self._bounds(self._inside))
        exact = 0.0 if self.face.even else _INEXACT * self.measure
        share = _NEARLY_ALL if self.face.even else _ALMOST_ALL
        return max(exact, rooms[int(share * (len(rooms) - 1))]) if rooms else exact

    def room(self, before: Line, after: Line) -> float:
        """The room that is left beside the first word of the next line, in letters; less than 0 is none."""
        word = self.face.width(first_word(after.text))
        return self.measure - self.extent(before) - self.face.space - word

    def extent(self, line: Line) -> float:
        """The width of a line with its indent, in letters."""
        indent = self.indent(line)
        return self.width(line) + (2 * indent if -self.DEEPEST <= indent <= self.DEEPEST else 0.0)

    def width(self, line: Line) -> float:
        return self.face.width(line.text)

    def parts_word(self, line: Line) -> bool:
        """Whether a line ends with a hyphen, or with one that is only there to break at."""
        return line.text[-1] in _HYPHENS or _SOFT in self.draft.source.origin.text[line.end : line.stop]

    def has_room(self, before: Line, after: Line) -> bool:
        """Whether the next line's first word would have fitted."""
        return not self.parts_word(before) and self.room(before, after) >= self.slack

    def share(self, line: Line) -> float:
        """How much of the measure a line fills."""
        return self.extent(line) / self.measure if self.measure else 1.0

    # ---- indents

    @cached_property
    def _margins(self) -> dict[int, float]:
        """By page: how far in most of its lines begin."""
        pages: dict[int, Counter[float]] = {}
        for index in self.draft.flow:
            line = self.draft.lines[index]
            pages.setdefault(line.page, Counter())[line.indent] += 1
        return {
            page: min(indents, key=lambda indent: (-indents[indent], indent))
            for page, indents in pages.items()
        }

    def indent(self, line: Line) -> float:
        """How far a line is set in from its page's margin, in em."""
        return line.indent - self._margins.get(line.page, 0.0)

    def indented(self, line: Line) -> bool:
        return _LEAST_INDENT <= self.indent(line) <= self.DEEPEST

    @cached_property
    def usual_indent(self) -> float:
        """How far in most indented lines begin, in em; 0 where none is."""
        depths = Counter(self.indent(line) for _, line in self.neighbours() if self.indented(line))
        return max(depths, key=lambda depth: (depths[depth], -depth)) if depths else 0.0

    @cached_property
    def indents(self) -> bool:
        """Whether an indent begins a paragraph: some lines have one, few in small letters, some filled."""
        indented = [after for _, after in self.neighbours() if self.indented(after)]
        filled = sum(
            self.indented(line) and not self.has_room(line, after) and not self.gap_wider(line, after)
            for line, after in self.neighbours()
        )
        small = sum(line.text[0].islower() for line in indented)
        share = len(indented) / max(1, len(self.draft.flow))
        few = _FEW * len(indented)
        return _INDENTS[0] <= share <= _INDENTS[1] and small <= few <= filled + small

    @cached_property
    def hung(self) -> float | None:
        """How far in lines that go on begin, in em, where first lines hang out; else None."""
        going_on = Counter(self.indent(after) for _, after in self._pairs)
        opening = Counter(
            self.indent(after)
            for before, after in self.neighbours()
            if self.prose.ended(before.text, after.text)
            and self.has_room(before, after)
            and self.indent(after) <= self.DEEPEST
        )
        if not going_on or opening.total() < _FEWEST:
            return None
        depth = max(going_on, key=lambda indent: (going_on[indent], -indent))
        out = sum(count for indent, count in opening.items() if indent <= depth - _LEAST_HANG)
        steady = going_on[depth] >= _HALF * going_on.total()
        return depth if steady and out >= _MOST * opening.total() else None

    @cached_property
    def lost_indent(self) -> float:
        """How much narrower, in letters, first lines are than others, where their indents were lost; else 0.

        Of the lines after short ones that end a sentence, many then leave room and go on all the same.
        """
        if self.indents or self.parted:
            return 0.0
        lines = list(self.neighbours())
        firsts = [
            (after, beyond)
            for (before, after), (_, beyond) in pairwise(lines)
            if self.prose.ended(before.text, after.text)
            and self.has_room(before, after)
            and self.share(before) < _SHORT
            and beyond.text[0].islower()
        ]
        short = sum(self.has_room(after, beyond) for after, beyond in firsts)
        if len(firsts) < _FEWEST or short < _FEW * len(firsts):
            return 0.0
        return max(0.0, self.measure - max(self.extent(after) for after, _ in firsts))

    # ---- gaps

    def gap_wider(self, before: Line, after: Line) -> bool:
        return after.gap > self.draft.source.measure.rhythm and follows(before, after)

    @cached_property
    def uneven(self) -> bool:
        """Whether many wider gaps stand inside a sentence."""
        wider = [after for before, after in self.neighbours() if self.gap_wider(before, after)]
        return sum(line.text[0].islower() for line in wider) > _FEW * len(wider)

    @cached_property
    def parted(self) -> bool:
        """Whether paragraphs are parted by gaps: where a line was ended early, one nearly always follows."""
        ends = [
            after.gap > self.draft.source.measure.rhythm
            for before, after in self.neighbours()
            if follows(before, after)
            and self.prose.ended(before.text, after.text)
            and self.has_room(before, after)
        ]
        return len(ends) > 1 and sum(ends) >= _MOST * len(ends) and not self.uneven


def follows(before: Line, after: Line) -> bool:
    """Whether a line stands right under another: on its page, in its column, nothing between."""
    return before.page == after.page and after.number - before.number == after.gap + 1


def first_word(text: str) -> str:
    return text.split(maxsplit=1)[0]
