"""Rare characters: each is measured in the font that draws it, and none is a box in silence."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest

from tests.documents import BRACKETS, cells, heading, paragraph
from tests.editions_text import pdf_glyphs, pdf_text
from tests.variants import MEANS
from typeset import doctor, filing
from typeset.compose.metrics import Lack
from typeset.editions.fonts import family, how_to_install, not_installed
from typeset.editions.html import custom_properties
from typeset.editions.pdf import render_pdf
from typeset.editions.pdf_variants import Variant, variant_pdf
from typeset.errors import FontError, MissingCharacterError, SettingsError
from typeset.model import Document, Entry, Metadata, Section, Table
from typeset.printed_words import plain_text
from typeset.theme import Fallback, Theme, load_theme

THEME = load_theme("yearbook")
BARE = THEME.model_copy(update={"fallback": Fallback()})
RARE = "一㐀𠀀𪜀𫝀𫠠𬺰⽅⻓﨑豈łẞāé\u0301ā̈①⑳㈠№㎡℃☎✓⚠♻→∑♫❶☯𝟏한글ㄅかなｶﾅＡ％，水מر😀⭕☃\ufe0f☂\ufe0e⿰"
KINDS = ("body", "heading", "caption", "credit", "furniture")


def document(*texts: str, language: str = "zh-Hans") -> Document:
    entry = Entry("e", heading("灌区", BRACKETS), tuple(paragraph(text) for text in texts))
    return Document("", Metadata(language=language), (entry,))


def _bare(name: str) -> str:
    """A font's name in a PDF, or a family's, without weights, widths and signs."""
    words = name.rpartition("+")[2].replace("-", " ").split()
    return "".join(word for word in words if word not in {"Medium", "Bold", "Semi", "Condensed"})


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "ja", "en"])
@pytest.mark.parametrize("theme", [THEME, BARE], ids=["yearbook", "without fall-backs"])
def test_every_character_is_drawn_in_the_font_that_it_is_measured_in(theme: Theme, language: str) -> None:
    data = render_pdf(document(RARE, language=language), theme, {}).data
    fonts = family(theme, "body", language)
    # Pango knows what else is installed by the language of a script, which only Han is in a Chinese text.
    known = {
        char: font for font, begin, end in fonts.runs(RARE) for char in RARE[begin:end] if font in fonts.named
    }
    drawn = [(g.text[0], _bare(g.font)) for g in pdf_glyphs(data) if not g.generated and g.text[:1] in known]
    assert [(char, font) for char, font in drawn if font != _bare(known[char].name)] == []
    assert {char for char, _ in drawn} >= set("一㐀⽅①")
    assert pdf_text(data) == plain_text(document(RARE)).replace("\n", "")


@pytest.mark.parametrize("kind", KINDS)
def test_the_fall_backs_have_what_yearbooks_print(kind: str) -> None:
    """All of extensions A to F and the forms for compatibility; letters; signs."""
    fonts = family(THEME, kind, "zh-Hans")
    blocks = [
        (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0x20000, 0x2A6D6), (0x2A700, 0x2B734), (0x2B740, 0x2B81D),
        (0x2B820, 0x2CEA1), (0x2CEB0, 0x2EBE0), (0x2F800, 0x2FA1D), (0x100, 0x17F), (0x1E00, 0x1E9F),
        (0x2190, 0x23F3), (0x2460, 0x27BF), (0x1F300, 0x1F5FF),
    ]  # fmt: skip
    lacking = [
        lack for first, last in blocks for lack in fonts.lacks("".join(map(chr, range(first, last + 1))))
    ]
    assert lacking == []


def test_what_no_font_of_the_theme_has() -> None:
    fonts = family(BARE, "body", "zh-Hans")
    assert fonts.lacks("一①A，　\n\u200d\u00a0") == ()
    assert fonts.lacks("水𪜀水𪜀𫝀") == (Lack("𪜀", "HanaMinB"), Lack("𫝀", "HanaMinB"))
    assert fonts.lacks("\U0003ffe0") == (Lack("\U0003ffe0", ""),)
    assert family(THEME, "body", "zh-Hans").lacks("𪜀𫝀") == ()


def test_a_form_that_is_asked_for_and_not_there() -> None:
    fonts = family(THEME, "body", "zh-Hans")
    assert fonts.lacks("葛\U000e0100，\ufe0f") == (Lack("葛\U000e0100", "Noto Serif CJK SC"),)
    first = BARE.model_copy(update={"fonts": BARE.fonts.model_copy(update={"body": ("HanaMinA",)})})
    assert family(first, "body", "zh-Hans").lacks("葛\U000e0100") == ()


def test_a_form_is_drawn_in_the_font_that_has_it() -> None:
    pdf = render_pdf(document("葛\U000e0100氏与葛\U000e0101氏"), THEME, {})
    assert pdf.missing == ()
    fonts = {g.text: _bare(g.font) for g in pdf_glyphs(pdf.data) if g.text[:1] in "葛氏"}
    assert fonts == {"葛\U000e0100": "HanaMinA", "葛\U000e0101": "HanaMinA", "氏": "NotoSerifCJKSC"}
    forms = [font for font in family(THEME, "body", "zh-Hans").fonts if font.name == "HanaMinA"]
    assert all(font.has_form("葛", selector) for font in forms for selector in "\U000e0100\U000e0101")
    (item,) = render_pdf(document("葛\U000e0100"), BARE, {}).missing
    assert item.warned(BARE).message == (
        "no font of the theme has this form of 葛\U000e0100 (U+845B U+E0100); "
        "its usual form is printed [灌区]"
    )


def test_only_the_font_that_a_theme_names_for_them_has_private_characters() -> None:
    private = "\uf001"  # DejaVu Sans has one there, but not a publisher's own
    assert family(THEME, "body", "zh-Hans").lacks(private) == (Lack(private, "DejaVu Sans"),)
    own = THEME.model_copy(
        update={"fallback": THEME.fallback.model_copy(update={"private": ("DejaVu Sans",)})}
    )
    assert family(own, "body", "zh-Hans").lacks(private) == ()


@pytest.mark.parametrize("symbols", ["Symbola", "DejaVu Sans"])
def test_emoji_are_drawn_in_the_themes_fonts(symbols: str) -> None:
    """Pango draws them in a family of its own, which on a desktop is one in colours."""
    theme = THEME.model_copy(update={"fallback": THEME.fallback.model_copy(update={"symbols": (symbols,)})})
    pdf = render_pdf(document("笑😀"), theme, {})
    assert pdf.missing == ()
    assert [_bare(g.font) for g in pdf_glyphs(pdf.data) if g.text == "😀"] == [_bare(symbols)]


def test_they_are_told_with_their_entries_and_once(caplog: pytest.LogCaptureFixture) -> None:
    table = Table("t", (), (), cells(["甲\U0003ffe0", "乙"], "丙𪜀"))
    entries = (
        Entry("e-1", heading("𪜀河", BRACKETS), (paragraph("水\U0003ffe0"),)),
        Entry("e-2", heading("测流", BRACKETS), (table,)),
    )
    whole = Document("", Metadata(), (Section("s", heading("综述"), 1, entries),))
    logger = logging.getLogger("weasyprint")
    logger.addHandler(caplog.handler)
    try:
        missing = render_pdf(whole, BARE, {}).missing
    finally:
        logger.removeHandler(caplog.handler)
    assert [(item.lack, item.where) for item in missing] == [
        (Lack("𪜀", "HanaMinB"), ("𪜀河", "测流")),
        (Lack("\U0003ffe0", ""), ("𪜀河", "测流")),
    ]
    said = [item.warned(BARE) for item in missing]
    assert (
        said[0].message
        == "no font of the theme has 𪜀 (U+2A700); it is printed in HanaMinB [𪜀河 and 1 more]"
    )
    assert said[0].remedy == 'name the font in the theme, if it is to stay: [fallback] han = ["HanaMinB"]'
    assert said[1].message.startswith("no font that is installed has U+3FFE0; a box is printed in its place")
    assert caplog.records == []
    assert render_pdf(whole, THEME, {}).missing == missing[1:]


def test_running_heads_are_looked_at() -> None:
    book = Document("", Metadata(book="𪜀县年鉴"), document("水").children)
    (item,) = render_pdf(book, BARE, {}).missing
    assert (item.text, item.where) == ("𪜀", ("(running heads)",))


def test_the_press_takes_no_other_font() -> None:
    assert render_pdf(document("水"), BARE, {}, missing="error").missing == ()
    with pytest.raises(FontError, match="no font of the theme has 𪜀") as caught:
        render_pdf(document("水𪜀𫝀"), BARE, {}, missing="error")
    assert "灌区" in caught.value.message and "1 more character" in caught.value.message
    assert "HanaMinB" in caught.value.remedy


@pytest.mark.parametrize("variant", Variant)
def test_no_variant_has_a_box_in_the_place_of_a_character(variant: Variant) -> None:
    book = document("水\U0003ffe0")
    with pytest.raises(MissingCharacterError, match=r"no font that is installed has U\+3FFE0") as caught:
        variant_pdf(render_pdf(book, THEME, {}), book, THEME, variant, MEANS)
    assert "[灌区]" in caught.value.message and caught.value.message.endswith("must have none")
    assert "install a font that has it" in caught.value.remedy


def test_an_archive_and_readers_take_another_font(tmp_path: Path) -> None:
    """One that is embedded, as all are."""
    raw = tmp_path / "text.txt"
    raw.write_text("【概况】  全县有水库12座，\ue123河。\n", encoding="utf-8")
    built = filing.build_file(raw, tmp_path / "out", ["press", "archive", "accessible"])
    (error,) = built.failures
    assert error.place == f"{raw}:1:16" and error.message.endswith("a file for the press must have none")
    variants = {path.name for path in built.files if path.name.count(".") > 1}
    assert variants >= {"text.archive.pdf", "text.accessible.pdf"} and "text.press.pdf" not in variants


def test_the_error_of_a_box_names_the_line_in_the_source(tmp_path: Path) -> None:
    text = tmp_path / "text.md"
    text.write_text("# 概况 {.entry}\n\n全县有水库。\n灌区\U0003ffe0处。\n", encoding="utf-8")
    with pytest.raises(MissingCharacterError) as caught:
        filing.render_file(text, ["pdf"], tmp_path / "out", variants=["accessible"])
    assert caught.value.place == f"{text}:4:3"
    assert {path.name for path in (tmp_path / "out").iterdir()} >= {"text.pdf"}


def test_a_build_names_the_line_in_the_source(tmp_path: Path) -> None:
    raw = tmp_path / "text.txt"
    raw.write_text(
        "【概况】  全县有水库12座，\ue123河\U0003ffe0。\n\n【防汛】  主任李〓，\n\n〓河。\n", encoding="utf-8"
    )
    said = {(w.place.removeprefix(f"{raw}:"), w.message.partition(";")[0]) for w in _built(raw)}
    assert said == {
        ("1:16", "the theme names no font for U+E123, a private code point"),
        ("1:18", "no font that is installed has U+3FFE0"),
        ("3:10", "a geta mark, for a character that was not at hand [防汛]"),
    }
    raw.with_suffix(".toml").write_text('[lint]\noff = ["L41"]', encoding="utf-8")
    assert len(_built(raw)) == 2


def _built(raw: Path) -> Any:
    built = filing.build_file(raw, raw.parent / "out")
    assert not built.failures
    return built.warnings


def test_a_rendered_file_has_its_own_lines(tmp_path: Path) -> None:
    text = tmp_path / "text.md"
    text.write_text("# 概况 {.entry}\n\n全县有水库。\n灌区\U0003ffe0处。\n", encoding="utf-8")
    (warning,) = filing.render_file(text, ["pdf"], tmp_path / "out").warnings
    assert (warning.place, warning.message[:25]) == (f"{text}:4:3", "no font that is installed")


def test_the_doctor_names_fall_backs_and_their_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    def without(families: Any) -> tuple[str, ...]:
        return tuple(name for name in families if name.startswith("HanaMin"))

    monkeypatch.setattr("typeset.editions.fonts.not_installed", without)
    item = next(item for item in doctor.examine() if item.name == "fall-backs of yearbook")
    assert (item.well, item.state, item.exit_code) == (False, "missing: HanaMinA, HanaMinB", 1)
    assert item.remedy == "apt-get install fonts-hanazono (Debian, Ubuntu)"


def test_a_theme_of_ones_own_names_more(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    settings = own / "theme.toml"
    settings.write_text('extends = "yearbook"\n[fallback]\nprivate = ["OpenSymbol"]\n', encoding="utf-8")
    theme = load_theme("own", tmp_path)
    assert theme.fallback == THEME.fallback.model_copy(update={"private": ("OpenSymbol",)})
    assert theme.families("heading") == (
        "Noto Sans CJK SC", "DejaVu Sans", "Noto Serif CJK SC", "DejaVu Serif", "OpenSymbol", "HanaMinA",
        "HanaMinB", "LXGW WenKai", "Symbola",
    )  # fmt: skip
    assert all(f'"{name}"' in custom_properties(theme) for name in theme.families("heading"))
    settings.write_text('extends = "yearbook"\n[fallback]\nhans = ["HanaMinA"]\n', encoding="utf-8")
    with pytest.raises(SettingsError, match=r"fallback\.hans") as caught:
        load_theme("own", tmp_path)
    assert "'han'" in caught.value.remedy


def test_what_is_not_installed() -> None:
    names = ["Noto Serif CJK SC", "No Such", "霞鹜文楷", "noto sans cjk sc", "A:B-,c"]
    assert not_installed(names) == ("No Such", "A:B-,c")
    assert how_to_install(["HanaMinA", "LXGW WenKai", "X"]) == (
        "apt-get install fonts-hanazono fonts-lxgw-wenkai (Debian, Ubuntu), "
        "brew install --cask font-lxgw-wenkai (macOS), install the families X"
    )
