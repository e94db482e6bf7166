"""The PDF edition: what a printer and a reader of the file would measure."""

from __future__ import annotations

import builtins
import dataclasses
import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest
from PIL import Image

from tests.documents import BRACKETS, SAMPLE, cells, heading, paragraph, signature, supplied
from tests.editions_text import Drawn, html_generated, pdf_generated, pdf_glyphs, pdf_text
from typeset.editions.glyph_texts import Glyph, assigned
from typeset.editions.html import render_html
from typeset.editions.pdf import load_weasyprint, missing_fonts, render_pdf
from typeset.editions.pdf_text import Role, Run, TextLayer
from typeset.errors import FontError, MissingLibraryError, OutputError
from typeset.model import Document, Entry, Figure, Metadata, Paragraph, Section, Table, Text
from typeset.printed_words import plain_text
from typeset.theme import load_theme

THEME = load_theme("yearbook")
WITH_CONTENTS = THEME.model_copy(update={"parts": THEME.parts.model_copy(update={"contents": "always"})})
PITCH = THEME.type_area.pitch
SENTENCE = "全县有灌区3处，灌溉面积21.9万亩（含QC-3型测流站）。"


def picture(width: int = 300, height: int = 200, mode: str = "L") -> bytes:
    out = io.BytesIO()
    Image.new(mode, (width, height)).save(out, "PNG")
    return out.getvalue()


def _entry(number: int) -> Entry:
    caption = (Text("图注说明文字较长的一种情形，" * (1 + number % 4)),)
    figure = Figure(f"fig-{number}", caption, supplied("县档案馆"), "p.png" if number % 2 else "")
    children = (paragraph(SENTENCE * (3 + number % 5)), paragraph(SENTENCE), signature("张艺", "王小明"))
    return Entry(
        f"e-{number}", heading("河长制工作", BRACKETS), (*children, figure) if number % 3 == 1 else children
    )


LONG = dataclasses.replace(
    SAMPLE,
    children=tuple(
        Section(f"s-{n}", heading(title), 1, tuple(_entry(10 * n + i) for i in range(9)))
        for n, title in enumerate(("综述", "灌溉排水", "防汛抗旱"))
    ),
)


@pytest.fixture(scope="module")
def sample() -> bytes:
    return render_pdf(SAMPLE, THEME, {}).data


@pytest.fixture(scope="module")
def long() -> bytes:
    return render_pdf(LONG, THEME, {"p.png": picture()}).data


@pytest.fixture(autouse=True)
def _boxes_are_drawn_in_silence() -> Iterator[None]:
    """WeasyPrint writes what it complains of to standard error as well; caplog has its own handler."""
    logger = logging.getLogger("weasyprint")
    handlers, logger.handlers = logger.handlers, []
    yield
    logger.handlers = handlers


@pytest.fixture
def opened(long: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(long)) as pdf:
        yield pdf


def test_the_glyphs_say_the_printed_text(sample: bytes, long: bytes) -> None:
    assert pdf_text(sample) == plain_text(SAMPLE).replace("\n", "")
    assert pdf_text(long) == plain_text(LONG).replace("\n", "")


def test_nothing_is_complained_of(caplog: pytest.LogCaptureFixture) -> None:
    logger = logging.getLogger("weasyprint")
    logger.addHandler(caplog.handler)
    try:
        render_pdf(LONG, WITH_CONTENTS, {"p.png": picture()})
    finally:
        logger.removeHandler(caplog.handler)
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING] == []


def test_the_report_says_how_full_the_pages_are() -> None:
    report = json.loads(render_pdf(LONG, THEME, {"p.png": picture()}).report)
    assert report["lines"] == 40 and [page["page"] for page in report["pages"]] == [231, 232, 233, 234, 235]
    filled = [column["filled"] for page in report["pages"][:-1] for column in page["columns"]]
    assert min(filled) >= 37
    assert set(report["gave_way"]) <= set(report["rules"])
    assert all(column["ends"] for page in report["pages"] for column in page["columns"])


