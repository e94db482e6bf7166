"""Lists of people (名录, 名单): what is one, with a label and without."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.documents import cells, paragraph
from typeset.model import Name, NameKind, NoteRef, Paragraph, Table, Text
from typeset.name_lists import NameList, name_lists

NAMES = "张艺　王小明　欧阳若兰　李桐　林岚　阿卜杜拉·艾合买提　周文　陈敏　刘春霞　黄志明　吴丽"


def lists(*texts: str) -> tuple[NameList | None, ...]:
    return name_lists([paragraph(text) for text in texts])


def read(text: str) -> str:
    """A list as label, then names with their remarks, / between; - for what is none."""
    (found,) = lists(text)
    return shown(found)


def shown(found: NameList | None) -> str:
    if found is None:
        return "-"
    names = (f"{name}{remark}" for name, (_, remark, _) in zip(found.names, found.cells, strict=True))
    return "/".join([*([found.role] if found.label else []), *names])


ALONE = [
    (NAMES, NAMES.replace("　", "/")),
    (NAMES.replace("　", " "), NAMES.replace("　", "/")),
    ("主　任：张艺　王小明", "主　任/张艺/王小明"),
    ("主任: 张艺 王小明", "主任/张艺/王小明"),
    ("副主任：李　雷　韩　梅（女）　吐尔逊·艾力（维吾尔族）",
     "副主任/李雷/韩梅（女）/吐尔逊·艾力（维吾尔族）"),
    ("委　员：赵一　钱二（女，满族）　孙三", "委　员/赵一/钱二（女，满族）/孙三"),
    ("委员：赵一(女) 钱二(女，满族) 孙三(至5月)", "委员/赵一(女)/钱二(女，满族)/孙三(至5月)"),
    ("副组长：杜若兰（挂职）　江河（至5月）", "副组长/杜若兰（挂职）/江河（至5月）"),
    ("党组书记、局长：张艺　王小明（5月任）", "党组书记、局长/张艺/王小明（5月任）"),
    ("委员（以姓氏笔画为序）：王明　李华", "委员（以姓氏笔画为序）/王明/李华"),
    ("先进个人：张艺　王小明", "先进个人/张艺/王小明"),
    ("主　编　　王　明　　李　华　　周小文", "主　编/王明/李华/周小文"),
    ("办公室主任 张艺 王明 李华", "办公室主任/张艺/王明/李华"),
    (f"主编　{NAMES}", f"主编/{NAMES.replace('　', '/')}"),
    ("总 编 辑：张艺 王小明", "总 编 辑/张艺/王小明"),
    ("优秀党员：王明　李华　次仁旺姆（女，藏族）　张艺", "优秀党员/王明/李华/次仁旺姆（女，藏族）/张艺"),
    ("委员：张艺　王明　李华　次仁旺姆　赵一", "委员/张艺/王明/李华/次仁旺姆/赵一"),
    ("张艺（女）　王明　李华", "张艺（女）/王明/李华"),
    ("杜若兰　　江　河　　欧阳春　　丁一鸣", "杜若兰/江河/欧阳春/丁一鸣"),
    ("施　敏　　段小川　　陆　离", "施敏/段小川/陆离"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), ALONE)
def test_what_is_a_list_by_itself(text: str, names: str) -> None:
    assert read(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "", "张艺", "主任", "主任：", "：张艺 王明",
        NAMES.replace("　", "、"), f"{NAMES}等", f"{NAMES}　2人", f"{NAMES}　副主编　王伟",
        # too few to tell
        "张艺　王小明　李桐", "张艺　王小明　欧阳若兰　李桐　林岚", "主任：张艺", "主任　张艺",
        "主编　王明　李华", "李　雷　韩　梅", "组长：高明",
        # after labels that say nothing of people
        "品种：白菜　黄瓜　花生", "主要产品：金属　石油", "地址：金山路　高新区", "时间：常年　夏季",
        "办公室：张艺　王明", "一等奖：张艺　王明", "高新项目：金融　高速",
        # nothing but what comes after a label of people
        "主任：张艺，副主任：王明", "主任：张艺 王明。", "主任：张艺、王明", "委员：张艺 王明等",
        "委员：各局局长", "委员：张艺 副主任：王明 李华", "代表：张艺 12人", "委员：张艺（女） 王明（",
        "委员：张艺 王明 （女）",
        "委员：党委委员　副局长", "设计：高层　方案", "编辑　文字　方案　高度", "委员：王家村　李家庄",
        "成员：公安局　财政局　农业局", "委员：张艺　设备　条件",
        # places, bodies, things, phrases, verses
        "青石镇　云岭乡　白沙乡　石门镇　清河镇　双桥乡　河口镇　东渠乡",
        "王家村　李家庄　张家屯　赵家店　刘家湾　陈家沟　周家寨　吴家桥　孙家铺",
        "农业局　公安局　司法局　文化局　商务局　成人学校　党校　时报社",
        "万众一心　安居乐业　成人之美　温故知新　金石为开　马到成功　明察秋毫　车水马龙",
        "春眠不觉晓 处处闻啼鸟 夜来风雨声 花落知多少 春眠不觉晓 处处闻啼鸟 夜来风雨声 花落知多少",
        "全年　上半年　一季度　二季度　下半年　三季度　四季度　年末",
        "高新　项目　金融　石油　高速　方案　商品　农业　常年　时间",
        "白菜　黄瓜　花生　苗木　金桔　黄豆　高粱　葛根　甘蔗　莫桑",
        "主要姓氏：王　李　张　刘　陈　杨　赵　黄　周　吴　徐　孙　胡　朱　高　林",
        "王　李　张　刘　陈　杨　赵　黄　周　吴　徐　孙　胡　朱　高　林　何　郭",
        "欧阳　司马　上官　诸葛　东方　尉迟　公孙　皇甫",
        # what spaces do not tell
        "委员：司马相如　诸葛　亮　　王小明", "委员：李　雷　韩", "委员：李　　雷　韩　　梅",
        "委员：李 雷　韩　梅", "委员：李（女）　雷　韩　梅",
        "张艺（女）　王明　李华　黄　丽",
        # remains of tables
        "单位　产量　金额", "合计　万元　常年", "2019　2020　2021", "张艺 78 王明 92 李华 88",
    ],
)  # fmt: skip
def test_what_is_no_list_of_people(text: str) -> None:
    assert read(text) == "-"


BESIDE = [
    (["主　任：张艺", "副主任：李雷　韩梅", "办公室设在县志办。"], ["主　任/张艺", "副主任/李雷/韩梅", "-"]),
    (["组长：张艺", "副组长：李雷"], ["组长/张艺", "副组长/李雷"]),
    (["主任 张艺", "副主任 李雷 韩梅"], ["主任/张艺", "副主任/李雷/韩梅"]),
    (["主任 张艺", "副主任 李雷"], ["-", "-"]),
    (["主　任　张　艺", "副主任　李　雷　韩　梅"], ["主　任/张艺", "副主任/李雷/韩梅"]),
    (["主任：张艺", "全县有灌区3处。", "副主任：李雷"], ["-", "-", "-"]),
    (["主任：张艺", "办公室：李雷 韩梅", "印刷：高明"], ["-", "-", "-"]),
    (["主任：张艺 王明", "办公室：李雷 韩梅", "印刷：高明"], ["主任/张艺/王明", "办公室/李雷/韩梅", "-"]),
    (["主任：张艺 王明", "产品：白菜 黄瓜", "地址：金山路"], ["主任/张艺/王明", "-", "-"]),
    (["一等奖：张艺 王明", "二等奖：李雷 韩梅 赵一", "三等奖：孙三 李四 周五"],
     ["一等奖/张艺/王明", "二等奖/李雷/韩梅/赵一", "三等奖/孙三/李四/周五"]),
    (["主任：张艺 王明", "李雷 韩梅"], ["主任/张艺/王明", "-"]),
]  # fmt: skip


@pytest.mark.parametrize(("texts", "names"), BESIDE)
def test_what_stands_beside_tells(texts: list[str], names: list[str]) -> None:
    assert [shown(found) for found in lists(*texts)] == names


def test_a_table_parts_a_block() -> None:
    one, other = paragraph("组长：张艺"), paragraph("副组长：李雷")
    assert any(name_lists([one, other]))
    table = Table("t", (), (), cells(["乡镇"]))
    assert name_lists([one, table, other]) == (None, None, None)


def test_a_block_knows_how_wide_its_labels_are() -> None:
    found = lists("主　任：张艺", "副主任：李雷　韩梅", "办公室主任：周文", "主 编：赵一")
    assert [one.role_width for one in found if one] == [3, 3, 5, 3]
    assert {one.block for one in found if one} == {(3, 5)}


def test_a_paragraph_with_a_note_is_no_list() -> None:
    words = paragraph(NAMES).inlines
    assert name_lists([Paragraph((*words, NoteRef("①", "n")))]) == (None,)


def test_marked_names_are_names() -> None:
    marked = Paragraph((Text("主　任："), Name("张艺", NameKind.PERSON), Text("　王小明")))
    assert name_lists([marked]) == lists("主　任：张艺　王小明")


PROSE = (
    "全县农村工作会议召开，部署粮食生产、农田水利和乡村建设。王县长出席，张局长、李主任讲话。"
    "“开门红”动员大会集中签约项目14个，总投资31.6亿元，周文、陈敏受到表彰。"
)


@given(
    st.lists(st.sampled_from(re.findall("[^，。、]+[，。、”]*", PROSE)), min_size=1, max_size=30),
    st.sampled_from(" 　"),
    st.sampled_from(["", "主任：", "成员　"]),
)
def test_prose_is_never_a_list(sentences: list[str], space: str, label: str) -> None:
    assert read(label + space.join(sentences)) == "-"


@given(
    st.lists(
        st.sampled_from(["王小明", "李雷", "李　雷", "韩梅（女）", "韩　梅(女，满族)", "吐尔逊·阿依"]),
        min_size=2,
    ),
    st.sampled_from(["主任：", "副主任： ", "委　员：", "先进个人："]),
    st.sampled_from(["　　", "　 ", "　　　"]),
)  # fmt: skip
def test_names_and_spaces_are_all_of_a_list(names: list[str], label: str, space: str) -> None:
    text = label + space.join(names)
    (found,) = lists(text)
    assert found is not None
    assert found.before + "".join("".join(cell) for cell in found.cells) == text
    assert [name + remark for name, remark, _ in found.cells] == names
