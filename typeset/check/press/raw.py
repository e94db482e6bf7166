"""A PDF's bytes as they lie → what a standard asks of its head and its end (ISO 19005-3, 6.1.2 and 6.1.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from typeset.check.press.rules import Fault

_HEAD = re.compile(rb"%PDF-1\.[0-7](?:\r\n|\r|\n)")
_BINARY = 4
"""Bytes above 127 that the comment after the head begins with, so that no program takes the file for text."""
_END = b"%%EOF"


def raw_faults(data: bytes) -> Iterator[Fault]:
    """The head at the first byte, the comment below it, nothing after the end."""
    head = _HEAD.match(data)
    if head is None:
        yield Fault(
            "file-structure", 0, "head", "it does not begin with %PDF-1.n, n from 0 to 7, and a line end"
        )
    else:
        comment = data[head.end() : head.end() + 1 + _BINARY]
        if comment[:1] != b"%" or len(comment) <= _BINARY or min(comment[1:]) < 128:
            yield Fault("file-structure", 0, "head", "no comment of four bytes above 127 follows it")
    rest = data[data.rfind(_END) + len(_END) :] if _END in data else b""
    if _END not in data:
        yield Fault("file-structure", 0, "end", "no %%EOF")
    elif rest not in (b"", b"\n", b"\r", b"\r\n"):
        yield Fault("file-structure", 0, "end", f"{len(rest)} bytes after %%EOF")
