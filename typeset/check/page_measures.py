"""Printed lines → what a typographer would measure of them. Rows are those that docs/page.md names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from typeset.check.pdf_lines import Glyph, Printed, PrintedLine, is_han

OPENING = frozenset("（《〈“‘「『【〔〖［")
CLOSING = frozenset("）》〉”’」』】〕〗］、，；：。！？")
_NEVER_FIRST = CLOSING | frozenset("·・/／～－–)]}%％℃")
_NEVER_LAST = OPENING | frozenset("/／([{")
FLUSH = 0.3
"""Points by which an edge may be off (row 4)."""
_SHORT = 2.0
"""In em: a line that is shorter by this much was ended, not filled."""
_INDENT = 0.75
_FULL_BOX = 0.9
_PAIR = 0.8
"""In em: how far apart the origins of two full-width marks may be (row 11)."""
_HAN_LATIN = (0.1, 0.3)
_LEADERS = re.compile(r"([·.…])\1{5}")


@dataclass(frozen=True, slots=True)
class Offence:
    """A place that a rule is broken at: the line's page, column and words."""

    rule: str
    page: int
    column: int
    text: str
    value: float = 0.0


@dataclass
class Measures:
    """``full``: lines that should fill their column. ``headings``: lines that end with a run-in heading."""

    pages: int = 0
    lines: int = 0
    full: int = 0
    flush: int = 0
    headings: int = 0
    worst_edge: float = 0.0
    han_latin: int = 0
    han_latin_good: int = 0
    largest_han_gap: float = 0.0
    on_grid: int = 0
    offences: list[Offence] = field(default_factory=list)

    def count(self, rule: str) -> int:
        return sum(offence.rule == rule for offence in self.offences)


RULES: dict[str, str] = {
    "edge": "a full line that does not reach its column's edge (row 4)",
    "start": "a line that begins with a mark that none begins with (row 5)",
    "end": "a line that ends with a mark that none ends with (row 6)",
    "untrimmed-end": "a closing mark at a line's end that takes a whole em (row 9)",
    "untrimmed-start": "an opening mark at a line's start that takes a whole em (row 10)",
    "pair": "two marks side by side that take two ems (row 11)",
    "broken": "a word or a number over two lines (row 16)",
    "lone": "a last line with less than two Han characters (row 20)",
    "widow": "a column that begins with a paragraph's last line (row 21)",
    "off-grid": "a baseline off the grid (row 3)",
}


def measured(printed: Printed) -> Measures:
    """Every line looked at once, with the one that follows it."""
    measures = Measures(printed.pages, len(printed.lines))
    text = [line for line in printed.lines if _is_text(printed, line)]
    for line, following in zip(text, (*text[1:], None), strict=False):
        last = _is_last(printed, line, following)
        _measure(printed, measures, line, following, last)
    _widows(printed, measures, text)
    _grid(printed, measures)
    return measures


def _is_text(printed: Printed, line: PrintedLine) -> bool:
    """Whether a line is running text: of the usual size, Han in it, and no leaders."""
    if abs(line.size - printed.size) >= 0.05 or _LEADERS.search(line.text):
        return False
    return any(is_han(glyph.text) for glyph in line.glyphs)


def _is_full(glyph: Glyph) -> bool:
    """Whether it stands on a whole em."""
    return glyph.advance > _FULL_BOX * glyph.size


def _start(glyph: Glyph) -> float:
    """Where the ink of a line's first glyph may begin: an opening mark's blank half lies before it."""
    return glyph.x + glyph.size / 2 if glyph.text in OPENING and _is_full(glyph) else glyph.x


def _end(glyph: Glyph) -> float:
    """Where the last glyph ends without the blank half of a closing mark."""
    half = glyph.text in CLOSING and _is_full(glyph)
    return glyph.x + (glyph.size / 2 if half else glyph.advance)


def _is_last(printed: Printed, line: PrintedLine, following: PrintedLine | None) -> bool:
    """Whether a paragraph ends with a line: the next one is indented, opens with a heading, or stands apart;
    or it is too short to go on."""
    if following is None or _ends_with_heading(printed, line, following):
        return following is None
    column = printed.column_of(following)
    first = following.glyphs[0]
    if _start(first) - column.left > _INDENT * printed.size:
        return True
    same = (following.page, following.column) == (line.page, line.column)
    if same and line.y - following.y > 1.4 * printed.pitch:
        return True
    if first.font != printed.font and line.glyphs[-1].font == printed.font:
        return True
    return printed.column_of(line).right - _end(_visible(line)[-1]) > _SHORT * printed.size


def _ends_with_heading(printed: Printed, line: PrintedLine, following: PrintedLine) -> bool:
    """A run-in heading is in another font than the text that begins on the next line."""
    last, first = _visible(line)[-1], following.glyphs[0]
    short = printed.column_of(line).right - _end(last) > FLUSH
    return short and last.font != printed.font == first.font and last.text in CLOSING | frozenset("】")


def _visible(line: PrintedLine) -> list[Glyph]:
    return [glyph for glyph in line.glyphs if not glyph.text.isspace()]


