"""The DOCX before anything is written into it: the theme's template, its styles, the file's properties."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from os import environ
from pathlib import Path
from typing import TYPE_CHECKING

from typeset.editions.template import build_template
from typeset.errors import FormatError, InputNotFoundError
from typeset.model import Document
from typeset.theme import Theme

if TYPE_CHECKING:
    from docx.document import Document as Package

_EPOCH = 315532800
"""1980-01-01, the earliest date that a ZIP archive can hold."""


def open_template(theme: Theme) -> Package:
    """The theme's own, that somebody may have edited; without one, what its numbers make."""
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    path = theme.template
    if not path.exists():
        return docx.Document(io.BytesIO(build_template(theme)))
    try:
        return docx.Document(str(path))
    except (PackageNotFoundError, OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise InputNotFoundError(
            "the theme's template cannot be read", place=str(path),
            remedy="make it again, or delete it: then it is made from theme.toml",
        ) from error  # fmt: skip


def set_properties(package: Package, document: Document) -> None:
    """Title, language and a date that does not change from run to run (SOURCE_DATE_EPOCH)."""
    meta = document.metadata
    seconds = environ.get("SOURCE_DATE_EPOCH", "")
    stamp = int(seconds) if seconds.isdecimal() and len(seconds) < 12 else _EPOCH
    date = datetime.fromtimestamp(stamp, UTC)
    core = package.core_properties
    core.title = "　".join(part for part in (document.title, f"{meta.book}{meta.year}") if part)[:255]
    core.author = meta.publisher[:255]
    core.language = meta.language
    core.created = core.modified = date
    core.last_modified_by = ""
    core.revision = 1


class StyleIds(dict[str, str]):
    """The ids of a template's styles, by their names in small letters. Raises FormatError for one that a
    template, which somebody edited or made long ago, does not have."""

    template = Path()

    def __missing__(self, name: str) -> str:
        raise FormatError(
            f"the theme's template has no style {name!r}",
            place=str(self.template),
            remedy="add the style, or delete the template: then it is made from theme.toml",
        )
