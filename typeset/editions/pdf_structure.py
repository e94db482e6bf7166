"""A laid-out document → the runs of text of its pages, and the tree of what they are: the tags of a PDF.

WeasyPrint's own tags follow its boxes: a paragraph that goes on in the next column is two of them, a heading
that runs in is inside one. Ours follow the document. Whatever has the number of one composed text (or, in
pages that were not made up, is one element) is one element of the tree, on however many pages; a table that
goes on is one table; headings rank without a gap (ISO 14289-1, 7.4.2); pictures have words; what is
decoration or furniture is in no element.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from typeset.editions.drawn_lines import LINES, REFERENCE
from typeset.editions.pdf_text import Marked, Role, Run

if TYPE_CHECKING:
    import pikepdf

_POINTS = 0.75
"""In a CSS pixel."""
_PRINTED = 4
"""An annotation's flag (ISO 32000-1, 12.5.3); without it a standard takes the annotation for hidden."""
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_ROWS = {"thead": "THead", "tbody": "TBody"}
_CELLS = {"tr": "TR", "th": "TH", "td": "TD"}
_STAYS = frozenset({"TH", "TD", "TR", "Figure"})
"""Elements that are there even if nothing is in them."""
_PARAGRAPHS = ("signature", "credit", "source", "caption", "note", "table-title", "unit", "cell")
"""Classes of paragraphs, by which those of one composed text differ."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A marked sequence: the ``nth`` run of text of a page (from 0), or the nth of its pictures."""

    page: int
    nth: int
    picture: bool = False


@dataclass(frozen=True, slots=True)
class Linked:
    """The annotation of a link: the page, and its number among the file's objects."""

    page: int
    number: int


