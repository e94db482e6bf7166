"""How the blocks of a text are set: items whose first line hangs out, and blocks in brackets as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from typeset.ledger import Signal
from typeset.reflow.draft import Draft
from typeset.reflow.forms import number_of
from typeset.reflow.signs import ends_sentence, stops_inside
from typeset.reflow.weights import SIGNALS
from typeset.source.lines import Line
from typeset.source.measure import DEEPEST_INDENT, INDENT

_S = SIGNALS["seam"]
ITEM = re.compile(
    r"[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．](?!\d)|(?:[A-Z]|Q\d{1,3})[.．、](?=\s*[^\x00-\xff]|\s+\d)|[△○●☆★▲①-⑳]"
)
"""What an item of a list begins with."""
LABEL = re.compile(
    r"(?:主旨|[说說]明|依[据據]|公告事[项項]|受文者|[发發]文(?:日期|字[号號])|速[别別]|附件|正本|副本|抄送|主[题題][词詞]"
    r"|抄[报報])\s*[：:]"
)
"""What the lines of an official letter open with."""
_OF_ARTICLE = re.compile(
    r"(?:[［【\[])?(?:摘\s*要|内容提要|[关關][键鍵][词詞字]|中[图圖]分[类類][号號]|文[献獻]标[识識]码|文章[编編][号號]|基金[项項]目"
    r"|作者[简簡]介|收稿日期|案\s*由|提案(?:人|者|[单單]位)|附[议議]人|[审審]查意[见見]|承[办辦][单單]位)[］】\]]?\s*[：:]"
)
"""What the lines under the title of an article or a motion open with."""
_DATE = re.compile(
    r"(?:\d{4}|[〇○零一二三四五六七八九]{4}|中[华華]民[国國].{1,5})\s*年\s*\S{1,3}\s*月\s*\S{1,3}\s*日"
)


def is_date(text: str) -> bool:
    """Whether a line is a day of a year and nothing else, as letters end with it."""
    return text[-1] == "日" and _DATE.fullmatch(text) is not None


def is_signature(lines: Sequence[Line], index: int) -> bool:
    """Whether a line stands where a letter is signed: right before a day, or a day far to the right."""
    line = lines[index]
    if index + 1 < len(lines) and is_date(lines[index + 1].text):
        return True
    return line.indent > DEEPEST_INDENT and is_date(line.text)


_ITEM_FIRST = frozenset(
    "（(一二三四五六七八九十0123456789０１２３４５６７８９ABCDEFGHIJKLMNOPQRSTUVWXYZ△○●☆★▲①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
)
_LABEL_FIRST = frozenset("主说說依公受发發文速附正副抄")
_INSIDE = re.compile(r"[；：:;][（(]?[一二三四五六七八九十\d]{1,3}[）)、.．](?!\d)")
_NUMBERED = re.compile(
    r"(?P<open>[（(]?)(?P<number>[一二三四五六七八九十]{1,3}|\d{1,3}|Q\d{1,3}|[A-Z])(?P<close>[）)、.．])(?!\d)"
)
DOCUMENT_NUMBER = re.compile(r"\S{2,12}?[〔（(\[]\d{4}[〕）)\]]\s*第?\s*\d+\s*[号號]")
"""林发〔2020〕8号"""
_LONGEST_NAME = 20
_SHORT = 0.75
_RAGGED = 0.3
_OPENS = frozenset("；：;:")
_SAME = 0.5
_FEWEST = 2
_HALF = 0.5
_FEW = 0.3


@dataclass
class Block:
    """The block that is being read: its first line, its second where it has one, and whether a bracket of
    it is open."""

    first: Line
    second: Line | None = None
    bracket_open: bool = False

    @property
    def hung(self) -> float | None:
        """The indent of its later lines, where it is deeper than the first line\'s."""
        if self.second is None or self.second.indent <= self.first.indent:
            return None
        return self.second.indent

    @property
    def in_brackets(self) -> bool:
        return self.first.text[0] in "（("


