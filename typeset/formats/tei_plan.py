"""A Document to the blocks that its TEI is made of, in the order of reading, with what each owns."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import quote

from typeset.formats.tei_header import escaped
from typeset.model import (
    Credit,
    CreditKind,
    Document,
    Entry,
    EntryChild,
    Figure,
    Heading,
    Paragraph,
    PartKind,
    Section,
    SectionChild,
)
from typeset.span import Span

PART_TAGS = {
    PartKind.NAME: "name",
    PartKind.ORGANISATION: "orgName",
    PartKind.ROLE: "roleName",
    PartKind.SEPARATOR: 'pc type="sep"',
}
_PLAIN_ID = re.compile(
    r"(?!(?:typeset|x[0-9a-f]{4})\Z|id-)[A-Za-z_\u4e00-\u9fa5][A-Za-z0-9_.\-\u4e00-\u9fa5]*\Z"
)
"""Ids that stand as they are: NCNames in every edition of XML 1.0, and none of the header's own ids."""
_URL_SAFE = "/:"
"""What a path in the job and a URL write alike; all else is percent-encoded, since a URL has no spaces."""
WHOLE = -1
"""The sub-element of a piece that stands in its block as it is."""


class Sub(NamedTuple):
    """An element inside a block: a mark, a name. ``end``: where its last character ends."""

    tag: str
    end: int


@dataclass
class Block:
    """A head, paragraph or credit. ``before``: the tags that stand before it; ``end`` as in Sub."""

    tag: str
    before: str = ""
    inner: str = ""
    figure: int = -1
    start: int = 0
    end: int = 0
    credit: bool = False
    subs: list[Sub] = field(default_factory=list)


class Piece(NamedTuple):
    start: int
    end: int
    block: int
    sub: int


def xml_id(ident: str) -> str:
    """The attributes that carry an id; one that cannot stand as it is stands in ``n`` too."""
    number = "" if _PLAIN_ID.match(ident) else f' n="{escaped(ident)}"'
    return f' xml:id="{_xml_name(ident)}"{number}'


def pointer(ident: str) -> str:
    """What points to an id."""
    return f"#{_xml_name(ident)}"


def _xml_name(ident: str) -> str:
    return ident if _PLAIN_ID.match(ident) else f"id-{ident.encode().hex()}"


class Plan:
    """The blocks of a document in source order, figures apart, and the pieces of source that they own."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.pieces: list[Piece] = []
        self.figures: list[str] = []
        self.before = ""

    def walk(self, document: Document) -> None:
        for child in document.children:
            self._child(child, "")
        self.after = self.before

    def _child(self, child: SectionChild, parent: str) -> None:
        match child:
            case Section():
                self.before += f'<div type="section"{xml_id(child.id)}>'
                self._heading(child.heading)
                for inner in child.children:
                    self._child(inner, child.id)
                self.before += "</div>"
            case Entry():
                self._entry(child)
            case Figure():
                self._figure(child, parent)

    def _entry(self, entry: Entry) -> None:
        self.before += f'<div type="entry"{xml_id(entry.id)}>'
        if entry.heading is not None:
            self._heading(entry.heading)
        flow: list[EntryChild] = [item for item in entry.children if not isinstance(item, Figure)]
        for position, item in enumerate(flow):
            self._item(item, last=position == len(flow) - 1)
        for item in entry.children:
            if isinstance(item, Figure):
                self._figure(item, entry.id)
        self.before += "</div>"

    def _item(self, item: EntryChild, *, last: bool) -> None:
        match item:
            case Paragraph():
                block = self._open("p")
                for inline in item.inlines:
                    self._own(block, WHOLE, inline.span)
            case Credit():
                kind = "" if item.kind is CreditKind.AUTHOR else f' n="{item.kind.value}"'
                block = self._open(f"byline{kind}") if last else self._open("p", f'seg type="credit"{kind}')
                self._credit(block, item)
            case Figure():
                raise AssertionError("figures stand apart")

    def _figure(self, figure: Figure, about: str) -> None:
        """Its blocks come last in the list; the sweep puts them where they stand in the source."""
        corresp = f' corresp="{pointer(about)}"' if about else ""
        graphic = f'<graphic url="{quote(figure.image, safe=_URL_SAFE)}"/>' if figure.image else ""
        self.figures.append(f"<figure{xml_id(figure.id)}{corresp}>{graphic}")
        before, self.before = self.before, ""
        if figure.caption:
            block = self._open("head", figure=len(self.figures) - 1)
            for inline in figure.caption:
                self._own(block, WHOLE, inline.span)
        if figure.credit is not None:
            kind = "" if figure.credit.kind is CreditKind.PHOTO else f' n="{figure.credit.kind.value}"'
            block = self._open(f"byline{kind}", figure=len(self.figures) - 1)
            self._credit(block, figure.credit)
        self.before = before

    def _heading(self, heading: Heading) -> None:
        block = self._open("head")
        self._mark(block, "open", heading.marks.open_span)
        for inline in heading.inlines:
            self._own(block, WHOLE, inline.span)
        self._mark(block, "close", heading.marks.close_span)

    def _credit(self, block: int, credit: Credit) -> None:
        self.blocks[block].credit = True
        self._mark(block, "open", credit.marks.open_span)
        for part in credit.parts:
            if part.span:
                self._own(block, self._sub(block, PART_TAGS[part.kind], part.span), part.span)
        self._mark(block, "close", credit.marks.close_span)

    def _mark(self, block: int, kind: str, span: Span) -> None:
        if span:
            self._own(block, self._sub(block, f'pc type="{kind}"', span), span)

    def _open(self, tag: str, inner: str = "", figure: int = -1) -> int:
        self.blocks.append(Block(tag, self.before, inner, figure, start=-1))
        self.before = ""
        return len(self.blocks) - 1

    def _sub(self, block: int, tag: str, span: Span) -> int:
        self.blocks[block].subs.append(Sub(tag, span.end))
        return len(self.blocks[block].subs) - 1

    def _own(self, block: int, sub: int, span: Span) -> None:
        if not span:
            return
        entry = self.blocks[block]
        entry.start = span.start if entry.start < 0 else min(entry.start, span.start)
        entry.end = max(entry.end, span.end)
        self.pieces += [Piece(start, end, block, sub) for start, end in span.ranges]


def parted(pieces: Sequence[Piece], begins: Sequence[int]) -> Iterator[Piece]:
    """The pieces, none of them across one of the ascending offsets ``begins``."""
    for piece in pieces:
        cuts = begins[bisect_right(begins, piece.start) : bisect_left(begins, piece.end)]
        for low, high in pairwise((piece.start, *cuts, piece.end)):
            yield piece._replace(start=low, end=high)
