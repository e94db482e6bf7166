"""A character to its class: what may stand beside it, and where a line may break.

Sources: W3C clreq 3.1 (punctuation, line start and line end), GB/T 15834—2011 chapter 5 (positions of marks).
"""

from __future__ import annotations

import re
from enum import Enum


class Class(Enum):
    """What a token is to the line that it stands on."""

    __hash__ = object.__hash__  # by identity: an Enum's own hashes its name, each time anew

    HAN = "han"
    """Han, kana, and whatever else is set on an em box of its own; full-width digits and letters, which are
    not divided, and a syllable of Bopomofo with its tone."""
    HANGUL = "hangul"
    """The same with spaces between its words."""
    SUFFIX = "suffix"
    """％ ℃ ㎡ where no number is before them (jlreq cl-13), small kana, ー 々 (cl-09 to cl-11): begins no
    line."""
    PREFIX = "prefix"
    """￥ № § where no number is after them (jlreq cl-12): ends no line."""
    RATIO = "ratio"
    """： and ． between two numbers (比号, 小数点): half an em, no line ends beside it."""
    OPEN = "open"
    """（ 《 “: half an em of blank before it (clreq 3.1.2)."""
    CLOSE = "close"
    """） 》 ”: half an em of blank after it."""
    PAUSE = "pause"
    """、 ， ； ：: half an em of blank after it."""
    STOP = "stop"
    """。 ！ ？: the same; the last to be compressed."""
    CONNECTOR = "connector"
    """～ – and a single —, × ÷ ＝ ＋ ~ between numbers: never stretched around (clreq 3.2)."""
    DOT = "dot"
    """· between the parts of a name: half an em (GB/T 15834 5.1.9)."""
    SOLIDUS = "solidus"
    """/ between two Han words: half an em (GB/T 15834 5.1.9)."""
    DASH = "dash"
    """—— on two ems, never divided (GB/T 15834 5.1.5)."""
    ELLIPSIS = "ellipsis"
    """…… on two ems, never divided (GB/T 15834 5.1.5)."""
    WORD = "word"
    """A Latin word or a number with what belongs to it: never divided (clreq 3.1.4)."""
    SPACE = "space"
    """U+0020 between words."""
    TIE = "tie"
    """A space at which no line ends."""
    FIXED_SPACE = "fixed-space"
    """The same, and never wider: inside a number, before its unit, before a mark that stands off."""
    WIDE_SPACE = "wide-space"
    """U+3000 that is text: one em, nothing at a line's edge."""
    GLUE = "glue"
    """A gap that is no text: after a run-in heading."""


_MARKS: dict[Class, str] = {
    Class.OPEN: "（《〈“‘「『【〔〖［｛〘〚([{｢",
    Class.CLOSE: "）》〉”’」』】〕〗］｝〙〛)]}｣",
    Class.PAUSE: "、，；：,;:､",
    Class.STOP: "。！？．.!?‼⁇⁈⁉｡",
    Class.CONNECTOR: "～〜~∼－–‐-−—―",
    Class.DOT: "·・‧•･",
    Class.SOLIDUS: "/／",
    Class.SUFFIX: "％‰%℃℉°′″々〻ゝゞヽヾーぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶｧｨｩｪｫｬｭｮｯｰﾞﾟ"
    + "".join(map(chr, (*range(0x3300, 0x3358), *range(0x3371, 0x337B), *range(0x3380, 0x33E0), 0x33FF))),
    Class.PREFIX: "￥＄￡¥€$£№§",
    Class.SPACE: " ",
    Class.TIE: "\u00a0",
    Class.WIDE_SPACE: "\u3000",
}
OF_MARK: dict[str, Class] = {mark: cls for cls, marks in _MARKS.items() for mark in marks}

EDGE_GLUE = frozenset({Class.SPACE, Class.TIE, Class.FIXED_SPACE, Class.WIDE_SPACE, Class.GLUE})
"""What takes no room at either edge of a line."""
PUNCTUATION = frozenset({Class.CLOSE, Class.PAUSE, Class.STOP})
"""What closes: half an em at a line's end (row 9), no gap beside Latin (row 15)."""
NEVER_FIRST = PUNCTUATION | EDGE_GLUE | {
    Class.CONNECTOR, Class.DOT, Class.SOLIDUS, Class.SUFFIX, Class.RATIO,
}  # fmt: skip
"""What no line begins with (clreq 3.1.3; row 5 of the requirements)."""
NEVER_LAST = frozenset({Class.OPEN, Class.SOLIDUS, Class.PREFIX, Class.RATIO})
"""What no line ends with (clreq 3.1.3; row 6)."""
LIKE_HAN = frozenset({Class.HAN, Class.HANGUL, Class.SUFFIX})
"""What stands a quarter of an em from Latin (row 15)."""

