"""The order in which the rules of the page give way, in one table. The pages are the cheapest for it that
the search finds.

Rows are those of docs/page.md: clreq 3.3 and 5 (headings, widows), GB/T 7713 (notes at the foot).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Rule(NamedTuple):
    """What gives way, and what it costs: ``once``, and ``each`` times the square of the lines or columns."""

    meaning: str
    once: float
    each: float

    def cost(self, amount: float) -> float:
        return self.once + self.each * amount * amount if amount else 0.0


RULES: Mapping[str, Rule] = {
    "foot": Rule("a figure stands at the foot of a column, not at its head", 0.1, 0.0),
    "above": Rule("a figure stands above a block heading that it comes after", 0.3, 0.0),
    "away": Rule("a figure stands columns away from what it belongs to", 0.0, 0.6),
    "opened": Rule("a blank line more stands above a heading", 0.0, 0.4),
    "spaced": Rule("blank lines more stand below a figure at a column's head", 0.0, 0.4),
    "longer": Rule("a paragraph is set one line longer", 0.0, 0.5),
    "stacked": Rule("a figure stands upon another", 1.5, 0.0),
    "short": Rule("a column ends lines above its foot", 0.0, 1.0),
    "uneven": Rule("the columns of a page that is not full differ, by lines", 0.0, 0.3),
    "smaller": Rule("a figure is set smaller, by lines", 2.0, 0.15),
    "white": Rule("a page ends before a figure that has no room on it, by lines", 3.0, 0.5),
    "continued": Rule("a table across the columns goes on on the next page", 4.0, 0.0),
    "note": Rule("a note stands on a later page than its mark", 40.0, 0.0),
    "orphan": Rule("a column ends with the first line of a paragraph", 1e3, 0.0),
    "widow": Rule("a column begins with the last line of a paragraph", 3e3, 0.0),
    "stranded": Rule("a column ends with a heading", 1e5, 0.0),
    "parted": Rule("what belongs together is parted", 1e6, 0.0),
}
"""In the order in which they give way."""

PAGE = 10.0
"""A page more."""
BLANK = 1
"""Lines between a figure and the text."""
NOTE_RULE = 1
"""Lines that the rule above the notes of a column takes."""
