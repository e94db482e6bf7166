"""Any text at all gives a whole edition that prints the model's words; any other bytes, an error."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import typeset
from tests.editions_text import html_text, pdf_text
from tests.sources import raw_texts
from tests.thoroughness import examples
from tests.word import docx_notes, docx_text, with_footnotes
from typeset.errors import TypesetError
from typeset.formats.json import read_json
from typeset.formats.markdown import read_markdown
from typeset.formats.tei import read_tei, restore
from typeset.printed_words import plain_text

THEME = typeset.load_theme("yearbook")
_some = settings(max_examples=examples(150), deadline=None, suppress_health_check=[HealthCheck.too_slow])
_few = settings(max_examples=examples(15), deadline=None, suppress_health_check=[HealthCheck.too_slow])


@_some
@given(raw_texts(), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
def test_any_text_gives_formats_that_read_back(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    result = typeset.reflow(typeset.read(data))
    files = dict(typeset.formats_of(result.document, result.ledger))
    words = plain_text(result.document)
    assert plain_text(read_markdown(files["md"])) == words
    assert plain_text(read_json(files["json"])) == words
    assert read_tei(files["xml"].encode()) == result.document
    assert restore(files["xml"].encode()) == data


@_some
@given(raw_texts())
def test_any_text_gives_html_and_docx(text: str) -> None:
    document = typeset.reflow(typeset.read(text.encode())).document
    assert html_text(typeset.render(document, THEME, "html").decode()) == plain_text(document)
    rest, notes = with_footnotes(document)
    word = typeset.render(document, THEME, "docx")
    assert docx_text(word) == plain_text(rest)
    assert docx_notes(word) == notes


@_few
@given(raw_texts())
def test_any_text_gives_a_pdf(text: str) -> None:
    document = typeset.reflow(typeset.read(text.encode())).document
    assert pdf_text(typeset.render(document, THEME, "pdf")) == plain_text(document).replace("\n", "")


@_some
@given(st.binary(max_size=300))
def test_any_bytes_are_an_edition_or_an_error(data: bytes) -> None:
    try:
        result = typeset.reflow(typeset.read(data, "x.txt"))
    except TypesetError as error:
        assert error.place == "x.txt"
        assert error.remedy
        return
    files = dict(typeset.formats_of(result.document, result.ledger))
    assert restore(files["xml"].encode()) == data
