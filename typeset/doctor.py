"""What typeset needs on this machine, item by item, with the remedy for what is missing."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from typeset.errors import DONE, FontError, MissingLibraryError, TypesetError

_LIBRARIES = ("lxml", "markdown-it-py", "pikepdf", "pydantic", "python-docx", "weasyprint")


@dataclass(frozen=True)
class Item:
    """One thing that is needed; ``state`` says what is there, ``exit_code`` what its absence means."""

    name: str
    well: bool
    state: str
    remedy: str = ""
    exit_code: int = DONE


def examine() -> list[Item]:
    """Python, libraries, Pango, the fonts of every theme."""
    items = [Item("Python", True, ".".join(map(str, sys.version_info[:3])))]
    items += [_library(name) for name in _LIBRARIES]
    pango = _pango()
    items.append(pango)
    if pango.well:
        items += _fonts()
    return items


def _library(name: str) -> Item:
    try:
        return Item(name, True, version(name))
    except PackageNotFoundError:
        return Item(
            name, False, "not installed", "install typeset again with pip", MissingLibraryError.exit_code
        )


def _pango() -> Item:
    from typeset.editions.pdf import load_weasyprint

    try:
        load_weasyprint()
    except TypesetError as error:
        return Item("Pango", False, error.message, error.remedy, error.exit_code)
    return Item("Pango", True, "loads")


def _fonts() -> list[Item]:
    from typeset.editions.pdf import missing_fonts
    from typeset.theme import load_theme, theme_names

    items = []
    for name in theme_names():
        missing = missing_fonts(load_theme(name))
        state = f"missing: {', '.join(missing)}" if missing else "all installed"
        remedy = "on Debian: apt install fonts-noto-cjk fonts-lxgw-wenkai; else install these families"
        items.append(Item(f"fonts of {name}", not missing, state, remedy, FontError.exit_code))
    return items
