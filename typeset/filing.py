"""Files to files: what is read from a folder, sent down the road (``pipeline``), and written to another."""

from __future__ import annotations

import dataclasses
import functools
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from typeset.errors import InputNotFoundError, MissingCharacterError, OutputError, TypesetError, Warned
from typeset.output import both, read_bytes, read_text, write
from typeset.pipeline import (
    EDITIONS,
    FORMATS,
    MEDIA_TYPES,
    Counts,
    content,
    count,
    read,
    reflow,
    with_report,
)  # fmt: skip

if TYPE_CHECKING:
    from typeset.check.texts import Written
    from typeset.editions.lacking import Missing
    from typeset.editions.output_intent import OutputIntent
    from typeset.editions.pdf_variants import Means
    from typeset.job import Job
    from typeset.ledger import Origin
    from typeset.model import Document
    from typeset.parts import Parts
    from typeset.reflow.passes import Reflowed

RAW = ".txt"
TICKET = ".toml"
_LARGE = 200_000
"""Code points from which on it is worth to write formats side by side."""


@dataclass(frozen=True)
class Built:
    """What one text became: its files in the order they were written, and what went wrong on the way."""

    name: str
    files: tuple[Path, ...]
    counts: Counts
    warnings: tuple[Warned, ...] = ()
    failures: tuple[TypesetError, ...] = ()


def parts_of(job: Job, folder: Path) -> Parts:
    """What the ticket asks for beside the text; an editors' note that is a file's name is read from there.

    Raises what ``read_text`` raises.
    """
    from typeset.characters import clean
    from typeset.parts import Parts

    own = job.parts
    note = own.editors_note
    if note and "\n" not in note and Path(note).suffix in _NOTES:
        note = read_text(inside(folder, note))
    lines = tuple(filter(None, (clean(line) for line in note.splitlines())))
    imprint = tuple((clean(name), clean(value)) for name, value in own.imprint.items())
    return Parts(
        own.half_title, own.title_page, imprint, lines, own.contents, own.figures, own.openers, own.thumb,
        own.index, own.index_order, own.references,
    )  # fmt: skip


_NOTES = (".txt", ".md")


def inside(folder: Path, name: str) -> Path:
    """A file of a job. Raises InputNotFoundError where it lies outside the job's folder."""
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise InputNotFoundError(
            "the file is outside the folder of its ticket", place=name, remedy="put it beside the ticket"
        )
    return path


def means_of(job: Job, variants: Sequence[str], ticket: Path, source: Path) -> Means:
    """What the variants of a PDF need. Raises SettingsError, MissingLibraryError, before anything is drawn,
    where there is no profile of the press that is asked for."""
    from typeset.editions.output_intent import find_intent
    from typeset.editions.pdf_archive import Source
    from typeset.editions.pdf_variants import Means

    @functools.cache
    def intent() -> OutputIntent:
        return find_intent(job.press.output_intent, ticket.parent, str(ticket))

    if "press" in variants:
        intent()
    return Means(intent, lambda: Source(source.name, read_bytes(source), MEDIA_TYPES[source.suffix.lower()]))


def read_raw(path: Path, job: Job) -> Origin:
    """A raw file, decoded as its ticket says. Raises InputNotFoundError and what ``read`` raises."""
    from typeset.source.decode import LARGEST_SOURCE

    return dataclasses.replace(
        read(read_bytes(path, LARGEST_SOURCE), str(path), encoding=job.reading.encoding), name=path.name
    )


def suggest_profile(raw: Path) -> str:
    """A profile in TOML, from what the lines of a raw text say. Raises what ``read_raw`` raises."""
    from typeset.job import job_beside
    from typeset.judge import Judge
    from typeset.profile import profile_names
    from typeset.reflow.auto import choose
    from typeset.reflow.suggest import suggest
    from typeset.source.pages import read_source

    source = read_source(read_raw(raw, job_beside(raw)), Judge())
    base, _ = choose(source, profile_names(), Judge())
    return suggest(source, base, raw.stem)


def reflow_file(raw: Path, out: Path) -> Built:
    """A raw text to ``out``/NAME/NAME.{md,xml,json,ledger.jsonl}."""
    from typeset.job import job_beside

    result, files = _reflowed(raw, job_beside(raw), out)
    return Built(
        raw.stem, tuple(files), count(result.document, result.ledger), _warnings(raw, result.document)
    )


