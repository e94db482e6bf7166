"""What can go wrong, said so that a person can mend it: message, place, remedy, exit code.

Exit codes 0 to 2 are not errors of these kinds: 0 done; 1 done, with findings; 2 a wrong command line.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

DONE = 0
FINDINGS = 1
USAGE = 2


class TypesetError(Exception):
    """The root of every error a user may meet. ``place`` is a file, ``file:line`` or setting."""

    exit_code: ClassVar[int] = 3
    meaning: ClassVar[str] = "any other error"

    def __init__(self, message: str, *, place: str = "", remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.remedy = remedy

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        what = f"\n  remedy: {self.remedy}" if self.remedy else ""
        return f"{where}{self.message}{what}"


class InputNotFoundError(TypesetError):
    exit_code = 4
    meaning = "an input is missing or cannot be read"


class EmptyInputError(TypesetError):
    exit_code = 5
    meaning = "the input is empty"


class DecodeError(TypesetError):
    exit_code = 6
    meaning = "the input is no text in any encoding that was tried"


class LimitError(TypesetError):
    exit_code = 7
    meaning = "the input is beyond a limit of size"


class SettingsError(TypesetError):
    exit_code = 8
    meaning = "a job ticket, a profile or a theme has a wrong key or value"


class UnknownNameError(TypesetError):
    exit_code = 9
    meaning = "no profile or theme of that name"


class OverrideError(TypesetError):
    exit_code = 10
    meaning = "an override in the job ticket fits no place, or more than one"


class FormatError(TypesetError):
    exit_code = 11
    meaning = "a Markdown, XML or JSON file is not in this project's form"


class FontError(TypesetError):
    exit_code = 12
    meaning = "a font of the theme, or one that has a character, is not installed"


class MissingCharacterError(FontError):
    """``text`` is a character that a file must not have as it would be drawn."""

    def __init__(self, text: str, message: str, *, place: str = "", remedy: str = "") -> None:
        super().__init__(message, place=place, remedy=remedy)
        self.text = text


class MissingLibraryError(TypesetError):
    exit_code = 13
    meaning = "a system library is not installed"


class OutputError(TypesetError):
    exit_code = 14
    meaning = "an output cannot be written"


class LosslessError(TypesetError):
    exit_code = 15
    meaning = "the proof that nothing was lost does not hold"


KINDS: tuple[type[TypesetError], ...] = (
    TypesetError,
    InputNotFoundError,
    EmptyInputError,
    DecodeError,
    LimitError,
    SettingsError,
    UnknownNameError,
    OverrideError,
    FormatError,
    FontError,
    MissingLibraryError,
    OutputError,
    LosslessError,
)


@dataclass(frozen=True, slots=True)
class Warned:
    """A finding that does not stop the work: what, where, what to do."""

    message: str
    place: str = ""
    remedy: str = ""
