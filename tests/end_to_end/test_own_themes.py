"""``typeset themes new``: a theme of one's own, from the command line to the page."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tests.end_to_end.test_cli import ROOT, run
from typeset.check.pdf_pages import sheets
from typeset.theme import load_theme


@pytest.mark.parametrize("base", ["yearbook", "gazetteer"])
def test_a_theme_of_ones_own_builds_at_once(base: str, tmp_path: Path) -> None:
    run("new", "book", cwd=tmp_path)
    book = tmp_path / "book"
    done = run("themes", "new", "seeds/mine", "--from", base, cwd=book)
    assert done.returncode == 0, done.stderr
    assert done.stdout.decode().splitlines()[:2] == ["seeds/mine/theme.toml", "seeds/mine/print.css"]
    ours, theirs = load_theme("mine", book / "seeds"), load_theme(base)
    same = {"name": base, "description": theirs.description, "folders": theirs.folders}
    assert ours.model_copy(update=same) == theirs
    example = book / "seeds" / "example.toml"
    words = example.read_text(encoding="utf-8").replace('theme = "yearbook"', 'theme = "mine"')
    example.write_text(words, encoding="utf-8")
    done = run("build", cwd=book)
    assert done.returncode == 0, done.stderr
    pdf = book / "build" / "example" / "example.pdf"
    assert sheets(pdf.read_bytes(), "x.pdf")[0].width == pytest.approx(theirs.page_points[0], abs=0.01)
    assert "border-bottom: 1pt" in (book / "build" / "example" / "example.html").read_text(encoding="utf-8")
    done = run("preflight", str(pdf), "--theme", "seeds/mine", cwd=book)
    assert done.returncode == 0, done.stdout
    markdown = book / "build" / "example" / "example.md"
    done = run("render", str(markdown), "--to", "pdf", "--theme", "seeds/mine", "-o", "again", cwd=book)
    assert done.returncode == 0, done.stderr
    assert (book / "again" / "example.pdf").read_bytes() == pdf.read_bytes()


def test_every_line_of_a_new_theme_is_one_to_change(tmp_path: Path) -> None:
    """With every # taken away it has all values of the theme that it extends, and nothing else."""
    run("themes", "new", "mine", "--from", "proof", cwd=tmp_path)
    path = tmp_path / "mine" / "theme.toml"
    head, tables = path.read_text(encoding="utf-8").split("\n\n", 1)
    values = tomllib.loads(re.sub(r"(?m)^# (?=[\w-]+ = )", "", tables))
    files = [ROOT / "styles" / "themes" / name / "theme.toml" for name in ("yearbook", "proof")]
    first, last = (tomllib.loads(file.read_text(encoding="utf-8")) for file in files)
    expected = {k: {**v, **last.get(k, {})} for k, v in first.items() if isinstance(v, dict)}
    assert values == expected
    assert head.splitlines()[-3:-1] == ['extends = "proof"', 'name = "mine"']
    assert not re.findall(r"(?m)^(?!\[|#|$)", tables)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["new", "mine", "--from", "neon"], 9, "one of gazetteer, "),
        (["new", "newspaper"], 9, "comes with typeset"),
        (["new", "..", "--from", "proof"], 9, "no name for a theme"),
        (["new", "a/" + "x" * 99], 9, "no name for a theme"),
        (["new", "text.txt"], 14, "not empty"),
        (["new", "taken"], 14, "not empty"),
        (["new"], 2, "new NAME"),
        (["old", "mine"], 2, "show NAME"),
        (["show", "neon"], 9, "known themes"),
    ],
)
def test_wrong_arguments_for_themes(arguments: list[str], code: int, said: str, tmp_path: Path) -> None:
    (tmp_path / "text.txt").touch()
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "x").touch()
    done = run("themes", *arguments, cwd=tmp_path)
    assert done.returncode == code
    assert said in done.stderr.decode()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["taken", "text.txt"]
