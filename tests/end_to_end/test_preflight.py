"""Each rule of the meter: a page that breaks it, and one that does not."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from tests.drawn import Drawing, add_page, drawn, lines
from typeset.check.page_measures import RULES
from typeset.check.preflight import Preflight, as_text, preflight
from typeset.errors import EmptyInputError, FormatError, TypesetError

LEFT = "F - - L <【字字】>字字字字字字字字 - - L <【字字】>字字字字字字字字 - - L F -"
RIGHT = "- L F - - L F - - L F - - L"
WHOLE = "F - - L F - - L F - - - - L"
GEOMETRY: Mapping[str, Any] = {
    "page": [340.0, 340.0],
    "columns": [{"left": 40.0, "width": 120.0}, {"left": 180.0, "width": 120.0}],
    "top": 48.0,
    "size": 10.0,
    "pitch": 16.0,
    "lines": 14,
}


def found(data: bytes, geometry: Mapping[str, Any] | None = None) -> Preflight:
    return preflight(data, "x.pdf", geometry)


def broken(data: bytes, geometry: Mapping[str, Any] | None = None) -> set[str]:
    return {offence.rule for offence in found(data, geometry).measures.offences}


def with_line(line: str, place: int = 6) -> bytes:
    """A page whose left column has a line of its own among full ones."""
    left = lines(LEFT)
    left[place] = line
    return drawn((" ".join(left), RIGHT))


def with_lines(place: int, *own: str) -> bytes:
    left = lines(LEFT)
    left[place : place + len(own)] = own
    return drawn((" ".join(left), RIGHT))


def test_a_page_without_faults_has_no_findings() -> None:
    page = found(drawn((LEFT, RIGHT)))
    assert page.measures.offences == []
    assert (page.printed.size, page.printed.pitch) == (10, 16)
    assert [(c.left, c.right) for c in page.printed.pages[0].columns] == [(40, 160), (180, 300)]
    assert broken(drawn((LEFT, RIGHT)), GEOMETRY) == set()


HUNG = (
    "<【字字】>字字字字字字字字", "__字字字字字字字字字字", "__字字字字",
    "△_字字字字字字字字字字", "__字字字字字字字字字字", "__字字字字字字字字字字",
    "<【字字】>字字字字字字字字", "__字字字字字字字字字字", "__字字",
)  # fmt: skip
"""A chronicle: what stands below a date or the mark of an event hangs."""


def test_lines_that_hang_are_no_indents() -> None:
    assert broken(with_lines(3, *HUNG), GEOMETRY) == set()
    assert broken(with_lines(3, *HUNG)) == set()
    full = found(with_lines(3, *HUNG), GEOMETRY).measures
    off = found(with_lines(3, *HUNG[:4], "__{0.1}字字字字字字字字{0.9}字", *HUNG[5:]), GEOMETRY).measures
    assert full.flush == full.full == off.full
    assert {offence.rule for offence in off.offences} == {"edge"}
    short = (*HUNG[:4], "__字字字字字字字字字", *HUNG[5:])
    assert broken(with_lines(3, *short), GEOMETRY) == {"edge"}


NAMES = (
    "王字_王张字___王国字", "王_字_王_字___王国字", "王字字_王张字___王国字", "王_字_王张字",
)  # fmt: skip
"""A list of names in columns; one has two."""


def test_a_list_of_names_in_columns_is_no_text() -> None:
    assert broken(with_lines(3, *NAMES), GEOMETRY) == set()
    assert broken(with_lines(3, *NAMES)) == set()
    one = (*NAMES[:3], "王_字")
    assert broken(with_lines(3, *one), GEOMETRY) == set()


IN_A_LINE = [
    ("edge", "字字字字字字字字字字字", {"edge"}, "字字字字字字字字字字字字"),
    ("edge", "{0.2}字字字字字字字字字字字{0.8}", {"edge"}, "字字字字字字字字字字字字"),
    ("outside", "字字字字字字字字字字字字字", {"outside", "edge"}, "字字字字字字字字字字字{0}字"),
    ("start", "，字字字字字字字字字字字", {"start"}, "字字字字字字字字字字字字"),
    ("end", "字字字字字字字字字字字（", {"end"}, "<（字字字）<字字字字字字字字"),
    ("dash", "字字字—{0.3}—字字字字字{-0.3}字字", {"dash", "tight", "overlap"}, "字字字——字字字字字字字"),
    ("untrimmed-end", "字字字字字字字字字字字，", {"edge", "untrimmed-end"}, "字字字，<字字字字字字字字，"),
    ("untrimmed-start", "（字字字）字字字字字字字", {"untrimmed-start"}, "<（字字字）<字字字字字字字字"),
    ("pair", "字字。”字字字字字字字字", {"pair"}, "字字。<”<字字字字字字字字字"),
    ("pair", "字字）（字字字字字字字字", {"pair"}, "字字）<（字字字字字字字字{0.5}"),
    ("pair", "字字？！字字字字字字字字", {"pair"}, "字字？<！<字字字字字字字字字"),
    (
        "connector",
        "字字·字字字字字字字字字",
        {"connector"},
        "字字{-.25}·{-.25}字字字{-.25}·{-.25}字字字字字字",
    ),
    ("han-latin", "字字2020字字字字字字字字", {"han-latin"}, "字字{.25}202{.25}字字字字字字字字"),
    ("han-latin", "字字，{.5}a字字字字字字字字", {"han-latin"}, "字字，<a{.5}字字字字字字字字字{-.5}"),
    ("order", "字字，字{.15}202{.35}字字字字字字", {"order"}, "字字，<字{.25}20{.25}字字字字字字字字"),
    ("loose", "{.2222}".join("字" * 10), {"loose"}, "字字字字字{1}字字字字字字"),
    ("tight", "{-.08333}".join("字" * 13), {"tight"}, "字字字字字字字字字字字字"),
    ("overlap", "字字字字{-.9}字字字字字字字{.9}字", {"overlap", "tight"}, "字字字字字字字字字字字字"),
    ("off-grid", "↓字字字字字字字字字字字字", {"off-grid"}, "字字字字字字字字字字字字"),
]


@pytest.mark.parametrize(("rule", "bad", "rules", "good"), IN_A_LINE)
def test_a_line(rule: str, bad: str, rules: set[str], good: str) -> None:
    assert rule in broken(with_line(bad))
    assert broken(with_line(bad)) <= rules
    assert rule not in broken(with_line(good))


FULL = "字" * 12
BETWEEN_LINES = [
    ("dash", 5, ("字" * 11 + "—", "—" + "字" * 11), ("字" * 10 + "——", FULL)),
    ("broken", 5, ("字" * 10 + "{.5}202", "0{.5}" + "字" * 11), ("字" * 10 + "{.5}202", FULL)),
    ("broken", 5, ("字" * 10 + "{.5}202", "%{.5}" + "字" * 11), (FULL, "202%" + "字" * 10)),
    ("broken", 5, ("字" * 10 + "{.5}202", "℃" + "字" * 11), (FULL, FULL)),
    *(
        ("broken", 5, ("字" * 10 + "{.5}202", unit + "字" * 11), ("字" * 9 + "{.5}202" + unit, FULL))
        for unit in "㎡㎏㎞㏊㍑㎎㏄℉"
    ),
    ("broken", 5, ("字" * 10 + "{.5}202", "km" + "字" * 11), (FULL, FULL)),
    ("indent", 12, ("{1.5}字字，<字字字字字字字字",), ("_" + "字" * 11,)),
    ("lone", 11, ("字",), ("字字",)),
    ("space", 11, ("L", "", "F"), ("L", "F", "-")),
    ("heading-gap", 8, ("<【字字】字字，<字字字字字字",), ("<【字字】>字字字字字字字字",)),
]


@pytest.mark.parametrize(("rule", "place", "bad", "good"), BETWEEN_LINES)
def test_lines(rule: str, place: int, bad: tuple[str, ...], good: tuple[str, ...]) -> None:
    assert broken(with_lines(place, *bad)) & {rule}
    assert not broken(with_lines(place, *good)) & {rule}


BOTH = "F - - L F - - L F - - - - -"
COLUMNS = [
    ("widow", (LEFT, "L F - - - L F - - L F - - L"), (LEFT, RIGHT)),
    ("widow", (LEFT, "= = ^说明 L F - - L F - - L - L"), (LEFT, "= = ^说明 - L F - - L F - - L F L")),
    ("orphan", ("F - - L F - - L F - - - L F", "- - L F - - L F - - L F - L"), (LEFT, RIGHT)),
    ("orphan", ("F - - L F - - L F L F = = ^说明", "- - L F - - L F - - L F - L"), (BOTH, RIGHT)),
    ("stranded", ("F - - L F - - L F - - L . #标题", "F - - L F - - L F - - L F L"), (LEFT, RIGHT)),
    (
        "bare-heading",
        (LEFT.replace("F -", "F L")[:-4] + "- L <【字字字字】", "- - L F - - L F - - L F L"),
        (LEFT, RIGHT),
    ),
    ("unbalanced", (LEFT, "- L F - - L F - - L"), (LEFT, "- L F - - L F - - L F - L")),
    ("unbalanced", ("F - - L F - - L", "F - - L F - - L F - - L"), ("F - - L F - - L", "F - - L F - L")),
    ("figure", ("F - - L = = = = ^说明 F - - L -", RIGHT), ("= = = = ^说明 F - - L F - - L F", RIGHT)),
    ("note", ("F - - L ~①说明 - - - 字字①字字字字字字字字字 - - - L F", RIGHT), (LEFT, RIGHT)),
    (
        "note",
        ("F - 字字①字字字字字字字字字 L F - L ~①说明 . = = = ^说明", RIGHT),
        ("F - 字字①字字字字字字字字字 L F - L . = = = ^说明 . ~①说明", RIGHT),
    ),
    (
        "note",
        ("F 字字①字字字字字字字字字 L ~①说明 = = = =", RIGHT),
        ("F 字字①字字字字字字字字字 L = = = = ~①说明", RIGHT),
    ),
]


@pytest.mark.parametrize(("rule", "bad", "good"), COLUMNS)
def test_columns(rule: str, bad: tuple[str, str], good: tuple[str, str]) -> None:
    assert rule in broken(drawn(bad))
    assert rule not in broken(drawn(good))


def test_a_run_in_heading_with_text_may_end_a_column() -> None:
    left = " ".join([*lines(LEFT)[:13], "<【字字】>字字字字字字字字"]).replace("F <", "L <")
    assert not broken(drawn((left, "- " + RIGHT[:-2]))) & {"orphan", "bare-heading", "stranded"}


def test_a_heading_without_brackets_may_end_its_line() -> None:
    """A run-in heading wholly on its line, its text on the next one: short as a last line is (row 4)."""
    drawing = Drawing()
    add_page(drawing, [[*lines(LEFT)[:12], "", "-"], lines(RIGHT)])
    drawing.text(40, 280 - 12 * 16, "字字字字", "Hei")
    page = found(drawing.bytes())
    assert page.measures.offences == [] and page.measures.headings == 1


def test_headings_side_by_side_are_no_title() -> None:
    page = found(drawn((". #标题 . F - - L F - - L F - L", ". #标题 . F - - L F - - L F - L")))
    assert [line.column for line in page.printed.lines if line.text == "标题"] == [1, 2]
    assert page.measures.offences == []


def test_notes_at_the_foot_are_no_fault() -> None:
    left = "F 字字①字字字字字字字字字 - L F - - L F - - L ~①说明字字 ~字字字字"
    page = found(drawn((left, "F - - L F - - L F - - - - L"), ("F" + WHOLE[1:], WHOLE), (WHOLE, WHOLE)))
    assert page.measures.offences == []


def test_a_hole_above_notes_is_a_short_column() -> None:
    """Notes at the foot do not fill the column that they stand in."""

    def pages(text: str) -> bytes:
        left = f"F 字字①字字字字字字字字字 - L F - - L {text} ~①说明字字 ~字字字字"
        return drawn((left, "F - - L F - - L F - - - - L"), ("F" + WHOLE[1:], WHOLE), (WHOLE, WHOLE))

    assert broken(pages("F - L .")) == set()
    [hole] = found(pages(". . . .")).measures.offences
    assert (hole.rule, hole.column, hole.value) == ("short-column", 1, 3.0)


def test_a_wide_figure_at_the_foot() -> None:
    """Its caption stands under one column and counts for both."""
    drawing = Drawing()
    text = "F - - L F - - L F L"
    add_page(drawing, [lines(text), lines(text)])
    drawing.box(40, 280 - 12 * 16, 260, 44)
    drawing.text(40, 280 - 13 * 16, "说明说明", "Kai", 8)
    add_page(drawing, [lines(WHOLE), lines(WHOLE)])
    add_page(drawing, [lines(WHOLE), lines(WHOLE)])
    page = found(drawing.bytes())
    assert page.measures.offences == []
    assert len(page.printed.pages[0].figures) == 1


@pytest.mark.parametrize(("missing", "rule"), [(1, False), (2, False), (3, True), (6, True)])
def test_short_columns_are_counted_in_lines(missing: int, rule: bool) -> None:
    right = " ".join(lines("- L F - - - - - - - - - - -")[: 14 - missing])
    page = found(drawn((LEFT, right), ("-" + WHOLE[1:], WHOLE), (WHOLE, WHOLE), (WHOLE, WHOLE)))
    places = [o for o in page.measures.offences if o.rule == "short-column"]
    assert [o.value for o in places] == ([missing] if rule else [])
    assert page.measures.short_lines == missing


def test_a_figure_fills_its_column() -> None:
    """Figures and captions at head and foot are no missing lines."""
    right = "- L F - - L F - - = = = = ^说明文字"
    page = found(
        drawn((LEFT, right), ("= = = ^说明 - L F - - L F - - -", "-" + BOTH[1:]), ("-" + WHOLE[1:], WHOLE))
    )
    assert page.measures.offences == []
    assert page.measures.short_lines == 0
    assert len(page.printed.pages[0].figures) == 1


def test_the_last_page_of_a_part_may_be_short() -> None:
    part = ("F - - L F - - L", "F - - L F - - L")
    opener = ("#标题 . F - - L F - - L F - - -", "-" + BOTH[1:])
    assert broken(drawn((LEFT, RIGHT), part, opener, ("-" + WHOLE[1:], WHOLE))) == set()


def test_names_are_padded_alike() -> None:
    padded = "字字字字字字字（字{1}字）"
    signed = "F - - {0} F - - {0} F - - {1} F -"
    assert "padding" in broken(drawn((signed.format(padded, "字字字字字字字字（字字）"), RIGHT)))
    assert "padding" not in broken(drawn((signed.format(padded, padded), RIGHT)))


def test_furniture_keeps_to_the_trim() -> None:
    drawing = Drawing()
    for head in ("书名", "书名", "书名", "书名!!!", "书名", "书名"):
        add_page(drawing, [lines(BOTH), lines(BOTH.replace("F", "-"))], head)
    offences = [o for o in found(drawing.bytes()).measures.offences if o.rule == "furniture"]
    assert [(o.page, o.text) for o in offences] == [(4, "书名")]


def test_measure_and_leading() -> None:
    wide = {"F": "__字，<字字字字字字字字字", "-": "字字字，<字字字字字字字字字", "L": "字字字"}
    page = (BOTH, BOTH.replace("F", "-"))
    assert "measure" in broken(drawn(page, characters=12.5, plain=wide))
    assert "leading" in broken(drawn(page, pitch=13))
    assert not broken(drawn(page)) & {"measure", "leading"}


def test_text_over_text() -> None:
    drawing = Drawing()
    add_page(drawing, [lines(LEFT), lines(RIGHT)])
    drawing.text(60, 340 - 60 - 3 * 16 - 4, "说明说明", "Kai", 8)
    assert "overlap" in broken(drawing.bytes())


def test_text_outside_the_trim() -> None:
    drawing = Drawing()
    add_page(drawing, [lines(LEFT), lines(RIGHT)])
    drawing.text(320, 340 - 60, "出血文字", "Kai", 8)
    assert "outside" in broken(drawing.bytes())


def test_a_themes_geometry_is_what_counts() -> None:
    narrower = {**GEOMETRY, "columns": [{"left": 40.0, "width": 130.0}, {"left": 180.0, "width": 120.0}]}
    assert "edge" in broken(drawn((LEFT, RIGHT)), narrower)
    assert "trim" in broken(drawn((LEFT, RIGHT)), {**GEOMETRY, "page": [350.0, 340.0]})
    assert "outside" in broken(drawn((LEFT, RIGHT + " F")), {**GEOMETRY, "lines": 14})
    assert "unbalanced" in broken(drawn((LEFT, RIGHT + " F")), {**GEOMETRY, "lines": 15})


def test_a_chapter_may_begin_on_a_verso() -> None:
    """A theme whose inner margin is narrower by 10 pt: its first page is not always a recto."""
    inner = {**GEOMETRY, "columns": [{"left": 35.0, "width": 120.0}, {"left": 175.0, "width": 120.0}]}
    drawing = Drawing(width=330)
    add_page(drawing, [lines(LEFT), lines(RIGHT)])
    verso = {
        **inner,
        "page": [330.0, 340.0],
        "columns": [{"left": 30.0, "width": 120.0}, {"left": 170.0, "width": 120.0}],
    }
    assert broken(drawing.bytes(), verso) == set()
    assert "edge" in broken(drawing.bytes(), {**inner, "page": [330.0, 340.0]})


def test_what_stands_small_beside_lines_is_no_text() -> None:
    drawing = Drawing()
    add_page(drawing, [lines(LEFT), lines(RIGHT)])
    for number in range(15):
        drawing.text(20, 340 - 60 - number * 16, str(number + 1), "Kai", 6)
    page = found(drawing.bytes())
    assert page.measures.offences == [] and page.measures.text == 28
    drawing.text(338, 340 - 60, "12", "Kai", 6)
    assert broken(drawing.bytes()) == {"outside"}


def test_a_figure_may_stand_right_below_the_title_of_its_page() -> None:
    below = "#标题 = = = = ^说明 . " + WHOLE
    assert "figure" not in broken(drawn((below,)))
    assert "figure" in broken(drawn(("F - - L = = = = ^说明 . " + WHOLE,)))


def test_a_trim_box_is_where_the_page_begins() -> None:
    drawing = Drawing(boxes={"TrimBox": [10, 10, 330, 330]})
    add_page(drawing, [lines(LEFT), lines(RIGHT)])
    page = found(drawing.bytes()).printed.pages[0]
    assert (page.width, page.height, page.columns[0].left) == (320, 320, 30)


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_a_turned_page_is_read_as_it_is_seen(rotate: int) -> None:
    drawing = Drawing(rotate=rotate)
    add_page(drawing, [lines(LEFT), lines(RIGHT)])
    page = found(drawing.bytes())
    assert page.measures.offences == [] and page.measures.text == 28


def test_pages_of_other_kinds() -> None:
    """A title page, one column, a wide figure, a table, an index in a smaller size, a language without
    Han."""
    drawing = Drawing()
    drawing.page()
    drawing.text(110, 200, "书{2}名", "Hei", 30)
    one_column = "_" * 2 + "字" * 24, *["字" * 26] * 12, "字" * 9
    add_page(drawing, [one_column])
    add_page(drawing, [lines(LEFT), lines(RIGHT)])
    add_page(drawing, [[""] * 6 + lines("F - - L F - - L"), [""] * 6 + lines("F - - L F - - L")])
    drawing.box(40, 280 - 3 * 16, 260, 60)
    drawing.text(120, 280 - 4 * 16, "说明说明说明", "Kai", 8)
    add_page(drawing, [[""] * 14, [""] * 14])
    for row in range(14):
        for column, words in enumerate(("字字", "字字字字", "字字字", "1234")):
            drawing.text(40 + column * 66, 280 - 16 * row, words)
    add_page(drawing, [lines("F - - L F - - L F - - - - L"), lines(WHOLE)])
    drawing.page()
    for row in range(18):
        for column in range(3):
            drawing.text(
                40 + column * 90, 285 - 12.8 * row, "字" * (3 + (row * 7 + column) % 4) + "_12", size=8
            )
    drawing.page()
    for row in range(14):
        drawing.text(40, 280 - 16 * row, "the{.3}yearbook{.3}of{.3}the{.3}park")
    page = found(drawing.bytes())
    assert [len(p.columns) for p in page.printed.pages[1:4]] == [1, 2, 2]
    assert page.measures.offences == []


def test_a_page_of_another_size_has_its_own_columns() -> None:
    drawing = Drawing()
    add_page(drawing, [lines(WHOLE), lines(WHOLE)])
    add_page(drawing, [lines(WHOLE), lines(WHOLE)])
    drawing.page()
    for column in range(3):
        for row in range(18):
            words = "_" * (row % 3 == 0) * 2 + "字" * (5 if row % 3 == 2 else 8 if row % 3 == 0 else 10)
            drawing.text(40 + column * 90, 285 - 12.8 * row, words, size=8)
    page = found(drawing.bytes())
    assert [(len(p.columns), p.size, p.pitch) for p in page.printed.pages] == [
        (2, 10, 16),
        (2, 10, 16),
        (3, 8, 12.8),
    ]
    assert page.measures.offences == []


def test_cells_are_no_columns_and_no_lines_of_text() -> None:
    table = "字字__字字字__12 字字字__字字__34 字字__字字字__56 字字字__字字__78"
    assert broken(drawn((f"F - - L {table} F - - L F L", RIGHT.replace("- L F", "F L F", 1)))) == set()


def ruled_table(drawing: Drawing, left: float, width: float, first: int, last: int) -> None:
    """Rows of cells between three rules, in the smaller size of tables; some cells go on below."""
    top = drawing.height - 60 - first * 16 + 12
    for y in (top, top - 16, top - 16 * (last - first)):
        drawing.box(left, y, width, 0.5)
    for row in range(first, last):
        y = drawing.height - 60 - row * 16
        if row > first and row % 2:
            drawing.text(left, y, "（字字字字）", size=8)
            continue
        for step, words in enumerate(("字字字字字", "字字", "12.5")):
            drawing.text(left + step * width / 3, y, words, size=8)


RULED = "F - - L F - - L F - - - - L"


def test_columns_that_tables_fill() -> None:
    """On a page with one column of text, on a page with none, and across all."""
    drawing = Drawing()
    add_page(drawing, [lines(RULED), lines(RULED)])
    add_page(drawing, [[""] * 14, lines(RULED)])
    ruled_table(drawing, 40, 120, 0, 14)
    add_page(drawing, [[""] * 14, [""] * 14])
    ruled_table(drawing, 40, 120, 0, 14)
    ruled_table(drawing, 180, 120, 0, 14)
    short = "F - - L F - - L"
    add_page(drawing, [[""] * 6 + lines(short), [""] * 6 + lines(short)])
    ruled_table(drawing, 40, 260, 0, 5)
    page = found(drawing.bytes())
    assert [[(c.left, c.right) for c in p.columns] for p in page.printed.pages] == [
        [(40, 160), (180, 300)]
    ] * 4
    assert page.measures.offences == []
    assert page.measures.full == page.measures.flush


def test_gutters_that_no_page_shows_alone() -> None:
    """One page has text at the left, one at the right; tables fill the rest, rules of the page are around."""
    drawing = Drawing(width=480)
    add_page(drawing, [lines(RULED), lines(RULED), [""] * 14])
    ruled_table(drawing, 320, 120, 0, 14)
    add_page(drawing, [[""] * 14, lines(RULED), lines(RULED)])
    ruled_table(drawing, 40, 120, 0, 14)
    for _ in drawing.pages:
        for y in (310, 50):
            drawing.box(40, y, 400, 0.5)
    page = found(drawing.bytes())
    assert [[c.left for c in p.columns] for p in page.printed.pages] == [[40, 180, 320]] * 2
    assert (
        page.measures.count("edge") == page.measures.count("outside") == page.measures.count("overlap") == 0
    )


def test_the_size_of_the_text_is_not_that_of_tables() -> None:
    drawing = Drawing()
    add_page(drawing, [lines(RULED), lines(RULED)])
    for _ in range(6):
        add_page(drawing, [[""] * 14, [""] * 14])
        ruled_table(drawing, 40, 120, 0, 14)
        ruled_table(drawing, 180, 120, 0, 14)
    assert found(drawing.bytes()).printed.size == 10


def test_text_between_rules_is_text() -> None:
    drawing = Drawing()
    add_page(drawing, [lines(RULED), lines(RULED)])
    for y in (295, 55):
        drawing.box(40, y, 260, 0.5)
    assert found(drawing.bytes()).measures.text == 28


def test_a_figure_under_a_title_across_all_columns() -> None:
    """Also where three columns have one of their own in the middle of the page."""
    for columns in (2, 3):
        drawing = Drawing(width=340.0 if columns == 2 else 480.0)
        text = [[""] * 3 + lines("= = = ^说明 . F - - L - - L")] + [
            [""] * 3 + lines("F - - L F - - L F - L")
        ] * (columns - 1)
        add_page(drawing, text)
        middle = drawing.width / 2
        drawing.text(middle - 36, 340 - 70, "标题标题", "Hei", 18)
        for _ in range(3):
            add_page(drawing, [lines(RULED), *[lines(RULED)] * (columns - 1)])
        page = found(drawing.bytes())
        assert [len(p.columns) for p in page.printed.pages] == [columns] * 4
        assert page.printed.pages[0].lines[0].column == 0
        assert page.measures.count("figure") == page.measures.count("stranded") == 0


def test_an_empty_em_after_a_heading_before_a_mark() -> None:
    """The blank half of an opening mark is a part of what is seen after a heading."""
    assert not broken(with_lines(8, "<【字字】（字字）<字字字字字")) & {"heading-gap"}
    assert broken(with_lines(8, "<【字字】<（字字）<字字字字字{.5}")) & {"heading-gap"}


def test_notes_do_not_make_a_last_page_uneven() -> None:
    drawing = Drawing()
    add_page(drawing, [lines(RULED), lines(RULED)])
    add_page(
        drawing, [lines("F - - 字字①字字字字字字字 - L"), [*lines("F - - L F L"), *[""] * 6, "~①说明字字"]]
    )
    assert found(drawing.bytes()).measures.count("unbalanced") == 0
    add_page(drawing, [lines("F - - 字字①字字字字字字字 - L"), [*lines("F L"), *[""] * 10, "~①说明字字"]])
    assert found(drawing.bytes()).measures.count("unbalanced") == 1


def test_a_mark_between_runs_of_two_fonts() -> None:
    """Gaps between Han and letters of a font of their own are measured like any other."""
    drawing = Drawing()
    add_page(drawing, [[*lines(LEFT)[:6], "", *lines(LEFT)[7:]], lines(RIGHT)])
    y = 280 - 6 * 16
    for gap, bad in ((2.5, False), (0.0, True)):
        drawing.pages[-1] = [line for line in drawing.pages[-1] if f" {y:.4f} Td" not in line]
        x = drawing.text(40, y, "字字字字字")
        x = drawing.text(x + gap, y, "abc", "Kai")
        drawing.text(x + gap, y, "字字字字字" + ("字{-.5}" if bad else ""))
        page = found(drawing.bytes())
        assert page.measures.han_latin == 2
        assert (page.measures.count("han-latin") > 0) == bad


def damaged(data: bytes, chance: random.Random) -> bytes:
    """A file cut, with bytes changed, lost or repeated."""
    out = bytearray(data)
    place = chance.randrange(len(out))
    how = chance.randrange(4)
    if how == 0:
        del out[place:]
    elif how == 1:
        for _ in range(chance.choice((1, 10, 100))):
            out[chance.randrange(len(out))] = chance.randrange(256)
    elif how == 2:
        del out[place : place + chance.randrange(1000)]
    else:
        out[place:place] = out[: chance.randrange(1000)]
    return bytes(out)


def test_damaged_files_are_errors_with_a_remedy() -> None:
    whole = drawn((LEFT, RIGHT))
    chance = random.Random(1)
    for _ in range(150):
        try:
            as_text(found(damaged(whole, chance)))
        except TypesetError as error:
            assert error.remedy and error.place == "x.pdf"


def test_files_with_nothing_to_measure() -> None:
    empty = Drawing()
    empty.page()
    latin = Drawing()
    latin.page()
    latin.text(40, 300, "no_Chinese")
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(drawn((LEFT, RIGHT)))) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(owner="a", user="b"))
    for data, kind, words in [
        (b"", FormatError, "no PDF"),
        (b"no PDF", FormatError, "no PDF"),
        (empty.bytes(), EmptyInputError, "no text"),
        (latin.bytes(), EmptyInputError, "no Chinese"),
        (locked.getvalue(), FormatError, "locked"),
    ]:
        with pytest.raises(kind, match=words) as raised:
            found(data)
        assert raised.value.remedy


def test_a_page_of_little_text() -> None:
    for picture in ("F", "-", "#标题", "F L", "#标题 . F", "= = = ^说明"):
        assert broken(drawn((picture,))) <= {"figure"}


def test_every_rule_has_a_test() -> None:
    tested = {case[0] for case in (*IN_A_LINE, *BETWEEN_LINES, *COLUMNS)}
    alone = {"trim", "measure", "leading", "short-column", "furniture", "padding"}
    assert tested | alone == set(RULES)


def test_every_rule_is_in_the_docs() -> None:
    page = Path(__file__).resolve().parents[2] / "docs" / "page.md"
    table = page.read_text(encoding="utf-8").split("### Rules")[1]
    cells = [line.split("|")[1] for line in table.split("\n") if line.startswith("| `")]
    named = [name for cell in cells for name in re.findall(r"`([\w-]+)`", cell)]
    assert sorted(named) == sorted(RULES)
