"""Printed lines → what each of them is on its page, and where paragraphs begin and end.

Text has the size of the document's text and its font; a block heading is wholly in another font or larger,
in the middle of its column or apart; captions touch a figure or another caption; notes are smaller; cells
stand apart on one line. What cannot be told from text is text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from typeset.check.marks import ink_end, ink_start, is_han
from typeset.check.page_paragraphs import SENTENCE_ENDS, find_paragraphs
from typeset.check.page_rows import APART, INDENT, SHORT, Reading, Role, Row, figure_between
from typeset.check.pdf_lines import Printed
from typeset.check.pdf_pages import Box, Glyph
from typeset.check.pdf_rows import CELL_GAP, SAME

_LEADERS = re.compile(r"([·.…‥]\s?)\1{4}")
_PAGE = re.compile(r"\d[a-zA-Z]?\s*$")
_LIST = 5
"""Lines that make a list."""
_NAME_GAP = 0.9
"""In em: names of a list stand as far apart as no justified text does."""
_TITLE = 5
"""Characters: fewer that all stand apart are a title; more are no name, unless it has parts."""
_REMARK = re.compile(r"[（(][^（）()]+[）)]\Z")
_LABEL = 16
"""Characters of a label before names at most."""
_PARTS = re.compile(r"\w+(?:[·・]\w+)+")
_AT_EDGE = 0.6
"""In em: how near to an edge a signature ends."""
_SIGNED = re.compile(r"^（[^（）]+）$")


def reading(printed: Printed) -> Reading:
    """Every line judged, in the order of the columns."""
    rows = tuple(
        Row(line, page, page.column(line.column))
        for page in printed.pages
        for line in page.lines
        if line.visible
    )
    heads = _run_in_fonts(printed, rows)
    found = Reading(printed, rows, heads)
    for own in found.stretches():
        for index, row in enumerate(own):
            row.role = _role(found, own, index)
        _tables(found, own)
        _captions(own)
    _name_lists(rows)
    for page in printed.pages:
        _entries(found.on(page))
    find_paragraphs(found)
    return found


def _is_size(row: Row, size: float) -> bool:
    return abs(row.line.size - size) < SAME


def _run_in_fonts(printed: Printed, rows: Sequence[Row]) -> frozenset[str]:
    """Other fonts that lines begin in and leave for the text's."""
    own = {printed.font, printed.latin}
    found = Counter(
        row.glyphs[0].font
        for row in rows
        if _is_size(row, row.page.size) and row.glyphs[0].font not in own
        if row.glyphs[-1].font in own and row.indent < 3
    )
    return frozenset(font for font, count in found.items() if count > 1)


# Roles


def _role(found: Reading, own: Sequence[Row], index: int) -> Role:
    """Tables and captions, which take their neighbours along, come after."""
    row, size = own[index], own[index].page.size
    if row.line.in_table:
        return Role.CELL
    if _LEADERS.search(row.line.text):
        return Role.LEADER
    if not any(is_han(glyph.text) for glyph in row.glyphs):
        return _without_han(own, index)
    if row.line.size > size + SAME:
        return Role.HEADING
    if _is_cells(row) or _is_names(row, least=2):
        return Role.CELL
    if row.line.size < size - SAME:
        return Role.SMALL
    if _is_signature(found, row):
        return Role.SIGNATURE
    other = not any(glyph.font in found.fonts for glyph in row.glyphs)
    if other and _stands_alone(own, index) and not _runs_in(found, own, index):
        return Role.HEADING
    return Role.TEXT


def _without_han(own: Sequence[Row], index: int) -> Role:
    """Figures or Latin words: the last line of a paragraph, or nothing that is judged."""
    row, before = own[index], own[index - 1] if index else None
    goes_on = (
        before is not None
        and before.role is Role.TEXT
        and _is_size(row, row.page.size)
        and abs(row.indent) < INDENT
        and before.lack < SHORT
        and before.line.y - row.line.y < APART * row.page.pitch
    )
    return Role.TEXT if goes_on else Role.OTHER


def _gaps(row: Row) -> list[float]:
    """Those that may part cells, in em."""
    gaps = [(ink_start(b) - ink_end(a)) / row.page.size for a, b in pairwise(row.glyphs)]
    return [gap for gap in gaps if gap > CELL_GAP]


