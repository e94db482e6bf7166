"""Figures to the entries they are about: by what a caption says, not by where it was printed.

A caption often stands a page away from its entry, or inside another one. The longest run of characters
that it shares with an entry decides, helped by a date and by nearness; a thin margin is flagged.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

from typeset.ledger import Decision, Signal
from typeset.model import Figure, Paragraph
from typeset.printed_words import printed
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
    words = _Words(entries) if figures else _Words([])
    decisions: list[Decision] = []
    placed: list[tuple[GrowingEntry, Figure]] = []
    for group, figure in zip(draft.captions, figures, strict=True):
        here = bisect_right(starts, group.first) - 1
        window = draft.signs.profile.captions.entries
        near = range(max(0, here - window), min(here + window + 1, len(entries)))
        if not near:
            tree.sections[-1].figures.append(figure)
            continue
        around = entries[here] if here >= 0 else None
        decision = _decide(draft, group, figure, words, near, around)
        decisions.append(decision)
        if decision.choice == NO_ENTRY:
            _section_of(tree, around).figures.append(figure)
        else:
            placed.append((next(entries[at] for at in near if entries[at].id == decision.choice), figure))
    for entry, figure in placed:
        entry.children.append(figure)
    return decisions


class _Words:
    """What entries say, one after the other, so that a caption is looked for in many of them at once."""

    def __init__(self, entries: list[GrowingEntry]) -> None:
        self.entries = entries
        said = [_said(entry) for entry in entries]
        self.text = _APART.join(said)
        self.begins = [0, *accumulate(len(words) + len(_APART) for words in said)]

    def said(self, at: int) -> str:
        return self.text[self.begins[at] : self.begins[at + 1] - len(_APART)]

    def longest_runs(self, caption: str, near: range) -> dict[int, int]:
        """By the index of an entry: the length of the longest substring that it shares, if not too short."""
        text, low, high = self.text, self.begins[near.start], self.begins[near.stop] - len(_APART)
        best: dict[int, int] = {}
        for start in range(len(caption) - _SHORTEST_RUN + 1):
            gram = caption[start : start + _SHORTEST_RUN]
            place = text.find(gram, low, high)
            while place >= 0:
                if start and text[place - 1] == caption[start - 1]:
                    place = text.find(gram, place + 1, high)  # looked at from an earlier start
                    continue
                length = _SHORTEST_RUN
                while start + length < len(caption) and text.startswith(
                    caption[start + length], place + length
                ):
                    length += 1
                entry = bisect_right(self.begins, place) - 1
                best[entry] = max(best.get(entry, 0), length)
                place = text.find(gram, place + 1, high)
        return best


_APART = "\0"
"""A character that no text of the model has."""


def _said(entry: GrowingEntry) -> str:
    heading = [printed(entry.heading)] if entry.heading else []
    return "\n".join(heading + [child.text for child in entry.children if isinstance(child, Paragraph)])


def _decide(
    draft: Draft,
    group: CaptionLines,
    figure: Figure,
    words: _Words,
    near: range,
    here: GrowingEntry | None,
) -> Decision:
    lines = draft.lines
    signals: list[Signal] = []
    dates = set(_DATE.findall(figure.text))
    pages = range(lines[group.first].page - 1, lines[group.last].page + 2)
    marked = len(draft.source.origin.pages) > 1
    runs = words.longest_runs(figure.text, near)
    for at in near:
        entry = words.entries[at]
        if marked and lines[entry.line].page not in pages and entry is not here:
            continue
        if at in runs:
            weight = round(min(runs[at], LONGEST_RUN) * _S["shared-run"].weight, 2)
            signals.append(Signal("shared-run", entry.id, weight))
        if dates and any(date in words.said(at) for date in dates):
            signals.append(_S["date-shared"]._replace(option=entry.id))
        if entry is here:
            interrupted = group.last + 1 < len(lines) and group.last + 1 not in draft.headings
            name = "entry-interrupted" if interrupted else "entry-before"
            signals.append(_S[name]._replace(option=entry.id))
    options = [words.entries[at].id for at in near]
    if here is not None:
        options.sort(key=lambda option: option != here.id)
    options.append(NO_ENTRY)
    return draft.judge.decide(
        "anchor", "C-ANCHOR", lines[group.first].start, lines[group.last].end, tuple(options), tuple(signals)
    )


def _section_of(tree: Tree, entry: GrowingEntry | None) -> GrowingSection:
    """The section that an entry stands in; without one, the first."""
    return next((section for section in tree.sections if entry in section.entries), tree.sections[0])
