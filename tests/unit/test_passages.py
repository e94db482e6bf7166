"""Words of pages found again in the texts that they were set from."""

from __future__ import annotations

import pytest

from typeset.check.passages import Passages, kept
from typeset.check.texts import Written
from typeset.pipeline import read, reflow

RAW = """综    述

【概况】  全县有水库十二座，灌溉面积二十一万亩。
【供水】  全年供水八百万立方米，
水质合格率百分之九十九。本年无旱情。
【排水】  全年排水三百万立方米。本年无旱情。
"""


def passages(*raws: str) -> Passages:
    texts = []
    for number, raw in enumerate(raws, 1):
        result = reflow(read(raw.encode(), f"{number}.txt"))
        texts.append(Written(result.document, f"{number}.txt", result.ledger))
    return Passages(texts)


def place(printed: str, words: str, *raws: str) -> str:
    """Where the first of some words on a page stands."""
    passage = passages(*(raws or (RAW,))).of(kept(printed), kept(printed).index(kept(words)))
    return str(passage)


@pytest.mark.parametrize(
    ("printed", "words", "expected"),
    [
        ("全年供水八百万立方米，水质合格率", "水质", "1.txt:5:1 [供水]"),
        ("【概况】 全县有水库十二座", "全县", "1.txt:3:7 [概况]"),
        ("【概况】 全县有水库十二座", "概况", "1.txt:3:2 [概况]"),
        ("年鉴 12 库十二座，灌溉面", "座", "1.txt:3:14 [概况]"),
        ("①水库十二座，灌溉面", "①", "1.txt:3:10 [概况]"),
        ("百分之九十九。本年无旱情。", "本年", "1.txt:5:13 [供水]"),
        ("本年无旱情。", "本年", "None"),
        ("三百万立方米。本年无旱情。", "本年", "1.txt:6:18 [排水]"),
        ("目录 供水 12", "供水", "None"),
        ("凡例", "凡例", "None"),
    ],
)
def test_words_are_known_by_those_around_them(printed: str, words: str, expected: str) -> None:
    assert place(printed, words) == expected


def test_each_text_has_its_own() -> None:
    other = RAW.replace("十二座", "九座")
    assert place("全县有水库九座，灌溉", "九座", RAW, other) == "2.txt:3:12 [概况]"
    assert place("灌溉面积二十一万亩", "面积", RAW, other) == "None"
