"""Printed words → where the texts that they were set from have them.

Known again by the words around them, so it works whatever tool made the pages; what stands in several places
with the same words around it is left unnamed.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from typeset.check.places import Places, find_in
from typeset.check.texts import Block, Subject, Written
from typeset.ledger import NEWLINE

_SEEDS = (8, 4, 2, 1)
"""Characters that are looked for first, the most first."""
_LEAST = 6
"""Characters that agree, so that a place is known."""
_FAR = 400
"""Characters on either side that are compared at most."""


class Passage(NamedTuple):
    """``where``: the heading of the entry or section. Line and column from 1, where they are known."""

    file: str
    where: str
    line: int | None
    column: int | None

    def __str__(self) -> str:
        numbers = (str(number) for number in (self.line, self.column) if number is not None)
        return f"{':'.join((self.file, *numbers))} [{self.where}]"


def is_kept(char: str) -> bool:
    """Whether a character is the same in a text and on its pages: brackets of headings, gaps and the marks
    at the edges of lines may differ."""
    category = unicodedata.category(char)
    return category[0] not in "PZ" and category not in ("Cc", "Cf")


def kept(text: str) -> str:
    return "".join(filter(is_kept, text))


class Passages:
    """The words of some texts, in their order."""

    def __init__(self, texts: Sequence[Written]) -> None:
        self._texts = texts
        self._blocks = list(_blocks(texts))
        words = [kept(block.text) for _, block in self._blocks]
        self._starts = [0, *accumulate(map(len, words))]
        self._words = "".join(words)
        self._places = [Places(text.ledger.origin) if text.ledger else None for text in texts]

    def of(self, printed: str, at: int) -> Passage | None:
        """Where the kept character ``printed[at]`` stands, or one beside it where the texts do not have it
        (the mark of a note). None for what they do not have at all (running heads, contents), or in
        several places with the same words around it."""
        for near in (at, at + 1, at + 2, at - 1):
            found = [
                (self._agreeing(printed, near, place), place) for place in self._candidates(printed, near)
            ]
            most = max(found, default=(0, 0))
            if most[0] >= _LEAST:
                return self._passage(most[1]) if [length for length, _ in found].count(most[0]) == 1 else None
        return None

    def _candidates(self, printed: str, at: int) -> list[int]:
        """The places that agree with most of the characters from there on, or up to there."""
        for size in _SEEDS:
            for start in (at, at - size + 1):
                seed = printed[max(0, start) : start + size]
                places = [place + at - start for place in _all(self._words, seed)] if start >= 0 else []
                if places:
                    return places
        return []

    def _agreeing(self, printed: str, at: int, place: int) -> int:
        words, length = self._words, 1
        for step in (1, -1):
            for far in range(1, _FAR):
                one, other = at + step * far, place + step * far
                if not (0 <= one < len(printed) and 0 <= other < len(words)) or printed[one] != words[other]:
                    break
                length += 1
        return length

    def _passage(self, place: int) -> Passage:
        number = bisect_right(self._starts, place) - 1
        which, block = self._blocks[number]
        places = [index for index, char in enumerate(block.text) if is_kept(char)]
        index = places[place - self._starts[number]]
        text, known = self._texts[which], self._places[which]
        line: int | None = None
        column: int | None = None
        if known is not None:
            offset = known.offset(block, index)
            line, column = known.line_and_column(offset) if offset is not None else (None, None)
        else:
            line, column = find_in(NEWLINE.split(text.written), block.text, index, index + 1)
        return Passage(text.file, block.where, line, column)


def _blocks(texts: Sequence[Written]) -> Iterator[tuple[int, Block]]:
    """Those with words, each with the number of its text."""
    for number, text in enumerate(texts):
        for block in Subject(text.document, text.ledger).blocks:
            if any(map(is_kept, block.text)):
                yield number, block


def _all(words: str, seed: str) -> Iterator[int]:
    at = words.find(seed)
    while at >= 0:
        yield at
        at = words.find(seed, at + 1)
