"""What characters a text of the model may have."""

from __future__ import annotations

import unicodedata

IDEOGRAPHIC_SPACE = "\u3000"

_DROPPED_CATEGORIES = frozenset({"Cc", "Cs"})
_DROPPED = frozenset("\u00ad\u200b\u2060\ufeff\ufffc\ufffd")


def is_unprintable(char: str) -> bool:
    """Whether a character has no place in a model's text: controls, non-characters, U+FFFD, soft hyphens."""
    if " " <= char <= "~" or "\u3000" <= char <= "\u9fff":
        return False
    if char in _DROPPED or unicodedata.category(char) in _DROPPED_CATEGORIES:
        return True
    return (ord(char) & 0xFFFE) == 0xFFFE or "\ufdd0" <= char <= "\ufdef"


def clean(text: str) -> str:
    """Any text as the model holds it: unprintable characters gone, white space single and inside only."""
    out: list[str] = []
    gap = ""
    for char in text:
        if char.isspace():
            gap = IDEOGRAPHIC_SPACE if IDEOGRAPHIC_SPACE in (gap, char) else " "
        elif not is_unprintable(char):
            if gap and out:
                out.append(gap)
            gap = ""
            out.append(char)
    return "".join(out)
