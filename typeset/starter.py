"""``typeset new``: a small project that builds, written into a new folder."""

from __future__ import annotations

from pathlib import Path

from typeset.errors import OutputError
from typeset.output import read_bytes, write
from typeset.settings import styles_root


def write_starter(folder: Path) -> list[Path]:
    """Copies the starter project; returns its files. Raises OutputError where something stands already."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise OutputError("is there already and not empty", place=str(folder), remedy="give a new folder")
    root = styles_root() / "starter"
    return [
        write(folder / path.relative_to(root), read_bytes(path))
        for path in sorted(root.rglob("*"))
        if path.is_file()
    ]
