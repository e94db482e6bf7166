"""Blocks and captions to the tree of a Document: sections, entries, paragraphs, credits, figures."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from typeset.ids import Ids
from typeset.ledger import Action
from typeset.model import (
    DEEPEST_LEVEL,
    Cell,
    Credit,
    CreditKind,
    Entry,
    EntryChild,
    Figure,
    Heading,
    Inline,
    Marks,
    Note,
    NoteRef,
    Paragraph,
    Section,
    SectionChild,
    Table,
    Text,
    inline_text,
)
from typeset.reflow.blocks import Block, BlockKind
from typeset.reflow.credit_place import CreditPlace
from typeset.reflow.credits import find_credit, find_lead, write_credit
from typeset.reflow.draft import Draft, NoteLines, TableLines
from typeset.reflow.leaves import Leaf, Piece, Scribe
from typeset.reflow.signs import is_letterspaced
from typeset.reflow.words import Seam
from typeset.span import Span, span_of


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
    waiting = list(draft.tables)
    starts = [block.pieces[0].line for block in blocks]
    for block, following in zip(blocks, [*starts[1:], len(draft.lines)], strict=False):
        if waiting and block is blocks[0]:
            _place_tables(draft, sections[-1], waiting, starts[0], scribe)
        match block.kind:
            case BlockKind.SECTION:
                sections.append(GrowingSection(_title(draft, block, scribe), draft.sections[block.line]))
            case BlockKind.HEADING:
                sections[-1].entries.append(GrowingEntry(block.line, _heading(draft, block, scribe)))
            case BlockKind.TEXT:
                items = list(_text(draft, block, scribe, seams, waiting))
                if items:
                    sections[-1].entry(block.line).children += items
        _place_tables(draft, sections[-1], waiting, following, scribe)
    _place_tables(draft, sections[-1], waiting, len(draft.lines), scribe)
    tree = Tree(sections)
    _name(tree)
    return tree


def _place_tables(
    draft: Draft, section: GrowingSection, waiting: list[TableLines], before: int, scribe: Scribe
) -> None:
    """The tables that stand before a line, at the end of what is open."""
    while waiting and waiting[0].first < before:
        table = waiting.pop(0)
        section.entry(table.first).children.append(_table(draft, table, scribe))


def _table(draft: Draft, place: TableLines, scribe: Scribe) -> Table:
    own = draft.lines_of(place)
    starts = [draft.lines[index].start for index in own]

    def write(start: int, end: int) -> Leaf:
        """Words of one line, or of two where a cell goes on in the next."""
        first, last = bisect_right(starts, start) - 1, bisect_right(starts, max(start, end - 1)) - 1
        pieces = [
            Piece(index, max(start, draft.lines[index].start), min(end, draft.lines[index].end))
            for index in own[max(first, 0) : last + 1]
        ]
        words = draft.source.origin.text[start:end]
        return scribe.write(pieces, spaced_out=is_letterspaced(words))

    title, unit = write(*place.title), write(*place.unit)
    rows = tuple(tuple(_cell(write(*cell)) for cell in row) for row in place.rows)
    return Table(
        "",
        (Text(*title),) if title.text else (),
        (Text(*unit),) if unit.text else (),
        rows,
    )


def _cell(leaf: Leaf) -> Cell:
    return Cell((Text(*leaf),)) if leaf.text else Cell()


def _title(draft: Draft, block: Block, scribe: Scribe) -> Heading:
    if block.place is not None:
        return _heading(draft, block, scribe)
    spaced = is_letterspaced(draft.lines[block.line].text)
    if len(block.pieces) > 1 and not draft.signs.latin:
        spaced = True
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


def _text(
    draft: Draft, block: Block, scribe: Scribe, seams: dict[int, Seam], waiting: list[TableLines]
) -> Iterator[Paragraph | Table | Credit]:
    """A paragraph, the tables that interrupt it, and the credit that ends it."""
    place, decision = find_credit(draft, block.pieces)
    if decision is not None:
        scribe.decisions.append(decision)
    pieces = block.pieces
    lead, lead_decision = find_lead(draft, pieces)
    if lead_decision is not None:
        scribe.decisions.append(lead_decision)
    if lead is not None and (place is None or lead.end <= place.start):
        yield write_credit(draft, scribe, lead, CreditKind.SOURCE)
        count = len(lead.pieces)
        if lead.end == pieces[count - 1].end:
            _breaks(seams, pieces[count].line)
        pieces = [pieces[count - 1]._replace(start=lead.end), *pieces[count:]]
    if place is not None:
        pieces = _without(draft, pieces, place, seams)
    leaf = scribe.write(pieces)
    if leaf.text:
        yield Paragraph(_inlines(draft, leaf))
        while waiting and waiting[0].first < pieces[-1].line:
            yield _table(draft, waiting.pop(0), scribe)
    if place is not None:
        yield write_credit(draft, scribe, place, CreditKind.AUTHOR)


def _inlines(draft: Draft, leaf: Leaf) -> tuple[Inline, ...]:
    """The words of a leaf, parted where the marks of notes stand. A note's line stands for its id."""
    inside = draft.references_in(leaf.span.start, leaf.span.end) if leaf.span else ()
    out: list[Inline] = []
    rest = leaf
    for start in inside:
        end, line = draft.references[start]
        at = _position(draft.source.origin.text, rest, start)
        if at < 0:
            continue
        before, mark, rest = _parted(rest, at, start, end)
        if before.text:
            out.append(Text(*before))
        out.append(NoteRef(mark, str(line), Span(((start, end),))))
    if rest.text or not out:
        out.append(Text(*rest))
    return tuple(out)


