"""Numbered titles in Latin script: CHAPTER IV., Part Two, § 3, II., A.; and what their numbers are worth."""

from __future__ import annotations

_ROMAN = "[IVXLC]{1,7}|[ivxlc]{1,7}"
_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_IN_WORDS = (
    "one first erster erstes erste premier première primero primera primo prima",
    "two second zweiter zweites zweite deuxième segundo segunda secondo seconda",
    "three third dritter drittes dritte troisième tercero tercera terzo terza",
    "four fourth vierter viertes vierte quatrième cuarto cuarta quarto quarta",
    "five fifth fünfter fünftes fünfte cinquième quinto quinta",
    "six sixth sechster sechstes sechste sixième sexto sexta sesto sesta",
    "seven seventh siebter siebtes siebte septième séptimo settimo",
    "eight eighth achter achtes achte huitième octavo ottavo",
    "nine ninth neunter neuntes neunte neuvième noveno nono",
    "ten tenth zehnter zehntes zehnte dixième décimo decimo",
    "eleven eleventh",
    "twelve twelfth",
    "thirteen thirteenth",
    "fourteen fourteenth",
    "fifteen fifteenth",
    "sixteen sixteenth",
    "seventeen seventeenth",
    "eighteen eighteenth",
    "nineteen nineteenth",
    "twenty twentieth",
)
_WORD_VALUES = {word: value for value, words in enumerate(_IN_WORDS, 1) for word in words.split()}
_WORDED = "|".join(sorted(_WORD_VALUES, key=len, reverse=True))
_LATIN_NUMBER = rf"(?-i:{_ROMAN})|\d{{1,3}}|{_WORDED}"
_PARTS = "part|book|volume|vol\\.|teil|buch|band|partie|livre|tome|parte|libro|tomo|titre|título|titolo"
_CHAPTERS = (
    "chapter|chap\\.|chapt\\.|kapitel|chapitre|capítulo|capitulo|capitolo|canto|letter|lecture|lesson"
    "|sermon|act|lettre|number|essay|epistle|fable|tale|sonnet|psalm|hymn|dialogue|discourse"
)
_SECTIONS = (
    "section|sect\\.|sec\\.|scene|abschnitt|sección|sezione|appendix|annex|anhang|annexe|article|art\\.|artikel|artículo"
    "|articolo|schedule|exhibit|plate"
)


def _called(words: str, others: str = "") -> str:
    """A number after a word that says what is numbered: CHAPTER IV., Part Two, Annex B."""
    return rf"(?i:(?:{words})\s+(?:the\s+)?({_LATIN_NUMBER}{others})(?=[\s.:,;—–-]|\Z)[.:,—–-]*)"


LATIN_FORMS = (
    ("number-open", r"(\d{1,2})\s+(?=[^\W\d_a-zß-ÿ])"),
    ("roman", rf"({_ROMAN})[.)](?=\s|\Z)"),
    ("roman-alone", r"([IVXLC]{1,7})\Z"),
    ("letter", r"([A-Z])[.)](?=\s)"),
    ("latin-part", _called(_PARTS)),
    ("latin-chapter", _called(_CHAPTERS)),
    ("latin-ordinal", rf"(?i:({_WORDED})\s+(?:{_PARTS}|{_CHAPTERS}|{_SECTIONS})(?=[\s.:]|\Z)[.:]?)"),
    ("latin-section", _called(_SECTIONS + "|§", "|(?-i:[A-Z])")),
)
"""By name, as profiles give them; group 1 is the number."""


def latin_number(text: str) -> int | None:
    """A number in words or Roman numerals, or a letter's place, of small letters; None where it is none."""
    if text in _WORD_VALUES:
        return _WORD_VALUES[text]
    if len(text) == 1 and text not in _ROMAN_DIGITS:
        return ord(text) - ord("a") + 1
    values = [_ROMAN_DIGITS.get(char, 0) for char in text]
    if 0 in values:
        return None
    return sum(
        -value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True)
    )
