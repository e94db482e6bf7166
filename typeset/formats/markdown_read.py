"""Pandoc's Markdown, as this project writes it or a person edits it, to a Document.

What the model does not hold (tables, lists, emphasis, code) is an error that says where, not a silent loss.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NoReturn
from urllib.parse import unquote

import yaml
from markdown_it.token import Token

from typeset.characters import clean
from typeset.crossrefs import changed, remedy_for, targets
from typeset.errors import FormatError
from typeset.formats.markdown_inlines import (
    classes_of,
    closing,
    counted,
    label_of,
    mark_ends,
    name_of,
    only_image,
    unread_span,
)
from typeset.formats.markdown_tokens import attributes, parser
from typeset.formats.markdown_words import REMEDY, Words
from typeset.formats.markdown_write import Pair, is_joined
from typeset.formats.metadata import metadata_from
from typeset.ids import Ids
from typeset.index_forms import NAME_REMEDY
from typeset.model import (
    DEEPEST_LEVEL,
    Cell,
    Credit,
    CreditKind,
    CrossRef,
    Document,
    Entry,
    EntryChild,
    Figure,
    Heading,
    Linked,
    Note,
    Paragraph,
    Section,
    SectionChild,
    Table,
    Text,
    inline_text,
)


@dataclass
class _Growing:
    """A section (or the root) as it is read, with its open entry."""

    level: int
    heading: Heading | None = None
    id: str = ""
    children: list[SectionChild] = field(default_factory=list)


@dataclass
class _OpenEntry:
    id: str
    heading: Heading | None
    children: list[EntryChild] = field(default_factory=list)


def read_markdown(text: str, place: str = "") -> Document:
    """The document of a Markdown text. Raises FormatError with ``place:line`` and a remedy."""
    try:
        return _Reader(place).read(text)
    except RecursionError as error:
        raise FormatError("nested too deeply", place=place, remedy="simplify it") from error


class _Reader:
    def __init__(self, place: str) -> None:
        self.place = place
        self.words = Words(place)
        self.ids = Ids()
        self.stack = [_Growing(0)]
        self.entry: _OpenEntry | None = None

    def fail(self, message: str, token: Token | None, remedy: str = REMEDY) -> NoReturn:
        self.words.fail(message, token, remedy)

    def read(self, text: str) -> Document:
        tokens = parser().parse(text)
        title, values = "", {}
        if tokens and tokens[0].type == "front_matter":
            values = self._front_matter(tokens.pop(0))
            title = clean(str(values.pop("title", "") or ""))
        marks = values.pop("marks", {})
        self.words.usual = self._default_marks(marks)
        metadata = metadata_from(values, self.place)
        self.words.joined = is_joined(metadata.language)
        self.words.notes = self._marks_of_notes(tokens)
        for token in tokens:
            if unread := unread_span(token):
                self.fail(f"the attributes of a name cannot be read: {unread}", token, NAME_REMEDY)
        self._blocks(tokens)
        self._close_sections(0)
        return self._linked(Document(title, metadata, tuple(self.stack[0].children)))

    def _linked(self, document: Document) -> Document:
        """Every reference leads to something; an editor may have written its id as a URL does."""
        if not self.words.links:
            return document
        known = frozenset(targets(document))
        for ref, token in self.words.links:
            if not ref.chapter and ref.target not in known and unquote(ref.target) not in known:
                self.fail(
                    f"{ref.text[:20]!r} refers to {ref.target!r}, which is not there",
                    token,
                    remedy_for(ref.target, known),
                )

        def named(ref: CrossRef) -> CrossRef:
            known_as = ref.chapter or ref.target in known
            return ref if known_as else replace(ref, target=unquote(ref.target))

        return changed(document, named)

    def _front_matter(self, token: Token) -> dict[str, Any]:
        try:
            values = yaml.safe_load(token.content) or {}
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            problem = str(error).splitlines()[0] if str(error) else "not YAML"
            self.fail(f"the front matter cannot be read: {problem}", token, "mend its YAML")
        if not isinstance(values, dict):
            self.fail("the front matter is no list of keys and values", token, "write `title: …`")
        return {str(key): value for key, value in values.items()}

    def _default_marks(self, marks: object) -> Mapping[str, Pair]:
        if not isinstance(marks, dict):
            self.fail("marks: no list of kinds", None, "write `marks:` and below it `  entry: [【, 】]`")
        pairs: dict[str, Pair] = {}
        for kind, pair in marks.items():
            if not (isinstance(pair, list) and len(pair) == 2 and all(isinstance(m, str) for m in pair)):
                self.fail(f"marks: {kind} is no pair", None, "write `  entry: [【, 】]`")
            pairs[str(kind)] = (clean(pair[0]), clean(pair[1]))
        return pairs

    # ---- blocks

    def _blocks(self, tokens: list[Token]) -> None:
        position = 0
        while position < len(tokens):
            token = tokens[position]
            match token.type:
                case "heading_open":
                    self._heading(token, tokens[position + 1])
                    position += 3
                case "paragraph_open":
                    self._into_entry(self.words.item(tokens[position + 1], CreditKind.AUTHOR), token)
                    position += 3
                case "container_div_open":
                    end = closing(tokens, position)
                    self._div(token, tokens[position + 1 : end])
                    position = end + 1
                case "footnote_reference_open":
                    end = closing(tokens, position)
                    self._into_entry(self._note(token, tokens[position + 1 : end], label_of(token)), token)
                    position = end + 1
                case "table_open":
                    end = closing(tokens, position)
                    self._into_entry(self._table(token, tokens[position : end + 1]), token)
                    position = end + 1
                case _:
                    self.fail(f"{name_of(token)} has no place in the model", token)

    def _heading(self, token: Token, inline: Token) -> None:
        level = int(token.tag[1])
        classes = str(token.attrs.get("class", "")).split()
        kind = "section" if "section" in classes or ("entry" not in classes and level == 1) else "entry"
        words = self.words.plain(inline)
        if not words:
            self.fail("a heading without words", token, "write its words, or take it out")
        heading = Heading((Text(words),), self.words.around(kind, token.attrs))
        self._close_sections(level - 1)
        ident = self._id(token, "s" if kind == "section" else "e", words)
        if kind == "entry":
            self.entry = _OpenEntry(ident, heading)
        elif len(self.stack) > DEEPEST_LEVEL:
            self.fail(f"sections nest deeper than {DEEPEST_LEVEL}", token, "fewer levels")
        else:
            self.stack.append(_Growing(level, heading, ident))

    def _id(self, token: Token, prefix: str, words: str) -> str:
        ident = str(token.attrs.get("id", ""))
        if not ident:
            path = "\n".join(s.heading.text for s in self.stack if s.heading is not None)
            return self.ids.make(prefix, f"{path}\n{words}" if prefix == "e" else words)
        if not self.ids.take(ident):
            self.fail(f"the id {ident!r} is there twice", token, "change or remove one of the two")
        return ident

    def _close_entry(self) -> None:
        if self.entry is not None:
            entry = Entry(self.entry.id, self.entry.heading, tuple(self.entry.children))
            self.stack[-1].children.append(entry)
            self.entry = None

    def _close_sections(self, level: int) -> None:
        """Closes the open entry, and the sections that are deeper than ``level``."""
        self._close_entry()
        while len(self.stack) > 1 and self.stack[-1].level > level:
            done = self.stack.pop()
            assert done.heading is not None
            depth = len(self.stack)
            self.stack[-1].children.append(Section(done.id, done.heading, depth, tuple(done.children)))

    def _into_entry(self, item: EntryChild | None, token: Token) -> None:
        if item is None:
            return
        if self.entry is None:
            if any(
                isinstance(c, Section) or (isinstance(c, Entry) and c.heading)
                for c in self.stack[-1].children
            ):
                self.fail("text outside any entry, after one", token, "put it under a heading")
            self.entry = _OpenEntry(self.ids.make("e", self.stack[-1].id), None)
        self.entry.children.append(item)

    def _div(self, token: Token, inner: list[Token]) -> None:
        try:
            found = attributes(token.info.strip())
        except ValueError as error:
            self.fail(str(error), token, "write `::: {.figure #fig-1}`")
        token.attrs.update(found)
        classes = str(found.get("class", "")).split()
        if "figure" in classes:
            figure = self._figure(token, inner)
            if self.entry is not None:
                self.entry.children.append(figure)
            else:
                self.stack[-1].children.append(figure)
        elif "table" in classes:
            self._into_entry(self._table(token, inner), token)
        elif "note" in classes:
            ident = str(found.get("id", ""))
            self._into_entry(self._note(token, inner, ident), token)
        elif "entry" in classes and (self.entry is None or self.entry.heading is None):
            self._close_entry()
            self.entry = _OpenEntry(self._id(token, "e", self.stack[-1].id), None)
            self._blocks_of_entry(inner)
            if not self.entry.children:
                self.fail("an entry without anything in it", token, "take it out")
            self._close_entry()
        else:
            self.fail(
                "a div of an unknown kind, or in the wrong place",
                token,
                "use .figure, .table, .note, or .entry in a section",
            )

    def _blocks_of_entry(self, tokens: list[Token]) -> None:
        heading = next((token for token in tokens if token.type == "heading_open"), None)
        if heading is not None:
            self.fail("a heading inside an entry without one", heading, "close the div before it")
        self._blocks(tokens)

    def _figure(self, token: Token, inner: list[Token]) -> Figure:
        image, credit = "", None
        caption: tuple[Linked, ...] = ()
        position = 0
        while position < len(inner):
            block = inner[position]
            if block.type != "paragraph_open":
                self.fail(f"{name_of(block)} has no place in a figure", block)
            inline = inner[position + 1]
            position += 3
            path = only_image(inline)
            if path is not None and not image:
                image = path
                continue
            item = self.words.item(inline, CreditKind.PHOTO)
            if isinstance(item, Credit) and credit is None:
                credit = item
            elif isinstance(item, Paragraph) and not caption and credit is None:
                caption = self.words.without_notes(item.inlines, "a caption", block)
            elif item is not None:
                self.fail("a figure has one caption and then one credit", block, "put the rest outside")
        if not caption and credit is None:
            self.fail("a figure without a caption or a credit", token, "write its caption")
        return Figure(self._id(token, "fig", inline_text(caption) or "figure"), caption, credit, image)

    def _table(self, token: Token, inner: list[Token]) -> Table:
        """The title, the unit and a pipe table, inside a div or the pipe table alone."""
        title: tuple[Linked, ...] = ()
        unit = ""
        rows: list[tuple[Cell, ...]] = []
        position = 0
        while position < len(inner):
            block = inner[position]
            end = closing(inner, position)
            if block.type == "table_open" and not rows:
                rows = self._rows(inner[position:end])
            elif block.type == "paragraph_open" and not rows:
                own = self._unit(inner[position + 1])
                if unit or (title and own is None):
                    self.fail("a table has one title, then one unit, then its rows", block)
                title = title if own is not None else self.words.linked(inner[position + 1], "a title")
                unit = own or ""
            else:
                self.fail(f"{name_of(block)} has no place in a table", block)
            position = end + 1
        if not any(cell.text for row in rows for cell in row):
            self.fail("a table without words", token, "write | a | b | and |---|---| below it")
        ident = self._id(token, "tab", inline_text(title))
        return Table(ident, title, (Text(unit),) if unit else (), tuple(rows))

    def _rows(self, tokens: list[Token]) -> list[tuple[Cell, ...]]:
        rows: list[list[Cell]] = []
        for token in tokens:
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(Cell(self.words.linked(token, "a cell")))
        return [tuple(row) for row in rows]

    def _unit(self, inline: Token) -> str | None:
        """What a table's figures are counted in, if a paragraph says that."""
        children = inline.children or []
        spans = children and children[0].type == "span_open" and closing(children, 0) == len(children) - 1
        if spans and "unit" in classes_of(children[:1]):
            return clean(self.words.text(inline, children[1:-1]))
        return None

    def _note(self, token: Token, inner: list[Token], label: str) -> Note:
        if [block.type for block in inner] != ["paragraph_open", "inline", "paragraph_close"]:
            self.fail("a note is one paragraph", token, "put the rest outside")
        inline = inner[1]
        children = inline.children or []
        at = mark_ends(children)
        words = self.words.without_notes(self.words.inlines(inline, children[at:]), "a note", inline)
        if not words:
            self.fail("a note without words", token, "write them, or take it out")
        mark = self.words.notes.get(label) or clean(self.words.text(inline, children[1 : max(at - 1, 1)]))
        if label and not self.ids.take(label):
            self.fail(f"the id {label!r} is there twice", token, "change or remove one of the two")
        return Note(label or self.ids.make("n", f"{mark}{inline_text(words)}"), mark, words)

    def _marks_of_notes(self, tokens: list[Token]) -> dict[str, str]:
        """Label → printed mark of every footnote; one without a mark is counted."""
        marks: dict[str, str] = {}
        for token, inline in zip(tokens, tokens[2:], strict=False):
            if token.type == "footnote_reference_open":
                children = inline.children or []
                at = mark_ends(children)
                words = clean(self.words.text(inline, children[1 : at - 1])) if at else ""
                marks[label_of(token)] = words or counted(len(marks) + 1)
        return marks
