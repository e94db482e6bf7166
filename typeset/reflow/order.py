"""Draft → blocks of lines that an extractor put out of their order, and where they belong.

A text layer read block by block may give the next column before the end of this one. Then a block begins as
no block begins, right after one that ended, and further down the page a sentence breaks off and nothing goes
on with it. The one is put after the other; what the raw file says is kept, and a person may decide otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from typeset.judge import Judge
from typeset.ledger import Decision, Origin, Segment
from typeset.reflow.draft import Draft
from typeset.reflow.fluency import Fluency
from typeset.reflow.signs import ends_sentence
from typeset.reflow.weights import SIGNALS
from typeset.source.lines import Line
from typeset.source.measure import INDENT

_S = SIGNALS["order"]
_OPTIONS = ("as-printed", "moved")
KIND = "order"


@dataclass(frozen=True, slots=True)
class Move:
    """The lines ``first`` to ``last`` (indices) belong after the line ``after``."""

    first: int
    last: int
    after: int


def displaced(draft: Draft) -> tuple[list[Move], list[Decision]]:
    """What is to be moved, and every decision about it. Blocks are parted by wider gaps than lines are."""
    moves: list[Move] = []
    decisions: list[Decision] = []
    if draft.source.page_marks or draft.source.origin.reordered:
        return moves, decisions
    look = _Look(draft)
    for page in look.pages():
        for begin, move in look.candidates(page):
            decision = look.decide(begin, move)
            decisions.append(decision)
            if decision.choice == "moved":
                moves.append(move)
    for names, move in look.signatures():
        decision = look.decide_signature(names, move)
        decisions.append(decision)
        if decision.choice == "moved":
            moves.append(move)
    return moves, decisions


def columns_decision(origin: Origin, judge: Judge) -> Decision:
    """About columns that were found side by side: read one after the other, or line by line as printed."""
    first = next(segment for segment in origin.segments if origin.text[segment.begin : segment.end].strip())
    middle = (first.begin + first.end) // 2
    return judge.decide(
        KIND, "O-COLUMNS", middle, middle + 1, ("columns", "as-printed"), (_S["gutter-empty"],)
    )


def carried(decision: Decision, segments: Sequence[Segment]) -> Decision:
    """A decision about the text as printed, at its place in another order."""
    at = next(s for s in segments if s.source <= decision.start < s.source + s.end - s.begin)
    shift = at.begin - at.source
    return decision._replace(start=decision.start + shift, end=decision.end + shift)


_Block = tuple[int, int]
"""The positions in the flow of its first and its last line."""


class _Look:
    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.flow = draft.flow
        self.usual = draft.source.measure
        self.fluency = Fluency(draft)

    def line(self, position: int) -> Line:
        return self.draft.lines[self.flow[position]]

    def pages(self) -> Iterator[list[_Block]]:
        """The blocks of each page."""
        page: list[_Block] = []
        begin = 0
        for position in range(1, len(self.flow) + 1):
            ends = position == len(self.flow)
            if not ends and not self._parted(position):
                continue
            page.append((begin, position - 1))
            begin = position
            if ends or self.line(position).page != self.line(position - 1).page:
                yield page
                page = []

    def _parted(self, position: int) -> bool:
        """Whether a block begins at a line: after a wider gap, a page's end, or what is out of the flow."""
        line, before = self.line(position), self.line(position - 1)
        apart = self.flow[position] - self.flow[position - 1] > 1
        return apart or line.page != before.page or line.gap > self.usual.rhythm

    def candidates(self, page: list[_Block]) -> Iterator[tuple[_Block, Move]]:
        """A block that begins as none does, and the one later block on its page whose sentence breaks off."""
        astray = [block for before, block in pairwise(page) if self._ended(before[1]) and self._astray(block)]
        open_ = [block for block in page if self._breaks_off(block, last=block is page[-1])]
        for begin in astray:
            later = [block for block in open_ if block[0] > begin[1]]
            if len(astray) == 1 and len(later) == 1:
                yield begin, Move(self.flow[begin[0]], self.flow[begin[1]], self.flow[later[0][1]])

    def _astray(self, block: _Block) -> bool:
        """Whether a block begins in the midst of a line's words: filled, not indented, opening nothing."""
        index = self.flow[block[0]]
        line = self.draft.lines[index]
        opens = index in self.draft.headings or index in self.draft.sections
        return not opens and line.indent < INDENT and line.width >= self.usual.full and block[1] > block[0]

    def _ended(self, position: int) -> bool:
        text = self.line(position).text
        return ends_sentence(text) or self.draft.signs.credit_tail(text) >= 0

    def _breaks_off(self, block: _Block, *, last: bool) -> bool:
        """Whether a block's last line is filled and open, and the next line opens something, if there is one.

        ``last``: no other block of its page follows it.
        """
        line = self.line(block[1])
        if self._ended(block[1]) or line.width < self.usual.full:
            return False
        following = block[1] + 1
        if last and following >= len(self.flow):
            return True
        index = self.flow[following]
        return index in self.draft.headings or index in self.draft.sections

    def decide(self, block: _Block, move: Move) -> Decision:
        line, end = self.line(block[0]), self.draft.lines[move.after]
        names = ["begins-as-no-block", "sentence-breaks-off"]
        if self.fluency.reads_on(end.text, line.text):
            names.append("reads-on")
        if self.usual.indents > _FEW_INDENTS:
            names.append("not-indented")
        # The place is in the midst of the block's first line, where its words are the same in either order.
        middle = line.start + len(line.text) // 2
        return self.draft.judge.decide(
            KIND, "O-DISPLACED", middle, middle + 1, _OPTIONS, tuple(_S[name] for name in names)
        )

    def signatures(self) -> Iterator[tuple[tuple[str, ...], Move]]:
        """Signatures on lines of their own, one line too late or too early, with what says so."""
        for position in range(2, len(self.flow)):
            if not self._is_signature(position) or self._ended(position - 1):
                continue
            opened = self.flow[position - 1]
            index = self.flow[position]
            if opened in self.draft.headings and self._ended(position - 2):
                yield ("signature-alone", "entry-just-opened"), Move(index, index, self.flow[position - 2])
            elif self._ends_entry(position + 1) and self.line(position - 1).width >= self.usual.full:
                yield ("signature-alone", "entry-almost-ended"), Move(index, index, self.flow[position + 1])

    def _is_signature(self, position: int) -> bool:
        signs, text = self.draft.signs, self.line(position).text
        return signs.credit_tail(text) == 0 and signs.looks_signed(text[1:-1])

    def _ends_entry(self, position: int) -> bool:
        """Whether a line ends a sentence, and an entry with it."""
        if position >= len(self.flow) or not ends_sentence(self.line(position).text):
            return False
        following = position + 1
        return following >= len(self.flow) or self.flow[following] in self.draft.headings

    def decide_signature(self, names: tuple[str, ...], move: Move) -> Decision:
        line = self.draft.lines[move.first]
        middle = line.start + len(line.text) // 2
        return self.draft.judge.decide(
            KIND, "O-SIGNATURE", middle, middle + 1, _OPTIONS, tuple(_S[name] for name in names)
        )


_FEW_INDENTS = 0.02
