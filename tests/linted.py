"""Golden cases of lint: readable texts with what a rule must find between ⟦ and ⟧.

A file has parts. Each begins with a line ``== fires HOW [VOLUME]`` or ``== silent HOW [VOLUME]``:

- ``each``: every line is a document of its own, of one paragraph;
- ``document``: the lines are one document: ``#`` a section (more of them: deeper), ``【】`` an entry's
  heading, ``@`` a signature, ``!`` a caption with its credit after ``@``, else a paragraph;
- ``raw``: the lines are a raw text, with \\uXXXX and \\xXX for what cannot be seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from typeset.check.findings import Rule
from typeset.check.texts import Subject
from typeset.model import (
    Credit,
    CreditKind,
    CreditPart,
    Document,
    Entry,
    EntryChild,
    Figure,
    Heading,
    Marks,
    Metadata,
    Paragraph,
    PartKind,
    Section,
    SectionChild,
    Text,
)

LINT = Path(__file__).resolve().parent / "golden" / "lint"
_ESCAPE = re.compile(r"\\u([0-9a-f]{4})|\\x([0-9a-f]{2})")
_MARKED = re.compile("⟦([^⟦⟧]*)⟧")


@dataclass(frozen=True)
class Part:
    """Lines to be looked at together, without marks, and the words that were marked, in each line."""

    fires: bool
    how: str
    volume: str
    lines: tuple[str, ...]
    marked: tuple[tuple[tuple[int, int], ...], ...]


def parts(text: str) -> Iterator[Part]:
    """The parts of a golden file; each line of ``each`` is a part by itself."""
    for block in text.split("== ")[1:]:
        head, *lines = block.rstrip("\n").split("\n")
        verdict, how, *volume = head.split()
        read = [_unmarked(_ESCAPE.sub(_char, line)) for line in lines]
        groups = [[line] for line in read] if how == "each" else [read]
        for group in groups:
            words, marked = zip(*group, strict=True)
            yield Part(verdict == "fires", how, "".join(volume), words, marked)


def _char(match: re.Match[str]) -> str:
    return chr(int(match.group(1) or match.group(2), 16))


def _unmarked(line: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    spans = []
    for count, match in enumerate(_MARKED.finditer(line)):
        start = match.start() - 2 * count
        spans.append((start, start + len(match.group(1))))
    return re.sub("[⟦⟧]", "", line), tuple(spans)


def expected(part: Part) -> list[tuple[str, str]]:
    """What must be found: the line's own words, and those that were marked in it."""
    return sorted(
        (_bare(line), line[start:end])
        for line, spans in zip(part.lines, part.marked, strict=True)
        for start, end in spans
    )


def found(part: Part, rule: Rule) -> list[tuple[str, str]]:
    """What a rule finds in a part that is no raw text, in the same form."""
    subject = Subject(document_of(part.lines, part.volume))
    hits = [(hit.block.text, hit.block.text[hit.start : hit.end]) for hit in rule.find(subject) if hit.block]
    return sorted(hits)


def _bare(line: str) -> str:
    """A line without the notation around its words."""
    return re.sub(r"\A(?:#+ |! |【)|】\Z| @ .*\Z", "", line)


def document_of(lines: Sequence[str], volume: str = "") -> Document:
    """A document in the compact notation."""
    children, rest = _children(list(lines), 0, iter(range(10**6)))
    assert not rest
    return Document("", Metadata(year=volume), children)


def _children(lines: list[str], level: int, ids: Iterator[int]) -> tuple[tuple[SectionChild, ...], list[str]]:
    """What stands below a section of ``level``, and the lines after it."""
    found: list[SectionChild] = []
    while lines and not (lines[0].startswith("#") and lines[0].index(" ") <= level):
        if lines[0].startswith("#"):
            title = lines[0].lstrip("# ")
            inner, lines = _children(lines[1:], level + 1, ids)
            found.append(Section(f"s{next(ids)}", Heading((Text(title),)), level + 1, inner))
            continue
        line, *lines = lines
        if line.startswith("【"):
            found.append(Entry(f"e{next(ids)}", Heading((Text(line[1:-1]),), Marks("【", "】"))))
        else:
            if not found or not isinstance(found[-1], Entry):
                found.append(Entry(f"e{next(ids)}", None))
            last = found[-1]
            assert isinstance(last, Entry)
            found[-1] = replace(last, children=(*last.children, _child(line, ids)))
    return tuple(found), lines


def _child(line: str, ids: Iterator[int]) -> EntryChild:
    if line.startswith("@ "):
        return Credit(CreditKind.AUTHOR, (CreditPart(PartKind.NAME, line[2:]),), Marks("（", "）"))
    if line.startswith("! "):
        caption, _, who = line[2:].partition(" @ ")
        credit = Credit(CreditKind.PHOTO, (CreditPart(PartKind.ORGANISATION, who),)) if who else None
        return Figure(f"f{next(ids)}", (Text(caption),), credit)
    return Paragraph((Text(line),))
