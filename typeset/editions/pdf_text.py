"""Drawn pages and the text they show → pages whose text layer is exact and whose additions are marked.

WeasyPrint notes one Unicode text for each glyph of a font: the first it meets. Where a font draws two
characters with one glyph (⽅ and 方), where marks combine, where a script runs from right to left, or where
a line is nothing but a space, the text of the glyphs is then not the text of the page. Here each run of
glyphs is compared with the text it shows; where they differ its glyphs are written anew, in the order of
the text, and those with another meaning in a twin of their font that says so.

Running heads, folios and leaders become Artifacts, which no element of the structure tree holds; the contents
are marked ``/TOCI``, their page numbers ``/Reference`` in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any

from typeset.editions.glyph_texts import Glyph, assigned
from typeset.errors import OutputError

if TYPE_CHECKING:
    import pikepdf


class Role(Enum):
    """What a run of text is on the page: the tags of its marked sequence, one in the other."""

    TEXT = ("Span",)
    CONTENTS = ("TOCI",)
    NUMBER = ("TOCI", "Reference")
    """Of a page, in the contents: it is generated, and no word."""
    ARTIFACT = ("Artifact",)
    GENERATED = ("Generated",)


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text on one line: what it says, what it is, and where it begins (CSS pixels from the top
    left: x, baseline) in what size."""

    text: str
    role: Role
    place: tuple[float, float, float] = (0, 0, 1)


@dataclass(frozen=True, slots=True)
class Marked:
    """The numbers of a page's marked sequences: of its runs of text (-1 where it is an artifact), of its
    pictures, and how many there are."""

    runs: tuple[int, ...]
    pictures: tuple[int, ...]
    count: int


@dataclass(slots=True)
class _Face:
    """A font of the file: the text and the width (1/1000 em) of each code, the codes for which it has no
    glyph, and the twins made of it."""

    texts: dict[int, str]
    widths: dict[int, float]
    missing: frozenset[int]
    twins: list[dict[int, str]] = field(default_factory=list)

    def width(self, code: int) -> float:
        """In em; 1 em is the default of composite fonts."""
        return self.widths.get(code, 1000) / 1000


_SEQUENCE = re.compile(rb"/Span\n<</MCID (\d+)>>\nBDC\n(.*?)EMC\n", re.DOTALL)
_PLACE = re.compile(rb"BT\n1 0 0 -1 (-?[\d.]+) (-?[\d.]+) Tm\n")
_NEAR = 0.01
"""CSS pixels."""
_PICTURE = re.compile(rb"/Figure\n<</MCID (\d+)>>\nBDC\n")
_OPERATION = re.compile(
    rb"/(?P<font>\w+) (?P<size>[\d.]+) Tf|(?P<rise>-?[\d.]+) Ts|\[(?P<shown>[^\]]*)\] TJ|(?P<end>\bET\b)"
)
_SHOWN = re.compile(rb"<([0-9a-fA-F]*)>|(-?[\d.]+(?:e-?\d+)?)")


