"""The glyphs of a run and its text → what each glyph says, so that all together say the text in its order."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
_PAIRS = "（）《》〈〉「」『』【】〔〕〖〗［］｛｝()[]{}<>«»‹›"
_TURNED = dict(
    zip(_PAIRS, "".join(b + a for a, b in zip(_PAIRS[::2], _PAIRS[1::2], strict=True)), strict=True)
)
_OVERRIDES = frozenset("\u202b\u202e\u2067")
"""What turns the direction of what follows."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph drawn: font resource and size, code, text, left edge along the line, rise."""

    font: str
    size: float
    code: int
    text: str
    x: float
    rise: float


def assigned(glyphs: list[Glyph], text: str) -> list[Glyph]:
    """The glyphs in the order of ``text``, their texts joined being ``text``. There is at least one.

    A glyph that says what comes next is taken, the one after the last if it does; what no glyph says goes to
    one that is left over: that of a character which is drawn alike, else the nearest; when there is none, to
    the glyph before. Where there are not enough, what shows nothing is the first to go without.
    """
    if len(glyphs) == len(text) and not _runs_backwards(text):
        return [replace(glyph, text=char) for glyph, char in zip(glyphs, text, strict=True)]
    unused = dict(enumerate(glyphs))
    order: list[tuple[int | None, str]] = []
    position, last = 0, -1
    while position < len(text):
        last_or_none = _next_glyph(unused, text, position, last)
        if last_or_none is None:
            order.append((None, text[position]))
            position += 1
        else:
            last = last_or_none
            order.append((last, unused.pop(last).text))
            position += len(order[-1][1])
    return _with_the_rest(glyphs, order, list(unused))


def _next_glyph(unused: dict[int, Glyph], text: str, position: int, last: int) -> int | None:
    for index in (last + 1, last - 1):
        if index in unused and unused[index].text and text.startswith(unused[index].text, position):
            return index
    fitting = (i for i, glyph in unused.items() if glyph.text and text.startswith(glyph.text, position))
    return next(fitting, None)


def _with_the_rest(glyphs: list[Glyph], order: list[tuple[int | None, str]], left: list[int]) -> list[Glyph]:
    out: list[Glyph] = []
    before = ""
    order = list(_with_those_alike(glyphs, order, left))
    enough = len(left) >= sum(matched is None for matched, _ in order)
    backwards = any(_runs_backwards(text) for _, text in order)
    last, step = (len(glyphs), -1) if backwards else (-1, 1)
    for matched, text in order:
        index = matched
        if matched is None and left and (enough or not _shows_nothing(text)):
            index = next((near for near in (last + step, last - step) if near in left), left[0])
            left.remove(index)
        if index is not None:
            out.append(replace(glyphs[index], text=before + text))
            before = ""
            last, step = index, 1 if index > last else -1
        elif out:
            out[-1] = replace(out[-1], text=out[-1].text + text)
        else:
            before += text
    return [*out, *(replace(glyphs[index], text="") for index in left)]


def _with_those_alike(
    glyphs: list[Glyph], order: list[tuple[int | None, str]], left: list[int]
) -> Iterator[tuple[int | None, str]]:
    """The order, with such glyphs of ``left``, from which they are taken, as are drawn for what has none."""
    for matched, text in order:
        index = matched
        if matched is None:
            index = next((other for other in left if _is_drawn_alike(glyphs[other].text, text)), None)
        if matched is None and index is not None:
            left.remove(index)
        yield index, text


def _runs_backwards(text: str) -> bool:
    return any(unicodedata.bidirectional(char) in _RIGHT_TO_LEFT or char in _OVERRIDES for char in text)


def _is_drawn_alike(one: str, other: str) -> bool:
    """A form for compatibility; where the text runs backwards, a bracket turned round."""
    same = unicodedata.normalize("NFKC", one) == unicodedata.normalize("NFKC", other)
    return bool(one) and (same or _TURNED.get(one) == other)


def _shows_nothing(char: str) -> bool:
    """Controls of direction and joining, variation selectors, tags (Default_Ignorable_Code_Point)."""
    return (
        unicodedata.category(char) == "Cf"
        or "VARIATION SELECTOR" in unicodedata.name(char, "")
        or "\U000e0000" <= char <= "\U000e0fff"
    )
