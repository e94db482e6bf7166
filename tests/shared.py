"""Material beside the repository that only tests read: schemas, samples. Where it is missing, they say so."""

from __future__ import annotations

from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "shared"
MISSING = "needs ../shared, which is not here"


def shared(*parts: str) -> Path:
    """A path in it; skips the test where it is not there. CI allows this one reason to skip."""
    path = FOLDER.joinpath(*parts)
    if not path.exists():
        pytest.skip(MISSING)
    return path
