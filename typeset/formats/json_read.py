"""JSON text to a Document: in full, or in the simple form that has no ids, parts or marks."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NoReturn, TypeVar

from typeset.characters import IDEOGRAPHIC_SPACE, clean
from typeset.crossrefs import cross_refs, is_text_name, remedy_for, targets
from typeset.errors import FormatError
from typeset.formats.json_values import REMEDY, Values
from typeset.formats.json_write import ROOT, Value
from typeset.formats.metadata import metadata_from
from typeset.ids import Ids
from typeset.index_forms import flaw_of
from typeset.model import (
    DEEPEST_LEVEL,
    Cell,
    Credit,
    CreditKind,
    CreditPart,
    CrossRef,
    Document,
    Entry,
    EntryChild,
    Figure,
    Heading,
    Linked,
    Marks,
    Name,
    NameKind,
    Note,
    NoteRef,
    Paragraph,
    PartKind,
    Section,
    SectionChild,
    Table,
    Text,
)
from typeset.printed_words import printed

_NAME_KINDS = {kind.value: kind for kind in NameKind}
_Placed = NoteRef | CrossRef | Name
"""What stands at a code point of a paragraph."""
_Linking = CrossRef | Name
"""What stands at one of any other text."""
Some = TypeVar("Some", bound=_Placed)


@dataclass
class _Node:
    """The document or a section as it is read."""

    level: int
    heading: Heading | None = None
    id: str = ROOT
    children: list[_Node | Entry | Figure] = field(default_factory=list)


class Reader:
    """Reads one file; ``place`` is its name."""

    def __init__(self, place: str) -> None:
        self.place = place
        self.values = Values(place)
        self.ids = Ids()
        self.figures_of: dict[str, list[Value]] = {}

    def fail(self, message: str, remedy: str = REMEDY) -> NoReturn:
        self.values.fail(message, remedy)

    def read(self, text: str) -> Document:
        try:
            value = json.loads(text)
        except json.JSONDecodeError as error:
            raise FormatError(
                f"not JSON: {error.msg}", place=f"{self.place}:{error.lineno}", remedy="mend that line"
            ) from error
        except (RecursionError, ValueError) as error:
            raise FormatError("not JSON that can be read", place=self.place, remedy="simplify it") from error
        if not isinstance(value, dict):
            self.fail("no object with title, sections and figures")
        metadata = metadata_from(self.values.object(value, "metadata"), self.place)
        figures = self.values.objects(value, "figures")
        root = _Node(0)
        nodes = {ROOT: root}
        self._gather(figures, self.values.objects(value, "sections"))
        self._sections(self.values.objects(value, "sections"), root, nodes)
        self._place_figures(figures, nodes)
        children = tuple(self._frozen(child, 1) for child in root.children)
        document = Document(clean(self.values.text(value, "title")), metadata, children)
        self._check_references(document)
        return document

    def _check_references(self, document: Document) -> None:
        """Every cross-reference inside the document leads to something."""
        known = frozenset(targets(document))
        for ref in cross_refs(document):
            if not ref.chapter and ref.target not in known:
                self.fail(
                    f"{ref.text[:20]!r} refers to {ref.target!r}, which is not there",
                    remedy_for(ref.target, known),
                )

    # ---- the tree

    def _gather(self, figures: list[Value], sections: list[Value]) -> None:
        """Figures by the id of their entry; in the simple form by its heading."""
        named: dict[str, str] = {}
        for section in sections:
            for entry in self.values.objects(section, "entries"):
                ident = self.values.text(entry, "id")
                if ident and not self.ids.take(ident):
                    self.fail(f"the id {ident!r} is there twice")
                if not ident:
                    entry["id"] = self.ids.make("e", f"{section.get('title')}\n{entry.get('heading')}")
                named.setdefault(str(entry.get("heading", "")), str(entry["id"]))
        for figure in figures:
            if "in" not in figure:
                figure["in"] = named.get(self.values.text(figure, "near_entry"), ROOT)
            self.figures_of.setdefault(str(figure["in"]), []).append(figure)

    def _sections(self, sections: list[Value], root: _Node, nodes: dict[str, _Node]) -> None:
        path = [root]
        for value in sections:
            entries = [self._entry(entry) for entry in self.values.objects(value, "entries")]
            if "continues" in value:
                node = nodes.get(self.values.text(value, "continues"))
                if node is None:
                    self.fail(f"no section has the id {value['continues']!r}")
                node.children += entries
                continue
            title, level = clean(self.values.text(value, "title")), self.values.level(value)
            if not title:
                root.children += entries
                continue
            del path[level:]
            node = _Node(len(path), self._heading(title, value), self._id(value, "s", title))
            path[-1].children.append(node)
            path.append(node)
            nodes[node.id] = node
            node.children += entries

    def _place_figures(self, figures: list[Value], nodes: dict[str, _Node]) -> None:
        for value in figures:
            node = nodes.get(str(value["in"]))
            if node is not None:
                position = value.get("position")
                at = position if isinstance(position, int) and position >= 0 else 0
                node.children.insert(at, self._figure(value))
        placed = {
            child.id for node in nodes.values() for child in node.children if not isinstance(child, _Node)
        }
        for parent in self.figures_of:
            if parent not in nodes and parent not in placed:
                self.fail(f"a figure stands in {parent!r}, which is not there")

    def _frozen(self, child: _Node | Entry | Figure, level: int) -> SectionChild:
        if not isinstance(child, _Node):
            return child
        assert child.heading is not None
        if level > DEEPEST_LEVEL:
            self.fail(f"sections nest deeper than {DEEPEST_LEVEL}")
        inner = tuple(self._frozen(item, level + 1) for item in child.children)
        return Section(child.id, child.heading, level, inner)

    # ---- the parts

    def _entry(self, value: Value) -> Entry:
        words = clean(self.values.text(value, "heading"))
        ident = self._id(value, "e", words)
        heading = self._heading(words, value) if words else None
        items: dict[str, list[EntryChild]] = {
            "paragraph": list(self._paragraphs(value)),
            "table": [self._table(table) for table in self.values.objects(value, "tables")],
            "credit": list(self._credits(value)),
            "figure": [self._figure(figure) for figure in self.figures_of.get(ident, [])],
            "note": [self._note(note) for note in self.values.objects(value, "notes")],
        }
        order = value.get("order") or [kind for kind, some in items.items() for _ in some]
        children: list[EntryChild] = []
        for kind in order if isinstance(order, list) else []:
            if not isinstance(kind, str) or not items.get(kind):
                self.fail(f"order: there is no {kind!r} left in the entry {ident!r}")
            children.append(items[kind].pop(0))
        if any(items.values()):
            self.fail(f"order: not everything of the entry {ident!r} is named")
        if heading is None and not children:
            self.fail("an entry without a heading and without text")
        return Entry(ident, heading, tuple(_without_leads(children)))

    def _paragraphs(self, value: Value) -> Iterator[Paragraph]:
        """With the marks of notes and the cross-references where ``references`` say, and ``names``."""
        marks = {
            self.values.text(note, "id"): clean(self.values.text(note, "mark"))
            for note in self.values.objects(value, "notes")
        }
        places: dict[int, dict[int, _Placed]] = {}
        found = [
            (one, "references", self._reference(one, marks))
            for one in self.values.objects(value, "references")
        ]
        found += [(one, "names", self._name(one)) for one in self.values.objects(value, "names")]
        for one, key, inline in found:
            at, paragraph = one.get("at"), one.get("paragraph")
            if not (isinstance(at, int) and isinstance(paragraph, int)) or at in places.get(paragraph, {}):
                self.fail(f"{key}: no paragraph and at, or the same place twice")
            places.setdefault(paragraph, {})[at] = inline
        for position, raw in enumerate(self.values.items(value, "paragraphs")):
            text = clean(str(raw))
            if text:
                yield Paragraph(tuple(self._inlines(text, places.pop(position, {}))))
        if places:
            self.fail("references or names: there is no such paragraph")

    def _reference(self, value: Value, marks: dict[str, str]) -> _Placed:
        """To a note of the entry, by its id; or, by its words, to what another id is of."""
        note = self.values.text(value, "note")
        return NoteRef(marks[note], note) if note in marks else self._cross_reference(value)

    def _cross_reference(self, value: Value) -> CrossRef:
        note = self.values.text(value, "note")
        words, target, chapter = (self.values.text(value, key) for key in ("words", "target", "chapter"))
        if note or not words or words != clean(words) or not target:
            self.fail("references: neither a note of the entry, nor words and a target")
        if chapter and not is_text_name(chapter):
            self.fail(f"references: {chapter!r} is no name of a text")
        return CrossRef(words, target, chapter=chapter)

    def _name(self, value: Value) -> Name:
        words, kind = self.values.text(value, "words"), self.values.text(value, "kind")
        if not words or words != clean(words) or kind not in _NAME_KINDS:
            self.fail(f"names: no words, or none of the kinds {', '.join(_NAME_KINDS)}")
        key, sort = (self.values.text(value, name) if name in value else None for name in ("key", "sort"))
        if flaw := flaw_of(words, key, sort):
            self.fail(f"names: {words[:20]!r} has {flaw}")
        return Name(words, _NAME_KINDS[kind], key=key or "", sort=sort or "")

    def _linked(self, text: str, inside: list[tuple[Value, _Linking]]) -> tuple[Linked, ...]:
        """Words with the cross-references and the names that stand in them."""
        places: dict[int, _Linking] = {}
        for one, inline in inside:
            at = one.get("at")
            if not isinstance(at, int) or at in places:
                self.fail("references or names: no at, or the same twice")
            places[at] = inline
        return tuple(self._inlines(text, places))

    def _inside(self, value: Value) -> list[tuple[Value, _Linking]]:
        """What stands in the words of a note, a figure or a table."""
        references = [(one, self._cross_reference(one)) for one in self.values.objects(value, "references")]
        return [*references, *((one, self._name(one)) for one in self.values.objects(value, "names"))]

    def _inlines(self, text: str, places: Mapping[int, Some]) -> Iterator[Some | Text]:
        done = 0
        for at, ref in sorted(places.items()):
            if at < done or not ref.text or not text.startswith(ref.text, at):
                self.fail(f"references or names: {ref.text!r} does not stand at {at}")
            if at > done:
                yield Text(text[done:at])
            yield ref
            done = at + len(ref.text)
        if done < len(text):
            yield Text(text[done:])

    def _table(self, value: Value) -> Table:
        rows = [
            [clean(str(cell)) for cell in row]
            for row in self.values.items(value, "rows")
            if isinstance(row, list)
        ]
        if not rows or not rows[0] or any(len(row) != len(rows[0]) for row in rows):
            self.fail("a table has rows of equal length, at least one")
        if not any(cell for row in rows for cell in row):
            self.fail("a table without words")
        title, unit = (clean(self.values.text(value, key)) for key in ("title", "unit"))
        inside: dict[tuple[object, object], list[tuple[Value, _Linking]]] = {}
        for one, inline in self._inside(value):
            inside.setdefault((one.get("row"), one.get("column")), []).append((one, inline))
        table = Table(
            self._id(value, "tab", title),
            self._linked(title, inside.pop((None, None), [])),
            (Text(unit),) if unit else (),
            tuple(
                tuple(
                    Cell(self._linked(cell, inside.pop((number, column), [])))
                    for column, cell in enumerate(row)
                )
                for number, row in enumerate(rows)
            ),
        )
        if inside:
            self.fail("references or names: there is no such row and column")
        return table

    def _note(self, value: Value) -> Note:
        mark, text = (clean(self.values.text(value, key)) for key in ("mark", "text"))
        if not text:
            self.fail("a note without words")
        inlines = self._linked(text, self._inside(value))
        return Note(self._id(value, "n", f"{mark}{text}"), mark, inlines)

    def _credits(self, value: Value) -> list[Credit]:
        if "signatures" in value:
            return [
                self._credit(item, CreditKind.AUTHOR) for item in self.values.objects(value, "signatures")
            ]
        names = [name for raw in self.values.items(value, "credits") if (name := clean(str(raw)))]
        return (
            [Credit(CreditKind.AUTHOR, _spaced([(PartKind.NAME, name) for name in names]))] if names else []
        )

    def _credit(self, value: Value, usual: CreditKind) -> Credit:
        try:
            kind = CreditKind(value.get("kind", usual.value))
            if "parts" in value:
                parts = tuple(
                    CreditPart(PartKind(part), text if part == PartKind.SEPARATOR.value else clean(text))
                    for part, text in value["parts"]
                )
            else:
                parts = _spaced(
                    [
                        (part, text)
                        for part, key in (
                            (PartKind.ORGANISATION, "org"),
                            (PartKind.NAME, "name"),
                            (PartKind.ROLE, "role"),
                        )
                        if (text := clean(self.values.text(value, key)))
                    ]
                )
        except (ValueError, TypeError, AttributeError) as error:
            raise FormatError("a credit that cannot be read", place=self.place, remedy=REMEDY) from error
        if not any(part.text for part in parts):
            self.fail("a credit without words")
        return Credit(kind, parts, self._marks(value))

    def _figure(self, value: Value) -> Figure:
        caption = clean(self.values.text(value, "caption"))
        source = value.get("credit")
        credit = None
        if isinstance(source, str) and clean(source):
            credit = Credit(CreditKind.PHOTO, (CreditPart(PartKind.NAME, clean(source)),))
        elif isinstance(source, dict) and any(source.get(key) for key in ("parts", "org", "name", "role")):
            credit = self._credit(source, CreditKind.PHOTO)
        if not caption and credit is None:
            self.fail("a figure without a caption or a credit")
        ident = self._id(value, "fig", caption)
        inlines = self._linked(caption, self._inside(value))
        return Figure(ident, inlines, credit, self.values.text(value, "image"))

    def _heading(self, words: str, value: Value) -> Heading:
        return Heading((Text(words),), self._marks(value))

    def _marks(self, value: Value) -> Marks:
        pair = value.get("marks", ["", ""])
        if not (isinstance(pair, list) and len(pair) == 2 and all(isinstance(mark, str) for mark in pair)):
            self.fail("marks: no pair of marks")
        return Marks(clean(pair[0]), clean(pair[1]))

    def _id(self, value: Value, prefix: str, words: str) -> str:
        ident = self.values.text(value, "id")
        if not ident:
            return self.ids.make(prefix, words)
        if prefix != "e" and not self.ids.take(ident):
            self.fail(f"the id {ident!r} is there twice")
        return ident


def _without_leads(children: list[EntryChild]) -> Iterator[EntryChild]:
    """A paragraph's words without the source of the report, which is a credit of its own before it."""
    lead = ""
    for child in children:
        first = child.inlines[0] if isinstance(child, Paragraph) and lead else None
        if isinstance(child, Paragraph) and isinstance(first, Text) and first.text.startswith(lead):
            rest = (Text(first.text[len(lead) :]),) if first.text != lead else ()
            inlines = (*rest, *child.inlines[1:])
            if inlines:
                yield Paragraph(inlines)
        else:
            yield child
        lead = printed(child) if isinstance(child, Credit) and child.kind is CreditKind.SOURCE else ""


def _spaced(parts: list[tuple[PartKind, str]]) -> tuple[CreditPart, ...]:
    out: list[CreditPart] = []
    for kind, text in parts:
        if out:
            out.append(CreditPart(PartKind.SEPARATOR, IDEOGRAPHIC_SPACE))
        out.append(CreditPart(kind, text))
    return tuple(out)
