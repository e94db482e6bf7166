"""A character to its class: what may stand beside it, and where a line may break.

Sources: W3C clreq 3.1 (punctuation, line start and line end), GB/T 15834—2011 chapter 5 (positions of marks).
"""

from __future__ import annotations

import re
from enum import Enum


class Class(Enum):
    """What a token is to the line that it stands on."""

    HAN = "han"
    """Han, kana, and whatever else is set on an em box of its own."""
    OPEN = "open"
    """（ 《 “: half an em of blank before it (clreq 3.1.2)."""
    CLOSE = "close"
    """） 》 ”: half an em of blank after it."""
    PAUSE = "pause"
    """、 ， ； ：: half an em of blank after it."""
    STOP = "stop"
    """。 ！ ？: the same; the last to be compressed."""
    CONNECTOR = "connector"
    """～ – and a single —: never stretched around (clreq 3.2)."""
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
    WIDE_SPACE = "wide-space"
    """U+3000 that is text: one em, nothing at a line's edge."""
    GLUE = "glue"
    """A gap that is no text: after a run-in heading."""


_MARKS: dict[Class, str] = {
    Class.OPEN: "（《〈“‘「『【〔〖［｛〘〚([{",
    Class.CLOSE: "）》〉”’」』】〕〗］｝〙〛)]}",
    Class.PAUSE: "、，；：,;:",
    Class.STOP: "。！？．.!?",
    Class.CONNECTOR: "～〜－–‐-−—―",
    Class.DOT: "·・‧•",
    Class.SOLIDUS: "/／",
    Class.SPACE: " \u00a0",
    Class.WIDE_SPACE: "\u3000",
}
OF_MARK: dict[str, Class] = {mark: cls for cls, marks in _MARKS.items() for mark in marks}

EDGE_GLUE = frozenset({Class.SPACE, Class.WIDE_SPACE, Class.GLUE})
"""What takes no room at either edge of a line."""
PUNCTUATION = frozenset({Class.CLOSE, Class.PAUSE, Class.STOP})
"""What closes: half an em at a line's end (row 9), no gap beside Latin (row 15)."""
NEVER_FIRST = PUNCTUATION | EDGE_GLUE | {Class.CONNECTOR, Class.DOT, Class.SOLIDUS}
"""What no line begins with (clreq 3.1.3; row 5 of the requirements)."""
NEVER_LAST = frozenset({Class.OPEN, Class.SOLIDUS})
"""What no line ends with (clreq 3.1.3; row 6)."""

_LETTER = (
    "A-Za-z0-9\u00aa\u00b5\u00ba\u00c0-\u10ff\u1200-\u1fff\u2c00-\u2dff\ua640-\uabff"
    "\ufb00-\ufdff\ufe70-\ufefe"
)
_EM_BOX = "\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff"
_WITHIN = "!\"#%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_{|}~’\u2010\u2013\u2212"
_EXTENDS = "\u0300-\u036f\u20d0-\u20ff\u3099\u309a\ufe00-\ufe0f\u200d\U000e0100-\U000e01ef"
TOKEN = re.compile(
    rf"(?P<word>(?:(?<![{_EM_BOX}])[\-−])?[$€£#@&+<\"'(\[{{§±]*[{_LETTER}]+(?:[{_WITHIN}]*[{_LETTER}]+)*[%％‰℃℉°′″²³+*!?.,:;'\")\]}}]*)"
    rf"|(?P<dash>[—―⸺]{{2}}|⸺)|(?P<ellipsis>[…⋯]{{1,2}})|(?P<space>[ \u00a0]+)|(?P<one>.[{_EXTENDS}]*)",
    re.DOTALL,
)
"""A text falls into these. A word has the marks that are written close to it: a number its % or ℃, an address
its points, what is below zero its sign; after a Han word a hyphen is a connector."""

_OF_GROUP = {
    "word": Class.WORD,
    "dash": Class.DASH,
    "ellipsis": Class.ELLIPSIS,
    "space": Class.SPACE,
}


def class_of(group: str, text: str) -> Class:
    """Of a match of ``TOKEN``: the name of its group and its text."""
    return _OF_GROUP.get(group) or OF_MARK.get(text[0], Class.HAN)
