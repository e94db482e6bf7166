"""Texts of many kinds, with their truth: what must be right, and what must never be lost."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

import typeset
from tests.samples import means, scores
from tests.shared import shared
from tests.thoroughness import examples
from typeset.formats.tei import read_tei, restore, schema_problems, write_tei

FLOOR = {
    "title": 1.0,
    "head": 1.0,
    "sec": 1.0,
    "anyhead": 1.0,
    "exact": 1.0,
    "para": 0.98,
    "cred": 1.0,
    "cap": 1.0,
    "capcred": 1.0,
}
"""What has been reached; it may only rise."""


def cases() -> list[str]:
    return sorted(folder.name for folder in shared("samples", "cases").iterdir())


def test_the_figures_do_not_fall() -> None:
    shared("samples")
    reached = means(scores())
    assert {name: reached[name] for name in FLOOR if reached[name] < FLOOR[name] - 1e-9} == {}
    assert reached["loss"] < 0.001


def test_every_sample_is_restored() -> None:
    for name in cases():
        data = shared("samples", "cases", name, "case.txt").read_bytes()
        result = typeset.reflow(typeset.read(data))
        tei = write_tei(result.document, result.ledger).encode()
        assert restore(tei) == data, name
        assert read_tei(tei) == result.document, name
        assert schema_problems(tei) == [], name


@settings(max_examples=examples(60), deadline=None)
@given(st.data())
def test_a_changed_sample_is_restored(data: st.DataObject) -> None:
    """Blank lines dropped or doubled, marks removed, another encoding: a score may fall, no character."""
    name = data.draw(st.sampled_from(cases()))
    text = shared("samples", "cases", name, "case.txt").read_bytes().decode()
    change = data.draw(
        st.sampled_from(["as it is", "no blanks", "doubled", "no marks", "crlf", "cut", "no space"])
    )
    match change:
        case "no blanks":
            text = re.sub(r"\n\n+", "\n", text)
        case "doubled":
            text = text.replace("\n", "\n\n")
        case "no marks":
            text = re.sub(r"[\ufffd\f【】]", "", text)
        case "crlf":
            text = text.replace("\n", "\r\n")
        case "cut":
            text = text[data.draw(st.integers(0, len(text) // 2)) :]
        case "no space":
            text = re.sub(r"(?m)^ ", "", text)
        case _:
            pass
    raw = text.encode(data.draw(st.sampled_from(["utf-8", "utf-16", "gb18030", "utf-8-sig"])), "replace")
    result = typeset.reflow(typeset.read(raw))
    assert restore(write_tei(result.document, result.ledger).encode()) == raw
