"""A Document and its Ledger to TEI P5, in the order of the source, so that the source can be made again.

The body's text nodes hold the characters of the source and nothing else: line ends stand as ``lb``, dropped
characters in ``surplus``, what is set otherwise in ``choice``; the spaces that are set stand as empty
elements. So the text of the body, with the line ends put back, is the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NoReturn

from typeset.characters import IDEOGRAPHIC_SPACE
from typeset.errors import LosslessError
from typeset.formats.tei_header import FORBIDDEN, TEI, char_id, header
from typeset.formats.tei_plan import WHOLE, Leaf, Piece, Plan, cut, parted
from typeset.ledger import NEWLINE, Action, Ledger, Origin, Row
from typeset.model import Document

_BREAKS = {Action.JOIN: ' break="no"', Action.JOIN_SPACE: ' break="yes"'}
_WITHIN = {Action.JOIN_SPACE: Action.JOIN}
"""Of several lines that end in one row, only the last stands for the space."""
_SEPARATING = (Action.SPACE, Action.JOIN_SPACE)
"""What is set as a space; between two parts of a credit it is a part of its own."""
_LOW = ' cert="low" resp="#typeset"'
_TO_ESCAPE = re.compile(f"[&<>\r\n]|{FORBIDDEN.pattern}")


def write_tei(document: Document, ledger: Ledger) -> str:
    """The whole file. Figures and notes with one parent stand in the source in their order.

    Raises LosslessError if the document is not the one that the ledger was made with: if a code point has
    no owner, or two, or if a leaf's words are not those at its span.
    """
    plan = Plan(document)
    _check_words(plan.leaves, ledger.origin)
    body = _Sweep(plan, ledger).body()
    forbidden = FORBIDDEN.findall(ledger.origin.text)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="{TEI}">\n'
        f"{header(document, ledger.origin, forbidden)}\n"
        f'<text xml:space="preserve"><body>{body}</body></text>\n</TEI>\n'
    )


def _check_words(leaves: Sequence[Leaf], origin: Origin) -> None:
    """Between its ranges a leaf may have one space for a row; nothing else is written of it but them."""
    begins = [segment.begin for segment in origin.segments]
    for text, span in leaves:
        at = 0
        for start, end in cut(span.ranges, begins) if begins else span.ranges:
            words = origin.text[start:end]
            if not text.startswith(words, at) and text[at : at + 1] in (" ", IDEOGRAPHIC_SPACE):
                at += 1
            if not text.startswith(words, at):
                _refuse(f"{text[:20]!r} is not what the source says at {start} to {end}")
            at += len(words)
        if text[at:] in (" ", IDEOGRAPHIC_SPACE):
            at += 1  # before the mark of a note
        if at != len(text):
            _refuse(f"{text[at : at + 20]!r} stands nowhere in the source")


def _refuse(message: str) -> NoReturn:
    raise LosslessError(message, remedy="write the document with the ledger that it was made with")


class _Sweep:
    """One pass over pieces and rows in the order of the source, writing the body."""

    def __init__(self, plan: Plan, ledger: Ledger) -> None:
        self.plan = plan
        self.text = ledger.origin.text
        self.ledger = ledger
        self.pages = ledger.origin.pages
        self.page = 0
        self.thin = {
            d.start
            for d in ledger.flagged()
            if d.kind in ("heading", "section", "credit", "anchor", "reference")
        }
        self.out: list[str] = []
        self.pending: list[str] = []
        self.segments = {segment.begin: segment for segment in ledger.origin.segments}
        self.line = self.column = 1
        self.main = self.inner = self.sub = -1

    def body(self) -> str:
        self.pending.append(f"{self._pages(1)}{self._line_begins(0, '')}")
        at = 0
        begins = [segment.begin for segment in self.ledger.origin.segments]
        pieces = parted(self.plan.pieces, begins) if begins else self.plan.pieces
        items: list[Piece | Row] = [*pieces, *self.ledger.rows]
        for item in sorted(items, key=_start):
            if item.start != at:
                _refuse(f"code points {min(at, item.start)} to {max(at, item.start)} have no owner, or two")
            at = item.end
            if isinstance(item, Piece):
                self._piece(item, self._pages(at))
            else:
                self._row(item, self._pages(at))
        if at != len(self.text):
            _refuse(f"code points {at} to {len(self.text)} have no owner")
        return self._closed()

    def _pages(self, end: int) -> str:
        """The pages that begin before an offset and are not written yet."""
        if self.page == len(self.pages) or self.pages[self.page] >= end:
            return ""
        begun = self.page
        while self.page < len(self.pages) and self.pages[self.page] < end:
            self.page += 1
        return "".join(f'<pb n="{number}"/>' for number in range(begun + 1, self.page + 1))

    # ---- pieces

    def _piece(self, piece: Piece, page: str) -> None:
        block = self.plan.blocks[piece.block]
        if block.float < 0:
            self._close_float()
            if piece.block != self.main:
                self._close_main()
                self._open(piece.block)
                self.main = piece.block
        elif piece.block != self.inner:
            self._open_float(piece.block)
        if page:
            self.out.append(page)
        if piece.sub != self.sub:
            self._close_sub()
            if piece.sub != WHOLE:
                tag = block.subs[piece.sub].tag
                low = _LOW if tag.startswith("ref ") and piece.start in self.thin else ""
                self.out.append(f"<{tag}{low}>")
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

    def _open_float(self, index: int) -> None:
        """A float where it stands: inside the block that it interrupts, or between two."""
        block = self.plan.blocks[index]
        float_ = block.float
        if self.inner >= 0 and self.plan.blocks[self.inner].float == float_:
            self._close_inner()
        else:
            self._close_float()
            if self.main >= 0 and self.plan.blocks[self.main].end <= block.start:
                self._close_main()
            elif self.sub != WHOLE and block.start < self.plan.blocks[self.main].subs[self.sub].end:
                _refuse(f"a figure, note or table at {block.start} stands inside a name or a mark")
            else:
                self._close_sub()
            self.out.append(self.plan.floats[float_].open)
        self.inner = index
        self._open(index)

    def _close_sub(self) -> None:
        if self.sub != WHOLE:
            block = self.plan.blocks[self.inner if self.inner >= 0 else self.main]
            self.out.append(f"</{block.subs[self.sub].tag.split()[0]}>")
            self.sub = WHOLE

    def _close_inner(self) -> None:
        self._close_sub()
        block = self.plan.blocks[self.inner]
        self.out.append(f"</{block.tag.split()[0]}>{block.after}")
        self.inner = -1

    def _close_float(self) -> None:
        if self.inner >= 0:
            float_ = self.plan.blocks[self.inner].float
            self._close_inner()
            self.out.append(self.plan.floats[float_].close)

    def _close_main(self) -> None:
        if self.main >= 0:
            self._close_sub()
            block = self.plan.blocks[self.main]
            inner = f"</{block.inner.split()[0]}>" if block.inner else ""
            self.out.append(f"{inner}</{block.tag.split()[0]}>{block.after}")
            self.main = -1

    def _closed(self) -> str:
        """What is left over stands at the end of the last block; without a block, in a place of its own."""
        if self.main < 0 and self.inner < 0:
            self.out += ['<div type="empty"><p>', *self.pending, "</p></div>"]
            return "".join(self.out)
        self._close_sub()
        self.out += self.pending
        self._close_float()
        self._close_main()
        if not any(block.float < 0 for block in self.plan.blocks):
            self.out.append('<div type="empty"><p/></div>')
        return "".join([*self.out, self.plan.after])

    # ---- rows

    def _row(self, row: Row, page: str) -> None:
        if self.inner >= 0 and row.start >= self.plan.blocks[self.inner].end and self._goes_on(row.start):
            self._close_float()
        top = self.inner if self.inner >= 0 else self.main
        if top < 0 or row.start >= self.plan.blocks[top].end:
            self.pending.append(page + self._as_row(row))
            return
        block = self.plan.blocks[top]
        if self.sub != WHOLE and row.start >= block.subs[self.sub].end:
            self._close_sub()
        if block.credit and self.sub == WHOLE and row.action in _SEPARATING:
            self.out.append(f'{page}<pc type="sep">{self._as_space(row)}</pc>')
        else:
            self.out.append(page + self._as_row(row))

    def _goes_on(self, offset: int) -> bool:
        """Whether the block that a float interrupts has more to come, and this float nothing."""
        float_ = self.plan.blocks[self.inner].float
        more = any(
            block.float == float_ and block.start > offset
            for block in self.plan.blocks[self.inner + 1 : self.inner + 2]
        )
        return not more and self.main >= 0 and self.plan.blocks[self.main].end > offset

    def _as_row(self, row: Row) -> str:
        low = _certainty(row)
        text = self.text[row.start : row.end]
        match row.action:
            case Action.JOIN | Action.JOIN_SPACE | Action.BREAK:
                return "".join(self._line_ends(row, row.action))
            case Action.SPACE:
                return self._as_space(row)
            case Action.DROP if row.value == "padding":
                return f"<choice{low}><orig>{self._words(text)}</orig><reg/></choice>"
            case Action.DROP:
                return f'<surplus reason="{row.value}"{low}>{self._words(text)}</surplus>'
            case Action.FURNITURE:
                return f'<fw type="{row.value}"{low}>{self._words(text)}</fw>'

    def _as_space(self, row: Row) -> str:
        """White space and the one space that it is set as; line ends join with nothing where they stand."""
        kind = "ideographic" if row.value == IDEOGRAPHIC_SPACE else "word"
        if row.action is Action.SPACE:
            orig = self._words(self.text[row.start : row.end])
        else:
            orig = "".join(self._line_ends(row, Action.JOIN))
        return f'<choice{_certainty(row)}><orig>{orig}</orig><reg><space rend="{kind}"/></reg></choice>'

    def _line_ends(self, row: Row, action: Action) -> Iterator[str]:
        """An ``lb`` where words or white space follow; the lines between are implied by its number.

        Where columns stand side by side, the white space between two of them is a row without a line end.
        """
        text = self.text[row.start : row.end]
        if not self.segments and row.end < len(self.text) and not text.strip("\n"):
            self.line += len(text)
            yield self._line_begins(row.end, f"{_BREAKS.get(action, '')}{_certainty(row)}")
            return
        first, *blanks = NEWLINE.split(text)
        if first:
            yield f'<surplus reason="{"blank" if blanks else "gutter"}">{self._words(first)}</surplus>'
        for blank in blanks[:-1]:
            self.line += 1
            if blank:
                within = _BREAKS.get(_WITHIN.get(action, action), "")
                yield f'<lb\n n="{self.line}"{within}/>{self._blank(blank)}'
        self.line += bool(blanks)
        if not self.segments or row.end in self.segments or row.end < len(self.text):
            yield self._line_begins(row.end, f"{_BREAKS.get(action, '')}{_certainty(row)}")
        if blanks and blanks[-1]:
            yield self._blank(blanks[-1])

    def _blank(self, text: str) -> str:
        return f'<surplus reason="blank">{self._words(text)}</surplus>'

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


def _certainty(row: Row) -> str:
    return _LOW if row.decision is not None and row.decision.thin else ""


_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def _entity(match: re.Match[str]) -> str:
    char = match.group()
    if char in "\r\n":
        _refuse(f"a line ends inside {match.string[:20]!r}, and no row says so")
    return _ENTITIES.get(char) or f'<g ref="#{char_id(char)}"/>'


def _start(item: Piece | Row) -> tuple[int, int]:
    return item.start, item.end