@dataclass(eq=False, slots=True)
class Element:
    """An element of the tree. ``kind`` is a standard structure type (ISO 32000-1, 14.8.4); ``alt`` is said
    in the place of a picture, and of a link by itself; ``box`` is where a picture is (points from the page's
    left and foot)."""

    kind: str
    kids: list[Element | Shown | Linked] = field(default_factory=list)
    alt: str = ""
    box: tuple[float, ...] = ()

    def shown(self) -> Iterator[Shown]:
        for kid in self.kids:
            if isinstance(kid, Shown):
                yield kid
            elif isinstance(kid, Element):
                yield from kid.shown()


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture as it is printed: its page (from 0), its address, its width and height in points."""

    page: int
    address: str
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Boxes:
    """What was laid out: the runs of each page in the order in which they are drawn, the tree, and the
    pictures."""

    runs: list[list[Run]]
    tree: Element
    pictures: list[Placed]


def read_boxes(laid_out: Any) -> Boxes:
    """Of a WeasyPrint document; after it was written, for its links are objects of the file then."""
    reader = _Reader()
    for page in laid_out.pages:
        reader.page(page._page_box)
    return Boxes(reader.runs, reader.root, reader.pictures)


@dataclass(slots=True)
class _Reader:
    """Walks over boxes; ``sections`` are those that are open, each with the rank of its heading."""

    root: Element = field(default_factory=lambda: Element("Document"))
    runs: list[list[Run]] = field(default_factory=list)
    pictures: list[Placed] = field(default_factory=list)
    sections: list[tuple[int, Element]] = field(default_factory=list)
    known: dict[object, Element] = field(default_factory=dict)
    table: Element | None = None
    height: float = 0.0
    shown: int = 0

    def page(self, box: Any) -> None:
        self.runs.append([])
        self.height, self.shown = box.margin_height(), 0
        self.walk(box, Role.TEXT, None, None, "")

    def walk(self, box: Any, role: Role, element: Any, into: Element | None, number: str) -> None:
        """``element`` is that of the box around, ``into`` its place in the tree, if it has one of its own;
        ``number`` that of the composed text around it."""
        box = getattr(box, "_box", box)
        role = role_of(box, role)
        own = getattr(box, "element", None)
        if own is not None and own is not element and (role is not Role.ARTIFACT or own.tag == "img"):
            number = own.get(LINES, number)
            into = self.entered(own, str(box.element_tag), into, number, box)
        if (link := getattr(box, "link_annotation", None)) and into is not None:
            into.kids.append(Linked(len(self.runs) - 1, int(link.reference.split()[0])))
        if hasattr(box, "pango_layout"):
            self.text(box, role, into)
        for child in getattr(box, "children", ()):
            self.walk(child, role, own, into, number)

    def text(self, box: Any, role: Role, into: Element | None) -> None:
        runs = self.runs[-1]
        if role is not Role.ARTIFACT:
            (into or self.here).kids.append(Shown(len(self.runs) - 1, len(runs)))
        place = (box.position_x, box.position_y + box.baseline, box.style["font_size"])
        runs.append(Run(box.text, role, place))

    @property
    def here(self) -> Element:
        """Where text stands that is in no other element."""
        return self.sections[-1][1] if self.sections else self.root

    def entered(self, own: Any, tag: str, into: Element | None, number: str, box: Any) -> Element | None:
        """The place in the tree of an element of the HTML; that of what is around it, if it is none."""
        names = str(own.get("class", "")).split()
        if tag in _HEADINGS:
            return self.heading((number, tag) if number else own, int(tag[1]), terms="terms" in names)
        if tag == "p" and "term" in names:
            return self.term(number)
        if tag == "p":
            return self.paragraph(own, names, into, number)
        if tag == "a" and "listed" in names:
            listed = self.place((self.here, "TOC"), "TOC", None)
            into = self.place((own, "TOCI"), "TOCI", listed)
        if tag == "a":
            key = own.get(REFERENCE) or own
            link = self.place((key, "Link"), "Link", self.place((key, "Reference"), "Reference", into))
            link.alt = own.get("aria-label") or ""
            return link
        if tag == "span" and "mark" in names:
            return self.place((into, "Lbl"), "Lbl", into)
        if tag == "div" and "table" in names:
            # What has no name of its own goes on.
            self.table = self.place(own, "Table", into) if own.get("id") or not self.table else self.table
            return self.table
        if tag in _ROWS:
            return self.place((into, tag), _ROWS[tag], into)
        if tag in _CELLS:
            return self.place(own, _CELLS[tag], into)
        if tag == "img" or "frame" in names:
            return self.picture(own, into, box)
        kind = {"figure": "Figure", "figcaption": "Caption", "ol": "TOC", "li": "TOCI"}.get(tag)
        return self.place(own, kind, into) if kind else into

    def place(self, key: object, kind: str, into: Element | None) -> Element:
        """The element of a key, new at the end of ``into`` if there is none."""
        if key not in self.known:
            self.known[key] = Element(kind)
            (into or self.here).kids.append(self.known[key])
        return self.known[key]

    def heading(self, key: object, rank: int, *, terms: bool) -> Element:
        """It opens a section; its rank is one more than that of the section around it. ``terms``: the rest of
        the section is an index."""
        if key not in self.known:
            while self.sections and self.sections[-1][0] >= rank:
                self.sections.pop()
            section = Element("Sect")
            self.here.kids.append(section)
            self.sections.append((rank, section))
            self.place(key, f"H{min(len(self.sections), 6)}", section)
            if terms:
                self.sections[-1] = (rank, self.place((key, "Index"), "Index", section))
        return self.known[key]

    def term(self, number: str) -> Element:
        """Of an index; those under one heading are a list."""
        item = self.place((number, "LI"), "LI", self.place((self.here, "L"), "L", None))
        return self.place((number, "LBody"), "LBody", item)

    def paragraph(self, own: Any, names: Sequence[str], into: Element | None, number: str) -> Element | None:
        name = next((name for name in _PARAGRAPHS if name in names), "")
        if name == "cell" or (into is not None and into.kind == "Link"):
            return into
        if name in ("table-title", "unit"):
            into = self.place((into, "Caption"), "Caption", into)
        key = (number, name) if number else own
        return self.place(key, "Note" if name == "note" else "P", into)

    def picture(self, own: Any, figure: Element | None, box: Any) -> Element:
        """The picture or the frame of a figure."""
        figure = figure or self.place(own, "Figure", None)
        width, height = box.width * _POINTS, box.height * _POINTS
        left, top = box.content_box_x() * _POINTS, (self.height - box.content_box_y()) * _POINTS
        figure.alt = own.get("alt") or own.get("aria-label") or ""
        figure.box = (left, top - height, left + width, top)
        if type(box).__name__.endswith("ReplacedBox"):
            page = len(self.runs) - 1
            figure.kids.append(Shown(page, self.shown, picture=True))
            self.pictures.append(Placed(page, own.get("src", ""), width, height))
            self.shown += 1
        return figure


def role_of(box: Any, role: Role) -> Role:
    """What the text of a box is; ``role`` is that of the box around it."""
    if role is Role.ARTIFACT:
        return role
    tag = str(box.element_tag)
    # An img that holds text shows its alternative: WeasyPrint could not draw the picture.
    if type(box).__name__ == "MarginBox" or tag.endswith(("::after", "::before")):
        return Role.ARTIFACT
    if tag == "img" and not type(box).__name__.endswith("ReplacedBox"):
        return Role.ARTIFACT
    element = getattr(box, "element", None)
    generated = element.get("data-generated") if element is not None else None
    if generated:
        return _GENERATED.get(generated, Role.ARTIFACT)
    return Role.CONTENTS if tag == "nav" else role


_GENERATED = {
    "contents": Role.CONTENTS,
    "number": Role.NUMBER,
    "front": Role.GENERATED,
    "index": Role.GENERATED,
    "page": Role.GENERATED,
}
"""By an element's own mark; any other is an artifact."""


