"""The file for the press: what a printer's own preflight would ask."""

from __future__ import annotations

import dataclasses
import io
import logging
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image, ImageCms

from tests.documents import SAMPLE
from tests.editions_text import pdf_generated, pdf_text
from tests.variants import BOOK, MEANS, THEME, book, images, made, operators, ordinary
from typeset.check.preflight_file import examine
from typeset.editions import output_intent
from typeset.editions.output_intent import OutputIntent, find_intent
from typeset.editions.pdf import render_pdf
from typeset.editions.pdf_colours import cmyk, grey_or_rgb, recolour
from typeset.editions.pdf_variants import Means, Variant, variant_pdf
from typeset.errors import MissingLibraryError, SettingsError
from typeset.model import Document, Entry, Figure
from typeset.printed_words import plain_text
from typeset.theme import POINTS_PER_MM

needs_ghostscript = pytest.mark.skipif(
    shutil.which("gs") is None and not os.environ.get("CI"), reason="ghostscript is not installed"
)
needs_qpdf = pytest.mark.skipif(
    shutil.which("qpdf") is None and not os.environ.get("CI"), reason="qpdf is not installed"
)


@pytest.fixture(scope="module")
def press() -> bytes:
    return book(Variant.PRESS)


@pytest.fixture
def opened(press: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(press)) as pdf:
        yield pdf


