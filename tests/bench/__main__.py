"""All the benches, or those named: ``python -m tests.bench reflow pdf flags``. 1 if a bound does not hold."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping

from tests.bench.drawing import bench_pdf
from tests.bench.flagging import bench_flags
from tests.bench.reflowing import bench_reflow

BENCHES: Mapping[str, Callable[[], bool]] = {"reflow": bench_reflow, "pdf": bench_pdf, "flags": bench_flags}


def main(names: list[str]) -> int:
    """Runs every bench, whatever the one before found."""
    if unknown := [name for name in names if name not in BENCHES]:
        print(f"no bench of the name {', '.join(unknown)}; there are {', '.join(BENCHES)}", file=sys.stderr)
        return 2
    held = [BENCHES[name]() for name in names or BENCHES]
    return int(not all(held))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
