"""The real text, end to end: every figure that its edition must show."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import typeset
from tests.editions_text import html_text, pdf_text
from tests.pandoc import expected_blocks, needs_pandoc, pandoc_blocks
from tests.shared import shared
from tests.word import docx_text, problems
from typeset.formats.json import read_json, write_json
from typeset.formats.markdown import read_markdown, write_markdown
from typeset.formats.tei import read_tei, restore, schema_problems, write_tei
from typeset.ledger import redecide
from typeset.model import Credit, Document, Entry, PartKind, entries, figures, sections
from typeset.pipeline import count
from typeset.printed_words import plain_text
from typeset.reflow.passes import Reflowed

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
RAW = next(SEEDS.glob("*.txt"))
GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "seed.txt"


@pytest.fixture(scope="module")
def seed() -> Reflowed:
    job = typeset.load_job(RAW.with_suffix(".toml"))
    return typeset.reflow(typeset.read(RAW.read_bytes(), RAW.name), job)


@pytest.fixture(scope="module")
def document(seed: Reflowed) -> Document:
    return seed.document


def signatures(entry: Entry) -> list[Credit]:
    return [child for child in entry.children if isinstance(child, Credit)]


def test_the_raw_text_is_the_one_that_was_given() -> None:
    folder = shared("seeds")
    assert RAW.read_bytes() in [path.read_bytes() for path in folder.glob("*.txt")]


def test_its_words_are_right_to_the_character(document: Document) -> None:
    """The golden text was read by a person against the raw one."""
    assert plain_text(document) + "\n" == GOLDEN.read_text(encoding="utf-8")


def test_its_title_and_sections(document: Document) -> None:
    assert document.title == "新兴产业"
    found = [(s.heading.text, sum(isinstance(c, Entry) for c in s.children)) for s in sections(document)]
    assert found == [("综述", 5), ("生物医药产业", 9), ("纳米技术应用产业", 6), ("人工智能产业", 7)]


def test_its_signatures(document: Document) -> None:
    signed = [credit for entry in entries(document) for credit in signatures(entry)]
    names = [name for credit in signed for name in credit.names]
    assert (len(signed), len(names)) == (19, 20)
    assert sum(not signatures(entry) for entry in entries(document)) == 8
    assert ("林岚开", "王帆") in [credit.names for credit in signed]
    assert names.count("张艺") == 5
    assert not any(" " in name or "\u3000" in name for name in names)


def test_its_figures_and_the_entries_they_are_about(document: Document) -> None:
    found = [
        (figure.text[:14], figure.credit.organisation, figure.credit.role, entry.heading.text[:12])
        for figure, entry in figures(document)
        if figure.credit is not None and entry is not None and entry.heading is not None
    ]
    assert found == [
        ("2020年7月3日，国家血液", "园区新闻中心", "供稿", "国家血液系统疾病临床医学"),
        ("2020年7月15日，第四届", "园区产业创新中心", "供稿", "第四届桑田岛产业知识产权"),
        ("2020年8月2日，园区第三", "园区新闻中心", "供稿", "园区第三代半导体产业“十"),
        ("2020年6月19日，“云聚", "科教创新区", "供稿", "华为（苏州）人工智能创新"),
    ]
    for figure, _ in figures(document):
        assert figure.credit is not None
        kinds = [part.kind for part in figure.credit.parts]
        assert kinds == [PartKind.ORGANISATION, PartKind.SEPARATOR, PartKind.ROLE]


@pytest.mark.parametrize(
    ("pattern", "instead"),
    [
        (r"\n\n+", "\n"),
        (r"\n", "\n\n"),
        ("\ufffd", ""),
        (r"(?m)^ ", ""),
        (r"(?m)^ ", "\f"),
        (r"\n", "\r\n"),
        ("供稿", "摄影"),
        (r"(?m)^ |\ufffd", ""),
    ],
)
def test_its_structure_does_not_hang_on_one_sign(pattern: str, instead: str) -> None:
    """Without blank lines, page marks or lost characters, or with twice as many: the same parts."""
    text = re.sub(pattern, instead, RAW.read_bytes().decode())
    result = typeset.reflow(typeset.read(text.encode()))
    counts = count(result.document, result.ledger)
    assert (counts.sections, counts.entries, counts.figures, counts.credits) == (4, 27, 4, 23)


def test_its_spaces(document: Document) -> None:
    words = plain_text(document)
    for kept in ("“AI 疫览无遗”助手", "IECQ QC080000的证书", "“云聚姑苏　智享未来”"):
        assert kept in words
    for closed in ("科研院所12家；", "纳米加工/测试分析平台", "纳米压印/转印"):
        assert closed in words
    assert "\ufffd" not in words


def test_nothing_interrupts_a_paragraph(document: Document) -> None:
    words = plain_text(document)
    for joined in ("检测结果，有效帮助", "半导体研究院发展战略研讨会召开。多名", "揭牌。该中心依托"):
        assert joined in words


def test_its_source_comes_back(seed: Reflowed) -> None:
    tei = write_tei(seed.document, seed.ledger).encode()
    assert restore(tei) == RAW.read_bytes()
    assert read_tei(tei) == seed.document
    assert schema_problems(tei) == []


def test_its_formats_come_back(document: Document) -> None:
    for copy in (read_markdown(write_markdown(document)), read_json(write_json(document))):
        assert plain_text(copy) == plain_text(document)
        assert write_markdown(copy) == write_markdown(document)


@needs_pandoc
def test_pandoc_reads_the_same_text(document: Document) -> None:
    assert pandoc_blocks(write_markdown(document), "zh-Hans") == expected_blocks(document)


def test_its_decisions_are_made_again(seed: Reflowed) -> None:
    assert all(redecide(d) == (d.choice, d.margin) for d in seed.ledger.decisions)
    kinds = {decision.kind for decision in seed.ledger.decisions}
    assert {
        "page",
        "caption",
        "running-head",
        "heading",
        "section",
        "seam",
        "credit",
        "space",
        "names",
        "anchor",
    } <= kinds


def test_its_editions_print_its_text(document: Document) -> None:
    theme = typeset.load_theme("yearbook")
    words = plain_text(document)
    assert html_text(typeset.render(document, theme, "html").decode()) == words
    assert pdf_text(typeset.render(document, theme, "pdf")) == words.replace("\n", "")
    word = typeset.render(document, theme, "docx")
    assert docx_text(word) == words
    assert problems(word) == []


def test_build_writes_everything(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "typeset.cli", "build", str(SEEDS), "-o", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    names = {path.name.removeprefix(RAW.stem) for path in (tmp_path / RAW.stem).iterdir()}
    assert names == {".md", ".xml", ".json", ".ledger.jsonl", ".html", ".pdf", ".pages.json", ".docx"}
    assert "sections 4  entries 27  figures 4  credits 23" in done.stdout
    assert done.stderr == ""


def test_building_again_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        command = [sys.executable, "-m", "typeset.cli", "build", str(RAW), "-o", str(tmp_path / name)]
        subprocess.run(command, capture_output=True, check=True)
    first, second = (sorted((tmp_path / name / RAW.stem).iterdir()) for name in ("one", "two"))
    for one, two in zip(first, second, strict=True):
        assert one.read_bytes() == two.read_bytes(), one.name
