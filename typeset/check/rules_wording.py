"""Rules 17 to 19 and 38 to 39: how things are said, after guides for editors of yearbooks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from typeset.check.findings import Hit, Rule, Severity
from typeset.check.matching import NUMBER, hit, inside_quotes, matching
from typeset.check.texts import BODY, HAN, Kind, Subject

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
_EVENT = re.compile(
    r"(?:\A|(?<=[。！？；]))((?:19|20)\d\d)年(?:\d{1,2}月(?:\d{1,2}(?:[—～\-]\d{1,2})?日)?)?(?![\d—～\-])"
)
_HONOUR = re.compile(
    r"(?:获评|获|入选|入围|被评为|评为|列入|荣获|跻身|位列|位居)(?:全[国省市])?“((?:19|20)\d\d)(?=年|[^\d])"
)
_PLANNED = re.compile("将|计划|规划|预计|力争|拟|目标|争取|有望|起施行")
_SINCE = re.compile("年?(?:以来|以后|以前|起|至|后|前|底前)")
_NEAR = 3
"""Years from the volume's own; what is further away is history, and told as such."""
_FEWEST_YEARS = 3
_DEFINED = re.compile(
    f"(?P<full>[{HAN}A-Za-z0-9·、“”（）]{{2,40}}?)（(?:以下|下文|后文)?(?:统)?(?:简称|下称)[为：]?[“‘《]?"
    f"(?P<short>[{HAN}A-Za-z0-9+\\-]{{2,20}})[”’》]?）"
    f"|(?P<long>[{HAN}]{{4,40}})（(?P<latin>[A-Z][A-Z0-9+\\-]{{1,9}})）"
)
_FUNCTION_WORDS = "在于由向对与和及为是的至到从将、并使让被把经以"
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭"
    "廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严赖覃洪武莫孔汤向常温康施文牛樊葛邢安齐"
    "易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管"
)
_TITLED = re.compile(f"(?:欧阳|司马|上官|诸葛|[{_SURNAMES}])[{HAN}]{{1,2}}(?:同志|先生|女士)(?![们会])")
_NOBODY = re.compile("位|各|些|广大|全体|老|女|男|党员|有关|负责|青年|基层|这|该|等|名")
_CORE = re.compile("为(?:核心|主要代表|总书记|首)")


def volume_year(subject: Subject) -> tuple[int, str] | None:
    """The year that a document is about, and how that is known.

    A volume of 2021 is about 2021 or about the year before, whichever it names more often. Where nobody says
    which volume it is, it is the year that most of its years are, if there are three or more.
    """
    named = Counter(int(year) for block in subject.of(BODY) for year in _YEAR.findall(block.tight))
    given = re.search(r"(?:19|20)\d\d", subject.document.metadata.year)
    if given:
        volume = int(given.group())
        year = volume if named[volume] > named[volume - 1] else volume - 1
        return year, f"the year that the volume of {volume} is about"
    if not named:
        return None
    year, count = named.most_common(1)[0]
    if count < _FEWEST_YEARS or 2 * count <= named.total():
        return None
    return year, "the year that the document names most often"


def _other_years(subject: Subject) -> Iterator[Hit]:
    known = volume_year(subject)
    if known is None:
        return
    year, why = known
    message = f"an event dated outside {year}, {why}"
    for block in subject.of(BODY):
        text = block.tight
        for match in (*_EVENT.finditer(text), *_HONOUR.finditer(text)):
            away = abs(int(match.group(1)) - year)
            if 0 < away <= _NEAR and not _is_background(text, match):
                yield hit(block, match.start(1), match.end(), message)


def _is_background(text: str, match: re.Match[str]) -> bool:
    """Whether a sentence plans, or begins a span of time, and so tells no event."""
    end = re.compile("[。！？；]|\\Z").search(text, match.end())
    sentence = text[match.end() : end.start() if end else len(text)]
    return _SINCE.match(sentence) is not None or _PLANNED.search(sentence) is not None


