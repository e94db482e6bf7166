"""A Document and its Ledger to TEI P5, in the order of the source, so that the source can be made again.

The body's text nodes hold the characters of the source and nothing else: line ends stand as ``lb``, dropped
characters in ``surplus``, what is set otherwise in ``choice``; the spaces that are set stand as empty
elements. So the text of the body, with the line ends put back, is the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from typeset.errors import LosslessError
from typeset.formats.tei_header import FORBIDDEN, TEI, char_id, header
from typeset.formats.tei_plan import WHOLE, Piece, Plan, parted
from typeset.ledger import NEWLINE, Action, Ledger, Row
from typeset.model import IDEOGRAPHIC_SPACE, Document

_BREAKS = {Action.JOIN: ' break="no"', Action.JOIN_SPACE: ' break="yes"'}
_SPACES = (Action.SPACE, Action.JOIN_SPACE)
"""What a space of the text stands for; between two parts of a credit it separates them."""
_LOW = ' cert="low" resp="#typeset"'
_LINE_OR_REST = re.compile(r"\r\n|\n|\r|[^\r\n]+")
_TO_ESCAPE = re.compile(f"[&<>]|{FORBIDDEN.pattern}")


def write_tei(document: Document, ledger: Ledger) -> str:
    """The whole file. Raises LosslessError if a code point has no owner, or two."""
    plan = Plan()
    plan.walk(document)
    body = _Sweep(plan, ledger).body()
    forbidden = FORBIDDEN.findall(ledger.origin.text)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="{TEI}">\n'
        f"{header(document, ledger.origin, forbidden)}\n"
        f'<text xml:space="preserve"><body>{body}</body></text>\n</TEI>\n'
    )


class _Sweep:
    """One pass over pieces and rows in the order of the source, writing the body."""

    def __init__(self, plan: Plan, ledger: Ledger) -> None:
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
        begins = [segment.begin for segment in self.ledger.origin.segments]
        pieces = parted(self.plan.pieces, begins) if begins else self.plan.pieces
        items: list[Piece | Row] = [*pieces, *self.ledger.rows]
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
        if not self.segments or row.end in self.segments or row.end < len(self.text):
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
