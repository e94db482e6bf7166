"""What stands in an entry → which of its paragraphs are nothing but lists of people (名录, 名单), by their
form: where the label, the names and the remarks behind them stand.

The model says nothing of it. Every edition asks here, so that a list is known by one rule.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from typeset.model import EntryChild, Name, Paragraph, Text
from typeset.people import COMPOUND_SURNAMES, OF_PEOPLE, ROLE, SURNAMES

_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_REMARK = r"[（(][^（）()\s]{1,16}[）)]"
_ITEM = re.compile(
    rf"(?P<name>[{_HAN}]{{1,8}}(?:·[{_HAN}]{{1,8}})+|[{_HAN}]{{1,4}})(?P<remark>{_REMARK})?(?P<space>\s+|\Z)"
)
_COLON = re.compile(rf"([{_HAN}](?:[{_HAN}、]|\s(?=[{_HAN}]))*)({_REMARK})?[：:]")
_ROLE_AND_SPACE = re.compile(rf"((?:[{_HAN}]\s+){{1,4}}|[{_HAN}]{{2,8}}\s+)(?=[{_HAN}])")
_LONGEST_LABEL = 12
"""Characters, without what is said in brackets."""
_ABOUT_PERSON = re.compile(rf"[男女]|[{_HAN}]{{1,5}}族")
"""What is said in brackets of people alone: （女）, （满族）, （女，回族）."""
_STOPS = re.compile(r"[，,、；;]")
_PLACE = frozenset("村庄莊镇鎮乡鄉县縣市区區路街局厂廠校院馆館所站屯寨店湾灣沟溝")
"""Characters that names of places and bodies end with, which begin as family names may: 王家村, 公安局."""
_THING = frozenset(
    "品量率费税目类种型部处室团队组党社具车船线网库菜瓜豆稻药鱼猪鸡鸭肉奶布煤砖度值额项款件条例案"
    "首括该到置排油障场惯险屋效层价压墓辆片销气户课纸署铺袋题票电贸卉粱蔗薯"
)
"""Those that words for things end with, and names of people do not: 项目, 黄瓜."""
_NAMES_ALONE, _NAMES_TOLD, _NAMES_AFTER_SPACE, _NAMES_AFTER_COLON = 8, 3, 3, 2
"""Names that a list has at least: with no more to go by; where their form says that they are people; of a
block of lists whose labels say what people do, with spaces behind them; with colons."""
_FEW = 5
"""Of fewer names every one begins with a family name."""
_FAMILY_NAMES = 0.8
"""Share of the names that begin with a family name, so that a list is one of people."""
_PLACES = 0.15


@dataclass(frozen=True, slots=True)
class Listed:
    """One of a list: offsets in its text. The name is from ``start`` to ``end``; a remark behind it ends with
    ``told``, which is ``end`` without one. In a spread name there is white space."""

    start: int
    end: int
    told: int


@dataclass(frozen=True, slots=True)
class NameList:
    """A list of people. ``label``: characters of what stands before the names (主　任：), with its colon and
    without the space behind it; 0 without. ``block``: how wide the labels of the lists beside it are, and its
    own, in whole characters, with the spaces in them and without their colons."""

    text: str
    label: int
    people: tuple[Listed, ...]
    block: tuple[int, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Without the white space of spread ones."""
        return tuple("".join(self.text[one.start : one.end].split()) for one in self.people)

    @property
    def role(self) -> str:
        """The label as printed, without its colon."""
        return self.text[: self.label].rstrip("：:")

    @property
    def role_width(self) -> int:
        """How wide that is, in characters."""
        return math.ceil(_width(self.role))

    @property
    def cells(self) -> Iterator[tuple[str, str, str]]:
        """Each name, the remark behind it and the white space behind both, as printed."""
        for one, after in zip(self.people, (*self.people[1:], None), strict=True):
            until = after.start if after is not None else len(self.text)
            yield self.text[one.start : one.end], self.text[one.end : one.told], self.text[one.told : until]

    @property
    def before(self) -> str:
        """The label and the white space behind it; empty without one."""
        return self.text[: self.people[0].start]


@dataclass(frozen=True, slots=True)
class _Read:
    """What may be a list. ``of_people``: its label says that people follow. ``told``: the form of its names,
    or what is said of them, says so; ``unsure``: spaces in names are as wide as between them."""

    listed: NameList
    of_people: bool = False
    told: bool = False
    unsure: bool = False

    @property
    def count(self) -> int:
        return len(self.listed.people)


def name_lists(items: Sequence[EntryChild]) -> tuple[NameList | None, ...]:
    """For each of an entry's children the list of people that it is nothing but; None if it is none.

    Names have spaces between them, are of two to four Han or in parts (阿卜杜拉·艾合买提), and may have a
    remark in brackets. The first and four fifths of them, of less than five all, begin with a family name,
    those of four characters with one of two; or the remark says that it is somebody's: 女, 满族. No word says
    what somebody does, hardly any ends as those for places, bodies and things do, and the last not with 等.
    Names of two characters may be spread (李　雷) if the spaces in them are not wider than any between names.

    Such a paragraph is a list if it has eight names; or three, of which some are told to be people's by a
    remark or by spaces in them narrower than between them. A label with a colon, or a role with a space, may
    stand before the names. Lists one after the other whose labels say what people do (副主任：) are lists of
    people where they have two names in all, three without colons; beside them so is one with any other label
    and two names.
    """
    read = [_read(item) if isinstance(item, Paragraph) else None for item in items]
    found: list[NameList | None] = []
    for labelled, run in groupby(read, key=lambda one: one is not None and one.listed.label > 0):
        own = list(run)
        found += _block([one for one in own if one is not None]) if labelled else map(_alone, own)
    return tuple(found)


