"""A Document to blocks of words with their spans: all that the rules of lint know of the model."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import NamedTuple, assert_never

from typeset.ledger import Ledger
from typeset.model import (
    Credit,
    Document,
    Entry,
    EntryChild,
    Figure,
    Heading,
    Inline,
    Note,
    NoteRef,
    Paragraph,
    Section,
    SectionChild,
    Table,
    inline_text,
)
from typeset.span import NOWHERE, Span

HAN = "\u3007\u3400-\u9fff"
"""For a class in a regular expression: 〇 and the ideographs."""

_NO_HEADING = "(no heading)"
_GAP = re.compile(f"(?<=[{HAN}]) (?=[0-9A-Za-z])|(?<=[0-9A-Za-z%]) (?=[{HAN}])")
_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_MASK = "\x00"


class Kind(Enum):
    SECTION = "section"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"
    CREDIT = "credit"
    NOTE = "note"
    CELL = "cell"
    """Of a table; its title and unit too."""


PROSE = frozenset({Kind.SECTION, Kind.HEADING, Kind.PARAGRAPH, Kind.CAPTION, Kind.NOTE, Kind.CELL})
TITLES = frozenset({Kind.SECTION, Kind.HEADING})
BODY = frozenset({Kind.PARAGRAPH, Kind.CAPTION, Kind.NOTE})
EVERY = frozenset(Kind)


class Leaf(NamedTuple):
    text: str
    span: Span


@dataclass(frozen=True, eq=False)
class Block:
    """Words that stand together. ``sections``: those around it, outermost first; ``where`` names it."""

    kind: Kind
    leaves: tuple[Leaf, ...]
    where: str
    sections: tuple[Section, ...] = ()
    entry: Entry | None = None
    credit: Credit | None = None
    figure: Figure | None = None

    @cached_property
    def text(self) -> str:
        return "".join(leaf.text for leaf in self.leaves)

    @cached_property
    def _gaps(self) -> tuple[int, ...]:
        return tuple(match.start() for match in _GAP.finditer(self.text))

    @cached_property
    def tight(self) -> str:
        """The text without spaces between Han and Latin or digits, and with addresses of the net masked.

        So that a rule reads 2022 年 as it reads 2022年.
        """
        masked = _ADDRESS.sub(lambda match: _MASK * len(match.group()), self.text)
        gaps = set(self._gaps)
        return "".join(char for at, char in enumerate(masked) if at not in gaps) if gaps else masked

    def loose(self, at: int) -> int:
        """The index in ``text`` of an index in ``tight``."""
        for gap in self._gaps:
            if gap > at:
                break
            at += 1
        return at


@dataclass(frozen=True, eq=False)
class Subject:
    """What is looked at: a document, with its ledger where it was made from a raw text."""

    document: Document
    ledger: Ledger | None = None

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(blocks(self.document))

    def of(self, kinds: frozenset[Kind]) -> Iterator[Block]:
        return (block for block in self.blocks if block.kind in kinds)

    @cached_property
    def entries(self) -> dict[str, list[Block]]:
        """The blocks of each entry by its id, in reading order."""
        found: dict[str, list[Block]] = {}
        for block in self.blocks:
            if block.entry is not None:
                found.setdefault(block.entry.id, []).append(block)
        return found

    def totals(self, pattern: Callable[[str], int]) -> int:
        """The sum of a count over all prose."""
        return sum(pattern(block.tight) for block in self.of(PROSE))


@dataclass(frozen=True, eq=False)
class Written:
    """A document, the file that it was read from, and of these what is at hand: the ledger that it was made
    with, or the words of a file that says them."""

    document: Document
    file: str
    ledger: Ledger | None = None
    written: str = ""


def blocks(document: Document) -> Iterator[Block]:
    """Every block of a document but its title, in reading order."""
    for child in document.children:
        yield from _section_child(child, ())


def _section_child(child: SectionChild, around: tuple[Section, ...]) -> Iterator[Block]:
    if isinstance(child, Section):
        inner = (*around, child)
        yield Block(Kind.SECTION, _words(child.heading.inlines), child.heading.text, inner)
        for item in child.children:
            yield from _section_child(item, inner)
    elif isinstance(child, Entry):
        yield from _entry(child, around)
    elif isinstance(child, Figure):
        yield from _figure(child, around[-1].heading.text if around else child.text, around, None)


def _entry(entry: Entry, around: tuple[Section, ...]) -> Iterator[Block]:
    where = _name(entry.heading, around)
    if entry.heading is not None:
        yield Block(Kind.HEADING, _words(entry.heading.inlines), where, around, entry)
    for child in entry.children:
        yield from _entry_child(child, where, around, entry)


def _entry_child(child: EntryChild, where: str, around: tuple[Section, ...], entry: Entry) -> Iterator[Block]:
    match child:
        case Paragraph():
            yield Block(Kind.PARAGRAPH, _words(child.inlines), where, around, entry)
        case Credit():
            yield Block(Kind.CREDIT, _credit(child), where, around, entry, child)
        case Figure():
            yield from _figure(child, where, around, entry)
        case Note():
            yield Block(Kind.NOTE, _words(child.inlines), where, around, entry)
        case Table():
            for texts in (child.title, child.unit, *(cell.inlines for row in child.rows for cell in row)):
                if inline_text(texts):
                    yield Block(Kind.CELL, _words(texts), where, around, entry)
        case _:
            assert_never(child)


def _figure(figure: Figure, where: str, around: tuple[Section, ...], entry: Entry | None) -> Iterator[Block]:
    yield Block(Kind.CAPTION, _words(figure.caption), where, around, entry, None, figure)
    if figure.credit is not None:
        yield Block(Kind.CREDIT, _credit(figure.credit), where, around, entry, figure.credit, figure)


def _name(heading: Heading | None, around: tuple[Section, ...]) -> str:
    if heading is not None:
        return heading.text
    return around[-1].heading.text if around else _NO_HEADING


def _words(inlines: tuple[Inline, ...]) -> tuple[Leaf, ...]:
    return tuple(Leaf(inline.text, inline.span) for inline in inlines if not isinstance(inline, NoteRef))


def _credit(credit: Credit) -> tuple[Leaf, ...]:
    marks = credit.marks
    parts = (Leaf(part.text, part.span) for part in credit.parts)
    return (Leaf(marks.open, marks.open_span), *parts, Leaf(marks.close, marks.close_span))


def span_of_leaves(leaves: tuple[Leaf, ...]) -> Span:
    """Where some leaves stand, all together."""
    return sum((leaf.span for leaf in leaves), NOWHERE)
