"""Where text came from: ranges of code points of the decoded source, half open, in ascending order.

Spans add: the span of two joined pieces is the sum of their spans. Addition is associative, and
``NOWHERE`` is its identity. Touching and overlapping ranges melt, so that equal places are equal values.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Span:
    """Ranges ``(start, end)`` in code points, ascending, disjoint, none of them empty."""

    ranges: tuple[Range, ...] = ()

    def __add__(self, other: Span) -> Span:
        if not other.ranges:
            return self
        if not self.ranges:
            return other
        return span_of((*self.ranges, *other.ranges))

    def __bool__(self) -> bool:
        return bool(self.ranges)

    @property
    def start(self) -> int:
        """First code point; raises IndexError on an empty span."""
        return self.ranges[0][0]

    @property
    def end(self) -> int:
        """One past the last code point; raises IndexError on an empty span."""
        return self.ranges[-1][1]


NOWHERE = Span()


def span_of(ranges: Iterable[Range]) -> Span:
    """The normal form of any ranges: sorted, empty ones left out, touching ones melted."""
    merged: list[Range] = []
    for start, end in sorted(ranges):
        if start >= end:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return Span(tuple(merged))


def total(spans: Iterable[Span]) -> Span:
    """The sum of many spans, in one sweep."""
    return span_of(r for span in spans for r in span.ranges)
