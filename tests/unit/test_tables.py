"""Tables and notes in the shapes that extractors give them: what comes out of small texts."""

from __future__ import annotations

import typeset
from typeset.formats.tei import read_tei, restore, schema_problems, write_tei
from typeset.model import Document, Note, Paragraph, Table, entries, inline_text

_BEFORE = "　　1985年，全县养殖水面扩大到2.9万亩，\n比上年增加三成，亩产上升到47公斤。\n"
_AFTER = "　　1986年以后，网箱养鱼在清溪水库推广，\n到1988年共有网箱214只。\n"


def _read(text: str) -> Document:
    """The document of a text, which comes back from TEI as it was."""
    result = typeset.reflow(typeset.read(text.encode()))
    xml = write_tei(result.document, result.ledger).encode()
    assert restore(xml) == text.encode()
    assert read_tei(xml) == result.document
    assert not schema_problems(xml)
    return result.document


def _tables(document: Document) -> list[tuple[str, str, list[list[str]]]]:
    return [
        (
            inline_text(child.title),
            inline_text(child.unit),
            [[cell.text for cell in row] for row in child.rows],
        )
        for entry in entries(document)
        for child in entry.children
        if isinstance(child, Table)
    ]


def _notes(document: Document) -> list[tuple[str, str]]:
    return [
        (child.mark, child.text)
        for entry in entries(document)
        for child in entry.children
        if isinstance(child, Note)
    ]


def _paragraphs(document: Document) -> list[str]:
    return [
        inline_text(child.inlines)
        for entry in entries(document)
        for child in entry.children
        if isinstance(child, Paragraph)
    ]


def test_heads_on_two_lines_and_empty_cells() -> None:
    table = (
        "　　　　表2-1　2008年税收完成情况\n"
        "　　　　　　　　　　　　　　单位：万元\n"
        "街　道　　　　计划　　　完成　　比上年\n"
        "　　　　　　　　　　　　　　　　（%）\n"
        "城中　　　　128000　　134510　　　12.6\n"
        "桃花坞　　　　　　　　 98120　　　 9.8\n"
        "合　计　　　378700　　392674　　　10.9\n"
        "　　资料来源：区财政局\n"
    )
    document = _read(_BEFORE + table + _AFTER)
    assert _tables(document) == [
        (
            "表2-1　2008年税收完成情况",
            "单位：万元",
            [
                ["街道", "计划", "完成", "比上年（%）"],
                ["城中", "128000", "134510", "12.6"],
                ["桃花坞", "", "98120", "9.8"],
                ["合计", "378700", "392674", "10.9"],
            ],
        )
    ]
    assert "资料来源：区财政局" in _paragraphs(document)


def test_two_heads_of_one_character_are_no_padded_word() -> None:
    table = (
        "　　　　各乡镇人口统计表\n"
        "乡镇　　　合计　　　男　　　女\n"
        "城关　　　38216　19872　18344\n"
        "东风　　　17430　 8961　 8469\n"
    )
    (found,) = _tables(_read(_BEFORE + table + _AFTER))
    assert found[2][0] == ["乡镇", "合计", "男", "女"]


def test_a_table_goes_on_on_the_next_page() -> None:
    table = (
        "　　表9　民营企业\n"
        "名次　　企业名称　　　　营业收入\n"
        "　1　　 宏远控股集团　　　612.4\n"
        "　2　　 天乐纺织公司　　　388.0\n"
        "　　　　　　— 88 —\n"
        "　　续表9\n"
        "名次　　企业名称　　　　营业收入\n"
        "　3　　 金鼎重工公司　　　247.9\n"
        "　4　　 四海生物公司　　　196.3\n"
    )
    document = _read(_BEFORE + table + _AFTER + "　　　　　　— 89 —\n")
    (found,) = _tables(document)
    assert [row[0] for row in found[2]] == ["名次", "1", "2", "3", "4"]
    assert not any("续表" in paragraph for paragraph in _paragraphs(document))


def test_notes_and_a_running_head_between_cells() -> None:
    table = (
        "表5-1　若干年份里程\n单位：公里\n年份\n国道\n省道\n1950\n—\n26\n1965\n41\n"
        "　　①　据县交通局年报，不含林区便道。\n\f96 江北县志\n68\n1978\n41\n75\n"
    )
    text = (
        "　　1950年，全县修复公路①，长五十余里，\n当年通车。\n" + table + _AFTER + "\f97 江北县志\n" + _AFTER
    )
    document = _read(text)
    (found,) = _tables(document)
    assert found[2][1:] == [["1950", "—", "26"], ["1965", "41", "68"], ["1978", "41", "75"]]
    assert _notes(document) == [("①", "据县交通局年报，不含林区便道。")]


