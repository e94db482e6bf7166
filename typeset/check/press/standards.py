"""What PDF/X-4 and PDF/A-3u ask for beyond a good file, by their clauses.

ISO 15930-7:2010 for PDF/X-4, ISO 19005-3:2012 for PDF/A-3, the latter as veraPDF's profile PDFA-3U reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import pikepdf

from typeset.check.press.boxes import PageBoxes, rectangle
from typeset.check.press.document import About
from typeset.check.press.icc import intent_faults
from typeset.check.press.objects import dictionaries, object_faults
from typeset.check.press.rules import Box, Fault
from typeset.check.press.xmp import xmp_faults

_PRINTED = 1 << 2
"""Bit 3 of an annotation's flags: it is printed (ISO 32000-1, 12.5.3)."""
_HIDDEN = 1 << 0 | 1 << 1 | 1 << 5 | 1 << 8
"""Invisible, hidden, not viewed, shown by turns."""
_ARCHIVED = frozenset({
    "Text", "Link", "FreeText", "Line", "Square", "Circle", "Polygon", "PolyLine", "Highlight", "Underline",
    "Squiggly", "StrikeOut", "Stamp", "Caret", "Ink", "Popup", "FileAttachment", "Widget", "PrinterMark",
    "TrapNet", "Watermark", "Redact",
})  # fmt: skip
"""Annotations that PDF/A allows (6.3.1)."""
_READ_ALOUD = 1 << 9
_MEDIA_TYPE = re.compile(r"[-\w+.]+/[-\w+.]+")
_ASKED = {
    "title": "dc:title", "created": "xmp:CreateDate", "modified": "xmp:ModifyDate",
    "described": "xmp:MetadataDate", "document": "xmpMM:DocumentID", "rendition": "xmpMM:RenditionClass",
    "edition": "xmpMM:VersionID",
}  # fmt: skip
"""What PDF/X-4 wants in the XMP."""
_ALIKE = {"Title": "title", "Trapped": "trapped", "CreationDate": "created", "ModDate": "modified"}
"""Keys of the Info dictionary, and what says the same in the XMP."""
_SPACES = {"DeviceRGB": "RGB", "DeviceCMYK": "CMYK", "DeviceGray": "GRAY"}


def standard_faults(
    pdf: pikepdf.Pdf, found: About, pages: Sequence[PageBoxes], devices: set[str], profile: str
) -> Iterator[Fault]:
    """What one standard forbids or asks for. ``devices``: device colour spaces that pages paint with."""
    if profile == "pdfx4":
        yield from _press(found)
    elif profile == "pdfa3u":
        yield from _archive(found)
    if profile == "pdfua1":
        yield from _may_be_read(pdf)
        yield from _layers(pdf)
        yield from _attachments(pdf, profile)
        return
    if profile not in ("pdfx4", "pdfa3u"):
        return
    yield from _intent(found, devices, "GTS_PDFX" if profile == "pdfx4" else "GTS_PDFA1")
    if not found.has_id:
        yield Fault("file-id", 0, "", "the trailer has no ID")
    if found.encrypted:
        yield Fault("encrypted", 0, "", "the standard allows no encryption")
    limit = "1.6" if profile == "pdfx4" else "1.7"
    if _numbers(found.version) > _numbers(limit):
        yield Fault("version", 0, "", f"PDF {found.version}; the standard is of {limit}")
    yield from xmp_faults(pdf, profile)
    yield from _differences(found)
    yield from intent_faults(pdf, profile)
    yield from object_faults(pdf, profile)
    yield from _annotations(pdf, pages, profile)
    yield from _layers(pdf)
    yield from _attachments(pdf, profile)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdecimal())


def _press(found: About) -> Iterator[Fault]:
    """Clauses 6.1 (identification), 6.12 (metadata, trapping)."""
    named = found.xmp.get("pdfx") or found.xmp.get("pdfx_old") or ""
    if named != "PDF/X-4":
        yield Fault("standard", 0, "GTS_PDFXVersion", f"it says {named!r}" if named else "it says nothing")
    for name, words in _ASKED.items():
        if name not in found.xmp:
            yield Fault("metadata", 0, words, "the XMP has none")
    trapped = found.info.get("Trapped") or found.xmp.get("trapped", "")
    if trapped not in ("True", "False"):
        yield Fault("metadata", 0, "Trapped", "neither True nor False")


