"""A PDF's bytes → its faults for a printer, an archive and readers, and the facts beside them."""

from __future__ import annotations

import io
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from typeset.check.pdf_pages import Glyph, Sheet
from typeset.check.press import boxes, document, fonts, ink, painted
from typeset.check.press.content import Seen, paints
from typeset.check.press.font_programs import font_program_faults
from typeset.check.press.installed import fonts_with
from typeset.check.press.raw import raw_faults
from typeset.check.press.rules import STANDARDS, Box, Fault
from typeset.check.press.standards import standard_faults
from typeset.check.press.tags import tag_faults

_QUOTED = 12
"""Characters that are quoted on either side of a missing one."""


@dataclass(frozen=True, slots=True)
class Press:
    """What was found. ``facts``: for a program. ``left_out``: what was not examined, and why."""

    pages: tuple[boxes.PageBoxes, ...]
    faults: tuple[Fault, ...]
    facts: dict[str, object]
    left_out: tuple[str, ...]


def examined(
    data: bytes, sheets: Sequence[Sheet], profile: str, *, signature: int = 0, limit: float = ink.LIMIT
) -> Press:
    """Every rule looked at; damage is a fault, no error. ``limit``: percent of ink; ``signature``: pages."""
    missing = list(_missing(sheets))
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return _read(pdf, data, missing, profile, signature, limit)
    except (
        Exception
    ) as error:  # As in pdf_pages: what a parser raises over damaged bytes is the file's fault.
        fault = Fault("unreadable", 0, "", f"the structure of the file: {_words(error)}")
        return Press((), (fault, *missing), {}, ("boxes, fonts, colours and standards: the file is damaged",))


def _read(
    pdf: pikepdf.Pdf, data: bytes, missing: list[Fault], profile: str, signature: int, limit: float
) -> Press:
    pages, found, faces = boxes.boxes_of(pdf), document.about(pdf), fonts.fonts_of(pdf)
    on_pages, seen, mixing = painted.Painted(), Seen(), list[int]()
    faults = [*missing, *boxes.box_faults(pages), *fonts.font_faults(faces)]
    for number, page in enumerate(pdf.pages, 1):
        faults += _painted(page, pages[number - 1], on_pages, seen)
        if seen.mixes and "/CS" not in page.obj.get("/Group", {}):
            mixing.append(number)
    faults += [
        Fault("spot-colour", 0, name, "it needs a plate of its own") for name in sorted(on_pages.spots)
    ]
    faults += document.document_faults(found, signature)
    if profile in STANDARDS:
        faults += standard_faults(pdf, found, pages, on_pages.devices, profile)
        faults += font_program_faults(seen.codes)
    if profile == "pdfa3u":
        faults += raw_faults(data)
        if not any(intent.kind == "GTS_PDFA1" for intent in found.intents):
            words = "colours are mixed, and neither the page nor an output intent says in which space"
            faults += [Fault("blending", number, "Group", words) for number in mixing]
    if profile == "pdfua1":
        faults += tag_faults(pdf, found, seen)
    faults += _mended(pdf)  # last, for a file is read as it is asked for
    facts: dict[str, object] = {
        "boxes": boxes.as_value(pages),
        "fonts": fonts.as_value(faces),
        **document.as_value(found),
        **painted.as_value(on_pages),
    }
    left_out: tuple[str, ...] = ()
    if profile in ("default", "general", "pdfx4"):
        inks = _ink(data, pages, limit)
        facts["ink"] = ink.as_value(inks)
        faults += ink.ink_faults(inks, pages, limit)
        left_out = (f"ink: {inks.unknown}",) if inks.unknown else ()
    return Press(pages, tuple(faults), facts, left_out)


def _painted(page: pikepdf.Page, own: boxes.PageBoxes, on_pages: painted.Painted, seen: Seen) -> list[Fault]:
    try:
        faults = list(on_pages.page_faults(own, list(paints(page, seen))))
        faults += [Fault(rule, own.number, place, said) for rule, place, said in sorted(seen.oddities)]
        seen.oddities.clear()
        return faults
    except Exception as error:  # As above.
        return [Fault("unreadable", own.number, "", f"what the page paints: {_words(error)}")]


def _mended(pdf: pikepdf.Pdf) -> Iterator[Fault]:
    """What qpdf had to mend to read the file: not every program does."""
    said = [str(warning).splitlines()[0] for warning in pdf.get_warnings()]
    if said:
        more = f"; and {len(said) - 1} more" if len(said) > 1 else ""
        yield Fault("mended", 0, "", f"{said[0].rpartition(': ')[2]}{more}")


def _ink(data: bytes, pages: Sequence[boxes.PageBoxes], limit: float) -> ink.Ink:
    """Ghostscript gets a copy, so that no name of a file is an option to it."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.pdf"
        copy.write_bytes(data)
        return ink.measured(str(copy), pages, limit)


def _words(error: Exception) -> str:
    return str(error).splitlines()[0][:200] if str(error) else type(error).__name__


def _missing(sheets: Sequence[Sheet]) -> Iterator[Fault]:
    """Characters drawn as the sign for a missing glyph, each with its entry and its line."""
    entry = ""
    for sheet in sheets:
        for glyph in sheet.missing:
            before = sheet.glyphs[: sheet.glyphs.index(glyph)] if glyph in sheet.glyphs else sheet.glyphs
            own = _entry(before) or entry
            place = f"{f'entry {own}, ' if own else ''}line “{_line(sheet, glyph)}”"
            yield Fault("notdef", sheet.number, place, _lack(glyph), _box(sheet, glyph))
        entry = _entry(sheet.glyphs) or entry


_HEADING = re.compile(r"【[^【】]{1,60}】")


def _entry(glyphs: Sequence[Glyph]) -> str:
    """The last heading in 【】 among glyphs, in the order in which they are drawn."""
    headings = _HEADING.findall("".join(glyph.text for glyph in glyphs))
    return headings[-1] if headings else ""


def _lack(glyph: Glyph) -> str:
    char = glyph.text if glyph.text and glyph.text != "\ufffd" else ""
    codes = " ".join(f"U+{ord(c):04X}" for c in char)
    what = f"{char} ({codes})" if char else "a character that the file does not name"
    others = " and ".join(fonts_with(char)) if char else ""
    known = f"; {others} {'has' if ' and ' not in others else 'have'} it" if others else ""
    return f"{glyph.font} has no glyph for {what}{known}"


def _line(sheet: Sheet, glyph: Glyph) -> str:
    row = sorted((g for g in sheet.glyphs if abs(g.y - glyph.y) < 0.5), key=lambda g: g.x)
    before = "".join(g.text for g in row if g.x < glyph.x)[-_QUOTED:]
    return before + "".join(g.text for g in row if g.x >= glyph.x)[: _QUOTED + 1]


def _box(sheet: Sheet, glyph: Glyph) -> Box | None:
    if sheet.origin is None:
        return None
    x, y = glyph.x + sheet.origin[0], glyph.y + sheet.origin[1]
    return x, y - 0.12 * glyph.size, x + glyph.advance, y + 0.88 * glyph.size
