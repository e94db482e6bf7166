"""Running heads in Latin script: guide words, dates, titles right below, the places of other pages' heads."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from typeset.reflow.draft import Draft
from typeset.reflow.shapes import Case, case_of, is_date, leans_on
from typeset.reflow.signs import head_key

_PARTS = re.compile(r"\s*[—–]\s*|\s+-\s+|\s+to\s+")
_BELOW = 3
"""Lines below a running head in which the title may stand that it says."""
_LEAST_KEY = 3
_TOP = 2
"""Lines at a page's head that may be a running head, page numbers left out."""
_MOST = 0.5


def latin_looks(draft: Draft, index: int, titles: Mapping[str, list[int]]) -> Iterator[str]:
    """What the words of a line say. ``titles``: short bare lines by their words."""
    text = draft.lines[index].text
    if text[0].islower():
        yield "begins-in-small-letters"
    if leans_on(text):
        yield "leans-on"
    if is_date(text):
        yield "says-date"
    if is_guide(text, titles):
        yield "guide-words"
    if _is_in_title(draft, index):
        yield "title-below"


def is_guide(text: str, titles: Container[str]) -> bool:
    """Whether it names the first and the last of the entries on a page."""
    parts = [head_key(part) for part in _PARTS.split(text) if part]
    return len(parts) == 2 and all(part in titles for part in parts)


def _is_in_title(draft: Draft, index: int) -> bool:
    """Whether a numbered line right below says the same."""
    key = head_key(draft.lines[index].text)
    below = draft.lines[index + 1 : index + 1 + _BELOW]
    return len(key) >= _LEAST_KEY and any(
        draft.signs.is_numbered(line.text) and head_key(line.text).endswith(key) for line in below
    )


class _Top(NamedTuple):
    """The head of a page: its running head, if one was found, and its first line of text."""

    head: int | None
    text: int | None


def heads_by_place(draft: Draft, found: Mapping[int, str]) -> list[int]:
    """First lines of pages that stand, and are set, as the running heads of most other pages do."""
    tops = list(_tops(draft, found))
    heads = [top.head for top in tops if top.head is not None]
    if not heads or len(heads) < _MOST * len(tops):
        return []
    shapes = {_shape(draft, index) for index in heads}
    return [
        top.text
        for top in tops
        if top.head is None
        and top.text is not None
        and _shape(draft, top.text) in shapes
        and not _is_said_later(draft, top.text, heads)
    ]


def _tops(draft: Draft, found: Mapping[int, str]) -> Iterator[_Top]:
    for _, page in groupby(range(len(draft.lines)), key=lambda index: draft.lines[index].page):
        first = [index for index in page if found.get(index) != "pageNum"][:_TOP]
        head = next((index for index in first if found.get(index) == "header"), None)
        yield _Top(head, first[0] if first and first[0] not in found else None)


def _shape(draft: Draft, index: int) -> tuple[Case, bool]:
    """The letters of a line, and whether it is set apart from the next."""
    after = draft.lines[index + 1 : index + 2]
    apart = bool(after) and after[0].gap > draft.source.measure.rhythm
    return case_of(draft.lines[index].text), apart


def _is_said_later(draft: Draft, index: int, heads: list[int]) -> bool:
    """Whether later running heads say what a line says: then it is the title that they repeat."""
    key = head_key(draft.lines[index].text)
    return any(head > index and head_key(draft.lines[head].text) == key for head in heads)
