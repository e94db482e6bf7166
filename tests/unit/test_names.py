"""Lists of names (名录): what is one, and the grid in which it is set."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.composed import EM, STYLE
from tests.documents import BRACKETS, heading, paragraph, signature
from tests.editions_text import pdf_text
from tests.word import docx_text, part, style_of
from typeset.compose.grids import Columns, Grid, compose_grid
from typeset.compose.tokens import Run
from typeset.editions.docx import render_docx
from typeset.editions.html import render_html
from typeset.editions.pdf import render_pdf
from typeset.kinds import listed_names
from typeset.model import Document, Entry, NoteRef, Paragraph, Section, plain_text
from typeset.theme import load_theme

THEME = load_theme("yearbook")
NAMES = "张艺　王小明　欧阳若兰　李桐　林岚　阿卜杜拉·艾合买提　周文　陈敏　刘春霞　黄志明　吴丽"


@pytest.mark.parametrize("space", ["　", " "])
def test_names_with_spaces_between_are_a_list(space: str) -> None:
    assert listed_names(paragraph(NAMES.replace("　", space))) == tuple(NAMES.split("　"))


@pytest.mark.parametrize(
    "text",
    [
        NAMES.replace("　", "、"),
        "张艺　王小明　李桐",
        f"{NAMES}等",
        f"{NAMES}　2人",
        f"主编　{NAMES}",
        f"{NAMES}　副主编　王伟",
        "青石镇　云岭乡　白沙乡　石门镇　清河镇　双桥乡　河口镇　东渠乡",
        "王家村　李家庄　张家屯　赵家店　刘家湾　陈家沟　周家寨　吴家桥　孙家铺",
        "农业局　公安局　司法局　文化局　商务局　成人学校　党校　时报社",
        "万众一心　安居乐业　成人之美　温故知新　金石为开　马到成功　明察秋毫　车水马龙",
        "春眠不觉晓 处处闻啼鸟 夜来风雨声 花落知多少 春眠不觉晓 处处闻啼鸟 夜来风雨声 花落知多少",
        "全年　上半年　一季度　二季度　下半年　三季度　四季度　年末",
        "", "张艺",
    ],
)  # fmt: skip
def test_what_is_no_list_of_people(text: str) -> None:
    assert listed_names(paragraph(text)) == ()


def test_a_paragraph_with_a_note_is_no_list() -> None:
    words = paragraph(NAMES).inlines
    assert listed_names(Paragraph((*words, NoteRef("①", "n")))) == ()


PROSE = (
    "全县农村工作会议召开，部署粮食生产、农田水利和乡村建设。王县长出席，张局长、李主任讲话。"
    "“开门红”动员大会集中签约项目14个，总投资31.6亿元，周文、陈敏受到表彰。"
)


@given(
    st.lists(st.sampled_from(re.findall("[^，。、]+[，。、”]*", PROSE)), min_size=1, max_size=30),
    st.sampled_from(" 　"),
)
def test_prose_is_never_a_list(sentences: list[str], space: str) -> None:
    assert listed_names(paragraph(space.join(sentences))) == ()


def shown(text: str, characters: int) -> list[str]:
    """Rows of a grid, half an em a cell of the terminal: a blank for each half that nothing stands in."""
    names = text.split()
    runs = tuple(Run(n, STYLE, together=True, spread=EM if len(n) == 2 else 0.0) for n in names)
    lines = compose_grid(Grid(runs, (*(1,) * (len(names) - 1), 0), Columns(characters * EM, 3 * EM, EM)))
    assert lines is not None
    joined = " ".join(names)
    out = []
    for line in lines:
        row = [" "] * (2 * characters)
        for char, origin in zip(joined[line.start : line.end], line.origins, strict=True):
            at = round(2 * origin / EM)
            if char != " ":
                row[at] = char
            if char not in " ·":
                row[at + 1] = ""
        out.append("".join(row).rstrip())
    return out


def test_columns_are_even_and_the_last_ends_with_the_measure() -> None:
    """Wide names take two columns; one that has no room on a row begins the next."""
    assert shown("张艺 王小明 李桐 林岚开 周文 陈敏", 15) == [
        "张  艺  王小明  李  桐  林岚开",
        "周  文  陈  敏",
    ]
    assert shown("张艺 王小明 欧阳若兰 李桐 吐尔逊·阿依 周文 陈敏", 19) == [
        "张  艺  王小明  欧阳若兰        李  桐",
        "吐尔逊·阿依     周  文  陈  敏",
    ]
    assert shown("张艺 王小明 李桐 欧阳若兰 陈敏", 15) == ["张  艺  王小明  李  桐", "欧阳若兰        陈  敏"]


WIDE = ("欧阳若兰", "吐尔逊·阿依", "阿卜杜拉·艾合买提")


@settings(max_examples=200)
@given(st.lists(st.sampled_from(["张艺", "王小明", *WIDE]), min_size=1, max_size=40), st.integers(10, 40))
def test_a_grid_keeps_every_name_apart_and_in_order(names: list[str], characters: int) -> None:
    runs = tuple(Run(n, STYLE, together=True, spread=EM if len(n) == 2 else 0.0) for n in names)
    grid = Grid(runs, (*(1,) * (len(names) - 1), 0), Columns(characters * EM, 3 * EM, EM))
    assert grid.columns.step >= 4 * EM - 0.01 or grid.columns.count == 1
    lines = compose_grid(grid)
    assert lines is not None
    joined = " ".join(names)
    assert [line.start for line in lines] == [0, *(line.end for line in lines[:-1])]
    assert lines[-1].end == len(joined)
    for line in lines:
        assert line.width <= grid.columns.measure + 0.01
        places = list(line.origins)
        assert places == sorted(places)
        starts = [
            places[at - line.start]
            for at in range(line.start, line.end)
            if at == line.start or joined[at - 1] == " "
        ]
        assert all(
            abs(place / grid.columns.step - round(place / grid.columns.step)) < 0.001 for place in starts
        )
        ends = [places[at - line.start] for at in range(line.start, line.end) if joined[at] == " "]
        assert all(start - end >= EM - 0.01 for end, start in zip(ends, starts[1:], strict=False))


def test_a_name_wider_than_the_measure_makes_no_grid() -> None:
    assert compose_grid(Grid((Run("阿卜杜拉艾合买提", STYLE),), (0,), Columns(6 * EM, 3 * EM, EM))) is None


LISTED = Document(
    "",
    children=(
        Section(
            "s",
            heading("表彰"),
            1,
            (Entry("e", heading("先进个人", BRACKETS), (paragraph(NAMES), signature("张艺"))),),
        ),
    ),
)


def test_every_edition_has_the_same_words() -> None:
    text = plain_text(LISTED)
    assert pdf_text(render_pdf(LISTED, THEME, {}).data) == text.replace("\n", "")
    data = render_docx(LISTED, THEME, {})
    assert docx_text(data) == text
    assert [style_of(p) for p in part(data, "word/document.xml").iter("{*}p")][-2:] == [
        "NameList",
        "Signature",
    ]
    main = render_html(LISTED, THEME).split("<main>")[1]
    assert re.sub("<[^>]+>|\n", "", main) == text.replace("\n", "")
    assert '<p class="names"><span class="name">' in main and "--more: 2" in main


def test_its_heading_stands_alone() -> None:
    main = render_html(LISTED, THEME).split("<main>")[1]
    assert "<h3><span>【先进个人】</span></h3>\n<p" in main


def test_where_a_name_is_wider_than_the_column_it_is_running_text() -> None:
    area = THEME.type_area.model_copy(update={"characters": 7})
    data = render_pdf(LISTED, THEME.model_copy(update={"type_area": area}), {}).data
    assert pdf_text(data) == plain_text(LISTED).replace("\n", "")
