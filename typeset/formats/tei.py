"""TEI P5: a Document and its Ledger to and from the XML of people who keep texts."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from typeset.errors import FormatError
from typeset.formats.tei_parse import parse
from typeset.formats.tei_read import Read, read
from typeset.formats.tei_write import write_tei
from typeset.model import Document

if TYPE_CHECKING:
    from lxml.etree import RelaxNG

__all__ = ["SCHEMA", "is_unchanged", "read_tei", "restore", "schema_problems", "write_tei"]

SCHEMA = Path(__file__).with_name("typeset-tei.rng")
"""Our subset of TEI in RELAX NG; typeset-tei.odd beside it says how it relates to TEI."""


def read_tei(data: bytes, place: str = "") -> Document:
    """The document with its spans. Raises FormatError, LimitError."""
    result = read(data, place)
    for flaw in result.flaws:
        raise flaw
    return result.document


def restore(data: bytes, place: str = "") -> bytes:
    """The source, byte for byte. Raises FormatError, LimitError."""
    return _bytes(read(data, place), place)


def _bytes(result: Read, place: str) -> bytes:
    try:
        return result.carried.bom + result.source.encode(result.carried.encoding)
    except (LookupError, UnicodeError, ValueError, TypeError) as error:
        raise FormatError(
            f"the text cannot be encoded as {result.carried.encoding!r} again",
            place=place,
            remedy="a character was added that this encoding lacks: take it out",
        ) from error


def is_unchanged(data: bytes, place: str = "") -> bool:
    """Whether what is restored is what the file was made from, by its SHA-256."""
    import hashlib

    result = read(data, place)
    return hashlib.sha256(_bytes(result, place)).hexdigest() == result.carried.sha256


def schema_problems(data: bytes, place: str = "") -> list[str]:
    """What our schema says against a file, a sentence each."""
    schema = _schema()
    if schema.validate(parse(data, place).getroottree()):
        return []
    return [f"line {error.line}: {error.message}" for error in schema.error_log]


@cache
def _schema() -> RelaxNG:
    from lxml import etree

    return etree.RelaxNG(etree.parse(SCHEMA))
