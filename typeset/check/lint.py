"""A Document to findings: what an editor may want to look at. Nothing is ever changed by it.

Sources: P = GB/T 15834 (punctuation), N = GB/T 15835 (numerals), Y = guides for editors of yearbooks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from typeset.model import Credit, Document, Heading, Paragraph, entries, figures, sections

_HAN = "\u3400-\u9fff"
_LONGEST_TITLE = 18
_PAIRS = (
    ("“", "”"),
    ("‘", "’"),
    ("（", "）"),
    ("《", "》"),
    ("〈", "〉"),
    ("【", "】"),
    ("「", "」"),
    ("『", "』"),
)


@dataclass(frozen=True, slots=True)
class Finding:
    """``rule``: its code; ``where``: the entry or section; ``text``: what was found."""

    rule: str
    message: str
    where: str
    text: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A code, what it means in a line, and where that comes from."""

    code: str
    message: str
    source: str


PATTERNS: tuple[tuple[Rule, re.Pattern[str]], ...] = tuple(
    (Rule(code, message, source), re.compile(pattern))
    for code, message, source, pattern in (
        (
            "ascii-mark",
            "an ASCII mark beside Han: full width is usual",
            "P",
            f"[{_HAN}][,;:?!]|[,;:?!][{_HAN}]",
        ),
        ("ellipsis", "an ellipsis is ……", "P", r"\.{3,}|。{2,}"),
        ("dash", "a dash is ——", "P", r"(?<!-)--(?!-)"),
        ("ellipsis-and-so-on", "…… and 等 say the same", "P", "……等"),
        ("many-marks", "more than three ！ or ？", "P", "[！？]{4,}"),
        ("mark-after-title", "no 、 between 》 and 《 or ” and “", "P", "》、《|”、“"),
        ("mark-before-and-so-on", "no 、 before 等", "P", "、等(?!级)"),
        ("range-of-amounts", "a range of amounts is joined by ～", "P", r"\d[-—]\d+(?:\.\d+)?[万亿]"),
        ("short-year", "a year has four digits", "Y", r"(?<!\d)[0-9]{2}年(?=\d{1,2}月)"),
        ("relative-date", "a yearbook names the date", "Y", "今年|去年|目前|近日|日前"),
        (
            "about-twice",
            "about is said twice",
            "Y",
            rf"约[\d.万亿]+[{_HAN}]{{0,3}}(?:左右|上下)|近[\d.万亿]+余",
        ),
        ("decimal-and-more", "余 after a decimal", "Y", r"\d\.\d+[万亿]?余"),
        ("full-width-digit", "a full-width digit or letter", "N", "[０-９Ａ-Ｚａ-ｚ]"),
        ("space-in-text", "a space beside Han", "P", f"[{_HAN}] [{_HAN}0-9A-Za-z]|[0-9A-Za-z] [{_HAN}]"),
        ("radical", "a radical's code point instead of the character", "Y", "[\u2e80-\u2fdf]"),
    )
)

STRUCTURE: dict[str, Rule] = {
    rule.code: rule
    for rule in (
        Rule("unpaired", "a bracket or quote without its partner", "P"),
        Rule("stop-in-title", "， or 。 in a title", "Y"),
        Rule("long-title", f"a title longer than {_LONGEST_TITLE} characters", "Y"),
        Rule("stop-after-caption", "a caption ends with 。", "P"),
        Rule("unsigned", "an entry without a signature", "Y"),
        Rule("no-credit", "a caption without a credit", "Y"),
    )
}


def lint(document: Document) -> list[Finding]:
    """All findings, in the order of the text."""
    return [*_titles(document), *_bodies(document), *_captions(document)]


def _found(code: str, where: str, text: str) -> Finding:
    return Finding(code, STRUCTURE[code].message, where, text)


def _titles(document: Document) -> Iterator[Finding]:
    headings: list[Heading] = [section.heading for section in sections(document)]
    headings += [entry.heading for entry in entries(document) if entry.heading is not None]
    for heading in headings:
        if len(heading.text) > _LONGEST_TITLE:
            yield _found("long-title", heading.text, heading.text)
        if "，" in heading.text or "。" in heading.text:
            yield _found("stop-in-title", heading.text, heading.text)


def _bodies(document: Document) -> Iterator[Finding]:
    for entry in entries(document):
        where = entry.heading.text if entry.heading else "(no heading)"
        for paragraph in (child for child in entry.children if isinstance(child, Paragraph)):
            for rule, pattern in PATTERNS:
                for match in pattern.finditer(paragraph.text):
                    yield Finding(rule.code, rule.message, where, _around(paragraph.text, *match.span()))
            yield from _unpaired(paragraph.text, where)
        if entry.heading is not None and not any(isinstance(child, Credit) for child in entry.children):
            yield _found("unsigned", where, where)


def _unpaired(text: str, where: str) -> Iterator[Finding]:
    for opening, closing in _PAIRS:
        if text.count(opening) != text.count(closing):
            yield _found(
                "unpaired", where, f"{opening} {text.count(opening)}, {closing} {text.count(closing)}"
            )


def _captions(document: Document) -> Iterator[Finding]:
    for figure, entry in figures(document):
        where = entry.heading.text if entry and entry.heading else figure.text
        if figure.text.endswith("。"):
            yield _found("stop-after-caption", where, figure.text)
        if figure.credit is None:
            yield _found("no-credit", where, figure.text)


def _around(text: str, start: int, end: int, context: int = 6) -> str:
    return text[max(0, start - context) : end + context]
