"""Who sets the chapter, and how each is asked to: a command for a document and a theme."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path

from tests.bench.drawing import drawing
from tests.peers.in_typst import typst_source
from typeset.added_words import running_heads
from typeset.editions.html import render_html
from typeset.formats.json import write_json
from typeset.model import Document
from typeset.theme import Theme

_CSS = Path(__file__).with_name("chromium.css")
_COMPILE = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2])"
_CHROMIUM = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--no-pdf-header-footer",
)  # fmt: skip


_RUN_IN = re.compile(r'<div class="lead"><(h\d)>(.*?)</\1>')
"""Chromium trims the mark that opens a line, but not where it stands in an inline h1 to h6."""


@dataclass(frozen=True, slots=True)
class Tools:
    """A Python that has the package ``typst``, and Chromium."""

    typst_python: str
    chromium: str


Command = Callable[[Tools, Document, Theme, Path], list[str]]
"""Writes what the engine reads beside the PDF that it is to make, and returns the command that makes it."""


def by_typeset(_: Tools, document: Document, theme: Theme, pdf: Path) -> list[str]:
    return _drawing("typeset", document, theme, pdf)


def by_weasyprint(_: Tools, document: Document, theme: Theme, pdf: Path) -> list[str]:
    return _drawing("weasyprint", document, theme, pdf)


def _drawing(who: str, document: Document, theme: Theme, pdf: Path) -> list[str]:
    source = pdf.with_suffix(".json")
    source.write_text(write_json(document), encoding="utf-8")
    return drawing(who, theme.name, source, pdf)


def by_typst(tools: Tools, document: Document, theme: Theme, pdf: Path) -> list[str]:
    source = pdf.with_suffix(".typ")
    source.write_text(typst_source(document, theme), encoding="utf-8")
    return [tools.typst_python, "-c", _COMPILE, str(source), str(pdf)]


def by_chromium(tools: Tools, document: Document, theme: Theme, pdf: Path) -> list[str]:
    source = pdf.with_suffix(".html")
    style = f"<style>{_CSS.read_text(encoding='utf-8')}{_page_heads(document, theme)}</style></head>"
    html = _RUN_IN.sub(r'<div class="lead"><b>\2</b>', render_html(document, theme, {}))
    html = html.replace("</head>", style, 1)
    source.write_text(html, encoding="utf-8")
    profile = f"--user-data-dir={pdf.with_suffix('.profile')}"
    return [tools.chromium, *_CHROMIUM, profile, f"--print-to-pdf={pdf}", source.as_uri()]


def _page_heads(document: Document, theme: Theme) -> str:
    """Running heads as strings in the margins, for Chromium knows no running elements."""
    font = f"font: {theme.sizes.furniture}pt '{theme.fonts.furniture[0]}'"
    sides = zip(("left", "right"), running_heads(document), strict=True)
    return "".join(
        f"@page :{side} {{ @top-left {{ content: '{escape(head)}'; text-align: {side}; {font} }} }}\n"
        for side, head in sides
    )


ENGINES: dict[str, Command] = {
    "typeset": by_typeset,
    "Typst": by_typst,
    "Chromium": by_chromium,
    "WeasyPrint": by_weasyprint,
}
