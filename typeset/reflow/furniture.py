"""Draft → Draft with running heads and page numbers: short lines at a page's edge that are not its text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from itertools import pairwise

from typeset.characters import clean
from typeset.ledger import Decision
from typeset.reflow.draft import Draft
from typeset.reflow.fluency import Fluency
from typeset.reflow.hanging import DOCUMENT_NUMBER, is_signature
from typeset.reflow.latin_heads import heads_by_place, latin_looks
from typeset.reflow.shapes import closes_sentence, is_date, stops_as_title
from typeset.reflow.signs import (
    ODD,
    bracket_balance,
    ends_sentence,
    head_key,
    is_common_heading,
    is_item,
    is_letterspaced,
    stops_inside,
)
from typeset.reflow.weights import SIGNALS
from typeset.source.measure import INDENT

_S = SIGNALS["running-head"]
_OPTIONS = ("text", "furniture")
_PAGE_NUMBER = re.compile(r"[\s—–\-·.•〔（(]*(?:\d{1,4}|[ivxlcIVXLC]{1,7})[\s—–\-·.•〕）)]*")
PAUSES = frozenset("，、；：,;:")
_BOOK = re.compile("(?:[志誌]|年[鉴鑒鑑])\\Z")
_DIGITS = re.compile(r"\d+")
LONGEST_HEAD = 40
_SHORTEST_HEAD = 3
_NARROW = 0.75
ROOM = 3.0
"""In em: a line that lacks as much of a filled one does not go on."""
_RAGGED = 0.3
_OFTEN = 0.3
_BELOW = 3
"""Lines below a running head where a title with its words may stand."""
_FARTHEST = 100
"""Lines of furniture one after the other, beyond which no line of text is looked for."""
_AT_EDGE = 2
"""Lines at a page's head or foot that may be furniture: a running head and a page number."""


def find_furniture(draft: Draft) -> Draft:
    """Looks from each page's edges inwards and stops at the first line of text."""
    pages = len({line.page for line in draft.lines})
    told = [at for at in draft.flow if draft.judge.asked("running-head", draft.lines[at].start)]
    if pages < 2 and draft.flow and draft.signs.names_book(draft.lines[draft.flow[0]].text):
        told.append(draft.flow[0])
    told += _books_inside(draft)
    told += [at for at in draft.flow if at in draft.between_rows]
    told += [at for at in draft.flow if draft.signs.is_imprint(draft.lines[at].text)]
    if pages < 2 and not draft.furniture and not told:
        return draft
    edges = list(_edges(draft)) if pages > 1 else []
    found: dict[int, str] = dict(draft.furniture)
    heads = Heads(draft, _seen_often(draft, edges), found)
    decisions: list[Decision] = []
    for edge in (*edges, *((index,) for index in told)):
        for index in edge:
            if found.get(index) == "contents":
                break
            if index in found:
                continue
            if index in draft.roster_lines or _is_told_text(draft, index):
                break
            if heads.is_said_before(index) or heads.is_title(index):
                break
            decision = heads.decide(index)
            decisions.append(decision)
            if decision.choice != "furniture":
                break
            found[index] = _kind(draft, index, edge)
    for index in heads_by_place(draft, found) if draft.signs.latin else ():
        if index == draft.flow[0]:
            continue
        decision = heads.decide(index, placed=True)
        decisions.append(decision)
        if decision.choice == "furniture":
            found[index] = "header"
    for index in _known_heads(draft, found):
        if heads.is_said_before(index):
            continue
        decision = heads.decide(index, known=True)
        decisions.append(decision)
        if decision.choice == "furniture":
            found[index] = "header"
    made = {decision.start: decision for decision in decisions}
    why = {index: made[draft.lines[index].start] for index in found if draft.lines[index].start in made}
    before = [d for d in draft.decisions if d.kind != "running-head" or d.start not in made]
    return replace(draft, furniture=found, decisions=(*before, *made.values()), why={**draft.why, **why})


def _is_told_text(draft: Draft, index: int) -> bool:
    """Whether a person says how a line goes with the one before it or after it, which makes both text."""
    return any(draft.judge.asked("seam", line.stop) for line in draft.lines[max(0, index - 1) : index + 1])


