"""An Origin to lines: each with its place, its width and the white space around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from typeset.errors import LimitError
from typeset.ledger import NEWLINE, Segment

_NARROW = re.compile(
    "[\u0020-\u10ff\u1160-\u2013\u2016-\u2025\u2027-\u2e7f\ua4d0-\uabff\uff61-\uffdc\U00010000-\U0001b000]"
)
"""What is set half as wide as a Han character. Curly quotes are; dashes and ellipses (— …) are not."""

_CONTROL = "\x00-\x08\x0e-\x1b\x7f\x80-\x84\x86-\x9f\u00ad\u200b\u2060\ufeff\ufffc-\uffff\ufdd0-\ufdef"
UNPRINTABLE = re.compile(
    f"[{_CONTROL}" + "".join(f"{chr(p * 65536 + 65534)}{chr(p * 65536 + 65535)}" for p in range(1, 17)) + "]"
)
"""A character with no place in a model's text (characters.is_unprintable); white space is not meant."""

_EDGE = re.compile(rf"(?:\s|{UNPRINTABLE.pattern})*")
FORM_FEED = "\f"

MOST_LINES = 4_000_000


class Line(NamedTuple):
    """A line with words. Offsets are code points of the source.

    The words are ``start`` to ``end``; the whole line, without its end, is ``begin`` to ``stop``. What
    stands between is white space and what has no place in a text. ``indent`` and ``width`` are in em (Han
    = 1); ``gap`` is the number of lines without words before it; ``page`` counts from 0.
    """

    number: int
    begin: int
    start: int
    end: int
    stop: int
    text: str
    indent: float
    width: float
    gap: int
    page: int


def width(text: str) -> float:
    """In em, Han = 1, as a monospaced Chinese page sets it; a form feed takes no room."""
    return len(text) - 0.5 * len(_NARROW.findall(text)) - text.count(FORM_FEED)


def set_width(text: str) -> float:
    """In em, as a line is set: a space between Han and Latin is a quarter wide (clreq 3.2.2)."""
    return width(text) - 0.25 * text.count(" ")


def indent_of(before: str) -> float:
    """How far in a line's words stand, in em: a tab sets them in by two, as a paragraph is."""
    return width(before) + 1.5 * before.count("\t")


def read_lines(text: str, name: str = "") -> list[Line]:
    """Every line with words, all on page 0. Raises LimitError."""
    lines: list[Line] = []
    begin = before = 0
    ends = [match.span() for match in NEWLINE.finditer(text)]
    if len(ends) > MOST_LINES:
        raise LimitError(f"more than {MOST_LINES} lines", place=name, remedy="divide it by chapters")
    for number, (stop, following) in enumerate((*ends, (len(text), len(text))), 1):
        raw = text[begin:stop]
        words = raw.strip()
        if words:
            start, end = _edges(raw, words)
            if start < end:
                if end - start != len(words):
                    words = raw[start:end]
                indent = indent_of(raw[:start]) if start else 0.0
                lines.append(
                    Line(
                        number, begin, begin + start, begin + end, stop, words, indent, set_width(words),
                        number - before - 1, 0,
                    )
                )  # fmt: skip
                before = number
        begin = following
    return lines


def read_segments(text: str, segments: Sequence[Segment]) -> list[Line]:
    """The same of a text in reading order, whose lines are pieces of the source's."""
    filled = {segment.number for segment in segments if text[segment.begin : segment.end].strip()}
    lines: list[Line] = []
    before = 0
    for number, _, begin, end, _, margin, _ in segments:
        newline = NEWLINE.search(text, begin, end)
        stop = newline.start() if newline else end
        raw = text[begin:stop]
        words = raw.strip()
        if not words:
            continue
        start, last = _edges(raw, words)
        if start >= last:
            continue
        indent = max(width(raw[:start]) - margin, 0.0)
        gap = 0
        while (
            number != before
            and number - gap - 1 > 0
            and number - gap - 1 not in filled
            and number - gap - 1 != before
        ):
            gap += 1
        words = raw[start:last]
        lines.append(
            Line(number, begin, begin + start, begin + last, stop, words, indent, set_width(words), gap, 0)
        )
        before = number
    return lines


def is_cjk(char: str) -> bool:
    """Whether a character is one of the blocks of marks, kana and Han that nothing unprintable is in."""
    return "\u3001" <= char <= "\u9fff"


def _edges(raw: str, words: str) -> tuple[int, int]:
    """Where the words begin and end, white space and the unprintable left out."""
    start = raw.index(words)
    end = start + len(words)
    if is_cjk(words[0]) and is_cjk(words[-1]):
        return start, end
    if UNPRINTABLE.match(words):
        match = _EDGE.match(raw)
        start = match.end() if match else start
    while end > start and (raw[end - 1].isspace() or UNPRINTABLE.match(raw[end - 1])):
        end -= 1
    return start, end
