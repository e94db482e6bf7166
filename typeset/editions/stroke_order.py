"""Chinese characters → their places in the order of strokes (笔画序).

By GF 3003-1999: how many strokes, then these one by one in the order 横竖撇点折. The table is
``stroke-order.txt`` beside this file; of characters with the same strokes the commoner stands first there.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

_TABLE = Path(__file__).with_name("stroke-order.txt")
_FORMS = "一丨丿丶乛"


class Strokes(NamedTuple):
    """Their ``number``; the ``first``, 1 横, 2 竖, 3 撇, 4 点, 5 折; the character's ``place`` among all."""

    number: int
    first: int
    place: int

    @property
    def form(self) -> str:
        """The first stroke, as books print it."""
        return _FORMS[self.first - 1]


def strokes(char: str) -> Strokes | None:
    """Of a character, of a radical or a form for compatibility those of the character that it stands for;
    None where they are not known."""
    return _strokes().get(unicodedata.normalize("NFKC", char))


@cache
def _strokes() -> Mapping[str, Strokes]:
    found: dict[str, Strokes] = {}
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            count, first, chars = line.split(" ")
            for char in chars:
                found[char] = Strokes(int(count), int(first), len(found))
    return found
