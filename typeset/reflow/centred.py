"""Draft → the lines that stand in the middle of their column: titles that neither a mark nor a number opens.

A gazette prints document after document: over each its title, in the middle, on one line or on several, and
below it the document's number, whom it addresses, or its first chapter.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property

from typeset.reflow.draft import Draft
from typeset.reflow.extent import TitleExtent, says
from typeset.reflow.hanging import DOCUMENT_NUMBER, is_date
from typeset.reflow.numbering import Numbering
from typeset.reflow.signs import ODD, bracket_balance, is_letterspaced
from typeset.source.lines import Line
from typeset.source.measure import DEEPEST_INDENT, INDENT

DOCUMENT_RANK = -1
"""Of a document among others: it stands above whatever it numbers."""
_OFF = 1.0
"""In em: how far from the middle a line may be set."""
_ASKEW = 2.5
"""In em: how far off the middle may be that the widths of the lines tell."""
_FEWEST = 2
_FREE = 2.0
"""In em: a line that leaves less of its column free stands nowhere in particular."""
_LABEL = re.compile(r"[^：:]{1,6}[：:]")
_REMARK = re.compile(r"[（(][^（()）]{2,40}[）)]")
"""When and by whom a document was passed, below its title."""
_PARAGRAPH = 2.0
_SAME = 0.5
_LONG = 0.5
"""As a share of the usual width: what is shorter does not run over."""
_MOST_LINES = 4


class CentredTitles:
    """The lines of a draft's flow, by their positions in it."""

    def __init__(self, draft: Draft, extent: TitleExtent, numbering: Numbering) -> None:
        self.draft = draft
        self.extent = extent
        self.numbering = numbering
        self.lines = [draft.lines[index] for index in draft.flow]
        self.usual = draft.source.measure

    def ends(self, position: int) -> int:
        """The last line of the title that begins at a line, in the middle of its column; -1 if none does."""
        line = self.lines[position]
        if not self._is_centred(line) or not self.may_be_title(line.text):
            return -1
        if (position == 0 and self.draft.flow[0] == 0) or self._stands_below(position):
            return -1
        last = position
        while last + 1 < len(self.lines) and last - position + 1 < _MOST_LINES and self._runs_on(last):
            last += 1
        own = self.lines[position : last + 1]
        if bracket_balance("".join(line.text for line in own)):
            return -1
        below = self.follows(last)
        if any(self._is_set_in(line) for line in own):
            return last if below else -1
        return last if below and (below == "before-title" or self._numbered_below(last)) else -1

    def follows(self, last: int) -> str:
        """The signal that what stands below a title is; nothing where no text or title begins."""
        if last + 1 < len(self.lines) and _REMARK.fullmatch(self.lines[last + 1].text):
            last += 1
        if last + 1 >= len(self.lines):
            return ""
        after, text = self.lines[last + 1], self.lines[last + 1].text
        if self._numbered_below(last) or self._is_address(last + 1):
            return "before-document"
        if self.draft.flow[last + 1] in self.draft.headings or self.numbering.opens_entry(text):
            return "before-entry"
        if self.numbering.begins(text):
            return "before-title"
        return "before-indented-text" if INDENT <= after.indent <= DEEPEST_INDENT else ""

    def _numbered_below(self, last: int) -> bool:
        """Whether a document's number stands below a line."""
        return DOCUMENT_NUMBER.fullmatch(self.lines[last + 1].text) is not None

    def is_document(self, last: int, used: set[int]) -> bool:
        """Whether a title stands above whatever is numbered; ``used``: the ranks of the titles before it."""
        if self.follows(last) == "before-document":
            return True
        last += _REMARK.fullmatch(self.lines[last + 1].text) is not None
        rank = self.numbering.rank(self.lines[last + 1].text) if last + 1 < len(self.lines) else None
        return rank is not None and rank <= min(used, default=rank)

    def _stands_below(self, position: int) -> bool:
        """Whether a line is set right below another in the middle: who spoke, when it was passed."""
        if not position:
            return False
        line, before = self.lines[position], self.lines[position - 1]
        close = line.page == before.page and line.gap <= self.usual.rhythm
        if self.draft.signs.is_numbered(before.text):
            return False
        return close and self._is_centred(before) and self._is_set_in(before)

    def _runs_on(self, last: int) -> bool:
        line, after = self.lines[last], self.lines[last + 1]
        if after.page != line.page or after.gap > self.usual.rhythm or self.extent.parted(last):
            return False
        if line.width < _LONG * self.usual.mode or is_letterspaced(after.text):
            return False
        return self._is_centred(after) and self.may_be_title(after.text) and after.width <= line.width

    def may_be_title(self, text: str) -> bool:
        """Whether words without a number can be a document's title."""
        signs = self.draft.signs
        if says(text) or text[-1] in "：:、，" or signs.is_numbered(text):
            return False
        if _REMARK.fullmatch(text) or _LABEL.match(text):
            return False
        return not (DOCUMENT_NUMBER.fullmatch(text) or is_date(text) or self._names_office(text))

    def _names_office(self, text: str) -> bool:
        """Whether a line says an office and who holds it: 市长　韩　卓."""
        office, *name = ODD.sub(" ", text).split(" ", 1)
        return len(office) > 1 and bool(name) and self.draft.signs.is_name(name[0])

    def _is_centred(self, line: Line) -> bool:
        """Whether a line stands in the middle of the usual column, with something free at both its ends."""
        free = 2 * self._axis - line.width
        return free >= _FREE and abs(line.indent - free / 2) <= _OFF

    @cached_property
    def _axis(self) -> float:
        """Where the middle of the columns is: of most lines far set in, or else half their width."""
        half = self._across / 2
        centres = Counter(line.indent + line.width / 2 for line in self.lines if line.indent > DEEPEST_INDENT)
        near = {at: count for at, count in centres.items() if abs(at - half) <= _ASKEW}
        best = max(near, key=lambda at: (near[at], -abs(at - half)), default=half)
        return best if near.get(best, 0) >= _FEWEST else half

    @cached_property
    def _across(self) -> float:
        """How wide the columns are, indents among it: where most text on lines of some length ends."""
        ends: Counter[float] = Counter()
        for line in self.lines:
            if line.indent <= DEEPEST_INDENT and line.width >= _LONG * self.usual.mode:
                ends[line.indent + line.width] += 1

        def near(end: float) -> int:
            return ends[end - 0.5] + 2 * ends[end] + ends[end + 0.5]

        return max(ends, key=lambda end: (near(end), end), default=self.usual.mode)

    def _is_set_in(self, line: Line) -> bool:
        """Whether a line is set in, and not as paragraphs are."""
        return line.indent >= INDENT and abs(line.indent - _PARAGRAPH) > _SAME

    def _is_address(self, position: int) -> bool:
        """Whether a line at the margin says whom a document addresses: 各县人民政府："""
        line = self.lines[position]
        if line.indent >= INDENT or self.draft.signs.is_numbered(line.text):
            return False
        close = position + 1 < len(self.lines) and self.lines[position + 1].text[-1] in "：:"
        runs = line.width >= self.usual.full and "，" in line.text and close
        return line.text[-1] in "：:" or runs
