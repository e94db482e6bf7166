"""Document, theme and parts → the pages of a book: front matter, text, indexes, in their order.

The text is made up first, so that contents and indexes know its pages; they are composed and made up by the
same means. What the parts say is generated: it is no text of the document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape

from typeset.added_words import contents_title, has_contents, running_heads
from typeset.compose.blocks import Opening, Page
from typeset.compose.lines import Line, Paragraph
from typeset.crossrefs import cross_refs
from typeset.editions.beside import beside
from typeset.editions.composed import Setter
from typeset.editions.drawn_lines import Composed
from typeset.editions.folios import roman
from typeset.editions.front import front_leaves, front_words, note_galley
from typeset.editions.galley import Galley
from typeset.editions.generated_blocks import pages_of
from typeset.editions.html import html_file, points
from typeset.editions.index_rows import index_rows
from typeset.editions.indexes import Found, index_galley
from typeset.editions.lacking import Missing
from typeset.editions.lists import list_galley
from typeset.editions.made_up import BLANK, Leaf, leaf, leaves_html
from typeset.editions.page_numbers import Numbers, standing
from typeset.editions.page_report import page_report
from typeset.editions.places import Place
from typeset.editions.titles import Titles, titles
from typeset.editions.words import padded
from typeset.errors import OutputError
from typeset.model import Document
from typeset.parts import IndexKind, Parts
from typeset.printed_words import plain_text
from typeset.theme import POINTS_PER_MM, Theme

_RUNNING_HEADS = "(running heads)"


@dataclass(frozen=True, slots=True)
class MadeUp:
    """The HTML of composed pages and the lines that stand in it; the report of the text's pages; characters
    that no font of the theme has; the folio of every page as it is printed; and the words that the parts
    add: those of front pages, lists and indexes, then those in the text."""

    html: str
    composed: Sequence[Composed]
    report: str
    missing: tuple[Missing, ...]
    folios: tuple[str, ...]
    generated: tuple[str, ...] = ()


def make_book(document: Document, theme: Theme, pictures: Mapping[str, float], parts: Parts) -> MadeUp:
    """Every text composed and every page made up; ``pictures`` as ``html.render_html`` has them."""
    return _Book(document, theme, pictures, parts).made()


@dataclass(frozen=True)
class _Text:
    """The pages of the text, each with its number, and the lists of what stands on them. A blank page before
    an odd one is counted."""

    galley: Galley
    pages: tuple[Page, ...]
    first: int
    lists: tuple[tuple[Galley, tuple[Page, ...]], ...]

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        numbers, number = [], self.first
        for page in self.pages:
            block = self.galley.blocks[page.parts[0].block]
            if isinstance(block, Opening) and block.recto and number % 2 == 0:
                number += 1
            numbers.append(number)
            number += 1
        return tuple(numbers)

    @cached_property
    def _spots(self) -> dict[int, list[tuple[int, int, int]]]:
        """Of each block the page and the column of its parts, and the line that each ends before."""
        spots: dict[int, list[tuple[int, int, int]]] = {}
        for number, page in zip(self.numbers, self.pages, strict=True):
            for part in page.parts:
                spots.setdefault(part.block, []).append((number, max(0, part.column), part.last))
        return spots

    @cached_property
    def folios(self) -> Mapping[str, str]:
        """Of whatever has an id, the number of its page as it is printed."""
        return {place.id: str(self.spot(place).folio) for place in self.galley.places if place.id}

    def pages_of(self, names: frozenset[str]) -> Mapping[str, str]:
        return {name: self.folios[name] for name in names}

    def spot(self, place: Place) -> Found:
        """Where a place is; what has no id of its own is led to by its page."""
        spots, line = self._spots[place.block], self.galley.line_of(place)
        number, column, _ = next((spot for spot in spots if 0 <= line < spot[2]), spots[-1])
        return Found(number, column, place.id or _page_id(number))


@dataclass(frozen=True)
class _Book:
    document: Document
    theme: Theme
    pictures: Mapping[str, float]
    parts: Parts

    def made(self) -> MadeUp:
        """Raises OutputError where numbers of pages find no rest."""
        names = frozenset(ref.target for ref in cross_refs(self.document))
        if self.parts.references != "page" or not names:
            return self._bound(self._set(None, None))
        known: dict[Paragraph, tuple[Line, ...]] = {}
        text = standing(names, self._middle, lambda numbers: self._set(numbers, known))
        if text is None:
            raise OutputError(
                "the pages that references lead to change with their numbers",
                remedy='set `references = "link"` in [parts]',
            )
        return self._bound(text)

    @property
    def _middle(self) -> str:
        """About the number of the middle page: most of the others have as many digits."""
        area = self.theme.type_area
        pages = len(plain_text(self.document)) // (area.columns * area.characters * area.lines)
        return str(self.document.metadata.first_page + pages // 2)

    def _set(self, numbers: Numbers | None, known: dict[Paragraph, tuple[Line, ...]] | None) -> _Text:
        """The text and its pages, counted on from those of the lists before them."""
        setter = Setter(self.theme, self.document.metadata.language, numbers=numbers, known=known)
        galley = Galley(setter, self.pictures, "run-on" if self.document.title else self.parts.openers)
        galley.set(self.document, titled=True)
        pages = pages_of(galley)
        setter.where = _RUNNING_HEADS
        for words in running_heads(self.document):
            setter.look(words, "furniture")
        folios: dict[str, str] = {}
        lists = tuple((one, pages_of(one)) for one in self._lists(galley, folios))
        listed = 0 if self.parts.has_front else sum(len(own) for _, own in lists)
        text = _Text(galley, pages, self.document.metadata.first_page + listed, lists)
        folios |= text.folios
        return text

    def _bound(self, text: _Text) -> MadeUp:
        galley, setter = text.galley, text.galley.setter
        first = self.document.metadata.first_page
        leaves = self._before(text.lists, setter, first)
        if self.parts.has_front and len(leaves) % 2 == first % 2:
            leaves.append(BLANK)
        leaves += self._text(text)
        index = self._index(text, setter)
        leaves += index
        side = 1 if self.parts.has_front else first
        html = html_file(
            self.document, self.theme, leaves_html(leaves, side), titled=False, contents=False,
            first_page=side,
        )  # fmt: skip
        report = page_report(galley, text.pages, text.numbers)
        return MadeUp(
            html, setter.composed, report, setter.missing, tuple(one.folio for one in leaves),
            (*self._generated(galley), *galley.added),
        )  # fmt: skip

    @property
    def _titles(self) -> Titles:
        return titles(self.document.metadata.language)

    @property
    def _levels(self) -> int:
        """How many levels of sections the contents list."""
        standard = has_contents(self.document, self.theme.parts.contents)
        return self.parts.contents_levels(standard=standard)

    def _listed(self, galley: Galley) -> list[tuple[str, list[Place]]]:
        """The titles of the lists, and what each has."""
        sections = [p for p in galley.places if p.kind == "section" and p.level <= self._levels]
        figures = [p for p in galley.places if p.kind == "figure" and self.parts.figures]
        both = ((contents_title(self.document), sections), (self._titles.figures, figures))
        return [(title, places) for title, places in both if places]

    def _lists(self, galley: Galley, folios: dict[str, str]) -> list[Galley]:
        return [list_galley(title, own, galley.setter, folios) for title, own in self._listed(galley)]

    def _before(
        self, lists: Sequence[tuple[Galley, tuple[Page, ...]]], setter: Setter, first: int
    ) -> list[Leaf]:
        """Front pages and lists. With front pages before them lists have Roman numbers and begin on odd
        pages; alone they are counted with the text."""
        leaves = list(front_leaves(self.document, self.parts, setter))
        noted = [(note_galley(self.parts, setter), "front")] if self.parts.note else []
        made = [(one, pages_of(one), kind) for one, kind in noted]
        made += [(one, pages, "contents") for one, pages in lists]
        for galley, pages, kind in made:
            if self.parts.has_front and len(leaves) % 2:
                leaves.append(BLANK)
            for number, page in enumerate(pages):
                folio = roman(len(leaves) + 1) if self.parts.has_front else str(first + len(leaves))
                name = "opener" if number == 0 else ""
                leaves.append(leaf(galley, page, name, folio, attributes=f' data-generated="{kind}"'))
        return leaves

    def _text(self, text: _Text) -> Iterator[Leaf]:
        chapters = [place for place in text.galley.places if place.kind == "section" and place.level == 1]
        begins = {place.block: place for place in chapters}
        number, current = text.numbers[0] if text.numbers else 0, -1
        for own, page in zip(text.numbers, text.pages, strict=True):
            if own > number:
                yield Leaf("", "blank", str(number))
            blocks = [part.block for part in page.parts]
            opens = isinstance(text.galley.blocks[blocks[0]], Opening)
            found = [begins[block] for block in blocks if block in begins]
            head = ""
            if found and text.galley.openers != "run-on":
                current = chapters.index(found[-1])
                head = running_head(found[-1].words, self.theme)
            if self.parts.thumb and current >= 0:
                head += self._thumb(chapters[current].words, current, len(chapters), recto=own % 2 == 1)
            head += "".join(beside(text.galley, page))
            name = "opener" if opens else ""
            yield leaf(text.galley, page, name, str(own), head, f' id="{_page_id(own)}"')
            number = own + 1

    def _thumb(self, words: str, number: int, count: int, *, recto: bool) -> str:
        """A tab at the fore edge, at the height of its chapter among all; it goes beyond the trim, where the
        knife cuts it."""
        top, fore_edge, bottom, _ = self.theme.margins
        bleed = self.theme.page.bleed * POINTS_PER_MM
        height = (self.theme.page_points[1] - top - bottom) / max(count, 1)
        edge = "right" if recto else "left"
        side = f"{edge}: {points(-fore_edge - bleed)}; padding-{edge}: {points(bleed)}"
        own = min(height, len(words) * _TAB_LINE * self.theme.sizes.furniture + 2 * _TAB_EDGE)
        style = f"top: {points(number * height)}; height: {points(own)}; {side}"
        return f'<div class="thumb" data-generated="thumb" style="{style}"><p>{escape(words)}</p></div>\n'

    def _index(self, text: _Text, setter: Setter) -> list[Leaf]:
        found: dict[IndexKind, dict[str, list[Found]]] = {}
        for place in text.galley.places:
            if place.kind in self.parts.index:
                terms = found.setdefault(place.kind, {})
                terms.setdefault(place.words, []).append(text.spot(place))
        rows = list(index_rows(self.parts, found, self.document))
        if not rows:
            return []
        galley = index_galley(rows, found, setter)
        begin = text.numbers[-1] + 1
        leaves = [Leaf("", "blank", str(begin))] if self.parts.openers == "recto" and begin % 2 == 0 else []
        begin += len(leaves)
        for number, page in enumerate(pages_of(galley)):
            name = "index opener" if number == 0 else "index"
            folio = str(begin + number)
            head = running_head(self._titles.index, self.theme) if number == 0 else ""
            leaves.append(leaf(galley, page, name, folio, head, ' data-generated="index"'))
        return leaves

    def _generated(self, galley: Galley) -> tuple[str, ...]:
        """The words of the front pages, the lists and the index, without numbers of pages."""
        words = [*front_words(self.document, self.parts)]
        for title, places in self._listed(galley):
            words += [title, *(place.words for place in places)]
        return tuple(words)


def _page_id(number: int) -> str:
    """Of a page of the text; no id of a document has a colon."""
    return f"page:{number}"


def running_head(words: str, theme: Theme) -> str:
    """Over the odd pages from here on."""
    spaced = padded(words, theme.padding.titles)
    return f'<div class="running-head odd" data-generated="running-head">{spaced}</div>\n'


_TAB_LINE, _TAB_EDGE = 1.25, 6.0
"""Of a tab, as print.css has it: the leading in em, and points above and below its words."""
