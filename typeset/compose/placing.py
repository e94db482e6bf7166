"""A page that was chosen → its parts at their lines, and the rules that gave way on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from typeset.compose.blocks import ACROSS, Float, Flow, GaveWay, Opening, Page, Part
from typeset.compose.choices import Context, Made, Slot
from typeset.compose.columns import note_lines
from typeset.compose.page_weights import BLANK, NOTE_RULE, RULES
from typeset.compose.stream import Cut

Lengthen = Callable[[int], bool]
"""Sets a block one line longer, if that can be done well, and says whether it did."""
_SPACED = 2
"""Blank lines more below a figure at a column's head."""
_BREAKS = ("parted", "stranded", "widow", "orphan")


@dataclass
class Setting:
    """A page that was chosen, its parts put at their lines."""

    context: Context
    made: Made
    lengthen: Lengthen

    def page(self) -> Page:
        parts: list[Part] = []
        gave = list(self.made.gave)
        rules: list[tuple[int, int]] = []
        heads = self._floats(parts)
        for column, cut in enumerate(self.made.cuts):
            parts += self._column(column, cut, heads[column], gave)
            notes = self._notes(column)
            at = self.context.frame.lines - note_lines(list(notes.values()))
            if notes:
                rules.append((column, at))
                at += NOTE_RULE
            for block, lines in notes.items():
                parts.append(Part(block, 0, lines, column, at))
                at += lines
        parts.sort(key=lambda part: (part.block, part.first))
        return Page(tuple(parts), tuple(gave), tuple(rules))

    def _notes(self, column: int) -> dict[int, int]:
        """The lines of each note of a column."""
        return {one.block: self.context.heights(one)[0] for one, own in self.made.notes if own == column}

    def _foot(self, column: int) -> int:
        """The line that a column ends at: notes stand below all else (row 31)."""
        notes = note_lines(list(self._notes(column).values()))
        return min(self.made.foot, self.context.frame.lines - notes)

    def _floats(self, parts: list[Part]) -> list[int]:
        """Puts down what stands across and in columns; the lines taken at the head of each."""
        columns = self.context.frame.columns
        heads, feet = [0] * columns, [self._foot(column) for column in range(columns)]
        if self.made.opening >= 0:
            block = self.context.stream.blocks[self.made.opening]
            assert isinstance(block, Opening)
            parts.append(Part(self.made.opening, 0, block.lines, ACROSS, 0))
            heads = [block.lines] * columns
        # What stands across stands outside; of those at a foot the last stands lowest.
        heading = [slot for slot in self.made.slots if not slot.at_foot]
        footing = [slot for slot in reversed(self.made.slots) if slot.at_foot]
        for slot in sorted([*heading, *footing], key=lambda slot: slot.column != ACROSS):
            own = range(columns) if slot.column == ACROSS else (slot.column,)
            if slot.at_foot:
                line = min(feet[column] for column in own) - slot.lines
                feet = [line - BLANK if column in own else foot for column, foot in enumerate(feet)]
            else:
                line = max(heads[column] for column in own)
                below = line + slot.lines + BLANK
                heads = [below if column in own else head for column, head in enumerate(heads)]
            parts.append(self._part(slot, line))
        return heads

    def _part(self, slot: Slot, line: int) -> Part:
        """A figure, or the lines of a table that stand on this page."""
        block = self.context.stream.blocks[slot.block]
        assert isinstance(block, Float)
        last = slot.last or (block.heights[0] if block.breaks else slot.lines)
        repeats = block.repeats if slot.first else 0
        return Part(slot.block, slot.first, last, slot.column, line, slot.size, slot.at_foot, repeats=repeats)

    def _column(self, column: int, cut: Cut, line: int, gave: list[GaveWay]) -> Iterator[Part]:
        """The parts of a column. What it is short of goes above its headings, below the figure at its head,
        then into its paragraphs."""
        stream = self.context.stream
        opened, short = cut.opened, cut.short - cut.opened
        level = self.made.foot == self.context.frame.lines
        if level and short and any(slot.column == column and not slot.at_foot for slot in self.made.slots):
            spaced = min(short, _SPACED)
            line, short = line + spaced, short - spaced
            gave.append(GaveWay("spaced", column, spaced))
        if opened:
            gave.append(GaveWay("opened", column, opened))
        cost = stream.cost(cut.start, cut.end) if cut.end > cut.start else 0.0
        for name in _BREAKS:
            if cost >= RULES[name].once:
                cost -= RULES[name].once
                gave.append(GaveWay(name, column, 1))
        shift = line - cut.start
        for number, first, last, unit in stream.stretches(cut.start, cut.end):
            block = stream.blocks[number]
            assert isinstance(block, Flow)
            if opened and block.gives and first == 0 and unit > cut.start:
                shift, opened = shift + 1, opened - 1
            repeats = stream.repeats(unit) if unit == cut.start else 0
            at, shift = unit + shift, shift + repeats
            longer = short > 0 and level and (first, last) == (0, block.lines) and self.lengthen(number)
            if longer:
                shift, short = shift + 1, short - 1
                gave.append(GaveWay("longer", column, 1))
            yield Part(number, first, last + longer, column, at, longer=longer, repeats=repeats)
        if short > 0 and cut.end < stream.count and level:
            gave.append(GaveWay("short", column, short))
