"""Headings that are known by a number: 第一章, 一、, （一）, 1., 4日. A number alone makes no heading: it
must follow the one before it, stand where a block begins, and look like a title.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_HAN_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_HAN_UNITS = {"十": 10, "百": 100, "千": 1000}
_HAN_NUMBER = "[〇零一二两三四五六七八九十百千]+"
_NUMBER = rf"(?:{_HAN_NUMBER}|\d{{1,4}})"


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
        _form("book", rf"第({_NUMBER})[编編卷篇](?![^\s\u3000])|第({_NUMBER})[编編卷篇]"),
        _form("chapter", rf"第({_NUMBER})章"),
        _form("part", rf"第({_NUMBER})[节節]"),
        _form("article", rf"第({_NUMBER})[条條](?:之{_HAN_NUMBER})?(?=[\s\u3000]|\Z)", run_in=True),
        _form("han", rf"({_HAN_NUMBER})、"),
        _form("han-paren", rf"[（(]({_HAN_NUMBER})[）)]"),
        _form("number", r"(\d{1,3})[.．、](?!\d)"),
        _form("number-paren", r"[（(](\d{1,3})[）)]"),
        _form("decimal", r"\d{1,2}\.(\d{1,2})(?:[\s\u3000]|(?=[^\W\d_%]{2}))"),
        _form("decimal-3", r"\d{1,2}\.\d{1,2}\.(\d{1,2})(?:[\s\u3000]|(?=[^\W\d_%]{2}))"),
        _form("year", r"(\d{4}|[〇零一二三四五六七八九]{4})年\Z"),
        _form("month", rf"({_NUMBER})月(?:份)?\Z"),
        _form(
            "day",
            r"(\d{1,2})日(?:[—–～~至\-、]\d{1,2}日)?(?=[\s\u3000]|\Z)|(\d{1,2})[—–～~至\-、]\d{1,2}日(?=[\s\u3000]|\Z)"
            r"|(?:是|同|本|当|全)[月日年](?=[\s\u3000]|\Z)|(?:上|中|下)旬(?=[\s\u3000]|\Z)|月内(?=[\s\u3000]|\Z)",
            run_in=True,
        ),
    )
}
"""By name, as profiles give them."""


def number_of(text: str) -> int | None:
    """A number in digits or in Han; None where it is none."""
    if text.isdecimal():
        return int(text)
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
