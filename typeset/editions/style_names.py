"""The names of a template's styles, by which what is written into it finds them."""

from __future__ import annotations

CHAPTER_TITLE = "Chapter Title"
"""A style of our own, since Word renames its built-in ones and STYLEREF would not find them."""
SIGNATURE = "Signature Char"
HIDDEN = "Hidden Number"
PAGE_REFERENCE = "Page Reference"
"""What is added to the words of a reference: the page that it leads to."""
NAME_LIST, LIST_SPACE, LIST_LABEL = "Name List", "List Space", "List Label"
"""Of names in columns; of what stands between them, so small that tabs alone part them; before them."""
CHRONICLE, EVENT = "Chronicle Text", "Chronicle Event"
"""In a chronicle: what stands below a date, and what begins with the mark of a further event."""
TABLE = "Three-Line Table"
TABLE_TEXT, TABLE_FIGURES, TABLE_TOTAL = "Table Text", "Table Figures", "Table Total"
"""Of cells with words, with amounts, and of those that say that their row sums up others."""
TABLE_END = "Table End"
"""An all but invisible paragraph after a table: two tables without one between them would be one."""
INDEX_TITLE, INDEX_KIND, INDEX_PART = "Index Title", "Index Kind", "Index Part"
"""Over all indexes, over one of them, and over terms with the same first stroke."""
INDEX_GROUP, INDEX_TERM = "index heading", "index 1"
"""Over terms with the same letter or number of strokes, and a term: as Word has them in its own indexes."""
FOOTNOTE, FOOTNOTE_MARK = "footnote text", "footnote reference"


def heading_style(level: int) -> str:
    """Name of the style of a section's title; ``level`` from 1."""
    return f"heading {level}"


def entry_style(level: int) -> str:
    """Name of the style of an entry's heading; ``level`` from 1, one deeper than its section."""
    return f"Entry Heading {level}"


def name_list_style(hang: int) -> str:
    """Name of the style of a list of names that begin ``hang`` em in, after a label."""
    return f"{NAME_LIST} {hang}" if hang else NAME_LIST


def padding_style(characters: int, width: int, kind: str) -> str:
    """Name of the character style that spaces ``characters`` out to ``width``."""
    return f"Padding {kind} {characters} to {width}"


def style_id(name: str) -> str:
    """The id of a style: its name without spaces, as Word makes it of ASCII names."""
    return "".join(part[:1].upper() + part[1:] for part in name.split())
