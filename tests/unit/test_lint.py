"""Every rule of lint has a golden file, tests/golden/lint/CODE.txt: what it must find, and what not."""

from __future__ import annotations

from pathlib import Path

import pytest

import typeset
from tests.linted import LINT, document_of, expected, found, parts
from typeset.check.findings import Rule, Severity
from typeset.check.lint import RULES, Settings, lint, rule_named, settings_of
from typeset.check.places import find_in, offsets
from typeset.check.texts import Block, Kind, Leaf, blocks
from typeset.errors import SettingsError
from typeset.formats.markdown import read_markdown, write_markdown
from typeset.proofs import check_file
from typeset.span import NOWHERE


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_rule(rule: Rule) -> None:
    text = (LINT / f"{rule.code}.txt").read_text(encoding="utf-8")
    cases = list(parts(text))
    assert {case.fires for case in cases} == {True, False}
    for case in cases:
        assert case.fires is any(case.marked), case
        if case.how == "raw":
            assert _places(case.lines, rule) == [
                (number, start + 1, case.lines[number - 1][start:end])
                for number, spans in enumerate(case.marked, 1)
                for start, end in spans
            ]
        else:
            assert found(case, rule) == expected(case), case.lines


def _places(lines: tuple[str, ...], rule: Rule) -> list[tuple[int, int, str]]:
    """Line, column and words of what a rule finds in a raw text."""
    result = typeset.reflow(typeset.read("\n".join(lines).encode()))
    findings = lint(
        result.document, result.ledger, Settings(frozenset(r.code for r in RULES if r is not rule))
    )
    marked = []
    for finding in findings:
        assert finding.line is not None
        assert finding.column is not None
        rest = lines[finding.line - 1][finding.column - 1 :]
        marked.append((finding.line, finding.column, rest))
    return [(line, column, rest[: _length(rest, rule)]) for line, column, rest in marked]


def _length(rest: str, rule: Rule) -> int:
    return rest.index("）") if rule.name == "uneven-padding" else 1


def test_there_is_no_golden_file_without_a_rule() -> None:
    assert {path.stem for path in LINT.iterdir()} == {rule.code for rule in RULES}


def test_the_rules_are_those_of_the_field_in_their_order() -> None:
    assert [rule.code for rule in RULES] == [f"L{number:02}" for number in range(1, 42) if number != 34]
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert all(rule.source in "PNYM" for rule in RULES)


def test_every_finding_of_a_raw_text_has_its_place(tmp_path: Path) -> None:
    raw = tmp_path / "text.txt"
    raw.write_bytes("【概况】  2022年，全县有水库12 家,\r\n\r\n灌区3处。参会1.9万\r\n\r\n余人。\r\n".encode())
    findings = {finding.name: finding for finding in check_file(raw).findings}
    assert {name: (f.line, f.column) for name, f in findings.items()} == {
        "space-in-text": (1, 20),
        "ascii-mark": (1, 22),
        "decimal-and-more": (3, 8),
    }
    assert findings["decimal-and-more"].text == "区3处。参会1.9万余人。"
    assert findings["decimal-and-more"].where == "概况"


def test_columns_side_by_side_have_the_column_of_the_line(tmp_path: Path) -> None:
    left = [*["全县有水库十二座总库容"] * 3, "参会嘉宾一百人,共同探讨", *["全县有水库十二座总库容"] * 4]
    right = [*["灌区三处水厂五座渠道六条"] * 5, "目前在建水库三座。", *["灌区三处水厂五座渠道六条"] * 2]
    lines = [f"{a}{' ' * 8}{b}" for a, b in zip(left, right, strict=True)]
    raw = tmp_path / "text.txt"
    raw.write_text("\n".join(lines), encoding="utf-8")
    found = {f.name: (f.line, f.column) for f in check_file(raw).findings}
    assert found["ascii-mark"] == (4, lines[3].index(",") + 1)
    assert found["relative-date"] == (6, lines[5].index("目前") + 1)


def test_markdown_has_the_lines_of_its_own_file(tmp_path: Path) -> None:
    document = document_of(["【灌区】", "全县有灌区3处,水厂5座。参会嘉宾1.9万余人。", "！！！！"])
    file = tmp_path / "text.md"
    file.write_text(write_markdown(document), encoding="utf-8")
    lines = file.read_text(encoding="utf-8").splitlines()
    for finding in check_file(file).findings:
        assert finding.line is not None
        assert finding.column is not None
        words = {"ascii-mark": ",", "decimal-and-more": "1.9万余", "many-marks": "！！！！"}[finding.name]
        assert lines[finding.line - 1][finding.column - 1 :].startswith(words)
    assert [f.name for f in check_file(file).findings] == ["ascii-mark", "decimal-and-more", "many-marks"]
    assert lint(read_markdown(file.read_text(encoding="utf-8")))[0].line is None


def test_words_that_a_file_has_twice_have_no_place() -> None:
    assert find_in(["甲，乙", "丙，丁"], "戊，己", 1, 2) == (None, None)
    assert find_in(["甲，乙", "丙；丁"], "戊，己", 1, 2) == (1, 2)
    assert find_in(["甲，乙", "，丙，丁"], "丙，丁", 1, 2) == (2, 3)
    assert find_in(["甲，乙，甲"], "戊，己", 1, 2) == (None, None)


def test_a_job_ticket_leaves_rules_out_and_weighs_them(tmp_path: Path) -> None:
    raw = tmp_path / "text.txt"
    raw.write_text("【概况】  全县有水库...12座,灌区3处。\n", encoding="utf-8")
    ticket = raw.with_suffix(".toml")
    assert {f.code for f in check_file(raw).findings} == {"L01", "L02"}
    ticket.write_text('[lint]\noff = ["ellipsis"]\nseverity = {"L01" = "error"}', encoding="utf-8")
    (finding,) = check_file(raw).findings
    assert (finding.name, finding.severity) == ("ascii-mark", Severity.ERROR)
    ticket.write_text('[lint]\noff = ["L02", "ascii-mark"]', encoding="utf-8")
    assert not check_file(raw).findings
    ticket.write_text('[lint]\noff = ["elipsis"]', encoding="utf-8")
    with pytest.raises(SettingsError, match="elipsis") as raised:
        check_file(raw)
    assert "'ellipsis'" in raised.value.remedy
    ticket.write_text('[lint]\nseverity = {"ellipsis" = "loud"}', encoding="utf-8")
    with pytest.raises(SettingsError, match="severity"):
        check_file(raw)


def test_a_rule_goes_by_code_or_name() -> None:
    assert rule_named("L02") is rule_named("ellipsis")
    assert settings_of(["L02"], {"dash": "notice"}) == Settings(frozenset({"L02"}), {"L03": Severity.NOTICE})


def test_a_spaced_text_reads_like_a_close_one() -> None:
    block = Block(Kind.PARAGRAPH, (Leaf("在 12 座 AI 水库", NOWHERE),), "")
    assert block.tight == "在12座AI水库"
    assert [block.text[block.loose(at)] for at in range(len(block.tight))] == list(block.tight)


def test_a_space_that_opens_a_leaf_has_a_place_of_its_own() -> None:
    """Text goes on after the mark of a note, on the line below the note."""
    result = typeset.reflow(typeset.read(b"000[0]\n[0]0\n0;"))
    texts = {
        leaf.text: offsets(leaf.text, leaf.span, result.ledger.origin.text)
        for block in blocks(result.document)
        for leaf in block.leaves
    }
    assert texts[" 0;"] == [11, 12, 13]