def test_a_row_may_lack_a_cell() -> None:
    cells = "表7-4\n主要水电站一览\n单位：千瓦\n站名\n所在乡\n装机\n发电\n枫亭\n枫亭乡\n160\n52.4\n"
    cells += "石桥\n石桥乡\n1250\n401.6\n岭下\n岭下乡\n800\n277.0\n合计\n2210\n731.0\n"
    (found,) = _tables(_read(_BEFORE + cells + _AFTER))
    assert found[0] == "表7-4 主要水电站一览"
    assert found[2][-1] == ["合计", "", "2210", "731.0"]


def test_single_spaces_between_cells() -> None:
    table = "表4-7 水产品产量\n年份 面积 捕捞 合计\n（亩） （吨） （吨）\n"
    table += "1981 21400 316 1158\n1982 22150 329 1234\n"
    (found,) = _tables(_read(_BEFORE + table + _AFTER))
    assert found[2] == [
        ["年份", "面积", "捕捞", "合计"],
        ["", "（亩）", "（吨）", "（吨）"],
        ["1981", "21400", "316", "1158"],
        ["1982", "22150", "329", "1234"],
    ]


def test_contents_and_names_are_no_tables() -> None:
    names = "　傅长庚　　王　贵　　丁火根\n　邱　云　　谢招娣　　曾广福\n　刘　桂　　何九斤\n"
    contents = "第一章　建置　　　　　　1\n第二章　环境　　　　　　19\n第三章　人口　　　　　　47\n"
    document = _read(contents + "第一章　建置\n" + _BEFORE + names + _AFTER)
    assert not _tables(document)
    assert "傅长庚 王贵 丁火根 邱云 谢招娣 曾广福 刘桂 何九斤" in _paragraphs(document)


def test_those_who_made_a_book() -> None:
    names = "主　编　　赵柏年\n副主编　　冯一鹤　　钱　深\n编　辑　　袁　圆　　魏大同　　彭小雨\n"
    document = _read(_BEFORE + names + _AFTER)
    assert {"主编 赵柏年", "副主编 冯一鹤 钱深", "编辑 袁圆 魏大同 彭小雨"} <= set(_paragraphs(document))


COMMITTEE = (
    "　　主　任：张　艺　　王小明\n"
    "　　副主任：李　雷　　韩　梅（女）　　买买提·艾力（维吾尔族）\n"
    "　　委　员：赵　一　　钱二多（女，满族）　　孙　三　　李　四　　周　五\n"
    "　　　　　　吴六合　　郑　七（至5月）　　欧阳春\n"
    "　　办公室主任　　王　八（兼）\n"
)


def test_a_committee_is_read_with_its_labels() -> None:
    wanted = [
        "主任：张艺 王小明",
        "副主任：李雷 韩梅（女） 买买提·艾力（维吾尔族）",
        "委员：赵一 钱二多（女，满族） 孙三 李四 周五 吴六合 郑七（至5月） 欧阳春",
        "办公室主任 王八（兼）",
    ]
    before = "　　县志编纂委员会2019年3月成立，组成人员如下，负责县志编纂的组\n织和领导工作，并审定篇目。\n"
    after = "　　办公室设在县志办，由王小明任主任，负责日常工作，并与各乡镇、部门\n联络，收集资料。\n"
    for wide in ("　　", "　"):
        read = _paragraphs(_read(before + COMMITTEE.replace("　　", wide) + after))
        assert read[1:-1] == wanted


def test_those_who_made_a_text_are_no_list() -> None:
    text = f"{_BEFORE}撰稿：李　桐\n摄影：王　明\n编辑：周　文\n{_AFTER}"
    ledger = typeset.reflow(typeset.read(text.encode())).ledger
    assert not any(decision.rule == "R-NAMES" for decision in ledger.decisions)


def test_marks_of_notes_on_lines_of_their_own() -> None:
    text = (
        "The looms were driven by water until the year\n"
        "of the great frost, when the first engine was set up.\n"
        "[1]\nIn the ten years that followed the number of\n"
        "spindles was doubled, and that of the hands rose.\n\n"
        "[1]\nMade by Hick, Hargreaves & Co., of Bolton.\n"
    )
    document = _read(text)
    assert _notes(document) == [("[1]", "Made by Hick, Hargreaves & Co., of Bolton.")]
    assert "set up.[1] In the ten years" in " ".join(_paragraphs(document))


def test_notes_are_numbered_anew_on_every_page() -> None:
    page = "　　{}元年改属郡治①，县治在今城关镇北二里的\n旧县村，三国时县废。\n①　见《{}书·地理志》。\n"
    document = _read("\f".join(page.format(name, name) for name in "汉晋宋"))
    assert _notes(document) == [("①", f"见《{name}书·地理志》。") for name in "汉晋宋"]
