"""Paragraphs of words alone, each rule in one picture. A gap of ₂ is the font's own space."""

from __future__ import annotations

import pytest

from tests.composed import lines_of
from typeset.compose.classes import is_latin

RULES = {
    "word spaces alone fill a line": ("aaa bb cc dddd eee", 4.4, ["│aaa␣₃.₆bb␣₃.₆cc␣│", "│dddd␣₂eee"]),
    "and lose up to a sixth of an em": ("aa bb cc ddd ee", 3.34, ["│aa␣₁.₄bb␣₁.₄cc␣│", "│ddd␣₂ee"]),
    "a hyphen rather than wide spaces": ("aaa bb hyphenation cc", 5.5, ["│aaa␣₂bb␣₂hyph-│", "│enation␣₂cc"]),
    "a compound takes no other hyphen": ("aa bb well-known cc", 5.6, ["│aa␣₄.₄bb␣₄.₄well-│", "│known␣₂cc"]),
    "a short part is not left alone": ("aa bb cc e-mails cc", 5, ["│aa␣₈bb␣₈cc␣│", "│e-mails␣₂cc"]),
    "a line may end after a dash": ("aa bb—cc dd ee", 4, ["│aa␣₈bb—│", "│cc␣₂dd␣₂ee"]),
    "none begins with one": ("aa bb – cc dd ee", 4, ["│aa␣₄bb␣₄–␣│", "│cc␣₂dd␣₂ee"]),
    "nor with points that stand off": ("aa bb . . . cc dd", 5, ["│aa␣₃bb␣₃.␣₃.␣₃.␣│", "│cc␣₂dd"]),
    "a number stays with its unit": ("aaa bb 42 km cccc", 5.2, ["│aaa␣₁.₈bb␣₁.₈42␣₂km␣│", "│cccc"]),
    "groups of digits stay together": ("aaa bb 1 200 kW cc", 7, ["│aaa␣₄bb␣₄1␣₂200␣₂kW␣│", "│cc"]),
    "a mark stays with its word": ("aa bb « cc » dd", 3.2, ["│aa␣₉.₆bb␣│", "│«␣₂cc␣₂»␣", "│dd"]),
    "a no-break space": ("aa bb\u00a0cc dd", 3.5, ["│aa␣₂bb␣₂cc␣│", "│dd"]),
    "a line may stay short inside an address": (
        "aa http://a.bc/dd/eee/f gg",
        5.5,
        ["│aa␣₂http://", "│a.bc/dd/", "│eee/f␣₂gg"],
    ),
    "an address may end with its mark": ("aa http://a.bc/dd/", 5.5, ["│aa␣₂http://", "│a.bc/dd/"]),
    "the end of a word is no last line": (
        "a b c d e f g hyphen",
        6.75,
        ["│a␣₄.₃b␣₄.₃c␣₄.₃d␣₄.₃e␣₄.₃f␣₄.₃g␣│", "│hyphen"],
    ),
    "a word that fits no line": ("hyphenationhyphenation", 4, ["│hyphen-", "│ationh-", "│yphena-", "│tion"]),
}


def parted(word: str) -> list[int]:
    """After every second letter, three at the end."""
    return list(range(2, len(word) - 2, 2))


@pytest.mark.parametrize("rule", RULES)
def test_rule(rule: str) -> None:
    text, measure, wanted = RULES[rule]
    assert lines_of(text, measure, latin=True, hyphenate=parted) == wanted


@pytest.mark.parametrize(
    ("text", "latin"),
    [("Reservoirs, 42", True), ("Вода и земля", True), ("Ἑλλάς", True), ("a—“b”…", True),
     ("水", False), ("Reservoirs，42", False), ("a\u3000b", False), ("2022", False), ("", False)],
)  # fmt: skip
def test_what_is_set_as_latin_text(text: str, latin: bool) -> None:
    assert is_latin(text) is latin
