"""Captions and credits: how they are set, and what only looks like one."""

from __future__ import annotations

import typeset
from tests.layouts.catalogue import LAYOUTS
from tests.layouts.measure import printed
from typeset.model import Credit, Figure, entries, figures, inline_text
from typeset.printed_words import plain_text

OPENING = [
    "【渡口改造】",
    "　　全年改造渡口二十一处，其中北岸十三处、",
    "南岸八处，渡船全部换为钢质机动船，船工持证",
    "上岗。汛期停航十二天，由海事站派员值守，没",
]
REST = [
    "有发生安全事故。渡口之间以村道相连，乡民往",
    "来不必再绕行石桥，赶集的日子，两岸客商络绎",
    "不绝，渡船每日往返四十余趟，载客近千人次，",
    "货物以粮食、山货、农具为大宗，运费由乡里统",
    "一核定。",
    "【航标维护】",
    "　　更换浮标四十六座、岸标二十七座，清理碍",
    "航树枝及沉船三处，河道两侧新设水尺十一根，",
    "由沿岸村组看护，每月报送水情。",
]


def pictures(*words: str, rest: list[str] | None = None) -> list[str]:
    """Each caption that is found amid the sentence, with its credit."""
    lines = [*OPENING, *words, *(REST if rest is None else rest)]
    document = typeset.reflow(typeset.read("\n".join(lines).encode())).document
    return [f"{inline_text(figure.caption)} @{credit(figure)}" for figure, _ in figures(document)]


def credit(figure: Figure) -> str:
    parts = figure.credit.parts if figure.credit is not None else ()
    return "|".join(f"{part.kind.value}:{part.text}" for part in parts)


def test_a_role_may_stand_after_a_solidus() -> None:
    found = ["改造后的柳林渡夜景 @name:沈岳|sep:/|role:摄"]
    assert pictures("改造后的柳林渡夜景  沈 岳/摄") == found
    assert pictures("改造后的柳林渡夜景", "县航道管理所/供稿") == [
        "改造后的柳林渡夜景 @org:县航道管理所|sep:/|role:供稿"
    ]
    assert pictures("改造后的柳林渡夜景", "图/县航道管理所") == [
        "改造后的柳林渡夜景 @role:图|sep:/|org:县航道管理所"
    ]
    assert pictures("改造后的柳林渡夜景（沈岳　供图、翻拍）") == [
        "改造后的柳林渡夜景 @name:沈岳|sep:　|role:供图|sep:、|role:翻拍"
    ]


def test_two_captions_in_a_row() -> None:
    found = pictures(
        "1966年5月，船工沈岳（左二）、顾",
        "长庚（左一）在柳林渡口",
        "（县档案馆　供稿）",
        "1983年，“柳林一号”下水时船工",
        "与乡民合影",
        "（顾长庚　提供）",
    )
    assert [caption.split(" @")[0] for caption in found] == [
        "1966年5月，船工沈岳（左二）、顾长庚（左一）在柳林渡口",
        "1983年，“柳林一号”下水时船工与乡民合影",
    ]


def test_a_caption_may_repeat_the_first_line_of_its_entry() -> None:
    first = "3月28日，省航道局柳林渡口改造工程"
    lines = [
        "【柳林渡通航】",
        f"　　{first}全部完工并通航。",
        *OPENING[1:],
        first,
        "竣工典礼",
        "（沈岳　摄）",
        *REST,
    ]
    document = typeset.reflow(typeset.read("\n".join(lines).encode())).document
    assert [inline_text(figure.caption) for figure, _ in figures(document)] == [f"{first}竣工典礼"]


def test_a_dated_line_below_a_signature_at_the_foot_of_a_page() -> None:
    found = pictures(
        "有发生安全事故。", "　　　　　　（航道所）", "渡船学校首届学员合影（1921年7", "月）", rest=[]
    )
    assert found == ["渡船学校首届学员合影（1921年7月） @"]


def test_brackets_inside_a_signature() -> None:
    lines = [*OPENING, "有发生安全事故。　（县（市、区）航道局）"]
    document = typeset.reflow(typeset.read("\n".join(lines).encode())).document
    signed = [child for entry in entries(document) for child in entry.children if isinstance(child, Credit)]
    assert [part.text for one in signed for part in one.parts] == ["县（市、区）航道局"]


def test_a_number_at_a_line_begins_no_list_inside_a_sentence() -> None:
    lines = [
        *OPENING[:3],
        "上岗。汛期停航12天，18艘渡船每日往返5趟约",
        "20.43 万人，由海事站4人值守，停航3次。",
    ]
    document = typeset.reflow(typeset.read("\n".join(lines).encode())).document
    assert "约20.43万人" in plain_text(document)


def test_a_family_name_that_is_a_role_too() -> None:
    lines = [*OPENING, "有发生安全事故。　（文　丽　杜　燕）"]
    document = typeset.reflow(typeset.read("\n".join(lines).encode())).document
    signed = [child for entry in entries(document) for child in entry.children if isinstance(child, Credit)]
    assert [part.text for one in signed for part in one.parts if part.text.strip()] == ["文丽", "杜燕"]


def test_a_line_that_may_begin_or_follow_a_caption_joins_with_doubt() -> None:
    layout = next(layout for layout in LAYOUTS if layout.name == "yearbook-captions-bare")
    made = [typeset.reflow(typeset.read(printed(layout, seed).text.encode())).ledger for seed in range(1, 8)]
    decisions = [decision for ledger in made for decision in ledger.decisions]
    around = [one for one in decisions if any(signal.name == "may-be-caption" for signal in one.signals)]
    assert around
    assert all(one.thin for one in around)


def test_a_line_set_apart_by_gaps_amid_a_sentence() -> None:
    found = pictures("", "2016年5月，柳林渡首航", "")
    assert found == ["2016年5月，柳林渡首航 @"]
