"""A Source to the kind of publication that it is: each kind has its signs, and the most of them win."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from typeset.judge import Judge
from typeset.ledger import Decision, Signal
from typeset.reflow.forms import FORMS, matched
from typeset.reflow.hanging import DOCUMENT_NUMBER, is_label
from typeset.reflow.scripts import HAN
from typeset.reflow.weights import SIGNALS
from typeset.source.lines import Line
from typeset.source.pages import Source

AUTO = "auto"
FALLBACK = "generic"
_S = SIGNALS["profile"]
_MARK = re.compile(r"[【〔][^【〔】〕]{1,60}|[◆■●▲★]\s?\S")
_NEWS = re.compile(r"本[报報刊]讯|本[报報]訊|[记記]者[^\S\r\n]|据新华社|新华社\S{1,6}\d")
_SAYS_TIME = re.compile("[年月日旬季春夏秋冬岁歲初]")
_LONGEST_DATE = 14
_DATES = ("day", "date", "year", "year-run")
_SHORT_TITLE = 20.0
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u0370-\u04ff]+")
_HAN = re.compile(f"[{HAN}]+")


def choose(source: Source, names: Sequence[str], judge: Judge) -> tuple[str, Decision]:
    """One of the profiles ``names``, and why. Without any sign, the generic one."""
    options = tuple(sorted(names, key=lambda name: name != FALLBACK))
    signals = tuple(signal for signal in _signals(source) if signal.option in options)
    decision = judge.decide("profile", "A-PROFILE", 0, 0, options, signals)
    return decision.choice, decision


def _signals(source: Source) -> Iterator[Signal]:
    lines, text = source.lines, source.origin.text
    counts = {
        "article-lines": _run(lines, "article"),
        "chapter-lines": _run(lines, "chapter") + _run(lines, "part"),
        "day-lines": sum(1 for line in lines if _opens_with_date(line.text)),
        "label-lines": sum(1 for line in lines if is_label(line.text)),
        "han-number-titles": _titles(lines, "han"),
        "marked-headings": sum(1 for line in lines if _MARK.match(line.text)),
        "document-numbers": sum(1 for line in lines if _is_document_number(line.text)),
        "news-openings": sum(1 for _ in _NEWS.finditer(text)),
    }
    for name, count in counts.items():
        if count >= _FEWEST[name]:
            yield _S[name]
    if all(counts[name] >= _FEWEST[name] for name in ("article-lines", "han-number-titles")):
        yield _S["articles-and-titles"]
    if _count(_LATIN, text) > 4 * _count(_HAN, text):
        yield _S["latin-letters"]
    yield _S["nothing-particular"]


_FEWEST = {
    "article-lines": 3,
    "label-lines": 3,
    "chapter-lines": 2,
    "day-lines": 3,
    "han-number-titles": 2,
    "marked-headings": 2,
    "news-openings": 1,
    "document-numbers": 2,
}


def _is_document_number(text: str) -> bool:
    return text[-1] in "号號" and DOCUMENT_NUMBER.fullmatch(text) is not None


def _opens_with_date(text: str) -> bool:
    may = _SAYS_TIME.search(text, 0, _LONGEST_DATE) is not None
    return may and any(matched(FORMS[name], text) for name in _DATES)


def _count(run: re.Pattern[str], text: str) -> int:
    """How many characters stand in the runs of a kind."""
    return sum(map(len, run.findall(text)))


def _run(lines: Sequence[Line], form: str) -> int:
    """How many lines begin with the form, each with the number after the last or with one; a part of a book
    may begin with any number, if the next follows it."""
    last = count = begun = 0
    for line in lines:
        found = matched(FORMS[form], line.text)
        if found is None or found[1] is None:
            continue
        if found[1] in (1, last + 1):
            last = found[1]
            count += 1
        elif not count and found[1] == begun + 1:
            last, count = found[1], 2
        else:
            begun = found[1]
    return count


def _titles(lines: Sequence[Line], form: str) -> int:
    """The same, of lines that are short and end without a stop."""
    short = [line for line in lines if line.width <= _SHORT_TITLE and line.text[-1] not in "。；！？，、"]
    return _run(short, form)
