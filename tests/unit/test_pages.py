"""Blocks to pages: every case of ``tests/golden/pages.txt``, in the notation of ``tests.made_up``."""

from __future__ import annotations

import os
from itertools import zip_longest
from pathlib import Path

import pytest

from tests.made_up import gave_way, pages_of
from typeset.compose.blocks import Flow, Frame
from typeset.compose.page_weights import RULES
from typeset.compose.pages import make_up

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "pages.txt"
CASES = [case.splitlines() for case in GOLDEN.read_text(encoding="utf-8").split("\n\n")]


def shown(task: str) -> list[str]:
    """The pages of a case side by side, and below them the rules that gave way."""
    blocks, size = task.split(" | ")
    columns, lines = (int(number) for number in size.split(" x "))
    rows = pages_of(blocks, columns, lines)
    pages = [rows[begin : begin + lines + 1] for begin in range(0, len(rows), lines + 1)]
    beside = [
        "    ".join(f"{cell:{2 * columns - 1}}" for cell in row).rstrip() for row in zip_longest(*pages)
    ]
    return [*beside, *(f"page {gave}" for gave in gave_way(blocks, columns, lines))]


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_pages_are_made_up(case: list[str]) -> None:
    why, task, *expected = case
    if os.environ.get("REGENERATE"):
        text = GOLDEN.read_text(encoding="utf-8")
        made = "\n".join([why, task, *shown(task)])
        GOLDEN.write_text(text.replace("\n".join(case), made), encoding="utf-8")
        return
    assert shown(task) == expected


def test_a_paragraph_set_one_line_longer_fills_its_column() -> None:
    assert gave_way("p5 p4 p7", 2, 6) == ["1 short 1"]
    asked: list[int] = []

    def lengthen(block: int) -> bool:
        asked.append(block)
        return True

    rows = pages_of("p5 p4 p7", 2, 6, lengthen)
    assert rows[:7] == ["1", "a b", "a b", "a b", "a b", "a c", "a c"]
    assert asked == [0]


@pytest.mark.parametrize("lines", [1, 2, 3])
def test_what_fits_nowhere_is_set_all_the_same(lines: int) -> None:
    frame = Frame(1, lines)
    pages = make_up([Flow(9, breaks=frozenset(), with_next=True), Flow(2)], frame)
    assert sum(part.last - part.first for page in pages for part in page.parts) == 11
    assert {gave.rule for page in pages for gave in page.gave_way} <= set(RULES)


def test_nothing_makes_no_page() -> None:
    assert make_up([], Frame(2, 9)) == ()
