"""A line to the page number on it, which may share it with a running head: 12, — 12 —, 第12页 共36页, 4 / 36,
xii, 四一.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple


class Numerals(Enum):
    """The numerals of a page number; those of one kind are counted together."""

    ARABIC = "arabic"
    ROMAN = "roman"
    HAN = "han"


class PageNumber(NamedTuple):
    """``styled``: the line says by more than the number itself that it is one; ``words``: what shares it."""

    number: int
    numerals: Numerals
    styled: bool
    words: str = ""


LONGEST = 60
"""Characters of a line with a page number, white space aside."""
_WIDEST = 400
_HAN_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
_HAN_UNITS = {"十": 10, "百": 100}
_HAN = "[〇○零一二三四五六七八九十百]{1,5}"
_ROMAN = "[ivxlc]{1,7}|[IVXLC]{1,7}"
_ROMAN_FORM = re.compile(r"c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_OF = rf"(?:[\s，,/／|]*共\s*(?:\d{{1,4}}|{_HAN})\s*[页頁]|\s*(?:/|／|of)\s*\d{{1,4}})"
_STYLED = re.compile(
    rf"[—–\-·•.〔（(\s]+(?P<a>\d{{1,4}}|{_ROMAN}|{_HAN})[—–\-·•.〕）)\s]+"
    rf"|第\s*(?P<b>\d{{1,4}}|{_HAN})\s*[页頁]{_OF}?"
    rf"|共\s*\d{{1,4}}\s*[页頁][\s，,/／]*第\s*(?P<c>\d{{1,4}})\s*[页頁]"
    rf"|(?:[Pp]age|[Pp]\.)\s*(?P<d>\d{{1,4}}){_OF}?"
    rf"|(?P<e>\d{{1,4}})\s*(?:/|／|of)\s*\d{{1,4}}"
)
_PLAIN = re.compile(r"\d{1,4}|[ivxlc]{1,7}|[〇○零一二三四五六七八九]{2,4}")
"""Alone, Ⅱ and 十二 are the numbers of parts of a text; ii and 一二 are page numbers."""
_PARTED = re.compile(r"\s{2,}|\u3000|\s*[|｜]\s*|\s+[·•]\s+")
_MAY_OPEN = frozenset("—–-·•.〔（(第共PpivxlcIVXLC〇○零一二三四五六七八九十百")


def page_number(text: str) -> PageNumber | None:
    """The page number that a line's words are, or share with a running head at a gap from it."""
    if len(text) > LONGEST and (len(text) > _WIDEST or len("".join(text.split())) > LONGEST):
        return None
    if not _may_have_one(text):
        return None
    alone = _alone(text)
    if alone is not None:
        return alone
    gaps = [match.span() for match in _PARTED.finditer(text)]
    for begin, end, first in [(*gaps[0], True), (*gaps[-1], False)] if gaps else []:
        number, words = (text[:begin], text[end:]) if first else (text[end:], text[:begin])
        beside = _alone(number)
        if beside is not None and words and beside.numerals is not Numerals.HAN and _alone(words) is None:
            return beside._replace(words=words)
    return None


def _may_have_one(text: str) -> bool:
    first, last = text[0], text[-1]
    return first.isdigit() or last.isdigit() or first in _MAY_OPEN or last in _MAY_OPEN or last in "页頁〕）)"


def _alone(text: str) -> PageNumber | None:
    if _PLAIN.fullmatch(text):
        return _number(text, styled=False)
    styled = _STYLED.fullmatch(text)
    return _number(next(group for group in styled.groups() if group), styled=True) if styled else None


def _number(numeral: str, *, styled: bool) -> PageNumber | None:
    if numeral.isdecimal():
        return PageNumber(int(numeral), Numerals.ARABIC, styled)
    if numeral.isascii():
        lower = numeral.lower()
        if not _ROMAN_FORM.fullmatch(lower):
            return None
        return PageNumber(_roman(lower), Numerals.ROMAN, styled)
    value = _han(numeral)
    return PageNumber(value, Numerals.HAN, styled) if value else None


def _roman(numeral: str) -> int:
    values = [_ROMAN_VALUES[char] for char in numeral]
    return sum(
        -value if value < following else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )


def _han(numeral: str) -> int:
    """四一 digit by digit, or 四十一 with its units; 0 for what is no number."""
    if not any(char in _HAN_UNITS for char in numeral):
        return int("".join(str(_HAN_DIGITS[char]) for char in numeral))
    total = digit = 0
    for char in numeral:
        if char in _HAN_UNITS:
            total += (digit or 1) * _HAN_UNITS[char]
            digit = 0
        else:
            digit = _HAN_DIGITS[char]
    return total + digit


def is_page_number(text: str) -> bool:
    """Whether a line is nothing but a page number, and says so by more than its numeral."""
    number = page_number(text)
    return number is not None and number.styled and not number.words
