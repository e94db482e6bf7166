"""Pictures of every kind that a scanner or a camera makes, as they come out for readers and the press."""

from __future__ import annotations

import io
import logging
import re
import shutil
import struct
import subprocess
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image, ImageCms

from tests.variants import MEANS, THEME
from typeset.editions.output_intent import find_intent
from typeset.editions.pdf import render_pdf
from typeset.editions.pdf_pictures import drawable
from typeset.editions.pdf_variants import Variant, variant_pdf
from typeset.model import Document, Entry, Figure

needs_ghostscript = pytest.mark.skipif(shutil.which("gs") is None, reason="ghostscript is not installed")

WIDTH, HEIGHT = 600, 400
UP = Image.linear_gradient("L").resize((WIDTH, HEIGHT))
"""Black at the head, white at the foot."""
COLOURS = Image.merge("RGB", (UP, UP.transpose(Image.Transpose.ROTATE_180), UP))
SIDEWAYS = 6
"""The EXIF value of a picture whose head is at its right."""


def file(image: Image.Image, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def grey_16() -> Image.Image:
    rows = (struct.pack("<H", round(y * 65535 / (HEIGHT - 1))) * WIDTH for y in range(HEIGHT))
    return Image.frombytes("I;16", (WIDTH, HEIGHT), b"".join(rows))


def turned() -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = SIDEWAYS
    return exif


def in_lab() -> Image.Image:
    lab: Any = ImageCms.createProfile("LAB")
    made = ImageCms.profileToProfile(COLOURS, ImageCms.createProfile("sRGB"), lab, outputMode="LAB")
    assert made is not None
    return made


def with_alpha(mode: str) -> Image.Image:
    image = (UP if mode == "L" else COLOURS).copy()
    image.putalpha(UP)
    return image


PICTURES: dict[str, Callable[[], bytes]] = {
    "16 bits": lambda: file(grey_16(), "PNG"),
    "16 bits in TIFF": lambda: file(grey_16(), "TIFF"),
    "grey": lambda: file(UP, "PNG"),
    "one bit": lambda: file(UP.convert("1"), "PNG"),
    "one bit of a fax": lambda: file(UP.convert("1"), "TIFF", compression="group4"),
    "palette": lambda: file(COLOURS.quantize(64), "PNG"),
    "palette with a clear colour": lambda: file(COLOURS.quantize(64), "PNG", transparency=3),
    "alpha": lambda: file(with_alpha("RGB"), "PNG"),
    "grey with alpha": lambda: file(with_alpha("L"), "PNG"),
    "photograph": lambda: file(COLOURS, "JPEG", quality=95),
    "progressive": lambda: file(COLOURS, "JPEG", progressive=True, quality=95),
    "turned": lambda: file(COLOURS, "JPEG", exif=turned(), quality=95),
    "grey, turned": lambda: file(UP, "JPEG", exif=turned(), quality=95),
    "inks": lambda: file(COLOURS.convert("CMYK"), "JPEG", quality=95),
    "inks, turned": lambda: file(COLOURS.convert("CMYK"), "JPEG", exif=turned(), quality=95),
    "inks in TIFF": lambda: file(COLOURS.convert("CMYK"), "TIFF"),
    "Lab": lambda: file(in_lab(), "TIFF"),
    "WebP": lambda: file(COLOURS, "WEBP", lossless=True),
}  # fmt: skip


def drawn(name: str, data: bytes, variant: Variant) -> bytes:
    document = Document("", children=(Entry("e", None, (Figure("f", (), None, name),)),))
    return variant_pdf(render_pdf(document, THEME, {name: data}), document, THEME, variant, MEANS)


def printed(press: bytes, folder: Path) -> list[tuple[int, ...]]:
    """The inks of a file's picture, from 0 to 255, at its head, its middle and its foot, by ghostscript."""
    with pikepdf.open(io.BytesIO(press)) as pdf:
        [picture] = pdf.pages[0].Resources.XObject.values()
        if "/SMask" in picture:
            del picture["/SMask"]
        alone = pikepdf.new()
        alone.add_blank_page(page_size=(90, 90))
        page = alone.pages[0].obj
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=alone.copy_foreign(picture)))
        page.Contents = alone.make_stream(b"90 0 0 90 0 0 cm /X Do")
        alone.save(folder / "alone.pdf")
    command = ["gs", "-q", "-dSAFER", "-r72", "-sDEVICE=pamcmyk32", "-o", "-", str(folder / "alone.pdf")]
    samples = subprocess.run(command, check=True, capture_output=True).stdout.partition(b"ENDHDR\n")[2]
    return [tuple(samples[4 * (90 * y + 45) :][:4]) for y in (2, 45, 87)]


TURNED = {name for name in PICTURES if "turned" in name}
GREY = {name for name in PICTURES if name.startswith(("grey", "16", "one"))}


