"""Draft → the title of the whole: printed at the head of the text, or known from the running heads.

A chapter that is cut from a book begins with its own number, 第七编　交通: it is the only one of its rank,
and those of lower ranks follow. A title may run over lines, and a line that says when, where and by whom
may stand below it; that is text.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

from typeset.ledger import Decision
from typeset.reflow.centred import DOCUMENT_RANK
from typeset.reflow.draft import Draft
from typeset.reflow.furniture import plain_words
from typeset.reflow.hanging import DOCUMENT_NUMBER
from typeset.reflow.signs import ends_sentence, head_key, is_letterspaced, stops_inside
from typeset.reflow.weights import SIGNALS
from typeset.source.folio import page_number
from typeset.source.lines import Line
from typeset.source.measure import DEEPEST_INDENT, INDENT

_T = SIGNALS["title"]
_CENTRED = 2.0
_MOST_LINES = 3
_HEADS = ("header", "footer")
_ABSTRACT = re.compile(r"[［【\[]?(?:内容|內容)?(?:摘\s*要|提\s*要)[］】\]]?\s*[：:\u3000]|案\s*由\s*[：:]")
"""What stands under the title of an article or a motion."""
_WHOLE = 8
"""Characters of a title that a running head may have with its number."""
_PART = 3
"""Characters of a running head that is part of the title."""
_LONG = 0.5
"""As a share of the usual width: what is shorter does not run over."""
_SAME_CENTRE = 1.5
_REMARK = re.compile(r"[（(][^（()）]{2,30}[）)]\Z")
_LONGER = 0.75
"""The same of a line that stands at the margin."""
_SUBTITLE = re.compile(r"(?:——|──|--|—|―{1,2})\s*\S")
_FOLIO_BESIDE = re.compile(r"\A\d{1,4}\s+(?=\D)|(?<=\D)\s+\d{1,4}\Z|\s*第\s*\d{1,4}\s*[页頁]\Z")
_MASTHEAD = re.compile(r"[日晚早周时時导導都商]\s*[报報]\Z")
_LONGEST_MASTHEAD = 12
_GAP = re.compile(r"\s*(?:[\u3000\u2003]|[^\S\r\n]{2})\s*")
_LABEL = re.compile(r"[图圖表]\s*\d")


def find_title(draft: Draft) -> tuple[Draft, str]:
    """The title that is printed at the head of the text; it is taken out of the flow."""
    if not draft.flow:
        return draft, ""
    index = draft.flow[0]
    if index in draft.headings and not _heads_all(draft):
        return draft, ""
    alone = _only_of_rank(draft)
    if index in draft.sections and _printed_above(draft):
        return draft, ""
    if not alone and draft.signs.is_numbered(draft.lines[index].text):
        return draft, ""
    last = _last_line(draft)
    if index in draft.sections and not alone and not _title_follows(draft, last):
        return draft, ""
    if index in draft.sections and DOCUMENT_RANK in draft.sections.values() and not alone:
        return draft, ""
    decision = _decide(draft, last, alone=alone)
    if decision.choice == "text":
        return replace(draft, decisions=(*draft.decisions, decision)), ""
    lines = (*draft.flow[: last + 1], *_rest_among_heads(draft, last))
    changed = replace(
        draft,
        headings={at: place for at, place in draft.headings.items() if at != index},
        furniture={**draft.furniture, **dict.fromkeys(lines, "header")},
        sections={at: rank for at, rank in draft.sections.items() if at != index},
        section_ends={at: end for at, end in draft.section_ends.items() if at != index},
        decisions=(*draft.decisions, decision),
        why={**draft.why, **dict.fromkeys(lines, decision)},
    )
    return changed, _joined(list(dict.fromkeys(plain_words(draft.lines[at].text) for at in lines)))


def _heads_all(draft: Draft) -> bool:
    """Whether the bare heading that begins the text is its title: a running head says it, or an abstract
    follows."""
    place = draft.headings[draft.flow[0]]
    if place.open or _stops(draft, place.last):
        return False
    after = next((at for at in draft.flow if at > place.last), None)
    abstract = after is not None and _ABSTRACT.match(draft.lines[after].text) is not None
    return abstract or (bool(draft.sections) and _says_head(draft, place.text))


def _stops(draft: Draft, last: int) -> bool:
    """Whether text follows a heading on its line."""
    place = draft.headings[draft.flow[0]]
    return place.after < draft.lines[last].end


def _printed_above(draft: Draft) -> bool:
    """Whether a running head and, right below it, its words once more stand above the text: the title."""
    heads = range(draft.flow[0])
    kinds = {draft.furniture.get(at) for at in heads}
    keys = [head_key(draft.lines[at].text) for at in heads]
    return kinds <= set(_HEADS) and any(one == other for one, other in pairwise(keys))


def _rest_among_heads(draft: Draft, last: int) -> tuple[int, ...]:
    """The line below a title in the middle that goes on with it and is a running head on other pages."""
    at = draft.flow[last] + 1
    if draft.furniture.get(at) != "header":
        return ()
    line, after = draft.lines[at - 1], draft.lines[at]
    close = after.page == line.page and after.gap <= draft.source.measure.rhythm
    middle = line.indent > 0 and after.indent >= _CENTRED
    return (at,) if close and middle and abs(_centre(line) - _centre(after)) <= _SAME_CENTRE else ()


def _joined(words: list[str]) -> str:
    """The lines of a title; a space stands between two that do not meet in Han or its marks."""
    title = words[0]
    for more in words[1:]:
        apart = title[-1].isascii() and more[0].isascii()
        title = f"{title} {more}" if apart else f"{title}{more}"
    return title


def _only_of_rank(draft: Draft) -> bool:
    """Whether the text begins with a title that no other equals in rank, and lower ones follow."""
    first = draft.flow[0]
    rank = draft.sections.get(first)
    others = [other for at, other in draft.sections.items() if at != first]
    return rank is not None and bool(others) and min(others) > rank


def _last_line(draft: Draft) -> int:
    """Position in the flow of the last line of a title that begins the text."""
    flow, lines = draft.flow, draft.lines
    if (place := draft.headings.get(flow[0])) is not None:
        return flow.index(place.last)
    end = draft.section_ends.get(flow[0])
    if end is not None:
        return flow.index(end)
    last = 0
    if _is_masthead(draft):
        return last
    while _twice(draft, last):
        last += 1
    while last + 1 < min(len(flow), _MOST_LINES) and _runs_on(draft, lines[flow[last]], last + 1):
        last += 1
    return last


def _twice(draft: Draft, position: int) -> bool:
    """Whether the words of the first line stand on the line after one again: a running head and the title."""
    flow, lines = draft.flow, draft.lines
    if position + 1 >= min(len(flow), _MOST_LINES) or flow[position + 1] in draft.sections:
        return False
    return head_key(lines[flow[0]].text) == head_key(lines[flow[position + 1]].text)


def _runs_on(draft: Draft, line: Line, position: int) -> bool:
    """Whether a line goes on with the title that the line before it begins."""
    index = draft.flow[position]
    after, usual = draft.lines[index], draft.source.measure
    if index in draft.sections or index in draft.headings or after.page != line.page:
        return False
    if _contents_follow(draft, position - 1):
        return False
    if after.gap > usual.rhythm or is_letterspaced(line.text):
        return False
    if _says(line.text) or draft.signs.is_numbered(after.text) or _SUBTITLE.match(after.text):
        return False
    if _REMARK.match(after.text):
        return not stops_inside(after.text)
    if DOCUMENT_NUMBER.fullmatch(after.text):
        return False
    if _says(after.text) or after.text[-1] in "：:" or line.width < _LONG * usual.mode:
        return False
    if after.indent > 0:
        return abs(_centre(line) - _centre(after)) <= _SAME_CENTRE
    return usual.indents > 0 and line.width >= _LONGER * usual.mode and _block_follows(draft, position)


def _centre(line: Line) -> float:
    return line.indent + line.width / 2


def _says(text: str) -> bool:
    """Whether there is a stop inside or at the end."""
    return stops_inside(text) or ends_sentence(text)


def _decide(draft: Draft, last: int, *, alone: bool) -> Decision:
    index = draft.flow[0]
    line = draft.lines[index]
    names = ["first-line", "stops-inside" if _says(line.text) else "bare"]
    if line.text[0] in "（([〔":
        names.append("in-brackets")
    if alone:
        names.append("only-of-rank")
    if _is_masthead(draft):
        names.append("masthead")
    if _title_follows(draft, last) or _contents_follow(draft, last):
        names.append("title-follows")
    else:
        names.append("block-follows" if _block_follows(draft, last) else "text-follows")
    if line.indent >= _CENTRED:
        names.append("centred")
    if index in draft.sections and not alone:
        names.append("is-section")
    if plain_words(line.text) == draft.hints.chapter:
        names.append("names-chapter")
    if _says_head(draft, line.text) or _twice(draft, 0):
        names.append("repeats-head")
    bare = any(not place.open for place in draft.headings.values())
    if not draft.sections and bare and line.indent < _CENTRED:
        names.append("among-bare-headings")
    return draft.judge.decide(
        "title", "T-TITLE", line.start, line.end, ("text", "title"), tuple(_T[name] for name in names)
    )


def _is_masthead(draft: Draft) -> bool:
    """Whether the first line names a newspaper: its date or number follows, or it ends as such names do."""
    index = draft.flow[0]
    text = draft.lines[index].text
    if len(text) > _LONGEST_MASTHEAD or _says(text):
        return False
    after = draft.lines[index + 1].text if index + 1 < len(draft.lines) else ""
    return _MASTHEAD.search(text) is not None or draft.signs.is_imprint(after)


def _says_head(draft: Draft, text: str) -> bool:
    """Whether the words are those of a running head, or have them within."""
    title = head_key(text)
    heads = {head_key(draft.lines[at].text) for at, kind in draft.furniture.items() if kind in _HEADS}
    if title in heads or any(len(key) >= _PART and key in title for key in heads):
        return True
    return len(title) >= _WHOLE and any(title in key for key in heads)


def _title_follows(draft: Draft, last: int) -> bool:
    """Whether the line after the title is a section's title, or set as one."""
    if len(draft.flow) <= last + 1:
        return False
    index = draft.flow[last + 1]
    return index in draft.sections or draft.lines[index].indent > DEEPEST_INDENT


