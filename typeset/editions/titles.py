"""What the parts of a book are called, in its language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from typeset.added_words import is_traditional
from typeset.parts import IndexKind


@dataclass(frozen=True, slots=True)
class PageWords:
    """What names a page after a reference: words around its number, and around these what may be parted."""

    before: str
    name: tuple[str, str]
    after: str


@dataclass(frozen=True, slots=True)
class Titles:
    note: str
    figures: str
    index: str
    indexes: Mapping[IndexKind, str]
    continued: str
    """Over a table that goes on (GB/T 7713.1—2006, 6.3.6)."""
    strokes: Callable[[int], str]
    """Over the terms of an index whose first character has so many."""
    others: str
    """Over those that are in no group."""
    leads: Callable[[str, str, str], str]
    """What a link says by itself: what it leads to, the page, and the column, which may be empty."""
    page: PageWords
    page_in_brackets: PageWords
    """Within brackets of the text, which hold the number too."""


def _numeral(number: int) -> str:
    """1 to 99 in Chinese."""
    tens, ones = divmod(number, 10)
    return f"{_NUMERALS[tens] if tens > 1 else ''}{'十' if tens else ''}{_NUMERALS[ones]}"


_NUMERALS = ("", *"一二三四五六七八九")

_SIMPLIFIED = Titles(
    "编辑说明",
    "图片目录",
    "索引",
    {"entries": "条目索引", "people": "人名索引", "organisations": "机构索引"},
    "续表",
    lambda number: f"{_numeral(number)}画",
    "其他",
    lambda words, page, column: f"{words}，第{page}页{column and f'{column}栏'}",
    PageWords("（", ("第", "页"), "）"),
    PageWords("，", ("第", "页"), ""),
)
_TRADITIONAL = Titles(
    "編輯說明",
    "圖片目錄",
    "索引",
    {"entries": "條目索引", "people": "人名索引", "organisations": "機構索引"},
    "續表",
    lambda number: f"{_numeral(number)}畫",
    "其他",
    lambda words, page, column: f"{words}，第{page}頁{column and f'{column}欄'}",
    PageWords("（", ("第", "頁"), "）"),
    PageWords("，", ("第", "頁"), ""),
)
_ENGLISH = Titles(
    "Editors’ note",
    "Figures",
    "Index",
    {"entries": "Entries", "people": "People", "organisations": "Organisations"},
    "(continued)",
    lambda number: f"{number} stroke{'s' if number > 1 else ''}",
    "Others",
    lambda words, page, column: f"{words}, page {page}{column and f', column {column}'}",
    PageWords(" ", ("(p. ", ")"), ""),
    PageWords(", ", ("p. ", ""), ""),
)


def titles(language: str) -> Titles:
    """Chinese ones for a document in Chinese (BCP 47), in its characters; else English ones."""
    if not language.startswith("zh"):
        return _ENGLISH
    return _TRADITIONAL if is_traditional(language) else _SIMPLIFIED
