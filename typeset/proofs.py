"""What ``typeset check`` does with a file: proofs that must hold, and findings for an editor."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from typeset import filing, pipeline
from typeset.check.findings import Finding
from typeset.check.lint import lint, settings_of
from typeset.check.proof import decision_problems, ownership_problems
from typeset.errors import Warned
from typeset.job import job_beside
from typeset.ledger import Ledger
from typeset.model import Document
from typeset.output import read_bytes


@dataclass(frozen=True)
class Checked:
    """``problems``: proofs that failed, as sentences; ``findings``: what an editor may look at."""

    path: str
    problems: tuple[str, ...]
    findings: tuple[Finding, ...]
    warnings: tuple[Warned, ...] = ()


def check_file(path: Path) -> Checked:
    """A raw text, or a Markdown, XML or JSON file of ours. Raises what reading it raises.

    The job ticket beside the file says which findings are wanted.
    """
    wanted = job_beside(path).lint
    settings = settings_of(wanted.off, wanted.severity, str(path.with_suffix(".toml")))
    ledger: Ledger | None = None
    written = ""
    match path.suffix.lower():
        case ".md" | ".json":
            document = filing.read_document(path)
            problems = _round_trips(document)
            written = read_bytes(path).decode() if path.suffix.lower() == ".md" else ""
        case ".xml":
            from typeset.formats.tei import is_unchanged, schema_problems

            document = filing.read_document(path)
            data = read_bytes(path)
            problems = schema_problems(data, str(path))
            if not is_unchanged(data, str(path)):
                problems.append("what it restores is not what it was made from (SHA-256): it was changed")
        case _:
            document, ledger, problems = _raw(path)
    findings = lint(document, ledger, settings, written)
    return Checked(str(path), tuple(problems), tuple(findings))


def _raw(path: Path) -> tuple[Document, Ledger, list[str]]:
    from typeset.formats.tei import read_tei, restore, schema_problems, write_tei

    job = job_beside(path)
    origin = filing.read_raw(path, job)
    result = pipeline.reflow(origin, job, beside=path.parent)
    tei = write_tei(result.document, result.ledger).encode("utf-8")
    problems = [*ownership_problems(result.document, result.ledger), *decision_problems(result.ledger)]
    problems += _round_trips(result.document)
    if restore(tei, str(path)) != read_bytes(path):
        problems.append("restoring the XML does not give the raw text again")
    if read_tei(tei, str(path)) != result.document:
        problems.append("the XML does not read back as the same document")
    problems += schema_problems(tei)
    return result.document, result.ledger, problems


def _round_trips(document: Document) -> list[str]:
    from typeset.formats.json import read_json, write_json
    from typeset.formats.markdown import read_markdown, write_markdown
    from typeset.printed_words import plain_text

    problems = []
    for name, copy in (
        ("Markdown", read_markdown(write_markdown(document))),
        ("JSON", read_json(write_json(document))),
    ):
        if plain_text(copy) != plain_text(document):
            problems.append(f"the {name} does not read back as the same text")
    return problems
