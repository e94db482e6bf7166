"""Dates as chronicles (大事记) write them: what they are made of, and whether a heading is one.

Reflow finds the heads of a chronicle's entries with these patterns; of a heading that was read ``is_date``
says whether it is one: it is no term of an index, and what stands under it is set as an event.
"""

from __future__ import annotations

import re

DAY = r"(?:\d{1,2}|[一二三四五六七八九十廿卅]{1,3})日|初[一二三四五六七八九十]日?"
TO = r"(?:——|[—–～~至到\-－、])"
MONTH = r"(?:闰|閏)?(?:[正腊臘冬]|\d{1,2}|[一二三四五六七八九十]{1,3})月"
DAYS = rf"(?:\d{{1,2}}{TO})*{DAY}"
WHEN = rf"(?:{DAYS}|[上中下]旬|[初中底末间間内內]|份)"
REMARK = r"(?:[（(][^（）()]{1,20}[）)])?"
TIMES = (
    "[是同本当當全翌次][年月日]|[年月][初中底末内內]|[上中下]旬|[上下]半年|[春夏秋冬][季天初末]?"
    "|第?[一二三四]季度|岁末|歲末|年终|年終"
)

_ERAS = (
    "洪武|建文|永乐|洪熙|宣德|正统|景泰|天顺|成化|弘治|正德|嘉靖|隆庆|万历|泰昌|天启|崇祯"
    "|顺治|康熙|雍正|乾隆|嘉庆|道光|咸丰|同治|光绪|宣统|(?:中[华華])?民[国國]"
)
"""Reign titles since the Ming; an older one has its dynasty before it."""
_REIGN = rf"(?:[明清]?(?:{_ERAS})|[汉漢魏晋晉隋唐梁周辽遼宋金元][\u4e00-\u9fff]{{2}})"
_HAN_NUMBER = "[〇零一二三四五六七八九十百]{1,4}"
_YEAR = (
    r"(?:(?:\d{3,4}|公元前?\d{1,4}|[〇零一二三四五六七八九]{4})年"
    rf"|{_REIGN}(?:元|{_HAN_NUMBER}|\d{{1,3}})年)"
)
_ONE = rf"(?:{_YEAR}{REMARK}|[次翌同当當本]年)?(?:{MONTH}(?:{WHEN})?|{DAYS}|{TIMES})|{_YEAR}"
_DATE = re.compile(
    rf"(?:{_ONE})(?:{TO}(?:{_ONE}))?{REMARK}|(?:\d{{1,2}}{TO})+{MONTH}[间間]?|月"
    r"|[\u4e00-\u9fff]{2,5}年[（(]\d{3,4}年?[）)]"
)


def is_date(text: str) -> bool:
    """Whether a heading says no more than when something was: 3月, 15日, 1月2—4日, 是月, 光绪三年."""
    return _DATE.fullmatch(text) is not None
