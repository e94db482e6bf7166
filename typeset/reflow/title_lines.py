"""The lines of a flow in Latin script as titles may stand on them: numbers, places, how far a title runs."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from typeset.reflow.draft import Draft
from typeset.reflow.forms import FORMS, Form, matched
from typeset.reflow.prose import End
from typeset.reflow.setting import Setting, follows
from typeset.reflow.shapes import Case, begins_inside, case_of, ends_open, is_issue
from typeset.source.lines import Line

_MOST_LINES = 4
_PLAIN_LINES = 2
_MOST_SHARE = 0.9
_ACROSS = 1.05
"""Of the measure: a line that is wider stands across the columns."""
_SHORT_SHARE = 0.75
_CENTRED = 0.06
"""Of the measure: how unlike the two margins of a centred line may be."""
_SAME_INDENT = 0.5
"""In em."""
_RIGHT = 0.3
_LARGER = 0.15
"""Of the measure: how much room lines of larger type may seem to leave."""
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
        if number is not None and number.alone and position + 1 < len(self.flow):
            last = self._words_after(position + 1)
            return last if last > position else position
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
        if self.ended(last) or not follows(line, after) or after.gap > max(line.gap, 0):
            return False
        if line.text[-1] == ":" and after.gap > 0:
            return False
        if first == 0 and self._heads_text(last + 1):
            return True
        leans = ends_open(line.text, self.prose) or begins_inside(after.text)
        if number is None and case_of(self.flow[first].text) is Case.PLAIN:
            return self._plain_to(first) > last
        if not leans and self.setting.has_room(line, after) and not self._between_gaps(first, last):
            return False
        case = case_of(self.flow[first].text)
        if case is Case.CAPITALS:
            return case_of(after.text) is case
        if self.centred(line) and self.centred(after):
            return True
        if case_of(after.text) is Case.CAPITALS or self.ended(last + 1):
            return False
        wide = self.setting.share(after) >= _MOST_SHARE or not self._closes(last + 1)
        if wide and not self._leads_on(last):
            return False
        return number is not None or case_of(f"{line.text} {after.text}") is not Case.PLAIN

    def _between_gaps(self, first: int, last: int) -> bool:
        """Whether lines in larger type stand between wider gaps: hardly room for more, a shorter one next."""
        line, after = self.flow[last], self.flow[last + 1]
        if last != first or not first or last + 2 >= len(self.flow):
            return False
        cases = {case_of(line.text), case_of(after.text)}
        return (
            len(cases) == 1
            and Case.PLAIN not in cases
            and self.setting.gap_wider(self.flow[first - 1], line)
            and self.setting.gap_wider(after, self.flow[last + 2])
            and self.setting.room(line, after) < _LARGER * self.setting.measure
            and self.setting.width(after) < self.setting.width(line)
        )

    def _leads_on(self, position: int) -> bool:
        """Whether a line ends with a word that another must follow, and the next is no sentence's begin."""
        if position + 2 >= len(self.flow) or self.flow[position + 2].text[0].islower():
            return False
        return ends_open(self.flow[position].text, self.prose)

    def _plain_to(self, first: int) -> int:
        """The last line of a title in plain letters that runs over: the last of few lines that ends early."""
        for last in range(first, min(first + _PLAIN_LINES, len(self.flow) - 1)):
            line, after = self.flow[last], self.flow[last + 1]
            if self.ended(last) or not self._after(last) or line.text[-1] == ",":
                return first
            if last > first and (self.number(last) is not None or case_of(line.text) is Case.CAPITALS):
                return first
            early = self.setting.has_room(line, after) and self.setting.share(line) < _SHORT_SHARE
            if early and not after.text[0].islower() and not ends_open(line.text, self.prose):
                return first if self.short_next(last) else last
            if not follows(line, after) or self.setting.gap_wider(line, after):
                return first
        return first

    def _heads_text(self, last: int) -> bool:
        """Whether the text begins with lines of one title, set in larger type: a gap or a number follows."""
        if last + 1 >= len(self.flow) or self.ended(last):
            return False
        case = case_of(" ".join(line.text for line in self.flow[: last + 1]))
        capitals = {case_of(line.text) is Case.CAPITALS for line in self.flow[: last + 1]}
        if case is Case.PLAIN or case is not case_of(self.flow[0].text) or len(capitals) > 1:
            return False
        apart = self.setting.gap_wider(self.flow[last], self.flow[last + 1])
        return apart or self.number(last + 1) is not None

    def _words_after(self, first: int) -> int:
        """The last line of the title that a number alone on the line before numbers; -1 if there is none."""
        for last in range(first, min(first + _MOST_LINES - 1, len(self.flow))):
            if not self._after(last) or self.number(last) is not None or self.ended(last):
                return -1
            if last > first and not self._close_to(last - 1):
                return -1
            capitals = case_of(self.flow[last].text) is Case.CAPITALS
            if (self._closes(last) or capitals) and self._is_words(first, last):
                return self._in_capitals(last)
        return -1

    def _close_to(self, position: int) -> bool:
        """Whether a line goes on with the next: set close to it, without room for more."""
        line, after = self.flow[position], self.flow[position + 1]
        if not follows(line, after) or self.setting.gap_wider(line, after):
            return False
        if self.centred(line) or case_of(line.text) is Case.CAPITALS or after.text[0].islower():
            return True
        return ends_open(line.text, self.prose) or not self.setting.has_room(line, after)

    def _in_capitals(self, last: int) -> int:
        """The last of the lines in capitals that are set close to one."""
        most = min(last + _MOST_LINES, len(self.flow)) - 1
        while last < most and self._close_to(last) and self.number(last + 1) is None:
            if {case_of(line.text) for line in self.flow[last : last + 2]} != {Case.CAPITALS}:
                break
            last += 1
        return last

    def _is_words(self, first: int, last: int) -> bool:
        """Whether some lines can be a title: set as titles are, or close to their number."""
        text = " ".join(line.text for line in self.flow[first : last + 1])
        if text[0].islower() or ends_open(text, self.prose):
            return False
        apart = self.centred(self.flow[first]) or case_of(text) is not Case.PLAIN
        return apart or not self.setting.gap_wider(self.flow[first - 1], self.flow[first])

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
        if position <= 1 or self.draft.flow[position - 1] in self.draft.headings:
            return False
        before, line = self.flow[position - 1], self.flow[position]
        if self.draft.table_between(self.draft.flow[position - 1], self.draft.flow[position]):
            return False
        if self.prose.end(before.text, line.text) in (End.STOP, End.PAUSE):
            return False
        if before.text[-1] == ",":
            return True
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

    # ---- mastheads

    def names_paper(self, position: int) -> bool:
        """Whether the first line is a name that the date or the number of an issue follows."""
        if position or len(self.flow) < 2 or case_of(self.flow[0].text) is Case.PLAIN:
            return False
        return self.issues(1)

    def issues(self, last: int) -> bool:
        """Whether all lines under the first say which issue it is, and stand close."""
        lines = self.flow[1 : last + 1]
        apart = any(self.setting.gap_wider(before, after) for before, after in pairwise(lines))
        return all(is_issue(line.text) for line in lines) and not apart

    # ---- places

    def ended(self, position: int) -> bool:
        after = self.flow[position + 1].text if position + 1 < len(self.flow) else ""
        return self.prose.ended(self.flow[position].text, after)

    def centred(self, line: Line) -> bool:
        """Whether as much room is left before a line as after it; further in than any indent, it is too."""
        before = 2 * self.setting.indent(line)
        after = self.setting.measure - before - self.setting.width(line)
        if before < 1 or self.set_right(line) or self.as_paragraph(line):
            return False
        exact = _CENTRED if self.setting.face.even else 2 * _CENTRED
        return abs(before - after) <= max(1.5, exact * self.setting.measure) or (
            self.setting.indent(line) > _DEEP and after > 0
        )

    def as_paragraph(self, line: Line) -> bool:
        """Whether a line is set in as the first lines of paragraphs are."""
        usual = self.setting.usual_indent
        return self.setting.indents and abs(self.setting.indent(line) - usual) < _SAME_INDENT

    def set_right(self, line: Line) -> bool:
        before = 2 * self.setting.indent(line)
        after = self.setting.measure - before - self.setting.width(line)
        return before > _RIGHT * self.setting.measure and 2 * abs(after) < before
