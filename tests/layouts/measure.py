"""Reflow against known texts: the scores of the samples, and whether what is wrong was flagged.

``python -m tests.layouts.measure [--seed N] [--layout NAME] [--rounds N] [--show]``
"""

from __future__ import annotations

import argparse
import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

import typeset
from tests.layouts.catalogue import LAYOUTS, Layout
from tests.layouts.printer import NOTHING, Mark, Printed, print_text
from tests.layouts.truth import Block, Kind, make_truth
from tests.samples import scorer
from typeset.formats.json import document_value
from typeset.ledger import Decision, Ledger
from typeset.reflow.passes import Reflowed


@dataclass
class Tally:
    """Decisions that can be judged, and those that were wrong, flagged, both."""

    decisions: int = 0
    wrong: int = 0
    flagged: int = 0
    both: int = 0
    kinds: Counter[str] = field(default_factory=Counter)

    def add(self, other: Tally) -> None:
        self.decisions += other.decisions
        self.wrong += other.wrong
        self.flagged += other.flagged
        self.both += other.both
        self.kinds += other.kinds

    @property
    def earned(self) -> float:
        """The share of wrong decisions that are flagged."""
        return self.both / self.wrong if self.wrong else 1.0

    @property
    def share(self) -> float:
        """The share of all that are flagged."""
        return self.flagged / self.decisions if self.decisions else 0.0


def printed(layout: Layout, seed: int) -> Printed:
    """One text in a layout; the same for the same seed."""
    chance = Random(f"{layout.name}/{seed}")
    truth = make_truth(layout, chance)
    state = chance.getstate()
    text = print_text(truth, layout, chance)
    if not layout.note_restart:
        return text
    truth.number_notes(text.pages)
    chance.setstate(state)
    return print_text(truth, layout, chance)


class Judged:
    """What was true where a decision was made."""

    def __init__(self, text: Printed, result: Reflowed) -> None:
        self.text = text
        self.ledger: Ledger = result.ledger
        segments = result.ledger.origin.segments
        self.order = [i for s in segments for i in range(s.source, s.source + s.end - s.begin)] or None
        self.begins = [at for at, char in enumerate(text.text) if char == "\n"]
        self.leads = {block for block in text.truth.flow if block.kind is Kind.CREDIT and block.opening}
        self.entries = {entry.id: entry for entry in _entries(result)}

    def mark(self, offset: int) -> Mark:
        at = self.order[offset] if self.order else offset
        return self.text.marks[at] if at < len(self.text.marks) else NOTHING

    def word(self, start: int, end: int) -> Mark:
        """The first mark of a block in a range."""
        return next((m for o in range(start, end) if (m := self.mark(o)).block is not None), NOTHING)

    def block(self, decision: Decision) -> Block | None:
        return self.word(decision.start, max(decision.end, decision.start + 1)).block

    def line(self, offset: int) -> int:
        """The number of the line of an offset in the source."""
        return bisect_right(self.begins, offset)

    def last(self, offset: int) -> Block | None:
        """The last block before an offset."""
        marks = (self.mark(at).block for at in range(offset - 1, max(-1, offset - 200), -1))
        return next((block for block in marks if block is not None), None)

    def before(self, offset: int, block: Block) -> Mark | None:
        """The last mark of a block before an offset, nearby."""
        for at in range(offset - 1, max(-1, offset - 3000), -1):
            if self.mark(at).block is block:
                return self.mark(at)
        return None


def _entries(result: Reflowed) -> Iterator[Any]:
    from typeset.model import entries

    return entries(result.document)


def _seam(judged: Judged, decision: Decision) -> bool | None:
    after = judged.mark(decision.end)
    if after.block is None or after.block.kind in (Kind.CREDIT, Kind.TABLE):
        return None
    if judged.last(decision.start) in judged.leads:
        return None  # a report's text runs on from its credit
    true = "join" if judged.before(decision.end, after.block) is not None else "break"
    return decision.choice != true


