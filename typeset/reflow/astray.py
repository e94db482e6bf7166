"""Draft → Draft with the running heads that stand amid the text, of pages whose ends left no other trace.

A short bare line parts a sentence, and names the book or stands elsewhere as well: then it stood at the edge
of a page. Without either it may be anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from typeset.reflow.draft import Draft
from typeset.reflow.furniture import LONGEST_HEAD, PAUSES, ROOM, Heads
from typeset.reflow.signs import bracket_balance, ends_sentence, head_key, is_item, stops_inside


def find_astray(draft: Draft) -> Draft:
    """Marks them, and the other lines that say the same."""
    keys = {index: head_key(draft.lines[index].text) for index in draft.flow if _is_bare(draft, index)}
    counts = Counter(keys.values())
    pieces = draft.source.measure.ragged > _RAGGED
    parting = {
        index
        for index in _parting(draft)
        if index in keys
        and (draft.signs.names_book(draft.lines[index].text) or (counts[keys[index]] > 1 and not pieces))
    }
    if not parting:
        return draft
    known = {keys[index] for index in parting}
    often = frozenset(key for key in known if counts[key] > 1)
    heads = Heads(draft, often, dict.fromkeys(parting, "header"))
    made = {}
    for index, key in keys.items():
        if key in known:
            made[index] = heads.decide(index, known=index not in parting)
    found = [index for index, decision in made.items() if decision.choice == "furniture"]
    return replace(
        draft,
        furniture={**draft.furniture, **dict.fromkeys(found, "header")},
        decisions=(*draft.decisions, *made.values()),
        why={**draft.why, **{index: made[index] for index in found}},
    )


def _is_bare(draft: Draft, index: int) -> bool:
    """Whether a line is short, opens nothing, and has no stop, comma or bracket that is not closed."""
    text = draft.lines[index].text
    return (
        1 < len(text) < LONGEST_HEAD
        and text[-1] not in PAUSES
        and not (stops_inside(text) or ends_sentence(text) or bracket_balance(text))
        and not (draft.opens_entry(index) or draft.signs.is_numbered(text) or is_item(text))
        and draft.signs.credit_tail(text) < 0
        and any(char.isalpha() for char in text)
    )


def _parting(draft: Draft) -> Iterator[int]:
    """Lines that are far from filled, between one that is filled or pauses at its end and goes on, and one
    that opens nothing."""
    flow, lines, usual = draft.flow, draft.lines, draft.source.measure
    short = min(_NARROW * usual.mode, usual.full - ROOM)
    for (before, index), (_, after) in pairwise(pairwise(flow)):
        line = lines[before]
        if lines[index].width > short or draft.opens_entry(after) or draft.opens_entry(before):
            continue
        goes_on = line.width >= usual.full or (line.text[-1] in PAUSES and line.width >= _NARROW * usual.mode)
        ended = ends_sentence(line.text) or draft.signs.credit_tail(line.text) >= 0
        if goes_on and not ended and not draft.signs.is_numbered(lines[after].text):
            yield index


_NARROW = 0.75
_RAGGED = 0.3
"""Where lines are cut in pieces, a short one parts nothing."""
