"""Signals in, decisions out; and a person's word, which outweighs every signal.

An override names a decision by its kind and by the text around it: ``…before|after…``, where ``|`` marks
where the decision begins. White space does not count, so the key survives another wrapping of the lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from typeset.errors import OverrideError
from typeset.ledger import Decision, Signal, weigh

_BY_HAND = "by-hand"
_OUTWEIGHS = 1000.0


class Verdict(NamedTuple):
    """An override that found its place: decisions that begin at ``low`` to ``high`` are meant."""

    low: int
    high: int
    choice: str
    at: str


@dataclass(frozen=True)
class Judge:
    """Verdicts by the kind of decision."""

    verdicts: Mapping[str, tuple[Verdict, ...]] = field(default_factory=dict)

    def decide(
        self,
        kind: str,
        rule: str,
        start: int,
        end: int,
        options: tuple[str, ...],
        signals: tuple[Signal, ...],
    ) -> Decision:
        """The weighed decision, or the person's. Raises OverrideError for a choice that is no option."""
        for verdict in self.verdicts.get(kind, ()):
            if verdict.low <= start <= verdict.high:
                if verdict.choice not in options:
                    raise OverrideError(
                        f"{verdict.choice!r} cannot be chosen at {verdict.at!r}",
                        place=f"decide, kind {kind!r}",
                        remedy=f"choose one of {', '.join(options)}",
                    )
                signals = (*signals, Signal(_BY_HAND, verdict.choice, _OUTWEIGHS))
        return weigh(kind, rule, start, end, options, signals)

    def asked(self, kind: str, start: int) -> bool:
        """Whether a person says something about a decision of a kind that begins here.

        So a pass may look at what it would not have looked at by itself.
        """
        if not self.verdicts:
            return False
        return any(verdict.low <= start <= verdict.high for verdict in self.verdicts.get(kind, ()))

    def check_all_used(self, decisions: Iterable[Decision]) -> None:
        """Raises OverrideError if there was nothing to decide where an override says."""
        if not self.verdicts:
            return
        made = list(decisions)
        for kind, verdicts in self.verdicts.items():
            starts = [decision.start for decision in made if decision.kind == kind]
            for verdict in verdicts:
                if not any(verdict.low <= start <= verdict.high for start in starts):
                    raise OverrideError(
                        f"no decision of kind {kind!r} is made at {verdict.at!r}",
                        place="decide",
                        remedy="ask `typeset explain FILE:LINE` for the lines to paste",
                    )


def judge_of(text: str, overrides: Iterable[tuple[str, str, str]]) -> Judge:
    """A judge for the decoded source ``text``; overrides are (kind, at, choose). Raises OverrideError."""
    asked = tuple(overrides)
    if not asked:
        return Judge()
    offsets = [offset for offset, char in enumerate(text) if not char.isspace()]
    compact = "".join(text[offset] for offset in offsets)
    verdicts: dict[str, tuple[Verdict, ...]] = {}
    for kind, at, choose in asked:
        index = _place(compact, at)
        low = offsets[index - 1] + 1 if index else 0
        high = offsets[index] if index < len(offsets) else len(text)
        verdicts[kind] = (*verdicts.get(kind, ()), Verdict(low, high, choose, at))
    return Judge(verdicts)


def _place(compact: str, at: str) -> int:
    before, bar, after = _parted(at)
    if not bar:
        raise OverrideError(
            f"{at!r} has no |", place="decide", remedy='put | where the decision begins: "…before|after…"'
        )
    before, after = ("".join(part.split()) for part in (before, after))
    found = list(islice(_all(compact, before + after), _SHOWN + 1))
    if not found:
        near = _nearest(compact, before, after)
        remedy = f"the nearest: {near}" if near else "copy it from the raw text"
        raise OverrideError(f"{at!r} is not in the text", place="decide", remedy=remedy)
    if len(found) > 1:
        shown = _shown(compact, [place + len(before) for place in found])
        raise OverrideError(
            f"{at!r} is in the text more than once", place="decide", remedy=f"give more of it: {shown}"
        )
    return found[0] + len(before)


_SHOWN = 3
_AROUND = 10
_FEWEST = 2


def _all(text: str, words: str) -> Iterator[int]:
    """Every place of some words."""
    place = text.find(words)
    while place >= 0:
        yield place
        place = text.find(words, place + 1)


def _nearest(compact: str, before: str, after: str) -> str:
    """The places that share the most with either side of a key that fits none."""
    for size in range(max(len(before), len(after)), _FEWEST - 1, -1):
        places = [place + size for place in _all(compact, before[-size:])] if len(before) >= size else []
        places += list(_all(compact, after[:size])) if len(after) >= size else []
        if places:
            return _shown(compact, sorted(set(places)))
    return ""


def _shown(compact: str, places: list[int]) -> str:
    """Keys of some places, as they would be written."""
    keys = [
        f"{_escaped(compact[max(0, p - _AROUND) : p])}|{_escaped(compact[p : p + _AROUND])}"
        for p in places[:_SHOWN]
    ]
    return "; ".join(f'"{key}"' for key in keys)


_PLAIN_BAR = re.compile(r"\\(.)|(\|)", re.DOTALL)


def _parted(at: str) -> tuple[str, str, str]:
    """At the first ``|``; one that stands in the text itself is written ``\\|``, a backslash ``\\\\``."""
    bar = next((match for match in _PLAIN_BAR.finditer(at) if match.group(2)), None)
    if bar is None:
        return at, "", ""
    return _unescaped(at[: bar.start()]), "|", _unescaped(at[bar.end() :])


def _unescaped(part: str) -> str:
    return _PLAIN_BAR.sub(lambda match: match.group(1) or match.group(), part)


def _escaped(part: str) -> str:
    return part.replace("\\", "\\\\").replace("|", "\\|")


def key_at(text: str, start: int, around: int = 8) -> str:
    """The ``at`` of an override for a decision that begins at ``start``: unique in ``text`` if it can be."""
    before_all, after_all = "".join(text[:start].split()), "".join(text[start:].split())
    compact = before_all + after_all
    while True:
        before, after = before_all[-around:], after_all[:around]
        found = compact.find(before + after)
        if compact.find(before + after, found + 1) < 0 or around > len(compact):
            return f"{_escaped(before)}|{_escaped(after)}"
        around *= 2
