"""Tables keep every character and their measure, whatever stands in them, and are as low as they can be."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.composed import EM, table
from tests.thoroughness import examples
from typeset.compose.column_widths import PARTED, SHORT
from typeset.compose.lines import Paragraph, compose
from typeset.compose.tables import Measured, SetCell, Table, compose_table

PIECES = st.sampled_from(
    [*"一二三四五六七八，。、：“”（）《》·/～—①A", "中文", "——", " ", "\u3000", "word", "2020", "35%",
     "1,234.5", "www.example.com/path"]
)  # fmt: skip
LATIN = st.lists(st.sampled_from(["of", "river", "well-known", "hyphenation", "42 km"]), max_size=6).map(
    " ".join
)
CELLS = st.lists(PIECES, max_size=12).map("".join) | LATIN
WORDS = st.lists(st.sampled_from([*"一二三四五六七八，。", "2020年", "中文"]), max_size=16).map("".join)


def halved(word: str) -> list[int]:
    return [len(word) // 2]


@st.composite
def tables(draw: st.DrawFn, cells: st.SearchStrategy[str], most: int = 5) -> Table:
    columns = draw(st.integers(1, most))
    rows = draw(st.lists(st.tuples(*[cells] * columns), min_size=1, max_size=6))
    figures = "".join(draw(st.tuples(*[st.sampled_from(" n")] * columns)))
    heads = draw(st.integers(0, min(2, len(rows))))
    parted = draw(st.sampled_from([None, halved]))
    words = ("|".join(row) for row in rows)
    return table(*words, figures=figures, heads=heads, pad=draw(PADS), hyphenate=parted)


PADS = st.sampled_from([0.0, 0.25, 0.5, 2.0])
MEASURES = st.sampled_from([0.5, 1.0, 3.0, 8.0, 16.0, 22.5, 46.0, 200.0])


@settings(max_examples=examples(300), deadline=None)
@given(tables(CELLS), MEASURES)
def test_every_character_stands_once_and_the_columns_fill_the_measure(made: Table, characters: float) -> None:
    done = compose_table(made, characters * EM)
    assert abs(sum(done.widths) - characters * EM) < 0.01
    assert len(done.rows) == len(made.rows)
    for cells, row in zip(made.rows, done.rows, strict=True):
        assert row.height == max(1, *(len(cell.lines) for cell in row.cells))
        for cell, done_cell in zip(cells, row.cells, strict=True):
            _keeps(cell.text, done_cell)
            assert done_cell.top + len(done_cell.lines) <= row.height


def _keeps(text: str, cell: SetCell) -> None:
    """Its lines have its characters from the first to the last, each with a place."""
    ends = [line.end for line in cell.lines]
    assert [line.start for line in cell.lines] == [0, *ends[:-1]][: len(ends)]
    assert (ends[-1] if ends else 0) == len(text)
    assert all(len(line.origins) == line.end - line.start for line in cell.lines)


@settings(max_examples=examples(300), deadline=None)
@given(tables(CELLS), MEASURES)
def test_no_line_is_wider_than_its_column_where_the_least_widths_have_room(
    made: Table, characters: float
) -> None:
    measured = Measured(made)
    measure = max(characters * EM, measured.least)
    done = measured.compose(measure)
    assert done.fits
    if measure >= measured.natural:
        assert done.height == len(made.rows)
    for row in done.rows:
        right = 0.0
        for cell, width, box in zip(row.cells, done.widths, done.boxes, strict=True):
            right += width
            assert right - width - 0.01 <= cell.left <= cell.left + box <= right + 0.01
            for line in cell.lines:
                assert line.width <= box + 0.01
                assert min(line.origins, default=0.0) >= -EM / 2 - 0.01


_HIGHER = 1.1
"""Times the lowest that is found by trying all, and a line that compressed marks may save."""


@settings(max_examples=examples(60), deadline=None)
@given(tables(WORDS, 3) | tables(WORDS | LATIN, 3), st.sampled_from([12.0, 16.0, 20.0]))
def test_no_other_widths_make_a_table_much_lower(made: Table, characters: float) -> None:
    words = Table(made.rows, 0, (False,) * len(made.rows[0]), 0.0)
    measured = Measured(words)
    if measured.least > characters * EM or measured.natural <= characters * EM:
        return
    done = measured.compose(characters * EM)
    tried = [
        [width * EM for width in range(1, int(characters) + 1) if width * EM >= column.wants.least - 0.01]
        for column in measured.columns
    ]
    every = (widths for widths in product(*tried) if sum(widths) <= characters * EM + 0.01)
    least = min((_cost(words, widths) for widths in every), default=float("inf"))
    assert _cost(words, done.boxes) <= least * _HIGHER + 1
    assert done.height <= _cost(words, done.boxes)


_LINES: dict[tuple[str, float], int] = {}
"""Of each text and width."""


def _cost(made: Table, widths: tuple[float, ...]) -> float:
    """The height in lines and what parted terms add to it, every cell composed."""
    height = 0.0
    for row in made.rows:
        counts = [1]
        for cell, width in zip(row, widths, strict=True):
            key = cell.text, width
            if cell.text and key not in _LINES:
                lines = compose(Paragraph(cell.runs, width + 1e-6, align="left", latin=cell.latin))
                _LINES[key] = len(lines)
            count = _LINES[key] if cell.text else 0
            counts.append(count)
            height += PARTED * (count > 1 and len(cell.text) <= SHORT)
        height += max(counts)
    return height
