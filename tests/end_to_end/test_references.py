"""References on the page: where their links lead, and the numbers that they say against the pages."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from tests.documents import BRACKETS, cells, heading, paragraph, signature
from tests.editions_text import Drawn, html_text, pdf_glyphs, pdf_text
from tests.word import docx_text, part, problems
from typeset.check.preflight import preflight
from typeset.crossrefs import changed, cross_refs
from typeset.editions.docx import render_docx
from typeset.editions.html import render_html
from typeset.editions.pdf import Pdf, render_pdf
from typeset.formats.markdown import read_markdown, write_markdown
from typeset.model import (
    CrossRef,
    Document,
    Entry,
    EntryChild,
    Figure,
    Inline,
    Metadata,
    Paragraph,
    Section,
    Table,
    Text,
)
from typeset.parts import Parts
from typeset.printed_words import plain_text
from typeset.theme import load_theme
from typeset.volume import bind

THEME = load_theme("yearbook")
WORDS = "全县有灌区3处，灌溉面积21.9万亩，比上年增长3.5%。完成改造工程12项。"
ENTRIES = 12
PAGED = Parts(references="page")


def entry(own: int) -> Entry:
    """It refers to other entries, within brackets too, and to a table and a picture."""
    first, second = (f"e-{(own * 5 + step) % ENTRIES}" for step in (7, 2))
    inlines: tuple[Inline, ...] = (
        Text(WORDS), CrossRef(f"参见“条目{first}”", first), Text(f"。{WORDS}（"),
        CrossRef(f"见“条目{second}”", second), Text("）"), CrossRef("见表1", "tab-1"), Text("、"),
        CrossRef("图1", "fig-1"), Text(f"。{WORDS}"),
    )  # fmt: skip
    more = [paragraph(WORDS * 3) for _ in range(own % 4)]
    items: tuple[EntryChild, ...] = (Paragraph(inlines), *more, signature("张艺"))
    return Entry(f"e-{own}", heading(f"条目e-{own}", BRACKETS), items)


def chapter(title: str, first_page: int = 98) -> Document:
    """Its numbers of pages grow by a digit on the way."""
    rows = cells(("乡镇", "产量"), ("东山镇", "12"), ("西河镇", "34"))
    table = Table("tab-1", (Text("表1　粮食产量"),), (), rows)
    first = Entry("e-first", None, (Paragraph((CrossRef("见表1", "tab-1"), Text(f"。{WORDS}"))),))
    figure = Figure("fig-1", (Text("图1　灌区"),))
    last = Entry("e-last", heading("附录", BRACKETS), (paragraph(WORDS), table, figure))
    parts = (first, *(entry(own) for own in range(ENTRIES)), last)
    meta = Metadata(book="示例年鉴", year="2021", first_page=first_page)
    return Document(title, meta, (Section("s-1", heading(f"{title}概述"), 1, parts),))


ALONE = chapter("水利")


def to_other(document: Document, name: str) -> Document:
    """The same, its references to the first entry leading to that of another text."""
    return changed(document, lambda ref: replace(ref, chapter=name) if ref.target == "e-0" else ref)


VOLUME = bind(
    [to_other(chapter("水利"), "教育.md"), to_other(chapter("教育"), "下/文化.txt"), chapter("文化")],
    Metadata(book="示例年鉴", year="2021"),
    ("水利.md", "教育.txt", "下/文化.txt"),
)
BOUND = Parts(title_page=True, contents=1, openers="recto", index=("entries",), references="page")


@pytest.fixture(scope="module")
def alone() -> Pdf:
    return render_pdf(ALONE, THEME, {}, PAGED)


@pytest.fixture(scope="module")
def volume() -> Pdf:
    return render_pdf(VOLUME, THEME, {}, BOUND)


def labels(data: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [str(page.label) for page in pdf.pages]


def said(glyphs: list[Drawn]) -> list[str]:
    """The numbers that are said in the text, one after the other."""
    last = max(glyph.page for glyph in glyphs if not glyph.generated)
    own = [g for g in glyphs if "Generated" in g.tags and g.page <= last]
    first = min(glyph.page for glyph in glyphs if not glyph.generated)
    return re.findall(r"第(\d+)页", "".join(g.text for g in own if g.page >= first))


def pages(document: Document, data: bytes) -> dict[str, str]:
    """Of every target the label of the page that its words stand on."""
    glyphs = [glyph for glyph in pdf_glyphs(data) if not glyph.generated]
    printed, own = "".join(glyph.text for glyph in glyphs), labels(data)
    found: dict[str, str] = {}

    def look(children: tuple[object, ...], at: int) -> int:
        for child in children:
            if isinstance(child, Section | Entry):
                words = child.heading.text if child.heading else ""
                at = printed.index(words, at)
                found[child.id] = own[glyphs[at].page]
                at = look(child.children, at)
            elif isinstance(child, Table | Figure):
                words = child.text if isinstance(child, Figure) else child.title[0].text
                at = printed.index(words, at)
                found[child.id] = own[glyphs[at].page]
        return at

    look(document.children, 0)
    return found


@pytest.mark.parametrize("name", ["alone", "volume"])
def test_the_numbers_are_those_of_the_pages(name: str, request: pytest.FixtureRequest) -> None:
    pdf: Pdf = request.getfixturevalue(name)
    document = {"alone": ALONE, "volume": VOLUME}[name]
    where = pages(document, pdf.data)
    wanted = [where[ref.target] for ref in cross_refs(document)]
    assert said(pdf_glyphs(pdf.data)) == wanted
    assert len({len(number) for number in wanted}) > 1 and len(set(wanted)) > 2


def test_another_chapters_entry_is_on_its_pages(volume: Pdf) -> None:
    where = pages(VOLUME, volume.data)
    leads = {ref.target for ref in cross_refs(VOLUME)}
    assert {"c2-e-0", "c3-e-0", "e-1", "c2-e-1"} <= leads and "e-0" not in leads
    assert int(where["e-1"]) < int(where["c2-e-0"]) < int(where["c3-e-0"])


@pytest.mark.parametrize("name", ["alone", "volume"])
def test_links_lead_to_the_pages_that_they_say(name: str, request: pytest.FixtureRequest) -> None:
    pdf: Pdf = request.getfixturevalue(name)
    own = labels(pdf.data)
    found = 0
    for words, page in links(pdf.data):
        if number := re.search(r"第(\d+)页", words):
            assert own[page] == number[1], words
            found += 1
    assert found >= sum(1 for _ in cross_refs({"alone": ALONE, "volume": VOLUME}[name]))


def links(data: bytes) -> Iterator[tuple[str, int]]:
    """What each link says, and the index of the page that it leads to."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        names = pikepdf.NameTree(pdf.Root.Names.Dests)
        for page in pdf.pages:
            for item in page.obj.get("/Annots", pikepdf.Array()).as_list():
                if item.Subtype == "/Link":
                    yield str(item.Contents), numbers[names[str(item.Dest)][0].objgen]


