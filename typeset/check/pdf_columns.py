"""Rows → the columns of each page, with the edges that its lines have.

Gutters are the stretches that hardly any of a page's rows covers, if lines fill what lies on both sides
(cells of a table do not); a page too empty to say has those of its like. A theme's geometry takes the place
of all this.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from typeset.check.marks import ink_end, ink_start, is_han
from typeset.check.pdf_pages import Glyph
from typeset.check.pdf_rows import CELL_GAP, OWN_SIZE, SAME, Column, Draft, Geometry, Row, center, most

_NARROWEST = 0.6
"""In em: what a gutter has at least."""
_CROSSING = 0.03
"""Share of a page's lines that may cover a gutter."""
_COLUMN = 6
"""In em: a column is as wide as this."""
_AT_EDGE = 0.5
"""In points: how near a line that begins at a column's edge begins."""
_WIDEST = 14_400.0
"""In points: a page that a PDF may have."""
_FILLED = 0.3
"""Share of a column's lines that fill it."""
_RAGGED = 0.15
"""Share of the lines that pass an edge: where more do, there is none, and the farthest is the column's."""


def find_columns(drafts: Sequence[Draft], size: float) -> None:
    """Each page's gutters; a page that does not speak against them has those that most pages of its kind
    have."""
    for draft in drafts:
        draft.gutters = _gutters(draft.text_rows(), draft.size)
        if abs(draft.size - size) >= SAME and not _is_set_in_columns(draft):
            draft.size = size
            draft.gutters = _gutters(draft.text_rows(), size)
    for draft, gutters in [(draft, _usual_gutters(drafts, draft)) for draft in drafts]:
        if gutters and not _contradicts(draft, gutters):
            draft.gutters = gutters


def _gutters(text: Sequence[Row], size: float) -> list[tuple[float, float]]:
    """Stretches that hardly any row covers, with lines on both sides that fill what lies there."""
    covered: Counter[int] = Counter()
    for _, row in text:
        bins: set[int] = set()
        for glyph in row:
            if not glyph.text.isspace():
                left, right = max(0.0, ink_start(glyph)), min(_WIDEST, ink_end(glyph))
                bins.update(range(int(left), int(right) + 1))
        covered.update(bins)
    if not covered:
        return []
    usual = max(covered.values())
    crossing = max(1 if usual >= OWN_SIZE else 0, int(_CROSSING * usual))
    busy = [place for place in sorted(covered) if covered[place] > crossing]
    if not busy:
        return []
    gutters = [
        (float(left), float(right))
        for left, right in pairwise(busy)
        if right - left - 1 >= max(2.0, _NARROWEST * size)
    ]
    return _with_columns_beside(text, gutters, size)


def _with_columns_beside(
    text: Sequence[Row], gutters: list[tuple[float, float]], size: float
) -> list[tuple[float, float]]:
    """Without the gutters that a table or a list has: a column is wide, and lines fill it."""
    while gutters:
        edges = [0.0, *((low + high) / 2 for low, high in gutters), 1e9]
        bad = [
            index
            for index, (low, high) in enumerate(pairwise(edges))
            if not _is_column(text, low, high, size)
        ]
        if not bad:
            return gutters
        del gutters[min(bad[0], len(gutters) - 1)]
    return gutters


def _is_column(text: Sequence[Row], low: float, high: float, size: float) -> bool:
    parts = [
        [g for g in row if low <= g.x + g.advance / 2 < high and not g.text.isspace()] for _, row in text
    ]
    kept = [part for part in parts if any(is_han(glyph.text) for glyph in part)]
    spans = [(ink_start(part[0]), ink_end(part[-1])) for part in kept]
    if not spans:
        return False
    left, right = min(start for start, _ in spans), max(end for _, end in spans)
    full = sum(
        end - start > 0.8 * (right - left) and not _has_holes(part, size)
        for (start, end), part in zip(spans, kept, strict=True)
    )
    return right - left >= _COLUMN * size and full >= max(1, _FILLED * len(spans))


def _has_holes(row: Sequence[Glyph], size: float) -> bool:
    """Whether things stand apart in a row, as cells do."""
    return any(ink_start(two) - ink_end(one) > CELL_GAP * size for one, two in pairwise(row))


def _is_set_in_columns(draft: Draft) -> bool:
    """Whether a page of another size has lines that fill columns: tables and short entries do not."""
    edges = [0.0, *((low + high) / 2 for low, high in draft.gutters), 1e9]
    text = draft.text_rows()
    if not all(_is_column(text, low, high, draft.size) for low, high in pairwise(edges)):
        return False
    for index in range(len(draft.gutters) + 1):
        ends = [ink_end(part[-1]) for part in _column_parts([draft], index)]
        if sum(max(ends) - end < _NARROWEST * draft.size for end in ends) < len(ends) / 2:
            return False
    return True


