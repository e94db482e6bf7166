"""A ticket that names several texts → one volume: its chapters read, bound, and written as one book."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from typeset import filing, pipeline
from typeset.errors import InputNotFoundError, TypesetError, Warned
from typeset.output import write

if TYPE_CHECKING:
    from typeset.editions.lacking import Missing
    from typeset.job import Job
    from typeset.model import Document

_FORMATS = ("md", "json")
"""What a volume is written as beside its editions; the proof that nothing is lost is each chapter's own."""


def is_volume(ticket: Path) -> bool:
    """Whether a ticket names the texts of a volume. Raises what ``load_job`` raises."""
    from typeset.job import load_job

    return bool(load_job(ticket).volume.texts)


def build_volume(ticket: Path, out: Path, variants: Sequence[str] = ()) -> filing.Built:
    """A volume's ticket to ``out``/NAME/NAME.{md,json,html,pdf,pages.json,docx}, and to ``variants`` of the
    PDF, with its Markdown attached for an archive.

    Raises InputNotFoundError, LimitError and what reading a chapter raises. An edition that fails leaves the
    others standing.
    """
    from typeset.check.lint import settings_of
    from typeset.formats.json_write import write_json
    from typeset.formats.markdown_write import write_markdown
    from typeset.job import load_job
    from typeset.theme import load_theme
    from typeset.unprinted import Text, unprinted
    from typeset.volume import bind

    job = load_job(ticket)
    theme = load_theme(job.setting.theme, ticket.parent)
    parts = filing.parts_of(job, ticket.parent)
    chapters = [_chapter(ticket, name) for name in job.volume.texts]
    document = bind([chapter for chapter, _, _ in chapters], pipeline.metadata_of(job))
    images = {name: data for _, own, _ in chapters for name, data in own.items()}
    folder, name = out / ticket.stem, ticket.stem
    means = filing.means_of(job, variants, ticket, folder / f"{name}.md")
    written = {"md": write_markdown, "json": write_json}
    files = [write(folder / f"{name}.{kind}", written[kind](document)) for kind in _FORMATS]
    failures: list[TypesetError] = []
    missing: list[Missing] = []
    with filing.heard(str(ticket)) as heard:
        for to in pipeline.EDITIONS:
            try:
                drawn = pipeline.with_report(document, theme, to, images, parts, missing, variants, means)
                for extension, content in drawn:
                    files.append(write(folder / f"{name}.{extension}", content))
            except TypesetError as error:
                failures.append(error)
    warned = [warning for _, _, own in chapters for warning in own]
    settings = settings_of(job.lint.off, job.lint.severity, str(ticket))
    told = unprinted(Text(document, str(ticket)), missing, theme, settings)
    said = [*warned, *heard, *told]
    return filing.Built(name, tuple(files), pipeline.count(document), tuple(said), tuple(failures))


def _chapter(ticket: Path, name: str) -> tuple[Document, dict[str, bytes], tuple[Warned, ...]]:
    """A chapter with its pictures: a raw text, read as its ticket says, or one in Markdown, XML or JSON."""
    path = filing.inside(ticket.parent, name)
    if not path.is_file():
        raise InputNotFoundError(
            f"the volume names {name!r}, and there is no such file",
            place=str(ticket),
            remedy="give the names of texts beside the ticket",
        )
    if path.suffix != filing.RAW:
        document = filing.read_document(path)
        images, warnings = filing.images_of(document, path.parent)
        return document, images, warnings
    job = _ticket_of(path)
    result = pipeline.reflow(filing.read_raw(path, job), job, beside=path.parent)
    return result.document, {}, ()


def _ticket_of(path: Path) -> Job:
    from typeset.job import job_beside

    return job_beside(path)
