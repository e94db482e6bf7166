"""The verbs, nothing else: arguments in, one call of the pipeline, a table or a message out."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from typeset import filing
from typeset.errors import DONE, FINDINGS, TypesetError, Warned

if TYPE_CHECKING:
    from typeset.filing import Built

app = typer.Typer(
    name="typeset",
    help="From the raw text of printed, multi-column publications to Markdown, TEI, PDF and DOCX.",
    epilog="Exit codes: 0 done; 1 done, with findings; 2 usage; 3 and up: one for each kind of error.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

Out = Annotated[Path, typer.Option("-o", "--output", help="Folder to write to.")]
Press = Annotated[bool, typer.Option("--press", help="NAME.press.pdf too: PDF/X-4 for the printer.")]
Archive = Annotated[
    bool, typer.Option("--archive", help="NAME.archive.pdf too: PDF/A-3u with the text attached.")
]
Accessible = Annotated[bool, typer.Option("--accessible", help="NAME.accessible.pdf too: PDF/UA-1.")]
Json = Annotated[bool, typer.Option("--json", help="For a program: JSON on standard output.")]


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"typeset {version('typeset')}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    pass


@app.command()
def build(
    paths: Annotated[list[Path] | None, typer.Argument(help="Job tickets, raw texts, folders.")] = None,
    output: Out = Path("build"),
    press: Press = False,
    archive: Archive = False,
    accessible: Accessible = False,
    json: Json = False,
) -> None:
    """Raw texts to every format and edition (default: all in seeds/); a volume's ticket to its editions."""
    from typeset.binding import is_volume
    from typeset.report import Progress, show_built

    variants = _variants(press=press, archive=archive, accessible=accessible)
    raws = filing.raw_files(paths or [Path("seeds")], is_volume)
    with Progress(raws) as progress:
        built = [_built(raw, output, variants) for raw in progress]
    show_built(built, json)
    for result in built:
        for failure in result.failures:
            _say(failure)
    failures = [failure for result in built for failure in result.failures]
    raise typer.Exit(failures[0].exit_code if failures else _code(*(w for b in built for w in b.warnings)))


def _built(path: Path, output: Path, variants: tuple[str, ...]) -> Built:
    """A raw text, or a volume by its ticket."""
    from typeset.binding import build_volume

    if path.suffix == filing.TICKET:
        return build_volume(path, output, variants)
    return filing.build_file(path, output, variants)


@app.command()
def reflow(
    files: Annotated[list[Path], typer.Argument(help="Raw texts or job tickets.")],
    output: Out = Path("build"),
    json: Json = False,
) -> None:
    """Raw texts to Markdown, TEI, JSON and the ledger."""
    from typeset.report import Progress, show_built

    raws = filing.raw_files(files)
    with Progress(raws) as progress:
        built = [filing.reflow_file(raw, output) for raw in progress]
    show_built(built, json)
    raise typer.Exit(_code(*(warning for result in built for warning in result.warnings)))


@app.command()
def render(
    files: Annotated[list[Path], typer.Argument(help="Markdown, XML or JSON files of typeset.")],
    to: Annotated[str, typer.Option(help="Editions, with commas between: pdf,docx,html.")] = "pdf,docx,html",
    output: Out = Path("build"),
    theme: Annotated[str, typer.Option(help="A theme's name or folder; else the job ticket's.")] = "",
    press: Press = False,
    archive: Archive = False,
    accessible: Accessible = False,
    json: Json = False,
) -> None:
    """Markdown to editions."""
    from typeset import filing, pipeline
    from typeset.report import Progress, show_built

    wanted = [kind.strip() for kind in to.split(",") if kind.strip()]
    unknown = [kind for kind in wanted if kind not in pipeline.EDITIONS]
    if unknown or not wanted:
        raise typer.BadParameter(f"{to!r}: choose from {', '.join(pipeline.EDITIONS)}", param_hint="--to")
    variants = _variants(press=press, archive=archive, accessible=accessible)
    with Progress(files) as progress:
        built = [filing.render_file(path, wanted, output, theme, variants) for path in progress]
    show_built(built, json)
    raise typer.Exit(_code(*(warning for result in built for warning in result.warnings)))


