"""What PDF/X-4 and PDF/A-3u ask for beyond a good file, by their clauses.

ISO 15930-7:2010 for PDF/X-4, ISO 19005-3:2012 for PDF/A-3. What neither a parser of the file nor its
operators can tell (whether an ICC profile is sound, whether widths agree with the glyphs) is not examined.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from typeset.check.press.document import About
from typeset.check.press.rules import Fault

_PRINTED = 0b100
"""Bit 3 of an annotation's flags: it is printed (ISO 32000-1, 12.5.3)."""
_HIDDEN = 0b100011
"""Invisible, hidden, not viewed."""
_ACTIONS = frozenset({
    "/JavaScript", "/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/Hide", "/Rendition",
    "/Trans", "/SetOCGState",
})  # fmt: skip
_ASKED = {
    "title": "dc:title", "created": "xmp:CreateDate", "modified": "xmp:ModifyDate",
    "described": "xmp:MetadataDate", "document": "xmpMM:DocumentID", "rendition": "xmpMM:RenditionClass",
    "edition": "xmpMM:VersionID",
}  # fmt: skip
"""What PDF/X-4 wants in the XMP."""
_SPACES = {"DeviceRGB": "RGB", "DeviceCMYK": "CMYK", "DeviceGray": "GRAY"}


def standard_faults(pdf: pikepdf.Pdf, found: About, devices: set[str], profile: str) -> Iterator[Fault]:
    """What one standard forbids or asks for. ``devices``: device colour spaces that pages paint with."""
    if profile == "pdfx4":
        yield from _press(found)
    elif profile == "pdfa3u":
        yield from _archive(found)
        yield from _attachments(pdf)
    else:
        return
    yield from _intent(found, devices, "GTS_PDFX" if profile == "pdfx4" else "GTS_PDFA1")
    if not found.has_id:
        yield Fault("file-id", 0, "", "the trailer has no ID")
    if found.encrypted:
        yield Fault("encrypted", 0, "", "the standard allows no encryption")
    limit = "1.6" if profile == "pdfx4" else "1.7"
    if _numbers(found.version) > _numbers(limit):
        yield Fault("version", 0, "", f"PDF {found.version}; the standard is of {limit}")
    yield from _objects(pdf)
    yield from _annotations(pdf, profile)


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
    if found.info.get("Title") and found.xmp.get("title", found.info["Title"]) != found.info["Title"]:
        yield Fault("metadata", 0, "Title", "the XMP and the Info dictionary differ")


def _intent(found: About, devices: set[str], kind: str) -> Iterator[Fault]:
    """X-4 6.2, A-3 6.2.3 and 6.2.4.3: device colours are those of the intent's profile; gray is any's."""
    own = [intent for intent in found.intents if intent.kind == kind]
    if not own:
        if kind == "GTS_PDFX" or devices:
            painted = f"; pages paint in {', '.join(sorted(devices))}" if devices else ""
            yield Fault("no-intent", 0, kind, f"none{painted}")
        return
    intent = own[0]
    if not intent.space and (kind != "GTS_PDFX" or not intent.condition):
        yield Fault("no-intent", 0, kind, "it has neither a profile nor the name of a condition")
    if kind == "GTS_PDFX" and not intent.condition:
        yield Fault("no-intent", 0, "OutputConditionIdentifier", "missing")
    space = intent.space or "CMYK"
    for device in sorted(devices - {"DeviceGray"}):
        if device in _SPACES and _SPACES[device] != space:
            yield Fault("device-colour", 0, device, f"painted, but the output intent is {space}")


