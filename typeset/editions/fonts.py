"""Families by name → font files, as fontconfig chooses them; the composer measures what Pango will draw."""

from __future__ import annotations

import ctypes
from functools import cache
from pathlib import Path
from typing import Any

from typeset.compose.metrics import Family, Font
from typeset.errors import MissingLibraryError

_LIBRARIES = ("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll")
_MATCH_PATTERN = 0


@cache
def family(names: tuple[str, ...], language: str, *, bold: bool = False) -> Family:
    """The fonts of some families in their order, each with what fontconfig falls back to.

    Raises MissingLibraryError.
    """
    weight = "bold" if bold else "regular"
    files = dict.fromkeys(_matched(f"{_escaped(name)}:{weight}:lang={language.lower()}") for name in names)
    return Family(tuple(Font(path, index, language) for path, index in files))


def _escaped(name: str) -> str:
    """A family's name in a pattern, where some characters mean something."""
    return "".join(f"\\{char}" if char in "\\-:," else char for char in name)


def _matched(pattern: str) -> tuple[Path, int]:
    """The file and the face in it that fontconfig finds for a pattern."""
    library = _library()
    parsed = library.FcNameParse(pattern.encode())
    library.FcConfigSubstitute(None, parsed, _MATCH_PATTERN)
    library.FcDefaultSubstitute(parsed)
    result = ctypes.c_int()
    found = library.FcFontMatch(None, parsed, ctypes.byref(result))
    file, index = ctypes.c_char_p(), ctypes.c_int()
    library.FcPatternGetString(found, b"file", 0, ctypes.byref(file))
    library.FcPatternGetInteger(found, b"index", 0, ctypes.byref(index))
    path = Path((file.value or b"").decode(errors="surrogateescape"))
    library.FcPatternDestroy(found)
    library.FcPatternDestroy(parsed)
    return path, index.value & 0xFFFF


@cache
def _library() -> Any:
    for name in _LIBRARIES:
        try:
            library = ctypes.CDLL(name)
        except OSError:
            continue
        for function in ("FcNameParse", "FcFontMatch"):
            getattr(library, function).restype = ctypes.c_void_p
        library.FcNameParse.argtypes = [ctypes.c_char_p]
        library.FcConfigSubstitute.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int]
        library.FcDefaultSubstitute.argtypes = [ctypes.c_void_p]
        library.FcFontMatch.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p]
        for function in ("FcPatternGetString", "FcPatternGetInteger"):
            getattr(library, function).argtypes = [
                ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int, ctypes.c_void_p,
            ]  # fmt: skip
        library.FcPatternDestroy.argtypes = [ctypes.c_void_p]
        return library
    raise MissingLibraryError("fontconfig is not installed", remedy="install Pango, which brings it")