def build_file(raw: Path, out: Path, variants: Sequence[str] = ()) -> Built:
    """A raw text to all its formats and editions, and to ``variants`` of the PDF. An edition that fails
    leaves the others standing."""
    from typeset.check.lint import settings_of
    from typeset.check.texts import Written
    from typeset.job import job_beside
    from typeset.theme import load_theme
    from typeset.unprinted import Printed, traced, unprinted

    job = job_beside(raw)
    theme = load_theme(job.setting.theme, raw.parent)
    parts = parts_of(job, raw.parent)
    means = means_of(job, variants, raw.with_suffix(TICKET), _target(out, raw.stem, "xml"))
    result, files = _reflowed(raw, job, out)
    images, lacking = images_of(result.document, raw.parent)
    framed = frames(result.document, job, variants, str(raw))
    failures: list[TypesetError] = []
    missing: list[Missing] = []
    with heard(str(raw)) as warnings:
        for to in EDITIONS:
            try:
                drawn = with_report(result.document, theme, to, images, parts, missing, variants, means)
                for extension, content in drawn:
                    files.append(write(_target(out, raw.stem, extension), content))
            except TypesetError as error:
                failures.append(error)
    files += copied(images, _target(out, raw.stem, "html").parent)
    settings = settings_of(job.lint.off, job.lint.severity, str(raw.with_suffix(TICKET)))
    book = Printed.of(Written(result.document, str(raw), result.ledger))
    failures = [traced(error, book) for error in failures]
    told = unprinted(book, missing, theme, settings)
    said = (*_warnings(raw, result.document), *lacking, *framed, *warnings, *told)
    return Built(raw.stem, tuple(files), count(result.document, result.ledger), said, tuple(failures))


def _reflowed(raw: Path, job: Job, out: Path) -> tuple[Reflowed, list[Path]]:
    result = reflow(read_raw(raw, job), job, beside=raw.parent)
    targets = {extension: _target(out, raw.stem, extension) for extension in FORMATS}

    def written(*extensions: str) -> None:
        for extension in extensions:
            write(targets[extension], content(extension, result.document, result.ledger))

    large = len(result.ledger.origin.text) >= _LARGE
    both(lambda: written("xml", "json"), lambda: written("md", "ledger.jsonl"), beside=large)
    return result, list(targets.values())


def _target(out: Path, name: str, extension: str) -> Path:
    return out / name / f"{name}.{extension}"


def _warnings(raw: Path, document: Document) -> tuple[Warned, ...]:
    if document.children:
        return ()
    return (Warned("there is nothing but white space in it", str(raw), "is it the right file?"),)


def render_file(
    path: Path, to: Iterable[str], out: Path, theme_name: str = "", variants: Sequence[str] = ()
) -> Built:
    """A Markdown, XML or JSON file to editions in ``out``, and to ``variants`` of the PDF, beside it.
    ``theme_name``: instead of the ticket's; a folder from here or beside the file. Raises FormatError and
    what ``render`` raises."""
    from typeset.check.lint import settings_of
    from typeset.illustrations import illustrated
    from typeset.job import job_beside
    from typeset.theme import load_theme
    from typeset.unprinted import Printed, traced, unprinted

    text = _edited(path)
    job = job_beside(path)
    document = illustrated(text.document, job.images)
    images, lacking = images_of(document, path.parent)
    framed = frames(document, job, variants, str(path))
    here = bool(theme_name) and (Path(theme_name) / "theme.toml").is_file()
    theme = load_theme(theme_name or job.setting.theme, Path() if here else path.parent)
    settings = settings_of(job.lint.off, job.lint.severity, str(path.with_suffix(TICKET)))
    parts = parts_of(job, path.parent)
    kinds = tuple(dict.fromkeys((*to, *(("pdf",) if variants else ()))))
    means = means_of(job, variants, path.with_suffix(TICKET), path)
    missing: list[Missing] = []
    files: list[Path] = []
    book = Printed.of(text)
    with heard(str(path)) as said:
        try:
            for kind in kinds:
                drawn = with_report(document, theme, kind, images, parts, missing, variants, means)
                for extension, content in drawn:
                    files.append(write(out / f"{path.stem}.{extension}", content))
        except MissingCharacterError as error:
            raise traced(error, book) from None
    if "html" in kinds and out.resolve() != path.parent.resolve():
        files += copied(images, out)
    told = unprinted(book, missing, theme, settings)
    return Built(path.stem, tuple(files), count(document), (*lacking, *framed, *said, *told))


def read_document(path: Path) -> Document:
    """A document from the format that the file's name says. Raises FormatError, InputNotFoundError."""
    match path.suffix.lower():
        case ".md":
            from typeset.formats.markdown import read_markdown

            return read_markdown(read_text(path), str(path))
        case ".json":
            from typeset.formats.json import read_json

            return read_json(read_text(path), str(path))
        case ".xml":
            from typeset.formats.tei import read_tei

            return read_tei(read_bytes(path), str(path))
        case other:
            raise InputNotFoundError(
                f"no format is called {other or 'nothing'!r}",
                place=str(path),
                remedy="give a .md, .xml or .json file",
            )


