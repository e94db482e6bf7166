"""What a joined seam leaves between two lines: nothing, a space, or a hyphen less.

The classes of the two characters decide, not the language of the text: Han next to anything joins with
nothing, Latin words with a space. A hyphen at a line's end goes if the document writes the word whole.
"""

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import NamedTuple

from pyphen import Pyphen

from typeset.ledger import Action, Decision
from typeset.reflow.draft import Draft
from typeset.reflow.signs import IS_HAN
from typeset.reflow.weights import SIGNALS

_S = SIGNALS["word-space"]
_H = SIGNALS["hyphen"]
SOFT_HYPHEN = "\u00ad"
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST_PART = re.compile(r"([^\W\d_]+)[-\u2010]\Z")
_FIRST_PART = re.compile(r"[^\W\d_]+")
_WIDE_MARKS = re.compile("[\u3000-\u303f\uff00-\uff60\u2014\u2026\u2018-\u201f\u2460-\u24ff·×※]")
_TIGHT = frozenset("-–/\\~_@([{<\u2010")
_OPENING = frozenset("([{<\"'“‘$£€#@&+")
_NO_SPACE_BEFORE = frozenset(".,;:!?)]}%>-–/\\~_")


_COMBINING = frozenset({"self", "well", "half", "quasi"})
"""First parts of compounds that English writes with a hyphen."""
_PREFIXES = frozenset({"re", "co", "pre", "de", "anti", "semi"})
"""Before a vowel English writes them with a hyphen or without."""


@cache
def _hyphens() -> Pyphen:
    return Pyphen(lang="en_US")


def _parts_there(first: str, second: str) -> bool:
    """Whether English parts a word between two ends, by the patterns of TeX and LibreOffice."""
    return len(first) in _hyphens().positions(first + second)


class Seam(NamedTuple):
    """What the line ends before a line became. ``hyphen``: one is left out before it."""

    action: Action
    decision: Decision | None = None
    hyphen: bool = False


class SeamMade(NamedTuple):
    """A seam, the line after it, and every decision that it took."""

    line: int
    seam: Seam
    decisions: tuple[Decision, ...]


class Words:
    """The vocabulary of one draft, and what it says about a seam."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word of the document in lower case, those broken at a line's end left out."""
        return frozenset(
            match.group().lower()
            for line in self.draft.lines
            for match in _WORD.finditer(line.text)
            if match.end() < len(line.text) - 1
        )

    def joined(self, before: int, index: int, decision: Decision) -> SeamMade:
        """The seam of a line that goes on, with the decisions that it took."""
        last, first = self.draft.lines[before].text[-1], self.draft.lines[index].text[0]
        wide = (
            IS_HAN.match(last) or IS_HAN.match(first) or _WIDE_MARKS.match(last) or _WIDE_MARKS.match(first)
        )
        if wide and not self.draft.judge.asked("word-space", self.draft.lines[index - 1].stop):
            return SeamMade(index, Seam(Action.JOIN, decision), (decision,))
        if (
            SOFT_HYPHEN
            in self.draft.source.origin.text[self.draft.lines[before].end : self.draft.lines[before].stop]
        ):
            return SeamMade(index, Seam(Action.JOIN, decision), (decision,))
        if last in "-\u2010":
            hyphen = self._hyphen(before, index)
            if hyphen is not None:
                seam = Seam(Action.JOIN, decision, hyphen.choice == "drop")
                return SeamMade(index, seam, (decision, hyphen))
        space = self._space(before, index, last, first, wide=bool(wide))
        action = Action.JOIN_SPACE if space.choice == "space" else Action.JOIN
        return SeamMade(index, Seam(action, decision), (decision, space))

    def _space(self, before: int, index: int, last: str, first: str, *, wide: bool) -> Decision:
        if wide:
            name = "wide-character"
        elif last in _TIGHT:
            name = "dash-or-slash"
        elif first in _NO_SPACE_BEFORE or not (first.isalnum() or first in _OPENING):
            name = "opening-mark"
        elif last.isdigit() and first.isdigit():
            name = "digits-run-on"
        elif last.isdigit() != first.isdigit() and last.isalnum() and first.isalnum():
            name = "letter-and-digit" if self._is_chinese else "latin-words"
        else:
            name = "latin-words" if last.isalnum() else "stop-before-word"
        if name == "digits-run-on" and not self._is_chinese:
            name = "latin-words"
        return self._decide("word-space", "J-WORD", before, index, ("none", "space"), name)

    @cached_property
    def _is_chinese(self) -> bool:
        text = self.draft.source.origin.text
        return len(IS_HAN.findall(text)) * 4 > len(text)

    def _hyphen(self, before: int, index: int) -> Decision | None:
        """None where the hyphen stands between no two words."""
        head = _LAST_PART.search(self.draft.lines[before].text)
        tail = _FIRST_PART.match(self.draft.lines[index].text)
        if head is None or tail is None:
            return None
        first, second = head.group(1), tail.group()
        names = ["lower-case-both" if second[0].islower() else "capital-or-digit-next"]
        if (first + second).lower() in self.vocabulary:
            names.append("word-seen-whole")
        if f"{first}-{second}".lower() in self.vocabulary:
            names.append("word-seen-hyphenated")
        if first.lower() in _COMBINING:
            names.append("combining-form")
        elif first.lower() in _PREFIXES and second[0].lower() in "aeiou":
            names.append("prefix-before-vowel")
        elif "word-seen-whole" not in names and not _parts_there(first, second):
            names.append("no-syllable-ends")
        return self._decide("hyphen", "J-HYPHEN", before, index, ("keep", "drop"), *names)

    def _decide(
        self, kind: str, rule: str, before: int, index: int, options: tuple[str, ...], *names: str
    ) -> Decision:
        lines, table = self.draft.lines, SIGNALS[kind]
        return self.draft.judge.decide(
            kind, rule, lines[index - 1].stop, lines[index].begin, options,
            tuple(table[name] for name in names),
        )  # fmt: skip
