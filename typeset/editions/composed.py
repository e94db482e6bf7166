"""Texts of a document to composed lines, and to the HTML that hands them to WeasyPrint.

A heading that runs in, the source of a report, a paragraph and its signature are one text to the composer.
Its lines end with line feeds in the HTML, wherever in its elements they stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from itertools import pairwise
from urllib.parse import quote

from typeset.compose.classes import TOKEN, is_latin
from typeset.compose.lines import Line, compose
from typeset.compose.lines import Paragraph as ToCompose
from typeset.compose.metrics import Family
from typeset.compose.tokens import Run, Style
from typeset.editions.drawn_lines import LINES, Composed
from typeset.editions.fonts import family
from typeset.editions.hyphenation import hyphenation
from typeset.editions.words import padding_of
from typeset.model import Credit, Heading, Inline, NoteRef, PartKind, printed
from typeset.theme import Theme

_HYPHEN = '<span class="hyphen"></span>'
_NO_BREAK = (-1, "")
_LATIN_INDENT = 1.0
"""In em (Bringhurst, Elements of Typographic Style, 2.3.2)."""
_NOTE_MARK = 0.65
"""Of the size beside it: print.css raises and sets the mark of a note so."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run with the tags that stand before it and after it."""

    run: Run
    open: str = ""
    close: str = ""


@dataclass
class Setter:
    """Composes the texts of one edition; ``composed`` are those so far, by their number."""

    theme: Theme
    language: str
    composed: list[Composed] = field(default_factory=list)

    def style(self, kind: str, size: float) -> Style:
        """A kind of the theme's fonts in a size."""
        return Style(family(getattr(self.theme.fonts, kind), self.language), size)

    @property
    def body(self) -> Style:
        return self.style("body", self.theme.type_area.size)

    def text(
        self,
        tag: str,
        heading: Heading | None,
        source: Credit | None,
        inlines: Sequence[Inline],
        signature: Credit | None,
    ) -> str:
        """A paragraph with what runs into it and what signs it. ``tag`` is the heading's, h2 to h6."""
        em = self.theme.type_area.size
        pieces = [*self._heading(tag, heading), *self._source(source), *self._inlines(inlines)]
        if not is_latin("".join(piece.run.text for piece in pieces)):
            pieces = [part for piece in pieces for part in (_apart(piece) if piece.run.text else (piece,))]
        tail = list(self._credit(signature, '<p class="signature">')) if signature else []
        paragraph = ToCompose(
            tuple(piece.run for piece in pieces),
            self.theme.column_width,
            0.0 if heading else 2 * em,
            tuple(piece.run for piece in tail),
            em,
        )
        return self._block([*pieces, *tail], paragraph)

    def caption(self, text: str) -> str:
        run = Run(text, self.style("caption", self.theme.sizes.caption))
        piece = _Piece(run, '<p class="caption"><span>', "</span></p>")
        return self._block([piece], ToCompose((run,), self.theme.column_width))

    def credit(self, credit: Credit, name: str, *, small: bool = False) -> str:
        size = self.theme.sizes.caption if small else self.theme.sizes.credit
        pieces = list(self._credit(credit, f'<p class="{name}">', size))
        runs = tuple(piece.run for piece in pieces)
        return self._block(pieces, ToCompose(runs, self.theme.column_width, align="right"))

    def _heading(self, tag: str, heading: Heading | None) -> Iterator[_Piece]:
        if heading is not None:
            style = self.style("heading", self.theme.sizes.heading)
            run = Run(printed(heading), style, gap=self.theme.type_area.size)
            yield _Piece(run, f"<{tag}><span>", f"</span></{tag}>")

    def _source(self, source: Credit | None) -> Iterator[_Piece]:
        if source is not None:
            yield from self._credit(source, '<p class="source">', self.theme.type_area.size, "body")

    def _inlines(self, inlines: Sequence[Inline]) -> Iterator[_Piece]:
        body = self.body
        small = Style(body.fonts, body.size * _NOTE_MARK)
        last = len(inlines) - 1
        for index, inline in enumerate(inlines):
            before, after = "<p>" if index == 0 else "", "</p>" if index == last else ""
            if isinstance(inline, NoteRef):
                link = f'<a class="noteref" href="#{quote(inline.note)}"><span>'
                run = Run(inline.text, small, together=True, clings=True)
                yield _Piece(run, f"{before}{link}", f"</span></a>{after}")
            else:
                yield _Piece(Run(inline.text, body), before, after)

    def _credit(
        self, credit: Credit, open_: str, size: float = 0.0, kind: str = "credit"
    ) -> Iterator[_Piece]:
        """Marks and parts; a name of two characters is as wide as one of three."""
        style = self.style(kind, size or self.theme.sizes.credit)
        runs: list[tuple[str, Run]] = [("", Run(credit.marks.open, style))] if credit.marks.open else []
        for part in credit.parts:
            match part.kind:
                case PartKind.NAME:
                    spread = padding_of(part.text, self.theme.padding.names) * style.size
                    runs.append(("name", Run(part.text, style, together=True, spread=spread)))
                case PartKind.SEPARATOR:
                    runs.append(("", Run(part.text, style)))
                case _:
                    runs.append((part.kind.value, Run(part.text, style)))
        if credit.marks.close:
            runs.append(("", Run(credit.marks.close, style)))
        for index, (name, run) in enumerate(runs):
            span = f'<span class="{name}">' if name else "<span>"
            before, after = open_ if index == 0 else "", "</p>" if index == len(runs) - 1 else ""
            yield _Piece(run, f"{before}{span}", f"</span>{after}")

    def _block(self, pieces: Sequence[_Piece], paragraph: ToCompose) -> str:
        paragraph = self._parted(paragraph)
        lines = compose(paragraph)
        number = len(self.composed)
        self.composed.append(Composed("".join(piece.run.text for piece in pieces), lines))
        headings = [index for index, line in enumerate(lines) if line.ends == "heading"]
        # A run-in heading is never last in its column without text on its line, or a line of it below.
        together = f' style="orphans: {headings[0] + 2}"' if headings else ""
        name = "lines latin" if paragraph.latin else "lines"
        return f'<div class="{name}" {LINES}="{number}"{together}>{"".join(_broken(pieces, lines))}</div>\n'

    def _parted(self, paragraph: ToCompose) -> ToCompose:
        """With hyphens of the document's language; as Latin text if it has no character of another script."""
        runs = paragraph.runs
        indent, latin = paragraph.indent, is_latin("".join(run.text for run in runs))
        if latin:
            runs = tuple(replace(run, style=_proportional(run.style)) for run in runs)
            indent = indent and _LATIN_INDENT * runs[0].style.size
        parted = hyphenation(self.language)
        return replace(paragraph, runs=runs, indent=indent, latin=latin, hyphenate=parted)


