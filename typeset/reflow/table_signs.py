"""What tells a table's title, the unit of its figures, figures, and what stands below it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from typeset.people import SURNAMES
from typeset.reflow.signs import ODD

_NUMBERS = r"(?:[\d０-９一二三四五六七八九十]+(?:[-—.．·－–][\d０-９]+)*|[IVXLC]+\b)"
LABEL = re.compile(
    rf"(?:附?[表錶]|(?:Table|TABLE|Tab\.))\s*{_NUMBERS}(?![\d、,，。；])|[（(]?[续續](?:附?表|上表)|附表(?=[\s：:])"
)
"""Begins a table's title: 表3-1, Table 2, TABLE IV.—, 续表."""
LABEL_ALONE = re.compile(rf"附?[表錶]\s*{_NUMBERS}|(?:Table|TABLE)\s*{_NUMBERS}\.?")
"""A table's number on a line of its own, before its title."""
CONTINUED = re.compile(
    rf"[（(]?[续續]上?附?表\s*(?P<after>{_NUMBERS})?[）)]?(?:\s.*)?"
    rf"|(?:附?表|Table|TABLE)\s*(?P<before>{_NUMBERS}).*[（(](?:[续續](?:表|前|上表)?|[Cc]ontinued|[Cc]ont(?:\.|’d|'d)?)[）)]",
)
"""A table's title on a page that goes on with it, and its number if it has one."""
NUMBER = re.compile(rf"(?:表|Table|TABLE|Tab\.)\s*({_NUMBERS})")
NAMES_TABLE = re.compile(
    r"(?:表|统计|統計|一览|一覽|情况|情況|名录|名錄|构成|構成|排名|指标|指標|对比|對比|对照|對照|概览|明细)\Z"
)
UNIT = re.compile(r"(?:[（(]|(?<!\S)|\A)(?:计量|計量|货币)?单?單?位[：:]\s*[^\s，。；]{1,16}?[）)]?\Z")
_COUNTED = r"(?:[%％‰]|[十百千万萬亿億]{0,3}[\u4e00-\u9fff]{0,3}|[A-Za-z㎡㎞]{0,4}\d?)"
_FIGURES = re.compile(
    rf"[-+−±~约近<>≤≥]?[¥$￥]?\d[\d.,，]*\s*{_COUNTED}[*＊①-⑳]?|[-—–…·/×]+|[-+−]?\d+[—\-～~–/]\d+(?:年)?|[-+−]?\d[\d.,]*\s*[（(][-+−]?[\d.]+%?[）)]"
)
BEGINS_TAIL = re.compile(
    r"(?:资料来源|資料來源|数据来源|數據來源|来源|說明|说明|注|註|备注|附注|资料|Sources?|Notes?)\s*\d?[：:]"
)
"""Begins what stands below a table: where its figures are from, and remarks."""
_NAME = re.compile(r"[\u4e00-\u9fff]\s*[\u4e00-\u9fff·]{1,3}(?:[（(][男女满满回蒙苗藏壮][^）)]{0,4}[）)])?")


def is_figures(text: str) -> bool:
    """Whether a cell holds a number, with what it counts, or the dash of an empty one."""
    return _FIGURES.fullmatch(text.strip()) is not None


def is_name(text: str) -> bool:
    """Whether a cell looks like a person's name, padded or not."""
    return text[:1] in SURNAMES and len(text) <= 8 and _NAME.fullmatch(text) is not None


def same_words(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether two rows have the same words, white space aside."""
    return [ODD.sub("", text) for text in first] == [ODD.sub("", text) for text in second]
