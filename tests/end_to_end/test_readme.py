"""What the README says is what happens."""

from __future__ import annotations

import re
from pathlib import Path

from typer.main import get_command

from tests.sources import reflowed
from typeset.cli import app
from typeset.formats.markdown import write_markdown

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