def _archive(found: About) -> Iterator[Fault]:
    """Clauses 6.6.2 and 6.6.4: metadata and identification."""
    if not found.has_xmp:
        yield Fault("metadata", 0, "", "no XMP that can be read")
    part, level = found.xmp.get("pdfa_part", ""), found.xmp.get("pdfa_conformance", "")
    if part != "3":
        yield Fault("standard", 0, "pdfaid:part", f"it says {part!r}" if part else "it says nothing")
    elif level not in ("U", "A"):
        yield Fault("standard", 0, "pdfaid:conformance", f"{level!r} is not U")


def _differences(found: About) -> Iterator[Fault]:
    for key, name in _ALIKE.items():
        one, other = found.info.get(key), found.xmp.get(name)
        if not one or not other:
            continue
        read = _moment if name in ("created", "modified") else str
        if read(one) != read(other):
            yield Fault("metadata-differs", 0, key, f"{one!r} in the Info dictionary, {other!r} in the XMP")


_DATE = re.compile(r"D?:?(\d{4})-?(\d\d)?-?(\d\d)?T?(\d\d)?:?(\d\d)?:?(\d\d)?[.\d]*(Z|[+-]\d\d)?'?:?(\d\d)?")


def _moment(text: str) -> datetime | str:
    """A date of PDF or of XMP; as it stands where it is neither."""
    match = _DATE.match(text)
    if match is None:
        return text
    year, month, day, hour, minute, second, zone, half = match.groups()
    ahead = f"{zone}:{half or '00'}" if zone and zone != "Z" else "+00:00"
    written = f"{year}-{month or '01'}-{day or '01'}T{hour or '00'}:{minute or '00'}:{second or '00'}{ahead}"
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        return text


def _intent(found: About, devices: set[str], kind: str) -> Iterator[Fault]:
    """X-4 6.2, A-3 6.2.3 and 6.2.4.3: device colours are those of the intent's profile; gray is any's."""
    own = [intent for intent in found.intents if intent.kind == kind]
    if not own:
        if kind == "GTS_PDFX" or devices:
            painted = f"; pages paint in {', '.join(sorted(devices))}" if devices else ""
            yield Fault("no-intent", 0, kind, f"none{painted}")
        return
    intent = own[0]
    if not intent.space:
        yield Fault("no-intent", 0, kind, "it has no profile")
    if kind == "GTS_PDFX" and not intent.condition:
        yield Fault("no-intent", 0, "OutputConditionIdentifier", "missing")
    space = intent.space or "CMYK"
    for device in sorted(devices - {"DeviceGray"}):
        if device in _SPACES and _SPACES[device] != space:
            yield Fault("device-colour", 0, device, f"painted, but the output intent is {space}")


def _annotations(pdf: pikepdf.Pdf, pages: Sequence[PageBoxes], profile: str) -> Iterator[Fault]:
    """X-4 6.17: none on the printed page; A-3 6.3: shown and printed as they are drawn."""
    for page, own in zip(pdf.pages, pages, strict=True):
        for annotation in page.obj.get("/Annots", ()):
            if not isinstance(annotation, pikepdf.Dictionary):
                continue
            box = rectangle(annotation.get("/Rect"))
            kind = str(annotation.get("/Subtype", ""))[1:]
            said = _on_paper(kind, box, own) if profile == "pdfx4" else _archived(annotation, kind, box)
            for message in said:
                yield Fault("annotations", own.number, kind, message, own.seen(box) if box else None)


def _on_paper(kind: str, box: Box | None, page: PageBoxes) -> Iterator[str]:
    """Whether it reaches into the bleed, or what stands for it."""
    left, bottom, right, top = page.boxes.get("BleedBox", page.trim)
    is_beside = box and (box[0] >= right or box[2] <= left or box[1] >= top or box[3] <= bottom)
    if kind not in ("TrapNet", "PrinterMark") and not is_beside:
        yield "an annotation on the printed page"


