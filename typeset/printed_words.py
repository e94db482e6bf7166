"""The words of a document as they are printed: what is the same in every edition."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from typeset.model import (
    Credit,
    Document,
    Entry,
    EntryChild,
    Figure,
    Heading,
    Note,
    Paragraph,
    Section,
    SectionChild,
    Table,
    inline_text,
)


def printed(item: Heading | Paragraph | Credit | Figure | Note) -> str:
    """One block as it is printed: with its marks, without padding. Of a figure: its caption."""
    match item:
        case Note():
            return f"{item.mark}{item.text}"
        case Heading() | Credit():
            return f"{item.marks.open}{item.text}{item.marks.close}"
        case Paragraph() | Figure():
            return item.text
        case _:
            assert_never(item)


def blocks(document: Document) -> Iterator[str]:
    """Every printed block in reading order, the document's title first."""
    if document.title:
        yield document.title
    for child in document.children:
        yield from _blocks_of(child)


def _blocks_of(node: SectionChild | EntryChild) -> Iterator[str]:
    match node:
        case Section():
            yield printed(node.heading)
            for child in node.children:
                yield from _blocks_of(child)
        case Entry():
            if node.heading is not None:
                yield printed(node.heading)
            for item in node.children:
                yield from _blocks_of(item)
        case Figure():
            if node.caption:
                yield printed(node)
            if node.credit is not None:
                yield printed(node.credit)
        case Table():
            yield from _blocks_of_table(node)
        case Paragraph() | Credit() | Note():
            yield printed(node)
        case _:
            assert_never(node)


def _blocks_of_table(table: Table) -> Iterator[str]:
    """Title, unit and every cell with words."""
    words = (inline_text(table.title), inline_text(table.unit), *(c.text for row in table.rows for c in row))
    return (text for text in words if text)


def plain_text(document: Document) -> str:
    """The printed text, one line a block, with the printed marks and without padding.

    Every edition shows exactly these characters in this order; what it adds is in ``generated``.
    """
    return "\n".join(blocks(document))