def test_links_lie_on_their_words(alone: Pdf) -> None:
    """A line that is set wider or closer takes its links along."""
    glyphs = pdf_glyphs(alone.data)
    with pikepdf.open(io.BytesIO(alone.data)) as pdf:
        for number, page in enumerate(pdf.pages):
            for item in page.obj.get("/Annots", pikepdf.Array()).as_list():
                left, one, right, other = (float(value) for value in item.Rect.as_list())
                low, high = sorted((one, other))
                own = (g for g in glyphs if g.page == number and low < g.y < high)
                words = "".join(g.text for g in own if left - 1 < g.x < right - 1)
                assert words and words in str(item.Contents)


def test_what_is_added_is_marked_and_the_text_is_the_documents(alone: Pdf, volume: Pdf) -> None:
    for pdf, document in ((alone, ALONE), (volume, VOLUME)):
        assert pdf_text(pdf.data) == plain_text(document).replace("\n", "")
    added = "".join(g.text for g in pdf_glyphs(alone.data) if "Generated" in g.tags)
    assert added == "".join(alone.generated)
    assert "（第98页）" in alone.generated and "，第98页" in alone.generated


def test_its_pages_are_as_good_as_any(alone: Pdf) -> None:
    assert preflight(alone.data, "alone.pdf").measures.offences == []


def test_the_same_bytes_again(alone: Pdf) -> None:
    assert render_pdf(ALONE, THEME, {}, PAGED).data == alone.data


