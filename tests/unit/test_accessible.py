"""The tags of a PDF, which every variant for readers has: what a screen reader meets, in what order."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pikepdf
import pytest

from tests.documents import SAMPLE
from tests.editions_text import pdf_generated, pdf_glyphs, pdf_text
from tests.variants import BOOK, PICTURES, THEME, book, operators, ordinary
from typeset.added_words import generated
from typeset.compose.blocks import Float
from typeset.editions import pdf as pdf_module
from typeset.editions.composed import Setter
from typeset.editions.drawn_lines import UnexpectedLayoutError
from typeset.editions.galley import Galley
from typeset.editions.pdf import render_pdf
from typeset.editions.pdf_variants import Variant
from typeset.editions.pictures import alternative
from typeset.model import Document, Entry, Figure, Paragraph, Table, entries, figures, inline_text, sections
from typeset.printed_words import plain_text

PAGES = (232, 232, 232, 232)
"""Of the sections of ``BOOK``."""
PAINTED = frozenset({"TJ", "Tj", "f", "f*", "S", "s", "B", "Do", "sh"})


@dataclass
class Tag:
    """An element of the tree: its type, its object, its text and other elements, the pages that it is on."""

    kind: str
    raw: Any
    content: list[str | Tag] = field(default_factory=list)
    pages: set[int] = field(default_factory=set)

    @property
    def kids(self) -> list[Tag]:
        return [item for item in self.content if isinstance(item, Tag)]

    def all(self, *kinds: str) -> Iterator[Tag]:
        if not kinds or self.kind in kinds:
            yield self
        for kid in self.kids:
            yield from kid.all(*kinds)

    @property
    def words(self) -> str:
        return "".join(item if isinstance(item, str) else item.words for item in self.content)


class Tree:
    """The tags of a file; ``used``: the marked sequences that they hold, each once."""

    def __init__(self, data: bytes) -> None:
        self.texts: dict[tuple[int, int], str] = {}
        for glyph in pdf_glyphs(data):
            if glyph.number is not None:
                key = (glyph.page, glyph.number)
                self.texts[key] = self.texts.get(key, "") + glyph.text
        self.pdf = pikepdf.open(io.BytesIO(data))
        self.pages = {page.obj.objgen: number for number, page in enumerate(self.pdf.pages)}
        self.used: list[tuple[int, int]] = []
        self.parents = dict(_pairs(self.pdf.Root.StructTreeRoot.ParentTree.Nums))
        self.root = self.tag(self.pdf.Root.StructTreeRoot.K[0])

    def tag(self, raw: Any) -> Tag:
        tag = Tag(str(raw.S)[1:], raw)
        kids = raw.get("/K", pikepdf.Array())
        for kid in kids.as_list() if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, int) or str(kid.get("/Type")) == "/MCR":
                own = raw if isinstance(kid, int) else kid
                key = (self.pages[own.Pg.objgen], int(kid if isinstance(kid, int) else kid.MCID))
                self.used.append(key)
                assert self.parents[key[0]][key[1]].objgen == raw.objgen
                tag.content.append(self.texts.get(key, ""))
                tag.pages.add(key[0])
            elif str(kid.get("/Type")) == "/OBJR":
                assert self.parents[int(kid.Obj.StructParent)].objgen == raw.objgen
            else:
                assert kid.P.objgen == raw.objgen
                tag.content.append(self.tag(kid))
        return tag


def _pairs(numbers: Any) -> Iterator[tuple[int, Any]]:
    items = numbers.as_list()
    yield from zip(map(int, items[::2]), items[1::2], strict=True)


@pytest.fixture(scope="module")
def accessible() -> bytes:
    return book(Variant.ACCESSIBLE)


@pytest.fixture(scope="module")
def tree(accessible: bytes) -> Tree:
    return Tree(accessible)


def test_it_says_what_it_is(tree: Tree) -> None:
    root = tree.pdf.Root
    with tree.pdf.open_metadata() as xmp:
        assert xmp["pdfuaid:part"] == "1" and xmp["dc:title"] == "水利　青川县年鉴2019"
    assert bool(root.MarkInfo.Marked) and bool(root.ViewerPreferences.DisplayDocTitle)
    assert str(root.Lang) == "zh-Hans"
    assert {str(page.obj.Tabs) for page in tree.pdf.pages} == {"/S"}


def test_the_tree_says_the_text_in_its_order(tree: Tree) -> None:
    """And before it the contents, which are generated, with their pages."""
    heading, *titles = generated(BOOK, contents="always")[2:]
    listed = "".join(f"{title}{page}" for title, page in zip(titles, PAGES, strict=True))
    assert tree.root.words == heading + listed + plain_text(BOOK).replace("\n", "")


def test_nothing_is_drawn_that_is_neither_tagged_nor_an_artifact(accessible: bytes, tree: Tree) -> None:
    marked: list[Any] = []
    page = 0
    seen = set()
    for number, operator, operands in operators(accessible):
        if number != page:
            assert marked == []
            page = number
        if operator in ("BDC", "BMC"):
            key = int(operands[1].MCID) if operator == "BDC" and "/MCID" in operands[1] else None
            marked.append(str(operands[0]) if key is None else (number, key))
        elif operator == "EMC":
            marked.pop()
        elif operator in PAINTED:
            assert marked and (marked[-1] == "/Artifact" or marked[-1] in tree.used)
            seen.add(marked[-1])
    assert len(tree.used) == len(set(tree.used)) > 100
    assert set(tree.used) <= seen | {key for key, text in tree.texts.items() if text}


def test_a_paragraph_is_one_however_many_columns_it_is_in(tree: Tree) -> None:
    wanted = [
        inline_text(child.inlines)
        for entry in entries(BOOK)
        for child in entry.children
        if isinstance(child, Paragraph)
    ]
    said = [tag for tag in tree.root.all("P") if tag.words in wanted]
    assert [tag.words for tag in said] == wanted
    assert max(len({page for part in tag.all() for page in part.pages}) for tag in said) > 1


def test_the_words_beside_a_reference_are_in_elements_too(tree: Tree) -> None:
    """So their order is that of the elements, whichever way a reader goes through them."""
    mixed = [tag for tag in tree.root.all("P") if any(tag.all("Reference"))]
    assert mixed and all(not isinstance(item, str) for tag in mixed for item in tag.content)


def test_headings_rank_without_a_gap(tree: Tree) -> None:
    found = [tag for tag in tree.root.all() if tag.kind[0] == "H" and tag.kind[1:].isdigit()]
    assert [tag.words for tag in found[:5]] == ["目录", "水利", "综述", "【概况】", "【AI 看水活动成功举办】"]
    assert [tag.kind for tag in found[:5]] == ["H1", "H1", "H2", "H3", "H3"]
    assert all(gap <= 1 for gap in _gaps(found))
    count = sum(1 for _ in sections(BOOK)) + sum(entry.heading is not None for entry in entries(BOOK))
    assert len(found) == count + 2


def _gaps(found: list[Tag]) -> list[int]:
    ranks = [0, *(int(tag.kind[1:]) for tag in found)]
    return [after - before for before, after in pairwise(ranks)]


def test_headings_of_a_text_without_a_title_begin_with_the_first() -> None:
    entry = next(entry for entry in entries(SAMPLE) if entry.heading)
    tree = Tree(render_pdf(Document("", SAMPLE.metadata, (entry,)), THEME, {}).data)
    assert [tag.kind for tag in tree.root.all() if tag.kind.startswith("H")] == ["H1"]


def test_a_heading_that_runs_in_is_followed_by_its_paragraph(tree: Tree) -> None:
    heading = next(tag for tag in tree.root.all() if tag.words == "【概况】")
    section = next(tag for tag in tree.root.all("Sect") if heading in tag.kids)
    assert [kid.kind for kid in section.kids] == ["H3", "P", "P", "P"]
    assert section.kids[3].words == "（李桐　欧阳若兰）"


def test_every_figure_has_words_and_a_place(tree: Tree) -> None:
    found = list(tree.root.all("Figure"))
    wanted = [alternative(figure, "zh-Hans") for figure, _ in figures(BOOK)]
    assert [str(tag.raw.Alt) for tag in found] == wanted
    assert {"图片", "图片　（县档案馆　供稿）", "图片　小朋友在县图书馆体验测流。"} <= set(wanted)
    for tag in found:
        left, bottom, right, top = (float(edge) for edge in tag.raw.A.BBox)
        assert 0 < left < right < THEME.page_points[0] and 0 < bottom < top < THEME.page_points[1]
        assert [kid.kind for kid in tag.kids] in ([], ["Caption"])
    pictures = [tag for tag in found if "/K" in tag.raw and isinstance(_first(tag.raw.K), int)]
    assert len(pictures) == len(PICTURES)


def _first(kids: Any) -> Any:
    return kids[0] if isinstance(kids, pikepdf.Array) else kids


def test_a_table_that_goes_on_is_one_with_its_heads_once(tree: Tree) -> None:
    (table,) = tree.root.all("Table")
    (wanted,) = (child for entry in entries(BOOK) for child in entry.children if isinstance(child, Table))
    assert [kid.kind for kid in table.kids] == ["Caption", "THead", "TBody"]
    assert [kid.words for kid in table.kids[0].kids] == ["灌区面积统计表", "单位：万亩"]
    rows = [[cell.words for cell in row.kids] for row in table.all("TR")]
    assert rows == [[cell.text for cell in row] for row in wanted.rows]
    heads = list(table.all("TH"))
    assert [head.words for head in heads] == ["年份", "灌区", "面积", ""]
    assert all(str(head.raw.A.Scope) == "/Column" for head in heads)
    assert len(set().union(*(cell.pages for cell in table.all("TD")))) > 1


def test_a_note_has_its_mark_and_a_name(tree: Tree) -> None:
    (note,) = tree.root.all("Note")
    mark, words = note.kids
    assert (mark.kind, mark.words, words.kind) == (
        "Lbl",
        "①",
        "Span",
    ) and mark.words + words.words == note.words
    assert note.words == "①据县水务局统计，见《水利志》第三卷。"
    names = dict(zip(*[iter(tree.pdf.Root.StructTreeRoot.IDTree.Names.as_list())] * 2, strict=True))
    assert {str(name): item.objgen for name, item in names.items()} == {str(note.raw.ID): note.raw.objgen}


def test_the_contents_are_a_list_of_links(tree: Tree) -> None:
    (contents,) = tree.root.all("TOC")
    titles = [section.heading.text for section in sections(BOOK)]
    listed = [f"{title}{page}" for title, page in zip(titles, PAGES, strict=True)]
    assert [item.words for item in contents.kids] == listed
    for item in contents.kids:
        assert [tag.kind for tag in item.all()] == ["TOCI", "Reference", "Link"]


def test_links_are_said_and_none_lies_in_another(tree: Tree) -> None:
    links = list(tree.root.all("Link"))
    annotations = [
        item for page in tree.pdf.pages for item in page.obj.get("/Annots", pikepdf.Array()).as_list()
    ]
    assert len(annotations) == len(links) == sum(1 for _ in sections(BOOK)) + 1
    titles = [section.heading.text for section in sections(BOOK)]
    said = [f"{title}，第{page}页" for title, page in zip(titles, PAGES, strict=True)]
    assert [str(item.Contents) for item in annotations] == [*said, "①"]
    assert all(abs(float(item.Rect[3]) - float(item.Rect[1])) > 5 for item in annotations)
    assert {int(item.F) for item in annotations} == {4}


def test_what_is_said_is_the_ordinary_files(accessible: bytes) -> None:
    assert pdf_text(accessible) == plain_text(BOOK).replace("\n", "")
    assert pdf_generated(accessible) == pdf_generated(ordinary().data)


def test_a_page_that_is_set_plainly_is_tagged_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise UnexpectedLayoutError("as if")

    monkeypatch.setattr(pdf_module, "fit_lines", refused)
    logging.getLogger("typeset").setLevel(logging.CRITICAL)
    try:
        plain = Tree(render_pdf(SAMPLE, THEME, {}).data)
    finally:
        logging.getLogger("typeset").setLevel(logging.NOTSET)
    composed = Tree(render_pdf(SAMPLE, THEME, {}).data)
    kinds = ("P", "H1", "H2", "H3", "H4", "Figure")
    said = [[(tag.kind, tag.words) for tag in tree.root.all(*kinds)] for tree in (plain, composed)]
    assert said[0] == said[1]


def test_a_frame_stands_for_a_picture_that_is_missing() -> None:
    entry = Entry("e", None, (Figure("f", (), None, ""),))
    galley = Galley(Setter(THEME, "zh-Hans"), {})
    galley.set(Document("", children=(entry,)), titled=True)
    assert isinstance(galley.blocks[0], Float)
    tree = Tree(render_pdf(Document("", children=(entry,)), THEME, {}).data)
    (figure,) = tree.root.all("Figure")
    assert str(figure.raw.Alt) == "图片" and figure.words == ""


def test_each_glyph_says_its_own_character(tree: Tree) -> None:
    """Words are drawn in the order in which they stand, also those after a table in its column: no glyph
    needed another text than the font's own."""
    assert not [name for name in tree.pdf.pages[0].Resources.Font if "." in name]
