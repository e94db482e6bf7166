"""What contents, lists, indexes and references point to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Place:
    """Something that has a place: what it is called, and the block that it is in. ``other``: to which
    references alone point. ``level``: of a section; ``at_end``: in the last line of its block; ``line``: in
    this one; ``at``: in the line that has this character. ``id`` is its element's."""

    kind: Literal["section", "figure", "entries", "people", "organisations", "other"]
    words: str
    block: int
    level: int = 0
    id: str = ""
    at_end: bool = False
    at: int = 0
    line: int | None = None
