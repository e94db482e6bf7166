"""A Document to findings: what an editor may want to look at. Nothing is ever changed by it.

With the ledger that a document was made with, every finding has its line and column in the source, and what
was left out of the document is looked at too.
"""

from __future__ import annotations

import difflib
import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from typeset.characters import is_unprintable
from typeset.check import (
    rules_characters,
    rules_numerals,
    rules_punctuation,
    rules_structure,
    rules_values,
    rules_wording,
)
from typeset.check.findings import Finding, Hit, Rule, Severity
from typeset.check.places import CONTEXT, Places, find_in
from typeset.check.texts import Subject
from typeset.errors import SettingsError
from typeset.ledger import NEWLINE, Ledger
from typeset.model import Document

RULES: tuple[Rule, ...] = tuple(
    sorted(
        (
            *rules_punctuation.RULES,
            *rules_numerals.RULES,
            *rules_wording.RULES,
            *rules_characters.RULES,
            *rules_structure.RULES,
            *rules_values.RULES,
        ),
        key=lambda rule: rule.code,
    )
)
"""Every rule, by its code. Docs and tests are made from this table."""

_BY_NAME = {key: rule for rule in RULES for key in (rule.code, rule.name)}
_LINE_ENDS = re.compile(r"(?:\s*[\r\n])+")
_LONGEST = 60
"""Characters of what is quoted."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Codes of rules that are switched off, and severities by code that are not the rules' own."""

    off: frozenset[str] = frozenset()
    severity: Mapping[str, Severity] = field(default_factory=dict)


def settings_of(off: Iterable[str], severity: Mapping[str, str], place: str = "") -> Settings:
    """What a job ticket says of rules, by code or name. Raises SettingsError for a rule that there is not."""
    return Settings(
        frozenset(rule_named(name, place).code for name in off),
        {rule_named(name, place).code: Severity(value) for name, value in severity.items()},
    )


def rule_named(name: str, place: str = "") -> Rule:
    """A rule by its code or its name. Raises SettingsError, which names the nearest."""
    rule = _BY_NAME.get(name)
    if rule is None:
        near = difflib.get_close_matches(name, _BY_NAME, n=1)
        remedy = f"did you mean {near[0]!r}?" if near else "docs/lint.md lists the rules"
        raise SettingsError(f"lint: there is no rule {name!r}", place=place, remedy=remedy)
    return rule


def lint(
    document: Document,
    ledger: Ledger | None = None,
    settings: Settings | None = None,
    written: str = "",
    rules: Iterable[Rule] = RULES,
) -> list[Finding]:
    """All findings of some rules, in the order of the source, or of the document where the source is not at
    hand.

    ``ledger``: the one that the document was made with. Without it, ``written`` is the text of the file that
    the document was read from, in which places are looked for; it may be empty.
    """
    chosen = settings or Settings()
    subject = Subject(document, ledger)
    scribe = _InSource(subject, ledger) if ledger else _InFile(subject, written)
    found = [
        (
            scribe.order(hit),
            rule.code,
            scribe.finding(rule, hit, chosen.severity.get(rule.code, rule.severity)),
        )
        for rule in rules
        if rule.code not in chosen.off
        for hit in rule.find(subject)
    ]
    return [finding for _, _, finding in sorted(found, key=lambda item: item[:2])]


class _InSource:
    """Hits to findings with their places in the raw text."""

    def __init__(self, subject: Subject, ledger: Ledger) -> None:
        self._text = ledger.origin.text
        self._places = Places(ledger.origin)
        self._names = sorted(
            (start, block.where)
            for block in subject.blocks
            for leaf in block.leaves
            for start, _ in leaf.span.ranges
        )

    def order(self, hit: Hit) -> tuple[int, int]:
        offset = self._offset(hit)
        return self._places.line_and_column(offset) if offset is not None else (0, 0)

    def finding(self, rule: Rule, hit: Hit, severity: Severity) -> Finding:
        offset = self._offset(hit)
        line, column = self._places.line_and_column(offset) if offset is not None else (None, None)
        where = hit.block.where if hit.block else self._name_at(hit.start)
        text = _quoted(hit.block.text if hit.block else self._text, hit)
        return Finding(rule.code, rule.name, severity, hit.message or rule.meaning, where, text, line, column)

    def _offset(self, hit: Hit) -> int | None:
        return hit.start if hit.block is None else self._places.offset(hit.block, hit.start)

    def _name_at(self, offset: int) -> str:
        """The name of what begins last before an offset."""
        index = bisect_right(self._names, offset, key=lambda item: item[0]) - 1
        return self._names[index][1] if index >= 0 else ""


class _InFile:
    """Hits to findings with their places in a file that says the words, as far as it has them as they are."""

    def __init__(self, subject: Subject, written: str) -> None:
        self._lines = NEWLINE.split(written)
        self._positions = {id(block): position for position, block in enumerate(subject.blocks)}

    def order(self, hit: Hit) -> tuple[int, int]:
        return self._positions[id(hit.block)], hit.start

    def finding(self, rule: Rule, hit: Hit, severity: Severity) -> Finding:
        assert hit.block is not None, "what was left out is known from a ledger alone"
        text = hit.block.text
        line, column = find_in(self._lines, text, hit.start, hit.end)
        return Finding(
            rule.code, rule.name, severity, hit.message or rule.meaning, hit.block.where, _quoted(text, hit),
            line, column,
        )  # fmt: skip


def _around(text: str, hit: Hit) -> str:
    return text[max(0, hit.start - CONTEXT) : hit.end + CONTEXT]


def _quoted(text: str, hit: Hit) -> str:
    """The words and a few on either side, fit for one line of a terminal."""
    words = "".join(map(_visible, _LINE_ENDS.sub("⏎", _around(text, hit))))
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"


def _visible(char: str) -> str:
    """What cannot be seen as its number."""
    return f"<U+{ord(char):04X}>" if is_unprintable(char) else char
