"""Fonts of a file → whether they are in it, and say what they draw (ISO 32000-1, 9.5 to 9.10)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from typeset.check.press.geometry import inherited
from typeset.check.press.rules import Fault

_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_NAMED = frozenset({"/WinAnsiEncoding", "/MacRomanEncoding", "/MacExpertEncoding"})
_COLLECTIONS = frozenset({"GB1", "CNS1", "Japan1", "Korea1", "KR"})
_DEEPEST = 8


@dataclass(slots=True)
class Font:
    """A font, with the pages that have it among their resources, from 1."""

    name: str
    kind: str
    embedded: bool
    says_unicode: bool
    pages: list[int] = field(default_factory=list)


def fonts_of(pdf: pikepdf.Pdf) -> tuple[Font, ...]:
    """Each once, in the order of the pages."""
    found: dict[object, Font] = {}
    for number, page in enumerate(pdf.pages, 1):
        for key, value in _fonts(inherited(page.obj, "/Resources"), 0, set()):
            font = found.get(key) or found.setdefault(key, _font(value))
            if number not in font.pages:
                font.pages.append(number)
    return tuple(found.values())


def _fonts(resources: Any, depth: int, seen: set[object]) -> Iterator[tuple[object, Any]]:
    if not isinstance(resources, pikepdf.Dictionary) or depth > _DEEPEST:
        return
    if resources.is_indirect:
        if resources.objgen in seen:
            return
        seen.add(resources.objgen)
    for name, font in _items(resources.get("/Font")):
        if isinstance(font, pikepdf.Dictionary):
            yield (font.objgen if font.is_indirect else (depth, name, str(font.get("/BaseFont")))), font
    for _, thing in (*_items(resources.get("/XObject")), *_items(resources.get("/Pattern"))):
        if isinstance(thing, pikepdf.Stream):
            yield from _fonts(thing.get("/Resources"), depth + 1, seen)


def _items(value: Any) -> list[tuple[str, Any]]:
    return list(value.items()) if isinstance(value, pikepdf.Dictionary) else []


def _font(font: Any) -> Font:
    kind = str(font.get("/Subtype", "")).removeprefix("/")
    name = str(font.get("/BaseFont", font.get("/Name", "without a name"))).removeprefix("/")
    if kind == "Type3":
        return Font(name, kind, True, "/ToUnicode" in font)
    below = _descendant(font) if kind == "Type0" else font
    descriptor = below.get("/FontDescriptor", {}) if below is not None else {}
    embedded = any(key in descriptor for key in _FILES)
    return Font(name, kind, embedded, "/ToUnicode" in font or _is_known(font, below, kind))


def _descendant(font: Any) -> Any:
    try:
        return font.DescendantFonts[0]
    except (AttributeError, IndexError, TypeError, ValueError):
        return None


def _is_known(font: Any, below: Any, kind: str) -> bool:
    """Whether codes have a meaning without a map: encodings that all know, and Adobe's character sets."""
    if kind == "Type0":
        info = below.get("/CIDSystemInfo", {}) if below is not None else {}
        return str(info.get("/Ordering", "")) in _COLLECTIONS
    encoding = font.get("/Encoding")
    if isinstance(encoding, pikepdf.Dictionary):
        return True
    return str(encoding) in _NAMED


def font_faults(fonts: tuple[Font, ...]) -> Iterator[Fault]:
    """At the first page that has the font; all of Type 3 together, for a tool that makes one makes many."""
    drawings = [font for font in fonts if font.kind == "Type3"]
    if drawings:
        pages = len({page for font in drawings for page in font.pages})
        yield Fault(
            "type3", drawings[0].pages[0], drawings[0].name, f"{len(drawings)} such fonts; pages: {pages}"
        )
    for font in fonts:
        where = font.pages[0]
        if not font.embedded:
            yield Fault("not-embedded", where, font.name, f"{font.kind}, on {_pages(font)}")
        if not font.says_unicode:
            yield Fault("no-unicode", where, font.name, f"no ToUnicode; on {_pages(font)}")


def _pages(font: Font) -> str:
    return f"page {font.pages[0]}" if len(font.pages) == 1 else f"{len(font.pages)} pages"


def as_value(fonts: tuple[Font, ...]) -> list[dict[str, object]]:
    """For a program."""
    return [
        {
            "name": font.name, "kind": font.kind, "embedded": font.embedded, "unicode": font.says_unicode,
            "pages": len(font.pages),
        }
        for font in fonts
    ]  # fmt: skip