def _usual_gutters(drafts: Sequence[Draft], draft: Draft) -> list[tuple[float, float]]:
    """Those of most lines of the pages of a kind, on the same side; else of the other side, as far in."""
    like = [other for other in drafts if other.kind == draft.kind and abs(other.size - draft.size) < SAME]
    for parity in (draft.parity, 1 - draft.parity):
        weights: Counter[tuple[int, ...]] = Counter()
        owners: dict[tuple[int, ...], Draft] = {}
        for other in like:
            if other.parity == parity and other.gutters:
                key = tuple(round((low + high) / 2 / (2 * other.size)) for low, high in other.gutters)
                weights[key] += len(other.rows)
                owners.setdefault(key, other)
        if not weights:
            continue
        owner = owners[weights.most_common(1)[0][0]]
        if parity == draft.parity:
            return owner.gutters
        shift = _leftmost(draft) - _leftmost(owner)
        return [(low + shift, high + shift) for low, high in owner.gutters]
    return []


def _leftmost(draft: Draft) -> float:
    return min((row[0].x for _, row in draft.text_rows() if row), default=0.0)


def _contradicts(draft: Draft, gutters: Sequence[tuple[float, float]]) -> bool:
    """Whether many of a page's lines cross a gutter."""
    text = draft.text_rows()
    for low, high in gutters:
        crossing = sum(not is_open(row, low, high, draft.size) for _, row in text)
        if crossing > max(2, 0.25 * len(text)):
            return True
    return False


def is_open(row: Sequence[Glyph], low: float, high: float, size: float) -> bool:
    """Whether a row leaves a gutter free, or ends in it, or begins."""
    middle = (low + high) / 2
    before = [g for g in row if g.x + g.advance / 2 <= middle and not g.text.isspace()]
    after = [g for g in row if g.x + g.advance / 2 > middle and not g.text.isspace()]
    if not before or not after:
        return True
    gap = ink_start(after[0]) - ink_end(before[-1])
    if ink_end(before[-1]) <= low + SAME * size or ink_start(after[0]) >= high - SAME * size:
        return gap > 0.35 * size or gap < 0
    return gap > min(_NARROWEST * size, 0.5 * (high - low))


def find_edges(drafts: Sequence[Draft]) -> None:
    """The left edge and the right edge that the lines of pages with the same gutters have."""
    kinds: dict[Any, list[Draft]] = {}
    for draft in drafts:
        middles = tuple(round((low + high) / 2 / draft.size / 2) for low, high in draft.gutters)
        kinds.setdefault((draft.kind, draft.parity, draft.size, middles), []).append(draft)
    for own in kinds.values():
        columns = [_edges(own, index) for index in range(len(own[0].gutters) + 1)]
        if not any(column.width for column in columns):
            columns = [_extent(own)]
        for draft in own:
            draft.columns = tuple(columns)
    _as_wide(drafts)


def _edges(drafts: Sequence[Draft], index: int) -> Column:
    """Of the places that a tenth of the lines begin at, the leftmost; of those that they end at, the
    rightmost."""
    parts = list(_column_parts(drafts, index))
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


def _column_parts(drafts: Sequence[Draft], index: int) -> Iterator[list[Glyph]]:
    """What stands of each row in one column, without rows of cells and those that cross a gutter."""
    for draft in drafts:
        middles = [0.0, *((low + high) / 2 for low, high in draft.gutters), 1e9]
        low, high = middles[index], middles[index + 1]
        for _, row in draft.text_rows():
            if not all(is_open(row, *gutter, draft.size) for gutter in draft.gutters):
                continue
            part = [glyph for glyph in row if low < center(glyph) <= high and not glyph.text.isspace()]
            if part and not _has_holes(part, draft.size):
                yield part


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
        if gutters and _contradicts(draft, gutters):
            columns = (Column(columns[0].left, columns[-1].right),)
        draft.columns = columns


def _begins_on_verso(drafts: Sequence[Draft], geometry: Geometry) -> bool:
    """Whether more lines begin at the edges of columns if the first page is a verso, as in a chapter that is
    cut from its book."""

    def fitting(turned: int) -> int:
        return sum(
            any(abs(row[0].x - column.left) < _AT_EDGE for column in geometry.on(draft.sheet.number + turned))
            for draft in drafts
            for _, row in draft.text_rows()
        )

    return fitting(1) > fitting(0)
