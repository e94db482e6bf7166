"""Rows → where the gutters of each page are.

Gutters are the stretches that hardly any of a page's rows covers, if lines fill what lies on both sides
(cells of a table do not); a page too empty to say has those of its like.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from typeset.check.marks import ink_end, ink_start, is_han
from typeset.check.pdf_pages import Glyph
from typeset.check.pdf_rows import CELL_GAP, OWN_SIZE, SAME, Draft, Row, center

Gutters = list[tuple[float, float]]
"""Where the gutters of a page begin and end, from the left."""
_NARROWEST = 0.6
"""In em: what a gutter has at least."""
_CROSSING = 0.03
"""Share of a page's lines that may cover a gutter."""
_COLUMN = 6
"""In em: a column is as wide as this."""
_WIDEST = 14_400.0
"""In points: a page that a PDF may have."""
_FILLED = 0.3
"""Share of a column's lines that fill it."""


def find_columns(drafts: Sequence[Draft], size: float) -> None:
    """Each page's gutters; a page that does not speak against them has those that most pages of its kind
    have."""
    for draft in drafts:
        draft.gutters = list(_parted(draft, _gutters(draft.text_rows(), draft.size)))
        if abs(draft.size - size) >= SAME and not _is_set_in_columns(draft):
            draft.size = size
            draft.gutters = list(_parted(draft, _gutters(draft.text_rows(), size)))
    for side in _sides_of_kinds(drafts):
        ways = list(_usual_gutters(drafts, max(side, key=lambda draft: len(draft.rows))))
        for draft in side:
            if usual := next((gutters for gutters in ways if not contradicts(draft, gutters)), None):
                draft.usual = usual
    for draft in drafts:
        draft.gutters = draft.usual or draft.gutters


def _sides_of_kinds(drafts: Sequence[Draft]) -> list[list[Draft]]:
    """The rectos of each kind and size of text, and the versos."""
    sides: dict[tuple[tuple[int, int], int, int], list[Draft]] = {}
    for draft in drafts:
        sides.setdefault((draft.kind, round(draft.size / SAME), draft.parity), []).append(draft)
    return list(sides.values())


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


def _parted(draft: Draft, gutters: Gutters) -> Iterator[tuple[float, float]]:
    """A stretch without text that a table or a figure fills is a column, with a gutter on either side."""
    for low, high in gutters:
        wide = high - low > _COLUMN * draft.size
        things = (*draft.tables, *draft.sheet.boxes) if wide else ()
        if any(low <= box.left and box.right <= high and box.width > (high - low) / 2 for box in things):
            yield low, low + draft.size
            yield high - draft.size, high
        else:
            yield low, high


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
        end - start > 0.8 * (right - left) and not has_holes(part, size)
        for (start, end), part in zip(spans, kept, strict=True)
    )
    return right - left >= _COLUMN * size and full >= max(1, _FILLED * len(spans))


def has_holes(row: Sequence[Glyph], size: float) -> bool:
    """Whether things stand apart in a row, as cells do."""
    return any(ink_start(two) - ink_end(one) > CELL_GAP * size for one, two in pairwise(row))


def _is_set_in_columns(draft: Draft) -> bool:
    """Whether a page of another size has lines that fill columns: tables and short entries do not."""
    edges = [0.0, *((low + high) / 2 for low, high in draft.gutters), 1e9]
    text = draft.text_rows()
    if not all(_is_column(text, low, high, draft.size) for low, high in pairwise(edges)):
        return False
    for index in range(len(draft.gutters) + 1):
        ends = [ink_end(part[-1]) for part in column_parts([draft], index)]
        if sum(max(ends) - end < _NARROWEST * draft.size for end in ends) < len(ends) / 2:
            return False
    return True


