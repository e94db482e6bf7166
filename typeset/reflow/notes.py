"""Draft → Draft with its notes: lines that begin with a mark which the text before them has too.

A mark at a line's beginning may be an item of a list as well; a note's stands once in the text, after a
word, and its note at the foot of a page or column, where it interrupts a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from typeset.ledger import Decision
from typeset.reflow.draft import Draft, NoteLines
from typeset.reflow.signs import CLOSING_MARKS, ends_sentence
from typeset.reflow.weights import SIGNALS

_S = SIGNALS["note"]
_OPTIONS = ("text", "note")
MARK = re.compile(
    r"[①-⑳⑴-⒇❶-❿]|[\[［〔](?:注?\d{1,3}|[一二三四五六七八九十]{1,3}|注[一二三四五六七八九十]?)[\]］〕]|[*＊※†‡]{1,3}"
)
_MOST_LINES = 8
_FARTHEST = 6000
"""Code points before a note within which its mark stands in the text."""
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

    def look(self, position: int) -> int:
        """Decides about a line that begins with a mark; the position to go on from."""
        line = self.lines[position]
        mark = MARK.match(line.text)
        if mark is None or mark.end() == len(line.text) or line.text[mark.end()] in CLOSING_MARKS:
            return position + 1
        place = self._reference(mark.group(), line.start)
        if place < 0:
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
        """The last place of a mark in the text before a line that has no note yet, and begins no line."""
        at = before
        while (at := self.text.rfind(mark, max(0, before - _FARTHEST), at)) >= 0:
            follows = self.text[at - 1 : at]
            inside = follows and (not follows.isspace() or self.text[at + len(mark)] in CLOSING_MARKS)
            if inside and at not in self.references and not self._in_note(at):
                return at
        return -1

    def _in_note(self, at: int) -> bool:
        """Whether a place stands in the lines of a note."""
        lines = self.draft.lines
        return any(lines[note.first].start <= at < lines[note.last].end for note in self.notes[-8:])

    def _ends(self, first: int) -> int:
        """The last line of a note: the first that ends a sentence or is not filled."""
        last = first
        full = self.draft.source.measure.full
        while last + 1 < len(self.lines) and last - first + 1 < _MOST_LINES:
            line, following = self.lines[last], self.lines[last + 1]
            if ends_sentence(line.text) or line.width < full or following.page != line.page:
                break
            if MARK.match(following.text) or self.draft.opens_entry(self.draft.flow[last + 1]):
                break
            last += 1
        return last

    def _decide(self, first: int, last: int, place: int, end: int) -> Decision:
        names = ["mark-in-text", *self._around(first, last)]
        if self.text[place - 1] in _BEFORE_ITEM:
            names.append("mark-begins-item")
        line = self.lines[first]
        return self.draft.judge.decide(
            "note", "N-MARK", line.start, end, _OPTIONS, tuple(_S[name] for name in names)
        )

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
