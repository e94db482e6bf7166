"""Draft → Draft with the page numbers that stand on lines of their own, and the pages that they part.

A number alone proves nothing. A run of them, each one more than the last, does; and what stands beside a
page number on page after page is a running head.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from typeset.ledger import Decision
from typeset.reflow.beside import NEAR, HeadsBeside
from typeset.reflow.draft import Draft
from typeset.reflow.forms import parts_of
from typeset.reflow.shapes import Case, case_of
from typeset.reflow.signs import head_key, stops_inside
from typeset.reflow.weights import SIGNALS
from typeset.source.folio import LONGEST, PageNumber, page_number

_S = SIGNALS["folio"]
_OPTIONS = ("text", "furniture")
_MOST_TITLES = 0.4
_MOST_TEXT = 40
"""Lines that may stand between a numbered title and that of its first part."""


@dataclass(frozen=True, slots=True)
class Folio:
    """A line with a page number, and the running head that may share it."""

    line: int
    mark: PageNumber

    @property
    def words(self) -> str:
        return self.mark.words


def find_folios(draft: Draft) -> Draft:
    """Marks page numbers and what stands beside them, and counts pages by them where nothing else does."""
    folios = list(_candidates(draft))
    if not folios:
        return draft
    chain = _chain(folios)
    words = _repeated(draft) if any(folio.words for folio in folios) else Counter()
    many = sum(_has_parts(draft, folio) for folio in chain) >= _MOST_TITLES * len(chain)
    run = _Run(chain, many)
    decisions = {folio.line: _decide(draft, folio, run, words) for folio in folios}
    found = [folio for folio in folios if decisions[folio.line].choice == "furniture"]
    furniture = {folio.line: "header" if folio.words else "pageNum" for folio in found}
    made = HeadsBeside(draft, sorted(furniture)).decisions()
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
    return Counter(head_key(text) for text in short if len(text) < LONGEST)


def _candidates(draft: Draft) -> Iterator[Folio]:
    for index in draft.flow:
        mark = page_number(draft.lines[index].text)
        if mark is not None and not _says(draft, mark.words):
            yield Folio(index, mark)


def _says(draft: Draft, words: str) -> bool:
    """Whether the words beside a number are text; in Latin script heads in capitals may have stops."""
    if draft.signs.latin and words and case_of(words) is not Case.PLAIN:
        return False
    return stops_inside(words)


def _chain(folios: list[Folio]) -> frozenset[Folio]:
    """The longest run of numbers of one kind in which each is one more than the one before."""
    best: dict[tuple[object, int], tuple[int, Folio | None]] = {}
    length: dict[Folio, tuple[int, Folio | None]] = {}
    for folio in folios:
        kind, number = folio.mark.numerals, folio.mark.number
        before, previous = best.get((kind, number - 1), (0, None))
        length[folio] = (before + 1, previous)
        if before + 1 >= best.get((kind, number), (0, None))[0]:
            best[kind, number] = (before + 1, folio)
    last = max(length, key=lambda folio: length[folio][0])
    chain = []
    step: Folio | None = last
    while step is not None:
        chain.append(step)
        step = length[step][1]
    return frozenset(chain)


class _Run(NamedTuple):
    """The longest run of numbers; ``titles``: whether many of them number titles, as their parts say."""

    folios: frozenset[Folio]
    titles: bool


def _decide(draft: Draft, folio: Folio, chain: _Run, words: Counter[str]) -> Decision:
    line, in_chain, run = draft.lines[folio.line], folio in chain.folios, len(chain.folios)
    names = ["beside-words" if folio.words else "alone-on-line"]
    if draft.signs.names_book(folio.words):
        names.append("names-book")
    if folio.words and words[head_key(folio.words)] > 1:
        names.append("words-repeated")
    among_titles = chain.titles and in_chain and _opens_line(draft, folio)
    if folio.words and (_has_parts(draft, folio) or among_titles):
        names.append("parts-follow")
    if folio.mark.styled:
        names.append("page-number-style")
    if draft.signs.latin and _numbers_columns(folio):
        names.append("next-number-at-end")
    if draft.signs.latin and folio.words and folio.line == 0 and case_of(folio.words) is not Case.PLAIN:
        names.append("set-as-head")
    if in_chain and run > 1:
        names.append("numbers-run-on" if run > 2 else "two-numbers-run-on")
    if run == 1 and not folio.mark.styled:
        names.append("number-once")
    elif not in_chain:
        names.append("out-of-order")
    if not NEAR < folio.line < len(draft.lines) - NEAR:
        names.append("edge-of-text")
    return draft.judge.decide(
        "running-head", "F-FOLIO", line.start, line.end, _OPTIONS, tuple(_S[name] for name in names)
    )


def _numbers_columns(folio: Folio) -> bool:
    """Whether the two columns of a page have a number each: 317, a running head, 318."""
    beside = page_number(folio.mark.words) if folio.words else None
    return beside is not None and abs(beside.number - folio.mark.number) == 1


def _opens_line(draft: Draft, folio: Folio) -> bool:
    return draft.lines[folio.line].text[0].isdigit()


def _has_parts(draft: Draft, folio: Folio) -> bool:
    """Whether the title that comes next is a part of what the number numbers, be there text between them or
    not: 2　自然地理 before 2.1　地质地貌."""
    if not folio.mark.words or not _opens_line(draft, folio):
        return False
    ahead = draft.lines[folio.line + 1 : folio.line + 1 + _MOST_TEXT]
    part = next((part for line in ahead if (part := parts_of(line.text)) is not None), None)
    return part == folio.mark.number


def _paged(draft: Draft, folios: list[Folio]) -> Draft:
    """Pages counted by the page numbers, which stand at the head if one is among the first lines."""
    at_head = folios[0].line <= NEAR
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
