"""Regular expressions to what rules look with."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import lru_cache

from typeset.check.findings import Find, Hit
from typeset.check.texts import PROSE, Block, Kind, Subject

NUMBER = r"\d+(?:\.\d+)?"
_QUOTES = re.compile("“[^“”]*”|《[^《》]*》|「[^「」]*」")


def matching(pattern: str, kinds: frozenset[Kind] = PROSE, *, quoted: bool = True) -> Find:
    """Looks for a pattern in the tight text of some kinds of blocks.

    Without ``quoted``, what stands inside quotes or a title is somebody else's words and left alone.
    """
    compiled = re.compile(pattern)

    def find(subject: Subject) -> Iterator[Hit]:
        for block in subject.of(kinds):
            for match in compiled.finditer(block.tight):
                if quoted or not inside_quotes(block.tight, match.start()):
                    yield hit(block, *match.span())

    return find


def hit(block: Block, start: int, end: int, message: str = "") -> Hit:
    """What stands at ``start`` to ``end`` of a block's tight text."""
    return Hit(block, block.loose(start), block.loose(max(end - 1, start)) + 1, message)


def whole(block: Block, message: str = "") -> Hit:
    """A block from end to end."""
    return Hit(block, 0, len(block.text), message)


def inside_quotes(text: str, at: int) -> bool:
    """Whether a character stands between quotes or title marks."""
    spans = _quotes(text)
    index = bisect_right(spans, (at, len(text))) - 1
    return index >= 0 and at < spans[index][1]


@lru_cache(maxsize=8)
def _quotes(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _QUOTES.finditer(text)]


def fewer(*finds: Callable[[Subject], list[Hit]]) -> Find:
    """Of several ways to say the same: what the document does less often, where it does both.

    As often one as another: the ways that are named later.
    """

    def find(subject: Subject) -> Iterator[Hit]:
        ways = [found for way in finds if (found := way(subject))]
        if len(ways) > 1:
            usual = max(ways, key=len)
            for way in ways:
                if way is not usual:
                    yield from way

    return find


def all_matching(pattern: str, kinds: frozenset[Kind] = PROSE) -> Callable[[Subject], list[Hit]]:
    """The hits of a pattern, for counting."""
    find = matching(pattern, kinds)
    return lambda subject: list(find(subject))
