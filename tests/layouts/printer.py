"""A known text to raw columns, in one of the layouts; and what every code point of them is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from random import Random
from typing import NamedTuple

import pyphen

from tests.layouts.catalogue import Layout
from tests.layouts.truth import Block, Kind, Truth
from typeset.source.lines import width

_NOT_FIRST = frozenset("]，。、；：！？”’」』）》】〉%·…,.;:!?)—")
_NOT_LAST = frozenset("[“‘「『（《【〈(")
_WORD = re.compile(r"[A-Za-z0-9.&/+-]+%?")
_PUNCTUATION = frozenset("，。、；：”）》")
_COUNT_ROOM = 9
"""Code points that a column has beyond its measure, since letters are narrower than Han."""
_LATIN = ("english", "paper")
_HYPHENS = pyphen.Pyphen(lang="en_GB")


class Mark(NamedTuple):
    """What a code point is: the index ``at`` in the words of a block; -1 for what stands around them.

    ``what``: ``head``, ``folio``, ``page`` or ``hyphen`` for what belongs to no block's words.
    """

    block: Block | None = None
    at: int = -1
    what: str = ""


class Ink(NamedTuple):
    char: str
    mark: Mark


NOTHING = Mark()
Row = list[Ink]


@dataclass
class SetLine:
    """A line as it is set. ``own``: it stands alone across the columns; ``notes``: to be set at its page's
    foot; ``caption``: it is a picture's; ``row``: a table's, and its number."""

    inks: Row
    own: bool = False
    notes: tuple[Block, ...] = ()
    caption: bool = False
    row: tuple[Block, int] | None = None


@dataclass(frozen=True)
class Printed:
    """``marks``: for every code point of ``text``; ``pages``: of each note by its id, the number of the page
    that it stands on."""

    truth: Truth
    text: str
    marks: tuple[Mark, ...]
    pages: dict[int, int] = field(default_factory=dict)

    @cached_property
    def first(self) -> dict[int, int]:
        """The offset of each block's first code point, by the block's id."""
        found: dict[int, int] = {}
        for offset, mark in enumerate(self.marks):
            if mark.block is not None:
                found.setdefault(id(mark.block), offset)
        return found


def print_text(truth: Truth, layout: Layout, chance: Random) -> Printed:
    """The same text for the same chance."""
    return _Printer(truth, layout, chance).printed()


def plain(text: str, what: str = "") -> Row:
    """Characters of no block."""
    return [Ink(char, Mark(None, -1, what)) for char in text]


def around(text: str, block: Block) -> Row:
    """Characters of a block that are not its words: marks, padding."""
    return [Ink(char, Mark(block, -1)) for char in text]


def words(block: Block, text: str = "") -> Row:
    return [Ink(char, Mark(block, at)) for at, char in enumerate(text or block.text)]


def extent(row: Row) -> float:
    return width("".join(ink.char for ink in row))


@dataclass
class _Printer:
    truth: Truth
    layout: Layout
    chance: Random
    out: Row = field(default_factory=list)
    noted: dict[int, int] = field(default_factory=dict)

    def printed(self) -> Printed:
        lines = self._with_captions(list(self._flow()))
        if self.layout.late_credit:
            lines = self._late(lines)
        pages = list(self._pages(lines))
        for number, page in enumerate(pages):
            self._page(number, page, last=number == len(pages) - 1)
        text = "".join(ink.char for ink in self.out)
        return Printed(self.truth, text, tuple(ink.mark for ink in self.out), self.noted)

    def often(self, share: float) -> bool:
        return self.chance.random() < share

    # ---- the flow

    def _flow(self) -> Iterator[SetLine]:
        if self.truth.title:
            yield SetLine(self._centred(words(Block(Kind.TITLE, self.truth.title))), own=True)
        if self.layout.contents:
            yield from self._contents()
        lead: Row = []
        flow = self.truth.flow
        for block, following in zip(flow, [*flow[1:], None], strict=True):
            match block.kind:
                case Kind.SECTION:
                    yield from self._section(block)
                case Kind.HEADING:
                    inks = around(block.opening, block) + words(block) + around(block.closing, block)
                    if block.run_in:
                        gap = "　" if not block.closing or self.often(0.6) else ""
                        lead = [*inks, *plain(gap)]
                    else:
                        yield from self._gap(self.layout.apart == "titles")
                        yield from self._set(inks, 0)
                        yield from self._gap(bool(self.layout.apart))
                case Kind.PARAGRAPH:
                    runs_in = bool(lead) and lead[0].mark.block is not None
                    heads = runs_in and lead[0].mark.block.kind is Kind.HEADING  # type: ignore[union-attr]
                    row, indent = [*lead, *words(block)], 0 if heads else self.layout.indent
                    credit = following if following is not None and following.kind is Kind.CREDIT else None
                    yield from self._paragraph(row, indent, block, credit)
                    yield from self._gap(self.layout.apart == "blocks")
                    lead = []
                case Kind.CREDIT if block.opening:
                    lead = self._credit(block)
                case Kind.TABLE:
                    yield from self._table(block)
                case _:
                    pass

    def _contents(self) -> Iterator[SetLine]:
        """目录: every section's title with a page number, leaders between."""
        yield SetLine(self._centred(plain("目　录")))
        page = self.chance.randint(1, 300)
        for block in self.truth.flow:
            if block.kind is Kind.SECTION:
                room = self.layout.measure - width(block.text) - block.level
                row = f"{'　' * (block.level - 1)}{block.text}{'…' * max(2, int(room) - 2)}{page}"
                yield SetLine(plain(row))
                page += self.chance.randint(0, 3)

    def _gap(self, here: bool) -> Iterator[SetLine]:
        if here:
            yield SetLine([])

    def _section(self, block: Block) -> Iterator[SetLine]:
        if self.layout.grouped:
            yield from self._set(around(self.layout.grouped, block) + words(block), 0)
            return
        row = words(block)
        if (
            self.layout.spaced_titles
            and len(row) == 2
            and block.text.isalpha()
            and block.text[0] not in "123456789"
        ):
            row = [row[0], *around("　", block), row[1]]
        yield SetLine(self._centred(row) if self.layout.indent else row)

    def _centred(self, row: Row) -> Row:
        room = max(0, int((self.layout.measure - extent(row)) / 2))
        return [*plain("　" * room), *row]

    def _paragraph(self, row: Row, indent: int, block: Block, credit: Block | None) -> Iterator[SetLine]:
        lines = list(self._set(row, indent))
        notes = self.truth.notes.get(id(block), [])
        for note in notes:
            at = block.text.index(note.mark)
            line = next(
                line for line in lines for ink in line.inks if ink.mark.block is block and ink.mark.at >= at
            )
            line.notes = (*line.notes, note)
        if credit is not None:
            inks = self._credit(credit)
            gap = plain(self.layout.signature)
            if extent(lines[-1].inks) + extent(gap) + extent(inks) <= self.layout.measure:
                room = self.layout.measure - extent(lines[-1].inks) - extent(gap) - extent(inks)
                lines[-1].inks += [*gap, *plain("　" * int(room if self.often(0.5) else 0)), *inks]
            else:
                room = int(self.layout.measure - extent(inks))
                lead = plain("　" * room if self.layout.indent and self.often(0.5) else "")
                lines.append(SetLine([*lead, *inks]))
        yield from lines

    def _credit(self, block: Block) -> Row:
        """（王　帆　李若水）, or 本报讯（记者　王　帆）"""
        row = around(block.opening or "（", block)
        at = 0
        for position, name in enumerate(block.names or (block.organisation,)):
            if position:
                row += around("　", block)
            inks = [Ink(char, Mark(block, at + i)) for i, char in enumerate(name)]
            at += len(name) + 1
            row += [inks[0], *around("　", block), inks[1]] if len(name) == 2 else inks
        return [*row, *around("）", block)]

    def _table(self, block: Block) -> Iterator[SetLine]:
        yield SetLine(words(block, block.title), row=(block, -1))
        if block.unit:
            room = max(0, int(self.layout.measure - width(block.unit)))
            yield SetLine([*plain("　" * room), *around(block.unit, block)], row=(block, -1))
        widest = [max(width(row[column]) for row in block.rows) for column in range(len(block.rows[0]))]
        at = len(block.title)
        for number, cells in enumerate(block.rows):
            line: Row = []
            for column, cell in enumerate(cells):
                inks = [Ink(char, Mark(block, at + i)) for i, char in enumerate(cell)]
                at += len(cell) + 1
                if self.layout.tables == "cells":
                    yield SetLine(inks, row=(block, number))
                else:
                    padding = around(" " * round(2 * (widest[column] - width(cell))), block)
                    to_right = block.unit and column and number
                    line += padding + inks if to_right else inks + padding
                    line += around("    ", block)
            while line and line[-1].char == " ":
                line.pop()
            if line:
                yield SetLine(line, row=(block, number))

    # ---- lines

    def _set(self, row: Row, indent: float, measure: float = 0) -> Iterator[SetLine]:
        """Words in lines of the measure, the first of them indented."""
        measure = measure or self.layout.measure
        line: Row = plain("　" * int(indent))
        for token in self._tokens(row):
            rest = token
            if extent(line) + extent(token) > measure and any(ink.mark is not NOTHING for ink in line):
                head, rest = self._hyphenated(token, measure - extent(line))
                yield self._line([*line, *head])
                line = []
                while rest and rest[0].char == " ":
                    rest = rest[1:]
            line += rest
        if line:
            yield self._line(line)

    def _tokens(self, row: Row) -> Iterator[Row]:
        """What must not be parted: words and numbers, marks with what they cling to."""
        text = "".join(ink.char for ink in row)
        begin = 0
        for end in range(1, len(row) + 1):
            if end < len(row) and self._clings(text, end):
                continue
            yield row[begin:end]
            begin = end

    def _clings(self, text: str, at: int) -> bool:
        """Whether no line may end before the character at an index."""
        before, after = text[at - 1], text[at]
        if self.layout.kind in _LATIN:
            return before not in " -" or (before == "-" and not after.isalpha())
        if self.layout.kinsoku and (after in _NOT_FIRST or before in _NOT_LAST):
            return True
        inside = _WORD.match(before) is not None and _WORD.match(after) is not None
        return inside and not (self.layout.stray and self.often(0.02))

    def _hyphenated(self, token: Row, room: float) -> tuple[Row, Row]:
        """An English word in two, where it has room for its first part."""
        if self.layout.kind not in _LATIN:
            return [], token
        text = "".join(ink.char for ink in token)
        bare = text.strip(" .,")
        for at in reversed(_HYPHENS.positions(bare) if bare.isalpha() else []):
            if width(text[:at]) + 0.5 <= room:
                return [*token[:at], *plain("-", "hyphen")], token[at:]
        return [], token

    def _line(self, row: Row) -> SetLine:
        while row and row[-1].char == " ":
            row = row[:-1]
        if self.layout.stray:
            row = self._with_strays(row)
        if self.layout.lost and self.often(0.05):
            row = [*row, *plain("\ufffd")]
        if self.layout.letterspaced and self.often(0.08) and all(width(ink.char) == 1 for ink in row):
            row = [part for ink in row for part in (ink, *plain(" "))][:-1]
        return SetLine(row)

    def _with_strays(self, row: Row) -> Row:
        out: Row = []
        for ink, following in zip(row, [*row[1:], None], strict=True):
            out.append(ink)
            if following and ink.char.isdigit() and width(following.char) == 1 and self.often(0.04):
                out += plain(" ")
        return out

    # ---- captions and credits out of their places

    def _with_captions(self, lines: list[SetLine]) -> list[SetLine]:
        for caption in self.truth.captions:
            about = next(
                i for i, line in enumerate(lines) if any(ink.mark.block is caption.about for ink in line.inks)
            )
            end = about + 1
            while end < len(lines) and not self._opens(lines[end]):
                end += 1
            if self.layout.caption_at == "paragraph":
                at = self.chance.randint(min(about + 1, end), max(about + 1, end))
            elif self.layout.caption_at == "entry":
                at = end
            else:
                at = min(len(lines), end + self.chance.randint(0, 8))
            if self.layout.caption_at == "inside":
                at = self._inside_paragraph(lines, about + 1, end) or self._inside_paragraph(
                    lines, 1, len(lines)
                )
            while at < len(lines) and (
                lines[at].caption or self._in_table(lines, at) or self._inside_heading(lines, at)
            ):
                at += 1
            lines[at:at] = self._caption(caption)
        return lines

    def _inside_paragraph(self, lines: list[SetLine], first: int, end: int) -> int:
        """Before a line that goes on with the paragraph of the line before it; 0 where there is none."""
        blocks = [next((ink.mark.block for ink in line.inks if ink.mark.block), None) for line in lines]
        inside = [
            at
            for at in range(first, end)
            if (block := blocks[at]) is not None and block.kind is Kind.PARAGRAPH and block is blocks[at - 1]
        ]
        return self.chance.choice(inside) if inside else 0

    def _opens(self, line: SetLine) -> bool:
        first = next((ink.mark.block for ink in line.inks if ink.mark.block is not None), None)
        return first is not None and first.kind in (Kind.HEADING, Kind.SECTION)

    def _in_table(self, lines: list[SetLine], at: int) -> bool:
        return any(ink.mark.block and ink.mark.block.kind is Kind.TABLE for ink in lines[at].inks)

    def _inside_heading(self, lines: list[SetLine], at: int) -> bool:
        first = next((ink.mark for ink in lines[at].inks if ink.mark.block is not None), NOTHING)
        return first.block is not None and first.block.kind is Kind.HEADING and first.at > 0

    def _caption(self, block: Block) -> list[SetLine]:
        row = words(block)
        name = "".join(block.names)
        if len(name) == 2:
            name = f"{name[0]} {name[1]}"
        credit = {
            "org": f"（{block.organisation}　供稿）",
            "photo": f"（{name} 摄）",
            "colon": f"　摄影：{name}",
            "name": f"（{name}）",
            "gap": f"　　{name}",
            "slash": f"　　{name}/摄",
        }.get(self.layout.caption, "")
        inks = self._named(credit, block)
        if credit.startswith("（") and self.often(0.6):
            inks = [*plain("　"), *inks]
        measure = self.layout.caption_measure if self.layout.columns == 1 else self.layout.measure
        lines = list(self._set([*row, *inks], 0, measure))
        for line in lines:
            line.caption = True
        return lines

    def _named(self, credit: str, block: Block) -> Row:
        return around(credit, block)

    def _late(self, lines: list[SetLine]) -> list[SetLine]:
        """A signature on a line of its own may come a line too late."""
        out = list(lines)
        for at in range(len(out) - 2, -1, -1):
            alone = [ink.mark.block for ink in out[at].inks if ink.mark.block is not None]
            if alone and all(block.kind is Kind.CREDIT for block in alone) and self.often(0.3):
                out[at], out[at + 1] = out[at + 1], out[at]
        return out

    # ---- pages

    def _pages(self, lines: list[SetLine]) -> Iterator[list[SetLine]]:
        most = self.layout.lines * max(2, self.layout.columns)
        if not (self.layout.page or self.layout.folio or self.layout.head):
            most = len(lines)
        begin = 0
        while begin < len(lines):
            end = min(begin + most, len(lines))
            while end - 1 > begin and (row := lines[end - 1].row) is not None and row[1] < 1:
                end -= 1  # a title is not parted from its table
            page = lines[begin:end]
            yield [*self._again(page[0]), *page]
            begin = end

    def _again(self, first: SetLine) -> list[SetLine]:
        """The title and heads of a table that goes on with a row at a page's beginning."""
        if not self.layout.table_full or first.row is None or first.row[1] < 1:
            return []
        block = first.row[0]
        number = block.title[: block.title.index("　")]
        heads = [line for line in self._table(block) if line.row is not None and line.row[1] == 0]
        rows = [plain("".join(ink.char for ink in line.inks), "head") for line in heads]
        return [SetLine(plain(f"续{number}", "head")), *map(SetLine, rows)]

    def _page(self, number: int, lines: list[SetLine], *, last: bool) -> None:
        if self.layout.page == "feed" and number:
            self.out += plain("\f", "page")
        if self.layout.page == "space":
            self.out += plain(" ", "page")
        folio = self._folio(101 + number)
        head = self._head(number, lines)
        at_foot = self.layout.head == "foot"
        if head and not at_foot:
            self._put(plain(head, "head"))
        rows = self._side_by_side(lines) if self.layout.columns > 1 else [line.inks for line in lines]
        for row in rows:
            self._put_pieces([*plain(" " * self.layout.margin), *row] if row else row)
        for note in (note for line in lines for note in line.notes):
            self.noted[id(note)] = number
            for line in self._set([*around(f"{note.mark}　", note), *words(note)], 0):
                self._put(line.inks)
        if head and at_foot:
            self._put(plain(head, "head"))
        if folio and self.layout.head != "number":
            self._put(plain(folio, "folio"), close=self.layout.page == "space")

    def _folio(self, number: int) -> str:
        return {
            "plain": str(number),
            "dashes": f"— {number} —",
            "di": f"第{number}页",
            "of": f"第{number}页 共360页",
            "han": "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number)),
            "roman": "c" + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[number % 10],
        }.get(self.layout.folio, "")

    def _head(self, number: int, lines: list[SetLine]) -> str:
        title, book = self.truth.title or self.truth.book, self.truth.book
        match self.layout.head:
            case "alternate" | "foot":
                return book if number % 2 == 0 else title
            case "swap":
                return f"{book}　　{101 + number}" if number % 2 == 0 else f"{101 + number}　　{title}"
            case "number":
                return f"{title}　　{101 + number}"
            case "section" if number:
                found = [ink.mark.block for line in lines for ink in line.inks if ink.mark.block]
                return next((b.text for b in found if b.kind is Kind.SECTION), title)
            case "once":
                return title if number == 1 else ""
            case _:
                return ""

    def _side_by_side(self, lines: list[SetLine]) -> list[Row]:
        """Columns of equal length on one line; what stands alone goes across them, above."""
        across = [line.inks for line in lines if line.own]
        lines = [line for line in lines if not line.own]
        deep = -(-len(lines) // self.layout.columns)
        columns = [lines[i * deep : (i + 1) * deep] for i in range(self.layout.columns)]
        cell = self.layout.measure + (2 if self.layout.align == "display" else _COUNT_ROOM)
        rows: list[Row] = []
        for at in range(deep):
            row: Row = []
            for number, column in enumerate(columns):
                if at < len(column):
                    row += self._padding(row, number * cell)
                    row += column[at].inks
            rows.append(row)
        return [*across, *rows]

    def _padding(self, row: Row, place: float) -> Row:
        if not place:
            return []
        jitter = self.chance.choice((-1, 0, 0, 1)) if self.layout.jitter else 0
        if self.layout.align == "count":
            return plain(" " * max(2, round(place) - len(row) + jitter))
        return plain(" " * max(2, round(2 * (place - extent(row))) + jitter))

    def _put_pieces(self, row: Row) -> None:
        if not self.layout.pieces:
            self._put(row)
            return
        begin = 0
        for at, ink in enumerate(row[:-1], 1):
            if ink.char in _PUNCTUATION and row[at].char not in _PUNCTUATION and self.often(0.4):
                self._put(row[begin:at])
                begin = at
        self._put(row[begin:])

    def _put(self, row: Row, *, close: bool = False) -> None:
        self.out += row
        blanks = self.layout.blanks
        if blanks < 0:
            blanks = self.chance.choice((1, 1, 1, 0, 2))
        self.out += plain("\n" * (1 if close else blanks + 1))
