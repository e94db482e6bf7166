"""Draft → Draft with the titles of a text in Latin script: numbered, in capitals, in title case, set apart.

A title ends where the next word would have found room; no sentence is open before it, none goes on from it.
What the sure ones have in common speaks for the rest. A title over text heads an entry; where titles of one
form stand over other titles, they are sections'.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from typeset.ledger import THIN_MARGIN, Decision, Signal
from typeset.reflow.draft import Draft, HeadingPlace
from typeset.reflow.forms import FORMS, Form, matched
from typeset.reflow.prose import End
from typeset.reflow.setting import Setting, follows
from typeset.reflow.shapes import (
    Case,
    begins_inside,
    case_of,
    ends_open,
    has_words,
    is_contents_line,
    stops_within,
)
from typeset.reflow.weights import SIGNALS
from typeset.source.lines import Line

_S = SIGNALS["latin-title"]
_OPTIONS = ("text", "section", "entry")
_MOST_LINES = 4
_MOST_SHARE = 0.9
_VERY_SHORT = 0.7
_SHORT_SHARE = 0.85
_CENTRED = 0.06
"""Of the measure: how unlike the two margins of a centred line may be."""
_RIGHT = 0.3
_FEWEST_ALIKE = 2
_MANY_LETTERS = 90
_OPENING = frozenset('“"‘«„¿¡(*')


class Number(NamedTuple):
    """The number that a line begins with: its form, its value, whether words follow it."""

    form: str
    value: int | None
    alone: bool


class Title(NamedTuple):
    """Lines of the flow, by their positions, that may be a title, and what speaks for and against it."""

    first: int
    last: int
    style: str
    number: Number | None
    names: tuple[str, ...]


def find_latin_titles(draft: Draft) -> Draft:
    """Every line that may begin a title is decided about."""
    search = _Search(draft)
    titles = search.titles()
    sections = _over_titles(draft, titles)
    found: dict[int, int] = {}
    ends: dict[int, int] = {}
    entries: dict[int, HeadingPlace] = {}
    why: dict[int, Decision] = {}
    decisions: list[Decision] = []
    for title in titles:
        index, end = draft.flow[title.first], draft.flow[title.last]
        made = "section" if title.style in sections else "entry"
        decision = search.decide(title, made)
        decisions.append(decision)
        if decision.choice == "text":
            continue
        why[index] = decision
        if decision.choice == "section":
            found[index] = sections.get(title.style, len(sections))
            if end > index:
                ends[index] = end
        else:
            entries[index] = _place(draft, title)
    return replace(
        draft,
        headings={**draft.headings, **entries},
        sections=found,
        section_ends=ends,
        decisions=(*draft.decisions, *decisions),
        why={**draft.why, **why},
    )


def _place(draft: Draft, title: Title) -> HeadingPlace:
    lines = [draft.lines[index] for index in draft.flow[title.first : title.last + 1]]
    words = "\n".join(line.text for line in lines)
    return HeadingPlace(draft.flow[title.last], "", "", lines[0].start, lines[-1].end, lines[-1].end, words)


def _over_titles(draft: Draft, titles: list[Title]) -> dict[str, int]:
    """The styles of titles most of which stand right over another title, by rank: they head sections.

    Of numbered titles one is enough. A bare title at the head of the text is the whole's, and does not count.
    """
    taken = [title for title in titles if _weight(title) > 0]
    if taken and taken[0].first == 0 and taken[0].number is None:
        taken = taken[1:]
    over: Counter[str] = Counter()
    below: dict[str, set[str]] = {}
    all_ = Counter(title.style for title in taken)
    for title, after in pairwise(taken):
        if after.first == title.last + 1 and after.style != title.style:
            over[title.style] += 1
            below.setdefault(title.style, set()).add(after.style)
    made: dict[str, int] = {}
    for title in taken:
        style = title.style
        needed = 1 if title.number is not None else max(2, all_[style] // 2 + 1)
        if style not in made and over[style] >= needed and not any(made_ in below[style] for made_ in made):
            made[style] = len(made)
    return made


def _weight(title: Title) -> float:
    """For a title, against it less than 0."""
    return sum(_S[name].weight * (1 if _S[name].option == "title" else -1) for name in title.names)


class _Search:
    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.setting = Setting(draft)
        self.prose = self.setting.prose
        self.flow = [draft.lines[index] for index in draft.flow]
        self.forms: list[Form] = [form for form, _ in draft.signs.forms]
        if self.forms:
            self.forms.append(FORMS["number-open"])
        self.last: dict[str, int] = {}

    def decide(self, title: Title, made: str) -> Decision:
        first, last = self.flow[title.first], self.flow[title.last]
        signals = tuple(self._signal(name, made) for name in title.names)
        rule = "S-BARE" if title.number is None else "S-FORM"
        return self.draft.judge.decide("section", rule, first.start, last.end, _OPTIONS, signals)

    def _signal(self, name: str, made: str) -> Signal:
        signal = _S[name]
        return signal._replace(option=made) if signal.option == "title" else signal

    def titles(self) -> list[Title]:
        """Everything that was looked at, those alike the sure ones with a signal more."""
        seen = list(self._looked())
        sure = Counter(title.style for title in seen if _weight(title) >= THIN_MARGIN)
        return [self._alike(title, sure) for title in seen]

    def _alike(self, title: Title, sure: Counter[str]) -> Title:
        others = sure[title.style] - (_weight(title) >= THIN_MARGIN)
        if others < _FEWEST_ALIKE:
            return title
        return title._replace(names=(*title.names, "as-others"))

    def _looked(self) -> Iterator[Title]:
        position = 0
        before: Title | None = None
        while position < len(self.flow):
            asked = self.draft.judge.asked("section", self.flow[position].start)
            number = self._number(position)
            if not asked and not self._worth_a_look(position, number):
                position += 1
                continue
            title = self._title(position, number, before)
            if title.number is not None and title.number.value is not None and _weight(title) > 0:
                self.last[title.number.form] = title.number.value
            before = title if _weight(title) > 0 else None
            yield title
            position = title.last + 1 if _weight(title) > 0 else position + 1

    def _worth_a_look(self, position: int, number: Number | None) -> bool:
        """A title begins with a capital or a number; small letters do not go on from it."""
        if self.draft.flow[position] in self.draft.headings:
            return False
        if number is not None:
            return True
        line = self.flow[position]
        first = line.text[0]
        if first.islower() or not (first.isalnum() or first in _OPENING):
            return False
        if self._ended(position) and case_of(line.text) is Case.PLAIN and not self._centred(line):
            return False
        return not self._open_before(position)

    def _number(self, position: int) -> Number | None:
        text = self.flow[position].text
        for form in self.forms:
            found = matched(form, text)
            if found is not None and (form.name != "number-open" or case_of(text) is not Case.PLAIN):
                end, value = found
                return Number(form.name, value, not text[end:].strip(" .:—–-"))
        return None

    # ---- how far a title runs

    def _runs_to(self, position: int, number: Number | None) -> int:
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
        if self._number(last + 1) is not None or not self._after(last + 1):
            return False
        if number is not None and number.alone and last == first:
            return self._is_words_of(last + 1)
        if self._ended(last) or not follows(line, after) or after.gap > max(line.gap, 0):
            return False
        leans = ends_open(line.text, self.prose) or begins_inside(after.text)
        if not leans and self.setting.has_room(line, after):
            return False
        case = case_of(self.flow[first].text)
        if case is Case.CAPITALS:
            return case_of(after.text) is case
        if self._centred(line) and self._centred(after):
            return True
        closes = (
            self.setting.share(after) < _MOST_SHARE and not self._ended(last + 1) and self._closes(last + 1)
        )
        return closes and (
            number is not None or (case is not Case.PLAIN and case_of(after.text) is not Case.PLAIN)
        )

    def _is_words_of(self, position: int) -> bool:
        """Whether a line is the title that a number on the line before it numbers."""
        line = self.flow[position]
        apart = self._centred(line) or case_of(line.text) is not Case.PLAIN
        return apart and not line.text[0].islower() and not self._ended(position) and self._closes(position)

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

    # ---- what speaks for a title

    def _title(self, position: int, number: Number | None, before: Title | None) -> Title:
        last = self._runs_to(position, number)
        names = ["most-lines-are-text", *self._numbered(number), *self._shaped(position, last, number)]
        names += self._before(position, before)
        names += self._following(position, last)
        return Title(position, last, self._style(position, number), number, tuple(dict.fromkeys(names)))

    def _style(self, position: int, number: Number | None) -> str:
        if number is not None:
            return number.form
        line = self.flow[position]
        case = case_of(line.text).value
        return f"{case}-centred" if self._centred(line) else case

    def _numbered(self, number: Number | None) -> list[str]:
        if number is None:
            return []
        names = ["form-opens-line"]
        if number.alone:
            names.append("number-alone")
        last = self.last.get(number.form)
        if number.value is None:
            return names
        if last is None:
            names.append(
                "first-number"
                if number.value == 1 or number.form.startswith("latin")
                else "number-out-of-order"
            )
        elif number.value == last + 1:
            names.append("number-follows")
        else:
            names.append("number-begins-again" if number.value == 1 else "number-out-of-order")
        return names

    def _shaped(self, first: int, last: int, number: Number | None) -> list[str]:
        lines = self.flow[first : last + 1]
        text = " ".join(line.text for line in lines)
        case = case_of(text)
        names = [] if case is Case.PLAIN else [case.value]
        centred = self._centred(lines[0])
        if centred:
            names.append("centred")
        elif self._set_right(lines[0]):
            names.append("set-right")
        if last > first:
            names.append("runs-over")
        if len(text) > _MANY_LETTERS:
            names.append("long")
        if number is None and not has_words(text):
            names.append("no-words")
        if is_contents_line(text):
            names.append("contents-line")
        if self._ended(last) and not (number is not None and number.alone and last == first):
            lenient = centred or case is Case.CAPITALS or (number is not None and case is Case.TITLE)
            names.append("stop-after-title" if lenient else "sentence-ended")
        elif ends_open(text, self.prose) and not (number is not None and number.alone):
            names.append("ends-open")
        if stops_within(self._words(first, number) if number else text, self.prose):
            names.append("stops-inside")
        return names

    def _words(self, position: int, number: Number) -> str:
        """A numbered line without its number."""
        text = self.flow[position].text
        found = matched(FORMS[number.form], text)
        return text[found[0] :] if found else text

    def _before(self, position: int, before: Title | None) -> list[str]:
        if position == 0:
            return ["first-line", "block-ended-before"]
        names = []
        if self.setting.gap_wider(self.flow[position - 1], self.flow[position]):
            names.append("apart-before")
        if before is not None and before.last == position - 1:
            return [*names, "block-ended-before"]
        if position > 1 and self._short_open(position - 1) and "apart-before" not in names:
            names.append("short-line-before")
        return [*names, "sentence-open-before" if self._open_before(position) else "block-ended-before"]

    def _open_before(self, position: int) -> bool:
        """Whether the words before a line go on: no stop, and no room for the line's first word."""
        if position == 0 or self.draft.flow[position - 1] in self.draft.headings:
            return False
        before, line = self.flow[position - 1], self.flow[position]
        if self.draft.table_between(self.draft.flow[position - 1], self.draft.flow[position]):
            return False
        if self.prose.end(before.text, line.text) in (End.STOP, End.PAUSE):
            return False
        if self._centred(before) or case_of(before.text) is Case.CAPITALS:
            return False
        return not (self.setting.has_room(before, line) and follows(before, line))

    def _following(self, first: int, last: int) -> list[str]:
        if last + 1 >= len(self.flow):
            return ["nothing-follows"]
        line, after = self.flow[last], self.flow[last + 1]
        names = ["lower-case-next" if after.text[0].islower() else "capital-next"]
        if self.setting.gap_wider(line, after):
            names.append("apart-after")
        if self.setting.indents and self.setting.indented(after) and not self.setting.indented(line):
            names.append("before-indented-text")
        elif self._short_next(last):
            names.append("short-line-next")
        if self.setting.has_room(line, after):
            names.append("room-for-next-word")
            if self.setting.share(line) < _VERY_SHORT:
                names.append("line-short")
        elif self._filled(line) and "apart-after" not in names:
            names.append("line-filled")
        return names

    def _filled(self, line: Line) -> bool:
        """Capitals may be set in other type: there the measure says little."""
        least = 1.0 if case_of(line.text) is Case.CAPITALS else _MOST_SHARE
        return self.setting.share(line) > least and not self._centred(line)

    def _short_next(self, last: int) -> bool:
        """Whether the next line is as short and open as a title: verses, a list, an address."""
        if last + 2 >= len(self.flow):
            return False
        line, after, beyond = self.flow[last : last + 3]
        if not follows(line, after) or not follows(after, beyond) or self.setting.gap_wider(line, after):
            return False
        if self._centred(after) or case_of(after.text) is Case.CAPITALS or self._number(last + 1) is not None:
            return False
        return self._short_open(last + 1)

    def _short_open(self, position: int) -> bool:
        """Whether a line breaks off early and no sentence ends with it."""
        line, after = self.flow[position : position + 2]
        short = self.setting.has_room(line, after) and self.setting.share(line) < _SHORT_SHARE
        return short and self.prose.end(line.text, after.text) is End.OPEN

    # ---- places

    def _ended(self, position: int) -> bool:
        after = self.flow[position + 1].text if position + 1 < len(self.flow) else ""
        return self.prose.ended(self.flow[position].text, after)

    def _centred(self, line: Line) -> bool:
        """Whether as much room is left before a line as after it; further in than any indent, it is too."""
        before = 2 * self.setting.indent(line)
        after = self.setting.measure - before - self.setting.width(line)
        if before < 1 or self._set_right(line):
            return False
        return abs(before - after) <= max(1.5, _CENTRED * self.setting.measure) or (
            self.setting.indent(line) > _DEEP and after > 0
        )

    def _set_right(self, line: Line) -> bool:
        before = 2 * self.setting.indent(line)
        after = self.setting.measure - before - self.setting.width(line)
        return before > _RIGHT * self.setting.measure and 2 * abs(after) < before


_DEEP = 5.0
"""In em, from a page's margin."""
