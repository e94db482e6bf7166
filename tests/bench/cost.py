"""What a command costs, and the book that it is run on."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path
from typing import NamedTuple

from tests.book import make_book

ROOT = Path(__file__).resolve().parents[2]
SEED = next((ROOT / "seeds").glob("*.txt"))
MOST_GROWTH = 1.5
"""A book ten times as long may take this much more than ten times as long."""


class Cost(NamedTuple):
    seconds: float
    megabytes: float

    def __str__(self) -> str:
        return f"{self.seconds:8.2f}s {self.megabytes:7.0f}MB"


def cost(command: list[str]) -> Cost:
    """Wall-clock time and peak resident memory of one command.

    Linux counts what its parent held when it was started, so who measures must hold little.
    """
    begin = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=ROOT) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed")
    return Cost(time.perf_counter() - begin, usage.ru_maxrss / 1024)


def book(folder: Path, code_points: int) -> Path:
    """A raw book of that length, made from the seed, with the seed's job ticket beside it."""
    raw = folder / f"book{code_points}.txt"
    raw.write_text(make_book(SEED.read_text(encoding="utf-8"), code_points), encoding="utf-8")
    raw.with_suffix(".toml").write_bytes(SEED.with_suffix(".toml").read_bytes())
    return raw


def growth(times: list[float], sizes: tuple[int, ...]) -> float:
    """How much more the largest took than its share; 1 is linear."""
    return times[-1] / times[0] / (sizes[-1] / sizes[0])
