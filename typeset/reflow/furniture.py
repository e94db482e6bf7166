"""Draft → Draft with running heads and page numbers: short lines at a page's edge that are not its text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from typeset.ledger import Decision
from typeset.model import clean
from typeset.reflow.draft import Draft
from typeset.reflow.fluency import Fluency
from typeset.reflow.signs import ODD, ends_sentence, head_key, is_letterspaced, stops_inside
from typeset.reflow.weights import SIGNALS

_S = SIGNALS["running-head"]
_OPTIONS = ("text", "furniture")
_PAGE_NUMBER = re.compile(r"[\s—–\-·.•〔（(]*(?:\d{1,4}|[ivxlcIVXLC]{1,7})[\s—–\-·.•〕）)]*")
_PAUSES = frozenset("，、；：,;:")
_DIGITS = re.compile(r"\d+")
_LONGEST_HEAD = 40
_NARROW = 0.75
_OFTEN = 0.3
_AT_EDGE = 2
"""Lines at a page's head or foot that may be furniture: a running head and a page number."""


def find_furniture(draft: Draft) -> Draft:
    """Looks from each page's edges inwards and stops at the first line of text."""
    pages = len({line.page for line in draft.lines})
    told = [at for at in draft.flow if draft.judge.asked("running-head", draft.lines[at].start)]
    if pages < 2 and draft.flow and draft.signs.names_book(draft.lines[draft.flow[0]].text):
        told.append(draft.flow[0])
    told += [at for at in draft.flow if draft.signs.is_imprint(draft.lines[at].text)]
    told += [at for at in draft.flow if at in draft.between_rows]
    if pages < 2 and not draft.furniture and not told:
        return draft
    edges = list(_edges(draft)) if pages > 1 else []
    often = _seen_often(draft, edges)
    titles = _title_pages(draft)
    found: dict[int, str] = dict(draft.furniture)
    decisions: list[Decision] = []
    for edge in (*edges, *((index,) for index in told)):
        for index in edge:
            if found.get(index) == "contents":
                break
            if index in found:
                continue
            decision = _decide(draft, index, often, found, titles)
            decisions.append(decision)
            if decision.choice != "furniture":
                break
            found[index] = _kind(draft, index, edge)
    for index in _known_heads(draft, found):
        decision = _decide(draft, index, often, found, titles, known=True)
        decisions.append(decision)
        if decision.choice == "furniture":
            found[index] = "header"
    made = {decision.start: decision for decision in decisions}
    why = {index: made[draft.lines[index].start] for index in found if draft.lines[index].start in made}
    return replace(
        draft, furniture=found, decisions=(*draft.decisions, *made.values()), why={**draft.why, **why}
    )


def _known_heads(draft: Draft, found: Mapping[int, str]) -> list[int]:
    """Other lines with the words of a running head, wherever pages were not seen to begin."""
    heads = {head_key(draft.lines[index].text) for index, kind in found.items() if kind == "header"}
    decided = set(found)
    return [
        index
        for index in draft.flow
        if index not in decided
        and len(draft.lines[index].text) < _LONGEST_HEAD
        and head_key(draft.lines[index].text) in heads
    ]


def _edges(draft: Draft) -> Iterator[tuple[int, ...]]:
    """For each page: the lines at its head from the top, then those at its foot from the bottom.

    A table of contents is the text of its page.
    """
    lines = draft.lines
    contents = [index for index, kind in draft.furniture.items() if kind == "contents"]
    flow = tuple(sorted((*draft.flow, *contents))) if contents else draft.flow
    start = 0
    while start < len(flow):
        stop = start
        while stop < len(flow) and lines[flow[stop]].page == lines[flow[start]].page:
            stop += 1
        yield flow[start : min(start + _AT_EDGE, stop)]
        yield tuple(reversed(flow[max(stop - _AT_EDGE, start) : stop]))
        start = stop


def _seen_often(draft: Draft, edges: list[tuple[int, ...]]) -> frozenset[str]:
    """The words that stand at the edges of many pages, numbers aside."""
    pages = len(edges) / 2
    counts = Counter(key for edge in edges for key in {head_key(draft.lines[index].text) for index in edge})
    return frozenset(key for key, count in counts.items() if count > 1 and count >= _OFTEN * pages)


