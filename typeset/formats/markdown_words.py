"""The words of a Markdown text's blocks to what the model has of them: references, names, notes, credits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

from markdown_it.token import Token

from typeset.characters import clean, is_unprintable
from typeset.crossrefs import joined, parted_address
from typeset.errors import FormatError
from typeset.formats.markdown_inlines import (
    INDEX_FORM,
    classes_of,
    cleaned,
    closing,
    label_of,
    name_kind,
    name_of,
    value_of,
    without_breaks,
)
from typeset.formats.markdown_write import BARE, CLASS_OF, Pair
from typeset.index_forms import NAME_REMEDY, flaw_of
from typeset.model import (
    Credit,
    CreditKind,
    CreditPart,
    CrossRef,
    Inline,
    Linked,
    Marks,
    Name,
    NameKind,
    NoteRef,
    Paragraph,
    PartKind,
    Text,
)

_KIND_OF = {name: kind for kind, name in CLASS_OF.items()}
_CREDIT_KINDS = {kind.value: kind for kind in CreditKind}
_WORDS = frozenset({"text", "text_special", "entity"})
REMEDY = "a backslash before the mark makes it plain text; what has no place in the model must go"


@dataclass
class Words:
    """Reads the words of one file. ``usual``: the marks around headings and credits, by their kind;
    ``joined``: nothing stands between two lines; ``notes``: label → printed mark; ``links``: the references
    that were met so far."""

    place: str
    usual: Mapping[str, Pair] = field(default_factory=dict)
    joined: bool = True
    notes: Mapping[str, str] = field(default_factory=dict)
    links: list[tuple[CrossRef, Token]] = field(default_factory=list)

    def fail(self, message: str, token: Token | None, remedy: str = REMEDY) -> NoReturn:
        """Raises FormatError with the line of a token."""
        line = f":{token.map[0] + 1}" if token is not None and token.map else ""
        raise FormatError(message, place=f"{self.place}{line}", remedy=remedy)

    def item(self, inline: Token, usual: CreditKind) -> Paragraph | Credit | None:
        """A paragraph, or a credit by itself; nothing, if there are no words."""
        children = inline.children or []
        if children and children[0].type == "span_open" and closing(children, 0) == len(children) - 1:
            classes = str(children[0].attrs.get("class", "")).split()
            if "credit" in classes:
                return self._credit(inline, children, classes, usual)
        inlines = self.inlines(inline, children)
        return Paragraph(inlines) if inlines else None

    def inlines(self, inline: Token, children: list[Token]) -> tuple[Inline, ...]:
        """Words with the marks of notes, references and names among them."""
        children = list(without_breaks(children, joined=self.joined))
        raw: list[Inline] = []
        position = 0
        while position < len(children):
            child, end = children[position], position
            if child.type == "footnote_ref":
                label = label_of(child)
                raw.append(NoteRef(self.notes[label], label))
            elif child.type == "link_open" and parted_address(str(child.attrs.get("href", ""))):
                end = closing(children, position)
                raw += self._reference(inline, child, children[position + 1 : end])
            elif child.type == "span_open" and (kind := name_kind(child)):
                end = closing(children, position)
                raw += self._name(inline, child, kind, children[position + 1 : end])
            else:
                raw.append(Text(self.text(inline, children[position : position + 1])))
            position = end + 1
        return tuple(cleaned(joined(raw)))

    def linked(self, inline: Token, what: str) -> tuple[Linked, ...]:
        """All of a text that has no notes."""
        return self.without_notes(self.inlines(inline, inline.children or []), what, inline)

    def without_notes(self, inlines: tuple[Inline, ...], what: str, token: Token) -> tuple[Linked, ...]:
        """What stands in a text that has no notes."""
        linked = tuple(inline for inline in inlines if not isinstance(inline, NoteRef))
        if len(linked) < len(inlines):
            self.fail(f"{what} with the mark of a note", token, "put the mark into a paragraph")
        return linked

    def _reference(self, inline: Token, link: Token, children: list[Token]) -> Iterator[Inline]:
        """The words of a link; white space at their ends is not the link's."""
        address = parted_address(str(link.attrs.get("href", "")))
        before, words, after = self._apart(inline, children)
        if address is None or "title" in link.attrs or not words:
            self.fail("a reference without words, or with a title", inline, "write `[words](#id)`")
        ref = CrossRef(words, address[1], chapter=address[0])
        self.links.append((ref, inline))
        yield from (Text(before), ref, Text(after))

    def _name(self, inline: Token, span: Token, kind: NameKind, children: list[Token]) -> Iterator[Inline]:
        """The words of a span, and what an index has in their place; not the white space at their ends."""
        before, words, after = self._apart(inline, children)
        if not words or set(span.attrs) - {"class", *INDEX_FORM} or len(classes_of([span])) > 1:
            self.fail("a name without words, or with more than its kind, key and sort", inline, NAME_REMEDY)
        key, sort = (value_of(span, name) for name in INDEX_FORM)
        if flaw := flaw_of(words, key, sort):
            self.fail(f"{words[:20]!r} has {flaw}", inline, NAME_REMEDY)
        yield from (Text(before), Name(words, kind, key=key or "", sort=sort or ""), Text(after))

    def _apart(self, inline: Token, children: list[Token]) -> tuple[str, str, str]:
        """The words of some tokens, and the white space before and after them."""
        words = "".join(
            char for char in self.text(inline, children) if char.isspace() or not is_unprintable(char)
        )
        begin, end = len(words) - len(words.lstrip()), len(words.rstrip())
        return (words[:begin], words[begin:end], words[end:]) if begin < end else (words, "", "")

    def _credit(self, inline: Token, children: list[Token], classes: list[str], usual: CreditKind) -> Credit:
        kind = next((_CREDIT_KINDS[name] for name in classes if name in _CREDIT_KINDS), usual)
        parts: list[CreditPart] = []
        position, last = 1, len(children) - 1
        while position < last:
            if children[position].type == "span_open":
                end = closing(children, position)
                parts.append(self._part(inline, children[position : end + 1]))
                position = end + 1
                continue
            words = self.text(inline, [children[position]])
            if words:
                parts.append(CreditPart(PartKind.SEPARATOR, words))
            position += 1
        if all(part.kind is PartKind.SEPARATOR for part in parts):
            words = "".join(part.text for part in parts)
            if not words.strip():
                self.fail("a credit without words", inline, "write who it is, or take it out")
            parts = [CreditPart(PartKind.NAME, clean(words))] if "sep" not in classes_of(children) else parts
        return Credit(kind, tuple(parts), self.around(kind.value, children[0].attrs))

    def _part(self, inline: Token, children: list[Token]) -> CreditPart:
        classes = str(children[0].attrs.get("class", "")).split()
        kind = next((_KIND_OF[name] for name in classes if name in _KIND_OF), None)
        if kind is None:
            self.fail("a part of a credit of an unknown kind", inline, "use .name, .org or .role")
        self._bare(inline, children[0], "stands on names in the text alone, and not in a credit")
        words = self.text(inline, children[1:-1])
        if kind is not PartKind.SEPARATOR:
            words = clean(words)
        if not words:
            self.fail("a part of a credit without words", inline, "write them, or take it out")
        return CreditPart(kind, words)

    def around(self, kind: str, attrs: Mapping[str, Any]) -> Marks:
        """The marks around a heading or a credit: its own, or the usual ones of its kind."""
        opening, closing = self.usual.get(kind, BARE)
        return Marks(clean(str(attrs.get("open", opening))), clean(str(attrs.get("close", closing))))

    def _bare(self, inline: Token, span: Token, why: str) -> None:
        """A span that has no key or reading, which would be of nothing here."""
        for name in INDEX_FORM:
            if name in span.attrs:
                self.fail(f"{name} {why}", inline, NAME_REMEDY)

    def plain(self, inline: Token) -> str:
        """Words with nothing among them."""
        return clean(self.text(inline, inline.children or []))

    def text(self, inline: Token, children: list[Token]) -> str:
        words: list[str] = []
        for child in without_breaks(children, joined=self.joined):
            if child.type not in _WORDS:
                self._bare(inline, child, "says nothing without the name's class")
                self.fail(f"{name_of(child)} has no place in the model", inline)
            words.append(child.content)
        return "".join(words)
