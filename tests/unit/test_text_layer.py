"""What the glyphs of an edition say is what they show: no text is forced upon them."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pytest

from tests.documents import BRACKETS, heading, paragraph
from tests.editions_text import pdf_text
from tests.end_to_end.test_book import PARTS, VOLUME
from tests.glyphs import disagreements, said
from tests.variants import BOOK, PICTURES, THEME
from typeset.editions.pdf import render_pdf
from typeset.editions.pdf_text import Role, Run, TextLayer
from typeset.model import Document, Entry, Metadata
from typeset.printed_words import plain_text
from typeset.theme import load_theme, theme_names

RARE = (
    "葛\U000e0100氏与葛\U000e0101氏，⽅方⼀一", "אבג שלום عربي مرحبا بكم", "x̄ é̄ ǘ ﬁ office ½ a\u0301e\u0308",
    "“引”‘单’——……·、，。！？：；（）《》don’t 3.5%12′30″",
    "か゛が゙ｶﾞ한글ᄒ", "1：2　3．5１２３㎡①⑳№☂\ufe0f☃\ufe0e",
    "𪜀𫝀\ue123", "方\u200d⽅、\u202e⻓）、•\u202d）、〓\ufe0f一",
)  # fmt: skip


@pytest.mark.parametrize("name", theme_names())
def test_tables_notes_and_captions(name: str) -> None:
    assert disagreements(render_pdf(BOOK, load_theme(name), PICTURES, replace(PARTS, note=())).data) == []


@pytest.mark.parametrize("name", theme_names())
def test_contents_and_index(name: str) -> None:
    parts = replace(PARTS, index=("entries", "people"), index_order="stroke")
    assert disagreements(render_pdf(VOLUME, load_theme(name), {}, parts).data) == []


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "ja", "ko", "en"])
def test_rare_characters(language: str) -> None:
    entry = Entry("e", heading("灌区", BRACKETS), tuple(map(paragraph, RARE)))
    data = render_pdf(Document("", Metadata(language=language), (entry,)), THEME, {}).data
    assert disagreements(data) == []
    assert {item.text for item in said(data)} >= {"⽅", "方", "葛\U000e0100", "½"}


def test_a_font_of_which_nothing_is_drawn_is_not_embedded() -> None:
    """As where all words of a kind are controls; it would be in the file with all of its collection."""
    entry = Entry("e", heading("1", BRACKETS), (paragraph("水"),))
    document = Document("\u202e", Metadata(), (entry,))
    data = render_pdf(document, THEME, {}).data
    assert disagreements(data) == [] and pdf_text(data) == plain_text(document).replace("\n", "")
    assert len(data) < 200_000


WORDS = "全县有灌区3处。"


def ordinary(words: str = WORDS) -> bytes:
    entry = Entry("e", heading("灌区", BRACKETS), (paragraph(words),))
    return render_pdf(Document("", Metadata(), (entry,)), THEME, {}).data


def test_a_twin_that_forces_a_text_is_found() -> None:
    """The text layer makes glyphs say what it is told; here they draw something else."""
    with pikepdf.open(io.BytesIO(ordinary())) as pdf:
        layer = TextLayer(pdf)
        page = pdf.pages[0]
        content = page.Contents.read_bytes()
        at = content.index(b"/Span\n<</MCID ")
        begin, end = content.index(b"BT", at), content.index(b"EMC", at)
        forced = layer._exact(content[begin:end], Run("假的文本层", Role.TEXT))
        page.Contents.write(content[:begin] + forced + content[end:])
        layer._write_twins()
        out = io.BytesIO()
        pdf.save(out)
    found = disagreements(out.getvalue())
    assert len(found) >= 3 and any("'假'" in item for item in found)


def test_a_text_that_is_not_drawn_is_found() -> None:
    with pikepdf.open(io.BytesIO(ordinary())) as pdf:
        content = pdf.pages[0].Contents.read_bytes()
        pdf.pages[0].Contents.write(b"3 Tr\n" + content)
        out = io.BytesIO()
        pdf.save(out)
    assert any("'灌' unseen" in item for item in disagreements(out.getvalue()))


def test_one_glyph_that_says_what_many_show_is_found() -> None:
    with pikepdf.open(io.BytesIO(ordinary())) as pdf:
        for font in pdf.pages[0].Resources.Font.values():
            before = font.ToUnicode.read_bytes()
            said_all = before.replace(f"<{'全'.encode('utf-16-be').hex()}>".encode(), b"<516853bf6709>")
            font.ToUnicode.write(said_all)
        out = io.BytesIO()
        pdf.save(out)
    assert any("'全县有'" in item for item in disagreements(out.getvalue()))
