"""A PDF of the chapter → what is measured of it, as a column of the table."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Levenshtein

from tests.editions_text import Drawn, pdf_glyphs
from typeset.model import Document
from typeset.printed_words import plain_text
from typeset.theme import Theme

_PREFLIGHT = [sys.executable, "-m", "typeset.cli", "preflight", "--json"]


def _preflight(*arguments: str) -> dict[str, Any]:
    """It exits with 1 where it finds anything."""
    done = subprocess.run([*_PREFLIGHT, *arguments], stdout=subprocess.PIPE, check=False)
    value: dict[str, Any] = json.loads(done.stdout)
    return value


@dataclass(frozen=True)
class Page:
    """One engine's PDF of a document, and how long a book took it."""

    pdf: Path
    document: Document
    theme: Theme
    book_seconds: float

    @cached_property
    def preflight(self) -> dict[str, Any]:
        """What ``typeset preflight`` says of the columns that the file has, be they rounded to pixels."""
        return _preflight(str(self.pdf))

    @property
    def on_grid(self) -> float:
        """The share of the baselines that are on the theme's grid."""
        return float(_preflight(str(self.pdf), "--theme", self.theme.name)["on_grid"])

    @cached_property
    def glyphs(self) -> list[Drawn]:
        """What stands in the type area, in the order of the file; running heads and folios do not."""
        top, _, bottom, _ = self.theme.margins
        high = self.theme.page_points[1] - top
        return [glyph for glyph in pdf_glyphs(self.pdf.read_bytes()) if bottom <= glyph.y <= high]

    @property
    def wrong(self) -> int:
        """Characters of the text layer that are not the document's, at their places."""
        text = "".join(glyph.text for glyph in self.glyphs)
        return Levenshtein.distance(text, plain_text(self.document).replace("\n", ""))

    @property
    def inks(self) -> str:
        """Those that any page takes, by Ghostscript."""
        command = ["gs", "-q", "-dSAFER", "-o", "-", "-sDEVICE=inkcov", str(self.pdf)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        pages = [line.split()[:4] for line in done.stdout.splitlines() if line.endswith("OK")]
        taken = [any(float(share) for share in shares) for shares in zip(*pages, strict=True)]
        return "".join(ink for ink, is_taken in zip("CMYK", taken, strict=True) if is_taken)


def _percent(share: float) -> str:
    return f"{100 * share:.1f}".removesuffix(".0") + " %"


def _counts(*rules: str) -> Callable[[Page], str]:
    return lambda page: ", ".join(str(page.preflight["offences"][rule]) for rule in rules)


_ROWS: dict[str, Callable[[Page], str]] = {
    "full lines flush within 0.3 pt": lambda page: _percent(page.preflight["flush"]),
    "worst edge": lambda page: f"{page.preflight['worst_edge']:.1f} pt",
    "lines ended by a run-in heading": lambda page: str(page.preflight["heading_lines"]),
    "prohibited starts, ends; words broken": _counts("start", "end", "broken"),
    "marks untrimmed at line ends, at line starts": _counts("untrimmed-end", "untrimmed-start"),
    "pairs of marks not compressed": _counts("pair"),
    "Han–Latin gaps from 0.1 to 0.3 em": lambda page: _percent(page.preflight["han_latin_good"]),
    "largest gap between Han": lambda page: f"{page.preflight['largest_han_gap']:.2f} em",
    "lines with Han more than 0.1 em apart": _counts("loose"),
    "baselines on the theme's grid": lambda page: _percent(page.on_grid),
    "lone characters; widows": _counts("lone", "widow"),
    "columns cut short; figures amid text; last pages unbalanced": _counts(
        "short-column", "figure", "unbalanced"
    ),
    "characters wrong in the text layer": lambda page: str(page.wrong),
    "inks": lambda page: page.inks,
    "pages; kB": lambda page: f"{page.preflight['pages']}; {page.pdf.stat().st_size // 1000}",
    "a book of 100 000 characters": lambda page: f"{page.book_seconds:.1f} s",
}


def table(pages: dict[str, Page], theme: Theme) -> str:
    """A column for each engine."""
    rows = [_row(name, [cell(page) for page in pages.values()]) for name, cell in _ROWS.items()]
    return "\n".join([_row(f"`{theme.name}`", list(pages)), "|---" * (len(pages) + 1) + "|", *rows])


def _row(name: str, cells: Sequence[str]) -> str:
    return f"| {' | '.join([name, *cells])} |"
