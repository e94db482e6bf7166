"""What pandoc reads out of a Markdown text, in a form that can be compared with a Document."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from typing import Any
from urllib.parse import unquote

import pytest

from typeset.formats.markdown_write import CLASS_OF, is_joined
from typeset.model import (
    Credit,
    Document,
    Entry,
    EntryChild,
    Figure,
    Paragraph,
    PartKind,
    Section,
    SectionChild,
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
        case "Div":
            (ident, classes, _), blocks = content
            return ["div", ident, classes, [_block(inner) for inner in blocks]]
        case other:
            return [other, content]


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
                (_, classes, _), inner = inline["c"]
                out.append(["span", classes, _inlines(inner)])
            case "Image":
                out.append(["image", unquote(inline["c"][2][0])])
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
    return [block for child in document.children for block in _expected(child, 1)]


def _expected(child: SectionChild, level: int) -> list[Any]:
    match child:
        case Section():
            head = ["h", level, child.id, ["section"], [child.heading.text]]
            return [head, *(block for inner in child.children for block in _expected(inner, level + 1))]
        case Entry(heading=None):
            return [["div", child.id, ["entry"], [_item(item) for item in child.children]]]
        case Entry():
            assert child.heading is not None
            head = ["h", level, child.id, ["entry"], [child.heading.text]]
            return [head, *(_item(item) for item in child.children)]
        case Figure():
            return [_item(child)]


def _item(item: EntryChild) -> Any:
    match item:
        case Paragraph():
            return ["p", [item.text]]
        case Credit():
            return ["p", [_credit(item, "author")]]
        case Figure():
            blocks: list[Any] = [["p", [["image", item.image]]]] if item.image else []
            blocks += [["p", [item.text]]] if item.caption else []
            blocks += [["p", [_credit(item.credit, "photo")]]] if item.credit else []
            return ["div", item.id, ["figure"], blocks]


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
