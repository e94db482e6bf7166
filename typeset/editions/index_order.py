"""The terms of an index → what they are sorted by, and the groups that they stand in.

By pinyin: that of pypinyin's dictionary of phrases, so that 重庆 stands under C; people as their family name
is read, so that 单 stands under S. By strokes: character by character as GF 3003-1999 has it; signs, then
numbers, then letters stand before (GB/T 13418—1992).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from typeset.editions.stroke_order import strokes
from typeset.editions.surnames import surname_of
from typeset.editions.titles import Titles
from typeset.index_forms import is_han
from typeset.parts import IndexOrder

_MARKS = "“‘《（【「『〈[(\"' "
"""Marks that a term may begin with and that say nothing of its place."""
_NUMBER = re.compile(r"\d+")
_DIGITS = 12
"""Numbers stand in the order of their size."""
_SIGNS, _LETTERS = "#", "A–Z"
"""Over what begins with neither letter nor character, and over letters where all are one group."""
_UNKNOWN = 1000
"""More strokes than any character has."""


class Group(NamedTuple):
    """Its place among the groups, and what stands over it."""

    place: int
    words: str = ""


class Term(NamedTuple):
    """What an index has in a line. ``person``: it is somebody's name; ``sort``: how it is read, a syllable
    for each Chinese character of it, if an editor says so."""

    words: str
    person: bool = False
    sort: str = ""


class Filed(NamedTuple):
    """A term and what it is sorted by: its group, a group in that, and what comes first in there."""

    group: Group
    part: Group
    rest: tuple[tuple[int, int, str], ...]
    term: str


def by_pinyin(term: Term, _: Titles) -> Filed:
    """Under the letter that it is read with, then by its syllables with their tones."""
    syllables = tuple(part.casefold() for part in _read(term))
    letter = syllables[0][:1].upper() if syllables else ""
    group = Group(1, letter) if "A" <= letter <= "Z" else Group(0, _SIGNS)
    return Filed(group, Group(0), tuple((0, 0, syllable) for syllable in syllables), term.words)


def _read(term: Term) -> list[str]:
    """The syllables of a term with their tones as numbers, ü as v; what is no Chinese as it stands."""
    words = _NUMBER.sub(lambda match: match.group().zfill(_DIGITS), term.words.lstrip(_MARKS))
    if term.sort:
        return list(_said(words, iter(term.sort.replace("ü", "v").split())))
    surname = surname_of(words) if term.person else None
    if surname is None:
        return _spoken(words)
    return [*surname.syllables, *_spoken(words[len(surname.words) :])]


def _spoken(words: str) -> list[str]:
    from pypinyin import Style, lazy_pinyin

    return lazy_pinyin(words, style=Style.TONE3, neutral_tone_with_five=True)


def _said(words: str, syllables: Iterator[str]) -> Iterator[str]:
    """Words with a syllable for each Chinese character of them."""
    between = ""
    for char in words:
        if not is_han(char):
            between += char
            continue
        yield from (between, next(syllables)) if between else (next(syllables),)
        between = ""
    if between:
        yield between


def by_strokes(term: Term, titles: Titles) -> Filed:
    """Under the number of strokes of its first character, there under the first of these. What begins with a
    character whose strokes are not known stands behind all others."""
    words = term.words.lstrip(_MARKS)
    own = strokes(words[:1]) if words else None
    if own is not None:
        group, part = Group(1 + own.number, titles.strokes(own.number)), Group(own.first, f"［{own.form}］")
    elif words[:1].isalpha():
        group = Group(_UNKNOWN, titles.others) if is_han(words[0]) else Group(1, _LETTERS)
        part = Group(0)
    else:
        group, part = Group(0, _SIGNS), Group(0)
    return Filed(group, part, tuple(_characters(words)), term.words)


def _characters(words: str) -> Iterator[tuple[int, int, str]]:
    for piece in re.findall(r"\d+|\D", words):
        own = strokes(piece) if len(piece) == 1 else None
        if own is not None:
            yield 3, own.place, ""
        elif piece.isdecimal():
            yield 1, 0, piece.zfill(_DIGITS)
        elif is_han(piece):
            yield 4, 0, piece
        else:
            yield 2 if piece.isalpha() else 0, 0, piece.casefold()


def unfiled(term: str) -> str:
    """The Han characters of a term whose strokes are not known."""
    return "".join(char for char in term if is_han(char) and strokes(char) is None)


ORDERS: Mapping[IndexOrder, Callable[[Term, Titles], Filed]] = {"pinyin": by_pinyin, "stroke": by_strokes}
