"""Chapters → one document: a volume, each chapter a section of the first level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from typeset.errors import LimitError
from typeset.model import (
    DEEPEST_LEVEL,
    Credit,
    Document,
    Entry,
    EntryChild,
    Figure,
    Heading,
    Inline,
    Metadata,
    Note,
    NoteRef,
    Paragraph,
    Section,
    SectionChild,
    Table,
    Text,
)


def bind(chapters: Sequence[Document], metadata: Metadata) -> Document:
    """One document of several, in their order. A chapter's title is its document's, or else the chapter that
    its ticket names. Every id stays its own: of the second chapter on they have its number before them.

    Raises LimitError where sections would nest too deep.
    """
    return Document("", metadata, tuple(_chapter(number, one) for number, one in enumerate(chapters, 1)))


def _chapter(number: int, document: Document) -> Section:
    title = document.title or document.metadata.chapter or str(number)
    prefix = f"c{number}-" if number > 1 else ""
    children = tuple(_child(child, prefix) for child in document.children)
    return Section(f"chapter-{number}", Heading((Text(title),)), 1, children)


def _child(child: SectionChild, prefix: str) -> SectionChild:
    match child:
        case Section():
            if child.level >= DEEPEST_LEVEL:
                raise LimitError(
                    f"the section {child.heading.text!r} would be of level {child.level + 1}",
                    place=child.id,
                    remedy=f"sections of a chapter nest {DEEPEST_LEVEL - 1} deep at most in a volume",
                )
            inner = tuple(_child(own, prefix) for own in child.children)
            return replace(child, id=f"{prefix}{child.id}", level=child.level + 1, children=inner)
        case Entry():
            return replace(
                child, id=f"{prefix}{child.id}", children=tuple(_block(own, prefix) for own in child.children)
            )
        case Figure():
            return replace(child, id=f"{prefix}{child.id}")
        case _:
            assert_never(child)


def _block(block: EntryChild, prefix: str) -> EntryChild:
    match block:
        case Paragraph():
            return replace(block, inlines=tuple(_inline(inline, prefix) for inline in block.inlines))
        case Figure() | Table() | Note():
            return replace(block, id=f"{prefix}{block.id}")
        case Credit():
            return block
        case _:
            assert_never(block)


def _inline(inline: Inline, prefix: str) -> Inline:
    return replace(inline, note=f"{prefix}{inline.note}") if isinstance(inline, NoteRef) else inline
