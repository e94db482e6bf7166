"""The real text on the page, measured by what knows nothing of how it was set."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

import typeset
from tests.documents import BRACKETS, cells, heading, paragraph
from typeset.check.page_measures import RULES, Measures, measured
from typeset.check.pdf_lines import printed
from typeset.check.pdf_pages import sheets
from typeset.editions.html import render_html
from typeset.editions.pdf import load_weasyprint, render_pdf
from typeset.job import job_beside
from typeset.model import Document, Entry, Figure, Metadata, Note, NoteRef, Paragraph, Section, Table, Text
from typeset.theme import load_theme

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
WIDEST_HAN_GAP = {"yearbook": 0.05, "yearbook-3col": 0.10}


@pytest.fixture(scope="module")
def document() -> Document:
    raw = next(SEEDS.glob("*.txt"))
    return typeset.reflow(typeset.read(raw.read_bytes()), job_beside(raw)).document


def measures_of(data: bytes) -> Measures:
    return measured(printed(sheets(data, "x.pdf")))


@pytest.mark.parametrize("theme", WIDEST_HAN_GAP)
def test_the_page_is_set_as_a_compositor_would(document: Document, theme: str) -> None:
    measures = measures_of(typeset.render(document, load_theme(theme), "pdf"))
    assert {rule for rule in RULES if measures.count(rule)} == set()
    assert measures.flush == measures.full > 300
    assert measures.largest_han_gap <= WIDEST_HAN_GAP[theme]
    assert measures.han_latin_good >= 0.995 * measures.han_latin > 250
    assert measures.headings <= 12


def test_latin_words_and_addresses_in_han_text_are_no_faults() -> None:
    text = "代表团成员来自International Commission on Large Dams及其他机构，详见https://www.example.org/a/b附录。"
    words = tuple(paragraph("灌区" * count + text * 4) for count in range(8))
    document = Document("", Metadata(), (Entry("e", None, words),))
    measures = measures_of(typeset.render(document, load_theme("yearbook"), "pdf"))
    assert [offence for offence in measures.offences if offence.rule in ("broken", "start", "end")] == []


def _table(number: int, columns: int, count: int) -> Table:
    rows = [("指标（按当年价格计算）", "单位", *("比上年增长（%）" for _ in range(columns - 2)))]
    rows += [
        (f"第{row}项生产总值", "亿元", *(f"{row * 37.5:.1f}" for _ in range(columns - 2)))
        for row in range(count)
    ]
    return Table(
        f"t-{number}",
        (Text(f"表{number}"),),
        (Text("单位：亿元"),),
        cells(*rows),
    )


def _pictured() -> tuple[Document, dict[str, bytes]]:
    """Tables that fill columns, tables and pictures across all, a paragraph in English, notes, a title."""
    text = "全县有灌区3处，灌溉面积21.9万亩。灌区管理由水利部门负责，其中“十三五”期间完成改造工程12项。"
    english = "The county has three irrigation districts with an irrigated area of 219,000 mu. "
    out = io.BytesIO()
    Image.new("RGB", (900, 300), "teal").save(out, "PNG")
    noted = Paragraph((Text("全县水库共有12座"), NoteRef("①", "n-1"), Text("，总库容1.2亿立方米。" * 6)))
    entries = (
        (Figure("f-1", (Text("题图"),), None, "p.png"), paragraph(text * 9), _table(1, 5, 60)),
        (paragraph(text * 4), noted, Note("n-1", "①", (Text("据2020年统计年报。"),)), paragraph(english * 9)),
        (paragraph(text * 9), _table(2, 11, 9), paragraph(text * 5)),
    )
    made = tuple(
        Entry(f"e-{number}", heading("灌溉排水", BRACKETS), children)
        for number, children in enumerate(entries)
    )
    section = Section("s", heading("综述"), 1, made)
    return Document("统计资料", Metadata(book="青川县年鉴", year="2019"), (section,)), {
        "p.png": out.getvalue()
    }


@pytest.mark.parametrize("theme", WIDEST_HAN_GAP)
def test_tables_and_pictures_are_measured_as_what_they_are(theme: str) -> None:
    """Whether the page leaves white before a large picture is another matter."""
    document, pictures = _pictured()
    measures = measures_of(render_pdf(document, load_theme(theme), pictures).data)
    broken = {rule for rule in RULES if measures.count(rule)} - {"short-column", "unbalanced"}
    assert broken == set()
    assert measures.flush == measures.full > 30


def test_what_weasyprint_does_by_itself_is_found(document: Document) -> None:
    """The faults that the requirements name are in its page, and are seen there."""
    weasyprint = load_weasyprint()
    html = render_html(document, load_theme("yearbook"), {})
    measures = measures_of(weasyprint.HTML(string=html).write_pdf())
    assert measures.flush < 0.6 * measures.full
    assert measures.worst_edge > 15
    for rule in ("edge", "untrimmed-end", "untrimmed-start", "pair", "lone"):
        assert measures.count(rule) > 0, rule
    assert measures.han_latin_good < 0.05 * measures.han_latin


def test_preflight_says_it_to_persons_and_to_programs(document: Document, tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(typeset.render(document, load_theme("yearbook"), "pdf"))
    command = [sys.executable, "-m", "typeset.cli", "preflight", str(path)]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    assert said.returncode in (0, 1) and "flush lines           100.0%" in said.stdout
    said = subprocess.run([*command, "--json"], capture_output=True, text=True, check=False)
    value = json.loads(said.stdout)
    assert said.returncode == (1 if value["findings"] else 0)
    assert (value["size"], value["pitch"], value["columns"]) == (10.5, 16.8, 2)
    assert value["flush"] == 1.0 and set(value["offences"]) == set(RULES)
    themed = subprocess.run(
        [*command, "--json", "--theme", "yearbook"], capture_output=True, text=True, check=False
    )
    assert json.loads(themed.stdout)["offences"] == value["offences"]
    path.write_bytes(b"no PDF")
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    assert said.returncode == 11 and "remedy" in said.stderr


def test_a_themes_geometry() -> None:
    command = [sys.executable, "-m", "typeset.cli", "themes", "show", "yearbook", "--json"]
    value = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    assert value["page"] == [595.276, 807.874]
    assert [column["width"] for column in value["columns"]] == [231.0, 231.0]
    assert (value["size"], value["pitch"], value["lines"]) == (10.5, 16.8, 40)
