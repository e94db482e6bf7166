"""Composed lines as the pinned WeasyPrint draws them: every glyph where the composer put it."""

from __future__ import annotations

import logging

import pytest

import typeset.editions.pdf as pdf
from tests.editions_text import pdf_glyphs, pdf_text
from typeset.editions.book import make_book
from typeset.editions.drawn_lines import UnexpectedLayoutError, fit_lines
from typeset.model import (
    Credit,
    CreditKind,
    CreditPart,
    Document,
    Entry,
    Heading,
    Marks,
    Metadata,
    Note,
    NoteRef,
    Paragraph,
    PartKind,
    Text,
)  # fmt: skip
from typeset.parts import NO_PARTS
from typeset.printed_words import plain_text
from typeset.theme import load_theme

THEME = load_theme("yearbook")
WORDS = (
    "2022年，全县有灌区3处，有效灌溉面积18.6万亩（比上年增长3.5%）。完成“东干渠”清淤42公里——渠系水利用系数提高至0.58；"
    "引进IECQ QC080000管理体系，启动JITRI·水利/灌溉联合创新中心建设……受益农户1200余家！"
)


def document() -> Document:
    name = CreditPart(PartKind.NAME, "张艺")
    signature = Credit(CreditKind.AUTHOR, (name,), Marks("（", "）"))
    first = Paragraph((Text(WORDS), NoteRef("①", "n-1"), Text(WORDS)))
    children = (first, Paragraph((Text(WORDS * 2),)), signature, Note("n-1", "①", (Text("见本章。"),)))
    heading = Heading((Text("灌区配套与“节水”改造"),), Marks("【", "】"))
    return Document("", Metadata(), (Entry("e-1", heading, children),))


def test_every_glyph_stands_where_the_composer_put_it() -> None:
    composed = make_book(document(), THEME, {}, NO_PARTS).composed
    data = pdf.render_pdf(document(), THEME, {}).data
    glyphs = [glyph for glyph in pdf_glyphs(data) if not glyph.generated]
    left = THEME.margins[3]
    at = 0
    for block in composed:
        for line in block.lines:
            drawn = ""
            for place, char in zip(line.origins, block.text[line.start : line.end], strict=True):
                if drawn:  # two characters that the font draws as one
                    drawn = drawn.removeprefix(char)
                    continue
                drawn = glyphs[at].text.removeprefix(char)
                assert glyphs[at].text.startswith(char)
                column = (glyphs[at].x - left + 6) // (THEME.column_width + THEME.gutter_width)
                x = glyphs[at].x - left - column * (THEME.column_width + THEME.gutter_width)
                assert x == pytest.approx(place, abs=0.02), block.text[line.start : line.end]
                at += 1
    assert at > 300


ENGLISH = (
    "“Nobody thought that anyone’s correspondence would ever be read,” the archivist—characteristically "
    "understated—recalled; the administration’s classification, however, remained extraordinarily durable."
)


def test_a_hyphen_is_drawn_after_its_line_and_is_no_text() -> None:
    words = Document("", Metadata(), (Entry("e-1", None, (Paragraph((Text(ENGLISH),)),)),))
    composed = make_book(words, THEME, {}, NO_PARTS).composed
    data = pdf.render_pdf(words, THEME, {}).data
    assert pdf_text(data) == plain_text(words)
    drawn = [glyph.x - THEME.margins[3] for glyph in pdf_glyphs(data) if glyph.text == "-"]
    wanted = [line.width for line in composed[0].lines if line.hyphen]
    assert [x % (THEME.column_width + THEME.gutter_width) for x in drawn] == pytest.approx(wanted, abs=0.02)
    assert len(wanted) > 1


def test_a_hyphen_that_was_not_asked_for_is_no_line_of_ours() -> None:
    words = Document("", Metadata(), (Entry("e-1", None, (Paragraph((Text(ENGLISH),)),)),))
    made = make_book(words, THEME, {}, NO_PARTS)
    html, composed = made.html, made.composed
    html = html.replace('<span class="hyphen"></span>', "")
    laid_out = pdf.load_weasyprint().HTML(string=html).render()
    with pytest.raises(UnexpectedLayoutError, match="hyphen"):
        fit_lines(laid_out, composed)


def test_an_apostrophe_in_a_word_is_no_quote_on_an_em() -> None:
    text = "灌区管理局与People’s Committee在Xi’an举行会议，“共同编写”。"
    words = Document("", Metadata(), (Entry("e-1", None, (Paragraph((Text(text),)),)),))
    glyphs = [glyph for glyph in pdf_glyphs(pdf.render_pdf(words, THEME, {}).data) if not glyph.generated]
    assert "".join(glyph.text for glyph in glyphs) == text
    at = text.index("’")
    assert glyphs[at + 1].x - glyphs[at].x < THEME.type_area.size / 3


def test_where_weasyprint_is_another_the_lines_are_set_plainly(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def other(*_: object) -> None:
        raise UnexpectedLayoutError("no such box")

    monkeypatch.setattr(pdf, "fit_lines", other)
    with caplog.at_level(logging.WARNING, "typeset"):
        data = pdf.render_pdf(document(), THEME, {}).data
    assert pdf_text(data) == plain_text(document()).replace("\n", "")
    assert [record.getMessage() for record in caplog.records] == [
        "pages are set plainly, for WeasyPrint is not as this was written for: no such box"
    ]