def _objects(pdf: pikepdf.Pdf) -> Iterator[Fault]:
    """Every object of the file once."""
    seen: set[tuple[str, str]] = set()
    for thing in _dictionaries(pdf):
        for rule, place, message in _object(thing):
            if (rule, place) not in seen:
                seen.add((rule, place))
                yield Fault(rule, 0, place, message)


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every dictionary and stream of a file, those that stand in others too."""
    for thing in pdf.objects:
        waiting = [thing]
        while waiting:
            inner = waiting.pop()
            if isinstance(inner, (pikepdf.Dictionary, pikepdf.Stream)):
                yield inner
                waiting += [value for _, value in inner.items() if _is_inside(value)]
            elif isinstance(inner, pikepdf.Array):
                waiting += [value for value in inner if _is_inside(value)]


def _is_inside(value: Any) -> bool:
    """Whether a value stands in its holder itself, and may hold others."""
    return isinstance(value, (pikepdf.Dictionary, pikepdf.Array)) and not value.is_indirect


def _object(thing: Any) -> Iterator[tuple[str, str, str]]:
    if not isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
        return
    if isinstance(thing, pikepdf.Stream):
        filters = thing.get("/Filter", ())
        names = [str(f) for f in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
        if "/LZWDecode" in names:
            yield "lzw", "", "a stream is compressed with LZW"
        if thing.get("/Subtype") == "/PS" or "/Ref" in thing or "/OPI" in thing:
            yield "external", "XObject", "PostScript, a reference to another file, or OPI"
        if "/F" in thing:
            yield "external", "stream", "its data are in another file"
    if thing.get("/Type") == "/ExtGState" or "/TR" in thing or "/TR2" in thing:
        if "/TR" in thing or str(thing.get("/TR2", "/Default")) != "/Default":
            yield "transfer", "ExtGState", "a transfer function"
        if "/HTP" in thing:
            yield "transfer", "HTP", "a halftone phase"
    kind = str(thing.get("/S", ""))
    if kind in _ACTIONS and thing.get("/Type", "/Action") == "/Action":
        yield "actions", kind[1:], "an action that the standard forbids"
    if "/AA" in thing:
        yield "actions", "AA", "additional actions"


def _annotations(pdf: pikepdf.Pdf, profile: str) -> Iterator[Fault]:
    """X-4 6.17: none on the printed page; A-3 6.3: shown and printed as they are drawn."""
    for number, page in enumerate(pdf.pages, 1):
        for annotation in page.obj.get("/Annots", ()):
            if not isinstance(annotation, pikepdf.Dictionary):
                continue
            kind, flags = str(annotation.get("/Subtype", ""))[1:], int(annotation.get("/F", 0))
            if profile == "pdfx4":
                if kind not in ("TrapNet", "PrinterMark") and _is_on_page(annotation, page):
                    yield Fault("annotations", number, kind, "an annotation on the printed page")
            elif not flags & _PRINTED or flags & _HIDDEN:
                yield Fault("annotations", number, kind, f"flags {flags}: it must be shown and printed")
            elif kind not in ("Link", "Popup") and "/AP" not in annotation:
                yield Fault("annotations", number, kind, "it has no appearance of its own")


def _is_on_page(annotation: Any, page: pikepdf.Page) -> bool:
    """Whether it reaches into the bleed, or what stands for it."""
    try:
        left, bottom, right, top = map(float, annotation.Rect)
        box = page.obj.get("/BleedBox") or page.trimbox
        return (
            left < float(box[2]) and right > float(box[0]) and bottom < float(box[3]) and top > float(box[1])
        )
    except (AttributeError, TypeError, ValueError, IndexError):
        return True


def _attachments(pdf: pikepdf.Pdf) -> Iterator[Fault]:
    """A-3 6.8: how a file belongs, what kind it is, and its name in both forms."""
    for thing in _dictionaries(pdf):
        if "/EF" not in thing:
            continue
        name = str(thing.get("/UF", thing.get("/F", "")))
        missing = [key[1:] for key in ("/AFRelationship", "/F", "/UF") if key not in thing]
        stream = thing.EF.get("/F")
        if isinstance(stream, pikepdf.Stream) and "/Subtype" not in stream:
            missing.append("Subtype")
        if missing:
            yield Fault("attachments", 0, name, f"without {', '.join(missing)}")
