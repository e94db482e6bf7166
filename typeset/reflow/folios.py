"""Draft → Draft with the page numbers that stand on lines of their own, and the pages that they part.

A number alone proves nothing. A run of them, each one more than the last, does; and what stands beside a
page number on page after page is a running head.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from typeset.ledger import Decision
from typeset.reflow.draft import Draft
from typeset.reflow.signs import ODD, ends_sentence, head_key, stops_inside
from typeset.reflow.weights import SIGNALS

_S = SIGNALS["folio"]
_OPTIONS = ("text", "furniture")
STYLED = re.compile(
    r"[—–\-·•.〔（(\s]+(\d{1,4})[—–\-·•.〕）)\s]+|第\s*(\d{1,4})\s*[页頁]|[Pp](?:age|\.)\s*(\d{1,4})"
)
_PLAIN = re.compile(r"(\d{1,4})")
_BESIDE = re.compile(r"(\d{1,4})(?:\u3000|\s{2,})(\S.*)|(\S.*?)(?:\u3000|\s{2,})(\d{1,4})")
_DIGITS = re.compile(r"\d+")
_OFTEN = 0.3
"""Share of the page numbers beside which a running head stands."""
_LONGEST = 60
"""Characters of a line with a page number."""
_NEAR = 2
"""Lines before and after a page number that may be a running head."""


@dataclass(frozen=True, slots=True)
class Folio:
    """A line with a page number; ``words`` is the running head that shares it."""

    line: int
    number: int
    styled: bool
    words: str


def find_folios(draft: Draft) -> Draft:
    """Marks page numbers and what stands beside them, and counts pages by them where nothing else does."""
    folios = list(_candidates(draft))
    if not folios:
        return draft
    chain = _chain(folios)
    words = _repeated(draft) if any(folio.words for folio in folios) else Counter()
    decisions = {folio.line: _decide(draft, folio, folio in chain, len(chain), words) for folio in folios}
    found = [folio for folio in folios if decisions[folio.line].choice == "furniture"]
    heads = _heads(draft, found)
    furniture = {folio.line: "header" if folio.words else "pageNum" for folio in found}
    made = {line: _decide_head(draft, line, repeated) for line, repeated in heads.items()}
    furniture |= {line: "header" for line, decision in made.items() if decision.choice == "furniture"}
    changed = replace(
        draft,
        furniture={**draft.furniture, **furniture},
        decisions=(*draft.decisions, *decisions.values(), *made.values()),
        why={**draft.why, **{line: (decisions | made)[line] for line in furniture}},
    )
    return _paged(changed, found) if found and len({line.page for line in draft.lines}) == 1 else changed


def _repeated(draft: Draft) -> Counter[str]:
    """How often the words of a line that may be a running head stand in the text."""
    short = (draft.lines[index].text for index in draft.flow)
    return Counter(head_key(text) for text in short if len(text) < _LONGEST)


def _candidates(draft: Draft) -> Iterator[Folio]:
    for index in draft.flow:
        text = draft.lines[index].text
        if len(text) > _LONGEST or not (
            text[0].isdigit() or text[-1].isdigit() or text[0] in "—–-·•.〔（(第P"
        ):
            continue
        styled = STYLED.fullmatch(text)
        if styled is not None:
            yield Folio(index, int(next(g for g in styled.groups() if g)), True, "")
        elif _PLAIN.fullmatch(text):
            yield Folio(index, int(text), False, "")
        elif (beside := _BESIDE.fullmatch(text)) is not None:
            number, words = beside.group(1) or beside.group(4), beside.group(2) or beside.group(3)
            if not stops_inside(words) and not _DIGITS.fullmatch(words):
                yield Folio(index, int(number), False, words)


def _chain(folios: list[Folio]) -> frozenset[Folio]:
    """The longest run of numbers in which each is one more than the one before."""
    best: dict[int, tuple[int, Folio | None]] = {}
    length: dict[Folio, tuple[int, Folio | None]] = {}
    for folio in folios:
        before, previous = best.get(folio.number - 1, (0, None))
        length[folio] = (before + 1, previous)
        if before + 1 >= best.get(folio.number, (0, None))[0]:
            best[folio.number] = (before + 1, folio)
    last = max(length, key=lambda folio: length[folio][0])
    chain = []
    step: Folio | None = last
    while step is not None:
        chain.append(step)
        step = length[step][1]
    return frozenset(chain)


def _decide(draft: Draft, folio: Folio, in_chain: bool, run: int, words: Counter[str]) -> Decision:
    line = draft.lines[folio.line]
    names = ["beside-words" if folio.words else "alone-on-line"]
    if draft.signs.names_book(folio.words):
        names.append("names-book")
    if folio.words and words[head_key(folio.words)] > 1:
        names.append("words-repeated")
    if folio.styled:
        names.append("page-number-style")
    if in_chain and run > 1:
        names.append("numbers-run-on" if run > 2 else "two-numbers-run-on")
    if run == 1 and not folio.styled:
        names.append("number-once")
    elif not in_chain:
        names.append("out-of-order")
    if not _NEAR < folio.line < len(draft.lines) - _NEAR:
        names.append("edge-of-text")
    return draft.judge.decide(
        "running-head", "F-FOLIO", line.start, line.end, _OPTIONS, tuple(_S[name] for name in names)
    )


def _heads(draft: Draft, folios: list[Folio]) -> dict[int, bool]:
    """Short bare lines next to page numbers, and whether their words stand next to others as well."""
    taken = {folio.line for folio in folios} | draft.out_of_flow
    usual = draft.source.measure
    near: dict[int, str] = {}
    for folio in folios:
        for step in (-1, 1):
            for distance in range(1, _NEAR + 1):
                index = folio.line + step * distance
                if not 0 <= index < len(draft.lines) or index in taken:
                    break
                line = draft.lines[index]
                if line.width > usual.mode or stops_inside(line.text) or draft.opens_entry(index):
                    break
                if draft.signs.credit_tail(line.text) >= 0 and not draft.signs.names_book(line.text):
                    break
                near[index] = head_key(line.text)
    first = {index: head_key(line.text) for index, line in enumerate(draft.lines[:_NEAR])}
    counts = Counter((first | near).values())
    fewest = max(2, _OFTEN * len(folios))
    return {index: counts[key] >= fewest for index, key in near.items()}


def _decide_head(draft: Draft, index: int, repeated: bool) -> Decision:
    line, signs = draft.lines[index], draft.signs
    words = ODD.sub("", line.text)
    names = ["repeated" if repeated else "once"]
    if signs.names_book(words) or (draft.hints.book and draft.hints.book in words):
        names.append("names-book")
    if words == ODD.sub("", draft.hints.chapter):
        names.append("names-chapter")
    if (
        index
        and not ends_sentence(draft.lines[index - 1].text)
        and signs.credit_tail(draft.lines[index - 1].text) < 0
    ):
        names.append("sentence-open-before")
    if index + 1 < len(draft.lines) and draft.opens_entry(index + 1):
        names.append("before-entry")
    if line.width > 0.75 * draft.source.measure.mode:
        names.append("not-narrow")
    if index <= 1:
        names.append("head-of-text")
    return draft.judge.decide(
        "running-head", "F-BESIDE", line.start, line.end, _OPTIONS, tuple(_S[name] for name in names)
    )


def _paged(draft: Draft, folios: list[Folio]) -> Draft:
    """Pages counted by the page numbers, which stand at the head if one is among the first lines."""
    at_head = folios[0].line <= _NEAR
    starts = set()
    for folio in folios:
        edge = folio.line
        step = -1 if at_head else 1
        while edge + step in draft.furniture:
            edge += step
        starts.add(edge if at_head else edge + 1)
    page = 0
    lines = []
    for index, line in enumerate(draft.lines):
        if index in starts and index:
            page += 1
        lines.append(line._replace(page=page))
    return replace(draft, source=replace(draft.source, lines=tuple(lines)))
