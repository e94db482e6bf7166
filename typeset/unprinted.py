"""What of a text is printed otherwise than its author may think → warnings with entry and place.

Characters that no font of the theme has, private code points, 〓 in the place of a character: each is told
once, with its first place and how many more there are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from typeset.check.findings import Finding, Hit, Rule, Severity
from typeset.check.lint import Settings, lint
from typeset.check.rules_characters import UNENCODED
from typeset.check.texts import EVERY, Subject, Written
from typeset.crossrefs import cross_refs
from typeset.errors import MissingCharacterError, TypesetError, Warned

if TYPE_CHECKING:
    from typeset.editions.lacking import Missing
    from typeset.model import Document
    from typeset.theme import Theme


@dataclass(frozen=True)
class Printed:
    """What is printed, and the texts that it was made of, in their order; ``file``: the one of all."""

    document: Document
    texts: tuple[Written, ...]
    file: str

    @staticmethod
    def of(text: Written) -> Printed:
        """A text by itself."""
        return Printed(text.document, (text,), text.file)

    def find(self, rule: Rule, settings: Settings | None = None) -> Iterator[tuple[Finding, str]]:
        """Findings, each with its place."""
        for text in self.texts:
            for finding in lint(text.document, text.ledger, settings, text.written, (rule,)):
                yield finding, _place_of(text, finding)


def _place_of(text: Written, finding: Finding) -> str:
    """``file:line:column`` of a finding, as far as it is known."""
    return ":".join(str(part) for part in (text.file, finding.line, finding.column) if part is not None)


def unprinted(
    book: Printed, missing: Collection[Missing], theme: Theme, settings: Settings | None = None
) -> Iterator[Warned]:
    """``missing`` is what the edition says. ``settings`` may leave rule L41 out, which is told here too."""
    for item in missing:
        yield replace(item.warned(theme), place=_place(book, item.text))
    yield from _unencoded(book, {item.text for item in missing}, settings)
    yield from _out_of_volume(book)


def _out_of_volume(book: Printed) -> Iterator[Warned]:
    """References to another text of a volume, where there is no volume."""
    for ref in cross_refs(book.document):
        if ref.chapter:
            yield Warned(
                f"{ref.text!r} refers to {ref.chapter}, which is not in this book: it is set as text",
                _place(book, ref.text),
                "build the volume that both are texts of",
            )


def traced(error: TypesetError, book: Printed) -> TypesetError:
    """An error; that of a missing character with its first place in the source."""
    if not isinstance(error, MissingCharacterError):
        return error
    place = _place(book, error.text)
    return MissingCharacterError(error.text, error.message, place=place, remedy=error.remedy)


def _place(book: Printed, words: str) -> str:
    """Where some characters stand first; the file, where they do not (in a running head)."""
    return next((place for _, place in book.find(_looking_for(words))), book.file)


def _looking_for(words: str) -> Rule:
    """A rule that finds some characters wherever they stand."""

    def find(subject: Subject) -> Iterator[Hit]:
        for block in subject.of(EVERY):
            at = block.text.find(words)
            if at >= 0:
                yield Hit(block, at, at + len(words))

    return Rule("", "missing-character", "M", Severity.WARNING, "no font of the theme has it", find)


def _unencoded(book: Printed, told: Collection[str], settings: Settings | None) -> Iterator[Warned]:
    found: dict[str, list[tuple[Finding, str]]] = {}
    for finding, place in book.find(UNENCODED, settings):
        found.setdefault(finding.message, []).append((finding, place))
    for message, findings in found.items():
        where = list(dict.fromkeys(finding.where for finding, _ in findings))
        if not any(f"U+{ord(char[0]):04X} " in message for char in told):
            more = f" and {len(where) - 1} more" if len(where) > 1 else ""
            yield Warned(f"{message} [{where[0]}{more}]", findings[0][1], _REMEDY)


_REMEDY = "look the character up in the printed book; or switch rule L41 off in the job ticket"
