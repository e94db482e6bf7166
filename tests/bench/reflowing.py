"""A raw book of a million code points to Markdown, TEI and JSON, beside pandoc reading that Markdown."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.bench.cost import MOST_GROWTH, book, cost, growth

SIZES = (250_000, 500_000, 1_000_000)
MOST_TIMES_PANDOC = 4.0
REFLOW = [sys.executable, "-m", "typeset.cli", "reflow"]
PANDOC = ["pandoc", "-f", "markdown-smart+ignore_line_breaks", "-t", "json"]  # as docs/formats.md says


def bench_reflow() -> bool:
    """Prints a table; whether the bounds hold."""
    print(f"{'code points':>12} {'reflow':>9} {'memory':>9} {'pandoc':>9} {'memory':>9} {'ratio':>6}")
    times = []
    ratio = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            raw = book(Path(folder), size)
            ours = min(cost([*REFLOW, str(raw), "-o", folder]) for _ in range(2))
            markdown = Path(folder) / raw.stem / f"{raw.stem}.md"
            theirs = min(cost([*PANDOC, str(markdown)]) for _ in range(2))
            ratio = ours.seconds / theirs.seconds
            times.append(ours.seconds)
            print(f"{size:12,} {ours} {theirs} {ratio:6.2f}", flush=True)
    more = growth(times, SIZES)
    print(f"ratio {ratio:.2f} (at most {MOST_TIMES_PANDOC:g}); growth {more:.2f} of linear")
    return ratio <= MOST_TIMES_PANDOC and more <= MOST_GROWTH
