"""The name of a person → the reading of its family name, where that has one of its own: 单 shàn, 万俟 mòqí.

Facts of 现代汉语词典 (姓), of overtrue/pinyin's table and of npm's pinyin-pro; of these what pypinyin's
dictionary reads otherwise, alone or before some given name: 柏林 is a town, 柏 Bǎi a family. Where a family
name has several readings, the commonest stands here; an editor may say another (``sort`` of a name).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from typeset.index_forms import is_han

_ALONE = """
bai3 柏  bo2 薄  bu3 卜  che1 车  chong2 种  du1 都  gan1 干  ge3 盖蓋葛  gou1 句勾  guo1 过過  ha3 哈
he2 和  hua4 华華  ji3 纪紀  jia3 贾  kan4 阚  kong1 空  lu4 陆  meng2 蒙  miao4 缪繆  mou2 牟  na1 那
nai4 能佴  nan2 南  nian2 粘  nie4 乜  ou1 区區  piao2 朴  po2 繁  qiang2 强  qin2 覃  qiu2 仇  qu1 曲
ren2 任  sa3 撒  shan4 单單  shao4 召  she2 折  sheng4 盛  shen1 莘  wan4 万  wei4 蔚尉  xian3 洗  xiao1 肖
xie4 解  xing2 行  yan1 燕  yao1 么要  ye4 叶  yin1 殷  ying1 应  yu1 於  yue4 乐樂  yun4 员員  zeng1 曾
zha1 查  zhai2 翟  zhai4 祭  bi4 秘祕
"""
"""Syllable and characters."""
_TOGETHER = """
chan2-yu2 单于單于  gou1-long2 句龙句龍  jia2-gu3 夹谷夾谷  mo4-qi2 万俟萬俟  yu4-chi2 尉迟尉遲
yue4-zheng4 乐正樂正  zai3-fu3 宰父  zi3-ju1 子车子車  duan4-gan1 段干
"""
_LONGEST = {1: (2, 3), 2: (3, 4)}
"""Characters of a whole name, by those of its family name. What is longer transcribes another language."""


class Surname(NamedTuple):
    words: str
    syllables: tuple[str, ...]


def surname_of(name: str) -> Surname | None:
    """The family name that somebody's name begins with and its syllables, with tones as numbers; None where
    nothing is known but what a dictionary says."""
    if not all(map(is_han, name)):
        return None
    for size in (2, 1):
        syllables = READ.get(name[:size])
        if syllables and len(name) in _LONGEST[size]:
            return Surname(name[:size], syllables)
    return None


def _table() -> Mapping[str, tuple[str, ...]]:
    read: dict[str, tuple[str, ...]] = {}
    for table, size in ((_ALONE, 1), (_TOGETHER, 2)):
        words = table.split()
        for syllables, own in zip(words[::2], words[1::2], strict=True):
            for at in range(0, len(own), size):
                read[own[at : at + size]] = tuple(syllables.split("-"))
    return read


READ = _table()
