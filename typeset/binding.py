"""A ticket that names several texts → one volume: its chapters read, bound, and written as one book."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from typeset import filing, pipeline
from typeset.errors import InputNotFoundError, TypesetError
from typeset.output import write

if TYPE_CHECKING:
    from typeset.check.texts import Written
    from typeset.editions.lacking import Missing
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
    from typeset.illustrations import illustrated
    from typeset.job import load_job
    from typeset.theme import load_theme
    from typeset.unprinted import Printed, traced, unprinted
    from typeset.volume import bind

    job = load_job(ticket)
    theme = load_theme(job.setting.theme, ticket.parent)
    parts = filing.parts_of(job, ticket.parent)
    texts = texts_of(ticket)
    chapters = [_chapter(text, name) for text, name in zip(texts, job.volume.texts, strict=True)]
    bound = bind(chapters, pipeline.metadata_of(job), job.volume.texts)
    document = illustrated(bound, job.images)
    images, lacking = filing.images_of(document, ticket.parent)
    framed = filing.frames(document, job, variants, str(ticket))
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
    files += filing.copied(images, folder)
    settings = settings_of(job.lint.off, job.lint.severity, str(ticket))
    book = Printed(document, texts, str(ticket))
    said = (*lacking, *framed, *heard, *unprinted(book, missing, theme, settings))
    failed = tuple(traced(error, book) for error in failures)
    return filing.Built(name, tuple(files), pipeline.count(document), said, failed)


def texts_of(ticket: Path) -> tuple[Written, ...]:
    """The texts that a volume's ticket names, in their order. Raises InputNotFoundError and what reading them
    raises."""
    from typeset.job import load_job

    return tuple(filing.read_written(_path(ticket, name)) for name in load_job(ticket).volume.texts)


def texts_at(paths: Sequence[Path]) -> list[Written]:
    """The texts that are at some paths, each once: raw texts or Markdown, XML and JSON files, folders of raw
    texts, the tickets of texts or of volumes. Raises what reading them raises."""
    found: dict[Path, Written] = {}
    for path in paths:
        means_others = path.is_dir() or path.suffix == filing.TICKET
        for one in filing.raw_files([path], is_volume) if means_others else [path]:
            texts = texts_of(one) if one.suffix == filing.TICKET else [filing.read_written(one)]
            for text in texts:
                found.setdefault(Path(text.file).resolve(), text)
    return list(found.values())


def _path(ticket: Path, name: str) -> Path:
    path = filing.inside(ticket.parent, name)
    if not path.is_file():
        raise InputNotFoundError(
            f"the volume names {name!r}, and there is no such file",
            place=str(ticket),
            remedy="give the names of texts beside the ticket",
        )
    return path


def _chapter(text: Written, name: str) -> Document:
    """A text with its pictures, which are named from the volume's folder."""
    from typeset.illustrations import illustrated, with_figures
    from typeset.job import job_beside

    document = illustrated(text.document, job_beside(Path(text.file)).images)
    folder = PurePosixPath(name).parent
    return with_figures(document, lambda figure: replace(figure, image=_from(folder, figure.image)))


def _from(folder: PurePosixPath, image: str) -> str:
    return str(folder / image) if image else ""
