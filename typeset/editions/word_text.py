"""What stands within a paragraph → its runs in a DOCX: words, headings, credits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from typing import assert_never

from typeset.crossrefs import as_text, joined
from typeset.editions.index_rows import INDEX_OF
from typeset.editions.page_numbers import page_words
from typeset.editions.style_names import PAGE_REFERENCE, SIGNATURE, padding_style
from typeset.editions.word_notes import Footnotes
from typeset.editions.word_package import StyleIds
from typeset.editions.word_runs import field_of, runs_of
from typeset.editions.word_terms import Terms
from typeset.model import Credit, CrossRef, Heading, Inline, Name, NoteRef, PartKind, Text
from typeset.theme import Theme

_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")


class TextRuns:
    """The runs of a document's texts. ``terms``: are told what stands in an index; ``paged``: references name
    the page that they lead to."""

    def __init__(
        self,
        theme: Theme,
        ids: StyleIds,
        notes: Footnotes,
        terms: Terms,
        language: str,
        *,
        paged: bool,
    ) -> None:
        self.theme = theme
        self.ids = ids
        self.notes = notes
        self.terms = terms
        self.bookmarks = terms.body.bookmarks
        self.language = language
        self.paged = paged

    def words(self, inlines: Sequence[Inline]) -> str:
        said = list(accumulate(inline.text for inline in inlines))
        return "".join(map(self._inline, inlines, said))

    def bare(self, inlines: Sequence[Inline]) -> str:
        """Words whose names are told elsewhere."""
        return self.words(joined(as_text(one) if isinstance(one, Name) else one for one in inlines))

    def _inline(self, inline: Inline, said: str) -> str:
        """``said``: the words of its paragraph so far, with its own."""
        match inline:
            case Text():
                return runs_of(inline.text)
            case Name():
                return self.terms.marked(INDEX_OF[inline.kind], inline.term, runs_of(inline.text))
            case NoteRef():
                names, runs = self.notes.names(inline), self.notes.reference(inline)
                for one in names:
                    runs = self.terms.marked(INDEX_OF[one.kind], one.term, runs)
                return runs
            case CrossRef():
                name = self.bookmarks[inline.target]
                link = f'<w:hyperlink w:anchor="{name}" w:history="1">{runs_of(inline.text)}</w:hyperlink>'
                return link + (self._page(name, said) if self.paged else "")
            case _:
                assert_never(inline)

    def _page(self, name: str, said: str) -> str:
        """The page of a bookmark: a field that is brought up to date when the file is opened."""
        words = page_words(self.language, said)
        style = self.ids.get(PAGE_REFERENCE.lower(), "")
        before, after = f"{words.before}{words.name[0]}", f"{words.name[1]}{words.after}"
        page = field_of(f"PAGEREF {name} \\h", "", style, dirty=True)
        return f"{runs_of(before, style)}{page}{runs_of(after, style)}"

    def signature(self, credit: Credit) -> str:
        return f"<w:r><w:tab/></w:r>{self.credit(credit, 'Name', self.ids[SIGNATURE.lower()])}"

    def credit(self, credit: Credit, kind: str, style: str = "") -> str:
        """Marks and separators as printed; a name of two characters as wide as one of three.

        ``style``: the id of the character style of the whole credit.
        """
        out = [runs_of(credit.marks.open, style)]
        for part in credit.parts:
            width = self.theme.padding.names if part.kind is PartKind.NAME else 0
            runs = self.padded(part.text, kind, width, style)
            index = INDEX_OF.get(part.kind)
            out.append(runs if index is None else self.terms.marked(index, part.text, runs))
        return "".join([*out, runs_of(credit.marks.close, style)])

    def heading(self, heading: Heading, kind: str, width: int) -> str:
        words = self.padded(heading.text, kind, width) if kind else runs_of(heading.text)
        return f"{runs_of(heading.marks.open)}{words}{runs_of(heading.marks.close)}"

    def padded(self, text: str, kind: str, width: int, style: str = "") -> str:
        """A short Han text spaced out to ``width`` characters by a character style (clreq 27, 29)."""
        characters = len(text)
        name = padding_style(characters, width, kind).lower()
        if not (1 < characters < width and _HAN.fullmatch(text) and name in self.ids):
            return runs_of(text, style)
        return f"{runs_of(text[:-1], self.ids[name])}{runs_of(text[-1], style)}"
