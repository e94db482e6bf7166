"""A character that no font has, followed from the page back to the line of the raw text."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

LACKING = "\U0003134a"
"""CJK extension G: no font of the themes has it."""
TICKET = '[book]\ntitle = "示例年鉴"\n'
FIRST = "【概况】  全县有水库十二座，灌溉面积二十一万亩，全年供水八百万立方米。\n"
SECOND = f"""【教育】  全县有小学九所，在校学生三千人，
专任教师二百名，其中{LACKING}姓教师一名。
"""


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "typeset.cli", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("traced")
    (folder / "one.txt").write_text(FIRST, encoding="utf-8")
    (folder / "two.txt").write_text(SECOND, encoding="utf-8")
    ticket = f'{TICKET}[volume]\ntexts = ["one.txt", "two.txt"]\n[parts]\ntitle_page = true\n'
    (folder / "book.toml").write_text(ticket, encoding="utf-8")
    return folder


def test_a_volume_names_the_line_of_its_text(folder: Path) -> None:
    done = run(folder, "build", "book.toml", "-o", "out")
    assert done.returncode == 1
    assert f"{LACKING} (U+3134A)" in done.stderr and "two.txt:2:11" in done.stderr
    stopped = run(folder, "build", "book.toml", "-o", "press", "--press")
    assert stopped.returncode != 0
    assert "two.txt:2:11" in stopped.stderr and "教育" in stopped.stderr
    assert not (folder / "press" / "book" / "book.press.pdf").exists()


def test_preflight_names_the_line_of_the_text(folder: Path) -> None:
    run(folder, "build", "book.toml", "-o", "out")
    pdf = str(folder / "out" / "book" / "book.pdf")
    without = json.loads(run(folder, "preflight", pdf, "--json").stdout)
    assert {one["source"] for one in without["found"]} == {""}
    for texts in (["book.toml"], ["one.txt", "two.txt"], ["two.txt"], ["."]):
        options = [option for text in texts for option in ("--text", text)]
        done = run(folder, "preflight", pdf, "--json", *options)
        assert done.returncode == 1, done.stderr
        [lacking] = [one for one in json.loads(done.stdout)["found"] if one["rule"] == "notdef"]
        assert lacking["source"].split(" ")[0].endswith("two.txt:2:11")
        assert lacking["source"].endswith("[教育]") and LACKING in lacking["message"]
    report = folder / "report.html"
    shown = run(folder, "preflight", pdf, "--text", "two.txt", "--html", str(report))
    assert "← two.txt:2:11 [教育]" in shown.stdout
    assert "<small>two.txt:2:11 [教育]</small>" in report.read_text(encoding="utf-8")


def test_a_text_that_is_not_there(folder: Path) -> None:
    run(folder, "build", "book.toml", "-o", "out")
    done = run(folder, "preflight", "out/book/book.pdf", "--text", "three.txt")
    assert done.returncode == 4 and "three.txt" in done.stderr
