"""Text in Latin script: how sentences end, what lines are titles, what joins them, how wide they are set."""

from __future__ import annotations

import pytest

import typeset
from tests.notation import document_lines
from typeset.reflow.forms import FORMS, matched
from typeset.reflow.joints import Joints
from typeset.reflow.prose import End, Prose
from typeset.reflow.shapes import Case, case_of, ends_open, stops_within


def read(text: str) -> list[str]:
    return list(document_lines(typeset.reflow(typeset.read(text.encode())).document))


@pytest.mark.parametrize(
    ("words", "following", "end"),
    [
        ("the toll was raised.", "The ferry", End.STOP),
        ("“It was raised.”", "The ferry", End.STOP),
        ("the toll was raised.[2]", "The ferry", End.STOP),
        ("as was said by Mr.", "Hale", End.ABBREVIATION),
        ("the accounts of J.", "Hale", End.ABBREVIATION),
        ("a pair of shoes, No.", "4. He took them", End.ABBREVIATION),
        ("He said no.", "She went", End.STOP),
        ("tar, pitch, etc.", "The ferry", End.STOP),
        ("in the year 1881.", "The ferry", End.STOP),
        ("siehe Bd.", "4, S. 12", End.ABBREVIATION),
        ("as follows:", "(a) the lamp", End.PAUSE),
        ("the lamp at the", "bridge", End.OPEN),
    ],
)
def test_what_ends_with_a_line(words: str, following: str, end: End) -> None:
    assert Prose("").end(words, following) is end


def test_a_text_has_abbreviations_of_its_own() -> None:
    text = "the qtr. of the town and the next qtr. was sold"
    assert Prose(text).end("in the last qtr.") is End.ABBREVIATION
    assert Prose("").end("in the last qtr.") is End.STOP


@pytest.mark.parametrize(
    ("text", "case"),
    [
        ("NEWS FROM THE UPPER LAKE", Case.CAPITALS),
        ("News from the Upper Lake", Case.TITLE),
        ("2.1 Le Chiese e i Palazzi", Case.TITLE),
        ("The ice broke on", Case.PLAIN),
        ("14", Case.PLAIN),
    ],
)
def test_the_case_of_a_line(text: str, case: Case) -> None:
    assert case_of(text) is case


def test_a_title_does_not_end_with_an_article() -> None:
    prose = Prose("")
    assert ends_open("A Walk along the", prose)
    assert ends_open("A Walk,", prose)
    assert not ends_open("A Walk along the Shore", prose)
    assert stops_within("The ice broke. By noon", prose)
    assert not stops_within("A Visit to Mr. Hale", prose)


@pytest.mark.parametrize(
    ("form", "text", "number"),
    [
        ("latin-chapter", "CHAPTER XIV. The Ferry", 14),
        ("latin-part", "Part the Second", 2),
        ("latin-section", "§ 3 Finances", 3),
        ("latin-ordinal", "Erstes Kapitel", 1),
        ("roman", "IV. Conclusions", 4),
        ("roman-alone", "IX", 9),
        ("letter", "B. The Harbour", 2),
        ("decimal", "2.3. The Harbour", 3),
    ],
)
def test_numbers_of_titles(form: str, text: str, number: int) -> None:
    found = matched(FORMS[form], text)
    assert found is not None
    assert found[1] == number


def test_a_list_is_no_run_of_titles() -> None:
    text = (
        "There are three boats on the lake now:\n1. the old ferry;\n2. the coal barge, which was\n"
        "bought at the sale in the spring; and\n3. the launch.\nNone of them has been out this year\n"
        "so far as the harbour-master knows.\n"
    )
    assert read(text) == [
        "## (no heading)",
        "- There are three boats on the lake now:",
        "- 1. the old ferry;",
        "- 2. the coal barge, which was bought at the sale in the spring; and",
        "- 3. the launch.",
        "- None of them has been out this year so far as the harbour-master knows.",
    ]


def test_a_number_alone_has_its_words_on_the_next_lines() -> None:
    text = (
        "CHAPTER I.\nIN WHICH THE FERRY IS\nLATE\nThe ferry had been laid up since the\n"
        "autumn, and nobody had thought to ask\nwhy.\nCHAPTER II.\nA LETTER\n"
        "The letter came on a Monday, and lay\nfor a week upon the table.\n"
    )
    assert [line for line in read(text) if line.startswith("##")] == [
        "## CHAPTER I. IN WHICH THE FERRY IS LATE",
        "## CHAPTER II. A LETTER",
    ]


def test_the_line_before_a_title_at_the_head_is_the_title_of_the_whole() -> None:
    text = (
        "THE LAKE HERALD\nNEWS OF THE WEEK\nThe ice broke on Tuesday, and by noon\n"
        "the first boats were out.\nMEETINGS\nThe wardens met on Friday, and the old\n"
        "accounts were read and passed.\n"
    )
    document = typeset.reflow(typeset.read(text.encode())).document
    assert document.title == "THE LAKE HERALD"
    assert [line for line in read(text) if line.startswith("##")] == ["## NEWS OF THE WEEK", "## MEETINGS"]


@pytest.mark.parametrize(
    ("habit", "before", "after", "space"),
    [
        ("so it was—and is—and will be", "the ice—", "so it seemed", False),
        ("so it was – and is – and will be", "the ice –", "so it seemed", True),
        ("", "said he.", "“It was late.”", True),
        ("", "“", "It was late", False),
        ("Ein- und Ausgang", "der Ein-", "und Ausgang", True),
        ("« Oui », dit-il. « Non » ! fit-elle !", "Il vint", "! Elle rit", True),
        ("", "It came", "! He laughed", False),
        ("„Ja“, sagte er", "sagte er: „Ja“", "und ging", True),
    ],
)
def test_what_stands_between_two_lines(habit: str, before: str, after: str, *, space: bool) -> None:
    names = Joints(habit).signals(before, after)
    spaced = bool({"latin-words", "stop-before-word", "dash-usually-spaced", "hyphen-suspended"} & set(names))
    assert spaced is space


def test_hyphens_that_are_not_the_mark_of_parted_words_stay() -> None:
    text = (
        "The old ferry had been laid up in au\u2010\ntumn, and the toll-house stood emp\u2010\nty. "
        "A beam from the mill-\nwheel lay across the gate, and no\u2010\n"
        "body had thought it worth the trou\u2010\nble to move.\n"
    )
    assert "mill-wheel" in read(text)[-1]
    assert "autumn" in read(text)[-1]


def test_lost_indents_are_seen_by_the_room_of_first_lines() -> None:
    from typeset.job import Job
    from typeset.judge import Judge
    from typeset.pipeline import _looked
    from typeset.pipeline import read as decoded
    from typeset.reflow.setting import Setting

    block = (
        "The boats were out beyond\nthe point before the wind had\nturned, and two of them were\nlost "
        "with all their nets and\nlines. They came home.\n"
    )
    draft, _ = _looked(decoded((block * 6).encode()), Job(), None, Judge())
    assert Setting(draft).lost_indent > 0
