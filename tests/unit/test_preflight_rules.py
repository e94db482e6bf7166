"""Each rule of preflight beside those of the page: a file that breaks it, and one that keeps them all."""

from __future__ import annotations

import io
import json
import random
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from tests.broken import (
    BLEED,
    Change,
    another_size,
    compressed,
    draw,
    each_font,
    element,
    found,
    image,
    in_root,
    link,
    link_in_no_order,
    many_pages,
    not_embedded,
    on_page,
    overprint,
    postscript,
    saved,
    spot,
    type3,
    untitled,
    whole_file,
    without_unicode,
    xmp_without,
)
from tests.end_to_end.test_preflight import damaged
from typeset.check.preflight_file import examine, report_text, report_value
from typeset.check.preflight_report import report_html, thumbnails
from typeset.check.press import ink
from typeset.check.press.boxes import PageBoxes
from typeset.check.press.installed import fonts_with
from typeset.check.press.rules import PRESS, PROFILES
from typeset.errors import EmptyInputError, TypesetError


@pytest.fixture(scope="module")
def whole() -> bytes:
    return whole_file()


@pytest.fixture
def no_ink(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ghostscript takes most of the time, and only some tests are about it."""
    monkeypatch.setattr(ink, "measured", lambda path, pages, limit: ink.Ink(unknown="not asked"))


@pytest.mark.parametrize("profile", ["general", "pdfx4", "pdfa3u", "pdfua1"])
def test_a_file_without_faults_has_no_findings(whole: bytes, profile: str) -> None:
    assert found(whole, profile, signature=1) == []


BIG = Array([0, 0, 2000, 2000])
BREAKING: list[tuple[str, str, Change]] = [
    ("boxes-nested", "general", on_page("/TrimBox", BIG)),
    ("page-sizes", "general", another_size),
    ("no-trim", "pdfx4", on_page("/TrimBox", None)),
    ("no-trim", "pdfx4", on_page("/ArtBox", Array([0, 0, 500, 500]))),
    ("no-bleed", "pdfx4", on_page("/BleedBox", Array([0, 0, 595.276, 807.874]))),
    ("not-embedded", "general", not_embedded),
    ("type3", "general", type3),
    ("no-unicode", "general", without_unicode),
    ("notdef", "general", draw("BT /FONT <0000> Tj ET")),
    ("rgb-text", "general", draw("BT 0 0 0 rg /FONT <0001> Tj ET")),
    ("rgb-lines", "general", draw("1 0 0 RG 10 10 m 90 10 l S")),
    ("rich-text", "general", draw("BT .6 .5 .5 1 k /FONT <0001> Tj ET")),
    ("spot-colour", "pdfx4", draw("/Gold cs 1 scn 10 10 90 90 re f", ColorSpace=spot)),
    ("device-colour", "pdfx4", draw("1 0 0 rg 10 10 90 90 re f")),
    ("device-colour", "pdfa3u", draw("1 0 0 rg 10 10 90 90 re f")),
    ("white-overprint", "general", draw("/Over gs 0 0 0 0 k 10 10 90 90 re f", ExtGState=overprint)),
    ("black-knockout", "pdfx4", draw("0 1 0 0 k 10 10 90 90 re f BT 0 0 0 1 k /FONT <0001> Tj ET")),
    ("low-resolution", "general", draw("q 144 0 0 144 50 50 cm /Im Do Q", XObject=image(100))),
    ("rgb-image", "pdfx4", draw("q 72 0 0 72 50 50 cm /Im Do Q", XObject=image(300, "/DeviceRGB"))),
    ("no-intent", "pdfx4", in_root("/OutputIntents")),
    ("no-intent", "pdfa3u", in_root("/OutputIntents")),
    ("standard", "pdfx4", xmp_without("pdfxid:GTS_PDFXVersion")),
    ("standard", "pdfa3u", xmp_without("pdfaid:part")),
    ("standard", "pdfua1", xmp_without("pdfuaid:part")),
    ("metadata", "pdfx4", xmp_without("xmp:ModifyDate")),
    ("metadata", "pdfa3u", in_root("/Metadata")),
    ("actions", "pdfx4", in_root("/OpenAction", Dictionary(S=Name.JavaScript, JS=pikepdf.String("0")))),
    ("annotations", "pdfx4", link),
    ("annotations", "pdfa3u", link),
    ("annotations", "pdfua1", link),
    ("transfer", "pdfx4", in_root("/Thing", Dictionary(Type=Name.ExtGState, TR=Name.Identity))),
    ("lzw", "pdfa3u", compressed),
    ("external", "pdfx4", postscript),
    ("attachments", "pdfa3u", in_root("/Thing", Dictionary(Type=Name.Filespec, EF=Dictionary()))),
    ("title", "general", untitled),
    ("show-title", "pdfua1", in_root("/ViewerPreferences")),
    ("language", "general", in_root("/Lang")),
    ("bookmarks", "pdfua1", many_pages),
    ("labels", "pdfua1", many_pages),
    ("tags", "pdfua1", in_root("/StructTreeRoot")),
    ("untagged-content", "pdfua1", draw("!0 0 0 1 k 10 10 90 90 re f")),
    ("tag-roles", "pdfua1", element(S=Name.Chapter)),
    ("alternate", "pdfua1", element(S=Name.Figure)),
    ("heading-levels", "pdfua1", element(S=Name.H4)),
    ("table-heads", "pdfua1", element(S=Name.Table)),
    ("tab-order", "pdfua1", link_in_no_order),
]


@pytest.mark.parametrize(("rule", "profile", "change"), BREAKING)
def test_a_rule_that_is_broken(no_ink: None, whole: bytes, rule: str, profile: str, change: Change) -> None:
    with pikepdf.open(io.BytesIO(whole)) as pdf:
        change(pdf)
        data = saved(pdf, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    findings = found(data, profile)
    own = [finding for finding in findings if finding.rule == rule]
    assert own and {finding.severity for finding in own} == {PRESS[rule].profiles[profile]}


def test_rules_of_the_file_as_it_lies(no_ink: None, whole: bytes) -> None:
    """Its signature, ID, encryption and version."""
    assert [f.rule for f in found(whole, "general", signature=16)] == ["signature-pages"]
    assert "file-id" in {f.rule for f in found(re.sub(rb"/ID(?=\s*\[)", b"/XD", whole), "pdfx4")}
    with pikepdf.open(io.BytesIO(whole)) as pdf:
        locked = saved(pdf, encryption=pikepdf.Encryption(owner="x", user="", R=4), deterministic_id=False)
        assert "encrypted" in {f.rule for f in found(locked, "pdfa3u")}
        assert "version" in {f.rule for f in found(saved(pdf, force_version="2.0"), "pdfa3u")}


needs_ghostscript = pytest.mark.skipif(shutil.which("gs") is None, reason="ghostscript is not installed")


@needs_ghostscript
def test_ink(whole: bytes) -> None:
    with pikepdf.open(io.BytesIO(whole)) as pdf:
        draw("1 1 1 .2 k 100 200 72 36 re f")(pdf)
        data = saved(pdf)
    [finding] = [f for f in found(data, "general") if f.rule == "ink-limit"]
    assert (finding.page, finding.severity) == (1, "warning") and "320 %" in finding.message
    assert finding.box == pytest.approx((100 + BLEED, 200 + BLEED, 172 + BLEED, 236 + BLEED), abs=2.5)
    assert not [f for f in found(data, "general", limit=330) if f.rule == "ink-limit"]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.pages[0].obj.BleedBox = Array([0, 0, 595, 190])
        marks = saved(pdf)
    assert not [f for f in found(marks, "general") if f.rule == "ink-limit"]
    inks: Any = report_value(examine(data, "x", "general"))["press"]
    assert inks["ink"]["most"][0] == pytest.approx(320, abs=1)
    cyan, _, _, black = inks["ink"]["cover"][0]
    assert 0.003 < cyan < 0.01 < black


@needs_ghostscript
def test_ink_at_the_corner_of_the_bleed(whole: bytes) -> None:
    with pikepdf.open(io.BytesIO(whole)) as pdf:
        draw(f"1 1 1 .2 k -{BLEED} -{BLEED} 8 8 re f")(pdf)
        [finding] = [f for f in found(saved(pdf), "general") if f.rule == "ink-limit"]
    assert finding.box == pytest.approx((0, 0, 8, 8), abs=2.5)


def test_without_ghostscript_and_poppler(whole: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    result = examine(whole, "x.pdf", "general")
    assert result.findings == () and "ghostscript is not installed" in report_text(result)
    assert thumbnails(whole) == [] and "Neither pdftoppm nor ghostscript" in report_html(result, whole)


@needs_ghostscript
def test_a_file_that_ghostscript_cannot_draw(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(b"%PDF-1.4 no more")
    assert ink.measured(str(path), (PageBoxes(1, {}, 0),)).unknown


def test_a_missing_character_is_named_with_its_line(no_ink: None, whole: bytes) -> None:
    with pikepdf.open(io.BytesIO(whole)) as pdf:
        draw("BT /FONT <0000> Tj ET")(pdf)
        font = each_font(pdf)[0]
        cmap = font.ToUnicode.read_bytes()
        font.ToUnicode = pdf.make_stream(cmap.replace(b"endbfchar", b"<0000> <d842dfb7>\nendbfchar", 1))
        data = saved(pdf)
    [finding] = [f for f in found(data, "general") if f.rule == "notdef"]
    assert "𠮷 (U+20BB7)" in finding.message and "𠮷" in finding.place and finding.page == 1
    assert finding.place.startswith("entry 【")
    assert ("have it" in finding.message or "has it" in finding.message) is bool(fonts_with("𠮷"))
    assert finding.box and finding.box[:2] == pytest.approx((50 + BLEED, 50 + BLEED - 1.2), abs=0.1)


def test_the_report_marks_places_on_pictures(no_ink: None, whole: bytes) -> None:
    with pikepdf.open(io.BytesIO(whole)) as pdf:
        draw("BT 0 0 0 rg /FONT <0001> Tj ET")(pdf)
        data = saved(pdf)
    result = examine(data, "<b>.pdf", "general")
    report = report_html(result, data)
    assert report.count("data:image/png;base64,") == len(result.sheets)
    assert 'class="mark warning' in report and "rgb-text" in report and 'href="#f1"' in report
    assert "&lt;b&gt;.pdf" in report and "<b>.pdf" not in report
    assert not re.search(r"(?:src|href)=\"(?!data:|#)|url\(|@import|<script", report)


def test_the_verb(whole: bytes, tmp_path: Path) -> None:
    path, html = tmp_path / "x.pdf", tmp_path / "x.html"
    path.write_bytes(whole)
    command = [sys.executable, "-m", "typeset.cli", "preflight", str(path)]
    said = subprocess.run([*command, "--profile", "pdfx4"], capture_output=True, text=True, check=False)
    assert said.returncode == 0 and "says it keeps PDF/X-4, PDF/A-3u, PDF/UA-1" in said.stdout
    more = ["--profile", "general", "--signature", "16", "--json", "--html", str(html)]
    said = subprocess.run([*command, *more], capture_output=True, text=True, check=False)
    value = json.loads(said.stdout)
    assert said.returncode == 1 and value["findings"] == 1 and value["rules"]["signature-pages"] == 1
    assert value["found"][0]["severity"] == "warning" and html.read_text("utf-8").startswith(
        "<!doctype html>"
    )
    said = subprocess.run([*command, "--profile", "pdfx1"], capture_output=True, text=True, check=False)
    assert said.returncode == 2


def test_damage_is_a_fault_and_no_traceback(no_ink: None, whole: bytes) -> None:
    chance = random.Random(7)
    for profile in ("general", "pdfx4", "pdfa3u", "pdfua1") * 8:
        data = damaged(whole, chance)
        try:
            result = examine(data, "x.pdf", profile)
        except TypesetError as error:
            assert error.remedy
        else:
            assert report_text(result) and json.dumps(report_value(result))


def test_a_page_that_cannot_be_read_is_said(
    no_ink: None, whole: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(page: pikepdf.Page) -> None:
        raise pikepdf.PdfError("no end")

    monkeypatch.setattr("typeset.check.press.examine.paints", broken)
    assert {(f.rule, f.page) for f in found(whole, "pdfa3u")} >= {("unreadable", 1)}


def test_pages_without_chinese_text_are_examined_without_the_page(no_ink: None) -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(300, 300))
    assert [f.rule for f in found(saved(pdf), "general")] == ["title", "language"]
    with pytest.raises(EmptyInputError, match="no text"):
        examine(saved(pdf), "x.pdf")


def test_the_rules_are_in_the_docs() -> None:
    docs = (Path(__file__).resolve().parents[2] / "docs" / "preflight.md").read_text("utf-8")
    rows = re.findall(
        r"^\| `([a-z0-9-]+)` \| (.+?) \| (.*?) \| (.*?) \| (.*?) \| (.*?) \|$", docs, re.MULTILINE
    )
    written = {name: (meaning, *grave) for name, meaning, *grave in rows}
    profiles = ("general", "pdfx4", "pdfa3u", "pdfua1")
    assert written == {
        name: (rule.meaning, *(rule.profiles.get(profile, "") for profile in profiles))
        for name, rule in PRESS.items()
    }
    assert all(f"`{profile}`" in docs for profile in PROFILES)
