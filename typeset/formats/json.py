"""JSON: the same document for programs, to and from.

Sections are a flat list in reading order, each with its level; text directly under a section is an entry
with the heading "". The keys title, sections (title, level, entries), entries (heading, paragraphs,
credits, tables, notes) and figures (caption, credit, near_entry) are enough to read a file; the others
(ids, marks, parts, order) make the way back exact.
"""

from __future__ import annotations

from typeset.formats.json_read import Reader
from typeset.formats.json_write import document_value, write_json
from typeset.model import Document


def read_json(text: str, place: str = "") -> Document:
    """Raises FormatError."""
    return Reader(place).read(text)


__all__ = ["document_value", "read_json", "write_json"]
