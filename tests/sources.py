"""Raw texts for tests: anything at all, and things that look like a yearbook's columns."""

from __future__ import annotations

from hypothesis import strategies as st

from typeset.judge import Judge
from typeset.model import Metadata
from typeset.profile import load_profile
from typeset.reflow.passes import Reflowed, reflow
from typeset.source.decode import decode
from typeset.source.lines import width
from typeset.source.pages import in_reading_order, read_source

_LINES = (
    "【概况】\u2003 2020年，全县有水库12座，总",
    "库容3150万立方米，比上年增长",
    "【一库一策",
    "工作推进】",
    "水 利",
    "综\u2003 述",
    "灌溉排水",
    "建成。\ufffd （李　桐）",
    "\ufffd （王\u3000帆\u3000林若兰）",
    "（张 艺）",
    "会。（县水务局）",
    "— 101 —",
    "102",
    "2020年5月6日，测流仪启用仪式举行\ufffd （县档案馆\u2003 供稿）",
    "活动现场（江 枫 摄）",
    "摄影：江 枫",
    "青川县年鉴（2019）",
    "　　全年未发生溃坝事件。",
    "    4月18日，",
    "AI 看水 /测试",
    "12 家；15家",
    "“云聚　水库”",
    "“甲乙丙丁    戊己庚辛”",
    "In meeting you again I feel",
    "much satisfac-",
    "tion in well-known",
    "words. The",
    "QC 080000",
    "www.example",
    "十\ufffd",
    "\ufffd",
    " ",
    "\u3000",
    "\f",
    "\x0c第二页",
    "\x00",
    "\x07x",
    "（",
    "）",
    "【",
    "】",
    "【】",
    "◆概况　2022年",
    "■",
    "1.",
    "# a",
    "---",
    "&<>\"'",
    "一。",
    "二，",
    "。",
    "，",
    "\u00ad",
    "co\u00ad",
    "operate",
    "\u2028",
    "\x1c",
    "\x85",
    "x\x0by",
    "\u200a/",
    "（\ufffd）",
    "（ ）",
    "（、）",
    "表1　全县水库情况　　单位：万元",
    "名称    库容    年份",
    "东山水库    1200    1998",
    "西河水库            2003",
    "合　计    3150",
    "青川镇",
    "本报讯（记者　李　桐）",
    "本报讯（记者 张艺 通讯员 王若兰）5月3日，",
    "3.5",
    "全县新建水库三座①，比上年[1]多 ②",
    "①　东山、西河、南坪三座，",
    "② 据年报。",
    "（见【概况】），参见“灌溉排水”、“综述”",
    "详见“灌溉排",
    "水”条目，见表1、《综述》",
    "[1] ",
    "*",
)

_ENDS = st.sampled_from(
    ["\n", "\n", "\n", "\n\n", "\n\n", "\r\n", "\r", "\n \n", " \n", "\u2003\n", "\n ", "\n\f", ""]
)


def looking_like_columns() -> st.SearchStrategy[str]:
    """Lines of the kinds that the passes look for, in any order, with any line ends."""
    line = st.one_of(st.sampled_from(_LINES), st.text(max_size=24))
    return st.lists(st.tuples(line, _ENDS), min_size=1, max_size=25).map(
        lambda pairs: "".join(part for pair in pairs for part in pair)
    )


def raw_texts() -> st.SearchStrategy[str]:
    """Any text that is not empty, often like columns."""
    return st.one_of(st.text(min_size=1), looking_like_columns(), side_by_side()).filter(bool)


def reflowed(text: str, judge: Judge | None = None, metadata: Metadata | None = None) -> Reflowed:
    """A raw text through the whole road to its document."""
    origin = in_reading_order(decode(text.encode(), "text"))
    given = judge or Judge()
    return reflow(read_source(origin, given), load_profile("zh-yearbook"), given, metadata or Metadata())


def side_by_side() -> st.SearchStrategy[str]:
    """Two columns on one line, aligned by display width or not, with lines that go across."""
    cell = st.one_of(
        st.sampled_from(
            [
                "全县有水库十二座总",
                "库容三千万立方米。",
                "【概况】灌区三处",
                "",
                "建成。（李桐）",
                "　　全年未发生",
                "A b",
                "综 述",
            ]
        ),
        st.text(max_size=6),
    )
    row = st.tuples(
        cell, cell, st.integers(0, 2), st.sampled_from(["\n", "\n", "\n\n", "\r\n", "\n \n", "\n\f"])
    )

    def printed(rows: list[tuple[str, str, int, str]]) -> str:
        lines = []
        for left, right, jitter, end in rows:
            wide = round(2 * width(left))
            lines.append(f"{left}{' ' * max(2, 30 - wide + jitter)}{right}{end}" if right else f"{left}{end}")
        return "".join(lines)

    return st.tuples(
        st.lists(row, min_size=6, max_size=20).map(printed), st.sampled_from(["", "102\n", "末行"])
    ).map("".join)
