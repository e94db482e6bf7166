"""A PDF as WeasyPrint draws it → the file that goes out: exact text, boxes, labels, metadata, fixed bytes."""

from __future__ import annotations

import io
import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from typeset.editions.html import file_title
from typeset.editions.pdf_text import Run, TextLayer
from typeset.model import Document

if TYPE_CHECKING:
    import pikepdf


def finished(drawn: bytes, pages: list[list[Run]], document: Document) -> bytes:
    """The finished file. ``pages`` are the runs of text of each page, in the order they were drawn."""
    import pikepdf

    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        TextLayer(pdf).mend(pages)
        _set_boxes(pdf)
        _number_pages(pdf, document.metadata.first_page)
        _describe(pdf, document)
        out = io.BytesIO()
        pdf.save(
            out,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
            recompress_flate=True,
        )
        return out.getvalue()


def _set_boxes(pdf: pikepdf.Pdf) -> None:
    """The page is its trim: nothing bleeds."""
    for page in pdf.pages:
        page.obj.TrimBox = page.obj.MediaBox
        page.obj.BleedBox = page.obj.MediaBox


def _number_pages(pdf: pikepdf.Pdf, first_page: int) -> None:
    import pikepdf

    style = pikepdf.Dictionary(S=pikepdf.Name.D, St=first_page)
    pdf.Root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array([0, style]))


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
        xmp["dc:language"] = [meta.language]
        xmp["dc:format"] = "application/pdf"
        if meta.publisher:
            xmp["dc:creator"] = [_printable(meta.publisher)]
            xmp["dc:publisher"] = [_printable(meta.publisher)]
        if meta.licence:
            xmp["dc:rights"] = _printable(meta.licence)
        xmp["xmp:CreatorTool"] = "typeset"
        xmp["pdf:Producer"] = producer
        if moment := _source_date():
            xmp["xmp:CreateDate"] = xmp["xmp:ModifyDate"] = moment


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
