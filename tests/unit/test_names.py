"""The grid in which a list of names (名录) is set, and the same in every edition."""

from __future__ import annotations

import re
from itertools import groupby, pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.composed import EM, STYLE
from tests.documents import BRACKETS, heading, paragraph, signature
from tests.editions_text import pdf_glyphs, pdf_text
from tests.word import docx_text, part, problems, style_of
from typeset.compose.grids import Columns, Grid, Words, compose_grid
from typeset.compose.tokens import Run
from typeset.editions.docx import render_docx
from typeset.editions.html import render_html
from typeset.editions.pdf import render_pdf
from typeset.model import Document, Entry, Section
from typeset.printed_words import plain_text
from typeset.theme import Theme, load_theme, theme_names

THEME = load_theme("yearbook")
NAMES = "张艺　王小明　欧阳若兰　李桐　林岚　阿卜杜拉·艾合买提　周文　陈敏　刘春霞　黄志明　吴丽"


def words(text: str, width: int = 3) -> Words:
    """A name, with a remark or without, or a label, that of two characters spread; white space is text."""
    name, rest = re.findall(r"[^（：]+|[（：].*|\Z", text)[:2]
    bare = "".join(name.split())
    gap = (width - len(bare)) / (len(bare) - 1) if 1 < len(bare) < width else 0.0
    runs = [Run(bare, STYLE, together=True, spread=gap * EM)]
    runs += [Run(rest.rstrip(), STYLE)] if rest else []
    return Words(tuple(runs), tuple(len(found[1]) for found in re.finditer(r"\S(\s*)", text)))


def cells(text: str) -> list[str]:
    """The names of a text with the space behind each; a spread one has _ in it."""
    return [found.replace("_", "\u3000") for found in re.findall(r"\S+\s?", text)]


def grid(text: str, characters: float, label: str = "", hang: int = 0, width: int = 3) -> Grid:
    columns = Columns((characters - hang) * EM, 3 * EM, EM)
    own = words(label, width) if label else None
    return Grid(tuple(map(words, cells(text))), columns, own, hang * EM)


def shown(text: str, characters: int, label: str = "", hang: int = 0, width: int = 3) -> list[str]:
    """Rows of a grid, half an em a cell of the terminal: a blank for each half that nothing stands in."""
    lines = compose_grid(grid(text, characters, label, hang, width))
    assert lines is not None
    joined = label + "".join(cells(text))
    out = []
    for line in lines:
        row = [" "] * (2 * characters + 2)
        for char, origin in zip(joined[line.start : line.end], line.origins, strict=True):
            at = round(2 * origin / EM)
            if not char.isspace():
                row[at] = char
            if char not in " \u3000·":
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


def test_names_hang_after_their_label() -> None:
    """Its width, an em, and the names; a short label is as wide as the longest beside it."""
    assert shown("张艺 王小明 李桐 林岚开 周文", 19, "副主任：", 4) == [
        "副主任：张  艺  王小明  李  桐  林岚开",
        "        周  文",
    ]
    assert shown("张艺 王小明 李桐 林岚开 周文", 19, "委员：", 4) == [
        "委  员：张  艺  王小明  李  桐  林岚开",
        "        周  文",
    ]
    assert shown("张艺 王小明", 19, "主任\u3000", 6, width=5) == ["主      任  张  艺    王小明"]


def test_what_the_text_spreads_is_set_as_what_it_does_not() -> None:
    assert shown("李_雷 王小明 韩_梅", 15, "主\u3000任：", 4) == shown("李雷 王小明 韩梅", 15, "主任：", 4)


def test_a_remark_stays_with_its_name() -> None:
    """Both take the columns that they need; where the measure has no room for both, one stands below."""
    assert shown("韩_梅（女） 张艺 吐尔逊·阿依（维吾尔族） 周文", 19, "委员：", 4) == [
        "委  员：韩  梅（女）    张  艺",
        "        吐尔逊·阿依（维吾尔族） 周  文",
    ]
    assert shown("张艺 吐尔逊·阿依（维吾尔族） 周文", 14, "委员：", 4) == [
        "委  员：张  艺",
        "        吐尔逊·阿依",
        "       （维吾尔族）",
        "        周  文",
    ]