def _contents_follow(draft: Draft, last: int) -> bool:
    """Whether a printed table of contents stands right below the title."""
    return draft.furniture.get(draft.flow[last] + 1) == "contents"


def _block_follows(draft: Draft, last: int) -> bool:
    """Whether the line after the title opens a block by its looks: indented, apart, or whom it addresses."""
    if len(draft.flow) <= last + 1:
        return False
    after, usual = draft.lines[draft.flow[last + 1]], draft.source.measure
    if after.indent >= INDENT and draft.lines[draft.flow[last]].indent != after.indent:
        return True
    if after.gap > usual.rhythm or _SUBTITLE.match(after.text) or DOCUMENT_NUMBER.fullmatch(after.text):
        return True
    if _ABSTRACT.match(after.text):
        return True
    if after.text[0] in "（(" and after.width >= usual.full:
        return True
    return after.text[-1] in "：:" and after.width < usual.full


def title_of_heads(draft: Draft) -> str:
    """The chapter's name: the commonest running head that names no book, nor one section of several; or
    nothing."""
    sections = _one_of_several(draft)
    heads = [
        words
        for index, kind in draft.furniture.items()
        if kind in _HEADS
        and ((why := draft.why.get(index)) is None or why.kind != "table")
        and (words := _head_words(draft.lines[index].text))
        and not draft.signs.names_book(words)
        and not draft.signs.is_imprint(draft.lines[index].text)
        and words != draft.hints.book
        and head_key(words) not in sections
    ]
    counts = Counter(head_key(words) for words in heads)
    if not heads:
        return _book(draft) or _newspaper(draft)
    return max(heads, key=lambda words: (counts[head_key(words)], len(head_key(words)), -len(words)))


