"""The structure tree → what a reader by ear misses in it (ISO 14289-1, clause 7; ISO 32000-1, 14.7 and 14.8).

What veraPDF's profile PDFUA-1 asks of the tree, of the annotations beside it, and of what pages mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from typeset.check.press.content import Seen
from typeset.check.press.document import About
from typeset.check.press.nesting import STANDARD, grid_faults, nesting_problem
from typeset.check.press.rules import Fault
from typeset.check.press.xmp import xmp_faults

_HEADINGS = {f"H{level}": level for level in range(1, 7)}
_HEADING = re.compile(r"H[1-9]\d*")
_MOST = 500_000
"""Elements that are looked at."""
_LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")
_DEEPEST = 200


@dataclass(slots=True)
class _Tree:
    roles: Mapping[str, str]
    pages: Mapping[Any, int]
    unknown: set[str] = field(default_factory=set)
    level: int = 0
    notes: set[bytes] = field(default_factory=set)
    plain: int = 0
    numbered: int = 0

    def role(self, element: Any) -> str:
        """The standard type of an element, through the role map."""
        name, passed = str(element.get("/S", ""))[1:], set[str]()
        while name not in STANDARD and name in self.roles and name not in passed:
            passed.add(name)
            name = self.roles[name]
        return name

    def page(self, element: Any) -> int:
        return self.pages.get(_key(element.get("/Pg")), 0)


def _key(value: Any) -> Any:
    return value.objgen if isinstance(value, pikepdf.Dictionary) and value.is_indirect else None


def tag_faults(pdf: pikepdf.Pdf, found: About, seen: Seen) -> Iterator[Fault]:
    """The standard's name, the tree in its order, what pages mark, then annotations. ``seen``: what the pages
    have beside what they paint."""
    if found.xmp.get("pdfua_part") != "1":
        yield Fault("standard", 0, "pdfuaid:part", "the XMP does not say 1")
    yield from xmp_faults(pdf, "pdfua1")
    if not found.tagged:
        yield Fault("tags", 0, "", "no structure tree, or MarkInfo does not say Marked")
    if bool((pdf.Root.get("/MarkInfo") or pikepdf.Dictionary()).get("/Suspects", False)):
        yield Fault("tags", 0, "Suspects", "the file says that its tags may be wrong")
    if found.language and not _LANGUAGE.fullmatch(found.language):
        yield Fault("language", 0, "Lang", f"{found.language!r} is no language")
    root = pdf.Root.get("/StructTreeRoot")
    if isinstance(root, pikepdf.Dictionary):
        parents = _parents(root)
        yield from _tree_faults(pdf, root)
        yield from _marks(seen, parents)
        yield from _annotations(pdf, parents, _roles(root))


def _roles(root: Any) -> dict[str, str]:
    mapped = root.get("/RoleMap")
    return (
        {str(key)[1:]: str(value)[1:] for key, value in mapped.items()}
        if isinstance(mapped, pikepdf.Dictionary)
        else {}
    )


def _tree_faults(pdf: pikepdf.Pdf, root: Any) -> Iterator[Fault]:
    roles = _roles(root)
    for name in sorted(set(roles) & STANDARD):
        if roles[name] != name:
            yield Fault("tag-roles", 0, name, f"a standard type that is mapped to {roles[name]}")
    tree = _Tree(roles, {_key(page.obj): number for number, page in enumerate(pdf.pages, 1)})
    for element, parent in _with_parents(root):
        yield from _element(tree, element, parent)
    if tree.plain and tree.numbered:
        yield Fault("heading-levels", 0, "H", "headings with a level (H1) and without one (H)")


def _with_parents(root: Any) -> Iterator[tuple[Any, Any]]:
    """Structure elements with what they are in, in the order of the text."""
    waiting = [(kid, root) for kid in _kids(root)[::-1]]
    count = 0
    while waiting and count < _MOST:
        element, parent = waiting.pop()
        count += 1
        if "/S" in element:
            yield element, parent
            waiting += [(kid, element) for kid in _kids(element)[::-1]]


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K")
    if isinstance(kids, pikepdf.Array):
        return [kid for kid in kids if isinstance(kid, pikepdf.Dictionary)]
    return [kids] if isinstance(kids, pikepdf.Dictionary) else []


def _element(tree: _Tree, element: Any, parent: Any) -> Iterator[Fault]:
    role, page = tree.role(element), tree.page(element)
    if role not in STANDARD and role not in tree.unknown:
        tree.unknown.add(role)
        yield Fault("tag-roles", page, role, "no standard type, and mapped to none")
    if "/P" not in element:
        yield Fault("tags", page, role, "a tag that does not say what it is in (P)")
    language = element.get("/Lang")
    if language is not None and not _LANGUAGE.fullmatch(str(language)):
        yield Fault("language", page, role, f"{str(language)!r} is no language")
    if role in ("Figure", "Formula") and not _says(element):
        yield Fault("alternate", page, role, "neither Alt nor ActualText")
    yield from _heading(tree, role, page)
    if role == "Note":
        yield from _note(tree, element, page)
    kids = [tree.role(kid) for kid in _kids(element) if "/S" in kid]
    around = tree.role(parent) if "/S" in parent else ""
    if problem := nesting_problem(role, around, kids):
        yield Fault("tag-nesting", page, role, problem)
    if kids.count("H") > 1:
        yield Fault("heading-levels", page, role, "more than one H in it")
    if role == "Table":
        yield from _table(tree, element, page)


def _heading(tree: _Tree, role: str, page: int) -> Iterator[Fault]:
    tree.plain += role == "H"
    tree.numbered += bool(_HEADING.fullmatch(role))
    if role in _HEADINGS:
        level = _HEADINGS[role]
        if level > tree.level + 1:
            after = f"after H{tree.level}" if tree.level else "the first heading"
            yield Fault("heading-levels", page, role, after)
        tree.level = level


def _note(tree: _Tree, element: Any, page: int) -> Iterator[Fault]:
    name = bytes(element.ID) if isinstance(element.get("/ID"), pikepdf.String) else b""
    if not name:
        yield Fault("note-ids", page, "Note", "it has no ID")
    elif name in tree.notes:
        yield Fault("note-ids", page, "Note", f"another has the ID {name.decode('latin-1')!r}")
    tree.notes.add(name)


def _table(tree: _Tree, table: Any, page: int) -> Iterator[Fault]:
    rows = [
        [cell for cell in _kids(row) if "/S" in cell]
        for row in (row for row, _ in _with_parents(table) if tree.role(row) == "TR")
    ]
    cells = [cell for row in rows for cell in row]
    heads = [cell for cell in cells if tree.role(cell) == "TH"]
    if not heads:
        yield Fault("table-heads", page, "Table", "no cell is a TH")
    named = any(_attribute(cell, "/Headers") is not None for cell in cells)
    scoped = all(_attribute(head, "/Scope") is not None for head in heads)
    if heads and not scoped and not named:
        yield Fault("table-heads", page, "Table", "a TH does not say what it is the head of (Scope, Headers)")
    spans = [
        [tuple(max(1, int(_attribute(cell, key) or 1)) for key in ("/ColSpan", "/RowSpan")) for cell in row]
        for row in rows
    ]
    if problem := grid_faults(spans):
        yield Fault("table-grid", page, "Table", problem)


def _attribute(element: Any, key: str) -> Any:
    own = element.get("/A")
    for attributes in own if isinstance(own, pikepdf.Array) else [own]:
        if isinstance(attributes, pikepdf.Dictionary) and key in attributes:
            return attributes[key]
    return None


def _says(element: Any) -> bool:
    return any(str(element.get(key, "")).strip() for key in ("/Alt", "/ActualText"))


# ---- what pages mark, and what lies on them


def _parents(root: Any) -> dict[int, Any]:
    """The parent tree (ISO 32000-1, 14.7.4.4)."""
    tree = root.get("/ParentTree")
    return dict(_numbers(tree, 0)) if isinstance(tree, pikepdf.Dictionary) else {}


def _numbers(node: Any, depth: int) -> Iterator[tuple[int, Any]]:
    listed = node.get("/Nums", ())
    for at in range(0, len(listed) - 1, 2):
        yield int(listed[at]), listed[at + 1]
    for kid in node.get("/Kids", ()) if depth < _DEEPEST else ():
        if isinstance(kid, pikepdf.Dictionary):
            yield from _numbers(kid, depth + 1)


def _marks(seen: Seen, parents: Mapping[int, Any]) -> Iterator[Fault]:
    """What is marked with a number is in the tag that the parent tree names."""
    lost: dict[int, int] = {}
    for owner, number in seen.marked:
        own = parents.get(owner)
        known = (
            isinstance(own, pikepdf.Array)
            and number < len(own)
            and isinstance(own[number], pikepdf.Dictionary)
        )
        if not known:
            lost[owner] = lost.get(owner, 0) + 1
    for owner, count in sorted(lost.items()):
        yield Fault("untagged-content", 0, f"StructParents {owner}", f"{count} marked pieces that no tag has")
    if any(count > 1 for count in seen.used.values()):
        yield Fault("untagged-content", 0, "form", "a tagged form that is drawn more than once")


def _annotations(pdf: pikepdf.Pdf, parents: Mapping[int, Any], roles: Mapping[str, str]) -> Iterator[Fault]:
    """7.18: each is in the tag of its kind, says what it is, and is reached in the tags' order."""
    tree = _Tree(roles, {})
    for number, page in enumerate(pdf.pages, 1):
        shown = [
            annotation
            for annotation in page.obj.get("/Annots", ())
            if isinstance(annotation, pikepdf.Dictionary) and not int(annotation.get("/F", 0)) & 2
        ]
        if shown and str(page.obj.get("/Tabs", "")) != "/S":
            yield Fault("tab-order", number, "", "the page has annotations, and its Tabs is not S")
        for annotation in shown:
            yield from _annotation(annotation, number, parents, tree)


