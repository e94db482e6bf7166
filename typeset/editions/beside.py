"""What stands beside the text of a made-up page: rules between its columns, the numbers of its lines, ids.

Rules say nothing. Numbers and ids are words that the edition adds: they stand in elements marked
``data-generated``. Where they stand in the margin, and how they look, is print.css's to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from html import escape

from typeset.compose.blocks import ACROSS, Flow, Note, Page
from typeset.editions.galley import Galley
from typeset.editions.html import points
from typeset.editions.pieces import Lines
from typeset.theme import Theme


def beside(galley: Galley, page: Page) -> Iterator[str]:
    """The HTML of all that the theme asks for."""
    parts = galley.theme.parts
    if parts.column_rules:
        yield from column_rules(galley.theme, page)
    if parts.line_numbers:
        text = (part for part in page.parts if isinstance(galley.blocks[part.block], Flow | Note))
        yield from line_numbers({n for part in text for n in range(part.line, part.end)}, parts.line_numbers)
    if parts.ids:
        yield from _ids(galley, page)


def column_rules(theme: Theme, page: Page) -> Iterator[str]:
    """In the middle of each gutter that has something on its right, from the head of the first line to the
    foot of the last; what stands across the columns parts them."""
    edge = (theme.type_area.pitch - theme.type_area.size) / 2
    step = theme.column_width + theme.gutter_width
    for first, last, columns in _zones(page):
        for gutter in range(1, columns):
            left = gutter * step - theme.gutter_width / 2
            top, height = (
                first * theme.type_area.pitch + edge,
                (last - first) * theme.type_area.pitch - 2 * edge,
            )
            style = f"left: {points(left)}; top: {points(top)}; height: {points(height)}"
            yield f'<div class="column-rule" style="{style}"></div>\n'


def _zones(page: Page) -> Iterator[tuple[int, int, int]]:
    """(first line, end, columns in use) of what stands in columns between what stands across them."""
    heads = [0, *sorted(part.end for part in page.parts if part.column == ACROSS)]
    for head, foot in zip(heads, [*heads[1:], None], strict=True):
        own = [
            part
            for part in page.parts
            if part.column != ACROSS and part.line >= head and (foot is None or part.line < foot)
        ]
        if own:
            yield min(p.line for p in own), max(p.end for p in own), max(p.column for p in own) + 1


def line_numbers(taken: Set[int], every: int) -> Iterator[str]:
    """Beside the lines that are taken (from 0) their places on the grid, from 1 at the head of the type area:
    line 12 is where a line gauge says so, whatever is blank above it."""
    last = max(taken, default=-1)
    words = "\n".join(str(n) if n % every == 0 and n - 1 in taken else "" for n in range(1, last + 2))
    if words.strip():
        yield f'<div class="line-numbers" data-generated="line-numbers"><span>{words}</span></div>\n'


def _ids(galley: Galley, page: Page) -> Iterator[str]:
    """Beside the first line of a section or an entry."""
    for part in page.parts:
        piece = galley.pieces[part.block]
        if part.first == 0 and isinstance(piece, Lines) and piece.id:
            top = points(part.line * galley.theme.type_area.pitch)
            name = f"<span>{escape(piece.id)}</span>"
            yield f'<div class="id" data-generated="id" style="top: {top}">{name}</div>\n'
