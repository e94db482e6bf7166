"""The tree of a TEI body as it was read, to that of a document: figures and notes where they belong, and
everything by its own id."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field, replace
from typing import NoReturn

from typeset.crossrefs import captioned, changed_in
from typeset.model import (
    DEEPEST_LEVEL,
    Credit,
    CrossRef,
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
)


@dataclass
class Node:
    """A section (or the root) as it is read."""

    id: str
    heading: Heading | None = None
    children: list[Node | EntryNode] = field(default_factory=list)


@dataclass
class EntryNode:
    id: str
    heading: Heading | None = None
    children: list[Paragraph | Credit | Table] = field(default_factory=list)


@dataclass(frozen=True)
class Tree:
    """Makes the document's. ``ids``: XML name → id; ``floats``: figures and notes by the id of what they are
    about, each taken once; ``notes``: the XML names of notes."""

    ids: Mapping[str, str]
    floats: dict[str, list[Figure | Note]]
    notes: Set[str]
    fail: Callable[[str], NoReturn]

    def children(self, node: Node, level: int = 0) -> tuple[SectionChild, ...]:
        """What stands in a section of a level, or in the document."""
        if level > DEEPEST_LEVEL:
            self.fail(f"sections nest deeper than {DEEPEST_LEVEL}")
        floats = self.floats.pop(node.id, [])
        figures = (item for item in floats if isinstance(item, Figure))
        children: list[SectionChild] = [captioned(item, self._leading) for item in figures]
        if len(children) < len(floats):
            self.fail("a note is about no entry")
        for child in node.children:
            if isinstance(child, EntryNode):
                children.append(Entry(child.id, child.heading, self._items(child)))
            else:
                assert child.heading is not None
                inner = self.children(child, level + 1)
                children.append(Section(child.id, child.heading, level + 1, inner))
        return tuple(children)

    def _items(self, entry: EntryNode) -> tuple[EntryChild, ...]:
        """What stands in an entry; what its paragraphs refer to is known by its own id."""
        items = (*entry.children, *self.floats.pop(entry.id, []))
        return tuple(self._referring(item) for item in items)

    def _referring(self, item: EntryChild) -> EntryChild:
        if isinstance(item, Paragraph) and any(isinstance(i, CrossRef) for i in item.inlines):
            return Paragraph(tuple(map(self._marking, item.inlines)))
        return item if isinstance(item, Paragraph) else changed_in(item, self._leading)

    def _marking(self, inline: Inline) -> Inline:
        """A reference that leads to a note is the mark of one."""
        if not isinstance(inline, CrossRef):
            return inline
        if not inline.chapter and inline.target in self.notes:
            return NoteRef(inline.text, self.ids.get(inline.target, inline.target), inline.span)
        return self._leading(inline)

    def _leading(self, ref: CrossRef) -> CrossRef:
        return ref if ref.chapter else replace(ref, target=self.ids.get(ref.target, ref.target))
