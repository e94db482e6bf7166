"""The condition that a file is printed under: an ICC profile of a press, found by its name or path, and
colours converted to its inks."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from typeset.errors import MissingLibraryError, SettingsError
from typeset.output import read_bytes

if TYPE_CHECKING:
    from PIL import Image

DEFAULT = "default_cmyk"
"""Ghostscript's, which stands for sheet-fed offset by SWOP; a printer names the one that is meant."""
_SUFFIXES = (".icc", ".icm")
_LARGEST = 16_000_000
_FOLDERS = (
    "~/.local/share/color/icc", "~/.color/icc", "/usr/local/share/color/icc", "/usr/share/color/icc",
    "/usr/share/ghostscript", "/usr/local/share/ghostscript", "/opt/homebrew/share/ghostscript",
    "~/Library/ColorSync/Profiles", "/Library/ColorSync/Profiles",
)  # fmt: skip
_INSTALL = (
    "apt-get install libgs-common (Debian, Ubuntu) or brew install ghostscript (macOS); or name a profile of "
    "your printer's in the job ticket: [press] output-intent"
)


@dataclass(frozen=True)
class OutputIntent:
    """A profile whose output is CMYK; ``name`` is what it says of itself."""

    data: bytes
    name: str

    def of_picture(self, image: Image.Image) -> Image.Image:
        """A picture in RGB in these inks: relative colorimetric with black point compensation, as layout
        programs convert photographs. What is in no colour space of its own is sRGB."""
        from PIL import ImageCms

        own = image.info.get("icc_profile")
        try:
            source: Any = ImageCms.getOpenProfile(io.BytesIO(own)) if own else self._screen
            return self._converted(image, source)
        except ImageCms.PyCMSError:  # a profile that is broken, or not for RGB
            return self._converted(image, self._screen)

    def of_colour(self, red: float, green: float, blue: float) -> tuple[float, ...]:
        """An sRGB colour from 0 to 1 in these inks; what has no hue, in black alone."""
        if red == green == blue:
            return 0.0, 0.0, 0.0, 1 - red
        from PIL import Image

        pixel = Image.new("RGB", (1, 1), tuple(round(255 * part) for part in (red, green, blue)))
        inks: Any = self._converted(pixel, self._screen).getpixel((0, 0))
        return tuple(round(ink / 255, 3) for ink in inks)

    def of_colours(self, colours: Sequence[tuple[float, float, float]]) -> Iterator[bytes]:
        """sRGB colours from 0 to 1, each in four bytes of ink, greys too, so that none stands out."""
        from PIL import Image

        pixels = bytes(round(255 * part) for colour in colours for part in colour)
        inks = self._converted(Image.frombytes("RGB", (len(colours), 1), pixels), self._screen).tobytes()
        return (inks[at : at + 4] for at in range(0, len(inks), 4))

    def _converted(self, image: Image.Image, source: Any) -> Image.Image:
        from PIL import ImageCms

        converted = ImageCms.profileToProfile(
            image,
            source,
            self._press,
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            outputMode="CMYK",
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
        assert converted is not None  # only in place
        return converted

    @cached_property
    def _press(self) -> Any:
        from PIL import ImageCms

        return ImageCms.getOpenProfile(io.BytesIO(self.data))

    @cached_property
    def _screen(self) -> Any:
        from PIL import ImageCms

        return ImageCms.createProfile("sRGB")


def find_intent(name: str = "", beside: Path | None = None, place: str = "") -> OutputIntent:
    """A profile by its path (relative to ``beside``) or by the name of its file in the system's folders of
    profiles; without a name, the one that is installed with typeset.

    Raises SettingsError for what a job ticket (``place``) names and is not there or not for a press, and
    MissingLibraryError where the default is not installed.
    """
    path = _path(name, beside) if name else next(_installed(DEFAULT), None)
    if path is None and not name:
        raise MissingLibraryError("no profile of a press is installed", remedy=_INSTALL)
    if path is None:
        raise SettingsError(
            f"press.output-intent: no ICC profile is called {name!r}", place=place,
            remedy="give the path of a file beside the job ticket, or the name of an installed profile",
        )  # fmt: skip
    return _read(path, place or str(path))


def _path(name: str, beside: Path | None) -> Path | None:
    own = (beside or Path()) / name
    return own if own.is_file() else next(_installed(Path(name).name), None)


def _installed(name: str) -> Iterator[Path]:
    names = {name.casefold(), *(name.casefold() + suffix for suffix in _SUFFIXES)}
    for folder in (*_FOLDERS, *_system_folders()):
        found = sorted(Path(folder).expanduser().rglob("*"))
        yield from (path for path in found if path.suffix in _SUFFIXES and path.name.casefold() in names)


def _system_folders() -> Iterator[str]:
    if root := os.environ.get("SYSTEMROOT"):
        yield rf"{root}\System32\spool\drivers\color"


def profile_name(data: bytes) -> str:
    """What an ICC profile says of itself; empty if it is none."""
    from PIL import ImageCms

    try:
        profile = ImageCms.getOpenProfile(io.BytesIO(data)).profile
    except (ImageCms.PyCMSError, OSError):
        return ""
    return (profile.profile_description or "").strip("\x00 \n")


def own_profile(image: Image.Image) -> bytes:
    """The ICC profile that a picture has of its own; empty if it has none that a PDF may have (ISO 19005-3,
    6.2.4.2): one of version 2 or 4, of a device or a space of colours, for the parts that its pixels have."""
    data = bytes(image.info.get("icc_profile") or b"")
    space = {"L": b"GRAY", "LA": b"GRAY", "CMYK": b"CMYK"}.get(image.mode, b"RGB ")
    fits = profile_name(data) and data[8] in (2, 4) and data[12:16] in _CLASSES and data[16:20] == space
    return data if fits else b""


_CLASSES = (b"prtr", b"mntr", b"scnr", b"spac")


def _read(path: Path, place: str) -> OutputIntent:
    from PIL import ImageCms

    data = read_bytes(path, _LARGEST)
    try:
        profile = ImageCms.getOpenProfile(io.BytesIO(data)).profile
        inks, kind, version = profile.xcolor_space.strip(), profile.device_class, data[8]
    except (ImageCms.PyCMSError, OSError, AttributeError) as error:
        raise _unfit(path, place, "is no ICC profile") from error
    if (inks, kind) != ("CMYK", "prtr"):
        raise _unfit(path, place, f"is for {inks} and {kind}, not for a press in CMYK")
    if version not in (2, 4):
        raise _unfit(path, place, f"is of version {version} of ICC, and a PDF has versions 2 and 4")
    return OutputIntent(data, profile_name(data) or path.stem)


def _unfit(path: Path, place: str, why: str) -> SettingsError:
    return SettingsError(
        f"press.output-intent: {path.name} {why}", place=place,
        remedy="ask the printer for the ICC profile of the printing condition (an output profile in CMYK)",
    )  # fmt: skip