def test_a_table_that_goes_on_says_so_and_has_its_heads_again() -> None:
    rows = [("站名", "水位"), *((f"站{n}", f"{n}.5") for n in range(70))]
    table = Table("t", (Text("表1"),), (), cells(*rows))
    document = Document("", Metadata(), (Entry("e", None, (table,)),))
    glyphs = pdf_glyphs(render_pdf(document, THEME, {}).data)
    assert "".join(g.text for g in glyphs if not g.generated) == plain_text(document).replace("\n", "")
    assert "".join(g.text for g in glyphs if g.generated).startswith("续表站名水位")
    assert {g.tags for g in glyphs if g.generated} == {("Artifact",)}


def test_running_heads_and_folios_are_artifacts(long: bytes) -> None:
    generated = [glyph for glyph in pdf_glyphs(long) if glyph.generated]
    assert {glyph.tags for glyph in generated} == {("Artifact",)}
    by_page = ["".join(g.text for g in generated if g.page == page) for page in range(3)]
    assert by_page == ["231", "青川县年鉴2019232", "水利233"]


def test_the_contents_and_their_numbers_are_marked_and_their_leaders_are_artifacts() -> None:
    glyphs = pdf_glyphs(render_pdf(SAMPLE, WITH_CONTENTS, {}).data)
    contents = "".join(glyph.text for glyph in glyphs if glyph.tags == ("TOCI",))
    assert contents == "目录综述灌溉排水东干渠"
    words = html_generated(render_html(SAMPLE, WITH_CONTENTS))
    assert contents == "".join(words[-4:])
    assert "".join(glyph.text for glyph in glyphs if glyph.tags == ("TOCI", "Reference")) == "232232232"
    first = [glyph for glyph in glyphs if glyph.page == 0 and glyph.tags == ("Artifact",)]
    assert "".join(glyph.text for glyph in first).strip("·") == "231"


def test_the_text_is_black_only(opened: pikepdf.Pdf) -> None:
    for page in opened.pages:
        for instruction in pikepdf.parse_content_stream(page):
            operands = [str(operand) for operand in instruction.operands]
            operator = str(instruction.operator)
            assert operator not in {"rg", "RG", "g", "G"}
            if operator in {"k", "K", "sc", "SC", "scn", "SCN"}:
                assert operands[:3] == ["0", "0", "0"] and len(operands) == 4
            if operator in {"cs", "CS"}:
                assert operands == ["/DeviceCMYK"]


def test_every_baseline_is_on_the_grid(long: bytes) -> None:
    glyphs = [glyph for glyph in pdf_glyphs(long) if not glyph.generated]
    origin = glyphs[0].y
    off = [(g.text, g.page) for g in glyphs if abs((origin - g.y + PITCH / 2) % PITCH - PITCH / 2) > 0.3]
    assert off == []


def lines_of(data: bytes) -> dict[tuple[int, int, float], list[Drawn]]:
    """The printed lines below the title's page by page, column and baseline."""
    _, fore_edge, _, spine = THEME.margins
    lines: dict[tuple[int, int, float], list[Drawn]] = {}
    for glyph in pdf_glyphs(data):
        if not glyph.generated and glyph.page > 0:
            left = spine if glyph.page % 2 == 0 else fore_edge
            # An opening mark at a line's start hangs half an em outside its column, where it is blank.
            column = (glyph.x - left + THEME.gutter_width / 2) // (THEME.column_width + THEME.gutter_width)
            lines.setdefault((glyph.page, int(column), round(glyph.y, 1)), []).append(glyph)
    return lines


def test_lines_stay_in_their_columns_and_begin_as_they_should(long: bytes) -> None:
    """Lines are no wider than the measure; none begins with a stop or a closing mark."""
    lines = lines_of(long)
    assert {column for _, column, _ in lines} == {0, 1}
    for line in lines.values():
        assert line[0].text not in set("、，；：。！？）】》”’")
        assert line[-1].x - line[0].x < THEME.column_width + 0.6 * THEME.type_area.size


def test_no_signature_opens_a_column_and_no_title_closes_one(long: bytes) -> None:
    lines = lines_of(long)
    columns: dict[tuple[int, int], list[tuple[float, str]]] = {}
    for (page, column, y), line in lines.items():
        columns.setdefault((page, column), []).append((y, "".join(glyph.text for glyph in line)))
    for rows in columns.values():
        rows.sort(reverse=True)
        assert not rows[0][1].startswith("（")
        assert rows[-1][1] not in {"综述", "灌溉排水", "防汛抗旱"}


