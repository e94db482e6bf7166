"""A finished PDF → the file for an archive: PDF/A-3u (ISO 19005-3) with the text that it was made from.

Colours are those of a screen (sRGB): the black of the text is grey 0, and a picture keeps its own numbers
under the profile that they were made for.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from typeset.editions.output_intent import OutputIntent
from typeset.editions.pdf_colours import all_resources, entry, grey_or_rgb, recolour
from typeset.editions.pdf_finish import dated, saved

if TYPE_CHECKING:
    import pikepdf

_SCREEN = "sRGB IEC61966-2.1"


@dataclass(frozen=True, slots=True)
class Source:
    """The file that the text was made from, or its master: its name, bytes, and media type."""

    name: str
    data: bytes
    media_type: str


def archive_pdf(
    ordinary: bytes, source: Source, profiles: Mapping[str, bytes], inks: OutputIntent | None
) -> bytes:
    """``profiles``: those that pictures have of their own, by what the file calls the pictures; ``inks``
    what is meant by a picture in CMYK that has none."""
    import pikepdf

    with pikepdf.open(io.BytesIO(ordinary)) as pdf:
        recolour(pdf, grey_or_rgb)
        _pictures(pdf, profiles, inks)
        pdf.Root.OutputIntents = pikepdf.Array([
            pikepdf.Dictionary(
                Type=pikepdf.Name.OutputIntent, S=pikepdf.Name.GTS_PDFA1, Info=pikepdf.String(_SCREEN),
                OutputConditionIdentifier=pikepdf.String(_SCREEN),
                DestOutputProfile=pdf.make_stream(_screen_profile(), N=3),
            )
        ])  # fmt: skip
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=True) as xmp:
            dated(xmp)
            xmp["pdfaid:part"] = "3"
            xmp["pdfaid:conformance"] = "U"
        _attach(pdf, source)
        return saved(pdf)


def _screen_profile() -> bytes:
    """The sRGB profile that WeasyPrint brings along."""
    from importlib.resources import files

    return (files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()


def _pictures(pdf: pikepdf.Pdf, profiles: Mapping[str, bytes], inks: OutputIntent | None) -> None:
    """No picture is smoothed (6.2.8); each is in the colour space that it was made in, alike ones in one."""
    import pikepdf

    spaces: dict[bytes, Any] = {}
    parts = {"/DeviceGray": 1, "/DeviceRGB": 3, "/DeviceCMYK": 4}
    for resources in all_resources(pdf):
        for name, item in resources.get("/XObject", {}).items():
            if item.Subtype != "/Image":
                continue
            for image in (item, item.get("/SMask")):
                if image is not None:
                    image.Interpolate = False
            own = str(item.get("/ColorSpace"))
            profile = profiles.get(name[1:-1])
            if own == "/DeviceCMYK" and profile is None and inks is not None:
                profile = inks.data
            if own in parts and profile is not None and _colours(profile) == parts[own]:
                if profile not in spaces:
                    spaces[profile] = pdf.make_stream(profile, N=parts[own])
                item.ColorSpace = pikepdf.Array([pikepdf.Name.ICCBased, spaces[profile]])


def _colours(profile: bytes) -> int:
    """Of how many parts the colours are that a profile is for."""
    return {b"GRAY": 1, b"RGB ": 3, b"CMYK": 4}.get(profile[16:20], 0)


def _attach(pdf: pikepdf.Pdf, source: Source) -> None:
    """A file of the whole document (ISO 19005-3, 6.8), which was made from it (/Source)."""
    import pikepdf

    kind = pikepdf.Name("/" + source.media_type)
    digest = hashlib.md5(source.data, usedforsecurity=False).digest()
    parameters: Any = pikepdf.Dictionary(
        Size=len(source.data), CheckSum=pikepdf.String(digest), ModDate=pdf.docinfo["/ModDate"]
    )
    stream = pdf.make_stream(source.data, Type=pikepdf.Name.EmbeddedFile, Subtype=kind, Params=parameters)
    file = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Filespec, F=pikepdf.String(source.name), UF=pikepdf.String(source.name),
            EF=pikepdf.Dictionary(F=stream, UF=stream), AFRelationship=pikepdf.Name.Source,
            Desc=pikepdf.String("the text that this file was made from"),
        )
    )  # fmt: skip
    entry(pdf.Root, "/Names").EmbeddedFiles = pikepdf.Dictionary(
        Names=pikepdf.Array([pikepdf.String(source.name), file])
    )
    pdf.Root.AF = pikepdf.Array([file])
