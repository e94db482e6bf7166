"""Files at the end of the road: written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from typeset.errors import InputNotFoundError, LimitError, OutputError

_REMEDY = "check that the folder exists, may be written to and has room; or give another with -o"


def read_bytes(path: Path, limit: int = 256_000_000) -> bytes:
    """A whole file. Raises InputNotFoundError, LimitError."""
    try:
        if path.stat().st_size > limit:
            raise LimitError(f"larger than {limit} bytes", place=str(path), remedy="is it the right file?")
        return path.read_bytes()
    except OSError as error:
        raise InputNotFoundError(
            f"cannot be read: {error.strerror}",
            place=str(path),
            remedy="check the name and your rights to it",
        ) from error
    except ValueError as error:
        raise InputNotFoundError(
            "no name of a file", place=repr(str(path)), remedy="check the name"
        ) from error


def read_text(path: Path) -> str:
    """A UTF-8 file that this project wrote. Raises InputNotFoundError, LimitError."""
    try:
        return read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputNotFoundError("not UTF-8", place=str(path), remedy="save it as UTF-8") from error


def write(path: Path, content: str | bytes | Iterable[str]) -> Path:
    """Writes beside and renames, so that a reader sees the old file or the new. Raises OutputError."""
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            for data in _encoded(content):
                file.write(data)
            os.fchmod(file.fileno(), 0o666 & ~_umask())
        Path(temporary).replace(path)
    except (OSError, ValueError) as error:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        reason = getattr(error, "strerror", None) or str(error)
        raise OutputError(f"cannot be written: {reason}", place=str(path), remedy=_REMEDY) from error
    return path


def both(first: Callable[[], object], second: Callable[[], object], *, beside: bool) -> None:
    """Two tasks that write files of their own. ``beside``: where the system can fork, the first is done by a
    second process at the same time; what goes wrong there is done once more here, which raises its error.
    """
    process = os.fork() if beside and hasattr(os, "fork") else None
    if process == 0:
        failed = 1
        try:
            first()
            failed = 0
        finally:
            os._exit(failed)
    try:
        second()
    finally:
        failed = os.waitpid(process, 0)[1] if process is not None else 1
    if failed:
        first()


def _encoded(content: str | bytes | Iterable[str]) -> Iterator[bytes]:
    match content:
        case bytes():
            yield content
        case str():
            yield content.encode("utf-8")
        case _:
            for part in content:
                yield part.encode("utf-8")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
