"""References in notes, captions and tables, in every edition: what they lead to, and what they say of it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pikepdf
import pytest

from tests.documents import BRACKETS, cells, heading, paragraph, signature
from tests.editions_text import html_text, pdf_glyphs, pdf_text
from tests.end_to_end.test_references import labels, links
from tests.unit.test_accessible import Tree
from tests.word import docx_notes, docx_text, part, problems, with_footnotes
from typeset.check.preflight import preflight
from typeset.crossrefs import cross_refs
from typeset.editions.docx import render_docx
from typeset.editions.html import render_html
from typeset.editions.pdf import Pdf, render_pdf
from typeset.model import (
    Cell,
    Credit,
    CreditKind,
    CreditPart,
    CrossRef,
    Document,
    Entry,
    Figure,
    Linked,
    Metadata,
    Note,
    NoteRef,
    Paragraph,
    PartKind,
    Section,
    SectionChild,
    Table,
    Text,
)
from typeset.parts import Parts
from typeset.printed_words import plain_text
from typeset.theme import load_theme, theme_names

THEME = load_theme("yearbook")
WORDS = "全县有灌区3处，灌溉面积21.9万亩，比上年增长3.5%。完成改造工程12项。"
PLACES = "甲乙丙丁戊己庚辛壬癸子丑"
PAGED = Parts(references="page")


def ref(place: int) -> CrossRef:
    return CrossRef(f"见“{PLACES[place]}地灌区”", f"e-{place}")


def led(words: str, place: int, more: str = "") -> tuple[Linked, ...]:
    return (Text(words), ref(place), *((Text(more),) if more else ()))


def table() -> Table:
    """Longer than a column, with a reference in its title, its heads and its last row, and whole cells of
    them."""
    rows = [
        list(row) for row in cells(("乡镇", "产量", "备注"), *((f"第{n}村", f"{n}.5", "") for n in range(70)))
    ]
    rows[0][2] = Cell(led("备注，", 1))
    rows[1][2] = Cell((ref(2),))
    rows[2][2] = Cell(led("新增（", 3, "），其余照旧"))
    rows[70][0] = Cell(led("第69村，", 4))
    return Table("tab-1", led("表1　粮食产量，", 0), (Text("单位：吨"),), tuple(map(tuple, rows)))


def document() -> Document:
    """Numbers of pages grow by a digit on the way."""
    photo = Credit(CreditKind.PHOTO, (CreditPart(PartKind.NAME, "张艺"),))
    noted = Entry(
        "e-noted",
        heading("产量", BRACKETS),
        (
            Paragraph((Text(WORDS), NoteRef("①", "n-1"), Text(WORDS * 9))),
            Note("n-1", "①", led(f"{WORDS}数据另", 5, "。")),
            Figure("fig-1", led("图1　灌区，", 6, "！"), photo),
            table(),
            Paragraph(led("注：单位有改，", 7, f"。{WORDS}")),
            Note("n-2", "*", (ref(8),)),
            signature("张艺"),
        ),
    )
    places = tuple(
        Entry(f"e-{n}", heading(f"{own}地灌区", BRACKETS), (paragraph(WORDS * (9 + n)),))
        for n, own in enumerate(PLACES)
    )
    figure = Figure("fig-2", led("图2　水库，", 9))
    children: tuple[SectionChild, ...] = (figure, noted, *places)
    meta = Metadata(book="示例年鉴", year="2021", first_page=97)
    return Document("水利", meta, (Section("s-1", heading("概述"), 1, children),))


OWN = document()


@pytest.fixture(scope="module")
def made() -> Pdf:
    return render_pdf(OWN, THEME, {}, PAGED)


def where(data: bytes) -> dict[str, str]:
    """The label of the page that each place stands on."""
    glyphs, own = [g for g in pdf_glyphs(data) if not g.generated], labels(data)
    words = "".join(g.text for g in glyphs)
    return {one: own[glyphs[words.index(f"【{one}地灌区】")].page] for one in PLACES}


def said(data: bytes) -> Iterator[tuple[str, str]]:
    """Each place that is named with a page, and that page."""
    words = "".join(g.text for g in pdf_glyphs(data) if not g.generated or "Generated" in g.tags)
    yield from re.findall(r"见“(.)地灌区”(?:（|，)第(\d+)页", words)


@pytest.mark.parametrize("name", theme_names())
def test_the_numbers_are_those_of_the_pages(name: str) -> None:
    data = render_pdf(OWN, load_theme(name), {}, PAGED).data
    pages, found = where(data), dict(said(data))
    assert found == {one: pages[one] for one in PLACES[:10]}
    assert len(set(pages.values())) > 1
    assert name != THEME.name or len({len(page) for page in pages.values()}) == 2
    assert pdf_text(data) == plain_text(OWN).replace("\n", "")
    heads = [link for link in links(data) if f"“{PLACES[1]}地" in link[0]]
    assert len({page for _, page in heads}) == 1


def test_links_lead_to_the_pages_that_they_say(made: Pdf) -> None:
    own = labels(made.data)
    leads = {words: own[page] for words, page in links(made.data)}
    for one in PLACES[:10]:
        (words,) = {words for words in leads if f"“{one}地" in words}
        number = re.search(r"第(\d+)页", words)
        assert number is not None and leads[words] == number[1], words


def test_links_lie_on_their_words(made: Pdf) -> None:
    glyphs = pdf_glyphs(made.data)
    count = 0
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        for number, page in enumerate(pdf.pages):
            for item in page.obj.get("/Annots", pikepdf.Array()).as_list():
                left, one, right, other = (float(value) for value in item.Rect.as_list())
                low, high = sorted((one, other))
                own = (g for g in glyphs if g.page == number and low < g.y < high)
                words = "".join(g.text for g in own if left - 1 < g.x < right - 1)
                assert words and words in str(item.Contents)
                count += 1
    assert count >= 10


def test_what_is_added_is_counted_once(made: Pdf) -> None:
    """A caption is composed for several pictures, and the heads of a table are drawn again."""
    assert sorted(made.generated) == sorted(
        f"{'，' if one == PLACES[3] else '（'}第{page}页{'' if one == PLACES[3] else '）'}"
        for one, page in said(made.data)
    )
    assert len(made.generated) == 10
    added = "".join(g.text for g in pdf_glyphs(made.data) if "Generated" in g.tags)
    assert sorted(added) == sorted("".join(made.generated))


def test_they_are_links_in_what_they_stand_in(made: Pdf) -> None:
    tree = Tree(made.data)
    inside: dict[str, list[str]] = {}
    for kind in ("TD", "TH", "Caption", "Note", "Figure"):
        for tag in tree.root.all(kind):
            for link in tag.all("Link"):
                inside.setdefault(link.words.partition("“")[2][0], []).append(kind)
    assert inside == {
        PLACES[0]: ["Caption"], PLACES[1]: ["TH"], PLACES[2]: ["TD"], PLACES[3]: ["TD"], PLACES[4]: ["TD"],
        PLACES[5]: ["Note"], PLACES[6]: ["Caption", "Figure"], PLACES[8]: ["Note"],
        PLACES[9]: ["Caption", "Figure"],
    }  # fmt: skip


@pytest.mark.parametrize("name", theme_names())
def test_its_pages_are_as_good_as_any(name: str) -> None:
    data = render_pdf(OWN, load_theme(name), {}, PAGED).data
    assert preflight(data, "x.pdf").measures.offences == []


def test_the_same_bytes_again(made: Pdf) -> None:
    assert render_pdf(OWN, THEME, {}, PAGED).data == made.data


def test_without_numbers_they_are_links_and_nothing_more() -> None:
    pdf = render_pdf(OWN, THEME, {})
    assert pdf.generated == () and not list(said(pdf.data))
    assert {words for words, _ in links(pdf.data)} == {"①", *(f"见“{one}地灌区”" for one in PLACES[:10])}
    off = render_pdf(OWN, THEME, {}, Parts(references="off"))
    assert {words for words, _ in links(off.data)} == {"①"} and pdf_text(off.data) == pdf_text(pdf.data)


def test_in_html_they_are_links() -> None:
    html = render_html(OWN, THEME)
    for ref_ in cross_refs(OWN):
        assert f'<a class="ref" href="#{ref_.target}"><span>{ref_.text}</span></a>' in html
    assert html_text(html) == plain_text(OWN)
    assert 'class="ref"' not in render_html(OWN, THEME, references="off")


def test_in_word_they_lead_to_bookmarks() -> None:
    data = render_docx(OWN, THEME, {}, PAGED)
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    body, notes = part(data, "word/document.xml"), part(data, "word/footnotes.xml")
    marks = {mark.get(f"{w}name") for mark in body.iter(f"{w}bookmarkStart")}
    leads = [link.get(f"{w}anchor") for one in (body, notes) for link in one.iter(f"{w}hyperlink")]
    assert len(leads) == 10 and set(leads) <= marks
    fields = ["".join(field.itertext()) for one in (body, notes) for field in one.iter(f"{w}instrText")]
    assert [f.split()[1] for f in fields if "PAGEREF _ts_" in f] == leads
    apart, notes_ = with_footnotes(OWN)
    assert docx_text(data) == plain_text(apart) and docx_notes(data) == notes_
    assert problems(data) == []
