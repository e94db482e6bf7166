"""A place in a text by the words around it: ``…before|after…``, where ``|`` marks the place.

What a line's end may add or take away does not count: white space, and hyphens inside words. So a key finds
its place in another extraction of the same text, whose lines are broken otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from typeset.errors import OverrideError

_BLANK = re.compile(r"[\s\u00ad]+")
"""White space and soft hyphens."""
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u2010](?=[^\W\d_]|\Z)|\A[-\u2010](?=[^\W\d_])")
"""A hyphen between letters, white space left out; at a key's edge too, which it was cut at."""
_SHOWN = 3
_AROUND = 10
_FEWEST = 2


class Place(NamedTuple):
    """A gap between two characters that count: any offset from ``low`` to ``high`` is there."""

    low: int
    high: int


class Compact:
    """A text without what does not count."""

    def __init__(self, text: str) -> None:
        self._whole = text
        self._offsets = list(_counting(text))
        self.text = "".join(text[offset] for offset in self._offsets)

    def place(self, at: str) -> Place:
        """The only place that a key fits. Raises OverrideError, which shows the nearest places."""
        before, bar, after = _parted(at)
        if not bar:
            raise OverrideError(
                f"{at!r} has no |", place="decide", remedy='put | where the decision begins: "…before|after…"'
            )
        words = before + after
        kept = [words[offset] for offset in _counting(words)]
        index = sum(1 for offset in _counting(words) if offset < len(before))
        first, second = "".join(kept[:index]), "".join(kept[index:])
        found = list(islice(_all(self.text, first + second), _SHOWN + 1))
        if not found:
            near = self._nearest(first, second)
            remedy = f"the nearest: {near}" if near else "copy it from the raw text"
            raise OverrideError(f"{at!r} is not in the text", place="decide", remedy=remedy)
        if len(found) > 1:
            shown = self._shown([place + index for place in found])
            raise OverrideError(
                f"{at!r} is in the text more than once", place="decide", remedy=f"give more of it: {shown}"
            )
        return self._at(found[0] + index)

    def _at(self, index: int) -> Place:
        low = self._offsets[index - 1] + 1 if index else 0
        high = self._offsets[index] if index < len(self._offsets) else len(self._whole)
        return Place(low, high)

    def _nearest(self, before: str, after: str) -> str:
        """The places that share the most with either side of a key that fits none."""
        for size in range(max(len(before), len(after)), _FEWEST - 1, -1):
            places = (
                [place + size for place in _all(self.text, before[-size:])] if len(before) >= size else []
            )
            places += list(_all(self.text, after[:size])) if len(after) >= size else []
            if places:
                return self._shown(sorted(set(places)))
        return ""

    def _shown(self, places: list[int]) -> str:
        """Keys of some places, as they would be written."""
        keys = [
            f"{_escaped(self.text[max(0, p - _AROUND) : p])}|{_escaped(self.text[p : p + _AROUND])}"
            for p in places[:_SHOWN]
        ]
        return "; ".join(f'"{key}"' for key in keys)


def key_at(text: str, start: int, around: int = 8) -> str:
    """The key of the place ``start``: unique in ``text`` if it can be."""
    before_all, after_all = "".join(text[:start].split()), "".join(text[start:].split())
    compact = "".join(text[offset] for offset in _counting(text))
    while True:
        before, after = before_all[-around:], after_all[:around]
        words = before + after
        looked_for = "".join(words[offset] for offset in _counting(words))
        found = compact.find(looked_for)
        if compact.find(looked_for, found + 1) < 0 or around > len(compact):
            return f"{_escaped(before)}|{_escaped(after)}"
        around *= 2


def _counting(text: str) -> Iterator[int]:
    """The offsets of the characters that count. White space goes first: a hyphen that stands in some, at the
    end of a line or before it, is the same to a key, which has none."""
    offsets: list[int] = []
    at = 0
    for blank in _BLANK.finditer(text):
        offsets += range(at, blank.start())
        at = blank.end()
    offsets += range(at, len(text))
    tight = "".join(text[offset] for offset in offsets)
    at = 0
    for hyphen in _HYPHEN.finditer(tight):
        yield from offsets[at : hyphen.start()]
        at = hyphen.end()
    yield from offsets[at:]


def _all(text: str, words: str) -> Iterator[int]:
    """Every place of some words."""
    place = text.find(words)
    while place >= 0:
        yield place
        place = text.find(words, place + 1)


_PLAIN_BAR = re.compile(r"\\(.)|(\|)", re.DOTALL)


def _parted(at: str) -> tuple[str, str, str]:
    """At the first ``|``; one that stands in the text itself is written ``\\|``, a backslash ``\\\\``."""
    bar = next((match for match in _PLAIN_BAR.finditer(at) if match.group(2)), None)
    if bar is None:
        return at, "", ""
    return _unescaped(at[: bar.start()]), "|", _unescaped(at[bar.end() :])


def _unescaped(part: str) -> str:
    return _PLAIN_BAR.sub(lambda match: match.group(1) or match.group(), part)


def _escaped(part: str) -> str:
    return part.replace("\\", "\\\\").replace("|", "\\|")
