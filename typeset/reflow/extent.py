"""Where a title ends: the lines that it runs over, filled, about one centre, or with a subhead below."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import pairwise

from typeset.reflow.draft import Draft
from typeset.reflow.hanging import is_item, is_label
from typeset.reflow.scripts import IS_HAN
from typeset.reflow.signs import ODD, ends_sentence, is_letterspaced, stops_inside
from typeset.source.lines import Line
from typeset.source.measure import DEEPEST_INDENT, INDENT

_FEW_INDENTS = 0.02
_SELDOM = 0.25
_LONG = 0.5
"""As a share of the usual width: a shorter title does not run over."""
_SAME_CENTRE = 1.5
_LONGEST_SPACED = 4
_LONGEST_NAME = 12
_AFTER_NAME = tuple("，,（(是系为為、又原")
_MOST_LINES = 3
"""That a title without marks may run over."""
_SUBHEAD = re.compile(r"(?:——|──|―{2})[^—，。；：]")


class TitleExtent:
    """The lines of a draft's flow, by their positions in it."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.flow = draft.flow
        self.lines = draft.lines
        self.usual = draft.source.measure

    def runs_over(self, position: int, *, numbered: bool = False) -> int:
        """The last line of a title that may run over: lines without stops, before a block begins.

        They are filled; or those of a numbered title stand about one centre, or the others where no
        paragraph of the text begins.
        """
        last = position
        while last + 1 < len(self.flow) and last - position < _MOST_LINES - 1:
            line, after = self.lines[self.flow[last]], self.lines[self.flow[last + 1]]
            if says(line.text) or says(after.text) or after.page != line.page or self.parted(last):
                break
            centred = numbered and self._goes_on_centred(line, after)
            if self.begins(last + 1) and not centred:
                break
            if line.width < self.usual.full and not centred and not (numbered and self._hangs(line, after)):
                break
            last += 1
        last = last if last > position and self.begins(last + 1) else position
        return self._with_subhead(last)

    def _with_subhead(self, last: int) -> int:
        """The last line of the subhead, ——…, that stands under a title's last line; that line without one."""
        end = last + 1
        if end >= len(self.flow) or not self._is_subhead(end) or self.parted(last) or self._is_subhead(last):
            return last
        while end + 1 < len(self.flow) and end - last < _MOST_LINES:
            line, after = self.lines[self.flow[end]], self.lines[self.flow[end + 1]]
            if line.width < self.usual.full or says(after.text) or self.begins(end + 1):
                break
            end += 1
        return end if self.begins(end + 1) and not says(self.lines[self.flow[end]].text) else last

    def _is_subhead(self, position: int) -> bool:
        return _SUBHEAD.match(self.lines[self.flow[position]].text) is not None

    def _goes_on_centred(self, line: Line, after: Line) -> bool:
        """Whether the next line is the rest of a long title, about the same centre."""
        if self.draft.signs.is_numbered(after.text) or is_letterspaced(after.text):
            return False
        if after.indent <= max(line.indent, INDENT) or line.width < _LONG * self.usual.mode:
            return False
        return abs(line.indent + line.width / 2 - after.indent - after.width / 2) <= _SAME_CENTRE

    def _hangs(self, line: Line, after: Line) -> bool:
        """Whether the next line, of a text with indents, is not indented as its paragraphs are."""
        if self.usual.indents <= _FEW_INDENTS or after.gap > line.gap + self.usual.rhythm:
            return False
        return line.width >= _LONG * self.usual.mode and after.width < self.usual.full

    def parted(self, position: int) -> bool:
        """Whether a table stands between a line and the next."""
        return self.draft.table_between(self.flow[position], self.flow[position + 1])

    def begins(self, position: int) -> bool:
        """Whether a block begins at a line by its place: indented, numbered, marked, or after a wider gap."""
        if position >= len(self.flow) or self.flow[position] in self.draft.headings:
            return True
        line = self.lines[self.flow[position]]
        if line.indent >= INDENT or line.gap > self.usual.rhythm:
            return True
        return self.draft.signs.is_numbered(line.text) or self._is_subhead(position)

    def spaced_down(self, position: int) -> int:
        """The last of up to four lines that hold one Han character each: a letter-spaced title, extracted."""
        last = position
        while last < len(self.flow) and last - position < _LONGEST_SPACED and self._single(last):
            if last > position and self.parted(last - 1):
                break
            last += 1
        return last - 1 if last - position > 1 else position

    def _single(self, position: int) -> bool:
        text = self.lines[self.flow[position]].text
        return len(text) == 1 and IS_HAN.match(text) is not None

    def named_next(self, position: int) -> bool:
        """Whether the text below a short bare line begins with its words: 沈括 before 沈括，字存中."""
        if position + 1 >= len(self.flow):
            return False
        text = self.lines[self.flow[position]].text
        if len(text) > _LONGEST_NAME or says(text):
            return False
        words, after = ODD.sub("", text), self.lines[self.flow[position + 1]].text
        return (
            len(words) > 1 and after.startswith(words) and after[len(words) : len(words) + 1] in _AFTER_NAME
        )

    @cached_property
    def flush(self) -> bool:
        """Whether the blocks of the text begin without an indent, but for what is set in now and then."""
        if self.usual.indents <= _FEW_INDENTS:
            return True
        begin = indented = 0
        for before, index in pairwise(self.flow):
            line, after = self.lines[before], self.lines[index]
            if ends_sentence(line.text) and line.width <= self.usual.full - 1:
                begin += after.indent <= DEEPEST_INDENT
                indented += INDENT <= after.indent <= DEEPEST_INDENT
        return indented <= _SELDOM * begin

    def opens_item(self, position: int) -> bool:
        """Whether a line begins as an item of a list does, or as a line of a letter."""
        if position >= len(self.flow):
            return False
        text = self.lines[self.flow[position]].text
        return is_item(text) or is_label(text)


def says(text: str) -> bool:
    """Whether there is a stop inside or at the end."""
    return stops_inside(text) or ends_sentence(text)
