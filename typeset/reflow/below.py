"""Draft → what stands below a bare line: an entry, a heading, indented text, items, names."""

from __future__ import annotations

from typeset.reflow.draft import Draft
from typeset.reflow.extent import TitleExtent, says
from typeset.reflow.fit import first_width
from typeset.reflow.numbering import Numbering
from typeset.reflow.scripts import IS_HAN
from typeset.reflow.signs import ends_sentence
from typeset.source.measure import INDENT

NARROW = 0.75
"""As a share of the usual width."""
NOT_FILLED = 1.0
"""In em; a line that is so much shorter than its column, and ends without a stop, is no running text."""
PAUSES = frozenset("，、；：,;:")
_SHORT = 0.5
_EVEN = 0.5
_RAGGED = 0.3


class Below:
    """The lines of a draft's flow, by their positions in it."""

    def __init__(self, draft: Draft, extent: TitleExtent, numbering: Numbering) -> None:
        self.draft = draft
        self.flow = draft.flow
        self.lines = draft.lines
        self.usual = draft.source.measure
        self.extent = extent
        self.numbering = numbering
        self.has_lives = numbering.has("person")
        self.even = self.usual.even >= _EVEN and self.usual.ragged <= _RAGGED

    def names_life(self, position: int) -> bool:
        """Whether a line is a name alone before indented text, in a text that has lives under names."""
        signs = self.draft.signs
        return self.has_lives and signs.is_name(self.lines[self.flow[position]].text) and self.text(position)

    def heading(self, position: int) -> bool:
        """Whether a bare heading follows a short bare line, right above text that is indented."""
        if position + 2 >= len(self.flow) or not self.is_bare(position):
            return False
        line, after = self.lines[self.flow[position]], self.lines[self.flow[position + 1]]
        if after.indent >= INDENT or after.page != line.page or not self.is_bare(position + 1):
            return False
        if line.width > _SHORT * self.usual.mode or self._signs_or_numbers(after.text):
            return False
        return self.text(position + 1) or self.extent.named_next(position + 1)

    def _signs_or_numbers(self, text: str) -> bool:
        signs = self.draft.signs
        return (
            signs.is_numbered(text)
            or signs.is_name(text)
            or signs.is_byline(text)
            or signs.role_tail(text) >= 0
        )

    def items(self, position: int) -> bool:
        """Whether items of a list or labelled lines of a letter follow; or a bare line before them."""
        if position + 1 >= len(self.flow) or self.extent.opens_item(position):
            return False
        if self.extent.opens_item(position + 1):
            return True
        return self.is_bare(position + 1) and self.extent.opens_item(position + 2)

    def is_bare(self, position: int) -> bool:
        """Whether a line is short and without stops, and opens nothing."""
        line = self.lines[self.flow[position]]
        narrow = line.width <= NARROW * self.usual.mode
        return narrow and not says(line.text) and not self.extent.opens_item(position)

    def alone(self, position: int) -> bool:
        """Where nothing is indented: a line not filled that ends without a stop, before one that is."""
        if not self.even or not self.extent.flush or position + 1 >= len(self.flow):
            return False
        line, after = self.lines[self.flow[position]], self.lines[self.flow[position + 1]]
        if self.usual.mode - min(line.indent, INDENT) - line.width <= first_width(after.text):
            return False
        return line.width <= self.usual.full - NOT_FILLED and (
            after.width >= self.usual.full or ends_sentence(after.text)
        )

    def capital(self, position: int) -> bool:
        """In Latin script: a short line without a stop, at the beginning, and a sentence after it."""
        line = self.lines[self.flow[position]]
        if position or position + 1 >= len(self.flow) or IS_HAN.search(line.text):
            return False
        return line.width < self.usual.full and self.lines[self.flow[position + 1]].text[0].isupper()

    def names(self, position: int) -> bool:
        """Whether a short bare line stands before a list of names: where they are from, when it was."""
        lists = self.draft.roster_lines
        if not lists or position + 1 >= len(self.flow) or self.flow[position + 1] not in lists:
            return False
        line = self.lines[self.flow[position]]
        narrow = line.width <= NARROW * self.usual.mode
        return narrow and not ends_sentence(line.text) and line.text[-1] not in PAUSES

    def entry(self, position: int) -> bool:
        """Whether an entry's heading follows, known by its mark or by a form that says what it is."""
        if position + 1 >= len(self.flow):
            return False
        index = self.flow[position + 1]
        return index in self.draft.headings or self.numbering.opens_entry(self.lines[index].text)

    def text(self, position: int) -> bool:
        """Whether an indented line follows one that is not."""
        if position + 1 >= len(self.flow) or self.lines[self.flow[position]].indent >= 2 * INDENT:
            return False
        after = self.lines[self.flow[position + 1]]
        return after.indent >= INDENT and self.usual.indents > 0
