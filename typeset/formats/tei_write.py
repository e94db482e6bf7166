"""A Document and its Ledger to TEI P5, in the order of the source, so that the source can be made again.

The body's text nodes hold the characters of the source and nothing else: line ends stand as ``lb``, dropped
characters in ``surplus``, what is set otherwise in ``choice``; the spaces that are set stand as empty
elements. So the text of the body, with the line ends put back, is the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import quote

from typeset.errors import LosslessError
from typeset.formats.tei_header import FORBIDDEN, TEI, char_id, escaped, header
from typeset.ledger import NEWLINE, Action, Ledger, Row
from typeset.model import (
    IDEOGRAPHIC_SPACE,
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
_BREAKS = {Action.JOIN: ' break="no"', Action.JOIN_SPACE: ' break="yes"'}
_SPACES = (Action.SPACE, Action.JOIN_SPACE)
"""What a space of the text stands for; between two parts of a credit it separates them."""
_LOW = ' cert="low" resp="#typeset"'
_LINE_OR_REST = re.compile(r"\r\n|\n|\r|[^\r\n]+")
_TO_ESCAPE = re.compile(f"[&<>]|{FORBIDDEN.pattern}")
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


def write_tei(document: Document, ledger: Ledger) -> str:
    """The whole file. Raises LosslessError if a code point has no owner, or two."""
    plan = _Plan()
    plan.walk(document)
    body = _Sweep(plan, ledger).body()
    forbidden = FORBIDDEN.findall(ledger.origin.text)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="{TEI}">\n'
        f"{header(document, ledger.origin, forbidden)}\n"
        f'<text xml:space="preserve"><body>{body}</body></text>\n</TEI>\n'
    )


def xml_id(ident: str) -> str:
    """The attributes that carry an id; one that cannot stand as it is stands in ``n`` too."""
    number = "" if _PLAIN_ID.match(ident) else f' n="{escaped(ident)}"'
    return f' xml:id="{_xml_name(ident)}"{number}'


def pointer(ident: str) -> str:
    """What points to an id."""
    return f"#{_xml_name(ident)}"


def _xml_name(ident: str) -> str:
    return ident if _PLAIN_ID.match(ident) else f"id-{ident.encode().hex()}"


class _Plan:
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


class _Sweep:
    """One pass over pieces and rows in the order of the source, writing the body."""

    def __init__(self, plan: _Plan, ledger: Ledger) -> None:
        self.plan = plan
        self.text = ledger.origin.text
        self.ledger = ledger
        self.pages = {offset: number for number, offset in enumerate(ledger.origin.pages, 1)}
        self.thin = {
            d.start for d in ledger.flagged() if d.kind in ("heading", "section", "credit", "anchor")
        }
        self.out: list[str] = []
        self.pending: list[str] = []
        self.segments = {segment.begin: segment for segment in ledger.origin.segments}
        self.line = self.column = 1
        self.main = self.inner = self.sub = -1

    def body(self) -> str:
        self.pending.append(f"{self._page(0)}{self._line_begins(0, '')}")
        at = 0
        items: list[Piece | Row] = [*self.plan.pieces, *self.ledger.rows]
        for item in sorted(items, key=_start):
            if item.start != at:
                raise LosslessError(
                    f"code points {min(at, item.start)} to {max(at, item.start)} have no owner, or two",
                    remedy="this is an error of typeset: please report it with the text",
                )
            page = self._page(at) if at else ""
            if isinstance(item, Piece):
                self._piece(item, page)
            else:
                self._row(item, page)
            at = item.end
        if at != len(self.text):
            raise LosslessError("the end of the text has no owner", remedy="please report it with the text")
        return self._closed()

    def _page(self, offset: int) -> str:
        return f'<pb n="{self.pages[offset]}"/>' if offset in self.pages else ""

    # ---- pieces

    def _piece(self, piece: Piece, page: str) -> None:
        block = self.plan.blocks[piece.block]
        if block.figure < 0:
            self._close_figure()
            if piece.block != self.main:
                self._close_main()
                self._open(piece.block)
                self.main = piece.block
        elif piece.block != self.inner:
            self._open_figure(piece.block)
        if page:
            self.out.append(page)
        if piece.sub != self.sub:
            self._close_sub()
            if piece.sub != WHOLE:
                self.out.append(f"<{block.subs[piece.sub].tag}>")
            self.sub = piece.sub
        self.out.append(self._words(self.text[piece.start : piece.end]))

    def _open(self, index: int) -> None:
        """A block with everything that stood before it and belongs to no other."""
        block = self.plan.blocks[index]
        low = _LOW if block.start in self.thin and block.tag != "p" else ""
        self.out.append(f"{block.before}<{block.tag}{low}>")
        self.out += self.pending
        self.pending = []
        if block.inner:
            self.out.append(f"<{block.inner}{_LOW if block.start in self.thin else ''}>")

    def _open_figure(self, index: int) -> None:
        """A figure where it stands: inside the block that it interrupts, or between two."""
        figure = self.plan.blocks[index].figure
        if self.inner >= 0 and self.plan.blocks[self.inner].figure == figure:
            self._close_inner()
        else:
            self._close_figure()
            if self.main >= 0 and self.plan.blocks[self.main].end <= self.plan.blocks[index].start:
                self._close_main()
            else:
                self._close_sub()
            self.out.append(self.plan.figures[figure])
        self.inner = index
        self._open(index)

    def _close_sub(self) -> None:
        if self.sub != WHOLE:
            block = self.plan.blocks[self.inner if self.inner >= 0 else self.main]
            self.out.append(f"</{block.subs[self.sub].tag.split()[0]}>")
            self.sub = WHOLE

    def _close_inner(self) -> None:
        self._close_sub()
        self.out.append(f"</{self.plan.blocks[self.inner].tag.split()[0]}>")
        self.inner = -1

    def _close_figure(self) -> None:
        if self.inner >= 0:
            self._close_inner()
            self.out.append("</figure>")

    def _close_main(self) -> None:
        if self.main >= 0:
            self._close_sub()
            block = self.plan.blocks[self.main]
            inner = f"</{block.inner.split()[0]}>" if block.inner else ""
            self.out.append(f"{inner}</{block.tag.split()[0]}>")
            self.main = -1

    def _closed(self) -> str:
        """What is left over stands at the end of the last block; without a block, in a place of its own."""
        if self.main < 0 and self.inner < 0:
            self.out += ['<div type="empty"><p>', *self.pending, "</p></div>"]
            return "".join(self.out)
        self._close_sub()
        self.out += self.pending
        self._close_figure()
        self._close_main()
        if not any(block.figure < 0 for block in self.plan.blocks):
            self.out.append('<div type="empty"><p/></div>')
        return "".join([*self.out, self.plan.after])

    # ---- rows

    def _row(self, row: Row, page: str) -> None:
        written = page + self._as_row(row)
        if self.inner >= 0 and row.start >= self.plan.blocks[self.inner].end and self._goes_on(row.start):
            self._close_figure()
        top = self.inner if self.inner >= 0 else self.main
        if top < 0 or row.start >= self.plan.blocks[top].end:
            self.pending.append(written)
            return
        block = self.plan.blocks[top]
        if self.sub != WHOLE and row.start >= block.subs[self.sub].end:
            self._close_sub()
        if block.credit and self.sub == WHOLE and row.action in _SPACES:
            written = f'<pc type="sep">{written}</pc>'
        self.out.append(written)

    def _goes_on(self, offset: int) -> bool:
        """Whether the block that a figure interrupts has more to come, and this figure nothing."""
        figure = self.plan.blocks[self.inner].figure
        more = any(
            block.figure == figure and block.start > offset
            for block in self.plan.blocks[self.inner + 1 : self.inner + 2]
        )
        return not more and self.main >= 0 and self.plan.blocks[self.main].end > offset

    def _as_row(self, row: Row) -> str:
        low = _LOW if row.decision is not None and row.decision.thin else ""
        text = self.text[row.start : row.end]
        match row.action:
            case Action.JOIN | Action.JOIN_SPACE | Action.BREAK:
                return "".join(self._line_ends(text, row, low))
            case Action.SPACE:
                kind = "ideographic" if row.value == IDEOGRAPHIC_SPACE else "word"
                return (
                    f'<choice{low}><orig>{self._words(text)}</orig><reg><space rend="{kind}"/></reg></choice>'
                )
            case Action.DROP if row.value == "padding":
                return f"<choice{low}><orig>{self._words(text)}</orig><reg/></choice>"
            case Action.DROP:
                return f'<surplus reason="{row.value}"{low}>{self._words(text)}</surplus>'
            case Action.FURNITURE:
                return f'<fw type="{row.value}"{low}>{self._words(text)}</fw>'

    def _line_ends(self, text: str, row: Row, low: str) -> Iterator[str]:
        """One ``lb`` for each run of line ends; white space between them, or instead, stands as it is."""
        ends = _LINE_OR_REST.findall(text)
        last = max((i for i, end in enumerate(ends) if NEWLINE.fullmatch(end)), default=-1)
        inner = "" if row.action is Action.BREAK else _BREAKS[Action.JOIN]
        for position, end in enumerate(ends):
            if not NEWLINE.fullmatch(end):
                yield f'<surplus reason="{"blank" if last >= 0 else "gutter"}">{self._words(end)}</surplus>'
                continue
            self.line += 1
            if position != last and not NEWLINE.fullmatch(ends[position + 1]):
                yield f'<lb\n n="{self.line}"{inner}/>'
        if not self.segments or row.end in self.segments:
            yield self._line_begins(row.end, f"{_BREAKS.get(row.action, '')}{low}")

    def _line_begins(self, offset: int, attributes: str) -> str:
        """The ``lb`` of a line, or of a piece of one with the column that it stands in."""
        segment = self.segments.get(offset)
        column = ""
        if segment is not None:
            self.line = segment.number
            if segment.column != self.column:
                self.column = segment.column
                column = f'<cb n="{self.column}"/>'
        return f'{column}<lb\n n="{self.line}"{attributes}/>'

    def _words(self, text: str) -> str:
        return _TO_ESCAPE.sub(_entity, text) if _TO_ESCAPE.search(text) else text


_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def _entity(match: re.Match[str]) -> str:
    char = match.group()
    return _ENTITIES.get(char) or f'<g ref="#{char_id(char)}"/>'


def _start(item: Piece | Row) -> tuple[int, int]:
    return item.start, item.end
