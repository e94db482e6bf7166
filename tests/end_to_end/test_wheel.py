"""The wheel, used from another folder: its styles and schemas are inside, and it builds an edition."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run(
        [*pip, "wheel", "--no-deps", "--no-build-isolation", "--no-index", "-w", str(folder), str(ROOT)],
        check=True, capture_output=True,
    )  # fmt: skip
    (wheel,) = folder.glob("*.whl")
    target = folder / "site"
    subprocess.run(
        [*pip, "install", "--no-deps", "--no-index", "--target", str(target), str(wheel)], check=True
    )
    return target


def run(site: Path, cwd: Path, *arguments: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(site)}
    return subprocess.run(
        [sys.executable, *arguments], cwd=cwd, env=environment, check=True, capture_output=True, text=True
    ).stdout


def test_its_styles_are_found_inside_it(site: Path, tmp_path: Path) -> None:
    said = run(site, tmp_path, "-c", "import typeset.settings as s; print(s.styles_root())")
    assert Path(said.strip()) == site / "typeset" / "styles"
    for name in ("themes/yearbook/print.css", "themes/yearbook/template.docx", "profiles/zh-yearbook.toml"):
        assert (site / "typeset" / "styles" / name).is_file()
    for name in ("typeset-tei.rng", "typeset-tei.odd"):
        assert (site / "typeset" / "formats" / name).is_file()


def test_it_builds_an_edition_elsewhere(site: Path, tmp_path: Path) -> None:
    run(site, tmp_path, "-m", "typeset.cli", "new", "book")
    said = run(site, tmp_path / "book", "-m", "typeset.cli", "build")
    assert "entries 3" in said
    assert (tmp_path / "book" / "build" / "example" / "example.pdf").is_file()
