"""Decisions out of signals, and a person's word."""

from __future__ import annotations

import pytest

import typeset
from tests.sources import reflowed
from typeset.errors import OverrideError
from typeset.job import Job, Override
from typeset.judge import judge_of
from typeset.keys import key_at
from typeset.ledger import Signal, redecide, weigh
from typeset.printed_words import plain_text

TEXT = "【概况】全县有水库\n\n十二座，总库容三\n\n千万立方米。"


def test_the_greatest_sum_wins_and_the_first_of_equals() -> None:
    signals = (Signal("a", "x", 1.0), Signal("b", "y", 2.0), Signal("c", "x", 0.5))
    decision = weigh("seam", "J-LINE", 0, 1, ("x", "y"), signals)
    assert (decision.choice, decision.runner_up, decision.margin) == ("y", "x", 0.5)
    assert decision.thin
    assert weigh("seam", "J-LINE", 0, 1, ("x", "y"), ()).choice == "x"


def test_a_weight_set_to_zero_changes_the_choice() -> None:
    signals = (Signal("a", "x", 1.0), Signal("b", "y", 2.0))
    decision = weigh("seam", "J-LINE", 0, 1, ("x", "y"), signals)
    assert redecide(decision) == ("y", 1.0)
    assert redecide(decision, {"b": 0.0}) == ("x", 1.0)


def test_an_override_is_found_by_the_text_around_it() -> None:
    judge = judge_of(TEXT, [("seam", "水库|十二座", "break")])
    document = reflowed(TEXT, judge).document
    assert plain_text(document) == "【概况】\n全县有水库\n十二座，总库容三千万立方米。"


def test_a_persons_word_is_in_no_doubt() -> None:
    """What may be a caption's end lowers the margin of a decision, not of a person's word."""
    text = " 摄:0\n;"
    result = reflowed(text, judge_of(text, [("seam", "摄:0|;", "break")]))
    assert [d.choice for d in result.ledger.decisions if d.kind == "seam"] == ["break"]


def test_what_a_person_parts_at_a_pages_head_is_text() -> None:
    """Neither piece of the line is short because it is a running head."""
    text = (
        "　　全县有水库十二座，总库容三千万立方米，灌溉面积\n"
        "二十万亩，比上年增加一万亩，惠及农户一千余家，其中新增的\n"
        "\f灌区改造七千人次，比上年增长92.99%。其中\n灌区占百分之三，全年培训八百人次，修订标准五项，评选先进集体三个。\n"
    )
    told = Job(decide=(Override(kind="seam", at="比上年增长|92.99%", choose="break"),))
    document = typeset.reflow(typeset.read(text.encode()), told).document
    first, second = plain_text(document).split("\n")
    assert first.endswith("其中新增的灌区改造七千人次，比上年增长")
    assert second.startswith("92.99%。其中灌区占百分之三")


def test_white_space_in_the_key_does_not_count() -> None:
    judge = judge_of(TEXT, [("seam", "有水 库\n|\n十二座", "break")])
    assert "水库\n十二座" in plain_text(reflowed(TEXT, judge).document)


@pytest.mark.parametrize(
    ("override", "message"),
    [
        (("seam", "水库十二座", "break"), "has no |"),
        (("seam", "没有|这里", "break"), "is not in the text"),
        (("space", "|万", "keep"), "nothing parts the characters"),
        (("hyphen", "水库|十二座", "keep"), "no decision of kind 'hyphen'"),
        (("seam", "水库|十二座", "fly"), "cannot be chosen"),
        (("credit", "水库|十二座", "credit"), "no decision of kind 'credit'"),
        (("word-space", "有|水库", "space"), "nothing parts the characters"),
    ],
)
def test_an_override_that_does_not_fit_is_an_error(override: tuple[str, str, str], message: str) -> None:
    with pytest.raises(OverrideError, match=message.replace("|", r"\|")):
        reflowed(TEXT, judge_of(TEXT, [override]))


def test_an_ambiguous_key_is_an_error() -> None:
    with pytest.raises(OverrideError, match="more than once"):
        judge_of("甲乙\n甲乙", [("seam", "甲|乙", "break")])


def test_a_stale_key_is_answered_with_the_nearest_places() -> None:
    with pytest.raises(OverrideError) as caught:
        judge_of(TEXT, [("seam", "全县有水库|十三座", "break")])
    assert caught.value.remedy == 'the nearest: "【概况】全县有水库|十二座，总库容三千万"'
    with pytest.raises(OverrideError) as caught:
        judge_of("甲乙一\n甲乙二", [("seam", "甲|乙", "break")])
    assert caught.value.remedy == 'give more of it: "甲|乙一甲乙二"; "甲乙一甲|乙二"'


def test_a_key_is_as_long_as_it_must_be() -> None:
    text = "一二三四五六七八九十甲乙\n一二三四五六七八九十丙丁"
    assert key_at(text, 13) == "五六七八九十甲乙|一二三四五六七八"


def test_a_bar_in_the_text_is_escaped() -> None:
    text = "甲|乙\n丙\\丁"
    assert judge_of(text, [("seam", key_at(text, 4), "break")]).verdicts["seam"][0].low <= 4
