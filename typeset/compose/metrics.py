"""Fonts to advances: where each character of a text begins, and what of a mark is blank."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Protocol

import uharfbuzz as hb

from typeset.compose.classes import OF_MARK, PUNCTUATION, Class
from typeset.compose.scripts import goes_along, is_emoji, is_private, is_unseen


class Shaped(Hashable, Protocol):
    """What lines are made of: a font, or for tests anything that knows widths. All in em."""

    def origins(self, text: str) -> Sequence[float]:
        """Where each character of a text begins, and last where it ends; what is drawn as one with the
        character before it begins where that ends."""

    def blanks(self, char: str) -> tuple[float, float]:
        """How much of a mark's box is blank before and after it, and may be taken away."""


@dataclass(frozen=True, eq=False)
class Font:
    """One face of a font file. ``language`` is the BCP 47 tag that chooses among regional forms, ``name``
    the family that it is of."""

    path: Path
    index: int = 0
    language: str = "zh-Hans"
    name: str = ""

    @cached_property
    def _font(self) -> hb.Font:
        return hb.Font(_face(self.path, self.index))

    @cached_property
    def _em(self) -> int:
        return int(_face(self.path, self.index).upem)

    def has(self, char: str) -> bool:
        return self._font.get_nominal_glyph(ord(char)) is not None

    def has_form(self, char: str, selector: str) -> bool:
        """Whether it has the form of a character that a variation selector asks for."""
        return self._font.get_variation_glyph(ord(char), ord(selector)) is not None

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

    def outline(self, char: str) -> tuple[float, Outline]:
        """The advance of a character and the lines around it, in em."""
        glyph = self._font.get_nominal_glyph(ord(char)) or 0
        path: list[tuple[str, tuple[tuple[float, float], ...]]] = []

        def add(operator: str, *numbers: float) -> None:
            scaled = [number / self._em for number in numbers]
            path.append((operator, tuple(zip(scaled[::2], scaled[1::2], strict=True))))

        draw = hb.DrawFuncs()
        draw.set_move_to_func(lambda x, y, _: add("m", x, y))
        draw.set_line_to_func(lambda x, y, _: add("l", x, y))
        draw.set_cubic_to_func(lambda ax, ay, bx, by, x, y, _: add("c", ax, ay, bx, by, x, y))
        draw.set_close_path_func(lambda _: add("h"))
        draw.set_quadratic_to_func(lambda ax, ay, x, y, _: add("q", ax, ay, x, y))
        self._font.draw_glyph(glyph, draw, None)
        return self._font.get_glyph_h_advance(glyph) / self._em, _cubic(path)


Outline = Sequence[tuple[str, tuple[tuple[float, float], ...]]]
"""Operators of PDF (m, l, c, h) and their points."""


def _cubic(path: Outline) -> Outline:
    """TrueType's quadratic curves as cubic ones, which are all that PDF has."""
    out: list[tuple[str, tuple[tuple[float, float], ...]]] = []
    at = (0.0, 0.0)
    for operator, points in path:
        if operator == "q":
            handle, end = points
            first, second = (
                (side[0] + 2 / 3 * (handle[0] - side[0]), side[1] + 2 / 3 * (handle[1] - side[1]))
                for side in (at, end)
            )
            out.append(("c", (first, second, end)))
        else:
            out.append((operator, points))
        at = points[-1] if points else at
    return out


@cache
def _face(path: Path, index: int) -> hb.Face:
    return hb.Face(hb.Blob.from_file_path(str(path)), index)


_SCRIPTS_OF_WORDS = frozenset({"Latn", "Grek", "Cyrl", "Hira", "Kana", "Hang", "Bopo"})
_NO_LIGATURES = {"liga": False, "clig": False}
_PROPORTIONAL = {"pwid": True}
_HALF = {"halt": True}
_FULL = 0.9
"""From this advance on, in em, a mark stands on a full box."""


@dataclass(frozen=True, slots=True)
class Lack:
    """A character, with its variation selector where that is what is lacking, that no font of a theme has.
    ``drawn``: the family that it is drawn in all the same; empty where it is a box."""

    text: str
    drawn: str


