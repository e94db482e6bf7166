"""Rows → what is wrong with a single line, or between a line and the next."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from typeset.check.marks import (
    CLOSING,
    CONNECTORS,
    NEVER_FIRST,
    NEVER_LAST,
    OPENING,
    SIGNS,
    STOPS,
    ink_end,
    ink_start,
    is_full,
    is_han,
    is_latin,
)
from typeset.check.offences import Measures, Offence
from typeset.check.page_rows import FLUSH, INDENT, Reading, Role, Row, figure_between
from typeset.check.pdf_pages import Glyph
from typeset.check.pdf_rows import SAME

_PAIR = 0.3
"""In em: what two marks may have between them beyond what they need (row 11)."""
_GOOD = (0.1, 0.3)
_HAN_LATIN = (0.1, 0.53)
"""In em: from an eighth to a half (row 15), and what pens and rounding may add."""
_DELIBERATE = 0.9
"""In em: a gap that no justification makes."""
_HANGS = 1.0
"""In points: how far a hanging mark may begin from the edge."""
_HEADING_GAP = (0.9, 2.1)
"""In em, from ink to ink: an em after a run-in heading, and the blank halves of its bracket and a mark."""
_LOOSE = 0.1
_TIGHT = -0.04
_NARROW = 16
"""In characters: a column that may have an indent of 1 em."""
_UNITS = re.compile(r"(?:[kKMGTmcμn]?(?:m|g|W|Wh|Pa|Hz|V|A|L|l|J|B|bit)|km|hm|t|ha|kWh|dB)(?:[²³2-3/]|$|\b)")
_DASHES = frozenset("—…⋯")
_CURRENCY = frozenset("$¥￥€£＄№")


def line_offences(found: Reading, measures: Measures) -> Iterator[Offence]:
    """Every line looked at once, with the one that follows it in its paragraph."""
    text = found.text
    following = {id(row): after for row, after in pairwise(text)}
    words = _words(found)
    opens_with_two = _usual_indent(text) == 2
    before: Row | None = None
    for row in found.rows:
        own = list(_any_line(row))
        if row.role is Role.TEXT:
            after = following.get(id(row))
            own += _edges(row, measures)
            own += _gaps(found, row, measures)
            own += _between(row, after, words)
            own += _paragraph(row, opens_with_two)
            own += _spaced(before, row)
            own += _run_in(found, row)
        elif row.role is not Role.LEADER and row.role is not Role.CELL:
            own += _marks(row)
        yield from (
            Offence(rule, row.line.page, row.line.column, row.line.text, value) for rule, value in own
        )
        before = row


Found = Iterator[tuple[str, float]]
"""Rules that a line breaks, with what was measured."""


def _any_line(row: Row) -> Found:
    """What holds in captions, notes and headings too (rows 5, 6, 10); cells are judged as no line is."""
    if row.role in (Role.OTHER, Role.LEADER, Role.CELL):
        return
    first, last = row.glyphs[0], row.glyphs[-1]
    if first.text[:1] in NEVER_FIRST or _is_ascii_stop(row.glyphs):
        yield "start", 0.0
    if last.text[-1:] in NEVER_LAST and not _is_address(row.glyphs):
        yield "end", 0.0
    if first.text in OPENING and is_full(first):
        indent = (first.x - row.column.left) / first.size
        if any(abs(indent - whole) < 0.1 for whole in (0, 1, 2)):
            yield "untrimmed-start", round(indent, 3)


def _is_address(glyphs: Sequence[Glyph]) -> bool:
    """Whether a line ends with a solidus of an address, where alone it may be parted."""
    return len(glyphs) > 1 and glyphs[-1].text == "/" and (is_latin(glyphs[-2]) or glyphs[-2].text == "/")


def _is_ascii_stop(glyphs: Sequence[Glyph]) -> bool:
    """A comma or a point that begins no number."""
    if glyphs[0].text not in (",", ".", ";", ":", "?", "!"):
        return False
    return len(glyphs) < 2 or not glyphs[1].text.isdecimal() or glyphs[0].text != "."


def _beside_point(glyph: Glyph) -> float:
    """What stays blank behind a narrow glyph in the middle of the half em that it takes (row 13)."""
    return max(0.0, glyph.size / 2 - glyph.advance) / 2 if glyph.text in CONNECTORS else 0.0


def _edges(row: Row, measures: Measures) -> Found:
    """Both, to FLUSH (rows 4, 9, 14)."""
    measures.text += 1
    measures.headings += row.heads
    measures.dash_starts += row.glyphs[0].text in _DASHES
    last = row.glyphs[-1]
    if row.ends or row.heads:
        if row.column.right - row.end < -FLUSH and not _hangs(row):
            yield "edge", round(row.column.right - row.end, 3)
        return
    measures.full += 1
    measures.hanging += _hangs(row)
    off = row.column.right - (ink_end(row.glyphs[-2]) if _hangs(row) else row.end)
    off = min(off, off - _beside_point(last), key=abs)
    measures.worst_edge = max(measures.worst_edge, abs(off))
    left = 0.0
    if not row.begins and not _is_untrimmed(row):
        left = row.start - row.column.left - row.hung * row.page.size
    if abs(off) > FLUSH:
        yield "edge", round(off, 3)
        if last.text in CLOSING and is_full(last) and abs(off - last.size / 2) <= FLUSH:
            yield "untrimmed-end", 0.0
    elif abs(left) > FLUSH:
        yield "edge", round(left, 3)
    else:
        measures.flush += 1


def _hangs(row: Row) -> bool:
    """A stop wholly beyond the edge, with the line before it inside: hanging is an option (row 14)."""
    if len(row.glyphs) < 2 or row.glyphs[-1].text not in STOPS:
        return False
    last, before = row.glyphs[-1], row.glyphs[-2]
    return abs(last.x - row.column.right) <= _HANGS and ink_end(before) <= row.column.right + FLUSH


def _is_untrimmed(row: Row) -> bool:
    first = row.glyphs[0]
    return first.text in OPENING and is_full(first) and abs(first.x - row.column.left) <= FLUSH


# Gaps


def _marks(row: Row) -> Found:
    """Pairs of marks, connectors and dashes, which are alike in every kind of line (rows 8, 11, 12, 13)."""
    for one, two in pairwise(row.glyphs):
        if abs(one.y - two.y) > FLUSH or one.font != two.font:
            continue
        gap = (ink_start(two) - ink_end(one)) / max(one.size, two.size)
        if _is_pair(one, two):
            extra = gap - (0.5 if one.text in CLOSING and two.text in OPENING else 0.0)
            if _PAIR < extra < _DELIBERATE:
                yield "pair", round(1 + extra, 3)
        elif one.text == two.text and one.text in _DASHES:
            step = (two.x - one.x) / one.size
            if abs(step - 1) > 0.1 and is_full(one):
                yield "dash", round(1 + step, 3)
    for one, mark, two in zip(row.glyphs, row.glyphs[1:], row.glyphs[2:], strict=False):
        if mark.text in CONNECTORS and is_han(one.text) and is_han(two.text) and one.size == two.size:
            takes = (two.x - one.x - one.advance) / one.size
            if 0.7 < takes < 2:
                yield "connector", round(takes, 3)


def _is_pair(one: Glyph, two: Glyph) -> bool:
    """Two marks that have a blank half between them, where they are full."""
    closes = one.text in CLOSING and (two.text in CLOSING or two.text in OPENING)
    return closes or (one.text in OPENING and two.text in OPENING)


def _gaps(found: Reading, row: Row, measures: Measures) -> Found:
    """Between the glyphs of the text: what is in another font (a heading, a name) may be spaced out."""
    yield from _marks(row)
    own = found.fonts
    han: list[float] = []
    latin: list[float] = []
    blanks: list[float] = []
    for one, two in pairwise(row.glyphs):
        if abs(one.y - two.y) > FLUSH or abs(one.size - two.size) > SAME:
            continue
        if one.font not in own or two.font not in own:
            continue
        gap = (ink_start(two) - ink_end(one)) / one.size
        if is_han(one.text) and is_han(two.text):
            han.append(gap)
        elif (is_han(one.text) and is_latin(two)) or (is_latin(one) and is_han(two.text)):
            if gap < _DELIBERATE:
                latin.append(gap)
                measures.han_latin += 1
                measures.han_latin_good += _GOOD[0] - 0.001 <= gap <= _GOOD[1] + 0.001
                if not _HAN_LATIN[0] - 0.001 <= gap <= _HAN_LATIN[1]:
                    yield "han-latin", round(gap, 3)
        elif one.text in CLOSING and (is_han(two.text) or is_latin(two)):
            blanks.append(gap)
            if is_latin(two) and 0.72 < gap < _DELIBERATE:
                yield "han-latin", round(gap, 3)
        elif two.text in CLOSING and is_latin(one) and 0.22 < gap < _DELIBERATE:
            yield "han-latin", round(gap, 3)
    yield from _justified(row, han, latin, blanks, measures)


def _justified(
    row: Row, han: Sequence[float], latin: Sequence[float], blanks: Sequence[float], measures: Measures
) -> Found:
    """How the line was made to fit: in the gaps between Han, without those of a padded name."""
    usual = sorted(han)[len(han) // 2] if han else 0.0
    gaps = [gap for gap in han if gap < max(0.4, 2 * usual + 0.1) and gap < _DELIBERATE]
    widest, narrowest = max(gaps, default=0.0), min(gaps, default=0.0)
    if abs(row.lack) < 1:
        measures.largest_han_gap = max(measures.largest_han_gap, widest)
        if widest > _LOOSE + 0.005:
            yield "loose", round(widest, 3)
    if narrowest < _TIGHT:
        yield "tight", round(narrowest, 3)
    if not latin or row.ends:
        return
    squeezed = 0.12 <= min(latin) < 0.21 and any(0.45 < blank < 0.6 for blank in _without_stops(row, blanks))
    spread = usual > 0.05 and 0.1 < max(latin) < 0.27
    if squeezed or spread:
        yield "order", round(min(latin), 3)


def _without_stops(row: Row, blanks: Sequence[float]) -> Sequence[float]:
    """The blanks of pauses and brackets: those of 。！？ are the last to go (row 17)."""
    kept = {glyph.text for glyph in row.glyphs} & CLOSING
    return () if kept & frozenset("。！？") else blanks


# Between lines


def _words(found: Reading) -> frozenset[str] | None:
    """The Latin words that stand whole in lines; none where the file keeps the spaces at its lines' edges."""
    if any(row.line.glyphs[0].text.isspace() or row.line.glyphs[-1].text.isspace() for row in found.text):
        return None
    return frozenset(word for row in found.rows for word in re.findall(r"[A-Za-z]{2,}", row.line.text))


