"""Captions without a credit, known by their sense: a line that interrupts a sentence which reads on without
it, or stands where a page ends and no title would.
"""

from __future__ import annotations

import re
from functools import cached_property

from typeset.ledger import Decision
from typeset.reflow.draft import Draft
from typeset.reflow.fit import Fit
from typeset.reflow.leaves import is_spaced_out
from typeset.reflow.scripts import HAN, IS_HAN
from typeset.reflow.signs import STOPS, ends_sentence, stops_inside
from typeset.reflow.surroundings import Surroundings
from typeset.reflow.weights import SIGNALS
from typeset.source.lines import Line
from typeset.source.measure import INDENT

_S = SIGNALS["caption"]
_OPTIONS = ("text", "caption")
_OVER = 3.0
"""In em: a line so much wider than the columns stands in none of them."""
_FEW = 0.05
_SHORTEST = 4
"""Han characters that a caption has at least."""
_DATE = re.compile(r"[\d〇一二三四五六七八九十]+年.*[月日]\Z")
DATE_FIRST = re.compile(r"\d{4}年|\d{1,2}月\d{1,2}日|[▲▼↑↓]")
"""What many captions begin with."""
_LABELLED = re.compile(rf"[{HAN}]{{2,6}}[：:]")
_DATED = re.compile(r"\w{4}[（(][^（()）]*[\d〇一二三四五六七八九十]+[年月日][^（()）]{0,2}[）)]\Z")
_BEFORE_BLOCK = STOPS | frozenset("：:；;")
_PAUSES = frozenset("，、；：,;:—…")