def _title_pages(draft: Draft) -> dict[str, list[int]]:
    """Short bare lines by their words → the pages that they are on: a running head may repeat a title."""
    pages: dict[str, list[int]] = {}
    for index in draft.flow:
        line = draft.lines[index]
        if len(line.text) < _LONGEST_HEAD and not stops_inside(line.text):
            pages.setdefault(head_key(line.text), []).append(line.page)
    return pages


def _neighbours(draft: Draft, index: int, found: Collection[int]) -> tuple[int | None, int | None]:
    """The lines of running text before and after one; what was found to be furniture is none."""
    flow = draft.flow
    at = bisect_left(flow, index)
    before = next((flow[i] for i in range(at - 1, -1, -1) if flow[i] not in found), None)
    after = next((flow[i] for i in range(at + 1, len(flow)) if flow[i] not in found), None)
    return before, after


def _decide(
    draft: Draft,
    index: int,
    often: frozenset[str],
    found: Collection[int],
    titles: Mapping[str, list[int]],
    *,
    known: bool = False,
) -> Decision:
    line, signs = draft.lines[index], draft.signs
    before, after = _neighbours(draft, index, found)
    names = ["narrow" if line.width <= _NARROW * draft.source.measure.mode else "not-narrow"]
    if _PAGE_NUMBER.fullmatch(line.text):
        names.append("page-number")
    if signs.is_imprint(line.text):
        names.append("imprint")
    if index in draft.between_rows:
        names.append("between-rows")
    names.append("repeated" if known or head_key(line.text) in often else "once")
    pages = titles.get(head_key(line.text), [line.page])
    if pages[0] < line.page or (not known and pages.count(line.page) > 1):
        names.append("title-elsewhere")
    if draft.opens_entry(index):
        names.append("opens-entry")
    if signs.is_numbered(line.text):
        names.append("numbered")
    if stops_inside(line.text) and "page-number" not in names:
        names.append("stops-inside")
    if ends_sentence(line.text) or line.text[-1] in _PAUSES:
        names.append("sentence-ended")
    tail = signs.credit_tail(line.text)
    if tail >= 0 and signs.looks_signed(line.text[tail + 1 : -1]):
        names.append("signed")
    closed = (
        before is None
        or ends_sentence(draft.lines[before].text)
        or (signs.credit_tail(draft.lines[before].text) >= 0)
    )
    if known:
        names.append("names-known-head")
        first = all(
            draft.lines[at].page == line.page
            for at in found
            if head_key(draft.lines[at].text) == head_key(line.text)
        )
        if first and closed and after is not None and draft.opens_entry(after):
            names.append("begins-section")
    if closed:
        names.append("sentence-ended-before")
    if after is not None and draft.opens_entry(after):
        names.append("before-entry")
    elif not closed and after is not None and "narrow" in names:
        names.append("interrupts")
        if before is not None and _reads_on_only_with(draft, before, index, after):
            names.append("reads-on-only-with")
    words = ODD.sub("", line.text)
    if words and words == ODD.sub("", draft.hints.chapter):
        names.append("names-chapter")
    if (draft.hints.book and draft.hints.book in words) or signs.names_book(words):
        names.append("names-book")
    return draft.judge.decide(
        "running-head", "F-EDGE", line.start, line.end, _OPTIONS, tuple(_S[name] for name in names)
    )


def _reads_on_only_with(draft: Draft, before: int, index: int, after: int) -> bool:
    """Whether a line reads on to the next or from the one before, and these do not read on without it."""
    first, line, second = (draft.lines[at].text for at in (before, index, after))
    fluency = Fluency(draft)
    return (fluency.reads_on(first, line) or fluency.reads_on(line, second)) and not fluency.reads_on(
        first, second
    )


def _kind(draft: Draft, index: int, edge: tuple[int, ...]) -> str:
    if _PAGE_NUMBER.fullmatch(draft.lines[index].text):
        return "pageNum"
    return "header" if list(edge) == sorted(edge) else "footer"


def plain_words(text: str) -> str:
    """A running head without letter-spacing."""
    return ODD.sub("", text) if is_letterspaced(text) else clean(text)