_LETTER = (
    "A-Za-z0-9\u00aa\u00b2\u00b3\u00b5\u00b9\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02c5\u02d0-\u10ff"
    "\u1200-\u1fff\u2070-\u209c\u2c00-\u2dff\ua640-\uabff\ufb00-\ufdff\ufe70-\ufefe"
)
_SQUARED = "\u3300-\u3357\u3371-\u337a\u3380-\u33df\u33ff"
"""㎡ ㎏ ㍑: what else a number may have close to it."""
_EM_BOX = "\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff"
_WITHIN = "!\"#%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_{|}~’\u2010\u2013\u2212°′″×÷±∶∕≤≥≈≠∼＝＋＜＞"
_BEFORE = "$€£¥￥＄￡№§#@&+<\"'(\\[{±≤≥≈≠~∼＋＜＞"
_AFTER = "%％‰℃℉°′″²³+＋#＃*!?.,:;'\")\\]}＞"
_EXTENDS = "\u0300-\u036f\u20d0-\u20ff\u3099\u309a\ufe00-\ufe0f\u200d\U000e0100-\U000e01ef"
_PREFIXED = r"[kMGThcdmµμn]?(?:m[²³]?|g|s|W|Wh|V|VA|A|Hz|N|Pa|J|K|L|l|B|bit|eV|Ω|bar|mol|dB)"
_UNIT = rf"(?:{_PREFIXED}|min|h|d|t|ha|°C|°F|[℃℉%％‰°{_SQUARED}])"
_IN_NUMBER = rf"(?<=[0-9]) (?=[0-9]{{3}}(?![{_LETTER}])|{_UNIT}(?:[/·]{_UNIT})?(?![{_LETTER}]))"
"""A space between groups of three digits, or a number and the symbol of its unit, which belong together
(SI Brochure, 5.4.3 and 5.4.4)."""
_WIDE = "[０-９Ａ-Ｚａ-ｚ]+(?:[．，][０-９]+)*[％‰℃]*|˙?[\u3105-\u312f\u31a0-\u31bf]{1,4}[ˊˇˋ˙]?"
_OPERATOR = rf"(?<=[{_EM_BOX}％])[×÷＝＋~∼](?=[0-9０-９])|(?<=[0-9] )[×÷＝＋](?= [0-9])"
TOKEN = re.compile(
    rf"(?P<ratio>(?<=[0-9０-９])[：．](?=[0-9０-９]))|(?P<operator>{_OPERATOR})"
    rf"|(?P<word>(?:(?<![{_EM_BOX}])[\-−])?[{_BEFORE}]*[{_LETTER}]+(?:[{_WITHIN}]*[{_LETTER}{_SQUARED}]+)*[{_AFTER}]*)"
    rf"|(?P<dash>[—―⸺]{{2}}|⸺)|(?P<ellipsis>[…⋯]{{1,2}})"
    rf"|(?P<fixed>{_IN_NUMBER})|(?P<tie>\u00a0+)|(?P<space>[ ]+)|(?P<wide>{_WIDE})|(?P<one>.[{_EXTENDS}]*)",
    re.DOTALL,
)
"""A text falls into these. A word has the marks that are written close to it: a number its % or ℃, an address
its points, what is below zero its sign; after a Han word a hyphen is a connector."""

LATIN_TOKEN = re.compile(
    rf"(?P<fixed>{_IN_NUMBER}|(?<=[«‹])[ \u00a0]|[ \u00a0](?=[;:!?%»›]+[.,;:]?(?:[ \u00a0]|\Z)))"
    r"|(?P<tie>\u00a0+| (?=[.,)\]…—–-]+(?: |\Z)))|(?P<space>[ ]+)|(?P<word>[^ \u00a0]+)",
    re.DOTALL,
)
"""A paragraph of words alone falls into these. Marks belong to the word that they are written close to; one
that stands by itself begins no line."""
CHARACTER = re.compile(rf".[{_EXTENDS}]*", re.DOTALL)
"""A character with what combines with it."""
_OF_OTHER_SCRIPT = re.compile(rf"[{_EM_BOX}\uff00-\uffef\u3000\U0001f000-\U0003ffff]")
_OF_LATIN_SCRIPT = re.compile("[A-Za-z\u00aa\u00b5\u00ba\u00c0-\u02af\u0370-\u052f\u1e00-\u1fff]")


def is_latin(text: str) -> bool:
    """Whether a text is set as Latin text is: letters (Latin, Greek, Cyrillic), and nothing on an em box."""
    return _OF_LATIN_SCRIPT.search(text) is not None and _OF_OTHER_SCRIPT.search(text) is None


_OF_GROUP = {
    "word": Class.WORD,
    "dash": Class.DASH,
    "ellipsis": Class.ELLIPSIS,
    "space": Class.SPACE,
    "tie": Class.TIE,
    "fixed": Class.FIXED_SPACE,
    "wide": Class.HAN,
    "ratio": Class.RATIO,
    "operator": Class.CONNECTOR,
}


def class_of(group: str, text: str) -> Class:
    """Of a match of ``TOKEN``: the name of its group and its text."""
    own = _OF_GROUP.get(group) or OF_MARK.get(text[0], Class.HAN)
    return Class.HANGUL if own is Class.HAN and "\uac00" <= text[0] <= "\ud7a3" else own