class Unsigned(Surroundings):
    """Looks at single lines in the midst of filled ones."""

    def __init__(self, draft: Draft, fit: Fit | None = None) -> None:
        super().__init__(draft, fit)
        over = sum(line.width > self.usual.mode + _OVER for line in self.lines)
        self.seldom_over = self.even and over <= _FEW * len(self.lines)
        self.after_furniture = frozenset(index + 1 for index in draft.furniture)

    def at(self, position: int, taken: int) -> Decision | None:
        """The decision about a line that may be a caption by itself; None where nothing speaks for it."""
        if not 0 < position < len(self.lines) or (position <= taken and taken):
            return None
        dated = self._dated_at_foot(position)
        if dated is not None:
            names = ["page-foot", "no-credit", "date-in-brackets", *self.around(position, dated)]
            return self._decide(position, names)
        inside = self._interrupts(position)
        if not (inside or self._at_foot(position)) or not self._may_be_words(position):
            return None
        if inside:
            return self._decide(position, self._inside(position))
        return self._decide(position, ["page-foot", "no-credit", *self.around(position, position)])

    def _may_be_words(self, position: int) -> bool:
        """Whether a line has words that open nothing, end no sentence, and stand nowhere else."""
        line = self.lines[position]
        if len(IS_HAN.findall(line.text)) < _SHORTEST or line.text[-1] in _PAUSES or ends_sentence(line.text):
            return False
        if self.opens(position) or self.goes_on(position) or self.signs.credit_tail(line.text) == 0:
            return False
        if self.signs.is_numbered(line.text) or self.signs.is_imprint(line.text):
            return False
        return not self.is_head(position)

    def _interrupts(self, position: int) -> bool:
        """Whether filled lines of one sentence stand before and after a line that is not set as they are."""
        if position + 1 >= len(self.lines) or not self._among_lines(position):
            return False
        before, line, after = self.lines[position - 1 : position + 2]
        set_otherwise = self._is_apart(position) or self._is_over(position) or self._is_short(position)
        if not set_otherwise and not self._is_named(line):
            return False
        if before.width < self.usual.full and not self.fit.is_full(before, after):
            return False
        if before.text[-1] in _BEFORE_BLOCK or self.ended(position - 1):
            return False
        if self.goes_on(position + 1) or not self.resumes(position + 1):
            return False
        return IS_HAN.search(before.text + after.text) is not None

    def _is_apart(self, position: int) -> bool:
        """Whether wider gaps than lines usually have stand before a line that is not filled and after it."""
        short = self.lines[position].width < self.usual.full - 1
        return short and self.apart(position) and self.apart(position + 1)

    def _is_named(self, line: Line) -> bool:
        """Whether a wide gap sets names off from a line's words."""
        return self.signs.names_after_gap(line.text) > 0

    def _is_short(self, position: int) -> bool:
        line, after = self.lines[position : position + 2]
        short = line.width < self.usual.full - 1 and self.fit.ends_early(line, after)
        return short and not stops_inside(line.text)

    def _is_over(self, position: int) -> bool:
        line = self.lines[position]
        return self.seldom_over and line.width > self.usual.mode + _OVER and not is_spaced_out(line.text)

    def _among_lines(self, position: int) -> bool:
        """Whether the lines before and after stand on the same page, with nothing between."""
        flow, lines = self.flow, self.lines
        together = flow[position + 1] - flow[position - 1] == 2
        return together and lines[position - 1].page == lines[position].page == lines[position + 1].page

    def _inside(self, position: int) -> list[str]:
        before, line, after = self.lines[position - 1 : position + 2]
        names = self.around(position, position)
        if self._is_over(position):
            names.append("over-wide")
        elif self._is_short(position):
            names.append("room-left")
        if self._is_apart(position):
            names.append("set-apart")
        if _LABELLED.match(before.text):
            names.append("label-before")
        if DATE_FIRST.match(line.text):
            names.append("date-first")
        named = self._is_named(line)
        names.append("name-after-gap" if named else "no-credit")
        if self.fluency.reads_on(before.text, line.text):
            names.append("reads-on-before")
        if self.fluency.reads_on(line.text, after.text):
            names.append("reads-on-after")
        return names

    def _at_foot(self, position: int) -> bool:
        """Whether a bare line ends a page on which a block has ended: no title stands at a page's foot."""
        line, before = self.lines[position], self.lines[position - 1]
        if position + 1 == len(self.lines) or self.lines[position + 1].page == line.page:
            return False
        steady = self.even or self.fit.filled
        if not steady or stops_inside(line.text) or line.page != before.page:
            return False
        if self.usual.full - 1 <= line.width <= self.usual.mode + _OVER or self._is_set_in(line):
            return False
        if not self.ended(position - 1) or self.signs.is_organisation(line.text) or _DATE.search(line.text):
            return False
        return self._has_entries and not self.opens(position + 1)

    def last(self, position: int) -> int:
        """The last line of the caption that begins at a line."""
        dated = self._dated_at_foot(position)
        return position if dated is None else dated

    def _dated_at_foot(self, position: int) -> int | None:
        """Where words end that close a page with a date in brackets, below an entry's signature; or None."""
        lines = self.lines
        if position <= 0 or not self._has_entries or not self._is_signature(position - 1):
            return None
        last = position
        below = last + 1 < len(lines) and lines[last + 1].page == lines[position].page
        if below and not self.parted(last):
            last += 1
        if last + 1 < len(lines) and lines[last + 1].page == lines[position].page:
            return None
        words = "".join(line.text for line in lines[position : last + 1])
        bare = ends_sentence(words) or self.opens(position) or self.signs.is_numbered(words)
        return last if not bare and _DATED.search(words) else None

    def _is_signature(self, position: int) -> bool:
        line = self.lines[position]
        if self.signs.credit_tail(line.text) != 0:
            return False
        words = line.text[1:-1]
        return self.signs.looks_signed(words) or self.signs.is_short_organisation(words)

    def _is_set_in(self, line: Line) -> bool:
        """Whether a line is indented, or ends in brackets, as no title and no caption is."""
        return (self.indents and line.indent >= INDENT) or self.signs.credit_tail(line.text) >= 0

    @cached_property
    def _has_entries(self) -> bool:
        return any(line.text[0] in self.signs.openers for line in self.lines)

    def _decide(self, position: int, names: list[str]) -> Decision:
        line = self.lines[position]
        return self.draft.judge.decide(
            "caption", "C-INSIDE", line.start, self.lines[self.last(position)].end, _OPTIONS,
            tuple(_S[name] for name in names),
        )  # fmt: skip
