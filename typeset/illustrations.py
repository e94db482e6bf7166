"""The pictures that a job ticket names, each put to the figure that it is of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from difflib import get_close_matches
from typing import assert_never

from typeset.errors import OverrideError
from typeset.model import Document, Entry, Figure, Section, SectionChild, figures


def illustrated(document: Document, pictures: Mapping[str, str]) -> Document:
    """The document with ``pictures``: paths, by the id of a figure or by how its caption begins.

    Raises OverrideError where a key fits no figure or more than one, or two fit the same.
    """
    if not pictures:
        return document
    of = {_figure(document, key).id: path for key, path in pictures.items()}
    if len(of) < len(pictures):
        raise OverrideError(
            "two pictures are named for one figure", place="images", remedy="keep one of the two lines"
        )
    return with_figures(document, lambda figure: replace(figure, image=of.get(figure.id, figure.image)))


def _figure(document: Document, key: str) -> Figure:
    every = [figure for figure, _ in figures(document)]
    found = [figure for figure in every if key == figure.id]
    found = found or [figure for figure in every if key and figure.text.startswith(key)]
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(figure.id for figure in found)
        raise OverrideError(
            f"the captions of {len(found)} figures begin with {key!r}",
            place="images", remedy=f"give more of the caption, or an id: {ids}",
        )  # fmt: skip
    known = [figure.id for figure in every] + [figure.text[: len(key)] for figure in every if figure.text]
    near = get_close_matches(key, known, n=1)
    ids = ", ".join(figure.id for figure in every) or "there are none"
    raise OverrideError(
        f"no figure is {key!r}, by its id or the beginning of its caption",
        place="images",
        remedy=f"did you mean {near[0]!r}?" if near else f"the figures of this text: {ids}",
    )


def with_figures(document: Document, change: Callable[[Figure], Figure]) -> Document:
    """The document with every figure changed."""
    return replace(document, children=tuple(_changed(child, change) for child in document.children))


def _changed(child: SectionChild, change: Callable[[Figure], Figure]) -> SectionChild:
    match child:
        case Section():
            return replace(child, children=tuple(_changed(own, change) for own in child.children))
        case Entry():
            own = tuple(change(item) if isinstance(item, Figure) else item for item in child.children)
            return replace(child, children=own)
        case Figure():
            return change(child)
        case _:
            assert_never(child)


def without_picture(document: Document) -> tuple[Figure, ...]:
    """The figures that no picture is named for: a frame stands in the place of each."""
    return tuple(figure for figure, _ in figures(document) if not figure.image)
