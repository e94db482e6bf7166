"""A list of people → the grid that the composer sets it in, and the pieces that are drawn for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from typeset.compose.grids import Columns, Grid, Words
from typeset.compose.tokens import Run, Style
from typeset.editions.name_labels import Label, label_of
from typeset.editions.set_text import PARAGRAPH, Piece
from typeset.editions.words import padding_of
from typeset.name_lists import NameList
from typeset.theme import Theme

_COLUMN = 3
"""Characters that a column of names is wide at least."""
_LABEL = '<span class="label">'
_WITH_SPACE = re.compile(r"\S(\s*)")


def grid_of(listed: NameList, theme: Theme, names: Style, label: Style) -> Grid:
    """``names``, ``label``: what these are set in."""
    width, em = theme.padding.names, names.size
    look = label_of(listed, theme) if listed.label else None
    hang = look.hang * em if look is not None else 0.0
    cells = tuple(
        _words([(name, _spread(name, width)), (remark, 0.0)], space, names)
        for name, remark, space in listed.cells
    )
    columns = Columns(theme.column_width - hang, max(width, _COLUMN) * em, em)
    return Grid(cells, columns, _label(listed, look, label) if look is not None else None, hang)


def pieces_of(listed: NameList, names: Style, label: Style) -> Iterator[Piece]:
    """The text as it is printed."""
    if listed.label:
        yield Piece(Run(listed.before, label), PARAGRAPH, _LABEL)
    yield Piece(Run(listed.text[len(listed.before) :], names), PARAGRAPH)


def _label(listed: NameList, look: Label, style: Style) -> Words:
    """What stands before names: a short one is as wide as the widest beside it."""
    role, after = listed.role, listed.before[len(listed.role) :]
    mark = after.rstrip()
    return _words([(role, _spread(role, look.width)), (mark, 0.0)], after[len(mark) :], style)


def _spread(text: str, width: int) -> float:
    """In em, between its characters, whatever white space it has."""
    return padding_of("".join(text.split()), width)


def _words(parts: Sequence[tuple[str, float]], space: str, style: Style) -> Words:
    """Texts, each spread by so many em, without their white space; ``space`` is behind the last."""
    said = [part for part in parts if part[0]]
    runs = tuple(
        Run("".join(text.split()), style, together=gap > 0, spread=gap * style.size) for text, gap in said
    )
    printed = "".join(text for text, _ in said) + space
    return Words(runs, tuple(len(found[1]) for found in _WITH_SPACE.finditer(printed)))