def test_padding_shows_and_is_no_text(sample: bytes) -> None:
    glyphs = pdf_glyphs(sample)
    first, second = (glyph for glyph in glyphs if glyph.text in "水利" and glyph.size > 20 * 0.99)
    assert second.x - first.x == pytest.approx(THEME.sizes.title * 3, abs=0.1)


def test_the_page_is_its_trim(opened: pikepdf.Pdf) -> None:
    for page in opened.pages:
        boxes = [[float(x) for x in box] for box in (page.obj.MediaBox, page.obj.TrimBox, page.obj.BleedBox)]
        assert boxes[0] == boxes[1] == boxes[2]
        assert boxes[0] == pytest.approx([0, 0, *THEME.page_points], abs=0.01)


def test_pages_are_numbered_as_the_book(opened: pikepdf.Pdf) -> None:
    assert [page.label for page in opened.pages][:3] == ["231", "232", "233"]
    assert opened.Root.ViewerPreferences.DisplayDocTitle


def test_title_language_and_makers_are_told(opened: pikepdf.Pdf) -> None:
    assert str(opened.docinfo["/Title"]) == "水利　青川县年鉴2019"
    assert str(opened.Root.Lang) == "zh-Hans"
    with opened.open_metadata() as xmp:
        assert xmp["dc:title"] == "水利　青川县年鉴2019"
        assert xmp["dc:publisher"] == {"青川县地方志办公室"}
        assert xmp["dc:rights"] == "CC BY 4.0"
        assert xmp["xmp:CreatorTool"] == "typeset"
        assert "xmp:CreateDate" not in xmp


def test_bookmarks_follow_the_headings_without_marks(sample: bytes) -> None:
    def titles(items: list[pikepdf.OutlineItem]) -> list[Any]:
        return [(item.title, titles(list(item.children))) for item in items]

    with pikepdf.open(io.BytesIO(sample)) as pdf, pdf.open_outline() as outline:
        assert titles(list(outline.root)) == [
            ("水利", [
                ("综述", [("概况", []), ("AI 看水活动成功举办", [])]),
                ("灌溉排水", [("概况", []), ("东干渠", [("渠首改造", [])])]),
            ])
        ]  # fmt: skip


@pytest.mark.parametrize(("first_page", "folio_left"), [(231, False), (12, True)])
def test_an_odd_page_is_a_recto(first_page: int, folio_left: bool) -> None:
    meta = dataclasses.replace(SAMPLE.metadata, first_page=first_page)
    glyphs = pdf_glyphs(render_pdf(dataclasses.replace(SAMPLE, metadata=meta), THEME, {}).data)
    folio = [glyph for glyph in glyphs if glyph.generated]
    assert "".join(glyph.text for glyph in folio) == str(first_page)
    assert (folio[0].x < THEME.page_points[0] / 2) is folio_left


