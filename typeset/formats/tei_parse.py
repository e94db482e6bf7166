"""Bytes to the root of a TEI file, whatever the bytes are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typeset.errors import FormatError, LimitError
from typeset.formats.tei_header import TEI

if TYPE_CHECKING:
    from lxml.etree import _Element

LARGEST_XML = 512_000_000
REMEDY = "only TEI files that typeset wrote can be read back"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


def parse(data: bytes, place: str) -> _Element:
    """The root of a file, without entities, network or DTD. Raises FormatError, LimitError."""
    from lxml import etree

    if len(data) > LARGEST_XML:
        raise LimitError(f"larger than {LARGEST_XML} bytes", place=place, remedy="divide it by chapters")
    if b"<!DOCTYPE" in data:
        # Before parsing: entities in attributes would be expanded whatever the parser is told.
        at = data.count(b"\n", 0, data.index(b"<!DOCTYPE")) + 1
        raise FormatError("a DOCTYPE is not allowed", place=f"{place}:{at}", remedy="take it out")
    reader = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True
    )
    try:
        root = etree.fromstring(data, reader)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        where = f"{place}:{line}" if line else place
        raise FormatError(f"not well-formed XML: {error}", place=where, remedy=REMEDY) from error
    if root.tag != f"{{{TEI}}}TEI":
        raise FormatError("not a TEI file", place=place, remedy=REMEDY)
    return root


def tag_of(element: _Element) -> str:
    """Local name of a TEI element; a comment or another name space has a name that fits nowhere."""
    tag = element.tag
    return tag.removeprefix(f"{{{TEI}}}") if isinstance(tag, str) else "a comment"


def not_ours(message: str, place: str, element: _Element, remedy: str = REMEDY) -> FormatError:
    """What is wrong with an element, and on which line of the file."""
    where = f"{place}:{element.sourceline}" if element.sourceline else place
    return FormatError(message, place=where, remedy=remedy)
