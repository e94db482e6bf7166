"""Keys and values of a text's head (front matter, JSON) to Metadata; a key that is unknown is an error."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import fields

from typeset.characters import clean
from typeset.errors import FormatError
from typeset.model import Metadata

_KEYS = tuple(item.name for item in fields(Metadata))
_LARGEST_PAGE = 99_999


def metadata_from(values: Mapping[str, object], place: str) -> Metadata:
    """Raises FormatError."""
    taken: dict[str, str] = {}
    first_page = 1
    for key, value in values.items():
        if key not in _KEYS:
            near = difflib.get_close_matches(key, [*_KEYS, "title", "marks"], n=1)
            remedy = f"did you mean {near[0]!r}?" if near else f"known keys: {', '.join(_KEYS)}"
            raise FormatError(f"unknown key {key!r}", place=place, remedy=remedy)
        if isinstance(value, (dict, list)):
            raise FormatError(f"{key}: not one value", place=place, remedy="write one value")
        if key == "first_page":
            first_page = _page(value, place)
        else:
            taken[key] = clean(str(value)) if value is not None else ""
    return Metadata(first_page=first_page, **taken)


def _page(value: object, place: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= _LARGEST_PAGE:
        raise FormatError(
            f"first_page: {value!r} is no page number", place=place, remedy="give a number from 1"
        )
    return value
