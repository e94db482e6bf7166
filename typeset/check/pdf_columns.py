"""Rows and gutters → the columns of each page, with the edges that its lines have.

A theme's geometry takes the place of all this.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from typeset.check.marks import ink_end, ink_start, is_han
from typeset.check.pdf_gutters import column_parts, contradicts
from typeset.check.pdf_rows import SAME, Column, Draft, Geometry, center, most

_AT_EDGE = 0.5
"""In points: how near a line that begins at a column's edge begins."""
_RAGGED = 0.15
"""Share of the lines that pass an edge: where more do, there is none, and the farthest is the column's."""


def find_edges(drafts: Sequence[Draft]) -> None:
    """The left edge and the right edge that the lines of pages with the same gutters have."""
    kinds: dict[Any, list[Draft]] = {}
    for draft in drafts:
        middles = tuple(round((low + high) / 2 / draft.size / 2) for low, high in draft.gutters)
        kinds.setdefault((draft.kind, draft.parity, draft.size, middles), []).append(draft)
    for own in kinds.values():
        columns = [_edges(own, index) for index in range(len(own[0].gutters) + 1)]
        if not any(column.width for column in columns) and not any(draft.tables for draft in own):
            columns = [_extent(own)]
        for draft in own:
            draft.columns = tuple(columns)
    for draft in drafts:
        draft.columns = tuple(_found_again(draft, drafts))
    _as_wide(drafts)


def _found_again(draft: Draft, drafts: Sequence[Draft]) -> Iterator[Column]:
    """Columns without a line of text on any page of a side: they are as on pages that agree with the others,
    or between what lies beside them, as a table fills one."""
    for index, column in enumerate(draft.columns):
        yield column if column.width else _as_elsewhere(draft, index, drafts) or _filled(draft, index)


def _as_elsewhere(draft: Draft, index: int, drafts: Sequence[Draft]) -> Column | None:
    """A column of another page whose other columns are where this page has them, mirrored or not."""
    width = draft.sheet.width
    for other in drafts:
        if other.kind != draft.kind or len(other.columns) != len(draft.columns):
            continue
        mirrored = [Column(width - c.right, width - c.left) if c.width else c for c in other.columns[::-1]]
        for columns in (list(other.columns), mirrored):
            known = [
                abs(one.left - two.left) + abs(one.right - two.right)
                for one, two in zip(draft.columns, columns, strict=True)
                if one.width and two.width
            ]
            if columns[index].width and known and max(known) < 1:
                return columns[index]
    return None


def _filled(draft: Draft, index: int) -> Column:
    """From where anything between two gutters begins to where it ends."""
    inside = [0.0, *(sum(gutter) / 2 for gutter in draft.gutters), draft.sheet.width][index : index + 2]
    own = [
        glyph
        for _, row in draft.all_rows
        for glyph in row
        if inside[0] < center(glyph) <= inside[1] and not glyph.text.isspace()
    ]
    tables = [table for table in draft.tables if inside[0] <= table.left and table.right <= inside[1]]
    lefts = [*map(ink_start, own), *(table.left for table in tables)]
    rights = [*map(ink_end, own), *(table.right for table in tables)]
    return Column(min(lefts), max(rights)) if lefts else draft.columns[index]


def _edges(drafts: Sequence[Draft], index: int) -> Column:
    """Of the places that a tenth of the lines begin at, the leftmost; of those that they end at, the
    rightmost."""
    parts = list(column_parts(drafts, index))
    longest = max((ink_end(part[-1]) - ink_start(part[0]) for part in parts), default=0.0)
    filled = [part for part in parts if ink_end(part[-1]) - ink_start(part[0]) > longest / 2]
    left = _edge([round(ink_start(part[0]), 2) for part in filled], min)
    ends = [round(ink_end(part[-1]), 2) for part in filled]
    han_ends = [end for end, part in zip(ends, filled, strict=True) if is_han(part[-1].text)]
    right = _edge(han_ends if len(han_ends) > 1 else ends, max)
    if _passing(ends, right) > _RAGGED * len(ends):
        right = max(ends)
    return Column(left, max(left, right))


def _extent(drafts: Sequence[Draft]) -> Column:
    """Pages without text in columns (tables, titles): from their leftmost glyph to their rightmost."""
    glyphs = [glyph for draft in drafts for _, row in draft.rows for glyph in row if not glyph.text.isspace()]
    return Column(min(map(ink_start, glyphs), default=0.0), max(map(ink_end, glyphs), default=0.0))


def _passing(ends: Sequence[float], right: float) -> int:
    """Lines that go farther than an edge, but for a mark that hangs."""
    return sum(end > right + 1 for end in ends)


def _edge(places: Sequence[float], outermost: Any) -> float:
    """The outermost place that enough lines have within a third of a point."""
    if not places:
        return 0.0
    common = Counter(round(place * 3) for place in places)
    around = {key: common[key - 1] + common[key] + common[key + 1] for key in common}
    highest = max(around.values())
    enough = min(highest, max(0.1 * len(places), 2))
    best = outermost(key for key, count in around.items() if count >= enough)
    near = [place for place in places if abs(place * 3 - best) < 2]
    return float(most(near))


def _as_wide(drafts: Sequence[Draft]) -> None:
    """A column that no full line shows the width of is as wide as the others of its kind."""
    for draft in drafts:
        like = [d for d in drafts if d.kind == draft.kind and len(d.columns) == len(draft.columns)]
        widths = Counter(round(column.width, 1) for d in like for column in d.columns)
        lines = {id(d): len(d.rows) for d in like}
        for d in like:
            for column in d.columns:
                widths[round(column.width, 1)] += lines[id(d)]
        usual = widths.most_common(1)[0][0]
        draft.columns = tuple(_widened(draft, index, usual) for index in range(len(draft.columns)))


def _widened(draft: Draft, index: int, usual: float) -> Column:
    column = draft.columns[index]
    limit = draft.columns[index + 1].left if index + 1 < len(draft.columns) else draft.sheet.width
    if column.width < usual - 0.5 and column.left + usual <= limit + SAME and column.left > 0:
        return Column(column.left, column.left + usual)
    return column


def set_geometry(drafts: Sequence[Draft], geometry: Geometry) -> None:
    """A theme's columns, where the lines do not run over their gutters; there, one across the type area."""
    turned = _begins_on_verso(drafts, geometry)
    for draft in drafts:
        columns = geometry.on(draft.sheet.number + turned)
        gutters = [(one.right, two.left) for one, two in pairwise(columns)]
        if gutters and contradicts(draft, gutters):
            columns = (Column(columns[0].left, columns[-1].right),)
        draft.columns = columns


def _begins_on_verso(drafts: Sequence[Draft], geometry: Geometry) -> bool:
    """Whether more lines begin and end at the edges of columns if the first page is a verso, as in a chapter
    that is cut from its book. Both edges count: lines may hang as far in as the margins differ."""

    def fitting(turned: int) -> int:
        return sum(
            (abs(row[0].x - column.left) < _AT_EDGE) + (abs(ink_end(row[-1]) - column.right) < _AT_EDGE)
            for draft in drafts
            for _, row in draft.text_rows()
            for column in geometry.on(draft.sheet.number + turned)
        )

    return fitting(1) > fitting(0)
