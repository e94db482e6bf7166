"""Draft → Draft with the headings of entries: 【…】 over one line or several, ◆… up to a wide space."""

from __future__ import annotations

import re
from dataclasses import replace

from typeset.ledger import Decision
from typeset.reflow.draft import Draft, HeadingPlace
from typeset.reflow.marked import marked_sections
from typeset.reflow.signs import CLOSING_MARKS, ODD, ends_sentence, stops_inside
from typeset.reflow.weights import SIGNALS
from typeset.source.measure import INDENT

_S = SIGNALS["heading"]
_OPTIONS = ("heading", "text")
_WIDE_SPACE = re.compile(r"\u3000|\s{2,}")
_LONGEST = 80
_LONG = 0.5
"""As a share of the usual width: a shorter line of a heading is its last."""
_MOST_OPEN = 3
"""Lines that a heading without a closing mark may run over."""


def find_headings(draft: Draft) -> Draft:
    """Every line that begins with an opening mark and has words is decided about."""
    found: dict[int, HeadingPlace] = {}
    why: dict[int, Decision] = {}
    decisions: list[Decision] = []
    inside = -1
    for position, index in enumerate(draft.flow):
        if index <= inside or not draft.opens_entry(index):
            continue
        place = _place(draft, position)
        if not ODD.sub("", place.text):
            continue
        decision = _decide(draft, position, place)
        decisions.append(decision)
        if decision.choice == "heading":
            found[index], why[index] = place, decision
            inside = place.last
    ranks, ranking = marked_sections(draft, found)
    return replace(
        draft,
        headings=found,
        sections=ranks,
        decisions=(*draft.decisions, *decisions, *ranking),
        why={**draft.why, **why},
    )


def _place(draft: Draft, position: int) -> HeadingPlace:
    """Where the heading that opens at a line of the flow closes; the line alone where it does not."""
    line = draft.lines[draft.flow[position]]
    open_ = line.text[0]
    close = draft.signs.openers[open_]
    if not close:
        return _place_open(draft, position)
    most = draft.signs.profile.headings.lines
    words = ""
    for index in draft.flow[position : position + most]:
        if draft.table_between(draft.flow[position], index):
            break
        text = draft.lines[index].text
        at = text.find(close)
        again = text.find(open_, 1 if index == draft.flow[position] else 0)
        if 0 <= again < at or (at < 0 <= again):
            break
        if at >= 0:
            closes = draft.lines[index].start + at
            words = f"{words}{text[:at]}"[1:]
            return HeadingPlace(index, open_, close, line.start + 1, closes, closes + 1, words)
        words = f"{words}{text}\n"
    return HeadingPlace(draft.flow[position], open_, "", line.start + 1, line.end, line.end, line.text[1:])


def _place_open(draft: Draft, position: int) -> HeadingPlace:
    """A heading whose mark has no partner: it ends at a wide space, or with the first line that is not
    filled."""
    first = draft.lines[draft.flow[position]]
    full = draft.source.measure.full
    words = ""
    for at, index in enumerate(draft.flow[position : position + _MOST_OPEN], position):
        if draft.table_between(draft.flow[position], index):
            break
        line = draft.lines[index]
        skipped = 2 if line is first and line.text[1:2].isspace() else 0
        match = _WIDE_SPACE.search(line.text, skipped)
        closes = line.start + match.start() if match else line.end
        words = f"{words}{line.text[: closes - line.start]}"
        goes_on = line.width >= full or (not match and _hangs(draft, at))
        if match or not goes_on or stops_inside(line.text):
            return HeadingPlace(index, first.text[0], "", first.start + 1, closes, closes, words[1:])
        words += "\n"
    index = draft.flow[position]
    return HeadingPlace(index, first.text[0], "", first.start + 1, first.end, first.end, first.text[1:])


def _hangs(draft: Draft, position: int) -> bool:
    """Whether the line after one of a heading is its rest: bare, set as no paragraph begins, before one."""
    if position + 2 >= len(draft.flow):
        return False
    line, after, then = (draft.lines[index] for index in draft.flow[position : position + 3])
    usual = draft.source.measure
    if usual.indents <= 0 or after.page != line.page or after.gap > usual.rhythm:
        return False
    if draft.signs.is_numbered(after.text) or draft.opens_entry(draft.flow[position + 1]):
        return False
    bare = not stops_inside(after.text) and not ends_sentence(after.text)
    bare = bare and (after.indent > 0 or after.width < usual.full)
    if line.width < _LONG * usual.mode or after.indent >= INDENT or not bare:
        return False
    if then.indent >= INDENT or draft.opens_entry(draft.flow[position + 2]):
        return True
    return after.indent > 0 and then.indent == after.indent and _hangs(draft, position + 1)


def _decide(draft: Draft, position: int, place: HeadingPlace) -> Decision:
    line = draft.lines[draft.flow[position]]
    names = ["mark-opens-line", _before(draft, position)]
    if place.close != draft.signs.openers[place.open]:
        names.append("not-closed")
    else:
        names += ["mark-closed", *_after(draft, place)]
    if not place.close and stops_inside(place.text):
        names.append("stops-inside")
    if not place.close and place.after >= line.end and line.width >= draft.source.measure.full:
        names.append("line-filled")
    if len(place.text) > _LONGEST:
        names.append("too-long")
    if not place.close and draft.signs.profile.credits.alone and draft.signs.is_name(place.text):
        names.append("says-who")
    return draft.judge.decide(
        "heading", "H-MARK", line.start, place.after, _OPTIONS, tuple(_S[name] for name in names)
    )


def _before(draft: Draft, position: int) -> str:
    if position == 0:
        return "block-ended-before"
    before = draft.lines[draft.flow[position - 1]]
    usual = draft.source.measure
    ended = (
        ends_sentence(before.text)
        or draft.signs.credit_tail(before.text) >= 0
        or (usual.even > 0 and before.width < usual.full - 1)
        or draft.lines[draft.flow[position]].gap > usual.rhythm
    )
    return "block-ended-before" if ended else "sentence-open-before"


def _after(draft: Draft, place: HeadingPlace) -> list[str]:
    line = draft.lines[place.last]
    if place.after >= line.end:
        return ["gap-after"]
    following = draft.source.origin.text[place.after]
    if ODD.match(following):
        return ["gap-after"]
    return ["stop-follows-close" if following in CLOSING_MARKS else "text-follows-close"]
