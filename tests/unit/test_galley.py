"""Blocks of a document: what belongs together on a page, whatever stands between."""

from __future__ import annotations

import pytest

from tests.documents import paragraph, signature
from typeset.compose.blocks import Flow
from typeset.editions.composed import Setter
from typeset.editions.galley import Galley
from typeset.model import Document, Entry, EntryChild, Figure, Metadata, Note, Table, Text
from typeset.theme import load_theme

PICTURE = Figure("fig-1", (Text("测流仪"),), None)
NOTE = Note("n-1", "①", (Text("含在建。"),))
TABLE = Table("tab-1", (), (), ((Text("指标"), Text("数量")), (Text("水库"), Text("12"))))


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
