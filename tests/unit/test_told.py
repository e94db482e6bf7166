"""What no sign speaks for a person may still say: a title, a caption, a running head."""

from __future__ import annotations

import typeset
from typeset.job import Job, Override
from typeset.model import entries, figures
from typeset.printed_words import plain_text
from typeset.reflow.passes import Reflowed

TEXT = """【概况】全县有水库十二座，总库容三千
万立方米，比上年增长三成。改造渠系建
筑物一百二十六处。
渠道整治
全年整治渠道十二公里，投入资金三百万
元，惠及农户一千余家。水务局的测流人员
在县档案馆前，
测流仪启用仪式，
十二次巡查渠道，渠系水利用系数提高，
受到全市通报表扬。
【灌溉】灌溉农田十八万亩。
"""


def told(kind: str, at: str, choose: str) -> Reflowed:
    return typeset.reflow(
        typeset.read(TEXT.encode()), Job(decide=(Override(kind=kind, at=at, choose=choose),))
    )


def test_a_line_is_a_heading() -> None:
    document = told("section", "一百二十六处。|渠道整治", "entry").document
    assert [entry.heading.text for entry in entries(document) if entry.heading] == [
        "概况",
        "渠道整治",
        "灌溉",
    ]


def test_a_line_is_a_section() -> None:
    document = told("section", "一百二十六处。|渠道整治", "section").document
    assert "渠道整治\n全年整治渠道" in plain_text(document)


def test_a_line_is_a_caption() -> None:
    document = told("caption", "县档案馆前，|测流仪", "caption").document
    assert [figure.text for figure, _ in figures(document)] == ["测流仪启用仪式，"]
    assert "县档案馆前，十二次巡查" in plain_text(document)


def test_a_line_is_a_running_head() -> None:
    result = told("running-head", "县档案馆前，|测流仪", "furniture")
    assert "测流仪" not in plain_text(result.document).replace(result.document.title, "")
    assert result.ledger.origin.restore() == TEXT.encode()