def _measure(
    printed: Printed, measures: Measures, line: PrintedLine, following: PrintedLine | None, last: bool
) -> None:
    glyphs = _visible(line)
    column = printed.column_of(line)

    def offend(rule: str, value: float = 0.0) -> None:
        measures.offences.append(Offence(rule, line.page, line.column, line.text, round(value, 3)))

    heading = following is not None and _ends_with_heading(printed, line, following)
    measures.headings += heading
    if not last and not heading:
        measures.full += 1
        off = column.right - _end(glyphs[-1])
        measures.worst_edge = max(measures.worst_edge, abs(off))
        if abs(off) <= FLUSH:
            measures.flush += 1
        else:
            offend("edge", off)
            if glyphs[-1].text in CLOSING and abs(off - glyphs[-1].size / 2) <= FLUSH:
                offend("untrimmed-end")
        if following is not None and _is_broken(line.glyphs[-1], following.glyphs[0]):
            offend("broken")
    if glyphs[0].text[:1] in _NEVER_FIRST:
        offend("start")
    if glyphs[-1].text[-1:] in _NEVER_LAST and not _is_address(glyphs):
        offend("end")
    first = glyphs[0]
    if first.text in OPENING and _is_full(first):
        indent = (first.x - column.left) / first.size
        if abs(indent - round(indent)) < 0.1:
            offend("untrimmed-start", indent)
    if last and sum(is_han(glyph.text) for glyph in glyphs) < 2 and not any(g.text.isascii() for g in glyphs):
        offend("lone")
    _gaps(measures, line.glyphs, printed.font, offend)


def _is_broken(last: Glyph, first: Glyph) -> bool:
    """Whether a number or a Latin word goes on, without a hyphen."""
    before, after = last.text[-1:], first.text[:1]
    if before.isdigit() and after.isascii() and (after.isdigit() or after in ".%"):
        return True
    return before.isascii() and before.isalpha() and after.isascii() and after.isalpha()


def _is_address(glyphs: Sequence[Glyph]) -> bool:
    """Whether a line ends with a solidus of an address, where alone it may be parted."""
    return len(glyphs) > 1 and glyphs[-1].text == "/" and (_is_latin(glyphs[-2]) or glyphs[-2].text == "/")


def _gaps(measures: Measures, glyphs: Sequence[Glyph], font: str, offend: Callable[..., None]) -> None:
    """Between the glyphs of the text's own font: what is in another (a heading, a name) may be spaced out."""
    for before, after in pairwise(glyphs):
        step = after.x - before.x
        size = max(before.size, after.size)
        if abs(before.y - after.y) > FLUSH or not before.font == after.font == font:
            continue
        if _is_pair(before, after) and step > _PAIR * size:
            offend("pair", step / size)
        elif is_han(before.text) and is_han(after.text):
            measures.largest_han_gap = max(measures.largest_han_gap, step / size - 1)
        elif is_han(before.text) != is_han(after.text) and _is_latin(before if is_han(after.text) else after):
            gap = (after.x - before.x - before.advance) / size if not is_han(before.text) else step / size - 1
            measures.han_latin += 1
            measures.han_latin_good += _HAN_LATIN[0] - 0.001 <= gap <= _HAN_LATIN[1] + 0.001


def _is_latin(glyph: Glyph) -> bool:
    return glyph.text.isascii() and glyph.text.isalnum()


def _is_pair(before: Glyph, after: Glyph) -> bool:
    """Two full-width marks with a blank half between them."""
    if not (_is_full(before) and _is_full(after)):
        return False
    closes = before.text in CLOSING and (after.text in CLOSING or after.text in OPENING)
    return closes or (before.text in OPENING and after.text in OPENING)


def _widows(printed: Printed, measures: Measures, text: Sequence[PrintedLine]) -> None:
    """A column's first line that is the last of a paragraph begun before."""
    for before, line, following in zip(text, text[1:], [*text[2:], None], strict=False):
        new = (before.page, before.column) != (line.page, line.column)
        if new and not _is_last(printed, before, line) and _is_last(printed, line, following):
            measures.offences.append(Offence("widow", line.page, line.column, line.text))


def _grid(printed: Printed, measures: Measures) -> None:
    """Every baseline a whole number of lines from the first of its page."""
    for page in range(1, printed.pages + 1):
        lines = [line for line in printed.lines if line.page == page]
        own = [line.y for line in lines if _is_text(printed, line)] or [line.y for line in lines]
        anchor = own[0] if own else 0.0
        for line in lines:
            off = _off_grid(anchor - line.y, printed.pitch)
            if off <= FLUSH:
                measures.on_grid += 1
            else:
                measures.offences.append(Offence("off-grid", page, line.column, line.text, round(off, 2)))


def _off_grid(distance: float, pitch: float) -> float:
    """How far a distance is from a whole number of lines."""
    return abs((distance + pitch / 2) % pitch - pitch / 2) if pitch else 0.0


def by_page(measures: Measures) -> Iterator[tuple[int, list[Offence]]]:
    """The offences of each page that has any."""
    for page in sorted({offence.page for offence in measures.offences}):
        yield page, [offence for offence in measures.offences if offence.page == page]