def _newspaper(draft: Draft) -> str:
    """The name of a newspaper that its running heads say beside the date: 要闻　2024年4月13日　江州日报."""
    for at, kind in sorted(draft.furniture.items()):
        if kind in _HEADS and draft.signs.is_imprint(_FOLIO_BESIDE.sub("", draft.lines[at].text)):
            for words in _GAP.split(draft.lines[at].text):
                if _MASTHEAD.search(words) and len(words) <= _LONGEST_MASTHEAD:
                    return plain_words(words)
    return ""


def _book(draft: Draft) -> str:
    """The book's name, where the text begins with it."""
    first = draft.furniture.get(0) == "header" and draft.signs.names_book(draft.lines[0].text)
    return _head_words(draft.lines[0].text) if first else ""


def _one_of_several(draft: Draft) -> frozenset[str]:
    """The words of section titles that have others of their rank."""
    ranks = Counter(draft.sections.values())
    return frozenset(
        head_key(draft.lines[index].text) for index, rank in draft.sections.items() if ranks[rank] > 1
    )


def _head_words(text: str) -> str:
    """A running head without its page number; nothing where it says no more, or names a table."""
    number = page_number(text)
    words = number.words if number else _FOLIO_BESIDE.sub("", text)
    if not words or _LABEL.match(words):
        return ""
    return plain_words(words.removesuffix("."))
