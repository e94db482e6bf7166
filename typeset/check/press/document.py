"""What a file says of itself: title, language, labels, bookmarks, metadata, output intents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf

from typeset.check.press.rules import Fault

MANY_PAGES = 20
"""Pages from which a reader looks for bookmarks and labels."""
_DEEPEST = 64


@dataclass(frozen=True, slots=True)
class Intent:
    """An output intent: ``kind`` GTS_PDFX or GTS_PDFA1, the condition's name, the space of its profile."""

    kind: str
    condition: str
    space: str


@dataclass(frozen=True, slots=True)
class About:
    """What the catalogue, the Info dictionary and the XMP say."""

    version: str
    pages: int
    title: str
    language: str
    show_title: bool
    tagged: bool
    labels: bool
    bookmarks: int
    intents: tuple[Intent, ...]
    info: dict[str, str]
    xmp: dict[str, str]
    has_xmp: bool
    has_id: bool
    encrypted: bool


_XMP = {
    "title": "dc:title", "language": "dc:language",
    "pdfx": "pdfxid:GTS_PDFXVersion", "pdfx_old": "pdfx:GTS_PDFXVersion",
    "pdfa_part": "pdfaid:part", "pdfa_conformance": "pdfaid:conformance", "pdfua_part": "pdfuaid:part",
    "created": "xmp:CreateDate", "modified": "xmp:ModifyDate", "trapped": "pdf:Trapped",
    "described": "xmp:MetadataDate", "document": "xmpMM:DocumentID", "rendition": "xmpMM:RenditionClass",
    "edition": "xmpMM:VersionID",
}  # fmt: skip
_NAMESPACES = {
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
    "pdfx": "http://ns.adobe.com/pdfx/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
}


def about(pdf: pikepdf.Pdf) -> About:
    """Read; what is damaged counts as missing."""
    root, xmp = pdf.Root, _metadata(pdf)
    info = (
        {str(key)[1:]: _text(value) for key, value in pdf.docinfo.items()} if pdf.trailer.get("/Info") else {}
    )
    return About(
        version=_version(pdf),
        pages=len(pdf.pages),
        title=(xmp or {}).get("title", "") or info.get("Title", ""),
        language=_text(root.get("/Lang", "")),
        show_title=_is(root.get("/ViewerPreferences"), "/DisplayDocTitle"),
        tagged=_is(root.get("/MarkInfo"), "/Marked") and "/StructTreeRoot" in root,
        labels="/PageLabels" in root,
        bookmarks=_count(root),
        intents=tuple(_intents(root)),
        info=info,
        xmp=xmp or {},
        has_xmp=xmp is not None,
        has_id="/ID" in pdf.trailer,
        encrypted=pdf.is_encrypted,
    )


def _version(pdf: pikepdf.Pdf) -> str:
    """Of the header or of the catalogue, whichever is later."""
    return max(str(pdf.pdf_version), str(pdf.Root.get("/Version", "/0"))[1:])


def _is(value: Any, key: str) -> bool:
    return isinstance(value, pikepdf.Dictionary) and bool(value.get(key, False))


def _text(value: Any) -> str:
    return str(value).strip().removeprefix("/")


def _metadata(pdf: pikepdf.Pdf) -> dict[str, str] | None:
    """None where there is no XMP that can be read."""
    if not isinstance(pdf.Root.get("/Metadata"), pikepdf.Stream):
        return None
    try:
        # Not as a context, at whose end pikepdf would write the XMP anew.
        xmp = pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False, strict=True)
        found = {}
        for name, key in _XMP.items():
            prefix, _, local = key.partition(":")
            value = xmp.get(f"{{{_NAMESPACES[prefix]}}}{local}")
            if value:
                found[name] = value if isinstance(value, str) else " ".join(map(str, value))
        return found
    except Exception:  # lxml and pikepdf raise what they stumble over; such metadata say nothing.
        return None


def _count(root: Any) -> int:
    """Bookmarks of the first level."""
    outlines = root.get("/Outlines")
    item = outlines.get("/First") if isinstance(outlines, pikepdf.Dictionary) else None
    count = 0
    while isinstance(item, pikepdf.Dictionary) and count < 100_000:
        count, item = count + 1, item.get("/Next")
    return count


def _intents(root: Any) -> Iterator[Intent]:
    for intent in root.get("/OutputIntents", ()):
        if not isinstance(intent, pikepdf.Dictionary):
            continue
        profile = intent.get("/DestOutputProfile")
        yield Intent(
            _text(intent.get("/S", "")),
            _text(intent.get("/OutputConditionIdentifier", "")) or _text(intent.get("/OutputCondition", "")),
            _profile_space(profile),
        )


def _profile_space(profile: Any) -> str:
    """The data colour space of an ICC profile, at byte 16 of its header (ICC.1, 7.2.8)."""
    if not isinstance(profile, pikepdf.Stream):
        return ""
    try:
        return profile.read_bytes()[16:20].decode("ascii", "replace").strip()
    except pikepdf.PdfError:
        return ""


def document_faults(found: About, signature: int) -> Iterator[Fault]:
    """What any reader or printer misses; ``signature``: pages that are printed and folded together, or 0."""
    if not found.title:
        yield Fault("title", 0, "", "neither the metadata nor the Info dictionary have one")
    if not found.language:
        yield Fault("language", 0, "", "the catalogue has no Lang: say, zh-Hans")
    if not found.show_title:
        yield Fault("show-title", 0, "", "ViewerPreferences has no DisplayDocTitle")
    if found.pages > MANY_PAGES and not found.bookmarks:
        yield Fault("bookmarks", 0, "", f"{found.pages} pages and no outline")
    if found.pages > MANY_PAGES and not found.labels:
        yield Fault("labels", 0, "", f"{found.pages} pages, numbered by their order alone")
    if signature and found.pages % signature:
        more = signature - found.pages % signature
        message = (
            f"{found.pages} pages are no multiple of {signature}: {more} more, or {signature - more} fewer"
        )
        yield Fault("signature-pages", 0, "", message)


def as_value(found: About) -> dict[str, object]:
    """For a program."""
    return {
        "version": found.version,
        "title": found.title,
        "language": found.language,
        "tagged": found.tagged,
        "page_labels": found.labels,
        "bookmarks": found.bookmarks,
        "intents": [{"kind": i.kind, "condition": i.condition, "space": i.space} for i in found.intents],
        "standards": _standards(found.xmp),
    }


def _standards(xmp: dict[str, str]) -> list[str]:
    """The standards that a file says it keeps."""
    names = [xmp.get("pdfx", "") or xmp.get("pdfx_old", "")]
    if "pdfa_part" in xmp:
        names.append(f"PDF/A-{xmp['pdfa_part']}{xmp.get('pdfa_conformance', '').lower()}")
    if "pdfua_part" in xmp:
        names.append(f"PDF/UA-{xmp['pdfua_part']}")
    return [name for name in names if name]