# ---- the tree into the file


def write_structure(pdf: pikepdf.Pdf, boxes: Boxes, marks: Sequence[Marked]) -> None:
    """Ours in the place of WeasyPrint's. ``marks`` are the numbers of the marked sequences of each page."""
    import pikepdf

    writer = _Writer(pdf, boxes, marks)
    root = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
    root.K = pikepdf.Array([writer.written(boxes.tree, root)])
    numbers = pikepdf.Array()
    for page, own in enumerate(writer.parents):
        numbers.append(page)
        numbers.append(pdf.make_indirect(pikepdf.Array(own)))
    for number, element in enumerate(writer.linked, len(writer.parents)):
        numbers.append(number)
        numbers.append(element)
    root.ParentTree = pdf.make_indirect(pikepdf.Dictionary(Nums=numbers))
    root.ParentTreeNextKey = len(writer.parents) + len(writer.linked)
    if writer.named:
        names = pikepdf.Array([item for pair in sorted(writer.named.items()) for item in pair])
        root.IDTree = pdf.make_indirect(pikepdf.Dictionary(Names=names))
    for page, gone in writer.superfluous.items():
        kept = [item for item in pdf.pages[page].obj.Annots.as_list() if item.objgen[0] not in gone]
        pdf.pages[page].obj.Annots = pikepdf.Array(kept)
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = pikepdf.Dictionary(Marked=True)


def _in_order(element: Element) -> list[Element | Shown | Linked]:
    """What is in an element; the text beside and between references in elements of its own, for a reader that
    takes all text of an element before the elements in it."""
    inner = next((at for at, kid in enumerate(element.kids) if isinstance(kid, Element)), len(element.kids))
    if not any(isinstance(kid, Shown) for kid in element.kids[inner:]):
        return element.kids
    kids: list[Element | Shown | Linked] = []
    for kid in element.kids:
        if not isinstance(kid, Shown):
            kids.append(kid)
        elif kids and isinstance(kids[-1], Element) and kids[-1].kind == "Span":
            kids[-1].kids.append(kid)
        else:
            kids.append(Element("Span", [kid]))
    return kids


