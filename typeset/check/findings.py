"""What lint says: rules, what they hit in a text, and findings with their place in the source.

A rule's source: P = GB/T 15834 (punctuation), N = GB/T 15835 (numerals), Y = guides for editors of yearbooks,
M = from memory, not looked up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum

from typeset.check.texts import Block, Subject


class Severity(Enum):
    """How much a finding weighs. All of them only warn; the words are those of GitHub's annotations."""

    ERROR = "error"
    WARNING = "warning"
    """It is against a norm."""
    NOTICE = "notice"
    """It may be meant."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Code points ``start`` to ``end`` of a block's text; of the source in reading order without a block.

    ``message`` says more than the rule's meaning does, or is empty.
    """

    block: Block | None
    start: int
    end: int
    message: str = ""


Find = Callable[[Subject], Iterable[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """``code`` never changes; ``name`` says the same to a reader. ``find`` looks for it."""

    code: str
    name: str
    source: str
    severity: Severity
    meaning: str
    find: Find


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found. ``line`` and ``column`` in the source's file, from 1, in code points, or None.

    ``where``: the entry or section; ``text``: the words, with a few on either side.
    """

    code: str
    name: str
    severity: Severity
    message: str
    where: str
    text: str
    line: int | None = None
    column: int | None = None
