"""The numbers of themes, and what stands beside the text of their pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

from tests.documents import BRACKETS, SAMPLE, heading, paragraph
from typeset.added_words import generated, headed_ids
from typeset.compose.blocks import ACROSS, Page, Part
from typeset.editions.beside import column_rules, line_numbers
from typeset.editions.book import make_book
from typeset.editions.html import custom_properties
from typeset.errors import SettingsError
from typeset.model import Document, Entry, Metadata, Section
from typeset.parts import NO_PARTS
from typeset.theme import SIZES, load_theme, theme_names

KNOWN = {"gazetteer", "large-print", "newspaper", "proof", "yearbook", "yearbook-3col"}


DOCS = Path(__file__).resolve().parents[2] / "docs"


def own(folder: Path, words: str) -> str:
    (folder / "theme.toml").write_text(words, encoding="utf-8")
    return str(folder)


def test_these_come_with_typeset() -> None:
    assert set(theme_names()) == KNOWN


@pytest.mark.parametrize("name", theme_names())
def test_its_numbers_are_those_of_a_book(name: str) -> None:
    """Rows 2 and 33: from half a size to a whole one between lines; no text below 六号."""
    theme = load_theme(name)
    area, sizes = theme.type_area, theme.sizes
    assert theme.name == name
    assert 1.5 <= area.pitch / area.size <= 2
    assert min(sizes.caption, sizes.furniture, area.size) >= SIZES["六号"]
    assert sizes.title > sizes.section > sizes.heading >= sizes.credit >= sizes.caption
    assert sizes.heading == area.size
    assert area.indent == (1 if area.characters <= 16 and name == "newspaper" else 2)
    top, fore, bottom, spine = (margin / (72 / 25.4) for margin in theme.margins)
    assert min(top, fore, bottom, spine) > 15, "mm: room to hold the page"
    assert all(shown in theme.description for shown in (f"{theme.page.width:g} × {theme.page.height:g}",))
    assert f"{area.characters} × {area.lines}" in theme.description


def test_the_first_lines_indent_is_the_themes(tmp_path: Path) -> None:
    document = Document("", Metadata(), (Entry("e", None, (paragraph("灌区改造" * 20),)),))
    for indent in (0, 1, 2):
        name = own(tmp_path, f'extends = "yearbook"\n[type-area]\nindent = {indent}\n')
        theme = load_theme(name)
        (text,) = make_book(document, theme, {}, NO_PARTS).composed
        assert text.lines[0].origins[0] == indent * 10.5
        assert f"--indent: {indent}em;" in custom_properties(theme)


def test_what_no_page_can_hold_is_refused(tmp_path: Path) -> None:
    name = own(tmp_path, 'extends = "yearbook"\n[parts]\nids = true\n')
    with pytest.raises(SettingsError, match="beside one column"):
        load_theme(name)
    name = own(tmp_path, 'extends = "newspaper"\n[type-area]\ncolumns = 5\n')
    with pytest.raises(SettingsError, match="larger than the page"):
        load_theme(name)
    name = own(tmp_path, 'extends = "proof"\n[parts]\nline-number = 5\n')
    with pytest.raises(SettingsError, match=re.escape("line-number")) as error:
        load_theme(name)
    assert error.value.remedy == "did you mean 'line-numbers'?"


def rules(*parts: Part) -> list[tuple[float, float, float]]:
    """(left, top, height) of each rule, in points."""
    html = "".join(column_rules(load_theme("newspaper"), Page(parts)))
    found = re.findall(r"left: ([\d.]+)pt; top: ([\d.]+)pt; height: ([\d.]+)pt", html)
    return [(float(left), float(top), float(height)) for left, top, height in found]


def test_rules_stand_in_gutters_from_the_first_line_to_the_last() -> None:
    """Columns of 144 pt, gutters of 18 pt; lines of 14.6 pt with 2.8 pt above and below their characters."""
    title, left, right = Part(0, 0, 3, ACROSS, 0), Part(1, 0, 10, 0, 4), Part(2, 0, 8, 1, 4)
    assert rules(title, left, right) == [(153.0, 61.2, 140.4)]
    picture = Part(3, 0, 5, ACROSS, 15)
    below = [Part(4 + column, 0, 6, column, 21) for column in range(4)]
    assert rules(title, left, right, picture, *below) == [
        (153.0, 61.2, 140.4),
        *((left, 309.4, 82.0) for left in (153.0, 315.0, 477.0)),
    ]
    assert rules(title, left) == []


def test_lines_have_the_numbers_of_their_places() -> None:
    """Blank lines have none; every fifth one where the theme says so."""
    assert "".join(line_numbers({0, 1, 3, 4}, 1)) == (
        '<div class="line-numbers" data-generated="line-numbers"><span>1\n2\n\n4\n5</span></div>\n'
    )
    assert "<span>\n\n\n\n5</span>" in "".join(line_numbers({0, 1, 3, 4}, 5))
    assert "".join(line_numbers({0, 1}, 5)) == ""


def test_ids_are_generated_words() -> None:
    inner = (Entry("e-1", None, (paragraph("无题。"),)), Entry("e-2", heading("概况", BRACKETS), ()))
    document = Document("", Metadata(), (Section("s-1", heading("综述"), 1, inner),))
    assert tuple(headed_ids(document)) == ("s-1", "e-2")
    assert generated(document) == ()
    assert generated(document, ids=True) == ("s-1", "e-2")
    html = make_book(document, load_theme("proof"), {}, NO_PARTS).html
    assert re.findall(r'data-generated="id".*?<span>(.*?)</span>', html) == ["s-1", "e-2"]
    assert 'data-generated="id"' not in make_book(SAMPLE, load_theme("yearbook"), {}, NO_PARTS).html


@pytest.mark.parametrize(("first_page", "sides"), [(1, ["recto"]), (232, ["verso"])])
def test_a_page_knows_its_side(first_page: int, sides: list[str]) -> None:
    document = Document("", Metadata(first_page=first_page), (Entry("e", None, (paragraph("一。"),)),))
    html = make_book(document, load_theme("proof"), {}, NO_PARTS).html
    assert re.findall(r'class="page (\w+)"', html) == sides


@pytest.mark.parametrize("name", theme_names())
def test_it_stands_in_the_gallery(name: str) -> None:
    """`python -m tests.gallery` makes the pictures."""
    path = DOCS / "pictures" / f"theme-{name}.png"
    assert f"](pictures/{path.name})" in (DOCS / "themes.md").read_text(encoding="utf-8")
    assert path.stat().st_size < 90_000
    with Image.open(path) as picture:
        width, height = load_theme(name).page_points
        assert picture.width / picture.height == pytest.approx(width / height, abs=0.01)
        assert picture.mode == "P" and max(picture.tobytes()) < 16
