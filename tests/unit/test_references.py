"""References: what words are tied to, what a link may lead to, and how numbers of pages come to rest."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

import pytest

import typeset
from tests.documents import heading
from tests.notation import document_lines
from typeset.compose.tokens import Style
from typeset.crossrefs import cross_refs
from typeset.editions.composed import Setter
from typeset.editions.page_numbers import Numbers, page_runs, page_words, standing
from typeset.errors import FormatError, OverrideError
from typeset.formats.json import read_json, write_json
from typeset.formats.markdown import read_markdown, write_markdown
from typeset.formats.tei import read_tei, restore, schema_problems, write_tei
from typeset.job import Job, Override
from typeset.keys import key_at
from typeset.model import CrossRef, Document, Entry, Metadata, Paragraph, Text
from typeset.printed_words import plain_text
from typeset.span import NOWHERE
from typeset.theme import load_theme
from typeset.volume import bind

# ---- what words are tied to


def tied(words: str, *, title: str = "水利建设", more: str = "") -> str:
    """The second entry of a text, as ``notation`` shows it, ids left out."""
    raw = f"【{title}】全年建成水库。\n【防汛抗旱】{words}\n{more}"
    document = typeset.reflow(typeset.read(raw.encode())).document
    lines = [line for line in document_lines(document) if line.startswith("- ")]
    return lines[1][2:]


@pytest.mark.parametrize(
    "words",
    [
        "参见“水利建设”。",
        "资金充足（见【水利建设】）。",
        "资金充足，详见“水利建设”条目。",
        "另见「水利建设」。",
    ],
)
def test_what_names_one_heading_is_tied(words: str) -> None:
    assert "](#e-" in tied(words)


@pytest.mark.parametrize(
    "words",
    [
        "参见“水利工作”。",  # no heading
        "参见“防汛抗旱”。",  # its own
        "参见“概况”。",  # of two
        "常见“水利建设”字样。",  # no verb of sending
        "沿路所见“水利建设”的标语甚多。",
        "参见水利建设。",  # no marks
        "历史上见《水利建设》一书。",  # a work
    ],
)
def test_what_may_mean_something_else_is_not(words: str) -> None:
    assert "](#" not in tied(words, more="【概况】甲。\n【概况】乙。\n")


def test_words_over_the_end_of_a_line_are_tied_and_restored() -> None:
    raw = "【水利建设】全年建成水库。\n【防汛抗旱】资金充足，详见“水利\n建设”条目，不另述。\n".encode()
    result = typeset.reflow(typeset.read(raw))
    [ref] = cross_refs(result.document)
    assert ref.text == "详见“水利建设”条目" and len(ref.span.ranges) == 2
    written = write_tei(result.document, result.ledger).encode()
    assert restore(written) == raw and read_tei(written) == result.document


def test_a_running_head_in_the_midst_of_words_keeps_them_text() -> None:
    """One element cannot hold what stands between."""
    page = "【水利建设】全年建成水库，总库容三千万立方米，灌区渠道衬砌率居首位。\n"
    raw = f"{page * 2}【防汛】详见“水\n\f— 12 —\n利建设”。\n"
    result = typeset.reflow(typeset.read(raw.encode()))
    assert restore(write_tei(result.document, result.ledger).encode()) == raw.encode()


def test_a_thin_one_says_so_in_the_xml() -> None:
    raw = "【大事记】一月八日召开会议。\n【防汛抗旱】另见《大事记》，参见“大事记”。\n"
    result = typeset.reflow(typeset.read(raw.encode()))
    data = write_tei(result.document, result.ledger)
    assert re.findall(r"<ref target=\"#e-[0-9a-f]+\"([^>]*)>", data) == [' cert="low" resp="#typeset"', ""]
    assert schema_problems(data.encode()) == [] and read_tei(data.encode()) == result.document


def test_a_person_has_the_last_word() -> None:
    raw = "【水利建设】全年建成水库。\n【防汛抗旱】参见“水利建设”，另见“水利”。\n"
    origin = typeset.read(raw.encode())
    first = next(cross_refs(typeset.reflow(origin).document))
    at = [key_at(raw, raw.index(words)) for words in ("参见", "另见")]

    def chosen(place: str, choice: str) -> list[CrossRef]:
        job = Job(decide=(Override(kind="reference", at=place, choose=choice),))
        return list(cross_refs(typeset.reflow(origin, job).document))

    assert chosen(at[0], "text") == []
    assert [ref.target for ref in chosen(at[1], first.target)] == [first.target] * 2
    with pytest.raises(OverrideError, match="no decision of kind"):
        chosen(key_at(raw, raw.index("全年")), first.target)


BESIDE = """\
【水利建设】全年建成水库①，总库容三千万立方米。
【防汛抗旱】汛期巡查如下。
表2　防汛物资统计表（另见“水利建设”）
单位：件
物资    数量    备注
草袋    1200    详见“水利建设”
铁锹    350     见表2
木桩    800     见“水库”
注：数量截至2022年12月31日，参见“水利建设”。
① 含在建水库，参见“防汛抗旱”。
"""


def test_notes_and_tables_are_tied_too() -> None:
    """What a table says of itself is not."""
    result = typeset.reflow(typeset.read(BESIDE.encode()))
    lines = [re.sub(r"-[0-9a-f]{6}\)", ")", line) for line in document_lines(result.document)]
    assert lines[1:] == [
        "- 全年建成水库^①^，总库容三千万立方米。",
        "^ ①: 含在建水库，[参见“防汛抗旱”](#e)。",
        "## 【防汛抗旱】",
        "- 汛期巡查如下。",
        "| 表2　防汛物资统计表（[另见“水利建设”](#e)） | 单位：件 |",
        "| 物资 | 数量 | 备注 |",
        "| 草袋 | 1200 | [详见“水利建设”](#e) |",
        "| 铁锹 | 350 | 见表2 |",
        "| 木桩 | 800 | 见“水库” |",
        "- 注：数量截至2022年12月31日，[参见“水利建设”](#e)。",
    ]
    data = write_tei(result.document, result.ledger).encode()
    assert restore(data) == BESIDE.encode() and read_tei(data) == result.document
    assert schema_problems(data) == []
    for write, read in ((write_markdown, read_markdown), (write_json, read_json)):
        assert write(read(write(result.document))) == write(result.document)
        assert [replace(one, span=NOWHERE) for one in cross_refs(result.document)] == list(
            cross_refs(read(write(result.document)))
        )


@pytest.mark.parametrize("words", ["参见“防汛抗旱”", "另见“水利建设”", "详见“水利建设”", "参见“水利建设”"])
def test_a_person_has_the_last_word_there_too(words: str) -> None:
    origin = typeset.read(BESIDE.encode())
    at = key_at(BESIDE, BESIDE.index(words))
    job = Job(decide=(Override(kind="reference", at=at, choose="text"),))
    before = [ref.text for ref in cross_refs(typeset.reflow(origin).document)]
    before.remove(words)
    assert [ref.text for ref in cross_refs(typeset.reflow(origin, job).document)] == before


def test_a_caption_is_tied_but_not_to_itself() -> None:
    raw = (
        "【水利建设】全年建成水库，总库容三千万立方米。\n【防汛抗旱】全年巡查，无险情。\n"
        "图1　2022年9月16日，水库竣工，参见“水利建设”，见图1（张艺　摄）\n"
        "灌区渠道衬砌率居首位。\n"
    )
    document = typeset.reflow(typeset.read(raw.encode())).document
    [figure] = [line for line in document_lines(document) if line.startswith("!")]
    assert re.sub("-[0-9a-f]{6}", "", figure).startswith(
        "! 图1　2022年9月16日，水库竣工，[参见“水利建设”](#e)，见图1"
    )


def test_in_english() -> None:
    raw = (
        "CHAPTER I.\n\nWATER SUPPLY\n\nThe works were built in the year 1921 by the county, and they were\n"
        "made larger in the year 1934, when the second of two dams was closed.\n\n"
        "CHAPTER II.\n\nROADS\n\nThe roads follow the mains here and there (see “CHAPTER I. WATER\n"
        "SUPPLY”), and what both had cost was borne by the county in equal parts.\n"
    )
    document = typeset.reflow(typeset.read(raw.encode())).document
    assert [ref.text for ref in cross_refs(document)] == ["see “CHAPTER I. WATER SUPPLY”"]


# ---- what a link may lead to

FRONT = "---\nlanguage: zh-Hans\n---\n\n## 水利 {#e-1 .entry}\n\n"


@pytest.mark.parametrize(
    ("link", "target", "chapter"),
    [
        ("#e-1", "e-1", ""),
        ("教育.md#e-9", "e-9", "教育.md"),
        ("<下 卷/教育.txt#e-9>", "e-9", "下 卷/教育.txt"),
    ],
)
def test_a_link_to_an_id_is_a_reference(link: str, target: str, chapter: str) -> None:
    document = read_markdown(f"{FRONT}资金[ 见“水利” ]({link})，\n不另述。\n")
    [ref] = cross_refs(document)
    assert ref == CrossRef("见“水利”", target, chapter=chapter)
    assert read_markdown(write_markdown(document)) == document


def test_an_id_may_be_written_as_in_a_url() -> None:
    document = read_markdown("## 水利 {#水利 .entry}\n\n[见“水利”](#%E6%B0%B4%E5%88%A9)。\n")
    assert [ref.target for ref in cross_refs(document)] == ["水利"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("[见“水利”](#e-2)。", "'e-2', which is not there"),
        ("[](#e-1)。", "without words"),
        ('[见“水利”](#e-1 "题")。', "with a title"),
        ("[网址](https://example.org/#e-1)。", "link has no place"),
        ("[文件](教育.pdf#e-1)。", "link has no place"),
        ("[顶](#)。", "link has no place"),
        ("[见*水利*](#e-1)。", "em has no place"),
    ],
)
def test_any_other_link_is_an_error_with_place_and_remedy(words: str, message: str) -> None:
    with pytest.raises(FormatError) as raised:
        read_markdown(f"{FRONT}{words}\n", "x.md")
    assert message in raised.value.message and raised.value.place == "x.md:7" and raised.value.remedy


def test_json_and_tei_refuse_what_leads_nowhere() -> None:
    raw = "【水利建设】全年建成水库。\n【防汛抗旱】参见“水利建设”。\n"
    result = typeset.reflow(typeset.read(raw.encode()))
    [ref] = cross_refs(result.document)
    value = json.loads(write_json(result.document))
    value["sections"][0]["entries"][1]["references"][0]["target"] = "e-0"
    with pytest.raises(FormatError, match="not there"):
        read_json(json.dumps(value), "x.json")
    data = write_tei(result.document, result.ledger).replace(f'target="#{ref.target}"', 'target="#e-0"')
    with pytest.raises(FormatError, match="e-0"):
        read_tei(data.encode(), "x.xml")
    assert restore(data.encode()) == raw.encode()


BESIDE_MD = """\
---
language: zh-Hans
---

