"""A profile to the signs that passes look for: what ends a sentence, opens an entry, tells a credit."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property, lru_cache, partial
from typing import Any, TypeVar

from typeset.errors import UnknownNameError
from typeset.people import has_surname
from typeset.profile import Profile
from typeset.reflow.forms import FORMS, Form
from typeset.reflow.scripts import HAN, IS_HAN
from typeset.source.lines import UNPRINTABLE

STOPS = frozenset("。！？!?…")
CLOSERS = "”’」』）)》】〉\"'］]"
CLOSING_MARKS = frozenset("，。、；：！？”’」』）》】〉,;!?%％℃·")
_INNER_STOPS = re.compile("[，。；！？,;!?]")
_ITEM = re.compile(r"[(（]?(?:[A-Za-z]?\d{1,3}|[A-Za-z])[.．、)）](?![\w.])\s*\S|_{3,}|\S.*_{4,}")
_BRACKETS = re.compile("[“”‘（）《》〈〉「」『』【】()]|(?<![A-Za-z])’|’(?![A-Za-z])")
_OPENING = frozenset("“‘（《〈「『【(")
_DATELINE = (
    r"(?:本[報报刊网網台][讯訊]"
    r"|(?:本[報报刊]|新[华華]社|中新社|据新[华華]社)[^（(，。\s]{0,12}(?:[讯訊]|[电電]))?"
)
_ENDS_NAMES = frozenset("文图圖藏")
_LABEL = re.compile(
    r"(?:图|圖|照片|插图|Fig\.|Figure)\s*[\d０-９]+(?:[-—.·]\d+)*[\s\u3000：:.、]|(?:图|圖)[：:]"
)
ODD = re.compile(rf"(?:\s|{UNPRINTABLE.pattern})+")
"""A run of white space and of what has no place in a text."""


_NAMES_AFTER_GAP = re.compile(
    rf"(?<=[^\s、])(?:[\u3000\u2003\ufffd]|[^\S\r\n]{{2}})\s*([{HAN}](?:\s{{0,4}}[{HAN}]|[{HAN}]{{1,3}})|[{HAN}]+(?:·[{HAN}]+)+)\Z"
)
"""A bare name that a gap of an em or more sets off."""


_WIDE_GAP = re.compile(r"[\u3000\u2003]|[^\S\r\n]{2}")
_FEWEST_WORDS = 5
"""Characters that a caption has at least before names without a role."""
_LONGEST_BYLINE = 40
_LONGEST_NAME = 4
_SHORT = 3
_LONGEST_IMPRINT = 60
_ISSUE = re.compile(
    r"\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日|星期[一二三四五六日天]|[农農][历曆]|刊[号號]|"
    r"第\s?\d+\s?[期号號版]|今日\s?\d+\s?版|邮发代号|郵發代號"
)
_EDITORS = re.compile(
    r"(?:本版|[责責]任|[责責]|值班|[执執]行)?(?:[编編][辑輯]|[编編]|版式|校[对對]|美[编編]|[组組]版|主任)"
    rf"(?:[：:]|\s)\s*[{HAN}]{{1,4}}(?:[\s：:、]+[{HAN}]{{1,4}})*\Z"
)
_AFTER_ROLE = re.compile("[：:/／]")
_BETWEEN_NAMES = re.compile(r"[\s、，,/／：:□■●◎○▲（）()]+")
_IS_NAME = re.compile(f"[{HAN}]{{2,4}}")


_COMMON = re.compile(r"(?:概[况況]|概述|[综綜]述|[综綜]合|概貌|[简簡]介|基本情[况況])")


def is_common_heading(text: str) -> bool:
    """Whether a line is what the first entry of one section after another is called."""
    return _COMMON.fullmatch(ODD.sub("", text)) is not None


KEPT = 1 << 16
"""Answers that are kept of what is asked of the same lines by one pass after another."""

_Answer = TypeVar("_Answer")


def remembered(method: Callable[[Any, str], _Answer]) -> cached_property[Callable[[str], _Answer]]:
    """A method of one text whose answers are kept, as long as its object is."""
    return cached_property(lambda self: lru_cache(maxsize=KEPT)(partial(method, self)))


@lru_cache(maxsize=KEPT)
def ends_sentence(text: str) -> bool:
    """Whether the words end with a stop, closing quotes and brackets aside."""
    last = text[-1]
    if last in STOPS:
        return True
    if last in CLOSERS:
        bare = text.rstrip(CLOSERS)
        return bool(bare) and bare[-1] in STOPS
    if last == ".":
        return len(text) < 2 or not text[-2].isdigit() or (len(text) > 4 and IS_HAN.search(text) is None)
    return False


@lru_cache(maxsize=KEPT)
def stops_inside(text: str) -> bool:
    """Whether there is a comma or a stop anywhere."""
    return _INNER_STOPS.search(text) is not None


def is_item(text: str) -> bool:
    """Whether a line begins as an item of a list or a question does: A. 3) Q4. (b)"""
    return _ITEM.match(text) is not None


@lru_cache(maxsize=KEPT)
def bracket_balance(text: str) -> int:
    """Brackets and quotes opened less those closed."""
    marks = _BRACKETS.findall(text)
    return sum(1 if mark in _OPENING else -1 for mark in marks) if marks else 0


_BOOK = re.compile(rf"[{HAN}]{{2}}(?:[志誌][稿略]?|[汇彙][编編])(?:[（(]?\d{{4}}[^{HAN}]?)?\Z")
_PAGE_NUMBER = re.compile(r"\A\d{1,4}(?=\s)|(?<=\s)\d{1,4}\Z|第\s*\d+\s*[页頁]")


@lru_cache(maxsize=KEPT)
def head_key(text: str) -> str:
    """What stays the same of a running head from page to page: its words, without gaps and page number, in
    capitals or not."""
    if text.isalpha():
        return text.casefold()
    return ODD.sub("", _PAGE_NUMBER.sub("", text)).rstrip(".").casefold()


def is_letterspaced(text: str) -> bool:
    """Whether it is two or more single Han characters with white space between all of them."""
    pieces = ODD.sub(" ", text).split()
    return len(pieces) > 1 and all(len(piece) == 1 and IS_HAN.match(piece) for piece in pieces)


def _without(marks: str) -> str:
    """A pattern for a character that is none of these."""
    return f"[^{re.escape(marks)}]"


@dataclass(frozen=True)
class Signs:
    """What a profile says, ready to be looked for."""

    profile: Profile

    @property
    def latin(self) -> bool:
        """Whether the text is read by the habits of Latin script."""
        return self.profile.script == "latin"

    @cached_property
    def openers(self) -> dict[str, str]:
        """Opening mark of an entry's heading → its closing mark, or nothing."""
        return dict(self.profile.headings.marks)

    @cached_property
    def forms(self) -> tuple[tuple[Form, str], ...]:
        """The forms of numbered titles, the highest first, with what each makes.

        Raises UnknownNameError for a form that there is not.
        """
        for use in self.profile.headings.forms:
            if use.form not in FORMS:
                near = get_close_matches(use.form, FORMS, n=1)
                raise UnknownNameError(
                    f"no form of numbered titles is called {use.form!r}",
                    place=f"profile {self.profile.name}",
                    remedy=f"did you mean {near[0]!r}?" if near else f"known forms: {', '.join(FORMS)}",
                )
        return tuple((FORMS[use.form], use.makes) for use in self.profile.headings.forms)

    @remembered
    def is_numbered(self, text: str) -> bool:
        """Whether a line begins with the number of one of the forms."""
        return self._any_form.match(text) is not None

    @cached_property
    def _any_form(self) -> re.Pattern[str]:
        """All forms at once, for most lines begin with none."""
        return re.compile("|".join(f"(?:{form.pattern.pattern})" for form, _ in self.forms) or r"(?!)")

    @cached_property
    def reporting(self) -> re.Pattern[str]:
        """What those are called who report: 记者, 通讯员."""
        return re.compile("|".join(map(re.escape, self.profile.credits.reporting)) or r"(?!)")

    @cached_property
    def lead(self) -> re.Pattern[str]:
        """What a report opens with: where from, and in brackets (group ``who``) by whom."""
        who = f"(?:{self.reporting.pattern})"
        return re.compile(rf"{_DATELINE}[（(](?P<who>{who}[^（）()，。；]{{1,60}})[）)]")

    def opens_report(self, text: str) -> bool:
        """Whether a line begins as reports do, though the brackets around who reports may end in the next."""
        return self._report.match(text) is not None

    @cached_property
    def _report(self) -> re.Pattern[str]:
        return re.compile(rf"{_DATELINE}[（(](?:{self.reporting.pattern})")

    @cached_property
    def credit_closers(self) -> frozenset[str]:
        return frozenset(close for _, close in self.profile.credits.brackets)

    @cached_property
    def _tails(self) -> dict[str, re.Pattern[str]]:
        longest = self.profile.credits.characters
        return {
            close: re.compile(
                rf"{re.escape(open_)}(?:{_without(open_ + close)}|"
                rf"{re.escape(open_)}{_without(open_ + close)}*{re.escape(close)}){{1,{longest}}}"
                rf"{re.escape(close)}\Z"
            )
            for open_, close in self.profile.credits.brackets
        }

    @remembered
    def credit_tail(self, text: str) -> int:
        """Where a bracket that ends ``text`` and may hold a credit begins, or -1."""
        pattern = self._tails.get(text[-1])
        if pattern is None:
            return -1
        match = pattern.search(text, max(0, len(text) - self.profile.credits.characters - 2))
        return match.start() if match else -1

    @cached_property
    def _roles(self) -> str:
        return "|".join(map(re.escape, self.profile.credits.roles))

    @cached_property
    def _before_colon(self) -> str:
        credits = self.profile.credits
        return "|".join(map(re.escape, (*credits.roles, *credits.hands)))

    def is_role(self, words: str) -> bool:
        """Whether words say what somebody did, or what one who reports is called."""
        credits = self.profile.credits
        return words in credits.roles or words in credits.hands or bool(self.reporting.fullmatch(words))

    @cached_property
    def _role(self) -> re.Pattern[str]:
        attached = "|".join(map(re.escape, self.attached_roles))
        return re.compile(
            rf"(?:\A|[\s/／])(?:{self._roles})(?:[、/／](?:{self._roles}))*\Z|(?<=[{HAN}]{{2}})(?:{attached})\Z|\A(?:{self._before_colon})\s*[：:/／]"
            rf"|\A(?:[文图圖][/／][文图圖]|{self._roles})\s+(?=[{HAN}])"
        )

    @cached_property
    def attached_roles(self) -> tuple[str, ...]:
        """What may follow a name without a gap; a character that ends names too may not."""
        return tuple(role for role in self.profile.credits.roles if role not in _ENDS_NAMES)

    @cached_property
    def _role_first(self) -> re.Pattern[str]:
        longest = self.profile.credits.characters
        return re.compile(
            rf"(?:\A|[\s\ufffd])((?:{self._before_colon})\s*"
            rf"(?:[：:]|[/／](?!(?:{self._roles})\Z))\s*\S[^。，；！？]{{0,{longest}}})\Z"
        )

    @cached_property
    def _role_last(self) -> re.Pattern[str]:
        """A name and a role without brackets, set off from words by a gap of an em or more."""
        attached = "|".join(map(re.escape, self.attached_roles))
        name = rf"[{HAN}]{{1,4}}(?:·[{HAN}]{{1,8}})?"
        return re.compile(
            rf"(?<=[^\s。])(?:[\u3000\u2003\ufffd]|[^\S\r\n]{{2}})\s*"
            rf"({name}(?:[\s、]+{name}){{0,3}}(?:[^\S\r\n]*(?:{attached})|[^\S\r\n]+(?:{self._roles})))\Z"
        )

    @cached_property
    def _role_after_solidus(self) -> re.Pattern[str]:
        """Names or a body and a role after a solidus, alone on a line or set off from words by a gap."""
        name = rf"[{HAN}]{{1,4}}(?:[·\s、]\s*[{HAN}]{{1,8}})*"
        return re.compile(
            rf"(?:\A|(?<=[^\s。])(?:[\u3000\u2003\ufffd]|[^\S\r\n]{{2}})\s*)"
            rf"((?:{name}|[{HAN}]{{1,20}})\s?[/／]\s?(?:{self._roles}))\Z"
        )

    def has_role(self, words: str) -> bool:
        """Whether the words of a credit say what somebody did, at their end or before a colon."""
        return self._role.search(words) is not None

    @remembered
    def role_tail(self, text: str) -> int:
        """Where a credit that says what somebody did begins, at the end of ``text``, or -1.

        In brackets, or as a role with a colon and without them.
        """
        tail = self.credit_tail(text)
        if tail >= 0:
            return tail if self.has_role(ODD.sub(" ", text[tail + 1 : -1]).strip()) else -1
        match = self._role_first.search(text) if _AFTER_ROLE.search(text) else None
        if match is None and text.endswith(self.profile.credits.roles):
            solidus = "/" in text or "／" in text
            match = (self._role_after_solidus if solidus else self._role_last).search(text)
        return match.start(1) if match else -1

    def looks_signed(self, inner: str) -> bool:
        """Whether the words inside brackets are names, a body, or say what somebody did."""
        words = ODD.sub(" ", inner).strip()
        pieces = [piece for piece in re.split(r"[\s、，,/]+", words) if piece]
        if not pieces:
            return False
        if self.has_role(words) or any(self.is_organisation(piece) for piece in pieces):
            return True
        if all("·" in piece for piece in pieces):
            return True
        return all(len(piece) <= 4 or "·" in piece for piece in pieces) and has_surname(pieces[0])

    def names_after_gap(self, text: str) -> int:
        """Where the names that a wide gap sets off from a caption's words begin; or -1."""
        match = _NAMES_AFTER_GAP.search(text) if ODD.search(text) else None
        if match is None or not ("·" in match.group(1) or has_surname(ODD.sub("", match.group(1)))):
            return -1
        if match.start() < _FEWEST_WORDS or _WIDE_GAP.search(text, 0, match.start()):
            return -1
        return match.start(1) if self.looks_signed(match.group(1)) else -1

    @remembered
    def is_byline(self, text: str) -> bool:
        """Whether a line is nothing but those who report: 本报记者 李桐　通讯员 王若兰."""
        if len(text) > _LONGEST_BYLINE or self.reporting.search(text) is None:
            return False
        if stops_inside(text) or _BRACKETS.search(text):
            return False
        names = self.reporting.sub(" ", text)
        if names == text or not ODD.sub("", names):
            return False
        pieces = [piece for piece in _BETWEEN_NAMES.split(ODD.sub(" ", names)) if piece]
        told = self._told.match(text) is not None
        if not pieces or not (told or has_surname(pieces[0]) or "·" in pieces[0]):
            return False
        return all(len(piece) <= _LONGEST_NAME or "·" in piece for piece in pieces)

    @cached_property
    def _told(self) -> re.Pattern[str]:
        """What those who report are called, set off from their names, or of this paper."""
        attached = "|".join(re.escape(word) for word in self.profile.credits.reporting if len(word) > _SHORT)
        return re.compile(rf"[□■●◎○◆\s]*(?:{attached}|(?:{self.reporting.pattern})[\s：:])")

    def is_imprint(self, text: str) -> bool:
        """Whether a line says of a newspaper when it came out, its number or its editors."""
        if len(text) > _LONGEST_IMPRINT or stops_inside(text):
            return False
        return _EDITORS.match(text) is not None or len(set(_ISSUE.findall(text))) > 1

    def is_name(self, text: str) -> bool:
        """Whether a line is one name of two to four characters, be they set apart or not."""
        bare = text.lstrip("□■●◎○◆▲ \u3000")
        words = ODD.sub("", bare)
        parts = ODD.sub(" ", bare).split()
        together = len(parts) == 1 or all(len(part) == 1 for part in parts)
        return together and _IS_NAME.fullmatch(words) is not None and has_surname(words)

    def has_label(self, text: str) -> bool:
        """Whether a line begins as captions do: 图1, 照片：."""
        return _LABEL.match(text) is not None

    def is_organisation(self, words: str) -> bool:
        return len(words) > _SHORT and words.endswith(self.profile.credits.organisations)

    def is_short_organisation(self, words: str) -> bool:
        """Whether three characters, which may be a name, end as a body's do and begin with no family name."""
        ends = words.endswith(self.profile.credits.organisations)
        return len(words) == _SHORT and ends and not has_surname(words)

    @remembered
    def names_book(self, words: str) -> bool:
        """Whether words name a whole book, its year or number aside: 某某年鉴（2019）, 某某水利志."""
        return any(word in words for word in self.profile.running_heads.books) or bool(_BOOK.search(words))
