"""A person's word outweighs every signal, finds its place by the text around it, and loses nothing."""

from __future__ import annotations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.sources import raw_texts, reflowed
from tests.thoroughness import examples
from typeset.check.proof import decision_problems, ownership_problems
from typeset.errors import OverrideError
from typeset.judge import judge_of, key_at


@settings(max_examples=examples(400), deadline=None)
@given(raw_texts(), st.data())
def test_any_decision_can_be_made_otherwise(text: str, data: st.DataObject) -> None:
    ledger = reflowed(text).ledger
    decisions, read = ledger.decisions, ledger.origin.text
    assume(decisions)
    decision = data.draw(st.sampled_from(decisions))
    choice = data.draw(st.sampled_from(decision.options))
    at = key_at(read, decision.start)
    try:
        judge = judge_of(read, [(decision.kind, at, choice)])
    except OverrideError:
        assume(False)
    try:
        result = reflowed(text, judge)
    except OverrideError as error:
        # Where two decisions of one kind begin at one place, only one of them may have the option.
        assert "cannot be chosen" in error.message
        return
    made = [d for d in result.ledger.decisions if d.kind == decision.kind and d.start == decision.start]
    assert choice in [d.choice for d in made]
    assert ownership_problems(result.document, result.ledger) == []
    assert decision_problems(result.ledger) == []
    assert result.ledger.origin.restore() == text.encode()
