"""A PDF → all that preflight finds in it by a profile, the page's measures and the rules of the press; for a
terminal and for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import accumulate
from typing import Any

from typeset.check.offences import RULES, Offence
from typeset.check.passages import Passages, kept
from typeset.check.pdf_pages import Sheet, sheets
from typeset.check.preflight import Preflight, as_text, as_value, preflight_of
from typeset.check.press.examine import Press, examined
from typeset.check.press.ink import LIMIT
from typeset.check.press.painted import MORE
from typeset.check.press.rules import MEANINGS, Box, Fault, Finding, judged, severity
from typeset.check.texts import Written

WITH_PAGE = ("default", "page")
"""Profiles to which the measures of the page belong."""


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found in one file. ``page``: the measures of its pages; ``press``: the rest; either may not
    belong to the profile."""

    path: str
    profile: str
    sheets: tuple[Sheet, ...]
    findings: tuple[Finding, ...]
    page: Preflight | None = None
    press: Press | None = None


def examine(
    data: bytes,
    path: str,
    profile: str = "default",
    geometry: Mapping[str, Any] | None = None,
    *,
    signature: int = 0,
    limit: float = LIMIT,
    texts: Sequence[Written] = (),
) -> Examined:
    """``geometry``: what ``typeset themes show NAME --json`` prints; ``limit``: percent of ink;
    ``signature``: pages of one, 0 where it does not count; ``texts``: those that it was set from.

    Raises FormatError where it is no PDF that can be read, and EmptyInputError where the page is to be
    measured and nothing on it can be.
    """
    found = sheets(data, path)
    page = preflight_of(found, path, geometry) if profile in WITH_PAGE else None
    press = examined(data, found, profile, signature=signature, limit=limit) if profile != "page" else None
    faults = [_as_fault(page, offence) for offence in page.measures.offences] if page else []
    if texts:
        traced = Traced(found, Passages(texts))
        faults = [traced.fault(fault) for fault in faults]
        press = press and replace(press, faults=tuple(map(traced.fault, press.faults)))
    if page:
        page.measures.offences = [
            replace(offence, source=fault.source)
            for offence, fault in zip(page.measures.offences, faults, strict=True)
        ]
    findings = judged([*faults, *(press.faults if press else ())], profile)
    return Examined(path, profile, found, tuple(findings), page, press)


def _as_fault(page: Preflight, offence: Offence) -> Fault:
    place = f"column {offence.column}" if offence.column else ""
    value = f"{offence.value:g}: " if offence.value else ""
    return Fault(offence.rule, offence.page, place, f"{value}{offence.text}", _box(page, offence))


class Traced:
    """Faults on pages, with where the texts have what they are about."""

    def __init__(self, sheets: Sequence[Sheet], passages: Passages) -> None:
        self._passages = passages
        self._sheets = {sheet.number: sheet for sheet in sheets}
        self._words: dict[int, tuple[str, list[int]]] = {}

    def fault(self, fault: Fault) -> Fault:
        sheet = self._sheets.get(fault.page)
        at = _first_in(sheet, fault.box) if sheet and fault.box else None
        if sheet is None or at is None:
            return fault
        words, starts = self._printed(sheet)
        passage = self._passages.of(words, starts[at]) if starts[at] < len(words) else None
        return replace(fault, source=str(passage)) if passage else fault

    def _printed(self, sheet: Sheet) -> tuple[str, list[int]]:
        """The kept characters of a page in the order of its text layer, and for each glyph how many come
        before it."""
        if sheet.number not in self._words:
            own = [kept(glyph.text) for glyph in sheet.glyphs]
            self._words[sheet.number] = "".join(own), [0, *accumulate(map(len, own))]
        return self._words[sheet.number]


_HIGH = 3.0
"""Times its glyphs: what is higher is no line, and begins with words that it is not about."""


def _first_in(sheet: Sheet, box: Box) -> int | None:
    """The first glyph, in the order of the text layer, that has its middle in a box on the medium."""
    if sheet.origin is None:
        return None
    left, bottom, right, top = (box[side] - sheet.origin[side % 2] for side in range(4))
    for index, glyph in enumerate(sheet.glyphs):
        x, y = glyph.x + glyph.advance / 2, glyph.y + glyph.size / 4
        if left <= x <= right and bottom <= y <= top:
            return index if top - bottom < _HIGH * glyph.size else None
    return None


def _box(found: Preflight, offence: Offence) -> Box | None:
    """The line that an offence names; its column, where it names none. On the page as it is seen."""
    page, origin = found.printed.pages[offence.page - 1], found.origins[offence.page - 1]
    if origin is None:
        return None
    for line in (*page.lines, *page.furniture):
        if line.text == offence.text and line.column == offence.column and line.visible:
            first, last = line.visible[0], line.visible[-1]
            box = (first.x, line.y - 0.15 * line.size, last.x + last.advance, line.y + 0.9 * line.size)
            return _moved(box, origin)
    for figure in page.figures if offence.rule == "figure" else ():
        if f"{figure.width:.0f} × {figure.height:.0f}" in offence.text:
            return _moved(figure, origin)
    if not offence.column:
        return None
    column = page.column(offence.column)
    return _moved((column.left, page.bottom, column.right, page.top + page.size), origin)


