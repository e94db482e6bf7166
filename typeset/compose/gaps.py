"""Two neighbouring tokens to the gap between them: its natural width, what it may lose and gain, and whether
a line may end there.

The order of losing and gaining is clreq 3.2.3 (rows 17 and 18 of the requirements): losing in the order of
``Shrink``; gaining first by word spaces, then between Han and Latin, then everywhere alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import NamedTuple

from typeset.compose.classes import EDGE_GLUE, LIKE_HAN, NEVER_FIRST, NEVER_LAST, PUNCTUATION, Class
from typeset.compose.tokens import Run, Token

HAN_LATIN = 0.25
"""In em, between Han and Latin (clreq 3.2.2, row 15)."""
HAN_LATIN_LEAST = 0.125
HAN_LATIN_MOST = 0.295
"""It grows to this; row 18 allows half an em, but a gap of a third is seen."""
_HARDLY = 0.02
"""As much as a gap between Han and Latin takes of what all gaps take: all of it, if there are no others."""
SPACE_LEAST = 0.25
SPACE_MOST = 0.5
LATIN_LEAST = 1 / 6
LATIN_WIDEST = 1 / 3
"""A word space in Latin text is the font's own, if it is none of the widest, and grows to ``SPACE_MOST``: a
quarter and half an em (Bringhurst, Elements of Typographic Style, 2.1.1). His least is a fifth; in columns of
16 to 22 characters a sixth leaves a quarter fewer lines with wider spaces than half an em."""
BETWEEN_HAN = 0.5
"""A space that the text has between two Han characters."""


class Shrink(IntEnum):
    """In this order. A line's last mark has lost its blank before (row 9); · has half an em as it stands."""

    SPACE = 0
    BRACKET = 1
    PAUSE = 2
    HAN_LATIN = 3
    STOP = 4


class Gap(NamedTuple):
    """After the token of the same index. Widths in points.

    ``natural``, less up to ``loss`` in the turn of ``shrink``, or more up to ``gain``: a word space in the
    first turn, between Han and Latin in the second. ``alike``: the em by which it grows with all others in
    the last, 0 where it does not.
    ``breaks``: a line may end here. ``ragged``: it may stay short then.
    """

    natural: float
    shrink: Shrink
    loss: float
    gain: float
    word_space: bool
    alike: float
    breaks: bool
    ragged: bool = False


_OF_CLASS = {Class.OPEN: Shrink.BRACKET, Class.CLOSE: Shrink.BRACKET, Class.PAUSE: Shrink.PAUSE,
             Class.STOP: Shrink.STOP}  # fmt: skip
_FIXED = frozenset({Class.CONNECTOR, Class.DOT, Class.SOLIDUS, Class.RATIO})
"""Nothing is stretched beside these (row 18)."""


def content_and_gaps(
    tokens: Sequence[Token], runs: Sequence[Run], *, latin: bool = False
) -> tuple[list[Token], list[Gap]]:
    """The tokens without the spaces between them, and the gap after each but the last.

    A space at either end of a paragraph is left out as well: it takes no room at a line's edge.
    """
    content: list[Token] = []
    gaps: list[Gap] = []
    spaces: list[Token] = []
    for token in tokens:
        if token.cls in EDGE_GLUE:
            spaces.append(token)
            continue
        if content:
            gaps.append(_gap(content[-1], token, spaces, runs, latin=latin))
        content.append(token)
        spaces = []
    return content, gaps


def _gap(before: Token, after: Token, spaces: list[Token], runs: Sequence[Run], *, latin: bool) -> Gap:
    run, following = runs[before.run], runs[after.run]
    if before.run != after.run and run.gap:
        # What follows keeps its own blank half, as after a full-width space: the em is between boxes.
        free = not run.leads
        loss = 0.0 if free or run.together else run.gap / 2
        return Gap(run.gap + after.before, Shrink.STOP, loss, 0.0, False, 0.0, free, free)
    if following.clings and before.run != after.run:
        return _fixed(0.0)
    inside = before.run == after.run
    if inside and run.together:
        return _fixed(run.spread + sum(space.width + run.spread for space in spaces) + _blank(before, after))
    spread = run.spread if inside else 0.0
    if spaces:
        gap = _word_space(before, after, spaces) if latin else _space(before, after, spaces)
    else:
        gap = _close(before, after)
    return gap._replace(natural=gap.natural + spread) if spread else gap


