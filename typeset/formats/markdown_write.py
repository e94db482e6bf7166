"""A Document to Pandoc's Markdown, for people: one sentence a line, captions and credits in their places.

A line ends only where joining needs nothing (Chinese, Japanese) or one space (other languages), so that
both readers, with soft line breaks ignored or as spaces, give the same text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any, assert_never

import yaml

from typeset.model import (
    Cell,
    Credit,
    CreditKind,
    CrossRef,
    Document,
    Entry,
    EntryChild,
    Figure,
    Heading,
    Inline,
    Marks,
    Metadata,
    Name,
    Note,
    NoteRef,
    Paragraph,
    PartKind,
    Section,
    SectionChild,
    Table,
    Text,
    inline_text,
    note_refs,
)

Pair = tuple[str, str]
BARE: Pair = ("", "")
JOINED_LANGUAGES = ("zh", "ja")
CLASS_OF: Mapping[PartKind, str] = {
    PartKind.NAME: "name",
    PartKind.ORGANISATION: "org",
    PartKind.ROLE: "role",
    PartKind.SEPARATOR: "sep",
}

_SPECIAL = re.compile(r"[\\`*_\[\]<>&~^$@|{}#]")
_IN_PATH = re.compile(r"[\\<>&|]")
_ESCAPED = r"\\\g<0>"
_AT_LINE_START = re.compile(r"^([-+=:])|^(\(?[0-9A-Za-z]+)([.)])", re.MULTILINE)
_IN_VALUE = re.compile(r"[\\\"&{}|]")
"""What means something in the value of an attribute."""
_ATTRIBUTES = re.compile(r'(\{\.\w+(?: \w+="[^"]*")+\})')
"""Those with values; a brace of the text has a backslash before it."""
_AFTER_NOTE_MARK = (":", "(")
"""With a colon after it the mark of a note would begin the note itself; with a bracket, be a link."""
_BARE_LINK = re.compile(r"[^\s()<>\\&|]+")
"""What stands as it is between the round brackets of a link."""
_CLOSERS = "”’」』）)】》〉"
_NOT_BEFORE = f"\\s\\[{_CLOSERS}，。、；：！？…—·,.;:!?"
_REF = r"(?:\[\^[^\]]*\])*"
"""Marks of notes, which stay on the line of the sentence that they follow."""
_HAN_SENTENCE = re.compile(f"([。！？][{_CLOSERS}]*{_REF})(?=[^{_NOT_BEFORE}]|\\[[^^])")
_LATIN_SENTENCE = re.compile(rf"([.!?][\"'”’)]*{_REF}) (?=[^\s])")
_HAN = re.compile("[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")


def is_joined(language: str) -> bool:
    """Whether lines of a language join with nothing between them."""
    return language.startswith(JOINED_LANGUAGES)


def write_markdown(document: Document) -> str:
    """The whole document. Spans are not written."""
    return _Writer(document).written()


def escape(text: str) -> str:
    """Text as Markdown, where it does not begin a line."""
    return _SPECIAL.sub(_ESCAPED, text) if _SPECIAL.search(text) else text


def marks_of(document: Document) -> dict[str, Pair]:
    """The commonest printed marks of each kind of heading and credit."""
    seen: dict[str, Counter[Pair]] = {}
    for kind, marks in _marks(document.children):
        seen.setdefault(kind, Counter())[marks.pair] += 1
    return {kind: pairs.most_common(1)[0][0] for kind, pairs in seen.items()}


def _marks(children: tuple[SectionChild | EntryChild, ...]) -> Iterator[tuple[str, Marks]]:
    for child in children:
        match child:
            case Section():
                yield "section", child.heading.marks
                yield from _marks(child.children)
            case Entry():
                if child.heading is not None:
                    yield "entry", child.heading.marks
                yield from _marks(child.children)
            case Credit():
                yield child.kind.value, child.marks
            case Figure():
                if child.credit is not None:
                    yield child.credit.kind.value, child.credit.marks
            case Paragraph() | Table() | Note():
                pass
            case _:
                assert_never(child)


def _quoted(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


class _Flow(list[str]):
    """A list that front matter shows on one line."""


class _Dumper(yaml.SafeDumper):
    pass


_Dumper.add_representer(
    _Flow, lambda dumper, pair: dumper.represent_sequence("tag:yaml.org,2002:seq", pair, flow_style=True)
)


class _Writer:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.defaults = marks_of(document)
        self.joined = is_joined(document.metadata.language)
        self.referred = frozenset(ref.note for ref in note_refs(document))

    def written(self) -> str:
        blocks = [block for child in self.document.children for block in self._child(child, 1)]
        return "\n\n".join([self._front_matter(), *blocks]) + "\n"

    def _front_matter(self) -> str:
        known = Metadata()
        values: dict[str, Any] = {"title": self.document.title} if self.document.title else {}
        values |= {
            key: value
            for key, value in asdict(self.document.metadata).items()
            if value != getattr(known, key) or key == "language"
        }
        marks = {kind: _Flow(pair) for kind, pair in self.defaults.items() if pair != BARE}
        if marks:
            values["marks"] = marks
        body = yaml.dump(values, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**9)
        return f"---\n{body}---"

    def _child(self, child: SectionChild, level: int) -> Iterator[str]:
        match child:
            case Section():
                yield self._heading(child.heading, child.id, "section", level)
                for inner in child.children:
                    yield from self._child(inner, level + 1)
            case Entry(heading=None):
                yield self._div("entry", child.id, [self._item(item) for item in child.children], longer=True)
            case Entry():
                assert child.heading is not None
                yield self._heading(child.heading, child.id, "entry", level)
                for item in child.children:
                    yield self._item(item)
            case Figure():
                yield self._figure(child)
            case _:
                assert_never(child)

    def _heading(self, heading: Heading, ident: str, kind: str, level: int) -> str:
        attributes = f"#{ident} .{kind}{self._other_marks(kind, heading.marks)}"
        return f"{'#' * level} {escape(heading.text)} {{{attributes}}}"

    def _other_marks(self, kind: str, marks: Marks) -> str:
        if marks.pair == self.defaults.get(kind, BARE):
            return ""
        return f" open={_quoted(marks.open)} close={_quoted(marks.close)}"

    def _item(self, item: EntryChild) -> str:
        match item:
            case Paragraph():
                return self._lines(self._words(item.inlines))
            case Credit():
                return self._credit(item, CreditKind.AUTHOR)
            case Figure():
                return self._figure(item)
            case Table():
                return self._table(item)
            case Note():
                return self._note(item)
            case _:
                assert_never(item)

    def _words(self, inlines: Sequence[Inline]) -> str:
        around = (None, *inlines), inlines, (*inlines[1:], None)
        return "".join(self._inline(*three) for three in zip(*around, strict=False))

    def _inline(self, before: Inline | None, inline: Inline, after: Inline | None) -> str:
        """An inline between two others, whose marks would mean something with its first or last character."""
        match inline:
            case Text():
                words = escape(inline.text)
                if isinstance(before, NoteRef) and words.startswith(_AFTER_NOTE_MARK):
                    words = f"\\{words}"
                # A link after an exclamation mark is a picture; so would a span be.
                picture = isinstance(after, CrossRef | Name) and words.endswith("!")
                return f"{words[:-1]}\\!" if picture else words
            case NoteRef():
                return f"[^{inline.note}]"
            case CrossRef():
                return f"[{escape(inline.text)}]({_link(inline)})"
            case Name():
                return f"[{escape(inline.text)}]{{.{inline.kind.value}{_index_form(inline)}}}"
            case _:
                assert_never(inline)

    def _lines(self, text: str) -> str:
        """One sentence a line; a paragraph of the other script than the document's stays on one line."""
        if self.joined:
            text = _parted(_HAN_SENTENCE, text)
        elif _HAN.search(text) is None:
            text = _parted(_LATIN_SENTENCE, text)
        return _AT_LINE_START.sub(_line_start, text)

    def _credit(self, credit: Credit, usual: CreditKind) -> str:
        kind = "" if credit.kind is usual else f" .{credit.kind.value}"
        attributes = f"{{.credit{kind}{self._other_marks(credit.kind.value, credit.marks)}}}"
        if len(credit.parts) == 1 and credit.parts[0].kind is PartKind.NAME:
            return f"[{escape(credit.text)}]{attributes}"
        words, between = [], False
        for part in credit.parts:
            bare = part.kind is PartKind.SEPARATOR and between
            words.append(escape(part.text) if bare else f"[{escape(part.text)}]{{.{CLASS_OF[part.kind]}}}")
            between = part.kind is not PartKind.SEPARATOR
        return f"[{''.join(words)}]{attributes}"

    def _figure(self, figure: Figure) -> str:
        blocks = []
        if figure.image:
            blocks.append(f"![](<{_IN_PATH.sub(_ESCAPED, figure.image)}>)")
        if figure.caption:
            blocks.append(self._lines(self._words(figure.caption)))
        if figure.credit is not None:
            blocks.append(self._credit(figure.credit, CreditKind.PHOTO))
        return self._div("figure", figure.id, blocks)

    def _table(self, table: Table) -> str:
        """A pipe table, whose first row is its head, in a div with its title and unit."""
        blocks = []
        if table.title:
            blocks.append(self._lines(self._words(table.title)))
        if table.unit:
            blocks.append(f"[{escape(inline_text(table.unit))}]{{.unit}}")
        head, *rows = ("|".join(("", *(f" {self._cell(cell)} " for cell in row), "")) for row in table.rows)
        rule = "|".join(("", *("---" for _ in table.rows[0]), ""))
        return self._div("table", table.id, [*blocks, "\n".join((head, rule, *rows))])

    def _cell(self, cell: Cell) -> str:
        """A cell's words; readers disagree on a backslash before a bar."""
        return self._words(cell.inlines).replace("\\\\", "&#92;").replace("\\|", "&#124;")

    def _note(self, note: Note) -> str:
        """A footnote; without a reference it would not be read as one, and stands in a div."""
        words = f"[{escape(note.mark)}]{{.mark}}{self._words(note.inlines)}"
        return f"[^{note.id}]: {words}" if note.id in self.referred else self._div("note", note.id, [words])

    def _div(self, kind: str, ident: str, blocks: list[str], *, longer: bool = False) -> str:
        """A fenced div; the outer fence of two is the longer, or they nest wrongly."""
        fence = "::::" if longer else ":::"
        body = "\n\n".join(blocks)
        # A footnote would go on over the fence.
        end = "\n" if blocks and blocks[-1].startswith("[^") else ""
        return f"{fence} {{.{kind} #{ident}}}\n{body}{end}\n{fence}"


def _link(ref: CrossRef) -> str:
    link = f"{ref.chapter}#{ref.target}"
    return link if _BARE_LINK.fullmatch(link) else f"<{_IN_PATH.sub(_ESCAPED, link)}>"


def _index_form(name: Name) -> str:
    """The attributes of a name's key and its reading, if it has any."""
    values = (("key", name.key), ("sort", name.sort))
    return "".join(f' {key}="{_IN_VALUE.sub(_referred, value)}"' for key, value in values if value)


def _referred(match: re.Match[str]) -> str:
    """A character as a reference to it."""
    return f"&#{ord(match.group())};"


def _parted(sentence: re.Pattern[str], text: str) -> str:
    """A text with its sentences on lines of their own; none ends inside attributes."""
    if "{" not in text:
        return sentence.sub("\\1\n", text)
    pieces = _ATTRIBUTES.split(text)
    parted = (piece if number % 2 else sentence.sub("\\1\n", piece) for number, piece in enumerate(pieces))
    return "".join(parted)


def _line_start(match: re.Match[str]) -> str:
    if match.group(1):
        return f"\\{match.group(1)}"
    return f"{match.group(2)}\\{match.group(3)}"
