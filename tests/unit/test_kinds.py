"""What kind of text something is, by its form; and how what was found is set."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.composed import EM, STYLE, shown
from tests.documents import BRACKETS, heading, paragraph
from tests.word import part, style_of, words_of
from typeset.compose.lines import Paragraph, compose
from typeset.compose.tokens import Run
from typeset.dates import is_date
from typeset.editions.composed import Setter
from typeset.editions.docx import render_docx
from typeset.editions.galley import Galley
from typeset.editions.html import render_html
from typeset.editions.pieces import Lines
from typeset.editions.set_text import SetText
from typeset.kinds import chronicle_entries, event_mark
from typeset.model import Document, Entry, Metadata, Section, SectionChild
from typeset.theme import Chronicle, load_theme

THEME = load_theme("yearbook")


@pytest.mark.parametrize(
    "words",
    [
        "4日", "1月4日", "2021年1月4日", "6—8月", "18—20日", "3日、5日", "1月30日至2月2日", "十一月初三",
        "闰三月", "是月", "同日", "本月", "是年", "月底", "月内", "上旬", "3月上旬", "春", "年初", "7月",
        "2021年", "2021年（辛丑）", "乾隆元年（1736）", "4日（农历除夕）", "第三季度",
        "光绪三年", "宋元丰三年", "民国二十一年三月", "12月28日至次年1月2日", "1—3月", "初八", "公元前221年",
    ],
)  # fmt: skip
def test_a_date_says_no_more_than_when(words: str) -> None:
    assert is_date(words)


@pytest.mark.parametrize(
    "words",
    [
        "概况",
        "7月汛情",
        "4日会议",
        "三月三歌会",
        "春耕",
        "改革开放四十年",
        "建市二十年",
        "百年",
        "10年",
        "120周年",
        "月饼",
        "日报",
        "",
    ],
)
def test_a_title_with_a_date_in_it_is_none(words: str) -> None:
    assert not is_date(words)


def test_a_mark_of_an_event_is_taken_with_its_space() -> None:
    assert [event_mark(text) for text in ("△　县", "△县", "县△", "")] == ["△　", "△", "", ""]


def entry(ident: str, date: str, *texts: str) -> Entry:
    return Entry(ident, heading(date) if date else None, tuple(map(paragraph, texts)))


def month(ident: str, *children: SectionChild) -> Section:
    return Section(ident, heading(ident), 1, children)


def test_a_section_is_a_chronicle_where_most_of_its_headings_are_dates() -> None:
    made = Document(
        "", Metadata(),
        (
            month("1月", entry("a", "4日", "甲。"), entry("b", "春节前", "乙。"), entry("c", "是月", "丙。")),
            month("2月", entry("d", "", "△　丁。")),
            month("综述", entry("e", "概况", "戊。"), entry("f", "4日", "己。")),
        ),
    )  # fmt: skip
    assert chronicle_entries(made) == {"a", "b", "c", "d"}
    alone = Document("", Metadata(), (month("综述", entry("d", "", "△　丁。")),))
    assert chronicle_entries(alone) == frozenset()
    one = Document("", Metadata(), (month("综述", entry("d", "2021年", "丁。")),))
    assert chronicle_entries(one) == frozenset()


LONG = "全县农村工作会议召开，部署粮食生产、农田水利和乡村建设，县有关部门和各乡镇负责人参加会议。"
YEAR = Document(
    "",
    Metadata(),
    (month("1月", entry("a", "18日", LONG, f"△　{LONG}", LONG), entry("b", "是月", LONG)),),
)


def texts(document: Document, hang: float = 2.0) -> list[SetText]:
    theme = THEME.model_copy(update={"chronicle": Chronicle(hang=hang)})
    galley = Galley(Setter(theme, "zh-Hans"), {})
    galley.set(document, titled=False)
    return [piece.text for piece in galley.pieces if isinstance(piece, Lines)]


def begins(text: SetText) -> list[float]:
    """Where each line begins, in em."""
    return [round(line.origins[0] / THEME.type_area.size, 2) for line in text.lines]


def test_dates_and_events_stand_at_the_edge_and_all_else_hangs() -> None:
    _, dated, event, further, _ = texts(YEAR)
    assert begins(dated) == [0, 2, 2]
    assert begins(event) == [0, 2, 2]
    assert begins(further) == [2, 2, 2]
    first = event.lines[0]
    assert event.text.startswith("△　全") and round(first.origins[2] / THEME.type_area.size, 2) == 2


def test_a_date_is_no_heading_to_who_listens() -> None:
    """It would head nothing: the day of which month it is stands over the section."""
    _, dated, *_ = texts(YEAR)
    assert '<p class="date">18日</p>' in dated.html(0, 1) and "<h" not in dated.html(0, 1)


def test_a_theme_may_set_chronicles_as_running_text() -> None:
    _, dated, event, _, _ = texts(YEAR, hang=0)
    assert (begins(dated)[:2], begins(event)[:2]) == ([0, 0], [2, 0])


def test_an_entry_that_is_no_chronicle_s_is_running_text() -> None:
    other = Document("", Metadata(), (Entry("a", heading("概况", BRACKETS), (paragraph(LONG),)),))
    assert begins(texts(other)[0])[1] == 0


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["4日", "12月31日", "1月30日至2月2日", "是月"]),
    st.text("中，。（）“”A1 ", min_size=8, max_size=120).filter(lambda text: text.strip() == text),
)
def test_a_date_is_never_alone_on_its_line(date: str, words: str) -> None:
    made = Document("", Metadata(), (entry("a", date, words), entry("b", "是年", LONG)))
    text, _ = texts(made)
    assert text.text == date + words
    assert len(text.lines) == 1 or text.lines[0].end > len(date)


def test_html_names_what_hangs() -> None:
    html = render_html(YEAR, THEME)
    assert html.count('<div class="lead hung-out">') == 2
    assert '<p class="hung-out"><span class="event">△　</span><span>全' in html
    assert html.count('<p class="hung-in">') == 1
    flat = THEME.model_copy(update={"chronicle": Chronicle(hang=0)})
    assert "hung-out" not in render_html(YEAR, flat).split("<main>")[1]


def test_docx_has_styles_for_it() -> None:
    paragraphs = part(render_docx(YEAR, THEME, {}), "word/document.xml").iter("{*}p")
    styles = [(style_of(p), words_of(p)[:1]) for p in paragraphs]
    assert styles == [
        ("Heading1", "1"), ("EntryHeading2", "1"), ("ChronicleText", "全"), ("ChronicleEvent", "△"),
        ("ChronicleText", "全"), ("EntryHeading2", "是"), ("ChronicleText", "全"),
    ]  # fmt: skip


def test_lines_of_a_chronicle() -> None:
    """The date keeps to what happened, and the em after it is the last to give; what cannot stand beside it
    makes no line of the date alone. The place after an event's mark is that of all lines."""
    date = Run("4日", STYLE, gap=EM, leads=True)
    mark = Run("△", STYLE, gap=EM, leads=True, together=True)
    words = "开幕式举行，会期三天，与会一百人。"
    for run, text, expected in (
        (date, words, ["│4₁日₇开幕式举行，│", "│₁₆会期三天，₄与│", "│₁₆会一百人。"]),
        (date, "Constantinople", ["│4₁日₇Constantino│", "│₁₆ple"]),
        (mark, words, ["│△₈开₁幕₁式₁举₁行，│", "│₁₆会期三天，₄与│", "│₁₆会一百人。"]),
    ):
        made = compose(Paragraph((run, Run(text, STYLE)), 8 * EM, hang=2 * EM))
        assert [shown(run.text + text, line, 8 * EM) for line in made] == expected