class Habits:
    """The habits of a text."""

    def __init__(self, draft: Draft) -> None:
        flow = [draft.lines[index] for index in draft.flow]
        items = [at for at, line in enumerate(flow) if is_item(line.text) or is_label(line.text)]
        self.hangs = _hangs(flow, items)
        self.following = _following(flow[at] for at in items)
        self.items_apart = _items_apart(flow, items)
        self.signing = _signing(flow)
        self.short = _SHORT * draft.source.measure.mode if draft.source.measure.ragged <= _RAGGED else 0.0

    def _is_address(self, block: Block, before: Line, after: Line) -> bool:
        """Whether a line that ends with a colon is a block by itself: whom a letter or speech addresses."""
        if block.first.indent < INDENT <= after.indent <= DEEPEST_INDENT:
            return True
        return before is block.first and before.width <= self.short

    def hanging(self, block: Block, before: Line, after: Line) -> Signal | None:
        """What the indents say in a text whose items hang; nothing where they say the usual."""
        if not self.hangs or after.indent > DEEPEST_INDENT:
            return None
        if after.indent > block.first.indent and not is_item(after.text):
            hung = block.hung
            if not ends_sentence(before.text) if hung is None else abs(after.indent - hung) < _SAME:
                return _S["hangs-on"]
        if block.hung is not None and after.indent <= block.first.indent:
            return _S["hang-ends"]
        return None

    def others(self, block: Block, before: Line, after: Line) -> list[Signal]:
        """Items that begin lines only, labels, and a block in brackets that goes on."""
        signals = []
        if self.items_apart and before.text[-1] in _OPENS and is_item(after.text):
            signals.append(_S["items-apart"])
        if after.start in self.following:
            signals.append(_S[self.following[after.start]])
        if block.bracket_open and block.in_brackets:
            signals.append(_S["inside-brackets"])
        if before.text[-1] in "：:" and self._is_address(block, before, after):
            signals.append(_S["address-before"])
        if after.start in self.signing:
            signals.append(_S["signature-next"])
        if before.text[-1] in "号號" and DOCUMENT_NUMBER.fullmatch(before.text):
            signals.append(_S["number-of-document-before"])
        if is_date(after.text):
            signals.append(_S["date-alone-next"])
        if is_label(after.text) or _OF_ARTICLE.match(after.text):
            signals.append(_S["label-next"])
        if before.text[-1] in "：:" and LABEL.fullmatch(before.text):
            signals.append(_S["label-alone-before"])
        return signals


def _signing(flow: Sequence[Line]) -> frozenset[int]:
    """Where short lines without stops stand before a date alone: who signs."""
    return frozenset(
        line.start
        for line, after in pairwise(flow)
        if after.text[-1] == "日" and _DATE.fullmatch(after.text) and len(line.text) <= _LONGEST_NAME
        if not stops_inside(line.text) and not ends_sentence(line.text)
    )


def is_item(text: str) -> bool:
    """Whether a line begins as an item of a list does."""
    return text[0] in _ITEM_FIRST and ITEM.match(text) is not None


def is_label(text: str) -> bool:
    """Whether a line begins as a line of an official letter does."""
    return text[0] in _LABEL_FIRST and LABEL.match(text) is not None


def _hangs(flow: Sequence[Line], items: Sequence[int]) -> bool:
    """Whether the second lines of items stand further in than their first ones."""
    hung = rest = 0
    for before, after in ((flow[at], flow[at + 1]) for at in items if at + 1 < len(flow)):
        if ends_sentence(before.text) or is_item(after.text):
            continue
        if after.page == before.page and after.indent <= DEEPEST_INDENT:
            hung += after.indent > before.indent
            rest += after.indent <= before.indent
    return hung >= _FEWEST and hung > rest


def _following(items: Iterable[Line]) -> dict[int, str]:
    """Where lines begin with the number or letter after that of the last item of their kind, and where with
    the first that a second follows."""
    last: dict[str, tuple[int, int]] = {}
    found: dict[int, str] = {}
    for line in items:
        match = _NUMBERED.match(line.text)
        number = _value(match["number"]) if match is not None else None
        if match is None or number is None:
            continue
        kind = f"{match['open']}{_kind(match['number'])}{match['close']}"
        before, start = last.get(kind, (0, 0))
        if number == before + 1 and number > 1:
            found[line.start] = "item-follows"
            if before == 1:
                found[start] = "item-begins-list"
        last[kind] = number, line.start
    return found


def _kind(number: str) -> str:
    if number[0].isdigit() or (number[0] == "Q" and len(number) > 1):
        return number[0] if number[0] == "Q" else "1"
    return "A" if number.isascii() else "一"


def _value(number: str) -> int | None:
    """2 of 2, 二, B and Q2."""
    if number.isascii() and number.isalpha():
        return ord(number) - ord("A") + 1
    return number_of(number.lstrip("Q"))


def _items_apart(flow: Sequence[Line], items: Sequence[int]) -> bool:
    """Whether items begin on lines of their own, and hardly ever in the midst of one."""
    if len(items) < _FEWEST:
        return False
    inside = sum(len(_INSIDE.findall(line.text)) for line in flow if not _OPENS.isdisjoint(line.text))
    return inside < _FEW * len(items)
