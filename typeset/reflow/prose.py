"""How sentences end in Latin script: a point after an abbreviation or an initial is no full stop."""

from __future__ import annotations

import re
from enum import Enum

_STOPS = frozenset(".!?…")
_PAUSES = frozenset(":;—")
_CLOSERS = "\"'”’»›)]}*†‡§¹²³⁴⁵⁶⁷⁸⁹"
_NOTE_MARK = re.compile(r"(?:\[\d{1,3}\]|\(\d{1,2}\))\Z")
_LAST_TOKEN = re.compile(r"[^\W_]+(?:[.’'-][^\W_]+)*\Z")
_NUMBER = re.compile(r"[\[(]?(?:\d|[ivxlcIVXLC]{1,6}\b)")
_OWN = re.compile(r"(?<![\w.])([^\W\d_]{1,6})\.[^\S\r\n]+(?=[a-zß-öø-ÿ])")


def words_of(text: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(text.split())


_BEFORE_NAMES = words_of(
    "mr mrs ms messrs dr st ste mt capt col gen lieut lt sergt sgt maj adm hon rev prof gov sen rep pres"
    " supt thos wm jas chas geo jno saml robt edw benj alex jos danl esqrs brig ven bros hr hrn frl mgr mm"
    " sigg dott ing avv sra sres srta uds vds prov messr e.g i.e viz vs cf approx ed eds trans vgl bzw z.b"
    " d.h u.a sog bes evtl inkl bzgl p.ej gr lat geb hrsg ebd"
)
"""Words that go on after their point: titles, first names, and what introduces an example."""
_BEFORE_NUMBERS = words_of(
    "no nos vol vols chap chaps ch p pp fig figs v sec secs sect art arts par paras app n nn op pt pts pl"
    " l ll fo fol fols ms mss jan feb febr mar apr aug sept sep oct nov dec nr bd bde s abb taf jh b c ca"
    " av cap núm num pág págs pag pagg"
)
"""Words whose point goes on where a number follows."""
_MAY_END = words_of(
    "etc co esq bart inst ult prox ft in lb lbs oz cwt jr sr inc ltd al seq a.m p.m u.s u.s.a d.c b.c a.d"
    " n.y usw u.ä ecc n.s o.s m.d ph.d ll.d m.p cie gmbh"
)
"""Words with a point that end a sentence as often as not."""


def is_title(word: str | None) -> bool:
    """Whether a word is what goes before a name: Mr, Capt."""
    return word is not None and word.lower() in _BEFORE_NAMES


class End(Enum):
    """What stands at the end of some words."""

    STOP = "stop"
    ABBREVIATION = "abbreviation"
    PAUSE = "pause"
    OPEN = "open"


class Prose:
    """The abbreviations of one text: those that everybody has, and those after which it goes on itself."""

    def __init__(self, text: str) -> None:
        self._own = (
            frozenset(word.lower() for word in _OWN.findall(text) if len(word) > 1 or word.islower())
            - _MAY_END
        )

    def end(self, words: str, following: str = "") -> End:
        """What a line ends with, closing quotes, brackets and the marks of notes aside.

        ``following``: the next line, where there is one.
        """
        bare = _NOTE_MARK.sub("", words).rstrip(_CLOSERS).rstrip()
        if not bare:
            return End.OPEN
        last = bare[-1]
        if last != ".":
            return End.STOP if last in _STOPS else End.PAUSE if last in _PAUSES else End.OPEN
        if bare != words and bare + words[len(bare)] == words and words[-1] in "”’\"'»":
            return End.STOP
        return self._after_point(bare.rstrip("."), following)

    def _after_point(self, bare: str, following: str) -> End:
        token = _LAST_TOKEN.search(bare)
        if token is None or token.group()[-1].isdigit():
            return End.STOP
        word = token.group()
        low = word.lower()
        if low in _MAY_END:
            return End.STOP
        if low in _BEFORE_NUMBERS and _NUMBER.match(following):
            return End.ABBREVIATION
        if low in _BEFORE_NAMES or low in self._own:
            return End.ABBREVIATION
        if len(word) == 1 and word.isalpha() and word != "I":
            return End.ABBREVIATION
        return End.ABBREVIATION if "." in word and len(word) <= _LONGEST_INITIALS else End.STOP

    def ended(self, words: str, following: str = "") -> bool:
        """Whether a sentence ends there."""
        return self.end(words, following) is End.STOP


_LONGEST_INITIALS = 5
