"""Where the terms of the indexes stand in a DOCX → the indexes behind its text.

The rows are those of the PDF. The pages are fields (PAGEREF), one for each place, which Word brings up to
date; no field knows the column, nor that the page before is the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import Any, assert_never

from typeset.editions.generated_blocks import in_columns
from typeset.editions.index_rows import BEFORE_PAGES, BETWEEN_PAGES, index_rows
from typeset.editions.style_names import INDEX_GROUP, INDEX_KIND, INDEX_PART, INDEX_TERM, INDEX_TITLE
from typeset.editions.titles import titles
from typeset.editions.word_body import Body, elements
from typeset.editions.word_runs import field_of, runs_of
from typeset.editions.word_sections import (
    begin_at,
    count_on,
    end_section,
    in_one_column,
    set_columns,
    without_lines,
)
from typeset.editions.word_terms import Terms
from typeset.editions.word_text import TextRuns
from typeset.editions.word_xml import R, W, twips
from typeset.model import Document
from typeset.parts import Parts


def write_indexes(document: Document, parts: Parts, terms: Terms, body: Body, text: TextRuns) -> None:
    """From a new page on: their title over the whole page, then the indexes in the columns of the theme."""
    rows = list(index_rows(parts, terms.places, document))
    if not rows:
        return
    called = titles(text.language).index
    _begin_indexes(called, body, text)
    for kind, look, words in rows:
        match look:
            case "title":
                body.paragraph(INDEX_KIND, runs_of(words))
            case "group":
                body.paragraph(INDEX_GROUP, runs_of(words))
            case "part":
                body.paragraph(INDEX_PART, runs_of(words))
            case "term":
                body.paragraph(INDEX_TERM, _term(words, terms.places[kind][words]))
            case _:
                assert_never(look)


def _term(words: str, places: Sequence[str]) -> str:
    pages = runs_of(BETWEEN_PAGES).join(field_of(f"PAGEREF {name} \\h", "", dirty=True) for name in places)
    return f"{runs_of(f'{words}{BEFORE_PAGES}')}{pages}"


def _begin_indexes(words: str, body: Body, text: TextRuns) -> None:
    """The text ends; the title has a section of its own, and the columns are the last."""
    last, theme = body.last, text.theme
    end_section(body, deepcopy(last))
    count_on(last)
    without_lines(last)
    _set_running_head(last, words, body)
    body.paragraph(INDEX_TITLE, text.padded(words, "Chapter", theme.padding.titles))
    opening = in_one_column(last)
    begin_at(opening, "nextPage")
    end_section(body, opening)
    begin_at(last, "continuous")
    own = in_columns(theme, theme.parts.index_columns, theme.sizes.caption)
    set_columns(last, theme.parts.index_columns, twips(own.gutter_width))


def _set_running_head(section: Any, words: str, body: Body) -> None:
    """Over the odd pages of a section, in the style of that over the text."""
    head, relation = body.package.part.add_header_part()  # type: ignore[no-untyped-call]
    paragraph = head.element.find(f"{{{W}}}p")
    paragraph.clear()
    style = body.package.sections[0].header.paragraphs[0]._p.pPr
    if style is not None:
        paragraph.append(deepcopy(style))
    for run in elements(runs_of(words)):
        paragraph.append(run)
    for reference in section.findall(f"{{{W}}}headerReference"):
        if reference.get(f"{{{W}}}type") == "default":
            reference.set(f"{{{R}}}id", relation)
