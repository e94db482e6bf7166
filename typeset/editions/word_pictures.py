"""A picture in a DOCX: a paragraph of its own, as wide as the column."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from typeset.errors import FormatError
from typeset.model import Figure

if TYPE_CHECKING:
    from docx.document import Document as Package


def picture(figure: Figure, data: bytes, package: Package, width: float) -> Any:
    """The paragraph, ``width`` points wide, with the caption as its description.

    Raises FormatError for a picture of no kind that Word takes.
    """
    from docx.image.exceptions import (
        InvalidImageStreamError,
        UnexpectedEndOfFileError,
        UnrecognizedImageError,
    )
    from docx.shared import Pt

    paragraph = package.add_paragraph(style=_style_named("Figure", package))
    try:
        shape = paragraph.add_run().add_picture(io.BytesIO(data), width=Pt(width))
    except (
        UnrecognizedImageError, InvalidImageStreamError, UnexpectedEndOfFileError, ValueError, KeyError,
        ZeroDivisionError,
    ) as error:  # fmt: skip
        raise FormatError(
            "a picture of no kind that Word takes", place=figure.image, remedy="save it as PNG or JPEG"
        ) from error
    shape._inline.docPr.set("descr", figure.text)
    return paragraph._p


def _style_named(name: str, package: Package) -> Any:
    return next(style for style in package.styles if (style.name or "").lower() == name.lower())
