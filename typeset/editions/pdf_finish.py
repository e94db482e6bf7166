"""A PDF as WeasyPrint draws it → the file that goes out: exact text, boxes, labels, metadata, fixed bytes."""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from typeset.editions.folios import roman
from typeset.editions.html import file_title
from typeset.editions.pdf_structure import Boxes, write_structure
from typeset.editions.pdf_text import TextLayer
from typeset.model import Document

if TYPE_CHECKING:
    import pikepdf


def finished(drawn: bytes, boxes: Boxes, document: Document, folios: Sequence[str] = ()) -> bytes:
    """The finished file. ``boxes``: what was drawn; ``folios``: what is printed on the pages for a number."""
    import pikepdf

    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        write_structure(pdf, boxes, TextLayer(pdf).mend(boxes.runs))
        _set_boxes(pdf)
        _without_maps(pdf)
        _number_pages(pdf, folios or [str(document.metadata.first_page + n) for n in range(len(pdf.pages))])
        _describe(pdf, document)
        return saved(pdf)


def saved(pdf: pikepdf.Pdf, version: str = "") -> bytes:
    """The bytes of a file, the same for the same content; ``version`` of PDF, where it must be that."""
    import pikepdf

    out = io.BytesIO()
    pdf.save(
        out,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
        recompress_flate=True,
        force_version=version,
    )
    return out.getvalue()


def _set_boxes(pdf: pikepdf.Pdf) -> None:
    """The page is its trim: nothing bleeds."""
    for page in pdf.pages:
        page.obj.TrimBox = page.obj.MediaBox
        page.obj.BleedBox = page.obj.MediaBox


def _without_maps(pdf: pikepdf.Pdf) -> None:
    """WeasyPrint maps the characters of every font to glyphs; only TrueType's may be (ISO 32000-1, 9.7.4)."""
    for font in pdf.pages[0].obj.Resources.get("/Font", {}).values():
        below = font.DescendantFonts[0] if "/DescendantFonts" in font else font
        if below.Subtype == "/CIDFontType0" and "/CIDToGIDMap" in below:
            del below["/CIDToGIDMap"]


def _number_pages(pdf: pikepdf.Pdf, folios: Sequence[str]) -> None:
    """Page labels (ISO 32000-1, 12.4.2): a range begins where numbers change their kind or do not run on."""
    import pikepdf

    nums: list[Any] = []
    expected = ""
    for index, folio in enumerate(folios):
        if index == 0 or folio != expected or not folio:
            if folio.isdecimal():
                nums += [index, pikepdf.Dictionary(S=pikepdf.Name.D, St=int(folio))]
            elif folio:
                nums += [index, pikepdf.Dictionary(S=pikepdf.Name.r, St=index + 1)]
            else:
                nums += [index, pikepdf.Dictionary()]
        expected = str(int(folio) + 1) if folio.isdecimal() else folio and roman(index + 2)
    pdf.Root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array(nums))


def _describe(pdf: pikepdf.Pdf, document: Document) -> None:
    """Title, language, publisher and makers, in the XMP and in the Info dictionary alike; no date but
    SOURCE_DATE_EPOCH's, so that the same input gives the same bytes."""
    import pikepdf

    meta = document.metadata
    pdf.Root.Lang = pikepdf.String(meta.language)
    pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    producer = str(pdf.docinfo.get("/Producer", ""))
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=True) as xmp:
        xmp["dc:title"] = _printable(file_title(document))
        xmp["dc:language"] = {meta.language}
        xmp["dc:format"] = "application/pdf"
        if meta.publisher:
            xmp["dc:creator"] = [_printable(meta.publisher)]
            xmp["dc:publisher"] = {_printable(meta.publisher)}
        if meta.licence:
            xmp["dc:rights"] = _printable(meta.licence)
        xmp["xmp:CreatorTool"] = "typeset"
        xmp["pdf:Producer"] = producer
        if moment := _source_date():
            xmp["xmp:CreateDate"] = xmp["xmp:ModifyDate"] = moment


_FIXED_DATE = "1980-01-01T00:00:00+00:00"
"""Where a date must be and SOURCE_DATE_EPOCH says none; DOCX has the same."""


def dated(xmp: Any) -> None:
    """A standard that asks for dates gets them."""
    xmp["xmp:CreateDate"] = xmp["xmp:ModifyDate"] = _source_date() or _FIXED_DATE


def _printable(text: str) -> str:
    """Text that XML can hold."""
    return "".join(char for char in text if char.isprintable() or char.isspace())


def _source_date() -> str:
    """SOURCE_DATE_EPOCH as an ISO date; empty where it is not set or no number of seconds."""
    try:
        seconds = int(os.environ.get("SOURCE_DATE_EPOCH", ""))
        return datetime.fromtimestamp(seconds, tz=UTC).isoformat()
    except (ValueError, OverflowError, OSError):
        return ""
