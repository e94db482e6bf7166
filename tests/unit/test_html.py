"""The HTML edition of a document that a person can read."""

from __future__ import annotations

import dataclasses
from typing import Any
from urllib.parse import unquote

import pytest
from lxml import html as lxml_html

from tests.documents import BRACKETS, ROUND, SAMPLE, heading, paragraph, signature
from tests.editions_text import html_generated, html_text
from typeset.added_words import generated
from typeset.editions.html import image_address, points, render_html
from typeset.editions.words import padded
from typeset.model import (
    Credit,
    CreditKind,
    CreditPart,
    Document,
    Entry,
    Figure,
    Metadata,
    PartKind,
    Section,
    Text,
)
from typeset.printed_words import plain_text
from typeset.theme import load_theme

THEME = load_theme("yearbook")
WITH_CONTENTS = THEME.model_copy(update={"parts": THEME.parts.model_copy(update={"contents": "always"})})


def parsed(html: str) -> Any:
    return lxml_html.document_fromstring(html)


def test_the_printed_text_is_the_documents() -> None:
    assert html_text(render_html(SAMPLE, THEME)) == plain_text(SAMPLE)


def test_what_is_added_is_marked_as_generated() -> None:
    assert html_generated(render_html(SAMPLE, THEME)) == generated(SAMPLE)
    assert html_generated(render_html(SAMPLE, WITH_CONTENTS)) == generated(SAMPLE, contents="always")


def test_the_contents_lead_to_every_section() -> None:
    root = parsed(render_html(SAMPLE, WITH_CONTENTS))
    targets = [root.get_element_by_id(unquote(link.get("href")[1:])) for link in root.xpath("//nav//a")]
    assert targets == root.xpath("//section")


def test_sections_entries_and_figures_have_their_ids() -> None:
    root = parsed(render_html(SAMPLE, THEME))
    assert root.xpath("//section/@id | //article/@id | //figure/@id") == [
        "s-综述", "e-1", "e-2", "fig-1", "s-灌溉排水", "e-lead", "e-3", "s-东干渠", "e-4",
    ]  # fmt: skip


def test_headings_rank_by_depth() -> None:
    root = parsed(render_html(SAMPLE, THEME))
    ranks = [(h.tag, h.text_content()) for h in root.xpath("//h1 | //h2 | //h3 | //h4")]
    assert ranks == [
        ("h1", "水利"), ("h2", "综述"), ("h3", "【概况】"), ("h3", "【AI 看水活动成功举办】"),
        ("h2", "灌溉排水"), ("h3", "【概况】"), ("h3", "东干渠"), ("h4", "【渠首改造】"),
    ]  # fmt: skip


def test_a_heading_runs_in_where_a_paragraph_follows() -> None:
    entry = Entry("e", heading("概况", BRACKETS), (paragraph("一"), paragraph("二")))
    alone = Entry("f", heading("概况", BRACKETS), (signature("张艺"),))
    root = parsed(render_html(Document("", children=(entry, alone)), THEME))
    assert [child.tag for child in root.xpath("//*[@id='e']/*")] == ["div", "p"]
    assert [child.tag for child in root.xpath("//*[@id='e']/div/*")] == ["h2", "p"]
    assert [child.tag for child in root.xpath("//*[@id='f']/*")] == ["h2", "p"]


def test_labels_leave_the_marks_out() -> None:
    root = parsed(render_html(SAMPLE, THEME))
    assert root.get_element_by_id("e-1").get("data-label") == "概况"


def test_title_language_and_rights_are_told() -> None:
    root = parsed(render_html(SAMPLE, THEME))
    assert root.get("lang") == "zh-Hans"
    assert root.findtext("head/title") == "水利　青川县年鉴2019"
    assert root.xpath("//meta[@name='dcterms.rights']/@content") == ["CC BY 4.0"]


@pytest.mark.parametrize(
    ("text", "width", "margins"),
    [
        ("张艺", 3, ["1em"]),
        ("综述", 4, ["2em"]),
        ("东干渠", 4, ["0.5em", "0.5em"]),
        ("王小明", 3, []),
        ("一", 4, []),
        ("AI", 4, []),
        ("张艺", 0, []),
    ],
)
def test_padding_is_margins_and_never_text(text: str, width: int, margins: list[str]) -> None:
    element = lxml_html.fragment_fromstring(padded(text, width))
    assert str(element.text_content()) == text
    styles = [str(span.get("style")) for span in element if span.get("style")]
    assert styles == [f"margin-right: {margin}" for margin in margins]


