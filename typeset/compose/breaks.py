"""Tokens and gaps to the breaks whose lines cost least together, over the whole paragraph.

A paragraph's sums are made once; what a candidate line comes to is then a few subtractions. The search goes
from each place that a line can begin at to all those where it can end (Knuth and Plass 1981).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import inf

from typeset.compose import weights as w
from typeset.compose.classes import LIKE_HAN, PUNCTUATION, Class
from typeset.compose.gaps import LATIN_WIDEST, SPACE_MOST, Gap, Shrink
from typeset.compose.tokens import Token

_EPSILON = 1e-6


@dataclass(frozen=True)
class Problem:
    """A paragraph to be broken into lines of ``measure`` points, the first ``indent`` shorter, all others
    ``hang``.

    ``tail``: the room that a signature wants at the end of the last line, 0 without one. Lines that are not
    ``justified`` are as even as they can be at their natural width. ``latin``: of words alone.
    """

    tokens: Sequence[Token]
    gaps: Sequence[Gap]
    measure: float
    indent: float = 0.0
    tail: float = 0.0
    justified: bool = True
    latin: bool = False
    hang: float = 0.0

    def left(self, first: int) -> float:
        """Where the line that begins with a token begins."""
        return self.indent if first == 0 else self.hang

    def room(self, first: int) -> float:
        """Of the line that begins with a token."""
        return self.measure - self.left(first)


class Sums:
    """Of everything before a token: what a line from one to another comes to is the difference of two."""

    def __init__(self, problem: Problem) -> None:
        tokens, gaps = problem.tokens, problem.gaps
        self.is_latin = problem.latin
        widths = [token.width + gap.natural for token, gap in zip(tokens, gaps, strict=False)]
        self.starts = [0.0, *accumulate(widths)]
        self.loss = [0.0, *accumulate(gap.loss for gap in gaps)]
        self.losses = [
            (w.LOSS[turn], [0.0, *accumulate(gap.loss if gap.shrink is turn else 0.0 for gap in gaps)])
            for turn in Shrink
        ]
        self.spaces = [0.0, *accumulate(gap.gain if gap.word_space else 0.0 for gap in gaps)]
        self.latin = [0.0, *accumulate(0.0 if gap.word_space else gap.gain for gap in gaps)]
        self.alike = [0.0, *accumulate(gap.alike for gap in gaps)]
        self.ends = [
            start + token.width + (0.0 if token.cls in PUNCTUATION else token.after)
            for start, token in zip(self.starts, tokens, strict=True)
        ]
        self.bases = [
            start - (0.0 if token.cls is Class.OPEN else token.before)
            for start, token in zip(self.starts, tokens, strict=True)
        ]

    def natural(self, first: int, last: int) -> float:
        """The width of the line from one token to another before it is brought to its measure: without blank
        at its edges (rows 9 and 10)."""
        return self.ends[last] - self.bases[first]

    def compressed(self, first: int, last: int, excess: float) -> float:
        """What it costs to lose ``excess`` points, turn by turn."""
        if self.is_latin:
            can = self.loss[last] - self.loss[first]
            over = w.OVERFULL * (1 + excess - can) if excess > can + _EPSILON else 0.0
            return over + (w.latin_cost(w.LATIN_LOSS, min(1.0, excess / can)) if can > _EPSILON else 0.0)
        cost = 0.0
        for weight, sums in self.losses:
            can = sums[last] - sums[first]
            if can > _EPSILON:
                used = min(excess, can)
                cost += weight * (used / can) ** 2
                excess -= used
                if excess <= _EPSILON:
                    return cost
        return cost + w.OVERFULL * (1 + excess)

    def stretched(self, first: int, last: int, missing: float, em: float) -> float:
        """What it costs to gain ``missing`` points: by word spaces, between Han and Latin, everywhere."""
        if self.is_latin:
            return w.latin_cost(w.LATIN_GAIN, missing / self._space_gain(first, last, em))
        cost = 0.0
        for sums, weight in ((self.spaces, w.GAIN_SPACE), (self.latin, w.GAIN_HAN_LATIN)):
            can = sums[last] - sums[first]
            if can > _EPSILON and missing > _EPSILON:
                used = min(missing, can)
                cost += weight * (used / can) ** 2
                missing -= used
        if missing > _EPSILON:
            cost += w.alike_cost(missing / max(self.alike[last] - self.alike[first], em))
        return cost

    def _space_gain(self, first: int, last: int, em: float) -> float:
        """What word spaces may gain, in a line without any as if it had one."""
        return max(self.spaces[last] - self.spaces[first], em * (SPACE_MOST - LATIN_WIDEST))

    def most(self, first: int, last: int, em: float, cost: float) -> float:
        """What a line gains at most for a cost."""
        if self.is_latin:
            return w.latin_part(cost) * self._space_gain(first, last, em)
        turns = self.spaces[last] - self.spaces[first] + self.latin[last] - self.latin[first]
        return turns + w.widest(cost) * max(self.alike[last] - self.alike[first], em)


_FURTHER = 64


class Search:
    """The lines of one paragraph of at least one token, their costs, and the cheapest way through them."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.sums = Sums(problem)
        self.count = len(problem.tokens)
        self.hyphen = max(token.hyphen for token in problem.tokens)
        self.ragged = [index for index, gap in enumerate(problem.gaps)
                       if gap.ragged or problem.tokens[index].address]  # fmt: skip

    def best(self) -> tuple[int, ...]:
        """The last token of each line.

        Lines that cost more than a bound are left out first. A paragraph that costs no more than the bound
        has no better one with such a line; else it is sought once more, with its own cost for the bound.
        """
        bound = w.FIRST_TRY
        while True:
            found = self.within(bound)
            if found is not None and found[0] <= bound:
                return found[1]
            bound = found[0] if found is not None else bound * _FURTHER

    def within(self, bound: float) -> tuple[float, tuple[int, ...]] | None:
        """The cheapest breaks none of whose lines costs more than ``bound``, after their cost."""
        costs = [inf] * (self.count + 1)
        before = [0] * (self.count + 1)
        costs[0] = 0.0
        for first in range(self.count):
            so_far = costs[first]
            if so_far > bound:
                continue
            for last in self._candidates(first, bound):
                cost = self.cost(first, last)
                if cost <= bound and so_far + cost < costs[last + 1]:
                    costs[last + 1], before[last + 1] = so_far + cost, first
        if costs[self.count] == inf:
            return None
        breaks = []
        at = self.count
        while at:
            breaks.append(at - 1)
            at = before[at]
        return costs[self.count], tuple(reversed(breaks))

    def in_lines(self, count: int, bound: float) -> tuple[int, ...] | None:
        """The last token of each of ``count`` lines, none of which costs more than ``bound``."""
        costs, befores = {0: 0.0}, list[dict[int, int]]()
        for _ in range(count):
            following: dict[int, float] = {}
            before: dict[int, int] = {}
            for first, so_far in costs.items():
                for last in self._candidates(first, bound) if first < self.count else ():
                    cost = self.cost(first, last)
                    if cost <= bound and so_far + cost < following.get(last + 1, inf):
                        following[last + 1], before[last + 1] = so_far + cost, first
            costs = following
            befores.append(before)
        if self.count not in costs:
            return None
        breaks, at = [], self.count
        for before in reversed(befores):
            breaks.append(at - 1)
            at = before[at]
        return tuple(reversed(breaks))

    def cost(self, first: int, last: int) -> float:
        """Of the line from one token to another: how it fits, what it begins with and what it ends with."""
        problem, tokens, sums = self.problem, self.problem.tokens, self.sums
        room = problem.room(first)
        cost = w.DASH_FIRST if first and tokens[first].cls in _LONG_MARKS else 0.0
        excess = sums.natural(first, last) - room
        if last == self.count - 1:
            return cost + self._last(first, excess)
        gap, token = problem.gaps[last], tokens[last]
        if not gap.breaks:
            cost += w.FORBIDDEN
        if token.parted:
            excess += token.hyphen
            cost += self._parted(first)
        if excess > _EPSILON:
            return cost + sums.compressed(first, last, excess)
        if gap.ragged:
            return cost + w.SHORT_HEADING * (excess / token.size) ** 2
        if not problem.justified:
            return cost + w.RAGGED * (excess / room) ** 2
        return cost + self.filled(first, last, -excess)[0]

    def filled(self, first: int, last: int, missing: float) -> tuple[float, bool]:
        """What it costs that a line lacks ``missing`` points, and whether its gaps grow by them: it costs
        less to leave a line short that ends inside an address than to open it wide."""
        token = self.problem.tokens[last]
        grown = self.sums.stretched(first, last, missing, token.size)
        short = w.SHORT_ADDRESS + (missing / token.size) ** 2 if token.address else inf
        return min(grown, short), grown <= short

    def _parted(self, first: int) -> float:
        """Of a line that begins with a token and ends inside a word."""
        if not self.problem.latin:
            return w.HYPHEN_IN_HAN
        return w.HYPHENS if first and self.problem.tokens[first - 1].parted else w.HYPHEN

    def _last(self, first: int, excess: float) -> float:
        """The last line may be short, but not too short, and has a signature at its end if there is room."""
        cost = self.sums.compressed(first, self.count - 1, excess) if excess > _EPSILON else 0.0
        if self.problem.tail and excess + self.problem.tail > _EPSILON:
            cost += w.OWN_LINE
        if first and self.problem.latin:
            cost += w.RUNT if self._is_runt(first) else 0.0
        elif first and _is_lone(self.problem.tokens[first:]):
            cost += w.LONE_CHARACTER
        return cost

    def _is_runt(self, first: int) -> bool:
        """Whether a last line is too short to stand below a first one, or but the end of a word."""
        tokens, final = self.problem.tokens, self.count - 1
        if self.sums.natural(first, final) < _SHORTEST * tokens[final].size:
            return True
        return tokens[first - 1].parted and all(token.parted for token in tokens[first:final])

    def _candidates(self, first: int, bound: float) -> Iterator[int]:
        """Where the line that begins with a token may end, as far as its width says."""
        sums, gaps, final = self.sums, self.problem.gaps, self.count - 1
        room, base = self.problem.room(first), sums.bases[first]
        anywhere = bound >= w.FORBIDDEN
        full = bisect_left(sums.ends, base + room, first, self.count)
        last = full
        while last <= final and (
            sums.ends[last] - base - (sums.loss[last] - sums.loss[first]) <= room + _EPSILON
            or (anywhere and last == first)
        ):
            if last == final or anywhere or gaps[last].breaks:
                yield last
            last += 1
        if full > final:
            yield final
        most = bound if self.problem.justified else inf
        last = min(full, final) - 1
        while last >= first and (
            base + room - sums.ends[last] - self.hyphen
            <= sums.most(first, last, self.problem.tokens[last].size, most) + _EPSILON
        ):
            if anywhere or gaps[last].breaks:
                yield last
            last -= 1
        yield from (index for index in self.ragged if first <= index <= last)


_SHORTEST = 2.0
"""In em: less than this an indent leaves blank over it."""
_LONG_MARKS = frozenset({Class.DASH, Class.ELLIPSIS})


def _is_lone(tokens: Sequence[Token]) -> bool:
    """Less than two Han characters, and no word (row 20)."""
    count = 0
    for token in tokens:
        count += 2 if token.cls is Class.WORD else (token.end - token.start) * (token.cls in LIKE_HAN)
        if count >= 2:
            return False
    return True
