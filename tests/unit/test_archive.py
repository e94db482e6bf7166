"""The file for an archive: PDF/A-3u with the text that it was made from."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator

import pikepdf
import pytest
from PIL import Image, ImageCms

import typeset
from tests.documents import paragraph
from tests.editions_text import pdf_generated, pdf_text
from tests.variants import BOOK, MEANS, TEI, THEME, book, images, operators, ordinary
from typeset.editions.output_intent import find_intent
from typeset.editions.pdf import render_pdf
from typeset.editions.pdf_variants import Variant, variant_pdf
from typeset.model import Document, Entry, Figure
from typeset.printed_words import plain_text


@pytest.fixture(scope="module")
def archive() -> bytes:
    return book(Variant.ARCHIVE)


@pytest.fixture
def opened(archive: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(archive)) as pdf:
        yield pdf


def test_it_says_what_it_is(archive: bytes, opened: pikepdf.Pdf) -> None:
    with opened.open_metadata() as xmp:
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("3", "U")
        assert xmp["dc:title"] == str(opened.docinfo["/Title"]) == "水利　青川县年鉴2019"
    assert not opened.is_encrypted and "/ID" in opened.trailer
    plain = opened.Root.Metadata.read_raw_bytes()
    assert plain.startswith(b"<?xpacket begin=") and "/Filter" not in opened.Root.Metadata
    assert archive.startswith(b"%PDF-1.7\n%") and all(byte > 127 for byte in archive[10:14])


def test_the_text_is_attached(opened: pikepdf.Pdf) -> None:
    (file,) = opened.Root.AF.as_list()
    assert str(file.AFRelationship) == "/Source" and str(file.UF) == str(file.F) == "book.xml"
    assert file.EF.F.read_bytes() == file.EF.UF.read_bytes() == TEI
    assert str(file.EF.F.Subtype) == "/application/tei+xml"
    assert bytes(file.EF.F.Params.CheckSum) == hashlib.md5(TEI).digest()
    assert opened.attachments["book.xml"].get_file().read_bytes() == TEI


def test_colours_are_those_of_the_intent(archive: bytes, opened: pikepdf.Pdf) -> None:
    (intent,) = opened.Root.OutputIntents.as_list()
    assert str(intent.S) == "/GTS_PDFA1" and int(intent.DestOutputProfile.N) == 3
    profile = ImageCms.getOpenProfile(io.BytesIO(intent.DestOutputProfile.read_bytes())).profile
    assert profile.xcolor_space == "RGB " and "sRGB" in str(profile.profile_description)
    set_by = {operator: operands for _, operator, operands in operators(archive)}
    assert not {"k", "K", "cs", "CS", "scn", "SCN"} & set(set_by)
    greys = {float(operands[0]) for _, operator, operands in operators(archive) if operator == "g"}
    assert greys == {0, 0.4, 0.9}  # text, the rule of the running head, frames


def test_pictures_keep_their_numbers(opened: pikepdf.Pdf) -> None:
    with pikepdf.open(io.BytesIO(ordinary().data)) as before:
        for name, item in images(opened).items():
            assert item.read_raw_bytes() == images(before)[name].read_raw_bytes()
            assert not item.Interpolate and not item.get("/SMask", pikepdf.Dictionary()).get("/Interpolate")
    inks = images(opened)["inks.jpg"].ColorSpace
    assert str(inks[0]) == "/ICCBased" and inks[1].read_bytes() == find_intent().data


def test_a_pictures_own_profile_goes_with_it() -> None:
    own = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    out = io.BytesIO()
    Image.new("RGB", (400, 300), "red").save(out, "PNG", icc_profile=own)
    document = Document("", children=(Entry("e", None, (Figure("f", (), None, "p.png"),)),))
    pdf = render_pdf(document, THEME, {"p.png": out.getvalue()})
    with pikepdf.open(io.BytesIO(variant_pdf(pdf, document, THEME, Variant.ARCHIVE, MEANS))) as archived:
        (item,) = archived.pages[-1].Resources.XObject.values()
        assert str(item.ColorSpace[0]) == "/ICCBased" and item.ColorSpace[1].read_bytes() == own


def test_every_font_says_its_text(opened: pikepdf.Pdf) -> None:
    fonts = opened.pages[0].Resources.Font
    assert len(fonts) >= 4
    for font in fonts.values():
        assert "/ToUnicode" in font and str(font.Encoding) == "/Identity-H"
        descriptor = font.DescendantFonts[0].FontDescriptor
        assert "/FontFile2" in descriptor or "/FontFile3" in descriptor


def test_a_run_that_shows_nothing_is_no_missing_glyph() -> None:
    """A space alone on its line is said by a glyph that the font has (6.2.11.8)."""
    words = "长" * 21 + "\u3000" + "长" * 30 + " " + "水" * 10 + "\u200d"
    document = Document("", children=(Entry("e", None, (paragraph(words), paragraph("\u200d"))),))
    data = typeset.render(document, THEME, "archive.pdf")
    assert pdf_text(data) == plain_text(document).replace("\n", "")
    codes = {bytes(part)[index : index + 2] for _, operator, operands in operators(data) if operator == "TJ"
             for part in operands[0].as_list() if isinstance(part, pikepdf.String)
             for index in range(0, len(bytes(part)), 2)}  # fmt: skip
    assert codes and b"\0\0" not in codes
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert list(pdf.attachments) == ["document.md"]


def test_links_are_printed_and_nothing_runs(opened: pikepdf.Pdf) -> None:
    flags = [
        int(item.F) for page in opened.pages for item in page.obj.get("/Annots", pikepdf.Array()).as_list()
    ]
    assert flags and set(flags) == {4}
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(opened.Root.keys())
    assert "/JavaScript" not in opened.Root.Names


def test_what_is_said_is_the_ordinary_files(archive: bytes) -> None:
    assert pdf_text(archive) == plain_text(BOOK).replace("\n", "")
    assert pdf_generated(archive) == pdf_generated(ordinary().data)
