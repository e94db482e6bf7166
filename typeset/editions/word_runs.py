"""Runs, fields and bookmarks of a DOCX, as XML."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from typeset.crossrefs import targets
from typeset.model import Document, Note, entries

_LONGEST = 40
"""Characters of a bookmark's name."""
_BOOKMARK = re.compile(r"[^0-9A-Za-z_\u3400-\u9fff]")


def runs_of(text: str, style: str = "") -> str:
    if not text:
        return ""
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def field_of(instruction: str, result: str, style: str = "", *, dirty: bool = False) -> str:
    """A complex field; ``style`` is the id of the character style of its own runs. ``dirty``: its result is
    to be made again."""
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    again = ' w:dirty="true"' if dirty else ""
    return (
        f'<w:r>{look}<w:fldChar w:fldCharType="begin"{again}/></w:r>'
        f'<w:r>{look}<w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        f'<w:r>{look}<w:fldChar w:fldCharType="separate"/></w:r>{result}'
        f'<w:r>{look}<w:fldChar w:fldCharType="end"/></w:r>'
    )


NODES, CONTENTS = "_ts_", "_Toc"
"""What bookmarks begin with, both as long: of nodes, and of what contents list, as Word itself names them."""


def bookmarks_of(document: Document) -> dict[str, str]:
    """A name for every node, no two alike, though ids differ in what a name cannot have."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    notes = (n.id for entry in entries(document) for n in entry.children if isinstance(n, Note))
    for ident in (*targets(document), *notes):
        name, count = bookmark_of(NODES, ident), 1
        while name in taken:
            count += 1
            name = f"{bookmark_of(NODES, ident)[: _LONGEST - len(str(count)) - 1]}_{count}"
        taken.add(name)
        names[ident] = name
    return names


def bookmark_of(prefix: str, ident: str) -> str:
    """A name that Word allows: letters, digits and underscores, not too many."""
    name = _BOOKMARK.sub("_", ident)
    return f"{prefix}{name}"[:_LONGEST]