@dataclass(frozen=True, eq=False)
class Family:
    """Fonts in the order in which a character is looked for; the first draws what none has.

    ``named``: those of the theme, and ``private`` those that it names for private code points; all others
    are what else is installed. ``emoji``: the order for emoji. ``proportional``: marks that Chinese sets on
    an em, ’ “ ” …, have the width of their ink and its sides (OpenType ``pwid``), as Latin text has them.
    """

    fonts: tuple[Font, ...]
    named: frozenset[Font] = frozenset()
    private: frozenset[Font] = frozenset()
    emoji: tuple[Font, ...] = ()
    proportional: bool = False

    def origins(self, text: str) -> Sequence[float]:
        return _origins(self, text)

    def blanks(self, char: str) -> tuple[float, float]:
        return _blanks(self, char)

    @cached_property
    def as_latin(self) -> Family:
        """The same fonts, proportional."""
        return replace(self, proportional=True)

    def is_plain(self, text: str) -> bool:
        """Whether the first font draws all of a text."""
        return all(_is_in_first(self, char) for char in frozenset(text))

    def outline(self, char: str) -> tuple[float, Outline]:
        """The advance of a character and the lines around it, in em."""
        return self.font_of(char).outline(char)

    def font_of(self, char: str, *, as_emoji: bool = False) -> Font:
        """Of a character, without what is written on it."""
        fonts = (*self.emoji, *self.fonts) if as_emoji else self.fonts
        return next((font for font in fonts if font.has(char)), self.fonts[0])

    def with_form(self, char: str, selector: str) -> Family | None:
        """With that font of the theme first which has a form of a character; None where that is the one that
        draws the character, or where none has it."""
        usual = self.font_of(char)
        has = (font for font in self.fonts if font in self.named and font.has_form(char, selector))
        font = usual if usual.has_form(char, selector) else next(has, usual)
        return None if font is usual else _beginning(self, font)

    def lacks(self, text: str) -> tuple[Lack, ...]:
        """What of a text no font of the theme has, in its order, each once."""
        if self.is_plain(text):
            return ()
        found = (_lack(self, match.group()) for match in _SEEN.finditer(text))
        return tuple(dict.fromkeys(lack for lacks in found for lack in lacks))

    def runs(self, text: str) -> Iterator[tuple[Font, int, int]]:
        """The stretches of a text that are drawn in one font, as Pango has them: spaces, controls and
        variation selectors are in the font of what they follow."""
        font: Font | None = None
        begin = 0
        for at, char in enumerate(text):
            if goes_along(char):
                continue
            own = _font_at(self, char, text[at + 1 : at + 2])
            if font is not None and own is not font:
                yield font, begin, at
                begin = at
            font = own
        if text:
            yield font or self.fonts[0], begin, len(text)


_SEEN = re.compile("(?P<char>.)(?P<selector>[\ufe00-\ufe0f\U000e0100-\U000e01ef]?)", re.DOTALL)
"""A character, and the selector of its form."""
_NO_FORMS = frozenset({"", "\ufe0e", "\ufe0f"})
"""No selector, and those that choose between text and emoji: no form of a character, but a font."""


@lru_cache(maxsize=256)
def _beginning(family: Family, font: Font) -> Family:
    return replace(family, fonts=(font, *family.fonts))


@lru_cache(maxsize=65536)
def _is_in_first(family: Family, char: str) -> bool:
    return not (is_emoji(char) or is_private(char)) and family.fonts[0].has(char)


@lru_cache(maxsize=65536)
def _font_at(family: Family, char: str, after: str) -> Font:
    return family.font_of(char, as_emoji=is_emoji(char, after))


def _lack(family: Family, seen: str) -> Iterator[Lack]:
    char, selector = seen[0], seen[1:]
    if is_unseen(char):
        return
    font = _font_at(family, char, selector)
    has = font.has(char)
    if not has or font not in (family.private if is_private(char) else family.named):
        yield Lack(char, font.name if has else "")
    elif selector not in _NO_FORMS and not font.has_form(char, selector):
        yield Lack(seen, font.name)


@lru_cache(maxsize=65536)
def _origins(family: Family, text: str) -> tuple[float, ...]:
    features = _NO_LIGATURES | _PROPORTIONAL if family.proportional else _NO_LIGATURES
    places: list[float] = []
    at = 0.0
    for font, begin, end in family.runs(text):
        advances = [0.0] * (end - begin)
        for cluster, advance, _ in font.shaped(text[begin:end], features):
            advances[cluster] += advance
        for advance in advances:
            places.append(at)
            at += advance
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
