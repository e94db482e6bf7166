"""Chosen breaks to lines: every character at its place, in points from the column's left edge.

A line loses turn by turn and gains turn by turn what it has too much or too little of (rows 17 and 18), each
gap of a turn in proportion to what it can. What is blank in a mark at the line's edge hangs outside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Literal

from typeset.compose import weights
from typeset.compose.breaks import Problem, Search
from typeset.compose.classes import PUNCTUATION, Class
from typeset.compose.gaps import Gap, Shrink, content_and_gaps
from typeset.compose.tokens import Hyphenate, Run, Token, tokens_of

_EPSILON = 1e-6
Ends = Literal["full", "last", "heading", "short"]
"""Why a line ends where it does: at its measure; with the paragraph; after a run-in heading; short of its
measure because nothing in it can grow."""
Align = Literal["justify", "left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Line:
    """Characters ``start`` to ``end`` of the paragraph's text, spaces at its end among them.

    ``origins`` has the place of each; ``width`` is where the last of them ends, and a hyphen begins.
    ``opened``: by how many em gaps were opened everywhere alike; ``lost``: how much of what could be lost
    was, 0 to 1. ``hyphen``: the width of one that stands at its end and is no text, 0 without one.
    """

    start: int
    end: int
    origins: tuple[float, ...]
    width: float
    ends: Ends
    opened: float = 0.0
    lost: float = 0.0
    hyphen: float = 0.0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What is to be composed. Lengths in points.

    ``tail``: a signature, set to the right at the end of the last line if it has room there after
    ``tail_gap``, else on lines of its own; its characters follow those of ``runs``. ``latin``: it is set by
    its words, as ``classes.is_latin`` has it, not as Han with words in it. ``sparing``: a word takes a hyphen
    only if it is wider than a line. ``hang``: what the lines below the first are indented by.
    """

    runs: tuple[Run, ...]
    measure: float
    indent: float = 0.0
    tail: tuple[Run, ...] = ()
    tail_gap: float = 0.0
    align: Align = "justify"
    hyphenate: Hyphenate | None = None
    latin: bool = False
    sparing: bool = False
    hang: float = 0.0


def compose(paragraph: Paragraph) -> tuple[Line, ...]:
    """The lines of a paragraph. A paragraph without a visible character has one, which is empty."""
    search = _search(paragraph)
    text_end = sum(len(run.text) for run in paragraph.runs)
    if search is None:
        lines = [Line(0, text_end, (0.0,) * text_end, 0.0, "last")]
    else:
        lines = list(_set(paragraph, search, search.best(), text_end))
    return tuple(_Tail(paragraph, text_end).added(lines)) if paragraph.tail else tuple(lines)


def longer(paragraph: Paragraph) -> tuple[Line, ...] | None:
    """The lines of a paragraph in one more than it needs; None where that cannot be done well."""
    search = _search(paragraph)
    if search is None:
        return None
    breaks = search.in_lines(len(search.best()) + 1, weights.LONGER)
    if breaks is None:
        return None
    text_end = sum(len(run.text) for run in paragraph.runs)
    lines = list(_set(paragraph, search, breaks, text_end))
    return tuple(_Tail(paragraph, text_end).added(lines)) if paragraph.tail else tuple(lines)


def _search(paragraph: Paragraph) -> Search | None:
    """For the breaks of a paragraph; None if it has nothing to be broken."""
    runs, latin = paragraph.runs, paragraph.latin
    edges = paragraph.indent, paragraph.hang
    words = tokens_of(
        runs, paragraph.measure, edges, paragraph.hyphenate, latin=latin, sparing=paragraph.sparing
    )
    tokens, gaps = content_and_gaps(words, runs, latin=latin)
    if not tokens:
        return None
    tail = _Tail(paragraph, 0).width + paragraph.tail_gap if paragraph.tail else 0.0
    justified = paragraph.align == "justify"
    return Search(
        Problem(tokens, gaps, paragraph.measure, paragraph.indent, tail, justified, latin, paragraph.hang)
    )


def _set(paragraph: Paragraph, search: Search, breaks: Sequence[int], text_end: int) -> Iterator[Line]:
    tokens, first = search.problem.tokens, 0
    for last in breaks:
        following = tokens[last + 1].start if last + 1 < len(tokens) else text_end
        yield _line(paragraph, search, first, last, following)
        first = last + 1


