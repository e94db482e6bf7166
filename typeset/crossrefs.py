"""The cross-references of a document: what they may lead to, and a document with others in their place."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TypeVar, assert_never

from typeset.model import (
    Cell,
    Credit,
    CrossRef,
    Document,
    Entry,
    EntryChild,
    Figure,
    Inline,
    Linked,
    Name,
    Note,
    Paragraph,
    Section,
    SectionChild,
    Table,
    Text,
    inlines,
)


def targets(document: Document) -> Iterator[str]:
    """The ids of all that a reference may lead to, in reading order: sections, entries, figures, tables."""
    yield from _targets(document.children)


def _targets(children: tuple[SectionChild | EntryChild, ...]) -> Iterator[str]:
    for child in children:
        if isinstance(child, Section | Entry):
            yield child.id
            yield from _targets(child.children)
        elif isinstance(child, Figure | Table):
            yield child.id


def cross_refs(document: Document) -> Iterator[CrossRef]:
    """Every cross-reference, in reading order."""
    return (inline for inline in inlines(document) if isinstance(inline, CrossRef))


def as_text(inline: CrossRef | Name) -> Text:
    """The words of a reference, that lead nowhere any more; those of a name without its mark."""
    return Text(inline.text, inline.span)


Change = Callable[[CrossRef], Linked]
"""What stands in the place of a reference."""


def changed(document: Document, change: Change) -> Document:
    """A document with ``change`` of each reference in its place; texts that come to touch are one."""
    if not any(True for _ in cross_refs(document)):
        return document
    return replace(document, children=tuple(_child(child, change) for child in document.children))


def _child(child: SectionChild, change: Change) -> SectionChild:
    match child:
        case Section():
            return replace(child, children=tuple(_child(inner, change) for inner in child.children))
        case Entry():
            return replace(child, children=tuple(changed_in(item, change) for item in child.children))
        case Figure():
            return captioned(child, change)
        case _:
            assert_never(child)


def changed_in(item: EntryChild, change: Change) -> EntryChild:
    """The same of what stands in an entry."""
    match item:
        case Paragraph():
            return Paragraph(_changed(item.inlines, change))
        case Note():
            return replace(item, inlines=_changed(item.inlines, change))
        case Figure():
            return captioned(item, change)
        case Table():
            rows = tuple(tuple(Cell(_changed(cell.inlines, change)) for cell in row) for row in item.rows)
            return replace(item, title=_changed(item.title, change), rows=rows)
        case Credit():
            return item
        case _:
            assert_never(item)


def captioned(figure: Figure, change: Change) -> Figure:
    """The same of a figure."""
    return replace(figure, caption=_changed(figure.caption, change))


Some = TypeVar("Some", Linked, Inline)


def _changed(inlines: tuple[Some, ...], change: Change) -> tuple[Some, ...]:
    if not any(isinstance(inline, CrossRef) for inline in inlines):
        return inlines
    return joined(change(inline) if isinstance(inline, CrossRef) else inline for inline in inlines)


def joined(inlines: Iterable[Some]) -> tuple[Some, ...]:
    """Some inlines, those of plain text that touch made one."""
    out: list[Some] = []
    for inline in inlines:
        last = out[-1] if out else None
        if isinstance(inline, Text) and isinstance(last, Text):
            out[-1] = Text(last.text + inline.text, last.span + inline.span)
        else:
            out.append(inline)
    return tuple(out)


_TEXTS = frozenset({".md", ".txt", ".xml", ".json"})
"""What the name of a text of a volume ends in."""


def parted_address(link: str) -> tuple[str, str] | None:
    """The chapter and the target of a link that is a reference: ``#id`` or ``NAME#id``, the name being that
    of a text; None for any other."""
    chapter, mark, target = link.partition("#")
    if not mark or not target or (chapter and not is_text_name(chapter)):
        return None
    return chapter, target


def is_text_name(name: str) -> bool:
    """Whether a text of a volume may be called so: a path without a scheme, that ends as texts do."""
    return not set(":#") & set(name) and PurePosixPath(name).suffix in _TEXTS


def remedy_for(target: str, known: Collection[str]) -> str:
    """What to do about a reference to an id that is none of those ``known``."""
    near = difflib.get_close_matches(target, known, n=1)
    first = f"the nearest is {near[0]!r}" if near else "give the id of a section, entry, figure or table"
    return f"{first}; or let the words stand without a link"
