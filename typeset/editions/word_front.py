"""What stands around the text of a DOCX: title, contents, running heads, and the sections that hold them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from typeset.added_words import contents_title, has_contents, is_traditional, running_heads
from typeset.editions.style_names import CHAPTER_TITLE
from typeset.editions.word_body import Body, elements
from typeset.editions.word_runs import field_of, runs_of
from typeset.editions.word_sections import begin_at, count_on, end_section, in_one_column, number_from
from typeset.editions.word_text import TextRuns
from typeset.editions.word_xml import W
from typeset.model import Document, Section, sections
from typeset.parts import Parts

if TYPE_CHECKING:
    from docx.document import Document as Package


def write_front(document: Document, parts: Parts, body: Body, text: TextRuns) -> None:
    """Title and contents over the whole page, in a section of one column."""
    levels = parts.contents_levels(standard=has_contents(document, text.theme.parts.contents))
    listed = [section for section in sections(document) if section.level <= levels]
    number_from(body.last, document.metadata.first_page)
    if document.title:
        body.paragraph(CHAPTER_TITLE, text.padded(document.title, "Chapter", text.theme.padding.titles))
    if listed:
        body.paragraph("TOC Heading", runs_of(contents_title(document)))
        _write_contents(listed, levels, body)
    if document.title or listed:
        _part_from_text(body)


def _part_from_text(body: Body) -> None:
    """The text goes on in its columns on the same page."""
    end_section(body, in_one_column(body.last))
    begin_at(body.last, "continuous")
    count_on(body.last)


def _write_contents(listed: Sequence[Section], levels: int, body: Body) -> None:
    """A field that Word brings up to date; until then it shows the titles without their pages."""
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> TOC \\o "1-{levels}" \\h \\z </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    for position, section in enumerate(listed):
        name = body.listed(section.id)
        page = field_of(f"PAGEREF {name} \\h", "")
        link = (
            f'<w:hyperlink w:anchor="{name}" w:history="1">{runs_of(section.heading.text)}'
            f"<w:r><w:tab/></w:r>{page}</w:hyperlink>"
        )
        first = begin if position == 0 else ""
        last = end if position == len(listed) - 1 else ""
        body.paragraph(f"toc {section.level}", f"{first}{link}{last}")


def write_running_heads(document: Document, parts: Parts, package: Package) -> None:
    """The book over even pages, the chapter over odd ones. In a book of several it is that of the page: the
    style of their titles is told by its number, since its name is another in every language of Word."""
    even, odd = running_heads(document)
    section = package.sections[0]
    runs = runs_of(odd)
    if document.title and odd:
        runs = field_of(f'STYLEREF "{CHAPTER_TITLE}"', runs)
    elif parts.openers != "run-on" and any(isinstance(child, Section) for child in document.children):
        runs = field_of("STYLEREF 1", runs)
    _fill(section.header.paragraphs[0]._p, runs)
    _fill(section.even_page_header.paragraphs[0]._p, runs_of(even))


def _fill(paragraph: Any, runs: str) -> None:
    for run in elements(runs):
        paragraph.append(run)


def set_language(document: Document, package: Package) -> None:
    """The language of the text, where the template says Chinese of the mainland."""
    language = document.metadata.language
    east_asian = "zh-TW" if is_traditional(language) else "zh-CN"
    for found in package.styles.element.iter(f"{{{W}}}lang"):
        found.set(f"{{{W}}}eastAsia", east_asian)
        if not language.startswith("zh"):
            found.set(f"{{{W}}}val", language)
    for found in package.settings.element.iter(f"{{{W}}}themeFontLang"):
        found.set(f"{{{W}}}eastAsia", east_asian)
