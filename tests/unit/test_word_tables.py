"""How wide the columns of a table in a DOCX are."""

from __future__ import annotations

import pytest

from tests.documents import cells
from typeset.editions.word_tables import column_widths
from typeset.model import Table


def table(*rows: str) -> Table:
    return Table("t", (), (), cells(*(row.split("|") for row in rows)))


@pytest.mark.parametrize(
    ("rows", "total", "widths"),
    [
        (("水库|年份", "东河水库|1956"), 160, [100, 60]),
        (("水库|年份", "东河水库|1956"), 80, [50, 30]),
        (("水库|年份", "东河水库|1956"), 40, [20, 20]),
        (("年|说明", "1956|" + "坝" * 40), 200, [30, 170]),
        (("灌溉面积（亩）|无", "1|2"), 66, [45, 21]),
        (("一",), 100, [100]),
    ],
)
def test_columns_are_as_wide_as_what_they_say(rows: tuple[str, ...], total: int, widths: list[int]) -> None:
    """In units of which ten are an em; a cell has half an em at either side."""
    found = column_widths(table(*rows), total, 10)
    assert sum(found) == total
    assert found == pytest.approx(widths, abs=2)
