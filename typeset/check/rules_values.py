"""Rule 40: one indicator with two values, in two entries.

Only what can be compared is: the same subject, indicator, unit and year. The subject is what a passage
says that it is about (粮食生产方面，…), or the section whose 概况 it is, or the area that a clause names
(全县…). Values for a part of the year, changes, plans and parts (其中…) are left alone; 余, 约 and rounding
leave room.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from typeset.check.findings import Hit, Rule, Severity
from typeset.check.matching import hit
from typeset.check.texts import HAN, Block, Kind, Subject
from typeset.model import sections

_SENTENCE = re.compile("[^。！？；]+")
_CLAUSE = re.compile("[^，、：]+")
_ASIDE = re.compile("（[^（）]*）|“[^“”]*”|《[^《》]*》")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
_PART_OF_YEAR = re.compile(
    r"\d月|\d日|上半年|下半年|季度|同期|(?<![比较])上年|去年|(?:当|是)[日月天]|“[十一二三四]+五”"
)
_TOPIC = re.compile(f"(?:\\A|[。；，、])([{HAN}]{{2,14}})方面[，,：:]")
_GENERAL = re.compile("综述|概况|概述|总述|概貌|综合|综录")
_STEM = re.compile("(?:产业|行业|事业|工作)\\Z")
_SCOPE = re.compile("(?:全国|全省|全市|全县|全区|全州|全旗|全镇|全乡|全村|全校|全院|全系统|全行业)")
_CHANGE = re.compile(
    "其中|比|较|占|增长|增加|下降|减少|提高|增幅|降幅|计划|预计|目标|力争|将|拟|规划|平均每|每"
)
_VALUE = re.compile(
    r"(?P<phrase>.*?)(?P<about>约|近|超过?|逾)?(?P<number>\d+(?:\.\d+)?)(?P<scale>[万亿]*)(?P<more>[余多])?"
    rf"(?P<scale_after>[万亿]*)(?P<more_after>[余多])?(?P<unit>[{HAN}]{{1,4}}|%|℃)\Z"
)
_SCALES = {"": 1.0, "万": 1e4, "亿": 1e8, "万亿": 1e12}
_AREAS = "园区|新区|开发区|高新区|本[省市县区]|我[省市县区]"
"""How a text says its own area: by the kind of zone that it is, or as ours. Not any word in 区: 灌区, 景区
and 市区 are measured themselves."""
_TIMES = "全年|当年|年内|至?年末|至?年底|截至年底|同年|是年"
_VERBS = "实现|完成|达到?|拥有|共有|为|有"
_TAIL = re.compile("(?:达到?|为|共有?|有|合计|总计|共计|计|已|均)+\\Z")
_HEAD = "产业|总(?!计|数)"
_EMPTY = re.compile("(?:累计|新增|共|总计|合计|全部|数|个|增|年)*\\Z")
_SHORTEST = 2
_SPECIFIC = 5
"""Characters from which an indicator of an area says by itself what it is about: 公路总里程."""
_VAGUE = 0.1
"""How far from the number a value said to be near it may lie, as a part of it."""


class _Key(NamedTuple):
    subject: str
    indicator: str
    unit: str
    year: str


class _Value(NamedTuple):
    """From ``low`` to ``high``; the words stand at ``start`` to ``end`` of a block's tight text."""

    block: Block
    start: int
    end: int
    low: float
    high: float

    @property
    def words(self) -> str:
        return self.block.tight[self.start : self.end]

    def contradicts(self, other: _Value) -> bool:
        return self.high < other.low or other.high < self.low


def _two_values(subject: Subject) -> Iterator[Hit]:
    known: dict[_Key, _Value] = {}
    titles = Counter(_stem(section.heading.text) for section in sections(subject.document))
    for key, value in _values(subject, titles):
        first = known.setdefault(key, value)
        if first.block.entry is not value.block.entry and first.contradicts(value):
            place = "/".join([*(s.heading.text for s in first.block.sections[-1:]), first.block.where])
            what = f"{key.indicator} ({key.subject}, {key.year})"
            message = f"{what} is {value.words} here and {first.words} in {place}"
            yield hit(value.block, value.start, value.end, message)


