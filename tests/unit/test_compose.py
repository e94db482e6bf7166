"""The rules of a line, each in one picture. Numbers are those of the requirements in docs/page.md."""

from __future__ import annotations

import pytest

from tests.composed import EM, STYLE, lines_of
from typeset.compose.lines import Paragraph, compose
from typeset.compose.tokens import Run

RULES = {
    "a full line as it is": ("一二三四五六七八九十", 5, ["│一二三四五│", "│六七八九十│"]),
    "5 no stop at a line's start, whatever has to be opened": (
        "一二三四五，六七八九甲",
        5,
        ["│一₂.₇二₂.₇三₂.₇四│", "│五，₄六七八│", "│九甲"],
    ),
    "6 no opening mark at a line's end": ("一二三四（五六）七", 5, ["│一₂.₇二₂.₇三₂.₇四│", "│（五六）₄七"]),
    "6 no solidus at a line's end": ("一二三四/五六七", 5, ["│一₈二₈三│", "│四/五六七"]),
    "8 a dash of two ems is not divided": ("一二三四——五六", 5, ["│一₂.₇二₂.₇三₂.₇四│", "│——五六"]),
    "9 a closing mark takes half an em at a line's end": (
        "一二三四五六，七八九十",
        6.5,
        ["│一二三四五六，│", "│七八九十"],
    ),
    "10 an opening mark takes half an em at a line's start": (
        "（一二）三四五六",
        4,
        ["│（一二）三│", "│四五六"],
    ),
    "11 two marks together take one em and a half": (
        "一二“三四”。五六七八",
        6,
        ["│一二₄“三四”。│", "│五六七八"],
    ),
    "11 between two marks": ("一二三：“四五”", 7, ["│一二三：₄“四五”│"]),
    "12 two exclamation marks take one em": ("一二三四！！五六七", 6, ["│一二三四！！五│", "│六七"]),
    "13 a point between names takes half an em": ("一二·三四五六七", 5, ["│一₂二·三₂四│", "│五六七"]),
    "15 a quarter of an em between Han and Latin": ("一二AB三四", 9, ["│一二₂AB₂三四"]),
    "15 none beside a mark": ("一，AB。三四", 9, ["│一，₄AB。₄三四"]),
    "16 a number is not parted from its percent": (
        "一二三四35%五六七",
        6,
        ["│一₀.₅二₀.₅三₀.₅四₂.₄35%│", "│五六七"],
    ),
    "17 brackets are compressed before commas": (
        "一（二），三，四五六七八",
        5.75,
        ["│一₂（二），₄三，│", "│四五六七八"],
    ),
    "18 nothing is opened around a connector": ("甲乙～丙丁戊己", 4.5, ["│甲₄乙～丙│", "│丁戊己"]),
    "20 no lone character": ("一二三四五六七", 6, ["│一₂二₂三₂四₂五│", "│六七"]),
    "a space between Han and Latin is that gap": ("一二 AB 三四", 9, ["│一二␣₂AB␣₂三四"]),
    "16 a number is not parted from its unit, nor are its parts": (
        "一二三四1 200 km五六七",
        8,
        ["│一₀.₅二₀.₅三₀.₅四₂.₄1␣₂200␣₂km│", "│五六七"],
    ),
    "an address is parted after a solidus, where all gaps would else be wide": (
        "一二三四五六http://aa.bb/c七八九十一二三",
        10,
        ["│一₀.₃二₀.₃三₀.₃四₀.₃五₀.₃六₂.₄http://│", "│aa.bb/", "│c₂七八九十一二三"],
    ),
    "an address too long for a line is parted after its marks": (
        "一二三四www.example.com五六七",
        7,
        ["│一₁.₉二₁.₉三₁.₉四₂.₄www.│", "│example.com₄五│", "│六七"],
    ),
    "16 nor from a squared unit": ("一二三四120㎡五六七", 6, ["│一₅.₃二₅.₃三₅.₃四│", "│120㎡₂五六七"]),
    "16 nor from a unit in katakana": ("一二三四120㍑五六七", 6, ["│一₅.₃二₅.₃三₅.₃四│", "│120㍑₂五六七"]),
    "16 nor from a sign before it": ("一二三四￥120五六七", 6, ["│一₅.₃二₅.₃三₅.₃四│", "│￥120₂五六七"]),
    "16 degrees, minutes and seconds are one": (
        "一二三30°15′五六七",
        6,
        ["│一₁₂二₁₂三│", "│30°15′₁₂五│", "│六七"],
    ),
    "16 a unit with its exponent": ("一二三5×10⁴五六七", 6, ["│一₁₂二₁₂三│", "│5×10⁴₁₆五│", "│六七"]),
    "16 a full-width number is one": ("一二三四１２％五六七", 6, ["│一₅.₃二₅.₃三₅.₃四│", "│１２％五六七│"]),
    "a sum is one": ("一二三四A＝B五六七", 6, ["│一₅.₃二₅.₃三₅.₃四│", "│A＝B₂五六七"]),
    "a product of measures begins no line with its sign": (
        "一二三四五3米×4米六七",
        7,
        ["│一₂.₄二₂.₄三₂.₄四₂.₄五₂.₄3│", "│米×4₂米六七"],
    ),
    "a ratio is one, its colon half an em": (
        "一二三四1：500五六七",
        6,
        ["│一₅.₃二₅.₃三₅.₃四│", "│1：500₂五六七"],
    ),
    "but a colon after a word is a pause": ("一二三：500五六七", 6, ["│一₁.₃二₁.₃三：₅.₃500│", "│五六七"]),
    "5 years are joined at the end of a line": (
        "一二三2019—2020年五六七",
        6,
        ["│一₁₂二₁₂三│", "│2019—2020", "│年五六七"],
    ),
    "5 by whatever stands between them": (
        "一二三2019～2020年五六七",
        6,
        ["│一₁₂二₁₂三│", "│2019～2020", "│年五六七"],
    ),
    "5 whatever stands before it": ("一二三5万~6万一二", 5, ["│一₈二₈三│", "│5₆万~6₆万│", "│一二"]),
    "5 small kana and long vowels": (
        "一二三四五ェー六七八",
        5,
        ["│一₂.₇二₂.₇三₂.₇四│", "│五₂.₇ェ₂.₇ー₂.₇六│", "│七八"],
    ),
    "5 a unit by itself": ("一二三四五％六七八", 5, ["│一₂.₇二₂.₇三₂.₇四│", "│五％六七八│"]),
    "6 nor a sign of money at the end": ("一二三四￥五六七八", 5, ["│一₂.₇二₂.₇三₂.₇四│", "│￥五六七八│"]),
    "a syllable of Bopomofo keeps its tone": (
        "一二三四ㄇㄚˇ五六七",
        6,
        ["│一₅.₃二₅.₃三₅.₃四│", "│ㄇㄚˇ五六七"],
    ),
    "a space between words of Hangul is no wider than one of Latin": (
        "한국 말 一二三",
        9,
        ["│한국␣₂말␣₂一二三"],
    ),
    "as placeholders × and ○ are Han": ("一二三四五××县○○镇", 5, ["│一二三四五│", "│××县○○镇│"]),
}


