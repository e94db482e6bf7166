"""Draft → Draft with its lists of names: lines of short words that begin with family names, gaps between.

Such lines are no table: their columns mean nothing, so the names follow each other with a space between, and
the padding inside a name of two characters goes. What somebody does may stand before the names: 主编, 委员.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from typeset.ledger import Decision
from typeset.people import ROLE
from typeset.reflow.draft import Draft, RosterLines
from typeset.reflow.grids import cells_of, has_gap
from typeset.reflow.scripts import IS_HAN
from typeset.reflow.signs import ODD
from typeset.reflow.table_signs import is_name
from typeset.reflow.weights import SIGNALS
from typeset.source.lines import Line
from typeset.span import Range

_S = SIGNALS["roster"]
_OPTIONS = ("text", "names")
_MOST = 0.8
"""Share of the words of a list that begin with a family name and are as short as names."""
_WORTH = 0.5
_FEW = 3
_MANY = 6
_LONGEST = 4
_LONGEST_ROLE = 6


def find_rosters(draft: Draft) -> Draft:
    """Every run of lines that may hold names is decided about."""
    found: list[RosterLines] = []
    decisions: list[Decision] = []
    for run in _runs(draft):
        if not _worth_a_look(draft, run):
            continue
        decision = _decide(draft, run)
        decisions.append(decision)
        if decision.choice == "names":
            found.append(_roster(draft, run))
    if not decisions:
        return draft
    why = {roster.lines[0]: decision for roster, decision in zip(found, _chosen(decisions), strict=True)}
    return replace(
        draft, rosters=tuple(found), decisions=(*draft.decisions, *decisions), why={**draft.why, **why}
    )


def _chosen(decisions: Sequence[Decision]) -> list[Decision]:
    return [decision for decision in decisions if decision.choice == "names"]


def _runs(draft: Draft) -> Iterator[list[int]]:
    """Lines one after the other that hold nothing but short words of Han, two or more in the first."""
    run: list[int] = []
    for index in draft.flow:
        line = draft.lines[index]
        if run and (index != run[-1] + 1 or line.gap > draft.source.measure.rhythm):
            yield run
            run = []
        if _may_be_names(line, alone=bool(run)):
            run.append(index)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _may_be_names(line: Line, *, alone: bool) -> bool:
    """``alone``: whether one name will do, as at a list's end."""
    if not (has_gap(line.text) or (alone and len(line.text) <= _LONGEST)):
        return False
    words = _words(line)
    names = words[_has_role(words) :]
    return len(words) > (not alone) and all(len(word) <= _LONGEST and IS_HAN.match(word) for word in names)


def _worth_a_look(draft: Draft, run: list[int]) -> bool:
    words = _names(draft, run)
    likely = len(words) >= _FEW and sum(map(is_name, words)) >= _WORTH * len(words)
    return likely or any(draft.judge.asked("roster", draft.lines[index].start) for index in run[:1])


def _words(line: Line) -> list[str]:
    cells = cells_of(line)
    return [ODD.sub("", line.text[start - line.start : end - line.start]) for start, end in cells]


def _has_role(words: Sequence[str]) -> bool:
    """Whether the first of some words says what those do whose names follow."""
    if len(words) < 2 or len(words[0]) > _LONGEST_ROLE or not IS_HAN.match(words[0]):
        return False
    return ROLE.fullmatch(words[0]) is not None or (not is_name(words[0]) and all(map(is_name, words[1:])))


def _names(draft: Draft, run: Sequence[int]) -> list[str]:
    """The words of a list, the roles before them left out."""
    lines = [_words(draft.lines[index]) for index in run]
    return [word for words in lines for word in words[_has_role(words) :]]


def _decide(draft: Draft, run: list[int]) -> Decision:
    words = _names(draft, run)
    names = ["words-as-short-as-names"]
    like = sum(map(is_name, words))
    names.append("family-names" if like >= _MOST * len(words) else "no-family-names")
    if len(words) >= _MANY:
        names.append("many-names")
    start, end = draft.lines[run[0]].start, draft.lines[run[-1]].end
    return draft.judge.decide("roster", "R-NAMES", start, end, _OPTIONS, tuple(_S[name] for name in names))


def _roster(draft: Draft, run: list[int]) -> RosterLines:
    between: list[Range] = []
    for index in run:
        between += [(end, start) for (_, end), (start, _) in pairwise(cells_of(draft.lines[index]))]
    begins = frozenset(index for index in run if _has_role(_words(draft.lines[index])))
    return RosterLines(tuple(run), frozenset(start for start, _ in between), begins)