def _between(row: Row, after: Row | None, words: frozenset[str] | None) -> Found:
    """What a line's end and the next one's start part (rows 8 and 16)."""
    if after is None or row.ends or after.role is not Role.TEXT:
        return
    if _is_broken(row.line.text, after.line.text, words):
        yield "broken", 0.0
    last, first = row.glyphs[-1].text, after.glyphs[0].text
    if last == first and last in _DASHES:
        run = len(row.line.text) - len(row.line.text.rstrip(last))
        if run % 2:
            yield "dash", 0.0


def _is_broken(line: str, after: str, words: frozenset[str] | None) -> bool:
    """Whether a number or a Latin word goes on, without a hyphen."""
    last, first = line.rstrip()[-1:], after.lstrip()[:1]
    spaced = line != line.rstrip() or after != after.lstrip()
    number = re.search(r"\d[.,]?$", line.rstrip())
    if number and not spaced and (first in SIGNS or re.match(r"\d|[.,]\d", after)):
        return last.isdecimal() or first.isdecimal()
    if number and last.isdecimal() and (first in SIGNS or _UNITS.match(after.lstrip())):
        return True
    if last in _CURRENCY and first.isdecimal():
        return True
    if spaced or not (last.isascii() and last.isalnum() and first.isascii() and first.isalnum()):
        return False
    if words is None or not (last.isalpha() and first.isalpha()):
        return True
    joined = re.search(r"[A-Za-z]+$", line.rstrip()), re.match(r"[A-Za-z]+", after.lstrip())
    return bool(joined[0] and joined[1] and joined[0].group() + joined[1].group() in words)