def _archived(annotation: Any, kind: str, box: Box | None) -> Iterator[str]:
    flags = int(annotation.get("/F", 0))
    if kind not in _ARCHIVED:
        yield "of a kind that the standard does not allow"
    if kind != "Popup" and (not flags & _PRINTED or flags & _HIDDEN):
        yield f"flags {flags}: it must be shown and printed"
    yield from _appearance(annotation, kind, box)


def _appearance(annotation: Any, kind: str, box: Box | None) -> Iterator[str]:
    """A-3 6.3.3: how it looks is in the file, and it looks one way."""
    looks = annotation.get("/AP")
    if looks is None:
        is_point = box and box[0] == box[2] and box[1] == box[3]
        if kind not in ("Link", "Popup") and not is_point:
            yield "it has no appearance of its own"
        return
    normal = looks.get("/N") if isinstance(looks, pikepdf.Dictionary) else None
    is_button = kind == "Widget" and annotation.get("/FT") == "/Btn"
    fits = isinstance(normal, pikepdf.Dictionary if is_button else pikepdf.Stream)
    if not fits or set(looks.keys()) != {"/N"}:
        yield "its appearance is not one for all (N alone)"


def _layers(pdf: pikepdf.Pdf) -> Iterator[Fault]:
    """A-3 6.9, UA-1 7.10, X-4 6.18: what of a file with layers is shown."""
    layers = pdf.Root.get("/OCProperties")
    if not isinstance(layers, pikepdf.Dictionary):
        return
    configs = [layers.get("/D"), *layers.get("/Configs", ())]
    named: set[str] = set()
    every = {one.objgen for one in layers.get("/OCGs", ()) if isinstance(one, pikepdf.Dictionary)}
    for config in (config for config in configs if isinstance(config, pikepdf.Dictionary)):
        name = str(config.get("/Name", ""))
        if not name or name in named:
            yield Fault("layers", 0, name, "a choice of layers without a name of its own")
        named.add(name)
        if "/AS" in config:
            yield Fault("layers", 0, name, "what is shown depends on what is done with the file (AS)")
        if "/Order" in config and every - set(_ordered(config.Order)):
            yield Fault("layers", 0, name, "its Order leaves layers out")


def _ordered(order: Any) -> Iterator[tuple[int, int]]:
    for one in order:
        if isinstance(one, pikepdf.Array):
            yield from _ordered(one)
        elif isinstance(one, pikepdf.Dictionary):
            yield one.objgen


def _attachments(pdf: pikepdf.Pdf, profile: str) -> Iterator[Fault]:
    """A-3 6.8: how a file belongs, what kind it is, and its name in both forms; UA-1 7.11: its name."""
    if profile == "pdfx4":
        return
    things = list(dictionaries(pdf))
    belonging = {one.objgen for thing in things for one in _associated(thing)}
    for thing in things:
        if "/EF" not in thing:
            continue
        name = str(thing.get("/UF", thing.get("/F", "")))
        missing = [key[1:] for key in ("/F", "/UF") if not str(thing.get(key, ""))]
        if profile == "pdfa3u":
            missing += [] if "/AFRelationship" in thing else ["AFRelationship"]
            missing += [] if thing.objgen in belonging else ["a place that it is associated with (AF)"]
            stream = thing.EF.get("/F")
            kind = str(stream.get("/Subtype", ""))[1:] if isinstance(stream, pikepdf.Stream) else ""
            missing += [] if _MEDIA_TYPE.fullmatch(kind) else ["a media type (Subtype)"]
        if missing:
            yield Fault("attachments", 0, name, f"without {', '.join(missing)}")


def _associated(thing: Any) -> Iterator[Any]:
    files = thing.get("/AF")
    for one in files if isinstance(files, pikepdf.Array) else [files]:
        if isinstance(one, pikepdf.Dictionary):
            yield one


def _may_be_read(pdf: pikepdf.Pdf) -> Iterator[Fault]:
    """UA-1 7.16: whoever locks a file lets assistive technology in (bit 10)."""
    if pdf.is_encrypted and not int(pdf.trailer.Encrypt.get("/P", 0)) & _READ_ALOUD:
        yield Fault("encrypted", 0, "", "it is locked to assistive technology (bit 10 of P)")
