"""Characters that no font of a theme has → what a person is told of them, and the error of a strict run."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from typeset.compose.metrics import Lack
from typeset.compose.scripts import is_private
from typeset.editions.fonts import how_to_install, not_installed
from typeset.errors import MissingCharacterError, Warned
from typeset.theme import Theme

Strictness = Literal["warn", "error"]
"""What is done about a character that no font of the theme has."""


@dataclass(frozen=True, slots=True)
class Missing:
    """``where``: the headings of the entries and sections that have it, in their order, each once."""

    lack: Lack
    where: tuple[str, ...]

    @property
    def text(self) -> str:
        return self.lack.text

    @property
    def is_box(self) -> bool:
        """Whether it is drawn as .notdef."""
        return not self.lack.drawn

    def warned(self, theme: Theme) -> Warned:
        """What it is, what is printed in its place, in which entries, and what to do."""
        return Warned(f"{_what(self.lack)} [{listed(self.where)}]", "", _remedy(self.lack, theme))


def strict_error(found: Sequence[Missing], theme: Theme, whose: str) -> MissingCharacterError:
    """For a file that must have none of these; ``whose`` it is."""
    first = found[0].warned(theme)
    more = f"; and {len(found) - 1} more characters" if len(found) > 1 else ""
    message = f"{first.message}{more}: {whose} must have none"
    return MissingCharacterError(found[0].text, message, place=f"theme {theme.name}", remedy=first.remedy)


def named(text: str) -> str:
    """Characters and their numbers; without themselves where only one font knows what they are."""
    numbers = " ".join(f"U+{ord(char):04X}" for char in text)
    return numbers if is_private(text[0]) or not text[0].isprintable() else f"{text} ({numbers})"


def listed(places: Sequence[str]) -> str:
    """The first of some places, and how many more there are."""
    return places[0] + (f" and {len(places) - 1} more" if len(places) > 1 else "")


def _what(lack: Lack) -> str:
    if len(lack.text) > 1:
        return f"no font of the theme has this form of {named(lack.text)}; its usual form is printed"
    drawn = f"it is printed in {lack.drawn}" if lack.drawn else "a box is printed in its place"
    if is_private(lack.text):
        return f"the theme names no font for {named(lack.text)}, a private code point; {drawn}"
    whose = "of the theme" if lack.drawn else "that is installed"
    return f"no font {whose} has {named(lack.text)}; {drawn}"


def _remedy(lack: Lack, theme: Theme) -> str:
    if len(lack.text) > 1:
        return "leave the selector out, or name a font that has the form in the theme: [fallback] han = […]"
    kind = _kind(lack.text)
    if kind == "private":
        return (
            "name the font that was made for it in the theme: [fallback] private = […]; or look up what it is"
        )
    if absent := not_installed(theme.later_families):
        return how_to_install(absent)
    if lack.drawn:
        return f'name the font in the theme, if it is to stay: [fallback] {kind} = ["{lack.drawn}"]'
    return f"install a font that has it and name it in the theme: [fallback] {kind} = […]"


def _kind(char: str) -> str:
    """The key of ``theme.Fallback`` for it."""
    if is_private(char):
        return "private"
    if "CJK" in unicodedata.name(char, ""):
        return "han"
    return "letters" if unicodedata.category(char)[0] in "LM" else "symbols"