def test_markup_in_text_is_text() -> None:
    nasty = "<script>alert('x')</script> & \"q\" \\ </style>"
    document = Document(
        nasty,
        Metadata(book=nasty, publisher=nasty, language='x" onload="y'),
        (Entry('"><b id="', heading(nasty, BRACKETS), (paragraph(nasty),)),),
    )
    html = render_html(document, THEME)
    assert html_text(html) == plain_text(document)
    assert not parsed(html).xpath("//script | //b | //@onload")


def test_names_organisations_and_roles_are_told_apart() -> None:
    parts = (
        CreditPart(PartKind.ORGANISATION, "县档案馆"), CreditPart(PartKind.SEPARATOR, "　"),
        CreditPart(PartKind.NAME, "李桐"), CreditPart(PartKind.ROLE, "摄"),
    )  # fmt: skip
    figure = Figure("fig", (), Credit(CreditKind.PHOTO, parts, ROUND))
    root = parsed(render_html(Document("", children=(figure,)), THEME))
    assert [str(span.get("class")) for span in root.xpath("//p[@class='credit']/span[@class]")] == [
        "org", "name", "role", "flush",
    ]  # fmt: skip
    assert root.xpath("//p[@class='credit']")[0].text_content() == "（县档案馆　李桐摄）"


def test_a_picture_is_linked_by_its_path_and_framed_where_it_is_not_known() -> None:
    figure = Figure("fig", (Text("图"),), None, "images/图 1#.png")
    document = Document("", children=(figure,))
    linked = parsed(render_html(document, THEME)).xpath("//figure//img")[0]
    assert (linked.get("src"), linked.get("alt")) == (image_address(figure.image), "图片　图")
    assert image_address(figure.image) == "./images/%E5%9B%BE%201%23.png"
    framed = parsed(render_html(document, THEME, {}))
    assert not framed.xpath("//img")
    assert framed.xpath("//figure//div[@class='frame']")[0].text_content() == ""


def test_a_picture_takes_whole_lines_and_fits_its_column() -> None:
    tall, wide = Figure("t", (Text("图"),), None, "t"), Figure("w", (Text("图"),), None, "w")
    html = render_html(Document("", children=(tall, wide)), THEME, {"t": 9.0, "w": 0.5})
    styles = [str(style) for style in parsed(html).xpath("//div[@class='picture']/@style")]
    assert styles[1] == "--lines: 8; --picture-width: 231pt; --picture-height: 115.5pt"
    assert styles[0].startswith("--lines: 20;") and styles[0].endswith("--picture-height: 329.7pt")


def test_the_page_is_the_themes() -> None:
    html = render_html(SAMPLE, THEME)
    assert "--measure: 231pt" in html and "--pitch: 16.8pt" in html
    assert f"size: {points(THEME.page_points[0])} {points(THEME.page_points[1])}" in html
    assert "break-before: right" in html and "counter-reset: page 231" in html


def test_an_even_first_page_is_a_left_one() -> None:
    meta = dataclasses.replace(SAMPLE.metadata, first_page=12)
    html = render_html(dataclasses.replace(SAMPLE, metadata=meta), THEME)
    assert "break-before: left" in html


def test_a_stylesheet_cannot_close_its_element(tmp_path: Any) -> None:
    (tmp_path / "print.css").write_text("/* </style><p>x</p> */", encoding="utf-8")
    html = render_html(SAMPLE, THEME.model_copy(update={"folder": tmp_path}))
    assert html_text(html) == plain_text(SAMPLE)


def test_an_empty_document_is_a_page() -> None:
    assert html_text(render_html(Document(""), THEME)) == ""


def test_an_entry_under_the_deepest_section_is_of_the_sixth_level() -> None:
    inner: Section | Entry = Entry("e", heading("深", BRACKETS), (paragraph("文"),))
    for level in range(5, 0, -1):
        inner = Section(f"s{level}", heading(f"第{level}"), level, (inner,))
    root = parsed(render_html(Document("题", children=(inner,)), THEME))
    assert [h.tag for h in root.xpath("//h6")] == ["h6", "h6"]
