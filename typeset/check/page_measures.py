"""Printed lines → what a typographer would measure of them, and what he would object to."""

from __future__ import annotations

from collections.abc import Iterator

from typeset.check.column_rules import column_offences
from typeset.check.line_rules import line_offences
from typeset.check.offences import RULES, Measures, Offence
from typeset.check.page_roles import reading
from typeset.check.pdf_lines import Printed

__all__ = ["RULES", "Measures", "Offence", "by_page", "measured"]


def measured(printed: Printed) -> Measures:
    """Lines first, then columns; the offences by page, column and place."""
    measures = Measures(len(printed.pages), len(printed.lines))
    found = reading(printed)
    measures.offences = [*line_offences(found, measures), *column_offences(found, measures)]
    order = list(RULES)
    measures.offences.sort(key=lambda offence: (offence.page, order.index(offence.rule), offence.column))
    return measures


def by_page(measures: Measures) -> Iterator[tuple[int, list[Offence]]]:
    """The offences of each page that has any."""
    for page in sorted({offence.page for offence in measures.offences}):
        yield page, [offence for offence in measures.offences if offence.page == page]
