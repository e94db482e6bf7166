"""Draft → seams: for every line of the text, whether it goes on from the line before it, and how.

Many weak signs, no strong one: a stop at the end of a line, a line that is not filled, a wider gap, an
indent, an open bracket. Each alone errs; their sum seldom does, and where it is thin a person is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from typeset.ledger import Action, Decision, Signal
from typeset.reflow.draft import CaptionLines, Draft, HeadingPlace, NoteLines
from typeset.reflow.fit import ROOM_AFTER, ROOM_BEFORE, Fit, is_cut
from typeset.reflow.hanging import ITEM, Block, Habits
from typeset.reflow.indents import indented, least_indent, set_width
from typeset.reflow.latin_seams import LatinEvidence
from typeset.reflow.scripts import IS_HAN
from typeset.reflow.signs import CLOSING_MARKS, ODD, bracket_balance, ends_sentence, stops_inside
from typeset.reflow.weights import SIGNALS
from typeset.reflow.words import Seam, SeamMade, Words
from typeset.source.lines import Line
from typeset.source.measure import DEEPEST_INDENT, INDENT

_S = SIGNALS["seam"]
_OPTIONS = ("join", "break")
_EVEN = 0.5
_RAGGED = 0.3
"""Where more of the lines that end with a comma are short than this, a short line says nothing."""
_SHORT = 1.0
_VERY_SHORT = 0.75
_UNEVEN = 0.3
"""Where more of the wider gaps after filled lines than this stand inside a sentence, gaps are uneven."""
_INDENTS = (0.02, 0.6)
"""Between these shares of indented lines, an indent begins a paragraph."""
_OPEN_FOR = 8
"""After so many lines a bracket counts as never closed."""


def find_seams(draft: Draft) -> tuple[dict[int, Seam], list[Decision]]:
    """By the index of the line after the seam; lines out of the flow have theirs too."""
    words = Words(draft)
    seams: dict[int, Seam] = {}
    decisions: list[Decision] = []
    for made in (
        *_in_flow(draft, words),
        *_in_group(draft, words, draft.captions, "J-CAPTION", "inside-caption"),
        *_in_group(draft, words, draft.notes, "J-NOTE", "inside-note"),
        *_at_tables(draft, words),
        *_at_furniture(draft),
    ):
        seams[made.line] = made.seam
        decisions += made.decisions
    return seams, decisions


def _at_furniture(draft: Draft) -> Iterator[SeamMade]:
    for index in draft.furniture:
        if index:
            yield SeamMade(index, Seam(Action.BREAK, draft.why.get(index)), ())


def _at_tables(draft: Draft, words: Words) -> Iterator[SeamMade]:
    """Every line of a table breaks, but where a cell goes on in the next."""
    for table in draft.tables:
        decision = draft.why.get(table.first)
        ends = {end for row in table.rows for start, end in row if start < end}
        own = draft.lines_of(table)
        title = range(table.title[0] + 1, table.title[1])
        for before, index in zip((-1, *own), own, strict=False):
            line = draft.lines[index]
            goes_on = before >= 0 and line.end in ends and draft.lines[before].end not in ends
            if line.start in title:
                yield SeamMade(index, Seam(Action.JOIN_SPACE, decision), ())
            elif index and goes_on and decision is not None and draft.lines[before].end > table.unit[1]:
                yield words.joined(before, index, decision)._replace(decisions=())
            elif index:
                yield SeamMade(index, Seam(Action.BREAK, decision), ())


def _in_group(
    draft: Draft, words: Words, groups: Sequence[CaptionLines | NoteLines], rule: str, name: str
) -> Iterator[SeamMade]:
    """The lines of a caption or a note join."""
    for group in groups:
        if group.first:
            yield SeamMade(group.first, Seam(Action.BREAK, draft.why.get(group.first)), ())
        signal = _as_sure(_S[name], draft.why.get(group.first))
        for before, index in pairwise(draft.lines_of(group)):
            if isinstance(group, NoteLines) and draft.lines[before].end <= group.words:
                decision = _made(draft, index, rule, (signal,))
                yield SeamMade(index, Seam(Action.JOIN, decision), (decision,))
                continue
            yield words.joined(before, index, _made(draft, index, rule, (signal,)))


def _as_sure(signal: Signal, cause: Decision | None) -> Signal:
    """What follows from a decision is no surer than it is."""
    return signal._replace(weight=min(signal.weight, cause.margin)) if cause is not None else signal


def _in_doubt(decision: Decision, margin: float) -> Signal:
    """What speaks for the other option where a line may begin or follow a caption after all."""
    return _S["may-be-caption"]._replace(option=decision.runner_up, weight=decision.margin - margin)


def _made(draft: Draft, index: int, rule: str, signals: tuple[Signal, ...]) -> Decision:
    """A decision about the line ends right before a line."""
    lines = draft.lines
    return draft.judge.decide("seam", rule, lines[index - 1].stop, lines[index].begin, _OPTIONS, signals)


def _in_flow(draft: Draft, words: Words) -> Iterator[SeamMade]:
    flow, lines, headings = draft.flow, draft.lines, draft.headings
    inside: HeadingPlace | None = None
    open_brackets = open_since = 0
    title_ends = -1
    evidence = LatinEvidence(draft) if draft.signs.latin else _Evidence(draft)
    tables = {table.first for table in draft.tables}
    rosters = draft.roster_lines
    if flow and flow[0]:
        yield SeamMade(flow[0], Seam(Action.BREAK), ())
    marked = -1
    block = Block(lines[flow[0]]) if flow else None
    for before, index in pairwise(flow):
        assert block is not None
        if draft.is_lone_mark(index):
            decision = _made(draft, index, "J-NOTE", (_S["note-mark-next"],))
            yield SeamMade(index, Seam(Action.JOIN, decision), (decision,))
            marked = before if marked < 0 else marked
            continue
        words_end, marked = (before if marked < 0 else marked), -1
        inside = headings.get(before, inside)
        open_brackets += bracket_balance(lines[before].text)
        open_since = open_since + 1 if open_brackets > 0 else 0
        title_ends = draft.section_ends.get(before, title_ends)
        rule, signals = _structural(draft, before, index, inside, title_ends)
        if not signals:
            rule = "J-LINE"
            block.bracket_open = 0 < open_since <= _OPEN_FOR
            signals = evidence.between(lines[words_end], lines[index], block)
            if words_end != before:
                signals = tuple(signal for signal in signals if signal.name != "indented-next")
            if tables and any(between in tables for between in range(before + 1, index)):
                signals = (*signals, _S["table-between"])
            if before in rosters or index in rosters:
                signals = (*signals, _S["roster-beside"])
            if before in draft.tails or index in draft.tails:
                signals = (*signals, _S["table-tail-beside"])
        decision = _made(draft, index, rule, signals)
        by_hand = draft.judge.asked("seam", lines[index - 1].stop)
        if decision.margin > draft.doubts.get(index, decision.margin) and not by_hand:
            decision = _made(draft, index, rule, (*signals, _in_doubt(decision, draft.doubts[index])))
        if rule == "J-NAMES" and decision.choice == "join":
            yield SeamMade(index, Seam(Action.JOIN_SPACE, decision), (decision,))
            continue
        if decision.choice == "join":
            block.second = block.second or lines[index]
            yield words.joined(before, index, decision)
        else:
            block = Block(lines[index])
            open_brackets = open_since = 0
            yield SeamMade(index, Seam(Action.BREAK, decision), (decision,))


def _structural(
    draft: Draft, before: int, index: int, inside: HeadingPlace | None, title_ends: int
) -> tuple[str, tuple[Signal, ...]]:
    """What headings and section titles have settled; nothing for two lines of running text."""
    if index <= title_ends and index not in draft.sections:
        return "J-HEADING", (_S["inside-heading"],)
    if index in draft.headings or index in draft.sections:
        return "B-OPENER", (_as_sure(_S["opener-next"], draft.why.get(index)),)
    if before in draft.sections or before == title_ends:
        return "B-TITLE", (_as_sure(_S["section-before"], draft.why.get(before)),)
    if inside is not None and index <= inside.last:
        return "J-HEADING", (_S["inside-heading"],)
    roster = draft.roster_lines.get(index)
    if roster is not None and draft.roster_lines.get(before) is not roster:
        roster = None
    if roster is not None and index in roster.begins:
        return "J-NAMES", (_as_sure(_S["role-next"], draft.why.get(roster.lines[0])),)
    if roster is not None:
        return "J-NAMES", (_as_sure(_S["inside-roster"], draft.why.get(roster.lines[0])),)
    if inside is not None and before == inside.last and inside.after >= draft.lines[before].end:
        unsure = not inside.close and not draft.signs.latin and draft.source.measure.ragged > _RAGGED
        closed = _as_sure(_S["heading-closed"], draft.why.get(before))
        return "B-HEADING", (_S["heading-ends-line"] if unsure else closed,)
    return "", ()


class _Evidence:
    """What two neighbouring lines say about the seam between them, with the usual of their source."""

    def __init__(self, draft: Draft) -> None:
        usual = draft.source.measure
        self.signs = draft.signs
        self.usual = usual
        self.fit = Fit(draft)
        self.habits = Habits(draft)
        self.names = {draft.lines[index].start for index in draft.bylines}
        self.even = usual.even >= _EVEN or self.fit.filled
        self.ragged = usual.ragged > _RAGGED
        self.printed = _printed_widths(draft) if self.ragged else {}
        self.uneven = _gaps_are_uneven(draft)
        self.least = least_indent(draft)
        share = indented(draft, self.least)
        self.indents = _INDENTS[0] <= share <= _INDENTS[1]

    def between(self, before: Line, after: Line, block: Block) -> tuple[Signal, ...]:
        if not self._inside_line(before, after) and self._is_signed(before):
            return (*self._spacing(before, after), _S["credit-before"])
        ended = ends_sentence(before.text)
        signals = [_S["sentence-ended" if ended else "sentence-open"]]
        if self.ragged:
            signals += self._filled_together(before, after)
        elif self.even and ended and not self.indents and self.fit.has_room(before, after):
            signals += [_S["room-for-next"], *self._short(before.width)]
        elif self.even:
            signals += self._filled(set_width(before))
            if not ended and before.width < self.usual.full and self.fit.ends_early(before, after):
                signals += self._left_open(before, after)
        if before.text[-1] in _BEFORE_ITEM and ITEM.match(after.text):
            signals.append(_S["item-next"])
        signals += self._spacing(before, after, self.habits.hanging(block, before, after))
        signals += self.habits.others(block, before, after)
        if after.text[0] in CLOSING_MARKS and after.text[0] not in "\"'":
            signals.append(_S["closing-mark-next"])
        if block.bracket_open:
            signals.append(_S["bracket-open"])
        if before.text[-1].isdigit() and after.text[0].isdigit():
            signals.append(_S["number-runs-on"])
        return (*signals, *self._credits(before, after))

    def _inside_line(self, line: Line, after: Line) -> bool:
        """Whether a piece stands in the midst of a printed line, or fills one up."""
        filled = self._same_line(line) and self.printed[line.start] >= self.usual.full
        return filled or self._same_line(after)

    def _same_line(self, line: Line) -> bool:
        """Whether a line is a piece of a printed line that did not begin with it."""
        return self.ragged and self.printed[line.start] > line.width

    def _left_open(self, before: Line, after: Line) -> list[Signal]:
        """An open line with room left was ended on purpose, where no mark stands at its end."""
        if before.text[-1] in _COLONS:
            return [_S["colon-room-left"]]
        return [] if is_cut(before.text, after.text) else [_S["room-left"]]

    def _filled(self, width: float) -> list[Signal]:
        return [_S["line-filled"]] if width >= self.usual.full else self._short(width)

    def _short(self, width: float) -> list[Signal]:
        if width < _VERY_SHORT * self.usual.mode:
            return [_S["line-short"], _S["line-very-short"]]
        return [_S["line-short"]] if width <= self.usual.full - _SHORT else []

    def _filled_together(self, before: Line, after: Line) -> list[Signal]:
        """The same where the printed lines are cut in pieces at their punctuation."""
        if self._same_line(after):
            return [_S["piece-of-line"]]
        return self._filled(self.printed[before.start])

    def _spacing(self, before: Line, after: Line, hanging: Signal | None = None) -> list[Signal]:
        signals = []
        if before.page == after.page:
            if after.gap > self.usual.rhythm:
                signals.append(_S["gap-uneven" if self.uneven else "gap-wider"])
            elif after.gap < self.usual.rhythm:
                signals.append(_S["gap-closer"])
        if hanging is not None:
            signals.append(hanging)
        elif self.indents and after.indent <= DEEPEST_INDENT:
            signals.append(_S["indented-next" if after.indent >= self.least else "not-indented-next"])
        return signals

    def _is_signed(self, line: Line) -> bool:
        """Whether a line ends with a signature in brackets, which stands alone or is set off."""
        if line.text[-1] not in self.signs.credit_closers:
            return False
        tail = self.signs.credit_tail(line.text)
        signed = tail >= 0 and self.signs.looks_signed(line.text[tail + 1 : -1])
        return signed and (tail == 0 or is_set_off(line.text, tail))

    def _is_like_caption(self, line: Line) -> bool:
        """Whether words without a stop at their end stand before a signature that is set off from them."""
        if not self._is_signed(line):
            return False
        tail = self.signs.credit_tail(line.text)
        words = ODD.sub("", line.text[:tail])
        return len(words) > 1 and not stops_inside(words) and not ends_sentence(words)

    def _says_who(self, line: Line) -> bool:
        """Whether a line is a credit without brackets: a role with a colon, or reporters."""
        role = _COLON.search(line.text) and self.signs.role_tail(line.text) == 0
        return bool(role) or line.start in self.names or self.signs.is_byline(line.text)

    def _credits(self, before: Line, after: Line) -> list[Signal]:
        """A bracketed end of a line, set off from the words or after a stop, closes a block."""
        signals = []
        if before.text[-1] in self.signs.credit_closers and self.signs.credit_tail(before.text) == 0:
            signals.append(_S["bracket-before"])
        if self._says_who(after):
            signals.append(_S["credit-next"])
        if self._says_who(before):
            signals.append(_S["credit-before"])
        if self._is_like_caption(after):
            signals.append(_S["caption-like-next"])
        if after.text[-1] in self.signs.credit_closers and self.signs.credit_tail(after.text) == 0:
            ended = ends_sentence(before.text) or after.indent > 1
            signals.append(_S["credit-next" if ended else "bracket-next"])
        return signals


def _gaps_are_uneven(draft: Draft) -> bool:
    """Whether wider gaps stand inside sentences as well: then they say little of where a block ends."""
    full, rhythm = draft.source.measure.full, draft.source.measure.rhythm
    wider = inside = 0
    for before, index in pairwise(draft.flow):
        line, after = draft.lines[before], draft.lines[index]
        if after.gap <= rhythm or after.page != line.page or index - before > 1 or line.width < full:
            continue
        if index in draft.headings or index in draft.sections or before in draft.sections:
            continue
        wider += 1
        inside += not ends_sentence(line.text) and after.indent < INDENT
    return inside > _UNEVEN * wider


def _printed_widths(draft: Draft) -> dict[int, float]:
    """By the start of each line of the flow: how wide it is with the pieces before it on its printed line.

    Pieces stand on one line where they fit with their marks squeezed to half their width.
    """
    most = draft.source.measure.mode + _SQUEEZED
    widths: dict[int, float] = {}
    marks = 0
    before: Line | None = None
    for index in draft.flow:
        line = draft.lines[index]
        widths[line.start] = line.width
        own = sum(1 for char in line.text if char in _WITH_ROOM)
        marks += own
        if before is not None and before.page == line.page and is_cut(before.text, line.text):
            together = widths[before.start] + line.width
            if together - _SQUEEZED * marks <= most:
                widths[line.start] = together
        if widths[line.start] == line.width:
            marks = own
        before = line
    return widths


_WITH_ROOM = ROOM_AFTER | ROOM_BEFORE
_SQUEEZED = 0.5
"""In em: what a full-width mark may lose (clreq 3.1.6)."""
_COLONS = frozenset("：:")
_BEFORE_ITEM = frozenset("：；:;。！？")
_COLON = re.compile("[：:]")
_STOPS_BEFORE = frozenset("。！？!?”’")


def is_set_off(text: str, tail: int) -> bool:
    """Whether a gap or a lost character stands before a bracket, or a stop before one with Han in it."""
    before = text[tail - 1]
    if before.isspace() or before == "\ufffd":
        return True
    return before in _STOPS_BEFORE and IS_HAN.search(text, tail) is not None
