"""Lines as a person reads them: a notation for what the composer made of a paragraph.

Each line stands between bars, without the right one where it does not reach its measure. A small number is
the gap before the next character in eighths of an em, left out where there is none: 中₂AB₂中，₄中 has a
quarter of an em beside the Latin letters and the comma's own blank half. ␣ is a space of the text, and the
number after it the whole gap.

A table is drawn in cells of a terminal, two to an em, with bars between its columns where a page has none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from typeset.compose.classes import OF_MARK, PUNCTUATION, Class, is_latin
from typeset.compose.lines import Line, Paragraph, compose
from typeset.compose.tables import Cell, SetCell, SetTable, Table, compose_table
from typeset.compose.tokens import Hyphenate, Run, Style

EM = 8.0
"""Points; so a point is an eighth of an em."""


class Grid:
    """A font of its own: Han and full-width marks one em, a space a quarter, all else half an em."""

    def origins(self, text: str) -> Sequence[float]:
        places = [0.0]
        for char in text:
            narrow = 0.25 if char in " \u00a0" else 0.5
            places.append(places[-1] + (narrow if char < "\u2000" or char == "·" else 1.0))
        return places

    def blanks(self, char: str) -> tuple[float, float]:
        if char < "\u2000":
            return 0.0, 0.0
        cls = OF_MARK.get(char, Class.HAN)
        if cls is Class.OPEN:
            return 0.5, 0.0
        return (0.0, 0.5) if cls in PUNCTUATION else (0.0, 0.0)


STYLE = Style(Grid(), EM)
_SUBSCRIPTS = str.maketrans("0123456789.-", "₀₁₂₃₄₅₆₇₈₉.₋")


def shown(text: str, line: Line, measure: float) -> str:
    """One line in the notation."""
    out = ["│"]
    right = 0.0
    for index in range(line.start, line.end):
        char, origin = text[index], line.origins[index - line.start]
        if char.isspace():
            out.append("␣")
            continue
        before, after = STYLE.fonts.blanks(char)
        width = STYLE.fonts.origins(char)[-1] * EM
        left = origin + before * EM
        out.append(_gap(left - right))
        out.append(char)
        right = origin + width - after * EM
    if line.hyphen:
        out.append("-")
    return "".join(out) + ("│" if abs(line.width + line.hyphen - measure) < 0.01 else "")


def _gap(points: float) -> str:
    return f"{round(points, 1):g}".translate(_SUBSCRIPTS) if abs(points) >= 0.05 else ""


def paragraph(text: str, characters: float, **options: object) -> Paragraph:
    """A paragraph of one style, its measure in em."""
    return Paragraph((Run(text, STYLE),), characters * EM, **options)  # type: ignore[arg-type]


def lines_of(text: str, characters: float, **options: object) -> list[str]:
    """The lines of a text in the notation."""
    made = compose(paragraph(text, characters, **options))
    return [shown(text, line, characters * EM) for line in made]


def table(
    *rows: str, figures: str = "", heads: int = 1, pad: float = 0.5, hyphenate: Hyphenate | None = None
) -> Table:
    """A table of one style whose cells stand between bars; ``figures`` has an n for each column of amounts
    and a blank for another. ``pad`` in em."""
    cells = tuple(
        tuple(Cell((Run(text, STYLE),), is_latin(text), hyphenate) for text in row.split("|")) for row in rows
    )
    columns = figures.ljust(len(cells[0]))
    return Table(cells, heads, tuple(column == "n" for column in columns), pad * EM)


def drawn(made: Table, characters: float) -> list[str]:
    """A table set to a measure in em, as a picture: each line of the grid a row of it."""
    return list(pictured(made, compose_table(made, characters * EM)))


def pictured(made: Table, done: SetTable) -> Iterator[str]:
    """Lines whose ``top`` is between two of the grid are drawn on the upper."""
    for cells, row in zip(made.rows, done.rows, strict=True):
        for number in range(row.height):
            edge = 0.0
            out = "│"
            for cell, done_cell, width in zip(cells, row.cells, done.widths, strict=True):
                out += _drawn(cell.text, done_cell, (edge, edge + width), number) + "│"
                edge += width
            yield out


def _drawn(text: str, cell: SetCell, edges: tuple[float, float], number: int) -> str:
    """What a cell has on a line of the grid between the edges of its column."""
    index = number - int(cell.top)
    out: list[str] = []
    if 0 <= index < len(cell.lines):
        line = cell.lines[index]
        for char, origin in zip(text[line.start : line.end], line.origins, strict=True):
            at = int((cell.left - edges[0] + origin) / EM * 2 + 0.5)
            out += [" "] * (at - _columns(out)) + [char]
        out += "-" if line.hyphen else ""
    left, right = (round(edge / EM * 2) for edge in edges)
    return "".join(out) + " " * (right - left - _columns(out))


def _columns(chars: Sequence[str]) -> int:
    return sum(1 if char < "\u2000" else 2 for char in chars)
