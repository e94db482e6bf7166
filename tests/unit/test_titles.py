"""Titles of Chinese texts: which lines are, and how high they stand."""

from __future__ import annotations

import typeset
from typeset.model import Document, Entry, Section
from typeset.printed_words import plain_text


def _outline(text: str) -> list[str]:
    """The titles of a text: its own, sections by their level, headings."""
    document = typeset.reflow(typeset.read(text.encode())).document
    return [f"0 {document.title}", *_inside(document)]


def _inside(node: Document | Section) -> list[str]:
    out = []
    for child in node.children:
        match child:
            case Section(heading=title, level=level):
                out += [f"{level} {title.text}", *_inside(child)]
            case Entry(heading=heading) if heading is not None:
                out.append(f"* {heading.text}")
    return out


_FILLED = "　　各地要按照职责分工抓好贯彻落实，重要情况及\n时报告，并将进展每月通报一次，年底前全部完成。\n"


def _document(title: str, number: str) -> str:
    return (
        f"{title}\n　　　　　　　{number}\n各区县人民政府，各委办局：\n"
        f"{_FILLED}　　　　　一、加强领导，明确责任\n{_FILLED}　　　　　　二、严格考核\n{_FILLED}"
        "　　　　　　　　　　　　　　　云溪市人民政府\n　　　　　　　　　　　　　　　2019年3月5日\n\n"
    )


def test_documents_of_a_gazette_stand_above_what_they_number() -> None:
    one = "　　云溪市人民政府关于做好粮食收购工作\n　　　　　　　　　　的通知"
    other = "　　　　关于加强古树名木保护的意见"
    text = f"　　　　　云溪市人民政府公报\n\n{_document(one, '云政发〔2019〕3号')}"
    assert _outline(text + _document(other, "云政发〔2019〕4号")) == [
        "0 云溪市人民政府公报",
        "1 云溪市人民政府关于做好粮食收购工作的通知",
        "2 一、加强领导，明确责任",
        "2 二、严格考核",
        "1 关于加强古树名木保护的意见",
        "2 一、加强领导，明确责任",
        "2 二、严格考核",
    ]


def test_a_signature_before_its_date_is_no_running_head() -> None:
    one, other = "　　　　关于防汛工作的通知", "　　　　关于防火工作的通知"
    text = f"{_document(one, '云政发〔2019〕3号')}— 7 —\n{_document(other, '云政发〔2019〕4号')}— 8 —\n"
    result = typeset.reflow(typeset.read(text.encode()))
    assert plain_text(result.document).count("云溪市人民政府\n2019年3月5日") == 2


def test_bare_titles_over_bare_headings() -> None:
    text = (
        f"教学工作\n概况\n{_FILLED}课程建设\n{_FILLED}"
        f"后勤与安全\n概况\n{_FILLED}校园消防演练\n{_FILLED}实验室检查\n{_FILLED}"
    )
    outline = _outline(text)
    assert "1 后勤与安全" in outline
    assert outline[-3:] == ["* 概况", "* 校园消防演练", "* 实验室检查"]


def test_an_extract_of_a_law_begins_with_any_article() -> None:
    text = "第三章　港口管理\n" + "".join(
        f"　　第{number}条　{words}\n"
        for number, words in (
            ("一百二十", "港口经营人应当保持设施完好。"),
            ("一百二十一", "进出港口的船舶应当申报。"),
            ("一百二十二", "港口作业应当遵守规程。"),
            ("一百二十五", "违反规定的，责令改正。"),
        )
    )
    assert [line for line in _outline(text) if line[0] == "*"] == [
        "* 第一百二十条",
        "* 第一百二十一条",
        "* 第一百二十二条",
        "* 第一百二十五条",
    ]


def test_lives_under_names_alone() -> None:
    text = (
        f"第一节　人物传略\n孟怀远（1890—1951）\n{_FILLED}"
        f"乔治·米勒（George Miller，1871—1940）\n{_FILLED}"
        f"第二节　人物简介\n秦素云\n{_FILLED}韩立本\n{_FILLED}"
    )
    assert _outline(text)[1:] == [
        "1 第一节　人物传略",
        "* 孟怀远（1890—1951）",
        "* 乔治·米勒（George Miller，1871—1940）",
        "1 第二节　人物简介",
        "* 秦素云",
        "* 韩立本",
    ]


def test_an_article_with_an_abstract_and_the_works_that_it_cites() -> None:
    text = (
        "青岚湖湿地鸟类群落的季节变化\n　　摘要：为了解湿地鸟类群落的季节变化，于2018年\n"
        f"按月调查[1]，记录到鸟类12目。\n　　关键词：湿地；鸟类\n1 引言\n{_FILLED}2 方法\n2.1 样线\n{_FILLED}"
        f"2.2 样点\n{_FILLED}3 结果\n3.1 种类\n{_FILLED}3.2 数量\n{_FILLED}"
        "参考文献\n　　[1] 郑光. 鸟类调查方法[M]. 北京: 某某出版社, 2012.\n"
    )
    result = typeset.reflow(typeset.read(text.encode()))
    assert _outline(text) == [
        "0 青岚湖湿地鸟类群落的季节变化",
        *("1 1 引言", "1 2 方法", "2 2.1 样线", "2 2.2 样点", "1 3 结果", "2 3.1 种类", "2 3.2 数量"),
        "1 参考文献",
    ]
    assert "[1]郑光" in plain_text(result.document)


def test_a_title_that_goes_on_in_the_words_of_the_running_head() -> None:
    page = "工作总结\n{}\n"
    text = (
        page.format(3)
        + "　　　云溪市残疾人联合会二〇一八年度\n　　　　　　　　　工作总结\n\n"
        + f"　　　　　　　　一、康复\n{_FILLED}{page.format(4)}　　　　　　　　二、教育\n{_FILLED}"
        + page.format(5)
    )
    assert _outline(text)[0] == "0 云溪市残疾人联合会二〇一八年度工作总结"
