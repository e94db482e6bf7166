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
from typeset.check.texts import EVERY, Subject
from typeset.crossrefs import cross_refs
from typeset.errors import MissingCharacterError, TypesetError, Warned

if TYPE_CHECKING:
    from typeset.editions.lacking import Missing
    from typeset.ledger import Ledger
    from typeset.model import Document
    from typeset.theme import Theme


@dataclass(frozen=True)
class Text:
    """A document, the file that it was read from, and of these what is at hand: the ledger that it was made
    with, or the words of a file that says them."""

    document: Document
    file: str
    ledger: Ledger | None = None
    written: str = ""

    def place_of(self, finding: Finding) -> str:
        """``file:line:column`` of a finding, as far as it is known."""
        return ":".join(str(part) for part in (self.file, finding.line, finding.column) if part is not None)

    def find(self, rule: Rule, settings: Settings | None = None) -> list[Finding]:
        return lint(self.document, self.ledger, settings, self.written, (rule,))


def unprinted(
    text: Text, missing: Collection[Missing], theme: Theme, settings: Settings | None = None
) -> Iterator[Warned]:
    """``missing`` is what the edition says. ``settings`` may leave rule L41 out, which is told here too."""
    for item in missing:
        yield replace(item.warned(theme), place=_place(text, item.text))
    yield from _unencoded(text, {item.text for item in missing}, settings)
    yield from _out_of_volume(text)


def _out_of_volume(text: Text) -> Iterator[Warned]:
    """References to another text of a volume, where there is no volume."""
    for ref in cross_refs(text.document):
        if ref.chapter:
            yield Warned(
                f"{ref.text!r} refers to {ref.chapter}, which is not in this book: it is set as text",
                _place(text, ref.text),
                "build the volume that both are texts of",
            )


def traced(error: TypesetError, text: Text) -> TypesetError:
    """An error; that of a missing character with its first place in the source."""
    if not isinstance(error, MissingCharacterError):
        return error
    place = _place(text, error.text)
    return MissingCharacterError(error.text, error.message, place=place, remedy=error.remedy)


def _place(text: Text, words: str) -> str:
    """Where some characters stand first; the file, where they do not (in a running head)."""
    first = next(iter(text.find(_looking_for(words))), None)
    return text.place_of(first) if first else text.file


def _looking_for(words: str) -> Rule:
    """A rule that finds some characters wherever they stand."""

    def find(subject: Subject) -> Iterator[Hit]:
        for block in subject.of(EVERY):
            at = block.text.find(words)
            if at >= 0:
                yield Hit(block, at, at + len(words))

    return Rule("", "missing-character", "M", Severity.WARNING, "no font of the theme has it", find)


def _unencoded(text: Text, told: Collection[str], settings: Settings | None) -> Iterator[Warned]:
    found: dict[str, list[Finding]] = {}
    for finding in text.find(UNENCODED, settings):
        found.setdefault(finding.message, []).append(finding)
    for message, findings in found.items():
        where = list(dict.fromkeys(finding.where for finding in findings))
        if not any(f"U+{ord(char[0]):04X} " in message for char in told):
            more = f" and {len(where) - 1} more" if len(where) > 1 else ""
            yield Warned(f"{message} [{where[0]}{more}]", text.place_of(findings[0]), _REMEDY)


_REMEDY = "look the character up in the printed book; or switch rule L41 off in the job ticket"
