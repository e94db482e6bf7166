"""Any English text in narrow columns: its text layer is exact, and no line is wider than its measure."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.documents import paragraph
from tests.editions_text import pdf_glyphs
from tests.thoroughness import examples
from typeset.editions.book import make_book
from typeset.editions.pdf import render_pdf
from typeset.model import Document, Entry, Metadata
from typeset.parts import NO_PARTS
from typeset.printed_words import plain_text
from typeset.theme import load_theme, theme_names

WORDS = st.sampled_from(
    ["a", "of the", "administration", "irrigation—conservation", "“characteristically”", "people’s", "UNESCO",
     "self-sufficient", "42 km", "1 200 kW", "Étienne Lefèbvre", "Ελένη", "Преображенский", "…", "–", "fi",
     "https://www.example.org/publications/report-on-large-dams?year=1983", "(1975–1981),"]
)  # fmt: skip
TEXTS = st.lists(
    st.one_of(WORDS, st.text("abcdefghilmnorst", min_size=1, max_size=40)), min_size=1, max_size=60
)
THEMES = {name: load_theme(name) for name in theme_names()}
"""Columns of 16 to 33 characters."""


@settings(max_examples=examples(15), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(TEXTS.map(" ".join), min_size=1, max_size=3), st.sampled_from(sorted(THEMES)), st.booleans())
def test_latin_text(texts: list[str], name: str, mixed: bool) -> None:
    theme = THEMES[name]
    before = "灌区" if mixed else ""
    document = Document(
        "", Metadata(), (Entry("e", None, tuple(paragraph(before + text) for text in texts)),)
    )
    composed = make_book(document, theme, {}, NO_PARTS).composed
    lines = [line for block in composed for line in block.lines]
    assert max(line.width + line.hyphen for line in lines) < theme.column_width + 0.01
    glyphs = pdf_glyphs(render_pdf(document, theme, {}).data)
    shown = "".join(glyph.text for glyph in glyphs if not glyph.generated)
    assert shown == plain_text(document).replace("\n", "")
    assert sum(glyph.text == "-" and glyph.generated for glyph in glyphs) == sum(
        line.hyphen > 0 for line in lines
    )
