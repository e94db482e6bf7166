"""A Document to DOCX for editors: the theme's template, named styles, and no formatting but styles.

Each block is a paragraph, but for a signature: it stands on a line of its own at the end of the paragraph
that it signs, after a right tab at the column's edge. So it never breaks in two, and widow control keeps it
with the text; as a paragraph of its own it would need keep-with-next, which LibreOffice takes to mean that
the whole paragraph may not break.
"""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from itertools import accumulate
from typing import TYPE_CHECKING, Any, assert_never
from xml.sax.saxutils import escape

from typeset.editions.page_numbers import page_words
from typeset.editions.references import settled
from typeset.editions.template import (
    CHAPTER_TITLE,
    CHRONICLE,
    EVENT,
    FOOTNOTE,
    FOOTNOTE_MARK,
    HIDDEN,
    LIST_SPACE,
    NAME_LIST,
    PAGE_REFERENCE,
    SEPARATORS,
    SIGNATURE,
    TABLE,
    TABLE_END,
    W,
    entry_style,
    footnote_separators,
    heading_style,
    name_columns,
    packed,
    padding_style,
    twips,
)
from typeset.editions.word_package import StyleIds, open_template, set_properties
from typeset.editions.word_runs import bookmark_of, bookmarks_of, field_of, runs_of
from typeset.editions.word_tables import column_widths
from typeset.errors import FormatError
from typeset.kinds import chronicle_entries, event_mark, listed_names, notes_below
from typeset.model import (
    Credit,
    CreditKind,
    CrossRef,
    Document,
    Entry,
    EntryChild,
    Figure,
    Heading,
    Inline,
    Name,
    Note,
    NoteRef,
    Paragraph,
    PartKind,
    Section,
    SectionChild,
    Table,
    Text,
    contents_title,
    entries,
    figure_columns,
    has_contents,
    inline_text,
    is_traditional,
    note_refs,
    running_heads,
    sections,
)
from typeset.parts import References
from typeset.theme import Theme

if TYPE_CHECKING:
    from docx.document import Document as Package

_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_SPACED = re.compile(r"\s+")
_NAMESPACES = f'xmlns:w="{W}"'


