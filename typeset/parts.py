"""The parts of a book around its text: what a job ticket asks for, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

IndexKind = Literal["entries", "people", "organisations"]
IndexOrder = Literal["pinyin", "stroke"]
_ALL_LEVELS = 5
References = Literal["off", "link", "page"]


@dataclass(frozen=True, slots=True)
class Parts:
    """Each part is there or not. Nothing is invented: a title page says what the ticket says of the book.

    ``imprint``: lines of names and values (版权页); ``note``: the paragraphs of an editors' note (编辑说明);
    ``contents``: how many levels of sections it lists, 0 for none, None for what the theme says;
    ``figures``: a list of them; ``openers``: whether chapters begin a page, or an odd one (row 34);
    ``thumb``: a tab at the fore edge for each chapter; ``index``: what is indexed, each kind by itself;
    ``index_order``: what its terms are sorted by; ``references``: whether the words of one lead to what they
    name, and say on which page it stands.
    """

    half_title: bool = False
    title_page: bool = False
    imprint: tuple[tuple[str, str], ...] = ()
    note: tuple[str, ...] = ()
    contents: int | None = None
    figures: bool = False
    openers: Literal["run-on", "page", "recto"] = "run-on"
    thumb: bool = False
    index: tuple[IndexKind, ...] = ()
    index_order: IndexOrder = "pinyin"
    references: References = "link"

    @property
    def has_front(self) -> bool:
        """Whether pages with Roman numbers, or none, stand before the text."""
        return bool(self.half_title or self.title_page or self.imprint or self.note)

    def contents_levels(self, *, standard: bool) -> int:
        """How many levels of sections the contents list, 0 for none; ``standard``: whether the theme has any
        where the ticket says nothing."""
        if self.contents is not None:
            return self.contents
        return _ALL_LEVELS if standard else 0


NO_PARTS = Parts()
"""The text alone, with contents where the theme has them."""