def test_a_label_that_leaves_no_room_stands_above() -> None:
    assert shown("张艺 王小明", 12, "编纂委员会成员：", 2) == ["编纂委员会成员：", "    张  艺        王小明"]


WIDE = ("欧阳若兰", "吐尔逊·阿依", "阿卜杜拉·艾合买提", "韩_梅（女）", "吐尔逊·阿依（维吾尔族）")
LABELS = ("", "委员：", "主\u3000任：", "办公室主任\u3000", "委员（以姓氏笔画为序）：")


INK = {"·": (0, 0.5), "（": (0.5, 1), "）": (0, 0.5), "：": (0, 0.5)}
"""In em, of what is blank beside it."""


@settings(max_examples=200)
@given(
    st.lists(st.sampled_from(["张艺", "王小明", "李_雷", *WIDE]), min_size=1, max_size=40),
    st.integers(18, 40), st.sampled_from(LABELS), st.sampled_from([2, 4, 6]),
)  # fmt: skip
def test_a_grid_keeps_every_name_apart_and_in_order(
    names: list[str], characters: int, label: str, hang: int
) -> None:
    own = grid(" ".join(names), characters, label, hang if label else 0)
    assert own.columns.step >= 4 * EM - 0.01 or own.columns.count == 1
    lines = compose_grid(own)
    assert lines is not None
    joined = label + "".join(cells(" ".join(names)))
    assert [line.start for line in lines] == [0, *(line.end for line in lines[:-1])]
    assert lines[-1].end == len(joined)
    assert [line.ends for line in lines] == [*["short"] * (len(lines) - 1), "last"]
    for line in lines:
        assert line.width <= characters * EM + 0.01
        ink = [
            (origin + before * EM, origin + EM * after)
            for char, origin in zip(joined[line.start : line.end], line.origins, strict=True)
            for before, after in [INK.get(char, (0, 1))]
            if not char.isspace()
        ]
        assert all(end <= start + 0.01 for (_, end), (start, _) in pairwise(ink))
        at = [at for at in range(line.start + 1, line.end) if at > len(label) and joined[at - 1] == " "]
        begins = [line.origins[one - line.start] for one in at]
        steps = [(begin - own.hang) / own.columns.step for begin in begins]
        assert all(abs(step - round(step)) < 0.001 for step in steps)
        ends = [line.origins[one - 1 - line.start] for one in at]
        assert all(begin - end >= EM - 0.01 for begin, end in zip(begins, ends, strict=True))


def test_a_name_wider_than_the_measure_makes_no_grid() -> None:
    assert compose_grid(grid("阿卜杜拉艾合买提", 6)) is None
    assert compose_grid(grid("张艺", 6, "委员（以姓氏笔画为序）：", 2)) is None


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


COMMITTEE = (
    "主　任：张艺　王小明",
    "副主任：李　雷　韩　梅（女）　买买提·艾力（维吾尔族）",
    "委员：赵一　钱二（女，满族）　孙三　欧阳若兰　郑七　次仁旺姆（女，藏族）",
    "成员（以姓氏笔画为序）：周文　陈敏",
    "办公室主任　刘春霞",
    "成员：李　雷　韩　梅",
)
PEOPLE = Document(
    "",
    children=(Section("s", heading("机构"), 1, (Entry("e", None, tuple(map(paragraph, COMMITTEE))),)),),
)


def text_of(paragraph: Any) -> str:
    """Words and spaces; | for a tab of a run, / for the end of a row."""
    signs = {"tab": "|", "br": "/"}
    parts = [(etree.QName(own).localname, own) for run in paragraph.iter("{*}r") for own in run]
    return "".join(signs.get(name, own.text or "") for name, own in parts)


