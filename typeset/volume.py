"""Chapters → one document: a volume, each chapter a section of the first level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import PurePosixPath
from typing import assert_never

from typeset.crossrefs import changed, remedy_for, targets
from typeset.errors import FormatError, LimitError
from typeset.model import (
    DEEPEST_LEVEL,
    Cell,
    Credit,
    CrossRef,
    Document,
    Entry,
    EntryChild,
    Figure,
    Heading,
    Inline,
    Linked,
    Metadata,
    Name,
    Note,
    NoteRef,
    Paragraph,
    Section,
    SectionChild,
    Table,
    Text,
)


def bind(chapters: Sequence[Document], metadata: Metadata, names: Sequence[str] = ()) -> Document:
    """One document of several, in their order. A chapter's title is its document's, or else the chapter that
    its ticket names. Every id stays its own: of the second chapter on they have its number before them; what
    refers to them goes along, from another chapter too, by the ``names`` that the volume has for its texts.

    Raises LimitError where sections would nest too deep; FormatError where a reference leads to no chapter,
    or to nothing in it.
    """
    known = [
        _Chapter(name, _prefix(number), frozenset(targets(one)))
        for number, (one, name) in enumerate(zip(chapters, names, strict=False), 1)
    ]
    bound = []
    for number, one in enumerate(chapters, 1):
        place = names[number - 1] if names else ""
        bound.append(_chapter(number, changed(one, partial(_resolved, chapters=known, place=place))))
    return Document("", metadata, tuple(bound))


@dataclass(frozen=True, slots=True)
class _Chapter:
    """A text of a volume: its name, what is put before its ids, and the ids that may be referred to."""

    name: str
    prefix: str
    targets: frozenset[str]


def _prefix(number: int) -> str:
    return f"c{number}-" if number > 1 else ""


def _resolved(ref: CrossRef, chapters: Sequence[_Chapter], place: str) -> CrossRef:
    """A reference to another chapter by what its id is called in the volume; any other as it is."""
    if not ref.chapter:
        return ref
    chapter = _named(ref.chapter, chapters)
    if chapter is None:
        raise FormatError(
            f"{ref.text!r} refers to {ref.chapter!r}, which is no text of the volume",
            place=place,
            remedy=f"its texts: {', '.join(one.name for one in chapters) or 'none has a name'}",
        )
    if ref.target not in chapter.targets:
        raise FormatError(
            f"{ref.text!r} refers to {ref.target!r} in {chapter.name}, which is not there",
            place=place,
            remedy=remedy_for(ref.target, chapter.targets),
        )
    return replace(ref, target=f"{chapter.prefix}{ref.target}", chapter=chapter.name)


def _named(name: str, chapters: Sequence[_Chapter]) -> _Chapter | None:
    """The text of a name; or the only one of that name with another ending, for a raw text may have become
    Markdown."""
    exact = next((one for one in chapters if one.name == name), None)
    stem = PurePosixPath(name).with_suffix("")
    alike = [one for one in chapters if PurePosixPath(one.name).with_suffix("") == stem]
    return exact or (alike[0] if len(alike) == 1 else None)


def _chapter(number: int, document: Document) -> Section:
    title = document.title or document.metadata.chapter or str(number)
    children = tuple(_child(child, _prefix(number)) for child in document.children)
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
            return _figure(child, prefix)
        case _:
            assert_never(child)


def _figure(figure: Figure, prefix: str) -> Figure:
    return replace(figure, id=f"{prefix}{figure.id}", caption=_led(figure.caption, prefix))


def _block(block: EntryChild, prefix: str) -> EntryChild:
    match block:
        case Paragraph():
            return replace(block, inlines=tuple(_inline(inline, prefix) for inline in block.inlines))
        case Figure():
            return _figure(block, prefix)
        case Note():
            return replace(block, id=f"{prefix}{block.id}", inlines=_led(block.inlines, prefix))
        case Table():
            rows = tuple(tuple(Cell(_led(cell.inlines, prefix)) for cell in row) for row in block.rows)
            return replace(block, id=f"{prefix}{block.id}", title=_led(block.title, prefix), rows=rows)
        case Credit():
            return block
        case _:
            assert_never(block)


def _inline(inline: Inline, prefix: str) -> Inline:
    """What it points to has the chapter's prefix."""
    match inline:
        case NoteRef():
            return replace(inline, note=f"{prefix}{inline.note}")
        case CrossRef():
            return _referring(inline, prefix)
        case Text() | Name():
            return inline
        case _:
            assert_never(inline)


def _led(inlines: tuple[Linked, ...], prefix: str) -> tuple[Linked, ...]:
    return tuple(_referring(one, prefix) if isinstance(one, CrossRef) else one for one in inlines)


def _referring(ref: CrossRef, prefix: str) -> CrossRef:
    """One to another chapter has the prefix of that already."""
    return replace(ref, chapter="") if ref.chapter else replace(ref, target=f"{prefix}{ref.target}")
