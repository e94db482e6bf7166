"""A Document to the blocks that its TEI is made of, and to the pieces of source that they own.

The plan knows nothing of the source's text: it says which element owns which code points, and what tags
stand before each block. The sweep (tei_write) sets it down in the order of the source.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise
from typing import NamedTuple, assert_never
from urllib.parse import quote

from typeset.formats.tei_header import escaped
from typeset.model import (
    Credit,
    CreditKind,
    CrossRef,
    Document,
    Entry,
    EntryChild,
    Figure,
    Heading,
    Inline,
    Name,
    NameKind,
    Note,
    NoteRef,
    Paragraph,
    PartKind,
    Section,
    SectionChild,
    Table,
    Text,
)
from typeset.span import Range, Span

PART_TAGS = {
    PartKind.NAME: "name",
    PartKind.ORGANISATION: "orgName",
    PartKind.ROLE: "roleName",
    PartKind.SEPARATOR: 'pc type="sep"',
}
NAME_TAGS = {NameKind.PERSON: "name", NameKind.ORGANISATION: "orgName", NameKind.TERM: "term"}
"""In the running text, those of credits and one for what is no name of a person or body."""
WHOLE = -1
"""The sub-element of a piece that stands in its block as it is."""

_PLAIN_ID = re.compile(
    r"(?!(?:typeset|x[0-9a-f]{4})\Z|id-)[A-Za-z_\u4e00-\u9fa5][A-Za-z0-9_.\-\u4e00-\u9fa5]*\Z"
)
"""Ids that stand as they are: NCNames in every edition of XML 1.0, and none of the header's own ids."""
_URL_SAFE = "/:"
"""What a path in the job and a URL write alike; all else is percent-encoded, since a URL has no spaces."""


class Sub(NamedTuple):
    """An element inside a block: a mark, a name. ``end``: where its last character ends."""

    tag: str
    end: int


@dataclass
class Block:
    """A head, paragraph, cell or credit, from ``start`` to ``end`` in the source.

    ``before`` and ``after``: the tags that stand around it; ``inner``: the one element that holds its
    content, if any; ``float``: the index of the float that it belongs to, or -1.
    """

    tag: str
    before: str = ""
    inner: str = ""
    float: int = -1
    after: str = ""
    start: int = -1
    end: int = 0
    credit: bool = False
    subs: list[Sub] = field(default_factory=list)


class Float(NamedTuple):
    """The tags around what may stand inside the paragraph that it interrupts: a figure, note or table."""

    open: str
    close: str


class Piece(NamedTuple):
    """Code points ``start`` to ``end``, owned by a block or by one of its sub-elements."""

    start: int
    end: int
    block: int
    sub: int


class Leaf(NamedTuple):
    """The words of a leaf and where the document says that they stand."""

    text: str
    span: Span