_TAGS = {"Link": "Link", "Widget": "Form"}
"""The tag that an annotation is in, where it is not Annot."""


def _annotation(annotation: Any, page: int, parents: Mapping[int, Any], tree: _Tree) -> Iterator[Fault]:
    kind = str(annotation.get("/Subtype", ""))[1:]
    number = annotation.get("/StructParent")
    element = parents.get(int(number)) if number is not None else None
    role = tree.role(element) if isinstance(element, pikepdf.Dictionary) else ""
    says = str(annotation.get("/Contents", "")).strip()
    if kind == "TrapNet":
        yield Fault("annotations", page, kind, "of a kind that the standard does not allow")
    if kind == "PrinterMark" and role:
        yield Fault("annotations", page, kind, "a mark for a printer in the tags")
    if kind in ("PrinterMark", "Popup", "TrapNet"):
        return
    wanted = _TAGS.get(kind, "Annot")
    if role != wanted:
        where = f"in the tag {role}, not {wanted}" if role else "not in the tags"
        yield Fault("annotations", page, kind, f"it is {where}")
    if kind == "Link" and not says:
        yield Fault("annotations", page, kind, "it has no Contents that say where it leads")
    if kind == "Widget" and not str(annotation.get("/TU", "")).strip() and not _says(element or annotation):
        yield Fault("annotations", page, kind, "neither TU nor Alt say what the field is for")
    if wanted == "Annot" and not says and element is not None and not _says(element):
        yield Fault("annotations", page, kind, "neither Contents nor Alt say what it is")
