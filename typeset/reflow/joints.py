"""Whether a space stands where two lines in Latin script join, as the document is used to set it."""

from __future__ import annotations

import re
from functools import cached_property

from typeset.reflow.hyphens import is_suspended

_DASHES = frozenset("—–―")
_TIGHT = frozenset("-\u2010\u2011/\\~_@")
_OPENING = frozenset("([{¿¡„‚$£€#")
_CLOSING = frozenset(".,)]}%…°")
_OPEN_QUOTES = frozenset("“‘")
_QUOTES = frozenset("“”‘’\"'")
_FRENCH = frozenset(";:!?»")


class Joints:
    """The habits of one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._counts: dict[str, int] = {}

    def signals(self, before: str, after: str) -> list[str]:
        """What speaks for a space between two lines and against it."""
        last, first = before[-1], after[0]
        if is_suspended(before, after):
            return ["dash-or-slash", "hyphen-suspended"]
        if last in _DASHES or first in _DASHES:
            dash = last if last in _DASHES else first
            spaced = self._spaced_dash(dash) and not (before[-2:-1].isdigit() and first.isdigit())
            return ["dash-or-slash", *(["dash-usually-spaced"] if spaced else [])]
        if last in _TIGHT or first in "/%":
            return ["dash-or-slash"]
        if self._opens(before) or first in _CLOSING:
            return ["opening-mark"]
        if first in _FRENCH:
            return ["stop-before-word" if self._spaced(first, "before") else "opening-mark"]
        if last == "«":
            return ["stop-before-word" if self._spaced(last, "after") else "opening-mark"]
        if first in _QUOTES and not after[1:2].isalnum():
            return ["opening-mark"]
        return ["latin-words" if last.isalnum() and first.isalnum() else "stop-before-word"]

    def _opens(self, before: str) -> bool:
        """Whether a line ends with a mark that opens what follows."""
        last = before[-1]
        if last in _OPEN_QUOTES:
            return not self._german
        if last in "\"'":
            return len(before) == 1 or before[-2].isspace()
        return last in _OPENING

    @cached_property
    def _german(self) -> bool:
        """Where „ opens a quotation, “ closes it."""
        return "„" in self._text

    def _spaced_dash(self, dash: str) -> bool:
        spaced = self._count(rf"\S[^\S\r\n]+{dash}[^\S\r\n]+(?=\S)")
        closed = self._count(rf"\w{dash}(?=\w)")
        return spaced > closed or (dash == "–" and spaced == closed)

    def _spaced(self, mark: str, side: str) -> bool:
        """Whether the text usually has a space beside a mark."""
        at = re.escape(mark)
        if side == "before":
            return self._count(rf"\w[^\S\r\n]+{at}") > self._count(rf"\w{at}")
        return self._count(rf"{at}[^\S\r\n]+\w") > self._count(rf"{at}\w")

    def _count(self, pattern: str) -> int:
        if pattern not in self._counts:
            self._counts[pattern] = sum(1 for _ in re.finditer(pattern, self._text))
        return self._counts[pattern]
