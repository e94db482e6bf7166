"""The sections of a DOCX, by the children of ``w:sectPr``: where they begin, columns, numbers of pages."""

from __future__ import annotations

from copy import deepcopy
from typing import Any, Literal

from typeset.editions.word_body import Body, element
from typeset.editions.word_xml import W


def end_section(body: Body, section: Any) -> None:
    """What stands in the body so far, from the end of the section before it, is one of these properties."""
    body.properties_of_last_paragraph().append(section)


def in_one_column(section: Any) -> Any:
    """The same page in one column, with the running head and the folio of a first page."""
    opening = deepcopy(section)
    columns = opening.find(f"{{{W}}}cols")
    if columns is not None:
        columns.attrib.clear()
        columns.set(f"{{{W}}}space", "0")
    grid = opening.find(f"{{{W}}}docGrid")
    opening.insert(list(opening).index(grid), element("<w:titlePg {0}/>"))
    return opening


def set_columns(section: Any, count: int, gap: int) -> None:
    """``gap`` in twips."""
    columns = section.find(f"{{{W}}}cols")
    columns.set(f"{{{W}}}num", str(count))
    columns.set(f"{{{W}}}space", str(gap))


def begin_at(section: Any, where: Literal["continuous", "nextPage", "oddPage"]) -> None:
    _remove(section, "type")
    size = section.find(f"{{{W}}}pgSz")
    section.insert(list(section).index(size), element(f'<w:type {{0}} w:val="{where}"/>'))


def number_from(section: Any, start: int) -> None:
    columns = section.find(f"{{{W}}}cols")
    number = element(f'<w:pgNumType {{0}} w:start="{start}"/>')
    section.insert(list(section).index(columns), number)


def count_on(section: Any) -> None:
    """Its pages are numbered on from those of the section before."""
    _remove(section, "pgNumType")


def without_lines(section: Any) -> None:
    """Without what a text has beside its own: numbers of lines, and lines between columns."""
    _remove(section, "lnNumType")
    section.find(f"{{{W}}}cols").attrib.pop(f"{{{W}}}sep", None)


def _remove(section: Any, name: str) -> None:
    for found in section.findall(f"{{{W}}}{name}"):
        section.remove(found)