def _line(paragraph: Paragraph, search: Search, first: int, last: int, following: int) -> Line:
    problem = search.problem
    tokens = problem.tokens[first : last + 1]
    gaps = problem.gaps[first:last]
    room = problem.room(first)
    hyphen = tokens[-1].hyphen if last + 1 < len(problem.tokens) else 0.0
    excess = search.sums.natural(first, last) + hyphen - room
    ends: Ends = "last" if last + 1 == len(problem.tokens) else "full"
    widths, opened, lost = [gap.natural for gap in gaps], 0.0, 0.0
    if excess > _EPSILON:
        widths, lost = _compressed(gaps, widths, excess)
    elif ends == "full" and problem.gaps[last].ragged:
        ends = "heading"
    elif ends == "full" and problem.justified and search.filled(first, last, -excess)[1]:
        widths, opened = _stretched(gaps, widths, -excess)
    origins, right = _placed(paragraph.runs, tokens, widths, following)
    if ends == "full" and problem.justified and right + hyphen < room - 0.01:
        ends = "short"
    shift = problem.left(first) + _aligned(paragraph, room - right - hyphen)
    start = 0 if first == 0 else tokens[0].start
    origins = [origin + shift for origin in origins]
    leading = [shift] * (tokens[0].start - start)
    return Line(start, following, (*leading, *origins), right + shift, ends, opened, lost, hyphen)


def _aligned(paragraph: Paragraph, left_over: float) -> float:
    match paragraph.align:
        case "center":
            return left_over / 2
        case "right":
            return left_over
        case _:
            return 0.0


def _compressed(gaps: Sequence[Gap], widths: list[float], excess: float) -> tuple[list[float], float]:
    """Each turn loses as much as it can before the next begins."""
    can_all = sum(gap.loss for gap in gaps)
    lost = min(1.0, excess / can_all) if can_all > _EPSILON else 1.0
    for turn in Shrink:
        can = sum(gap.loss for gap in gaps if gap.shrink is turn)
        if can > _EPSILON and excess > _EPSILON:
            part = min(1.0, excess / can)
            widths = [
                width - gap.loss * part if gap.shrink is turn else width
                for width, gap in zip(widths, gaps, strict=True)
            ]
            excess -= can * part
    return widths, lost


def _stretched(gaps: Sequence[Gap], widths: list[float], missing: float) -> tuple[list[float], float]:
    """Word spaces first, then between Han and Latin, then all alike; and how far these were opened, in em."""
    for word_space in (True, False):
        can = sum(gap.gain for gap in gaps if gap.word_space is word_space)
        if can > _EPSILON and missing > _EPSILON:
            part = min(1.0, missing / can)
            widths = [
                width + gap.gain * part if gap.word_space is word_space else width
                for width, gap in zip(widths, gaps, strict=True)
            ]
            missing -= can * part
    alike = sum(gap.alike for gap in gaps)
    if missing <= _EPSILON or alike <= _EPSILON:
        return widths, 0.0
    opened = missing / alike
    return [width + gap.alike * opened for width, gap in zip(widths, gaps, strict=True)], opened


def _placed(
    runs: Sequence[Run], tokens: Sequence[Token], widths: Sequence[float], following: int
) -> tuple[list[float], float]:
    """The place of each character up to ``following``, and where the line ends. Spaces stand in their gap."""
    begins = [0, *accumulate(len(run.text) for run in runs)]
    origins: list[float] = []
    at = right = 0.0 if tokens[0].cls is Class.OPEN else tokens[0].before
    nexts = [token.start for token in tokens[1:]] + [following]
    for token, gap, until in zip(tokens, (*widths, 0.0), nexts, strict=True):
        run, begin = runs[token.run], begins[token.run]
        places = run.style.fonts.origins(run.text[token.start - begin : token.end - begin])
        drawn = at + token.inset
        for index in range(token.end - token.start):
            origins.append(drawn + places[index] * token.size + run.spread * index)
        right = at + token.width
        spaces = until - token.end
        origins += [right + gap * index / spaces for index in range(spaces)]
        at = right + gap
    last = tokens[-1]
    return origins, right if last.cls in PUNCTUATION else right + last.after


class _Tail:
    """A signature: its characters follow those of the paragraph, its width is that of a line of its own."""

    def __init__(self, paragraph: Paragraph, start: int) -> None:
        self.paragraph = paragraph
        self.start = start
        own = Paragraph(paragraph.tail, paragraph.measure, align="left")
        self.lines = compose(own) if paragraph.tail else ()
        self.width = self.lines[0].width if len(self.lines) == 1 else paragraph.measure

    def added(self, lines: list[Line]) -> Iterator[Line]:
        """To the last line if there is room, else in lines of its own."""
        last = lines[-1]
        if len(self.lines) == 1 and last.width + self.paragraph.tail_gap + self.width <= (
            self.paragraph.measure + _EPSILON
        ):
            own = self._right(self.lines[0])
            yield from lines[:-1]
            yield replace(last, end=own.end, origins=(*last.origins, *own.origins), width=own.width)
            return
        yield from lines
        yield from map(self._right, self.lines)

    def _right(self, line: Line) -> Line:
        """Set to the right, its characters counted on from the paragraph's."""
        shift = self.paragraph.measure - line.width
        origins = tuple(origin + shift for origin in line.origins)
        return replace(
            line,
            start=line.start + self.start,
            end=line.end + self.start,
            origins=origins,
            width=line.width + shift,
        )
