"""The DOCX edition: structure, styles, fields, schema, and that it opens."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from tests.documents import SAMPLE, heading, paragraph, signature
from tests.word import (
    W,
    docx_generated,
    docx_text,
    libreoffice,
    part,
    problems,
    style_of,
    without_libreoffice,
    words_of,
)
from typeset.added_words import generated
from typeset.editions.docx import render_docx
from typeset.editions.template import build_template
from typeset.errors import FormatError, InputNotFoundError
from typeset.model import Document, Entry, Figure, Metadata, Section, Text
from typeset.parts import Parts
from typeset.printed_words import plain_text
from typeset.theme import Theme, load_theme, theme_names

THEME = load_theme("yearbook")


def always(theme: Theme) -> Theme:
    return theme.model_copy(update={"parts": theme.parts.model_copy(update={"contents": "always"})})


@pytest.fixture(scope="module")
def sample() -> bytes:
    return render_docx(SAMPLE, THEME, {})


def styles_and_words(data: bytes) -> list[tuple[str, str]]:
    return [(style_of(p), words_of(p)) for p in part(data, "word/document.xml").iter(f"{W}p")]


def test_the_template_is_what_the_theme_says() -> None:
    assert THEME.template.read_bytes() == build_template(THEME)


def test_each_block_has_the_style_of_its_kind(sample: bytes) -> None:
    found = styles_and_words(sample)
    assert found[0] == ("ChapterTitle", "水利")
    assert found[1] == ("Heading1", "综述")
    assert found[2] == ("EntryHeading2", "【概况】")
    assert found[4] == ("BodyText", "全年未发生溃坝、漫坝事件。\n\t（李桐　欧阳若兰）")
    assert ("Caption", "4月18日，“AI 看水”活动现场　小朋友体验测流") in found
    assert ("Credit", "（县档案馆　供稿）") in found
    assert found[-2:] == [("EntryHeading3", "【渠首改造】"), ("BodyText", "渠首闸改造完工。")]


def test_the_printed_text_is_the_models(sample: bytes) -> None:
    assert docx_text(sample) == plain_text(SAMPLE)


def test_what_is_added_is_marked() -> None:
    for theme in (THEME, always(THEME)):
        data = render_docx(SAMPLE, theme, {})
        assert docx_generated(data) == list(generated(SAMPLE, contents=theme.parts.contents))
        assert docx_text(data) == plain_text(SAMPLE)


def test_it_is_valid_and_has_no_direct_formatting(sample: bytes) -> None:
    assert problems(sample) == []
    assert problems(render_docx(SAMPLE, always(THEME), {})) == []


def test_a_short_name_is_spaced_by_a_style(sample: bytes) -> None:
    runs = [
        (run.findtext(f"{W}t"), run.find(f"{W}rPr/{W}rStyle").get(f"{W}val"))
        for run in part(sample, "word/document.xml").iter(f"{W}r")
        if run.find(f"{W}rPr/{W}rStyle") is not None and run.findtext(f"{W}t")
    ]
    assert ("李", "PaddingName2To3") in runs
    assert ("综", "PaddingTitle2To4") in runs


def test_title_in_one_column_and_text_in_two(sample: bytes) -> None:
    sections = list(part(sample, "word/document.xml").iter(f"{W}sectPr"))
    columns = [section.find(f"{W}cols").get(f"{W}num") for section in sections]
    assert columns == [None, "2"]
    assert sections[0].find(f"{W}pgNumType").get(f"{W}start") == "231"
    grid = sections[1].find(f"{W}docGrid")
    assert grid is not None
    assert (grid.get(f"{W}type"), grid.get(f"{W}linePitch")) == ("linesAndChars", "336")


def test_captions_carry_a_hidden_number(sample: bytes) -> None:
    fields = [e.text for e in part(sample, "word/document.xml").iter(f"{W}instrText")]
    assert fields == [" SEQ 图 \\h "]


def test_the_running_head_follows_the_chapter(sample: bytes) -> None:
    assert 'STYLEREF "Chapter Title"' in "".join(part(sample, "word/header1.xml").itertext())


def chapter(number: int, title: str) -> Section:
    entry = Entry(f"e-{number}", None, (paragraph("正文。"),))
    inner = Section(f"s-{number}-1", heading("综述"), 2, (entry,))
    return Section(f"s-{number}", heading(title), 1, (inner,))


CHAPTERS = Document("", Metadata(book="示例年鉴", year="2021"), (chapter(1, "水利"), chapter(2, "教育")))


def test_in_a_book_of_chapters_the_running_head_is_that_of_the_page() -> None:
    """Heading 1 by its number, since its name is another in every language of Word."""
    opened = render_docx(CHAPTERS, THEME, {}, Parts(openers="recto"))
    assert "".join(part(opened, "word/header1.xml").itertext()) == " STYLEREF 1 "
    assert problems(opened) == []
    for document, parts in ((CHAPTERS, Parts()), (replace(CHAPTERS, children=()), Parts(openers="page"))):
        header = part(render_docx(document, THEME, {}, parts), "word/header1.xml")
        assert "".join(header.itertext()) == ""


@pytest.mark.parametrize(
    ("levels", "titles"),
    [(None, "水利 综述 教育 综述"), (0, ""), (1, "水利 教育"), (2, "水利 综述 教育 综述")],
)
def test_contents_list_the_levels_that_are_asked_for(levels: int | None, titles: str) -> None:
    data = render_docx(CHAPTERS, THEME, {}, Parts(contents=levels))
    body = part(data, "word/document.xml")
    listed = ["".join(p.itertext(f"{W}t")) for p in body.iter(f"{W}p") if style_of(p).startswith("Toc")]
    assert listed == titles.split()
    fields = [str(e.text).strip() for e in body.iter(f"{W}instrText")]
    assert [f for f in fields if f.startswith("TOC")] == (
        [f'TOC \\o "1-{levels or 5}" \\h \\z'] if titles else []
    )
    assert problems(data) == [] and docx_text(data) == plain_text(CHAPTERS)


def test_without_a_title_there_is_one_section() -> None:
    data = render_docx(replace(SAMPLE, title=""), THEME, {})
    assert len(list(part(data, "word/document.xml").iter(f"{W}sectPr"))) == 1
    assert problems(data) == []


def test_an_empty_document_is_a_file() -> None:
    data = render_docx(Document(""), THEME, {})
    assert problems(data) == []
    assert docx_text(data) == ""


def test_the_same_document_gives_the_same_bytes(sample: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    assert render_docx(SAMPLE, THEME, {}) == sample
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert b"2023-11-14" in _core(render_docx(SAMPLE, THEME, {}))


def _core(data: bytes) -> bytes:
    from lxml import etree

    return etree.tostring(part(data, "docProps/core.xml"))


def _png() -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 3, 2, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" + bytes(9) + b"\0" + bytes(9))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def with_picture(name: str) -> Document:
    figure = Figure("fig-1", (Text("测流仪"),), None, name)
    return Document("", children=(Entry("e-1", None, (paragraph("一。"), figure)),))


def test_a_picture_stands_before_its_caption_with_its_words() -> None:
    data = render_docx(with_picture("a.png"), THEME, {"a.png": _png()})
    assert [style for style, _ in styles_and_words(data)] == ["BodyText", "Figure", "Caption"]
    assert problems(data) == []
    described = [
        e.get("descr") for e in part(data, "word/document.xml").iter() if str(e.tag).endswith("}docPr")
    ]
    assert described == ["测流仪"]


def test_a_picture_that_is_none_is_refused() -> None:
    with pytest.raises(FormatError, match="no kind that Word takes"):
        render_docx(with_picture("a.png"), THEME, {"a.png": b"not a picture"})


def test_a_theme_without_a_template_has_one_made_of_its_numbers(sample: bytes, tmp_path: Path) -> None:
    assert render_docx(SAMPLE, THEME.model_copy(update={"folders": (*THEME.folders, tmp_path)}), {}) == sample


def test_a_template_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "template.docx").write_bytes(b"PK")
    with pytest.raises(InputNotFoundError, match="template"):
        render_docx(SAMPLE, THEME.model_copy(update={"folders": (tmp_path,)}), {})


def test_a_template_without_a_style_is_named(tmp_path: Path) -> None:
    package = docx.Document(str(THEME.template))
    style = package.styles["Body Text"]
    style.element.getparent().remove(style.element)
    package.save(str(tmp_path / "template.docx"))
    with pytest.raises(FormatError, match="no style 'body text'"):
        render_docx(SAMPLE, THEME.model_copy(update={"folders": (tmp_path,)}), {})


@pytest.mark.parametrize("name", theme_names())
def test_every_theme_has_a_valid_file_of_its_own_page(name: str) -> None:
    theme = load_theme(name)
    data = render_docx(SAMPLE, theme, {})
    assert problems(data) == []
    assert docx_text(data) == plain_text(SAMPLE)
    section = list(part(data, "word/document.xml").iter(f"{W}sectPr"))[-1]
    width, height = theme.page_points
    page, columns = section.find(f"{W}pgSz"), section.find(f"{W}cols")
    assert (page.get(f"{W}w"), page.get(f"{W}h")) == (str(round(width * 20)), str(round(height * 20)))
    assert columns.get(f"{W}num") == str(theme.type_area.columns)
    assert (columns.get(f"{W}sep") == "1") is theme.parts.column_rules
    numbers = section.find(f"{W}lnNumType")
    assert (numbers is not None) is bool(theme.parts.line_numbers)
    body = next(
        s for s in part(data, "word/styles.xml").iter(f"{W}style") if s.get(f"{W}styleId") == "BodyText"
    )
    indent = body.find(f"{W}pPr/{W}ind").get(f"{W}firstLineChars")
    assert indent == str(round(100 * theme.type_area.indent))


@without_libreoffice
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    text = (paragraph("全县。" * 60), signature("张艺"))
    many = tuple(Section(f"s-{n}", heading("灌区"), 1, (Entry(f"e-{n}", None, text),)) for n in range(6))
    data = render_docx(replace(SAMPLE, children=(*SAMPLE.children, *many)), THEME, {})
    from pdfminer.high_level import extract_text

    words = "".join(extract_text(io.BytesIO(libreoffice(data, tmp_path))).split())
    assert "渠首闸改造完工。" in words
    assert "（县档案馆供稿）" in words


def test_long_ids_that_begin_alike_have_bookmarks_of_their_own() -> None:
    alike = "s-" + "w" * 60
    chapters = tuple(
        Section(f"{alike}{n}", heading(f"水利{n}"), 1, (Entry(f"e-{n}", None, (paragraph("全县有水库。"),)),))
        for n in range(3)
    )
    made = render_docx(Document("", Metadata(), chapters), THEME, {}, Parts(contents=1))
    body = part(made, "word/document.xml")
    names = [mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")]
    links = [link.get(f"{W}anchor") for link in body.iter(f"{W}hyperlink")]
    assert len(set(names)) == len(names) and max(map(len, names)) <= 40
    assert len(set(links)) == 3 and set(links) <= set(names)
