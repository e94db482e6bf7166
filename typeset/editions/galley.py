"""Document and theme → galleys: every block composed, with its height in lines and the HTML of its parts."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from typing import Literal, assert_never

from typeset.compose.blocks import Block, Float, Flow, Opening
from typeset.compose.blocks import Note as NoteBlock
from typeset.editions.composed import Setter
from typeset.editions.html import points
from typeset.editions.index_rows import INDEX_OF
from typeset.editions.leads import Lead, Tabulated, leads_of
from typeset.editions.pictures import (
    alternative,
    caption_measure,
    frame_ratio,
    is_across,
    picture_sizes,
)
from typeset.editions.pieces import Lines, Picture, Piece
from typeset.editions.places import Place
from typeset.editions.set_tables import place_table
from typeset.editions.set_text import SetText
from typeset.kinds import chronicle_entries
from typeset.model import (
    Credit,
    CreditKind,
    Document,
    Entry,
    EntryChild,
    Figure,
    Heading,
    Inline,
    Marks,
    Name,
    Note,
    Paragraph,
    Section,
    SectionChild,
    Table,
    Text,
)
from typeset.printed_words import printed
from typeset.theme import HeadingLines, Theme

_UNTITLED = "(no heading)"


@dataclass
class Galley:
    """Blocks for the composer of pages, and for each what is drawn for it. ``openers``: whether sections of
    the first level begin a page, or an odd one."""

    setter: Setter
    pictures: Mapping[str, float]
    openers: Literal["run-on", "page", "recto"] = "run-on"
    blocks: list[Block] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    marks: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Of each note that was referred to so far: the block and the line that has its mark."""
    places: list[Place] = field(default_factory=list)
    chronicle: frozenset[str] = frozenset()
    """The ids of the entries that chronicles have."""

    @property
    def theme(self) -> Theme:
        return self.setter.theme

    def set(self, document: Document, *, titled: bool) -> None:
        """Every block of a document; ``titled``: with its title, across the columns."""
        self.setter.where = document.title or _UNTITLED
        self.chronicle = chronicle_entries(document)
        if titled and document.title:
            heading = Heading((Text(document.title),), Marks())
            text = self.setter.title("h1", heading, 0, self.theme.type_width)
            lines, around, _, _ = heading_lines(self.theme.headings.chapter, len(text.lines), self.theme)
            label = f' id="title" data-level="1" data-label="{escape(document.title)}"'
            self.add(Opening(lines), Lines(text, "title level-0", label, around))
        self.children(document.children, 2)

    def _place(
        self,
        kind: Literal["section", "figure", "entries", "other"],
        words: str,
        id_: str,
        level: int = 0,
    ) -> None:
        """Of the block that is added next."""
        self.places.append(Place(kind, words, len(self.blocks), level, id_))

    def _signed(self, credit: Credit | None, *, at_end: bool = True) -> None:
        """The people and bodies of a credit, in the last line of the block that comes next, or the first."""
        for part in credit.parts if credit else ():
            if part.kind in INDEX_OF:
                self.places.append(Place(INDEX_OF[part.kind], part.text, len(self.blocks), at_end=at_end))

    def _named(self, lead: Lead, text: SetText) -> None:
        """The marked names of a paragraph, in the block that is added next."""
        said = printed(lead.heading) if lead.heading is not None else ""
        said += printed(lead.source) if lead.source is not None else ""
        self._named_in(lead.inlines, text, len(said))

    def _named_in(self, inlines: Sequence[Inline], text: SetText, at: int) -> None:
        """Those of some inlines; ``at``: where these begin among the document's words in a text."""
        for inline in inlines:
            if isinstance(inline, Name):
                self._indexed((inline,), len(self.blocks), at=text.place_of(at))
            at += len(inline.text)

    def _indexed(
        self,
        inlines: Iterable[Inline],
        block: int,
        *,
        at: int = 0,
        at_end: bool = False,
        line: int | None = None,
    ) -> None:
        """The names among some inlines, under the forms that an index has them by."""
        for name in (one for one in inlines if isinstance(one, Name)):
            kind = INDEX_OF[name.kind]
            self.places.append(Place(kind, name.term, block, at=at, at_end=at_end, line=line))

    def line_of(self, place: Place) -> int:
        """Of the lines of its block, the one that a place is in."""
        if place.at_end or place.line is not None:
            return -1 if place.line is None else place.line
        piece = self.pieces[place.block]
        lines = piece.text.lines if isinstance(piece, Lines) else ()
        return next((number for number, line in enumerate(lines) if place.at < line.end), 0)

    @property
    def added(self) -> Iterator[str]:
        """What was set of the pages that references lead to, in the order in which it is drawn."""
        for piece in self.pieces:
            for text in piece.texts:
                yield from text.added

    def add(self, block: Block, piece: Piece) -> None:
        self.blocks.append(block)
        self.pieces.append(piece)

    def lengthen(self, number: int) -> bool:
        """Sets a paragraph one line longer, if that can be done well."""
        piece = self.pieces[number]
        text = self.setter.longer(piece.text) if isinstance(piece, Lines) else None
        if text is None or not isinstance(piece, Lines):
            return False
        self.pieces[number] = replace(piece, text=text)
        return True

    def children(self, children: tuple[SectionChild, ...], rank: int) -> None:
        """``rank`` is the rank of the headings among these children (h1 to h6)."""
        for child in children:
            match child:
                case Section():
                    self.section(child, rank)
                case Entry():
                    self.entry(child, rank)
                case Figure():
                    self.figure(child)
                case _:
                    assert_never(child)

    def section(self, section: Section, rank: int) -> None:
        theme = self.theme
        self.setter.where = section.heading.text
        self._place("section", section.heading.text, section.id, section.level)
        if section.level == 1 and self.openers != "run-on":
            self._chapter(section, rank)
            return
        text = self.setter.title(f"h{min(rank, 6)}", section.heading, section.level, theme.column_width)
        own = theme.headings.of_level(section.level)
        lines, around, above, below = heading_lines(own, len(text.lines), theme)
        before = self.blocks[-1] if self.blocks else None
        if isinstance(before, Flow) and before.gives:  # two headings share what is blank between them
            above = max(0, above - before.below)
        block = Flow(
            lines, above, below, head=lines, foot=lines, breaks=frozenset(), with_next=True, gives=True
        )
        label = _label(section.id, rank, section.heading.text)
        self.add(block, Lines(text, f"title level-{section.level}", label, around, section.id))
        self.children(section.children, rank + 1)

    def _chapter(self, section: Section, rank: int) -> None:
        """A section that opens a page, its title across the columns."""
        tag = f"h{min(rank, 6)}"
        text = self.setter.title(tag, section.heading, 0, self.theme.type_width)
        lines, around, _, _ = heading_lines(self.theme.headings.chapter, len(text.lines), self.theme)
        label = _label(section.id, rank, section.heading.text)
        self.add(
            Opening(lines, self.openers == "recto"), Lines(text, "title level-0", label, around, section.id)
        )
        self.children(section.children, rank + 1)

    def entry(self, entry: Entry, rank: int) -> None:
        if entry.heading is not None:
            self.setter.where = entry.heading.text
        tag = f"h{min(rank, 6)}"
        label = (
            _label(entry.id, rank, entry.heading.text)
            if entry.heading is not None
            else f' id="{escape(entry.id)}"'
        )
        if entry.heading is not None:
            self._place("entries", entry.heading.text, entry.id)
        for item in leads_of(entry.heading, entry.children, chronicle=entry.id in self.chronicle):
            match item:
                case Heading():
                    text = self.setter.head(tag, item)
                    block = Flow(len(text.lines), breaks=frozenset(), with_next=True)
                    self.add(block, Lines(text, "entry", label, id=entry.id))
                case Lead():
                    self._begin(entry, label)
                    names = self.setter.names(item.listed) if item.listed is not None else None
                    if names is not None:
                        self._named(item, names)
                        self.add(Flow(len(names.lines)), Lines(names, "entry", label))
                    else:
                        self.lead(tag, item, label, entry.id if item.heading is not None else "")
                case Credit():
                    self._begin(entry, label)
                    self.credit(item, label)
                case Tabulated():
                    self.table(item)
                    continue
                case _:
                    self.block(item)
                    continue
            label = ""

    def _begin(self, entry: Entry, label: str) -> None:
        """The place of an entry without a heading, where its words begin."""
        if label and entry.heading is None:
            self._place("other", "", entry.id)

    def lead(self, tag: str, lead: Lead, label: str, ident: str = "") -> None:
        text = self.setter.lead(tag, lead)
        lines = text.lines
        self._signed(lead.source, at_end=False)
        self._named(lead, text)
        self._signed(lead.signature)
        ends = [number for number, line in enumerate(lines) if line.ends == "heading"]
        # A heading never stands at a column's foot without text on its line, or a line of it below (row 23).
        head = ends[0] + 2 if ends else 2
        for note, at in text.notes:
            line = next(number for number, line in enumerate(lines) if at < line.end)
            self.marks.setdefault(note, (len(self.blocks), line))
        signed = len(text.text) - text.tail
        alone = sum(line.start >= signed for line in lines) if text.tail else 0
        self.add(Flow(len(lines), head=head, foot=2 + alone), Lines(text, "entry", label, id=ident))

    def block(self, item: EntryChild) -> None:
        match item:
            case Paragraph():
                self.lead("", Lead(None, None, item.inlines, None), "")
            case Credit():
                self.credit(item)
            case Figure():
                self.figure(item)
            case Table():
                self.table(Tabulated(item, ()))
            case Note():
                self._place("other", "", item.id)
                text = self.setter.note(item)
                self._named_in(item.inlines, text, len(item.mark))
                block = NoteBlock(len(text.lines), self.marks.get(item.id))
                self.add(block, Lines(text, "", f' id="{escape(item.id)}"'))
            case _:
                assert_never(item)

    def table(self, item: Tabulated) -> None:
        self._place("other", "", item.table.id)
        self._indexed(item.table.title, len(self.blocks))
        block, piece = place_table(item.table, item.below, self.setter)
        self.add(block, piece)
        for line, cells in zip(piece.text.starts, item.table.rows, strict=False):
            self._indexed([one for cell in cells for one in cell.inlines], len(self.blocks) - 1, line=line)
        for below in item.below:
            self._indexed(below.inlines, len(self.blocks) - 1, at_end=True)

    def credit(self, credit: Credit, label: str = "") -> None:
        """By itself; a signature is on no other column than the last lines of what it signs."""
        name = "signature" if credit.kind is CreditKind.AUTHOR else "credit"
        text = self.setter.credit(credit, name)
        self._signed(credit)
        before = len(self.blocks) - 1
        while before > 0 and _stands_beside(self.blocks[before]):
            before -= 1
        if before >= 0 and isinstance(signed := self.blocks[before], Flow):
            self.blocks[before] = replace(signed, with_next=True)
        self.add(Flow(len(text.lines), breaks=frozenset()), Lines(text, "entry", label))

    def figure(self, figure: Figure) -> None:
        theme = self.theme
        shown = figure.image in self.pictures
        ratio = self.pictures[figure.image] if shown else frame_ratio(theme)
        across = is_across(theme, ratio)
        measure = theme.type_width if across else theme.column_width
        sizes = picture_sizes(theme, ratio, measure, framed=not shown)
        measures = [caption_measure(theme, size, measure) for size in sizes]
        under = {width: self.caption(figure, width) for width in dict.fromkeys(measures)}
        words = tuple((under[width], width) for width in measures)
        self._place("figure", figure.text or figure.id, figure.id)
        self._indexed(figure.caption, len(self.blocks))
        self._signed(figure.credit)
        heights = tuple(
            size.lines + (len(text.lines) if text else 0)
            for size, (text, _) in zip(sizes, words, strict=True)
        )
        alt = alternative(figure, self.setter.language)
        self.add(Float(heights, across), Picture(figure, alt, words, tuple(sizes), shown, self.setter))

    def caption(self, figure: Figure, measure: float) -> SetText | None:
        """What stands under a picture, if there is anything."""
        if not figure.caption and figure.credit is None:
            return None
        return self.setter.caption(figure.caption, figure.credit, measure)


def _stands_beside(block: Block) -> bool:
    """Whether a signature may stand in the text before it: not in that before a table, which it signs too."""
    return isinstance(block, NoteBlock) or (isinstance(block, Float) and not block.breaks)


def _label(id_: str, rank: int, words: str) -> str:
    return f' id="{escape(id_)}" data-level="{rank}" data-label="{escape(words)}"'


def heading_lines(own: HeadingLines, count: int, theme: Theme) -> tuple[int, str, int, int]:
    """The whole lines that a block heading takes, the CSS that puts its ``count`` lines of words where they
    belong in those, and the blank lines above and below."""
    above, below = int(own.above), int(own.below)
    high = own.above - above + count * own.line + own.below - below
    lines = math.ceil(high - 1e-6)
    inset = own.above - above + (lines - high) / 2
    pitch = theme.type_area.pitch
    css = f"height: {points(lines * pitch)}; line-height: {points(own.line * pitch)}; "
    return lines, f"{css}padding-top: {points(inset * pitch)}; box-sizing: border-box; ", above, below
