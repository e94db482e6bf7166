"""A table to its blocks and their HTML: its title, three rules, its heads again where it goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import accumulate

from typeset.compose.blocks import Block, Float, Flow, Part
from typeset.compose.tables import Measured, SetTable
from typeset.compose.tables import Table as ToCompose
from typeset.editions.composed import Setter
from typeset.editions.html import points
from typeset.editions.set_text import CellText, SetText
from typeset.editions.titles import titles
from typeset.kinds import label_below, totals
from typeset.model import Paragraph, Table, figure_columns, inline_text

HEADS = 1
"""Rows of heads."""
_PAD = 0.5
"""In em, what stays blank at each side of a column."""
_TOGETHER = 2
"""Rows that stand before the place where a table is parted, and after it."""


@dataclass(frozen=True, slots=True)
class TableText:
    """A table whose texts are set: those ``over`` it, its cells, and those ``below``."""

    id: str
    setter: Setter
    over: tuple[SetText, ...]
    below: tuple[SetText, ...]
    cells: tuple[tuple[SetText, ...], ...]
    table: SetTable

    @property
    def lines_over(self) -> int:
        return sum(len(text.lines) for text in self.over)

    @property
    def starts(self) -> list[int]:
        """The line of the whole table that each row begins at, and its end."""
        return list(accumulate((row.height for row in self.table.rows), initial=self.lines_over))

    @property
    def lines_below(self) -> int:
        return sum(len(text.lines) for text in self.below)

    @property
    def heads(self) -> int:
        """Lines of its heads."""
        return sum(row.height for row in self.table.rows[:HEADS])

    @property
    def repeats(self) -> int:
        """Lines that stand over it where it goes on: that it does, and its heads."""
        return 1 + self.heads

    def html(self, first: int, last: int, place: str) -> str:
        """Rows ``first`` to ``last`` (exclusive), the heads above them again if they are not the first."""
        again = first > 0
        id_ = "" if again else f' id="{escape(self.id)}"'
        over = "".join(text.html(0, len(text.lines)) for text in self.over)
        if again:
            over = f'<div data-generated="continued">{self._continued()}</div>'
        generated = ' data-generated="heads"' if again else ""
        columns = "".join(f'<col style="width: {points(width)}">' for width in self.table.widths)
        heads = "".join(self._row(number, "th", again=again) for number in range(HEADS))
        body = "".join(self._row(number, "td") for number in range(max(first, HEADS), last))
        height = self.heads + sum(row.height for row in self.table.rows[max(first, HEADS) : last])
        rules = "".join(
            f'<div class="rule {name}" style="top: {points(line * self._pitch)}"></div>'
            for name, line in (("thick", 0), ("thin", self.heads), ("thick", height))
        )
        last_ones = self.below if last == len(self.table.rows) else ()
        below = "".join(text.html(0, len(text.lines)) for text in last_ones)
        return (
            f'<div class="tabulated" style="{place}"><div class="table"{id_}>{over}'
            f'<div class="rules">{rules}</div>'
            f"<table><colgroup>{columns}</colgroup><thead{generated}>{heads}</thead><tbody>{body}</tbody></table>"
            f"</div>{below}</div>\n"
        )

    def _continued(self) -> str:
        """At the right, above the heads."""
        words = titles(self.setter.language).continued
        return self.setter.small(words, "continued", "body", sum(self.table.widths), "right").html(0, 1)

    @property
    def _pitch(self) -> float:
        return self.setter.theme.type_area.pitch

    def _row(self, number: int, tag: str, *, again: bool = False) -> str:
        row = self.table.rows[number]
        lefts = accumulate(self.table.widths, initial=0.0)
        cells = "".join(
            f'<{tag} style="padding: {points(cell.top * self._pitch)} 0 0 {points(cell.left - left)}">'
            f"{self._words(text, again=again)}</{tag}>"
            for text, cell, left in zip(self.cells[number], row.cells, lefts, strict=False)
        )
        return f'<tr style="height: {points(row.height * self._pitch)}">{cells}</tr>'

    def _words(self, text: SetText, *, again: bool) -> str:
        if not text.lines:
            return ""
        return (self.setter.again(text) if again else text).html(0, len(text.lines))


@dataclass(frozen=True, slots=True)
class Running:
    """A table that runs down its column, or stands across all."""

    text: TableText

    @property
    def texts(self) -> tuple[SetText, ...]:
        cells = (text for row in self.text.cells for text in row)
        return (*self.text.over, *cells, *self.text.below)

    def html(self, part: Part, place: str) -> str:
        starts = self.text.starts
        first = starts.index(part.first) if part.first else 0
        return self.text.html(first, starts.index(min(part.last, starts[-1])), place)


def place_table(table: Table, below: Sequence[Paragraph], setter: Setter) -> tuple[Block, Running]:
    """In its column if that parts no word, else across all; what stands ``below`` keeps to its last rows."""
    theme = setter.theme
    labels = totals(table)
    rows = tuple(
        tuple(setter.cell(cell.inlines, total=labels.get(number) == at) for at, cell in enumerate(row))
        for number, row in enumerate(table.rows)
    )
    cells = tuple(tuple(text.cell for text in row) for row in rows)
    measured = Measured(ToCompose(cells, HEADS, figure_columns(table), _PAD * theme.sizes.caption))
    across = measured.least > theme.column_width and theme.type_area.columns > 1
    measure = theme.type_width if across else theme.column_width
    text = _texts(table, below, measured.compose(measure), rows, setter, measure)
    starts = text.starts
    breaks = starts[HEADS + _TOGETHER : -_TOGETHER]
    lines = starts[-1] + text.lines_below
    if across:
        return Float((lines,), True, tuple(breaks), text.repeats), Running(text)
    return Flow(lines, above=1, below=1, breaks=frozenset(breaks), repeats=text.repeats), Running(text)


def _texts(
    table: Table,
    below: Sequence[Paragraph],
    composed: SetTable,
    rows: tuple[tuple[CellText, ...], ...],
    setter: Setter,
    measure: float,
) -> TableText:
    over = [setter.over(table.title, measure)] if table.title else []
    if table.unit:
        over.append(setter.small(inline_text(table.unit), "unit", "body", measure, "right"))
    cells = tuple(
        tuple(setter.numbered(cell, own.lines) for cell, own in zip(row, line.cells, strict=True))
        for row, line in zip(rows, composed.rows, strict=True)
    )
    under = tuple(setter.below(one.inlines, label_below(one), measure) for one in below)
    return TableText(table.id, setter, tuple(over), under, cells, composed)
