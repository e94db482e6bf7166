"""A Document's words that send the reader elsewhere → references: 参见“水利建设”, （见表3）, see Table 3.

They stand in paragraphs, notes, captions, titles of tables and cells. They are tied where what they name is,
word for word, one heading of the document, or one numbered table or picture; and to nothing otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import assert_never

from typeset.crossrefs import Some
from typeset.judge import Judge
from typeset.ledger import Decision, Signal
from typeset.model import (
    Cell,
    Credit,
    CrossRef,
    Document,
    Entry,
    EntryChild,
    Figure,
    Linked,
    Note,
    Paragraph,
    Section,
    SectionChild,
    Table,
    Text,
    inline_text,
)
from typeset.reflow.weights import SIGNALS
from typeset.span import Span, span_of

_S = SIGNALS["reference"]
KIND = "reference"
TEXT = "text"
"""The words lead nowhere."""
_NUMBER = r"(?:\d{1,3}(?:[-‐–—－.．]\d{1,3}){0,3}|[一二三四五六七八九十]{1,3})(?![\d一二三四五六七八九十])"
_LABEL = r"(?:附?[图表圖]|(?:Table|Figure|Fig\.?)(?= ))"
_SENDS = re.compile(
    r"(?P<sends>[参參详詳另并並][见見]|[参參][阅閱看]|\b(?:[Ss]ee also|[Cc]f\.)(?= ))|[见見]|\b[Ss]ee(?= )"
)
_OF_BOOK = r"(?:本(?:书|書|卷|册|冊|章|节|節|类目|類目|分目|部分)| )?"
_NAMED = (
    r"【(?P<marked>[^【】]{1,60})】|“(?P<quoted>[^“”]{1,60})”|「(?P<cornered>[^「」]{1,60})」"
    r"|《(?P<work>[^《》]{1,60})》"
)
_SORT = r"(?:条目|條目|分目|类目|類目|子目|一节|一章|[条條节節章目](?![\u4e00-\u9fff]))?"
_ITEM = re.compile(rf"{_OF_BOOK}(?:(?:{_NAMED})(?P<sort>{_SORT})|(?P<label>{_LABEL}) ?(?P<number>{_NUMBER}))")
_NEXT = re.compile(r"(?:[、，,]|以及|[和及与與]| and )?(?=[【“「《附图表圖TF])")
_NUMBERED = re.compile(rf"(?P<label>{_LABEL}) ?(?P<number>{_NUMBER})")
_IN_WORD = re.compile(
    r"[一不乍习偏先再创初听听召可听多少已常引待想意成所拜接撞显曾望未梦相看瞥短碰罕习足起远遇预高鲜][见見]"
)
_OPENERS = frozenset("（([［〔")
_CLAUSE = frozenset("。，；：、！？…—（）()[]［］〔〕.,;:!?\u3000")
_HAN = re.compile("[\u4e00-\u9fff]")
_GOES_ON = frozenset("和及与與以等")
"""After words in marks, more of the same kind may follow these."""


def tie(document: Document, judge: Judge, source: str) -> tuple[Document, tuple[Decision, ...]]:
    """The references of a document, and how each was decided. Raises OverrideError."""
    names = _Names.of(document)
    tying = _Tying(judge, source, names)
    children = tuple(tying.child(child) for child in document.children)
    return (replace(document, children=children) if tying.tied else document), tuple(tying.decisions)


@dataclass(frozen=True)
class _Names:
    """What may be named → the ids of all that are called so. ``marks``: what opens headings."""

    headings: Mapping[str, Sequence[str]]
    numbered: Mapping[str, Sequence[str]]
    marks: frozenset[str]
    ids: tuple[str, ...]

    @staticmethod
    def of(document: Document) -> _Names:
        headings: dict[str, list[str]] = {}
        numbered: dict[str, list[str]] = {}
        marks: set[str] = set()
        ids: list[str] = []
        for node in _nodes(document.children):
            ids.append(node.id)
            if isinstance(node, Figure | Table):
                words = node.text if isinstance(node, Figure) else inline_text(node.title)
                if label := _NUMBERED.match(words):
                    numbered.setdefault(_label(label), []).append(node.id)
            elif node.heading is not None:
                headings.setdefault(_squeezed(node.heading.text), []).append(node.id)
                marks.add(node.heading.marks.open)
        return _Names(headings, numbered, frozenset(marks), tuple(ids))


def _nodes(children: Sequence[SectionChild | EntryChild]) -> Iterator[Section | Entry | Figure | Table]:
    for child in children:
        if isinstance(child, Section | Entry | Figure | Table):
            yield child
        if isinstance(child, Section | Entry):
            yield from _nodes(child.children)


def _squeezed(words: str) -> str:
    return "".join(words.split())


def _label(match: re.Match[str]) -> str:
    """Table 3 and 表3, Fig. 2-1 and Figure 2.1, by one form each."""
    kind = {"F": "Figure", "圖": "图"}.get(match["label"][0], match["label"])
    return kind + re.sub(r"[^\w]", "-", match["number"])


@dataclass(frozen=True, slots=True)
class _Found:
    """Words from ``start`` to ``end`` of a text that send the reader to something; ``ids`` of what is called
    so, and what speaks for and against their leading there."""

    start: int
    end: int
    rule: str
    ids: Sequence[str]
    signals: tuple[str, ...]


@dataclass
class _Tying:
    judge: Judge
    source: str
    names: _Names
    decisions: list[Decision] = field(default_factory=list)
    tied: int = 0

    def child(self, child: SectionChild) -> SectionChild:
        match child:
            case Section():
                return replace(child, children=tuple(self.child(own) for own in child.children))
            case Entry():
                return replace(child, children=tuple(self._item(own, child.id) for own in child.children))
            case Figure():
                return self._figure(child)
            case _:
                assert_never(child)

    def _item(self, item: EntryChild, entry: str) -> EntryChild:
        match item:
            case Paragraph():
                return replace(item, inlines=self._inlines(item.inlines, entry))
            case Note():
                return replace(item, inlines=self._inlines(item.inlines, entry))
            case Figure():
                return self._figure(item)
            case Table():
                here = (entry, item.id)
                rows = (tuple(Cell(self._inlines(cell.inlines, *here)) for cell in row) for row in item.rows)
                return replace(item, title=self._inlines(item.title, *here), rows=tuple(rows))
            case Credit():
                return item
            case _:
                assert_never(item)

    def _figure(self, figure: Figure) -> Figure:
        """It may stand on another page than the entry that it is about."""
        return replace(figure, caption=self._inlines(figure.caption, figure.id))

    def _inlines(self, inlines: tuple[Some, ...], *here: str) -> tuple[Some, ...]:
        """``here``: the ids of what the words stand in."""
        before = self.tied
        found: list[Some] = []
        for inline in inlines:
            if isinstance(inline, Text) and inline.span:
                found += self._text(inline, here)
            else:
                found.append(inline)
        return tuple(found) if self.tied > before else inlines

    def _text(self, inline: Text, here: Collection[str]) -> Iterator[Linked]:
        candidates = list(self._found(inline.text))
        if not candidates:
            yield inline
            return
        places = _places(self.source, inline)
        done = 0
        for found in candidates:
            start, end = places[found.start], places[found.end - 1] + 1
            target = self._decide(found, start, end, here)
            if target == TEXT or not self._is_whole(inline.span, start, end):
                continue
            if found.start > done:
                yield _part(inline, places, done, found.start)
            part = _part(inline, places, found.start, found.end)
            yield CrossRef(part.text, target, part.span)
            self.tied += 1
            done = found.end
        if done < len(inline.text):
            yield _part(inline, places, done, len(inline.text)) if done else inline

    def _decide(self, found: _Found, start: int, end: int, here: Collection[str]) -> str:
        """The id that some words lead to, or ``TEXT``. A person may choose any, whatever it is called."""
        ids = self.names.ids if self.judge.asked(KIND, start) else tuple(found.ids)
        if not ids:
            return TEXT
        signals = tuple(self._signals(found, here))
        decision = self.judge.decide(KIND, found.rule, start, end, (TEXT, *ids), signals)
        self.decisions.append(decision)
        return decision.choice

    def _signals(self, found: _Found, here: Collection[str]) -> Iterator[Signal]:
        """None for an id where several are called so, or where it is that of what the words stand in."""
        if len(found.ids) > 1:
            yield _S["named-alike"]
        elif found.ids and found.ids[0] in here:
            yield _S["own-heading"]
        else:
            for name in ("named", *found.signals) if found.ids else ():
                signal = _S[name]
                yield signal if signal.option == TEXT else signal._replace(option=found.ids[0])

    def _is_whole(self, span: Span, start: int, end: int) -> bool:
        """Whether nothing but the ends of lines interrupts some words."""
        owned = {at for low, high in span.ranges for at in range(max(low, start), min(high, end))}
        return all(at in owned or self.source[at].isspace() for at in range(start, end))

    def _found(self, text: str) -> Iterator[_Found]:
        """Every item after a verb, and those that follow it in a list."""
        done = 0
        for verb in _SENDS.finditer(text):
            start, at, signals = verb.start(), verb.end(), tuple(_before(text, verb))
            if start < done:
                continue
            while item := _ITEM.match(text, at):
                yield self._named(text, start, item, signals)
                at = done = item.end()
                more = _NEXT.match(text, at)
                if more is None:
                    break
                start = at = more.end()
                signals = (*signals, "in-list")

    def _named(self, text: str, start: int, item: re.Match[str], signals: tuple[str, ...]) -> _Found:
        if item["label"]:
            ids = self.names.numbered.get(_label(item), ())
            return _Found(start, item.end(), "X-NUMBER", ids, (*signals, "numbered"))
        name = next(filter(None, (item["marked"], item["quoted"], item["cornered"], item["work"])))
        ids = self.names.headings.get(_squeezed(name), ()) or self.names.headings.get(
            _squeezed(name).rstrip(".,"), ()
        )
        return _Found(start, item.end(), "X-NAME", ids, (*signals, *self._around(text, item)))

    def _around(self, text: str, item: re.Match[str]) -> Iterator[str]:
        if item["marked"] and "【" in self.names.marks:
            yield "heading-marks"
        if item["work"]:
            yield "marks-of-a-work"
        after = text[item.end() : item.end() + 1]
        if item["sort"]:
            yield "sort-named"
        elif _HAN.match(after) and after not in _GOES_ON:
            yield "goes-on"


def _before(text: str, verb: re.Match[str]) -> Iterator[str]:
    """What the verb and the character before it say."""
    start = verb.start()
    before = text[:start].rstrip(" ")[-1:]
    if verb["sends"]:
        yield "sends"
    elif _IN_WORD.match(text, max(0, start - 1)):
        yield "inside-word"
    elif not before or before in _CLAUSE:
        yield "opens-clause"
    else:
        yield "after-word"
    if before in _OPENERS:
        yield "in-brackets"


def _places(source: str, text: Text) -> list[int]:
    """Where each character of a text stands in the source; -1 for a space that is set for others."""
    places: list[int] = []
    for low, high in text.span.ranges:
        words = source[low:high]
        if not text.text.startswith(words, len(places)):
            places.append(-1)
        places += range(low, high)
    return places + [-1] * (len(text.text) - len(places))


def _part(text: Text, places: Sequence[int], start: int, end: int) -> Text:
    owned = (at for at in places[start:end] if at >= 0)
    return Text(text.text[start:end], span_of((at, at + 1) for at in owned))
