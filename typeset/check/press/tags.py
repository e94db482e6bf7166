"""The structure tree → what a reader by ear misses in it (ISO 14289-1, clause 7; ISO 32000-1, 14.8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from typeset.check.press.document import About
from typeset.check.press.rules import Fault

_STANDARD = frozenset({
    "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index",
    "NonStruct", "Private", "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody",
    "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot", "Span", "Quote", "Note", "Reference",
    "BibEntry", "Code", "Link", "Annot", "Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP", "Figure",
    "Formula", "Form", "Artifact",
})  # fmt: skip
_HEADINGS = {f"H{level}": level for level in range(1, 7)}
_MOST = 500_000
"""Elements that are looked at."""


@dataclass(slots=True)
class _Tree:
    roles: dict[str, str]
    pages: dict[Any, int]
    unknown: set[str] = field(default_factory=set)
    level: int = 0

    def role(self, element: Any) -> str:
        """The standard type of an element, through the role map."""
        name = str(element.get("/S", ""))[1:]
        for _ in range(8):
            if name in _STANDARD or name not in self.roles:
                break
            name = self.roles[name]
        return name

    def page(self, element: Any) -> int:
        return self.pages.get(_key(element.get("/Pg")), 0)


def _key(value: Any) -> Any:
    return value.objgen if isinstance(value, pikepdf.Dictionary) and value.is_indirect else None


def tag_faults(pdf: pikepdf.Pdf, found: About) -> Iterator[Fault]:
    """The standard's name, then the tree in its order, then annotations."""
    if found.xmp.get("pdfua_part") != "1":
        yield Fault("standard", 0, "pdfuaid:part", "the XMP does not say 1")
    if not found.tagged:
        yield Fault("tags", 0, "", "no structure tree, or MarkInfo does not say Marked")
    root = pdf.Root.get("/StructTreeRoot")
    if isinstance(root, pikepdf.Dictionary):
        yield from _tree_faults(pdf, root)
    yield from _annotations(pdf)


def _tree_faults(pdf: pikepdf.Pdf, root: Any) -> Iterator[Fault]:
    mapped = root.get("/RoleMap", {})
    roles = {str(key)[1:]: str(value)[1:] for key, value in mapped.items()} if mapped else {}
    tree = _Tree(roles, {_key(page.obj): number for number, page in enumerate(pdf.pages, 1)})
    for element in _elements(root):
        yield from _element(tree, element)


def _elements(root: Any) -> Iterator[Any]:
    """Structure elements, in the order of the text."""
    waiting = _kids(root)[::-1]
    count = 0
    while waiting and count < _MOST:
        element = waiting.pop()
        count += 1
        if isinstance(element, pikepdf.Dictionary) and "/S" in element:
            yield element
            waiting += _kids(element)[::-1]


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K")
    if isinstance(kids, pikepdf.Array):
        return [kid for kid in kids if isinstance(kid, pikepdf.Dictionary)]
    return [kids] if isinstance(kids, pikepdf.Dictionary) else []


def _element(tree: _Tree, element: Any) -> Iterator[Fault]:
    role, page = tree.role(element), tree.page(element)
    if role not in _STANDARD and role not in tree.unknown:
        tree.unknown.add(role)
        yield Fault("tag-roles", page, role, "no standard type, and mapped to none")
    if role in ("Figure", "Formula") and not _says(element):
        yield Fault("alternate", page, role, "neither Alt nor ActualText")
    if role in _HEADINGS:
        level = _HEADINGS[role]
        if level > tree.level + 1:
            yield Fault(
                "heading-levels", page, role, f"after H{tree.level}" if tree.level else "the first heading"
            )
        tree.level = level
    if role == "Table" and not any(tree.role(cell) == "TH" for cell in _below(element)):
        yield Fault("table-heads", page, role, "no cell is a TH")


def _says(element: Any) -> bool:
    return any(str(element.get(key, "")).strip() for key in ("/Alt", "/ActualText"))


def _below(element: Any) -> Iterator[Any]:
    return (inner for inner in _elements(element))


def _annotations(pdf: pikepdf.Pdf) -> Iterator[Fault]:
    """7.18: links are in the tree, say where they lead, and are reached in its order."""
    for number, page in enumerate(pdf.pages, 1):
        shown = [
            annotation
            for annotation in page.obj.get("/Annots", ())
            if isinstance(annotation, pikepdf.Dictionary) and not int(annotation.get("/F", 0)) & 2
        ]
        if shown and str(page.obj.get("/Tabs", "")) != "/S":
            yield Fault("tab-order", number, "", "the page has annotations, and its Tabs is not S")
        for annotation in shown:
            kind = str(annotation.get("/Subtype", ""))[1:]
            if kind != "PrinterMark" and "/StructParent" not in annotation:
                yield Fault("annotations", number, kind, "it is not in the tags")
            if kind == "Link" and not str(annotation.get("/Contents", "")).strip():
                yield Fault("annotations", number, kind, "it has no Contents that say where it leads")