@dataclass(slots=True)
class TextLayer:
    """The fonts of one file, and the rewriting of its pages."""

    pdf: pikepdf.Pdf
    faces: dict[str, _Face] = field(default_factory=dict)
    bitmaps: tuple[bytes, ...] = ()

    def mend(self, pages: list[list[Run]]) -> list[Marked]:
        """Every page's text made exact, its additions marked; ``pages`` are the runs of each, as drawn.

        Raises OutputError where WeasyPrint draws otherwise than the version this was written for.
        """
        fonts: Any = self.pdf.pages[0].Resources.get("/Font", {})
        self.bitmaps = tuple(str(name).encode() for name, font in fonts.items() if font.Subtype != "/Type0")
        marked = [self._mend_page(page, runs) for page, runs in zip(self.pdf.pages, pages, strict=True)]
        self._write_twins()
        self._spare_undrawn()
        return marked

    def _mend_page(self, page: pikepdf.Page, runs: list[Run]) -> Marked:
        remaining = iter(runs)
        numbers: list[int] = []

        def mended(match: re.Match[bytes]) -> bytes:
            run, number = next(remaining, None), int(match[1])
            if run is None:
                raise _surprised("more runs of text were drawn than laid out")
            body = self._exact(match[2], run)
            if not _stands_at(match[2], run.place):
                raise _surprised("runs of text were drawn in another order than that of the text")
            numbers.append(-1 if run.role is Role.ARTIFACT else number)
            if run.role is Role.ARTIFACT:
                return b"/Artifact\n<</Type /Pagination>>\nBDC\n" + body + b"EMC\n"
            *around, own = (tag.encode() for tag in run.role.value)
            begin, end = b"".join(b"/%s\nBMC\n" % tag for tag in around), b"EMC\n" * len(around)
            return b"%s/%s\n<</MCID %d>>\nBDC\n%sEMC\n%s" % (begin, own, number, body, end)

        content = page.Contents.read_bytes()
        page.Contents.write(_SEQUENCE.sub(mended, content))
        if next(remaining, None) is not None:
            raise _surprised("more runs of text were laid out than drawn")
        pictures = tuple(int(number) for number in _PICTURE.findall(content))
        return Marked(tuple(numbers), pictures, len(numbers) + len(pictures))

    def _exact(self, body: bytes, run: Run) -> bytes:
        """One marked sequence, its glyphs saying ``run.text``. Bitmap fonts (Type 3) are left as they are."""
        if any(name in body for name in self.bitmaps):
            return body
        glyphs = list(self._glyphs(body))
        if "".join(glyph.text for glyph in glyphs) == run.text and all(self._is_plain(g) for g in glyphs):
            return body
        if not glyphs:
            return self._unseen(run)
        begin = _OPERATION.search(body)
        end = body.rindex(b"ET\n")
        if begin is None:
            raise _surprised("glyphs were drawn without a font")
        return body[: begin.start()] + self._drawn(assigned(glyphs, run.text)) + body[end:]

    def _is_plain(self, glyph: Glyph) -> bool:
        return self.faces[glyph.font].texts.get(glyph.code) == glyph.text

    def _glyphs(self, body: bytes) -> Iterator[Glyph]:
        font, size, rise, x = "", 0.0, 0.0, 0.0
        for operation in _OPERATION.finditer(body):
            if operation["font"]:
                font, size = operation["font"].decode(), float(operation["size"])
            elif operation["rise"]:
                rise = float(operation["rise"])
            elif operation["end"]:
                return
            else:
                face = self._face(font)
                for codes, number in _SHOWN.findall(operation["shown"]):
                    if number:
                        x -= float(number) * size / 1000
                    for index in range(0, len(codes), 4):
                        code = int(codes[index : index + 4], 16)
                        shown = 0 if code in face.missing else code
                        yield Glyph(font, size, shown, face.texts.get(code, ""), x, rise)
                        x += face.width(code) * size

    def _drawn(self, glyphs: list[Glyph]) -> bytes:
        """The operators that show glyphs in this order, each at its place on the line."""
        out: list[str] = []
        set_as: tuple[str, float] | None = None
        x = rise = 0.0
        for glyph in glyphs:
            font = self._resource(glyph)
            if set_as != (font, glyph.size):
                set_as = (font, glyph.size)
                out.append(f"/{font} {glyph.size:g} Tf")
            if rise != glyph.rise:
                rise = glyph.rise
                out.append(f"{rise:g} Ts")
            back = round((x - glyph.x) * 1000 / glyph.size, 3) if glyph.size else 0.0
            out.append(f"[{back:g}<{glyph.code:04x}>] TJ" if back else f"[<{glyph.code:04x}>] TJ")
            x = glyph.x + self.faces[glyph.font].width(glyph.code) * glyph.size
        if rise:
            out.append("0 Ts")
        return "".join(f"{line}\n" for line in out).encode()

    def _unseen(self, run: Run) -> bytes:
        """A run that shows nothing (a space alone on its line): one invisible glyph that says it; one that
        the font has, for what it has not (.notdef) no archive takes (ISO 19005-3, 6.2.11.8)."""
        font = next(self._drawing(), "")
        if not font or not run.text:
            return b""
        x, y, size = run.place
        glyph = Glyph(font, size, min(self.faces[font].texts), run.text, 0, 0)
        begin = f"BT\n3 Tr\n1 0 0 -1 {x:g} {y:g} Tm\n".encode()
        return begin + self._drawn([glyph]) + b"0 Tr\nET\n"

    def _drawing(self) -> Iterator[str]:
        """The fonts of which something is drawn, by name. Bitmap fonts are not looked at."""
        fonts: Any = self.pdf.pages[0].Resources.get("/Font", {})
        for name in sorted(str(name)[1:] for name in fonts):
            if f"/{name}".encode() not in self.bitmaps and "." not in name and self._face(name).texts:
                yield name

    def _spare_undrawn(self) -> None:
        """Of a font of which nothing is drawn WeasyPrint embeds the whole file, with all fonts that are in
        it; what is set in such a one shows nothing in another just as well."""
        drawing = list(self._drawing())
        fonts: Any = self.pdf.pages[0].Resources.get("/Font", {})
        for name in [str(name)[1:] for name in fonts if drawing]:
            if f"/{name}".encode() not in self.bitmaps and "." not in name and name not in drawing:
                fonts[f"/{name}"] = fonts[f"/{drawing[0]}"]

    def _face(self, name: str) -> _Face:
        if name not in self.faces:
            font = self.pdf.pages[0].Resources.Font[f"/{name}"]
            texts = _to_unicode(font.ToUnicode.read_bytes())
            self.faces[name] = _Face(texts, _widths(font), _missing(font))
        return self.faces[name]

    def _resource(self, glyph: Glyph) -> str:
        """The font, or that twin of it, in which the glyph's code has the glyph's text."""
        if self._is_plain(glyph):
            return glyph.font
        face = self.faces[glyph.font]
        for number, twin in enumerate(face.twins, 1):
            if twin.setdefault(glyph.code, glyph.text) == glyph.text:
                return f"{glyph.font}.{number}"
        face.twins.append({glyph.code: glyph.text})
        return f"{glyph.font}.{len(face.twins)}"

    def _write_twins(self) -> None:
        import pikepdf

        for name, face in self.faces.items():
            fonts = self.pdf.pages[0].Resources.Font
            fonts[f"/{name}"].Encoding = pikepdf.Name("/Identity-H")
            for number, twin in enumerate(face.twins, 1):
                font = pikepdf.Dictionary(dict(fonts[f"/{name}"].items()))
                font.ToUnicode = self.pdf.make_stream(_cmap({**face.texts, **twin}))
                fonts[f"/{name}.{number}"] = self.pdf.make_indirect(font)


