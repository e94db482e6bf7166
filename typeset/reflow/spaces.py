"""White space inside a line's words: what stays, as one space, and what goes.

The document is its own dictionary: whether it usually sets 12家 or 12 家 counts for more than any rule.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from functools import cached_property

from typeset.characters import IDEOGRAPHIC_SPACE
from typeset.ledger import Decision
from typeset.reflow.draft import Draft, RosterLines
from typeset.reflow.scripts import HAN, IS_HAN
from typeset.reflow.signs import ODD
from typeset.reflow.weights import SIGNALS

_S = SIGNALS["space"]
_OPTIONS = ("drop", "keep")
BETWEEN_NAMES = "between-names"
"""The signal of a gap between two names of a list."""
_THIN = frozenset("\u2006\u2008\u2009\u200a\u202f")
_WIDE = {"\u3000": 1.0, "\u2003": 1.0, "\u2001": 1.0, "\u2002": 0.5, "\u2000": 0.5, "\t": 1.0}
_MARKS = re.compile("[，。、；：！？“”‘’（）《》【】〈〉「」『』]")
_BESIDE_SOLIDUS = frozenset("/／·")
_SPACED_PHRASE = re.compile(r"(\S\S?)[^\S\r\n]+(?=(\S\S?))")
_CHANGE = re.compile(f"[0-9A-Za-z] *(?=[{HAN}])|[{HAN}] *(?=[0-9A-Za-z])")
"""Where Han follows Latin letters or digits, or they follow it, spaces between or none."""
_PERCENT = re.compile(r"\d%")
_SPACED_PERCENT = re.compile(r"\d[^\S\r\n]+%")
_QUOTED = re.compile("“[^“”]*\\Z")
_USUAL = 4
"""One way must be this many times as common as the other to be the document's own."""
_QUOTED_HALF = 3
_WIDE_GAP = 1.0
_LONGEST_TITLE = 60
"""Code points on either side of a gap that a quoted title may have."""


_NUMBER = re.compile(
    r"第[〇零一二三四五六七八九十百千\d]+(?:[编編卷篇章节節条條辑輯]|部[分份]|单元|單元|板块)"
    r"|卷之?[〇零一二三四五六七八九十百]+|附[件录錄]\s?[一二三四五六七八九十\d]{0,2}"
    r"|[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|\d+(?:\.\d+)+"
    r"|(?:[A-Z]|Q\d{1,3})[.．、]|[△○●☆★▲]"
)
"""A number or a bullet at the beginning of a line, which its words follow after a space."""
_FEW_DIGITS = 2
_LABEL = re.compile(r"(?:图|圖|表)\s?\d+(?:[-—.·]\d+)*\Z")


def gap_width(gap: str) -> float:
    """In em."""
    return sum(_WIDE.get(char, 0.25 if char == " " else 0.5) for char in gap)


def replacement(before: str, after: str, gap: str) -> str:
    """The one space that a kept gap is set as."""
    han = IS_HAN.match(before) or IS_HAN.match(after) or _MARKS.match(before) or _MARKS.match(after)
    wide = (
        IDEOGRAPHIC_SPACE in gap
        or gap_width(gap) >= _WIDE_GAP
        or (IS_HAN.match(before) and IS_HAN.match(after))
    )
    if IDEOGRAPHIC_SPACE in gap and (before.isdigit() or after.isdigit()):
        return IDEOGRAPHIC_SPACE
    return IDEOGRAPHIC_SPACE if han and wide else " "


