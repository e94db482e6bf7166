"""Tables across the columns: they begin below the text before them and go on on the next page."""

from __future__ import annotations

import re

import pytest

import typeset
from tests.documents import BRACKETS, heading, paragraph, signature
from tests.editions_text import pdf_glyphs, pdf_text
from tests.unit.test_accessible import Tree
from typeset.check.preflight import preflight
from typeset.model import Cell, Document, Entry, Metadata, Note, NoteRef, Paragraph, Section, Table, Text
from typeset.printed_words import plain_text
from typeset.theme import load_theme

WORDS = "全县有灌区三处，灌溉面积二十一万亩，比上年增长百分之三点五。完成改造工程十二项，总投资四千万元。"
HEADS = (
    "水库名称",
    "所在乡镇",
    "建成年份",
    "总库容",
    "兴利库容",
    "灌溉面积",
    "主管单位",
    "除险加固",
    "备注说明",
)


def wide(rows: int) -> Table:
    body = tuple(
        (
            f"第{n:03}水库",
            "石门乡",
            str(1950 + n % 50),
            f"{n}.5",
            str(n),
            str(90 * n),
            "县水利局",
            "已完成",
            "—",
        )
        for n in range(1, rows + 1)
    )
    cells = tuple(tuple(Cell((Text(cell),)) for cell in row) for row in (HEADS, *body))
    return Table("tab-1", (Text("水库一览表"),), (Text("单位：万立方米"),), cells)


def document(rows: int, *, noted: bool = False) -> Document:
    first = Paragraph((Text(WORDS), NoteRef("①", "n-1"))) if noted else paragraph(WORDS)
    note = (Note("n-1", "①", (Text("据县水利局统计。"),)),) if noted else ()
    told = tuple(paragraph(WORDS * (3 + n % 3)) for n in range(4))
    entry = Entry("e-1", heading("水库", BRACKETS), (first, *told, *note, wide(rows), signature("张艺")))
    after = tuple(
        Entry(f"a-{n}", heading(f"供水{n}", BRACKETS), (paragraph(WORDS * 3), signature("王小明")))
        for n in range(24)
    )
    return Document("水利", Metadata(), (Section("s-1", heading("工程"), 1, (entry, *after)),))


@pytest.mark.parametrize("noted", [False, True])
@pytest.mark.parametrize("rows", [12, 45, 150])
@pytest.mark.parametrize("name", ["yearbook", "yearbook-3col", "newspaper"])
def test_the_page_before_a_wide_table_is_full(name: str, rows: int, noted: bool) -> None:
    text, theme = document(rows, noted=noted), load_theme(name)
    data = typeset.render(text, theme, "pdf")
    assert pdf_text(data) == plain_text(text).replace("\n", "")
    found = preflight(data, "x.pdf", theme.geometry).measures
    assert {offence.rule for offence in found.offences} <= {"unbalanced"}, found.offences
    tree = Tree(data)
    (table,) = tree.root.all("Table")
    first = [row.words for row in table.all("TR")]
    assert len(first) == rows + 1
    drawn: dict[int, str] = {}
    for glyph in pdf_glyphs(data):
        drawn[glyph.page] = drawn.get(glyph.page, "") + glyph.text
    pages = [page for page, words in drawn.items() if re.search(r"第\d{3}水库", words)]
    assert [pages[0], *pages] == [0, *range(len(pages))]
    assert [("续表" in drawn[page]) for page in pages] == [False, *[True] * (len(pages) - 1)]
