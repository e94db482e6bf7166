"""Columns side by side: what is read after what."""

from __future__ import annotations

import itertools

from hypothesis import given, settings

from tests.sources import side_by_side
from tests.thoroughness import examples
from typeset.judge import Judge
from typeset.source.columns import reading_order
from typeset.source.decode import decode
from typeset.source.lines import width
from typeset.source.pages import in_reading_order, read_source

LEFT = [
    "甲一甲一甲一甲一",
    "甲二甲二甲二甲二",
    "甲三甲三甲三",
    "甲四甲四甲四甲四",
    "甲五甲五甲五甲五",
    "甲六。",
]
RIGHT = ["乙一乙一乙一", "乙二乙二乙二", "乙三乙三乙三", "乙四乙四乙四", "乙五乙五乙五", "乙六。"]
THIRD = ["丙一丙一", "丙二丙二", "丙三丙三", "丙四丙四", "丙五丙五", "丙六。"]


def displayed(text: str, cells: int) -> str:
    """Filled up to a width on the screen, a Han character being two cells wide."""
    return text + " " * (cells - round(2 * width(text)))


def order(text: str) -> list[str]:
    """The pieces in the order in which they are read."""
    origin = in_reading_order(decode(text.encode(), "x"))
    assert origin.restore() == text.encode()
    if not origin.segments:
        return [line.strip() for line in text.splitlines() if line.strip()]
    return [origin.text[s.begin : s.end].strip() for s in origin.segments]


def test_one_column_is_left_alone() -> None:
    assert reading_order("\n".join(LEFT + RIGHT)) == ()
    assert reading_order("张    艺\n" * 8) == ()


def test_two_columns_aligned_on_the_screen() -> None:
    text = "\n".join(displayed(left, 22) + right for left, right in zip(LEFT, RIGHT, strict=True))
    assert order(text) == [*LEFT, *RIGHT]


def test_two_columns_aligned_by_characters() -> None:
    text = "\n".join(left.ljust(14) + right for left, right in zip(LEFT, RIGHT, strict=True))
    assert order(text + "\n") == [*LEFT, *RIGHT]


def test_three_columns() -> None:
    rows = zip(LEFT, RIGHT, THIRD, strict=True)
    text = "\n".join(displayed(displayed(a, 22) + b, 40) + c for a, b, c in rows)
    assert order(text) == [*LEFT, *RIGHT, *THIRD]


def test_a_line_across_parts_what_is_above_from_what_is_below() -> None:
    rows = [displayed(left, 22) + right for left, right in zip(LEFT, RIGHT, strict=True)]
    across = "横贯两栏的一行文字它比一栏宽得多"
    assert order("\n".join([*rows, across, *rows])) == [*LEFT, *RIGHT, across, *LEFT, *RIGHT]


def test_a_column_that_is_shorter() -> None:
    rows = [displayed(left, 22) + right for left, right in zip(LEFT, [*RIGHT[:4], "", ""], strict=True)]
    assert order("\n".join(rows)) == [*LEFT, *RIGHT[:4]]
    rows = [displayed(left, 22) + right for left, right in zip([*LEFT[:4], "", ""], RIGHT, strict=True)]
    assert order("\n".join(rows)) == [*LEFT[:4], *RIGHT]


def test_page_numbers_part_pages() -> None:
    page = "\n".join(displayed(left, 22) + right for left, right in zip(LEFT, RIGHT, strict=True))
    text = f"{page}\n101\n{page}\n102\n"
    assert order(text) == [*LEFT, *RIGHT, "101", *LEFT, *RIGHT, "102"]


def test_an_indent_stays_an_indent() -> None:
    rows = [displayed(left, 22) + right for left, right in zip(LEFT, RIGHT, strict=True)]
    rows[2] = displayed(LEFT[2], 22) + "　　" + RIGHT[2]
    origin = in_reading_order(decode("\n".join(rows).encode(), "x"))
    assert "　　乙三" in origin.text


@settings(max_examples=examples(300), deadline=None)
@given(side_by_side())
def test_every_character_is_in_one_piece(text: str) -> None:
    segments = reading_order(text)
    if not segments:
        return
    pieces = sorted((s.source, s.source + s.end - s.begin) for s in segments)
    assert pieces[0][0] == 0
    assert pieces[-1][1] == len(text)
    assert all(end == begin for (_, end), (begin, _) in itertools.pairwise(pieces))


