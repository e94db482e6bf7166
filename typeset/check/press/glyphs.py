"""A font's program → its glyphs by a PDF's codes, and how far they advance (ISO 32000-1, 9.6.6 and 9.7.4)."""

from __future__ import annotations

import io
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any

import pikepdf


@dataclass
class Glyphs:
    """Of an embedded program. ``bare``: CFF without the tables of OpenType. ``tables``: platform and encoding
    of its cmaps; ``cids``: those that it has, None where they are the numbers of its glyphs."""

    program: Any
    bare: bool
    tables: tuple[tuple[int, int], ...] = ()
    cids: dict[int, str] | None = None
    maps: dict[object, bytes] = field(default_factory=dict)

    def by_cid(self, cid: int, below: Any) -> Any:
        """The glyph of a composite font's CID; None if it has none."""
        mapped = below.get("/CIDToGIDMap")
        if isinstance(mapped, pikepdf.Stream):
            table = self.maps.setdefault("map", mapped.read_bytes())
            number = int.from_bytes(table[2 * cid : 2 * cid + 2], "big")
            return self._numbered(number) if number else None
        if self.cids is not None:
            return self.cids.get(cid)
        return self._numbered(cid)

    def _numbered(self, number: int) -> Any:
        return number if number < self._count else None

    def by_code(self, code: int, font: Any) -> Any:
        """The glyph of a simple TrueType font's code; None if it has none."""
        if int(font.get("/FontDescriptor", pikepdf.Dictionary()).get("/Flags", 0)) & 4:
            return self._symbol(code)
        names = self.program["cmap"].getBestCmap() or {}
        char = bytes([code]).decode("cp1252", "replace")
        return names.get(ord(char)) or self._symbol(code)

    def _symbol(self, code: int) -> Any:
        for table in self.program["cmap"].tables if "cmap" in self.program else ():
            name = table.cmap.get(code) or table.cmap.get(0xF000 + code)
            if name:
                return name
        return None

    def is_sure(self, font: Any, kind: str) -> bool:
        """Whether glyphs are found as every reader finds them: not by names that an Encoding gives."""
        encoding = font.get("/Encoding")
        return kind == "Type0" or (
            kind == "TrueType" and (encoding is None or str(encoding) == "/WinAnsiEncoding")
        )

    def width(self, glyph: Any) -> float:
        """In thousandths of an em."""
        if self.bare:
            from fontTools.pens.basePen import NullPen

            drawing = self._outlines[glyph if isinstance(glyph, str) else self._order[glyph]]
            drawing.draw(NullPen())
            return float(drawing.width) * self._scale
        name = glyph if isinstance(glyph, str) else self._order[glyph]
        return float(self.program["hmtx"][name][0]) * 1000 / float(self.program["head"].unitsPerEm)

    @cached_property
    def _order(self) -> list[str]:
        return list(self.program.charset if self.bare else self.program.getGlyphOrder())

    @cached_property
    def _outlines(self) -> Any:
        return self.program.CharStrings

    @cached_property
    def _scale(self) -> float:
        return float(getattr(self.program, "FontMatrix", [0.001])[0]) * 1000

    @cached_property
    def _count(self) -> int:
        return len(self._order)


def glyphs_of(descriptor: Any) -> Glyphs | None:
    """The glyphs of a program that is TrueType, OpenType or CFF; None for any other, or none. Raises what
    fontTools stumbles over."""
    for key in ("/FontFile2", "/FontFile3"):
        stream = descriptor.get(key)
        if isinstance(stream, pikepdf.Stream):
            return replace(_parsed(stream.read_bytes()), maps={})
    return None


@lru_cache(maxsize=16)
def _parsed(data: bytes) -> Glyphs:
    """A program takes a while to read, and stands in a file more than once."""
    return _bare(data) if data[:1] == b"\1" and data[:4] != b"\0\1\0\0" else _wrapped(data)


def _wrapped(data: bytes) -> Glyphs:
    from fontTools.ttLib import TTFont

    program = TTFont(io.BytesIO(data), lazy=True, fontNumber=0)
    if "glyf" not in program and "CFF " in program and "hmtx" not in program:
        return _of_cff(program["CFF "].cff.topDictIndex[0])
    tables = tuple((t.platformID, t.platEncID) for t in program["cmap"].tables) if "cmap" in program else ()
    cids = _cids(program["CFF "].cff.topDictIndex[0]) if "CFF " in program else None
    return Glyphs(program, False, tables, cids)


def _bare(data: bytes) -> Glyphs:
    from fontTools.cffLib import CFFFontSet

    font_set = CFFFontSet()
    font_set.decompile(io.BytesIO(data), None)
    return _of_cff(font_set.topDictIndex[0])


def _of_cff(top: Any) -> Glyphs:
    return Glyphs(top, True, (), _cids(top))


def _cids(top: Any) -> dict[int, str] | None:
    """A CFF with CIDs has them for names of its glyphs: cid00123."""
    if not hasattr(top, "ROS"):
        return None
    return {int(name[3:]): name for name in top.charset if name.startswith("cid")} | {0: ".notdef"}
