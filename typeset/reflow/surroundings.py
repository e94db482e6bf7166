"""What stands around the lines of the running text: blocks that end and begin, sentences that go on."""

from __future__ import annotations

import re
from functools import cached_property

from typeset.reflow.draft import SHORT_LINE, Draft
from typeset.reflow.fit import Fit
from typeset.reflow.fluency import Fluency
from typeset.reflow.signs import CLOSING_MARKS, ends_sentence, head_key, stops_inside
from typeset.source.measure import INDENT

_EVEN = 0.6
_FEW_INDENTS = 0.02
_BOOK = re.compile("(?:[志誌]|年[鉴鑒鑑])\\Z")


class Surroundings:
    """The lines of the running text, by their position in it."""

    def __init__(self, draft: Draft, fit: Fit | None = None) -> None:
        self.draft = draft
        self.signs = draft.signs
        self.usual = draft.source.measure
        self.flow = draft.flow
        self.lines = [draft.lines[index] for index in draft.flow]
        self.even = self.usual.even >= _EVEN
        self.fluency = Fluency(draft)
        self.fit = fit or Fit(draft)
        self.over: dict[int, int] = {}
        """After a caption → the line of text before it."""

    def ended(self, position: int) -> bool:
        text = self.lines[position].text
        if self.signs.role_tail(text) == 0 or self.signs.is_byline(text):
            return True
        tail = self.signs.credit_tail(text)
        return ends_sentence(text) or tail == 0 or (tail > 0 and self.signs.looks_signed(text[tail + 1 : -1]))

    def goes_on(self, position: int) -> bool:
        """Whether a line begins with a mark that no text begins with."""
        return self.lines[position].text[0] in CLOSING_MARKS

    def opens(self, position: int) -> bool:
        return self.lines[position].text[0] in self.signs.openers

    def resumes(self, position: int) -> bool:
        """Whether text may go on at a line: it opens nothing and is not indented."""
        if position >= len(self.lines) or self.opens(position):
            return False
        line = self.lines[position]
        return line.indent < INDENT and not self.signs.is_numbered(line.text)

    def begins_indented(self, position: int) -> bool:
        """Whether a line is indented as paragraphs are here, and the next one is not."""
        line, after = self.lines[position], self.lines[position + 1]
        return self.indents and line.indent >= INDENT > after.indent

    @cached_property
    def indents(self) -> bool:
        """Whether paragraphs are indented."""
        return self.usual.indents >= _FEW_INDENTS

    def close_set(self, position: int) -> bool:
        """Whether a line stands closer to the one before it than lines usually do, on one page."""
        line, before = self.lines[position], self.lines[position - 1]
        return line.page == before.page and line.gap < self.usual.rhythm

    def apart(self, position: int) -> bool:
        """Whether a wider gap than lines usually have stands before a line, on one page."""
        line, before = self.lines[position], self.lines[position - 1]
        return position > 0 and line.page == before.page and line.gap > self.usual.rhythm

    def parted(self, position: int) -> bool:
        """Whether something that is not of the flow stands between a line and the next."""
        return self.draft.parted(self.flow[position], self.flow[position + 1])

    def is_head(self, position: int) -> bool:
        """Whether a line is no picture's words: it names a book, or stands elsewhere in the text too."""
        text = self.lines[position].text
        return len(text) < SHORT_LINE and (
            (self.draft.short_lines[head_key(text)] > 1 and not stops_inside(text))
            or (_BOOK.search(text) is not None and self.signs.names_after_gap(text) < 0)
            or (self.signs.names_book(text) and not ends_sentence(text))
        )

    def around(self, first: int, last: int) -> list[str]:
        """What the lines before and after say: an open sentence that goes on, the edge of a page."""
        lines, names = self.lines, []
        following = lines[last + 1] if last + 1 < len(lines) else None
        above = self.over.get(first, first - 1)
        before = lines[above] if above >= 0 else None
        resumes = following is not None and not self.opens(last + 1) and following.indent < INDENT
        here = following is not None and following.page == lines[last].page
        if before is not None and not self.ended(above):
            names.append("sentence-open-before")
            if following is not None and resumes:
                names += ["sentence-resumes"] if here else ["sentence-resumes-overleaf"]
                if self.fluency.reads_on(before.text, following.text):
                    names.append("reads-on-without")
        elif before is not None and resumes and here and self.indents:
            names.append("sentence-ended-before")
        else:
            names.append("block-ended-before")
        edge = following is None or following.page != lines[last].page
        if edge or (before is not None and before.page != lines[first].page):
            names.append("page-edge")
        return names
