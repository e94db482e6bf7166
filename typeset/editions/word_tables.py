"""The columns of a table in a DOCX, where Word breaks the lines: as wide as their words."""

from __future__ import annotations

from unicodedata import east_asian_width

from typeset.model import Table

_PADDING = 1.0
"""In em, of both sides of a cell."""


def column_widths(table: Table, total: int, em: int) -> list[int]:
    """The widths of the columns, which are ``total`` together, in the units of ``em``.

    A column that needs no more than an equal share has what it needs, and the others share what is left;
    where all have enough, what is left over goes to each by its need. A head may take two lines.
    """
    needs = [em * _need([row[column].text for row in table.rows]) for column in range(len(table.rows[0]))]
    needed = sum(needs)
    widths = [need * total / needed for need in needs] if needed <= total else _shared(needs, total)
    edges = [round(sum(widths[:column])) for column in range(len(widths))]
    return [end - begin for begin, end in zip(edges, (*edges[1:], total), strict=True)]


def _shared(needs: list[float], total: float) -> list[float]:
    """Each its need, or an equal share of what those leave that need less than one."""
    widths, left = [0.0] * len(needs), total
    order = sorted(range(len(needs)), key=needs.__getitem__)
    for done, column in enumerate(order):
        widths[column] = min(needs[column], left / (len(needs) - done))
        left -= widths[column]
    return widths


def _need(words: list[str]) -> float:
    """In em, of a column with a head and cells below it."""
    head, *cells = map(_length, words)
    return max(head / 2, 1.0, *cells) + _PADDING


def _length(text: str) -> float:
    return sum(1.0 if east_asian_width(char) in "WFA" else 0.5 for char in text)
