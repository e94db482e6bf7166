"""Results to what a terminal or a program reads: tables, messages, JSON; progress on a terminal only."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.table import Table

    from typeset.doctor import Item
    from typeset.filing import Built
    from typeset.proofs import Checked
    from typeset.theme import Theme

_COUNTED = ("sections", "entries", "figures", "credits", "decisions", "flagged")
CHECKED_FORMS = ("text", "json", "github")
"""What ``show_checked`` can say."""


class Progress:
    """The paths one by one, with a bar where somebody watches; quiet in a pipe and for a single file."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self.paths = paths
        self.watched = sys.stderr.isatty() and len(paths) > 1

    def __enter__(self) -> Iterator[Path]:
        if not self.watched:
            return iter(self.paths)
        from rich.console import Console
        from rich.progress import track

        return iter(track(self.paths, description="typeset", console=Console(stderr=True)))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None


def show_built(built: Sequence[Built], as_json: bool) -> None:
    """What was written and how much of each kind there is."""
    if as_json:
        rows = [{"name": b.name, "files": [str(path) for path in b.files], **asdict(b.counts)} for b in built]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    if not sys.stdout.isatty():
        for result in built:
            _plain(result)
        return
    _print(_table(built))


def _plain(built: Built) -> None:
    for path in built.files:
        print(f"{path}\t{path.stat().st_size}")
    counts = asdict(built.counts)
    print("  ".join(f"{name} {counts[name]}" for name in _COUNTED))


def _table(built: Sequence[Built]) -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    table.add_column("written")
    table.add_column("bytes", justify="right")
    for result in built:
        for path in result.files:
            table.add_row(str(path), f"{path.stat().st_size:,}")
        counts = asdict(result.counts)
        table.add_row("  ".join(f"{counts[name]} {name}" for name in _COUNTED), "", style="bold")
    return table


def show_checked(checked: Sequence[Checked], form: str = "text") -> None:
    """Problems first, then findings: ``text`` for a terminal, ``json``, or ``github`` for annotations."""
    match form:
        case "json":
            print(json.dumps([_checked_value(result) for result in checked], ensure_ascii=False, indent=2))
        case "github":
            for result in checked:
                _annotate(result)
        case _:
            for result in checked:
                _say_checked(result)


def _checked_value(result: Checked) -> dict[str, object]:
    return {
        "path": result.path,
        "problems": list(result.problems),
        "findings": [
            {**asdict(finding), "severity": finding.severity.value, "file": result.path}
            for finding in result.findings
        ],
    }


def _say_checked(result: Checked) -> None:
    for problem in result.problems:
        print(f"{result.path}: PROBLEM: {problem}")
    for f in result.findings:
        place = ":".join(str(part) for part in (result.path, f.line, f.column) if part is not None)
        print(f"{place}: {f.severity.value} {f.code} {f.name}: {f.message}: …{f.text}… [{f.where}]")
    verdict = "the proofs hold" if not result.problems else f"{len(result.problems)} problems"
    print(f"{result.path}: {verdict}; {len(result.findings)} findings")


def _annotate(result: Checked) -> None:
    """GitHub's workflow commands: a line each, which it shows beside the line of the file."""
    for problem in result.problems:
        print(_command("error", {"file": result.path}, problem))
    for f in result.findings:
        place = {"file": result.path, "line": f.line, "col": f.column, "title": f"{f.code} {f.name}"}
        print(_command(f.severity.value, place, f"{f.message}: …{f.text}… [{f.where}]"))


def _command(kind: str, properties: Mapping[str, object], message: str) -> str:
    given = ",".join(
        f"{name}={_escaped(str(value), ',:')}" for name, value in properties.items() if value is not None
    )
    return f"::{kind} {given}::{_escaped(message)}"


def _escaped(text: str, more: str = "") -> str:
    """As workflow commands want it: %, the ends of lines and, in properties, what parts them."""
    return "".join(f"%{ord(char):02X}" if char in f"%\r\n{more}" else char for char in text)


def show_value(value: object) -> None:
    """For a program."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def show_geometry(theme: Theme, as_json: bool) -> None:
    """The page, its columns and its lines, in points."""
    geometry = theme.geometry
    if as_json:
        show_value(geometry)
        return
    for name, value in geometry.items():
        print(f"{name:8} {value}")


def show_names(names: Sequence[tuple[str, str]], as_json: bool) -> None:
    """A name and what it is, a line each."""
    if as_json:
        rows = [{"name": name, "description": text} for name, text in names]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for name, text in names:
        print(f"{name:16} {text}")


def show_health(items: Sequence[Item], as_json: bool) -> None:
    """What is there and what is missing, with the remedy."""
    if as_json:
        print(json.dumps([asdict(item) for item in items], ensure_ascii=False, indent=2))
        return
    for item in items:
        print(f"{'ok     ' if item.well else 'MISSING'} {item.name}: {item.state}")
        if not item.well:
            print(f"        remedy: {item.remedy}")


def _print(table: Table) -> None:
    from rich.console import Console

    Console().print(table)
