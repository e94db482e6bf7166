"""A volume with every part on: what its pages say of themselves, against the pages."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pikepdf
import pytest

from tests.documents import BRACKETS, heading, paragraph, signature
from tests.editions_text import Drawn, pdf_glyphs, pdf_text
from typeset.editions.book import make_book
from typeset.editions.pdf import Pdf, render_pdf
from typeset.formats.markdown import write_markdown
from typeset.model import Document, Entry, Figure, Metadata, Section, Text, sections
from typeset.parts import Parts
from typeset.printed_words import plain_text
from typeset.theme import load_theme
from typeset.volume import bind

THEME = load_theme("yearbook")
META = Metadata(book="示例年鉴", year="2021", publisher="示例出版社")
PARTS = Parts(
    half_title=True,
    title_page=True,
    imprint=(("书名", "示例年鉴2021"), ("出版", "示例出版社")),
    note=("本书是资料性工具书，逐年编纂。", "条目标题用黑体。"),
    contents=2,
    figures=True,
    openers="recto",
    thumb=True,
    index=("entries", "people"),
)
WORDS = "全县有灌区3处，灌溉面积21.9万亩，比上年增长3.5%。完成改造工程12项。"
SUBJECTS = ("水利", "重庆合作", "长江", "教育", "AI应用", "卫生")


def chapter(title: str, number: int) -> Document:
    def entry(own: int) -> Entry:
        name = f"{SUBJECTS[(number + own) % len(SUBJECTS)]}工作{'一二三四五六'[own]}"
        figure = Figure(f"fig-{own}", (Text(f"{title}图片{own}"),), None, "")
        children = (paragraph(WORDS * (4 + own)), signature("张艺"), *((figure,) if own % 3 == 1 else ()))
        return Entry(f"e-{own}", heading(name, BRACKETS), children)

    parts = tuple(
        Section(f"s-{n}", heading(f"{title}{part}"), 1, tuple(entry(3 * n + i) for i in range(3)))
        for n, part in enumerate(("概述", "管理"))
    )
    return Document(title, children=parts)


VOLUME = bind([chapter(title, n) for n, title in enumerate(("水利", "教育", "大事记"))], META)


@pytest.fixture(scope="module")
def book() -> Pdf:
    return render_pdf(VOLUME, THEME, {}, PARTS)


@pytest.fixture(scope="module")
def glyphs(book: Pdf) -> list[Drawn]:
    return pdf_glyphs(book.data)


@pytest.fixture(scope="module")
def labels(book: Pdf) -> list[str]:
    with pikepdf.open(io.BytesIO(book.data)) as pdf:
        return [str(page.label) for page in pdf.pages]


def lines(glyphs: list[Drawn], page: int) -> Iterator[str]:
    """The lines of a page, generated words and numbers among them."""
    own = sorted((g for g in glyphs if g.page == page), key=lambda g: (-round(g.y), g.x))
    text, y = "", None
    for glyph in own:
        if y is not None and abs(glyph.y - y) > 3:
            yield text
            text = ""
        text, y = text + glyph.text, glyph.y
    yield text


def test_the_text_is_the_documents_and_the_rest_is_generated(book: Pdf, glyphs: list[Drawn]) -> None:
    assert pdf_text(book.data) == plain_text(VOLUME).replace("\n", "")
    parts = "".join(g.text for g in glyphs if g.tags in (("Generated",), ("TOCI",)))
    assert parts.startswith("".join(book.generated))
    assert book.generated[:4] == ("示例年鉴2021", "示例年鉴", "2021", "示例出版社")


def test_contents_name_the_pages_of_what_they_list(glyphs: list[Drawn], labels: list[str]) -> None:
    listed: dict[str, str] = {}
    for page, label in enumerate(labels):
        for line in lines(glyphs, page) if label and not label.isdecimal() else ():
            if match := re.fullmatch(r"(.+?)·{3,}(\d+)", line):
                listed[match[1]] = match[2]
    pages = headings(glyphs, labels)
    wanted = {section.heading.text for section in sections(VOLUME)}
    assert {name: listed[name] for name in wanted} == {name: pages[name] for name in wanted}
    assert sum("图片" in name for name in listed) == 6


def headings(glyphs: list[Drawn], labels: list[str]) -> Mapping[str, str]:
    """The lines of the text's pages that are nothing but a heading, each with the page's number."""
    found: dict[str, str] = {}
    for page in sorted({g.page for g in glyphs if not g.generated}):
        words = "".join(g.text for g in glyphs if g.page == page and not g.generated and g.size > 11)
        for section in sections(VOLUME):
            if section.heading.text in words:
                found.setdefault(section.heading.text, labels[page])
    return found


def test_the_index_names_pages_and_columns(book: Pdf, glyphs: list[Drawn], labels: list[str]) -> None:
    last = max(g.page for g in glyphs if not g.generated)
    index = "".join(g.text for g in glyphs if g.page > last and "Generated" in g.tags)
    gutter = THEME.gutter_width / 2
    for term in ("重庆合作工作二", "AI应用工作五"):
        match = re.search(term + r"\u3000?(\d+)([a-d])", index)
        assert match is not None, index
        page = labels.index(match[1])
        text = [g for g in glyphs if g.page == page and not g.generated]
        at = "".join(g.text for g in text).index(term)
        left = THEME.margins[3] if int(match[1]) % 2 else THEME.margins[1]
        column = (text[at].x - left + gutter) // (THEME.column_width + THEME.gutter_width)
        assert "abcd"[int(column)] == match[2]
    assert index.index("长江") < index.index("重庆") < index.index("教育") < index.index("水利")


def test_pages_are_numbered_and_chapters_open_on_odd_ones(
    book: Pdf, glyphs: list[Drawn], labels: list[str]
) -> None:
    assert labels[:5] == ["", "", "", "", "v"]
    body = labels.index("1")
    assert body % 2 == 0
    assert labels[body:] == [str(number) for number in range(1, len(labels) - body + 1)]
    pages = headings(glyphs, labels)
    assert all(int(pages[title]) % 2 for title in ("水利", "教育", "大事记"))
    with pikepdf.open(io.BytesIO(book.data)) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == ["水利", "教育", "大事记"]


def test_running_heads_name_the_book_and_the_chapter(glyphs: list[Drawn], labels: list[str]) -> None:
    def head(page: int) -> str:
        top = max(g.y for g in glyphs if g.page == page and not g.generated)
        least = min(THEME.margins[1], THEME.margins[3]) - 1  # tabs stand beyond it
        left, right = least, THEME.page_points[0] - least
        inside = [g for g in glyphs if g.page == page and g.y > top and left < g.x < right]
        return "".join(g.text for g in inside if "Artifact" in g.tags)

    pages = headings(glyphs, labels)
    for title in ("水利", "教育"):
        opener = labels.index(pages[title])
        assert head(opener) == ""
        assert head(opener + 1) == "示例年鉴2021"


def test_nothing_is_on_that_was_not_asked_for() -> None:
    made = make_book(chapter("水利", 0), THEME, {}, Parts())
    assert made.generated == () and made.folios[0] == "1"


def test_a_volume_is_built_from_its_ticket(tmp_path: Path) -> None:
    for number, title in enumerate(("水利", "教育")):
        text = write_markdown(chapter(title, number))
        (tmp_path / f"{title}.md").write_text(text, encoding="utf-8")
    ticket = tmp_path / "book.toml"
    words = '[book]\ntitle = "示例年鉴"\n[volume]\ntexts = ["水利.md", "教育.md"]\n[parts]\ncontents = 1\n'
    ticket.write_text(f'{words}editors_note = "说明.txt"\nindex = ["people"]\n', encoding="utf-8")
    command = [sys.executable, "-m", "typeset.cli", "build", str(ticket), "-o", str(tmp_path / "out")]
    missing = subprocess.run(command, capture_output=True, text=True, check=False)
    assert missing.returncode == 4 and "说明.txt" in missing.stderr
    (tmp_path / "说明.txt").write_text("本书逐年编纂。\n", encoding="utf-8")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    names = {path.name for path in (tmp_path / "out" / "book").iterdir()}
    assert names == {f"book.{kind}" for kind in ("md", "json", "html", "pdf", "pages.json", "docx")}
    ticket.write_text(words.replace("水利.md", "../水利.md"), encoding="utf-8")
    outside = subprocess.run(command, capture_output=True, text=True, check=False)
    assert outside.returncode == 4 and "outside" in outside.stderr
