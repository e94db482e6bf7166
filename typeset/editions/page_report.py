"""Made-up pages → a report of them: what each column holds, and which rules gave way on it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict

from typeset.compose.blocks import ACROSS, Flow, Page
from typeset.compose.page_weights import RULES
from typeset.editions.galley import Galley
from typeset.editions.pieces import Lines

_SHOWN = 12
"""Characters of a column's last line that are quoted."""


def page_report(galley: Galley, pages: Sequence[Page], numbers: Sequence[int]) -> str:
    """JSON: page by page its columns from the left, each with the lines that it is filled to and the words it
    ends with; and the rules that gave way, by how many lines or columns, columns counted from 1 (0: all)."""
    given = Counter(gave.rule for page in pages for gave in page.gave_way)
    value = {
        "lines": galley.theme.type_area.lines,
        "columns": galley.theme.type_area.columns,
        "gave_way": {rule: given[rule] for rule in RULES if given[rule]},
        "rules": {name: rule.meaning for name, rule in RULES.items()},
        "pages": [_page(galley, page, number) for number, page in zip(numbers, pages, strict=True)],
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _page(galley: Galley, page: Page, number: int) -> dict[str, object]:
    return {
        "page": number,
        "columns": [_column(galley, page, column) for column in range(galley.theme.type_area.columns)],
        "gave_way": [{**asdict(gave), "column": gave.column + 1} for gave in page.gave_way],
    }


def _column(galley: Galley, page: Page, column: int) -> dict[str, object]:
    own = [part for part in page.parts if part.column in (column, ACROSS)]
    text = [part for part in own if isinstance(galley.blocks[part.block], Flow)]
    ends = ""
    if text:
        last = max(text, key=lambda part: part.end)
        piece = galley.pieces[last.block]
        if isinstance(piece, Lines):
            words, line = piece.text, piece.text.lines[min(last.last, len(piece.text.lines)) - 1]
            ends = words.text[line.start : line.end][-_SHOWN:]
    return {"filled": max((part.end for part in own), default=0), "ends": ends}
