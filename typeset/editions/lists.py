"""Contents and the list of figures: what they list → their blocks, in one column over the type area."""

from __future__ import annotations

from collections.abc import Sequence

from typeset.compose.blocks import Flow
from typeset.editions.composed import Setter
from typeset.editions.galley import Galley
from typeset.editions.generated_blocks import Listed, add_opening, in_columns, setter_of
from typeset.editions.places import Place

_INDENT = 2.0
"""In em, for each level below the first."""
_HANG = 2.0
"""In em, what the lines below the first one of an item are indented by."""
_ROOM = 5.0
"""In em, what leaders and the number take of a line at least."""


def list_galley(title: str, places: Sequence[Place], setter: Setter, folios: dict[str, str]) -> Galley:
    """The blocks of a list under its title; ``folios`` is filled in before they are drawn."""
    size = setter.theme.type_area.size
    theme = in_columns(setter.theme, 1, size)
    galley = Galley(setter_of(theme, setter), {})
    add_opening(galley, title)
    body, strong = galley.setter.style("body", size), galley.setter.style("heading", size)
    deep = any(place.level > 1 for place in places)
    for place in places:
        indent = (max(1, place.level) - 1) * _INDENT * size
        first = deep and not indent
        measure = theme.column_width - indent - _ROOM * size
        text = galley.setter.alone(
            place.words, "listed-words", strong if first else body, measure, "left", _HANG * size
        )
        piece = Listed(text, "first" if first else "", indent, place.id, folios, setter.language)
        galley.add(Flow(len(text.lines), breaks=frozenset()), piece)
    return galley
