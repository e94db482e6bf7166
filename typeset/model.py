"""The document: the one value that passes between the stages.

Everything is frozen. A node that was made from the source carries its Span; a node that was read from
Markdown or JSON carries ``NOWHERE``. Marks (【】, （）) stand beside the text they enclose, never in it.
Padding is never text: names and titles are stored without it, and a theme pads them again.

Text in the model holds no control characters, no white space at its ends, and inside it only single
U+0020 or U+3000 (``clean`` says so and the readers of formats hold to it).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import assert_never

from typeset.characters import IDEOGRAPHIC_SPACE
from typeset.span import NOWHERE, Span

DEEPEST_LEVEL = 5
"""Sections nest no deeper, so that an entry's heading is at most of the sixth level."""


@dataclass(frozen=True, slots=True)
class Text:
    """A run of plain text."""

    text: str
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class NoteRef:
    """A note's mark where it stands in the text; ``note`` is the id of the note that has the same mark."""

    text: str
    note: str
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class CrossRef:
    """Words that send the reader to another place: 参见“水利建设”. No white space stands at their ends.

    ``target`` is the id of a section, an entry, a figure or a table; of another text of the volume, if
    ``chapter`` names one as the volume's ticket does.
    """

    text: str
    target: str
    span: Span = NOWHERE
    chapter: str = ""


class NameKind(Enum):
    """What a name in the running text is of. A TERM stands among the entries of an index."""

    PERSON = "name"
    ORGANISATION = "org"
    TERM = "term"


@dataclass(frozen=True, slots=True)
class Name:
    """Words of the running text that an editor marked as a name. No white space stands at their ends.

    ``key``: what an index has in their place, 张艺 for 老张; ``sort``: how that is read, a syllable with its
    tone for each Chinese character, where no dictionary knows. Neither is printed in the text
    (``index_forms`` says what they may be).
    """

    text: str
    kind: NameKind
    span: Span = NOWHERE
    key: str = ""
    sort: str = ""

    @property
    def term(self) -> str:
        """The form under which an index has it."""
        return self.key or self.text


Inline = Text | NoteRef | CrossRef | Name
"""The union of inlines. It grows as texts need more; every match over it is exhaustive."""
Linked = Text | CrossRef | Name
"""What stands in captions, tables and notes."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What encloses a heading or a credit in print; either may be empty."""

    open: str = ""
    close: str = ""
    open_span: Span = NOWHERE
    close_span: Span = NOWHERE

    @property
    def pair(self) -> tuple[str, str]:
        return (self.open, self.close)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading's words with its printed marks beside them."""

    inlines: tuple[Text, ...]
    marks: Marks = Marks()

    @property
    def text(self) -> str:
        return inline_text(self.inlines)


@dataclass(frozen=True, slots=True)
class Paragraph:
    inlines: tuple[Inline, ...]

    @property
    def text(self) -> str:
        return inline_text(self.inlines)


class CreditKind(Enum):
    AUTHOR = "author"
    PHOTO = "photo"
    SOURCE = "source"


class PartKind(Enum):
    """What a piece of a credit is. SEPARATOR is what stands in print between two pieces."""

    NAME = "name"
    ORGANISATION = "org"
    ROLE = "role"
    SEPARATOR = "sep"


@dataclass(frozen=True, slots=True)
class CreditPart:
    kind: PartKind
    text: str
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Credit:
    """Who wrote, photographed or supplied something: its pieces in printed order, marks beside them."""

    kind: CreditKind
    parts: tuple[CreditPart, ...]
    marks: Marks = Marks()

    def _of(self, kind: PartKind) -> tuple[str, ...]:
        return tuple(part.text for part in self.parts if part.kind is kind)

    @property
    def names(self) -> tuple[str, ...]:
        return self._of(PartKind.NAME)

    @property
    def signers(self) -> tuple[str, ...]:
        """People and bodies, in printed order."""
        return tuple(part.text for part in self.parts if part.kind in (PartKind.NAME, PartKind.ORGANISATION))

    @property
    def organisation(self) -> str:
        return IDEOGRAPHIC_SPACE.join(self._of(PartKind.ORGANISATION))

    @property
    def role(self) -> str:
        """As printed: 供稿, 摄影, 摄, or empty."""
        return IDEOGRAPHIC_SPACE.join(self._of(PartKind.ROLE))

    @property
    def text(self) -> str:
        """As printed, without the marks."""
        return "".join(part.text for part in self.parts)


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with its words. It stands in the entry that it is about; ``image`` is a path in the job."""

    id: str
    caption: tuple[Linked, ...]
    credit: Credit | None = None
    image: str = ""

    @property
    def text(self) -> str:
        return inline_text(self.caption)


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one row and one column of a table; nothing, or only words that are not empty."""

    inlines: tuple[Linked, ...] = ()

    @property
    def text(self) -> str:
        return inline_text(self.inlines)


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its title and the unit of its figures; either may be missing, and any cell empty.

    Every row has as many cells as the first, which holds the heads of the columns. A table is not empty.
    """

    id: str
    title: tuple[Linked, ...]
    unit: tuple[Text, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A note of its entry. ``mark`` as printed: ①, *, [1]; the ``NoteRef`` with its id has the same."""

    id: str
    mark: str
    inlines: tuple[Linked, ...]
    mark_span: Span = NOWHERE

    @property
    def text(self) -> str:
        return inline_text(self.inlines)


