"""How a text numbers its headings: which forms it uses, and the number that each has come to."""

from __future__ import annotations

from typing import NamedTuple

from typeset.reflow.draft import Draft
from typeset.reflow.forms import FORMS, Form, matched, parts_of

_MONOTONE = frozenset({"year", "month", "date", "day", "year-run"})
"""Forms whose numbers need only grow; they begin anew under another heading."""
_HABITS = frozenset({"name", "year-run"})
"""Forms that are headings only where the text opens its blocks so again and again."""
_FEWEST = 2


class Use(NamedTuple):
    """A form of the profile, the lower the rank the higher its titles, and what it makes."""

    rank: int
    form: Form
    makes: str


class Numbering:
    """The forms of a draft's text, as far as it has been read."""

    def __init__(self, draft: Draft) -> None:
        texts = [draft.lines[index].text for index in draft.flow]
        self.parts = {part for text in texts if (part := parts_of(text)) is not None}
        self._is_numbered = draft.signs.is_numbered
        self._numbered = [text for text in texts if self._is_numbered(text)]
        self.uses = tuple(self._used(draft, self._numbered))
        self.last: dict[str, int] = {}

    def _used(self, draft: Draft, texts: list[str]) -> list[Use]:
        """Months alone on their line are entries as days are, where days say their month; years are, where
        events run in after them."""
        names = {form.name for form, _ in draft.signs.forms}
        dates, days = (_count(FORMS[name], texts, numbered=True) for name in ("date", "day"))
        dated = "date" in names and dates >= max(1, days)
        by_year = _count(FORMS["year-run"], texts) if "year-run" in names else 0
        years = _count(FORMS["year"], texts) if by_year >= _FEWEST else 0
        uses = []
        for rank, (form, makes) in enumerate(draft.signs.forms):
            if form.name == "integer" and not self.parts:
                continue
            if (form.name == "month" and dated) or (form.name == "year" and by_year - years > years):
                continue
            if form.name in _HABITS and _count(form, texts) < _FEWEST:
                continue
            uses.append(Use(rank, form, makes))
        return uses

    def opens_entry(self, text: str) -> bool:
        """Whether a line begins as the heading of an entry, its text after it or below."""
        uses = self.uses if self._is_numbered(text) else ()
        return any(use.makes == "entry" and matched(use.form, text) is not None for use in uses)

    def has(self, name: str) -> bool:
        """Whether the text has headings of a form, of those that the profile looks for."""
        form = next((use.form for use in self.uses if use.form.name == name), None)
        return form is not None and any(matched(form, text) is not None for text in self._numbered)

    def begins(self, text: str) -> bool:
        """Whether a line is the first of its form: 第一章, 一、."""
        return any(
            use.makes == "section" and (found := matched(use.form, text)) is not None and found[1] == 1
            for use in self.uses
        )

    def rank(self, text: str) -> int | None:
        """The rank of the form that a line begins with."""
        return next((use.rank for use in self.uses if matched(use.form, text) is not None), None)

    def take(self, use: Use, number: int | None) -> None:
        """A heading was found: what follows it in time begins anew under it."""
        if number is not None:
            self.last[use.form.name] = number
        if use.makes == "section":
            for below in self.uses:
                if below.rank > use.rank and below.form.name in _MONOTONE:
                    self.last.pop(below.form.name, None)

    def sequence(self, form: Form, number: int | None) -> str:
        """The signal that a number is, by the last of its form."""
        last = self.last.get(form.name)
        if number is None:
            return "no-number"
        if form.name in _MONOTONE:
            if last is None:
                return "first-number"
            return "number-follows" if number >= last else "number-out-of-order"
        if last is not None and number == last + 1:
            return "number-follows"
        if number == 1 or (number == 0 and last is None):
            return "first-number" if last is None else "number-begins-again"
        return "number-out-of-order"


def _count(form: Form, texts: list[str], *, numbered: bool = False) -> int:
    """How many lines begin with a form; or with one that says a number, and a day."""
    found = ((matched(form, text), text) for text in texts)
    return sum(
        1
        for match, text in found
        if match is not None and not (numbered and (match[1] is None or text[match[0] - 1] != "日"))
    )