@app.command()
def check(
    paths: Annotated[list[Path], typer.Argument(help="Raw texts, or Markdown, XML and JSON files.")],
    json: Json = False,
    form: Annotated[
        str, typer.Option("--format", help="text, json, or github: annotations in a workflow.")
    ] = "text",
) -> None:
    """Proof that nothing is lost, schema, and what an editor may look at."""
    from typeset.proofs import check_file
    from typeset.report import CHECKED_FORMS, show_checked

    if form not in CHECKED_FORMS:
        raise typer.BadParameter(f"{form!r}: choose from {', '.join(CHECKED_FORMS)}", param_hint="--format")
    checked = [check_file(path) for path in _checkable(paths)]
    show_checked(checked, "json" if json else form)
    if any(result.problems for result in checked):
        from typeset.errors import LosslessError

        raise typer.Exit(LosslessError.exit_code)
    raise typer.Exit(FINDINGS if any(result.findings for result in checked) else DONE)


def _checkable(paths: list[Path]) -> list[Path]:

    found: list[Path] = []
    for path in paths:
        found += filing.raw_files([path]) if path.is_dir() or path.suffix == filing.TICKET else [path]
    return found


@app.command()
def explain(
    place: Annotated[str, typer.Argument(metavar="FILE:LINE", help="A raw text and a line, from 1.")],
    needs_review: Annotated[
        bool, typer.Option("--needs-review", help="All that is flagged in a FILE, without a line.")
    ] = False,
    json: Json = False,
) -> None:
    """Why a line became what it did, and how to decide otherwise."""
    from typeset.explain import as_json, as_text, flagged, flagged_as_json, flagged_as_text
    from typeset.explain import explain as explained

    if needs_review:
        found = flagged(Path(place))
        typer.echo(flagged_as_json(found) if json else flagged_as_text(found))
        raise typer.Exit(FINDINGS if found.decisions else DONE)
    name, _, line = place.rpartition(":")
    if not name or not line.isdecimal() or len(line) > 9:
        raise typer.BadParameter(f"{place!r}: give FILE:LINE", param_hint="FILE:LINE")
    result = explained(Path(name), int(line))
    typer.echo(as_json(result) if json else as_text(result))


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A TEI file that typeset wrote.")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="File to write; else standard output.")
    ] = None,
) -> None:
    """The raw text that a TEI file was made from, byte for byte."""
    from typeset.output import write

    data = filing.restore_file(file)
    if output is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        write(output, data)


@app.command()
def profiles(
    action: Annotated[str | None, typer.Argument(metavar="[suggest]", help="suggest: propose one.")] = None,
    file: Annotated[Path | None, typer.Argument(help="The raw text to propose one for.")] = None,
    json: Json = False,
) -> None:
    """How kinds of publications are read; `profiles suggest FILE` proposes one from a text."""
    from typeset.profile import load_profile, profile_names
    from typeset.report import show_names

    if action is None:
        show_names([(name, load_profile(name).description) for name in profile_names()], json)
        return
    if action != "suggest" or file is None:
        raise typer.BadParameter("give nothing, or: suggest FILE", param_hint="profiles")
    typer.echo(filing.suggest_profile(file), nl=False)


@app.command()
def themes(
    what: Annotated[
        str, typer.Argument(metavar="[show|new]", help="show: a theme's geometry; new: start your own.")
    ] = "",
    name: Annotated[str, typer.Argument(help="A theme's name or folder; for new, a folder to make.")] = "",
    base: Annotated[str, typer.Option("--from", help="For new: the theme that yours extends.")] = "yearbook",
    json: Json = False,
) -> None:
    """How publications look; `themes show NAME`: a page's geometry; `themes new NAME`: one of your own."""
    from typeset.report import show_geometry, show_names
    from typeset.theme import load_theme, theme_names

    if not what:
        show_names([(name, load_theme(name).description) for name in theme_names()], json)
    elif what == "show" and name:
        show_geometry(load_theme(name, Path()), json)
    elif what == "new" and name:
        _new_theme(Path(name), base)
    else:
        raise typer.BadParameter("give nothing, or: show NAME, new NAME", param_hint="themes")