def _proportional(style: Style) -> Style:
    """With the marks of Latin text, as print.css has them for ``.latin``."""
    fonts = style.fonts
    return replace(style, fonts=replace(fonts, proportional=True)) if isinstance(fonts, Family) else style


def _apart(piece: _Piece) -> Iterator[_Piece]:
    """A piece of Han text, words with an apostrophe by themselves: theirs is no quote on an em."""
    text, end = piece.run.text, len(piece.run.text)
    words = [m.span() for m in TOKEN.finditer(text) if m.lastgroup == "word" and "’" in m.group()]
    cuts = sorted({0, end, *(at for word in words for at in word)})
    for low, high in pairwise(cuts):
        run = replace(piece.run, text=text[low:high], gap=piece.run.gap if high == end else 0.0)
        before, after = piece.open if low == 0 else "", piece.close if high == end else ""
        if (low, high) in words:
            run = replace(run, style=_proportional(run.style))
            before, after = f'{before}<span class="latin">', f"</span>{after}"
        yield _Piece(run, before, after)


def _broken(pieces: Sequence[_Piece], lines: Sequence[Line]) -> Iterator[str]:
    """The HTML of some pieces with a line feed at the end of each line but the last, and before it an empty
    element where print.css puts a hyphen."""
    breaks = iter([(line.end, _HYPHEN if line.hyphen else "") for line in lines[:-1]])
    (following, hyphen), at = next(breaks, _NO_BREAK), 0
    for piece in pieces:
        yield piece.open
        text, begin = piece.run.text, 0
        while at < following <= at + len(text):
            yield f"{escape(text[begin : following - at])}{hyphen}\n"
            begin = following - at
            following, hyphen = next(breaks, _NO_BREAK)
        yield escape(text[begin:])
        yield piece.close
        at += len(text)