@pytest.mark.parametrize("rule", RULES)
def test_rule(rule: str) -> None:
    text, measure, wanted = RULES[rule]
    assert lines_of(text, measure) == wanted


def test_a_run_in_heading_may_end_its_line_short() -> None:
    """Row 4: its one em vanishes where the line ends, and the line stays as it is."""
    heading, body = Run("【一二三】", STYLE, gap=EM), Run("四五六七八九十", STYLE)
    lines = compose(Paragraph((heading, body), 4.5 * EM))
    assert [(line.start, line.end, line.ends) for line in lines[:1]] == [(0, 5, "heading")]
    lines = compose(Paragraph((heading, body), 7 * EM))
    assert lines[0].origins[5] - lines[0].origins[4] == pytest.approx(1.5 * EM)


def test_a_signature_stands_on_the_last_line_if_there_is_room() -> None:
    signature = (Run("（甲乙丙）", STYLE),)

    def lines(text: str) -> list[tuple[int, int, float]]:
        made = compose(Paragraph((Run(text, STYLE),), 8 * EM, tail=signature, tail_gap=EM))
        return [(line.start, line.end, line.width / EM) for line in made]

    assert lines("一二三") == [(0, 8, 8.0)]
    assert lines("一二三四五六") == [(0, 6, 6.0), (6, 11, 8.0)]


def test_a_padded_name_is_spread_by_gaps() -> None:
    """Row 29: two characters as wide as three; and nothing in a name is changed to fill a line."""
    name = Run("甲乙", STYLE, together=True, spread=EM)
    (line,) = compose(Paragraph((name,), 8 * EM))
    assert line.origins == (0.0, 2 * EM)
    assert line.width == 3 * EM


def test_what_clings_is_not_parted_from_what_it_stands_at() -> None:
    mark = Run("1", STYLE, together=True, clings=True)
    runs = (Run("一二三四五", STYLE), mark, Run("六七八", STYLE))
    lines = compose(Paragraph(runs, 5 * EM))
    assert [line.start for line in lines] == [0, 4]


def test_words_take_hyphens_where_they_may() -> None:
    """In Han text too, where no line could be filled otherwise."""
    text = "some hyphenation here"
    made = compose(
        Paragraph((Run(text, STYLE),), 6 * EM, hyphenate=lambda word: (2, 6) if len(word) > 10 else ())
    )
    assert [(text[line.start : line.end], line.hyphen) for line in made] == [
        ("some hyphen", EM / 2),
        ("ation here", 0.0),
    ]


def test_a_word_wider_than_the_measure_is_parted() -> None:
    made = compose(Paragraph((Run("a" * 30, STYLE),), 5 * EM))
    assert [line.end - line.start for line in made] == [10, 10, 10]


def test_nothing_gives_one_empty_line() -> None:
    assert [(line.start, line.end) for line in compose(Paragraph((Run("", STYLE),), EM))] == [(0, 0)]
    assert [(line.start, line.end) for line in compose(Paragraph((Run(" ", STYLE),), EM))] == [(0, 1)]
