"""TEI P5, as this project writes it, back to the Document with its spans, and to the source itself.

One walk makes both: what the body's text says, with the line ends put back, is the source, and where each
leaf's characters stand in it is its span.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import unquote

from typeset.characters import IDEOGRAPHIC_SPACE
from typeset.crossrefs import is_text_name, remedy_for
from typeset.errors import FormatError
from typeset.formats.tei_header import FORBIDDEN, TEI, Carried, char_id, read_carried, read_head
from typeset.formats.tei_leaves import Leaf, Leaves, marks_of
from typeset.formats.tei_lines import Lines
from typeset.formats.tei_parse import REMEDY, XML_ID, not_ours, parse, tag_of
from typeset.formats.tei_plan import NAME_TAGS, PART_TAGS, ident_of
from typeset.formats.tei_tree import EntryNode, Node, Tree
from typeset.index_forms import flaw_of
from typeset.model import (
    Cell,
    Credit,
    CreditKind,
    CreditPart,
    CrossRef,
    Document,
    Figure,
    Heading,
    Linked,
    Name,
    NameKind,
    Note,
    Paragraph,
    PartKind,
    SectionChild,
    Table,
    Text,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

_PARTS = {tag.split()[0]: kind for kind, tag in PART_TAGS.items() if kind is not PartKind.SEPARATOR}
_NAMES = {tag: kind for kind, tag in NAME_TAGS.items()}
_SPACES = {"ideographic": IDEOGRAPHIC_SPACE, "word": " "}
_FORBIDDEN_CHARS = {
    char_id(chr(code)): chr(code) for code in (*range(32), 0xFFFE, 0xFFFF) if FORBIDDEN.match(chr(code))
}


@dataclass(frozen=True)
class Read:
    """What one walk gives. ``source`` is the decoded text."""

    document: Document
    source: str
    carried: Carried
    flaws: tuple[FormatError, ...]
    """Words that no model may hold. They do not keep the source from being restored."""


def read(data: bytes, place: str = "") -> Read:
    """Raises FormatError, LimitError."""
    root = parse(data, place)
    try:
        carried = read_carried(root)
        title, metadata = read_head(root)
    except (ValueError, KeyError, TypeError, ArithmeticError, RecursionError) as error:
        raise FormatError(f"the header is not in our form: {error}", place=place, remedy=REMEDY) from error
    body = root.find(f"{{{TEI}}}text/{{{TEI}}}body")
    if body is None:
        raise FormatError("there is no body", place=place, remedy=REMEDY)
    walk = _Walk(place, carried, body)
    try:
        children = walk.body(body)
    except RecursionError as error:
        raise FormatError("nested too deeply", place=place, remedy=REMEDY) from error
    return Read(
        Document(title, metadata, children), walk.lines.in_source_order(), carried, tuple(walk.leaves.flaws)
    )


class _Walk:
    def __init__(self, place: str, carried: Carried, body: _Element) -> None:
        self.place = place
        self.lines = Lines(carried, body, place)
        self.floats: dict[str, list[Figure | Note]] = {}
        self.tables: list[Table] = []
        self.leaves = Leaves(place)
        self.ids: dict[str, str] = {}
        self.notes: set[str] = set()
        self.pointers: list[tuple[str, _Element]] = []
        self.root = Node("")

    def fail(self, message: str, element: _Element) -> NoReturn:
        raise not_ours(message, self.place, element)

    # ---- the tree

    def body(self, element: _Element) -> tuple[SectionChild, ...]:
        self._inside(element, self.root)
        floats = {self.ids.get(name, name): some for name, some in self.floats.items()}
        tree = Tree(self.ids, floats, self.notes, lambda message: self.fail(message, element))
        children = tree.children(self.root)
        if floats:
            self.fail(f"a figure or note is about {next(iter(floats))!r}, which is not there", element)
        for name, place in self.leaves.unnoted:
            if name in self.notes:
                self.leaves.forbid("the mark of a note stands in a paragraph of an entry only", place)
        for name, pointer in self.pointers:
            if name not in self.ids:
                remedy = remedy_for(name, self.ids.keys() - self.notes)
                self.leaves.flaws.append(
                    not_ours(f"there is no {name!r} to refer to", self.place, pointer, remedy)
                )
        return children

    def _inside(self, element: _Element, node: Node | EntryNode) -> None:
        """The blocks of a div or of the body. No text stands between them."""
        self._no_text(element.text, element)
        for child in element:
            match tag_of(child):
                case "div":
                    self._div(child, node)
                case "head" if node is not self.root and node.heading is None:
                    node.heading = self._heading(child)
                case "figure":
                    self._figure(child)
                case "note":
                    self._note(child)
                case "table" if isinstance(node, EntryNode):
                    node.children.append(self._table(child))
                case "p" | "byline" if isinstance(node, EntryNode):
                    node.children.append(self._block(child))
                    node.children += self.tables
                    self.tables = []
                case _:
                    self.fail(f"{tag_of(child)} cannot stand here", child)
            self._no_text(child.tail, child)

    def _no_text(self, text: str | None, element: _Element) -> None:
        if text:
            self.fail("text between blocks", element)

    def _div(self, element: _Element, node: Node | EntryNode) -> None:
        kind = element.get("type")
        if isinstance(node, EntryNode):
            self.fail("a div inside an entry", element)
        if kind == "empty":
            for child in element:
                self._nothing_said(child)
        elif kind == "entry":
            entry = EntryNode(self._named(element))
            node.children.append(entry)
            self._inside(element, entry)
        elif kind == "section":
            section = Node(self._named(element))
            node.children.append(section)
            self._inside(element, section)
            if section.heading is None:
                self.fail("a section without a head", element)
        else:
            self.fail(f"a div of the unknown type {kind!r}", element)

    def _named(self, element: _Element) -> str:
        """The id of what may be pointed to, by its XML name."""
        ident = _id(element)
        self.ids[element.get(XML_ID, "")] = ident
        return ident

    # ---- blocks

    def _heading(self, element: _Element) -> Heading:
        leaf, marks = Leaf(), {"open": Leaf(), "close": Leaf()}
        self._content(element, leaf, marks=marks)
        return Heading((self.leaves.text(leaf, element),), marks_of(marks))

    def _block(self, element: _Element) -> Paragraph | Credit:
        if tag_of(element) == "byline":
            return self._credit(element, CreditKind.AUTHOR)
        segments = [child for child in element if tag_of(child) == "seg"]
        if segments:
            return self._credit(element, CreditKind.AUTHOR)
        leaf = Leaf()
        self._content(element, leaf)
        return Paragraph(self.leaves.inlines(leaf, element))

    def _note(self, element: _Element) -> None:
        leaf, marks = Leaf(), {"label": Leaf()}
        self._no_text(element.text, element)
        for child in element:
            if tag_of(child) != "p" or leaf.words or leaf.done:
                self.fail(f"{tag_of(child)} cannot stand in a note", child)
            self._content(child, leaf, marks=marks)
            self._no_text(child.tail, child)
        mark = marks["label"]
        self.notes.add(element.get(XML_ID, ""))
        note = Note(self._named(element), mark.text, self.leaves.linked(leaf, element), mark.span)
        self.floats.setdefault(element.get("corresp", "#").removeprefix("#"), []).append(note)

    def _table(self, element: _Element) -> Table:
        title: tuple[Linked, ...] = ()
        unit: tuple[Text, ...] = ()
        rows: list[tuple[Cell, ...]] = []
        self._no_text(element.text, element)
        for child in element:
            match tag_of(child):
                case "head" if not rows and child.get("type") == "unit":
                    unit = self._unit(child)
                case "head" if not rows:
                    title = self._cell(child).inlines
                case "row":
                    self._no_text(child.text, child)
                    rows.append(tuple(self._cell(cell) for cell in child))
                    for cell in child:
                        self._no_text(cell.tail, cell)
                case _:
                    self.fail(f"{tag_of(child)} cannot stand in a table", child)
            self._no_text(child.tail, child)
        if len({len(row) for row in rows}) != 1:
            self.fail("the rows of a table are not of equal length", element)
        return Table(self._named(element), title, unit, tuple(rows))

    def _cell(self, element: _Element) -> Cell:
        leaf = Leaf()
        self._content(element, leaf)
        return Cell(self.leaves.linked(leaf, element)) if leaf.words or leaf.done else Cell()

    def _unit(self, element: _Element) -> tuple[Text, ...]:
        leaf = Leaf()
        self._content(element, leaf)
        return (self.leaves.text(leaf, element),)

    def _credit(self, element: _Element, usual: CreditKind) -> Credit:
        parts: list[CreditPart] = []
        marks = {"open": Leaf(), "close": Leaf()}
        segments = [child for child in element if tag_of(child) == "seg"]
        named = (segments[0] if segments else element).get("n", usual.value)
        try:
            kind = CreditKind(named)
        except ValueError:
            self.fail(f"a credit of the unknown kind {named!r}", element)
        self._nothing_said(element, marks=marks, parts=parts)
        return Credit(kind, tuple(parts), marks_of(marks))

    def _figure(self, element: _Element) -> None:
        caption: tuple[Linked, ...] = ()
        credit: Credit | None = None
        image = ""
        self._no_text(element.text, element)
        for child in element:
            match tag_of(child):
                case "graphic":
                    image = unquote(child.get("url", ""))
                case "head":
                    leaf = Leaf()
                    self._content(child, leaf)
                    caption = self.leaves.linked(leaf, child)
                case "byline":
                    credit = self._credit(child, CreditKind.PHOTO)
                case _:
                    self.fail(f"{tag_of(child)} cannot stand in a figure", child)
            self._no_text(child.tail, child)
        about = element.get("corresp", "#").removeprefix("#")
        self.floats.setdefault(about, []).append(Figure(self._named(element), caption, credit, image))

    # ---- inside blocks

    def _nothing_said(
        self,
        element: _Element,
        *,
        marks: dict[str, Leaf] | None = None,
        parts: list[CreditPart] | None = None,
    ) -> None:
        """Content that has words in elements of its own only: others would be in no leaf."""
        leaf = Leaf()
        self._content(element, leaf, marks=marks, parts=parts)
        if leaf.ranges or leaf.done:
            self.fail(f"the words {leaf.text[:20]!r} are in no element that can hold them", element)

    def _content(
        self,
        element: _Element,
        leaf: Leaf,
        *,
        marks: dict[str, Leaf] | None = None,
        parts: list[CreditPart] | None = None,
    ) -> None:
        """Everything inside a block: source into the source, what is owned into the leaf."""
        self._take(element.text, leaf)
        for child in element:
            name = tag_of(child)
            match name:
                case "lb":
                    self._line_break(child, leaf)
                case "pb":
                    pass
                case "cb":
                    self.lines.turn_to(child)
                case "surplus" | "fw":
                    self._content(child, Leaf())
                case "g":
                    self._forbidden(child)
                case "choice":
                    self._choice(child, leaf)
                case "figure":
                    self._figure(child)
                case "note":
                    self._note(child)
                case "table":
                    self.tables.append(self._table(child))
                case "ref":
                    leaf.add(self._reference(child))
                case "label" if marks is not None and "label" in marks:
                    self._content(child, marks["label"])
                case "seg":
                    self._content(child, leaf, marks=marks, parts=parts)
                case "pc" if parts is not None and child.get("type") == "sep":
                    parts.append(self._part(child, PartKind.SEPARATOR))
                case "pc" if marks is not None and child.get("type") in marks:
                    self._content(child, marks[child.get("type", "")])
                case _ if parts is not None and name in _PARTS:
                    parts.append(self._part(child, _PARTS[name]))
                case _ if parts is None and name in _NAMES:
                    leaf.add(self._name(child, _NAMES[name]))
                case _:
                    self.fail(f"{name} cannot stand here", child)
            self._take(child.tail, leaf)

    def _reference(self, element: _Element) -> CrossRef:
        """To an XML name of the file, which may be that of a note, or to an id in another text."""
        inner = Leaf()
        self._content(element, inner)
        chapter, _, name = element.get("target", "").partition("#")
        if not chapter:
            self.pointers.append((name, element))
            return CrossRef(inner.text, name, inner.span)
        try:
            target = ident_of(name)
        except ValueError:
            self.fail(f"there is no id that {name!r} stands for", element)
        chapter = unquote(chapter)
        if not target or not is_text_name(chapter):
            self.fail("a reference to no text of a volume", element)
        return CrossRef(inner.text, target, inner.span, chapter)

    def _name(self, element: _Element, kind: NameKind) -> Name:
        """With the key and the reading (``n``) that an index has it by."""
        inner = Leaf()
        self._content(element, inner)
        words, key, sort = self.leaves.text(inner, element).text, element.get("key"), element.get("n")
        if flaw := flaw_of(words, key, sort):
            self.leaves.flaws.append(not_ours(f"{words[:20]!r} has {flaw}", self.place, element, REMEDY))
        return Name(words, kind, inner.span, key or "", sort or "")

    def _part(self, element: _Element, kind: PartKind) -> CreditPart:
        leaf = Leaf()
        self._content(element, leaf)
        if kind is PartKind.SEPARATOR and leaf.text in _SPACES.values():
            return CreditPart(kind, leaf.text, leaf.span)
        return CreditPart(kind, self.leaves.text(leaf, element).text, leaf.span)

    def _take(self, text: str | None, leaf: Leaf) -> None:
        if text:
            leaf.own(self.lines.at, text)
            self.lines.put(text)

    def _line_break(self, element: _Element, leaf: Leaf) -> None:
        if self.lines.begin(element) and element.get("break") == "yes":
            leaf.words.append(" ")

    def _choice(self, element: _Element, leaf: Leaf) -> None:
        for child in element:
            match tag_of(child):
                case "orig":
                    self._content(child, Leaf())
                case "reg":
                    for space in child:
                        leaf.words.append(_SPACES.get(space.get("rend", ""), " "))
                case other:
                    self.fail(f"{other} cannot stand in a choice", child)

    def _forbidden(self, element: _Element) -> None:
        char = _FORBIDDEN_CHARS.get(element.get("ref", "").removeprefix("#"))
        if char is None:
            self.fail("g with an unknown character", element)
        self.lines.put(char)


def _id(element: _Element) -> str:
    return element.get("n") or element.get(XML_ID) or ""
