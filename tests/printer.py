"""A document to raw columns: a printer sets its leaves down and wraps them anywhere.

It puts between their characters what sources have there, and notes the owner of each code point as it goes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from random import Random
from typing import NamedTuple, assert_never

from typeset.ledger import Action, Decision, Ledger, Origin, Row, Signal, weigh
from typeset.model import (
    Cell,
    Credit,
    CreditPart,
    CrossRef,
    Document,
    Entry,
    EntryChild,
    Figure,
    Heading,
    Inline,
    Linked,
    Marks,
    Name,
    Note,
    NoteRef,
    Paragraph,
    PartKind,
    Section,
    SectionChild,
    Table,
    Text,
)
from typeset.span import NOWHERE, Range, Span, span_of

_BLANKS = ("", "", "", " ", "\u3000", "\t", "\u2003 ", "\u2028", "\x85")
_LINE_ENDS = ("\n", "\n", "\n", "\r\n", "\r")
_DROPPED = (
    ("stray-space", " "), ("stray-space", "\u2003  "), ("undecodable", "\ufffd"),
    ("undecodable", "\ufffd\ufffd"), ("control", "\x07"), ("control", "\x00"), ("control", "\ufffe"),
    ("control", "\x1b"), ("padding", "    "), ("padding", "\u3000"),
)  # fmt: skip
_SET_AS_ONE = ("  ", "\u2003", "\u3000\u3000", "\t", " \u3000", "   ")
_RUNNING = (
    ("header", "青川县年鉴（2019）"),
    ("footer", "a < b & c"),
    ("pageNum", "— 101 —"),
    ("pageNum", "7"),
)
_ENCODINGS = (
    ("utf-8", b""), ("utf-8", b"\xef\xbb\xbf"), ("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff"),
    ("gb18030", b""),
)  # fmt: skip


class Sourced(NamedTuple):
    """A document whose leaves have spans, and the ledger of everything else."""

    document: Document
    ledger: Ledger


@dataclass
class _Printed:
    """The source as far as it is printed."""

    chance: Random
    noise: float
    out: list[str] = field(default_factory=list)
    at: int = 0
    rows: list[Row] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    pages: list[int] = field(default_factory=lambda: [0])

    def often(self, share: float = 1.0) -> bool:
        return self.chance.random() < self.noise * share

    def put(self, text: str) -> Range:
        self.out.append(text)
        self.at += len(text)
        return (self.at - len(text), self.at)

    def row(self, text: str, action: Action, value: str = "") -> None:
        start, end = self.put(text)
        decision = None
        if self.chance.random() < 0.3:
            signal = Signal("x", "a", self.chance.choice([0.5, 3.0]))
            decision = weigh("join", "X-TEST", start, end, ("a", "b"), (signal,))
            self.decisions.append(decision)
        self.rows.append(Row(start, end, action, "X-TEST", value, decision))

    def line_ends(self, action: Action) -> None:
        """One or more line ends, with lines of white space between them."""
        ends = [self._line_end("".join(self.out[-1:])[-1:])]
        while self.often(0.5):
            ends.append(self.chance.choice(_BLANKS))
            ends.append(self._line_end("".join(ends)[-1:]))
        self.row("".join(ends), action)

    def _line_end(self, before: str) -> str:
        """Not the second half of a CRLF that has begun."""
        return "\r" if before == "\r" else self.chance.choice(_LINE_ENDS)

    def dropped(self) -> None:
        """What is left out inside a line."""
        kind, text = self.chance.choice(_DROPPED)
        self.row(text, Action.DROP, kind)

    def page(self) -> None:
        self.pages.append(self.at)
        self.row(self.chance.choice(["\f", " "]), Action.DROP, "page-mark")

    def seam(self, action: Action) -> None:
        """Line ends, now and then with running heads and page marks among them; the last has the action."""
        before = Action.BREAK if action is Action.BREAK else Action.JOIN
        while self.often(0.2):
            self.line_ends(before)
            if self.often(0.5):
                self.page()
            kind, words = self.chance.choice(_RUNNING)
            self.row(words, Action.FURNITURE, kind)
        self.line_ends(action)
        if self.often(0.2):
            self.page()
        if self.often(0.3):
            self.row(self.chance.choice([" ", "\u3000\u3000"]), Action.DROP, "edge-space")

    def wrap(self, action: Action) -> None:
        """A line's end inside a block."""
        if action is Action.JOIN and self.often(0.2):
            self.row("-", Action.DROP, "hyphen")
        self.seam(action)