@dataclass(frozen=True, slots=True)
class Entry:
    """条目. A text directly under a section is an entry without a heading; then it is not empty."""

    id: str
    heading: Heading | None
    children: tuple[EntryChild, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """类目 or 分目; ``level`` counts from 1 to DEEPEST_LEVEL and is its depth in the tree.

    Figures of its own and entries without a heading stand before its first headed entry or section.
    """

    id: str
    heading: Heading
    level: int
    children: tuple[SectionChild, ...] = ()


EntryChild = Paragraph | Credit | Figure | Table | Note
SectionChild = Section | Entry | Figure


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the job ticket says of the book; an empty value is a value not known."""

    book: str = ""
    year: str = ""
    publisher: str = ""
    chapter: str = ""
    pages: str = ""
    first_page: int = 1
    language: str = "zh-Hans"
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """``title`` is the chapter's (类目) own, as the running head or the ticket gives it; it may be empty."""

    title: str
    metadata: Metadata = field(default_factory=Metadata)
    children: tuple[SectionChild, ...] = ()


def inline_text(inlines: Sequence[Inline]) -> str:
    """The words of some inlines, one after the other."""
    return "".join(inline.text for inline in inlines)


def sections(document: Document) -> Iterator[Section]:
    """Every section, in reading order."""

    def walk(children: tuple[SectionChild, ...]) -> Iterator[Section]:
        for child in children:
            if isinstance(child, Section):
                yield child
                yield from walk(child.children)

    yield from walk(document.children)


def entries(document: Document) -> Iterator[Entry]:
    """Every entry, in reading order."""

    def walk(children: tuple[SectionChild, ...]) -> Iterator[Entry]:
        for child in children:
            match child:
                case Section():
                    yield from walk(child.children)
                case Entry():
                    yield child
                case Figure():
                    pass
                case _:
                    assert_never(child)

    yield from walk(document.children)


def figures(document: Document) -> Iterator[tuple[Figure, Entry | None]]:
    """Every figure in reading order, with the entry it is about."""

    def walk(children: tuple[SectionChild, ...]) -> Iterator[tuple[Figure, Entry | None]]:
        for child in children:
            match child:
                case Section():
                    yield from walk(child.children)
                case Entry():
                    yield from ((item, child) for item in child.children if isinstance(item, Figure))
                case Figure():
                    yield child, None
                case _:
                    assert_never(child)

    yield from walk(document.children)


_FIGURES = re.compile(r"[-+−±~<>≤≥]?[\d.,\s]*\d[\d.,]*\s*[%％‰]?|[-—–…]+")


def figure_columns(table: Table) -> tuple[bool, ...]:
    """For every column whether all its cells below the head are amounts, which stand to the right."""

    def amounts(column: int) -> bool:
        words = [row[column].text for row in table.rows[1:] if row[column].text]
        return bool(words) and all(_FIGURES.fullmatch(text) for text in words)

    return tuple(amounts(column) for column in range(len(table.rows[0])))


def note_refs(document: Document) -> Iterator[NoteRef]:
    """Every reference to a note, in reading order."""
    for entry in entries(document):
        for child in entry.children:
            if isinstance(child, Paragraph):
                yield from (inline for inline in child.inlines if isinstance(inline, NoteRef))


def names(document: Document) -> Iterator[Name]:
    """Every marked name, in reading order."""
    return (inline for inline in inlines(document) if isinstance(inline, Name))


def inlines(document: Document) -> Iterator[Inline]:
    """Those of all that may have others than plain text, in reading order."""
    return _inlines_of(document.children)


def _inlines_of(children: tuple[SectionChild | EntryChild, ...]) -> Iterator[Inline]:
    for child in children:
        match child:
            case Section() | Entry():
                yield from _inlines_of(child.children)
            case Paragraph() | Note():
                yield from child.inlines
            case Figure():
                yield from child.caption
            case Table():
                yield from child.title
                yield from (inline for row in child.rows for cell in row for inline in cell.inlines)
            case Credit():
                pass
            case _:
                assert_never(child)