def _heading(judged: Judged, decision: Decision) -> bool | None:
    block = judged.block(decision)
    true = "heading" if block is not None and block.kind in (Kind.HEADING, Kind.SECTION) else "text"
    return decision.choice != true


def _title(judged: Judged, decision: Decision) -> bool | None:
    mark = judged.word(decision.start, decision.end)
    kinds = {Kind.SECTION: "section", Kind.HEADING: "entry", Kind.TITLE: "title"}
    begins = mark.block is not None and (mark.at <= 0)
    true = kinds.get(mark.block.kind, "text") if mark.block is not None and begins else "text"
    if true == "title":
        return None if decision.kind == "section" else decision.choice != "title"
    if decision.kind == "title":
        return decision.choice == "title"
    return decision.choice != true


def _caption(judged: Judged, decision: Decision) -> bool | None:
    block = judged.block(decision)
    if block is None or block.kind is not Kind.CAPTION:
        return decision.choice != "text"
    if decision.rule == "C-CREDIT" and decision.choice != "text":
        first = next(o for o, mark in enumerate(judged.text.marks) if mark.block is block)
        return not "".join(judged.text.text[first:].split()).startswith(decision.choice)
    return decision.choice == "text"


def _furniture(judged: Judged, decision: Decision) -> bool | None:
    mark = judged.word(decision.start, decision.end)
    if mark.block is not None and mark.block.kind is Kind.TITLE:
        return None
    what = judged.mark(decision.start).what
    return (decision.choice == "furniture") != (what in ("head", "folio"))


def _credit(judged: Judged, decision: Decision) -> bool | None:
    block = judged.block(decision)
    is_credit = block is not None and block.kind in (Kind.CREDIT, Kind.CAPTION)
    return (decision.choice == "credit") != is_credit


def _between(judged: Judged, decision: Decision) -> bool | None:
    """Whether the words have white space where a decision was made; None between two blocks."""
    before, after = judged.mark(decision.start - 1), judged.mark(decision.end)
    if before.block is None or before.block is not after.block or before.at < 0 or after.at < 0:
        return None
    if before.block.kind is Kind.CREDIT:
        return False
    words = before.block.text or before.block.title
    return any(char.isspace() for char in words[before.at + 1 : after.at])


def _space(judged: Judged, decision: Decision) -> bool | None:
    spaced = _between(judged, decision)
    return None if spaced is None else (decision.choice in ("keep", "space")) != spaced


def _hyphen(judged: Judged, decision: Decision) -> bool | None:
    text = judged.ledger.origin.text
    beside = ("head", "folio", "page")
    last = next(
        at
        for at in range(decision.start - 1, -1, -1)
        if not text[at].isspace() and judged.mark(at).what not in beside
    )
    return (decision.choice == "drop") != (judged.mark(last).what == "hyphen")


def _names(judged: Judged, decision: Decision) -> bool | None:
    block = judged.block(decision)
    if block is None or block.kind is not Kind.CREDIT:
        return None
    first, second = judged.mark(decision.start), judged.mark(decision.end - 1)
    return (decision.choice == "pair") != (second.at == first.at + 1)


def _note(judged: Judged, decision: Decision) -> bool | None:
    block = judged.block(decision)
    return (decision.choice == "note") != (block is not None and block.kind is Kind.NOTE)


def _table(judged: Judged, decision: Decision) -> bool | None:
    block = judged.block(decision)
    return (decision.choice == "table") != (block is not None and block.kind is Kind.TABLE)


def _page(judged: Judged, decision: Decision) -> bool | None:
    return (decision.choice == "page") != (judged.mark(decision.start).what == "page")


def _anchor(judged: Judged, decision: Decision) -> bool | None:
    block = judged.block(decision)
    if block is None or block.kind is not Kind.CAPTION or block.about is None:
        return None
    entry = judged.entries.get(decision.choice)
    return entry is None or entry.heading is None or entry.heading.text != block.about.text


