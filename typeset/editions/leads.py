"""What stands in an entry → its texts: a paragraph with what runs into it and what signs it is one.

Whoever sets a page, flowing or composed, takes an entry's children in these pieces.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from typeset.kinds import event_mark, notes_below
from typeset.model import Credit, CreditKind, EntryChild, Heading, Inline, Paragraph, Table
from typeset.name_lists import NameList, name_lists


class Hang(Enum):
    """How a paragraph stands in its column: as running text; in a chronicle with what it begins with, a date
    or an event's mark, at the edge and all else farther in; or wholly there, as what goes on about it."""

    NOT = "not"
    OUT = "out"
    IN = "in"


@dataclass(frozen=True, slots=True)
class Lead:
    """A paragraph with the heading or the source of a report that runs into it, and with the signature that
    follows it; each of the three may be missing. ``hang``: how it stands in its column. ``listed``: what
    it is as a list of people, if it is one."""

    heading: Heading | None
    source: Credit | None
    inlines: tuple[Inline, ...]
    signature: Credit | None
    hang: Hang = Hang.NOT
    listed: NameList | None = None


@dataclass(frozen=True, slots=True)
class Tabulated:
    """A table, and what is said below it of its figures, which is set with it."""

    table: Table
    below: tuple[Paragraph, ...]


def leads_of(
    heading: Heading | None, items: tuple[EntryChild, ...], *, chronicle: bool = False
) -> Iterator[Heading | Lead | Tabulated | EntryChild]:
    """An entry's heading and children, in their order. No paragraph and no table comes by itself.
    ``chronicle``: the entry is one of a chronicle. Nothing runs into a list of names, and nothing signs it on
    its last line."""
    begun = chronicle and heading is not None
    lists = name_lists(items)
    if heading is not None and not (items and isinstance(items[0], Paragraph) and lists[0] is None):
        yield heading
        heading = None
    position = 0
    while position < len(items):
        item = items[position]
        if isinstance(item, Table):
            below = tuple(notes_below(items[position + 1 :]))
            yield Tabulated(item, below)
            position += 1 + len(below)
            continue
        source = item if isinstance(item, Credit) and item.kind is CreditKind.SOURCE else None
        after = items[position + 1] if position + 1 < len(items) else None
        paragraph = after if source is not None else item
        if not isinstance(paragraph, Paragraph):
            yield item
            position += 1
            continue
        position += 1 if source is None else 2
        if source is None and (listed := lists[position - 1]) is not None:
            yield Lead(None, None, paragraph.inlines, None, listed=listed)
            continue
        signature = _signature(items[position : position + 1])
        out = chronicle and (heading is not None or bool(event_mark(paragraph.text)))
        begun = begun or out
        hang = Hang.OUT if out else Hang.IN if begun else Hang.NOT
        yield Lead(heading, source, paragraph.inlines, signature, hang)
        position += signature is not None
        heading = None


def _signature(items: tuple[EntryChild, ...]) -> Credit | None:
    """What signs the text before, if it comes next."""
    return next((i for i in items if isinstance(i, Credit) and i.kind is CreditKind.AUTHOR), None)
