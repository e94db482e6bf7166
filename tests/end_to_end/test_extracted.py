"""The edition's own PDF, its text extracted again: the same words in the same places come out of it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

import typeset
from typeset.job import job_beside
from typeset.model import Credit, Document, Paragraph, entries, figures, sections
from typeset.printed_words import printed
from typeset.theme import load_theme

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
needs_poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None and not os.environ.get("CI"), reason="poppler-utils is not installed"
)


def said(document: Document) -> tuple[object, ...]:
    """Titles, entries with their paragraphs and signatures, figures: white space left out, since an extractor
    adds it between Han and Latin."""

    def tight(text: str) -> str:
        return "".join(text.split())

    return (
        [tight(section.heading.text) for section in sections(document)],
        [
            (
                tight(entry.heading.text) if entry.heading else "",
                [tight(child.text) for child in entry.children if isinstance(child, Paragraph)],
                [tight(printed(child)) for child in entry.children if isinstance(child, Credit)],
            )
            for entry in entries(document)
        ],
        sorted(tight(figure.text) for figure, _ in figures(document)),
    )


@needs_poppler
@pytest.mark.parametrize("mode", ["-layout", "-raw"])
def test_the_chapter_comes_back_from_its_pdf(mode: str, tmp_path: Path) -> None:
    raw = next(SEEDS.glob("*.txt"))
    job = job_beside(raw)
    document = typeset.reflow(typeset.read(raw.read_bytes()), job).document
    (tmp_path / "x.pdf").write_bytes(typeset.render(document, load_theme("yearbook"), "pdf"))
    subprocess.run(["pdftotext", mode, "x.pdf", "x.txt"], cwd=tmp_path, check=True)
    again = typeset.reflow(typeset.read((tmp_path / "x.txt").read_bytes())).document
    assert said(again) == said(document)
