"""Headings that marks open → which of them are sections': those that another mark follows at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from itertools import pairwise

from typeset.ledger import Decision
from typeset.reflow.draft import Draft, HeadingPlace
from typeset.reflow.weights import SIGNALS

_S = SIGNALS["marked"]
_OPTIONS = ("entry", "section")
_FEWEST = 2
_MOSTLY = 0.75
BELOW_BARE = 100
"""Ranks of marked sections begin here: they stand below those that have a number, or neither."""


def marked_sections(
    draft: Draft, headings: Mapping[int, HeadingPlace]
) -> tuple[dict[int, int], list[Decision]]:
    """Lines whose heading is a section's, with its rank, and how each was decided."""
    ranks: dict[int, int] = {}
    decisions: list[Decision] = []
    follows = _followed(draft, headings)
    leading = _leading(headings, follows)
    for index, place in headings.items():
        if place.open not in leading and not draft.judge.asked("section", draft.lines[index].start):
            continue
        names = ["mark-leads" if place.open in leading else "one-mark"]
        names.append("heading-follows" if follows[index] else "text-follows")
        decision = draft.judge.decide(
            "section", "S-MARK", draft.lines[index].start, place.after, _OPTIONS,
            tuple(_S[name] for name in names),
        )  # fmt: skip
        decisions.append(decision)
        if decision.choice == "section":
            ranks[index] = BELOW_BARE + leading.get(place.open, len(leading))
    return ranks, decisions


def _followed(draft: Draft, headings: Mapping[int, HeadingPlace]) -> dict[int, str]:
    """The mark of the heading that follows each at once, with no text between; nothing where text does."""
    flow = [at for at in draft.flow if at in headings or not _inside(headings, at)]
    after = dict(pairwise(flow))
    follows: dict[int, str] = {}
    for index, place in headings.items():
        following = headings.get(after.get(index, -1))
        at_end = place.after >= draft.lines[place.last].end
        other = following is not None and following.open != place.open and at_end
        follows[index] = following.open if other and following is not None else ""
    return follows


def _inside(headings: Mapping[int, HeadingPlace], index: int) -> bool:
    """Whether a line is the second or a later one of a heading."""
    return any(
        at < index <= headings[at].last for at in range(max(0, index - _LONGEST), index) if at in headings
    )


_LONGEST = 6


def _leading(headings: Mapping[int, HeadingPlace], follows: Mapping[int, str]) -> dict[str, int]:
    """Marks that other marks follow again and again, in the order of their first heading."""
    seen: Counter[str] = Counter(place.open for place in headings.values())
    led: dict[str, int] = defaultdict(int)
    for index, place in headings.items():
        led[place.open] += bool(follows[index])
    order = list(dict.fromkeys(place.open for place in headings.values()))
    return {
        mark: rank
        for rank, mark in enumerate(order)
        if seen[mark] >= _FEWEST and led[mark] >= _MOSTLY * seen[mark]
    }
