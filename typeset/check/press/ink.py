"""Pages rendered by ghostscript → the ink that each takes, by colour and where most lies on one spot."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from typeset.check.press.boxes import PageBoxes
from typeset.check.press.rules import Box, Fault

LIMIT = 300
"""Percent of ink that coated paper takes at most."""
_DOTS = 36
"""Dots to an inch that the ink is sampled at."""
_SPOTS = 3
"""Samples of too much ink that make a finding: fewer are the edges of things."""
_SLACK = 2
"""Percent that rounding may add."""
_MINUTES = 600


@dataclass(frozen=True, slots=True)
class PageInk:
    """Of one page: the share of it that each ink covers, from 0 to 1; the most ink on one spot, in percent;
    how many samples have more than the limit, and the box that they lie in."""

    cover: tuple[float, float, float, float]
    most: float
    beyond: int = 0
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Ink:
    """Of all pages; none, and why, where it could not be measured."""

    pages: tuple[PageInk, ...] = ()
    unknown: str = ""


def measured(path: str, sheets: Sequence[PageBoxes], limit: float = LIMIT) -> Ink:
    """The ink of a file, within the bleed of its pages: what a printer's marks take is cut off. Nothing that
    ghostscript does is an error here: then the ink is not known."""
    tool = shutil.which("gs")
    if tool is None:
        return Ink(unknown="ghostscript is not installed (on Debian: apt install ghostscript)")
    try:
        covers = list(_covers(_run(tool, "inkcov", path, "-dUseTrimBox")))
        pages = list(_pages(_run(tool, "pamcmyk32", path, f"-r{_DOTS}"), sheets, limit))
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        return Ink(unknown=f"ghostscript could not draw the file: {_reason(error)}")
    if not len(covers) == len(pages) == len(sheets):
        return Ink(unknown="ghostscript drew other pages than the file has")
    return Ink(tuple(PageInk(cover, *page) for cover, page in zip(covers, pages, strict=True)))


def _run(tool: str, device: str, path: str, *more: str) -> bytes:
    quiet = ["-q", "-dSAFER", "-dBATCH", "-dNOPAUSE"]
    command = [tool, *quiet, f"-sDEVICE={device}", *more, "-o", "-"]
    done = subprocess.run([*command, path], capture_output=True, timeout=_MINUTES, check=True)
    return done.stdout


def _reason(error: Exception) -> str:
    said = getattr(error, "stdout", b"") or getattr(error, "stderr", b"") or b""
    lines = [line.strip() for line in said[-2000:].decode("latin-1").splitlines() if "rror" in line]
    return (lines[0] if lines else str(error))[:120]


_NUMBERS = re.compile(r"^\s*(\d\.\d+)\s+(\d\.\d+)\s+(\d\.\d+)\s+(\d\.\d+)\s+CMYK OK", re.MULTILINE)


def _covers(said: bytes) -> Iterator[tuple[float, float, float, float]]:
    for match in _NUMBERS.finditer(said.decode("latin-1")):
        cyan, magenta, yellow, black = map(float, match.groups())
        yield cyan, magenta, yellow, black


_HEADER = re.compile(
    rb"P7\n(?:#.*\n)*WIDTH (\d+)\nHEIGHT (\d+)\nDEPTH 4\nMAXVAL 255\n(?:TUPLTYPE \w+\n)?(?:#.*\n)*ENDHDR\n"
)


def _pages(data: bytes, sheets: Sequence[PageBoxes], limit: float) -> Iterator[tuple[float, int, Box | None]]:
    """PAM images, one after the other, four bytes a sample."""
    at = 0
    for sheet in sheets:
        header = _HEADER.match(data, at)
        if header is None:
            return
        width, height = int(header[1]), int(header[2])
        start, at = header.end(), header.end() + 4 * width * height
        yield _page(data[start:at], width, height, sheet, limit)


def _page(
    samples: bytes, width: int, height: int, sheet: PageBoxes, limit: float
) -> tuple[float, int, Box | None]:
    step = 72 / _DOTS
    left, bottom, right, top = (side / step for side in sheet.seen(sheet.bleed))
    columns = range(max(0, ceil(left)), min(width, int(right)))
    most, beyond = 0.0, []
    for row in range(max(0, ceil(height - top)), min(height, int(height - bottom))):
        own = samples[4 * (row * width + columns.start) : 4 * (row * width + columns.stop)]
        sums = list(map(sum, zip(own[::4], own[1::4], own[2::4], own[3::4], strict=True)))
        most = max(most, max(sums, default=0) / 2.55)
        if most > limit + _SLACK:
            beyond += [
                (columns.start + at, row) for at, value in enumerate(sums) if value / 2.55 > limit + _SLACK
            ]
    if not beyond:
        return most, 0, None
    xs, ys = [x for x, _ in beyond], [y for _, y in beyond]
    box = min(xs) * step, (height - 1 - max(ys)) * step, (max(xs) + 1) * step, (height - min(ys)) * step
    return most, len(beyond), box


def ink_faults(ink: Ink, pages: Sequence[PageBoxes], limit: float = LIMIT) -> Iterator[Fault]:
    """Pages with more ink on a spot than paper takes."""
    for page, own in zip(pages, ink.pages, strict=False):
        if own.beyond >= _SPOTS:
            area = own.beyond * (25.4 / _DOTS) ** 2
            message = f"{own.most:.0f} % of ink, on {area:.0f} mm² more than {limit:g} %"
            yield Fault("ink-limit", page.number, "", message, own.box)


def as_value(ink: Ink) -> dict[str, object]:
    """For a program: covers from 0 to 1, most in percent."""
    if ink.unknown:
        return {"unknown": ink.unknown}
    return {
        "cover": [list(page.cover) for page in ink.pages],
        "most": [round(page.most) for page in ink.pages],
    }
