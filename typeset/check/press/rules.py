"""The rules of preflight beside those of the page: what each means, and in which profile it is a finding.

``docs/preflight.md`` has the same table; a test compares them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from typeset.check import offences

Severity = Literal["error", "warning"]

PROFILES: Mapping[str, str] = {
    "default": "the measures of the page, and what is a fault in any file",
    "page": "the measures of the page alone",
    "general": "what is a fault in any file",
    "pdfx4": "for the press: PDF/X-4 (ISO 15930-7), with what printers ask for beside it",
    "pdfa3u": "for an archive: PDF/A-3u (ISO 19005-3)",
    "pdfua1": "for readers with assistive technology: PDF/UA-1 (ISO 14289-1)",
}

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points from the medium's corner, the page as it is seen."""


@dataclass(frozen=True, slots=True)
class Rule:
    """``profiles``: where breaking it is a finding, and how grave."""

    meaning: str
    profiles: Mapping[str, Severity]


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule broken. Pages count from 1, 0 is the whole file; ``place`` says where on the page, in words;
    ``source`` where the text that it was set from has them, if that is known."""

    rule: str
    severity: Severity
    page: int
    place: str
    message: str
    box: Box | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """What an examination came upon, before a profile says whether it is a finding."""

    rule: str
    page: int
    place: str
    message: str
    box: Box | None = None
    source: str = ""


def _everywhere(severity: Severity) -> Mapping[str, Severity]:
    return dict.fromkeys(("general", "pdfx4", "pdfa3u", "pdfua1"), severity)


def _on_paper(general: Severity, press: Severity) -> Mapping[str, Severity]:
    return {"general": general, "pdfx4": press}


def _error_in(*profiles: str) -> Mapping[str, Severity]:
    return dict.fromkeys(profiles, "error")


def _warning_in(*profiles: str) -> Mapping[str, Severity]:
    return dict.fromkeys(profiles, "warning")


STANDARDS = ("pdfx4", "pdfa3u", "pdfua1")

PRESS: Mapping[str, Rule] = {
    "boxes-nested": Rule(
        "a CropBox, BleedBox or TrimBox that leaves the box it lies in", _on_paper("error", "error")
    ),
    "page-sizes": Rule("a page whose trim is not that of most pages", _on_paper("warning", "warning")),
    "no-trim": Rule("a page without TrimBox or ArtBox, or with both", _error_in("pdfx4")),
    "no-bleed": Rule("less than 3 mm of bleed around the trim", _warning_in("pdfx4")),
    "not-embedded": Rule("a font that is not in the file", _everywhere("error")),
    "type3": Rule("a Type 3 font: glyphs as drawings, without hints", _on_paper("warning", "warning")),
    "no-unicode": Rule(
        "a font that does not say which characters it draws",
        {"general": "warning", "pdfa3u": "error", "pdfua1": "error"},
    ),
    "font-program": Rule("a font that does not agree with its program", _error_in(*STANDARDS)),
    "font-widths": Rule(
        "characters that advance otherwise than their glyphs",
        {"pdfx4": "warning", "pdfa3u": "error", "pdfua1": "error"},
    ),
    "notdef": Rule("a character for which the font has no glyph", _everywhere("error")),
    "rgb-text": Rule("text in RGB: printed in all inks, out of register", _on_paper("warning", "warning")),
    "rgb-lines": Rule("rules or areas in RGB", _on_paper("warning", "warning")),
    "rich-text": Rule("small text in more inks than black", _on_paper("warning", "warning")),
    "spot-colour": Rule("a spot colour: a plate of its own", _warning_in("pdfx4")),
    "device-colour": Rule("colour of a device that no output intent is for", _error_in("pdfx4", "pdfa3u")),
    "white-overprint": Rule("white that overprints, and so vanishes", _on_paper("error", "error")),
    "black-knockout": Rule("black text that knocks out the colour under it", _warning_in("pdfx4")),
    "ink-limit": Rule("more ink than paper takes", _on_paper("warning", "error")),
    "low-resolution": Rule("an image of too few pixels for its size", _on_paper("warning", "warning")),
    "rgb-image": Rule("an image in RGB", _warning_in("pdfx4")),
    "signature-pages": Rule("pages that fill no whole signatures", _on_paper("warning", "warning")),
    "no-intent": Rule("no output intent that says what the colours are for", _error_in("pdfx4", "pdfa3u")),
    "standard": Rule("a file that does not say it keeps the standard", _error_in(*STANDARDS)),
    "metadata": Rule("metadata that the standard asks for, or does not allow", _error_in(*STANDARDS)),
    "metadata-differs": Rule(
        "an Info dictionary that says other things than the XMP", {"pdfx4": "error", "pdfa3u": "warning"}
    ),
    "file-structure": Rule("a head, an end or a size that the standard does not allow", _error_in("pdfa3u")),
    "file-id": Rule("no ID of the file in its trailer", _error_in("pdfx4", "pdfa3u")),
    "encrypted": Rule(
        "an encrypted file, or one that is locked to assistive technology", _error_in(*STANDARDS)
    ),
    "version": Rule("a version of PDF beyond the standard's", _error_in("pdfx4", "pdfa3u")),
    "actions": Rule("scripts and actions", _error_in("pdfx4", "pdfa3u")),
    "forms": Rule("what a reader's program is to draw or to do", _error_in("pdfx4", "pdfa3u")),
    "layers": Rule("layers of which it is not clear what is shown", _error_in(*STANDARDS)),
    "annotations": Rule("annotations that the standard does not allow", _error_in(*STANDARDS)),
    "icc-profile": Rule("an ICC profile that the standard does not allow", _error_in("pdfx4", "pdfa3u")),
    "icc-overprint": Rule("overprint mode 1 with inks that a profile gives", _error_in("pdfa3u")),
    "spot-colours-differ": Rule("a spot colour that means two things", _error_in("pdfx4", "pdfa3u")),
    "blending": Rule(
        "colours mixed in a mode or a space that the standard does not allow", _error_in("pdfx4", "pdfa3u")
    ),
    "transfer": Rule("transfer functions or halftones of a device", _error_in("pdfx4", "pdfa3u")),
    "operators": Rule(
        "operators, rendering intents or resources that the standard does not allow", _error_in("pdfa3u")
    ),
    "image-keys": Rule("an image that the standard does not allow", _error_in("pdfa3u")),
    "lzw": Rule(
        "streams compressed with LZW, or as the standard does not allow", _error_in("pdfx4", "pdfa3u")
    ),
    "external": Rule("content outside the file, or in PostScript", _error_in("pdfx4", "pdfa3u")),
    "attachments": Rule("an attached file that does not say how it belongs", _error_in("pdfa3u", "pdfua1")),
    "title": Rule("no title", {"general": "warning", "pdfx4": "error", "pdfua1": "error"}),
    "show-title": Rule("a window that shows the file's name and not the title", _error_in("pdfua1")),
    "language": Rule("no language", {"general": "warning", "pdfua1": "error"}),
    "bookmarks": Rule("more than 20 pages without bookmarks", _warning_in("pdfua1")),
    "labels": Rule("more than 20 pages without page labels", _warning_in("pdfua1")),
    "tags": Rule("a file that is not tagged", _error_in("pdfua1")),
    "untagged-content": Rule("content that is neither tagged nor an artifact", _error_in("pdfua1")),
    "tag-roles": Rule("tags that are no standard types, nor mapped to one", _error_in("pdfua1")),
    "tag-nesting": Rule("a tag where it may not stand", _error_in("pdfua1")),
    "note-ids": Rule("a note without an ID of its own", _error_in("pdfua1")),
    "alternate": Rule("a figure without words in its place", _error_in("pdfua1")),
    "heading-levels": Rule("a heading that leaves out a level", _error_in("pdfua1")),
    "table-heads": Rule("a table without heads, or with heads of nothing", _error_in("pdfua1")),
    "table-grid": Rule("a table whose rows have unequal columns", _error_in("pdfua1")),
    "tab-order": Rule("annotations in no order of the tags", _error_in("pdfua1")),
    "mended": Rule(
        "a damaged file that was mended to be read", {"general": "warning", **_error_in(*STANDARDS)}
    ),
    "unreadable": Rule("a part of the file that cannot be read", _everywhere("error")),
}

MEANINGS: Mapping[str, str] = {**offences.RULES, **{name: rule.meaning for name, rule in PRESS.items()}}


def severity(rule: str, profile: str) -> Severity | None:
    """How grave it is to break a rule; None where a profile does not look at it."""
    if rule in offences.RULES:
        return "warning" if profile in ("default", "page") else None
    return PRESS[rule].profiles.get("general" if profile == "default" else profile)


def judged(faults: list[Fault], profile: str) -> list[Finding]:
    """The findings among faults, page by page."""
    found = [
        Finding(fault.rule, grave, fault.page, fault.place, fault.message, fault.box, fault.source)
        for fault in faults
        if (grave := severity(fault.rule, profile))
    ]
    order = list(MEANINGS)
    return sorted(found, key=lambda finding: (finding.page, order.index(finding.rule)))
