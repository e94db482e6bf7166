"""Every theme sets the real text by the measures of the page, with an exact text layer."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import typeset
from tests.documents import paragraph
from tests.editions_text import Drawn, pdf_glyphs, pdf_text
from tests.varied import images, varied
from typeset.added_words import generated
from typeset.check.preflight import preflight
from typeset.editions.book import make_book
from typeset.job import job_beside
from typeset.model import Document, Entry, Metadata, Paragraph, entries
from typeset.parts import NO_PARTS
from typeset.printed_words import plain_text
from typeset.theme import Theme, load_theme, theme_names

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


@pytest.fixture(scope="module")
def document() -> Document:
    raw = next(SEEDS.glob("*.txt"))
    return typeset.reflow(typeset.read(raw.read_bytes()), job_beside(raw)).document


@pytest.mark.parametrize("name", theme_names())
def test_the_real_text_is_set_without_a_finding(document: Document, name: str) -> None:
    theme = load_theme(name)
    data = typeset.render(document, theme, "pdf")
    assert pdf_text(data) == plain_text(document).replace("\n", "")
    for geometry in (None, theme.geometry):
        found = preflight(data, f"{name}.pdf", geometry)
        assert found.measures.offences == []
        assert found.measures.flush == found.measures.full > 150
        assert found.measures.largest_han_gap <= 0.1
    margins = in_margins(data, theme)
    outer = [words for (side, _, _), words in margins.items() if side == "outer"]
    assert outer == list(generated(document, ids=theme.parts.ids)[2:])
    inner = [(int(words), y) for (side, _, y), words in margins.items() if side == "inner"]
    assert bool(inner) is bool(theme.parts.line_numbers)
    for number, y in inner:
        below = theme.page_points[1] - theme.margins[0] - y - (number - 1) * theme.type_area.pitch
        assert theme.type_area.size / 2 < below < theme.type_area.pitch, number


@pytest.mark.parametrize("name", theme_names())
def test_pictures_tables_and_notes_are_set_as_well(document: Document, name: str) -> None:
    """What cannot be parted may leave columns short or uneven; the text of an entry without its heading may
    be loose, for nobody wrote it so."""
    texts = [c for entry in entries(document) for c in entry.children if isinstance(c, Paragraph)]
    text, theme = varied(texts), load_theme(name)
    data = typeset.render(text, theme, "pdf", images())
    assert pdf_text(data) == plain_text(text).replace("\n", "")
    found = preflight(data, f"{name}.pdf", theme.geometry)
    assert {o.rule for o in found.measures.offences} <= {"short-column", "unbalanced", "loose"}
    assert found.measures.flush == found.measures.full > 100
    assert sum(len(page.figures) for page in found.printed.pages) == 6


def test_the_example_in_the_docs_is_a_good_page(document: Document, tmp_path: Path) -> None:
    words = (SEEDS.parent / "docs" / "themes.md").read_text(encoding="utf-8")
    (example,) = (block for block in re.findall(r"```toml\n(.*?)```", words, re.DOTALL) if "extends" in block)
    (tmp_path / "theme.toml").write_text(example, encoding="utf-8")
    theme = load_theme(str(tmp_path))
    found = preflight(typeset.render(document, theme, "pdf"), "x.pdf", theme.geometry)
    assert found.measures.offences == []


def test_a_point_at_a_lines_end_reaches_it() -> None:
    """It takes half an em, and the font's is narrower (row 13)."""
    words = tuple(paragraph("灌区" * (8 + count) + "苏·" + "启智未来" * 6 + "。") for count in range(2))
    text = Document("", Metadata(), (Entry("e", None, words),))
    theme = load_theme("yearbook")
    composed = make_book(text, theme, {}, NO_PARTS).composed
    assert any(text.text[line.end - 1] == "·" for text in composed for line in text.lines)
    found = preflight(typeset.render(text, theme, "pdf"), "x.pdf")
    assert found.measures.count("edge") == 0


def in_margins(data: bytes, theme: Theme) -> dict[tuple[str, int, float], str]:
    """What stands beside the type area, by margin, page and baseline; all of it is marked as added."""
    top, found = theme.margins[0], dict[tuple[str, int, float], str]()
    for glyph in pdf_glyphs(data):
        side = _side(glyph, theme)
        if side and top < theme.page_points[1] - glyph.y < top + theme.type_height:
            assert glyph.tags == ("Artifact",)
            place = (side, glyph.page, round(glyph.y, 1))
            found[place] = found.get(place, "") + glyph.text
    return found


def _side(glyph: Drawn, theme: Theme) -> str:
    """The margin that a glyph stands in; the blank half of a mark may reach into it."""
    _, fore, _, spine = theme.margins
    recto = glyph.page % 2 == 0
    left, near = spine if recto else fore, 0.8 * theme.type_area.size
    if glyph.x < left - near:
        return "inner" if recto else "outer"
    if glyph.x > left + theme.type_width + near:
        return "outer" if recto else "inner"
    return ""
