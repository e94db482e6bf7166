"""Ids of nodes: made once of what a node says, so that they survive a re-run and an edit elsewhere."""

from __future__ import annotations

import hashlib
from collections import Counter


class Ids:
    """Short ids, each given once; a second node with the same words gets a number."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()
        self._given: set[str] = set()

    def take(self, ident: str) -> bool:
        """Whether an id that somebody wrote was still free; it is not any more."""
        free = ident not in self._given
        self._given.add(ident)
        return free

    def make(self, prefix: str, words: str) -> str:
        """``prefix`` is s for sections, e for entries, fig for figures."""
        digest = hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=3).hexdigest()
        name = f"{prefix}-{digest}"
        while True:
            self._seen[name] += 1
            ident = name if self._seen[name] == 1 else f"{name}-{self._seen[name]}"
            if self.take(ident):
                return ident
