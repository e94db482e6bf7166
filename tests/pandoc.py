"""What pandoc reads out of a Markdown text, in a form that can be compared with a Document."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from typing import Any, assert_never
from urllib.parse import unquote

import pytest

from typeset.formats.markdown_write import CLASS_OF, is_joined
from typeset.model import (
    Credit,
    CrossRef,
    Document,
    Entry,
    EntryChild,
    Figure,
    Inline,
    Name,
    Note,
    NoteRef,
    Paragraph,
    PartKind,
    Section,
    SectionChild,
    Table,
    Text,
    entries,
    inline_text,
    note_refs,
)

needs_pandoc = pytest.mark.skipif(
    shutil.which("pandoc") is None and not os.environ.get("CI"), reason="pandoc is not installed"
)


def pandoc_blocks(markdown: str, language: str) -> list[Any]:
    """The blocks of ``pandoc -f markdown-smart`` (``+ignore_line_breaks`` where lines join), simplified."""
    reader = "markdown-smart+ignore_line_breaks" if is_joined(language) else "markdown-smart"
    done = subprocess.run(
        ["pandoc", "-f", reader, "-t", "json"], input=markdown.encode(), capture_output=True, check=True
    )
    return [_block(block) for block in json.loads(done.stdout)["blocks"]]


def _block(block: Any) -> Any:
    content = block.get("c")
    match block["t"]:
        case "Header":
            level, (ident, classes, _), inlines = content
            return ["h", level, ident, classes[:1], _inlines(inlines)]
        case "Para" | "Plain":
            return ["p", _inlines(content)]
        case "Table":
            head, bodies = content[3], content[4]
            rows = [*head[1], *(row for body in bodies for row in (*body[2], *body[3]))]
            return ["table", [[_cell(cell) for cell in row[1]] for row in rows]]
        case "Div":
            (ident, classes, _), blocks = content
            return ["div", ident, classes, [_block(inner) for inner in blocks]]
        case other:
            return [other, content]


def _cell(cell: Any) -> list[Any]:
    return [part for block in cell[4] for part in _block(block)[1]]


def _inlines(inlines: list[Any]) -> list[Any]:
    """Strings, with spans and images as lists."""
    out: list[Any] = []
    for inline in inlines:
        match inline["t"]:
            case "Str":
                out.append(inline["c"])
            case "Space" | "SoftBreak":
                out.append(" ")
            case "Span":
                (_, classes, form), inner = inline["c"]
                form = [pair for pair in form if pair[0] in ("key", "sort")]
                out.append(["span", classes, *([form] if form else []), _inlines(inner)])
            case "Note":
                out.append(["note", [_block(block) for block in inline["c"]]])
            case "Image":
                out.append(["image", unquote(inline["c"][2][0])])
            case "Link":
                _, inner, (link, title) = inline["c"]
                out.append(["link", unquote(link), title, _inlines(inner)])
            case other:
                out.append([other])
    merged: list[Any] = []
    for item in out:
        if isinstance(item, str) and merged and isinstance(merged[-1], str):
            merged[-1] += item
        else:
            merged.append(item)
    return merged


def expected_blocks(document: Document) -> list[Any]:
    """The same of the document itself."""
    notes = {
        child.id: child for entry in entries(document) for child in entry.children if isinstance(child, Note)
    }
    referred = {ref.note for ref in note_refs(document)}
    return [block for child in document.children for block in _Expected(notes, referred).child(child, 1)]


class _Expected:
    """Notes that are referred to stand where the reference is, and nowhere else."""

    def __init__(self, notes: dict[str, Note], referred: set[str]) -> None:
        self.notes = notes
        self.referred = referred

    def child(self, child: SectionChild, level: int) -> list[Any]:
        match child:
            case Section():
                head = ["h", level, child.id, ["section"], [child.heading.text]]
                return [head, *(block for inner in child.children for block in self.child(inner, level + 1))]
            case Entry(heading=None):
                return [["div", child.id, ["entry"], self.items(child.children)]]
            case Entry():
                assert child.heading is not None
                head = ["h", level, child.id, ["entry"], [child.heading.text]]
                return [head, *self.items(child.children)]
            case Figure():
                return [self.item(child)]

    def items(self, items: tuple[EntryChild, ...]) -> list[Any]:
        return [self.item(i) for i in items if not (isinstance(i, Note) and i.id in self.referred)]

    def item(self, item: EntryChild) -> Any:
        match item:
            case Paragraph():
                return ["p", self.inlines(item.inlines)]
            case Credit():
                return ["p", [_credit(item, "author")]]
            case Figure():
                blocks: list[Any] = [["p", [["image", item.image]]]] if item.image else []
                blocks += [["p", self.inlines(item.caption)]] if item.caption else []
                blocks += [["p", [_credit(item.credit, "photo")]]] if item.credit else []
                return ["div", item.id, ["figure"], blocks]
            case Note():
                return ["div", item.id, ["note"], [self.note(item)]]
            case Table():
                title: list[Any] = [["p", self.inlines(item.title)]] if item.title else []
                unit: list[Any] = [["p", [["span", ["unit"], [inline_text(item.unit)]]]]] if item.unit else []
                head, *body = item.rows  # a head without words is none
                shown = item.rows if any(cell.text for cell in head) else body
                rows = ["table", [[self.inlines(cell.inlines) for cell in row] for row in shown]]
                return ["div", item.id, ["table"], [*title, *unit, rows]]

    def note(self, note: Note) -> Any:
        return ["p", [["span", ["mark"], [note.mark]], *self.inlines(note.inlines)]]

    def inlines(self, inlines: Sequence[Inline]) -> list[Any]:
        return [self.inline(inline) for inline in inlines]

    def inline(self, inline: Inline) -> Any:
        match inline:
            case Text():
                return inline.text
            case NoteRef():
                return ["note", [self.note(self.notes[inline.note])]]
            case CrossRef():
                link = unquote(f"{inline.chapter}#{inline.target}")
                return ["link", link, "", [inline.text]]
            case Name():
                form = [[key, value] for key, value in (("key", inline.key), ("sort", inline.sort)) if value]
                return ["span", [inline.kind.value], *([form] if form else []), [inline.text]]
            case _:
                assert_never(inline)


def _credit(credit: Credit, usual: str) -> Any:
    kind = [] if credit.kind.value == usual else [credit.kind.value]
    if len(credit.parts) == 1 and credit.parts[0].kind is PartKind.NAME:
        return ["span", ["credit", *kind], [credit.text]]
    parts: list[Any] = []
    between = False
    for part in credit.parts:
        bare = part.kind is PartKind.SEPARATOR and between
        parts.append(part.text if bare else ["span", [CLASS_OF[part.kind]], [part.text]])
        between = part.kind is not PartKind.SEPARATOR
    return ["span", ["credit", *kind], parts]
