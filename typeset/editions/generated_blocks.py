"""Pages that are no text of the document: their theme, and the pieces that stand on them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape

from typeset.compose.blocks import Block, Flow, Frame, Opening, Page, Part
from typeset.compose.pages import make_up
from typeset.editions.composed import Setter
from typeset.editions.galley import Galley, heading_lines
from typeset.editions.html import points
from typeset.editions.pieces import Lines
from typeset.editions.set_text import SetText
from typeset.editions.titles import titles
from typeset.model import Heading, Marks, Text
from typeset.theme import Theme


def in_columns(theme: Theme, columns: int, size: float) -> Theme:
    """The theme with other columns in the same type area, and text of another size (points)."""
    gap = theme.type_area.gutter if columns > 1 else 0.0
    characters = int((theme.type_width / size - (columns - 1) * gap) / columns + 1e-6)
    gutter = (theme.type_width / size - columns * characters) / (columns - 1) if columns > 1 else gap
    area = theme.type_area.model_copy(
        update={"columns": columns, "characters": characters, "gutter": gutter, "size": size}
    )
    return theme.model_copy(update={"type_area": area})


def frame_of(theme: Theme) -> Frame:
    return Frame(theme.type_area.columns, theme.type_area.lines)


def pages_of(galley: Galley) -> tuple[Page, ...]:
    return make_up(galley.blocks, frame_of(galley.theme))


def plain_heading(words: str) -> Heading:
    return Heading((Text(words),), Marks())


def add_opening(galley: Galley, words: str) -> None:
    """A title across the columns, at the head of a page."""
    theme = galley.theme
    text = galley.setter.title("h2", plain_heading(words), 1, theme.type_width)
    lines, around, above, below = heading_lines(theme.headings.chapter, len(text.lines), theme)
    galley.add(Opening(lines + above + below), Lines(text, "title level-1", "", around))


def add_heading(galley: Galley, words: str, level: int, tag: str) -> None:
    """A block heading in its column; it looks as ``level`` does, and ranks as its ``tag``."""
    theme = galley.theme
    text = galley.setter.title(tag, plain_heading(words), level, theme.column_width)
    own = theme.headings.of_level(level)
    lines, around, above, below = heading_lines(own, len(text.lines), theme)
    block: Block = Flow(lines, above, below, breaks=frozenset(), with_next=True, gives=True)
    galley.add(block, Lines(text, f"title level-{level}", "", around))


def add_letter(galley: Galley, words: str, level: int, tag: str) -> None:
    """What heads a group of an index, a line below the one before: no more, so that all groups look alike."""
    text = galley.setter.title(tag, plain_heading(words), level, galley.theme.column_width, spaced=False)
    block = Flow(len(text.lines), above=1, breaks=frozenset(), with_next=True)
    galley.add(block, Lines(text, f"title level-{level}"))


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of contents, leading to what it names: words over some lines, then leaders and a number.
    ``indent`` in points."""

    text: SetText
    name: str
    indent: float
    id: str
    folio: dict[str, str]
    """By id, known when the text's pages are."""
    language: str

    @property
    def texts(self) -> tuple[SetText, ...]:
        return (self.text,)

    def html(self, part: Part, place: str) -> str:
        lines = self.text.html(part.first, part.last)
        left = self.indent + self.text.lines[-1].width
        folio = self.folio.get(self.id, "")
        number = f'<span class="number" data-generated="number">{escape(folio)}</span>'
        leader = (
            f'<span class="leader" style="left: {points(left)}"><span class="dots"></span>{number}</span>'
        )
        said = titles(self.language).leads(self.text.text, folio, "")
        return (
            f'<a class="listed {self.name}" href="#{escape(self.id)}" aria-label="{escape(said)}" '
            f'style="padding-left: {points(self.indent)}; {place}">{lines}{leader}</a>\n'
        )


def setter_of(theme: Theme, setter: Setter) -> Setter:
    """For the texts of such pages, counted on with those of the document."""
    return replace(setter, theme=theme)
