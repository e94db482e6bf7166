"""Blocks out of their order, columns side by side: put in order, explained, and left as printed if asked."""

from __future__ import annotations

from pathlib import Path

import pytest

import typeset
from typeset.errors import OverrideError
from typeset.job import Job, Override
from typeset.keys import key_at
from typeset.printed_words import plain_text
from typeset.reflow.passes import Reflowed

RULES = Path(__file__).resolve().parents[1] / "golden" / "rules"
CASES = {"O-DISPLACED": ("moved", "as-printed"), "O-COLUMNS": ("columns", "as-printed")}


def reflowed(rule: str, *overrides: Override) -> Reflowed:
    return typeset.reflow(typeset.read((RULES / rule / "in.txt").read_bytes()), Job(decide=overrides))


@pytest.mark.parametrize("rule", CASES)
def test_the_key_that_explains_the_order_overrules_it(rule: str) -> None:
    ledger = reflowed(rule).ledger
    usual, other = CASES[rule]
    decision = next(decision for decision in ledger.decisions if decision.rule == rule)
    assert decision.choice == usual
    at = key_at(ledger.origin.text, decision.start)
    printed = reflowed(rule, Override(kind="order", at=at, choose=other))
    made = next(decision for decision in printed.ledger.decisions if decision.rule == rule)
    assert made.choice == other
    assert printed.ledger.origin.segments == ()
    assert printed.ledger.origin.restore() == (RULES / rule / "in.txt").read_bytes()


def test_what_was_moved_goes_on_where_it_belongs() -> None:
    text = plain_text(reflowed("O-DISPLACED").document)
    assert "全年整治干支渠渠道十二公里，投入资金三百万元，惠及农户一千余家。" in text
    assert text.index("【渠道整治】") < text.index("惠及农户") < text.index("【测流】")


def test_another_decision_in_what_was_moved_can_be_overruled_too() -> None:
    override = Override(kind="seam", at="惠及农|户一千余家", choose="break")
    texts = plain_text(reflowed("O-DISPLACED", override).document).split("\n")
    assert "户一千余家。" in texts


def test_an_order_that_fits_nothing_is_an_error() -> None:
    for rule in CASES:
        with pytest.raises(OverrideError):
            reflowed(rule, Override(kind="order", at="没有|这样的字", choose="as-printed"))