def _usual_indent(text: Sequence[Row]) -> int:
    """That of most paragraphs, in em."""
    indents = Counter(
        round(row.indent)
        for row in text
        if row.begins and not row.runs_in and not row.hung and -0.2 < row.indent < 3.2
    )
    return indents.most_common(1)[0][0] if indents else 0


def _paragraph(row: Row, opens_with_two: bool) -> Found:
    """Its first and its last line (rows 19 and 20)."""
    if row.begins and _is_indented_wrong(row, opens_with_two):
        yield "indent", round(row.indent, 3)
    han = sum(is_han(glyph.text) for glyph in row.glyphs)
    if row.ends and not row.begins and han < 2 and not any(is_latin(glyph) for glyph in row.glyphs):
        yield "lone", float(han)


def _is_indented_wrong(row: Row, opens_with_two: bool) -> bool:
    """Lines in the middle or at the right, and those that open with a heading or a mark, have their own
    places."""
    if row.runs_in or row.hung or (not is_han(row.glyphs[0].text) and row.glyphs[0].text not in OPENING):
        return False
    if not -0.2 < row.indent < 3.2 or (row.lack > 1 and abs(row.indent - row.lack) < 1.1):
        return False
    if row.glyphs[0].text in OPENING and any(abs(row.indent - untrimmed) < 0.1 for untrimmed in (0.5, 2.5)):
        return False
    narrow = row.column.width / row.page.size <= _NARROW
    allowed = (0, 1, 2) if not opens_with_two else (1, 2) if narrow else (2,)
    if row.glyphs[0].text in OPENING:
        allowed = (*allowed, 0)
    return not any(abs(row.indent - em) * row.page.size <= FLUSH for em in allowed)


def _spaced(before: Row | None, row: Row) -> Found:
    """A blank between two paragraphs of plain text."""
    if before is None or before.role is not Role.TEXT or before.spot != row.spot or not row.begins:
        return
    distance = before.line.y - row.line.y
    plain = not row.runs_in and row.indent > INDENT
    if plain and distance > 1.4 * row.page.pitch and not figure_between(before, row):
        yield "space", round(distance / row.page.pitch, 2)


def _run_in(found: Reading, row: Row) -> Found:
    """The blank after a run-in heading (row 24)."""
    if not row.runs_in:
        return
    for one, two in pairwise(row.glyphs):
        if one.font in found.heads and two.font in found.fonts:
            gap = (ink_start(two) - ink_end(one)) / row.page.size
            if one.text in frozenset("】〕］") and not _HEADING_GAP[0] <= gap <= _HEADING_GAP[1]:
                yield "heading-gap", round(gap, 3)
            elif one.text == "】" and abs(one.size - two.size) > SAME:
                yield "heading-gap", round(one.size / two.size, 3)
            return
