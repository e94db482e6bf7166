"""Made-up pages to HTML: every page a box of its type area, in it the parts of blocks at their places.

The parts of a page stand in the order of the text, which is the order in which they are drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from typeset.compose.blocks import ACROSS, Float, Flow, Page, Part
from typeset.editions.galley import Galley
from typeset.editions.html import points
from typeset.theme import Theme


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of the book: what stands in its type area, the kind of page that it is to the style sheet, its
    folio, and attributes of its own."""

    inner: str
    name: str = ""
    folio: str = ""
    attributes: str = ""


BLANK = Leaf("", "blank")
"""A page with nothing on it, so that the next is an odd one."""


def leaf(
    galley: Galley, page: Page, name: str = "", folio: str = "", before: str = "", attributes: str = ""
) -> Leaf:
    """A made-up page; ``before``: what stands on it beside its blocks."""
    return Leaf(f"{before}{''.join(_parts(galley, page))}", name, folio, attributes)


def leaves_html(leaves: Sequence[Leaf], first: int) -> str:
    """The body of a document, page after page; ``first`` is odd if the first is on a recto. A page knows its
    side, so that print.css knows its margins."""
    made = "".join(
        f'<div class="{" ".join(filter(None, ("page", "recto" if side % 2 else "verso", one.name)))}" '
        f'data-folio="{one.folio}"{one.attributes}>\n{one.inner}</div>\n'
        for side, one in enumerate(leaves, first)
    )
    return f'<main class="pages">\n{made}</main>\n'


def _parts(galley: Galley, page: Page) -> Iterator[str]:
    theme = galley.theme
    stretch: list[Part] = []
    for part in page.parts:
        if stretch and not _goes_on(galley, stretch[-1], part):
            yield _stretch(galley, stretch)
            stretch = []
        stretch.append(part)
    if stretch:
        yield _stretch(galley, stretch)
    for column, line in page.rules:
        yield f'<div class="note-rule" style="{_place(theme, column, line)}"></div>\n'


def _goes_on(galley: Galley, before: Part, part: Part) -> bool:
    """Whether a part runs on below another in its column."""
    both = isinstance(galley.blocks[before.block], Flow) and isinstance(galley.blocks[part.block], Flow)
    return both and part.column == before.column and part.line >= before.end


def _stretch(galley: Galley, parts: Sequence[Part]) -> str:
    """Parts one below the other, with their blank lines between."""
    theme, first = galley.theme, parts[0]
    place = _place(theme, first.column, first.line)
    if len(parts) == 1 and isinstance(galley.blocks[first.block], Float):
        return galley.pieces[first.block].html(first, f"position: absolute; {place}")
    inner, at = [], first.line
    for part in parts:
        gap = part.line - at
        margin = f"margin-top: {points(gap * theme.type_area.pitch)}" if gap else ""
        inner.append(galley.pieces[part.block].html(part, margin))
        at = part.end
    return f'<div class="stretch" style="{place}">\n{"".join(inner)}</div>\n'


def _place(theme: Theme, column: int, line: int) -> str:
    """CSS from the type area's corner."""
    step = theme.column_width + theme.gutter_width
    left = 0.0 if column == ACROSS else column * step
    width = theme.type_width if column == ACROSS else theme.column_width
    return f"left: {points(left)}; top: {points(line * theme.type_area.pitch)}; width: {points(width)}"
