"""The road on one screen: bytes → Origin → Source → Document and Ledger → formats and editions.

Every stage is a function from values to values; files are touched at the two ends, in ``filing``, and nowhere
else.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from typeset.errors import OverrideError, TypesetError

if TYPE_CHECKING:
    from typeset.editions.lacking import Missing
    from typeset.editions.pdf_variants import Means
    from typeset.job import Job
    from typeset.judge import Judge
    from typeset.ledger import Decision, Ledger, Origin
    from typeset.model import Document, Metadata
    from typeset.parts import Parts
    from typeset.reflow.draft import Draft
    from typeset.reflow.passes import Reflowed
    from typeset.theme import Theme

_LOGGER = logging.getLogger("typeset")

Asked = tuple[str, str, str]
"""An override: the kind of decision, the text around its place, the choice."""
FORMATS = ("md", "xml", "json", "ledger.jsonl")
EDITIONS = ("html", "pdf", "docx")
REPORT = "pages.json"
"""How full the pages of the PDF are, and which rules gave way on them."""
VARIANTS = ("press", "archive", "accessible")
"""What a PDF may be made for beside reading: NAME.press.pdf and so on (``editions.pdf_variants``)."""
MEDIA_TYPES = {".xml": "application/tei+xml", ".md": "text/markdown", ".json": "application/json"}


@dataclass(frozen=True)
class Counts:
    """What a table at the end of a run says."""

    sections: int
    entries: int
    figures: int
    credits: int
    decisions: int = 0
    flagged: int = 0


def read(data: bytes, name: str = "text", *, encoding: str = "") -> Origin:
    """Decodes a raw text. Raises EmptyInputError, LimitError, DecodeError."""
    from typeset.source.decode import decode
    from typeset.source.pages import in_reading_order

    return in_reading_order(decode(data, name, encoding))


def reflow(origin: Origin, job: Job | None = None, *, beside: Path | None = None) -> Reflowed:
    """A decoded text to a document and its ledger, read and decided as the job ticket says.

    ``beside``: the folder that a profile of one's own is looked for in.
    Raises UnknownNameError, SettingsError, OverrideError, LimitError.
    """
    from typeset.illustrations import illustrated
    from typeset.job import Job
    from typeset.judge import judge_of
    from typeset.reflow.order import KIND, carried, displaced
    from typeset.reflow.passes import settle
    from typeset.source.pages import with_moved

    ticket = job or Job()
    asked = [(o.kind, o.at, o.choose) for o in ticket.decide]
    origin, order, asked = _in_columns(origin, asked)
    judge, unplaced = _judge(origin.text, asked)
    draft, chosen = _looked(origin, ticket, beside, judge)
    moves, decisions = displaced(draft)
    if moves:
        lines = draft.lines
        origin = with_moved(
            origin, [(lines[m.first].number, lines[m.last].number, lines[m.after].number) for m in moves]
        )
        judge = judge_of(origin.text, (override for override in asked if override[0] != KIND))
        draft, chosen = _looked(origin, ticket, beside, judge)
        decisions = [carried(decision, origin.segments) for decision in decisions]
    elif unplaced is not None:
        raise unplaced
    result = settle(draft, metadata_of(ticket), (*chosen, *order, *decisions))
    return replace(result, document=illustrated(result.document, ticket.images))


def _in_columns(origin: Origin, asked: list[Asked]) -> tuple[Origin, tuple[Decision, ...], list[Asked]]:
    """A source whose columns stand side by side, in the order that was decided for it; and the overrides
    that are left."""
    if not origin.segments:
        return origin, (), asked
    from typeset.judge import judge_of
    from typeset.reflow.order import KIND, columns_decision
    from typeset.source.pages import as_printed

    judge = judge_of(origin.text, (override for override in asked if override[0] == KIND))
    decision = columns_decision(origin, judge)
    judge.check_all_used((decision,))
    rest = [override for override in asked if override[0] != KIND]
    if decision.choice == "columns":
        return origin, (decision,), rest
    at = next(s for s in origin.segments if s.begin <= decision.start < s.end)
    shift = at.source - at.begin
    moved = decision._replace(start=decision.start + shift, end=decision.end + shift)
    return as_printed(origin), (moved,), rest


def _judge(text: str, asked: list[Asked]) -> tuple[Judge, OverrideError | None]:
    """A judge; and what is wrong with an override that may fit a place when lines are in another order."""
    from typeset.judge import judge_of
    from typeset.reflow.order import KIND

    try:
        return judge_of(text, asked), None
    except OverrideError as error:
        return judge_of(text, (override for override in asked if override[0] == KIND)), error


def _looked(
    origin: Origin, ticket: Job, beside: Path | None, judge: Judge
) -> tuple[Draft, tuple[Decision, ...]]:
    """What the lines are, read as the ticket says or as the text itself does, and how that was decided."""
    from typeset.profile import load_profile, profile_names
    from typeset.reflow.auto import AUTO, choose
    from typeset.reflow.passes import look
    from typeset.source.pages import read_source, with_breaks

    source = read_source(with_breaks(origin, judge.breaks()), judge)
    name = ticket.reading.profile
    chosen: tuple[Decision, ...] = ()
    if name == AUTO:
        name, decision = choose(source, profile_names(), judge)
        chosen = (decision,)
    return look(source, load_profile(name, beside), judge, metadata_of(ticket)), chosen


def metadata_of(job: Job) -> Metadata:
    """What the ticket says of the book, as the document carries it."""
    from typeset.characters import clean
    from typeset.model import Metadata

    book = job.book
    return Metadata(
        clean(book.title), clean(book.year), clean(book.publisher), clean(book.chapter), clean(book.pages),
        book.first_page, book.language, clean(book.licence),
    )  # fmt: skip


def formats_of(document: Document, ledger: Ledger) -> Iterator[tuple[str, str]]:
    """(extension, text) of every format."""
    for extension in FORMATS:
        words = content(extension, document, ledger)
        yield extension, words if isinstance(words, str) else "".join(words)


def content(extension: str, document: Document, ledger: Ledger) -> str | Iterable[str]:
    """One format; the ledger line by line, for it may be larger than a book."""
    from typeset.formats.json_write import write_json
    from typeset.formats.ledger import ledger_lines
    from typeset.formats.markdown_write import write_markdown
    from typeset.formats.tei_write import write_tei

    match extension:
        case "md":
            return write_markdown(document)
        case "xml":
            return write_tei(document, ledger)
        case "json":
            return write_json(document)
        case _:
            return ledger_lines(ledger)


def render(
    document: Document,
    theme: Theme,
    to: str,
    images: Mapping[str, bytes] | None = None,
    parts: Parts | None = None,
    means: Means | None = None,
) -> bytes:
    """One edition: html, pdf or docx; ``parts``: those of a book around the text of a PDF, of which the
    others have the references, and a DOCX contents, running heads of chapters and indexes. Or a variant of
    the PDF: press.pdf, archive.pdf, accessible.pdf, for which ``means`` are the condition of the press (else
    that which is installed) and the file to attach (else the document's Markdown).

    Raises FontError, MissingLibraryError, SettingsError.
    """
    from typeset.parts import NO_PARTS

    if (variant := to.removesuffix(".pdf")) in VARIANTS:
        return _variant(document, theme, variant, images or {}, parts or NO_PARTS, means)
    return _RENDERERS[to](document, theme, images or {}, parts or NO_PARTS)


def _variant(
    document: Document,
    theme: Theme,
    name: str,
    images: Mapping[str, bytes],
    parts: Parts,
    means: Means | None,
) -> bytes:
    from typeset.editions.output_intent import find_intent
    from typeset.editions.pdf import render_pdf
    from typeset.editions.pdf_archive import Source
    from typeset.editions.pdf_variants import Means, Variant, variant_pdf
    from typeset.formats.markdown_write import write_markdown

    def source() -> Source:
        return Source("document.md", write_markdown(document).encode(), MEDIA_TYPES[".md"])

    pdf = render_pdf(document, theme, images, parts)
    return variant_pdf(pdf, document, theme, Variant(name), means or Means(find_intent, source))


def _html(document: Document, theme: Theme, _: Mapping[str, bytes], parts: Parts) -> bytes:
    from typeset.editions.html import render_html

    return render_html(document, theme, references=parts.references).encode("utf-8")


def _pdf(document: Document, theme: Theme, images: Mapping[str, bytes], parts: Parts) -> bytes:
    from typeset.editions.pdf import render_pdf

    pdf = render_pdf(document, theme, images, parts)
    for item in pdf.missing:
        _LOGGER.warning("%s", item.warned(theme).message)
    return pdf.data


def _docx(document: Document, theme: Theme, images: Mapping[str, bytes], parts: Parts) -> bytes:
    from typeset.editions.docx import render_docx

    return render_docx(document, theme, images, parts)


_RENDERERS: dict[str, Callable[[Document, Theme, Mapping[str, bytes], Parts], bytes]] = {
    "html": _html,
    "pdf": _pdf,
    "docx": _docx,
}


def with_report(
    document: Document,
    theme: Theme,
    to: str,
    images: Mapping[str, bytes],
    parts: Parts,
    missing: list[Missing],
    variants: Sequence[str] = (),
    means: Means | None = None,
) -> Iterator[tuple[str, bytes]]:
    """(extension, content) of an edition; of the PDF's variants, for which it is drawn once; and of the
    report of its pages, if it has one. ``missing`` is added to by what characters no font of the theme has;
    ``means`` are needed with ``variants``. Raises what ``variant_pdf`` raises, after the other variants."""
    if to != "pdf":
        yield to, render(document, theme, to, images, parts)
        return
    from typeset.editions.pdf import render_pdf
    from typeset.editions.pdf_variants import Variant, variant_pdf

    pdf = render_pdf(document, theme, images, parts)
    missing += pdf.missing
    yield to, pdf.data
    if pdf.report:
        yield REPORT, pdf.report.encode()
    failed: list[TypesetError] = []
    if means is not None:
        for name in variants:
            try:
                made = variant_pdf(pdf, document, theme, Variant(name), means)
            except TypesetError as error:
                failed.append(error)
            else:
                yield f"{name}.pdf", made
    if failed:
        raise failed[0]


def count(document: Document, ledger: Ledger | None = None) -> Counts:
    """The figures of a document; of its ledger too, if there is one."""
    from typeset.model import Credit, entries, figures, sections

    pictures = [figure for figure, _ in figures(document)]
    signed = sum(isinstance(child, Credit) for entry in entries(document) for child in entry.children)
    return Counts(
        sum(1 for _ in sections(document)),
        sum(1 for _ in entries(document)),
        len(pictures),
        signed + sum(figure.credit is not None for figure in pictures),
        len(ledger.decisions) if ledger else 0,
        sum(1 for _ in ledger.flagged()) if ledger else 0,
    )
