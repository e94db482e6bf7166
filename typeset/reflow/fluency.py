"""Which characters follow each other in a text: whether two ends that are brought together read on."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice
from operator import add

from typeset.reflow.draft import Draft
from typeset.reflow.scripts import IS_HAN


class Fluency:
    """The pairs of characters that stand inside the lines of one draft."""

    def __init__(self, draft: Draft) -> None:
        self._pairs = _pairs(draft.source.origin.text)

    def reads_on(self, before: str, after: str) -> bool:
        """Whether the text has the pair of Han characters that a join of two ends would make."""
        pair = before[-1] + after[0]
        return pair in self._pairs and IS_HAN.match(pair[0]) is not None and IS_HAN.match(pair[1]) is not None

    def needs(self, line: str, before: str, after: str) -> bool:
        """Whether a line reads on to the next or from the one before, and these do not without it."""
        goes_on = self.reads_on(before, line) or self.reads_on(line, after)
        return goes_on and not self.reads_on(before, after)


@lru_cache(maxsize=1)
def _pairs(text: str) -> frozenset[str]:
    """What stands on two lines has a line end between, so all pairs of the text will do."""
    return frozenset(map(add, text, islice(text, 1, None)))
