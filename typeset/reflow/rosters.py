"""Draft → Draft with its lists of names: lines of short words that begin with family names, gaps between.

Such lines are no table: their columns mean nothing, so the names follow each other with a space between, and
the padding inside a name of two characters goes. What somebody does may stand before the names (主编,
委员：), and a remark behind them (（女）).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from typeset.ledger import Decision
from typeset.name_lists import names_in
from typeset.people import ROLE
from typeset.reflow.draft import Draft, RosterLines
from typeset.reflow.grids import cells_of, has_gap
from typeset.reflow.scripts import IS_HAN
from typeset.reflow.signs import ODD
from typeset.reflow.table_signs import is_name
from typeset.reflow.weights import SIGNALS
from typeset.source.lines import Line

_S = SIGNALS["roster"]
_OPTIONS = ("text", "names")
_MOST = 0.8
"""Share of the words of a list that begin with a family name and are as short as names."""
_WORTH = 0.5
_FEW = 3
_MANY = 6
_LONGEST = 4
_LONGEST_ROLE = 6
_TELLS = re.compile("[：:（(]")


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
            found.append(_roster(run))
    if not decisions:
        return draft
    why = {roster.lines[0]: decision for roster, decision in zip(found, _chosen(decisions), strict=True)}
    return replace(
        draft, rosters=tuple(found), decisions=(*draft.decisions, *decisions), why={**draft.why, **why}
    )


def _chosen(decisions: Sequence[Decision]) -> list[Decision]:
    return [decision for decision in decisions if decision.choice == "names"]


class _Names(NamedTuple):
    """What a line has of a list: its words, how many of them are names, where gaps between them begin, and
    whether what somebody does stands before them, with a colon or without."""

    words: tuple[str, ...]
    likely: int
    gaps: tuple[int, ...]
    role: bool = False
    colon: bool = False


def _runs(draft: Draft) -> Iterator[dict[int, _Names]]:
    """Lines one after the other that hold nothing but short words of Han, two or more in the first."""
    run: dict[int, _Names] = {}
    last = 0
    for index in draft.flow:
        line = draft.lines[index]
        if run and (index != last + 1 or line.gap > draft.source.measure.rhythm):
            yield run
            run = {}
        found = _names_of(line, alone=bool(run))
        if found is not None:
            run[index] = found
            last = index
        elif run:
            yield run
            run = {}
    if run:
        yield run


def _names_of(line: Line, *, alone: bool) -> _Names | None:
    """``alone``: whether one name will do, as at a list's end."""
    return _told(line) or _short_words(line, alone=alone)


def _told(line: Line) -> _Names | None:
    """Those behind a colon, or with remarks."""
    if not _TELLS.search(line.text):
        return None
    listed = names_in(line.text)
    if listed is None:
        return None
    ends = [one.told for one in listed.people[:-1]]
    colon = line.text[: listed.label].endswith((":", "："))
    if listed.label and not colon:
        ends.insert(0, listed.label)
    gaps = tuple(line.start + end for end in ends)
    return _Names(listed.names, len(listed.names), gaps, listed.label > 0, colon)


def _short_words(line: Line, *, alone: bool) -> _Names | None:
    if not (has_gap(line.text) or (alone and len(line.text) <= _LONGEST)):
        return None
    cells = cells_of(line)
    words = [ODD.sub("", line.text[start - line.start : end - line.start]) for start, end in cells]
    role = _has_role(words)
    names = tuple(words[role:])
    if len(words) <= (not alone) or not all(len(name) <= _LONGEST and IS_HAN.match(name) for name in names):
        return None
    return _Names(names, sum(map(is_name, names)), tuple(end for _, end in cells[:-1]), role)


def _has_role(words: Sequence[str]) -> bool:
    """Whether the first of some words says what those do whose names follow."""
    if len(words) < 2 or len(words[0]) > _LONGEST_ROLE or not IS_HAN.match(words[0]):
        return False
    return ROLE.fullmatch(words[0]) is not None or (not is_name(words[0]) and all(map(is_name, words[1:])))


def _worth_a_look(draft: Draft, run: Mapping[int, _Names]) -> bool:
    """Behind colons, names one to a line may be who made what stands above."""
    count, likely = _counted(run)
    listed = any(not own.colon or len(own.words) > 1 for own in run.values())
    first = next(iter(run))
    return (listed and count >= _FEW and likely >= _WORTH * count) or draft.judge.asked(
        "roster", draft.lines[first].start
    )


def _counted(run: Mapping[int, _Names]) -> tuple[int, int]:
    """The words of a list, the roles before them left out, and how many of them are as names are."""
    return sum(len(own.words) for own in run.values()), sum(own.likely for own in run.values())


def _decide(draft: Draft, run: Mapping[int, _Names]) -> Decision:
    count, likely = _counted(run)
    names = ["words-as-short-as-names"]
    names.append("family-names" if likely >= _MOST * count else "no-family-names")
    if count >= _MANY:
        names.append("many-names")
    first, *_, last = (*run, *run)
    start, end = draft.lines[first].start, draft.lines[last].end
    return draft.judge.decide("roster", "R-NAMES", start, end, _OPTIONS, tuple(_S[name] for name in names))


def _roster(run: Mapping[int, _Names]) -> RosterLines:
    gaps = frozenset(gap for own in run.values() for gap in own.gaps)
    return RosterLines(tuple(run), gaps, frozenset(index for index, own in run.items() if own.role))
