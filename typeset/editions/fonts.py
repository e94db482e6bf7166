"""Families by name → font files, as fontconfig sorts them for Pango; the composer measures what Pango draws.

Pango asks fontconfig for all fonts in the order of a list of families, what else is installed behind them,
and draws each character in the first that has it. Here the same is asked, of the same list.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape
from pathlib import Path
from typing import Any

from typeset.compose.metrics import Family, Font
from typeset.errors import MissingLibraryError
from typeset.theme import Theme

_LIBRARIES = ("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll")
_MATCH_PATTERN = 0
_DRAWN_BY_PANGO = frozenset({b"TrueType", b"CFF"})
"""What HarfBuzz reads; Pango leaves out the rest."""
_EMOJI_RULE = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><match target="pattern"><test name="family"><string>emoji</string></test>
<edit name="family" mode="prepend_first" binding="strong">{families}</edit>
<edit name="color" mode="assign"><bool>false</bool></edit></match></fontconfig>
"""
"""Pango draws emoji in a family of this name, whatever the style sheet says; on a desktop it is in colours.
The last rule that is given comes first."""

PACKAGES = {
    "Noto Serif CJK SC": ("fonts-noto-cjk", "font-noto-serif-cjk"),
    "Noto Sans CJK SC": ("fonts-noto-cjk", "font-noto-sans-cjk"),
    "LXGW WenKai": ("fonts-lxgw-wenkai", "font-lxgw-wenkai"),
    "DejaVu Serif": ("fonts-dejavu-core", "font-dejavu"),
    "DejaVu Sans": ("fonts-dejavu-core", "font-dejavu"),
    "HanaMinA": ("fonts-hanazono", ""),
    "HanaMinB": ("fonts-hanazono", ""),
    "Symbola": ("fonts-symbola", ""),
}
"""The packages of Debian, and of Homebrew if it has one, for the families that the themes name."""


@cache
def family(theme: Theme, kind: str, language: str, *, bold: bool = False) -> Family:
    """The fonts of a kind of a theme's text. Raises MissingLibraryError."""
    names = theme.families(kind)
    weight = "bold" if bold else "regular"
    wanted = {name.casefold() for name in names}
    private = {name.casefold() for name in theme.fallback.private}
    found = list(_sorted((*names, theme.generic_family(kind)), weight, language))
    return Family(
        tuple(item.font for item in found),
        named=frozenset(item.font for item in found if item.names & wanted),
        private=frozenset(item.font for item in found if item.names & private),
        emoji=tuple(item.font for item in _sorted(theme.emoji_families, weight, language, in_black=True)),
    )


@lru_cache(maxsize=1)
def draw_emoji_in(families: tuple[str, ...]) -> None:
    """Lets Pango look for emoji in these families first, until it is told others: in this process, whose
    fontconfig is one. Raises MissingLibraryError."""
    library = _library()
    named = "".join(f"<string>{escape(name)}</string>" for name in families)
    rule = _EMOJI_RULE.format(families=named).encode()
    library.FcConfigParseAndLoadFromMemory(library.FcConfigGetCurrent(), rule, 1)


def not_installed(families: Iterable[str]) -> tuple[str, ...]:
    """Those of some families that fontconfig does not know. Raises MissingLibraryError."""
    return tuple(name for name in dict.fromkeys(families) if not _is_installed(name))


def how_to_install(families: Iterable[str]) -> str:
    """A remedy: the packages of some families, and the families that are in none that is known."""
    names = list(families)
    known = [PACKAGES[name] for name in names if name in PACKAGES]
    debian = " ".join(dict.fromkeys(package for package, _ in known))
    brew = " ".join(dict.fromkeys(cask for _, cask in known if cask))
    parts = [f"apt-get install {debian} (Debian, Ubuntu)"] if debian else []
    parts += [f"brew install --cask {brew} (macOS)"] if brew else []
    others = [name for name in names if name not in PACKAGES]
    parts += [f"install the families {', '.join(others)}"] if others else []
    return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class _Found:
    """A font, and the family that it is of in all its names, casefolded."""

    font: Font
    names: frozenset[str]