def test_a_committee_has_the_same_words_in_every_edition() -> None:
    text = plain_text(PEOPLE)
    for name in theme_names():
        assert pdf_text(render_pdf(PEOPLE, load_theme(name), {}).data) == text.replace("\n", ""), name
    data = render_docx(PEOPLE, THEME, {})
    assert docx_text(data) == text and problems(data) == []
    main = render_html(PEOPLE, THEME).split("<main>")[1]
    assert re.sub("<[^>]+>|\n", "", main) == text.replace("\n", "")


def test_in_docx_names_stand_at_tabs_behind_the_label() -> None:
    paragraphs = list(part(render_docx(PEOPLE, THEME, {}), "word/document.xml").iter("{*}p"))
    listed = [own for own in paragraphs if style_of(own).startswith("NameList")]
    assert {style_of(own) for own in listed} == {"NameList6"}
    assert [text_of(own) for own in listed] == [
        "主　任：|张艺　|王小明",
        "副主任：|李　雷　|韩　梅（女）　/买买提·艾力（维吾尔族）",
        "委员：|赵一　|钱二（女，满族）　/孙三　|欧阳若兰　||郑七　/次仁旺姆（女，藏族）",
        "成员（以姓氏笔画为序）：/周文　|陈敏",
        "办公室主任　|刘春霞",
        "成员：|李　雷　|韩　梅",
    ]


def test_in_html_a_label_hangs_or_stands_above() -> None:
    main = render_html(PEOPLE, THEME).split("<main>")[1]
    assert main.count('<p class="names labelled" style="--label: 6em">') == len(COMMITTEE)
    assert '<span class="label above"><span>成员（以姓氏笔画为序）</span><span>：</span></span>' in main
    assert '<span class="label"><span>主　任</span><span>：</span></span><span class="name">' in main
    assert '<span class="name" style="--more: 1"><span>韩　梅</span><span>（女）</span></span>' in main


def lines_of(document: Document, theme: Theme) -> list[tuple[float, str]]:
    """Of the first page: where each line begins, in em from the column's edge, and what it says."""
    glyphs = [g for g in pdf_glyphs(render_pdf(document, theme, {}).data) if not g.generated]
    rows = [list(own) for _, own in groupby(glyphs, key=lambda glyph: round(glyph.y, 1))]
    left = min(row[0].x for row in rows)
    return [
        (round((row[0].x - left) / theme.type_area.size, 2), "".join(glyph.text for glyph in row))
        for row in rows
    ]


def test_names_of_a_block_begin_below_each_other() -> None:
    theme = load_theme("gazetteer")
    assert lines_of(PEOPLE, theme)[1:] == [
        (0.0, "主　任：张艺　王小明"),
        (0.0, "副主任：李　雷　韩　梅（女）　买买提·艾力（维吾尔族）"),
        (0.0, "委员：赵一　钱二（女，满族）　孙三　欧阳若兰　"),
        (6.0, "郑七　次仁旺姆（女，藏族）"),
        (0.0, "成员（以姓氏笔画为序）："),
        (6.0, "周文　陈敏"),
        (0.0, "办公室主任　刘春霞"),
        (0.0, "成员：李　雷　韩　梅"),
    ]
    glyphs = [g for g in pdf_glyphs(render_pdf(PEOPLE, theme, {}).data) if not g.generated]
    words = "".join(g.text for g in glyphs)
    size = theme.type_area.size
    left = glyphs[words.index("主　任")].x
    for name in ("张艺", "李　雷", "赵一", "周文", "刘春霞"):
        assert abs(glyphs[words.index(name)].x - left - 6 * size) < 0.01, name
    for role in ("主　任：", "副主任：", "委员：", "办公室主任", "成员：李"):
        at = words.index(role) + len(role.rstrip("李").rstrip("：")) - 1
        assert abs(glyphs[at].x - left - 4 * size) < 0.01, role
