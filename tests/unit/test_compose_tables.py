"""The rules of a table, each in one picture (tests/composed.py has the notation)."""

from __future__ import annotations

import pytest

from tests.composed import EM, drawn, table
from typeset.compose.tables import Measured, compose_table

YEARS = ("指标|单位|2018年|2019年", "生产总值|亿元|1234.5|1402.36", "人口|万人|98.7|99.15", "粮食|万吨|45|—")
MONUMENTS = (
    "名称|类别|说明",
    "石桥|省级文物保护单位|始建于明代，路面以青石铺砌，沿途有凉亭五座。",
    "书院|市级|清乾隆年间建。",
)


def parted(word: str) -> list[int]:
    """After every third letter."""
    return list(range(3, len(word) - 1, 3))


RULES = {
    "Latin words by their spaces, whole where they can be, and not justified": (
        table("Name|Notes", "Dam|built of stone in 1958, with a spillway", "Weir|in ruins", hyphenate=parted),
        14,
        [
            "│ Name │         Notes        │",
            "│ Dam  │ built of stone in    │",
            "│      │ 1958, with a spillway│",
            "│ Weir │ in ruins             │",
        ],
    ),
    "a word that is wider than its column takes a hyphen, and no other does": (
        table("Hydrology|Reservoirs", "12|hydrological station", figures="n ", pad=0, hyphenate=parted),
        7,
        [
            "│ Hyd- │Reserv- │",
            "│rology│  oirs  │",
            "│  12  │hydrol- │",
            "│      │ogical  │",
            "│      │station │",
        ],
    ),
    "words to the left, heads in the middle, amounts with their units below each other": (
        table(*YEARS, figures="  nn"),
        24,
        [
            "│   指标     │   单位   │   2018 年   │   2019 年   │",
            "│ 生产总值   │   亿元   │   1234.5    │   1402.36   │",
            "│ 人口       │   万人   │     98.7    │     99.15   │",
            "│ 粮食       │   万吨   │     45      │      —     │",
        ],
    ),
    "half the padding before a cell is parted": (
        table(*YEARS, figures="  nn"),
        15.5,
        [
            "│   指标  │ 单位 │ 2018年 │ 2019年 │",
            "│ 生产总值│ 亿元 │ 1234.5 │ 1402.36│",
            "│ 人口    │ 万人 │   98.7 │   99.15│",
            "│ 粮食    │ 万吨 │   45   │   —   │",
        ],
    ),
    "a long head stands on several lines, as even as they can be, a short one in the middle beside it": (
        table("年份|平均每人全年消费", "2018|12345", "2019|9876", figures="nn"),
        10,
        [
            "│  年份  │  平均每人  │",
            "│        │  全年消费  │",
            "│  2018  │    12345   │",
            "│  2019  │     9876   │",
        ],
    ),
    "long words have what short ones leave, and lines are few": (
        table(*MONUMENTS),
        22,
        [
            "│ 名称  │    类别   │           说明           │",
            "│ 石桥  │  省级文物 │  始建于明代，路面以青石  │",
            "│       │  保护单位 │  铺砌，沿途有凉亭五座。  │",
            "│ 书院  │  市级     │  清乾隆年间建。          │",
        ],
    ),
    "amounts stay whole where words cannot": (
        table("地区生产|12345.6", figures=" n", heads=0),
        6.5,
        [
            "│ 地区│ 12345.6│",
            "│ 生产│        │",
        ],
    ),
    "what must be parted is": (
        table("一|二", "wordword|123456", figures=" n"),
        4,
        [
            "│ 一 │ 二 │",
            "│ wor│ 123│",
            "│ dwo│ 456│",
            "│ rd │    │",
        ],
    ),
    "an empty cell has no lines, and an empty row one": (
        table("甲|乙", "|", "一|"),
        8,
        [
            "│ 甲    │    乙   │",
            "│       │         │",
            "│ 一    │         │",
        ],
    ),
}


@pytest.mark.parametrize("rule", RULES)
def test_rule(rule: str) -> None:
    made, characters, wanted = RULES[rule]
    assert drawn(made, characters) == wanted


def test_heads_stand_in_the_middle_of_their_row_also_by_half_a_line() -> None:
    done = compose_table(table("年份|平均每人全年消费", "2018|12345", figures="nn"), 10 * EM)
    assert [cell.top for cell in done.rows[0].cells] == [0.5, 0.0]
    assert [cell.top for cell in done.rows[1].cells] == [0.0, 0.0]


def test_a_page_asks_how_wide_a_table_would_be() -> None:
    """Naturally with all its padding; at least with half of it, three ems of words and two of a head."""
    measured = Measured(table("项目名称|说明", "水|一二三四五六七八"))
    assert measured.natural == (4 + 8 + 2) * EM
    assert measured.least == (2 + 3 + 1) * EM
    assert measured.compose(measured.least).fits
    assert not measured.compose(measured.least - 1).fits


def test_words_are_justified_unless_that_opens_them() -> None:
    even, open_ = (
        compose_table(table(text, heads=0, pad=0), 8 * EM)
        for text in ("一二三四五，六七八九十甲乙丙", "一二三四wordwordword一二三四五六七")
    )
    assert even.rows[0].cells[0].lines[0].width == pytest.approx(even.boxes[0])
    assert [line.opened for line in open_.rows[0].cells[0].lines] == [0.0] * 3
    assert open_.rows[0].cells[0].lines[0].width == 4 * EM
