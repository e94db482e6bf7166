"""How far lines are set in here, and from where on that begins a paragraph."""

from __future__ import annotations

from itertools import pairwise

from typeset.reflow.draft import Draft
from typeset.reflow.signs import ends_sentence
from typeset.source.lines import Line
from typeset.source.measure import DEEPEST_INDENT, INDENT

_SMALL_INDENT = 0.75
_OFTEN = 0.04
_SELDOM = 0.2


def set_width(line: Line) -> float:
    """In em: how far a line reaches from the edge of its column."""
    return line.width + (line.indent if line.indent <= DEEPEST_INDENT else 0.0)


def least_indent(draft: Draft) -> float:
    """From where on a line is indented here: where columns were laid out in cells, an indent may lose one.

    Then many lines are set in a little, and hardly any of them in the midst of a sentence.
    """
    small = large = inside = 0
    full = draft.source.measure.full
    for before, index in pairwise(draft.flow):
        indent = draft.lines[index].indent
        large += INDENT <= indent <= DEEPEST_INDENT
        if _SMALL_INDENT <= indent < INDENT:
            small += 1
            inside += draft.lines[before].width >= full and not ends_sentence(draft.lines[before].text)
    usual = small > large and small > _OFTEN * len(draft.flow) and inside < _SELDOM * small
    return _SMALL_INDENT if usual else INDENT


def indented(draft: Draft, least: float) -> float:
    """The share of the lines that are text and indented so far or further; no titles, no signatures."""
    titles = {*draft.sections, *draft.section_ends.values()}
    lines = [draft.lines[index] for index in draft.flow if index not in titles]
    set_in = [line for line in lines if least <= line.indent <= DEEPEST_INDENT]
    return sum(draft.signs.credit_tail(line.text) != 0 for line in set_in) / len(lines) if lines else 0.0
