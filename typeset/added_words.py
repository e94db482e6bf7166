"""What editions add to the words of a document: running heads, contents, ids."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from typeset.model import Document, Entry, Figure, Section, SectionChild, sections


def has_contents(document: Document, contents: str = "auto") -> bool:
    """Whether a table of contents is set: ``always``, ``never`` or ``auto`` (more than one chapter).

    A chapter is a top section that has sections of its own, or the one that the document's title names.
    """
    match contents:
        case "always":
            return any(True for _ in sections(document))
        case "never":
            return False
        case _:
            tops = [child for child in document.children if isinstance(child, Section)]
            return sum(any(isinstance(c, Section) for c in top.children) for top in tops) > 1


def running_heads(document: Document) -> tuple[str, str]:
    """What stands over an even and over an odd page: the book, and the chapter (clreq 书眉)."""
    meta = document.metadata
    book = f"{meta.book}{meta.year}" if meta.book else ""
    return book, document.title or meta.chapter


def generated(document: Document, *, contents: str = "auto", ids: bool = False) -> tuple[str, ...]:
    """The words that an edition adds to ``plain_text``, each marked as such where it stands:

    the running heads of even and odd pages, then the heading and the titles of the contents if there
    are any, then, where the pages show ``ids``, those of sections and of entries with a heading. Folios, the
    contents' page numbers and the numbers of lines are no words and not counted here.
    """
    words = [head for head in running_heads(document) if head]
    if has_contents(document, contents):
        words += [contents_title(document), *(section.heading.text for section in sections(document))]
    return (*words, *(headed_ids(document) if ids else ()))


def headed_ids(document: Document) -> Iterator[str]:
    """The ids of what has a heading, in reading order."""

    def walk(children: tuple[SectionChild, ...]) -> Iterator[str]:
        for child in children:
            match child:
                case Section():
                    yield child.id
                    yield from walk(child.children)
                case Entry():
                    yield from (child.id,) if child.heading is not None else ()
                case Figure():
                    pass
                case _:
                    assert_never(child)

    yield from walk(document.children)


def contents_title(document: Document) -> str:
    """The heading over a table of contents, in the document's language."""
    language = document.metadata.language
    if not language.startswith("zh"):
        return "Contents"
    return "目錄" if is_traditional(language) else "目录"


def is_traditional(language: str) -> bool:
    """Whether a language (BCP 47) is Chinese in traditional characters."""
    first, *rest = language.casefold().split("-")
    return first == "zh" and ("hant" in rest or ("hans" not in rest and bool(_TRADITIONAL & set(rest))))


_TRADITIONAL = frozenset({"tw", "hk", "mo"})
"""Regions that write so."""
