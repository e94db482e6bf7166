"""A PDF → the measures of its pages, for a terminal and for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from typeset.check.marks import is_han
from typeset.check.page_measures import RULES, Measures, by_page, measured
from typeset.check.pdf_lines import Printed, printed
from typeset.check.pdf_pages import Sheet, sheets
from typeset.check.pdf_rows import Geometry
from typeset.errors import EmptyInputError


@dataclass(frozen=True)
class Preflight:
    """What was found in one file. ``origins``: where each page's trim begins on its medium, in points."""

    path: str
    printed: Printed
    measures: Measures
    origins: tuple[tuple[float, float] | None, ...] = ()

    @property
    def has_findings(self) -> bool:
        return bool(self.measures.offences)


def preflight(data: bytes, path: str, geometry: Mapping[str, Any] | None = None) -> Preflight:
    """``geometry``: what ``typeset themes show NAME --json`` prints.

    Raises FormatError where it is no PDF that can be read, EmptyInputError where there is nothing to measure:
    a file that was not judged must not pass for one without findings.
    """
    return preflight_of(sheets(data, path), path, geometry)


def preflight_of(found: tuple[Sheet, ...], path: str, geometry: Mapping[str, Any] | None = None) -> Preflight:
    """The same of pages that were read. Raises EmptyInputError where there is nothing to measure."""
    _must_be_chinese(found, path)
    lines = printed(found, Geometry.of(geometry) if geometry else None)
    return Preflight(path, lines, measured(lines), tuple(sheet.origin for sheet in found))


def _must_be_chinese(found: tuple[Sheet, ...], path: str) -> None:
    glyphs = [glyph for sheet in found for glyph in sheet.glyphs if not glyph.text.isspace()]
    if not glyphs:
        raise EmptyInputError(
            "no text in the PDF",
            place=path,
            remedy="pictures of pages and letters drawn as outlines cannot be measured: export it with text; "
            "--profile general leaves the page out",
        )
    if not any(is_han(glyph.text) for glyph in glyphs):
        unknown = sum(glyph.text == "\ufffd" for glyph in glyphs) * 2 > len(glyphs)
        raise EmptyInputError(
            "no Chinese text in the PDF"
            + (": its fonts do not say which characters they draw" if unknown else ""),
            place=path,
            remedy="export it with a Unicode map (ToUnicode)"
            if unknown
            else "only Chinese pages are measured; --profile general leaves the page out",
        )


def as_value(found: Preflight) -> dict[str, object]:
    """For a program: lengths in points, gaps in em, shares from 0 to 1."""
    printed, m = found.printed, found.measures
    return {
        "file": found.path,
        "pages": len(printed.pages),
        "size": printed.size,
        "pitch": printed.pitch,
        "columns": _usual_columns(printed),
        "lines": m.lines,
        "text_lines": m.text,
        "full_lines": m.full,
        "flush": _share(m.flush, m.full),
        "worst_edge": round(m.worst_edge, 3),
        "heading_lines": m.headings,
        "hanging_lines": m.hanging,
        "dash_starts": m.dash_starts,
        "han_latin_gaps": m.han_latin,
        "han_latin_good": _share(m.han_latin_good, m.han_latin),
        "largest_han_gap": round(m.largest_han_gap, 3),
        "on_grid": _share(m.on_grid, m.text),
        "short_lines": m.short_lines,
        "figures": sum(len(page.figures) for page in printed.pages),
        "left_out": printed.left_out,
        "findings": len(m.offences),
        "offences": {rule: m.count(rule) for rule in RULES},
        "places": [asdict(offence) for offence in m.offences],
    }


def _usual_columns(printed: Printed) -> int:
    """Those of the pages that have most lines."""
    lines: Counter[int] = Counter()
    for page in printed.pages:
        lines[len(page.columns)] += len(page.lines)
    return lines.most_common(1)[0][0]


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
        f"{value['pitch']:g} pt, {len(m.offences)} findings",
        f"  flush lines         {_share(m.flush, m.full):8.1%}   worst edge {m.worst_edge:.2f} pt, "
        f"{m.headings} lines end with a run-in heading",
        f"  Han-Latin gaps      {_share(m.han_latin_good, m.han_latin):8.1%}   from 0.1 to 0.3 em",
        f"  largest Han gap     {m.largest_han_gap:8.3f}   em",
        f"  on the grid         {_share(m.on_grid, m.text):8.1%}   {m.short_lines} lines missing at feet",
    ]
    lines += [f"  {rule:19} {m.count(rule):8}   {meaning}" for rule, meaning in RULES.items()]
    for page, offences in by_page(m):
        lines.append(f"page {page}: {len(offences)} findings")
        for rule in RULES:
            own = [offence for offence in offences if offence.rule == rule]
            lines += [
                f"  {rule}{_column(o.column)}{_amount(o.value)}: {o.text}{_source(o.source)}"
                for o in own[:_MOST_SHOWN]
            ]
            if len(own) > _MOST_SHOWN:
                lines.append(f"  {rule}: {len(own) - _MOST_SHOWN} more")
    if found.printed.left_out:
        lines.append(f"{found.printed.left_out} glyphs were not measured: turned, vertical or without ink")
    return "\n".join(lines)


def _column(number: int) -> str:
    return f", column {number}" if number else ""


def _source(place: str) -> str:
    return f" ← {place}" if place else ""


def _amount(value: float) -> str:
    return f" ({value:g})" if value else ""
