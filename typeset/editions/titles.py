"""What the parts of a book are called, in its language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from typeset.parts import IndexKind


@dataclass(frozen=True, slots=True)
class Titles:
    note: str
    figures: str
    index: str
    indexes: Mapping[IndexKind, str]
    continued: str
    """Over a table that goes on (GB/T 7713.1—2006, 6.3.6)."""


_CHINESE = Titles(
    "编辑说明",
    "图片目录",
    "索引",
    {"entries": "条目索引", "people": "人名索引", "organisations": "机构索引"},
    "续表",
)
_ENGLISH = Titles(
    "Editors’ note",
    "Figures",
    "Index",
    {"entries": "Entries", "people": "People", "organisations": "Organisations"},
    "(continued)",
)


def titles(language: str) -> Titles:
    """Chinese ones for a document in Chinese (BCP 47), else English ones."""
    return _CHINESE if language.startswith("zh") else _ENGLISH