def render_docx(
    document: Document, theme: Theme, images: Mapping[str, bytes], references: References = "link"
) -> bytes:
    """The whole file; the same bytes for the same document. ``images``: path in the document → picture.

    Raises FormatError for a picture that is of no kind that Word takes.
    """
    package = open_template(theme)
    document = settled(document, references)
    _Writer(document, theme, images, package, paged=references == "page").write()
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
        *,
        paged: bool,
    ) -> None:
        self.document = document
        self.theme = theme
        self.images = images
        self.paged = paged
        self.package = package
        self.ids = StyleIds({s.name.lower(): s.style_id for s in package.styles if s.name})
        self.ids.template = theme.template
        self.marks = 0
        self.bookmarks = bookmarks_of(document)
        self.bookmarked: set[str] = set()
        self.placed: set[int] = set()
        self.begun: list[str] = []
        """What begins with the next paragraph: an entry, a table."""
        self.footnotes = {
            note: number
            for number, note in enumerate(dict.fromkeys(r.note for r in note_refs(document)), SEPARATORS)
        }
        self.chronicle = chronicle_entries(document) if theme.chronicle.hang else frozenset()
        self.body = package.element.body
        self.last = self.body.sectPr

    def write(self) -> None:
        self._language()
        self._running_heads()
        for child in list(self.body):
            if child is not self.last:
                self.body.remove(child)
        contents = has_contents(self.document, self.theme.parts.contents)
        self._number_pages(self.last)
        if self.document.title or contents:
            self._opening(contents)
        for child in self.document.children:
            self._child(child, 1)
        self._write_footnotes()

    # ---- what stands around the text

    def _opening(self, contents: bool) -> None:
        """Title and contents over the whole page, in a section of one column."""
        if self.document.title:
            runs = self._padded(self.document.title, "Chapter", self.theme.padding.titles)
            self._paragraph(CHAPTER_TITLE, runs)
        if contents:
            self._contents()
        first = deepcopy(self.last)
        columns = first.find(f"{{{W}}}cols")
        if columns is not None:
            columns.attrib.clear()
            columns.set(f"{{{W}}}space", "0")
        before_grid = first.find(f"{{{W}}}docGrid")
        first.insert(list(first).index(before_grid), self._element("<w:titlePg {0}/>"))
        self._properties_of_last_paragraph().append(first)
        size = self.last.find(f"{{{W}}}pgSz")
        self.last.insert(list(self.last).index(size), self._element('<w:type {0} w:val="continuous"/>'))
        numbers = self.last.find(f"{{{W}}}pgNumType")
        self.last.remove(numbers)

    def _properties_of_last_paragraph(self) -> Any:
        return self.body.findall(f"{{{W}}}p")[-1].find(f"{{{W}}}pPr")

    def _number_pages(self, section: Any) -> None:
        start = self.document.metadata.first_page
        columns = section.find(f"{{{W}}}cols")
        number = self._element(f'<w:pgNumType {{0}} w:start="{start}"/>')
        section.insert(list(section).index(columns), number)

    def _running_heads(self) -> None:
        even, odd = running_heads(self.document)
        section = self.package.sections[0]
        runs = runs_of(odd)
        if self.document.title and odd:
            runs = field_of(f'STYLEREF "{CHAPTER_TITLE}"', runs)
        self._fill(section.header.paragraphs[0]._p, runs)
        self._fill(section.even_page_header.paragraphs[0]._p, runs_of(even))

    def _fill(self, paragraph: Any, runs: str) -> None:
        for run in self._elements(runs):
            paragraph.append(run)

    def _contents(self) -> None:
        """A field that Word brings up to date; until then it shows the titles without their pages."""
        self._paragraph("TOC Heading", runs_of(contents_title(self.document)))
        items = list(sections(self.document))
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
            '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-5" \\h \\z </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        for position, section in enumerate(items):
            name = bookmark_of("_Toc", section.id)
            page = field_of(f"PAGEREF {name} \\h", "")
            link = (
                f'<w:hyperlink w:anchor="{name}" w:history="1">{runs_of(section.heading.text)}'
                f"<w:r><w:tab/></w:r>{page}</w:hyperlink>"
            )
            first = begin if position == 0 else ""
            last = end if position == len(items) - 1 else ""
            self._paragraph(f"toc {section.level}", f"{first}{link}{last}")

    def _language(self) -> None:
        """The language of the text, where the template says Chinese of the mainland."""
        language = self.document.metadata.language
        east_asian = "zh-TW" if is_traditional(language) else "zh-CN"
        for element in self.package.styles.element.iter(f"{{{W}}}lang"):
            element.set(f"{{{W}}}eastAsia", east_asian)
            if not language.startswith("zh"):
                element.set(f"{{{W}}}val", language)
        for element in self.package.settings.element.iter(f"{{{W}}}themeFontLang"):
            element.set(f"{{{W}}}eastAsia", east_asian)

    # ---- the text

    def _child(self, child: SectionChild, level: int) -> None:
        match child:
            case Section():
                words = self._heading(child.heading, "Title", self.theme.padding.titles)
                self._paragraph(heading_style(level), self._marked(child.id, words, toc=True))
                for inner in child.children:
                    self._child(inner, level + 1)
            case Entry():
                self.begun = [child.id]
                if child.heading is not None:
                    self._paragraph(entry_style(level), self._heading(child.heading, "", 0))
                self._items(child.children, begun=child.heading is not None and child.id in self.chronicle)
                self.begun = []
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
        for item, following in zip(items, (*items[1:], None), strict=False):
            match item:
                case Paragraph() if any(item is note for note in below):
                    signed = False
                    self._paragraph("Table Note", self._words(item.inlines))
                case Paragraph():
                    listed = self._names(item)
                    signed = isinstance(following, Credit) and following.kind is not CreditKind.SOURCE
                    signed = signed and not listed
                    tail = ""
                    if isinstance(following, Credit) and signed:
                        tail = f"<w:r><w:br/></w:r>{self._signature(following)}"
                    words = listed or self._words(item.inlines)
                    self._paragraph(self._style_of(item, begun=begun), words + tail)
                case Credit() if signed:
                    signed = False
                case Credit(kind=CreditKind.SOURCE):
                    self._paragraph("Body Text", self._credit(item, "Name"))
                case Credit():
                    self._paragraph("Signature", self._signature(item))
                case Figure():
                    self._figure(item)
                case Table():
                    self._table(item)
                case Note() if item.id not in self.footnotes:
                    self._paragraph("Note", self._marked(item.id, self._note(item)))
                case Note():
                    pass
                case _:
                    assert_never(item)

    def _style_of(self, item: Paragraph, *, begun: bool) -> str:
        """As the template has it; one that somebody made before there was such a style sets running text."""
        style = "Body Text"
        if listed_names(item):
            style = NAME_LIST
        elif begun:
            style = EVENT if event_mark(item.text) else CHRONICLE
        return style if style.lower() in self.ids else "Body Text"

    def _names(self, item: Paragraph) -> str:
        """A list of names row by row, each at the tab of its column, and the spaces of the text between them;
        nothing of any other paragraph."""
        names, columns = listed_names(item), name_columns(self.theme)
        if not names:
            return ""
        spaces = [*_SPACED.findall(item.text), ""]
        width, em = self.theme.padding.names, self.theme.type_area.size
        look = self.ids.get(LIST_SPACE.lower(), "")
        ends = [max(len(name), width) * em for name in names]
        starts = [(row, column) for row, own in enumerate(columns.rows(ends)) for column in own]
        out: list[str] = []
        for name, space, end, (row, column), after in zip(
            names, spaces, ends, starts, [*starts[1:], None], strict=True
        ):
            out.append(self._padded(name, "Listed Name", width) + runs_of(space, look))
            if after is not None and after[0] > row:
                out.append("<w:r><w:br/></w:r>")
            elif after is not None:
                passed = column + math.floor(end / columns.step)
                out.append("<w:r><w:tab/></w:r>" * (after[1] - passed))
        return "".join(out)

    def _words(self, inlines: Sequence[Inline]) -> str:
        said = list(accumulate(inline.text for inline in inlines))
        return "".join(map(self._inline, inlines, said))

    def _inline(self, inline: Inline, said: str) -> str:
        """``said``: the words of its paragraph so far, with its own."""
        match inline:
            case Text() | Name():
                return runs_of(inline.text)
            case NoteRef():
                return self._reference(inline)
            case CrossRef():
                name = self.bookmarks[inline.target]
                link = f'<w:hyperlink w:anchor="{name}" w:history="1">{runs_of(inline.text)}</w:hyperlink>'
                return link + (self._page(name, said) if self.paged else "")
            case _:
                assert_never(inline)

    def _page(self, name: str, said: str) -> str:
        """The page of a bookmark: a field that is brought up to date when the file is opened."""
        words = page_words(self.document.metadata.language, said)
        style = self.ids.get(PAGE_REFERENCE.lower(), "")
        before, after = f"{words.before}{words.name[0]}", f"{words.name[1]}{words.after}"
        page = field_of(f"PAGEREF {name} \\h", "", style, dirty=True)
        return f"{runs_of(before, style)}{page}{runs_of(after, style)}"

    def _reference(self, ref: NoteRef) -> str:
        """The printed mark; the first one of a note carries the footnote."""
        mark = self.ids[FOOTNOTE_MARK]
        number = self.footnotes[ref.note]
        if number in self.placed:
            return runs_of(ref.text, mark)
        self.placed.add(number)
        return (
            f'<w:r><w:rPr><w:rStyle w:val="{mark}"/></w:rPr>'
            f'<w:footnoteReference w:customMarkFollows="1" w:id="{number}"/>'
            f'<w:t xml:space="preserve">{escape(ref.text)}</w:t></w:r>'
        )

    def _note(self, note: Note) -> str:
        """The mark stands on the line: raised, LibreOffice takes it for its own and shows another's."""
        mark = f"{runs_of(note.mark)}<w:r><w:tab/></w:r>" if note.mark else ""
        return f"{mark}{runs_of(note.text)}"

    def _write_footnotes(self) -> None:
        """The notes that the text refers to, in a part of their own."""
        notes = {
            child.id: child
            for entry in entries(self.document)
            for child in entry.children
            if isinstance(child, Note)
        }
        style = self.ids[FOOTNOTE]
        written = "".join(
            f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
            f"{self._note(notes[ident])}</w:p></w:footnote>"
            for ident, number in self.footnotes.items()
        )
        root = f"<w:footnotes {_NAMESPACES}>{footnote_separators()}{written}</w:footnotes>"
        for part in self.package.part.package.iter_parts():
            if str(part.partname) == "/word/footnotes.xml":
                part._blob = f'<?xml version="1.0" encoding="UTF-8"?>\n{root}'.encode()

    def _table(self, table: Table) -> None:
        """Title and unit above it; the first row is repeated on every page that the table goes on to."""
        title, unit = inline_text(table.title), inline_text(table.unit)
        self.begun.append(table.id)
        if title:
            self._paragraph("Table Title", runs_of(title))
        if unit:
            self._paragraph("Table Unit", runs_of(unit))
        widths = column_widths(table, twips(self.theme.column_width), twips(self.theme.sizes.caption))
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        head = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
        figures = figure_columns(table)
        rows = "".join(
            f"<w:tr>{'<w:trPr><w:cantSplit/></w:trPr>' if number else head}"
            f"{''.join(map(self._cell, (cell.text for cell in row), widths, figures))}</w:tr>"
            for number, row in enumerate(table.rows)
        )
        self.last.addprevious(
            self._parsed(
                f'<w:tbl {_NAMESPACES}><w:tblPr><w:tblStyle w:val="{self.ids[TABLE.lower()]}"/>'
                '<w:tblW w:w="5000" w:type="pct"/><w:tblLook w:val="0020" w:firstRow="1"/></w:tblPr>'
                f"<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
            )
        )
        self._paragraph(TABLE_END, "")

    def _cell(self, text: str, width: int, figures: bool) -> str:
        style = self.ids["table figures" if figures else "table text"]
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
            f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{self._begun(runs_of(text))}</w:p></w:tc>'
        )

    def _signature(self, credit: Credit) -> str:
        return f"<w:r><w:tab/></w:r>{self._credit(credit, 'Name', self.ids[SIGNATURE.lower()])}"

    def _credit(self, credit: Credit, kind: str, style: str = "") -> str:
        """Marks and separators as printed; a name of two characters as wide as one of three.

        ``style``: the id of the character style of the whole credit.
        """
        out = [runs_of(credit.marks.open, style)]
        for part in credit.parts:
            if part.kind is PartKind.NAME:
                out.append(self._padded(part.text, kind, self.theme.padding.names, style))
            else:
                out.append(runs_of(part.text, style))
        return "".join([*out, runs_of(credit.marks.close, style)])

    def _heading(self, heading: Heading, kind: str, width: int) -> str:
        words = self._padded(heading.text, kind, width) if kind else runs_of(heading.text)
        return f"{runs_of(heading.marks.open)}{words}{runs_of(heading.marks.close)}"

    def _figure(self, figure: Figure) -> None:
        """A picture if there is one, its caption as printed, its credit."""
        if figure.image in self.images:
            self._picture(figure, self.images[figure.image])
        sequence = field_of("SEQ 图 \\h", "", self.ids[HIDDEN.lower()])
        if figure.caption:
            self._paragraph("caption", self._marked(figure.id, sequence + runs_of(figure.text)))
            sequence = ""
        if figure.credit is not None:
            runs = sequence + self._credit(figure.credit, "Caption Name")
            self._paragraph("Credit", runs if figure.caption else self._marked(figure.id, runs))

    def _picture(self, figure: Figure, data: bytes) -> None:
        from docx.image.exceptions import (
            InvalidImageStreamError,
            UnexpectedEndOfFileError,
            UnrecognizedImageError,
        )
        from docx.shared import Pt

        paragraph = self.package.add_paragraph(style=self._style_name("Figure"))
        try:
            shape = paragraph.add_run().add_picture(io.BytesIO(data), width=Pt(self.theme.column_width))
        except (
            UnrecognizedImageError, InvalidImageStreamError, UnexpectedEndOfFileError, ValueError, KeyError,
            ZeroDivisionError,
        ) as error:  # fmt: skip
            raise FormatError(
                "a picture of no kind that Word takes", place=figure.image, remedy="save it as PNG or JPEG"
            ) from error
        shape._inline.docPr.set("descr", figure.text)
        self.last.addprevious(paragraph._p)

    # ---- paragraphs and runs

    def _paragraph(self, style: str, runs: str) -> None:
        runs = self._begun(runs)
        ident = self.ids[style.lower()]
        paragraph = f'<w:p {_NAMESPACES}><w:pPr><w:pStyle w:val="{ident}"/></w:pPr>{runs}</w:p>'
        self.last.addprevious(self._parsed(paragraph))

    def _begun(self, runs: str) -> str:
        """The first runs of what begins here."""
        while self.begun:
            runs = self._marked(self.begun.pop(), runs)
        return runs

    def _style_name(self, name: str) -> Any:
        return next(style for style in self.package.styles if (style.name or "").lower() == name.lower())

    def _marked(self, ident: str, runs: str, *, toc: bool = False) -> str:
        """Runs inside hidden bookmarks by which a node is found again."""
        for name in (self.bookmarks[ident], bookmark_of("_Toc", ident)) if toc else (self.bookmarks[ident],):
            if name in self.bookmarked:
                continue
            self.bookmarked.add(name)
            self.marks += 1
            runs = (
                f'<w:bookmarkStart w:id="{self.marks}" w:name="{name}"/>{runs}'
                f'<w:bookmarkEnd w:id="{self.marks}"/>'
            )
        return runs

    def _padded(self, text: str, kind: str, width: int, style: str = "") -> str:
        """A short Han text spaced out to ``width`` characters by a character style (clreq 27, 29)."""
        characters = len(text)
        name = padding_style(characters, width, kind).lower()
        if not (1 < characters < width and _HAN.fullmatch(text) and name in self.ids):
            return runs_of(text, style)
        return f"{runs_of(text[:-1], self.ids[name])}{runs_of(text[-1], style)}"

    def _parsed(self, xml: str) -> Any:
        from docx.oxml import parse_xml

        return parse_xml(xml)

    def _element(self, xml: str) -> Any:
        return self._parsed(xml.format(_NAMESPACES))

    def _elements(self, runs: str) -> Iterator[Any]:
        yield from list(self._parsed(f"<w:p {_NAMESPACES}>{runs}</w:p>"))