JUDGES: dict[str, Callable[[Judged, Decision], bool | None]] = {
    "seam": _seam, "heading": _heading, "section": _title, "title": _title, "caption": _caption,
    "running-head": _furniture, "credit": _credit, "space": _space, "word-space": _space,
    "hyphen": _hyphen, "names": _names, "note": _note, "table": _table, "page": _page, "anchor": _anchor,
}  # fmt: skip


def judge(text: Printed, result: Reflowed, show: Callable[[str], None] | None = None) -> Tally:
    """Every decision that can be told right from wrong."""
    judged = Judged(text, result)
    tally = Tally()
    source = result.ledger.origin.text
    for decision in result.ledger.decisions:
        ask = JUDGES.get(decision.kind)
        wrong = ask(judged, decision) if ask else None
        if wrong is None:
            continue
        tally.decisions += 1
        tally.flagged += decision.thin
        if wrong:
            tally.wrong += 1
            tally.both += decision.thin
            tally.kinds[f"{decision.kind} {decision.rule} {decision.choice}"] += 1
            if show:
                show(_shown(decision, source))
    return tally


def _shown(decision: Decision, source: str) -> str:
    names = " ".join(f"{s.name}={s.weight:g}:{s.option[:4]}" for s in decision.signals)
    before = source[max(0, decision.start - 14) : decision.start]
    after = source[decision.start : decision.end + 14]
    flag = "flagged" if decision.thin else "       "
    what = f"{decision.kind} {decision.rule} {decision.choice} {decision.margin:g}"
    return f"  {flag} {what} ({names}) {before!r}|{after!r}"


def run(layout: Layout, seed: int, show: Callable[[str], None] | None = None) -> tuple[Tally, dict[str, Any]]:
    """One text: its tally and its scores."""
    text = printed(layout, seed)
    result = typeset.reflow(typeset.read(text.text.encode()))
    gold = text.truth.value()
    prediction = json.loads(json.dumps(document_value(result.document)))
    return judge(text, result, show), scorer().score(gold, prediction)


KEYS = ("title_ok", "head_any_f1", "body_exact", "para_boundary_f1", "credit_f1", "figure_caption_f1",
        "table_cell_f1", "note_f1", "figure_place", "char_loss")  # fmt: skip


def measure(
    seed: int, rounds: int = 1, names: tuple[str, ...] = (), show: bool = False
) -> tuple[Tally, dict[str, float]]:
    """All layouts; prints a row for each."""
    whole = Tally()
    sums: dict[str, list[float]] = {}
    print(f"layouts, seed {seed}: {' '.join(KEYS)} | decisions wrong flagged earned")
    for layout in LAYOUTS:
        if names and layout.name not in names:
            continue
        for number in range(rounds):
            tally, scores = run(layout, seed + number, print if show else None)
            whole.add(tally)
            for key in KEYS:
                if scores.get(key) is not None:
                    sums.setdefault(key, []).append(scores[key])
            row = " ".join("  -  " if scores.get(k) is None else f"{scores[k]:5.3f}" for k in KEYS)
            counts = f"{tally.decisions:4} {tally.wrong:3} {tally.flagged:3} {tally.earned:5.2f}"
            print(f"{layout.name:<26} {row} | {counts}")
    means = {key: sum(values) / len(values) for key, values in sums.items()}
    print(f"{'mean':<26} {' '.join(f'{means.get(k, 1.0):5.3f}' for k in KEYS)}")
    print(
        f"{whole.decisions} decisions, {whole.wrong} wrong, {whole.flagged} flagged ({whole.share:.2%}); "
        f"{whole.earned:.0%} of the wrong ones are flagged"
    )
    for name, count in whole.kinds.most_common(25):
        print(f"  {count:4} {name}")
    return whole, means


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=Random().randrange(10**6))
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--layout", nargs="*", default=[])
    parser.add_argument("--show", action="store_true")
    asked = parser.parse_args()
    measure(asked.seed, asked.rounds, tuple(asked.layout), asked.show)


if __name__ == "__main__":
    main()
