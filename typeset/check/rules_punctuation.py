"""Rules 1 to 11: punctuation, after GB/T 15834."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from typeset.check.findings import Hit, Rule, Severity
from typeset.check.matching import hit, matching
from typeset.check.texts import HAN, PROSE, TITLES, Block, Kind, Subject

_PAIRS = tuple(zip("“‘（《〈【「『〔", "”’）》〉】」』〕", strict=True))
_CLOSED = "”’」』）》】"
_OPENED = "“‘「『（《【"
_ITEM = re.compile(r"(?:\A|[\s；：。，、;:])[（(]?(?:\d{1,3}|[A-Za-z]|[一二三四五六七八九十]{1,3}|[①-⑳])\Z")
"""What a closing bracket after a number of a list stands after: 1）."""
_ASCII = "|".join(
    (
        f"(?<=[{HAN}{_CLOSED}])[,;:?!]",
        f"[,;:?!](?=[{HAN}{_OPENED}])",
        rf"(?<=[{HAN}{_CLOSED}])\(|\((?=[{HAN}{_OPENED}])",
        rf"(?<=[{HAN}{_CLOSED}])\)|(?<!\A\d)(?<!\A\d\d)(?<![!-~]\))\)(?=[{HAN}{_OPENED}])",
    )
)
_FORMULA = re.compile(r"[A-Za-z0-9] ?\([ -'*-~]*\)\Z")
_COMPOUNDS = "级离子式边腰价同距额效温压高速"
"""What makes another word of 等: 等级, 等离子."""


def _ascii_marks(subject: Subject) -> Iterator[Hit]:
    """A bracket that closes a formula, f(x), or Latin words is no mark of the sentence."""
    for block in subject.of(PROSE):
        for match in re.finditer(_ASCII, block.tight):
            if not _FORMULA.search(block.tight, 0, match.end()):
                yield hit(block, *match.span())


def _unpaired(subject: Subject) -> Iterator[Hit]:
    texts = list(subject.of(PROSE))
    for position, block in enumerate(texts):
        following = texts[position + 1] if position + 1 < len(texts) else None
        for opening, closing in _PAIRS:
            for at in _without_partner(block.tight, opening, closing):
                if not _goes_on(block, at, following):
                    yield hit(block, at, at + 1)


def _without_partner(text: str, opening: str, closing: str) -> Iterator[int]:
    opened: list[int] = []
    for at, char in enumerate(text):
        if char == opening:
            opened.append(at)
        elif char == closing:
            if opened:
                opened.pop()
            elif not _is_apostrophe(text, at) and not (char == "）" and _ITEM.search(text, 0, at)):
                yield at
    yield from opened


def _is_apostrophe(text: str, at: int) -> bool:
    """Of a Latin word, or before the last two digits of a year."""
    if text[at] != "’":
        return False
    before, after = text[max(0, at - 1) : at], text[at + 1 : at + 2]
    return (before.isascii() and before.isalpha()) or after.isdecimal()


def _goes_on(block: Block, at: int, following: Block | None) -> bool:
    """Of a quotation over several paragraphs each begins with a quote, and the last alone ends with one."""
    return (
        at == 0
        and block.tight[0] == "“"
        and block.kind is Kind.PARAGRAPH
        and following is not None
        and following.kind is Kind.PARAGRAPH
        and following.tight.startswith("“")
    )


def _nested(opening: str, closing: str, subject: Subject) -> Iterator[Hit]:
    """The inner one of two pairs of the same kind; the outer one may not be without its partner."""
    for block in subject.of(PROSE):
        opened: list[int] = []
        inner: list[tuple[int, int]] = []
        for match in re.finditer(f"[{opening}{closing}]", block.tight):
            if match.group() == opening:
                opened.append(match.start())
            elif opened:
                start = opened.pop()
                if opened:
                    inner.append((start, match.end()))
                else:
                    yield from (hit(block, *span) for span in sorted(inner))
                    inner = []


def _stops_at_end(subject: Subject) -> Iterator[Hit]:
    for block in chain(subject.of(TITLES), subject.of(frozenset({Kind.CAPTION}))):
        if block.text.endswith("。"):
            yield Hit(block, len(block.text) - 1, len(block.text))


RULES = (
    Rule(
        "L01",
        "ascii-mark",
        "P",
        Severity.WARNING,
        "an ASCII mark beside Han: full width is usual",
        _ascii_marks,
    ),
    Rule(
        "L02",
        "ellipsis",
        "P",
        Severity.WARNING,
        "an ellipsis is ……",
        matching(
            rf"(?<=[{HAN}，。！？{_CLOSED}])\.{{3,6}}(?!\.|\s*\d+\Z)|(?<!\.)\.{{3,6}}(?=[{HAN}{_OPENED}])"
            rf"|。{{2,}}|(?<=[{HAN}{_CLOSED}])…(?!…)|(?<!…)…(?=[{HAN}{_OPENED}])|·{{3,}}"
        ),
    ),
    Rule(
        "L03",
        "dash",
        "P",
        Severity.WARNING,
        "a dash is ——",
        matching(
            rf"(?<=[{HAN}，。；：！？{_CLOSED}])-{{2,}}(?!-)|(?<!-)-{{2,}}(?=[{HAN}{_OPENED}])"
            rf"|[―─–－]{{2,}}|(?<=[，。；：！？])—(?!—)|(?<=[{HAN}])(?<!—)—(?=[“《])|\A—(?=[{HAN}])|—{{3,}}"
        ),
    ),
    Rule(
        "L04",
        "ellipsis-and-so-on",
        "P",
        Severity.WARNING,
        "…… and 等 say the same",
        matching(f"…+等(?![{_COMPOUNDS}待候到等]|[一下]等)|(?<!等一)(?<!等)等…+"),
    ),
    Rule("L05", "many-marks", "P", Severity.WARNING, "more than three ！ or ？", matching("[！？!?]{4,}")),
    Rule("L06", "unpaired", "P", Severity.WARNING, "a bracket or quote without its partner", _unpaired),
    Rule(
        "L07",
        "nested-quotes",
        "P",
        Severity.WARNING,
        "quotes inside “” are ‘’",
        lambda subject: _nested("“", "”", subject),
    ),
    Rule(
        "L08",
        "nested-titles",
        "P",
        Severity.WARNING,
        "title marks inside 《》 are 〈〉",
        lambda subject: _nested("《", "》", subject),
    ),
    Rule(
        "L09",
        "mark-after-title",
        "P",
        Severity.WARNING,
        "no 、 between 》 and 《 or ” and “",
        matching("(?<=》)、(?=《)|(?<=”)、(?=“)"),
    ),
    Rule(
        "L10", "stop-after-caption", "P", Severity.WARNING, "a caption or title ends with 。", _stops_at_end
    ),
    Rule(
        "L11",
        "mark-before-and-so-on",
        "P",
        Severity.WARNING,
        "no 、 before 等",
        matching(f"、(?=等(?![{_COMPOUNDS}]))"),
    ),
)
"""In the order of their codes."""