class _Writer:
    """Elements to objects. ``parents``: of each page the element of every marked sequence; ``linked``: the
    elements of links, ``named``: those of notes."""

    def __init__(self, pdf: pikepdf.Pdf, boxes: Boxes, marks: Sequence[Marked]) -> None:
        import pikepdf

        self.pdf, self.boxes, self.marks = pdf, boxes, marks
        self.pages = [page.obj for page in pdf.pages]
        self.parents: list[list[Any]] = [[None] * marked.count for marked in marks]
        self.linked: list[Any] = []
        self.named: dict[bytes, Any] = {}
        self.superfluous: dict[int, set[int]] = {}
        self.new = pikepdf.Dictionary
        self.name = pikepdf.Name
        self.new_list = pikepdf.Array

    def written(self, element: Element, parent: Any) -> Any:
        own = self.pdf.make_indirect(self.new(S=self.name("/" + element.kind), P=parent))
        page: int | None = None
        kids: list[Any] = []
        areas: list[tuple[float, ...]] = []
        for kid in _in_order(element):
            if isinstance(kid, Element):
                if kid.kind in _STAYS or next(kid.shown(), None):
                    kids.append(self.written(kid, own))
                continue
            if page is None:
                page = kid.page
                own.Pg = self.pages[page]
            if isinstance(kid, Shown):
                kids.append(self.mark(kid, own, page))
            elif not self.inside(kid, areas):
                kids.append(self.link(kid, own, element))
        if kids:
            own.K = self.new_list(kids) if len(kids) > 1 else kids[0]
        self.describe(element, own)
        return own

    def mark(self, shown: Shown, own: Any, page: int) -> Any:
        marked = self.marks[shown.page]
        number = (marked.pictures if shown.picture else marked.runs)[shown.nth]
        self.parents[shown.page][number] = own
        if shown.page == page:
            return number
        return self.new(Type=self.name.MCR, Pg=self.pages[shown.page], MCID=number)

    def inside(self, linked: Linked, areas: list[tuple[float, ...]]) -> bool:
        """WeasyPrint makes a link of every box in a link. What lies in one of the ``areas`` is taken off
        its page; that of any other is added to them."""
        annotation = self.pdf.get_object(linked.number, 0)
        left, one, right, other = (float(number) for number in annotation.Rect.as_list())
        own = (linked.page, left, min(one, other), -right, -max(one, other))
        if any(
            own[0] == area[0] and all(a >= b - 0.01 for a, b in zip(own, area, strict=True)) for area in areas
        ):
            self.superfluous.setdefault(linked.page, set()).add(linked.number)
            return True
        areas.append(own)
        return False

    def link(self, linked: Linked, own: Any, element: Element) -> Any:
        """The annotation says what its link does, for a reader that shows it by itself (7.18.5)."""
        annotation = self.pdf.get_object(linked.number, 0)
        annotation.StructParent = len(self.pages) + len(self.linked)
        words = "".join(self.boxes.runs[shown.page][shown.nth].text for shown in element.shown())
        annotation.Contents = element.alt or words
        annotation.F = _PRINTED
        self.linked.append(own)
        return self.new(Type=self.name.OBJR, Pg=self.pages[linked.page], Obj=annotation)

    def describe(self, element: Element, own: Any) -> None:
        if element.kind == "TH":
            own.A = self.new(O=self.name.Table, Scope=self.name.Column)
        elif element.kind == "Figure":
            own.Alt = element.alt
            if element.box:
                box = [round(number, 3) for number in element.box]
                own.A = self.new(O=self.name.Layout, BBox=box, Placement=self.name.Block)
        elif element.kind == "Note":
            name = f"note-{len(self.named) + 1:06}"
            own.ID = name
            self.named[name.encode()] = own