def test_the_same_input_gives_the_same_bytes(sample: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    assert render_pdf(SAMPLE, THEME, {}).data == sample
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600000000")
    dated = render_pdf(SAMPLE, THEME, {}).data
    assert dated == render_pdf(SAMPLE, THEME, {}).data != sample
    with pikepdf.open(io.BytesIO(dated)) as pdf:
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20200913122640")


def test_fonts_are_embedded_and_none_is_type_3(opened: pikepdf.Pdf) -> None:
    fonts = opened.pages[0].Resources.Font
    assert len(fonts) >= 4
    for font in fonts.values():
        descriptor = font.DescendantFonts[0].FontDescriptor
        assert str(font.Subtype) == "/Type0" and ("/FontFile2" in descriptor or "/FontFile3" in descriptor)


def test_pictures_are_the_jobs_own(opened: pikepdf.Pdf) -> None:
    assert any(page.get_images() for page in opened.pages)
    outside = Figure("fig", (Text("图"),), None, "../../../../etc/passwd")
    document = Document("", children=(outside,))
    assert pdf_text(render_pdf(document, THEME, {}).data) == "图"
    assert pdf_text(render_pdf(document, THEME, {outside.image: b"no picture"}).data) == "图"
    with pikepdf.open(io.BytesIO(render_pdf(document, THEME, {outside.image: picture()}).data)) as pdf:
        assert len(pdf.pages[0].get_images()) == 1


def text_of(*texts: str) -> str:
    """What the PDF of some paragraphs says."""
    children: tuple[Paragraph, ...] = tuple(paragraph(text) for text in texts)
    return pdf_text(render_pdf(Document("", Metadata(), (Entry("e", None, children),)), THEME, {}).data)


@pytest.mark.parametrize(
    "texts",
    [
        ("方⽅方一⼀",),
        ("ée\u0301e", "e"),
        ("年 אבג 年 مرحبا 3",),
        ("fi ffi fl", "a\u200db\ufe0f"),
        ("\u200d",),
        ("长" * 21 + "\u3000" + "长" * 30 + " " + "水" * 10,),
        ("\u200e年\u202eab",),
        ("年\u0e33月",),
    ],
    ids=["twins", "combining", "right to left", "ligatures", "unseen", "spaces", "bidi", "two glyphs of one"],
)
def test_the_text_layer_is_exact(texts: tuple[str, ...]) -> None:
    assert text_of(*texts) == "".join(texts)


def test_a_character_that_no_font_has_is_still_text() -> None:
    assert text_of("年\ud7a4月\U0003ffe0") == "年\ud7a4月\U0003ffe0"


@pytest.mark.parametrize(
    ("says", "text", "order", "texts"),
    [
        ("abc", "abc", [0, 1, 2], ["a", "b", "c"]),
        ("方方", "⽅方", [0, 1], ["⽅", "方"]),
        ("גבא", "אבג", [2, 1, 0], ["א", "ב", "ג"]),
        ("ab", "a\u200db", [0, 1], ["a\u200d", "b"]),
        ("ab", "\u200dab", [0, 1], ["\u200da", "b"]),
        ("abc", "ab", [0, 1, 2], ["a", "b", ""]),
    ],
)
def test_glyphs_are_assigned_to_the_text(says: str, text: str, order: list[int], texts: list[str]) -> None:
    glyphs = [Glyph("F", 10, 7, char, float(x), 0) for x, char in enumerate(says)]
    out = assigned(glyphs, text)
    assert [glyph.x for glyph in out] == order
    assert [glyph.text for glyph in out] == texts


@pytest.mark.parametrize("runs", [[], [Run("水", Role.TEXT)] * 99])
def test_a_page_drawn_otherwise_than_laid_out_is_an_error(runs: list[Run]) -> None:
    drawn = load_weasyprint().HTML(string="<html lang=zh><p>水").write_pdf(pdf_tags=True)
    with pikepdf.open(io.BytesIO(drawn)) as pdf, pytest.raises(OutputError, match="text layer"):
        TextLayer(pdf).mend([runs])


def test_missing_fonts_are_named() -> None:
    assert missing_fonts(THEME) == ()
    fonts = THEME.fonts.model_copy(update={"body": ("No Such Serif", "Noto Serif CJK SC")})
    theme = THEME.model_copy(update={"fonts": fonts})
    assert missing_fonts(theme) == ("No Such Serif",)
    with pytest.raises(FontError, match="No Such Serif") as caught:
        render_pdf(SAMPLE, theme, {})
    assert "No Such Serif" in caught.value.remedy


@pytest.mark.parametrize("error", [OSError("cannot load library 'pango'"), ImportError("weasyprint")])
def test_a_missing_library_has_a_remedy(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def failing(name: str, *rest: Any, **named: Any) -> Any:
        if name == "weasyprint":
            raise error
        return real(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", failing)
    with pytest.raises(MissingLibraryError) as caught:
        load_weasyprint()
    assert "install" in caught.value.remedy


def test_generated_words_are_apart_from_the_text(sample: bytes) -> None:
    assert pdf_generated(sample) == "231"


def test_a_table_is_drawn_where_its_text_comes() -> None:
    """Words drawn by other glyphs than their own would have to be forced on them, in twins of their font."""
    rows = (("站名", "水位"), *((f"站{number}", f"{number}.5") for number in range(9)))
    table = Table("t-1", (Text("表1"),), (), cells(*rows))
    after = paragraph("表后文字。" * 9)
    entry = Entry("e-1", heading("水位", BRACKETS), (paragraph("表前文字。"), table, after))
    data = render_pdf(Document("", Metadata(), (entry,)), THEME, {}).data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert [name for name in pdf.pages[0].Resources.Font if "." in name] == []
