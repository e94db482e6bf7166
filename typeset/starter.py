"""``typeset new``, ``typeset themes new``: a small project that builds, a theme; each into a new folder."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from typeset.errors import OutputError, UnknownNameError
from typeset.output import read_bytes, write
from typeset.settings import extended, styles_root
from typeset.theme import theme_file, theme_names

_LARGEST_NAME = 60
_TABLE = re.compile(r"\[(?P<table>[\w-]+)\]")
_LINE = re.compile(r"(?P<key>[\w-]+) = .*?(?P<comment> +#[^\"]*)?")

_STYLESHEET = """\
/* {name}: what looks different from {base}, whose print.css stands before this file.

   Sizes, fonts and places belong in theme.toml, for the composer has to know them; here they are custom
   properties (--size, --pitch, --measure, --heading-font …). Colours, rules and what stands in the margins
   are CSS. Print black as device-cmyk(0 0 0 1). An example: a heavy rule under the running heads. */

@media print {{
  .running-head {{ border-bottom: 1pt solid device-cmyk(0 0 0 1); }}
}}
"""


def write_starter(folder: Path) -> list[Path]:
    """Copies the starter project; returns its files. Raises OutputError where something stands already."""
    _must_be_new(folder)
    root = styles_root() / "starter"
    return [
        write(folder / path.relative_to(root), read_bytes(path))
        for path in sorted(root.rglob("*"))
        if path.is_file()
    ]


def write_theme(folder: Path, base: str) -> list[Path]:
    """A theme that extends ``base`` and is as yet no different but for one rule; returns its files.

    Raises UnknownNameError for a base that does not come with typeset or a name that cannot be a theme's, and
    OutputError where something stands already.
    """
    known = theme_names()
    if base not in known:
        raise UnknownNameError(
            f"no theme that comes with typeset is called {base!r}", remedy=f"one of {', '.join(known)}"
        )
    name = folder.name
    if not name.isprintable() or not name.strip(". ") or len(name) > _LARGEST_NAME:
        raise UnknownNameError(
            f"{str(folder)!r} is no name for a theme", remedy="a folder's name, such as my-gazetteer"
        )
    if name in known:
        raise UnknownNameError(
            f"a theme that comes with typeset is called {name!r}", place=str(folder), remedy="another name"
        )
    _must_be_new(folder)
    return [
        write(folder / "theme.toml", "".join(_settings(name, base)).encode()),
        write(folder / "print.css", _STYLESHEET.format(name=name.replace("*/", ""), base=base).encode()),
    ]


def _must_be_new(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise OutputError("is there already and not empty", place=str(folder), remedy="give a new folder")


def _settings(name: str, base: str) -> Iterator[str]:
    """theme.toml: every key of the base with its value, behind a #, and with the comment that it has in the
    first theme of all, which has all keys."""
    values, files = extended(theme_file(base), theme_file, theme_names())
    yield f"# What is different from the theme {base}. To change a value, take away the # and the space\n"
    yield "# before its key; a value that stays behind its # is the other theme's.\n"
    yield f'extends = "{base}"\n'
    yield f"name = {_toml(name)}\ndescription = {_toml(f'after {base}')}\n"
    table = ""
    for line in files[0].read_text(encoding="utf-8").splitlines():
        if match := _TABLE.match(line):
            table = match["table"]
            yield f"\n{line}\n"
        elif table and (match := _LINE.fullmatch(line)):
            own: Any = values[table]
            setting = f"# {match['key']} = {_toml(own[match['key']])}"
            yield f"{setting:<20} {(match['comment'] or '').strip()}".rstrip() + "\n"


def _toml(value: object) -> str:
    """A value as TOML writes it on one line."""
    match value:
        case Mapping():
            return f"{{ {', '.join(f'{key} = {_toml(inner)}' for key, inner in value.items())} }}"
        case list():
            return f"[{', '.join(_toml(item) for item in value)}]"
        case _:
            return json.dumps(value, ensure_ascii=False)
