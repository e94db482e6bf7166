"""A hyphen at a line's end: put there by the line's end, or the word's own.

The document's vocabulary says most, then what kind of mark it parts its words with, then the patterns of its
language; compounds that are always written with one keep it.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, cached_property
from itertools import islice

from pyphen import Pyphen

from typeset.reflow.draft import Draft
from typeset.reflow.prose import words_of

HYPHENS = "-\u2010\u2011"
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)*")
_LAST_PART = re.compile(rf"([^\W\d_]+[{HYPHENS}])?([^\W\d_]+)([{HYPHENS}])\Z")
_FIRST_PART = re.compile(r"([^\W\d_]+)([-\u2010\u2011](?=[^\W\d_]))?")
_ANY_MARK = re.compile("[-\u2010\u00ad](?=[^\\S\r\n]*(?:\r|\n))")
_INSIDE = re.compile("(?<=[^\\W\\d_])[-\u2010\u00ad](?=[^\\W\\d_])")
_STOP_WORDS = {
    ("en_US", "en_GB"): words_of("the of and to in was that for with is his by on which had"),
    ("de_DE",): words_of("der die das und den von zu mit dem des ist nicht ein eine auf"),
    ("fr",): words_of("le les des et du dans une qui que pour est pas sur au par"),
    ("es",): words_of("el los las y del que una por con para se como su más es"),
    ("it_IT",): words_of("il che di gli della per non una con sono alla nel delle è dei"),
    ("pt_PT",): words_of("o os as e do da em que uma não com para dos das um"),
    ("nl_NL",): words_of("de het een en van in dat niet op te met zijn voor aan er"),
}
_ENGLISH = ("en_US", "en_GB")
_MANY_WORDS = 20000
_TENS = words_of("twenty thirty forty fourty fifty sixty seventy eighty ninety")
_ONES = words_of("one two three four five six seven eight nine")
_FRACTIONS = words_of(
    "half halves third thirds quarter quarters fourth fourths fifth fifths sixth sixths seventh sevenths"
    " eighth eighths ninth ninths tenth tenths twelfth twelfths first second hundredth hundredths"
)
_COMBINING = words_of("self well half quasi ill ever vice cross")
"""First parts of compounds that English writes with a hyphen."""
_PREFIXES = frozenset({"re", "co", "pre", "de", "anti", "semi"})
"""Before a vowel English writes them with a hyphen or without."""
_CLOSED = words_of(
    "over under some any every with what when where there here after fore never none else such upon then"
    " thence which whom them your mean more like hence other another inter counter super trans back down"
    " fire"
)
"""First parts that English writes together with the word that follows."""
_FRENCH = words_of("il ils on ce je tu y en là ci dire même mêmes")
_SUSPENDED = words_of("and or und oder bzw")
"""Words that part two first parts of which the second stands for both: pre- and post-war."""
_LINKS = words_of("in of at the to and by for a la le de on or up out over down off à")
"""Words in the midst of a compound: brother-in-law."""
_LONG = 4
_USUALLY = 3
"""As many times as often words must be parted with one mark, for another to be that of compounds."""


def is_suspended(before: str, after: str) -> bool:
    """Whether a hyphen stands for the end of a word that comes later: Ein- und Ausgang."""
    word = _FIRST_PART.match(after)
    return (
        before[-1] in HYPHENS
        and word is not None
        and word.group(1) in _SUSPENDED
        and after[word.end() : word.end() + 1] == " "
    )


@cache
def _patterns(language: str) -> Pyphen:
    return Pyphen(lang=language)


class Hyphens:
    """The vocabulary and the habits of one draft."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word of the document in lower case, those broken at a line's end left out."""
        return frozenset(
            match.group().lower().replace("\u2010", "-").replace("\u2011", "-")
            for line in self.draft.lines
            for match in _WORD.finditer(line.text)
            if match.end() < len(line.text) - 1
        )

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The names of the patterns that the text's stop-words ask for; English where nothing speaks."""
        lines = islice(self.draft.lines, _MANY_WORDS // 8)
        counts = Counter(word for line in lines for word in line.text.lower().split())
        return max(_STOP_WORDS, key=lambda names: sum(counts[word] for word in _STOP_WORDS[names]))

    @cached_property
    def _marks(self) -> tuple[Counter[str], Counter[str]]:
        """The marks that stand at line ends, and those inside words on a line."""
        text = self.draft.source.origin.text
        return Counter(_ANY_MARK.findall(text)), Counter(_INSIDE.findall(text))

    def signals(self, before: str, after: str) -> list[str]:
        """What speaks for and against a hyphen at the end of one line; nothing where it parts no word."""
        head, tail = _LAST_PART.search(before), _FIRST_PART.match(after)
        if head is None or tail is None:
            return []
        _, first, mark = head.groups()
        second = tail.group(1)
        names = [self._by_case(first, second)]
        known = [name for name, word in (
            ("word-seen-whole", first + second), ("word-seen-hyphenated", f"{first}-{second}"),
        ) if word.lower() in self.vocabulary]  # fmt: skip
        names += known
        if (head.group(1) and first in _LINKS) or (tail.group(2) and second in _LINKS):
            names.append("inside-compound")
        names += self._by_mark(mark)
        names += self._by_parts(first.lower(), second.lower(), bool(known))
        return names

    def _by_case(self, first: str, second: str) -> str:
        if second[0].islower():
            return "lower-case-both"
        together = len(first) > 1 and first.isupper() and second.isupper()
        return "capitals-both" if together else "capital-or-digit-next"

    def _by_mark(self, mark: str) -> list[str]:
        """Where words are parted with one mark and compounds written with another."""
        ends, inside = self._marks
        usual = max("-\u2010\u00ad", key=lambda char: ends[char])
        if ends[usual] < 2 or inside[usual]:
            return []
        if mark == usual:
            return ["mark-of-parted-words"] if sum(inside.values()) else []
        seldom = ends[usual] >= _USUALLY * ends[mark]
        return ["mark-of-compounds"] if inside[mark] or seldom else []

    def _by_parts(self, first: str, second: str, known: bool) -> list[str]:
        english = self.languages is _ENGLISH or self.languages == _ENGLISH
        if english and self._is_compound(first, second):
            return ["combining-form"]
        if self.languages == ("fr",) and second in _FRENCH:
            return ["combining-form"]
        if english and first in _PREFIXES and second[0] in "aeiou":
            return ["prefix-before-vowel"]
        if known:
            return []
        names = []
        if not any(len(first) in _patterns(name).positions(first + second) for name in self.languages):
            names.append("no-syllable-ends")
        if (
            english
            and first not in _CLOSED
            and min(len(first), len(second)) >= _LONG
            and {first, second} <= self.vocabulary
        ):
            names.append("both-parts-words")
        return names

    def _is_compound(self, first: str, second: str) -> bool:
        if first in _COMBINING:
            return True
        if first in _TENS:
            return second in _ONES or second in _FRACTIONS
        return first in _ONES and second in _FRACTIONS
