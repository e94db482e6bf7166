"""The form under which an index has a marked name: its key, and how that is read. What of them cannot be."""

from __future__ import annotations

import re
import unicodedata

from typeset.characters import clean

LONGEST_KEY = 60
"""Characters: more are no term of an index."""
_SYLLABLE = re.compile("[a-zü]{1,6}[1-5]")
NAME_REMEDY = (
    'write `[words]{.name}`, `{.org}` or `{.term}`; with `key="…"` the index has that in their place, '
    '`sort="shan4 fu2"` says how it is read'
)


def is_han(char: str) -> bool:
    """Whether a character is a Chinese one, that has a reading of its own."""
    return unicodedata.name(char, "").startswith("CJK ")


def flaw_of(words: str, key: str | None, sort: str | None) -> str:
    """What is wrong with the key and the reading that a marked name of these words has; empty if nothing is.

    None where there is none: an empty one is a slip.
    """
    if key is not None:
        if not key or key.isspace():
            return "an empty key"
        if len(key) > LONGEST_KEY:
            return f"a key of more than {LONGEST_KEY} characters"
        if clean(key) != key:
            return f"a key with control characters, or white space that is not single and inside: {key!r}"
    if sort is not None:
        syllables = sort.split(" ")
        if not all(map(_SYLLABLE.fullmatch, syllables)):
            return f"a sort that is no syllables with their tones, such as shan4 fu2: {sort[:20]!r}"
        wanted = sum(map(is_han, key or words))
        if len(syllables) != wanted:
            return f"a sort of {len(syllables)} syllables for {wanted} characters"
    return ""