def _position(source: str, leaf: Leaf, offset: int) -> int:
    """Where a code point of the source stands in the words of a leaf that owns it; else -1.

    Between two ranges a leaf may have a space that no range owns.
    """
    at = 0
    for low, high in leaf.span.ranges:
        if not leaf.text.startswith(source[low:high], at):
            at += 1
        if low <= offset < high:
            return at + offset - low
        at += high - low
    return -1


def _parted(leaf: Leaf, at: int, start: int, end: int) -> tuple[Leaf, str, Leaf]:
    """What stands before and after the code points ``start`` to ``end``, and their own words."""
    past = at + end - start
    before = Leaf(leaf.text[:at], span_of((low, min(high, start)) for low, high in leaf.span.ranges))
    after = Leaf(leaf.text[past:], span_of((max(low, end), high) for low, high in leaf.span.ranges))
    return before, leaf.text[at:past], after


def place_notes(draft: Draft, tree: Tree, scribe: Scribe) -> None:
    """Every note after the text of the entry that refers to it, among its figures as they were printed."""
    ids = Ids()
    entries = tree.entries()
    starts = [entry.line for entry in entries]
    referring = {
        inline.note: entry
        for entry in entries
        for child in entry.children
        if isinstance(child, Paragraph)
        for inline in child.inlines
        if isinstance(inline, NoteRef)
    }
    names: dict[str, str] = {}
    for place in draft.notes:
        note = _note(draft, place, scribe, ids)
        names[str(place.first)] = note.id
        here = bisect_right(starts, place.first) - 1
        entry = referring.get(str(place.first)) or (entries[here] if here >= 0 else tree.sections[0].entry(0))
        entry.children.append(note)
    for entry in tree.entries() if names else ():
        entry.children = [_referring(child, names) for child in entry.children]
        entry.children.sort(key=_float_start)


def _note(draft: Draft, place: NoteLines, scribe: Scribe, ids: Ids) -> Note:
    lines = [draft.lines[index] for index in draft.lines_of(place)]
    pieces = [
        Piece(index, max(line.start, place.words), line.end)
        for index, line in zip(draft.lines_of(place), lines, strict=True)
    ]
    leaf = scribe.write(pieces)
    mark = draft.source.origin.text[lines[0].start : place.words]
    span = scribe.mark(lines[0].start, place.words)
    return Note(ids.make("n", f"{mark}{leaf.text}"), mark, (Text(*leaf),), span)


def _referring(child: EntryChild, names: dict[str, str]) -> EntryChild:
    """A paragraph whose references have the ids of their notes."""
    if not isinstance(child, Paragraph) or not any(isinstance(i, NoteRef) for i in child.inlines):
        return child
    return Paragraph(
        tuple(replace(i, note=names[i.note]) if isinstance(i, NoteRef) else i for i in child.inlines)
    )


def _float_start(child: EntryChild) -> int:
    """Where a figure or a note stands in the source; all else stands before them, as it is."""
    match child:
        case Figure(caption=caption, credit=credit):
            leaves = [text.span for text in caption] + [
                part.span for part in (credit.parts if credit else ())
            ]
            return next(span.start for span in leaves if span)
        case Note(mark_span=span):
            return span.start
        case _:
            return -1


def _without(draft: Draft, pieces: list[Piece], place: CreditPlace, seams: dict[int, Seam]) -> list[Piece]:
    """The pieces before the credit that ends them; it begins a block where it begins a line."""
    first = pieces[-len(place.pieces)]
    rest = first._replace(end=place.start)
    if len(pieces) > len(place.pieces) and not _words(draft, rest):
        _breaks(seams, first.line)
    return [*pieces[: -len(place.pieces)], rest]


def _breaks(seams: dict[int, Seam], line: int) -> None:
    if line in seams:
        seams[line] = Seam(Action.BREAK, seams[line].decision)


def write_figures(draft: Draft, scribe: Scribe, seams: dict[int, Seam]) -> list[Figure]:
    """One figure for each caption, in the order of the source."""
    figures = []
    for group in draft.captions:
        pieces = [
            Piece(index, draft.lines[index].start, draft.lines[index].end) for index in draft.lines_of(group)
        ]
        place, decision = find_credit(draft, pieces, caption=True)
        if decision is not None:
            scribe.decisions.append(decision)
        if place is not None:
            pieces = _without(draft, pieces, place, seams)
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
            words = f"{path}\n{entry.heading.text if entry.heading else ''}"
            entry.id = ids.make("e", words)
            entry.children = [
                replace(child, id=ids.make("tab", f"{words}\n{inline_text(child.title)}"))
                if isinstance(child, Table)
                else child
                for child in entry.children
            ]


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