class Printer:
    """Prints a document. ``noise``: from 0, each block a line of its own, to 1, hardly a clean line."""

    def __init__(self, chance: Random, noise: float) -> None:
        self.to = _Printed(chance, noise)
        self.waiting: dict[int, list[Figure | Note]] = {}
        self.floats: dict[int, Figure | Note | Table] = {}
        self.table: Table | None = None
        self.block = 0

    def print(self, document: Document) -> Sourced:
        blocks = sum(1 for _ in _flow(document.children))
        for floats in _floats_by_parent(document.children):
            slots = sorted(self.to.chance.randint(0, blocks) for _ in floats)
            for slot, item in zip(slots, floats, strict=True):
                self.waiting.setdefault(slot, []).append(item)
        self._edge()
        children = tuple(self._child(child) for child in document.children)
        self._floats_here()
        self._edge()
        whole = replace(document, children=tuple(self._with_floats(child) for child in children))
        return Sourced(whole, self._ledger())

    def _edge(self) -> None:
        """Before the first block and after the last."""
        if self.to.often(0.5):
            self.to.row(" ", Action.DROP, "edge-space")
        if self.to.often(0.5):
            self.to.seam(Action.BREAK)

    def _ledger(self) -> Ledger:
        text = "".join(self.to.out)
        encoding, bom = self.to.chance.choice(_ENCODINGS)
        digest = hashlib.sha256(bom + text.encode(encoding)).hexdigest()
        origin = Origin("raw & \x07.txt", text, encoding, bom, digest, tuple(self.to.pages))
        return Ledger(origin, tuple(self.to.rows), tuple(self.to.decisions))

    # ---- the tree

    def _child(self, child: SectionChild) -> SectionChild:
        match child:
            case Section():
                heading = self._heading(child.heading)
                return replace(child, heading=heading, children=tuple(map(self._child, child.children)))
            case Entry():
                new = None if child.heading is None else self._heading(child.heading)
                pairs = zip(child.children, (*child.children[1:], None), strict=False)
                return replace(child, heading=new, children=tuple(self._item(*pair) for pair in pairs))
            case Figure():
                return child
            case _:
                assert_never(child)

    def _item(self, item: EntryChild, following: EntryChild | None) -> EntryChild:
        """The table that follows a paragraph may interrupt it."""
        match item:
            case Paragraph():
                self._begin()
                self.table = following if isinstance(following, Table) else None
                inlines = self._inlines(item.inlines)
                self.table = None
                return Paragraph(inlines)
            case Table():
                if id(item) not in self.floats:
                    self._begin()
                    self._table(item)
                return self.floats[id(item)]
            case Credit():
                self._begin()
                return self._credit(item)
            case Figure() | Note():
                return item
            case _:
                assert_never(item)

    def _with_floats(self, child: SectionChild) -> SectionChild:
        """Figures and notes are printed out of turn; this puts them into the tree with their spans."""
        match child:
            case Section():
                return replace(child, children=tuple(map(self._with_floats, child.children)))
            case Entry():
                items = (
                    self.floats[id(item)] if isinstance(item, Figure | Note) else item
                    for item in child.children
                )
                return replace(child, children=tuple(items))
            case Figure():
                figure = self.floats[id(child)]
                assert isinstance(figure, Figure)
                return figure
            case _:
                assert_never(child)

    # ---- blocks

    def _begin(self) -> None:
        """Before a block: the floats that stand there, unless they wait to interrupt it."""
        if self.to.often(0.5):
            self._floats_here()
        self._break()
        self.block += 1

    def _break(self) -> None:
        if self.to.out:
            self.to.seam(Action.BREAK)
        while self.to.often(0.1):
            self.to.dropped()

    def _floats_here(self) -> None:
        for slot in [slot for slot in sorted(self.waiting) if slot <= self.block]:
            for item in self.waiting.pop(slot):
                self._note(item) if isinstance(item, Note) else self._figure(item)

    def _note(self, note: Note) -> None:
        self._break()
        mark = self._mark(note.mark)
        while self.to.often(0.3):
            self.to.dropped()
        self.floats[id(note)] = replace(note, mark_span=mark, inlines=self._texts(note.inlines))

    def _table(self, table: Table) -> None:
        """Each cell on a line of its own, or after a gap."""
        title = self._texts(table.title)
        if title:
            self._break()
        unit = tuple(Text(text.text, span_of(self._ranges(text.text))) for text in table.unit)
        rows = []
        for row in table.rows:
            cells: list[Cell] = []
            for cell in row:
                if cell.text:
                    self._break() if self.to.often(0.5) else self.to.row("  ", Action.DROP, "edge-space")
                cells.append(Cell(self._texts(cell.inlines)))
            rows.append(tuple(cells))
        self.floats[id(table)] = replace(table, title=title, unit=unit, rows=tuple(rows))

    def _figure(self, figure: Figure) -> None:
        caption, credit = figure.caption, figure.credit
        if caption:
            self._break()
            caption = self._texts(caption)
        if credit is not None:
            if not caption or self.to.often(0.5):
                self._break()
            credit = self._credit(credit)
        self.floats[id(figure)] = replace(figure, caption=caption, credit=credit)

    def _heading(self, heading: Heading) -> Heading:
        self._begin()
        opening = self._mark(heading.marks.open)
        inlines = tuple(Text(text.text, span_of(self._ranges(text.text))) for text in heading.inlines)
        return Heading(inlines, _marks(heading.marks, opening, self._mark(heading.marks.close)))

    def _credit(self, credit: Credit) -> Credit:
        opening = self._mark(credit.marks.open)
        parts: list[CreditPart] = []
        for part in credit.parts:
            parts.append(self._part(part))
            if self.to.often(0.2):
                self.to.dropped()
        return Credit(
            credit.kind, tuple(parts), _marks(credit.marks, opening, self._mark(credit.marks.close))
        )

    def _part(self, part: CreditPart) -> CreditPart:
        """A separator of white space may be owned by a row: then its leaf owns nothing."""
        if part.kind is PartKind.SEPARATOR and part.text.isspace():
            if not self.to.often():
                return replace(part, span=Span((self.to.put(part.text),)))
            self._space(part.text)
            return replace(part, span=NOWHERE)
        return replace(part, span=span_of(self._ranges(part.text)))

    # ---- leaves

    def _mark(self, mark: str) -> Span:
        return Span((self.to.put(mark),)) if mark else NOWHERE

    def _texts(self, texts: tuple[Linked, ...]) -> tuple[Linked, ...]:
        return tuple(replace(text, span=span_of(self._ranges(text.text))) for text in texts)

    def _inlines(self, inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        """Words that floats may interrupt, references, and the marks of notes."""
        out: list[Inline] = []
        for inline in inlines:
            match inline:
                case NoteRef():
                    out.append(replace(inline, span=self._mark(inline.text)))
                case CrossRef() | Name():
                    out.append(replace(inline, span=span_of(self._ranges(inline.text))))
                case Text():
                    out.append(Text(inline.text, span_of(self._ranges(inline.text, interrupted=True))))
                case _:
                    assert_never(inline)
        return tuple(out)

    def _ranges(self, text: str, *, interrupted: bool = False) -> Iterator[Range]:
        """Prints a leaf; where its characters stand."""
        for position, char in enumerate(text):
            if char in " \u3000" and self.to.often(0.7):
                self._space(char)
                continue
            if position and not text[position - 1].isspace() and not char.isspace():
                self._between(interrupted=interrupted)
            yield self.to.put(char)

    def _space(self, char: str) -> None:
        if char == " " and self.to.often(0.6):
            self.to.wrap(Action.JOIN_SPACE)
        else:
            self.to.row(self.to.chance.choice(_SET_AS_ONE), Action.SPACE, char)

    def _between(self, *, interrupted: bool) -> None:
        """What the source has between two characters of a leaf."""
        if interrupted and self.table is not None and self.to.often(0.3):
            self._break()
            self._table(self.table)
            self.table = None
            self.block += 1
            self.to.seam(Action.JOIN)
        elif interrupted and any(slot < self.block for slot in self.waiting) and self.to.often():
            self._interrupt()
        elif self.to.often(0.15):
            self.to.wrap(Action.JOIN)
        elif self.to.often(0.15):
            self.to.dropped()

    def _interrupt(self) -> None:
        """Floats in the midst of a paragraph, which goes on after it."""
        self._floats_here()
        self.to.seam(Action.JOIN)


def _marks(marks: Marks, opening: Span, closing: Span) -> Marks:
    return replace(marks, open_span=opening, close_span=closing)


def _flow(children: tuple[SectionChild, ...]) -> Iterator[Heading | Paragraph | Credit | Table]:
    """The blocks of the running text, figures and notes left out."""
    for child in children:
        match child:
            case Section():
                yield child.heading
                yield from _flow(child.children)
            case Entry():
                if child.heading is not None:
                    yield child.heading
                yield from (item for item in child.children if not isinstance(item, Figure | Note))
            case Figure():
                pass
            case _:
                assert_never(child)


def _floats_by_parent(children: tuple[SectionChild, ...]) -> Iterator[list[Figure | Note]]:
    """Figures and notes of one parent stand in the source in their order; those of two parents need not."""
    yield [child for child in children if isinstance(child, Figure)]
    for child in children:
        if isinstance(child, Section):
            yield from _floats_by_parent(child.children)
        elif isinstance(child, Entry):
            yield [item for item in child.children if isinstance(item, Figure | Note)]
