"""A character to what decides in which font it is drawn: seen or not, private, emoji.

Sources: The Unicode Standard, 23.5 (private use), 23.4 (variation selectors); UTS #51 (Emoji_Presentation).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SELECTOR = re.compile("[\u180b-\u180d\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
_TEXT_FORM, _EMOJI_FORM = "\ufe0e", "\ufe0f"
_KEYS = frozenset("0123456789#*‼⁉〰〽")
"""What else may be an emoji."""
_FILLER = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2065\ufffc")
"""Letters and marks by their category that no font draws."""
_EMOJI = re.compile(
    "[\u231a\u231b\u23e9-\u23ec\u23f0\u23f3\u25fd\u25fe\u2614\u2615\u2648-\u2653\u267f\u2693\u26a1\u26aa\u26ab"
    "\u26bd\u26be\u26c4\u26c5\u26ce\u26d4\u26ea\u26f2\u26f3\u26f5\u26fa\u26fd\u2705\u270a\u270b\u2728\u274c"
    "\u274e\u2753-\u2755\u2757\u2795-\u2797\u27b0\u27bf\u2b1b\u2b1c\u2b50\u2b55\U0001f004\U0001f0cf\U0001f18e"
    "\U0001f191-\U0001f19a\U0001f1e6-\U0001f1ff\U0001f201\U0001f21a\U0001f22f\U0001f232-\U0001f236"
    "\U0001f238-\U0001f23a\U0001f250\U0001f251\U0001f300-\U0001f320\U0001f32d-\U0001f335\U0001f337-\U0001f37c"
    "\U0001f37e-\U0001f393\U0001f3a0-\U0001f3ca\U0001f3cf-\U0001f3d3\U0001f3e0-\U0001f3f0\U0001f3f4"
    "\U0001f3f8-\U0001f43e\U0001f440\U0001f442-\U0001f4fc\U0001f4ff-\U0001f53d\U0001f54b-\U0001f54e"
    "\U0001f550-\U0001f567\U0001f57a\U0001f595\U0001f596\U0001f5a4\U0001f5fb-\U0001f64f\U0001f680-\U0001f6c5"
    "\U0001f6cc\U0001f6d0-\U0001f6d2\U0001f6d5-\U0001f6d7\U0001f6dc-\U0001f6df\U0001f6eb\U0001f6ec"
    "\U0001f6f4-\U0001f6fc\U0001f7e0-\U0001f7eb\U0001f7f0\U0001f90c-\U0001f93a\U0001f93c-\U0001f945"
    "\U0001f947-\U0001f9ff\U0001fa70-\U0001faff]"
)


def is_private(char: str) -> bool:
    """Whether only who made a font knows what it is (PUA)."""
    return _PRIVATE.match(char) is not None


def is_emoji(char: str, selector: str = "") -> bool:
    """Whether it is drawn as one, by itself or with the variation selector that follows it."""
    if selector == _EMOJI_FORM:
        return char in _KEYS or unicodedata.category(char) in ("So", "Sm")
    return selector != _TEXT_FORM and _EMOJI.match(char) is not None


@lru_cache(maxsize=65536)
def goes_along(char: str) -> bool:
    """Whether it is drawn in the font of what stands before it: spaces, controls, variation selectors."""
    return unicodedata.category(char) in ("Cc", "Cf", "Zs") or _SELECTOR.match(char) is not None


@lru_cache(maxsize=65536)
def is_unseen(char: str) -> bool:
    """Whether nothing of it is ever drawn, so that no font has to have it."""
    return goes_along(char) or unicodedata.category(char) in ("Zl", "Zp") or char in _FILLER
