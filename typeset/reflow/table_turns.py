"""What stands between two rows of one table where a page ends: notes, page number, running head, 续表."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from typeset.reflow.notes import MARK
from typeset.reflow.signs import ends_sentence, stops_inside
from typeset.reflow.table_signs import CONTINUED, UNIT
from typeset.source.folio import is_page_number
from typeset.source.lines import Line

_FARTHEST = 16
"""Lines that may stand between two rows of one table."""
_NUMBERED = re.compile(r"\d{1,4}[\s\u3000]+\D.*|\D.*[\s\u3000]\d{1,4}|\d{1,4}")
_LONGEST_HEAD = 30
_HEADS = 2
"""Lines at a page's edge, beside its number, that may be running heads."""


class Turn(NamedTuple):
    """``apart``: lines that are not the table's; ``again``: its title on the next page; ``resumes``: the line
    that its rows go on with; ``told``: whether the text says that the table goes on."""

    apart: tuple[int, ...]
    again: tuple[int, ...]
    resumes: int
    told: bool


def is_numbered_head(text: str) -> bool:
    """Whether a line may be a running head with its page number, or a page number alone."""
    return len(text) <= _LONGEST_HEAD and (is_page_number(text) or _NUMBERED.fullmatch(text) is not None)


def turn(
    lines: Sequence[Line], last: int, resumes: Callable[[int], bool], heads: Callable[[str], bool]
) -> Turn | None:
    """How a table goes on after its row on the line ``last``, over the end of a page; None if it does not.

    ``heads``: whether words are a running head's.
    """
    apart: list[int] = []
    again: list[int] = []
    position, bare, in_note = last + 1, 0, False
    turned = told = False
    while position < len(lines) and len(apart) + len(again) <= _FARTHEST:
        text = lines[position].text
        turned = turned or lines[position].page != lines[last].page
        if CONTINUED.fullmatch(text):
            told, in_note = True, False
            again.append(position)
        elif told and UNIT.fullmatch(text):
            again.append(position)
        elif not in_note and (turned or told) and resumes(position):
            return Turn(tuple(apart), tuple(again), position, told)
        elif MARK.match(text) or in_note:
            in_note = not ends_sentence(text)
            apart.append(position)
        elif is_page_number(text) or (is_numbered_head(text) and heads(text)):
            turned = True
            apart.append(position)
        elif bare < _HEADS and len(text) <= _LONGEST_HEAD and not stops_inside(text):
            bare += 1
            apart.append(position)
        else:
            return None
        position += 1
    return None