def longest_head(draft: Draft) -> int:
    """In characters: Latin letters are half as wide as Han."""
    return 2 * LONGEST_HEAD if draft.signs.latin else LONGEST_HEAD


def _books_inside(draft: Draft) -> list[int]:
    """Short lines that are a book's name and stand after an open sentence, wherever a page may begin."""
    lines = draft.lines
    return [
        index
        for before, index in pairwise(draft.flow)
        if len(lines[index].text) < longest_head(draft)
        and _BOOK.search(lines[index].text)
        and not stops_inside(lines[index].text)
        and not ends_sentence(lines[before].text)
        and draft.signs.credit_tail(lines[before].text) < 0
    ]


def _known_heads(draft: Draft, found: Mapping[int, str]) -> list[int]:
    """Other lines with the words of a running head, wherever pages were not seen to begin."""
    heads = {head_key(draft.lines[index].text) for index, kind in found.items() if kind == "header"}
    decided = set(found)
    return [
        index
        for index in draft.flow
        if index not in decided
        and len(draft.lines[index].text) < longest_head(draft)
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


class Heads:
    """Decides about running heads. ``often``: words that stand at the edges of many pages; ``found``: what is
    furniture, by its line, as far as it is known."""

    def __init__(self, draft: Draft, often: frozenset[str], found: Mapping[int, str]) -> None:
        self.draft = draft
        self.often = often
        self.found = found

    @cached_property
    def _titles(self) -> dict[str, list[int]]:
        """Short bare lines by their words: a head may repeat a title."""
        titles: dict[str, list[int]] = {}
        for index in self.draft.flow:
            text = self.draft.lines[index].text
            if len(text) < longest_head(self.draft) and not stops_inside(text):
                titles.setdefault(head_key(text), []).append(index)
        return titles

    def _says_title(self, index: int, *, known: bool) -> bool:
        """Whether the words stand on a page before, or once more right below."""
        lines = self.draft.lines
        titles = self._titles.get(head_key(lines[index].text), [index])
        next_ = bisect_right(titles, index)
        below = not known and next_ < len(titles) and titles[next_] - index <= _BELOW
        if index > self.draft.flow[0] and head_key(lines[index].text) == self._first:
            return True
        return below or lines[titles[0]].page < lines[index].page

    @cached_property
    def _first(self) -> str:
        """The words of the text's first line, which may be its title, however long it is."""
        text = self.draft.lines[self.draft.flow[0]].text if self.draft.flow else ""
        return head_key(text) if text and not stops_inside(text) and not ends_sentence(text) else ""

    def is_said_before(self, index: int) -> bool:
        """Whether the line right before is a running head with the same words: then this is the title."""
        lines = self.draft.lines
        return index - 1 in self.found and head_key(lines[index].text) == head_key(lines[index - 1].text)

    def is_title(self, index: int) -> bool:
        """Whether a line begins the text and says what a running head says, and more."""
        if index != self.draft.flow[0]:
            return False
        key = head_key(self.draft.lines[index].text)
        said = (head_key(self.draft.lines[at].text) for at, kind in self.found.items() if kind != "pageNum")
        return any(_SHORTEST_HEAD <= len(head) < len(key) and head in key for head in said)

    def decide(self, index: int, *, known: bool = False, placed: bool = False) -> Decision:
        """``known``: the words are those of a running head that was found before; ``placed``: it stands where
        other pages have theirs."""
        line = self.draft.lines[index]
        before, after = self._neighbours(index)
        closed = before is None or self._is_closed(before)
        names = [*self._looks(index), "repeated" if known or head_key(line.text) in self.often else "once"]
        if self._says_title(index, known=known):
            names.append("title-elsewhere")
        if placed:
            names.append("as-other-heads")
        if known:
            names.append("names-known-head")
            if closed and after is not None and self.draft.opens_entry(after) and self._is_first(index):
                names.append("begins-section")
        if closed:
            names.append("sentence-ended-before")
        if is_signature(self.draft.lines, index):
            names.append("signed-and-dated")
        if DOCUMENT_NUMBER.fullmatch(line.text):
            names.append("numbers-document")
        begins = after == index + 1 and self.draft.lines[after].indent >= INDENT
        if closed and begins and is_common_heading(line.text):
            names.append("common-heading")
        if after is not None and self.draft.opens_entry(after):
            names.append("before-entry")
        elif (
            not closed and after is not None and "narrow" in names and not self._closes_sentence(index, after)
        ):
            names.append("interrupts")
            words = [self.draft.lines[at].text for at in (index, before, after) if at is not None]
            if len(words) == 3 and self._fluency.needs(*words):
                names.append("reads-on-only-with")
        return self.draft.judge.decide(
            "running-head", "F-EDGE", line.start, line.end, _OPTIONS, tuple(_S[name] for name in names)
        )

    def _closes_sentence(self, index: int, after: int) -> bool:
        """Whether a line in Latin script is the end of the sentence that is open before it."""
        return self.draft.signs.latin and closes_sentence(
            self.draft.lines[index].text, self.draft.lines[after].text
        )

    def _looks(self, index: int) -> Iterator[str]:
        """What a line says by itself."""
        line, signs, hints = self.draft.lines[index], self.draft.signs, self.draft.hints
        share = line.width / self.draft.source.measure.mode
        if share <= _NARROW:
            yield "narrow"
        elif share <= 1.0 or not signs.latin or ends_sentence(line.text):
            yield "not-narrow"
        if signs.latin:
            yield from latin_looks(self.draft, index, self._titles)
        numbered = _PAGE_NUMBER.fullmatch(line.text) is not None
        if numbered:
            yield "page-number"
        if signs.is_imprint(line.text):
            yield "imprint"
        if index in self.draft.between_rows:
            yield "between-rows"
        if self.draft.opens_entry(index):
            yield "opens-entry"
        if signs.is_numbered(line.text) or is_item(line.text):
            yield "numbered"
        if bracket_balance(line.text):
            yield "bracket-open"
        if stops_inside(line.text) and not numbered and not (signs.latin and is_date(line.text)):
            yield "stops-inside"
        if ends_sentence(line.text) or line.text[-1] in PAUSES:
            yield "stop-after-words" if signs.latin and stops_as_title(line.text) else "sentence-ended"
        tail = signs.credit_tail(line.text)
        if tail >= 0 and signs.looks_signed(line.text[tail + 1 : -1]):
            yield "signed"
        words = ODD.sub("", line.text)
        if words and words == ODD.sub("", hints.chapter):
            yield "names-chapter"
        if (hints.book and hints.book in words) or signs.names_book(words):
            yield "names-book"

    def _neighbours(self, index: int) -> tuple[int | None, int | None]:
        """The lines of running text before and after one; what was found to be furniture is none."""
        flow = self.draft.flow
        at = bisect_left(flow, index)
        above, below = (
            range(at - 1, max(-1, at - _FARTHEST), -1),
            range(at + 1, min(at + _FARTHEST, len(flow))),
        )
        before = next((flow[i] for i in above if flow[i] not in self.found), None)
        after = next((flow[i] for i in below if flow[i] not in self.found), None)
        return before, after

    def _is_closed(self, index: int) -> bool:
        """Whether no sentence goes on after a line: it ended, it is signed, it leads to what follows, or the
        line is far from filled."""
        text, usual = self.draft.lines[index].text, self.draft.source.measure
        if ends_sentence(text) or text[-1] in "：:" or self.draft.signs.credit_tail(text) >= 0:
            return True
        room = self.draft.lines[index].width <= usual.full - ROOM
        return room and usual.ragged <= _RAGGED and text[-1] not in PAUSES

    def _is_first(self, index: int) -> bool:
        """Whether no running head on a page before says the same."""
        lines = self.draft.lines
        key = head_key(lines[index].text)
        return all(
            lines[at].page >= lines[index].page for at in self.found if head_key(lines[at].text) == key
        )

    @cached_property
    def _fluency(self) -> Fluency:
        return Fluency(self.draft)


def _kind(draft: Draft, index: int, edge: tuple[int, ...]) -> str:
    if _PAGE_NUMBER.fullmatch(draft.lines[index].text):
        return "pageNum"
    return "header" if list(edge) == sorted(edge) else "footer"


def plain_words(text: str) -> str:
    """A running head without letter-spacing."""
    return ODD.sub("", text) if is_letterspaced(text) else clean(text)
