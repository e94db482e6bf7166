"""A text to sheets: the lines of the source as they stand on each page, in groups that empty lines part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from typeset.ledger import NEWLINE
from typeset.source.folio import PageNumber, page_number
from typeset.source.gutters import GAP
from typeset.source.lines import FORM_FEED, width

_HEADS = 2
"""Lines beside a page number that may go with it."""


class PhysicalLine(NamedTuple):
    """A line of the source: words and line end, offsets in the source."""

    number: int
    begin: int
    stop: int
    following: int
    words: str


Sheet = list[PhysicalLine]


def physical_lines(text: str) -> Iterator[PhysicalLine]:
    begin = 0
    ends = [match.span() for match in NEWLINE.finditer(text)]
    for number, (stop, following) in enumerate((*ends, (len(text), len(text))), 1):
        yield PhysicalLine(number, begin, stop, following, text[begin:stop])
        begin = following


def sheets(lines: Sequence[PhysicalLine]) -> Iterator[Sheet]:
    """Lines between form feeds and page numbers; a page number and what goes with it, by themselves."""
    longest = _longest(lines)
    alone = _with_heads(lines, _folios(lines, longest), longest)
    sheet: Sheet = []
    for index, line in enumerate(lines):
        if index in alone:
            yield from ([sheet] if sheet else [])
            yield [line]
            sheet = []
            continue
        if FORM_FEED in line.words and sheet:
            yield sheet
            sheet = []
        sheet.append(line)
    if sheet:
        yield sheet


def _longest(lines: Sequence[PhysicalLine]) -> float:
    """The width of the widest line, in em: no line is wider than it has characters."""
    widest = 0.0
    for words in sorted((line.words for line in lines), key=len, reverse=True):
        if len(words) <= widest:
            break
        widest = max(widest, width(words.strip()))
    return widest


def groups(sheet: Sheet) -> Iterator[Sheet]:
    """The lines with words of a sheet, parted where they stand further apart than most of them do."""
    filled = [line for line in sheet if not line.words.isspace() and line.words]
    steps = Counter(after.number - before.number for before, after in pairwise(filled))
    usual = max(steps, key=lambda step: (steps[step], -step)) if steps else 1
    group: Sheet = []
    for line in filled:
        if group and line.number - group[-1].number > usual:
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _folios(lines: Sequence[PhysicalLine], longest: float) -> list[int]:
    """Lines with a page number alone, or a running head beside it, each one more than the one before."""
    numbers: dict[int, PageNumber] = {}
    for index, line in enumerate(lines):
        words = line.words.strip()
        number = page_number(words) if words else None
        if number is not None and _may_be_head(number.words, longest):
            numbers[index] = number
    known = {(number.numerals, number.number) for number in numbers.values()}
    return [
        index
        for index, (value, numerals, *_) in numbers.items()
        if (numerals, value - 1) in known or (numerals, value + 1) in known
    ]


def _may_be_head(words: str, longest: float) -> bool:
    """Whether words have no gap and do not fill the page."""
    return GAP.search(words) is None and width(words) <= longest / 2


def _with_heads(lines: Sequence[PhysicalLine], folios: list[int], longest: float) -> set[int]:
    """Page numbers with the lines beside them that may go with them, and are parted from the text or stand
    beside other page numbers too."""
    beside = [near for folio in folios for step in (-1, 1) for near in _beside(lines, folio, step, longest)]
    counts = Counter(_key(lines[index].words) for index, _ in beside)
    alone = set(folios)
    alone |= {index for index, parted in beside if parted or counts[_key(lines[index].words)] > 1}
    return alone


def _key(words: str) -> str:
    return "".join(char for char in words if not char.isspace() and not char.isdigit())


def _beside(
    lines: Sequence[PhysicalLine], folio: int, step: int, longest: float
) -> Iterator[tuple[int, bool]]:
    """The lines before or after a page number that may go with it, and whether an empty line parts them from
    what follows."""
    taken: list[int] = []
    index = folio + step
    while len(taken) <= _HEADS and 0 <= index < len(lines):
        words = lines[index].words.strip()
        if not words or not _may_be_head(words, longest):
            break
        taken.append(index)
        index += step
    parted = not 0 <= index < len(lines) or not lines[index].words.strip()
    for near in taken[:_HEADS]:
        yield near, parted and len(taken) <= _HEADS
