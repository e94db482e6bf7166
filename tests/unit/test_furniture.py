"""Running heads and page numbers: what is one, and what only looks like one."""

from __future__ import annotations

import pytest

import typeset
from typeset.printed_words import plain_text
from typeset.source.folio import Numerals, page_number

BODY = [
    "全市新建改建水库十二座，总库",
    "容三千万立方米，渠道衬砌率居",
    "全省首位，新增节水灌溉面积四",
    "十公顷，改造渠系建筑物一百二",
    "十六处，其中大型水库两座，中",
    "型水库五座。",
]


def text_of(lines: list[str]) -> str:
    return plain_text(typeset.reflow(typeset.read("\n".join(lines).encode())).document)


@pytest.mark.parametrize(
    ("line", "number", "numerals", "words"),
    [
        ("12", 12, Numerals.ARABIC, ""),
        ("— 12 —", 12, Numerals.ARABIC, ""),
        ("第12页 共36页", 12, Numerals.ARABIC, ""),
        ("4 / 36", 4, Numerals.ARABIC, ""),
        ("Page 4 of 36", 4, Numerals.ARABIC, ""),
        ("xiv", 14, Numerals.ROMAN, ""),
        ("四一", 41, Numerals.HAN, ""),
        ("第四十一頁", 41, Numerals.HAN, ""),
        ("某市年鉴　　12", 12, Numerals.ARABIC, "某市年鉴"),
        ("12  某市年鉴", 12, Numerals.ARABIC, "某市年鉴"),
        ("THE HARBOUR GAZETTE" + " " * 70 + "101", 101, Numerals.ARABIC, "THE HARBOUR GAZETTE"),
    ],
)
def test_page_numbers(line: str, number: int, numerals: Numerals, words: str) -> None:
    found = page_number(line)
    assert found is not None
    assert (found.number, found.numerals, found.words) == (number, numerals, words)


@pytest.mark.parametrize("line", ["十二", "II", "civil", "3月12日", "第12页所述", "一", "全市12处"])
def test_no_page_numbers(line: str) -> None:
    assert page_number(line) is None


def test_a_book_that_parts_a_sentence_is_a_running_head() -> None:
    text = text_of([*BODY[:3], "某河水利志", *BODY[3:]])
    assert "某河水利志" not in text
    assert "灌溉面积四十公顷" in text


def test_a_head_that_parted_a_sentence_is_one_elsewhere_too() -> None:
    text = text_of([*BODY[:3], "某市年鉴2019", *BODY[3:], "某市年鉴2019", *BODY])
    assert "年鉴" not in text


def test_a_short_line_that_names_no_book_is_text() -> None:
    assert "某河两岸" in text_of([*BODY[:3], "某河两岸", *BODY[3:]])


def test_a_head_beside_a_page_number_in_han_numerals() -> None:
    lines = [*BODY[:3], "四一", "某县志稿", *BODY[3:], *BODY[:3], "四二", "某县志稿", *BODY[3:], "四三"]
    text = text_of(lines)
    assert "志稿" not in text
    assert "四一" not in text
    assert text.count("灌溉面积四十公顷") == 2


def test_pages_of_how_many() -> None:
    text = text_of([*BODY[:3], "第1页 共3页", *BODY[3:], *BODY[:3], "第2页 共3页", *BODY[3:], "第3页 共3页"])
    assert "共3页" not in text
    assert text.count("灌溉面积四十公顷") == 2


def test_a_head_that_repeats_the_section_stands_above_its_title() -> None:
    lines = [
        *("概　述", "【概况】" + BODY[0], *BODY[1:], "第67页"),
        *("水利", "水利", "【水库】" + BODY[0], *BODY[1:], "第68页"),
        *("水利", *BODY[:3], "第69页", "水利", *BODY[3:], "第70页"),
    ]
    assert text_of(lines).split("\n").count("水利") == 1


@pytest.mark.parametrize("item", ["A. 没有时间", "Q4. 每天多久", "际数计算）____本", "（3）大型水库"])
def test_an_item_at_a_page_edge_is_text(item: str) -> None:
    lines = [*BODY[:3], item, "第1页 共3页", *BODY[3:], *BODY, "第2页 共3页", *BODY, "第3页 共3页"]
    assert item[-3:] in text_of(lines)