def _moved(box: Sequence[float], origin: tuple[float, float]) -> Box:
    x, y = origin
    return box[0] + x, box[1] + y, box[2] + x, box[3] + y


def report_value(found: Examined) -> dict[str, object]:
    """For a program. Severity and rule of every finding; places in points from the medium's corner."""
    value: dict[str, object] = as_value(found.page) if found.page else {"file": found.path}
    counts = Counter(finding.rule for finding in found.findings)
    return {
        **value,
        "pages": len(found.sheets),
        "profile": found.profile,
        "findings": len(found.findings),
        "errors": sum(finding.severity == "error" for finding in found.findings),
        "rules": {rule: counts[rule] for rule in MEANINGS if severity(rule, found.profile)},
        "found": [asdict(finding) for finding in found.findings],
        "press": found.press.facts if found.press else {},
        "left_out_of_press": list(found.press.left_out) if found.press else [],
    }


_MOST_SHOWN = 8
"""Places of one rule."""


def report_text(found: Examined) -> str:
    """For a person: the page's measures, then what else was found."""
    lines = [as_text(found.page)] if found.page else []
    if found.press is not None:
        lines += _press_lines(found, found.press)
    return "\n".join(lines)


def _press_lines(found: Examined, press: Press) -> Iterator[str]:
    findings = [finding for finding in found.findings if finding.rule not in RULES]
    errors = sum(finding.severity == "error" for finding in findings)
    warnings = len(findings) - errors
    counts = f"{counted(errors, 'error')}, {counted(warnings, 'warning')}"
    yield f"{found.path}: {counted(len(found.sheets), 'page')}, {found.profile}: {counts}"
    yield from (f"  {line}" for line in _facts(press.facts))
    for rule in MEANINGS:
        own = [finding for finding in findings if finding.rule == rule]
        if not own:
            continue
        yield f"{own[0].severity} {rule}: {MEANINGS[rule]}"
        alike: dict[tuple[str, str, str], list[int]] = {}
        for finding in (finding for finding in own if finding.place != MORE):
            key = finding.place, finding.message, finding.source
            alike.setdefault(key, []).append(finding.page)
        said = [
            f"  {_place(pages, place)}{message}{f' ← {source}' if source else ''}"
            for (place, message, source), pages in alike.items()
        ]
        yield from said[:_MOST_SHOWN]
        if len(said) > _MOST_SHOWN:
            yield f"  {len(said) - _MOST_SHOWN} more"
    yield from (f"not examined: {words}" for words in press.left_out)


def _place(pages: Sequence[int], place: str) -> str:
    """The first pages that something was found on, in words, and where on them."""
    numbers = sorted({page for page in pages if page})
    shown = ", ".join(map(str, numbers[:_MOST_SHOWN])) + (" …" if len(numbers) > _MOST_SHOWN else "")
    where = f"page{'s' if len(numbers) > 1 else ''} {shown}" if numbers else ""
    words = ", ".join(part for part in (where, place) if part)
    return f"{words}: " if words else ""


def counted(number: int, thing: str) -> str:
    """A number of things, in words."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _facts(facts: Mapping[str, Any]) -> Iterator[str]:
    """The file in a few lines."""
    if not facts:
        return
    width, height = (side * 25.4 / 72 for side in facts["boxes"]["trim"])
    yield f"trim {width:.1f} × {height:.1f} mm; {', '.join(facts['boxes']['on_all_pages'])}"
    fonts = facts["fonts"]
    embedded = sum(font["embedded"] for font in fonts)
    yield f"{counted(len(fonts), 'font')}, {embedded} embedded; PDF {facts['version']}"
    painted = ", ".join(f"{kind} in {' '.join(spaces)}" for kind, spaces in facts["painted"].items())
    yield f"painted: {painted or 'nothing'}"
    if facts["images"]:
        worst = min(image["dpi"] for image in facts["images"])
        yield f"{counted(len(facts['images']), 'image')}, the coarsest of {worst} dpi"
    if facts["spot_colours"]:
        yield f"spot colours: {', '.join(facts['spot_colours'])}"
    most = facts.get("ink", {}).get("most")
    if most:
        yield f"most ink on one spot: {max(most)} %, on page {most.index(max(most)) + 1}"
    says = ", ".join(facts["standards"]) or "no standard"
    intents = ", ".join(i["condition"] or i["space"] or i["kind"] for i in facts["intents"]) or "none"
    yield f"says it keeps {says}; output intent: {intents}; {'tagged' if facts['tagged'] else 'not tagged'}"
