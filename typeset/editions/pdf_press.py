"""A finished PDF → the file for the press: PDF/X-4 (ISO 15930-7) for one printing condition.

The sheet is larger than the page: around the trim are the bleed, then crop and registration marks and a line
that says what page it is, in all inks (Separation /All). Text and rules are black alone and overprint.
Pictures in RGB are converted to the inks of the condition; what is grey stays grey. Links go, for nothing
may be annotated on what is printed; and tags, which no press reads.
"""

from __future__ import annotations

import hashlib
import io
import logging
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from typeset.compose.metrics import Family
from typeset.editions.output_intent import OutputIntent, profile_name
from typeset.editions.pdf_colours import entry
from typeset.editions.pdf_finish import dated, saved
from typeset.editions.pdf_structure import Placed
from typeset.editions.pictures import Picture
from typeset.editions.press_inks import blend_in_inks, convert_pictures, separate, upright
from typeset.editions.press_marks import SLUG, press_marks
from typeset.theme import POINTS_PER_MM

if TYPE_CHECKING:
    import pikepdf

LEAST_RESOLUTION = 200
"""In dots per inch at the printed size, below which screens of 60 to 70 lines per cm show the dots; 300 are
asked for."""
_LOGGER = logging.getLogger("typeset")


@dataclass(frozen=True, slots=True)
class Press:
    """What a file is printed under: ``bleed`` in mm; ``name`` is what its sheets are called, ``font`` sets
    that."""

    intent: OutputIntent
    bleed: float
    name: str
    font: Family


def press_pdf(
    ordinary: bytes, press: Press, pictures: Mapping[str, Picture], placed: Sequence[Placed]
) -> bytes:
    """``pictures`` are by their address, ``placed`` where they stand. A picture with too few dots is a
    warning, for there may be no better one; so is one in the inks of another press."""
    import pikepdf

    with pikepdf.open(io.BytesIO(ordinary)) as pdf:
        _warn_of_resolution(pictures, placed)
        _warn_of_other_inks(pictures, press.intent)
        convert_pictures(pdf, press.intent, {item.resource: item.data for item in pictures.values()})
        separate(pdf, press.intent)
        blend_in_inks(pdf)
        _without_reader_things(pdf)
        _enlarge(pdf, press)
        _claim(pdf, press.intent, ordinary)
        return saved(pdf, version="1.6")


# ---- pictures


def _warn_of_resolution(pictures: Mapping[str, Picture], placed: Sequence[Placed]) -> None:
    least: dict[str, float] = {}
    for place in placed:
        picture = pictures.get(place.address)
        if picture is not None and place.width and place.height:
            width, height = upright(picture.data).size
            dots = min(width / place.width, height / place.height) * 72
            least[picture.name] = min(dots, least.get(picture.name, dots))
    for name, dots in least.items():
        if dots < LEAST_RESOLUTION:
            _LOGGER.warning(
                "the picture %r has %d dots per inch at its printed size; a press needs 300, and at least %d",
                name, dots, LEAST_RESOLUTION,
            )  # fmt: skip


def _warn_of_other_inks(pictures: Mapping[str, Picture], intent: OutputIntent) -> None:
    for picture in pictures.values():
        image = upright(picture.data)
        made_for = profile_name(image.info.get("icc_profile") or b"") if image.mode == "CMYK" else ""
        if made_for and made_for != intent.name:
            _LOGGER.warning(
                "the picture %r is in the inks of %r and is printed with these numbers by %r",
                picture.name, made_for, intent.name,
            )  # fmt: skip


# ---- the sheet


def _without_reader_things(pdf: pikepdf.Pdf) -> None:
    for key in ("/StructTreeRoot", "/MarkInfo"):
        del pdf.Root[key]
    if "/Names" in pdf.Root:
        del pdf.Root.Names
    for page in pdf.pages:
        for key in ("/Annots", "/StructParents", "/Tabs"):
            if key in page.obj:
                del page.obj[key]


def _enlarge(pdf: pikepdf.Pdf, press: Press) -> None:
    """Every page to a sheet with room for the marks; bookmarks still lead where they led."""
    import pikepdf

    bleed = press.bleed * POINTS_PER_MM
    margin = bleed + SLUG
    marks = pikepdf.Array([
        pikepdf.Name.Separation, pikepdf.Name.All, pikepdf.Name.DeviceCMYK,
        pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1),
    ])  # fmt: skip
    for resources in {page.obj.Resources.objgen: page.obj.Resources for page in pdf.pages}.values():
        entry(resources, "/ColorSpace")["/all"] = pdf.make_indirect(marks)
    count = len(pdf.pages)
    for number, page in enumerate(pdf.pages, 1):
        width, height = (float(length) for length in page.obj.MediaBox.as_list()[2:])
        words = f"{press.name}　{page.label}　{number}/{count}"
        drawn = press_marks(width, height, bleed, words, press.font)
        content = page.obj.Contents.read_bytes()
        move = b"q\n1 0 0 1 %s %s cm\n" % ((f"{margin:.4f}".encode(),) * 2)
        page.obj.Contents.write(move + content + b"\nQ\n" + move + drawn + b"Q\n")
        page.obj.MediaBox = _box(0, 0, width + 2 * margin, height + 2 * margin)
        page.obj.BleedBox = _box(SLUG, SLUG, width + 2 * bleed + SLUG, height + 2 * bleed + SLUG)
        page.obj.TrimBox = _box(margin, margin, width + margin, height + margin)
    for item in _bookmarks(pdf):
        item.Dest[2], item.Dest[3] = (float(item.Dest[place]) + margin for place in (2, 3))


def _box(*corners: float) -> pikepdf.Array:
    import pikepdf

    return pikepdf.Array([round(corner, 4) for corner in corners])


def _bookmarks(pdf: pikepdf.Pdf) -> Iterator[Any]:
    waiting = [pdf.Root.Outlines.First] if "/First" in pdf.Root.get("/Outlines", {}) else []
    while waiting:
        item = waiting.pop()
        yield item
        waiting += [item[key] for key in ("/Next", "/First") if key in item]


# ---- what the file says of itself


def _claim(pdf: pikepdf.Pdf, intent: OutputIntent, ordinary: bytes) -> None:
    import pikepdf

    profile = pdf.make_stream(intent.data, N=4)
    pdf.Root.OutputIntents = pikepdf.Array([
        pikepdf.Dictionary(
            Type=pikepdf.Name.OutputIntent, S=pikepdf.Name.GTS_PDFX, DestOutputProfile=profile,
            OutputConditionIdentifier=pikepdf.String(intent.name), Info=pikepdf.String(intent.name),
        )
    ])  # fmt: skip
    digest = hashlib.sha256(ordinary + intent.data).hexdigest()
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=True) as xmp:
        dated(xmp)
        xmp["xmp:MetadataDate"] = xmp["xmp:ModifyDate"]
        xmp["pdfxid:GTS_PDFXVersion"] = "PDF/X-4"
        xmp["pdf:Trapped"] = "False"
        xmp["xmpMM:DocumentID"] = f"uuid:{uuid.uuid5(uuid.NAMESPACE_OID, digest)}"
        xmp["xmpMM:RenditionClass"] = "default"
        xmp["xmpMM:VersionID"] = "1"
    pdf.docinfo["/Trapped"] = pikepdf.Name("/False")
    pdf.docinfo["/GTS_PDFXVersion"] = pikepdf.String("PDF/X-4")  # where programs of before 2008 look for it
