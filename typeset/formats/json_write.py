"""A Document to the plain values that its JSON is made of, and to JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any, assert_never

from typeset.model import (
    Credit,
    CreditKind,
    CrossRef,
    Document,
    Entry,
    EntryChild,
    Figure,
    Inline,
    Marks,
    Metadata,
    Name,
    Note,
    NoteRef,
    Paragraph,
    Section,
    SectionChild,
    Table,
    Text,
    inline_text,
)
from typeset.printed_words import printed

Value = dict[str, Any]
USUAL_ORDER = ("paragraph", "table", "credit", "figure", "note")
"""In which the children of an entry stand where ``order`` does not say otherwise."""
ROOT = ""
"""The id by which a figure or a continued list of entries names the document itself."""


def write_json(document: Document) -> str:
    """The whole document but its spans."""
    return json.dumps(document_value(document), ensure_ascii=False, indent=1) + "\n"


def document_value(document: Document) -> Value:
    """Title, sections and figures; then what only the way back needs."""
    known = Metadata()
    metadata = {k: v for k, v in asdict(document.metadata).items() if v != getattr(known, k)}
    return {
        "title": document.title,
        "sections": list(_sections(document.children, ROOT, 0)),
        "figures": list(_figures(document.children, ROOT)),
        **({"metadata": metadata} if metadata else {}),
    }


def _sections(children: tuple[SectionChild, ...], ident: str, level: int) -> Iterator[Value]:
    """The sections among some children, and the entries between them, which continue their parent."""
    entries: list[Value] = []
    for child in children:
        match child:
            case Entry():
                entries.append(_entry(child))
            case Section():
                yield from _continued(ident, level, entries)
                entries = []
                yield from _section(child)
            case Figure():
                pass
            case _:
                assert_never(child)
    yield from _continued(ident, level, entries)


def _continued(ident: str, level: int, entries: list[Value]) -> Iterator[Value]:
    if entries:
        yield {"title": "", "level": level, "continues": ident, "entries": entries}


def _section(section: Section) -> Iterator[Value]:
    first: list[Value] = []
    rest: list[SectionChild] = list(section.children)
    while rest and not isinstance(rest[0], Section):
        child = rest.pop(0)
        if isinstance(child, Entry):
            first.append(_entry(child))
    yield {
        "title": section.heading.text,
        "level": section.level,
        "id": section.id,
        **_marks(section.heading.marks),
        "entries": first,
    }
    yield from _sections(tuple(rest), section.id, section.level)


def _marks(marks: Marks) -> Value:
    return {"marks": list(marks.pair)} if marks.pair != ("", "") else {}


def _entry(entry: Entry) -> Value:
    credits = [child for child in entry.children if isinstance(child, Credit)]
    value: Value = {
        "heading": entry.heading.text if entry.heading else "",
        "id": entry.id,
        **(_marks(entry.heading.marks) if entry.heading else {}),
        "paragraphs": [f"{lead}{child.text}" for lead, child in _paragraphs(entry)],
        "credits": [name for credit in credits for name in credit.signers or (credit.text,)],
        "tables": [_table(child) for child in entry.children if isinstance(child, Table)],
        "notes": [
            {"mark": child.mark, "text": child.text, "id": child.id, **_inside(({}, child.inlines))}
            for child in entry.children
            if isinstance(child, Note)
        ],
    }
    references = list(_references(entry))
    if references:
        value["references"] = references
    names = list(_names(entry))
    if names:
        value["names"] = names
    if credits:
        value["signatures"] = [_credit(credit) for credit in credits]
    order = [_kind(child) for child in entry.children]
    if order != sorted(order, key=USUAL_ORDER.index):
        value["order"] = order
    return value


def _paragraphs(entry: Entry) -> Iterator[tuple[str, Paragraph]]:
    """Each with what a report opens with, 本报讯（记者 …）, which runs into its text."""
    lead = ""
    for child in entry.children:
        if isinstance(child, Paragraph):
            yield lead, child
        lead = printed(child) if isinstance(child, Credit) and child.kind is CreditKind.SOURCE else ""


def _references(entry: Entry) -> Iterator[Value]:
    """Where the marks of notes and the references of its paragraphs stand: the paragraph, the code point in
    its text; the note's id; or the words and the id of what they lead to."""
    for position, (lead, paragraph) in enumerate(_paragraphs(entry)):
        place = {"paragraph": position}
        yield from ({**place, **value} for value in _referring(paragraph.inlines, len(lead)))


