"""A PDF → the measures of its pages, for a terminal and for programs."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from typeset.check.page_measures import RULES, Measures, by_page, measured
from typeset.check.pdf_lines import Printed, printed_lines
from typeset.errors import FormatError


@dataclass(frozen=True)
class Preflight:
    """What was found in one file."""

    path: str
    printed: Printed
    measures: Measures

    @property
    def has_findings(self) -> bool:
        return bool(self.measures.offences)


def preflight(data: bytes, path: str) -> Preflight:
    """Raises FormatError where it is no PDF, or none that can be read."""
    from pdfminer.pdfexceptions import PDFException
    from pdfminer.psexceptions import PSException

    try:
        printed = printed_lines(data)
    except (PDFException, PSException, ValueError, KeyError, TypeError) as error:
        raise FormatError(
            f"no PDF that can be read: {error or type(error).__name__}",
            place=path,
            remedy="is it the right file? A locked one must be unlocked first",
        ) from error
    return Preflight(path, printed, measured(printed))


def as_value(found: Preflight) -> dict[str, object]:
    """For a program: lengths in points, gaps in em, shares from 0 to 1."""
    printed, m = found.printed, found.measures
    return {
        "file": found.path,
        "pages": printed.pages,
        "size": printed.size,
        "pitch": printed.pitch,
        "columns": len(printed.columns[1]),
        "lines": m.lines,
        "full_lines": m.full,
        "flush": _share(m.flush, m.full),
        "worst_edge": round(m.worst_edge, 3),
        "heading_lines": m.headings,
        "han_latin_gaps": m.han_latin,
        "han_latin_good": _share(m.han_latin_good, m.han_latin),
        "largest_han_gap": round(m.largest_han_gap, 3),
        "on_grid": _share(m.on_grid, m.lines),
        "offences": {rule: m.count(rule) for rule in RULES},
        "places": [asdict(offence) for offence in m.offences],
    }


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 1.0


_MOST_SHOWN = 8
"""Places of one rule on one page."""


def as_text(found: Preflight) -> str:
    """For a person: the figures, then page by page what is wrong and where."""
    value = as_value(found)
    m = found.measures
    lines = [
        f"{found.path}: {value['pages']} pages, {value['columns']} columns, {value['size']:g} on "
        f"{value['pitch']:g} pt",
        f"  flush lines         {_share(m.flush, m.full):8.1%}   worst edge {m.worst_edge:.2f} pt, "
        f"{m.headings} lines end with a run-in heading",
        f"  Han-Latin gaps      {_share(m.han_latin_good, m.han_latin):8.1%}   from 0.1 to 0.3 em",
        f"  largest Han gap     {m.largest_han_gap:8.3f}   em",
        f"  on the grid         {_share(m.on_grid, m.lines):8.1%}",
    ]
    lines += [f"  {rule:19} {m.count(rule):8}   {meaning}" for rule, meaning in RULES.items()]
    for page, offences in by_page(m):
        lines.append(f"page {page}")
        for rule in RULES:
            own = [offence for offence in offences if offence.rule == rule]
            lines += [f"  {rule}, column {o.column}: {o.text}" for o in own[:_MOST_SHOWN]]
            if len(own) > _MOST_SHOWN:
                lines.append(f"  {rule}: {len(own) - _MOST_SHOWN} more")
    return "\n".join(lines)
