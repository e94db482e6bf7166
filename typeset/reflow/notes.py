"""Draft → Draft with its notes: lines that begin with a mark which the text before them has too.

A mark at a line's beginning may be an item of a list as well; a note's stands once in the text, after a
word, and its note at the foot of a page or column, where it interrupts a sentence. Set high, either mark may
have come out on a line of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from itertools import islice

from typeset.ledger import Decision
from typeset.reflow.draft import Draft, NoteLines
from typeset.reflow.fit import first_width
from typeset.reflow.forms import WORKS
from typeset.reflow.signs import CLOSING_MARKS, ends_sentence
from typeset.reflow.weights import SIGNALS
from typeset.source.measure import INDENT

_S = SIGNALS["note"]
_OPTIONS = ("text", "note")
MARK = re.compile(
    r"[①-⑳⑴-⒇❶-❿]|[\[［〔](?:注?\d{1,3}|[一二三四五六七八九十]{1,3}|注[一二三四五六七八九十]?)[\]］〕]|[*＊※†‡]{1,3}|[¹²³⁰⁴-⁹]{1,3}"
)
_IS_WORKS = re.compile(rf"[［【\[]?{WORKS}[］】\]]?[：:]?")
_MOST_WORKS = 400
"""Lines of one list of works."""
_MOST_LINES = 14
_FARTHEST = 20000
"""Code points before a note within which its mark stands in the text."""
_STARS = frozenset("*＊※†‡")
"""Marks that may part a text as well, alone on a line."""
_MOST_PLACES = 8
"""Marks without a note that are looked at for one."""
_FEW_INDENTS = 0.02
_AFTER_MARK = CLOSING_MARKS | {"…"}
"""What follows the mark of a note in the text, and begins no note."""
_BEFORE_ITEM = frozenset("：:；;，,、（(")


def find_notes(draft: Draft) -> Draft:
    """Looks at every line of the flow that begins with a mark; each mark in the text has one note."""
    search = _Search(draft)
    position = 0
    while position < len(draft.flow):
        position = search.look(position)
    return replace(
        draft,
        notes=tuple(search.notes),
        references=search.references,
        decisions=(*draft.decisions, *search.decisions),
        why={**draft.why, **search.why},
    )


class _Search:
    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.lines = [draft.lines[index] for index in draft.flow]
        self.text = draft.source.origin.text
        self.notes: list[NoteLines] = []
        self.references: dict[int, tuple[int, int]] = {}
        self.decisions: list[Decision] = []
        self.why: dict[int, Decision] = {}
        self.last = -1
        self.pages = draft.source.origin.pages

    def look(self, position: int) -> int:
        """Decides about a line that begins with a mark; the position to go on from."""
        line = self.lines[position]
        mark = MARK.match(line.text)
        alone = mark is not None and mark.end() == len(line.text)
        if mark is None or (not alone and line.text[mark.end()] in _AFTER_MARK):
            return position + 1
        place = self._reference(mark.group(), line.start)
        if place < 0 or (alone and not self._has_words(position)):
            if alone and mark.group()[0] not in _STARS:
                insort(self._marks.setdefault(mark.group(), []), line.start)
            return position + 1
        last = self._ends(position)
        decision = self._decide(position, last, place, line.start + mark.end())
        self.decisions.append(decision)
        if decision.choice == "text":
            return position + 1
        index = self.draft.flow[position]
        self.notes.append(NoteLines(index, self.draft.flow[last], line.start + mark.end()))
        self.references[place] = (place + mark.end(), index)
        self.why[index] = decision
        self.last = last
        return last + 1

    def _reference(self, mark: str, before: int) -> int:
        """The first place of a mark on a line's page, or else the last before it, that has no note yet."""
        page = self.pages[bisect_right(self.pages, before) - 1] if len(self.pages) > 1 else before
        found = -1
        for at in islice(self._places(mark, before), _MOST_PLACES):
            if at < page:
                return found if found >= 0 else at
            found = at
        return found

    def _places(self, mark: str, before: int) -> Iterator[int]:
        """Where a mark stands in the text before a line, after a word, without a note, the last first."""
        places = self._marks.get(mark, [])
        for number in range(bisect_left(places, before) - 1, -1, -1):
            at = places[number]
            if at < before - _FARTHEST:
                return
            if at not in self.references and not self._in_note(at):
                yield at

    @cached_property
    def _marks(self) -> dict[str, list[int]]:
        """Each mark, and where it stands after a word or before a stop."""
        places: dict[str, list[int]] = {}
        for mark in MARK.finditer(self.text):
            at, follows = mark.start(), self.text[mark.end() : mark.end() + 1]
            if at and (not self.text[at - 1].isspace() or follows in _AFTER_MARK):
                places.setdefault(mark.group(), []).append(at)
        return places

    def _in_note(self, at: int) -> bool:
        """Whether a place stands in the lines of a note."""
        lines = self.draft.lines
        return any(lines[note.first].start <= at < lines[note.last].end for note in self.notes[-8:])

    def _has_words(self, position: int) -> bool:
        """Whether words follow a mark that stands alone, close by."""
        if position + 1 >= len(self.lines):
            return False
        line, following = self.lines[position], self.lines[position + 1]
        close = following.gap <= self.draft.source.measure.rhythm and following.page == line.page
        close = close and not self.draft.parted(self.draft.flow[position], self.draft.flow[position + 1])
        return close and MARK.match(following.text) is None

    def _ends(self, first: int) -> int:
        """The last line of a note: the first that ends a sentence or is not filled."""
        last = first + (MARK.fullmatch(self.lines[first].text) is not None)
        while self._may_go_on(first, last):
            line = self.lines[last]
            if not self._is_filled(last):
                break
            if ends_sentence(line.text) and not self._fills_page(first, last):
                break
            last += 1
        return last

    def _is_filled(self, position: int) -> bool:
        """Whether a line is filled, or has no room for the next line's first characters."""
        line, usual = self.lines[position], self.draft.source.measure
        extent = line.indent + line.width
        return extent >= usual.full or extent + first_width(self.lines[position + 1].text) > usual.mode

    def _may_go_on(self, first: int, last: int) -> bool:
        """Whether the line after one may be the same note's."""
        if last + 1 >= len(self.lines) or last - first + 1 >= _MOST_LINES:
            return False
        following, flow = self.lines[last + 1], self.draft.flow
        apart = self.draft.parted(flow[last], flow[last + 1])
        ends = apart or following.page != self.lines[last].page or MARK.match(following.text) is not None
        return not ends and not self.draft.opens_entry(flow[last + 1])

    def _fills_page(self, first: int, last: int) -> bool:
        """Whether a note that stands apart goes on after a sentence, to its page's end or the next note."""
        if not self._is_apart(first):
            return False
        position = last
        while self._may_go_on(first, position):
            position += 1
            if self.lines[position].indent >= INDENT or self.lines[position].gap > self.lines[last].gap:
                return False
        at_end = position + 1 >= len(self.lines)
        return (
            at_end
            or self.lines[position + 1].page != self.lines[position].page
            or (MARK.match(self.lines[position + 1].text) is not None)
        )

    def _is_apart(self, first: int) -> bool:
        """Whether the lines after a note's first sentence cannot be the text's: it follows a wider gap or
        another note, or a sentence that ended where paragraphs are indented, or cuts one at a page's foot."""
        usual = self.draft.source.measure
        if self.lines[first].gap > usual.rhythm or self.last == first - 1 or not first:
            return True
        if ends_sentence(self.lines[first - 1].text):
            return usual.indents > _FEW_INDENTS
        return not self.draft.source.origin.segments

    def _decide(self, first: int, last: int, place: int, end: int) -> Decision:
        names = ["mark-in-text", *self._around(first, last)]
        if self.text[place - 1] in _BEFORE_ITEM:
            names.append("mark-begins-item")
        if self._in_works(first):
            names.append("among-works")
        line = self.lines[first]
        return self.draft.judge.decide(
            "note", "N-MARK", line.start, end, _OPTIONS, tuple(_S[name] for name in names)
        )

    def _in_works(self, position: int) -> bool:
        """Whether a list of the works that the text cites has begun, and not yet a second one."""
        after = bisect_left(self._works, position)
        if not after:
            return False
        begun = self._works[after - 1]
        mark = MARK.match(self.lines[position].text)
        first = self.lines[begun + 1].text
        again = (line.text for line in self.lines[begun + 2 : position + 1])
        opens = MARK.match(first)
        if opens is None or mark is None or mark.group()[0] != opens.group()[0]:
            return False
        return position - begun < _MOST_WORKS and not any(text.startswith(opens.group()) for text in again)

    @cached_property
    def _works(self) -> list[int]:
        """The lines that are the title of such a list, and that something follows."""
        return [at for at, line in enumerate(self.lines[:-1]) if _IS_WORKS.fullmatch(line.text)]

    def _around(self, first: int, last: int) -> Iterator[str]:
        after_note = self.last == first - 1 and first > 0
        if last + 1 == len(self.lines) or self.lines[last + 1].page != self.lines[last].page:
            yield "page-foot"
        if last + 1 < len(self.lines) and MARK.match(self.lines[last + 1].text):
            yield "note-next"
        if after_note:
            yield "note-before"
        elif first and not ends_sentence(self.lines[first - 1].text):
            yield "sentence-open-before"
        elif first and MARK.match(self.lines[first - 1].text):
            yield "item-before"