def _new_theme(folder: Path, base: str) -> None:
    from typeset.starter import write_theme

    for path in write_theme(folder, base):
        typer.echo(path)
    typer.echo(
        f"now: typeset render FILE.md --theme {folder}, or in a ticket: [setting] theme = {folder.name!r}"
    )


@app.command()
def preflight(
    file: Annotated[Path, typer.Argument(help="A PDF, of typeset or of any other tool.")],
    theme: Annotated[
        str, typer.Option(help="A theme that it should have the page of; else it is found.")
    ] = "",
    profile: Annotated[
        str, typer.Option(help="What it should be fit for: page, general, pdfx4, pdfa3u or pdfua1.")
    ] = "default",
    signature: Annotated[int, typer.Option(min=0, help="Pages of a signature: 8, 16 …; 0: any.")] = 0,
    ink: Annotated[float, typer.Option(min=0, max=400, help="Most ink on one spot, in percent.")] = 300,
    html: Annotated[Path | None, typer.Option(help="A report with pictures of the pages to write.")] = None,
    text: Annotated[
        list[Path] | None,
        typer.Option(help="What it was set from, or a volume's ticket: findings say its lines."),
    ] = None,
    json: Json = False,
) -> None:
    """Whether a PDF is fit for the press: boxes, fonts, colours, ink, images, the measures of its pages."""
    from typeset.binding import texts_at
    from typeset.check.preflight_file import examine, report_text, report_value
    from typeset.check.preflight_report import report_html
    from typeset.check.press.rules import PROFILES
    from typeset.output import read_bytes, write
    from typeset.report import show_value
    from typeset.theme import load_theme

    if profile not in PROFILES:
        raise typer.BadParameter(f"{profile!r}: choose from {', '.join(PROFILES)}", param_hint="--profile")
    geometry = load_theme(theme, Path()).geometry if theme else None
    data = read_bytes(file)
    texts = texts_at(text or [])
    found = examine(data, str(file), profile, geometry, signature=signature, limit=ink, texts=texts)
    if html:
        write(html, report_html(found, data).encode())
    if json:
        show_value(report_value(found))
    else:
        typer.echo(report_text(found))
    raise typer.Exit(FINDINGS if found.findings else DONE)


@app.command()
def doctor(json: Json = False) -> None:
    """Whether everything that typeset needs is installed."""
    from typeset.doctor import examine
    from typeset.report import show_health

    health = examine()
    show_health(health, json)
    raise typer.Exit(next((item.exit_code for item in health if not item.well), DONE))


@app.command()
def new(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that is not there yet.")],
) -> None:
    """A small project that builds: a raw text and its job ticket."""
    from typeset.starter import write_starter

    for path in write_starter(folder):
        typer.echo(path)
    typer.echo(f"now: cd {folder} && typeset build")


def _variants(**asked: bool) -> tuple[str, ...]:
    """The variants of the PDF that are asked for."""
    return tuple(name for name, wanted in asked.items() if wanted)


def _code(*warnings: Warned) -> int:
    for warning in warnings:
        where = f"{warning.place}: " if warning.place else ""
        typer.echo(f"warning: {where}{warning.message}", err=True)
        if warning.remedy:
            typer.echo(f"  remedy: {warning.remedy}", err=True)
    return FINDINGS if warnings else DONE


def _say(error: TypesetError) -> None:
    typer.echo(f"error: {error}", err=True)


def main() -> NoReturn:
    """Runs a verb; every error is a message with a remedy and an exit code of its kind."""
    gc.disable()  # A run is short, and a book is a million small values without a cycle among them.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        app()
    except TypesetError as error:
        _say(error)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(DONE)
    except RecursionError:
        _say(TypesetError("the input is nested too deeply", remedy="simplify it"))
        sys.exit(TypesetError.exit_code)
    except Exception as error:
        if os.environ.get("TYPESET_DEBUG"):
            raise
        _say(
            TypesetError(
                f"this should not have happened: {type(error).__name__}: {error}",
                remedy="please report it, with the input; TYPESET_DEBUG=1 shows where it happened",
            )
        )
        sys.exit(TypesetError.exit_code)
    sys.exit(DONE)


if __name__ == "__main__":
    main()