def _fixed(natural: float) -> Gap:
    return Gap(natural, Shrink.SPACE, 0.0, 0.0, False, 0.0, False)


def _blank(before: Token, after: Token) -> float:
    return before.after + after.before


def _space(before: Token, after: Token, spaces: list[Token]) -> Gap:
    """A space of the text. Between Han and Latin it is that gap; beside Han alone it is wider."""
    em = max(before.size, after.size)
    breaks = after.cls not in NEVER_FIRST and before.cls not in NEVER_LAST and not _tied(spaces)
    if any(space.cls is Class.WIDE_SPACE for space in spaces):
        natural = sum(em if space.cls is Class.WIDE_SPACE else space.width for space in spaces)
        return Gap(natural, Shrink.SPACE, natural / 2, 0.0, False, em, breaks)
    latin = (before.cls is Class.WORD) + (after.cls is Class.WORD)
    if latin == 1 and not (before.cls in PUNCTUATION or after.cls is Class.OPEN):
        return _between_han_and_latin(em, breaks=breaks)
    if _is_fixed(spaces):
        return _fixed(min(spaces[0].width, SPACE_LEAST * em))
    words = latin or Class.HANGUL in (before.cls, after.cls)
    natural = max(spaces[0].width, SPACE_LEAST * em) if words else BETWEEN_HAN * em
    return Gap(natural, Shrink.SPACE, natural - SPACE_LEAST * em, max(0.0, SPACE_MOST * em - natural),
               True, em, breaks)  # fmt: skip


def _word_space(before: Token, after: Token, spaces: list[Token]) -> Gap:
    """Between the words of Latin text."""
    em = max(before.size, after.size)
    if _is_fixed(spaces):
        return _fixed(min(spaces[0].width, SPACE_LEAST * em))
    natural = min(max(spaces[0].width, LATIN_LEAST * em), LATIN_WIDEST * em)
    return Gap(natural, Shrink.SPACE, natural - LATIN_LEAST * em, SPACE_MOST * em - natural,
               True, em, not _tied(spaces))  # fmt: skip


def _tied(spaces: list[Token]) -> bool:
    return any(space.cls is Class.TIE for space in spaces)


def _is_fixed(spaces: list[Token]) -> bool:
    return any(space.cls is Class.FIXED_SPACE for space in spaces)


def _between_han_and_latin(em: float, *, breaks: bool) -> Gap:
    return Gap(HAN_LATIN * em, Shrink.HAN_LATIN, (HAN_LATIN - HAN_LATIN_LEAST) * em,
               (HAN_LATIN_MOST - HAN_LATIN) * em, False, _HARDLY * em, breaks)  # fmt: skip


def _close(before: Token, after: Token) -> Gap:
    """Two tokens with nothing between."""
    first, second = before.cls, after.cls
    if first is Class.WORD and second is Class.WORD:
        return _fixed(0.0)._replace(breaks=before.run == after.run)
    breaks = second not in NEVER_FIRST and first not in NEVER_LAST
    if (first in LIKE_HAN and second is Class.WORD) or (first is Class.WORD and second in LIKE_HAN):
        return _between_han_and_latin(max(before.size, after.size), breaks=breaks)
    fixed = first in _FIXED or second in _FIXED or first is Class.OPEN or second in PUNCTUATION
    alike = 0.0 if fixed else max(before.size, after.size)
    left, right = before.after, after.before
    if first in PUNCTUATION and second in PUNCTUATION:
        return _fixed(right)
    if first is Class.OPEN and second is Class.OPEN:
        return _fixed(left)
    if left > 0 and right > 0 and first in PUNCTUATION and second is Class.OPEN:
        kept = max(left, right)
        return Gap(kept, Shrink.BRACKET, kept, 0.0, False, alike, breaks)
    shrink, loss = _loss(before, after)
    return Gap(left + right, shrink, loss, 0.0, False, alike, breaks)


def _loss(before: Token, after: Token) -> tuple[Shrink, float]:
    """A blank half is lost in the turn of its mark."""
    if before.after > 0 and before.cls in _OF_CLASS:
        return _OF_CLASS[before.cls], before.after
    if after.before > 0 and after.cls in _OF_CLASS:
        return _OF_CLASS[after.cls], after.before
    return Shrink.SPACE, 0.0
