"""Runs of text to tokens: what a line is made of, each with its class, its width and its blank halves."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from typeset.compose.classes import CHARACTER, LATIN_TOKEN, TOKEN, Class, class_of
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
    after a run-in heading); a line that ends there may stay short, but none does after what ``leads``,
    where half the gap may go as the last of all, unless it is set ``together``.
    """

    text: str
    style: Style
    together: bool = False
    clings: bool = False
    spread: float = 0.0
    gap: float = 0.0
    leads: bool = False


class Token(NamedTuple):
    """``start`` to ``end`` are offsets in the paragraph; widths in points.

    ``width`` is what is left of its advance without the blanks ``before`` and ``after``, which lie in the
    gaps beside it; ``inset`` is where it is drawn from there. ``size`` is its em. ``parted``: it ends inside
    a word or an ``address``; a line's end takes a hyphen there, ``hyphen`` wide, unless the text has a mark.
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
    parted: bool = False
    hyphen: float = 0.0
    address: bool = False


class _Piece(NamedTuple):
    """A word, or what of it may stand on a line by itself."""

    text: str
    parted: bool = False
    hyphen: bool = False
    address: bool = False


_HALF_EM = 0.5
_BOXES: dict[Class, float] = {Class.DOT: _HALF_EM, Class.SOLIDUS: _HALF_EM, Class.CONNECTOR: _HALF_EM}
"""In em, what a connector takes (row 13); one that is wider than that, 1 em."""
_ADDRESS = re.compile(r"[a-z]://|\bwww\.")
_SLOTS = re.compile(r"(?<=/)(?!/)")
_MORE_SLOTS = (_SLOTS, re.compile(r"(?<=[?&=._#])"), re.compile(r"(?<=-)(?!-)"))
"""An address is parted after its solidi; what is too long for a line, after such marks, kind by kind."""
_DASHES = re.compile(r"(?<=[^\s—]—)(?=[\w“‘(])|(?<=[^\s-]--)(?=\w)")
"""After a dash between words."""
_COMPOUND = re.compile(r"(?<=[^\W\d_]{2}[-‐–])(?=[^\W\d_]{3})")
"""After the hyphen of a compound; short parts (e-mail, T-shirt) stay."""
_LETTERS = re.compile(r"[\W_]*([^\W\d_]{5,})(?:['’][^\W\d_]{1,2})?[\W_]*\Z")
"""A word with nothing in it but letters, five or more, may take a hyphen, whatever marks stand at it."""


def tokens_of(
    runs: Sequence[Run],
    measure: float,
    edges: tuple[float, float] = (0.0, 0.0),
    hyphenate: Hyphenate | None = None,
    *,
    latin: bool = False,
    sparing: bool = False,
) -> list[Token]:
    """The tokens of a paragraph, of words alone if it is ``latin``. None is wider than what ``edges``, the
    indents of the first line and of those below, leave of ``measure``, if its characters are not.
    ``sparing``: only words that are wider than that may take a hyphen."""
    out: list[Token] = []
    at = 0
    for number, run in enumerate(runs):
        for match in (LATIN_TOKEN if latin else TOKEN).finditer(run.text):
            text, start = match.group(), at + match.start()
            cls = class_of(match.lastgroup or "", text)
            room = measure - (edges[1] if out else max(edges))
            if cls is Class.WORD:
                out += _word(text, start, run, number, room, hyphenate, sparing=sparing)
                continue
            token = _token(cls, text, start, run, number)
            fits = token.width <= room or len(text) == 1
            out += [token] if fits else _characters(cls, text, start, run, number)
        at += len(run.text)
    return _without_double_blanks(runs, out)


def _token(cls: Class, text: str, start: int, run: Run, number: int) -> Token:
    size, fonts = run.style.size, run.style.fonts
    measured = _measured if len(text) == 1 else _measured.__wrapped__
    width, inset, before, after = measured(cls, text, fonts, size, run.spread)
    return Token(cls, start, start + len(text), width, inset, before, after, size, number)


@lru_cache(maxsize=65536)
def _measured(
    cls: Class, text: str, fonts: Shaped, size: float, spread: float
) -> tuple[float, float, float, float]:
    """Width, inset, and the blanks before and after, of a token."""
    advance = fonts.origins(text)[-1] * size + spread * (len(text) - 1)
    box = _box(cls, text, advance / size) * size
    if box:
        return box, (box - advance) / 2, 0.0, 0.0
    before, after = (blank * size for blank in fonts.blanks(text)) if len(text) == 1 else (0.0, 0.0)
    if cls is Class.RATIO:
        return advance - before - after, -before, 0.0, 0.0
    return advance - before - after, -before, before, after


def _box(cls: Class, text: str, advance: float) -> float:
    """What a mark takes in em, its ink in the middle; 0 where its own width stands."""
    if cls in (Class.DASH, Class.ELLIPSIS):
        return float(len(text)) if text != "⸺" else 2.0
    if cls is Class.CONNECTOR and (text in "—―～〜" or advance > _HALF_EM + 0.1):
        return 1.0
    return _BOXES.get(cls, 0.0)


def _word(
    text: str,
    start: int,
    run: Run,
    number: int,
    room: float,
    hyphenate: Hyphenate | None,
    *,
    sparing: bool = False,
) -> Iterator[Token]:
    """A word in the pieces that a line may have of it, each as wide as it is in the whole word."""
    size = run.style.size
    places = run.style.fonts.origins(text)
    hyphen = run.style.fonts.origins("-")[-1] * size

    def fits(piece: _Piece) -> bool:
        return run.style.fonts.origins(piece.text)[-1] * size + run.spread * (len(piece.text) - 1) <= room

    pieces = list(_pieces(text, None if sparing else hyphenate))
    if sparing and not all(map(fits, pieces)):
        pieces = list(_pieces(text, hyphenate))
    for slots in _MORE_SLOTS:
        pieces = [part for piece in pieces for part in ([piece] if fits(piece) else _marked(slots, piece))]
    for piece, end in zip(pieces, accumulate(len(piece.text) for piece in pieces), strict=True):
        begin = end - len(piece.text)
        width = (places[end] - places[begin]) * size + run.spread * (end - begin - 1)
        if width > room:
            yield from _characters(Class.WORD, piece.text, start + begin, run, number)
        else:
            yield Token(
                Class.WORD, start + begin, start + end, width, 0.0, 0.0, 0.0, size, number,
                piece.parted, hyphen if piece.hyphen else 0.0, piece.address,
            )  # fmt: skip


def _characters(cls: Class, text: str, start: int, run: Run, number: int) -> Iterator[Token]:
    """What fits no line, character by character."""
    for match in CHARACTER.finditer(text):
        yield _token(cls, match.group(), start + match.start(), run, number)


def _pieces(text: str, hyphenate: Hyphenate | None) -> Iterator[_Piece]:
    if _ADDRESS.search(text):
        yield from _marked(_SLOTS, _Piece(text), address=True)
        return
    for word in _DASHES.split(text):
        if _COMPOUND.search(word):
            yield from _marked(_COMPOUND, _Piece(word))
        else:
            yield from _syllables(word, hyphenate)


def _marked(slots: re.Pattern[str], piece: _Piece, *, address: bool = False) -> Iterator[_Piece]:
    """A piece in such as end with marks of the text."""
    parts = [part for part in slots.split(piece.text) if part]  # none after a mark at its end
    yield from (_Piece(part, True, address=address or piece.address) for part in parts[:-1])
    yield piece._replace(text=parts[-1])


def _syllables(word: str, hyphenate: Hyphenate | None) -> Iterator[_Piece]:
    begin = 0
    letters = _LETTERS.match(word) if hyphenate is not None else None
    if letters is not None and hyphenate is not None:
        for cut in hyphenate(letters[1]):
            end = letters.start(1) + cut
            yield _Piece(word[begin:end], True, True)
            begin = end
    yield _Piece(word[begin:])


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
