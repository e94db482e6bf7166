"""The characters of a TEI body, in the order of reading, to the source with its lines and columns."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from typeset.formats.tei_header import TEI, Carried
from typeset.formats.tei_parse import not_ours, tag_of

if TYPE_CHECKING:
    from lxml.etree import _Element


class Part(NamedTuple):
    """A line, or its part in one column, as it is read."""

    number: int
    column: int
    words: list[str]


class Lines:
    """The source as far as it is read. ``at`` is the offset in the order of reading."""

    def __init__(self, carried: Carried, body: _Element, place: str) -> None:
        self.at = 0
        self._place = place
        self._carried = carried
        self._parts = [Part(1, 1, [])]
        self._column = 1
        self._to_come = Counter[tuple[int, int]]()
        self._ends = self._line_ends(body)

    def in_source_order(self) -> str:
        """The text of the source: parts of lines by line and column."""
        self._end_part()
        ordered = sorted(self._parts, key=lambda part: part[:2])
        return "".join(words for part in ordered for words in part.words)

    def put(self, text: str) -> None:
        """The next characters."""
        self._parts[-1].words.append(text)
        self.at += len(text)

    def turn_to(self, element: _Element) -> None:
        """``cb``: the lines after it stand in another column. Raises FormatError."""
        self._column = self._number(element)

    def begin(self, element: _Element) -> bool:
        """``lb``: ends the part before it, with as many line ends as it has, and begins another.

        Whether it did: the first ``lb`` of a file ends nothing. Raises FormatError.
        """
        number, last = self._number(element), self._parts[-1]
        if (number, self._column) == last[:2] and not last.words:
            return False
        self._end_part()
        self._parts.append(Part(number, self._column, []))
        return True

    def _end_part(self) -> None:
        number, column, _ = self._parts[-1]
        self._to_come[number, column] -= 1
        if self._to_come[number, column] > 0:
            return  # a block begins inside the line: its end stands after the last piece of it
        for ended in range(number, number + self._ends.pop((number, column), 0)):
            self.put(self._carried.newlines.get(ended, self._carried.newline))

    def _line_ends(self, body: _Element) -> dict[tuple[int, int], int]:
        """How many line ends stand after each last part of a line: up to the next line that has one."""
        parts: set[tuple[int, int]] = set()
        column = 1
        for element in body.iter(f"{{{TEI}}}lb", f"{{{TEI}}}cb"):
            number = self._number(element)
            if tag_of(element) == "cb":
                column = number
            else:
                parts.add((number, column))
                self._to_come[number, column] += 1
        last: dict[int, int] = {}
        for number, column in parts:
            last[number] = max(last.get(number, 0), column)
        following = dict(pairwise(sorted({*last, self._carried.lines})))
        return {(number, last[number]): following[number] - number for number in last if number in following}

    def _number(self, element: _Element) -> int:
        number = element.get("n", "")
        if not (number.isascii() and number.isdecimal()) or len(number) > 9:
            raise not_ours(f"{tag_of(element)} with the number {number!r}", self._place, element)
        if not 1 <= int(number) <= self._carried.lines:
            raise not_ours(f"there is no line {number}", self._place, element)
        return int(number)