def read_written(path: Path) -> Written:
    """A raw text, read as its ticket says, or a Markdown, XML or JSON file. Raises what reading them
    raises."""
    from typeset.check.texts import Written
    from typeset.job import job_beside

    if path.suffix == RAW:
        job = job_beside(path)
        result = reflow(read_raw(path, job), job, beside=path.parent)
        return Written(result.document, str(path), result.ledger)
    return _edited(path)


def _edited(path: Path) -> Written:
    """A Markdown, XML or JSON file. Raises what ``read_document`` raises, for a raw text too."""
    from typeset.check.texts import Written

    words = read_text(path) if path.suffix.lower() == ".md" else ""
    return Written(read_document(path), str(path), written=words)


@contextmanager
def heard(place: str) -> Iterator[list[Warned]]:
    """What the libraries that draw pages have to say, such as a character that no font has; once each."""
    found: list[Warned] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            warning = Warned(record.getMessage(), place)
            if warning not in found:
                found.append(warning)

    listener = Listener(logging.WARNING)
    loggers = [logging.getLogger(name) for name in _TALKERS]
    for logger in loggers:
        logger.addHandler(listener)
    try:
        yield found
    finally:
        for logger in loggers:
            logger.removeHandler(listener)


_TALKERS = ("typeset", "weasyprint", "fontTools")
_LARGEST_IMAGE = 200_000_000


def images_of(document: Document, folder: Path) -> tuple[dict[str, bytes], tuple[Warned, ...]]:
    """The pictures that a document names, from its own folder only."""
    from typeset.model import figures

    found: dict[str, bytes] = {}
    warnings: list[Warned] = []
    root = folder.resolve()
    for name in sorted({figure.image for figure, _ in figures(document) if figure.image}):
        try:
            path = (root / name).resolve()
            inside = (
                path.is_relative_to(root) and not Path(name).is_absolute() and ".." not in Path(name).parts
            )
            if inside:
                found[name] = read_bytes(path, _LARGEST_IMAGE)
        except (TypesetError, OSError, ValueError):
            inside = True
        if name not in found:
            problem = (
                "is missing; a frame stands in its place" if inside else "is outside the folder of the text"
            )
            warnings.append(Warned(f"the picture {name!r} {problem}", str(folder), "put it beside the text"))
    return found, tuple(warnings)


def frames(document: Document, job: Job, variants: Sequence[str], place: str) -> tuple[Warned, ...]:
    """A warning that figures are without a picture, where pictures are at hand or the file is for the press;
    proofs of a text alone may have frames."""
    from typeset.illustrations import without_picture

    framed = [figure.id for figure in without_picture(document)]
    if not framed or not (job.images or "press" in variants):
        return ()
    said = f"{len(framed)} figures have no picture; frames stand in their places"
    remedy = "name the picture of each in the ticket: [images]"
    return (Warned(f"{said}: {', '.join(framed)}", place, remedy),)


def copied(images: Mapping[str, bytes], folder: Path) -> list[Path]:
    """The pictures, written to where the HTML and the Markdown in ``folder`` name them."""
    return [write(folder / name, data) for name, data in images.items()]


def restore_file(path: Path) -> bytes:
    """The source that a TEI file was made from, byte for byte. Raises FormatError, InputNotFoundError."""
    from typeset.formats.tei import restore

    return restore(read_bytes(path), str(path))


def raw_files(paths: Iterable[Path], is_volume: Callable[[Path], bool] = lambda _: False) -> list[Path]:
    """The raw texts that paths mean: a raw text, the one beside a job ticket, or all in a folder. The ticket
    of a volume means itself.

    Raises InputNotFoundError.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            texts = sorted(path.glob(f"*{RAW}"))
            texts += [ticket for ticket in sorted(path.glob(f"*{TICKET}")) if is_volume(ticket)]
            if not texts:
                raise InputNotFoundError(
                    f"no raw text (*{RAW}) is in this folder",
                    place=str(path),
                    remedy="give a raw text or its folder",
                )
            found += texts
        else:
            ticket = path.suffix == TICKET
            volume = ticket and path.is_file() and is_volume(path)
            found.append(path.with_suffix(RAW) if ticket and not volume else path)
    for path in found:
        if not path.is_file():
            raise InputNotFoundError("there is no such file", place=str(path), remedy="check the name")
    unique = list(dict.fromkeys(found))
    for path in unique:
        if sum(other.stem == path.stem for other in unique) > 1:
            raise OutputError(
                "another text has the same name, so both would be written to one place",
                place=str(path), remedy="build them one at a time with different -o",
            )  # fmt: skip
    return unique
