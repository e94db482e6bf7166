"""Blocks and captions to the tree of a Document: sections, entries, paragraphs, credits, figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from typeset.ids import Ids
from typeset.ledger import Action
from typeset.model import (
    DEEPEST_LEVEL,
    Credit,
    CreditKind,
    Entry,
    EntryChild,
    Figure,
    Heading,
    Marks,
    Paragraph,
    Section,
    SectionChild,
    Text,
)
from typeset.reflow.blocks import Block, BlockKind
from typeset.reflow.credits import find_credit, write_credit
from typeset.reflow.draft import Draft
from typeset.reflow.leaves import Piece, Scribe
from typeset.reflow.signs import is_letterspaced
from typeset.reflow.words import Seam


@dataclass
class GrowingEntry:
    """An entry as it is put together; ``line`` is the index of its first line."""

    line: int
    heading: Heading | None
    children: list[EntryChild] = field(default_factory=list)
    id: str = ""


@dataclass
class GrowingSection:
    """A section as it is put together; the root has no heading. The lower the rank, the higher it stands."""

    heading: Heading | None = None
    rank: int = -1
    entries: list[GrowingEntry] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    id: str = ""

    def entry(self, line: int) -> GrowingEntry:
        """The entry that text goes into; one without a heading where none is open."""
        if not self.entries:
            self.entries.append(GrowingEntry(line, None))
        return self.entries[-1]


@dataclass
class Tree:
    """Everything but the figures' places. The first section is the root."""

    sections: list[GrowingSection]

    def entries(self) -> list[GrowingEntry]:
        return [entry for section in self.sections for entry in section.entries]


def grow(draft: Draft, blocks: list[Block], scribe: Scribe, seams: dict[int, Seam]) -> Tree:
    """The tree of the running text. Seams before a credit of its own are made breaks in ``seams``."""
    sections = [GrowingSection()]
    for block in blocks:
        match block.kind:
            case BlockKind.SECTION:
                sections.append(GrowingSection(_title(draft, block, scribe), draft.sections[block.line]))
            case BlockKind.HEADING:
                sections[-1].entries.append(GrowingEntry(block.line, _heading(draft, block, scribe)))
            case BlockKind.TEXT:
                items = list(_text(draft, block, scribe, seams))
                if items:
                    sections[-1].entry(block.line).children += items
    tree = Tree(sections)
    _name(tree)
    return tree


def _title(draft: Draft, block: Block, scribe: Scribe) -> Heading:
    spaced = len(block.pieces) > 1 or is_letterspaced(draft.lines[block.line].text)
    leaf = scribe.write(block.pieces, spaced_out=spaced)
    return Heading((Text(leaf.text, leaf.span),))


def _heading(draft: Draft, block: Block, scribe: Scribe) -> Heading:
    place = block.place
    assert place is not None
    leaf = scribe.write(block.pieces, spaced_out=is_letterspaced(place.text))
    if not place.open:
        return Heading((Text(leaf.text, leaf.span),))
    opens = draft.lines[block.line].start
    marks = Marks(place.open, place.close, scribe.mark(opens, opens + 1))
    if place.close:
        marks = Marks(place.open, place.close, marks.open_span, scribe.mark(place.closes, place.closes + 1))
    return Heading((Text(leaf.text, leaf.span),), marks)


def _text(draft: Draft, block: Block, scribe: Scribe, seams: dict[int, Seam]) -> Iterator[Paragraph | Credit]:
    """A paragraph, and the credit that ends it."""
    place, decision = find_credit(draft, block.pieces)
    if decision is not None:
        scribe.decisions.append(decision)
    pieces = block.pieces
    if place is not None:
        last = pieces[-1]
        if not draft.source.origin.text[last.start : place.start].strip("\ufffd \t\u3000\u2003\u2002"):
            _breaks(seams, last.line)
        pieces = [*pieces[:-1], Piece(last.line, last.start, place.start)]
    leaf = scribe.write(pieces)
    if leaf.text:
        yield Paragraph((Text(leaf.text, leaf.span),))
    if place is not None:
        yield write_credit(draft, scribe, place, CreditKind.AUTHOR)


def _breaks(seams: dict[int, Seam], line: int) -> None:
    if line in seams:
        seams[line] = Seam(Action.BREAK, seams[line].decision)


def write_figures(draft: Draft, scribe: Scribe, seams: dict[int, Seam]) -> list[Figure]:
    """One figure for each caption, in the order of the source."""
    figures = []
    for group in draft.captions:
        pieces = [
            Piece(index, draft.lines[index].start, draft.lines[index].end)
            for index in draft.caption_lines(group)
        ]
        place, decision = find_credit(draft, pieces, caption=True)
        if decision is not None:
            scribe.decisions.append(decision)
        if place is not None:
            last = pieces[-1]
            pieces[-1] = Piece(last.line, last.start, place.start)
            if group.last > group.first and not _words(draft, pieces[-1]):
                _breaks(seams, last.line)
        leaf = scribe.write(pieces)
        caption = (Text(leaf.text, leaf.span),) if leaf.text else ()
        credit = write_credit(draft, scribe, place, CreditKind.PHOTO) if place is not None else None
        figures.append(Figure("", caption, credit))
    return _named(figures)


def _words(draft: Draft, piece: Piece) -> str:
    return draft.source.origin.text[piece.start : piece.end].strip("\ufffd \t\u3000\u2003\u2002")


def _named(figures: list[Figure]) -> list[Figure]:
    ids = Ids()
    return [
        Figure(ids.make("fig", figure.text or "figure"), figure.caption, figure.credit) for figure in figures
    ]


def _name(tree: Tree) -> None:
    ids = Ids()
    for section in tree.sections:
        path = section.heading.text if section.heading else ""
        section.id = ids.make("s", path)
        for entry in section.entries:
            entry.id = ids.make("e", f"{path}\n{entry.heading.text if entry.heading else ''}")


def freeze(tree: Tree) -> tuple[SectionChild, ...]:
    """The children of the document: each section inside the one before it of a higher rank."""
    root, *sections = tree.sections
    return (*_children(root), *_nested(sections, 1))


def _nested(sections: list[GrowingSection], level: int) -> Iterator[Section]:
    """Sections of one level, with those of lower rank after each of them inside it."""
    position = 0
    while position < len(sections):
        first = sections[position]
        end = position + 1
        while end < len(sections) and sections[end].rank > first.rank and level < DEEPEST_LEVEL:
            end += 1
        assert first.heading is not None
        inner = (*_children(first), *_nested(sections[position + 1 : end], level + 1))
        yield Section(first.id, first.heading, level, inner)
        position = end


def _children(section: GrowingSection) -> tuple[Figure | Entry, ...]:
    entries = (Entry(entry.id, entry.heading, tuple(entry.children)) for entry in section.entries)
    return (*section.figures, *entries)