def test_without_numbers_a_reference_is_a_link_and_nothing_more() -> None:
    pdf = render_pdf(ALONE, THEME, {})
    assert pdf.generated == () and not said(pdf_glyphs(pdf.data))
    assert any(words.startswith("参见“条目e-7”") for words, _ in links(pdf.data))
    off = render_pdf(ALONE, THEME, {}, Parts(references="off"))
    with pikepdf.open(io.BytesIO(off.data)) as file:
        assert not any("/Annots" in page.obj and len(page.obj.Annots.as_list()) for page in file.pages)


def test_in_english() -> None:
    ref = CrossRef("see “Water”", "e-1")
    words = "The county has twelve reservoirs and three irrigation districts. "
    inlines = (Text(words * 3), ref, Text(". More of it (and "), ref, Text(") stands there."))
    water = Entry("e-1", heading("Water"), (Paragraph(inlines),))
    document = Document("Yearbook", Metadata(language="en", first_page=7), (water,))
    pdf = render_pdf(document, THEME, {}, PAGED)
    assert pdf.generated == (" (p. 7)", ", p. 7")
    assert pdf_text(pdf.data) == plain_text(document).replace("\n", "")


def test_in_html_a_reference_is_a_link() -> None:
    html = render_html(ALONE, THEME)
    assert '<a class="ref" href="#e-7"><span>参见“条目e-7”</span></a>' in html
    assert html_text(html) == plain_text(ALONE)
    assert 'class="ref"' not in render_html(ALONE, THEME, references="off")


def test_in_word_a_reference_leads_to_a_bookmark() -> None:
    data = render_docx(ALONE, THEME, {}, PAGED)
    body = part(data, "word/document.xml")
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    marks = {mark.get(f"{w}name") for mark in body.iter(f"{w}bookmarkStart")}
    leads = [link.get(f"{w}anchor") for link in body.iter(f"{w}hyperlink")]
    assert len(leads) == 4 * ENTRIES + 1 and set(leads) <= marks
    fields = ["".join(field.itertext()) for field in body.iter(f"{w}instrText")]
    assert [f.split()[1] for f in fields if "PAGEREF _ts_" in f] == leads
    assert docx_text(data) == plain_text(ALONE) and problems(data) == []
    assert "PAGEREF _ts_" not in str(part(render_docx(ALONE, THEME, {}), "word/document.xml"))


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "typeset.cli", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd)


def test_a_ticket_asks_for_the_pages_of_a_volume(tmp_path: Path) -> None:
    for title, other in (("水利", "教育.md"), ("教育", "水利.md")):
        text = write_markdown(to_other(chapter(title), other))
        (tmp_path / f"{title}.md").write_text(text, encoding="utf-8")
    words = '[volume]\ntexts = ["水利.md", "教育.md"]\n[parts]\nreferences = "page"\n'
    (tmp_path / "book.toml").write_text(words, encoding="utf-8")
    done = run("build", "book.toml", "-o", "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    document = read_markdown((tmp_path / "out/book/book.md").read_text(encoding="utf-8"))
    data = (tmp_path / "out/book/book.pdf").read_bytes()
    where = pages(document, data)
    assert said(pdf_glyphs(data)) == [where[ref.target] for ref in cross_refs(document)]
    alone = run("render", "水利.md", "--to", "pdf", "-o", "out", "--json", cwd=tmp_path)
    assert alone.returncode == 1, alone.stderr
    assert "refers to 教育.md, which is not in this book" in alone.stderr


@pytest.mark.parametrize(
    ("old", "new", "said_so"),
    [("教育.md#", "文化.md#", "which is no text of the volume"), ("教育.md#e-0", "教育.md#e-00", "'e-0'")],
)
def test_a_reference_to_nothing_is_an_error_with_a_remedy(
    old: str, new: str, said_so: str, tmp_path: Path
) -> None:
    text = write_markdown(to_other(chapter("水利"), "教育.md")).replace(old, new)
    (tmp_path / "水利.md").write_text(text, encoding="utf-8")
    (tmp_path / "教育.md").write_text(write_markdown(chapter("教育")), encoding="utf-8")
    (tmp_path / "book.toml").write_text('[volume]\ntexts = ["水利.md", "教育.md"]\n', encoding="utf-8")
    done = run("build", "book.toml", "-o", "out", cwd=tmp_path)
    assert done.returncode == 11 and "水利.md" in done.stderr and said_so in done.stderr
