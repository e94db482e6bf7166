"""The indexes of a DOCX: the rows of the PDF, and a field for every page."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests.documents import BRACKETS, SAMPLE, heading, paragraph, signature, supplied
from tests.word import W, docx_index, docx_text, libreoffice, part, problems, without_libreoffice
from typeset.editions.book import make_book
from typeset.editions.docx import render_docx
from typeset.model import (
    Document,
    Entry,
    Figure,
    Metadata,
    Name,
    NameKind,
    Paragraph,
    Section,
    SectionChild,
    Text,
)
from typeset.parts import IndexOrder, Parts
from typeset.printed_words import plain_text
from typeset.theme import load_theme, theme_names

THEME = load_theme("yearbook")
ALL = Parts(index=("entries", "people", "organisations"))
PEOPLE = "张艺 王小明 李桐 欧阳若兰 陈敏 黄志明 刘春霞 马兰芳 赵强 孙亮"


def entry(number: int, title: str, *more: Text | Name) -> Entry:
    words = Paragraph((Text("正文。" * 60), *more, Text("。")))
    return Entry(f"e-{number}", heading(title, BRACKETS), (words, signature("张艺", "王小明")))


def chapter(*titles: str, title: str = "水利") -> Document:
    """Entries with names in their text, signed; a list of names of which one is marked; a figure."""
    first, rest = PEOPLE.split(" ", 1)
    people = (Name(first, NameKind.PERSON), Text(f" {rest}"))
    marked = (Name("南水北调", NameKind.TERM), Text("，"), Name("县水利局", NameKind.ORGANISATION))
    parts: tuple[SectionChild, ...] = (
        *(entry(number, own, *marked) for number, own in enumerate(titles)),
        Entry("e-list", heading("先进个人", BRACKETS), (Paragraph(people),)),
        Figure("fig-1", (Text("灌区"),), supplied("县档案馆")),
    )
    meta = Metadata(book="示例年鉴", year="2021", first_page=7)
    return Document(title, meta, (Section("s-1", heading("概述"), 1, parts),))


@pytest.mark.parametrize(
    ("order", "rows"),
    [
        (
            "pinyin",
            "条目索引 #/12项 C/长江/重庆 N/南水北调 S/水利 X/先进个人 "
            "人名索引 W/王小明 Z/张艺 机构索引 X/县档案馆/县水利局",
        ),
        (
            "stroke",
            "条目索引 #/12项 四画/水利/长江 六画/先进个人 九画/南水北调/重庆 "
            "人名索引 四画/王小明 七画/张艺 机构索引 七画/县水利局/县档案馆",
        ),
    ],
)
def test_terms_stand_in_their_order(order: IndexOrder, rows: str) -> None:
    parts = replace(ALL, index_order=order)
    data = render_docx(chapter("水利", "重庆", "12项", "长江"), THEME, {}, parts)
    assert [words for _, words, _ in docx_index(data)] == ["索引", *re.split("[ /]", rows)]
    assert problems(data) == []


def test_a_long_group_is_parted_by_the_first_stroke() -> None:
    parts = Parts(index=("entries",), index_order="stroke")
    rows = docx_index(render_docx(chapter(*"书心方火公毛水日木云王"), THEME, {}, parts))
    assert [words for style, words, _ in rows if style == "IndexPart"] == [
        "［一］", "［丨］", "［丿］", "［丶］", "［乛］",
    ]  # fmt: skip
    assert {style for style, _, _ in rows} == {
        "IndexTitle", "IndexKind", "IndexHeading", "IndexPart", "Index1",
    }  # fmt: skip


@pytest.mark.parametrize("order", ["pinyin", "stroke"])
def test_the_rows_are_those_of_the_pdf(order: IndexOrder) -> None:
    document = chapter(*"书心方火公毛水日木云王", "重庆", "AI应用", "12项")
    parts = replace(ALL, index_order=order)
    html = make_book(document, THEME, {}, parts).html
    blocks = re.findall(r"<(?:div|p) class=\"lines[^>]*>(?:<[^>]+>)?([^<]+)", html[html.index("<h2>索引") :])
    rows = [words for style, words, _ in docx_index(render_docx(document, THEME, {}, parts))]
    assert rows == ["索引", *(block.split("\u3000")[0] for block in blocks)]


def test_every_page_is_that_of_a_bookmark_around_the_term() -> None:
    body = part(data := render_docx(chapter("水利", "重庆"), THEME, {}, ALL), "word/document.xml")
    leads = {words: names for style, words, names in docx_index(data) if style == "Index1"}
    counts = {words: len(names) for words, names in leads.items()}
    assert counts == dict.fromkeys(("水利", "重庆", "先进个人", "县档案馆"), 1) | {
        "南水北调": 2, "张艺": 3, "王小明": 2, "县水利局": 2,
    }  # fmt: skip
    for words, names in leads.items():
        for name in names:
            (begin,) = body.xpath(f".//w:bookmarkStart[@w:name='{name}']", namespaces={"w": W[1:-1]})
            said = ""
            for element in begin.itersiblings():
                if element.tag == f"{W}bookmarkEnd" and element.get(f"{W}id") == begin.get(f"{W}id"):
                    break
                said += "".join(t.text for t in element.iter(f"{W}t"))
            assert said.strip("【】") == words
            assert len(name) <= 40 and name.startswith("_")
    fields = list(body.iter(f"{W}fldChar"))
    begins = [field for field in fields if field.get(f"{W}fldCharType") == "begin"]
    assert sum(field.get(f"{W}dirty") == "true" for field in begins) == 13


def test_what_is_printed_is_the_same_without_it() -> None:
    document = chapter("水利", "重庆")
    assert docx_text(render_docx(document, THEME, {}, ALL)) == plain_text(document)
    without = render_docx(document, THEME, {}, Parts(index=("people",)))
    assert [words for _, words, _ in docx_index(without)] == ["索引", "人名索引", "W", "王小明", "Z", "张艺"]
    assert docx_index(render_docx(document, THEME, {})) == []


def test_dates_of_a_chronicle_make_no_index() -> None:
    entries = tuple(Entry(f"e-{n}", heading(f"{n}日"), (paragraph("开工。"),)) for n in (4, 11))
    document = Document("大事记", Metadata(), (Section("s-1", heading("1月"), 1, entries),))
    data = render_docx(document, THEME, {}, ALL)
    assert data == render_docx(document, THEME, {})
    assert "索引" not in make_book(document, THEME, {}, ALL).html


@pytest.mark.parametrize("name", theme_names())
@pytest.mark.parametrize("title", ["水利", ""])
def test_it_stands_on_pages_of_its_own_in_the_columns_of_the_theme(name: str, title: str) -> None:
    theme = load_theme(name)
    data = render_docx(chapter("水利", title=title), theme, {}, ALL)
    assert problems(data) == []
    body = part(data, "word/document.xml")
    *_, text, opening, index = body.iter(f"{W}sectPr")
    columns = [section.find(f"{W}cols").get(f"{W}num") for section in (text, opening, index)]
    assert columns == [str(theme.type_area.columns), None, str(theme.parts.index_columns)]
    kinds = [section.find(f"{W}type").get(f"{W}val") for section in (opening, index)]
    assert kinds == ["nextPage", "continuous"]
    starts = [section.find(f"{W}pgNumType") for section in body.iter(f"{W}sectPr")]
    assert [start is not None for start in starts] == [True, *[False] * (len(starts) - 1)]
    assert opening.find(f"{W}titlePg") is not None and index.find(f"{W}titlePg") is None
    assert index.find(f"{W}lnNumType") is None and index.find(f"{W}cols").get(f"{W}sep") is None
    heads = [section.findall(f"{W}headerReference")[0] for section in (text, opening, index)]
    relation = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    assert heads[0].get(relation) != heads[1].get(relation) == heads[2].get(relation)
    assert "".join(part(data, "word/header4.xml").itertext()) == "索引"


def test_the_same_document_gives_the_same_bytes() -> None:
    assert render_docx(SAMPLE, THEME, {}, ALL) == render_docx(SAMPLE, THEME, {}, ALL)


@without_libreoffice
def test_the_pages_are_those_of_the_terms(tmp_path: Path) -> None:
    """As LibreOffice makes them, which brings fields up to date."""
    from pdfminer.high_level import extract_text
    from pdfminer.pdfpage import PDFPage

    names = [f"{kind}{place}" for kind in ("泵站", "水库", "渠道", "灌区") for place in "东西南北中上下左右"]
    document = chapter(*names)
    made = libreoffice(render_docx(document, load_theme("large-print"), {}, ALL), tmp_path)
    count = sum(1 for _ in PDFPage.get_pages(io.BytesIO(made)))
    pages = ["".join(extract_text(io.BytesIO(made), page_numbers=[n]).split()) for n in range(count)]
    first = document.metadata.first_page
    opens = next(number for number, page in enumerate(pages) if "条目索引" in page)
    index = "".join(pages[opens:])
    for name in names:
        (found,) = (number for number, page in enumerate(pages) if f"【{name}】" in page)
        assert f"{name}{found + first}" in index
    signed = [number + first for number, page in enumerate(pages) for _ in range(page.count("张艺王小明）"))]
    assert len(signed) == len(names) and len(set(signed)) > 2
    assert f"王小明{','.join(map(str, signed))}" in index
    heads = [re.sub("[目名构]索引", "", page).count("索引") for page in pages[opens:]]
    assert (heads, (first + opens) % 2) == ([1, 1, 0], 0), "a title, then a running head on odd pages alone"
