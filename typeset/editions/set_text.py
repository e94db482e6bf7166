"""A text whose lines are composed, in the pieces that it has of runs and elements → its HTML.

Lines end with line feeds, wherever in its elements they stand; a part of the lines has the elements that they
stand in. Words of another script, and rare forms, are pieces of their own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import groupby, pairwise
from operator import itemgetter

from typeset.compose.classes import TOKEN, is_latin
from typeset.compose.lines import Line, Paragraph
from typeset.compose.metrics import Family, Shaped
from typeset.compose.tables import Cell
from typeset.compose.tokens import Run, Style
from typeset.editions.drawn_lines import LINES

PARAGRAPH = "<p>"
_LATIN = '<span class="latin">'
PAGE = '<span data-generated="page">'
"""Of the page that a reference leads to."""
_HYPHEN = '<span class="hyphen"></span>'
_END: Callable[[tuple[int, str]], int] = itemgetter(0)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run, the tag of the block that it stands in, and those of the elements in the block, if it is in any.
    ``note``: that of the note whose mark it is."""

    run: Run
    block: str
    inside: str = ""
    note: str = ""


_NAME = re.compile(r"<(\w+)")
_LINK = re.compile(r"<a [^>]*>")


def _closing(tags: str) -> str:
    return "".join(f"</{name}>" for name in reversed(_NAME.findall(tags)))


@dataclass(frozen=True, slots=True)
class SetText:
    """A text and its lines; ``number`` is its own among all of its edition. ``tail``: the characters of its
    signature, the last of the text. ``latin``: of words alone. ``plain``: all in
    the first of the theme's fonts for text, so that no fallback moves its baseline. ``paragraph``: what was
    composed, of a text that may be set in another number of lines."""

    number: int
    pieces: tuple[Piece, ...]
    lines: tuple[Line, ...]
    tail: int = 0
    latin: bool = False
    plain: bool = False
    paragraph: Paragraph | None = None

    @property
    def text(self) -> str:
        return "".join(piece.run.text for piece in self.pieces)

    @property
    def notes(self) -> Iterator[tuple[str, int]]:
        """The id of each note whose mark it has, and where that stands."""
        at = 0
        for piece in self.pieces:
            if piece.note:
                yield piece.note, at
            at += len(piece.run.text)

    @property
    def added(self) -> Iterator[str]:
        """What it says of the page of each reference."""
        for inside, own in groupby(self.pieces, key=lambda piece: piece.inside):
            if PAGE in inside:
                yield "".join(piece.run.text for piece in own)

    @property
    def unlinked(self) -> tuple[Piece, ...]:
        """Its pieces, none of them in a link."""
        return tuple(replace(piece, inside=_LINK.sub("", piece.inside)) for piece in self.pieces)

    def place_of(self, at: int) -> int:
        """Where a character of the document's words stands, among those that are generated."""
        begin = 0
        for piece in self.pieces:
            size = len(piece.run.text)
            if PAGE not in piece.inside:
                if at < size:
                    break
                at -= size
            begin += size
        return begin + at

    def html(self, first: int, last: int, name: str = "", attributes: str = "") -> str:
        """Lines ``first`` to ``last`` (exclusive) in a block of the class ``lines`` and some of their own."""
        names = " ".join(filter(None, ("lines", "latin" if self.latin else "", name)))
        attributes = f' class="{names}" {LINES}="{self.number}"{attributes}'
        blocks = list(self._blocks(first, last))
        if self.plain and [block for block, _ in blocks] == [PARAGRAPH]:
            return f"<p{attributes}>{blocks[0][1]}</p>\n"
        words = "".join(f"{block}{inner}{_closing(block)}" for block, inner in blocks)
        return f"<div{attributes}>{words}</div>\n"

    def _blocks(self, first: int, last: int) -> Iterator[tuple[str, str]]:
        """The tag of each block that some lines are of, and the words in it."""
        start = self.lines[first].start if first else 0
        breaks = [(line.end, f"{_HYPHEN if line.hyphen else ''}\n") for line in self.lines[first : last - 1]]
        if self.lines[last - 1].hyphen:
            breaks.append((self.lines[last - 1].end, _HYPHEN))
        shown = self._shown(start, self.lines[last - 1].end)
        for block, pieces in groupby(shown, key=lambda piece: piece[0].block):
            inner = []
            for piece, begin, low, high in pieces:
                words = "".join(_broken(piece.run.text, begin, low, high, breaks))
                inner.append(f"{piece.inside}{words}{_closing(piece.inside)}" if piece.inside else words)
            yield block, "".join(inner)

    def _shown(self, start: int, end: int) -> Iterator[tuple[Piece, int, int, int]]:
        """The pieces with characters from ``start`` to ``end`` of the text: where each begins in it, and
        which of its characters those are."""
        begin = 0
        for piece in self.pieces:
            low, high = max(begin, start), min(begin + len(piece.run.text), end)
            if low < high:
                yield piece, begin, low, high
            begin += len(piece.run.text)


