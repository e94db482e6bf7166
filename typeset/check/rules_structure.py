"""Rules 32 to 37: titles, signatures, captions and the order of a section, after guides for yearbooks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from typeset.check.findings import Hit, Rule, Severity
from typeset.check.matching import matching, whole
from typeset.check.texts import TITLES, Block, Kind, Subject
from typeset.model import CreditKind

LONGEST_TITLE = 18
"""Characters; a letter or a digit of ASCII counts as half of one, as it does in print."""
_OVERVIEW = re.compile(r"概况|综述|概述|概貌|总述|基本情况|综合")
_FEWEST = 2
"""Headed entries from which a section needs an overview."""


def title_length(text: str) -> float:
    """In characters; ASCII counts half."""
    return sum(0.5 if char.isascii() else 1.0 for char in text)


def _long_titles(subject: Subject) -> Iterator[Hit]:
    for block in subject.of(TITLES):
        if title_length(block.text) > LONGEST_TITLE:
            yield whole(block)


def _unsigned(subject: Subject) -> Iterator[Hit]:
    """Where more than half of the entries have one: elsewhere one signature stands for many, or none does."""
    headed = [blocks for blocks in subject.entries.values() if blocks[0].kind is Kind.HEADING]
    unsigned = [blocks[0] for blocks in headed if not any(map(_is_signature, blocks))]
    if 2 * len(unsigned) < len(headed):
        yield from map(whole, unsigned)


def _is_signature(block: Block) -> bool:
    return block.credit is not None and block.figure is None and block.credit.kind is CreditKind.AUTHOR


def _without_credit(subject: Subject) -> Iterator[Hit]:
    for block in subject.of(frozenset({Kind.CAPTION})):
        if block.figure is not None and block.figure.credit is None:
            yield whole(block)


def _without_overview(subject: Subject) -> Iterator[Hit]:
    """Where other sections of the document begin with one."""
    firsts = _first_headings(subject)
    lacking = [block for block in firsts if not _OVERVIEW.match(block.text)]
    if len(lacking) < len(firsts):
        yield from map(whole, lacking)


def _first_headings(subject: Subject) -> list[Block]:
    """The first heading of each section that has two headed entries of its own, or more."""
    of_section: dict[str, list[Block]] = {}
    for block in subject.of(frozenset({Kind.HEADING})):
        if block.sections and not _OVERVIEW.match(block.sections[-1].heading.text):
            of_section.setdefault(block.sections[-1].id, []).append(block)
    return [blocks[0] for blocks in of_section.values() if len(blocks) >= _FEWEST]


RULES = (
    Rule(
        "L32", "long-title", "Y", Severity.NOTICE,
        f"a title longer than {LONGEST_TITLE} characters", _long_titles,
    ),
    Rule(
        "L33", "stop-in-title", "Y", Severity.WARNING, "， or 。 in a title",
        matching(r"，|。(?!\Z)", TITLES),
    ),
    Rule(
        "L35", "unsigned", "Y", Severity.NOTICE,
        "an entry without a signature, where most have one", _unsigned,
    ),
    Rule("L36", "no-credit", "Y", Severity.NOTICE, "a caption without a credit", _without_credit),
    Rule(
        "L37", "no-overview", "M", Severity.NOTICE,
        "a section that does not begin with 概况, where others do", _without_overview,
    ),
)  # fmt: skip
"""In the order of their codes."""
