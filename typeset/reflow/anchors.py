"""Figures to the entries they are about: by what a caption says, not by where it was printed.

A caption often stands a page away from its entry, or inside another one. The longest run of characters
that it shares with an entry decides, helped by a date and by nearness; a thin margin is flagged.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from typeset.ledger import Decision, Signal
from typeset.model import Figure, Paragraph, printed
from typeset.reflow.assemble import GrowingEntry, GrowingSection, Tree
from typeset.reflow.draft import CaptionLines, Draft
from typeset.reflow.weights import LONGEST_RUN, SIGNALS

_S = SIGNALS["anchor"]
_DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日|\d{1,2}月\d{1,2}日")
_SHORTEST_RUN = 4
NO_ENTRY = "none"
"""The figure is about no entry; it stands at the head of its section."""


def anchor(draft: Draft, tree: Tree, figures: list[Figure]) -> list[Decision]:
    """Puts every figure after the text of its entry; returns the decisions."""
    entries = tree.entries()
    starts = [entry.line for entry in entries]
    decisions: list[Decision] = []
    placed: list[tuple[GrowingEntry, Figure]] = []
    for group, figure in zip(draft.captions, figures, strict=True):
        here = bisect_right(starts, group.first) - 1
        window = draft.signs.profile.captions.entries
        near = entries[max(0, here - window) : here + window + 1]
        if not near:
            tree.sections[-1].figures.append(figure)
            continue
        around = entries[here] if here >= 0 else None
        decision = _decide(draft, group, figure, near, around)
        decisions.append(decision)
        if decision.choice == NO_ENTRY:
            _section_of(tree, around).figures.append(figure)
        else:
            placed.append((next(entry for entry in near if entry.id == decision.choice), figure))
    for entry, figure in placed:
        entry.children.append(figure)
    return decisions


def _decide(
    draft: Draft, group: CaptionLines, figure: Figure, near: list[GrowingEntry], here: GrowingEntry | None
) -> Decision:
    lines = draft.lines
    signals: list[Signal] = []
    dates = set(_DATE.findall(figure.text))
    pages = range(lines[group.first].page - 1, lines[group.last].page + 2)
    marked = len(draft.source.origin.pages) > 1
    for entry in near:
        if marked and lines[entry.line].page not in pages and entry is not here:
            continue
        signals += _shared(figure.text, dates, entry)
        if entry is here:
            interrupted = group.last + 1 < len(lines) and group.last + 1 not in draft.headings
            name = "entry-interrupted" if interrupted else "entry-before"
            signals.append(_S[name]._replace(option=entry.id))
    options = [entry.id for entry in near]
    if here is not None:
        options.sort(key=lambda option: option != here.id)
    options.append(NO_ENTRY)
    return draft.judge.decide(
        "anchor", "C-ANCHOR", lines[group.first].start, lines[group.last].end, tuple(options), tuple(signals)
    )


def _section_of(tree: Tree, entry: GrowingEntry | None) -> GrowingSection:
    """The section that an entry stands in; without one, the first."""
    return next((section for section in tree.sections if entry in section.entries), tree.sections[0])


def _shared(caption: str, dates: set[str], entry: GrowingEntry) -> list[Signal]:
    heading = [printed(entry.heading)] if entry.heading else []
    words = "\n".join(heading + [child.text for child in entry.children if isinstance(child, Paragraph)])
    signals = []
    run = longest_run(caption, words)
    if run:
        weight = round(min(run, LONGEST_RUN) * _S["shared-run"].weight, 2)
        signals.append(Signal("shared-run", entry.id, weight))
    if any(date in words for date in dates):
        signals.append(_S["date-shared"]._replace(option=entry.id))
    return signals


def longest_run(needle: str, text: str) -> int:
    """Length of the longest substring of ``needle`` that ``text`` contains; 0 where it would be too short."""
    best = _SHORTEST_RUN - 1
    start = 0
    while start + best < len(needle):
        while start + best < len(needle) and needle[start : start + best + 1] in text:
            best += 1
        start += 1
    return best if best >= _SHORTEST_RUN else 0
