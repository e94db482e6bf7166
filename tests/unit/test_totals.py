"""Rows of a table that sum up others: which they are, and how every edition sets what says so."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import pytest

from tests.documents import cells, heading, paragraph
from tests.editions_text import Drawn, html_text, pdf_glyphs, pdf_text
from tests.word import W, docx_text, part, problems, style_of, words_of
from typeset.check.preflight import preflight
from typeset.editions.docx import render_docx
from typeset.editions.html import render_html
from typeset.editions.pdf import render_pdf
from typeset.kinds import totals
from typeset.model import Document, Entry, Metadata, Section, Table
from typeset.printed_words import plain_text
from typeset.theme import load_theme, theme_names

THEME = load_theme("yearbook")


def table(*rows: str) -> Table:
    return Table("t", (), (), cells(*(row.split("|") for row in rows)))


@pytest.mark.parametrize(
    ("labels", "found"),
    [
        ("城关镇 青石镇 合计", {3}), ("合计 城关镇 青石镇", {1}), ("城关镇 青石镇 总计", {3}),
        ("城关镇 青石镇", set()), ("城关镇 合计 青石镇", set()), ("合计 其中 城关镇 合计", {1, 4}),
        ("农业 林业 小计 工业 商业 小计 总计", {3, 6, 7}), ("小计 农业 林业 小计 工业", {1, 4}),
        ("总计 合计 农业 林业", {1, 2}), ("农业 林业 小計 合計", {3, 4}), ("合计 合计", {1, 2}),
        ("wheat maize Total", {3}), ("wheat TOTAL maize", set()), ("wheat sub-total maize Totals", {2, 4}),
        ("合计", set()), ("总计算机 台数", set()), ("合计面积 林地", set()), ("水库合计 泵站合计", set()),
    ],
)  # fmt: skip
def test_a_total_is_known_by_what_it_says_and_where_it_stands(labels: str, found: set[int]) -> None:
    own = table("项目|数量", *(f"{label}|{number}" for number, label in enumerate(labels.split())))
    assert dict(totals(own)) == dict.fromkeys(found, 0)


@pytest.mark.parametrize("label", ["合　计", "合 计", "总　　计", "Grand total", "grand-total"])
def test_spaces_in_it_do_not_count(label: str) -> None:
    assert totals(table("项目|数量", "甲|1", "乙|2", f"{label}|3")) == {3: 0}


def test_it_is_the_first_cell_with_words_that_says_so() -> None:
    own = table("序号|项目|数量", "1|甲|1", "2|乙|2", "|合计|3")
    assert totals(own) == {3: 1}
    assert totals(table("序号|项目|数量", "1|合计|1", "2|合计|2", "3|丙|合计")) == {}
    assert totals(table("合计|数量", "|", "|")) == {}


def document(label: str) -> Document:
    """A table with one row of each kind."""
    rows = (
        "乡镇|水库（座）|灌溉面积（亩）|占比",
        f"{label}|58|129386.5|100.0%",
        "城关镇|9|31204.0|24.1%",
        "青石镇|49|98182.5|75.9%",
    )
    entry = Entry("e-1", heading("概况"), (paragraph("全县有水库58座。" * 9), table(*rows)))
    return Document("水利", Metadata(), (Section("s-1", heading("综述"), 1, (entry,)),))


TOTAL = document("合　计")


def of_table(label: str) -> list[Drawn]:
    glyphs = [
        glyph for glyph in pdf_glyphs(render_pdf(document(label), THEME, {}).data) if glyph.text.strip()
    ]
    begins = max(n for n, glyph in enumerate(glyphs) if glyph.text == "乡")
    return [glyph for glyph in glyphs[begins:] if not glyph.generated]


def test_on_the_page_what_says_so_is_in_the_face_of_headings() -> None:
    found = of_table("合　计")
    faces = {"".join(g.text for g in found if g.font == face): face for face in {g.font for g in found}}
    (total,) = (face for words, face in faces.items() if words == "合计")
    assert "Sans" in total and all("Serif" in face for face in faces.values() if face != total)


def test_figures_stand_as_they_would_without_it() -> None:
    """In their own face, and so with their digits below each other."""
    total, plain = (
        [(g.text, g.font.split("+")[-1], round(g.x, 2), round(g.y, 2)) for g in of_table(label)]
        for label in ("合　计", "全　县")
    )
    assert [g for g in total if g[0] not in "合计"] == [g for g in plain if g[0] not in "全县"]


def test_every_edition_marks_it_and_prints_the_same_words() -> None:
    html, data = render_html(TOTAL, THEME), render_docx(TOTAL, THEME, {})
    assert re.findall(r'<td class="total"><span>([^<]+)', html) == ["合　计"]
    assert html_text(html) == docx_text(data) == plain_text(TOTAL)
    assert pdf_text(render_pdf(TOTAL, THEME, {}).data) == plain_text(TOTAL).replace("\n", "")
    cells = [p for cell in part(data, "word/document.xml").iter(f"{W}tc") for p in cell.iter(f"{W}p")]
    styles = [style_of(p) for p in cells]
    assert [words_of(p) for p in cells if style_of(p) == "TableTotal"] == ["合　计"]
    assert (styles.count("TableText"), styles.count("TableFigures")) == (3, 12)
    assert problems(data) == []


def test_a_template_without_its_style_sets_it_as_the_others(tmp_path: Path) -> None:
    package = docx.Document(str(THEME.template))
    style = package.styles["Table Total"]
    style.element.getparent().remove(style.element)
    package.save(str(tmp_path / "template.docx"))
    data = render_docx(TOTAL, THEME.model_copy(update={"folders": (*THEME.folders, tmp_path)}), {})
    assert problems(data) == [] and docx_text(data) == plain_text(TOTAL)


@pytest.mark.parametrize("name", theme_names())
def test_the_page_is_without_fault_in_every_theme(name: str) -> None:
    theme = load_theme(name)
    found = preflight(render_pdf(TOTAL, theme, {}).data, "x.pdf", theme.geometry).measures
    assert {offence.rule for offence in found.offences} <= {"unbalanced"}
