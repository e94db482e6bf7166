"""Any document: HTML and PDF say its printed text, character for character, and mark what they add."""

from __future__ import annotations

import io
import logging
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.documents import BRACKETS, documents, heading, paragraph, signature
from tests.editions_text import Drawn, html_generated, html_text, pdf_glyphs
from tests.glyphs import disagreements
from tests.thoroughness import examples
from typeset.added_words import contents_title, generated, has_contents
from typeset.characters import clean
from typeset.crossrefs import cross_refs
from typeset.editions.html import render_html
from typeset.editions.pdf import render_pdf
from typeset.model import Document, Entry, Table, entries, sections
from typeset.parts import Parts, References
from typeset.printed_words import plain_text
from typeset.theme import load_theme

THEME = load_theme("yearbook")
_REFERENCES: list[References] = ["link", "page"]
HARD = (
    "年⼀一⽅方长⻓ａaé\u0301 \u202e\u200d\ufe0fאבשמرحبا 𝟏①　fi1%·•—―"
    "ł𠀀𪜀﨑葛\U000e0100ｶﾅ한ㄅ㎡№％×：￥ˇ☎😀〓\ue123"
)
"""Characters that share a glyph, combine, join, run from right to left, show nothing, or are rare."""


@pytest.fixture(autouse=True, scope="module")
def _no_font_has_every_character() -> Iterator[None]:
    """Glyphs that no installed font has are drawn as boxes, and WeasyPrint says so each time."""
    logger = logging.getLogger("weasyprint")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    yield
    logger.setLevel(level)


@st.composite
def hard_documents(draw: st.DrawFn) -> Document:
    text = st.text(alphabet=HARD, min_size=1, max_size=60).map(clean).filter(bool)
    paragraphs = tuple(paragraph(words) for words in draw(st.lists(text, max_size=3)))
    entry = Entry("e", heading(draw(text), BRACKETS), (*paragraphs, signature(draw(text), draw(text))))
    return Document(draw(text), children=(entry,))


@given(st.one_of(documents(), hard_documents()), st.sampled_from(["auto", "always", "never"]))
def test_html_says_the_printed_text(document: Document, contents: str) -> None:
    parts = THEME.parts.model_copy(update={"contents": contents})
    html = render_html(document, THEME.model_copy(update={"parts": parts}))
    assert html_text(html) == plain_text(document)
    assert html_generated(html) == generated(document, contents=contents)


@settings(max_examples=examples(20), deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.one_of(documents(), hard_documents()),
    st.sampled_from(["auto", "always"]),
    st.sampled_from(_REFERENCES),
)
def test_pdf_says_the_printed_text_in_black_on_the_grid(
    document: Document, contents: str, references: References
) -> None:
    parts = THEME.parts.model_copy(update={"contents": contents})
    theme = THEME.model_copy(update={"parts": parts})
    pdf = render_pdf(document, theme, {}, Parts(references=references))
    data, glyphs = pdf.data, pdf_glyphs(pdf.data)
    pages = sum(not ref.chapter for ref in cross_refs(document)) if references == "page" else 0
    added = [words for words in pdf.generated if re.search(r"第\d+[页頁]|p\. \d+", words)]
    assert "".join(g.text for g in glyphs if "Generated" in g.tags) == "".join(
        pdf.generated[-pages:] if pages else ()
    )
    assert len(added) >= pages
    assert "".join(g.text for g in glyphs if not g.generated) == plain_text(document).replace("\n", "")
    if not _turns(plain_text(document)):
        assert disagreements(data) == []
    words = [contents_title(document), *(section.heading.text for section in sections(document))]
    shown = "".join(g.text for g in glyphs if g.tags == ("TOCI",))
    assert shown == ("".join(words) if has_contents(document, contents) else "")
    raised = 0.7 * THEME.type_area.size  # the marks of notes in the text
    off = off_the_grid([g for g in glyphs if "Artifact" not in g.tags and g.size > raised])
    assert set(off) <= heads(document)
    assert colours(data) <= {"/DeviceCMYK"}


_TURNED = frozenset({"R", "AL", "RLO", "RLE", "RLI"})
"""Classes of what runs from right to left: its letters join and change places, so that one glyph may be parts
of several. Which says what is tried on words in test_text_layer."""


def _turns(text: str) -> bool:
    return any(unicodedata.bidirectional(char) in _TURNED for char in text)


def off_the_grid(glyphs: list[Drawn]) -> list[str]:
    """What stands more than 0.3 pt from the grid of most; a head of a table may be half a line off, in the
    middle of its row: other characters that are off count as ``\0``."""
    pitch = THEME.type_area.pitch
    rests = Counter(round(glyph.y % pitch, 1) for glyph in glyphs)
    most = max(rests, key=rests.__getitem__, default=0.0)
    off = [(g, abs((most - g.y + pitch / 2) % pitch - pitch / 2)) for g in glyphs]
    return [g.text if abs(by - pitch / 2) < 0.3 else "\0" for g, by in off if by > 0.3]


def heads(document: Document) -> set[str]:
    """The characters of the heads of tables."""
    tables = [c for entry in entries(document) for c in entry.children if isinstance(c, Table)]
    return {char for table in tables for cell in table.rows[0] for char in cell.text}


def colours(data: bytes) -> set[str]:
    """Every colour space that the pages name, and every operator that sets one without naming it."""
    found: set[str] = set()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            for instruction in pikepdf.parse_content_stream(page):
                operator = str(instruction.operator)
                if operator in {"cs", "CS"}:
                    found.add(str(instruction.operands[0]))
                elif operator in {"rg", "RG", "g", "G"}:
                    found.add(operator)
    return found
