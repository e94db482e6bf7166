"""Fonts of a file with the codes that it shows → where a font's dictionary and its program do not agree.

ISO 32000-1, 9.6 to 9.10; ISO 19005-3, 6.2.11; ISO 14289-1, 7.21. Not read are programs of Type 1 that are no
CFF, and codes of a composite font by another CMap than Identity.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from typing import Any

import pikepdf

from typeset.check.press.cmaps import PREDEFINED, embedded_problem, unicode_of
from typeset.check.press.glyphs import Glyphs, glyphs_of
from typeset.check.press.rules import Fault

_KINDS = frozenset({"Type0", "Type1", "MMType1", "TrueType", "Type3"})
_PROGRAMS = frozenset({"Type1C", "CIDFontType0C", "OpenType"})
_STANDARD = frozenset({
    "Courier", "Courier-Bold", "Courier-Oblique", "Courier-BoldOblique", "Helvetica", "Helvetica-Bold",
    "Helvetica-Oblique", "Helvetica-BoldOblique", "Times-Roman", "Times-Bold", "Times-Italic",
    "Times-BoldItalic", "Symbol", "ZapfDingbats",
})  # fmt: skip
_IDENTITY = ("/Identity-H", "/Identity-V")
_SYMBOLIC = 4
_WRONG = ("\x00", "\ufeff", "\ufffe")
"""What no character may be (ISO 19005-3, 6.2.11.7)."""
_SLACK = 1.0
"""Thousandths of an em by which widths may differ, for they are rounded."""
_QUOTED = 5

Codes = Mapping[int, bool]
"""What is shown of a font, each with whether it is drawn."""


def font_program_faults(shown: Mapping[object, tuple[Any, Codes]]) -> Iterator[Fault]:
    """``shown``: what a walk through the content found of each font."""
    logging.getLogger("fontTools").setLevel(logging.CRITICAL)
    for font, codes in shown.values():
        name = str(font.get("/BaseFont", font.get("/Name", "without a name"))).removeprefix("/")
        try:
            for rule, message in _faults(font, codes):
                yield Fault(rule, 0, name, message)
        except Exception as error:  # A damaged program leads fontTools to raise whatever it met.
            words = str(error).splitlines()[0][:100] if str(error) else type(error).__name__
            yield Fault("font-program", 0, name, f"its program cannot be read: {words}")


def _faults(font: Any, codes: Codes) -> Iterator[tuple[str, str]]:
    kind = str(font.get("/Subtype", ""))[1:]
    below = _below(font)
    for message in _dictionary(font, kind, below):
        yield "font-program", message
    yield from _unicode(font, below, kind, codes)
    descriptor = below.get("/FontDescriptor", pikepdf.Dictionary())
    glyphs = glyphs_of(descriptor)
    if glyphs is None:
        return
    if kind == "Type0":
        for message in _composite(below, descriptor, glyphs, codes):
            yield "font-program", message
    elif kind == "TrueType":
        for message in _simple_truetype(font, descriptor, glyphs):
            yield "font-program", message
    yield from _widths(font, below, kind, glyphs, codes)


def _below(font: Any) -> Any:
    """The font that has the glyphs."""
    descendants = font.get("/DescendantFonts")
    return descendants[0] if isinstance(descendants, pikepdf.Array) and len(descendants) else font


def _dictionary(font: Any, kind: str, below: Any) -> Iterator[str]:
    if font.get("/Type") != "/Font":
        yield "its Type is not Font"
    if kind not in _KINDS:
        yield f"a font of no kind that PDF has: {kind or 'no Subtype'}"
    if kind != "Type3" and "/BaseFont" not in font:
        yield "it has no BaseFont"
    if kind != "Type0" and str(font.get("/BaseFont", ""))[1:] not in _STANDARD:
        yield from _simple(font)
    program = below.get("/FontDescriptor", pikepdf.Dictionary()).get("/FontFile3")
    if isinstance(program, pikepdf.Stream) and str(program.get("/Subtype", "/"))[1:] not in _PROGRAMS:
        yield f"FontFile3 of no kind that PDF has: {program.get('/Subtype', 'no Subtype')}"
    if kind == "Type0":
        yield from _encoding(font, below)


def _simple(font: Any) -> Iterator[str]:
    if any(key not in font for key in ("/FirstChar", "/LastChar", "/Widths")):
        yield "FirstChar, LastChar or Widths is missing"
    elif len(font.Widths) != int(font.LastChar) - int(font.FirstChar) + 1:
        yield f"{len(font.Widths)} widths for the codes {font.FirstChar} to {font.LastChar}"


def _encoding(font: Any, below: Any) -> Iterator[str]:
    encoding = font.get("/Encoding")
    if isinstance(encoding, pikepdf.Stream):
        if problem := embedded_problem(encoding):
            yield problem
        own, others = (thing.get("/CIDSystemInfo", pikepdf.Dictionary()) for thing in (encoding, below))
        if any(str(own.get(key, "")) != str(others.get(key, "")) for key in ("/Registry", "/Ordering")):
            yield "CIDSystemInfo of its CMap is not that of the font"
    elif str(encoding) not in _IDENTITY and str(encoding)[1:] not in PREDEFINED:
        yield f"its CMap {encoding} is not in the file"


def _unicode(font: Any, below: Any, kind: str, codes: Codes) -> Iterator[tuple[str, str]]:
    """Where there is a map; that there is none is another fault."""
    table = font.get("/ToUnicode")
    if not isinstance(table, pikepdf.Stream):
        return
    said = unicode_of(table.read_bytes())
    wrong = [code for code in codes if any(char in said.get(code, "") for char in _WRONG)]
    if wrong:
        yield "no-unicode", f"ToUnicode says U+0000, U+FEFF or U+FFFE for {_listed(wrong)}"
    silent = [code for code in codes if not said.get(code)]
    if silent and kind in ("Type0", "Type3"):
        yield "no-unicode", f"ToUnicode says nothing of {_listed(silent)}"


def _composite(below: Any, descriptor: Any, glyphs: Glyphs, codes: Codes) -> Iterator[str]:
    mapped = below.get("/CIDToGIDMap")
    if (
        below.get("/Subtype") == "/CIDFontType2"
        and not isinstance(mapped, pikepdf.Stream)
        and mapped != "/Identity"
    ):
        yield "a CIDFontType2 without CIDToGIDMap"
    listed = descriptor.get("/CIDSet")
    if isinstance(listed, pikepdf.Stream):
        bits = listed.read_bytes()
        missing = [
            cid
            for cid in sorted({*codes, *(glyphs.cids or ())} - {0})
            if len(bits) <= cid // 8 or not bits[cid // 8] & 0x80 >> cid % 8
        ]
        if missing:
            yield f"CIDSet leaves out {_listed(missing)}"


def _simple_truetype(font: Any, descriptor: Any, glyphs: Glyphs) -> Iterator[str]:
    """ISO 19005-3, 6.2.11.6."""
    encoding = font.get("/Encoding")
    if int(descriptor.get("/Flags", 0)) & _SYMBOLIC:
        if encoding is not None:
            yield "a symbolic TrueType font with an Encoding"
        if len(glyphs.tables) != 1 and (3, 0) not in glyphs.tables:
            yield "a symbolic TrueType font with several cmaps, and none for Microsoft's symbols"
        return
    base = encoding.get("/BaseEncoding") if isinstance(encoding, pikepdf.Dictionary) else encoding
    if str(base) not in ("/WinAnsiEncoding", "/MacRomanEncoding"):
        yield "a TrueType font for text whose Encoding is neither WinAnsi nor MacRoman"
    if (
        isinstance(encoding, pikepdf.Dictionary)
        and "/Differences" in encoding
        and (3, 1) not in glyphs.tables
    ):
        yield "an Encoding with Differences, and no Unicode cmap"
    if not set(glyphs.tables) - {(3, 0)}:
        yield "a TrueType font for text without a cmap for it"


def _widths(font: Any, below: Any, kind: str, glyphs: Glyphs, codes: Codes) -> Iterator[tuple[str, str]]:
    """Of the codes that are drawn."""
    if kind == "Type0" and str(font.get("/Encoding")) not in _IDENTITY:
        return
    told = _told_widths(font, below, kind)
    absent, differing = [], []
    for code in sorted(code for code, drawn in codes.items() if drawn):
        glyph = glyphs.by_cid(code, below) if kind == "Type0" else glyphs.by_code(code, font)
        if glyph is None:
            absent += [code] if code or kind != "Type0" else []
        elif code in told and abs(told[code] - glyphs.width(glyph)) > _SLACK:
            differing.append((code, told[code], glyphs.width(glyph)))
    if absent and glyphs.is_sure(font, kind):
        yield "notdef", f"its program has no glyph for {_listed(absent)}"
    if differing and glyphs.is_sure(font, kind):
        code, one, other = differing[0]
        yield "font-widths", f"{_listed([item[0] for item in differing])}: {one:g} and {other:g}"


def _told_widths(font: Any, below: Any, kind: str) -> Mapping[int, float]:
    if kind == "Type0":
        return _Defaulting(float(below.get("/DW", 1000)), dict(_runs(below.get("/W", ()))))
    first = int(font.get("/FirstChar", 0))
    return {first + at: float(width) for at, width in enumerate(font.get("/Widths", ()))}


class _Defaulting(dict[int, float]):
    """Every code has a width."""

    def __init__(self, default: float, own: dict[int, float]) -> None:
        super().__init__(own)
        self.default = default

    def __contains__(self, _: object) -> bool:
        return True

    def __missing__(self, _: int) -> float:
        return self.default


def _runs(table: Any) -> Iterator[tuple[int, float]]:
    """The array W (ISO 32000-1, 9.7.4.3)."""
    waiting: list[int] = []
    for item in table:
        if isinstance(item, pikepdf.Array):
            yield from ((waiting[0] + at, float(width)) for at, width in enumerate(item))
            waiting = []
        elif len(waiting) == 2:
            yield from ((cid, float(item)) for cid in range(waiting[0], min(waiting[1], 65535) + 1))
            waiting = []
        else:
            waiting.append(int(item))


def _listed(codes: list[int]) -> str:
    shown = ", ".join(f"{code:04X}" for code in codes[:_QUOTED])
    more = f" and {len(codes) - _QUOTED} more" if len(codes) > _QUOTED else ""
    return f"code{'s' if len(codes) > 1 else ''} {shown}{more}"
