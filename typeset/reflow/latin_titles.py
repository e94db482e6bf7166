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
from typeset.reflow.prose import End
from typeset.reflow.shapes import (
    Case,
    case_of,
    ends_open,
    has_words,
    is_contents_line,
    stops_within,
)
from typeset.reflow.title_lines import Number, TitleLines
from typeset.reflow.weights import SIGNALS

_S = SIGNALS["latin-title"]
_OPTIONS = ("text", "section", "entry")
_VERY_SHORT = 0.7
_FEWEST_ALIKE = 2
_SHORT = frozenset({"line-short", "apart-after", "before-indented-text"})
_MANY_LETTERS = 90
_CLOSING = "”’\"'»)"
_RANKS_HIGH = frozenset({"latin-part", "latin-chapter"})
_ISSUE_LINES = 3
_LEADS_ON = frozenset(",:;")
_OPENING = frozenset('“"‘«„¿¡(*')


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
    inside = -1
    for title in titles:
        if title.first <= inside:
            continue
        index, end = draft.flow[title.first], draft.flow[title.last]
        made = "section" if title.style in sections else "entry"
        decision = search.decide(title, made)
        decisions.append(decision)
        if decision.choice == "text":
            continue
        inside = title.last
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

    A bare title at the head of the text is the whole's, and does not count.
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
    made: dict[str, int] = _chapters(taken)
    for title in taken:
        style = title.style
        needed = max(1 if title.number is not None else 2, all_[style] // 2 + 1)
        if style not in made and over[style] >= needed and not any(made_ in below[style] for made_ in made):
            made[style] = len(made)
    return made


def _chapters(taken: list[Title]) -> dict[str, int]:
    """The form of chapters or parts, if all other titles stand under one: it ranks over them."""
    if not taken or taken[0].style not in _RANKS_HIGH:
        return {}
    form = taken[0].style
    others = [title for title in taken if title.style != form]
    under = sum(after.style != form for title, after in pairwise(taken) if title.style == form)
    chapters = len(taken) - len(others)
    bare = all(title.number is None for title in others)
    return {form: 0} if others and bare and under > chapters // 2 else {}


def _weight(title: Title) -> float:
    """For a title, against it less than 0."""
    return sum(_S[name].weight * (1 if _S[name].option == "title" else -1) for name in title.names)


def _leading(seen: list[Title]) -> list[Title]:
    """What stands at the head of the text right over a title is one, too."""
    out = list(seen)
    end = 0
    for at, (title, after) in enumerate(pairwise(seen)):
        if title.first != end or after.first != title.last + 1:
            break
        if _weight(after) > 0:
            names = tuple(name for name in title.names if name != "short-line-next")
            out[at] = title._replace(names=(*names, "title-next"))
        if _weight(out[at]) <= 0:
            break
        end = title.last + 1
    return out


class _Search:
    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.at = TitleLines(draft)
        self.setting = self.at.setting
        self.flow = self.at.flow
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
        seen = [self._alike(title, sure) for title in seen]
        return _leading(seen)

    def _alike(self, title: Title, sure: Counter[str]) -> Title:
        others = sure[title.style] - (_weight(title) >= THIN_MARGIN)
        plain = title.style == Case.PLAIN.value and not _SHORT.intersection(title.names)
        if others < _FEWEST_ALIKE or plain:
            return title
        return title._replace(names=(*title.names, "as-others"))

    def _looked(self) -> Iterator[Title]:
        position = 0
        before: Title | None = None
        while position < len(self.flow):
            asked = self.draft.judge.asked("section", self.flow[position].start)
            number = self.at.number(position)
            under = before is not None and before.last == position - 1
            if not asked and not self._worth_a_look(position, number, under_title=under):
                position += 1
                continue
            title = self._title(position, number, before)
            if title.number is not None and title.number.value is not None and _weight(title) > 0:
                self.last[title.number.form] = title.number.value
            before = title if _weight(title) > 0 else None
            yield title
            position = title.last + 1 if _weight(title) > 0 else position + 1

    def _worth_a_look(self, position: int, number: Number | None, *, under_title: bool) -> bool:
        """A title begins with a capital or a number; small letters do not go on from it."""
        if self.draft.flow[position] in self.draft.headings:
            return False
        if number is not None:
            return True
        line = self.flow[position]
        first = line.text[0]
        if first.islower() or not (first.isalnum() or first in _OPENING):
            return False
        if self.at.ended(position) and case_of(line.text) is Case.PLAIN and not self.at.centred(line):
            return False
        return under_title or not self.at.open_before(position)

    # ---- what speaks for a title

    def _title(self, position: int, number: Number | None, before: Title | None) -> Title:
        last = self.at.runs_to(position, number)
        names = ["most-lines-are-text", *self._numbered(number), *self._shaped(position, last, number)]
        if number is not None:
            names += self._as_item(position, last, number)
        names += self._before(position, before)
        names += self._following(position, last)
        return Title(position, last, self._style(position, number), number, tuple(dict.fromkeys(names)))

    def _style(self, position: int, number: Number | None) -> str:
        if number is not None:
            return number.form
        line = self.flow[position]
        case = case_of(line.text).value
        return f"{case}-centred" if self.at.centred(line) else case

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

    def _as_item(self, first: int, last: int, number: Number) -> list[str]:
        """What speaks for an item of a list: a colon before it, a small letter, the next one after it."""
        names = []
        words = self.at.words(first, number).lstrip()
        if words[:1].islower():
            names.append("small-letter-after-number")
        if first and self.at.prose.end(self.flow[first - 1].text) is End.PAUSE:
            names.append("list-announced")
        after = self.at.number(last + 1) if last + 1 < len(self.flow) else None
        if after is not None and after.form == number.form and not number.alone:
            names.append("next-number-follows")
        return names

    def _shaped(self, first: int, last: int, number: Number | None) -> list[str]:
        lines = self.flow[first : last + 1]
        text = " ".join(line.text for line in lines)
        case = case_of(text)
        names = [] if case is Case.PLAIN else [case.value]
        centred = self.at.centred(lines[0])
        if centred:
            names.append("centred")
        elif self.at.set_right(lines[0]):
            names.append("set-right")
        elif number is None and self.at.as_paragraph(lines[0]):
            names.append("indented-as-text")
        if last > first:
            names.append("runs-over")
        if len(text) > _MANY_LETTERS:
            names.append("long")
        if number is None and not has_words(text):
            names.append("no-words")
        if is_contents_line(text):
            names.append("contents-line")
        if self._dates_issue(first, last):
            names.append("dates-issue")
        if self.at.names_paper(first):
            names.append("issue-next")
            names += [] if case is Case.PLAIN else ["first-line"]
        elif self.at.ended(last) and not (number is not None and number.alone and last == first):
            names.append("stop-after-title" if self._may_stop(first, last, number) else "sentence-ended")
        elif text[-1] in _LEADS_ON:
            names.append("leads-on")
        elif ends_open(text, self.at.prose) and not (number is not None and number.alone):
            names.append("ends-open")
        if stops_within(self.at.words(first, number) if number else text, self.at.prose):
            names.append("stops-inside")
        return names

    def _dates_issue(self, first: int, last: int) -> bool:
        """Whether lines right under the first line say which issue of a paper it is."""
        return 0 < first <= last <= _ISSUE_LINES and self.at.names_paper(0) and self.at.issues(last)

    def _may_stop(self, first: int, last: int, number: Number | None) -> bool:
        """Whether lines with a stop may be a title all the same: centred, capitals, numbered, a question."""
        text = " ".join(line.text for line in self.flow[first : last + 1])
        case = case_of(text)
        if self.at.centred(self.flow[first]) or case is Case.CAPITALS:
            return True
        asks = text.rstrip(_CLOSING)[-1:] in ("?", "!") and text[0] not in _OPENING
        apart = last + 1 < len(self.flow) and self.setting.gap_wider(self.flow[last], self.flow[last + 1])
        return case is Case.TITLE and (number is not None or (asks and apart))

    def _before(self, position: int, before: Title | None) -> list[str]:
        if position == 0:
            return ["first-line", "block-ended-before"]
        names = []
        if self.setting.gap_wider(self.flow[position - 1], self.flow[position]):
            names.append("apart-before")
        if before is not None and before.last == position - 1:
            return [*names, "block-ended-before"]
        if position > 1 and self.at.short_open(position - 1) and "apart-before" not in names:
            names.append("short-line-before")
        return [*names, "sentence-open-before" if self.at.open_before(position) else "block-ended-before"]

    def _following(self, first: int, last: int) -> list[str]:
        if last + 1 >= len(self.flow):
            return ["nothing-follows"]
        line, after = self.flow[last], self.flow[last + 1]
        names = ["lower-case-next" if after.text[0].islower() else "capital-next"]
        if self.setting.gap_wider(line, after):
            names.append("apart-after")
        if self.setting.indents and self.setting.indented(after) and not self.setting.indented(line):
            names.append("before-indented-text")
        elif self.at.short_next(last):
            names.append("short-line-next")
        if self.setting.has_room(line, after):
            names.append("room-for-next-word")
            if self.setting.share(line) < _VERY_SHORT:
                names.append("line-short")
        elif self.at.filled(line) and "apart-after" not in names:
            names.append("line-filled")
        return names