def _is_cells(row: Row) -> bool:
    """Things that stand apart, more than two characters of a title and more than a signature."""
    gaps = _gaps(row)
    if not gaps or (len(row.glyphs) < 5 and len(gaps) == len(row.glyphs) - 1):
        return False
    return not (len(gaps) == 1 and _signed_part(row))


def _is_names(row: Row, *, least: int) -> bool:
    """Names in columns: ``least`` gaps or more that no justification makes, one less behind a label with a
    colon, up to four Han between them, or a name in parts, with a remark in brackets or without; names of two
    may be as wide as those of three."""
    own = _behind_label(row.glyphs)
    least -= least > 1 and len(own) < len(row.glyphs)
    pieces = [""]
    for one, two in pairwise(own):
        pieces[-1] += one.text
        if (ink_start(two) - ink_end(one)) / row.page.size > _NAME_GAP:
            pieces.append("")
    pieces[-1] += own[-1].text
    if len(pieces) <= least or (least and len(own) == len(row.glyphs) == len(pieces) < _TITLE):
        return False
    names = [_REMARK.sub("", piece) for piece in pieces]
    return all(
        (all(map(is_han, name)) and 0 < len(name) < _TITLE) or _PARTS.fullmatch(name) for name in names
    )


def _behind_label(glyphs: Sequence[Glyph]) -> Sequence[Glyph]:
    """What stands behind 副主任：; all, where a line begins with no such label, or has nothing behind it."""
    for index, glyph in enumerate(glyphs[:_LABEL]):
        if glyph.text in "：:":
            return glyphs[index + 1 :] or glyphs
        if not is_han(glyph.text) and glyph.text not in "、（）":
            break
    return glyphs


def _name_lists(rows: Sequence[Row]) -> None:
    """The rows below one of a list of names may have one or two, also where they stand in the next column;
    so may those above it that have a label. Two rows of two names are a list where these stand below each
    other."""
    for one, two in pairwise(rows):
        if _may_be_listed(one) and _may_be_listed(two) and _are_aligned(one, two):
            one.role = two.role = Role.CELL
    for before, row in pairwise(rows):
        if _is_listed(before) and _may_be_listed(row):
            row.role = Role.CELL
    for row, below in pairwise(rows[::-1]):
        labelled = len(_behind_label(below.glyphs)) < len(below.glyphs)
        if labelled and _is_listed(row) and _may_be_listed(below):
            below.role = Role.CELL


def _is_listed(row: Row) -> bool:
    return row.role is Role.CELL and not row.line.in_table and _is_names(row, least=0)


def _may_be_listed(row: Row) -> bool:
    return row.role is Role.TEXT and _is_names(row, least=0)


def _are_aligned(one: Row, two: Row) -> bool:
    """Whether what follows the widest gaps of two lines, which nobody justifies with, is below each other."""
    places = []
    for row in (one, two):
        gaps = [(ink_start(b) - ink_end(a), ink_start(b) - row.column.left) for a, b in pairwise(row.glyphs)]
        widest, place = max(gaps, default=(0.0, 0.0))
        places += [place / row.page.size] if widest > _NAME_GAP * row.page.size else []
    return len(places) == 2 and abs(places[0] - places[1]) < SAME


def _signed_part(row: Row) -> str:
    """The （…） at the right edge after a wide gap, or all of a line that stands there. A caption that is
    narrower than its column has edges of its own, alike at both sides."""
    tail = row.glyphs
    for index, (one, two) in enumerate(pairwise(row.glyphs), 1):
        if (ink_start(two) - ink_end(one)) / row.page.size > CELL_GAP:
            tail = row.glyphs[index:]
    text = "".join(glyph.text for glyph in tail)
    at_edge = abs(row.lack) < _AT_EDGE or abs(row.lack - row.indent) < _AT_EDGE
    return text if at_edge and _SIGNED.match(text) else ""


def _is_signature(found: Reading, row: Row) -> bool:
    """A line of its own at the right edge: in brackets, or in a font of its own."""
    if row.indent < 3 or row.lack > _AT_EDGE or row.indent < 0.25 * row.column.width / row.page.size:
        return False
    return bool(_signed_part(row)) or not any(glyph.font in found.fonts for glyph in row.glyphs)


def _stands_alone(own: Sequence[Row], index: int) -> bool:
    """In the middle of its column, or farther than a line from what stands before or after it."""
    row = own[index]
    return _is_centred(row) or (row.lack > SHORT and (_is_apart(own, index) or _is_apart(own, index + 1)))