def _alone(read: _Read | None) -> NameList | None:
    return read.listed if read is not None and _is_sure(read) else None


def _is_sure(read: _Read) -> bool:
    """Whether it is a list by its names alone."""
    least = _NAMES_TOLD if read.told else _NAMES_ALONE
    return read.count >= least and not read.unsure


def _block(own: Sequence[_Read]) -> Iterator[NameList | None]:
    """Lists with labels, one after the other."""
    people = [one for one in own if one.of_people]
    colons = any(one.listed.text[one.listed.label - 1] in "：:" for one in people)
    enough = sum(one.count for one in people) >= (_NAMES_AFTER_COLON if colons else _NAMES_AFTER_SPACE)
    many = sum(one.count for one in own) >= _NAMES_ALONE

    def is_list(one: _Read) -> bool:
        beside = (enough or many) and one.count > 1 and not one.unsure
        return _is_sure(one) or (enough if one.of_people else beside)

    found = [one.listed for one in own if is_list(one)]
    widths = tuple(sorted({one.role_width for one in found}))
    for one in own:
        yield replace(one.listed, block=widths) if is_list(one) else None


def _width(text: str) -> float:
    """In characters: a narrow space is half of one."""
    return len(text) - sum(char.isspace() and char != "\u3000" for char in text) / 2


def _read(paragraph: Paragraph) -> _Read | None:
    """The names of a paragraph that is nothing but names, and a label."""
    if not all(isinstance(inline, Text | Name) for inline in paragraph.inlines):
        return None
    return _read_text(paragraph.text)


def names_in(text: str) -> NameList | None:
    """The names of a line that is nothing but such, or of a role and such: a part of a list, if the lines
    beside it say so. None for any other, and for a label that says nothing of people."""
    read = _read_text(text)
    return read.listed if read is not None and (read.of_people or not read.listed.label) else None


def _read_text(text: str) -> _Read | None:
    label, of_people = _label(text)
    begin = label + len(text[label:]) - len(text[label:].lstrip()) if label else 0
    reading = _Reading(text)
    people = tuple(reading.people(begin))
    if not reading.whole or not people:
        return None
    listed = NameList(text, label, people)
    if not _are_people(listed):
        return None
    return _Read(listed, of_people, reading.spread or any(map(reading.is_told, people)), reading.unsure)


@dataclass(slots=True)
class _Reading:
    """Of one text, name by name. ``whole``: nothing in it is no name."""

    text: str
    whole: bool = True
    inner: set[str] = field(default_factory=set)
    between: set[str] = field(default_factory=set)

    def people(self, begin: int) -> Iterator[Listed]:
        """Characters by themselves are the halves of spread names, two and two."""
        half, at = -1, begin
        while at < len(self.text) and self.whole:
            item = _ITEM.match(self.text, at)
            alone = item is not None and len(item["name"]) == 1
            if item is None or (half >= 0 and not alone) or (half < 0 and alone and item["remark"]):
                self.whole = False
                return
            at = item.end()
            if alone and half < 0:
                half = item.start()
                self.inner.add(item["space"])
                continue
            self.between |= {item["space"]} if at < len(self.text) else set()
            end = item.end("name")
            yield Listed(item.start() if half < 0 else half, end, max(end, item.end("remark")))
            half = -1
        inner, between = (
            max(map(_width, self.inner), default=0.0),
            min(map(_width, self.between), default=9.0),
        )
        self.whole &= half < 0 and len(self.inner) < 2 and inner <= between

    @property
    def unsure(self) -> bool:
        return bool(self.inner & self.between)

    @property
    def spread(self) -> bool:
        return bool(self.inner and self.between) and not self.unsure

    def is_told(self, one: Listed) -> bool:
        return _is_told(self.text, one)


def _label(text: str) -> tuple[int, bool]:
    """How long the label of a list is, its colon counted, and whether it says that people follow."""
    if (found := _COLON.match(text)) is not None:
        role = "".join(found[1].split())
        return (
            (found.end(), OF_PEOPLE.search(role) is not None) if len(role) <= _LONGEST_LABEL else (0, False)
        )
    if (found := _ROLE_AND_SPACE.match(text)) is not None:
        for role in _leading(found[1]):
            said = "".join(role.split())
            if ROLE.fullmatch(said) or (len(said) > 3 and OF_PEOPLE.search(said)):
                return len(role), True
    return 0, False


def _leading(words: str) -> Iterator[str]:
    """The first word; more of them where all are one character, the most first."""
    ends = [found.end() for found in re.finditer(r"\S+", words)]
    yield from (words[:end] for end in reversed(ends))


def _are_people(listed: NameList) -> bool:
    names = listed.names
    people = [_is_of_people(name) for name in names]
    told = [_is_told(listed.text, one) for one in listed.people]
    somebody = [one or other for one, other in zip(people, told, strict=True)]
    if any(map(ROLE.fullmatch, names)) or names[-1].endswith("等") or not somebody[0]:
        return False
    share = 1.0 if len(names) < _FEW else _FAMILY_NAMES
    others = sum(name[-1] in _PLACE or name[-1] in _THING for name in names)
    return sum(somebody) >= share * len(names) and others <= _PLACES * len(names)


def _is_told(text: str, one: Listed) -> bool:
    """Whether a remark says that a name is somebody's."""
    return any(map(_ABOUT_PERSON.fullmatch, _STOPS.split(text[one.end + 1 : one.told - 1])))


def _is_of_people(word: str) -> bool:
    """By how it begins; a family name alone is nobody's."""
    if word in COMPOUND_SURNAMES:
        return False
    if "·" in word or word.startswith(COMPOUND_SURNAMES):
        return True
    return word[0] in SURNAMES and len(word) < 4