class Plan:
    """The blocks of a document in its order, those of floats among them, and all that they own."""

    def __init__(self, document: Document) -> None:
        self.blocks: list[Block] = []
        self.pieces: list[Piece] = []
        self.leaves: list[Leaf] = []
        self.floats: list[Float] = []
        self._before = ""
        for child in document.children:
            self._child(child, "")
        self.after = self._before
        """The tags that stand after the last block."""

    def _child(self, child: SectionChild, parent: str) -> None:
        match child:
            case Section():
                self._before += f'<div type="section"{xml_id(child.id)}>'
                self._heading(child.heading)
                for inner in child.children:
                    self._child(inner, child.id)
                self._before += "</div>"
            case Entry():
                self._entry(child)
            case Figure():
                self._figure(child, parent)
            case _:
                assert_never(child)

    def _entry(self, entry: Entry) -> None:
        self._before += f'<div type="entry"{xml_id(entry.id)}>'
        if entry.heading is not None:
            self._heading(entry.heading)
        flow: list[EntryChild] = [item for item in entry.children if not isinstance(item, Figure | Note)]
        paragraph = -1
        cells: list[int] = []
        for position, item in enumerate(flow):
            if isinstance(item, Table):
                first = len(self.blocks)
                self._table(item, paragraph)
                cells += range(first, len(self.blocks) - 1)
                continue
            self._item(item, last=position == len(flow) - 1)
            paragraph = len(self.blocks) - 1 if isinstance(item, Paragraph) else -1
        for item in entry.children:
            if isinstance(item, Figure):
                self._figure(item, entry.id)
            elif isinstance(item, Note):
                self._note(item, entry.id)
                self._reach(cells, self.blocks[-1])
        self._before += "</div>"

    def _reach(self, cells: Sequence[int], note: Block) -> None:
        """A note between two rows of a table, where a page ended, is inside the cell before it."""
        for cell in cells:
            block, following = self.blocks[cell], self.blocks[cell + 1]
            if block.end <= note.start < following.start:
                block.end = note.end

    def _item(self, item: EntryChild, *, last: bool) -> None:
        match item:
            case Paragraph():
                self._words(self._open("p"), item.inlines)
            case Credit():
                kind = "" if item.kind is CreditKind.AUTHOR else f' n="{item.kind.value}"'
                block = self._open(f"byline{kind}") if last else self._open("p", f'seg type="credit"{kind}')
                self._credit(block, item)
            case Figure() | Note() | Table():
                raise AssertionError("floats stand apart")
            case _:
                assert_never(item)

    def _figure(self, figure: Figure, about: str) -> None:
        """Its blocks have no tags of the running text before them: the sweep puts them where they stand."""
        corresp = f' corresp="{pointer(about)}"' if about else ""
        graphic = f'<graphic url="{quote(figure.image, safe=_URL_SAFE)}"/>' if figure.image else ""
        self.floats.append(Float(f"<figure{xml_id(figure.id)}{corresp}>{graphic}", "</figure>"))
        before, self._before = self._before, ""
        if figure.caption:
            self._words(self._open("head", float_=len(self.floats) - 1), figure.caption)
        if figure.credit is not None:
            kind = "" if figure.credit.kind is CreditKind.PHOTO else f' n="{figure.credit.kind.value}"'
            self._credit(self._open(f"byline{kind}", float_=len(self.floats) - 1), figure.credit)
        self._before = before

    def _note(self, note: Note, about: str) -> None:
        """The same of a note."""
        opening = f'<note place="foot"{xml_id(note.id)} corresp="{pointer(about)}">'
        self.floats.append(Float(opening, "</note>"))
        before, self._before = self._before, ""
        block = self._open("p", float_=len(self.floats) - 1)
        self._own(block, "label", Leaf(note.mark, note.mark_span))
        self._words(block, note.inlines)
        self._before = before

    def _table(self, table: Table, paragraph: int) -> None:
        """A table between two blocks, or inside the paragraph before it, where it interrupts that."""
        cells = (cell.inlines for row in table.rows for cell in row)
        words = [*table.title, *table.unit, *chain.from_iterable(cells)]
        starts = next((text.span.start for text in words if text.span), -1)
        opening = f"<table{xml_id(table.id)}>"
        if paragraph >= 0 and 0 <= starts < self.blocks[paragraph].end:
            self.floats.append(Float(opening, ""))
            before, self._before = self._before, ""
            self._rows(table, len(self.floats) - 1)
            self._before = before
        else:
            self._before += opening
            self._rows(table, -1)

    def _rows(self, table: Table, float_: int) -> None:
        """An empty cell owns nothing; it stands among the tags before the next that does, or after all."""
        if table.title:
            self._words(self._open("head", float_=float_), table.title)
        if table.unit:
            self._words(self._open('head type="unit"', float_=float_), table.unit)
        for row in table.rows:
            self._before += "<row>"
            for cell in row:
                if cell.text:
                    self._words(self._open("cell", float_=float_), cell.inlines)
                else:
                    self._before += "<cell/>"
            self._before += "</row>"
        self.blocks[-1].after = f"{self._before}</table>"
        self._before = ""

    def _heading(self, heading: Heading) -> None:
        block = self._open("head")
        self._mark(block, "open", heading.marks.open, heading.marks.open_span)
        self._words(block, heading.inlines)
        self._mark(block, "close", heading.marks.close, heading.marks.close_span)

    def _credit(self, block: int, credit: Credit) -> None:
        self.blocks[block].credit = True
        self._mark(block, "open", credit.marks.open, credit.marks.open_span)
        for part in credit.parts:
            if part.kind is PartKind.SEPARATOR and part.text.isspace() and not part.span:
                continue  # the row that it is set for writes it
            self._own(block, PART_TAGS[part.kind], Leaf(part.text, part.span))
        self._mark(block, "close", credit.marks.close, credit.marks.close_span)

    def _words(self, block: int, inlines: Sequence[Inline]) -> None:
        for inline in inlines:
            match inline:
                case Text():
                    self._own(block, "", Leaf(inline.text, inline.span))
                case NoteRef():
                    tag = f'ref target="{pointer(inline.note)}"'
                    self._own(block, tag, Leaf(inline.text, inline.span))
                case CrossRef():
                    tag = f'ref target="{quote(inline.chapter, safe=_URL_SAFE)}{pointer(inline.target)}"'
                    self._own(block, tag, Leaf(inline.text, inline.span))
                case Name():
                    self._own(block, _name_tag(inline), Leaf(inline.text, inline.span))
                case _:
                    assert_never(inline)

    def _mark(self, block: int, kind: str, mark: str, span: Span) -> None:
        self._own(block, f'pc type="{kind}"', Leaf(mark, span))

    def _open(self, tag: str, inner: str = "", float_: int = -1) -> int:
        self.blocks.append(Block(tag, self._before, inner, float_))
        self._before = ""
        return len(self.blocks) - 1

    def _own(self, index: int, tag: str, leaf: Leaf) -> None:
        """A leaf in its block; with a tag, in an element of its own."""
        self.leaves.append(leaf)
        if not leaf.span:
            return
        block, sub = self.blocks[index], WHOLE
        if tag:
            sub = len(block.subs)
            block.subs.append(Sub(tag, leaf.span.end))
        block.start = leaf.span.start if block.start < 0 else min(block.start, leaf.span.start)
        block.end = max(block.end, leaf.span.end)
        self.pieces += [Piece(start, end, index, sub) for start, end in leaf.span.ranges]


