"""Blocks to pages: columns of lines, figures at their head or foot or across them, notes at their foot.

A page is tried with as many of the blocks that stand beside the text as the text before them leaves room
for, in every order of places that keeps theirs; the cheapest way through all pages is taken (the rules and
what each costs: ``page_weights``). The order of the text is never broken: what stands beside it is on the
page where its turn comes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from typeset.compose.blocks import Block, Float, Flow, Frame, Note, Opening, Page
from typeset.compose.choices import Context, Made, State
from typeset.compose.page_weights import PAGE, RULES
from typeset.compose.placing import Lengthen, Setting
from typeset.compose.plans import BLANKS, Plan
from typeset.compose.stream import Stream

_KEPT = 8
"""Ways to make a page from one beginning that are kept."""
_FOLLOWED = 48
"""Ways through the pages so far that are followed, shared out among the columns: the more a page has, the
more ways there are to end it well."""
_FULL_ENOUGH = 0.7
"""Of a page that has a fuller one beside it."""


def make_up(blocks: Sequence[Block], frame: Frame, lengthen: Lengthen = lambda _: False) -> tuple[Page, ...]:
    """The pages of some blocks; none is lost, whatever their heights. ``lengthen`` is asked for paragraphs
    that stand whole in a column that ends short."""
    context = Context(Stream([_fitting(block, frame) for block in blocks]), frame)
    return tuple(Setting(context, made, lengthen).page() for made in _Search(context).best())


def _fitting(block: Block, frame: Frame) -> Block:
    """A block that has room on a page: a note that is too long for a column's foot runs with the text."""
    match block:
        case Note() if block.lines > frame.lines // 2:
            return Flow(block.lines)
        case Float() if not block.breaks:
            return Float(tuple(min(height, frame.lines) for height in block.heights), block.across)
        case Opening():
            return Opening(min(block.lines, frame.lines), block.recto)
        case _:
            return block


@dataclass(frozen=True)
class _Way:
    """Pages so far: what they cost, where the next begins, the last of them, and those before it."""

    cost: float
    state: State
    made: Made | None = None
    before: _Way | None = None

    def pages(self) -> Iterator[Made]:
        """The last first."""
        way = self
        while way.made is not None and way.before is not None:
            yield way.made
            way = way.before


@dataclass(frozen=True)
class _Search:
    context: Context

    def best(self) -> list[Made]:
        """The pages of the cheapest way.

        Page by page the ways that cost least for what they have set so far are followed.
        """
        final = State(self.context.stream.count, len(self.context.stream.anchored))
        ways = [_Way(0.0, State(self.context.stream.resumed(0), 0))]
        finished: list[_Way] = []
        while ways:
            found: dict[State, _Way] = {}
            for way in ways:
                if way.state == final:
                    finished.append(way)
                    continue
                for made in self._pages(way.state):
                    cost = way.cost + made.cost + PAGE
                    known = found.get(made.following)
                    if known is None or cost < known.cost:
                        found[made.following] = _Way(cost, made.following, made, way)
            ways = sorted(found.values(), key=self._ahead)[: _FOLLOWED // self.context.frame.columns]
        return list(min(finished, key=lambda way: way.cost).pages())[::-1]

    def _ahead(self, way: _Way) -> float:
        """What a way cost, and what the rest will cost at the least."""
        return way.cost + PAGE * (self.context.stream.count - way.state.unit) / (
            self.context.frame.columns * self.context.frame.lines
        )

    def _pages(self, state: State) -> list[Made]:
        """The cheapest ways to make a page from a state on, at most one for each place to end it."""
        best: dict[State, Made] = {}
        most = self.context.frame.columns * self.context.frame.lines
        for plan in self._plans(state, most):
            well = any(made.cost < RULES["orphan"].once for made in best.values())
            if well and plan.barrier - state.unit < _FULL_ENOUGH * most - plan.least:
                break
            for made in plan.pages():
                known = best.get(made.following)
                if known is None or made.cost < known.cost:
                    best[made.following] = made
        return sorted(best.values(), key=lambda made: made.cost)[:_KEPT]

    def _plans(self, state: State, most: int) -> Iterator[Plan]:
        """With as many blocks beside the text as there may be; at last with a part of a table."""
        for count in range(self._most_beside(state, most), -1, -1):
            parted = Plan(self.context, state, count, parted=True)
            if parted.may_part:
                yield parted
            yield Plan(self.context, state, count)

    def _most_beside(self, state: State, most: int) -> int:
        """How many of the blocks that come next could stand beside the text of a page of ``most`` lines."""
        anchored, count, taken = self.context.stream.anchored, 0, 0
        for one in anchored[state.beside :]:
            taken += self.context.least([one], 0 if count else state.done)
            if taken > most or one.unit - state.unit > most + BLANKS:
                break
            opens = isinstance(self.context.stream.blocks[one.block], Opening)
            if opens and (count or one.unit != state.unit):
                break
            count += 1
        return count
