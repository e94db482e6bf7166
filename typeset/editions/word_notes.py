"""The notes that the text refers to as the footnotes of a DOCX, in a part of their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from typeset.editions.style_names import FOOTNOTE, FOOTNOTE_MARK
from typeset.editions.template import SEPARATORS, footnote_separators
from typeset.editions.word_body import NAMESPACES
from typeset.editions.word_package import StyleIds
from typeset.editions.word_runs import runs_of
from typeset.model import Document, Inline, Name, Note, NoteRef, entries, note_refs

if TYPE_CHECKING:
    from docx.document import Document as Package


Words = Callable[[Sequence[Inline]], str]
"""The runs of some inlines."""


def note_runs(note: Note, words: Words) -> str:
    """The mark stands on the line: raised, LibreOffice takes it for its own and shows another's."""
    mark = f"{runs_of(note.mark)}<w:r><w:tab/></w:r>" if note.mark else ""
    return f"{mark}{words(note.inlines)}"


class Footnotes:
    """The numbers of the notes that a document refers to, and which have been placed."""

    def __init__(self, document: Document, ids: StyleIds) -> None:
        self.ids = ids
        self._placed: set[int] = set()
        self._notes = {
            child.id: child
            for entry in entries(document)
            for child in entry.children
            if isinstance(child, Note)
        }
        self._numbers = {
            note: number
            for number, note in enumerate(dict.fromkeys(r.note for r in note_refs(document)), SEPARATORS)
        }

    def __contains__(self, note: str) -> bool:
        return note in self._numbers

    def names(self, ref: NoteRef) -> list[Name]:
        """Those in a footnote, to be told where its mark stands: on its page, and no field looks into it."""
        if self._numbers[ref.note] in self._placed:
            return []
        return [one for one in self._notes[ref.note].inlines if isinstance(one, Name)]

    def reference(self, ref: NoteRef) -> str:
        """The printed mark; the first one of a note carries the footnote."""
        mark = self.ids[FOOTNOTE_MARK]
        number = self._numbers[ref.note]
        if number in self._placed:
            return runs_of(ref.text, mark)
        self._placed.add(number)
        return (
            f'<w:r><w:rPr><w:rStyle w:val="{mark}"/></w:rPr>'
            f'<w:footnoteReference w:customMarkFollows="1" w:id="{number}"/>'
            f'<w:t xml:space="preserve">{escape(ref.text)}</w:t></w:r>'
        )

    def write(self, package: Package, words: Words) -> None:
        """Into the package's own part."""
        style = self.ids[FOOTNOTE]
        written = "".join(
            f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
            f"{note_runs(self._notes[ident], words)}</w:p></w:footnote>"
            for ident, number in self._numbers.items()
        )
        root = f"<w:footnotes {NAMESPACES}>{footnote_separators()}{written}</w:footnotes>"
        for part in package.part.package.iter_parts():
            if str(part.partname) == "/word/footnotes.xml":
                part._blob = f'<?xml version="1.0" encoding="UTF-8"?>\n{root}'.encode()
