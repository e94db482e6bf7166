"""Pages of the real text as other tools made them: their faults are in the files, and are found."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.editions_text import pdf_glyphs, pdf_text
from tests.peers.__main__ import FIXTURES, KEPT, chapter, sample
from tests.peers.in_typst import typst_source
from typeset.added_words import running_heads
from typeset.printed_words import plain_text
from typeset.theme import load_theme


def preflight(path: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "typeset.cli", "preflight", "--json", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1, "there are findings"
    value: dict[str, Any] = json.loads(done.stdout)
    return value


def places(found: dict[str, Any], rule: str) -> list[tuple[int, str]]:
    return [(place["column"], place["text"]) for place in found["places"] if place["rule"] == rule]


def test_what_chromium_leaves_undone_is_found() -> None:
    found = preflight(KEPT / "chromium.pdf")
    untrimmed = [
        (1, "绕“江苏第三代半导体研究院发展战略”的主题，"),
        (2, "就第三代半导体发展路径、产业化机制体制探索、"),
        (2, "体全产业链能⼒和⽔平献⾔献策。根据“⼗四五”"),
    ]
    assert places(found, "untrimmed-end") == untrimmed
    assert places(found, "edge") == untrimmed, "the marks' blank halves are where the edge should be"
    assert found["worst_edge"] == pytest.approx(5.25, abs=0.05), "half of 10.5 pt"
    assert places(found, "off-grid"), "its baselines are rounded to pixels"
    assert found["on_grid"] < 0.8


def test_what_chromium_does_well_is_not_objected_to() -> None:
    found = preflight(KEPT / "chromium.pdf")
    assert (found["size"], found["columns"], found["han_latin_good"]) == (10.5, 2, 1.0)
    for rule in ("start", "end", "untrimmed-start", "pair", "broken", "lone"):
        assert found["offences"][rule] == 0, rule


def test_the_one_line_that_typst_leaves_short_is_found() -> None:
    found = preflight(KEPT / "typst.pdf")
    assert places(found, "edge") == [(1, "【苏大维格获国家科技进步奖】2020年1月10")]
    assert 0.3 < found["worst_edge"] < 0.5
    for rule in ("start", "end", "untrimmed-end", "untrimmed-start", "pair", "broken", "lone", "off-grid"):
        assert found["offences"][rule] == 0, rule
    assert (found["han_latin_good"], found["on_grid"]) == (1.0, 1.0)


def test_their_text_layers() -> None:
    """Typst writes the document's characters; Chromium writes radicals that look like them."""
    theirs = plain_text(sample(chapter(), FIXTURES["Typst"])).replace("\n", "")
    assert pdf_text((KEPT / "typst.pdf").read_bytes()) == theirs
    text = "".join(glyph.text for glyph in pdf_glyphs((KEPT / "chromium.pdf").read_bytes()))
    assert "纳⽶技术应⽤产业" in text and "纳米技术应用产业" not in text


def test_typst_is_given_the_whole_chapter() -> None:
    document = chapter()
    page = typst_source(document, load_theme("yearbook")).split("#show: page-of", 1)[1]
    words = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', page))
    assert words == "".join(running_heads(document)) + plain_text(document).replace("\n", "")
