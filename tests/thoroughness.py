"""How many examples hypothesis tries: as many as a test says, times TYPESET_THOROUGH."""

from __future__ import annotations

import os


def examples(usual: int) -> int:
    return usual * int(os.environ.get("TYPESET_THOROUGH", "1"))
