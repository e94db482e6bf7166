"""Text to measured lines and pages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from typeset.characters import is_unprintable
from typeset.judge import Judge
from typeset.source.decode import decode
from typeset.source.lines import UNPRINTABLE, read_lines, width
from typeset.source.pages import Source, read_source


def source(text: str) -> Source:
    return read_source(decode(text.encode(), "x"), Judge())


@pytest.mark.parametrize(
    ("text", "em"),
    [
        ("全县", 2.0),
        ("2018年", 3.0),
        ("“全县”", 3.0),
        ("，。", 2.0),
        ("——……", 4.0),
        ("ＡＢ", 2.0),
        ("ｱ", 0.5),
        ("𠀀", 1.0),
    ],
)
def test_width_counts_han_as_one(text: str, em: float) -> None:
    assert width(text) == em


def test_words_stand_between_what_has_no_place_in_a_text() -> None:
    (line,) = read_lines("\u3000\ufffd 全县\ufffd  ")
    assert (line.text, line.start, line.end, line.begin, line.stop) == ("全县", 3, 5, 0, 8)


def test_lines_without_words_are_gaps() -> None:
    lines = read_lines("一\n\n \n\ufffd\n二\r\n三\r四")
    assert [(line.number, line.text, line.gap) for line in lines] == [
        (1, "一", 0),
        (5, "二", 3),
        (6, "三", 0),
        (7, "四", 0),
    ]


def test_a_form_feed_begins_a_page() -> None:
    assert [[line.text for line in page.lines] for page in source("一\n\f二\n三").pages] == [
        ["一"],
        ["二", "三"],
    ]


def test_a_single_space_begins_a_page_where_lines_have_none() -> None:
    body = "\n".join(["全县有水库十二座"] * 12)
    pages = source(f" {body}\n {body}\n {body}").pages
    assert [len(page.lines) for page in pages] == [12, 12, 12]


def test_a_single_space_before_every_line_is_no_page() -> None:
    assert len(source("\n".join([" 全县有水库"] * 20)).pages) == 1


def test_the_measure_is_what_is_usual() -> None:
    text = "\n\n".join(["全县有水库十二座总库容三千"] * 9 + ["二座。"])
    usual = source(text).measure
    assert (usual.mode, usual.rhythm, usual.wide) == (13.0, 1, 19.5)
    assert usual.even == pytest.approx(117 / 120)


@given(st.characters(exclude_categories=["Cs"]))
def test_what_is_unprintable_here_is_unprintable_in_the_model(char: str) -> None:
    assert (UNPRINTABLE.match(char) is not None) == (is_unprintable(char) and not char.isspace())
