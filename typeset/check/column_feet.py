"""Rows in their columns → columns that end above the others, page by page (row 25)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from typeset.check.offences import Measures, Offence
from typeset.check.page_rows import Reading, Role, Row
from typeset.check.pdf_lines import PrintedPage
from typeset.check.pdf_rows import SAME

MAY_LACK = 2
"""Lines that a column may end above the others: to keep two lines of a paragraph together, or a heading with
the line below it, takes no more; what is missing beyond that is a hole that figures or spacing should
fill."""
_MOVABLE = 4
"""Lines of text that a column needs to give two of them to the next; tables and figures are as they are."""


def bottoms(found: Reading, measures: Measures) -> Iterator[Offence]:
    """What each column lacks; on a last page, how far they differ."""
    pages = found.printed.pages
    for page, following in zip(pages, (*pages[1:], None), strict=False):
        rows = found.on(page)
        if not page.pitch or not _is_text_page(rows):
            continue
        lacks = {column: lack + _hole(page, rows, column) for column, lack in _lacks(page, rows).items()}
        closing = _is_closing(found, page, following)
        if (closing and min(lacks.values()) >= 1) or following is None:
            yield from _uneven(page, rows)
            continue
        for column, lack in lacks.items():
            short = round(lack)
            measures.short_lines += max(0, short)
            if short > MAY_LACK:
                yield Offence("short-column", page.number, column, _last_words(rows, column), float(short))


def _is_text_page(rows: Sequence[Row]) -> bool:
    """Contents, an index and tables without rules fill no columns."""
    text = sum(row.role in (Role.TEXT, Role.SIGNATURE) for row in rows)
    other = sum(row.role in (Role.CELL, Role.LEADER) and not row.line.in_table for row in rows)
    return text > other


def _lacks(page: PrintedPage, rows: Sequence[Row]) -> dict[int, float]:
    """How many lines each column lacks at the type area's foot, below the last thing across all columns. What
    stands across them is as low as what one of them has below it lets it be."""
    last_zone = max(row.line.zone for row in rows)
    lacks, across = {}, set()
    for number in range(1, len(page.columns) + 1):
        own = [(row.line.y, not row.line.column) for row in rows if _counts(row, number, last_zone)]
        own += [
            (box.bottom - 0.12 * page.size + _below(page), len(page.beside(box)) == len(page.columns))
            for box in page.figures
            if number in page.beside(box)
        ]
        lowest, is_across = min(own, default=(page.top + page.pitch, False))
        lacks[number] = max(0.0, (lowest - page.bottom) / page.pitch)
        if is_across:
            across.add(number)
    least = min(lacks.values())
    return {number: least if number in across else lack for number, lack in lacks.items()}


def _hole(page: PrintedPage, rows: Sequence[Row], column: int) -> float:
    """Lines without anything between a column's text and the notes at its foot, beside the one that the rule
    above these has."""
    own = [row for row in rows if row.line.column in (column, 0)]
    notes = [row.line.y for row in own if row.line.column and _is_note(row, rows)]
    text = [row.line.y for row in own if not _is_note(row, rows)]
    text += [box.bottom + _below(page) for box in page.figures if column in page.beside(box)]
    lowest = min((y for y in text if notes and y > max(notes)), default=0.0)
    return max(0.0, (lowest - max(notes)) / page.pitch - 2) if lowest else 0.0


def _uneven(page: PrintedPage, rows: Sequence[Row]) -> list[Offence]:
    """Notes stand at the foot of a page however short its columns are: the text may be level, or the text
    with its notes."""
    notes = Counter(row.line.column for row in rows if _is_note(row, rows))
    text = _lacks(page, [row for row in rows if not _is_note(row, rows)])
    whole = {column: lack - notes[column] - (notes[column] > 0) for column, lack in text.items()}
    longest = min(text, key=lambda column: text[column])
    lines = sum(row.line.column == longest and row.role is not Role.CELL for row in rows)
    if lines < _MOVABLE:
        return []
    return list(_unbalanced(page, text)) and list(_unbalanced(page, whole))


def _is_note(row: Row, rows: Sequence[Row]) -> bool:
    """Whether a small line stands below all others of its column, and all that stand across it."""
    return row.role is Role.SMALL and not any(
        other.line.column in (row.line.column, 0)
        and other.role is not Role.SMALL
        and other.line.y < row.line.y
        for other in rows
    )


def _below(page: PrintedPage) -> float:
    """Half of what lies between two lines: a figure's box ends below a baseline by so much at least."""
    return (page.pitch - page.size) / 2


def _counts(row: Row, column: int, last_zone: int) -> bool:
    return not row.line.column or (row.line.column == column and row.line.zone == last_zone)


def _is_closing(found: Reading, page: PrintedPage, following: PrintedPage | None) -> bool:
    """Whether a part ends with a page: the next one is of another kind, or opens with a heading."""
    if following is None:
        return True
    if len(following.columns) != len(page.columns) or abs(following.size - page.size) > SAME:
        return True
    rows = found.on(following)
    return not rows or not _is_text_page(rows) or rows[0].role is Role.HEADING


def _unbalanced(page: PrintedPage, lacks: dict[int, float]) -> Iterator[Offence]:
    """A figure's blank line does not count: it may stand at a column's foot."""
    numbers = sorted(lacks)
    for left, right in pairwise(numbers):
        if lacks[left] - lacks[right] > 0.6 + _blank(page, left):
            yield Offence("unbalanced", page.number, right, "", round(lacks[right] - lacks[left], 1))
            return
    least, most = min(lacks.values()), max(lacks.values())
    longest = max(numbers, key=lambda number: lacks[number])
    if most - least > 1.6 + _blank(page, longest):
        yield Offence("unbalanced", page.number, longest, "", round(most - least, 1))


def _blank(page: PrintedPage, column: int) -> float:
    """A line, where a figure stands low in a column."""
    return 1.0 if any(column in page.beside(box) for box in page.figures) else 0.0


def _last_words(rows: Sequence[Row], column: int) -> str:
    own = [row.line.text for row in rows if row.line.column == column]
    return own[-1] if own else ""
