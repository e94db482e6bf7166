"""The inline tokens of a Markdown text: what they enclose, how lines join, what of them the model holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import unescape
from typing import assert_never

from markdown_it.token import Token

from typeset.characters import IDEOGRAPHIC_SPACE, clean
from typeset.formats.markdown_tokens import attributes
from typeset.model import CrossRef, Inline, Name, NameKind, NoteRef, Text

_NAME_KINDS = {kind.value: kind for kind in NameKind}
_AROUND = frozenset({"link_open", "link_close", "span_open", "span_close"})
"""What stands around words and is none."""


def without_breaks(children: Sequence[Token], *, joined: bool) -> Iterator[Token]:
    """What a line's end is joined with in its place, whether a link or a span begins or ends there or not.
    ``joined``: as Chinese is, with nothing between."""
    shown = [child for child in children if child.type not in _AROUND]
    joints = {
        id(child): _joint(before, after) if joined else " "
        for before, child, after in zip([None, *shown], shown, [*shown[1:], None], strict=False)
        if child.type == "softbreak"
    }
    for child in children:
        yield Token("text", "", 0, content=joints[id(child)]) if id(child) in joints else child


def _joint(before: Token | None, after: Token | None) -> str:
    """Nothing between Han; a space keeps two Latin words apart."""
    last = before.content[-1:] if before is not None else ""
    first = after.content[:1] if after is not None else ""
    return " " if last.isascii() and last.isalnum() and first.isascii() and first.isalnum() else ""


def classes_of(children: list[Token]) -> list[str]:
    return [name for child in children for name in str(child.attrs.get("class", "")).split()]


def name_kind(span: Token) -> NameKind | None:
    """What a name is of, if a span is one."""
    return next((_NAME_KINDS[name] for name in classes_of([span]) if name in _NAME_KINDS), None)


INDEX_FORM = ("key", "sort")
"""The attributes of a name that say what an index has in its place, and how that is read."""
_BACKSLASHED = re.compile(r"\\(.)", re.DOTALL)
_NAME_SPAN = re.compile(r"\\.|\](\{[^{}]*(?:\.(?:name|org|term)\b|\b(?:key|sort)=)[^}]*\}?)", re.DOTALL)
"""What stands after a backslash, or the attributes of a name."""


def value_of(span: Token, name: str) -> str | None:
    """An attribute of a span, None without it; characters may stand in it as references, or be escaped."""
    value = span.attrs.get(name)
    return None if value is None else unescape(_BACKSLASHED.sub(r"\1", str(value)))


def unread_span(token: Token) -> str:
    """What was meant as the attributes of a name, and is none, so that it would be printed."""
    if token.type != "inline" or "]{" not in token.content:
        return ""
    for match in _NAME_SPAN.finditer(token.content):
        try:
            attributes(match[1] or "{}")
        except ValueError:
            return match[1]
    return ""


def label_of(token: Token) -> str:
    return str(token.meta.get("label", ""))


def mark_ends(children: list[Token]) -> int:
    """Where the span with a note's mark ends, from the first of its words; 0 without one."""
    if children and children[0].type == "span_open" and "mark" in classes_of(children[:1]):
        return closing(children, 0) + 1
    return 0


def counted(number: int) -> str:
    """The mark of a note that has none: ① to ⑳, then [21]."""
    return chr(0x2460 + number - 1) if number <= 20 else f"[{number}]"


def cleaned(inlines: Sequence[Inline]) -> Iterator[Inline]:
    """As the model holds them, without those that say nothing."""
    begun = False
    for number, inline in enumerate(inlines, 1):
        match inline:
            case Text():
                words = _cleaned(inline.text, first=not begun, last=number == len(inlines))
                if words:
                    yield Text(words)
                begun = begun or bool(words)
            case CrossRef() | Name():
                yield replace(inline, text=clean(inline.text))
                begun = True
            case NoteRef():
                yield inline
                begun = True
            case _:
                assert_never(inline)


def _cleaned(raw: str, *, first: bool, last: bool) -> str:
    """Clean words beside the mark of a note or a reference, where one space may stand at their edge."""
    words = clean(raw)
    before = raw[: len(raw) - len(raw.lstrip())]
    after = raw[len(raw.rstrip()) :] if words else ""
    if before and not first and (words or not last):
        words = f"{_one(before)}{words}"
    return f"{words}{_one(after)}" if after and not last else words


def _one(gap: str) -> str:
    return IDEOGRAPHIC_SPACE if IDEOGRAPHIC_SPACE in gap else " "


def closing(tokens: list[Token], position: int) -> int:
    """Where the token that closes the one at ``position`` stands."""
    depth = 0
    for index in range(position, len(tokens)):
        depth += tokens[index].nesting
        if depth == 0:
            return index
    return len(tokens) - 1


def only_image(inline: Token) -> str | None:
    children = inline.children or []
    if len(children) == 1 and children[0].type == "image":
        return str(children[0].attrs.get("src", ""))
    return None


def name_of(token: Token) -> str:
    """What a person calls a token."""
    return token.type.removesuffix("_open").replace("_", " ")
