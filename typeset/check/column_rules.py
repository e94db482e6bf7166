"""Rows in their columns → what is wrong with a column, a page or the whole document.

Figures, their captions and notes may stand at the head or the foot of a column: what is judged there is the
text before and after them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from typeset.check.column_feet import bottoms
from typeset.check.marks import CLOSING, ink_end, ink_start, is_han, is_latin
from typeset.check.offences import Measures, Offence
from typeset.check.page_rows import FLUSH, Reading, Role, Row
from typeset.check.pdf_lines import Printed, PrintedLine, PrintedPage
from typeset.check.pdf_pages import Box, Glyph

_ASCENT, _DESCENT = 0.8, 0.08
"""In em: how far ink reaches above and below its baseline."""
_NEAR = 1.0
"""In points: how far figures may be off a column's edges."""
_NOTE = re.compile(r"^\s*([①-⑳⑴-⒇*＊†‡]|[\[［〔]\d{1,3}[\]］〕]|\d{1,3}(?=\s|\D))")
_SIGNED = re.compile(r"（(\w{2,4})）$")
_FOOTS = (Role.CAPTION, Role.SMALL, Role.OTHER)


def column_offences(found: Reading, measures: Measures) -> Iterator[Offence]:
    """All that is no single line's fault."""
    yield from _breaks(found)
    yield from _grid(found, measures)
    yield from bottoms(found, measures)
    for page in found.printed.pages:
        rows = found.on(page)
        yield from _outside(page, rows)
        yield from _overlaps(page)
        yield from _figures(page, rows)
        yield from _notes(page, rows)
    yield from _furniture(found.printed)
    yield from _padding(found)
    yield from _setting(found)


def _at(rule: str, row: Row, value: float = 0.0) -> Offence:
    return Offence(rule, row.line.page, row.line.column, row.line.text, round(value, 3))


# Where columns break


def _breaks(found: Reading) -> Iterator[Offence]:
    """Widows, orphans and headings that a column's end cuts off (rows 21 and 23)."""
    order = {id(row): index for index, row in enumerate(found.rows)}
    for own in found.stretches():
        text = [row for row in own if row.role in (Role.TEXT, Role.SIGNATURE)]
        if not text:
            yield from _stranded(found, own)
            continue
        first, last = text[0], text[-1]
        opens = all(row.role in _FOOTS for row in own[: own.index(first)])
        if opens and order[id(first)] and _is_widow(found, text):
            yield _at("widow", first)
        closes = all(row.role in _FOOTS for row in own[own.index(last) + 1 :])
        if closes and _is_bare_heading(found, last):
            yield _at("bare-heading", last)
        elif closes and last.role is Role.TEXT and last.begins and not last.ends and not last.runs_in:
            yield _at("orphan", last)
        yield from _stranded(found, own)


def _is_widow(found: Reading, text: Sequence[Row]) -> bool:
    """Whether text begins with a paragraph's last line, or with a signature."""
    if text[0].role is Role.SIGNATURE:
        return not _is_below_table(found, text[0])
    return _is_tail(text[0]) and not (len(text) > 1 and text[1].role is Role.SIGNATURE)


def _is_below_table(found: Reading, row: Row) -> bool:
    """Whether a table stands across the columns above a line: a signature signs that too."""
    above = (other.line for other in found.on(row.page) if other.line.y > row.line.y)
    return any(line.in_table and not line.column for line in above)


def _is_tail(row: Row) -> bool:
    return row.ends and not row.begins


def _is_bare_heading(found: Reading, row: Row) -> bool:
    """Whether nothing but a run-in heading stands on a line, with its text to come."""
    return row.role is Role.TEXT and not row.ends and all(glyph.font in found.heads for glyph in row.glyphs)


def _stranded(found: Reading, own: Sequence[Row]) -> Iterator[Offence]:
    """A title page has no text that a heading could stand over."""
    kept = [row for row in own if row.role not in _FOOTS]
    page = own[0].page
    has_text = any(row.role is Role.TEXT for row in found.on(page))
    below = any(row.line.zone > own[0].line.zone for row in found.on(page))
    if kept and kept[-1].role is Role.HEADING and has_text and not (below and not own[0].line.column):
        yield _at("stranded", kept[-1])


# Grid


