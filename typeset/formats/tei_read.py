"""TEI P5, as this project writes it, back to the Document with its spans, and to the source itself.

One walk makes both: what the body's text says, with the line ends put back, is the source, and where each
leaf's characters stand in it is its span.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import unquote

from typeset.errors import FormatError, LimitError
from typeset.formats.tei_header import FORBIDDEN, TEI, Carried, char_id, read_carried, read_head
from typeset.formats.tei_plan import PART_TAGS
from typeset.model import (
    DEEPEST_LEVEL,
    IDEOGRAPHIC_SPACE,
    Credit,
    CreditKind,
    CreditPart,
    Document,
    Entry,
    Figure,
    Heading,
    Marks,
    Paragraph,
    PartKind,
    Section,
    SectionChild,
    Text,
)
from typeset.span import NOWHERE, Range, Span

if TYPE_CHECKING:
    from lxml.etree import _Element

XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
LARGEST_XML = 512_000_000
_REMEDY = "only TEI files that typeset wrote can be read back"
_PARTS = {tag.split()[0]: kind for kind, tag in PART_TAGS.items() if kind is not PartKind.SEPARATOR}
_SPACES = {"ideographic": IDEOGRAPHIC_SPACE, "word": " "}
_FORBIDDEN_CHARS = {
    char_id(chr(code)): chr(code) for code in (*range(32), 0xFFFE, 0xFFFF) if FORBIDDEN.match(chr(code))
}


@dataclass
class _Leaf:
    """A leaf as it is read: its words and where they stand."""

    words: list[str] = field(default_factory=list)
    ranges: list[Range] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.words)

    @property
    def span(self) -> Span:
        return Span(tuple(self.ranges)) if self.ranges else NOWHERE

    def own(self, start: int, text: str) -> None:
        self.words.append(text)
        if self.ranges and self.ranges[-1][1] == start:
            self.ranges[-1] = (self.ranges[-1][0], start + len(text))
        else:
            self.ranges.append((start, start + len(text)))


@dataclass(frozen=True)
class Read:
    """What one walk gives. ``source`` is the decoded text."""

    document: Document
    source: str
    carried: Carried


def parse(data: bytes, place: str) -> _Element:
    """The root of a file, without entities, network or DTD. Raises FormatError, LimitError."""
    from lxml import etree

    if len(data) > LARGEST_XML:
        raise LimitError(f"larger than {LARGEST_XML} bytes", place=place, remedy="divide it by chapters")
    reader = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        root = etree.fromstring(data, reader)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        where = f"{place}:{line}" if line else place
        raise FormatError(f"not well-formed XML: {error}", place=where, remedy=_REMEDY) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise FormatError("a DOCTYPE is not allowed", place=place, remedy="take it out")
    if root.tag != f"{{{TEI}}}TEI":
        raise FormatError("not a TEI file", place=place, remedy=_REMEDY)
    return root


def read(data: bytes, place: str = "") -> Read:
    """Raises FormatError, LimitError."""
    root = parse(data, place)
    try:
        carried = read_carried(root)
        title, metadata = read_head(root)
    except (ValueError, KeyError, TypeError) as error:
        raise FormatError(f"the header is not in our form: {error}", place=place, remedy=_REMEDY) from error
    body = root.find(f"{{{TEI}}}text/{{{TEI}}}body")
    if body is None:
        raise FormatError("there is no body", place=place, remedy=_REMEDY)
    walk = _Walk(place, carried, body)
    try:
        children = walk.body(body)
    except RecursionError as error:
        raise FormatError("nested too deeply", place=place, remedy=_REMEDY) from error
    return Read(Document(title, metadata, children), walk.in_source_order(), carried)


@dataclass
class _Node:
    """A section (or the root) as it is read."""

    id: str
    heading: Heading | None = None
    children: list[_Node | _EntryNode] = field(default_factory=list)


@dataclass
class _EntryNode:
    id: str
    heading: Heading | None = None
    children: list[Paragraph | Credit] = field(default_factory=list)


class _Walk:
    def __init__(self, place: str, carried: Carried, body: _Element) -> None:
        self.place = place
        self.carried = carried
        self.pieces: list[tuple[int, int, list[str]]] = [(1, 1, [])]
        self.at = 0
        self.column = 1
        self.ends = self._line_ends(body)
        self.figures: dict[str, list[Figure]] = {}
        self.ids: dict[str, str] = {}

    def in_source_order(self) -> str:
        """The text of the source: pieces of lines by line and column."""
        self._end_piece()
        ordered = sorted(self.pieces, key=lambda piece: piece[:2])
        return "".join(part for _, _, parts in ordered for part in parts)

    def _line_ends(self, body: _Element) -> dict[tuple[int, int], int]:
        """How many line ends stand after each last piece of a line: up to the next line that has one."""
        pieces: set[tuple[int, int]] = set()
        column = 1
        for element in body.iter(f"{{{TEI}}}lb", f"{{{TEI}}}cb"):
            number = self._number(element)
            if _name(element) == "cb":
                column = number
            else:
                pieces.add((number, column))
        last: dict[int, int] = {}
        for number, column in pieces:
            last[number] = max(last.get(number, 0), column)
        numbers = sorted({*last, self.carried.lines})
        following = dict(pairwise(numbers))
        return {(number, last[number]): following[number] - number for number in last if number in following}

    def _number(self, element: _Element) -> int:
        number = element.get("n", "")
        if not (number.isascii() and number.isdecimal()) or len(number) > 9:
            self.fail(f"{_name(element)} with the number {number!r}", element)
        if not 1 <= int(number) <= self.carried.lines:
            self.fail(f"there is no line {number}", element)
        return int(number)

    def fail(self, message: str, element: _Element) -> NoReturn:
        where = f"{self.place}:{element.sourceline}" if element.sourceline else self.place
        raise FormatError(message, place=where, remedy=_REMEDY)

    # ---- the tree

    def body(self, element: _Element) -> tuple[SectionChild, ...]:
        root = _Node("")
        self._inside(element, root)
        self.figures = {self.ids.get(name, name): some for name, some in self.figures.items()}
        children = self._frozen(root, 0, element)
        if self.figures:
            self.fail(f"a figure is about {next(iter(self.figures))!r}, which is not there", element)
        return children

    def _frozen(self, node: _Node, level: int, element: _Element) -> tuple[SectionChild, ...]:
        if level > DEEPEST_LEVEL:
            self.fail(f"sections nest deeper than {DEEPEST_LEVEL}", element)
        children: list[SectionChild] = [*self.figures.pop(node.id, [])]
        for child in node.children:
            if isinstance(child, _EntryNode):
                items = (*child.children, *self.figures.pop(child.id, []))
                children.append(Entry(child.id, child.heading, items))
            else:
                assert child.heading is not None
                inner = self._frozen(child, level + 1, element)
                children.append(Section(child.id, child.heading, level + 1, inner))
        return tuple(children)

    def _inside(self, element: _Element, node: _Node | _EntryNode) -> None:
        """The blocks of a div or of the body. No text stands between them."""
        self._no_text(element.text, element)
        for child in element:
            match _name(child):
                case "div":
                    self._div(child, node)
                case "head":
                    node.heading = self._heading(child)
                case "figure":
                    self._figure(child)
                case "p" | "byline" if isinstance(node, _EntryNode):
                    node.children.append(self._block(child))
                case _:
                    self.fail(f"{_name(child)} cannot stand here", child)
            self._no_text(child.tail, child)

    def _no_text(self, text: str | None, element: _Element) -> None:
        if text:
            self.fail("text between blocks", element)

    def _div(self, element: _Element, node: _Node | _EntryNode) -> None:
        kind = element.get("type")
        if isinstance(node, _EntryNode):
            self.fail("a div inside an entry", element)
        if kind == "empty":
            for child in element:
                self._content(child, _Leaf(), own=False)
        elif kind == "entry":
            entry = _EntryNode(self._named(element))
            node.children.append(entry)
            self._inside(element, entry)
        elif kind == "section":
            section = _Node(self._named(element))
            node.children.append(section)
            self._inside(element, section)
            if section.heading is None:
                self.fail("a section without a head", element)
        else:
            self.fail(f"a div of the unknown type {kind!r}", element)

    def _named(self, element: _Element) -> str:
        """The id of a div, which figures may point to by its XML name."""
        ident = _id(element)
        self.ids[element.get(XML_ID, "")] = ident
        return ident

    # ---- blocks

    def _heading(self, element: _Element) -> Heading:
        leaf, marks = _Leaf(), {"open": _Leaf(), "close": _Leaf()}
        self._content(element, leaf, marks=marks)
        return Heading((Text(leaf.text, leaf.span),), _marks(marks))

    def _block(self, element: _Element) -> Paragraph | Credit:
        if _name(element) == "byline":
            return self._credit(element, CreditKind.AUTHOR)
        segments = [child for child in element if _name(child) == "seg"]
        if segments:
            return self._credit(element, CreditKind.AUTHOR)
        leaf = _Leaf()
        self._content(element, leaf)
        return Paragraph((Text(leaf.text, leaf.span),))

    def _credit(self, element: _Element, usual: CreditKind) -> Credit:
        parts: list[CreditPart] = []
        marks = {"open": _Leaf(), "close": _Leaf()}
        segments = [child for child in element if _name(child) == "seg"]
        named = (segments[0] if segments else element).get("n", usual.value)
        try:
            kind = CreditKind(named)
        except ValueError:
            self.fail(f"a credit of the unknown kind {named!r}", element)
        self._content(element, _Leaf(), marks=marks, parts=parts)
        return Credit(kind, tuple(parts), _marks(marks))

    def _figure(self, element: _Element) -> None:
        caption: tuple[Text, ...] = ()
        credit: Credit | None = None
        image = ""
        self._no_text(element.text, element)
        for child in element:
            match _name(child):
                case "graphic":
                    image = unquote(child.get("url", ""))
                case "head":
                    leaf = _Leaf()
                    self._content(child, leaf)
                    caption = (Text(leaf.text, leaf.span),)
                case "byline":
                    credit = self._credit(child, CreditKind.PHOTO)
                case _:
                    self.fail(f"{_name(child)} cannot stand in a figure", child)
            self._no_text(child.tail, child)
        about = element.get("corresp", "#").removeprefix("#")
        self.figures.setdefault(about, []).append(Figure(_id(element), caption, credit, image))

    # ---- inside blocks

    def _content(
        self,
        element: _Element,
        leaf: _Leaf,
        *,
        own: bool = True,
        marks: dict[str, _Leaf] | None = None,
        parts: list[CreditPart] | None = None,
    ) -> None:
        """Everything inside a block: source into the source, what is owned into the leaf."""
        self._take(element.text, leaf if own else None)
        for child in element:
            name = _name(child)
            match name:
                case "lb":
                    self._line_break(child, leaf)
                case "pb":
                    pass
                case "cb":
                    self.column = self._number(child)
                case "surplus" | "fw":
                    self._content(child, leaf, own=False)
                case "g":
                    self._forbidden(child)
                case "choice":
                    self._choice(child, leaf)
                case "figure":
                    self._figure(child)
                case "seg":
                    self._content(child, leaf, marks=marks, parts=parts)
                case "pc" if parts is not None and child.get("type") == "sep":
                    parts.append(self._part(child, PartKind.SEPARATOR))
                case "pc" if marks is not None and child.get("type") in marks:
                    self._content(child, marks[child.get("type", "")])
                case _ if parts is not None and name in _PARTS:
                    parts.append(self._part(child, _PARTS[name]))
                case _:
                    self.fail(f"{name} cannot stand here", child)
            self._take(child.tail, leaf if own else None)

    def _part(self, element: _Element, kind: PartKind) -> CreditPart:
        leaf = _Leaf()
        self._content(element, leaf)
        return CreditPart(kind, leaf.text, leaf.span)

    def _take(self, text: str | None, leaf: _Leaf | None) -> None:
        if not text:
            return
        if leaf is not None:
            leaf.own(self.at, text)
        self._put(text)

    def _put(self, text: str) -> None:
        self.pieces[-1][2].append(text)
        self.at += len(text)

    def _line_break(self, element: _Element, leaf: _Leaf) -> None:
        """Ends the piece before it, with as many line ends as it has, and begins another."""
        number = self._number(element)
        line, column, _ = self.pieces[-1]
        if (number, self.column) == (line, column) and not self.pieces[-1][2]:
            return
        self._end_piece()
        self.pieces.append((number, self.column, []))
        if element.get("break") == "yes":
            leaf.words.append(" ")

    def _end_piece(self) -> None:
        line, column, _ = self.pieces[-1]
        for ended in range(line, line + self.ends.pop((line, column), 0)):
            self._put(self.carried.newlines.get(ended, self.carried.newline))

    def _choice(self, element: _Element, leaf: _Leaf) -> None:
        for child in element:
            match _name(child):
                case "orig":
                    self._content(child, leaf, own=False)
                case "reg":
                    for space in child:
                        leaf.words.append(_SPACES.get(space.get("rend", ""), " "))
                case other:
                    self.fail(f"{other} cannot stand in a choice", child)

    def _forbidden(self, element: _Element) -> None:
        char = _FORBIDDEN_CHARS.get(element.get("ref", "").removeprefix("#"))
        if char is None:
            self.fail("g with an unknown character", element)
        self._put(char)


def _name(element: _Element) -> str:
    """Local name of a TEI element; a comment or another name space has a name that fits nowhere."""
    tag = element.tag
    return tag.removeprefix(f"{{{TEI}}}") if isinstance(tag, str) else "a comment"


def _id(element: _Element) -> str:
    return element.get("n") or element.get(XML_ID) or ""


def _marks(marks: dict[str, _Leaf]) -> Marks:
    opening, closing = marks["open"], marks["close"]
    return Marks(opening.text, closing.text, opening.span, closing.span)
