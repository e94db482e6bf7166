"""Characters of a document to lines and columns of the file that it was made from."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from typeset.characters import IDEOGRAPHIC_SPACE
from typeset.check.texts import Block
from typeset.ledger import Origin
from typeset.span import Range, Span

CONTEXT = 6
"""Characters on either side by which words are known again."""
_SPACES = (" ", IDEOGRAPHIC_SPACE)


def offsets(text: str, span: Span, source: str, begins: Sequence[int] = ()) -> list[int] | None:
    """For each character of a leaf its offset in ``source``; None if the leaf does not stand there.

    Between two ranges of the span a leaf may have one space of its own, for white space or a line end that a
    row of the ledger owns, and one before its first range, after the mark of a note. Its offset is that of
    the first character that the row owns, or of the last. ``begins``: the ascending offsets where a piece of
    a line begins, where columns stand side by side.
    """
    found: list[int] = []
    for start, end in _cut(span.ranges, begins):
        words = source[start:end]
        if not text.startswith(words, len(found)) and text[len(found) : len(found) + 1] in _SPACES:
            found.append(found[-1] + 1 if found else start - 1)
        if not text.startswith(words, len(found)):
            return None
        found += range(start, end)
    return found if len(found) == len(text) else None


def _cut(ranges: Sequence[Range], begins: Sequence[int]) -> Iterator[Range]:
    """The ranges, none of them across one of the ascending offsets ``begins``."""
    for start, end in ranges:
        inside = begins[bisect_right(begins, start) : bisect_left(begins, end)]
        yield from pairwise((start, *inside, end))


class Places:
    """Lines and columns of one source."""

    def __init__(self, origin: Origin) -> None:
        self._origin = origin
        self._begins = [segment.begin for segment in origin.segments]

    def offset(self, block: Block, index: int) -> int | None:
        """The offset in reading order of a character of a block; None where nobody knows.

        A character that the source does not have (a space between two parts of a credit) stands where the
        one before it ends.
        """
        near: int | None = None
        for leaf in block.leaves:
            known = offsets(leaf.text, leaf.span, self._origin.text, self._begins) if leaf.span else None
            if index < len(leaf.text):
                return known[index] if known else near
            index -= len(leaf.text)
            if known:
                near = min(known[-1] + 1, len(self._origin.text) - 1)
        return near

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """Both from 1; the column in code points of the source's line. ``offset`` is in reading order."""
        starts = self._origin.line_starts
        index = bisect_right(starts, offset) - 1
        if not self._origin.segments:
            return index + 1, offset - starts[index] + 1
        segment = self._origin.segments[index]
        in_source = segment.source + offset - segment.begin
        return segment.number, in_source - self._first[segment.number] + 1

    @cached_property
    def _first(self) -> dict[int, int]:
        """Number of a line → its offset in the source."""
        found: dict[int, int] = {}
        for segment in self._origin.segments:
            found[segment.number] = min(segment.source, found.get(segment.number, segment.source))
        return found


def find_in(lines: Sequence[str], text: str, start: int, end: int) -> tuple[int | None, int | None]:
    """Line and column, from 1, of ``text[start:end]`` in a file whose lines may break and escape the text.

    The one place that has the words with as much as possible around them; nothing where that is not one.
    """
    for context in range(CONTEXT, -1, -1):
        first = max(0, start - context)
        words = text[first : end + context]
        having = [(number, line.find(words)) for number, line in enumerate(lines, 1) if words in line]
        if having:
            number, at = having[0]
            alone = len(having) == 1 and lines[number - 1].count(words) == 1
            return (number, at + start - first + 1) if alone else (None, None)
    return None, None
