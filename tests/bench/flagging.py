"""Texts of known truth, printed anew in every layout: whether what is decided wrongly is flagged."""

from __future__ import annotations

from random import Random

from tests.layouts.measure import measure
from tests.samples import FOLDER
from tests.samples import main as print_samples

LEAST_EARNED = 0.8
"""Share of the wrong decisions that are flagged."""
MOST_FLAGGED = 0.03


def bench_flags() -> bool:
    """Prints the tables of the layouts; whether the flags are earned. Without the samples there is nothing
    to print."""
    if not FOLDER.is_dir():
        return True
    print_samples()
    tally, _ = measure(Random().randrange(10**6), rounds=8)
    earned = tally.earned > LEAST_EARNED and tally.share < MOST_FLAGGED
    print(f"flags {'earned' if earned else 'NOT earned'}")
    return earned