def _usual_gutters(drafts: Sequence[Draft], draft: Draft) -> Iterator[Gutters]:
    """Those that the pages of a kind have, first those of most lines; pages that show some of the gutters
    that others have, because tables fill the rest, speak for all of them. ``draft``: a page of the side that
    they are for."""
    like = [d for d in drafts if d.kind == draft.kind and abs(d.size - draft.size) < SAME and d.gutters]
    moved: dict[tuple[int, ...], Gutters] = {}
    shown = [(other, _moved_once(draft, other, moved)) for other in like]
    found: list[Gutters] = []
    for _, own in shown:
        if not any(_holds(known, own) and _holds(own, known) for known in found):
            found.append(own)
    found.append(_together(found, draft.size))
    support = [
        sum(
            len(other.rows) for other, less in shown if _holds(own, less) and _agrees(other, draft, own, less)
        )
        for own in found
    ]
    yield from (found[index] for index in sorted(range(len(found)), key=lambda index: -support[index]))


def _together(found: Sequence[Gutters], size: float) -> Gutters:
    """All gutters that any page shows, with columns between."""
    together: Gutters = []
    for gutter in sorted(
        (gutter for own in found for gutter in own), key=lambda gutter: gutter[1] - gutter[0]
    ):
        if not any(
            one[0] - _COLUMN * size < gutter[1] and gutter[0] < one[1] + _COLUMN * size for one in together
        ):
            together.append(gutter)
    return sorted(together)


def _moved_once(draft: Draft, other: Draft, moved: dict[tuple[int, ...], Gutters]) -> Gutters:
    """Another page's gutters on a page's side; pages of one side that have the same are looked at once."""
    key = other.parity, *(round(place) for gutter in other.gutters for place in gutter)
    if key not in moved:
        moved[key] = _on_the_side_of(draft, other, other.gutters)
    return moved[key]


def _agrees(other: Draft, draft: Draft, more: Gutters, less: Gutters) -> bool:
    """Whether a page's lines leave all of some gutters free, of which they show a part."""
    return _holds(less, more) or not contradicts(other, _on_the_side_of(other, draft, more))


def _holds(more: Gutters, less: Gutters) -> bool:
    """Whether all gutters of one page are gutters of another."""
    return all(any(min(two[1], one[1]) > max(two[0], one[0]) for two in more) for one in less)


def _on_the_side_of(draft: Draft, owner: Draft, gutters: Gutters) -> Gutters:
    """The gutters of a page on one that may face it: there as far in, mirrored or the same, where fewest
    lines cross them."""
    if owner.parity == draft.parity:
        return gutters
    width, (left, right) = draft.sheet.width, _sides(draft)
    shift = left - _sides(owner)[0]
    ways: tuple[Gutters, ...] = (
        [(low + shift, high + shift) for low, high in gutters],
        [(width - high, width - low) for low, high in reversed(gutters)],
        gutters,
    )

    def badness(way: Gutters) -> int:
        beyond = sum(high < left or low > right for low, high in way)
        crossing = sum(not is_open(row, *gutter, draft.size) for gutter in way for _, row in draft.rows)
        return beyond * len(draft.all_rows) + crossing

    return min(ways, key=badness)


def _sides(draft: Draft) -> tuple[float, float]:
    """Where the first and the last glyph of a page stand, in its tables too."""
    rows = [row for _, row in draft.all_rows]
    left = min((row[0].x for row in rows), default=0.0)
    return left, max((row[-1].x for row in rows), default=0.0)


def contradicts(draft: Draft, gutters: Sequence[tuple[float, float]]) -> bool:
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


def column_parts(drafts: Sequence[Draft], index: int) -> Iterator[list[Glyph]]:
    """What stands of each row in one column, without rows of cells and those that cross a gutter."""
    for draft in drafts:
        middles = [0.0, *((low + high) / 2 for low, high in draft.gutters), 1e9]
        low, high = middles[index], middles[index + 1]
        for _, row in draft.text_rows():
            if not all(is_open(row, *gutter, draft.size) for gutter in draft.gutters):
                continue
            part = [glyph for glyph in row if low < center(glyph) <= high and not glyph.text.isspace()]
            if part and not has_holes(part, draft.size):
                yield part
