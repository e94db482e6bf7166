"""What an index lists → its blocks: terms by pinyin under their letters, with page and column.

Terms come from headings and credits, none is guessed. Pinyin is that of pypinyin's dictionary of phrases, so
that 重庆 stands under C.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from typeset.compose.blocks import Flow
from typeset.editions.composed import Setter
from typeset.editions.galley import Galley, Lines
from typeset.editions.generated_blocks import add_heading, add_opening, in_columns, setter_of
from typeset.editions.titles import titles
from typeset.parts import IndexKind

_OTHER = "#"
"""The letter of what begins with none."""
_SPACE = "\u3000"
_HANG = 2.0
"""In em, what the lines below the first one of a term are indented by."""

_MARKS = "“‘《（【「『〈[(\"' "
"""Marks that a term may begin with and that say nothing of its place."""
_NUMBER = re.compile(r"\d+")
_DIGITS = 12
"""Numbers stand in the order of their size."""
_DATE = re.compile(r"(?:\d{1,2}月)?\d{1,2}(?:[—–～~\-、]\d{1,2})*日|[是本当]月|月[内末底]?")
"""The heads of a chronicle's entries are no terms."""

Found = tuple[int, int]
"""The folio and the column (from 0) of a place."""


def index_galley(
    kinds: Sequence[IndexKind], places: Mapping[IndexKind, Mapping[str, Sequence[Found]]], setter: Setter
) -> Galley:
    """The blocks of the indexes that are asked for. ``places``: of each kind its terms and where they are."""
    theme, named = setter.theme, titles(setter.language)
    columns, size = theme.parts.index_columns, theme.sizes.caption
    galley = Galley(setter_of(in_columns(theme, columns, size), setter), {})
    add_opening(galley, named.index)
    for kind in kinds:
        if places.get(kind):
            add_heading(galley, named.indexes[kind], 2)
            _add_terms(galley, places[kind], theme.type_area.columns)
    return galley


def _add_terms(galley: Galley, terms: Mapping[str, Sequence[Found]], columns: int) -> None:
    ordered = sorted((term for term in terms if not _DATE.fullmatch(term)), key=sort_key)
    for letter, own in groupby(ordered, key=lambda term: sort_key(term)[0]):
        add_heading(galley, letter, 4)
        for term in own:
            words = f"{term}{_SPACE}{', '.join(_spots(terms[term], columns))}"
            hang = _HANG * galley.theme.type_area.size
            text = galley.setter.small(words, "term", "body", galley.theme.column_width, "left", hang)
            galley.add(Flow(len(text.lines), breaks=frozenset()), Lines(text))


def _spots(found: Sequence[Found], columns: int) -> Iterator[str]:
    """Page and column, each once: 23a; where the text has but one column, the page."""
    spots = ((folio, chr(ord("a") + column) if columns > 1 else "") for folio, column in found)
    for folio, letter in dict.fromkeys(spots):
        yield f"{folio}{letter}"


def sort_key(term: str) -> tuple[str, tuple[str, ...], str]:
    """The letter that a term stands under, then its syllables with their tones."""
    from pypinyin import Style, lazy_pinyin

    words = _NUMBER.sub(lambda match: match.group().zfill(_DIGITS), term.lstrip(_MARKS))
    spoken = lazy_pinyin(words, style=Style.TONE3, neutral_tone_with_five=True)
    syllables = tuple(part.casefold() for part in spoken)
    first = syllables[0][:1].upper() if syllables else ""
    letter = first if "A" <= first <= "Z" else _OTHER
    return letter if letter != _OTHER else f" {_OTHER}", syllables, term
