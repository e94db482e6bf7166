"""Rules 12 to 16 and 20 to 26: numerals and units, after GB/T 15834 and GB/T 15835."""

from __future__ import annotations

import re
from collections.abc import Iterator

from typeset.check.findings import Find, Hit, Rule, Severity
from typeset.check.matching import NUMBER, all_matching, fewer, hit, matching
from typeset.check.texts import BODY, HAN, Subject

_HYPHENS = "-–－"
_ALONE = r"(?<![\dA-Za-z.\-–—－/])"
"""Before a number that is no part of a code, a date or a longer number."""
_COUNTED = (
    "万亿千百余多元人名家个项次吨米公厘克升平立天小分秒岁倍种类件辆台套座处所"
    "户篇场届℃毫瓦伏帕页艘头只株棵条层周"
)
_DIGIT = "一二两三四五六七八九"
_HAN_NUMBER = f"[{_DIGIT}十百千万亿〇零]+"
_EXACT_UNITS = "公里|千米|海里|平方公里|平方千米|平方米|立方米|公顷|公斤|千克|吨|毫米|厘米|千瓦|摄氏度"
_OLD_UNIT = re.compile(
    r"(?<=\d)[万亿千百余多]*(?:亩|公斤|市斤|斤|华里|里(?![程约面外弄拉昂氏])|马力|公分|英寸|英尺|英里)"
)
_AFTER_LEGAL = re.compile(r"(?:公顷|米|公里|千克|吨|千瓦)（(?:折?合|约|即)*\d+(?:\.\d+)?\Z")
_UNITS = (
    ("km", "公里|千米"),
    ("kg", "公斤|千克"),
    ("mm", "毫米"),
    ("cm", "厘米"),
    ("m²|㎡|m2", "平方米"),
    ("m³|m3", "立方米"),
    ("km²|km2", "平方公里|平方千米"),
    ("hm²|ha", "公顷"),
    ("kW", "千瓦"),
    ("MW", "兆瓦"),
    ("℃", "摄氏度"),
    ("t", "吨"),
)
"""The sign and the words of a unit."""
_WHOLE = re.compile(
    r"(?<![\dA-Za-z.\-—/])(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d{4,})(?![\d.,A-Za-z\-—/])"
)
_YEAR = re.compile("(?:1[5-9]|20)\\d\\d\\Z")
_LONG = 5
"""Digits from which GB/T 15835 groups; numbers of four may stay whole."""


def _groupings(subject: Subject) -> Iterator[Hit]:
    """Numbers of the same length, grouped in more than one way: what is done less often."""
    ways: dict[tuple[bool, str], list[Hit]] = {}
    for block in subject.of(BODY):
        for match in _WHOLE.finditer(block.tight):
            words = match.group()
            mark = next((mark for mark in ", " if mark in words), "")
            if mark or not _YEAR.match(words):
                long = sum(char.isdecimal() for char in words) >= _LONG
                ways.setdefault((long, mark), []).append(hit(block, *match.span()))
    for length in (False, True):
        found = [hits for (long, _), hits in sorted(ways.items()) if long is length]
        usual = max(found, key=len, default=[])
        yield from (item for hits in found if hits is not usual for item in hits)


def _unit(sign: str, words: str) -> Find:
    number = r"(?<=\d)[万亿千]?\s?"
    in_words = all_matching(f"{number}(?:{words})(?!级)")
    return fewer(in_words, all_matching(f"{number}(?:{sign})(?![A-Za-z²³0-9/])"))


_UNIT_FINDS = tuple(_unit(sign, words) for sign, words in _UNITS)


def _mixed_units(subject: Subject) -> Iterator[Hit]:
    for find in _UNIT_FINDS:
        yield from find(subject)


def _old_units(subject: Subject) -> Iterator[Hit]:
    """What stands in brackets after a legal unit says the same twice and is left alone."""
    for block in subject.of(BODY):
        for match in _OLD_UNIT.finditer(block.tight):
            if not _AFTER_LEGAL.search(block.tight, 0, match.start()):
                yield hit(block, *match.span())


_HAN_ROUND = all_matching(f"(?<![第数几{_DIGIT}十百千万])[{_DIGIT}][十百千万]+[多余](?=[{HAN}])", BODY)
_DIGIT_ROUND = all_matching(r"\d+[万亿]?[多余](?=[" + HAN + "])", BODY)