@cache
def _is_installed(name: str) -> bool:
    """Whether the first font of a pattern is of the family that it asks for."""
    first = next(iter(_sorted((name,), "regular", "und")), None)
    return first is not None and name.casefold() in first.names


class _FontSet(ctypes.Structure):
    """fontconfig's FcFontSet."""

    _fields_ = (("count", ctypes.c_int), ("size", ctypes.c_int), ("fonts", ctypes.POINTER(ctypes.c_void_p)))


@cache
def _sorted(
    names: tuple[str, ...], weight: str, language: str, *, in_black: bool = False
) -> tuple[_Found, ...]:
    """All fonts that bring characters of their own, in the order in which they are asked for one."""
    library = _library()
    families = ",".join(map(_escaped, names))
    colour = ":color=false" if in_black else ""
    pattern = library.FcNameParse(f"{families}:{weight}:lang={language.lower()}{colour}".encode())
    library.FcConfigSubstitute(None, pattern, _MATCH_PATTERN)
    library.FcDefaultSubstitute(pattern)
    result = ctypes.c_int()
    fonts = library.FcFontSort(None, pattern, 1, None, ctypes.byref(result))
    found = tuple(_of_set(library, fonts.contents, language)) if fonts else ()
    if fonts:
        library.FcFontSetDestroy(fonts)
    library.FcPatternDestroy(pattern)
    return found


def _of_set(library: Any, fonts: _FontSet, language: str) -> Iterator[_Found]:
    for number in range(fonts.count):
        pattern = fonts.fonts[number]
        if _string(library, pattern, b"fontformat") not in _DRAWN_BY_PANGO:
            continue
        index = ctypes.c_int()
        library.FcPatternGetInteger(pattern, b"index", 0, ctypes.byref(index))
        path = Path(_string(library, pattern, b"file").decode(errors="surrogateescape"))
        names = [name.decode(errors="replace") for name in _strings(library, pattern, b"family")]
        font = _font(path, index.value & 0xFFFF, language, names[0] if names else path.stem)
        yield _Found(font, frozenset(map(str.casefold, names)))


@cache
def _font(path: Path, index: int, language: str, name: str) -> Font:
    """One and the same in whatever order it is found."""
    return Font(path, index, language, name)


def _string(library: Any, pattern: int, key: bytes) -> bytes:
    return next(_strings(library, pattern, key), b"")


def _strings(library: Any, pattern: int, key: bytes) -> Iterator[bytes]:
    value = ctypes.c_char_p()
    number = 0
    while library.FcPatternGetString(pattern, key, number, ctypes.byref(value)) == 0:
        yield value.value or b""
        number += 1


def _escaped(name: str) -> str:
    """A family's name in a pattern, where some characters mean something."""
    return "".join(f"\\{char}" if char in "\\-:," else char for char in name)


@cache
def _library() -> Any:
    for name in _LIBRARIES:
        try:
            library = ctypes.CDLL(name)
        except OSError:
            continue
        library.FcNameParse.restype = ctypes.c_void_p
        library.FcConfigGetCurrent.restype = ctypes.c_void_p
        library.FcConfigParseAndLoadFromMemory.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int]
        library.FcNameParse.argtypes = [ctypes.c_char_p]
        library.FcConfigSubstitute.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int]
        library.FcDefaultSubstitute.argtypes = [ctypes.c_void_p]
        library.FcFontSort.restype = ctypes.POINTER(_FontSet)
        library.FcFontSort.argtypes = [
            ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p,
        ]  # fmt: skip
        for function in ("FcPatternGetString", "FcPatternGetInteger"):
            getattr(library, function).argtypes = [
                ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int, ctypes.c_void_p,
            ]  # fmt: skip
        library.FcPatternDestroy.argtypes = [ctypes.c_void_p]
        library.FcFontSetDestroy.argtypes = [ctypes.POINTER(_FontSet)]
        return library
    raise MissingLibraryError("fontconfig is not installed", remedy="install Pango, which brings it")