@needs_ghostscript
def test_pages_without_pictures_are_black_alone(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(made(SAMPLE, Variant.PRESS))
    pages = inks(path, "-dUseTrimBox")
    assert len(pages) == 2
    assert all(page[:3] == [0, 0, 0] and page[3] > 0.001 for page in pages)
    assert all(min(page) > 0.0001 for page in inks(path))  # with the marks around them


def inks(path: Path, *options: str) -> list[list[float]]:
    """Of each page the part that each ink covers."""
    command = ["gs", "-q", "-dSAFER", *options, "-o", "-", "-sDEVICE=inkcov", str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return [[float(ink) for ink in line.split()[:4]] for line in done.stdout.splitlines() if "OK" in line]


@needs_qpdf
@pytest.mark.parametrize("variant", Variant)
def test_qpdf_has_nothing_to_say(variant: Variant, tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(book(variant))
    done = subprocess.run(["qpdf", "--check", str(path)], check=False, capture_output=True, text=True)
    assert done.returncode == 0 and "No syntax or stream encoding errors" in done.stdout, done.stderr


def test_the_boxes_leave_room_for_bleed_and_marks(opened: pikepdf.Pdf) -> None:
    bleed = THEME.page.bleed * POINTS_PER_MM
    for page in opened.pages:
        media, bled, trim = (
            [float(edge) for edge in box] for box in (page.obj.MediaBox, page.obj.BleedBox, page.obj.TrimBox)
        )
        size = [trim[2] - trim[0], trim[3] - trim[1]]
        assert size == pytest.approx(THEME.page_points, abs=0.01)
        assert [t - b for t, b in zip(trim[:2], bled[:2], strict=True)] == pytest.approx(
            [bleed] * 2, abs=0.01
        )
        assert [b - t for t, b in zip(trim[2:], bled[2:], strict=True)] == pytest.approx(
            [bleed] * 2, abs=0.01
        )
        assert media[:2] == [0, 0] and bled[0] >= 7 * POINTS_PER_MM
        assert media[2] - bled[2] == pytest.approx(bled[0], abs=0.01)


def test_marks_are_in_all_inks_and_outside_the_bleed(opened: pikepdf.Pdf) -> None:
    colour = opened.pages[0].Resources.ColorSpace["/all"]
    assert [str(part) for part in (colour[0], colour[1], colour[2])] == ["/Separation", "/All", "/DeviceCMYK"]
    bleed = THEME.page.bleed * POINTS_PER_MM
    width, height = THEME.page_points
    for page in opened.pages:
        marks = page.Contents.read_bytes().rpartition(b"/Artifact BMC")[2]
        points = [(float(x), float(y)) for x, y in re.findall(rb"(-?\d+\.\d+) (-?\d+\.\d+)(?= |\n)", marks)]
        assert len(points) > 100
        for x, y in points:
            assert not (-bleed < x < width + bleed and -bleed < y < height + bleed)


def test_corners_and_sides_are_marked(opened: pikepdf.Pdf) -> None:
    marks = opened.pages[0].Contents.read_bytes().rpartition(b"/Artifact BMC")[2].decode()
    width, height = THEME.page_points
    strokes = [
        tuple(float(number) for number in line.split() if number not in ("m", "l", "S"))
        for line in marks.splitlines()
        if re.fullmatch(r"[-\d. ]+ m [-\d. ]+ l S", line)
    ]
    corners = {(x1, "x") for x1, _, x2, _ in strokes if x1 == x2} | {
        (y1, "y") for _, y1, _, y2 in strokes if y1 == y2
    }
    for edge in (0.0, round(width, 3)):
        assert (edge, "x") in corners
    for edge in (0.0, round(height, 3)):
        assert (edge, "y") in corners
    assert marks.count(" c\n") >= 16 and len(strokes) == 8 + 8


def test_text_and_rules_overprint_and_pictures_do_not(press: bytes) -> None:
    over = None
    painted = set()
    for _, operator, operands in operators(press):
        if operator == "gs" and str(operands[0]) in ("/over", "/knock"):
            over = str(operands[0]) == "/over"
        elif operator in ("k", "K"):
            inks = [float(ink) for ink in operands]
            assert over is (inks[:3] == [0, 0, 0] and inks[3] > 0)
        elif operator in ("TJ", "f", "S", "B"):
            painted.add((operator, over))
    assert ("TJ", True) in painted and ("TJ", False) not in painted
    with pikepdf.open(io.BytesIO(press)) as pdf:
        state = pdf.pages[0].Resources.ExtGState["/over"]
        assert (bool(state.OP), bool(state.op), int(state.OPM)) == (True, True, 1)


def test_no_colour_but_the_inks_of_the_intent(press: bytes) -> None:
    named = {(operator, str(ops[0])) for _, operator, ops in operators(press) if operator in ("cs", "CS")}
    assert named == {("cs", "/all"), ("CS", "/all")}
    assert not {operator for _, operator, _ in operators(press)} & {"rg", "RG", "g", "G"}


def test_the_intent_is_told(opened: pikepdf.Pdf) -> None:
    (intent,) = opened.Root.OutputIntents.as_list()
    assert str(intent.S) == "/GTS_PDFX"
    assert (
        intent.DestOutputProfile.read_bytes() == find_intent().data and int(intent.DestOutputProfile.N) == 4
    )
    assert str(intent.OutputConditionIdentifier) == find_intent().name != ""


def test_the_file_says_what_it_is(opened: pikepdf.Pdf) -> None:
    assert opened.pdf_version == "1.6" and str(opened.docinfo["/Trapped"]) == "/False"
    assert str(opened.docinfo["/Title"]) == "水利　青川县年鉴2019"
    with opened.open_metadata() as xmp:
        assert xmp["pdfxid:GTS_PDFXVersion"] == "PDF/X-4"
        assert re.fullmatch(r"uuid:[0-9a-f-]{36}", str(xmp["xmpMM:DocumentID"]))
        dates = {str(xmp[f"xmp:{name}Date"]) for name in ("Create", "Modify", "Metadata")}
        assert len(dates) == 1 and xmp["xmpMM:VersionID"] == "1" and xmp["pdf:Trapped"] == "False"
    assert not any("/Annots" in page.obj for page in opened.pages)
    assert [page.label for page in opened.pages][:2] == ["231", "232"]


def test_bookmarks_lead_where_they_led(opened: pikepdf.Pdf) -> None:
    move = float(opened.pages[0].TrimBox[0])
    with pikepdf.open(io.BytesIO(ordinary().data)) as before:
        places = [_destinations(pdf) for pdf in (before, opened)]
    assert len(places[0]) > 6
    for (title, page, x, y), moved in zip(*places, strict=True):
        assert moved == (title, page, pytest.approx(x + move, abs=0.01), pytest.approx(y + move, abs=0.01))


def _destinations(pdf: pikepdf.Pdf) -> list[tuple[str, int, float, float]]:
    found = []
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    waiting: list[Any] = [pdf.Root.Outlines.First]
    while waiting:
        item = waiting.pop()
        found.append((str(item.Title), pages[item.Dest[0].objgen], float(item.Dest[2]), float(item.Dest[3])))
        waiting += [item[key] for key in ("/Next", "/First") if key in item]
    return found


def test_fonts_are_embedded_and_none_is_type_3(opened: pikepdf.Pdf) -> None:
    for font in opened.pages[0].Resources.Font.values():
        descriptor = font.DescendantFonts[0].FontDescriptor
        assert str(font.Subtype) == "/Type0" and ("/FontFile2" in descriptor or "/FontFile3" in descriptor)


# ---- pictures


def test_pictures_are_in_inks_and_what_is_grey_is_grey(opened: pikepdf.Pdf) -> None:
    spaces = {name: str(item.ColorSpace) for name, item in images(opened).items()}
    assert spaces == {
        "rgb.jpg": "/DeviceCMYK", "rgb.png": "/DeviceCMYK",
        "clear.png": "/DeviceCMYK", "inks.jpg": "/DeviceCMYK",
        "grey.png": "/DeviceGray", "grey-in-rgb.png": "/DeviceGray", "small.png": "/DeviceGray",
    }  # fmt: skip
    assert "/SMask" in images(opened)["clear.png"]


def test_colours_are_those_of_the_profile(opened: pikepdf.Pdf) -> None:
    """Bytes are inks, also in a JPEG, which has them upside down and says so."""
    drawn = images(opened)
    flat = Image.frombytes("CMYK", (900, 600), drawn["rgb.png"].read_bytes())
    source = Image.merge("RGB", _channels())
    there = ImageCms.profileToProfile(
        source, ImageCms.createProfile("sRGB"), ImageCms.getOpenProfile(io.BytesIO(find_intent().data)),
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC, outputMode="CMYK",
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )  # fmt: skip
    assert there is not None
    places = [(10, 10), (450, 300), (880, 590)]
    assert [flat.getpixel(place) for place in places] == [there.getpixel(place) for place in places]
    assert [float(edge) for edge in drawn["rgb.jpg"].Decode] == [1, 0] * 4
    photo = pikepdf.PdfImage(drawn["rgb.jpg"])
    assert photo.filters == ["/DCTDecode"]


def _channels() -> tuple[Image.Image, Image.Image, Image.Image]:
    across = Image.linear_gradient("L").resize((900, 600))
    return across, across.transpose(Image.Transpose.ROTATE_180), across


@needs_ghostscript
def test_a_photograph_and_a_drawing_print_alike(press: bytes, tmp_path: Path) -> None:
    """The same picture as JPEG and as PNG, and in both files: the same inks within a few hundredths."""
    path = tmp_path / "x.pdf"
    found = []
    for name in ("rgb.jpg", "rgb.png"):
        with pikepdf.open(io.BytesIO(press)) as pdf:
            drawn = images(pdf)[name]
            page = pikepdf.new()
            page.add_blank_page(page_size=(100, 100))
            page.pages[0].obj.Resources = pikepdf.Dictionary(
                XObject=pikepdf.Dictionary(X=page.copy_foreign(drawn))
            )
            page.pages[0].obj.Contents = page.make_stream(b"100 0 0 100 0 0 cm /X Do")
            page.save(path)
        command = ["gs", "-q", "-dSAFER", "-o", "-", "-sDEVICE=ink_cov", str(path)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        found.append([float(ink) for ink in done.stdout.split()[:4]])
    assert found[0] == pytest.approx(found[1], abs=2.0) and sum(found[0]) > 50


def test_too_few_dots_are_a_warning(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="typeset"):
        variant_pdf(ordinary(), BOOK, THEME, Variant.PRESS, MEANS)
    (message,) = (record.getMessage() for record in caplog.records)
    assert "'small.png' has 28 dots per inch" in message and "200" in message


def test_inks_of_another_press_are_a_warning(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    intent = find_intent()
    other = OutputIntent(intent.data, "Another Press")
    out = io.BytesIO()
    Image.new("CMYK", (900, 600)).save(out, "JPEG", icc_profile=intent.data)
    document = Document("", children=(Entry("e", None, (Figure("f", (), None, "p.jpg"),)),))
    pdf = render_pdf(document, THEME, {"p.jpg": out.getvalue()})
    for own, count in ((intent, 0), (other, 1)):
        caplog.clear()
        with caplog.at_level(logging.WARNING, logger="typeset"):
            means = Means(partial(_same, own), MEANS.source)
            variant_pdf(pdf, document, THEME, Variant.PRESS, means)
        said = [record.getMessage() for record in caplog.records]
        assert len(said) == count and all("'Another Press'" in message for message in said)


def _same(intent: OutputIntent) -> OutputIntent:
    return intent


@needs_ghostscript
def test_preflight_finds_no_fault_in_it(press: bytes) -> None:
    """But the picture with too few dots; nor in the marks, which are in all inks."""
    pdf = render_pdf(SAMPLE, THEME, {})
    data = variant_pdf(pdf, SAMPLE, THEME, Variant.PRESS, MEANS)
    assert {finding.rule for finding in examine(data, "x.pdf", "pdfx4").findings} == set()
    assert {finding.rule for finding in examine(press, "x.pdf", "pdfx4").findings} == {"low-resolution"}


# ---- the condition


def test_what_is_said_is_the_ordinary_files(press: bytes) -> None:
    assert pdf_text(press) == plain_text(BOOK).replace("\n", "")
    assert pdf_generated(press) == pdf_generated(ordinary().data)


@pytest.mark.parametrize("variant", Variant)
def test_the_same_input_gives_the_same_bytes(variant: Variant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    undated = made(SAMPLE, variant)
    assert made(SAMPLE, variant) == undated
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600000000")
    dated = made(SAMPLE, variant)
    assert made(SAMPLE, variant) == dated != undated
    with pikepdf.open(io.BytesIO(dated)) as pdf:
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20200913122640")


def test_another_text_has_another_name() -> None:
    names = set()
    for title in ("水利", "交通"):
        with pikepdf.open(io.BytesIO(made(dataclasses.replace(SAMPLE, title=title), Variant.PRESS))) as pdf:
            names.add(str(pdf.open_metadata()["xmpMM:DocumentID"]))
    assert len(names) == 2


def test_a_profile_is_found_by_path_and_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = find_intent().data
    (tmp_path / "mine.icc").write_bytes(data)
    assert find_intent("mine.icc", tmp_path).data == data
    with pytest.raises(SettingsError, match="'mine'") as caught:
        find_intent("mine", tmp_path, "x.toml")
    assert caught.value.place == "x.toml"
    monkeypatch.setattr(output_intent, "_FOLDERS", (str(tmp_path),))
    assert find_intent("mine").data == find_intent("MINE.icc").data == data


def test_a_profile_that_is_for_no_press_is_an_error(tmp_path: Path) -> None:
    screen = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    (tmp_path / "screen.icc").write_bytes(screen.tobytes())
    (tmp_path / "none.icc").write_bytes(b"no profile")
    for name, said in (("screen.icc", "RGB"), ("none.icc", "no ICC profile")):
        with pytest.raises(SettingsError, match=said) as caught:
            find_intent(name, tmp_path, "x.toml")
        assert "printer" in caught.value.remedy


def test_a_missing_default_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(output_intent, "_FOLDERS", (str(tmp_path),))
    with pytest.raises(MissingLibraryError) as caught:
        find_intent()
    assert "libgs-common" in caught.value.remedy and "output-intent" in caught.value.remedy


def test_the_bleed_is_the_themes() -> None:
    page = THEME.page.model_copy(update={"bleed": 5})
    theme = THEME.model_copy(update={"page": page})
    data = variant_pdf(render_pdf(SAMPLE, theme, {}), SAMPLE, theme, Variant.PRESS, MEANS)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        first = pdf.pages[0]
        assert float(first.TrimBox[0]) - float(first.BleedBox[0]) == pytest.approx(
            5 * POINTS_PER_MM, abs=0.01
        )


def test_groups_and_tiles_are_in_inks_too() -> None:
    with pikepdf.new() as pdf:
        tile = pdf.make_stream(b"1 0 0 rg\n0 0 5 5 re\nf", PatternType=1, Resources=pikepdf.Dictionary())
        group = pdf.make_stream(
            b"0 0 1 RG\n0 0 m 5 5 l S", Subtype=pikepdf.Name.Form,
            Resources=pikepdf.Dictionary(Pattern=pikepdf.Dictionary(P=tile)),
        )  # fmt: skip
        page = pdf.add_blank_page()
        page.obj.Resources = pdf.make_indirect(pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=group)))
        page.obj.Contents = pdf.make_stream(b"/DeviceCMYK cs\n0 0 0 1 scn\n0.5 g")
        recolour(pdf, lambda parts, stroke: b"%d %d" % (len(parts), stroke))
        streams = (page.obj.Contents, group, tile)
        said = [stream.read_bytes().split(b"\n")[0] for stream in streams]
        assert said == [b"4 0", b"3 1", b"3 0"] and page.obj.Contents.read_bytes() == b"4 0\n1 0"


def test_colours_become_inks_and_inks_colours() -> None:
    intent: OutputIntent = find_intent()
    assert intent.of_colour(0.2, 0.2, 0.2) == (0, 0, 0, 0.8)
    red = intent.of_colour(1, 0, 0)
    assert red[0] < 0.2 < 0.8 < min(red[1], red[2])
    assert cmyk((0, 0, 0, 1), True) == b"0 0 0 1 K"
    colours = [(0.0, 0.0, 0.0, 0.6), (1.0, 0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (0.5,)]
    said = [grey_or_rgb(colour, False) for colour in colours]
    assert said == [b"0.4 g", b"0 1 1 rg", b"1 0 0 rg", b"0.5 g"]
