"""Every rule has a golden case: tests/golden/rules/CODE/{in.txt,out.txt}.

``REGENERATE=1 pytest tests/unit/test_rules.py`` writes the outputs again; read what changed before saving.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import typeset
from tests.docs import TABLES, with_tables
from tests.notation import document_lines, rule_lines
from typeset.rules import RULES

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "rules"


@pytest.mark.parametrize("rule", sorted(RULES))
def test_rule(rule: str) -> None:
    folder = GOLDEN / rule
    text = (folder / "in.txt").read_bytes().decode()
    result = typeset.reflow(typeset.read(text.encode()))
    seen = "\n".join([*document_lines(result.document), "", *rule_lines(result.ledger, rule), ""])
    out = folder / "out.txt"
    if os.environ.get("REGENERATE"):
        out.write_bytes(seen.encode())
    assert seen == out.read_bytes().decode()
    assert any(row.rule == rule for row in result.ledger.rows) or any(
        decision.rule == rule for decision in result.ledger.decisions
    ), "the case does not show its rule"


def test_there_is_no_golden_case_without_a_rule() -> None:
    assert {folder.name for folder in GOLDEN.iterdir()} == set(RULES)


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_the_tables_in_the_docs_are_those_of_the_code(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == with_tables(path), "run `python -m tests.docs`"
