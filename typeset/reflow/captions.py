"""Draft → Draft with captions: the lines that are a picture's words, wherever they interrupt the text.

A caption is known by several signs together: it is set wider than the columns, closer than their lines,
ends with a credit that says what somebody did, stands at a page's edge, and the sentence before it goes
on after it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from typeset.ledger import Decision, Signal
from typeset.reflow.draft import CaptionLines, Draft
from typeset.reflow.signs import ends_sentence
from typeset.reflow.weights import SIGNALS

_S = SIGNALS["caption"]
_EVEN = 0.6


class _Group(NamedTuple):
    first: int
    last: int
    decision: Decision


def find_captions(draft: Draft) -> Draft:
    """Every line is looked at once; a caption once found is not looked into again."""
    groups: list[_Group] = []
    index = taken = 0
    texts: list[Decision] = []
    while index < len(draft.lines):
        decision, first, last = _at(draft, index, taken)
        if decision is not None:
            if last >= 0:
                groups.append(_Group(first, last, decision))
                index = taken = last + 1
                continue
            texts.append(decision)
        index += 1
    return replace(
        draft,
        captions=tuple(CaptionLines(group.first, group.last) for group in groups),
        decisions=(*draft.decisions, *texts, *(group.decision for group in groups)),
        why={**draft.why, **{group.first: group.decision for group in groups}},
    )


def _at(draft: Draft, index: int, taken: int) -> tuple[Decision | None, int, int]:
    """The decision about a caption that may end (by its credit) or begin (by its width) at a line."""
    line = draft.lines[index]
    tail = draft.signs.credit_tail(line.text)
    if tail >= 0 and draft.signs.has_role(line.text[tail + 1 : -1]):
        return _by_credit(draft, index, taken, tail)
    if line.width >= draft.source.measure.wide and draft.source.measure.even >= _EVEN:
        if _credit_ahead(draft, index):
            return None, -1, -1
        return _by_width(draft, index)
    return None, -1, -1


def _credit_ahead(draft: Draft, index: int) -> bool:
    """Whether a credit with a role ends the lines that begin here, each close-set or after a wide one."""
    lines, wide = draft.lines, draft.source.measure.wide
    for last in range(index, min(index + draft.signs.profile.captions.lines, len(lines))):
        if last > index and not _close_set(draft, last) and lines[last - 1].width < wide:
            return False
        tail = draft.signs.credit_tail(lines[last].text)
        if tail >= 0 and draft.signs.has_role(lines[last].text[tail + 1 : -1]):
            return True
    return False


def _close_set(draft: Draft, index: int) -> bool:
    """Whether a line stands closer to the one before it than lines usually do, on one page."""
    lines, rhythm = draft.lines, draft.source.measure.rhythm
    return lines[index].page == lines[index - 1].page and lines[index].gap < rhythm


def _by_credit(draft: Draft, last: int, taken: int, tail: int) -> tuple[Decision, int, int]:
    most = min(draft.signs.profile.captions.lines, last - taken + 1)
    alone = tail == 0
    signals: list[Signal] = []
    options = ["text"]
    for count in range(1, most + 1):
        if count == 1 and alone:
            continue
        options.append(str(count))
        signals += _of_size(draft, last - count + 1, last, str(count))
        if draft.lines[last - count + 1].text[0] in draft.signs.openers:
            break
    words = draft.lines[last].text[:tail] if not alone else draft.lines[last - 1].text if last else ""
    if words and ends_sentence(words.rstrip(" \u3000\ufffd") or "x"):
        signals.append(_S["signature-alone" if alone else "stop-before-credit"])
    if len(options) == 1:
        options.append("1")
    start = draft.lines[last].start
    decision = draft.judge.decide(
        "caption", "C-CREDIT", start, draft.lines[last].end, tuple(options), tuple(signals)
    )
    if decision.choice == "text":
        return decision, last, -1
    return decision, last - int(decision.choice) + 1, last


def _of_size(draft: Draft, first: int, last: int, option: str) -> list[Signal]:
    """What speaks for a caption of the lines ``first`` to ``last``."""
    lines, usual = draft.lines, draft.source.measure
    names = ["role-in-credit"]
    if lines[first].width >= usual.wide and usual.even >= _EVEN:
        names.append("wide")
    if last > first and all(_close_set(draft, index) for index in range(first + 1, last + 1)):
        names.append("close-set")
    if first < last and (first == 0 or not _close_set(draft, first)) and "close-set" in names:
        names.append("run-begins")
    names += _around(draft, first, last)
    if last > first or not ends_sentence(lines[last].text):
        names.append("no-stop-before-credit")
    return [_S[name]._replace(option=option) for name in names]


def _around(draft: Draft, first: int, last: int) -> list[str]:
    """What the lines before and after say: an open sentence that goes on, the edge of a page."""
    lines = draft.lines
    names = []
    following = lines[last + 1] if last + 1 < len(lines) else None
    before = lines[first - 1] if first else None
    if before is not None and not _ended(draft, first - 1):
        names.append("sentence-open-before")
        if following is not None and following.text[0] not in draft.signs.openers:
            names.append("sentence-resumes")
    if (
        following is None
        or following.page != lines[last].page
        or (before and before.page != lines[first].page)
    ):
        names.append("page-edge")
    return names


def _ended(draft: Draft, index: int) -> bool:
    text = draft.lines[index].text
    return ends_sentence(text) or draft.signs.credit_tail(text) >= 0


def _by_width(draft: Draft, first: int) -> tuple[Decision, int, int]:
    """A wide line without a credit: it, the wide lines set close to it, and the last one's remainder."""
    lines, most = draft.lines, draft.signs.profile.captions.lines
    last = first
    while last + 1 < len(lines) and last - first <= most and _close_set(draft, last + 1):
        wide = lines[last + 1].width >= draft.source.measure.wide
        if not wide and (ends_sentence(lines[last + 1].text) or draft.opens_entry(last + 1)):
            break
        last += 1
        if not wide:
            break
    names = ["wide", "columns-even", *_around(draft, first, last)]
    if last > first:
        names.append("close-set")
    if last - first >= most:
        names.append("long-run")
    if ends_sentence(lines[last].text):
        names.append("sentence-ended")
    decision = draft.judge.decide(
        "caption", "C-WIDE", lines[first].start, lines[last].end, ("text", "caption"),
        tuple(_S[name] for name in names),
    )  # fmt: skip
    return decision, first, last if decision.choice == "caption" else -1
