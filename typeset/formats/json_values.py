"""Values of a JSON file, of the kinds that are wanted: what is missing is empty, others are errors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NoReturn

from typeset.errors import FormatError
from typeset.formats.json_write import Value

REMEDY = "see docs/formats.md for the form"


@dataclass(frozen=True)
class Values:
    """Of one file; ``place`` is its name."""

    place: str

    def fail(self, message: str, remedy: str = REMEDY) -> NoReturn:
        """Raises FormatError."""
        raise FormatError(message, place=self.place, remedy=remedy)

    def level(self, value: Value) -> int:
        """How deep a section is, 1 if nobody says so."""
        level = value.get("level", 1)
        if isinstance(level, bool) or not isinstance(level, int) or level < 0:
            self.fail(f"level: {level!r} is no level")
        return max(level, 1)

    def text(self, value: Value, key: str) -> str:
        """A text, empty if there is none."""
        found = value.get(key) or ""
        if not isinstance(found, str):
            self.fail(f"{key}: no text")
        return found

    def object(self, value: Value, key: str) -> Value:
        """An object, empty if there is none."""
        found = value.get(key) or {}
        if not isinstance(found, dict):
            self.fail(f"{key}: no object")
        return found

    def items(self, value: Value, key: str) -> list[Any]:
        """A list, empty if there is none."""
        found = value.get(key) or []
        if not isinstance(found, list):
            self.fail(f"{key}: no list")
        return found

    def objects(self, value: Value, key: str) -> list[Value]:
        """A list of objects."""
        found = self.items(value, key)
        if not all(isinstance(item, dict) for item in found):
            self.fail(f"{key}: no list of objects")
        return found