def _stands_at(body: bytes, place: tuple[float, float, float]) -> bool:
    """Whether glyphs are drawn where a run was laid out; its text is not theirs if they are not."""
    at = _PLACE.search(body)
    return at is None or (abs(float(at[1]) - place[0]) < _NEAR and abs(float(at[2]) - place[1]) < _NEAR)


def _surprised(what: str) -> OutputError:
    return OutputError(
        f"the PDF's text layer cannot be proved: {what}",
        remedy="take out of print.css what draws text in layers (opacity, mix-blend-mode, transform), or "
        "install the pinned version of WeasyPrint",
    )


def _to_unicode(cmap: bytes) -> dict[int, str]:
    pairs = re.findall(rb"<([0-9a-f]{4})> <([0-9a-f]*)>\n", cmap.partition(b"endcodespacerange")[2])
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}


def _cmap(texts: dict[int, str]) -> bytes:
    """A ToUnicode CMap (ISO 32000-1, 9.10.3)."""
    lines = [
        "/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def", "/CMapType 2 def",
        "1 begincodespacerange", "<0000> <ffff>", "endcodespacerange",
    ]  # fmt: skip
    pairs = [f"<{code:04x}> <{text.encode('utf-16-be').hex()}>" for code, text in sorted(texts.items())]
    for start in range(0, len(pairs), 100):
        batch = pairs[start : start + 100]
        lines += [f"{len(batch)} beginbfchar", *batch, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines).encode()


def _missing(font: Any) -> frozenset[int]:
    """The codes that a font's own CMap sends to glyph 0. They are written as 0, and the CMap is dropped:
    not every reader of text understands one."""
    import pikepdf

    if not isinstance(font.Encoding, pikepdf.Stream):
        return frozenset()
    pairs = re.findall(rb"<([0-9a-f]{4})> 0\n", font.Encoding.read_bytes())
    return frozenset(int(code, 16) for code in pairs) - {0}


def _widths(font: Any) -> dict[int, float]:
    """Advances of a composite font by code, 1/1000 em (ISO 32000-1, 9.7.4.3)."""
    import pikepdf

    out: dict[int, float] = {}
    items = iter(font.DescendantFonts[0].get("/W", ()))
    for first in items:
        second = next(items)
        if isinstance(second, pikepdf.Array):
            out.update({int(first) + i: float(width) for i, width in enumerate(second.as_list())})
        else:
            out.update(dict.fromkeys(range(int(first), int(second) + 1), float(next(items))))
    return out
