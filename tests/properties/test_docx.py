"""Any document is a valid DOCX that says what the document says."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from tests.documents import documents
from tests.thoroughness import examples
from tests.word import docx_generated, docx_notes, docx_text, problems, with_footnotes
from typeset.editions.docx import render_docx
from typeset.model import Document, generated, plain_text
from typeset.theme import load_theme

THEME = load_theme("yearbook")
_settings = settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])


@_settings
@given(documents())
def test_the_printed_text_is_the_models(document: Document) -> None:
    data = render_docx(document, THEME, {})
    rest, notes = with_footnotes(document)
    assert docx_text(data) == plain_text(rest)
    assert docx_notes(data) == notes
    assert docx_generated(data) == list(generated(document, contents=THEME.parts.contents))


@_settings
@given(documents())
def test_it_is_valid(document: Document) -> None:
    assert problems(render_docx(document, THEME, {})) == []