def _grid(found: Reading, measures: Measures) -> Iterator[Offence]:
    """Every baseline of the text a whole number of lines from where most of its page's are (rows 2, 3,
    22)."""
    for page in found.printed.pages:
        text = [row for row in found.on(page) if row.role is Role.TEXT]
        if not text or not page.pitch:
            continue
        rests = Counter(round(row.line.y % page.pitch / FLUSH) for row in text)
        around = {rest: rests[rest - 1] + count + rests[rest + 1] for rest, count in rests.items()}
        best = max(around, key=lambda rest: (around[rest], rests[rest]))
        near = [row.line.y for row in text if round(row.line.y % page.pitch / FLUSH) == best]
        anchor = sorted(near)[len(near) // 2]
        for row in text:
            off = abs((anchor - row.line.y + page.pitch / 2) % page.pitch - page.pitch / 2)
            if off <= FLUSH:
                measures.on_grid += 1
            else:
                yield _at("off-grid", row, off)


# Where text may stand


def _outside(page: PrintedPage, rows: Sequence[Row]) -> Iterator[Offence]:
    """Beyond the trim; beyond its column or the type area (row 4 has the edge of full lines)."""
    for line in (*page.lines, *page.furniture, *page.margin):
        if any(not _is_on(glyph, page) for glyph in line.visible):
            yield Offence("outside", page.number, line.column, line.text)
    for row in rows:
        if all(_is_on(glyph, page) for glyph in row.glyphs) and _leaves(row):
            yield _at("outside", row)


def _is_on(glyph: Glyph, page: PrintedPage) -> bool:
    right = max(ink_end(glyph), glyph.x)
    across = ink_start(glyph) >= -0.5 and right <= page.width + 0.5
    return across and glyph.y - 0.1 * glyph.size >= -0.5 and glyph.y + 0.75 * glyph.size <= page.height + 0.5


def _leaves(row: Row) -> bool:
    """More than half a character out of its column, but for a stop that hangs; or below the last line."""
    if row.role in (Role.CELL, Role.LEADER, Role.OTHER):
        return False
    column = row.page.column(0) if row.role in (Role.SMALL, Role.CAPTION) else row.column
    allowance = 0.5 * row.page.size + FLUSH
    last = row.glyphs[-2] if row.glyphs[-1].text in CLOSING and len(row.glyphs) > 1 else row.glyphs[-1]
    out = max(column.left - row.start, ink_end(last) - column.right)
    below = row.page.bottom - row.line.y > 0.6 * row.page.pitch
    touches = row.start < column.right and row.end > column.left
    return touches and (out > allowance or (below and row.role in (Role.TEXT, Role.HEADING)))


def _overlaps(page: PrintedPage) -> Iterator[Offence]:
    """Characters of two lines that cover each other, and those of one that are drawn over each other."""
    lines = sorted((*page.lines, *page.furniture, *page.margin), key=lambda line: -line.y)
    biggest = {id(line): max(glyph.size for glyph in line.visible) for line in lines}
    for index, line in enumerate(lines):
        own = _solid(line)
        if any(two.x - one.x < 0.4 * min(one.advance, two.advance) for one, two in pairwise(own)):
            yield Offence("overlap", page.number, line.column, line.text)
            continue
        for other in lines[index + 1 :]:
            distance = line.y - other.y
            if distance > max(biggest.values()):
                break
            near = distance < _ASCENT * biggest[id(other)] + _DESCENT * biggest[id(line)]
            if near and _covers(own, _solid(other)):
                yield Offence("overlap", page.number, other.column, other.text, round(line.y - other.y, 2))


def _solid(line: PrintedLine) -> list[Glyph]:
    """Those whose ink fills their box."""
    return [glyph for glyph in line.visible if is_han(glyph.text) or is_latin(glyph)]


def _covers(above: Sequence[Glyph], below: Sequence[Glyph]) -> bool:
    for one in above:
        for two in below:
            across = min(one.x + one.advance, two.x + two.advance) - max(one.x, two.x)
            if across <= 0.25 * min(one.advance, two.advance):
                continue
            top = min(one.y + _ASCENT * one.size, two.y + _ASCENT * two.size)
            bottom = max(one.y - _DESCENT * one.size, two.y - _DESCENT * two.size)
            if top - bottom > 0.2 * min(one.size, two.size):
                return True
    return False


# Figures and notes


def _figures(page: PrintedPage, rows: Sequence[Row]) -> Iterator[Offence]:
    """As wide as a column or the type area, or in its middle; at head or foot (row 26). Below a title that a
    page opens with is its head."""
    body = [row for row in rows if row.role in (Role.TEXT, Role.HEADING, Role.SIGNATURE)]
    titles = list(takewhile(lambda row: row.role is Role.HEADING, body))
    for box in page.figures:
        columns = page.beside(box)
        if not columns:
            continue
        left, right = page.columns[columns[0] - 1].left, page.columns[columns[-1] - 1].right
        fits = box.left >= left - _NEAR and box.right <= right + _NEAR
        centred = abs((box.left - left) - (right - box.right)) <= 2 * _NEAR
        beside = [row for row in body if _is_beside(page, row, box, columns)]
        above = any(row.line.y > box.top - 0.5 * page.size for row in beside if row not in titles)
        below = any(row.line.y < box.bottom for row in beside)
        whole = len(columns) in (1, len(page.columns))
        if not fits or not centred or not whole or (above and below):
            where = f"figure {box.width:.0f} × {box.height:.0f} pt"
            yield Offence("figure", page.number, columns[0], where, round(box.width, 1))


def _is_beside(page: PrintedPage, row: Row, box: Box, columns: Sequence[int]) -> bool:
    """Whether a line stands in the stretch of a column that a figure stands in: a title across all columns
    begins another."""
    if row.line.column:
        same = len(columns) > 1 or row.line.zone == page.zone(box)
        return row.line.column in columns and same
    return row.role is not Role.HEADING


def _notes(page: PrintedPage, rows: Sequence[Row]) -> Iterator[Offence]:
    """A note belongs at the foot: no text and no figure below it in its column (row 31)."""
    text = [row for row in rows if row.role in (Role.TEXT, Role.HEADING)]
    for row in rows:
        mark = _NOTE.match(row.line.text) if row.role in (Role.SMALL, Role.CAPTION) else None
        if mark and _has_below(page, row, text) and any(_refers(other, mark.group(1)) for other in text):
            yield _at("note", row)


def _has_below(page: PrintedPage, row: Row, text: Sequence[Row]) -> bool:
    column, y = row.line.column, row.line.y
    figures = any(box.top < y and column in page.beside(box) for box in page.figures)
    return figures or any(other.line.column == column and other.line.y < y for other in text)


def _refers(row: Row, mark: str) -> bool:
    """Whether a line has the mark in it, raised or in a ring."""
    if not mark[0].isdecimal():
        return mark in row.line.text[1:]
    small = "".join(glyph.text for glyph in row.glyphs if glyph.size < 0.8 * row.page.size)
    return mark in small


# The whole document


def _furniture(printed: Printed) -> Iterator[Offence]:
    """Running heads and folios keep to the trim: each as high as on most pages of its kind (row 30)."""
    places: Counter[tuple[int, int, bool]] = Counter()
    lines = [
        (page, line, (round(page.width), round(page.height), line.y > page.height / 2))
        for page in printed.pages
        for line in page.furniture
    ]
    heights: dict[tuple[int, int, bool], Counter[float]] = {}
    for page, line, kind in lines:
        heights.setdefault(kind, Counter())[round(page.height - line.y, 1)] += 1
        places[kind] += 1
    for page, line, kind in lines:
        usual, count = heights[kind].most_common(1)[0]
        own = round(page.height - line.y, 1)
        if count >= 3 and count > 0.6 * places[kind] and heights[kind][own] == 1 and abs(own - usual) > FLUSH:
            yield Offence("furniture", page.number, line.column, line.text, round(own - usual, 2))


def _padding(found: Reading) -> Iterator[Offence]:
    """Names of two characters in signatures, if some of them are as wide as three (row 29)."""
    pairs: list[tuple[Row, float]] = []
    for row in found.rows:
        name = _SIGNED.search("".join(glyph.text for glyph in row.glyphs))
        if row.role in (Role.TEXT, Role.SIGNATURE) and row.ends and name and len(name.group(1)) == 2:
            one, two = row.glyphs[-3:-1]
            if is_han(one.text) and is_han(two.text):
                pairs.append((row, (two.x - one.x) / one.size))
    padded = sum(step > 1.8 for _, step in pairs)
    if padded * 2 > len(pairs):
        yield from (_at("padding", row, step) for row, step in pairs if step < 1.5)


def _setting(found: Reading) -> Iterator[Offence]:
    """Once for each kind of page: rows 1 and 2; each page's trim against the theme's."""
    seen: set[tuple[float, ...]] = set()
    for page in found.printed.pages:
        geometry = found.printed.geometry
        if geometry and max(abs(page.width - geometry.page[0]), abs(page.height - geometry.page[1])) > 0.5:
            yield Offence(
                "trim", page.number, 0, f"{page.width:.1f} × {page.height:.1f} pt", round(page.width, 1)
            )
        full = [row for row in found.on(page) if row.role is Role.TEXT and not row.ends and not row.heads]
        flush = sum(abs(row.lack) * page.size < 2 * FLUSH for row in full)
        if len(full) < 3 or 2 * flush < len(full):
            continue
        for number, column in enumerate(page.columns, 1):
            characters = column.width / page.size
            key = (1.0, round(characters, 1), page.size)
            if abs(characters - round(characters)) * page.size > 2 * FLUSH and key not in seen:
                seen.add(key)
                yield Offence(
                    "measure", page.number, number, f"{characters:.2f} characters", round(characters, 2)
                )
        ratio = page.pitch / page.size if page.size else 0.0
        if ratio and not 1.5 - 0.01 <= ratio <= 2.01 and (2.0, page.size, page.pitch) not in seen:
            seen.add((2.0, page.size, page.pitch))
            yield Offence("leading", page.number, 0, f"{page.size:g} on {page.pitch:g} pt", round(ratio, 3))