def side(left: list[str], right: list[str], cells: int = 22) -> list[str]:
    return [displayed(a, cells) + b if b else a for a, b in itertools.zip_longest(left, right, fillvalue="")]


def test_blocks_stacked_on_a_sheet_are_read_one_after_the_other() -> None:
    text = "\n".join(
        [
            "        上篇的标题横在两栏之间",
            "              某人",
            "",
            *side(LEFT, RIGHT),
            "",
            "        下篇的标题横在两栏之间",
            "",
            *side(RIGHT, LEFT),
        ]
    )
    assert order(text) == [
        *("上篇的标题横在两栏之间", "某人", *LEFT, *RIGHT),
        *("下篇的标题横在两栏之间", *RIGHT, *LEFT),
    ]


def test_a_block_may_have_columns_of_its_own() -> None:
    two = [line + "，数至行末方止" for line in LEFT]
    three = ["头栏，字数十", "头栏，字数九", "头栏，字数八", "头栏，字数七", "头栏，字数六", "头栏，字数五"]
    rows = [displayed(displayed(a + "二三四", 24) + a + "五六七", 48) + a + "八九十" for a in three]
    wide = [displayed(line, 38) + line for line in two]
    read = order("\n".join([*wide, "", *rows]))
    assert read[:12] == [*two, *two]
    assert read[12:18] == [line + "二三四" for line in three]


def test_a_line_that_runs_into_the_gutter_is_parted_at_the_space_that_is_left() -> None:
    left = [*LEFT[:2], "甲三 B. Cdefghijkl mn", *LEFT[3:]]
    rows = [line.ljust(20) + right for line, right in zip(left, RIGHT, strict=True)]
    rows[2] = f"{left[2]} {RIGHT[2]}"
    assert order("\n".join(rows)) == [*left, *RIGHT]


def test_a_masthead_is_in_no_column() -> None:
    head = "本报              二〇二〇年三月      第一版"
    assert order("\n".join([head, "", *side(LEFT, RIGHT)])) == [head, *LEFT, *RIGHT]


def test_a_running_head_that_shares_a_line_with_the_page_number_parts_pages() -> None:
    rows = side(LEFT, RIGHT)
    text = "\n".join([*rows, "", "                   46", "47  某市年鉴", "", *rows])
    assert order(text) == [*LEFT, *RIGHT, "46", "47  某市年鉴", *LEFT, *RIGHT]


def test_an_indent_is_counted_from_its_column() -> None:
    rows = side(LEFT, ["", *RIGHT[1:]])
    rows[0] = LEFT[0]
    rows[4] = " " * 26 + RIGHT[4]
    source = read_source(in_reading_order(decode("\n".join(rows).encode(), "x")), Judge())
    assert {line.text: line.indent for line in source.lines}[RIGHT[4]] == 2
    assert {line.text: line.indent for line in source.lines}[RIGHT[1]] == 0


def test_the_margin_of_a_page_is_no_indent() -> None:
    rows = [
        "      书眉",
        *("        " + line for line in LEFT),
        "            " + RIGHT[0],
        "        " + RIGHT[1],
    ]
    source = read_source(decode("\n".join(rows).encode(), "x"), Judge())
    assert [line.indent for line in source.lines] == [0, 0, 0, 0, 0, 0, 0, 2, 0]


def test_a_line_that_fills_a_narrower_column_is_as_wide_as_one_that_fills_another() -> None:
    left = ["这一栏比较宽有十六个字在一行里头呢"] * 8
    right = ["这一栏窄只有十个字"] * 8
    source = read_source(in_reading_order(decode("\n".join(side(left, right, 36)).encode(), "x")), Judge())
    assert len({line.width for line in source.lines}) == 1


def test_blocks_with_columns_of_other_widths_are_compared_with_their_own() -> None:
    two = ["这一栏的行，每行都有十六字，不多不少"] * 8
    three = ["这一栏，每行只有十二个字啊"] * 8
    rows = [displayed(displayed(line, 30) + line, 60) + line for line in three]
    text = "\n".join([*side(two, two, 40), "", *rows])
    source = read_source(in_reading_order(decode(text.encode(), "x")), Judge())
    assert len({line.width for line in source.lines}) == 1


