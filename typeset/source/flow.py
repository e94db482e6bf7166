"""The rows of a sheet to the order in which their pieces are read.

What goes across some columns parts what stands in them above it from what stands below: a headline ends what
it follows. A picture's words may stand in the midst of columns that go on below it; which it is, the line
ends around it say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from typeset.source.lines import width
from typeset.source.segments import Part

_ENDS = re.compile(r"[。！？!?…；：]\W*\Z|\.\Z|[）)】]\Z")
_OPENS = re.compile(r"[【〔〖■◆●△▲◇□★☆]|(?:第?[一二三四五六七八九十\d]{1,3}[、.．章节条編编])")
_CREDITED = re.compile(r"[）)]\Z")
_LABEL = re.compile(r"图|圖|照片|Fig")
_INDENT = 1.5
"""In em: a paragraph's."""
_SEEN = 0.5
_SURE = 0.5
"""By how much the columns must read better on below what goes across than up to it."""


@dataclass(frozen=True, slots=True)
class Span:
    """A part and the last column, from 1, that it stands in."""

    part: Part
    last: int

    @property
    def first(self) -> int:
        return self.part.column


@dataclass(slots=True)
class _Band:
    """Columns side by side, and the lines across them that follow."""

    columns: dict[int, list[Part]]
    across: list[Part] = field(default_factory=list)


class Flow:
    """Puts rows in order, with what it knows of the whole text."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _pairs(self) -> frozenset[tuple[str, str]]:
        """Characters that stand beside each other somewhere in the text."""
        return frozenset(pairwise(self.text))

    def in_order(self, rows: Sequence[Sequence[Span]]) -> Iterator[Part]:
        """The parts of some rows, from the first column to the last."""
        for first, last in _ranges(rows):
            inside = [[span for span in row if first <= span.first <= last] for row in rows]
            if first == last:
                yield from (span.part for row in inside for span in row)
            else:
                yield from self._banded(inside, range(first, last + 1))

    def _banded(self, rows: Sequence[Sequence[Span]], columns: range) -> Iterator[Part]:
        bands = _bands(rows, columns)
        current = bands[0]
        for band in bands[1:]:
            if self._reads_through(current, band):
                first = next(column for column in columns if current.columns[column])
                current.columns[first] += current.across
                for column in columns:
                    current.columns[column] += band.columns[column]
                current.across = band.across
            else:
                yield from _flushed(current)
                current = band
        yield from _flushed(current)

    def _reads_through(self, above: _Band, below: _Band) -> bool:
        """Whether columns go on below a picture's words, each of them before the next."""
        first, last = self._words(above.across[0]), self._words(above.across[-1])
        if not _LABEL.match(first) and not _CREDITED.search(last):
            return False
        columns = [column for column in above.columns if above.columns[column] and below.columns[column]]
        if len(columns) < 2:
            return False
        up, down = ([band.columns[column] for column in columns] for band in (above, below))
        through = [*zip(up, down, strict=True), *zip(down, up[1:], strict=False)]
        parted = [*pairwise(up), (up[-1], down[0]), *pairwise(down)]
        return self._reads(through) - self._reads(parted) >= _SURE

    def _reads(self, seams: Sequence[tuple[list[Part], list[Part]]]) -> float:
        """How well columns read on, each to the next."""
        return sum(self._seam(one[-1], other[0]) for one, other in seams)

    def _seam(self, before: Part, after: Part) -> float:
        """More where a line that is open goes on to one that opens nothing, or neither is so."""
        end, begin = self._words(before), self._words(after)
        ended = _ENDS.search(end) is not None
        opens = self._indent(after) >= _INDENT or _OPENS.match(begin) is not None
        if ended or opens:
            return 1.0 if ended and opens else -float(opens)
        return 1.0 + _SEEN * ((end[-1], begin[0]) in self._pairs)

    def _words(self, part: Part) -> str:
        return self.text[part.begin : part.end].strip()

    def _indent(self, part: Part) -> float:
        words = self.text[part.begin : part.end]
        return width(words[: len(words) - len(words.lstrip())]) - part.margin


def _ranges(rows: Sequence[Sequence[Span]]) -> list[tuple[int, int]]:
    """Columns, put together where something goes across them."""
    ranges: list[tuple[int, int]] = []
    for first, last in sorted({(span.first, span.last) for row in rows for span in row}):
        if ranges and first <= ranges[-1][1]:
            ranges[-1] = ranges[-1][0], max(ranges[-1][1], last)
        else:
            ranges.append((first, last))
    return ranges


def _bands(rows: Sequence[Sequence[Span]], columns: range) -> list[_Band]:
    """Columns as far as something goes across them; a line that does is in no column as a whole."""
    bands = [_Band({column: [] for column in columns})]
    for row in rows:
        if any(span.last > span.first for span in row):
            bands[-1].across += [span.part for span in row]
            continue
        if bands[-1].across and row:
            bands.append(_Band({column: [] for column in columns}))
        for span in row:
            bands[-1].columns[span.first].append(span.part)
    return bands


def _flushed(band: _Band) -> Iterator[Part]:
    for column in band.columns.values():
        yield from column
    yield from band.across
