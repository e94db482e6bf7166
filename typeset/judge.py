"""Signals in, decisions out; and a person's word, which outweighs every signal.

An override names a decision by its kind and by the text around it (``typeset.keys``). What it asks for may
be so already in a text whose lines are broken otherwise: then it is kept without a decision.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from typeset.errors import OverrideError
from typeset.keys import Compact
from typeset.ledger import NEWLINE, Decision, Signal, weigh

_BY_HAND = "by-hand"
_OUTWEIGHS = 1000.0
_SAME = {
    ("space", "keep"): ("word-space", "space"),
    ("space", "drop"): ("word-space", "none"),
    ("word-space", "space"): ("space", "keep"),
    ("word-space", "none"): ("space", "drop"),
}
"""What stands at a line's end in one extraction stands inside a line in another."""
_KEPT: Mapping[tuple[str, str], Callable[[str], bool]] = {
    ("seam", "join"): lambda gap: NEWLINE.search(gap) is None,
    ("hyphen", "drop"): lambda gap: not gap,
    ("hyphen", "keep"): lambda gap: gap in ("-", "\u2010"),
    ("word-space", "none"): lambda gap: not gap,
    ("space", "drop"): lambda gap: not gap or NEWLINE.fullmatch(gap) is not None,
}
"""What is so already, by what stands in the gap that a key names: nothing has to be decided."""


_NEEDS_A_GAP = frozenset({"space", "keep"})
"""Choices that white space or a line's end is needed for. In another extraction of the same text there may be
neither, and no character is made up."""
_TEXT = "text"
"""What nothing is decided about is text."""


class Verdict(NamedTuple):
    """An override that found its place: decisions that begin at ``low`` to ``high`` are meant."""

    low: int
    high: int
    choice: str
    at: str


@dataclass(frozen=True)
class Judge:
    """Verdicts by the kind of decision. ``kept``: those that ask for what is so already."""

    verdicts: Mapping[str, tuple[Verdict, ...]] = field(default_factory=dict)
    kept: frozenset[Verdict] = frozenset()

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
        for verdict in self._here(kind, start) if self.verdicts else ():
            if verdict.choice not in options:
                raise OverrideError(
                    f"{verdict.choice!r} cannot be chosen at {verdict.at!r}",
                    place=f"decide, kind {kind!r}",
                    remedy=f"choose one of {', '.join(options)}",
                )
            signals = (*signals, Signal(_BY_HAND, verdict.choice, _OUTWEIGHS))
        return weigh(kind, rule, start, end, options, signals)

    def _here(self, kind: str, start: int) -> Iterator[Verdict]:
        """What a person says of a decision, also where the same is another kind's in other lines."""
        for verdict in self.verdicts.get(kind, ()):
            if verdict.low <= start <= verdict.high:
                yield verdict
        for (other, choice), (same, as_choice) in _SAME.items():
            for verdict in self.verdicts.get(other, ()) if same == kind else ():
                if verdict.choice == choice and verdict.low <= start <= verdict.high:
                    yield verdict._replace(choice=as_choice)

    def asked(self, kind: str, start: int) -> bool:
        """Whether a person says something about a decision of a kind that begins here.

        So a pass may look at what it would not have looked at by itself.
        """
        return bool(self.verdicts) and any(True for _ in self._here(kind, start))

    def breaks(self) -> Iterator[int]:
        """Offsets where a person lets a block begin."""
        return (verdict.high for verdict in self.verdicts.get("seam", ()) if verdict.choice == "break")

    def check_all_used(self, decisions: Iterable[Decision]) -> None:
        """Raises OverrideError if there was nothing to decide where an override says."""
        if not self.verdicts:
            return
        made = list(decisions)
        begun = {decision.start for decision in made}
        for kind, verdicts in self.verdicts.items():
            kinds = {kind, *(same for (other, _), (same, _) in _SAME.items() if other == kind)}
            starts = [decision.start for decision in made if decision.kind in kinds]
            for verdict in verdicts:
                met = any(verdict.low <= start <= verdict.high for start in starts)
                # What a person lets begin may turn out to be a caption: a block it is.
                met = met or (verdict.choice == "break" and verdict.high in begun)
                if not met and verdict not in self.kept:
                    if verdict.low == verdict.high and verdict.choice in _NEEDS_A_GAP:
                        raise OverrideError(
                            f"{verdict.at!r} asks for a space where nothing parts the characters",
                            place=f"decide, kind {kind!r}",
                            remedy="leave it out: an override keeps white space of the text and adds none",
                        )
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
    compact = Compact(text)
    verdicts: dict[str, tuple[Verdict, ...]] = {}
    kept: set[Verdict] = set()
    for kind, at, choose in asked:
        place = compact.place(at)
        verdict = Verdict(*place, choose, at)
        verdicts[kind] = (*verdicts.get(kind, ()), verdict)
        so_already = _KEPT.get((kind, choose))
        if choose == _TEXT or (so_already is not None and so_already(text[place.low : place.high])):
            kept.add(verdict)
    return Judge(verdicts, frozenset(kept))
