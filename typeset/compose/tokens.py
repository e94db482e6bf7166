"""Runs of text to tokens: what a line is made of, each with its class, its width and its blank halves."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from typeset.compose.classes import TOKEN, Class, class_of
from typeset.compose.metrics import Shaped

Hyphenate = Callable[[str], Sequence[int]]
"""Where a word may be parted with a hyphen: offsets in it, ascending."""


@dataclass(frozen=True, slots=True)
class Style:
    """What a run is set in: fonts, and a size in points."""

    fonts: Shaped
    size: float


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style.

    ``together``: no line breaks in it, and no gap of it is changed. ``clings``: neither does one before it,
    nor is there a gap (the mark of a note). ``spread``: points between its characters (a padded name, a
    letterspaced title). ``gap``: points after it that are no text and vanish where a line ends (the one em
    after a run-in heading); a line that ends there may stay short.
    """

    text: str
    style: Style
    together: bool = False
    clings: bool = False
    spread: float = 0.0
    gap: float = 0.0


class Token(NamedTuple):
    """``start`` to ``end`` are offsets in the paragraph; widths in points.

    ``width`` is what is left of its advance without the blanks ``before`` and ``after``, which lie in the
    gaps beside it; ``inset`` is where it is drawn from there. ``size`` is its em. ``hyphen``: it ends inside
    a word, where a line's end takes a hyphen.
    """

    cls: Class
    start: int
    end: int
    width: float
    inset: float
    before: float
    after: float
    size: float
    run: int
    hyphen: bool = False


_HALF_EM = 0.5
_BOXES: dict[Class, float] = {Class.DOT: _HALF_EM, Class.SOLIDUS: _HALF_EM, Class.CONNECTOR: _HALF_EM}
"""In em, what a connector takes (row 13); one that is wider than that, 1 em."""
_SLOTS = re.compile(r"(?<=[/?&=._#\-])")
"""Where an address too long for a line is parted."""
_PARTED = re.compile(r"[^\W\d_]{5,}\Z")
"""A word with nothing in it but letters, five or more, may take a hyphen."""


def tokens_of(
    runs: Sequence[Run], measure: float, indent: float = 0.0, hyphenate: Hyphenate | None = None
) -> list[Token]:
    """The tokens of a paragraph. None is wider than ``measure``, nor the first wider than what an ``indent``
    leaves, if its characters are not."""
    out: list[Token] = []
    at = 0
    for number, run in enumerate(runs):
        for match in TOKEN.finditer(run.text):
            text, start = match.group(), at + match.start()
            cls = class_of(match.lastgroup or "", text)
            token = _token(cls, text, start, run, number)
            room = measure if out else measure - indent
            if token.width > room and len(text) > 1:
                out += _short(cls, text, start, run, number, room)
            elif cls is Class.WORD and hyphenate is not None and _PARTED.match(text):
                out += _syllables(text, start, run, number, hyphenate)
            else:
                out.append(token)
        at += len(run.text)
    return _without_double_blanks(runs, out)


def _token(cls: Class, text: str, start: int, run: Run, number: int, *, hyphen: bool = False) -> Token:
    size, fonts = run.style.size, run.style.fonts
    advance = fonts.origins(text)[-1] * size + run.spread * (len(text) - 1)
    end = start + len(text)
    box = _box(cls, text, advance / size) * size
    if box:
        return Token(cls, start, end, box, (box - advance) / 2, 0.0, 0.0, size, number)
    before, after = (blank * size for blank in fonts.blanks(text)) if len(text) == 1 else (0.0, 0.0)
    width = advance - before - after
    return Token(cls, start, end, width, -before, before, after, size, number, hyphen)


def _box(cls: Class, text: str, advance: float) -> float:
    """What a mark takes in em, its ink in the middle; 0 where its own width stands."""
    if cls in (Class.DASH, Class.ELLIPSIS):
        return float(len(text)) if text != "⸺" else 2.0
    if cls is Class.CONNECTOR and (text in "—―～〜" or advance > _HALF_EM + 0.1):
        return 1.0
    return _BOXES.get(cls, 0.0)


def _short(cls: Class, text: str, start: int, run: Run, number: int, measure: float) -> Iterator[Token]:
    """A token that fits no line in pieces that do, parted after the marks of an address where it can be."""
    for slot in _SLOTS.split(text):
        token = _token(cls, slot, start, run, number)
        if token.width <= measure:
            yield token
        else:
            for offset, char in enumerate(slot):
                yield _token(cls, char, start + offset, run, number)
        start += len(slot)


def _syllables(text: str, start: int, run: Run, number: int, hyphenate: Hyphenate) -> Iterator[Token]:
    cuts = [0, *hyphenate(text), len(text)]
    for low, high in pairwise(cuts):
        if low < high:
            yield _token(Class.WORD, text[low:high], start + low, run, number, hyphen=high < len(text))


def _without_double_blanks(runs: Sequence[Run], tokens: list[Token]) -> list[Token]:
    """！！ and ？！ take one em together, three such marks two (row 12): an even number leaves none."""
    text = "".join(run.text for run in runs)
    count = 0
    for position, token in enumerate(tokens):
        count = count + 1 if text[token.start : token.end] in ("！", "？") else 0
        last = position + 1 == len(tokens) or text[tokens[position + 1].start] not in "！？"
        if count and count % 2 == 0 and last:
            tokens[position] = token._replace(after=0.0)
    return tokens
