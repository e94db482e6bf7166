"""Any document is a valid DOCX that says what the document says."""

from __future__ import annotations

from collections import Counter

from hypothesis import HealthCheck, given, settings

from tests.documents import documents
from tests.thoroughness import examples
from tests.word import docx_generated, docx_index, docx_notes, docx_text, problems, with_footnotes
from typeset.added_words import generated
from typeset.dates import is_date
from typeset.editions.composed import Setter
from typeset.editions.docx import render_docx
from typeset.editions.galley import Galley
from typeset.model import Document
from typeset.parts import Parts
from typeset.printed_words import plain_text
from typeset.theme import load_theme

THEME = load_theme("yearbook")
ALL = Parts(index=("entries", "people", "organisations"))
_settings = settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])


@_settings
@given(documents())
def test_the_printed_text_is_the_models(document: Document) -> None:
    data = render_docx(document, THEME, {}, ALL)
    rest, notes = with_footnotes(document)
    assert docx_text(data) == plain_text(rest)
    assert docx_notes(data) == notes
    assert docx_generated(data) == list(generated(document, contents=THEME.parts.contents))


@_settings
@given(documents())
def test_it_is_valid(document: Document) -> None:
    assert problems(render_docx(document, THEME, {}, ALL)) == []


@_settings
@given(documents())
def test_its_indexes_lead_to_as_many_places_as_those_of_the_pdf(document: Document) -> None:
    galley = Galley(Setter(THEME, document.metadata.language), {})
    galley.set(document, titled=True)
    listed = (p for p in galley.places if p.kind in ALL.index and not is_date(p.words))
    rows = docx_index(render_docx(document, THEME, {}, ALL))
    leads = [len(bookmarks) for style, _, bookmarks in rows if style == "Index1"]
    assert sorted(Counter((place.kind, place.words) for place in listed).values()) == sorted(leads)
    assert len({name for _, _, names in rows for name in names}) == sum(leads)
