"""Blocks of a document: what belongs together on a page, whatever stands between."""

from __future__ import annotations

import pytest

from tests.documents import cells, paragraph, signature
from typeset.compose.blocks import Flow
from typeset.editions.composed import Setter
from typeset.editions.galley import Galley
from typeset.editions.leads import Lead, Tabulated, leads_of
from typeset.kinds import label_below
from typeset.model import (
    Document,
    Entry,
    EntryChild,
    Figure,
    Metadata,
    Note,
    NoteRef,
    Paragraph,
    Table,
    Text,
)
from typeset.theme import load_theme, theme_names

PICTURE = Figure("fig-1", (Text("测流仪"),), None)
NOTE = Note("n-1", "①", (Text("含在建。"),))
TABLE = Table("tab-1", (), (), cells(("指标", "数量"), ("水库", "12")))


def test_what_is_said_below_a_table_is_set_with_it() -> None:
    words = ("注：含在建。", "资料来源：县水利局。", "全县有水库。", "注：这是正文。")
    children: tuple[EntryChild, ...] = (TABLE, *(paragraph(text) for text in words))
    table, *texts = leads_of(None, children)
    assert isinstance(table, Tabulated) and [note.text for note in table.below] == [*words[:2]]
    assert [text.inlines for text in texts if isinstance(text, Lead)] == [(Text(text),) for text in words[2:]]
    galley = Galley(Setter(load_theme("yearbook"), "zh-Hans"), {})
    galley.set(Document("", Metadata(), (Entry("e", None, children),)), titled=False)
    assert [block.lines for block in galley.blocks if isinstance(block, Flow)] == [4, 1, 1]


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("注：含在建。", "注："),
        ("注1：含在建。", "注1："),
        ("数据来源：县水利局", "数据来源："),
        ("資料來源：縣水利局", "資料來源："),
        ("Source: county records.", "Source:"),
        ("Note 2: without lakes.", "Note 2:"),
        ("注意：洪水。", ""),
        ("全县注：水库。", ""),
        ("来源于水库", ""),
    ],
)
def test_what_a_note_below_a_table_begins_with(words: str, label: str) -> None:
    assert label_below(paragraph(words)) == label
    noted = Paragraph((Text(words), NoteRef("①", "n-1")))
    assert label_below(noted) == ""


def test_what_is_long_is_text() -> None:
    children = (TABLE, paragraph("注：" + "含在建。" * 100))
    assert [type(item) for item in leads_of(None, children)] == [Tabulated, Lead]


@pytest.mark.parametrize("between", [(), (PICTURE,), (NOTE,), (PICTURE, NOTE), (TABLE,)])
def test_a_signature_stays_with_what_it_signs(between: tuple[EntryChild, ...]) -> None:
    """Figures and notes stand beside the text: they part nothing (row 21)."""
    children = (paragraph("全县有水库。"), *between, signature("李桐"))
    galley = Galley(Setter(load_theme("yearbook"), "zh-Hans"), {})
    galley.set(Document("", Metadata(), (Entry("e", None, children),)), titled=False)
    flows = [block for block in galley.blocks if isinstance(block, Flow)]
    if between:
        assert [block.with_next for block in flows[-2:]] == [True, False]
    else:
        assert len(flows) == 1, "on the last line of its paragraph"


@pytest.mark.parametrize("name", theme_names())
def test_a_note_has_words_beside_its_mark(name: str) -> None:
    """However little of it would stand on its last line."""
    setter = Setter(load_theme(name), "zh-Hans")
    for length in range(2, 60):
        first = setter.note(Note("n-1", "①", (Text("含" * length + "。"),))).lines[0]
        assert first.end > len("①")
