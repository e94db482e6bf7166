"""A character → the installed fonts that have it, as fontconfig says."""

from __future__ import annotations

import shutil
import subprocess
from functools import lru_cache

_SECONDS = 30
_SHOWN = 2


@lru_cache(maxsize=256)
def fonts_with(char: str) -> tuple[str, ...]:
    """The first families by name; none where fontconfig's fc-list is not installed or knows none."""
    tool = shutil.which("fc-list")
    if tool is None or len(char) != 1:
        return ()
    try:
        command = [tool, f":charset={ord(char):x}", "family"]
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=True)
    except (OSError, subprocess.SubprocessError):
        return ()
    families = {
        line.partition(",")[0].strip() for line in done.stdout.decode("utf-8", "replace").splitlines()
    }
    return tuple(sorted(families - {""}))[:_SHOWN]