def test_a_margin_that_most_lines_have_is_no_indent() -> None:
    rows = ["    " + line for line in LEFT * 2]
    rows[3] = "        " + LEFT[3]
    source = read_source(decode("\n".join(rows).encode(), "x"), Judge())
    assert [line.indent for line in source.lines].count(0) == 11


def test_a_caption_over_two_of_three_columns_leaves_the_third_alone() -> None:
    first = [*(f"甲栏文字第{n}行在此" for n in "一二三四五"), "甲栏文字结束。"]
    second = ["　　乙栏文字开头", *(f"乙栏文字第{n}行在此" for n in "二三四五六")]
    third = [f"丙栏文字第{n}行在此" for n in "一二三四五六七"]
    caption = "   一幅横跨头两栏的照片（某人摄）"
    left = side(first, second)
    left.insert(3, caption)
    read = order("\n".join(side(left, third, 44)))
    assert read == [*first[:3], caption.strip(), *first[3:], *(line.strip() for line in second), *third]


def test_columns_go_on_below_a_picture_where_the_line_ends_say_so() -> None:
    left, right = LEFT[:3], ["　　" + RIGHT[0], *RIGHT[1:3]]
    caption = "横跨两栏的一幅照片很宽很宽（某人　摄）"
    below = side(LEFT[3:], RIGHT[3:])
    assert order("\n".join([*side(left, right), "", caption, "", *below])) == [
        *(*left, caption, *LEFT[3:]),
        *(*(line.strip() for line in right), *RIGHT[3:]),
    ]


def test_dates_before_what_happened_are_no_column() -> None:
    rows = [
        line
        for date in range(1, 7)
        for line in (f"{date}月十二日前后   这一天的事情写了两行", " " * 15 + "才写完了它。")
    ]
    assert reading_order("\n".join(rows)) == ()


def test_words_before_what_they_mean_are_no_column() -> None:
    rows = [
        f"{word:<9}{LEFT[0]}，{LEFT[1]}"
        for word in ("harbor", "groyne", "offing", "galley", "anchor", "bridge")
    ]
    assert reading_order("\n".join(rows)) == ()


CAPTIONS = (
    ["2021 年 5 月 9 日，第 12 届春茶节开幕", "（镇文化站 供稿）"],
    ["2021 年 6 月 3 日，第 27 届龙舟赛举行", "（镇宣传办 供稿）"],
)
TEA = [
    "【春茶节举办】 2021 年 5 月 9 日，茶园",
    "开门迎客，游人沿着石阶走到山腰的老",
    "茶亭，看采茶、听民歌，品尝当年的新",
    "茶，也把竹篮里的嫩叶带回家去学着炒",
    "制。节日持续三天，镇上的客栈住满了",
    "外地来的客人。",
    "【山路修成】 从山脚到茶亭的石板山路",
    "全线修成，沿途立起路牌与凉亭，老人",
    "和孩子也能慢慢走到山顶，看到整片茶",
]
BOATS = [
    "园和远处的湖面。    （吴  桐）",
    "【龙舟赛举行】 2021 年 6 月 3 日，河",
    "道两岸挤满了人，各村的船队依次出发",
    "鼓声里领先的船由 GPS TRACKER MARK TWO",
    "一路记录，岸边的屏幕随时报出各队的",
    "名次，直到最后一程才分出了胜负来，",
    "夺冠的船队把奖杯带回村里的祠堂。",
    "【渡口重开】 停航多年的渡口重新开船",
    "两岸的乡亲赶集不再绕路，船票两元。",
]


def by_characters(cells: int) -> str:
    """A page with captions above its columns, the second of which begins at a number of characters."""
    captions = [left.ljust(cells) + right for left, right in zip(*CAPTIONS, strict=True)]
    text = [left.ljust(cells) + right for left, right in zip(TEA, BOATS, strict=True)]
    return "\n".join([*captions, "", *text])


def test_latin_words_make_no_line_of_a_column_too_long() -> None:
    assert order(by_characters(30)) == [*CAPTIONS[0], *TEA, *CAPTIONS[1], *BOATS]


def test_gaps_inside_a_line_make_it_no_longer() -> None:
    signed = BOATS[0].replace("    ", " " * 40)
    text = by_characters(60).replace(BOATS[0], signed)
    assert order(text) == [*CAPTIONS[0], *TEA, *CAPTIONS[1], signed, *BOATS[1:]]
