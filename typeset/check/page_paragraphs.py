"""Rows with their roles → where paragraphs begin and end, and whose lines hang below the first."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from typeset.check.marks import CLOSING, OPENING, ink_end, ink_start
from typeset.check.page_rows import APART, FLUSH, INDENT, SHORT, Reading, Role, Row, figure_between

_EVENTS = frozenset("△▲▽▼○●◎◇◆□■☆★")
"""With a blank behind it, before an event of a chronicle, whose lines hang below it."""
_EVENT_GAP = 0.4
"""In em, of such a blank, from ink to ink."""
SENTENCE_ENDS = frozenset("。！？”』")
"""A line that ends with one short of its edge ends its paragraph, where the next begins as far in."""
_ALIKE = 0.2
"""In em: how far lines that hang below the same may be off each other."""
_HEADING_ENDS = CLOSING | frozenset("】")


def find_paragraphs(found: Reading) -> None:
    """Where they begin and end, over columns and pages, past captions and notes."""
    passed = (Role.CAPTION, Role.SMALL, Role.OTHER)
    flow = [row for row in found.rows if row.role not in passed and not row.line.in_table]
    for row in flow:
        row.runs_in = row.role is Role.TEXT and row.glyphs[0].font in found.heads
    _hanging(flow)
    for row, following in zip(flow, (*flow[1:], None), strict=False):
        if row.role not in (Role.TEXT, Role.SIGNATURE):
            continue
        row.heads = following is not None and _ends_with_heading(found, row, following)
        row.ends = not row.heads and _ends(found, row, following)
    previous: Row | None = None
    for row in flow:
        row.begins = previous is None or previous.role not in (Role.TEXT, Role.SIGNATURE) or previous.ends
        previous = row
        row.begins &= row.role is Role.TEXT


def _hanging(flow: Sequence[Row]) -> None:
    """The lines below a run-in heading or an event's mark at the edge that all stand as far in, until the
    next such or what is no text. Lines that indent a new paragraph have lines at the edge below them; below a
    line that is not filled they are items of a list."""
    hung: list[Row] = []
    below: list[Row] = []
    opened = False
    for row in (*flow, None):
        text = row is not None and row.role is Role.TEXT
        opens = row is not None and text and _opens(row)
        if row is not None and text and row.indent > INDENT and not opens:
            below.append(row)
            continue
        if opened and (opens or not text) and _are_alike(below):
            hung += below
        opened, below = opens and row is not None and row.lack * row.page.size < FLUSH, []
    usual = median(row.indent for row in hung) if hung else 0.0
    for row in hung:
        row.hung = usual if abs(row.indent - usual) < _ALIKE else row.indent


def _are_alike(rows: Sequence[Row]) -> bool:
    indents = [row.indent for row in rows]
    return bool(indents) and max(indents) - min(indents) < _ALIKE


def _opens(row: Row) -> bool:
    """Whether a line at the edge begins with a run-in heading or with the mark of an event."""
    return row.indent < INDENT and (row.runs_in or _is_event(row))


def _is_event(row: Row) -> bool:
    first, second = row.glyphs[0], row.glyphs[1] if len(row.glyphs) > 1 else None
    if first.text not in _EVENTS or second is None:
        return False
    return (ink_start(second) - ink_end(first)) / row.page.size > _EVENT_GAP


def _ends(found: Reading, row: Row, following: Row | None) -> bool:
    """The next line is indented, opens with a heading, or stands apart; or this one is too short to go on."""
    if following is None or following.role is not Role.TEXT or row.role is Role.SIGNATURE:
        return True
    if following.indent > INDENT and not following.hung:
        return True
    if row.hung and not following.hung:
        return True
    if following.hung and row.lack * row.page.size > FLUSH and row.glyphs[-1].text in SENTENCE_ENDS:
        return True
    distance = row.line.y - following.line.y
    apart = row.spot == following.spot and distance > APART * row.page.pitch
    if apart and not figure_between(row, following):
        return True
    opens = _opens_with_heading(found, row, following) or (following.indent < INDENT and _is_event(following))
    return opens or row.lack > SHORT


def _opens_with_heading(found: Reading, row: Row, following: Row) -> bool:
    """Whether a run-in heading begins on a line, and does not go on from the line before."""
    last, first = row.glyphs[-1], following.glyphs[0]
    if first.font not in found.heads:
        return False
    return last.font not in found.heads or (last.text in _HEADING_ENDS and first.text in OPENING)


def _ends_with_heading(found: Reading, row: Row, following: Row) -> bool:
    """A run-in heading is in another font than the text that begins on the next line."""
    if following.role is not Role.TEXT or row.role is not Role.TEXT:
        return False
    last, first = row.glyphs[-1], following.glyphs[0]
    changes = last.font not in found.fonts and first.font in found.fonts
    whole = all(glyph.font in found.heads for glyph in row.glyphs) and following.indent < INDENT
    return row.lack * row.page.size > FLUSH and changes and (whole or last.text in _HEADING_ENDS)
