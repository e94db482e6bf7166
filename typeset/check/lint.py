"""A Document to findings: what an editor may want to look at. Nothing is ever changed by it.

With the ledger that a document was made with, every finding has its line and column in the source, and what was
left out of the document is looked at too.
"""

from __future__ import annotations

import difflib
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from typeset.check import (
    rules_characters,
    rules_numerals,
    rules_punctuation,
    rules_structure,
    rules_values,
    rules_wording,
)
from typeset.check.findings import Finding, Hit, Rule, Severity
from typeset.check.places import Places, find_in
from typeset.check.texts import Subject
from typeset.errors import SettingsError
from typeset.ledger import Ledger
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
_CONTEXT = 6
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


def lint(document: Document, ledger: Ledger | None = None, settings: Settings | None = None) -> list[Finding]:
    """All findings, in the order of the source, or of the document where the source is not at hand."""
    chosen = settings or Settings()
    subject = Subject(document, ledger)
    desk = _Desk(subject, chosen)
    found = [
        desk.finding(rule, hit) for rule in RULES if rule.code not in chosen.off for hit in rule.find(subject)
    ]
    return [finding for _, finding in sorted(found, key=lambda pair: (pair[0], pair[1].code))]


def in_file(findings: Iterable[Finding], text: str) -> list[Finding]:
    """Findings without a place, with the line and column where ``text``, a file, has their words."""
    raise NotImplementedError


class _Desk:
    """Hits to findings: where they are and what stands there."""

    def __init__(self, subject: Subject, settings: Settings) -> None:
        self._settings = settings
        self._order = {id(block): number for number, block in enumerate(subject.blocks)}
        self._ledger = subject.ledger
        self._places = Places(subject.ledger.origin) if subject.ledger else None
        self._starts = sorted(
            (leaf.span.start, block.where) for block in subject.blocks for leaf in block.leaves if leaf.span
        )
