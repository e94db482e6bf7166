"""How the label of a list of people stands before the names, in every edition."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from typeset.name_lists import NameList
from typeset.theme import Theme

_SHARE = 0.4
"""Of a measure: a label that takes more stands above the names, and so does one of more than ``_LONGEST``
characters."""
_LONGEST = 7
SPREAD = 5
"""Characters: labels of one block are spread to the widest of them if that has no more."""
_BELOW = 2
"""In em, how far names stand in below a label that is above them, if no label beside it says."""
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]{2,}")


def longest_label(theme: Theme) -> int:
    """In characters, without its colon, of those that names stand beside."""
    return min(_LONGEST, math.floor(_SHARE * theme.type_area.characters) - 1)


@dataclass(frozen=True, slots=True)
class Label:
    """In em: the names begin ``hang`` from the edge; the label is spread to ``width``, 0 if it is not. It
    stands ``above`` the names where they leave it no room."""

    hang: int
    width: int
    above: bool


def label_of(listed: NameList, theme: Theme) -> Label:
    """Of a list that has one. The names of a block begin below each other, an em after its widest label that
    may stand beside them."""
    most = longest_label(theme)
    own = listed.role_width
    widest = max((width for width in listed.block if width <= most), default=0)
    above = own > most
    width = 0
    if not above and _HAN.fullmatch("".join(listed.role.split())):
        width = widest if widest <= SPREAD else own
    return Label(widest + 1 if widest else _BELOW, width, above)
