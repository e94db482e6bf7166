"""A Document to DOCX for editors: the theme's template, named styles, and no formatting but styles.

Each block is a paragraph, but for a signature: it stands on a line of its own at the end of the paragraph
that it signs, after a right tab at the column's edge. So it never breaks in two, and widow control keeps it
with the text; as a paragraph of its own it would need keep-with-next, which LibreOffice takes to mean that
the whole paragraph may not break.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import TYPE_CHECKING, assert_never

from typeset.editions.references import settled
from typeset.editions.style_names import CHRONICLE, EVENT, HIDDEN, entry_style, heading_style, name_list_style
from typeset.editions.template import packed
from typeset.editions.word_body import Body
from typeset.editions.word_front import set_language, write_front, write_running_heads
from typeset.editions.word_indexes import write_indexes
from typeset.editions.word_names import NameRuns
from typeset.editions.word_notes import Footnotes, note_runs
from typeset.editions.word_package import StyleIds, open_template, set_properties
from typeset.editions.word_pictures import picture
from typeset.editions.word_runs import field_of
from typeset.editions.word_tables import write_table
from typeset.editions.word_terms import Terms
from typeset.editions.word_text import TextRuns
from typeset.kinds import chronicle_entries, event_mark, notes_below
from typeset.model import (
    Credit,
    CreditKind,
    Document,
    Entry,
    EntryChild,
    Figure,
    Note,
    Paragraph,
    Section,
    SectionChild,
    Table,
)
from typeset.name_lists import name_lists
from typeset.parts import NO_PARTS, Parts
from typeset.theme import Theme

if TYPE_CHECKING:
    from docx.document import Document as Package


def render_docx(
    document: Document, theme: Theme, images: Mapping[str, bytes], parts: Parts = NO_PARTS
) -> bytes:
    """The whole file; the same bytes for the same document. ``images``: path in the document → picture. Of
    ``parts`` it has the contents, the running heads of chapters, the references and the indexes.

    Raises FormatError for a picture that is of no kind that Word takes.
    """
    package = open_template(theme)
    document = settled(document, parts.references)
    _Writer(document, theme, images, package, parts).write()
    set_properties(package, document)
    out = io.BytesIO()
    package.save(out)
    with zipfile.ZipFile(out) as archive:
        return packed({name: archive.read(name) for name in archive.namelist()})


class _Writer:
    def __init__(
        self,
        document: Document,
        theme: Theme,
        images: Mapping[str, bytes],
        package: Package,
        parts: Parts,
    ) -> None:
        self.document = document
        self.theme = theme
        self.images = images
        self.package = package
        self.ids = StyleIds({s.name.lower(): s.style_id for s in package.styles if s.name})
        self.ids.template = theme.template
        self.body = Body(package, document, self.ids)
        self.notes = Footnotes(document, self.ids)
        self.parts = parts
        self.terms = Terms(parts.index, self.body)
        language, paged = document.metadata.language, parts.references == "page"
        self.text = TextRuns(theme, self.ids, self.notes, self.terms, language, paged=paged)
        self.names = NameRuns(self.text)
        self.chronicle = chronicle_entries(document) if theme.chronicle.hang else frozenset()

    def write(self) -> None:
        set_language(self.document, self.package)
        write_running_heads(self.document, self.parts, self.package)
        write_front(self.document, self.parts, self.body, self.text)
        for child in self.document.children:
            self._child(child, 1)
        write_indexes(self.document, self.parts, self.terms, self.body, self.text)
        self.notes.write(self.package, self.text.bare)

    def _child(self, child: SectionChild, level: int) -> None:
        match child:
            case Section():
                words = self.text.heading(child.heading, "Title", self.theme.padding.titles)
                self.body.paragraph(heading_style(level), self.body.marked(child.id, words, toc=True))
                for inner in child.children:
                    self._child(inner, level + 1)
            case Entry():
                self.body.begin(child.id)
                if child.heading is not None:
                    self.terms.add("entries", child.heading.text, self.body.bookmarks[child.id])
                    self.body.paragraph(entry_style(level), self.text.heading(child.heading, "", 0))
                self._items(child.children, begun=child.heading is not None and child.id in self.chronicle)
                self.body.end()
            case Figure():
                self._figure(child)
            case _:
                assert_never(child)

    def _items(self, items: tuple[EntryChild, ...], *, begun: bool) -> None:
        """A paragraph with the signature that follows it; the others one by one. ``begun``: they stand below
        the date of a chronicle's entry."""
        tables = (number for number, item in enumerate(items, 1) if isinstance(item, Table))
        below = [note for number in tables for note in notes_below(items[number:])]
        signed = False
        for item, following, listed in zip(items, (*items[1:], None), name_lists(items), strict=False):
            match item:
                case Paragraph() if any(item is note for note in below):
                    signed = False
                    self.body.paragraph("Table Note", self.text.words(item.inlines))
                case Paragraph() if listed is not None:
                    signed = False
                    style = self._known(name_list_style(self.names.hang(listed)))
                    self.body.paragraph(style, self.names.words(item, listed))
                case Paragraph():
                    signed = isinstance(following, Credit) and following.kind is not CreditKind.SOURCE
                    tail = ""
                    if isinstance(following, Credit) and signed:
                        tail = f"<w:r><w:br/></w:r>{self.text.signature(following)}"
                    words = self.text.words(item.inlines)
                    self.body.paragraph(self._style_of(item, begun=begun), words + tail)
                case Credit() if signed:
                    signed = False
                case Credit(kind=CreditKind.SOURCE):
                    self.body.paragraph("Body Text", self.text.credit(item, "Name"))
                case Credit():
                    self.body.paragraph("Signature", self.text.signature(item))
                case Figure():
                    self._figure(item)
                case Table():
                    write_table(item, self.body, self.text)
                case Note() if item.id not in self.notes:
                    self.body.paragraph("Note", self.body.marked(item.id, note_runs(item, self.text.words)))
                case Note():
                    pass
                case _:
                    assert_never(item)

    def _style_of(self, item: Paragraph, *, begun: bool) -> str:
        """As the template has it; one that somebody made before there was such a style sets running text."""
        if not begun:
            return "Body Text"
        return self._known(EVENT if event_mark(item.text) else CHRONICLE)

    def _known(self, style: str) -> str:
        return style if style.lower() in self.ids else "Body Text"

    def _figure(self, figure: Figure) -> None:
        """A picture if there is one, its caption as printed, its credit."""
        if figure.image in self.images:
            data = self.images[figure.image]
            self.body.add(picture(figure, data, self.package, self.theme.column_width))
        sequence = field_of("SEQ 图 \\h", "", self.ids[HIDDEN.lower()])
        if figure.caption:
            self.body.paragraph(
                "caption", self.body.marked(figure.id, sequence + self.text.words(figure.caption))
            )
            sequence = ""
        if figure.credit is not None:
            runs = sequence + self.text.credit(figure.credit, "Caption Name")
            self.body.paragraph("Credit", runs if figure.caption else self.body.marked(figure.id, runs))
