"""Headings that are known by their form: 第一章, 一、, （一）, 1., 4日, 沈某（1883—1949）. A number alone
makes no heading: it must follow the one before it, stand where a block begins, and look like a title.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from typeset.dates import DAY, MONTH, REMARK, TIMES, TO, WHEN
from typeset.people import SURNAMES
from typeset.reflow.latin_forms import LATIN_FORMS, latin_number
from typeset.reflow.scripts import HAN

_HAN_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_HAN_UNITS = {"十": 10, "百": 100, "千": 1000}
_HAN_NUMBER = "[〇零一二两三四五六七八九十百千]+"
WORKS = r"(?:主要)?(?:[参參]考文[献獻]|引用文[献獻]|[参參]考[书書]目|References|Bibliography)"
"""What stands over a list of the works that a text cites."""
_NUMBER = rf"(?:{_HAN_NUMBER}|\d{{1,4}})"

_STOPS = r"(?=\s|\Z)"
"""After what is a heading by itself: white space, or the line's end."""

# ---- the names of people, with the years that they lived

_NAME = rf"(?:[{HAN}](?:\s{{0,2}}[{HAN}])|[{HAN}]{{2,6}}|[{HAN}]{{1,8}}(?:·[{HAN}]{{1,8}})+)"
"""Of a person: short, or in parts."""
_LIFE = rf"(?:[男女字号號]|\d{{4}}年(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?生|[{HAN}]{{1,3}}族[，。])"
"""What a life begins with after a name."""
_SURNAME = "".join(sorted(SURNAMES))
_YEAR = r"(?:\d{3,4}|[?？]{1,4})"
_IN_LATIN = r"(?:[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f .·’'-]{1,40}[，,]\s?)?"
"""The name as its owner writes it."""
_LIVED = (
    rf"[（(]{_IN_LATIN}[^（）()。；]{{0,12}}?{_YEAR}年?[^（）()。；]{{0,10}}"
    rf"(?:——|[—–～~\-－至])[^（）()。；]{{0,16}}[）)]"
)


@dataclass(frozen=True, slots=True)
class Form:
    """``pattern`` matches at a line's beginning, its group 1 is the number. ``run_in``: the number is the
    whole heading and the text may follow on its line; else the line is the heading."""

    name: str
    pattern: re.Pattern[str]
    run_in: bool = False


def _form(name: str, pattern: str, *, run_in: bool = False) -> Form:
    return Form(name, re.compile(pattern), run_in)


FORMS: dict[str, Form] = {
    form.name: form
    for form in (
        _form(
            "book",
            rf"第({_NUMBER})[编編卷篇](?![^\s\u3000])|第({_NUMBER})[编編卷篇]|卷之?({_HAN_NUMBER})(?=\s|\Z)",
        ),
        _form("annex", rf"附[件录錄]\s?({_NUMBER})?(?=\s+[^\s\d]|\Z)|{WORKS}\Z"),
        _form("division", rf"第({_NUMBER})(?:部[分份]|单元|單元|板块|[辑輯])"),
        _form("chapter", rf"第({_NUMBER})章"),
        _form("part", rf"第({_NUMBER})[节節]"),
        _form("article", rf"第({_NUMBER})[条條](?:之{_HAN_NUMBER})?(?=[\s\u3000]|\Z)", run_in=True),
        _form("han", rf"({_HAN_NUMBER})、"),
        _form("han-paren", rf"[（(]({_HAN_NUMBER})[）)]"),
        _form("number", r"(\d{1,3})[.．、](?!\d)"),
        _form("number-paren", r"[（(](\d{1,3})[）)]"),
        _form("decimal", r"\d{1,2}\.(\d{1,2})[.．]?(?:[\s\u3000]|(?=[^\W\d_%]{2}))"),
        _form("decimal-3", r"\d{1,2}\.\d{1,2}\.(\d{1,2})[.．]?(?:[\s\u3000]|(?=[^\W\d_%]{2}))"),
        _form("decimal-4", r"(?:\d{1,2}\.){3}(\d{1,2})(?:[\s\u3000]|(?=[^\W\d_%]{2}))"),
        _form("integer", rf"(\d{{1,2}})\s+(?=[{HAN}]{{2}})"),
        _form(
            "year",
            rf"(?:公元)?(\d{{4}}|[〇零一二三四五六七八九]{{4}})年{REMARK}\Z"
            rf"|[{HAN}]{{2,5}}?(?:元|{_HAN_NUMBER}|\d{{1,3}})年{REMARK}\Z",
        ),
        *(_form(name, pattern) for name, pattern in LATIN_FORMS),
        _form("month", rf"({_NUMBER})月(?:份)?\Z"),
        _form(
            "date",
            rf"(?:\d{{4}}年)?({_NUMBER})月(?:{WHEN})?(?:{TO}(?:{MONTH}(?:{WHEN})?|{DAY}))?{REMARK}{_STOPS}"
            rf"|{MONTH}(?:{WHEN})?{REMARK}{_STOPS}"
            rf"|{_NUMBER}{TO}{MONTH}[间間]?{_STOPS}",
            run_in=True,
        ),
        _form(
            "day",
            rf"(\d{{1,2}})(?:日?{TO}\d{{1,2}})*日{REMARK}{_STOPS}|{DAY}{_STOPS}|(?:{TIMES}){_STOPS}",
            run_in=True,
        ),
        _form(
            "year-run",
            rf"(?:(\d{{4}})|[{HAN}]{{2,5}}?(?:元|{_HAN_NUMBER}|\d{{1,3}}))年{REMARK}{_STOPS}",
            run_in=True,
        ),
        _form("person", rf"{_NAME}\s?{_LIVED}{_STOPS}", run_in=True),
        _form(
            "name",
            rf"[{_SURNAME}](?:[{HAN}]{{1,3}}|\s[{HAN}])(?:(?=(?:\u3000|\s{{2,}})\S{{2,}}?[，。；：])|(?=\s{_LIFE}))",
            run_in=True,
        ),
    )
}
"""By name, as profiles give them."""


def number_of(text: str) -> int | None:
    """A number in digits, in Han, in Roman numerals or in words, or a letter's; None where it is none."""
    if text.isdecimal():
        return int(text)
    if text[0].isalpha() and not text[0] > "\u024f":
        return latin_number(text.lower())
    total = current = 0
    for char in text:
        if char in _HAN_DIGITS:
            current = current * 10 + _HAN_DIGITS[char] if current and "十" not in text else _HAN_DIGITS[char]
        elif char in _HAN_UNITS:
            total += (current or 1) * _HAN_UNITS[char]
            current = 0
        else:
            return None
    return total + current


def matched(form: Form, text: str) -> tuple[int, int | None] | None:
    """Where the number's mark ends, and its value; None if the line does not begin so."""
    match = form.pattern.match(text)
    if match is None:
        return None
    digits = next((group for group in match.groups() if group), None)
    return match.end(), number_of(digits) if digits else None


_PARTS = re.compile(r"(\d{1,2})\.\d{1,2}(?:[\s\u3000]|(?=[^\W\d_%]{2}))")


def parts_of(text: str) -> int | None:
    """2 of 2.1　地质地貌: the number of the title that a line's is a part of."""
    match = _PARTS.match(text)
    return int(match.group(1)) if match else None
