"""What kind of text something in a document is, by its form: chronicles, rows of tables that sum
up others, what is said below tables. ``name_lists`` knows lists of people.

The model says nothing of kinds. Every edition asks here, so that a kind is known by one rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile

from typeset.dates import is_date
from typeset.model import (
    Cell,
    Document,
    Entry,
    EntryChild,
    NoteRef,
    Paragraph,
    Section,
    SectionChild,
    Table,
    entries,
)

_EVENT = re.compile(r"[△▲▽▼○●◎◇◆□■☆★]\s*")
"""Before a further event of the same day."""


def event_mark(text: str) -> str:
    """The mark with which a chronicle begins a further event, and the space behind it; empty without one."""
    match = _EVENT.match(text)
    return match.group() if match else ""


def chronicle_entries(document: Document) -> frozenset[str]:
    """The ids of the entries of chronicles (大事记).

    A section, or the document itself, is a chronicle where more than half of the headings of its own entries
    are dates. One without such headings (a month of which no day is known) is one if a section beside it is.
    A single date makes none.
    """
    dated = sum(entry.heading is not None and is_date(entry.heading.text) for entry in entries(document))
    return frozenset(_of_chronicles(document.children, beside=False)) if dated > 1 else frozenset()


def _of_chronicles(children: tuple[SectionChild, ...], *, beside: bool) -> Iterator[str]:
    own = _dated(children)
    if beside if own is None else own:
        yield from (child.id for child in children if isinstance(child, Entry))
    inner = [child.children for child in children if isinstance(child, Section)]
    one_is = any(map(_dated, inner))
    for section in inner:
        yield from _of_chronicles(section, beside=one_is)


def _dated(children: Iterable[SectionChild]) -> bool | None:
    """Whether most of the headings of some entries are dates; None if they have no headings."""
    dates = [is_date(c.heading.text) for c in children if isinstance(c, Entry) and c.heading is not None]
    return 2 * sum(dates) > len(dates) if dates else None


_BELOW = re.compile(
    r"(?:表?[注註]|[说說]明|[备備附][注註]|(?:[资資]料|[数數][据據])?[来來]源)[\d①-⑳]{0,2}[：:]"
    r"|(?:Notes?|Sources?)[ \d]{0,3}:",
    re.IGNORECASE,
)
"""What is said below a table begins so (CY/T 170—2019, 7.4)."""
_LONGEST_BELOW = 300
"""Characters: so much stays with the last rows of a table in every theme."""


def totals(table: Table) -> Mapping[int, int]:
    """The rows of a table that sum up others, by their number, 0 for the heads; of each the column of the
    cell that says so.

    That is the first cell with words: 合　计, 总计, Total. Such rows stand at the head or at the foot of a
    table of two rows or more below its heads; those of a part (小计, Subtotal) anywhere.
    """
    rows = range(1, len(table.rows))
    if len(rows) < 2:
        return {}
    labels = {row: _label(table.rows[row]) for row in rows}
    found = {row: column for row, (column, words) in labels.items() if words in _TOTALS}
    edges = {*takewhile(found.__contains__, rows), *takewhile(found.__contains__, reversed(rows))}
    return {row: found[row] for row in found if row in edges or labels[row][1] in _OF_PARTS}


def _label(row: tuple[Cell, ...]) -> tuple[int, str]:
    """The column of the first cell with words, and these without spaces."""
    said = ((column, _SPACES.sub("", cell.text).casefold()) for column, cell in enumerate(row) if cell.text)
    return next(said, (0, ""))


_SPACES = re.compile(r"[\s-]")
_OF_PARTS = frozenset(("小计", "小計", "subtotal", "subtotals"))
_TOTALS = _OF_PARTS | frozenset(
    ("合计", "合計", "总计", "總計", "共计", "共計", "总数", "總數", "total", "totals", "grandtotal")
)
"""What the label of such a row says, without spaces and hyphens; of a part the former alone."""


def label_below(paragraph: Paragraph) -> str:
    """注：, 资料来源：, what a note or a source below a table begins with; empty where it is no such. With a
    note's mark in it it is a paragraph, for marks belong to pages."""
    found = _BELOW.match(paragraph.text)
    plain = not any(isinstance(inline, NoteRef) for inline in paragraph.inlines)
    return found.group() if found and plain else ""


def notes_below(items: tuple[EntryChild, ...]) -> Iterator[Paragraph]:
    """The notes and sources at the head of what follows a table; what is long is text."""
    length = 0
    for item in items:
        length += len(item.text) if isinstance(item, Paragraph) else 0
        if not isinstance(item, Paragraph) or not label_below(item) or length > _LONGEST_BELOW:
            return
        yield item