# 水利 {#s-1 .section}

## 水库 {#e-1 .entry}

全年建成水库[^n-1]。

[^n-1]: [①]{.mark}含在建，[见“灌区”](#e-2)。

::: {.figure #fig-1}
[图1](#fig-2)之水库！
[见“灌区”](#e-2)
:::

## 灌区 {#e-2 .entry}

::: {.table #tab-1}
[见教育](教育.md#e-1)表1

|  | [备注](#e-1) |
|---|---|
| 甲\\*&#92;[见“甲&#124;乙”](<a&#124;b.md#e-1>)&#124;! | 5 |
:::

## 甲\\|乙 {#e-3 .entry}

::: {.figure #fig-2}
图2
:::
"""


def test_markdown_has_them_wherever_words_stand() -> None:
    document = read_markdown(BESIDE_MD)
    assert [(ref.text, ref.chapter, ref.target) for ref in cross_refs(document)] == [
        ("见“灌区”", "", "e-2"), ("图1", "", "fig-2"), ("见“灌区”", "", "e-2"), ("见教育", "教育.md", "e-1"),
        ("备注", "", "e-1"), ("见“甲|乙”", "a|b.md", "e-1"),
    ]  # fmt: skip
    assert write_markdown(document) == BESIDE_MD
    assert read_json(write_json(document)) == document


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("含在建，", "含在建[^n-1]，", "a note with the mark of a note"),
        ("之水库", "之水库[^n-1]", "a caption with the mark of a note"),
        ("表1\n", "表1[^n-1]\n", "a title with the mark of a note"),
        ("| 5 |", "| 5[^n-1] |", "a cell with the mark of a note"),
        ("| 5 |", "| [5](#e-9) |", "'e-9', which is not there"),
        ("| 5 |", "| [](#e-1) |", "without words"),
        ("图1](#fig-2)", "图1](#n-1)", "'n-1', which is not there"),
    ],
)
def test_what_cannot_stand_there_is_an_error_with_place_and_remedy(old: str, new: str, message: str) -> None:
    assert old in BESIDE_MD
    with pytest.raises(FormatError) as raised:
        read_markdown(BESIDE_MD.replace(old, new), "x.md")
    assert message in raised.value.message and raised.value.remedy
    assert str(raised.value.place).startswith("x.md:")


def test_json_says_where_they_stand() -> None:
    value = json.loads(write_json(read_markdown(BESIDE_MD)))
    first, second, _ = value["sections"][0]["entries"]
    assert first["notes"][0]["references"] == [{"at": 4, "words": "见“灌区”", "target": "e-2"}]
    assert [one["at"] for one in value["figures"][0]["references"]] == [0, 6]
    table = second["tables"][0]
    assert table["references"] == [
        {"at": 0, "words": "见教育", "target": "e-1", "chapter": "教育.md"},
        {"row": 0, "column": 1, "at": 0, "words": "备注", "target": "e-1"},
        {"row": 1, "column": 0, "at": 3, "words": "见“甲|乙”", "target": "e-1", "chapter": "a|b.md"},
    ]
    wrong: tuple[dict[str, object], ...] = (
        {"row": 0, "column": 2}, {"row": 9, "column": 0}, {"row": None}, {"at": 1}, {"at": "0"},
        {"words": " "}, {"target": "e-0"}, {"note": "n-1"},
    )  # fmt: skip
    for change in wrong:
        edited = json.loads(json.dumps(value))
        edited["sections"][0]["entries"][1]["tables"][0]["references"][1] |= change
        with pytest.raises(FormatError, match=r"references|not there"):
            read_json(json.dumps(edited))


def test_tei_has_no_notes_mark_there() -> None:
    result = typeset.reflow(typeset.read(BESIDE.encode()))
    data = write_tei(result.document, result.ledger)
    note = re.search(r'<note place="foot" xml:id="([^"]+)"', data)
    assert note is not None
    marked = re.sub(r'<ref target="[^"]+">详', f'<ref target="#{note[1]}">详', data)
    for wrong, message in (
        (marked, "the mark of a note stands in a paragraph"),
        (data.replace("单位：件", '<ref target="#e-0">单位</ref>：件'), "words alone"),
    ):
        assert wrong != data
        with pytest.raises(FormatError, match=message):
            read_tei(wrong.encode())
        assert restore(wrong.encode()) == BESIDE.encode()


# ---- in a volume


def chapter(ref: CrossRef) -> Document:
    return Document("水利", Metadata(), (Entry("e-1", heading("概况"), (Paragraph((ref, Text("。"))),)),))


def test_those_beside_the_text_follow_the_ids_of_a_volume() -> None:
    own = read_markdown(BESIDE_MD)
    volume = bind([own, own, own], Metadata(), ("教育.txt", "水利.md", "a|b.md"))
    targets = [ref.target for ref in cross_refs(volume)]
    assert targets[:6] == ["e-2", "fig-2", "e-2", "e-1", "e-1", "c3-e-1"]
    assert targets[6:12] == ["c2-e-2", "c2-fig-2", "c2-e-2", "e-1", "c2-e-1", "c3-e-1"]
    assert plain_text(volume).count("见“甲|乙”") == 3


def test_references_follow_the_ids_of_a_volume() -> None:
    here, there = CrossRef("见“概况”", "e-1"), CrossRef("见水利", "e-1", chapter="a.md")
    volume = bind([chapter(here), chapter(here), chapter(there)], Metadata(), ("a.txt", "b.txt", "c.md"))
    assert [(ref.target, ref.chapter) for ref in cross_refs(volume)] == [
        ("e-1", ""),
        ("c2-e-1", ""),
        ("e-1", ""),
    ]


@pytest.mark.parametrize(
    "ref", [CrossRef("见", "e-1", chapter="x.md"), CrossRef("见", "e-2", chapter="a.md")]
)
def test_a_volume_knows_what_its_texts_have(ref: CrossRef) -> None:
    with pytest.raises(FormatError) as raised:
        bind([chapter(ref)], Metadata(), ("a.md",))
    assert raised.value.place == "a.md" and raised.value.remedy


def test_an_edition_has_no_link_to_nothing() -> None:
    with pytest.raises(FormatError, match="'e-9', which is not there"):
        typeset.render(chapter(CrossRef("见", "e-9")), load_theme("yearbook"), "html")
    alone = typeset.render(chapter(CrossRef("见", "e-9", chapter="b.md")), load_theme("yearbook"), "html")
    assert b'class="ref"' not in alone


# ---- numbers of pages


@dataclass
class Pages:
    """A text whose target is on page 9, unless its number has one digit: then it is on page 10."""

    numbers: Numbers

    def pages_of(self, names: frozenset[str]) -> Mapping[str, str]:
        wide = {name: max(len(self.numbers.pages[name]), self.numbers.room.get(name, 0)) for name in names}
        return {name: "9" if wide[name] > 1 else "10" for name in names}


def test_a_number_that_moves_its_own_target_has_the_room_of_the_wider() -> None:
    made = standing(frozenset({"e-1"}), "1", Pages)
    assert made is not None
    assert made.numbers.pages == {"e-1": "9"} and made.numbers.room == {"e-1": 2}


class Restless(Pages):
    def pages_of(self, names: frozenset[str]) -> Mapping[str, str]:
        return {name: str(int(self.numbers.pages[name]) + 1) for name in names}


def test_numbers_that_find_no_rest_are_not_printed() -> None:
    assert standing(frozenset({"e-1"}), "1", Restless) is None


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
def test_a_narrow_number_takes_the_room_of_a_wide_one(language: str) -> None:
    body: Style = Setter(load_theme("yearbook"), language).body
    words = page_words(language, "见“水利”")

    def width(page: str) -> float:
        runs = [r for r in page_runs(words, Numbers({"e": page}, {"e": 3}), "e", body) if r.text]
        return sum(
            r.style.fonts.origins(r.text)[-1] * r.style.size + r.spread * (len(r.text) - 1) for r in runs
        )

    assert width("9") == pytest.approx(width("10")) == pytest.approx(width("999"))


@pytest.mark.parametrize(
    ("language", "said", "shown"),
    [
        ("zh-Hans", "见“水利”", "（第9页）"),
        ("zh-Hans", "资金（见“水利”", "，第9页"),
        ("zh-Hans", "资金（甲）见“水利”", "（第9页）"),
        ("zh-Hant", "見“水利”", "（第9頁）"),
        ("en", "see “Water”", " (p. 9)"),
        ("en", "money (see “Water”", ", p. 9"),
    ],
)
def test_a_page_is_named_as_the_language_does(language: str, said: str, shown: str) -> None:
    body = Setter(load_theme("yearbook"), language).body
    runs = page_runs(page_words(language, said), Numbers({"e": "9"}), "e", body)
    assert "".join(run.text for run in runs) == shown