def _mixed_numerals(subject: Subject) -> Iterator[Hit]:
    """Round numbers in Han where the document sets at least as many in digits."""
    in_han = _HAN_ROUND(subject)
    if in_han and len(_DIGIT_ROUND(subject)) >= len(in_han):
        yield from in_han


RULES = (
    Rule(
        "L12", "range-of-amounts", "P", Severity.WARNING, "a range of amounts is joined by ～",
        matching(
            rf"{_ALONE}(?!0\d){NUMBER}[{_HYPHENS}]{NUMBER}(?=[{_COUNTED}])"
            rf"|{_ALONE}{NUMBER}[%％‰][{_HYPHENS}]{NUMBER}[%％‰]"
        ),
    ),
    Rule(
        "L13", "range-of-dates", "P", Severity.WARNING, "a range of dates is joined by —",
        matching(
            rf"{_ALONE}(?:(?:\d{{4}}年)?\d{{1,2}}月)?\d{{1,2}}日?[{_HYPHENS}~～](?:\d{{1,2}}月)?\d{{1,2}}(?=日)"
            rf"|{_ALONE}(?:\d{{4}}年)?\d{{1,2}}月?[{_HYPHENS}~～](?:\d{{4}}年)?\d{{1,2}}(?=月)"
            rf"|{_ALONE}(?:1[5-9]|20)\d\d年?[{_HYPHENS}~～](?:1[5-9]|20)\d\d(?=年)"
        ),
    ),
    Rule(
        "L14", "dash-in-code", "P", Severity.WARNING, "a code is joined by - and not by —",
        matching(r"(?<![A-Za-z\d—])[A-Za-z]{1,8}—\d+(?![\d—]*[年月日])"),
    ),
    Rule(
        "L15", "dotted-date", "M", Severity.NOTICE, "a date in prose is written with 年, 月 and 日",
        matching(
            r"(?<![\d./\-A-Za-z])(?:19|20)\d\d([./])(?:1[0-2]|0?[1-9])\1(?:3[01]|[12]\d|0?[1-9])(?![\d./A-Za-z])",
            BODY,
        ),
    ),
    Rule(
        "L16", "short-year", "Y", Severity.WARNING, "a year has four digits",
        matching(
            r"(?<!\d)(?<!\d[—\-～.])(?<![历时役刑满期])\d\d年(?=(?:1[0-2]|0?[1-9])月)"
            r"|(?<=[自从在于至到])\d\d年(?=[底末初](?![步见级期]))|(?<=[自从])\d\d年(?=起|开始|以来|以后)|[’'‘]\d\d年|(?<=\d{4}[—\-～])\d\d年"
        ),
    ),
    Rule(
        "L20", "decimal-and-more", "Y", Severity.WARNING, "余 after a decimal",
        matching(r"\d+\.\d+[万亿千]?余"),
    ),
    Rule(
        "L21", "mixed-numerals", "N", Severity.NOTICE,
        "a round number in Han beside others in digits", _mixed_numerals,
    ),
    Rule(
        "L22", "mixed-grouping", "M", Severity.NOTICE,
        "digits are grouped in more than one way", _groupings,
    ),
    Rule(
        "L23", "han-measure", "N", Severity.WARNING, "a measure is written in digits",
        matching(
            rf"(?<![\d第数几前后先初{_DIGIT}十百千万亿])(?=[{_DIGIT}十百])(?:{_HAN_NUMBER})(?:{_EXACT_UNITS})(?![级赛跑竞越徒接障])"
            rf"|(?<![\d第数几前后先初{_DIGIT}十百千万亿])[{_DIGIT}十]{_HAN_NUMBER}(?:米|亩|克|升|斤)(?![级长赛跑障接])",
            BODY, quoted=False,
        ),
    ),
    Rule(
        "L24", "range-of-percent", "M", Severity.NOTICE, "each number of a range has its %",
        matching(rf"{_ALONE}{NUMBER}[{_HYPHENS}—~～]{NUMBER}[%％‰]"),
    ),
    Rule(
        "L25", "old-unit", "M", Severity.NOTICE, "not a legal unit of measurement",
        _old_units,
    ),
    Rule(
        "L26", "mixed-units", "Y", Severity.NOTICE,
        "a unit as a sign and in words in one document", _mixed_units,
    ),
)  # fmt: skip
"""In the order of their codes."""
