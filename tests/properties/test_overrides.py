"""A person's word outweighs every signal, finds its place by the text around it, and loses nothing."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import typeset
from tests.layouts.catalogue import LAYOUTS, Layout
from tests.layouts.printer import print_text
from tests.layouts.truth import make_truth
from tests.sources import raw_texts, reflowed
from tests.thoroughness import examples
from typeset.check.proof import decision_problems, ownership_problems
from typeset.errors import OverrideError
from typeset.formats.tei import restore, write_tei
from typeset.job import Job, Override
from typeset.judge import judge_of
from typeset.keys import Compact, key_at


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


@settings(max_examples=examples(400), deadline=None)
@given(st.text(alphabet="ab灌区3 -\u2010\u00ad\n|\\", min_size=1, max_size=60), st.data())
def test_a_key_fits_the_text_that_it_was_made_of(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    try:
        place = Compact(text).place(key_at(text, start))
    except OverrideError as error:
        assert "more than once" in error.message
        return
    assert place.low <= start <= place.high


LAYOUTS_OF_ONE_COLUMN = [
    layout
    for layout in LAYOUTS
    if layout.columns == 1
    and not (layout.letterspaced or layout.tables or layout.caption or layout.head or layout.folio)
]
OF_THE_WHOLE = ("order", "page", "profile", "names")
"""About where a page begins, how the whole is read, and how a name is padded: the lines say nothing of it."""


@settings(max_examples=examples(60), deadline=None)
@given(st.sampled_from(LAYOUTS_OF_ONE_COLUMN), st.integers(0, 10**6), st.integers(-3, 4), st.data())
def test_an_override_survives_other_line_breaks(
    layout: Layout, seed: int, change: int, data: st.DataObject
) -> None:
    truth = make_truth(layout, Random(seed))
    text, other = (
        print_text(truth, replace(layout, measure=measure), Random(seed)).text
        for measure in (layout.measure, layout.measure + change)
    )
    assume(Compact(text).text == Compact(other).text)
    first = typeset.reflow(typeset.read(text.encode()))
    made = [d for d in first.ledger.decisions if d.kind not in OF_THE_WHOLE]
    decision = data.draw(st.sampled_from(made))
    at = key_at(first.ledger.origin.text, decision.start)
    choice = decision.runner_up if decision.kind in ("seam", "space", "word-space") else decision.choice
    told = Job(decide=(Override(kind=decision.kind, at=at, choose=choice),))
    place = Compact(other).place(at)
    if choice in ("space", "keep") and place.low == place.high:
        # The words ran on over a line's end, which may have been a space; here there is nothing to keep.
        with pytest.raises(OverrideError, match="nothing parts the characters"):
            typeset.reflow(typeset.read(other.encode()), told)
        return
    result = typeset.reflow(typeset.read(other.encode()), told)
    assert ownership_problems(result.document, result.ledger) == []
    assert restore(write_tei(result.document, result.ledger).encode(), "") == other.encode()
