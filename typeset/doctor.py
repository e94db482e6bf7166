"""What typeset needs on this machine, item by item, with the remedy for what is missing."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from typeset.errors import DONE, FINDINGS, FontError, MissingLibraryError, TypesetError

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
    """Python, libraries, Pango, the fonts of every theme, the profile for the press."""
    items = [Item("Python", True, ".".join(map(str, sys.version_info[:3])))]
    items += [_library(name) for name in _LIBRARIES]
    pango = _pango()
    items.append(pango)
    if pango.well:
        items += _fonts()
    items.append(_press_profile())
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


def _families(name: str, missing: tuple[str, ...], exit_code: int) -> Item:
    from typeset.editions.fonts import how_to_install

    state = f"missing: {', '.join(missing)}" if missing else "all installed"
    return Item(name, not missing, state, how_to_install(missing), exit_code)


def _press_profile() -> Item:
    from typeset.editions.output_intent import find_intent

    try:
        return Item("profile of a press", True, find_intent().name)
    except TypesetError as error:
        return Item("profile of a press", False, error.message, error.remedy, error.exit_code)


def _fonts() -> list[Item]:
    """Of every theme: without its fonts there is no PDF, without its fall-backs some rare characters are
    printed in other fonts, or not at all."""
    from typeset.editions.fonts import not_installed
    from typeset.editions.pdf import missing_fonts
    from typeset.theme import load_theme, theme_names

    themes = [load_theme(name) for name in theme_names()]
    first = [
        _families(f"fonts of {theme.name}", missing_fonts(theme), FontError.exit_code) for theme in themes
    ]
    behind = [
        _families(f"fall-backs of {theme.name}", not_installed(theme.later_families), FINDINGS)
        for theme in themes
    ]
    return [*first, *behind]
