"""The document: the one value that passes between the stages.

Everything is frozen. A node that was made from the source carries its Span; a node that was read from
Markdown or JSON carries ``NOWHERE``. Marks (【】, （）) stand beside the text they enclose, never in it.
Padding is never text: names and titles are stored without it, and a theme pads them again.

Text in the model holds no control characters, no white space at its ends, and inside it only single
U+0020 or U+3000 (``clean`` says so and the readers of formats hold to it).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import assert_never

from typeset.span import NOWHERE, Span

IDEOGRAPHIC_SPACE = "\u3000"

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


def has_contents(document: Document, contents: str = "auto") -> bool:
    """Whether a table of contents is set: ``always``, ``never`` or ``auto`` (more than one chapter).

    A chapter is a top section that has sections of its own, or the one that the document's title names.
    """
    match contents:
        case "always":
            return any(True for _ in sections(document))
        case "never":
            return False
        case _:
            tops = [child for child in document.children if isinstance(child, Section)]
            return sum(any(isinstance(c, Section) for c in top.children) for top in tops) > 1


def running_heads(document: Document) -> tuple[str, str]:
    """What stands over an even and over an odd page: the book, and the chapter (clreq 书眉)."""
    meta = document.metadata
    book = f"{meta.book}{meta.year}" if meta.book else ""
    return book, document.title or meta.chapter


def generated(document: Document, *, contents: str = "auto", ids: bool = False) -> tuple[str, ...]:
    """The words that an edition adds to ``plain_text``, each marked as such where it stands:

    the running heads of even and odd pages, then the heading and the titles of the contents if there
    are any, then, where the pages show ``ids``, those of sections and of entries with a heading. Folios, the
    contents' page numbers and the numbers of lines are no words and not counted here.
    """
    words = [head for head in running_heads(document) if head]
    if has_contents(document, contents):
        words += [contents_title(document), *(section.heading.text for section in sections(document))]
    return (*words, *(headed_ids(document) if ids else ()))


def headed_ids(document: Document) -> Iterator[str]:
    """The ids of what has a heading, in reading order."""

    def walk(children: tuple[SectionChild, ...]) -> Iterator[str]:
        for child in children:
            match child:
                case Section():
                    yield child.id
                    yield from walk(child.children)
                case Entry():
                    yield from (child.id,) if child.heading is not None else ()
                case Figure():
                    pass
                case _:
                    assert_never(child)

    yield from walk(document.children)


def contents_title(document: Document) -> str:
    """The heading over a table of contents, in the document's language."""
    language = document.metadata.language
    if not language.startswith("zh"):
        return "Contents"
    return "目錄" if is_traditional(language) else "目录"


def is_traditional(language: str) -> bool:
    """Whether a language (BCP 47) is Chinese in traditional characters."""
    first, *rest = language.casefold().split("-")
    return first == "zh" and ("hant" in rest or ("hans" not in rest and bool(_TRADITIONAL & set(rest))))


_TRADITIONAL = frozenset({"tw", "hk", "mo"})
"""Regions that write so."""


_DROPPED_CATEGORIES = frozenset({"Cc", "Cs"})
_DROPPED = frozenset("\u00ad\u200b\u2060\ufeff\ufffc\ufffd")


def is_unprintable(char: str) -> bool:
    """Whether a character has no place in a model's text: controls, non-characters, U+FFFD, soft hyphens."""
    if " " <= char <= "~" or "\u3000" <= char <= "\u9fff":
        return False
    if char in _DROPPED or unicodedata.category(char) in _DROPPED_CATEGORIES:
        return True
    return (ord(char) & 0xFFFE) == 0xFFFE or "\ufdd0" <= char <= "\ufdef"


def clean(text: str) -> str:
    """Any text as the model holds it: unprintable characters gone, white space single and inside only."""
    out: list[str] = []
    gap = ""
    for char in text:
        if char.isspace():
            gap = IDEOGRAPHIC_SPACE if IDEOGRAPHIC_SPACE in (gap, char) else " "
        elif not is_unprintable(char):
            if gap and out:
                out.append(gap)
            gap = ""
            out.append(char)
    return "".join(out)
