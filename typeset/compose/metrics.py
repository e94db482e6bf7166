"""Fonts to advances: where each character of a text begins, and what of a mark is blank."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Protocol

import uharfbuzz as hb

from typeset.compose.classes import OF_MARK, PUNCTUATION, Class


class Shaped(Hashable, Protocol):
    """What lines are made of: a font, or for tests anything that knows widths. All in em."""

    def origins(self, text: str) -> Sequence[float]:
        """Where each character of a text begins, and last where it ends; what is drawn as one with the
        character before it begins where that ends."""

    def blanks(self, char: str) -> tuple[float, float]:
        """How much of a mark's box is blank before and after it, and may be taken away."""


@dataclass(frozen=True, eq=False)
class Font:
    """One face of a font file. ``language`` is the BCP 47 tag that chooses among regional forms."""

    path: Path
    index: int = 0
    language: str = "zh-Hans"

    @cached_property
    def _font(self) -> hb.Font:
        return hb.Font(_face(self.path, self.index))

    @cached_property
    def _em(self) -> int:
        return int(_face(self.path, self.index).upem)

    def has(self, char: str) -> bool:
        return self._font.get_nominal_glyph(ord(char)) is not None

    def shaped(self, text: str, features: Mapping[str, bool]) -> list[tuple[int, float, float]]:
        """(character, advance, offset) of each glyph, in em."""
        buffer = hb.Buffer()
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
        buffer.add_str(text)
        buffer.guess_segment_properties()
        if buffer.script not in _SCRIPTS_OF_WORDS:
            buffer.script = "Hani"  # marks and digits are set as the Han around them
        buffer.direction = "ltr"
        buffer.language = self.language
        hb.shape(self._font, buffer, dict(features))
        infos, positions = buffer.glyph_infos, buffer.glyph_positions
        return [
            (info.cluster, place.x_advance / self._em, place.x_offset / self._em)
            for info, place in zip(infos, positions, strict=True)
        ]


@cache
def _face(path: Path, index: int) -> hb.Face:
    return hb.Face(hb.Blob.from_file_path(str(path)), index)


_SCRIPTS_OF_WORDS = frozenset({"Latn", "Grek", "Cyrl", "Hira", "Kana", "Hang", "Bopo"})
_NO_LIGATURES = {"liga": False, "clig": False}
_PROPORTIONAL = {"pwid": True}
_HALF = {"halt": True}
_FULL = 0.9
"""From this advance on, in em, a mark stands on a full box."""


@dataclass(frozen=True, eq=False)
class Family:
    """Fonts in the order in which a character is looked for; the first draws what none has.

    ``proportional``: marks that Chinese sets on an em, ’ “ ” …, have the width of their ink and its sides
    (OpenType ``pwid``), as Latin text has them.
    """

    fonts: tuple[Font, ...]
    proportional: bool = False

    def origins(self, text: str) -> Sequence[float]:
        return _origins(self, text)

    def blanks(self, char: str) -> tuple[float, float]:
        return _blanks(self, char)

    @cached_property
    def as_latin(self) -> Family:
        """The same fonts, proportional."""
        return Family(self.fonts, proportional=True)

    def is_plain(self, text: str) -> bool:
        """Whether the first font draws all of a text."""
        return all(_has(self.fonts[0], char) for char in frozenset(text))

    def font_of(self, char: str) -> Font:
        return next((font for font in self.fonts if font.has(char)), self.fonts[0])


@lru_cache(maxsize=65536)
def _has(font: Font, char: str) -> bool:
    return font.has(char)


@lru_cache(maxsize=65536)
def _origins(family: Family, text: str) -> tuple[float, ...]:
    features = _NO_LIGATURES | _PROPORTIONAL if family.proportional else _NO_LIGATURES
    places: list[float] = []
    at = 0.0
    begin = 0
    while begin < len(text):
        font = family.font_of(text[begin])
        end = begin + 1
        while end < len(text) and family.font_of(text[end]) is font:
            end += 1
        advances = [0.0] * (end - begin)
        for cluster, advance, _ in font.shaped(text[begin:end], features):
            advances[cluster] += advance
        for advance in advances:
            places.append(at)
            at += advance
        begin = end
    return (*places, at)


@lru_cache(maxsize=4096)
def _blanks(family: Family, char: str) -> tuple[float, float]:
    """From the font's own half-width forms (OpenType ``halt``); without them, by the class of the mark."""
    font = family.font_of(char)
    full = sum(advance for _, advance, _ in font.shaped(char, {}))
    if full < _FULL:
        return 0.0, 0.0
    half = font.shaped(char, _HALF)
    narrow = sum(advance for _, advance, _ in half)
    if narrow < full:
        before = -half[0][2]
        return before, full - narrow - before
    cls = OF_MARK.get(char, Class.HAN)
    if cls is Class.OPEN:
        return full / 2, 0.0
    return (0.0, full / 2) if cls in PUNCTUATION else (0.0, 0.0)
