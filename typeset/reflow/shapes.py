"""The shape of a line in Latin script: CAPITALS, Title Case or plain; whether it can end a title at all."""

from __future__ import annotations

import re
from enum import Enum

from typeset.reflow.prose import End, Prose, words_of

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
_ROMAN = re.compile(r"[IVXLCDM]+\Z")
_LEADERS = re.compile(r"(?:\.\s?){4,}|…{2,}|(?<=\S)\s{3,}\d{1,4}\Z|(?:·\s?){4,}")
_STOP_INSIDE = re.compile(r"[;?!]\s|([^\W_]+(?:\.[^\W_]+)*)\.\s+(?=\S)")
_CAPITALS = 0.9
_HALF = 0.5
_SHORT_WORD = 3
_SMALL = words_of(
    "about above after against along among amongst before behind below beneath beside between beyond"
    " during from into onto over past since through toward towards under until unto upon versus with"
    " within without dans pour avec sans sous chez entre vers depuis dopo della delle degli dello nella"
    " nelle dalla sulla sobre hasta desde para como contra eine einer einem einen eines oder über unter"
    " nach durch gegen their your when that than"
)
"""Longer words that a title may leave small."""
_OPEN = words_of(
    "the of and a an to in for with by from on at or as that which his her its their our my your this"
    " these those is are was were be been into upon than if but not de la le les des du et à au aux un une"
    " en par pour el los las y del al con por di e il lo gli i della dei da der die das und von zu im den"
    " dem ein eine mit auf für"
)
"""Words that no title ends with, and after which one goes on."""
_BEGINS = words_of(
    "of and to for with by from on at or in as upon than into und von zu im mit für et du des de del y e"
)
"""Words with which a title goes on."""


_MONTH = re.compile(
    r"\b(?:jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|ao[uû]t|sep|o[ck]t|nov|d[eé][cz]|gen|ene|lug|giu|ago)\w*\b",
    re.I,
)
_YEAR = re.compile(r"\b1\d{3}\b|\b20\d\d\b")
_WORDS_OF_DATE = 4
_ISSUE = re.compile(
    r"(?:no|vol|nr|n[°º]|number|volume|issue|jahrg|jahrgang|from)\b\.?[^\W_a-z]*[ ,].{0,60}\d|price\b", re.I
)


class Case(Enum):
    CAPITALS = "capitals"
    TITLE = "title-case"
    PLAIN = "plain"


def case_of(text: str) -> Case:
    """How a line's words are written, numbers at its beginning aside."""
    words = _WORD.findall(text)
    letters = "".join(words)
    if len(letters) < 2:
        return Case.PLAIN
    if sum(char.isupper() for char in letters) >= _CAPITALS * len(letters):
        return Case.CAPITALS
    small = [word for word in words if word[0].islower()]
    if not words[0][0].isupper() or any(len(w) > _SHORT_WORD and w not in _SMALL for w in small):
        return Case.PLAIN
    return Case.TITLE if len(words) - len(small) > _HALF * len(small) else Case.PLAIN


def has_words(text: str) -> bool:
    """Whether there is a word in it that is no number."""
    return any(not _ROMAN.match(word) for word in _WORD.findall(text))


def ends_open(text: str, prose: Prose) -> bool:
    """Whether words must follow: after a comma, a hyphen, a colon, an article."""
    if text[-1] in ",-\u2010\u00ad–&(" or prose.end(text) in (End.PAUSE, End.ABBREVIATION):
        return True
    words = _WORD.findall(text)
    return bool(words) and text.endswith(words[-1]) and words[-1].lower() in _OPEN and len(words) > 1


def leans_on(text: str) -> bool:
    """Whether a line ends with a pause or a word after which one goes on; points say nothing here."""
    words = _WORD.findall(text)
    return text[-1] in ",:;-\u2010\u00ad" or (
        bool(words) and text.endswith(words[-1]) and words[-1] in _OPEN and len(words) > 1
    )


def stops_as_title(text: str) -> bool:
    """Whether words with a stop may be a head or a title all the same: in capitals or title case."""
    return text[-1] == "." and " " in text and case_of(text) is not Case.PLAIN


def closes_sentence(text: str, following: str) -> bool:
    """Whether a line may be the last of a sentence: it has a stop, and no small letter goes on after it."""
    return text.rstrip("\"'”’)]")[-1:] in (".", "!", "?") and not following[0].islower()


def is_date(text: str) -> bool:
    """Whether a line is a day and its year: a month's name, a year, hardly another word."""
    if _MONTH.search(text) is None or _YEAR.search(text) is None:
        return False
    return len(_WORD.findall(text)) <= _WORDS_OF_DATE


def is_issue(text: str) -> bool:
    """Whether a line under the name of a paper says which issue it is: a date, a number, a price."""
    return _ISSUE.match(" ".join(text.split())) is not None or is_date(text)


def begins_inside(text: str) -> bool:
    """Whether a line begins as no title does: with a small letter, or in capitals with a word that leans."""
    word = _WORD.match(text)
    leans = word is not None and word.group().isupper() and word.group().lower() in _BEGINS
    return text[0].islower() or leans


def stops_within(text: str, prose: Prose) -> bool:
    """Whether a sentence ends in the midst of a line."""
    return any(
        match.group(1) is None or prose.ended(text[: match.end(1) + 1], text[match.end() :])
        for match in _STOP_INSIDE.finditer(text)
        if match.end() < len(text)
    )


def is_contents_line(text: str) -> bool:
    """Whether leaders or a wide gap lead to a page number."""
    return _LEADERS.search(text) is not None
