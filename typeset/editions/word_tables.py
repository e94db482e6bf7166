"""A table in a DOCX, where Word breaks the lines: its columns are as wide as their words."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import east_asian_width

from typeset.editions.style_names import TABLE, TABLE_END, TABLE_FIGURES, TABLE_TEXT, TABLE_TOTAL
from typeset.editions.word_body import NAMESPACES, Body, parsed
from typeset.editions.word_text import TextRuns
from typeset.editions.word_xml import twips
from typeset.kinds import totals
from typeset.model import Table, figure_columns

_PADDING = 1.0
"""In em, of both sides of a cell."""


def write_table(table: Table, body: Body, text: TextRuns) -> None:
    """Title and unit above it; the first row is repeated on every page that the table goes on to."""
    theme = text.theme
    body.begin(table.id)
    if table.title:
        body.paragraph("Table Title", text.words(table.title))
    if table.unit:
        body.paragraph("Table Unit", text.words(table.unit))
    widths = column_widths(table, twips(theme.column_width), twips(theme.sizes.caption))
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    styles = [TABLE_FIGURES if figures else TABLE_TEXT for figures in figure_columns(table)]
    labels = totals(table)
    rows = "".join(
        _row(row, widths, _labelled(styles, labels.get(number), body), body, head=number == 0)
        for number, row in enumerate([text.words(cell.inlines) for cell in row] for row in table.rows)
    )
    body.add(
        parsed(
            f'<w:tbl {NAMESPACES}><w:tblPr><w:tblStyle w:val="{body.ids[TABLE.lower()]}"/>'
            '<w:tblW w:w="5000" w:type="pct"/><w:tblLook w:val="0020" w:firstRow="1"/></w:tblPr>'
            f"<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
        )
    )
    body.paragraph(TABLE_END, "")


def _labelled(styles: Sequence[str], label: int | None, body: Body) -> list[str]:
    """The styles of a row's cells; ``label``: the column of that which says that it sums up others. A
    template from before there was a style for that sets it as the others."""
    known = TABLE_TOTAL.lower() in body.ids
    return [TABLE_TOTAL if known and column == label else style for column, style in enumerate(styles)]


def _row(row: Sequence[str], widths: Sequence[int], styles: Sequence[str], body: Body, *, head: bool) -> str:
    """``row``: the runs of its cells."""
    cells = (_cell(*own, body) for own in zip(row, widths, styles, strict=True))
    repeated = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(runs: str, width: int, style: str, body: Body) -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{body.ids[style.lower()]}"/></w:pPr>{body.begun(runs)}</w:p></w:tc>'
    )


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
