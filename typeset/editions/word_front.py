"""What stands around the text of a DOCX: title, contents, running heads, and the sections that hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from typeset.editions.style_names import CHAPTER_TITLE
from typeset.editions.word_body import Body, elements
from typeset.editions.word_runs import bookmark_of, field_of, runs_of
from typeset.editions.word_sections import begin_at, count_on, end_section, in_one_column, number_from
from typeset.editions.word_text import TextRuns
from typeset.editions.word_xml import W
from typeset.model import Document, contents_title, has_contents, is_traditional, running_heads, sections

if TYPE_CHECKING:
    from docx.document import Document as Package


def write_front(document: Document, body: Body, text: TextRuns) -> None:
    """Title and contents over the whole page, in a section of one column."""
    contents = has_contents(document, text.theme.parts.contents)
    number_from(body.last, document.metadata.first_page)
    if document.title:
        body.paragraph(CHAPTER_TITLE, text.padded(document.title, "Chapter", text.theme.padding.titles))
    if contents:
        _write_contents(document, body)
    if document.title or contents:
        _part_from_text(body)


def _part_from_text(body: Body) -> None:
    """The text goes on in its columns on the same page."""
    end_section(body, in_one_column(body.last))
    begin_at(body.last, "continuous")
    count_on(body.last)


def _write_contents(document: Document, body: Body) -> None:
    """A field that Word brings up to date; until then it shows the titles without their pages."""
    body.paragraph("TOC Heading", runs_of(contents_title(document)))
    items = list(sections(document))
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-5" \\h \\z </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    for position, section in enumerate(items):
        name = bookmark_of("_Toc", section.id)
        page = field_of(f"PAGEREF {name} \\h", "")
        link = (
            f'<w:hyperlink w:anchor="{name}" w:history="1">{runs_of(section.heading.text)}'
            f"<w:r><w:tab/></w:r>{page}</w:hyperlink>"
        )
        first = begin if position == 0 else ""
        last = end if position == len(items) - 1 else ""
        body.paragraph(f"toc {section.level}", f"{first}{link}{last}")


def write_running_heads(document: Document, package: Package) -> None:
    even, odd = running_heads(document)
    section = package.sections[0]
    runs = runs_of(odd)
    if document.title and odd:
        runs = field_of(f'STYLEREF "{CHAPTER_TITLE}"', runs)
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
