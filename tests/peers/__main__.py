"""The chapter in seeds/ by typeset and by its peers: ``make peers`` makes what docs/peers.md shows.

It needs what the tests need, and Chromium (Debian's ``chromium``), and a Python that has Typst (PyPI's
``typst``), which ``--typst-python`` names. ``--fixtures`` writes the PDFs that the tests keep instead.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import typeset
from tests.bench.cost import ROOT, SEED, book, cost
from tests.docs import between
from tests.peers.engines import ENGINES, Tools
from tests.peers.measuring import Page, table
from tests.peers.picturing import picture
from typeset.job import job_beside
from typeset.model import Document, Entry, Figure, Section
from typeset.theme import Theme, load_theme

THEMES = ("yearbook", "yearbook-3col")
DOCS = ROOT / "docs"
KEPT = ROOT / "tests" / "fixtures"
BOOK = 100_000
RUNS = 3
FIXTURES = {"Typst": ("概况", "苏大维格", "第四届", "园区第三代"), "Chromium": ("园区第三代半导体产业",)}
"""Entries that show an engine's faults, and little to keep."""


def chapter(raw: Path = SEED) -> Document:
    """A raw text, reflowed."""
    return typeset.reflow(typeset.read(raw.read_bytes()), job_beside(raw)).document


def sample(document: Document, words: tuple[str, ...]) -> Document:
    """Entries of the third section by how they begin, without their pictures: less than a page."""
    section = [child for child in document.children if isinstance(child, Section)][2]
    named = [child for child in section.children if isinstance(child, Entry) and _begins(child, words)]
    texts = [replace(e, children=tuple(c for c in e.children if not isinstance(c, Figure))) for e in named]
    return replace(document, children=(replace(section, children=tuple(texts)),))


def _begins(entry: Entry, words: tuple[str, ...]) -> bool:
    return entry.heading is not None and entry.heading.text.startswith(words)


def main() -> int:
    """Pictures and tables, or the fixtures."""
    parser = argparse.ArgumentParser(prog="python -m tests.peers", description=__doc__)
    parser.add_argument("--typst-python", default=sys.executable)
    parser.add_argument("--chromium", default="chromium")
    parser.add_argument("--fixtures", action="store_true")
    asked = parser.parse_args()
    tools = Tools(asked.typst_python, asked.chromium)
    with tempfile.TemporaryDirectory() as folder:
        if asked.fixtures:
            _write_fixtures(tools, Path(folder))
        else:
            _write_docs(tools, Path(folder))
    return 0


def _write_docs(tools: Tools, folder: Path) -> None:
    document, whole = chapter(), chapter(book(folder, BOOK))
    tables = []
    for name in THEMES:
        pages = _pages(tools, document, whole, load_theme(name), folder)
        for engine, page in pages.items():
            picture(page, DOCS / "pictures" / f"{name}-{engine.lower()}.png")
        tables.append(table(pages, load_theme(name)))
    path = DOCS / "peers.md"
    path.write_text(between(path.read_text(encoding="utf-8"), "\n\n".join(tables)), encoding="utf-8")


def _pages(tools: Tools, document: Document, whole: Document, theme: Theme, folder: Path) -> dict[str, Page]:
    """Every engine's. They take turns with the book, and the quickest time of each counts."""
    pdfs = {engine: folder / f"{theme.name}-{engine}.pdf" for engine in ENGINES}
    seconds: dict[str, list[float]] = {engine: [] for engine in ENGINES}
    for engine, pdf in pdfs.items():
        cost(ENGINES[engine](tools, document, theme, pdf))
    for _ in range(RUNS):
        for engine, pdf in pdfs.items():
            command = ENGINES[engine](tools, whole, theme, pdf.with_stem(f"{pdf.stem}-book"))
            seconds[engine].append(cost(command).seconds)
    return {engine: Page(pdf, document, theme, min(seconds[engine])) for engine, pdf in pdfs.items()}


def _write_fixtures(tools: Tools, folder: Path) -> None:
    for engine, words in FIXTURES.items():
        pdf = folder / f"{engine.lower()}.pdf"
        cost(ENGINES[engine](tools, sample(chapter(), words), load_theme(THEMES[0]), pdf))
        smaller = ["qpdf", "--object-streams=generate", "--recompress-flate", "--compression-level=9"]
        subprocess.run([*smaller, str(pdf), str(KEPT / pdf.name)], check=True)


if __name__ == "__main__":
    sys.exit(main())