def _values(subject: Subject, titles: Counter[str]) -> Iterator[tuple[_Key, _Value]]:
    for blocks in subject.entries.values():
        year = ""
        topic = _topic_of(blocks[0], titles)
        for block in blocks:
            if block.kind is Kind.PARAGRAPH:
                year, found = _of_block(block, topic, year)
                yield from found


def _topic_of(first: Block, titles: Counter[str]) -> str:
    """What an overview is about: its section, if no other has that title."""
    if not first.sections or first.kind is not Kind.HEADING or not _GENERAL.match(first.text):
        return ""
    title = first.sections[-1].heading.text
    return "" if _GENERAL.match(title) or titles[_stem(title)] > 1 else _stem(title)


def _stem(title: str) -> str:
    return _STEM.sub("", title)


def _of_block(block: Block, topic: str, year: str) -> tuple[str, list[tuple[_Key, _Value]]]:
    """The values of a paragraph, and the year that it ends with."""
    text = _ASIDE.sub(lambda match: "\x00" * len(match.group()), block.tight)
    topics = [(match.start(), _stem(match.group(1))) for match in _TOPIC.finditer(text)]
    found = []
    for sentence in _SENTENCE.finditer(text):
        for clause in _CLAUSE.finditer(text, *sentence.span()):
            before = text[sentence.start() : clause.end()]
            years = _YEAR.findall(before)
            year = years[-1] if years else year
            current = next((name for at, name in reversed(topics) if at < clause.start()), topic)
            read = None if _PART_OF_YEAR.search(before) else _read(block, clause, current, year)
            if read is not None:
                found.append(read)
    return year, found


def _read(block: Block, clause: re.Match[str], topic: str, year: str) -> tuple[_Key, _Value] | None:
    """What a clause says of its subject; None if that cannot be compared."""
    words = clause.group().rstrip("\x00")
    match = _VALUE.match(words)
    if match is None or not year or _CHANGE.search(match["phrase"]):
        return None
    phrase = _YEAR.sub("", match["phrase"]).lstrip("末底")
    scope = _SCOPE.search(phrase)
    about = scope.group() if scope else topic
    indicator = _indicator(phrase.replace(about, "", 1) if scope else phrase, topic)
    scale = _SCALES.get(match["scale"] + match["scale_after"])
    if not about or not indicator or scale is None or not re.fullmatch(f"[{HAN}]+", indicator):
        return None
    low, high = _range(match, scale)
    value = _Value(block, clause.start() + match.start("number"), clause.start() + len(words), low, high)
    own = topic if scope is not None and len(indicator) < _SPECIFIC else ""
    return _Key(f"{own}{about}", indicator, match["unit"], year), value


def _indicator(phrase: str, topic: str) -> str:
    """The words for what is measured, without time, area, verbs and subject; empty if none remain."""
    neutral = "|".join([_TIMES, _AREAS, _VERBS, _HEAD, *([f"{re.escape(topic)}(?:产业)?"] if topic else [])])
    bare = _TAIL.sub("", re.sub(rf"\A(?:{neutral})+", "", phrase))
    return "" if len(bare) < _SHORTEST or _EMPTY.match(bare) else bare


def _range(match: re.Match[str], scale: float) -> tuple[float, float]:
    """What a number may stand for: as it is, rounded where it has a scale or decimals, or vaguely."""
    number = match["number"]
    value = float(number) * scale
    decimals = len(number.partition(".")[2])
    unit = scale / 10**decimals
    low, high = (value - unit / 2, value + unit / 2) if scale > 1 or decimals else (value, value)
    if match["more"] or match["more_after"]:
        zeros = len(number) - len(number.rstrip("0")) if not decimals else 0
        high = value + unit * 10**zeros
    if match["about"] in ("约", "近"):
        low, high = low - value * _VAGUE, high + value * _VAGUE
    elif match["about"]:
        high = math.inf
    return low, high


RULES = (
    Rule(
        "L40", "two-values", "Y", Severity.NOTICE, "one indicator with two values in two entries", _two_values
    ),
)
"""In the order of their codes."""
