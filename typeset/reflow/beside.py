"""The running heads beside page numbers: short bare lines that stand there again and again, that say once
more what was a title, or that part a sentence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property

from typeset.ledger import Decision
from typeset.reflow.draft import Draft
from typeset.reflow.fluency import Fluency
from typeset.reflow.hanging import is_signature
from typeset.reflow.shapes import closes_sentence, is_date, leans_on, stops_as_title
from typeset.reflow.signs import (
    ODD,
    bracket_balance,
    ends_sentence,
    head_key,
    is_common_heading,
    is_item,
    stops_inside,
)
from typeset.reflow.weights import SIGNALS
from typeset.source.measure import INDENT

_S = SIGNALS["folio"]
_OPTIONS = ("text", "furniture")
_OFTEN = 0.3
"""Share of the page numbers beside which a running head stands."""
_ACROSS = 2
"""Columns in Latin script are narrow; a head stands across them."""
_NARROW = 0.75
_ROOM = 3.0
"""In em: a line that lacks as much of a filled one does not go on."""
NEAR = 2
"""Lines before and after a page number that may be a running head."""
_PART_OF_TITLE = 3
"""Characters of a running head that is found again inside the title of the text."""
_PAUSES = frozenset("，、；,;")


class HeadsBeside:
    """``numbers``: the lines of the page numbers, in order."""

    def __init__(self, draft: Draft, numbers: Sequence[int]) -> None:
        self.draft = draft
        self.numbers = numbers
        self._fluency = Fluency(draft)
        self.taken = frozenset(numbers) | draft.out_of_flow

    def near(self) -> dict[int, bool]:
        """Short bare lines next to page numbers, and whether their words stand next to others as well."""
        lines = self.draft.lines
        near: dict[int, str] = {}
        for number in self.numbers:
            for step in (-1, 1):
                for distance in range(1, NEAR + 1):
                    index = number + step * distance
                    if not 0 <= index < len(lines) or index in self.taken or not self._may_be_head(index):
                        break
                    if distance > 1 and head_key(lines[index].text) == near.get(index - step):
                        break
                    near[index] = head_key(lines[index].text)
        first = {index: head_key(line.text) for index, line in enumerate(lines[:NEAR])}
        counts = Counter((first | near).values())
        fewest = max(2, _OFTEN * len(self.numbers))
        found = {index: counts[key] >= fewest for index, key in near.items()}
        self.taken |= {index for index, repeated in found.items() if repeated}
        return found

    def _may_be_head(self, index: int) -> bool:
        line, signs = self.draft.lines[index], self.draft.signs
        widest = self.draft.source.measure.mode * (_ACROSS if signs.latin else 1)
        dated = signs.latin and is_date(line.text)
        if line.width > widest or (stops_inside(line.text) and not dated):
            return False
        if signs.latin and (line.text[0].islower() or leans_on(line.text)):
            return False
        if self.draft.opens_entry(index) or bracket_balance(line.text) or is_item(line.text):
            return False
        return signs.credit_tail(line.text) < 0 or signs.names_book(line.text)

    def decisions(self) -> dict[int, Decision]:
        """By line. In Latin script what a line of text parts from the number is text, too."""
        made: dict[int, Decision] = {}
        for index, repeated in self.near().items():
            beside = any(self._is_taken(at, made) for at in (index - 1, index + 1))
            if repeated or beside or not self.draft.signs.latin:
                made[index] = self.decide(index, repeated)
        return made

    def _is_taken(self, index: int, made: Mapping[int, Decision]) -> bool:
        return index in self.taken or (index in made and made[index].choice == "furniture")

    def decide(self, index: int, repeated: bool) -> Decision:
        """Whether a line beside a page number is a running head."""
        line, signs, hints = self.draft.lines[index], self.draft.signs, self.draft.hints
        words = ODD.sub("", line.text)
        before, after = self._neighbour(index, -1), self._neighbour(index, 1)
        names = ["repeated" if repeated else "once"]
        if signs.names_book(words) or (hints.book and hints.book in words):
            names.append("names-book")
        if words == ODD.sub("", hints.chapter):
            names.append("names-chapter")
        usual = self.draft.source.measure
        narrow = line.width <= _NARROW * usual.mode
        closes = (
            signs.latin and after is not None and closes_sentence(line.text, self.draft.lines[after].text)
        )
        short = narrow or line.width <= usual.full - _ROOM
        if short and self._parts_sentence(before, after) and not closes:
            names.append("interrupts")
            words_around = [self.draft.lines[at].text for at in (index, before, after) if at is not None]
            if len(words_around) == 3 and self._fluency.needs(*words_around):
                names.append("reads-on-only-with")
        elif before is not None and not self._ended(before):
            names.append("sentence-open-before")
        if self._says_title(index, head_key(line.text), after):
            names.append("title-elsewhere")
        if after == index + 1 and self.draft.opens_entry(after):
            names.append("before-entry")
        if signs.latin:
            names += self._as_latin_head(index, before, after)
        if not narrow:
            names.append("not-narrow")
        if ends_sentence(line.text):
            lenient = signs.latin and stops_as_title(line.text)
            names.append("stop-after-words" if lenient else "sentence-ended")
        if signs.latin and signs.is_numbered(line.text):
            names.append("numbered")
        if index <= 1:
            names.append("head-of-text")
        if is_signature(self.draft.lines, index):
            names.append("signed-and-dated")
        if after == index + 1 and is_common_heading(line.text) and self.draft.lines[after].indent >= INDENT:
            names.append("common-heading")
        return self.draft.judge.decide(
            "running-head", "F-BESIDE", line.start, line.end, _OPTIONS, tuple(_S[name] for name in names)
        )

    def _as_latin_head(self, index: int, before: int | None, after: int | None) -> list[str]:
        """A date; a line with a stop, or room for more, before what goes on in small letters."""
        lines = self.draft.lines
        names = ["says-date"] if is_date(lines[index].text) else []
        if before is None or after is None or self._ended(before) or not lines[after].text[0].islower():
            return names
        word = lines[after].text.split(maxsplit=1)[0]
        room = len(lines[index].text) + 1 + len(word) <= len(lines[before].text)
        apart = room or ends_sentence(lines[index].text)
        return [*names, "small-letters-after" if apart else "small-letters-after-filled"]

    def _neighbour(self, index: int, step: int) -> int | None:
        """The nearest line before or after one that is no page number, no known head, and in the flow."""
        at = index + step
        while at in self.taken:
            at += step
        return at if 0 <= at < len(self.draft.lines) else None

    def _ended(self, index: int) -> bool:
        text = self.draft.lines[index].text
        return ends_sentence(text) or self.draft.signs.credit_tail(text) >= 0

    def _parts_sentence(self, before: int | None, after: int | None) -> bool:
        """Whether a sentence that fills its line, or pauses at its end, goes on after what opens nothing."""
        if before is None or after is None or self._ended(before) or self.draft.opens_entry(after):
            return False
        line = self.draft.lines[before]
        filled = line.width >= self.draft.source.measure.full or line.text[-1] in _PAUSES
        return filled and not self.draft.signs.is_numbered(self.draft.lines[after].text)

    def _says_title(self, index: int, key: str, after: int | None) -> bool:
        """Whether the words stand on a line of their own before, or right after, or in the first line."""
        if after is not None and head_key(self.draft.lines[after].text) == key:
            return True
        first = head_key(self.draft.lines[0].text)
        words = [head_key(word) for word in self.draft.lines[index].text.split()]
        said = all(word in first for word in words) and len(key) >= _PART_OF_TITLE
        if index and said and not stops_inside(first):
            return True
        return self._first_places.get(key, index) < index

    @cached_property
    def _first_places(self) -> dict[str, int]:
        """Short bare lines by their words → where they stand first."""
        places: dict[str, int] = {}
        for index, line in enumerate(self.draft.lines):
            if line.width <= self.draft.source.measure.mode and not stops_inside(line.text):
                places.setdefault(head_key(line.text), index)
        return places