@needs_ghostscript
@pytest.mark.parametrize("name", PICTURES)
def test_the_numbers_that_reach_the_plates(name: str, tmp_path: Path) -> None:
    """What is grey is black alone, and as dark as it was; what has a hue is in the inks that the profile
    gives for it; what is in inks is in these. Within what a palette, a screen and a JPEG lose."""
    found = printed(drawn(name, PICTURES[name](), Variant.PRESS), tmp_path)
    shares = (0.02, 0.5, 0.97)
    if name in GREY:
        assert all(inks[:3] == (0, 0, 0) for inks in found)
        if not name.startswith("one"):
            expected = [128] * 3 if name in TURNED else [round(255 * (1 - share)) for share in shares]
            assert [inks[3] for inks in found] == pytest.approx(expected, abs=6)
        return
    source = COLOURS.resize((90, 90))
    if name in TURNED:
        source = source.transpose(Image.Transpose.ROTATE_270)
    inks = source.convert("CMYK") if name.startswith("inks") else find_intent().of_picture(source)
    want = [inks.getpixel((45, y)) for y in (2, 45, 87)]
    assert all(
        one == pytest.approx(other, abs=14) for one, other in zip(found, want, strict=True)
    )  # fmt: skip


@pytest.mark.parametrize("name", PICTURES)
def test_readers_and_archives_show_them(name: str) -> None:
    """In a colour space that has as many parts as the pixels of the file."""
    with pikepdf.open(io.BytesIO(drawn(name, PICTURES[name](), Variant.ARCHIVE))) as pdf:
        [picture] = pdf.pages[0].Resources.XObject.values()
        assert isinstance(picture, pikepdf.Stream)
        pixels = pikepdf.PdfImage(picture)
        size = (HEIGHT, WIDTH) if name in TURNED else (WIDTH, HEIGHT)
        assert (pixels.width, pixels.height) == size and not picture.Interpolate
        parts = {"/DeviceGray": 1, "/DeviceRGB": 3}
        space = picture.ColorSpace
        count = int(space[1].N) if isinstance(space, pikepdf.Array) else parts[str(space)]
        if picture.Filter == "/FlateDecode":
            assert len(picture.read_bytes()) == count * WIDTH * HEIGHT


def test_what_can_be_drawn_stays_as_it_came() -> None:
    same = {name for name, make in PICTURES.items() if drawable(data := make()).data == data}
    made = {"16 bits", "16 bits in TIFF", "Lab", "inks in TIFF", *TURNED}
    assert same == set(PICTURES) - made


def test_sixteen_bits_are_scaled_and_not_cut_off() -> None:
    data = drawable(file(grey_16(), "PNG")).data
    assert data
    with Image.open(io.BytesIO(data)) as image:
        column = [image.getpixel((0, y)) for y in range(HEIGHT)]
    assert image.mode == "L" and column == [round(y * 255 / (HEIGHT - 1)) for y in range(HEIGHT)]


def test_a_turned_photograph_keeps_its_profile() -> None:
    own = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = drawable(file(COLOURS, "JPEG", exif=turned(), icc_profile=own)).data
    assert data
    with Image.open(io.BytesIO(data)) as image:
        assert image.info["icc_profile"] == own and image.size == (HEIGHT, WIDTH)
        assert not image.getexif().get(0x0112)


def broken_inside(data: bytes) -> bytes:
    return data[:300] + bytes(20) + data[320:]


DAMAGED = [
    ("cut off", file(COLOURS, "JPEG")[:4000], "is damaged, and printed as far as it can be read", True),
    ("cut off", file(COLOURS, "PNG")[:800], "is damaged, and printed as far as it can be read", True),
    ("broken inside", broken_inside(file(COLOURS, "PNG")), "is damaged", True),
    ("floats", file(UP.convert("F"), "TIFF"), "pixels of a kind that cannot be drawn (F)", False),
    ("drawing", b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', "is no picture", False),
    ("empty", b"", "is no picture in a format that can be read; a frame", False),
]


@pytest.mark.parametrize(("name", "data", "said", "is_drawn"), DAMAGED)
def test_what_is_wrong_with_a_picture_is_said(
    name: str, data: bytes, said: str, is_drawn: bool, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, logger="typeset"):
        pdf = drawn(name, data, Variant.PRESS)
    assert any(name in message and said in message for message in caplog.messages)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert bool(opened.pages[0].Resources.get("/XObject", {})) is is_drawn


def test_a_large_plan_is_no_attack(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pillow warns of many pixels, and refuses twice as many."""
    data = file(COLOURS, "PNG")
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", WIDTH * HEIGHT - 1)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert drawable(data).data == data
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1000)
    assert re.search("too many pixels", drawable(data).problem)
