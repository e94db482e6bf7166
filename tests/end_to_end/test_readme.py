"""What the README says is what happens."""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path

from typer.main import get_command

import typeset
from tests.sources import reflowed
from typeset.cli import app
from typeset.formats.markdown import write_markdown
from typeset.pipeline import count

ROOT = Path(__file__).resolve().parents[2]
READMES = [ROOT / name for name in ("README.md", "README.zh-CN.md")]


def example() -> tuple[str, str]:
    """The raw text and the Markdown that stand side by side."""
    text = READMES[0].read_text(encoding="utf-8")
    raw, markdown = re.findall(r"<td>\n\n```(?:markdown)?\n(.*?)```\n", text, re.DOTALL)
    return raw, markdown


def test_the_example_is_true() -> None:
    raw, markdown = example()
    written = write_markdown(reflowed(raw).document).split("---\n", 2)[2].strip()
    assert written == markdown.strip()


def test_every_verb_is_in_every_readme_and_the_reference() -> None:
    verbs = list(get_command(app).commands)  # type: ignore[attr-defined]
    for path in (*READMES, ROOT / "docs" / "reference.md"):
        words = path.read_text(encoding="utf-8")
        for verb in verbs:
            assert re.search(rf"`(typeset )?{verb}\b", words), (path.name, verb)


def test_links_lead_somewhere() -> None:
    for path in (*READMES, *(ROOT / "docs").glob("*.md")):
        prose = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        for target in re.findall(r"\]\(([^)#]+)\)", prose):
            assert (path.parent / target).exists(), (path.name, target)


def test_the_table_at_the_end_of_a_build_is_true() -> None:
    raw = next((ROOT / "seeds").glob("*.txt"))
    result = typeset.reflow(typeset.read(raw.read_bytes()), typeset.load_job(raw.with_suffix(".toml")))
    counts = asdict(count(result.document, result.ledger))
    assert "  ".join(f"{name} {number}" for name, number in counts.items()) in READMES[0].read_text(
        encoding="utf-8"
    )
