"""What a DOCX says, read out of its parts: printed blocks, generated words, and what is wrong with it."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tests.shared import shared
from typeset.model import Document, Entry, Note, Section, SectionChild, entries, note_refs
from typeset.printed_words import printed

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_IGNORABLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"
_CONTENTS = ("Toc", "TOCHeading")
_INDEX = "Index"
_ADDED = "PageReference"
"""The style of what is added to a reference."""


def part(data: bytes, name: str) -> Any:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def style_of(paragraph: Any) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return str(style.get(f"{W}val")) if style is not None else ""


def words_of(paragraph: Any) -> str:
    """Text and tabs of a paragraph's runs, results of fields left out."""
    words: list[str] = []
    depth = 0
    for run in paragraph.iter(f"{W}r"):
        added = any(style.get(f"{W}val") == _ADDED for style in run.iter(f"{W}rStyle"))
        for child in run:
            if child.tag == f"{W}fldChar":
                depth += {"begin": 1, "end": -1}.get(str(child.get(f"{W}fldCharType")), 0)
            elif depth == 0 and child.tag == f"{W}t" and not added:
                words.append(child.text or "")
            elif depth == 0 and child.tag == f"{W}tab":
                words.append("\t")
            elif depth == 0 and child.tag == f"{W}br":
                words.append("\n")
    return "".join(words)


def docx_text(data: bytes) -> str:
    """The printed text, a line a block: contents, indexes and the tabs before signatures left out."""
    paragraphs = part(data, "word/document.xml").iter(f"{W}p")
    shown = [p for p in paragraphs if not style_of(p).startswith((*_CONTENTS, _INDEX))]
    blocks = [_words_shown(p) for p in shown]
    return "\n".join(
        block
        for block, p in zip(blocks, shown, strict=True)
        if style_of(p) not in ("Figure", "TableEnd") and (block or not style_of(p).startswith("Table"))
    )


def docx_notes(data: bytes) -> list[str]:
    """The printed notes in the order in which the text refers to them, with their marks."""
    footnotes = {n.get(f"{W}id"): n for n in part(data, "word/footnotes.xml").iter(f"{W}footnote")}
    references = part(data, "word/document.xml").iter(f"{W}footnoteReference")
    return [words_of(footnotes[r.get(f"{W}id")]).replace("\t", "", 1) for r in references]


def with_footnotes(document: Document) -> tuple[Document, list[str]]:
    """A document without the notes that it refers to; and these as printed, as they are referred to."""
    referred = list(dict.fromkeys(ref.note for ref in note_refs(document)))
    notes = {c.id: printed(c) for e in entries(document) for c in e.children if isinstance(c, Note)}

    def without(children: tuple[SectionChild, ...]) -> tuple[SectionChild, ...]:
        out: list[SectionChild] = []
        for child in children:
            match child:
                case Section():
                    out.append(replace(child, children=without(child.children)))
                case Entry():
                    kept = (c for c in child.children if not (isinstance(c, Note) and c.id in referred))
                    out.append(replace(child, children=tuple(kept)))
                case _:
                    out.append(child)
        return tuple(out)

    return replace(document, children=without(document.children)), [notes[ident] for ident in referred]


def _words_shown(paragraph: Any) -> str:
    """A paragraph's words without the tabs that only place them."""
    words = words_of(paragraph)
    if style_of(paragraph).startswith("NameList"):
        return re.sub("[\t\n]", "", words)
    if style_of(paragraph) == "Note":
        return words.replace("\t", "", 1)
    return words.replace("\n\t", "\n").removeprefix("\t")


def docx_generated(data: bytes) -> list[str]:
    """Running heads of even and odd pages, then the heading and the titles of the contents."""
    heads = ["".join(part(data, f"word/header{n}.xml").itertext(f"{W}t")) for n in (2, 1)]
    contents = [p for p in part(data, "word/document.xml").iter(f"{W}p") if style_of(p).startswith(_CONTENTS)]
    return [*(head for head in heads if head), *("".join(p.itertext(f"{W}t")) for p in contents)]


def docx_index(data: bytes) -> list[tuple[str, str, list[str]]]:
    """Of each row of the indexes its style, its words without pages, and the bookmarks that these are of."""
    rows = [p for p in part(data, "word/document.xml").iter(f"{W}p") if style_of(p).startswith(_INDEX)]
    pages = [
        [str(field.text).split()[1] for field in row.iter(f"{W}instrText") if "PAGEREF" in str(field.text)]
        for row in rows
    ]
    words = [re.sub("\u3000[, ]*$", "", words_of(row)) for row in rows]
    return list(zip(map(style_of, rows), words, pages, strict=True))


def libreoffice(data: bytes, folder: Path) -> bytes:
    """The PDF that LibreOffice makes of a DOCX."""
    source = folder / "sample.docx"
    source.write_bytes(data)
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "pdf",
         "--outdir", str(folder), str(source)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return source.with_suffix(".pdf").read_bytes()


without_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None and not os.environ.get("CI"), reason="LibreOffice is not installed"
)


@cache
def schema() -> etree.XMLSchema:
    path = shared("schemas", "ooxml", "ISO-IEC29500-4_2016", "wml.xsd")
    return etree.XMLSchema(etree.parse(path))


def problems(data: bytes) -> list[str]:
    """By the schema, and what no schema sees: fields left open, styles that are not there, formatting."""
    found: list[str] = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [n for n in archive.namelist() if n.startswith("word/") and n.endswith(".xml")]
    for name in names:
        root = _without_ignorable(part(data, name))
        if not schema().validate(root):
            log: Any = schema().error_log
            found += [f"{name}: {error.message}" for error in log]
        if name != "word/styles.xml":
            found += _beyond_schema(data, name, root)
    return found


def _without_ignorable(root: Any) -> Any:
    spaces = {root.nsmap.get(prefix) for prefix in (root.attrib.pop(_IGNORABLE, "") or "").split()}
    for element in list(root.iter()):
        for key in list(element.attrib):
            if key.startswith("{") and key[1:].split("}")[0] in spaces:
                del element.attrib[key]
    return root


_FORMATTING = (
    "b",
    "i",
    "sz",
    "rFonts",
    "color",
    "spacing",
    "jc",
    "ind",
    "tabs",
    "keepNext",
    "u",
    "vanish",
    "lang",
)


def _beyond_schema(data: bytes, name: str, root: Any) -> list[str]:
    styles = {style.get(f"{W}styleId") for style in part(data, "word/styles.xml").iter(f"{W}style")}
    found = [
        f"{name}: no style {used.get(f'{W}val')}"
        for tag in ("pStyle", "rStyle")
        for used in root.iter(f"{W}{tag}")
        if used.get(f"{W}val") not in styles
    ]
    depth = 0
    for mark in root.iter(f"{W}fldChar"):
        depth += {"begin": 1, "end": -1}.get(str(mark.get(f"{W}fldCharType")), 0)
    if depth:
        found.append(f"{name}: a field is left open")
    for properties in (*root.iter(f"{W}pPr"), *root.iter(f"{W}rPr")):
        found += [
            f"{name}: formatting {child.tag}"
            for child in properties
            if child.tag in {W + f for f in _FORMATTING}
        ]
    ids = [mark.get(f"{W}id") for mark in root.iter(f"{W}bookmarkStart")]
    names = [mark.get(f"{W}name") for mark in root.iter(f"{W}bookmarkStart")]
    if len(set(ids)) < len(ids) or len(set(names)) < len(names):
        found.append(f"{name}: a bookmark is there twice")
    return found
