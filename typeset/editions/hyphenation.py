"""A language → where its words may be parted with a hyphen, by the patterns of pyphen (Liang 1983).

Two letters stay before a hyphen and three after it. A word in capitals, or with one inside it, is an acronym
or a name that no pattern knows, and is not parted.
"""

from __future__ import annotations

from functools import cache, lru_cache

from typeset.compose.tokens import Hyphenate

_BEFORE, _AFTER = 2, 3
_WITHOUT_ALPHABET = frozenset({"zh", "cmn", "yue", "wuu", "nan", "hak", "lzh", "ja", "ko"})
"""Languages whose own words have no hyphens."""
_ENGLISH = "en-US"
"""English of no country, as CLDR's likely subtags have it. Foreign words in a text without an alphabet are
read as English, where nothing says what they are."""


def hyphenation(language: str) -> Hyphenate | None:
    """How words are parted in a document of a language (BCP 47); None where no patterns are known.

    Latin words in a Chinese, Japanese or Korean document are parted as English.
    """
    primary = language.partition("-")[0].lower()
    english = primary in _WITHOUT_ALPHABET or language.lower() == "en"
    return _of_patterns(_ENGLISH if english else language)


@cache
def _of_patterns(language: str) -> Hyphenate | None:
    import pyphen  # its dictionaries are looked for on import

    name = pyphen.language_fallback(language)
    if name is None:
        return None
    patterns = pyphen.Pyphen(lang=name, left=_BEFORE, right=_AFTER, cache=False)

    @lru_cache(maxsize=16384)
    def parted(word: str) -> tuple[int, ...]:
        if word[1:] != word[1:].lower():
            return ()
        # A place with data is one where the spelling changes (Hungarian asz-szony for asszony).
        return tuple(int(at) for at in patterns.positions(word) if not getattr(at, "data", None))

    return parted
