"""Draft → Draft with section titles (分目): short bare lines before an entry, after a block that ended."""

from __future__ import annotations

from dataclasses import replace

from typeset.ledger import Decision
from typeset.reflow.draft import Draft
from typeset.reflow.signs import IS_HAN, ends_sentence, is_letterspaced, stops_inside
from typeset.reflow.weights import SIGNALS

_S = SIGNALS["section"]
_OPTIONS = ("text", "section")
_NARROW = 0.75
_CENTRED = 2.0


def find_sections(draft: Draft) -> Draft:
    """Looks at the lines that stand before an entry's heading, and at letter-spaced ones."""
    found: dict[int, int] = {}
    decisions: list[Decision] = []
    inside = -1
    for position, index in enumerate(draft.flow):
        heading = draft.headings.get(index)
        if heading is not None:
            inside = heading.last
        if index <= inside or not _worth_a_look(draft, position):
            continue
        decision = _decide(draft, position)
        decisions.append(decision)
        if decision.choice == "section":
            found[index] = 1
    made = {draft.lines[index].start: index for index in found}
    why = {made[decision.start]: decision for decision in decisions if decision.start in made}
    return replace(draft, sections=found, decisions=(*draft.decisions, *decisions), why={**draft.why, **why})


def _worth_a_look(draft: Draft, position: int) -> bool:
    line = draft.lines[draft.flow[position]]
    if line.width > draft.source.measure.mode or ends_sentence(line.text):
        return False
    return _before_entry(draft, position) or (len(line.text) < 12 and is_letterspaced(line.text))


def _before_entry(draft: Draft, position: int) -> bool:
    return position + 1 < len(draft.flow) and draft.flow[position + 1] in draft.headings


def _decide(draft: Draft, position: int) -> Decision:
    line = draft.lines[draft.flow[position]]
    names = ["stops-inside" if stops_inside(line.text) else "bare"]
    names.append("narrow" if line.width <= _NARROW * draft.source.measure.mode else "not-narrow")
    names.append("before-entry" if _before_entry(draft, position) else "no-entry-follows")
    names.append(_before(draft, position))
    if is_letterspaced(line.text):
        names.append("letterspaced")
    if line.indent >= _CENTRED:
        names.append("centred")
    if not IS_HAN.search(line.text) and not line.text[:1].isalpha():
        names.append("no-words")
    if draft.signs.credit_tail(line.text) >= 0:
        names.append("ends-in-brackets")
    return draft.judge.decide(
        "section", "S-TITLE", line.start, line.end, _OPTIONS, tuple(_S[name] for name in names)
    )


def _before(draft: Draft, position: int) -> str:
    if position == 0:
        return "block-ended-before"
    index = draft.flow[position - 1]
    text = draft.lines[index].text
    if ends_sentence(text) or draft.signs.credit_tail(text) >= 0:
        return "block-ended-before"
    heading_ends = any(
        place.last == index and place.after >= draft.lines[index].end
        for place in (draft.headings.get(at) for at in range(max(0, index - 6), index + 1))
        if place is not None
    )
    return "block-ended-before" if heading_ends else "sentence-open-before"
