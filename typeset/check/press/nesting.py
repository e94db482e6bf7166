"""Tags in tags → what may not stand where it stands (ISO 32000-1, 14.8.4; ISO 14289-1, 7.2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

STANDARD = frozenset({
    "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index",
    "NonStruct", "Private", "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody",
    "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot", "Span", "Quote", "Note", "Reference",
    "BibEntry", "Code", "Link", "Annot", "Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP", "Figure",
    "Formula", "Form", "Artifact",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Place:
    """Of a type: what it may be in, and what may be in it; empty where that is anything. ``caption``: where
    its caption may be, first or at either end."""

    within: frozenset[str] = frozenset()
    kids: frozenset[str] = frozenset()
    caption: str = ""


def _place(within: str = "", kids: str = "", caption: str = "") -> _Place:
    return _Place(frozenset(within.split()), frozenset(kids.split()), caption)


_PLACES: Mapping[str, _Place] = {
    "Table": _place(kids="TR THead TBody TFoot Caption", caption="end"),
    "THead": _place("Table", "TR"),
    "TBody": _place("Table", "TR"),
    "TFoot": _place("Table", "TR"),
    "TR": _place("Table THead TBody TFoot", "TH TD"),
    "TH": _place("TR"),
    "TD": _place("TR"),
    "L": _place(kids="L LI Caption", caption="first"),
    "LI": _place("L", "Lbl LBody"),
    "LBody": _place("LI"),
    "TOC": _place(kids="TOC TOCI Caption", caption="first"),
    "TOCI": _place("TOC"),
}


def nesting_problem(role: str, parent: str, kids: Sequence[str]) -> str:
    """What is wrong with a tag's place and with what is in it; empty if nothing is."""
    place = _PLACES.get(role)
    if place is None:
        return ""
    if place.within and parent not in place.within:
        return f"in {parent or 'no tag'}, not in {' or '.join(sorted(place.within))}"
    strange = [kid for kid in kids if place.kids and kid not in place.kids]
    if strange:
        return f"{strange[0]} is in it"
    captions = [at for at, kid in enumerate(kids) if kid == "Caption"]
    ends = (0,) if place.caption == "first" else (0, len(kids) - 1)
    if place.caption and (len(captions) > 1 or any(at not in ends for at in captions)):
        return "its Caption is not the first" if place.caption == "first" else "its Caption is not at an end"
    return _parts_problem(role, kids)


def _parts_problem(role: str, kids: Sequence[str]) -> str:
    if role != "Table":
        return ""
    if kids.count("THead") > 1 or kids.count("TFoot") > 1:
        return "more than one THead or TFoot"
    if ("THead" in kids or "TFoot" in kids) and "TBody" not in kids:
        return "a THead or TFoot without a TBody"
    return ""


def grid_faults(rows: Sequence[Sequence[tuple[int, ...]]]) -> str:
    """What is wrong with a table's grid; empty if nothing is. ``rows``: the columns and rows of each cell."""
    taken: dict[tuple[int, int], bool] = {}
    width = 0
    for y, row in enumerate(rows):
        x = 0
        for across, down in row:
            while (y, x) in taken:
                x += 1
            for place in ((y + dy, x + dx) for dy in range(down) for dx in range(across)):
                if place in taken:
                    return f"cells of row {y + 1} lie over one another"
                taken[place] = True
            x += across
            width = max(width, x)
    if any(y >= len(rows) for y, _ in taken):
        return "a cell takes rows that the table does not have"
    uneven = [y for y in range(len(rows)) if any((y, x) not in taken for x in range(width))]
    return f"row {uneven[0] + 1} has other columns than the widest" if uneven else ""
