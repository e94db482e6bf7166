"""The body of a DOCX: what is written into it, one after the other, and the bookmarks that begin there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from typeset.editions.word_package import StyleIds
from typeset.editions.word_runs import CONTENTS, NODES, bookmarks_of
from typeset.editions.word_xml import W
from typeset.model import Document

if TYPE_CHECKING:
    from docx.document import Document as Package

NAMESPACES = f'xmlns:w="{W}"'


def element(xml: str) -> Any:
    """An element of WordprocessingML; ``{0}`` in ``xml`` is where its namespaces are declared."""
    return parsed(xml.format(NAMESPACES))


def parsed(xml: str) -> Any:
    from docx.oxml import parse_xml

    return parse_xml(xml)


def elements(runs: str) -> Iterator[Any]:
    """Runs as elements, for a paragraph that is already there."""
    yield from list(parsed(f"<w:p {NAMESPACES}>{runs}</w:p>"))


class Body:
    """A package's body, emptied; what is added stands before the properties of its last section."""

    def __init__(self, package: Package, document: Document, ids: StyleIds) -> None:
        self.package = package
        self.ids = ids
        self.element = package.element.body
        self.last = self.element.sectPr
        self.bookmarks = bookmarks_of(document)
        self._marks = 0
        self._bookmarked: set[str] = set()
        self._begun: list[str] = []
        for child in list(self.element):
            if child is not self.last:
                self.element.remove(child)

    def add(self, added: Any) -> None:
        self.last.addprevious(added)

    def paragraph(self, style: str, runs: str) -> None:
        """A paragraph of a style, by its name."""
        runs = self.begun(runs)
        ident = self.ids[style.lower()]
        self.add(parsed(f'<w:p {NAMESPACES}><w:pPr><w:pStyle w:val="{ident}"/></w:pPr>{runs}</w:p>'))

    def properties_of_last_paragraph(self) -> Any:
        return self.element.findall(f"{{{W}}}p")[-1].find(f"{{{W}}}pPr")

    def begin(self, ident: str) -> None:
        """What begins with the next paragraph: an entry, a table."""
        self._begun.append(ident)

    def end(self) -> None:
        """Nothing begins any more."""
        self._begun = []

    def begun(self, runs: str) -> str:
        """The first runs of what begins here."""
        while self._begun:
            runs = self.marked(self._begun.pop(), runs)
        return runs

    def listed(self, ident: str) -> str:
        """The bookmark that contents point to."""
        return CONTENTS + self.bookmarks[ident].removeprefix(NODES)

    def marked(self, ident: str, runs: str, *, toc: bool = False) -> str:
        """Runs inside hidden bookmarks by which a node is found again."""
        for name in (self.bookmarks[ident], self.listed(ident)) if toc else (self.bookmarks[ident],):
            if name not in self._bookmarked:
                runs = self.bookmarked(name, runs)
        return runs

    def bookmarked(self, name: str, runs: str) -> str:
        """Runs inside a bookmark of a name that no other has."""
        self._bookmarked.add(name)
        self._marks += 1
        return (
            f'<w:bookmarkStart w:id="{self._marks}" w:name="{name}"/>{runs}'
            f'<w:bookmarkEnd w:id="{self._marks}"/>'
        )