def _late_abbreviations(subject: Subject) -> Iterator[Hit]:
    """The first use of an abbreviation, if it stands before the words that it is explained with."""
    blocks = list(subject.of(BODY))
    seen: set[str] = set()
    for position, block in enumerate(blocks):
        for match in _DEFINED.finditer(block.tight):
            short = match["short"] or match["latin"]
            if short in seen:
                continue
            seen.add(short)
            full = match["full"] or match["long"]
            before = (*blocks[:position], block)
            for earlier in before:
                end = match.start() if earlier is block else len(earlier.tight)
                at = _first_use(earlier.tight[:end], short, full)
                if at >= 0:
                    yield hit(earlier, at, at + len(short), f"{short} is explained only later")
                    break


def _first_use(text: str, short: str, full: str) -> int:
    """Where an abbreviation stands by itself: not in its full name, nor in another word; -1 if nowhere."""
    latin = short.isascii()
    for match in re.finditer(re.escape(short), text):
        before, after = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 1]
        if latin:
            if not re.match(r"[A-Za-z0-9\-]", before) and not re.match(r"[A-Za-z0-9\-]", after):
                return match.start()
        elif not _is_within(text, match.start(), short, full) and (
            not re.match(f"[{HAN}]", before) or before in _FUNCTION_WORDS
        ):
            return match.start()
    return -1


def _is_within(text: str, at: int, short: str, full: str) -> bool:
    """Whether what stands at ``at`` is a piece of the full name."""
    inside = full.rfind(short)
    return inside >= 0 and text.startswith(
        full[max(0, inside - 2) : inside + len(short)], at - min(inside, 2)
    )


def _honorifics(subject: Subject) -> Iterator[Hit]:
    """A set phrase (以某某同志为核心) and the words of others are left alone."""
    for block in subject.of(BODY):
        for match in _TITLED.finditer(block.tight):
            if _CORE.match(block.tight, match.end()) or _NOBODY.search(match.group()[:-2]):
                continue
            if not inside_quotes(block.tight, match.start()):
                yield hit(block, *match.span())


_ABOUT = "(?<![签合公节预履违特契条制])(?:大约|约)[有为需占达]?"
_NEARLY = "(?<![附最临靠邻新远贴])(?:将近|接近|近)"

RULES = (
    Rule(
        "L17", "relative-date", "Y", Severity.NOTICE, "a yearbook names the date",
        matching(
            "(?<![如自])今年(?![轻龄纪])|(?<![过失])去年(?![轻龄华代])|(?<![项节科栏])目前|(?<![临最附])近日(?![常本])"
            "|(?<![\\d月元节假生工当终])日前|前不久",
            frozenset({Kind.PARAGRAPH}), quoted=False,
        ),
    ),
    Rule("L18", "other-year", "Y", Severity.NOTICE, "an event dated outside the volume's year", _other_years),
    Rule(
        "L19", "about-twice", "Y", Severity.WARNING, "about is said twice",
        matching(
            rf"(?:{_ABOUT}|{_NEARLY})(?:{NUMBER}[万亿千百]?|[一二两三四五六七八九十百千万]+)(?:余|多(?!种|项目|边))"
            rf"|(?:{_ABOUT}|{_NEARLY}){NUMBER}[万亿千百]*[{HAN}%％℃]{{0,4}}?(?:左右|上下)(?![岸两侧手翼])"
            rf"|{NUMBER}[万亿千百]*[余多][{HAN}]{{1,3}}?(?:左右|上下)(?![岸两侧手翼])"
            rf"|(?:大约|大概|约)[有为需占达]?(?:近|将近|接近){NUMBER}"
            rf"|(?:超过?|逾){NUMBER}[万亿千百]*[余多](?=[{HAN}])",
        ),
    ),
    Rule(
        "L38", "late-abbreviation", "Y", Severity.NOTICE,
        "an abbreviation before its full name", _late_abbreviations,
    ),
    Rule("L39", "honorific", "Y", Severity.WARNING, "a person with 同志, 先生 or 女士", _honorifics),
)  # fmt: skip
"""In the order of their codes."""
