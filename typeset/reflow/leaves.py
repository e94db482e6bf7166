"""Pieces of lines to leaves of the model: their words, their spans, and the rows of what was left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from typeset.characters import IDEOGRAPHIC_SPACE
from typeset.ledger import Action, Decision, Row
from typeset.reflow.draft import Draft
from typeset.reflow.scripts import IS_HAN
from typeset.reflow.signs import ODD
from typeset.reflow.spaces import BETWEEN_NAMES, Spaces, replacement
from typeset.reflow.weights import SIGNALS
from typeset.reflow.words import Seam
from typeset.source.lines import is_cjk
from typeset.span import Range, Span

_S = SIGNALS["space"]
_FEWEST_SPACED = 5
_SPACED_OUT = 0.8
"""Share of the pieces of a letter-spaced line that are single characters."""
_SPACES = re.compile(r"\s+")


class Piece(NamedTuple):
    """The part ``start`` to ``end`` of the line with the index ``line``."""

    line: int
    start: int
    end: int


class Leaf(NamedTuple):
    text: str
    span: Span


class Scribe:
    """Writes leaves and keeps the rows and decisions that writing them took."""

    def __init__(self, draft: Draft, seams: dict[int, Seam]) -> None:
        self.source = draft.source.origin.text
        self.judge = draft.judge
        self.rosters = draft.roster_lines
        self.seams = seams
        self.spaces = Spaces(draft)
        self.rows: list[Row] = []
        self.decisions: list[Decision] = []
        self.owned: list[Range] = []

    def space_before(self, line: int) -> str:
        """The space between two words of a credit that stand on two lines."""
        if line in self.seams:
            self.seams[line] = self.seams[line]._replace(action=Action.JOIN_SPACE)
        return " "

    def mark(self, start: int, end: int) -> Span:
        """The span of a printed mark, which a leaf owns as it is."""
        self.owned.append((start, end))
        return Span(((start, end),))

    def write(self, pieces: Sequence[Piece], *, spaced_out: bool = False) -> Leaf:
        """One leaf of some pieces. ``spaced_out``: where letter-spacing is usual, gaps are padding."""
        words: list[str] = []
        ranges: list[Range] = []
        trimmed = [piece for raw in pieces if (piece := self._trimmed(raw)).start < piece.end]
        for position, piece in enumerate(trimmed):
            if position and self.seams[piece.line].action is Action.JOIN_SPACE:
                words.append(" ")
            start, end = piece.start, piece.end
            if position + 1 < len(trimmed) and self.seams[trimmed[position + 1].line].hyphen:
                end -= 1
                self.rows.append(Row(end, end + 1, Action.DROP, "J-HYPHEN", "hyphen"))
            text = self.source[start:end]
            own: list[Range] = []
            if ODD.search(text) is None:
                words.append(text)
                own.append((start, end))
            else:
                spaced = spaced_out or (piece.line not in self.rosters and is_spaced_out(text))
                self._with_gaps(start, end, words, own, spaced, opens=not position)
            self.owned += own
            for low, high in own:
                _extend(ranges, low, high)
        return Leaf("".join(words), Span(tuple(ranges)))

    def _trimmed(self, piece: Piece) -> Piece:
        """Without what has no place at the edges of a text."""
        line, start, end = piece
        if start < end and is_cjk(self.source[start]) and is_cjk(self.source[end - 1]):
            return piece
        while start < end and ODD.match(self.source[start]):
            start += 1
        while start < end and ODD.match(self.source[end - 1]):
            end -= 1
        return Piece(line, start, end)

    def _with_gaps(
        self, start: int, end: int, words: list[str], ranges: list[Range], spaced_out: bool, *, opens: bool
    ) -> None:
        at = start
        for odd in ODD.finditer(self.source, start, end):
            words.append(self.source[at : odd.start()])
            gap = self._gap(odd.start(), odd.end(), (start, end), spaced_out, opens=opens)
            words.append(gap)
            keeps_itself = gap == odd.group()
            if at < odd.start() or keeps_itself:
                _extend(ranges, at, odd.end() if keeps_itself else odd.start())
            at = odd.end()
        words.append(self.source[at:end])
        _extend(ranges, at, end)

    def _gap(self, start: int, end: int, block: tuple[int, int], spaced_out: bool, *, opens: bool) -> str:
        """The space that a run of odd characters is set as, or nothing."""
        if _SPACES.search(self.source, start, end) is None:
            return ""
        if spaced_out:
            decision = self.judge.decide(
                "space", "W-PADDING", start, end, ("drop", "keep"), (_S["letterspaced"],)
            )
        else:
            decision = self.spaces.decide(start, end, block, opens=opens)
        self.decisions.append(decision)
        return self.keep_gap(start, end, decision, "padding" if spaced_out else "stray-space")

    def keep_gap(self, start: int, end: int, decision: Decision, dropped_as: str) -> str:
        """Rows for the white space of a gap that was decided about; the space that it is set as."""
        source = self.source
        space = ""
        if decision.choice != "drop":
            in_list = self.spaces.latin or any(signal.name == BETWEEN_NAMES for signal in decision.signals)
            space = " " if in_list else replacement(source[start - 1], source[end], source[start:end])
            if space == source[start:end]:
                return space
        for spaces in _SPACES.finditer(source, start, end):
            row = Row(*spaces.span(), Action.DROP, decision.rule, dropped_as, decision)
            if space and spaces.start() == _first_space(source, start, end):
                row = row._replace(action=Action.SPACE, value=space)
            self.rows.append(row)
        return space


def _first_space(source: str, start: int, end: int) -> int:
    match = _SPACES.search(source, start, end)
    return match.start() if match else start


def _extend(ranges: list[Range], start: int, end: int) -> None:
    """Adds a range that may touch the last one."""
    if start >= end:
        return
    if ranges and ranges[-1][1] == start:
        ranges[-1] = (ranges[-1][0], end)
    else:
        ranges.append((start, end))


def is_spaced_out(text: str) -> bool:
    """Whether a line is letter-spaced: hardly any two of its characters stand together, points aside."""
    pieces = ODD.sub(" ", text).split()
    single = sum(1 for piece in pieces if len(piece) == 1 and piece != ".")
    return len(pieces) >= _FEWEST_SPACED and single >= _SPACED_OUT * len(pieces)


def is_single_han(text: str) -> bool:
    return len(text) == 1 and IS_HAN.match(text) is not None


def between_han(before: str, after: str) -> str:
    """The space between two parts of a credit."""
    return IDEOGRAPHIC_SPACE if IS_HAN.match(before) or IS_HAN.match(after) else " "
