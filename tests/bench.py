"""``make bench``: time and peak memory of a book of a million code points, beside pandoc in the same run.

Ratios, not seconds, are what counts: both run on the same machine within the same minute.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.book import make_book
from tests.layouts.measure import measure
from tests.samples import FOLDER
from tests.samples import main as print_samples

ROOT = Path(__file__).resolve().parents[1]
SIZES = (250_000, 500_000, 1_000_000)
MOST_TIMES_PANDOC = 4.0
MOST_GROWTH = 1.5
"""A book four times as long may take this much more than four times as long."""


LEAST_EARNED = 0.8
"""Share of the wrong decisions that are flagged, on freshly printed layouts."""
MOST_FLAGGED = 0.03


class Cost(NamedTuple):
    seconds: float
    megabytes: float


def cost(command: list[str]) -> Cost:
    """Wall-clock time and peak resident memory of one command."""
    begin = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command[0]} failed")
    return Cost(time.perf_counter() - begin, usage.ru_maxrss / 1024)


def main() -> int:
    """Prints a table; 1 if a bound does not hold."""
    chapter = next((ROOT / "seeds").glob("*.txt")).read_text(encoding="utf-8")
    typeset = [sys.executable, "-m", "typeset.cli", "reflow"]
    pandoc = ["pandoc", "-f", "markdown-smart+ignore_line_breaks", "-t", "json"]  # as docs/formats.md says
    print(f"{'code points':>12} {'reflow':>9} {'memory':>9} {'pandoc':>9} {'memory':>9} {'ratio':>6}")
    times = []
    ratio = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            raw = Path(folder) / f"book{size}.txt"
            raw.write_text(make_book(chapter, size), encoding="utf-8")
            ours = min(cost([*typeset, str(raw), "-o", folder]) for _ in range(2))
            markdown = Path(folder) / raw.stem / f"{raw.stem}.md"
            theirs = min(cost([*pandoc, str(markdown)]) for _ in range(2))
            ratio = ours.seconds / theirs.seconds
            times.append(ours.seconds)
            print(
                f"{size:12,} {ours.seconds:8.2f}s {ours.megabytes:7.0f}MB "
                f"{theirs.seconds:8.2f}s {theirs.megabytes:7.0f}MB {ratio:6.2f}"
            )
    earned = True
    if FOLDER.is_dir():
        print_samples()
        tally, _ = measure(Random().randrange(10**6), rounds=8)
        earned = tally.earned > LEAST_EARNED and tally.share < MOST_FLAGGED
    growth = times[-1] / times[0] / (SIZES[-1] / SIZES[0])
    print(f"ratio {ratio:.2f} (at most {MOST_TIMES_PANDOC:g}); growth {growth:.2f} of linear")
    print(f"flags {'earned' if earned else 'NOT earned'}")
    return int(ratio > MOST_TIMES_PANDOC or growth > MOST_GROWTH or not earned)


if __name__ == "__main__":
    sys.exit(main())
