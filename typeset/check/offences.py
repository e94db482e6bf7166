"""What a typographer may object to: the rules, each with one meaning, and the places they are broken at.

Rows are those that docs/page.md names.
"""

from __future__ import annotations

from dataclasses import dataclass, field

RULES: dict[str, str] = {
    "trim": "a page that is not as large as the theme's",
    "measure": "columns that are no whole number of characters wide (row 1)",
    "leading": "lines closer than 1.5 or farther apart than 2 of their size (row 2)",
    "off-grid": "a baseline of the text off the grid (row 3)",
    "edge": "a full line that does not reach an edge of its column, or passes it (row 4)",
    "outside": "text that leaves its column, the type area or the trim",
    "overlap": "text over other text",
    "start": "a line that begins with a mark that none begins with (row 5)",
    "end": "a line that ends with a mark that none ends with (row 6)",
    "dash": "—— or …… over two lines, or not two ems wide (row 8)",
    "untrimmed-end": "a closing mark at a line's end that takes a whole em (row 9)",
    "untrimmed-start": "an opening mark at a line's start that takes a whole em (row 10)",
    "pair": "two marks side by side that take two ems (rows 11 and 12)",
    "connector": "a point, a solidus or a short hyphen between Han that takes more than half an em (row 13)",
    "han-latin": "no gap between Han and letters or figures, more than half an em, or beside a mark (row 15)",
    "broken": "a word or a number over two lines, or parted from its sign or unit (row 16)",
    "order": "a Han-Latin gap squeezed before a mark's blank, or Han spaced out before it (rows 17 and 18)",
    "loose": "a line whose Han characters stand more than a tenth of an em apart (row 18)",
    "tight": "a line whose Han characters overlap",
    "indent": "a paragraph that begins neither at 2 em nor, in a narrow column, at 1 em (row 19)",
    "space": "a blank line between two paragraphs (row 19)",
    "lone": "a last line with less than two Han characters (row 20)",
    "widow": "a column that begins with a paragraph's last line (row 21)",
    "orphan": "a column that ends with a paragraph's first line",
    "stranded": "a block heading that is the last line of its column (row 23)",
    "bare-heading": "a run-in heading at a column's foot with no text on its line (row 23)",
    "heading-gap": "a run-in heading of another size than the text, or not 1 em before it (row 24)",
    "short-column": "a column that ends more than two lines above the others (row 25)",
    "unbalanced": "columns of a last page that differ by more than a line, or grow to the right (row 25)",
    "figure": "a figure amid a column's text, or neither a column nor the type area wide (row 26)",
    "padding": "a name of two characters that is not padded where others are (row 29)",
    "furniture": "a running head or a folio not where those of most pages are (row 30)",
    "note": "a note above text or a figure that it belongs under (row 31)",
}


@dataclass(frozen=True, slots=True)
class Offence:
    """A place that a rule is broken at: the line's page, column and words. Column 0 is the whole page."""

    rule: str
    page: int
    column: int
    text: str
    value: float = 0.0
    source: str = ""
    """Where the text that it was set from has the words, if that is known."""


@dataclass
class Measures:
    """``full``: lines that should fill their column. ``headings``: those that end with a run-in heading.
    ``hanging``: those whose last mark hangs beyond the edge (row 14). ``dash_starts``: those that begin with
    a dash or an ellipsis, which strict setting forbids (row 7). ``short_lines``: how many columns lack."""

    pages: int = 0
    lines: int = 0
    text: int = 0
    full: int = 0
    flush: int = 0
    headings: int = 0
    hanging: int = 0
    dash_starts: int = 0
    short_lines: int = 0
    worst_edge: float = 0.0
    han_latin: int = 0
    han_latin_good: int = 0
    largest_han_gap: float = 0.0
    on_grid: int = 0
    offences: list[Offence] = field(default_factory=list)

    def count(self, rule: str) -> int:
        return sum(offence.rule == rule for offence in self.offences)
