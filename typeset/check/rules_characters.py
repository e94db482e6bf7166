"""Rules 27 to 31: characters and white space, in the text and in what was left out of it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from typeset.characters import is_unprintable
from typeset.check.findings import Hit, Rule, Severity
from typeset.check.matching import inside_quotes, matching
from typeset.check.texts import EVERY, HAN, PROSE, TITLES, Block, Kind, Leaf, Subject
from typeset.ledger import NEWLINE, Action, Row
from typeset.model import CreditKind, PartKind
from typeset.span import Span

_BETWEEN = {
    "between Han": re.compile(f"(?<=[{HAN}]) (?=[{HAN}])"),
    "before a number": re.compile(f"(?<=[{HAN}]) (?=[0-9])"),
    "after a number": re.compile(f"(?<=[0-9]) (?=[{HAN}])"),
    "before Latin": re.compile(f"(?<=[{HAN}]) (?=[A-Za-z])"),
    "after Latin": re.compile(f"(?<=[A-Za-z]) (?=[{HAN}])"),
}
_WITHOUT = {kind: re.compile(pattern.pattern.replace(" ", "")) for kind, pattern in _BETWEEN.items()}
_LABEL = re.compile(
    r"\A(?:图|表|照片|附图|附表)\s?\d*(?:[-—.·]\d+)* ?\Z|\A[\d一二三四五六七八九十.、（）()]+ \Z"
)
"""What a space may follow at the beginning of a caption or a numbered text."""
_UNENCODED = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]+|〓+")
_RADICAL = re.compile("[\u2e80-\u2fdf]")
_NEAR = 2
"""Code points between two spaces that are one finding: a line that is set spaced out."""


def _spaces(subject: Subject) -> Iterator[Hit]:
    yield from _kept_spaces(subject)
    for rows in _runs(_dropped(subject, "stray-space")):
        yield Hit(None, rows[0].start, rows[-1].end)


def _kept_spaces(subject: Subject) -> Iterator[Hit]:
    """Where the document more often has none. Quotes and titles may hold a space; so may what is numbered."""
    blocks = list(subject.of(PROSE))
    for kind, pattern in _BETWEEN.items():
        spaced = sum(len(pattern.findall(block.text)) for block in blocks)
        if not spaced or spaced > sum(len(_WITHOUT[kind].findall(block.text)) for block in blocks):
            continue
        for block in blocks:
            for match in pattern.finditer(block.text):
                if not inside_quotes(block.text, match.start()) and not _LABEL.match(
                    block.text[: match.end()]
                ):
                    yield Hit(block, *match.span())


def _dropped(subject: Subject, *values: str) -> list[Row]:
    rows = subject.ledger.rows if subject.ledger else ()
    return [row for row in rows if row.action is Action.DROP and row.value in values]


def _runs(rows: list[Row]) -> Iterator[list[Row]]:
    run: list[Row] = []
    for row in rows:
        if run and row.start - run[-1].end > _NEAR:
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def _lost(subject: Subject) -> Iterator[Hit]:
    for row in _dropped(subject, "undecodable"):
        yield Hit(None, row.start, row.end, "a character was lost before this file was made")
    for row in _dropped(subject, "control"):
        yield Hit(None, row.start, row.end, "a control character")
    for block in subject.of(EVERY):
        yield from (Hit(block, at, at + 1) for at, char in enumerate(block.text) if is_unprintable(char))


def _unencoded(subject: Subject) -> Iterator[Hit]:
    for block in subject.of(EVERY):
        for match in _UNENCODED.finditer(block.text):
            char = match.group()[0]
            what = (
                "a geta mark, for a character that was not at hand"
                if char == "〓"
                else (f"U+{ord(char):04X} is a private code point: only one font knows what it is")
            )
            yield Hit(block, *match.span(), what)


def _radicals(subject: Subject) -> Iterator[Hit]:
    for block in subject.of(EVERY):
        for match in _RADICAL.finditer(block.text):
            proper = unicodedata.normalize("NFKC", match.group())
            known = f"U+{ord(match.group()):04X} is a radical"
            yield Hit(block, *match.span(), f"{known}, not {proper}" if proper != match.group() else known)


class _Padded(NamedTuple):
    """Words of two characters, and the white space that stands between them in the source."""

    block: Block
    start: int
    end: int
    gap: str


def _padding(subject: Subject) -> Iterator[Hit]:
    """Of names and of titles of two characters: those that are not set as most of their kind are."""
    if subject.ledger is None:
        return
    source = subject.ledger.origin.text
    for kind in (_names(subject, source, True), _names(subject, source, False), _titles(subject, source)):
        usual = Counter(item.gap for item in kind).most_common(1)
        for item in kind:
            if item.gap != usual[0][0]:
                yield Hit(item.block, item.start, item.end)


def _names(subject: Subject, source: str, signed: bool) -> list[_Padded]:
    """Of signatures, or of the credits of pictures."""
    found: list[_Padded] = []
    for block in subject.of(frozenset({Kind.CREDIT})):
        assert block.credit is not None
        if (block.credit.kind is CreditKind.AUTHOR) != signed:
            continue
        at = len(block.credit.marks.open)
        for part in block.credit.parts:
            if part.kind is PartKind.NAME:
                found += _padded(block, Leaf(part.text, part.span), at, source)
            at += len(part.text)
    return found


def _titles(subject: Subject, source: str) -> list[_Padded]:
    found: list[_Padded] = []
    for block in subject.of(TITLES):
        if block.kind is Kind.SECTION and len(block.leaves) == 1:
            found += _padded(block, block.leaves[0], 0, source)
    return found


def _padded(block: Block, leaf: Leaf, at: int, source: str) -> Iterator[_Padded]:
    if not re.fullmatch(f"[{HAN}]{{2}}", leaf.text) or not leaf.span:
        return
    gap = _gap(leaf.span, source)
    if not NEWLINE.search(gap) and (not gap or gap.isspace()):
        yield _Padded(block, at, at + 2, gap)


def _gap(span: Span, source: str) -> str:
    """What stands in the source between two characters.

    However many U+0020 are one: who took the text off a page put as many as seemed to fit.
    """
    between = source[span.start + 1 : span.end - 1]
    return " " if between and not between.strip(" ") else between


UNENCODED = Rule(
    "L41", "unencoded-character", "M", Severity.WARNING,
    "a private code point, or 〓 in the place of a character", _unencoded,
)  # fmt: skip
"""Said by ``typeset build`` too: what is printed there is no character, or not surely the right one."""

RULES = (
    Rule(
        "L27", "full-width-digit", "M", Severity.WARNING, "a full-width digit or letter",
        matching("[０-９Ａ-Ｚａ-ｚ]+", EVERY),
    ),
    Rule("L28", "space-in-text", "M", Severity.WARNING, "a stray space", _spaces),
    Rule(
        "L29", "lost-character", "M", Severity.WARNING,
        "U+FFFD or a control character", _lost,
    ),
    Rule(
        "L30", "radical", "M", Severity.WARNING,
        "a radical's code point instead of the character", _radicals,
    ),
    Rule(
        "L31", "uneven-padding", "M", Severity.NOTICE,
        "names or titles of two characters are padded in more than one way", _padding,
    ),
    UNENCODED,
)  # fmt: skip
"""In the order of their codes."""
