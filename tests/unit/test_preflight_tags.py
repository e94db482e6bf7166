"""What readers by ear ask for, rule by rule: a file that keeps all rules is broken in one way.

The rules are those of veraPDF's profile PDFUA-1, by their clauses.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from tests.broken import Change, on_page, saved
from tests.unit.test_preflight_standards import (
    BREAKING,
    annotation,
    attached,
    in_xmp,
    layers,
    rules,
    told_widths,
)
from tests.variants import book
from typeset.check.press.nesting import grid_faults
from typeset.editions.pdf_variants import Variant

UA = "pdfua1"


def tagged(variant: Variant = Variant.ACCESSIBLE) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(book(variant)))


def each(pdf: pikepdf.Pdf, kind: str) -> list[Any]:
    return [one for one in pdf.objects if isinstance(one, Dictionary) and one.get("/S") == f"/{kind}"]


def first(kind: str, change: Callable[[Any], object]) -> Change:
    return lambda pdf: (change(each(pdf, kind)[0]), None)[1]


def all_of(*changes: Change) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        for one in changes:
            one(pdf)

    return change


def nth_without(kind: str, number: int, key: str) -> Change:
    return lambda pdf: each(pdf, kind)[number].__delitem__(key)


def renamed(kind: str, new: str) -> Change:
    return first(kind, lambda one: one.__setitem__("/S", Name(f"/{new}")))


def without(kind: str, key: str) -> Change:
    return first(kind, lambda one: one.__delitem__(key))


def in_tree(key: str, value: Any) -> Change:
    return lambda pdf: pdf.Root.StructTreeRoot.__setitem__(key, value)


def links(change: Callable[[Any], object]) -> Change:
    def changed(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            for one in page.obj.get("/Annots", ()):
                change(one)

    return changed


def fewer_cells(pdf: pikepdf.Pdf) -> None:
    row = each(pdf, "TR")[1]
    row.K = Array(list(row.K)[:-1])


def same_notes(pdf: pikepdf.Pdf) -> None:
    note = each(pdf, "Note")[0]
    note.P.K = Array([*(note.P.K if isinstance(note.P.K, Array) else [note.P.K]), note])


def in_content(old: bytes, new: bytes) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        content = pdf.pages[0].Contents.read_bytes()
        assert old in content
        pdf.pages[0].Contents.write(content.replace(old, new, 1))

    return change


def untitled(pdf: pikepdf.Pdf) -> None:
    del pdf.docinfo["/Title"]


PIECE = b"/P <</MCID 0>> BDC EMC"
LOOP = Dictionary(Own=Name("/More"), More=Name("/Own"))
TAGS: dict[str, tuple[str, Change]] = {
    "5 prefix": ("metadata", in_xmp("pdfuaid(?=:part|=)", "own", 3)),
    "7.1-1": ("untagged-content", in_content(b"<</MCID 0>>\nBDC", b"<</MCID 0>>\nBDC /Artifact BMC EMC")),
    "7.1-2": ("untagged-content", in_content(b"/Pagination>>\nBDC", b"/Pagination>>\nBDC\n" + PIECE)),
    "7.1-3": ("untagged-content", in_tree("/ParentTree", Dictionary(Nums=Array([])))),
    "7.1-4": ("tags", lambda pdf: pdf.Root.MarkInfo.__setitem__("/Suspects", True)),
    "7.1-5": ("tag-roles", renamed("P", "Own")),
    "7.1-6": ("tag-roles", all_of(renamed("P", "Own"), in_tree("/RoleMap", LOOP))),
    "7.1-7": ("tag-roles", in_tree("/RoleMap", Dictionary(P=Name.Span))),
    "7.1-9": ("title", all_of(in_xmp("dc:title", "rdf:own", 2), untitled)),
    "7.1-10": ("show-title", lambda pdf: pdf.Root.ViewerPreferences.__setitem__("/DisplayDocTitle", False)),
    "7.1-12": ("tags", without("P", "/P")),
    "7.2-3": ("tag-nesting", renamed("TBody", "Sect")),
    "7.2-4": ("tag-nesting", first("TR", lambda row: row.P.__setitem__("/S", Name.Div))),
    "7.2-10": ("tag-nesting", renamed("TD", "P")),
    "7.2-14": ("tag-nesting", renamed("TBody", "TFoot")),
    "7.2-17": ("tag-nesting", renamed("TOCI", "LI")),
    "7.2-20": ("tag-nesting", all_of(renamed("TOC", "L"), renamed("TOCI", "LI"))),
    "7.2-26": ("tag-nesting", renamed("TOC", "Div")),
    "7.2-29": ("language", lambda pdf: pdf.Root.__setitem__("/Lang", String("Chinese, simplified"))),
    "7.2-29 tag": ("language", first("P", lambda one: one.__setitem__("/Lang", String("zh_CN")))),
    "7.2-42": ("table-grid", fewer_cells),
    "7.3": ("alternate", without("Figure", "/Alt")),
    "7.4.2": ("heading-levels", renamed("H2", "H4")),
    "7.4.4": ("heading-levels", renamed("H2", "H")),
    "7.5": ("table-heads", all_of(*(nth_without("TH", number, "/A") for number in range(3)))),
    "7.9-1": ("note-ids", without("Note", "/ID")),
    "7.9-2": ("note-ids", same_notes),
    "7.10": ("layers", layers(AS=Array([]))),
    "7.11": ("attachments", attached(UF=None)),
    "7.18.1": ("annotations", annotation("Square")),
    "7.18.2": ("annotations", annotation("TrapNet")),
    "7.18.3": ("tab-order", on_page("/Tabs", Name.R)),
    "7.18.4": ("annotations", annotation("Widget")),
    "7.18.5-1": ("annotations", renamed("Link", "Span")),
    "7.18.5-2": ("annotations", links(lambda one: one.__delitem__("/Contents"))),
    "7.18.8": ("annotations", links(lambda one: one.__setitem__("/Subtype", Name.PrinterMark))),
    "7.21.5": ("font-widths", told_widths),
}  # fmt: skip


@pytest.mark.parametrize("name", TAGS)
def test_a_breach_of_the_tags_is_found(name: str) -> None:
    rule, change = TAGS[name]
    with tagged() as pdf:
        change(pdf)
        data = saved(pdf, force_version="1.7")
    assert rule in rules(data, UA)


def test_the_book_keeps_them() -> None:
    assert rules(book(Variant.ACCESSIBLE), UA) == set() == rules(book(Variant.ARCHIVE), "pdfa3u")


def test_a_locked_file_is_read_aloud_if_it_lets_itself() -> None:
    for may, expected in ((True, set[str]()), (False, {"encrypted"})):
        with tagged() as pdf:
            allow = pikepdf.Permissions(accessibility=may)
            lock = pikepdf.Encryption(owner="x", user="", R=3, aes=False, metadata=False, allow=allow)
            assert (
                rules(saved(pdf, force_version="1.7", deterministic_id=False, encryption=lock), UA)
                == expected
            )


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([[(1, 1), (1, 1)], [(2, 1)]], ""),
        ([[(1, 2), (1, 1)], [(1, 1)]], ""),
        ([[(1, 1), (1, 1)], [(1, 1)]], "row 2"),
        ([[(1, 1), (1, 3)], [(1, 1)]], "rows that the table does not have"),
        ([[(1, 1), (1, 2)], [(2, 1)]], "over one another"),
    ],
)
def test_grids(rows: list[list[tuple[int, int]]], said: str) -> None:
    assert (said in grid_faults(rows)) if said else not grid_faults(rows)


def clauses(tests: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Of (a test's name, which begins with a clause; its rule)."""
    found: dict[str, set[str]] = {}
    for name, rule in tests:
        if name[0].isdigit():
            found.setdefault(rule, set()).add(name.split()[0].split("-")[0])
    return found


def test_the_docs_have_the_clauses_that_are_tested() -> None:
    docs = (Path(__file__).resolve().parents[2] / "docs" / "preflight.md").read_text("utf-8")
    rows = re.findall(r"^\| ([a-z0-9-]+) \| ([\d., ]*) \| ([\d., ]*) \|$", docs, re.MULTILINE)
    archive = clauses((name, rule) for name, (of, rule, _) in BREAKING.items() if of == "pdfa3u")
    accessible = clauses((name, rule) for name, (rule, _) in TAGS.items())
    for column, tested in ((1, archive), (2, accessible)):
        assert {row[0]: set(row[column].split(", ")) for row in rows if row[column]} == tested