class Spaces:
    """The habits of one source, and what they say about one gap."""

    def __init__(self, draft: Draft) -> None:
        self.text = draft.source.origin.text
        self.judge = draft.judge
        self.latin = draft.signs.latin
        self.marks = draft.references
        self.lists = draft.rosters
        self.titles = frozenset(draft.lines[index].start for index in draft.sections)
        self._lines = draft.lines

    @cached_property
    def _changes(self) -> tuple[Counter[tuple[str, str, bool]], Counter[tuple[str, str]]]:
        """How often each class follows another with spaces between or without, and the phrases without."""
        text = self.text
        classes: Counter[tuple[str, str, bool]] = Counter()
        closed: list[tuple[str, str]] = []
        for change in _CHANGE.finditer(text):
            start, end = change.span()
            if end - start == 1:
                closed.append((text[max(0, end - 2) : end], text[end : end + 2]))
            else:
                classes[_class(text[start]), _class(text[end]), True] += 1
        phrases = Counter(closed)
        for (before, after), count in phrases.items():
            classes[_class(before[-1]), _class(after[0]), False] += count
        return classes, phrases

    @cached_property
    def _habits(self) -> dict[tuple[str, str], str]:
        """Pair of classes → the signal for how the source usually sets it."""
        classes, _ = self._changes
        habits = {}
        for first, second in {(first, second) for first, second, _ in classes}:
            closed, spaced = classes[first, second, False], classes[first, second, True]
            if closed > _USUAL * spaced:
                habits[first, second] = "usually-closed"
            elif spaced > _USUAL * closed:
                habits[first, second] = "usually-spaced"
        return habits

    @cached_property
    def _spaced(self) -> Counter[tuple[str, str]]:
        return Counter(_SPACED_PHRASE.findall(self.text))

    def decide(self, start: int, end: int, block: tuple[int, int], *, opens: bool = True) -> Decision:
        """About the gap from ``start`` to ``end`` between two words of the line at ``block``.

        ``opens``: a text begins with the line, and may begin with a number.
        """
        before, after, gap = self.text[start - 1], self.text[end], self.text[start:end]
        if self.lists and (roster := self._roster(start)) is not None:
            names = [BETWEEN_NAMES if start in roster.gaps else "inside-name"]
        elif self.latin:
            names = ["between-words"] if end not in self.marks else ["beside-note-mark"]
        elif before.isascii() and after.isascii():
            names = ["between-words", *(["inside-number"] if self._in_number(start, end) else [])]
        else:
            names = [
                *self._by_kind(before, after, gap),
                *self._by_habit(start, end),
                *self._quoted(start, end, block),
                *(["after-number"] if opens and self._ends_number(block[0], start, end) else []),
                *(["beside-note-mark"] if end in self.marks else []),
                *(["after-label"] if _LABEL.search(self.text[max(0, start - 12) : start]) else []),
            ]
        return self.judge.decide(
            "space", "W-GAP", start, end, _OPTIONS, tuple(_S[name] for name in dict.fromkeys(names))
        )

    def _ends_number(self, first: int, start: int, end: int) -> bool:
        """Whether what a block begins with before a gap numbers it; digits alone do in a title, or before a
        wide gap."""
        if _NUMBER.fullmatch(self.text, first, start):
            return True
        number = self.text[first:start]
        if len(number) > _FEW_DIGITS or not number.isdecimal():
            return False
        return first in self.titles or gap_width(self.text[start:end]) >= 1

    def _in_number(self, start: int, end: int) -> bool:
        """Whether a gap stands beside the point of a decimal, or before a % that the text sets close."""
        text = self.text
        before, after = text[max(0, start - 2) : start], text[end : end + 2]
        if before[-1] == "." and before[:-1].isdigit() and after[0].isdigit():
            return self._is_chinese
        if after[0] == "." and before[-1].isdigit() and after[1:].isdigit():
            return self._is_chinese
        return after[0] == "%" and before[-1].isdigit() and self._closed_percent

    @cached_property
    def _is_chinese(self) -> bool:
        """A numbered item in Latin script may begin with 1. 2; there the gap after a point says something."""
        return len(IS_HAN.findall(self.text)) * 4 > len(self.text)

    @cached_property
    def _closed_percent(self) -> bool:
        return len(_PERCENT.findall(self.text)) > _USUAL * len(_SPACED_PERCENT.findall(self.text))

    def _roster(self, offset: int) -> RosterLines | None:
        """The list of names that an offset stands in."""
        at = bisect_right(self._begins, offset) - 1
        roster = self.lists[at] if at >= 0 else None
        return roster if roster is not None and offset < self._lines[roster.lines[-1]].end else None

    @cached_property
    def _begins(self) -> list[int]:
        return [self._lines[roster.lines[0]].start for roster in self.lists]

    def _by_kind(self, before: str, after: str, gap: str) -> list[str]:
        names = []
        if _THIN.intersection(gap):
            names.append("thin-space")
        if _MARKS.match(before) or _MARKS.match(after):
            names.append("beside-mark")
        if before in _BESIDE_SOLIDUS or after in _BESIDE_SOLIDUS:
            names.append("beside-solidus")
        if IS_HAN.match(before) and IS_HAN.match(after):
            names.append("between-han")
        if gap_width(gap) >= _WIDE_GAP:
            names.append("wide-gap")
        if not names and not IS_HAN.match(before) and not IS_HAN.match(after):
            names.append("between-words")
        return names

    def _by_habit(self, start: int, end: int) -> list[str]:
        text = self.text
        habit = self._habits.get((_class(text[start - 1]), _class(text[end])))
        names = [habit] if habit else []
        phrase = (_words_before(text, start), text[end : end + 2].rstrip())
        _, closed = self._changes
        if closed[phrase]:
            names.append("seen-closed")
        elif self._spaced[phrase] > 1:
            names.append("phrase-repeated")
        return names

    def _quoted(self, start: int, end: int, block: tuple[int, int]) -> list[str]:
        """A gap in a quoted title is meant: beside Latin letters, or between two halves of some length."""
        opened = _QUOTED.search(self.text, max(block[0], start - _LONGEST_TITLE), start)
        closes = self.text.find("”", end, min(block[1], end + _LONGEST_TITLE))
        if opened is None or closes < 0:
            return []
        first = ODD.sub("", self.text[opened.start() + 1 : start])
        second = ODD.sub("", self.text[end:closes])
        if not IS_HAN.match(self.text[start - 1]) or not IS_HAN.match(self.text[end]):
            return ["title-in-quotes"]
        return ["quoted-halves"] if min(len(first), len(second)) >= _QUOTED_HALF else []


def _class(char: str) -> str:
    """Of a character beside a gap; only Han, Latin letters and digits have habits."""
    if IS_HAN.match(char):
        return "han"
    if not char.isascii():
        return "other"
    return "digit" if char.isdigit() else "latin" if char.isalpha() else "other"


def _words_before(text: str, start: int) -> str:
    return text[max(0, start - 2) : start].lstrip()
