"""The leaves of a TEI body: words with the places where they stand, and what no leaf may hold."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from typeset.characters import clean
from typeset.errors import FormatError
from typeset.formats.tei_parse import not_ours
from typeset.model import CrossRef, Inline, Linked, Marks, NoteRef, Text
from typeset.span import NOWHERE, Range, Span

if TYPE_CHECKING:
    from lxml.etree import _Element

_UNUSUAL = re.compile("[^ -~\u2010-\u2027\u3000-\u9fff\uff01-\uff60]|\\s\\s|\\A\\s|\\s\\Z")
"""Only texts with one of these need a closer look."""


@dataclass
class Leaf:
    """A leaf as it is read: its words and where they stand; ``done``: the inlines before it."""

    words: list[str] = field(default_factory=list)
    ranges: list[Range] = field(default_factory=list)
    done: list[Inline] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.words)

    @property
    def span(self) -> Span:
        return Span(tuple(self.ranges)) if self.ranges else NOWHERE

    def add(self, inline: Inline) -> None:
        """Ends the words so far with another inline."""
        if self.words:
            self.done.append(Text(self.text, self.span))
        self.done.append(inline)
        self.words, self.ranges = [], []

    def own(self, start: int, text: str) -> None:
        self.words.append(text)
        if self.ranges and self.ranges[-1][1] == start:
            self.ranges[-1] = (self.ranges[-1][0], start + len(text))
        else:
            self.ranges.append((start, start + len(text)))


def marks_of(marks: dict[str, Leaf]) -> Marks:
    opening, closing = marks["open"], marks["close"]
    return Marks(opening.text, closing.text, opening.span, closing.span)


@dataclass
class Leaves:
    """What leaves say. ``flaws``: words that no model may hold; ``unnoted``: references where the mark of a
    note may not stand."""

    place: str
    flaws: list[FormatError] = field(default_factory=list)
    unnoted: list[tuple[str, _Element]] = field(default_factory=list)

    def text(self, leaf: Leaf, element: _Element) -> Text:
        """A leaf as text; notes it if the model cannot hold it."""
        if leaf.done:
            self.forbid("here stand words alone, no reference and no name", element)
        self._look_at(leaf.text, element)
        return Text(leaf.text, leaf.span)

    def linked(self, leaf: Leaf, element: _Element) -> tuple[Linked, ...]:
        """Words with cross-references and names among them; the mark of a note stands in a paragraph only."""
        linked = tuple(inline for inline in self.inlines(leaf, element) if not isinstance(inline, NoteRef))
        self.unnoted += (
            (one.target, element) for one in linked if isinstance(one, CrossRef) and not one.chapter
        )
        return linked

    def forbid(self, message: str, element: _Element) -> None:
        """What an editor put where the model has no place for it."""
        self.flaws.append(not_ours(message, self.place, element, "take it out; its words may stand"))

    def _look_at(self, text: str, element: _Element) -> None:
        if not text or (_UNUSUAL.search(text) and clean(text) != text):
            remedy = "leave no element without words, single spaces inside them, no control characters"
            self.flaws.append(not_ours(f"no text can be {text[:20]!r}", self.place, element, remedy))

    def inlines(self, leaf: Leaf, element: _Element) -> tuple[Inline, ...]:
        """The words of a paragraph with the marks of notes among them."""
        last = (Text(leaf.text, leaf.span),) if leaf.words or not leaf.done else ()
        inlines = (*leaf.done, *last)
        self._look_at("".join(inline.text for inline in inlines), element)
        return inlines
