"""The lines of a flow in Latin script as titles may stand on them: numbers, places, how far a title runs."""

from __future__ import annotations

from typing import NamedTuple

from typeset.reflow.draft import Draft
from typeset.reflow.forms import FORMS, Form, matched
from typeset.reflow.prose import End
from typeset.reflow.setting import Setting, follows
from typeset.reflow.shapes import Case, begins_inside, case_of, ends_open
from typeset.source.lines import Line

_MOST_LINES = 4
_MOST_SHARE = 0.9
_ACROSS = 1.05
"""Of the measure: a line that is wider stands across the columns."""
_SHORT_SHARE = 0.85
_CENTRED = 0.06
"""Of the measure: how unlike the two margins of a centred line may be."""
_RIGHT = 0.3
_DEEP = 5.0
"""In em, from a page's margin."""


class Number(NamedTuple):
    """The number that a line begins with: its form, its value, whether words follow it."""

    form: str
    value: int | None
    alone: bool


class TitleLines:
    """The lines of the flow of one draft, by their positions."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.setting = Setting(draft)
        self.prose = self.setting.prose
        self.flow = [draft.lines[index] for index in draft.flow]
        self.forms: list[Form] = [form for form, _ in draft.signs.forms]
        if self.forms:
            self.forms.append(FORMS["number-open"])

    def number(self, position: int) -> Number | None:
        text = self.flow[position].text
        for form in self.forms:
            found = matched(form, text)
            if found is not None and (form.name != "number-open" or case_of(text) is not Case.PLAIN):
                end, value = found
                return Number(form.name, value, not text[end:].strip(" .:—–-"))
        return None

    def words(self, position: int, number: Number) -> str:
        """A numbered line without its number."""
        text = self.flow[position].text
        found = matched(FORMS[number.form], text)
        return text[found[0] :] if found else text

    # ---- how far a title runs

    def runs_to(self, position: int, number: Number | None) -> int:
        """The last line of a title that begins at a line."""
        last = position
        while (
            last + 1 < len(self.flow)
            and last + 1 - position < _MOST_LINES
            and self._runs_on(position, last, number)
        ):
            last += 1
        return last

    def _runs_on(self, first: int, last: int, number: Number | None) -> bool:
        line, after = self.flow[last], self.flow[last + 1]
        if self.number(last + 1) is not None or not self._after(last + 1):
            return False
        if number is not None and number.alone and last == first:
            return self._is_words_of(last + 1)
        if self.ended(last) or not follows(line, after) or after.gap > max(line.gap, 0):
            return False
        if first == 0 and self._heads_text(last + 1):
            return True
        leans = ends_open(line.text, self.prose) or begins_inside(after.text)
        if not leans and self.setting.has_room(line, after):
            return False
        case = case_of(self.flow[first].text)
        if case is Case.CAPITALS:
            return case_of(after.text) is case
        if self.centred(line) and self.centred(after):
            return True
        if self.setting.share(after) >= _MOST_SHARE or self.ended(last + 1) or not self._closes(last + 1):
            return False
        return number is not None or case_of(f"{line.text} {after.text}") is not Case.PLAIN

    def _heads_text(self, last: int) -> bool:
        """Whether the text begins with lines of one title, set in larger type: a gap or a number follows."""
        if last + 1 >= len(self.flow) or self.ended(last):
            return False
        case = case_of(" ".join(line.text for line in self.flow[: last + 1]))
        if case is Case.PLAIN or case is not case_of(self.flow[0].text):
            return False
        apart = self.setting.gap_wider(self.flow[last], self.flow[last + 1])
        return apart or self.number(last + 1) is not None

    def _is_words_of(self, position: int) -> bool:
        """Whether a line is the title that a number on the line before it numbers."""
        line = self.flow[position]
        apart = self.centred(line) or case_of(line.text) is not Case.PLAIN
        return apart and not line.text[0].islower() and not self.ended(position) and self._closes(position)

    def _after(self, position: int) -> bool:
        """Whether a line may belong to a title that began before it."""
        return self.draft.flow[position] not in self.draft.headings and not self.draft.table_between(
            self.draft.flow[position - 1], self.draft.flow[position]
        )

    def _closes(self, position: int) -> bool:
        """Whether a block begins after a line: the next word had room, or it is set in, or apart."""
        if position + 1 >= len(self.flow):
            return True
        line, after = self.flow[position], self.flow[position + 1]
        if after.text[0].islower():
            return False
        return (
            self.setting.has_room(line, after)
            or self.setting.gap_wider(line, after)
            or (self.setting.indented(after) and not self.setting.indented(line))
        )

    # ---- what stands around a line

    def open_before(self, position: int) -> bool:
        """Whether the words before a line go on: no stop, and no room for the line's first word."""
        if position == 0 or self.draft.flow[position - 1] in self.draft.headings:
            return False
        before, line = self.flow[position - 1], self.flow[position]
        if self.draft.table_between(self.draft.flow[position - 1], self.draft.flow[position]):
            return False
        if self.prose.end(before.text, line.text) in (End.STOP, End.PAUSE):
            return False
        if self.centred(before) or case_of(before.text) is Case.CAPITALS:
            return False
        return not (self.setting.has_room(before, line) and follows(before, line))

    def filled(self, line: Line) -> bool:
        """Capitals may be set in other type: there the measure says little."""
        least = 1.0 if case_of(line.text) is Case.CAPITALS else _MOST_SHARE
        return least < self.setting.share(line) <= _ACROSS and not self.centred(line)

    def short_next(self, last: int) -> bool:
        """Whether the next line is as short and open as a title: verses, a list, an address."""
        if last + 2 >= len(self.flow):
            return False
        line, after, beyond = self.flow[last : last + 3]
        if not follows(line, after) or not follows(after, beyond) or self.setting.gap_wider(line, after):
            return False
        if self.centred(after) or case_of(after.text) is Case.CAPITALS or self.number(last + 1) is not None:
            return False
        return self.short_open(last + 1)

    def short_open(self, position: int) -> bool:
        """Whether a line breaks off early and no sentence ends with it."""
        line, after = self.flow[position : position + 2]
        short = self.setting.has_room(line, after) and self.setting.share(line) < _SHORT_SHARE
        return short and self.prose.end(line.text, after.text) is End.OPEN

    # ---- places

    def ended(self, position: int) -> bool:
        after = self.flow[position + 1].text if position + 1 < len(self.flow) else ""
        return self.prose.ended(self.flow[position].text, after)

    def centred(self, line: Line) -> bool:
        """Whether as much room is left before a line as after it; further in than any indent, it is too."""
        before = 2 * self.setting.indent(line)
        after = self.setting.measure - before - self.setting.width(line)
        if before < 1 or self.set_right(line):
            return False
        return abs(before - after) <= max(1.5, _CENTRED * self.setting.measure) or (
            self.setting.indent(line) > _DEEP and after > 0
        )

    def set_right(self, line: Line) -> bool:
        before = 2 * self.setting.indent(line)
        after = self.setting.measure - before - self.setting.width(line)
        return before > _RIGHT * self.setting.measure and 2 * abs(after) < before
