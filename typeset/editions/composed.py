"""Texts of a document to composed lines.

A heading that runs in, the source of a report, a paragraph and its signature are one text to the composer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import assert_never
from urllib.parse import quote

from typeset.compose.grids import compose_grid
from typeset.compose.lines import Align, Line, Paragraph, compose, longer
from typeset.compose.metrics import Family, Lack
from typeset.compose.tables import Cell
from typeset.compose.tokens import Run, Style
from typeset.crossrefs import as_text, joined
from typeset.dates import is_date
from typeset.editions.drawn_lines import REFERENCE, Composed
from typeset.editions.fonts import family
from typeset.editions.hyphenation import hyphenation
from typeset.editions.index_rows import BEFORE_PAGES, BETWEEN_PAGES
from typeset.editions.lacking import Missing
from typeset.editions.leads import Hang, Lead
from typeset.editions.name_grids import grid_of, pieces_of
from typeset.editions.page_numbers import Numbers, page_runs, page_words
from typeset.editions.set_text import PAGE, PARAGRAPH, CellText, Piece, SetText, by_script, is_plain
from typeset.editions.words import padding_of
from typeset.kinds import event_mark
from typeset.model import Credit, CrossRef, Heading, Inline, Linked, Name, Note, NoteRef, PartKind, Text
from typeset.name_lists import NameList
from typeset.printed_words import printed
from typeset.theme import Theme

_NOTE_MARK = 0.65
"""Of the size beside it: print.css raises and sets the mark of a note so."""
_AFTER_NOTE_MARK = 0.5
"""In em, between the mark of a note and its words."""
_NOTE = '<p class="note">'
_DATE = '<p class="date">'
_NOTE_MARK_TAG = '<span class="mark">'
_LATIN_INDENT = 1.0
"""In em (Bringhurst, Elements of Typographic Style, 2.3.2)."""


@dataclass
class Setter:
    """Composes the texts of one edition; ``composed`` are those so far, by their number.

    ``where`` names what is being set: an entry, a section. ``lacks``: of each character that no font of the
    theme has, where it stands. ``numbers`` of the pages that references lead to, if these say them;
    ``referred``: how many there were so far; ``known``: paragraphs that were composed before.
    """

    theme: Theme
    language: str
    composed: list[Composed] = field(default_factory=list)
    where: str = ""
    lacks: dict[Lack, dict[str, None]] = field(default_factory=dict)
    numbers: Numbers | None = None
    referred: int = 0
    known: dict[Paragraph, tuple[Line, ...]] | None = None
    _families: dict[tuple[str, bool], Family] = field(default_factory=dict)

    def look(self, words: str, kind: str) -> None:
        """Notes what no font has of words that are set elsewhere, in a kind of the theme's fonts."""
        self._look((Run(words, self.style(kind, 1.0)),))

    def _look(self, runs: Sequence[Run]) -> None:
        for run in runs:
            if isinstance(run.style.fonts, Family):
                for lack in run.style.fonts.lacks(run.text):
                    self.lacks.setdefault(lack, {})[self.where] = None

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What no font of the theme has of all that was set so far."""
        return tuple(Missing(lack, tuple(where)) for lack, where in self.lacks.items())

    def style(self, kind: str, size: float, *, bold: bool = False) -> Style:
        """A kind of the theme's fonts in a size."""
        key = kind, bold
        if key not in self._families:
            self._families[key] = family(self.theme, kind, self.language, bold=bold)
        return Style(self._families[key], size)

    @property
    def body(self) -> Style:
        return self.style("body", self.theme.type_area.size)

    def lead(self, tag: str, lead: Lead) -> SetText:
        """A paragraph with what runs into it and what signs it. ``tag`` is the heading's, h2 to h6."""
        em = self.theme.type_area.size
        hang = em * self.theme.chronicle.hang if lead.hang is not Hang.NOT else 0.0
        words = list(self._inlines(lead.inlines))
        if hang and lead.hang is Hang.OUT and not lead.heading:
            words = [*_event(words[0], hang), *words[1:]]
        head = self._heading(tag, lead.heading, leads=hang > 0)
        pieces = [*head, *self._source(lead.source), *words]
        tail = list(self._credit(lead.signature, '<p class="signature">')) if lead.signature else []
        indent = 0.0 if lead.heading else self.theme.type_area.indent * em
        if hang:
            indent = hang if lead.hang is Hang.IN else 0.0
        return self._set(pieces, tail, self.theme.column_width, indent=indent, tail_gap=em, hang=hang)

    def names(self, listed: NameList) -> SetText | None:
        """A list of names in a grid; None where one is wider than a column of the page."""
        styles = self.body, self.style("heading", self.theme.type_area.size)
        lines = compose_grid(grid_of(listed, self.theme, *styles))
        if lines is None:
            return None
        pieces = tuple(pieces_of(listed, *styles))
        self._look([piece.run for piece in pieces])
        return self._numbered(pieces, lines, latin=False)

    def title(
        self, tag: str, heading: Heading, level: int, measure: float, *, spaced: bool = True
    ) -> SetText:
        """A block heading; a short one is spaced out. ``level`` 0 is the chapter's title."""
        size = self.theme.heading_size(level)
        style = self.style("heading", size, bold=level < 2)
        spread = padding_of(heading.text, self.theme.padding.titles) * size if spaced else 0.0
        runs = [
            Run(heading.marks.open, style),
            Run(heading.text, style, together=bool(spread), spread=spread),
            Run(heading.marks.close, style),
        ]
        align = self.theme.headings.of_level(level).align
        return self._set([Piece(run, f"<{tag}>") for run in runs], [], measure, align=align)

    def head(self, tag: str, heading: Heading) -> SetText:
        """The heading of an entry that begins with no paragraph, on lines of its own."""
        piece = Piece(Run(printed(heading), self.style("heading", self.theme.sizes.heading)), f"<{tag}>")
        return self._set([piece], [], self.theme.column_width, align="left")

    def caption(self, words: Sequence[Linked], credit: Credit | None, measure: float) -> SetText:
        """What stands under a picture: its words, and at the right who made it. It is ``drawn`` if the
        picture has the size that it is for."""
        size = self.theme.sizes.caption
        named = list(self._credit(credit, '<p class="credit">', size)) if credit else []
        if not words:
            return self._compose(named, [], measure, align="right")
        pieces = list(self._inlines(words, self.style("caption", size), '<p class="caption">'))
        return self._compose(pieces, named, measure, tail_gap=size)

    def drawn(self, text: SetText) -> SetText:
        """A text that stands on a page after all."""
        self.composed.append(Composed(text.text, text.lines))
        return replace(text, number=len(self.composed) - 1)

    def credit(self, credit: Credit, name: str) -> SetText:
        """A credit by itself, of the class ``name``."""
        pieces = list(self._credit(credit, f'<p class="{name}">'))
        return self._set(pieces, [], self.theme.column_width, align="right")

    def below(self, words: Sequence[Inline], label: str, measure: float) -> SetText:
        """A note or a source below a table: lines hang after its ``label``, or 2 em where that is long."""
        style = self.style("body", self.theme.sizes.caption)
        hang = len(label) * style.size
        pieces = list(self._inlines(words, style, '<p class="below">'))
        return self._set(pieces, [], measure, hang=hang if hang < measure / 4 else 2 * style.size)

    def over(self, title: Sequence[Linked], measure: float) -> SetText:
        """The title of a table."""
        style = self.style("heading", self.theme.sizes.caption)
        return self._set(
            list(self._inlines(title, style, '<p class="table-title">')), [], measure, align="center"
        )

    def note(self, note: Note) -> SetText:
        style = self.style("body", self.theme.sizes.caption)
        mark = Run(note.mark, style, together=True, gap=_AFTER_NOTE_MARK * style.size, leads=True)
        pieces = [Piece(mark, _NOTE, _NOTE_MARK_TAG), *self._inlines(note.inlines, style, _NOTE)]
        return self._set(pieces, [], self.theme.column_width, indent=self.theme.type_area.indent * style.size)

    def alone(
        self,
        words: str,
        name: str,
        style: Style,
        measure: float,
        align: Align,
        hang: float = 0.0,
        tag: str = "p",
    ) -> SetText:
        """Words by themselves, such as a line of contents; where they are long, on several lines, of which
        those below the first are indented by ``hang``."""
        piece = Piece(Run(words, style), f'<{tag} class="{name}">')
        return self._set([piece], [], measure, align=align, hang=hang)

    def small(
        self,
        words: str,
        name: str,
        kind: str,
        measure: float,
        align: Align,
        hang: float = 0.0,
        tag: str = "p",
    ) -> SetText:
        """Words by themselves in the size of captions."""
        return self.alone(words, name, self.style(kind, self.theme.sizes.caption), measure, align, hang, tag)

    def term(self, words: str, spots: Sequence[tuple[str, str]], measure: float, hang: float) -> SetText:
        """A term of an index, behind it the pages that have it, each with the tag that leads there."""
        style, block = self.style("body", self.theme.sizes.caption), '<p class="term">'
        pieces = [Piece(Run(f"{words}{BEFORE_PAGES}", style), block)]
        for number, (page, link) in enumerate(spots):
            if number:
                pieces.append(Piece(Run(BETWEEN_PAGES, style), block))
            pieces.append(Piece(Run(page, style, together=True), block, link))
        return self._set(pieces, [], measure, align="left", hang=hang)

    def cell(self, words: Sequence[Linked], *, total: bool = False) -> CellText:
        """What a cell of a table says, to be composed with its table; in the size of captions. ``total``:
        that its row sums up others."""
        if not words:
            return CellText((), Cell(()))
        style = self.style("heading" if total else "body", self.theme.sizes.caption)
        block = '<p class="cell total">' if total else '<p class="cell">'
        pieces, latin = by_script(list(self._inlines(words, style, block)))
        runs = tuple(piece.run for piece in pieces)
        self._look(runs)
        return CellText(tuple(pieces), Cell(runs, latin, hyphenation(self.language)))

    def numbered(self, text: CellText, lines: tuple[Line, ...]) -> SetText:
        """A cell whose lines are composed."""
        return self._numbered(text.pieces, lines, latin=text.cell.latin)

    def again(self, text: SetText) -> SetText:
        """The same text at another place, where it leads nowhere: the heads of a table that goes on."""
        return self._numbered(text.unlinked, text.lines, latin=text.latin)

    def _numbered(self, pieces: tuple[Piece, ...], lines: tuple[Line, ...], *, latin: bool) -> SetText:
        text = SetText(len(self.composed), pieces, lines, latin=latin)
        self.composed.append(Composed(text.text, lines))
        return text

    def _heading(self, tag: str, heading: Heading | None, *, leads: bool) -> Iterator[Piece]:
        """What runs into a paragraph. ``leads``: in a chronicle, where a date keeps to what happened, and is
        no heading to who listens: 4日 says nothing by itself."""
        if heading is not None:
            style, own = self.style("heading", self.theme.sizes.heading), leads and is_date(heading.text)
            gap, marked = self.theme.type_area.size, own and bool(heading.marks.close)
            run = Run(printed(heading), style, gap=gap, leads=own, together=marked)
            yield Piece(run, _DATE if own else f"<{tag}>")

    def _source(self, source: Credit | None) -> Iterator[Piece]:
        if source is not None:
            yield from self._credit(source, '<p class="source">', self.theme.type_area.size, "body")

    def _inlines(
        self, inlines: Sequence[Inline], style: Style | None = None, block: str = PARAGRAPH
    ) -> Iterator[Piece]:
        """In the style of the text, or another. Names are set as the text around them is, in one with it."""
        style = style or self.body
        small = Style(style.fonts, style.size * _NOTE_MARK)
        said = ""
        for inline in joined(as_text(one) if isinstance(one, Name) else one for one in inlines):
            said += inline.text
            match inline:
                case NoteRef():
                    link = f'<a class="noteref" href="#{quote(inline.note)}">'
                    run = Run(inline.text, small, together=True, clings=True)
                    yield Piece(run, block, link, inline.note)
                case CrossRef():
                    yield from self._reference(inline, said, style, block)
                case Text():
                    yield Piece(Run(inline.text, style), block)
                case Name():
                    raise AssertionError("names are text here")
                case _:
                    assert_never(inline)

    def _reference(self, ref: CrossRef, said: str, style: Style, block: str) -> Iterator[Piece]:
        """A reference after ``said``, and the page that it leads to. What its lines have of it is one."""
        self.referred += 1
        link = f'<a class="ref" href="#{quote(ref.target)}" {REFERENCE}="{self.referred}">'
        yield Piece(Run(ref.text, style), block, link)
        if self.numbers is not None:
            inside = f"{link}{PAGE}"
            words = page_words(self.language, said)
            runs = page_runs(words, self.numbers, ref.target, style)
            yield from (Piece(run, block, inside) for run in runs)

    def _credit(self, credit: Credit, block: str, size: float = 0.0, kind: str = "credit") -> Iterator[Piece]:
        """Marks and parts; a name of two characters is as wide as one of three."""
        style = self.style(kind, size or self.theme.sizes.credit)
        yield Piece(Run(credit.marks.open, style), block)
        for part in credit.parts:
            match part.kind:
                case PartKind.NAME:
                    spread = padding_of(part.text, self.theme.padding.names) * style.size
                    yield Piece(Run(part.text, style, together=True, spread=spread), block)
                case PartKind.SEPARATOR | PartKind.ORGANISATION | PartKind.ROLE:
                    yield Piece(Run(part.text, style), block)
                case _:
                    assert_never(part.kind)
        yield Piece(Run(credit.marks.close, style), block)

    def _set(
        self,
        pieces: Sequence[Piece],
        tail: Sequence[Piece],
        measure: float,
        *,
        indent: float = 0.0,
        tail_gap: float = 0.0,
        align: Align = "justify",
        hang: float = 0.0,
    ) -> SetText:
        text = self._compose(pieces, tail, measure, indent=indent, tail_gap=tail_gap, align=align, hang=hang)
        return self.drawn(text)

    def _compose(
        self,
        pieces: Sequence[Piece],
        tail: Sequence[Piece],
        measure: float,
        *,
        indent: float = 0.0,
        tail_gap: float = 0.0,
        align: Align = "justify",
        hang: float = 0.0,
    ) -> SetText:
        body, latin = by_script([piece for piece in pieces if piece.run.text])
        runs = tuple(piece.run for piece in body)
        if latin:
            indent = hang or (indent and _LATIN_INDENT * runs[0].style.size)
        signed = tuple(piece.run for piece in tail if piece.run.text)
        parted = hyphenation(self.language)
        sparing = align != "justify"
        paragraph = Paragraph(runs, measure, indent, signed, tail_gap, align, parted, latin, sparing, hang)
        both = (*body, *(piece for piece in tail if piece.run.text))
        self._look([piece.run for piece in both])
        again = paragraph if align == "justify" else None
        lines, signature = self._composed(paragraph), sum(len(run.text) for run in signed)
        body_fonts = self.body.fonts
        plain = all(is_plain(run, body_fonts) for run in runs)
        return SetText(-1, both, lines, signature, latin, plain, again)

    def _composed(self, paragraph: Paragraph) -> tuple[Line, ...]:
        if self.known is None:
            return compose(paragraph)
        if paragraph not in self.known:
            self.known[paragraph] = compose(paragraph)
        return self.known[paragraph]

    def longer(self, text: SetText) -> SetText | None:
        """A text set in one more line, in the place of the same in fewer; None where that cannot be."""
        lines = longer(text.paragraph) if text.paragraph else None
        if lines is None or len(lines) != len(text.lines) + 1:
            return None
        self.composed[text.number] = Composed(text.text, lines)
        return replace(text, lines=lines)


def _event(piece: Piece, hang: float) -> Iterator[Piece]:
    """The first words of an event of a chronicle: its mark at the edge, the others where its lines hang."""
    text, em = piece.run.text, piece.run.style.size
    mark = event_mark(text)
    gap = max(hang - em, em / 2)
    yield replace(piece, run=replace(piece.run, text=mark, gap=gap, leads=True, together=True))
    yield replace(piece, run=replace(piece.run, text=text[len(mark) :]))
