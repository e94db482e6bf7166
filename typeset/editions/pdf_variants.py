"""The PDF of a document in its variants: for the press, for an archive, for every reader.

Each is made from the ordinary one, so that all show the same pages and say the same words.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import assert_never

from typeset.editions.fonts import family
from typeset.editions.html import file_title
from typeset.editions.lacking import strict_error
from typeset.editions.output_intent import OutputIntent, own_profile
from typeset.editions.pdf import Pdf
from typeset.editions.pdf_archive import Source, archive_pdf
from typeset.editions.pdf_finish import dated, saved
from typeset.editions.pdf_press import Press, press_pdf
from typeset.model import Document
from typeset.theme import Theme


class Variant(Enum):
    """The value is what stands in the file's name: NAME.press.pdf."""

    PRESS = "press"
    ARCHIVE = "archive"
    ACCESSIBLE = "accessible"


_WHOSE = {
    Variant.PRESS: "a file for the press",
    Variant.ARCHIVE: "PDF/A-3u (ISO 19005-3, 6.2.11.8)",
    Variant.ACCESSIBLE: "PDF/UA-1 (ISO 14289-1, 7.21.8)",
}
"""What forbids the glyph .notdef."""


@dataclass(frozen=True, slots=True)
class Means:
    """What variants need beside the ordinary PDF, looked for when it is asked for: the condition of the
    press, and the file that the text is from."""

    intent: Callable[[], OutputIntent]
    source: Callable[[], Source]


def variant_pdf(pdf: Pdf, document: Document, theme: Theme, variant: Variant, means: Means) -> bytes:
    """Raises what ``means.intent`` raises, where inks are needed, and MissingCharacterError where a file
    would have boxes, or one for the press characters in other fonts than the theme's. The same input gives
    the same bytes."""
    forbidden = [item for item in pdf.missing if item.is_box or variant is Variant.PRESS]
    if forbidden:
        raise strict_error(forbidden, theme, _WHOSE[variant])
    match variant:
        case Variant.PRESS:
            font = family(theme, "furniture", document.metadata.language)
            press = Press(means.intent(), theme.page.bleed, file_title(document), font)
            return press_pdf(pdf.data, press, pdf.pictures, pdf.placed)
        case Variant.ARCHIVE:
            found = {item.resource: _mode_and_profile(item.data) for item in pdf.pictures.values()}
            own = {resource: profile for resource, (_, profile) in found.items() if profile}
            is_printed = any(mode == "CMYK" and not profile for mode, profile in found.values())
            inks = means.intent() if is_printed else None
            return archive_pdf(pdf.data, means.source(), own, inks)
        case Variant.ACCESSIBLE:
            return _accessible_pdf(pdf.data)
        case _:
            assert_never(variant)


def _accessible_pdf(ordinary: bytes) -> bytes:
    """PDF/UA-1 (ISO 14289-1): every PDF of ours has the tags; this one says what it conforms to."""
    import pikepdf

    with pikepdf.open(io.BytesIO(ordinary)) as pdf:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=True) as xmp:
            dated(xmp)
            xmp["pdfuaid:part"] = "1"
        return saved(pdf)


def _mode_and_profile(data: bytes) -> tuple[str, bytes]:
    from PIL import Image

    with Image.open(io.BytesIO(data)) as image:
        return image.mode, own_profile(image)
