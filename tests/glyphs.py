"""A PDF → where a glyph is not one of the characters that it says: the text layer, proved by the fonts.

Glyphs say what their font's ToUnicode map says, and that may be made up. Here each glyph is looked up in
the installed font that its program was cut from: it has to be one that HarfBuzz draws the text with, in any
of the forms that the font has.
"""

from __future__ import annotations

import io
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import uharfbuzz
from fontTools.ttLib import TTFont
from pdfminer.cmapdb import CMapParser, FileUnicodeMap

_INVISIBLE = 3
_FILES = ("/FontFile2", "/FontFile3")
_SYSTEMS = (
    ("", "und"), ("Hani", "zh-Hans"), ("Hani", "zh-Hant"), ("Hani", "ja"), ("Kana", "ja"), ("Hang", "ko"),
    ("Latn", "en"),
)  # fmt: skip
"""Scripts and languages, by which marks and digits have forms of their own."""


@dataclass(frozen=True, slots=True)
class Said:
    """A glyph of a font (its PostScript name), what it says, and whether it is drawn. ``around``: what the
    glyphs of its marked sequence say, of one that says nothing itself."""

    font: str
    glyph: int
    text: str
    seen: bool
    around: str = ""


def said(data: bytes) -> Counter[Said]:
    """Every glyph that is shown, and how often."""
    found: Counter[Said] = Counter()
    known: dict[object, _Font] = {}
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            for sequence in _sequences(page, known):
                around = "".join(item.text for item in sequence)
                found.update(item if item.text else replace(item, around=around) for item in sequence)
    return found


def disagreements(data: bytes) -> list[str]:
    """What says something else than it shows: ``font glyph 'text' × how often``."""
    return sorted(
        f"{item.font} {item.glyph} {item.text!r}{'' if item.seen else ' unseen'} × {count}"
        for item, count in said(data).items()
        if not agrees(item)
    )


def agrees(item: Said) -> bool:
    """A glyph that says nothing is a part of the text that others say; one that is not drawn says what shows
    nothing; one that says several characters is a form of them all."""
    if not item.seen:
        return all(char.isspace() or _is_ignorable(char) for char in item.text)
    if not item.text:
        return item.glyph in forms(item.font, item.around)
    text = "".join(char for char in item.text if not _is_ignorable(char)) or item.text
    drawn = forms(item.font, item.text) | forms(item.font, text)
    if all(map(_is_ignorable, item.text)):
        drawn |= forms(item.font, " ")
    return item.glyph in drawn and (len(text) == 1 or is_one(item.font, text))


def _is_ignorable(char: str) -> bool:
    is_tag = 0xE0000 <= ord(char) <= 0xE0FFF
    return is_tag or unicodedata.category(char) == "Cf" or "VARIATION SELECTOR" in unicodedata.name(char, "")


@cache
def is_one(font: str, text: str) -> bool:
    """Whether some characters are drawn together: a ligature, a letter with its marks."""
    own = uharfbuzz.Font(_face(font))
    return any(
        len({info.cluster for info in _shaped(own, text, system, "", {}).glyph_infos}) == 1
        for system in _SYSTEMS
    )


@cache
def forms(font: str, text: str) -> frozenset[int]:
    """The glyphs of a text in a font, in all forms that it has of them."""
    own = uharfbuzz.Font(_face(font))
    features: list[dict[str, bool]] = [{}, *({tag: True} for tag in _features(font))]
    return frozenset(
        info.codepoint
        for system in _SYSTEMS
        for direction in ("", "ttb", "rtl")
        for on in features
        for info in _shaped(own, text, system, direction, on).glyph_infos
    )


def _shaped(font: Any, text: str, system: tuple[str, str], direction: str, features: dict[str, bool]) -> Any:
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.flags = uharfbuzz.BufferFlags.BOT  # a mark that begins a text stands on a dotted circle
    script, buffer.language = system
    if script:
        buffer.script = script
    if direction:
        buffer.direction = direction
    uharfbuzz.shape(font, buffer, features)
    return buffer


@cache
def _place(font: str) -> tuple[Path, int]:
    """The file of an installed font, and its number in it."""
    command = ["fc-list", "--format", "%{index} %{file}\n", f":postscriptname={font}"]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    index, _, path = lines[0].partition(" ")
    return Path(path), int(index) & 0xFFFF


@cache
def _face(font: str) -> Any:
    path, index = _place(font)
    return uharfbuzz.Face(path.read_bytes(), index)


@cache
def _features(font: str) -> tuple[str, ...]:
    path, index = _place(font)
    with TTFont(path, fontNumber=index, lazy=True) as opened:
        if "GSUB" not in opened or opened["GSUB"].table.FeatureList is None:
            return ()
        records = opened["GSUB"].table.FeatureList.FeatureRecord
        return tuple(sorted({record.FeatureTag for record in records}))


@dataclass(frozen=True, slots=True)
class _Font:
    """A composite font: the PostScript name of its program, the glyphs of codes, and what these say."""

    name: str
    glyphs: dict[int, int]
    texts: dict[int, str]


def _sequences(page: Any, known: dict[object, _Font]) -> Iterator[list[Said]]:
    """The glyphs between marks of content."""
    sequence: list[Said] = []
    font, mode = "", 0
    for instruction in pikepdf.parse_content_stream(page):
        operator, operands = str(instruction.operator), list(instruction.operands)
        if operator == "Tf":
            font = str(operands[0])
        elif operator == "Tr":
            mode = int(operands[0])
        elif operator in ("Tj", "TJ"):
            resource = page.Resources.Font[font]
            own = known.get(resource.objgen) or known.setdefault(resource.objgen, _font(resource))
            pieces = operands[0] if operator == "TJ" else [operands[0]]
            codes = b"".join(bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String))
            for high, low in zip(codes[::2], codes[1::2], strict=True):
                code = high << 8 | low
                glyph = own.glyphs.get(code, code)
                sequence.append(Said(own.name, glyph, own.texts.get(code, ""), mode != _INVISIBLE))
        elif operator in ("BDC", "BMC", "EMC"):
            yield sequence
            sequence = []
    yield sequence


def _font(font: Any) -> _Font:
    below = font.DescendantFonts[0]
    assert str(font.Encoding) == "/Identity-H" and str(below.get("/CIDToGIDMap", "/Identity")) == "/Identity"
    file = next(below.FontDescriptor[key] for key in _FILES if key in below.FontDescriptor).read_bytes()
    texts = FileUnicodeMap()
    CMapParser(texts, io.BytesIO(font.ToUnicode.read_bytes())).run()
    with TTFont(io.BytesIO(file), lazy=True) as program:  # a collection is no font program
        return _Font(str(program["name"].getDebugName(6)), _by_character(program), dict(texts.cid2unichr))


def _by_character(program: Any) -> dict[int, int]:
    """Of a program whose codes are characters of a collection their glyphs (ISO 32000-1, 9.7.4.2)."""
    if "CFF " not in program or not hasattr(top := program["CFF "].cff.topDictIndex[0], "ROS"):
        return {}
    return {
        int(name.removeprefix("cid")): glyph
        for glyph, name in enumerate(top.charset)
        if name.startswith("cid")
    }