def _broken(text: str, begin: int, low: int, high: int, breaks: Sequence[tuple[int, str]]) -> Iterator[str]:
    """A text that begins at ``begin``, from ``low`` to ``high``, with what stands at the ends of its lines: a
    line feed, and before it an empty element where print.css puts a hyphen."""
    inside = breaks[bisect_right(breaks, low, key=_END) : bisect_right(breaks, high, key=_END)]
    for end, mark in inside:
        yield f"{escape(text[low - begin : end - begin])}{mark}"
        low = end
    yield escape(text[low - begin : high - begin])


def _proportional(style: Style) -> Style:
    """With the marks of Latin text, as print.css has them for ``.latin``."""
    fonts = style.fonts
    return replace(style, fonts=fonts.as_latin) if isinstance(fonts, Family) else style


def is_plain(run: Run, fonts: Shaped) -> bool:
    """Whether a run is drawn by the first of these fonts alone."""
    return run.style.fonts is fonts and isinstance(fonts, Family) and fonts.is_plain(run.text)


def _apart(piece: Piece) -> Iterator[Piece]:
    """A piece of Han text; by themselves what of it is set in other forms."""
    text, end = piece.run.text, len(piece.run.text)
    others = dict(_other_forms(piece))
    cuts = sorted({0, end, *(at for place in others for at in place)})
    for low, high in pairwise(cuts):
        style, inside = others.get((low, high), (piece.run.style, ""))
        gap = piece.run.gap if high == end else 0.0
        run = replace(piece.run, text=text[low:high], style=style, gap=gap)
        yield replace(piece, run=run, inside=f"{piece.inside}{inside}")


def _other_forms(piece: Piece) -> Iterator[tuple[tuple[int, int], tuple[Style, str]]]:
    """Words with an apostrophe, which is no quote on an em; characters whose variation selector asks for a
    form that another font has than draws the others, unless they are spread. Where each stands, its style and
    its tag."""
    text, style = piece.run.text, piece.run.style
    for match in TOKEN.finditer(text) if "’" in text else ():
        if match.lastgroup == "word" and "’" in match.group():
            yield match.span(), (_proportional(style), _LATIN)
    if isinstance(style.fonts, Family) and not piece.run.spread:
        for match in _FORM.finditer(text):
            fonts = style.fonts.with_form(match[1], match[2])
            if fonts is not None:
                family_ = escape(f"'{fonts.fonts[0].name}'")
                yield match.span(), (replace(style, fonts=fonts), f'<span style="font-family: {family_}">')


_FORM = re.compile(
    "([\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])([\ufe00-\ufe02\U000e0100-\U000e01ef])"
)
"""A Han character and its variation selector."""


def by_script(pieces: Sequence[Piece]) -> tuple[list[Piece], bool]:
    """The pieces of a text in the forms of their script, and whether it is Latin as a whole."""
    if not is_latin("".join(piece.run.text for piece in pieces)):
        return [part for piece in pieces for part in _apart(piece)], False
    return [
        replace(piece, run=replace(piece.run, style=_proportional(piece.run.style))) for piece in pieces
    ], True


@dataclass(frozen=True, slots=True)
class CellText:
    """A cell of a table: its pieces, and the same for the composer."""

    pieces: tuple[Piece, ...]
    cell: Cell
