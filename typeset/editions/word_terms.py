"""The terms of the indexes as they are met in the writing of a DOCX, each in a bookmark that leads to it."""

from __future__ import annotations

from collections.abc import Collection

from typeset.editions.word_body import Body
from typeset.parts import IndexKind


class Terms:
    """Of each index that is asked for its terms, and the bookmarks of their places as the text has them."""

    def __init__(self, kinds: Collection[IndexKind], body: Body) -> None:
        self.kinds = kinds
        self.body = body
        self.places: dict[IndexKind, dict[str, list[str]]] = {}
        self._count = 0

    def add(self, kind: IndexKind, words: str, bookmark: str) -> None:
        """A term that has a bookmark for another reason."""
        if kind in self.kinds:
            self.places.setdefault(kind, {}).setdefault(words, []).append(bookmark)

    def marked(self, kind: IndexKind, words: str, runs: str) -> str:
        """The runs of a term in a hidden bookmark of its own, if its index is asked for."""
        if kind not in self.kinds:
            return runs
        self._count += 1
        name = f"_ix_{self._count}"
        self.add(kind, words, name)
        return self.body.bookmarked(name, runs)
