"""What a joined seam leaves between two lines: nothing, a space, or a hyphen less.

The classes of the two characters decide, not the language of the text: Han next to anything joins with
nothing, Latin words with a space. A hyphen at a line's end goes if the document writes the word whole.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from typeset.ledger import Action, Decision
from typeset.reflow.draft import Draft
from typeset.reflow.hyphens import HYPHENS, Hyphens, is_suspended
from typeset.reflow.joints import Joints
from typeset.reflow.scripts import IS_HAN
from typeset.reflow.weights import SIGNALS

_S = SIGNALS["word-space"]
SOFT_HYPHEN = "\u00ad"
_LATIN_RUN = re.compile(r"[A-Za-z0-9]+")
_LATIN_TAIL = re.compile(r"[A-Za-z0-9]+\Z")
_LETTERS_TAIL = re.compile(r"([A-Za-z]{2,})\Z")
_BEFORE_DIGIT = re.compile(r"([A-Za-z]{2,})( ?)(?=\d)")
_POINT = frozenset(".．")
_FEW_CUTS = 2
"""Numbers cut at line ends from which on a text is seen to cut its words anywhere."""
_WIDE_MARKS = re.compile("[\u3000-\u303f\uff00-\uff60\u2014\u2026\u2018-\u201f\u2460-\u24ff·×※∶]")
_TIGHT = frozenset("-–/\\~_@([{<\u2010")
_OPENING = frozenset("([{<\"'“‘$£€#@&+")
_NO_SPACE_BEFORE = frozenset(".,;:!?)]}%>-–/\\~_")


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


_LONGEST_ACRONYM = 6
"""Capitals of two runs that may be one: GD|P."""


class Words:
    """The vocabulary of one draft, and what it says about a seam."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.latin = draft.signs.latin
        self.hyphens = Hyphens(draft)
        self.joints = Joints(draft.source.origin.text)

    def joined(self, before: int, index: int, decision: Decision) -> SeamMade:
        """The seam of a line that goes on, with the decisions that it took."""
        last, first = self.draft.lines[before].text[-1], self.draft.lines[index].text[0]
        wide = self._is_wide(last) or self._is_wide(first)
        if wide and not self.draft.judge.asked("word-space", self.draft.lines[index - 1].stop):
            return SeamMade(index, Seam(Action.JOIN, decision), (decision,))
        if (
            SOFT_HYPHEN
            in self.draft.source.origin.text[self.draft.lines[before].end : self.draft.lines[before].stop]
        ):
            return SeamMade(index, Seam(Action.JOIN, decision), (decision,))
        if last in HYPHENS and not is_suspended(self.draft.lines[before].text, self.draft.lines[index].text):
            hyphen = self._hyphen(before, index)
            if hyphen is not None:
                seam = Seam(Action.JOIN, decision, hyphen.choice == "drop")
                return SeamMade(index, seam, (decision, hyphen))
        space = self._space(before, index, last, first, wide=wide)
        action = Action.JOIN_SPACE if space.choice == "space" else Action.JOIN
        return SeamMade(index, Seam(action, decision), (decision, space))

    def _is_wide(self, char: str) -> bool:
        """Whether a character joins with nothing: Han, and the marks of a text that is not in Latin."""
        return IS_HAN.match(char) is not None or (not self.latin and _WIDE_MARKS.match(char) is not None)

    def _space(self, before: int, index: int, last: str, first: str, *, wide: bool) -> Decision:
        if self.latin and not wide:
            names = self.joints.signals(self.draft.lines[before].text, self.draft.lines[index].text)
            return self._decide("word-space", "J-WORD", before, index, ("none", "space"), *names)
        name = self._by_characters(before, last, first, wide=wide)
        more: tuple[str, ...] = ()
        if self._is_chinese and name in ("latin-words", "letter-and-digit"):
            more = self._by_words(self.draft.lines[before].text, self.draft.lines[index].text)
        return self._decide("word-space", "J-WORD", before, index, ("none", "space"), name, *more)

    def _by_characters(self, before: int, last: str, first: str, *, wide: bool) -> str:
        if wide:
            name = "wide-character"
        elif last in _POINT and self._is_chinese and self._inside_name(before, first):
            name = "inside-number-or-address"
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
        return "latin-words" if name == "digits-run-on" and not self._is_chinese else name

    def _inside_name(self, before: int, first: str) -> bool:
        """Whether a point stands inside a number, 14.|7, or an address, www.|name: no sentence ends there."""
        inside = self.draft.lines[before].text[-2:-1]
        return (inside.isdigit() and first.isdigit()) or (inside.isalnum() and first.islower())

    def _by_words(self, before: str, after: str) -> tuple[str, ...]:
        """What the Latin words of a Chinese text say about two on either side of a line's end."""
        tail, head = _LATIN_TAIL.search(before), _LATIN_RUN.match(after)
        if tail is None or head is None:
            return ()
        first, second = tail.group(), head.group()
        names = []
        if first + second in self.latin_runs:
            names.append("word-seen-whole")
        if first in self.latin_runs and second in self.latin_runs:
            names.append("both-parts-seen")
        if first.isupper() and second.isupper() and len(first) + len(second) <= _LONGEST_ACRONYM:
            names.append("capitals-both")
        letters = _LETTERS_TAIL.search(before)
        if letters is not None and second[0].isdigit():
            closed, spaced = (self._before_digits[letters.group(1), gap] for gap in ("", " "))
            if closed != spaced:
                names.append("usually-closed" if closed > spaced else "usually-spaced")
        if self._cuts_words:
            names.append("words-are-cut")
        return tuple(names)

    @cached_property
    def latin_runs(self) -> frozenset[str]:
        """Every run of Latin letters and digits inside the lines."""
        return frozenset(
            match.group()
            for line in self.draft.lines
            for match in _LATIN_RUN.finditer(line.text)
            if match.start() > 0 and match.end() < len(line.text)
        )

    @cached_property
    def _before_digits(self) -> Counter[tuple[str, str]]:
        """How often letters stand before digits, without a space and with one."""
        return Counter(_BEFORE_DIGIT.findall(self.draft.source.origin.text))

    @cached_property
    def _cuts_words(self) -> bool:
        """Whether numbers are cut at line ends, as where every character stands in a square of its own."""
        cuts = sum(
            before.text[-1].isdigit() and after.text[0].isdigit()
            for before, after in pairwise(self.draft.lines)
            if len(before.text) > 1 and len(after.text) > 1 and before.width >= self.draft.source.measure.full
        )
        return cuts >= _FEW_CUTS

    @cached_property
    def _is_chinese(self) -> bool:
        text = self.draft.source.origin.text
        return len(IS_HAN.findall(text)) * 4 > len(text)

    def _hyphen(self, before: int, index: int) -> Decision | None:
        """None where the hyphen stands between no two words."""
        names = self.hyphens.signals(self.draft.lines[before].text, self.draft.lines[index].text)
        if not names:
            return None
        return self._decide("hyphen", "J-HYPHEN", before, index, ("keep", "drop"), *names)

    def _decide(
        self, kind: str, rule: str, before: int, index: int, options: tuple[str, ...], *names: str
    ) -> Decision:
        lines, table = self.draft.lines, SIGNALS[kind]
        return self.draft.judge.decide(
            kind, rule, lines[index - 1].stop, lines[index].begin, options,
            tuple(table[name] for name in names),
        )  # fmt: skip
