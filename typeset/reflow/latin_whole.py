"""Draft → the title of a whole text in Latin script: printed at its head, or known from its running heads."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from typeset.characters import clean
from typeset.ledger import Decision
from typeset.reflow.draft import Draft
from typeset.reflow.furniture import plain_words
from typeset.reflow.hyphens import HYPHENS
from typeset.reflow.latin_heads import is_guide
from typeset.reflow.shapes import Case, case_of, is_issue
from typeset.reflow.signs import head_key
from typeset.reflow.weights import SIGNALS
from typeset.source.folio import page_number

_T = SIGNALS["latin-whole"]
_OPTIONS = ("text", "title")
_FOLIO = re.compile(r"\A[\s—–\-.\[(]*\d{1,4}[\s—–\-.\])]*(?=\s)|(?<=\s)[\s—–\-.\[(]*\d{1,4}[\s—–\-.\])]*\Z")
_DATE = re.compile(
    r"\b(?:jan|feb|mar|apr|ma[iy]|jun|jul|aug|ao[uû]t|sep|o[ck]t|nov|de[cz]|gen|ene|lug|giu|ago)\w*\.?\b",
    re.I,
)
_YEAR = re.compile(r"\b\d{4}\b")
_LETTERS = re.compile(r"[^\W_]+")
_CENTRED = 2.0


def find_latin_title(draft: Draft) -> tuple[Draft, str]:
    """The title of the whole; where it is printed at the head of the text, it is taken out of the flow."""
    heads = _head_words(draft)
    if not draft.flow:
        return draft, heads
    index = draft.flow[0]
    last = _last(draft, index)
    words = _joined(draft, index, last)
    decision = _decide(draft, index, last, words)
    draft = replace(draft, decisions=(*draft.decisions, decision))
    if decision.choice == "text":
        return draft, heads
    taken = {at: "header" for at in range(index, last + 1) if at in draft.flow}
    taken |= dict.fromkeys(_issue_lines(draft, last), "header")
    repeats = any(signal.name == "named-in-next-title" for signal in decision.signals)
    changed = replace(
        draft,
        furniture={**draft.furniture, **taken},
        headings={at: place for at, place in draft.headings.items() if at != index},
        sections={at: rank for at, rank in draft.sections.items() if at != index},
        section_ends={at: end for at, end in draft.section_ends.items() if at != index},
        why={**draft.why, **dict.fromkeys(taken, decision)},
    )
    if not repeats:
        return changed, words
    changed, next_words = find_latin_title(changed)
    return changed, next_words or words


def _last(draft: Draft, index: int) -> int:
    """The last line of the title that begins at a line."""
    place = draft.headings.get(index)
    return place.last if place is not None else draft.section_ends.get(index, index)


def _joined(draft: Draft, index: int, last: int) -> str:
    words = ""
    for at in range(index, last + 1):
        text = plain_words(draft.lines[at].text)
        words = f"{words[:-1]}{text}" if words[-1:] and words[-1] in HYPHENS else f"{words} {text}".strip()
    return words


def _issue_lines(draft: Draft, last: int) -> list[int]:
    """The lines right under the title that say which issue of a paper it is."""
    found: list[int] = []
    for index in draft.flow:
        if index <= last:
            continue
        line = draft.lines[index]
        apart = found and line.gap > draft.source.measure.rhythm
        if apart or index in draft.headings or not is_issue(line.text):
            break
        found.append(index)
    return found


def _decide(draft: Draft, index: int, last: int, words: str) -> Decision:
    line = draft.lines[index]
    is_title = index in draft.headings or index in draft.sections
    after = next((at for at in draft.flow if at > last), -1)
    follows = after in draft.headings or after in draft.sections
    names = ["first-line", "bare" if is_title else "no-title"]
    names.append("title-follows" if follows else "text-follows")
    if draft.signs.is_numbered(line.text):
        names.append("numbered")
    if line.indent >= _CENTRED:
        names.append("centred")
    others = [at for at in (*draft.headings, *draft.sections) if at != index]
    if is_title and others:
        alike = any(case_of(draft.lines[at].text) is case_of(line.text) for at in others)
        names.append("set-as-others" if alike else "set-by-itself")
    elif is_title and case_of(line.text) is not Case.PLAIN and not _heads(draft):
        names.append("only-title")
    key = _key(words)
    if any(key in _key(head) or _key(head) in key for head in _heads(draft)):
        names.append("named-in-head")
    if follows and key in _key(_joined(draft, after, _last(draft, after))):
        names.append("named-in-next-title")
    if is_title and _issue_lines(draft, last):
        names.append("issue-next")
    if words == draft.hints.chapter:
        names.append("names-chapter")
    return draft.judge.decide(
        "title", "T-TITLE", line.start, draft.lines[last].end, _OPTIONS, tuple(_T[name] for name in names)
    )


def _key(words: str) -> str:
    return "".join(_LETTERS.findall(words)).lower()


def _heads(draft: Draft) -> Counter[str]:
    """The words of the running heads that may name the whole: no dates, numbers, chapters, guide words."""
    found: Counter[str] = Counter()
    titles = {head_key(place.text) for place in draft.headings.values()}
    for index, kind in draft.furniture.items():
        if kind == "pageNum":
            continue
        text = draft.lines[index].text
        number = page_number(text)
        words = clean(_FOLIO.sub("", plain_words(number.words if number else text))).rstrip(".")
        dated = _DATE.search(text) and _YEAR.search(text)
        of_part = draft.signs.is_numbered(words) or is_guide(words, titles)
        if len(_key(words)) > 1 and not dated and not of_part:
            found[words] += 1
    found.pop(draft.hints.book, None)
    return found


def _head_words(draft: Draft) -> str:
    """The commonest running head; one that no heading repeats before one that names a chapter."""
    heads = _heads(draft)
    titles = {_key(place.text) for place in draft.headings.values()}
    titles |= {_key(draft.lines[index].text) for index in draft.sections}

    def rank(words: str) -> tuple[bool, int, int]:
        return not any(_key(words) in title for title in titles), heads[words], len(words)

    return max(heads, key=rank) if heads else ""