def _name_tag(name: Name) -> str:
    """With what an index has in its place, and how that is read."""
    key = f' key="{escaped(name.key)}"' if name.key else ""
    return f"{NAME_TAGS[name.kind]}{key}" + (f' n="{escaped(name.sort)}"' if name.sort else "")


def xml_id(ident: str) -> str:
    """The attributes that carry an id; one that cannot stand as it is stands in ``n`` too."""
    number = "" if _PLAIN_ID.match(ident) else f' n="{escaped(ident)}"'
    return f' xml:id="{_xml_name(ident)}"{number}'


def pointer(ident: str) -> str:
    """What points to an id."""
    return f"#{_xml_name(ident)}"


def ident_of(name: str) -> str:
    """The id that an XML name stands for; raises ValueError where it stands for none."""
    return bytes.fromhex(name.removeprefix("id-")).decode() if name.startswith("id-") else name


def _xml_name(ident: str) -> str:
    return ident if _PLAIN_ID.match(ident) else f"id-{ident.encode().hex()}"


def parted(pieces: Sequence[Piece], begins: Sequence[int]) -> Iterator[Piece]:
    """The pieces, none of them across one of the ascending offsets ``begins``."""
    for piece in pieces:
        for low, high in cut(((piece.start, piece.end),), begins):
            yield piece._replace(start=low, end=high)


def cut(ranges: Sequence[Range], begins: Sequence[int]) -> Iterator[Range]:
    """The ranges, none of them across one of the ascending offsets ``begins``."""
    for start, end in ranges:
        inside = begins[bisect_right(begins, start) : bisect_left(begins, end)]
        yield from pairwise((start, *inside, end))
