"""Where words may take hyphens, by language."""

from __future__ import annotations

from itertools import pairwise

import pytest

from typeset.editions.hyphenation import hyphenation

WORDS = {
    "two letters before, three after": ("en", "hyphenation", "hy-phen-ation"),
    "a capital in front": ("en", "Commission", "Com-mis-sion"),
    "an acronym is not parted": ("en", "UNESCO", "UNESCO"),
    "a capital inside": ("en", "PowerPoint", "PowerPoint"),
    "British English": ("en-GB", "photography", "pho-to-graphy"),
    "another language": ("de-AT", "Bewässerung", "Be-wäs-se-rung"),
    "no change of spelling": ("hu", "asszony", "asszony"),
    "Cyrillic": ("ru", "орошение", "оро-ше-ние"),
    "Latin words in Chinese": ("zh-Hans", "irrigation", "ir-ri-ga-tion"),
    "in Chinese of any script": ("ZH-Hant-TW", "irrigation", "ir-ri-ga-tion"),
}


@pytest.mark.parametrize("case", WORDS)
def test_word(case: str) -> None:
    language, word, wanted = WORDS[case]
    parted = hyphenation(language)
    assert parted is not None
    cuts = [0, *parted(word), len(word)]
    assert "-".join(word[low:high] for low, high in pairwise(cuts)) == wanted


@pytest.mark.parametrize("language", ["la", "ar", ""])
def test_no_patterns(language: str) -> None:
    assert hyphenation(language) is None