def _runs_in(found: Reading, own: Sequence[Row], index: int) -> bool:
    """Whether the text of a run-in heading begins right below it, with no indent."""
    if own[index].indent > INDENT or own[index].glyphs[0].font not in found.heads or index + 1 == len(own):
        return False
    below = own[index + 1]
    close = own[index].line.y - below.line.y < APART * below.page.pitch
    return close and below.glyphs[0].font in found.fonts and abs(below.indent) < INDENT


def _is_centred(row: Row) -> bool:
    return row.indent > 1 and abs(row.indent - row.lack) < 1.1


def _is_apart(own: Sequence[Row], index: int) -> bool:
    """Whether more than a line lies before a row, with no figure in it."""
    if not 0 < index < len(own):
        return False
    above, below = own[index - 1], own[index]
    distance = above.line.y - below.line.y
    return distance > APART * below.page.pitch and not figure_between(above, below)


def _tables(found: Reading, own: Sequence[Row]) -> None:
    """Short lines among rows of cells are cells too, where no rules say what is, but for ends of
    sentences and headings."""
    if sum(row.role is Role.CELL and not row.line.in_table for row in own) < 2:
        return
    for steps in (own, own[::-1]):
        for before, row in pairwise(steps):
            close = abs(before.line.y - row.line.y) < APART * row.page.pitch
            loose = (
                row.role in (Role.TEXT, Role.SMALL, Role.OTHER)
                and row.lack > SHORT
                and not 1.8 < row.indent < 2.2
                and row.glyphs[-1].text not in SENTENCE_ENDS
                and row.glyphs[0].font not in found.heads
            )
            if before.role is Role.CELL and not before.line.in_table and close and loose:
                row.role = Role.CELL


def _entries(rows: Sequence[Row]) -> None:
    """A page of an index or of contents: most of what begins at the edge ends with the number of a page, or
    has leaders. Lines that are indented go on."""
    judged = (Role.TEXT, Role.OTHER, Role.LEADER)
    entries = [
        entry
        for _, own in groupby(rows, key=lambda row: row.spot)
        for entry in _hung([row for row in own if row.role in judged])
        if len(entry[0].glyphs) > 1
    ]
    ended = [entry for entry in entries if _PAGE.search(entry[-1].line.text)]
    index = len(entries) >= _LIST and len(ended) > 0.6 * len(entries)
    for entry in entries:
        if index or entry[-1].role is Role.LEADER:
            for row in entry:
                row.role = Role.LEADER


def _hung(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Each line at the edge with those below it that are indented."""
    entry: list[Row] = []
    for row in rows:
        if entry and row.indent < INDENT:
            yield entry
            entry = []
        entry.append(row)
    if entry:
        yield entry


def _captions(own: Sequence[Row]) -> None:
    """Lines that are no text and touch a figure, and those that touch them."""
    for index, row in enumerate(own):
        if row.role is Role.CAPTION or not _may_caption(row):
            continue
        above = [box for box in row.page.figures if _touches(row, box)]
        before = own[index - 1] if index else None
        goes_on = (
            before is not None
            and before.role is Role.CAPTION
            and before.line.y - row.line.y < APART * row.page.pitch
        )
        if above or goes_on:
            row.role = Role.CAPTION
    for row, below in pairwise(own[::-1]):
        _table_caption(below, row)


def _table_caption(row: Row, below: Row) -> None:
    """Lines that are no text and stand right above a table: its caption and its unit."""
    close = row.line.y - below.line.y < 2.2 * row.page.pitch
    titled = below.line.in_table or below.role is Role.CAPTION
    if close and titled and not row.line.in_table and _may_caption(row):
        row.role = Role.CAPTION


def _may_caption(row: Row) -> bool:
    """A caption is in another size or another font than the text; a title is larger."""
    if row.role in (Role.SMALL, Role.SIGNATURE, Role.OTHER):
        return True
    return _is_size(row, row.page.size) and (row.role is Role.HEADING or _is_centred(row))


def _touches(row: Row, box: Box) -> bool:
    """Whether a line stands in a figure or right below it."""
    beside = not row.line.column or row.line.column in row.page.beside(box)
    reach = box.bottom - 2.2 * row.page.pitch
    return beside and reach < row.line.y < box.top