def _referring(inlines: Sequence[Inline], at: int = 0) -> Iterator[Value]:
    for inline in inlines:
        match inline:
            case NoteRef():
                yield {"at": at, "note": inline.note}
            case CrossRef():
                chapter = {"chapter": inline.chapter} if inline.chapter else {}
                yield {"at": at, "words": inline.text, "target": inline.target, **chapter}
            case Text() | Name():
                pass
            case _:
                assert_never(inline)
        at += len(inline.text)


def _names(entry: Entry) -> Iterator[Value]:
    """The same of the marked names of its paragraphs: what each is of, and what an index has in its place."""
    for position, (lead, paragraph) in enumerate(_paragraphs(entry)):
        place = {"paragraph": position}
        yield from ({**place, **value} for value in _naming(paragraph.inlines, len(lead)))


def _naming(inlines: Sequence[Inline], at: int = 0) -> Iterator[Value]:
    for inline in inlines:
        if isinstance(inline, Name):
            form = {key: value for key, value in (("key", inline.key), ("sort", inline.sort)) if value}
            yield {"at": at, "words": inline.text, "kind": inline.kind.value, **form}
        at += len(inline.text)


def _inside(*texts: tuple[Value, Sequence[Inline]]) -> Value:
    """The cross-references and the names of some texts, if they have any, each with the place of its text."""
    references = [{**place, **own} for place, inlines in texts for own in _referring(inlines)]
    names = [{**place, **own} for place, inlines in texts for own in _naming(inlines)]
    return {key: some for key, some in (("references", references), ("names", names)) if some}


def _table(table: Table) -> Value:
    """What stands in a cell has its row and its column; what stands in the title neither."""
    cells = (
        ({"row": row, "column": column}, cell.inlines)
        for row, own in enumerate(table.rows)
        for column, cell in enumerate(own)
    )
    return {
        "title": inline_text(table.title),
        **({"unit": inline_text(table.unit)} if table.unit else {}),
        "id": table.id,
        "rows": [[cell.text for cell in row] for row in table.rows],
        **_inside(({}, table.title), *cells),
    }


def _kind(child: EntryChild) -> str:
    match child:
        case Table():
            return "table"
        case Note():
            return "note"
        case Paragraph():
            return "paragraph"
        case Credit():
            return "credit"
        case Figure():
            return "figure"
        case _:
            assert_never(child)


def _credit(credit: Credit) -> Value:
    return {
        "kind": credit.kind.value,
        "parts": [[part.kind.value, part.text] for part in credit.parts],
        **_marks(credit.marks),
    }


def _figures(children: tuple[SectionChild, ...], ident: str) -> Iterator[Value]:
    for position, child in enumerate(children):
        match child:
            case Section():
                yield from _figures(child.children, child.id)
            case Entry():
                near = child.heading.text if child.heading else ""
                for item in child.children:
                    if isinstance(item, Figure):
                        yield _figure(item, near, child.id, None)
            case Figure():
                yield _figure(child, "", ident, position)
            case _:
                assert_never(child)


def _figure(figure: Figure, near: str, parent: str, position: int | None) -> Value:
    value: Value = {"caption": figure.text, "near_entry": near, "id": figure.id, "in": parent}
    value |= _inside(({}, figure.caption))
    if figure.credit is not None:
        credit = figure.credit
        value["credit"] = {
            "org": credit.organisation,
            "name": "\u3000".join(credit.names),
            "role": credit.role,
            **_credit(credit),
        }
    if figure.image:
        value["image"] = figure.image
    if position is not None:
        value["position"] = position
    return value
