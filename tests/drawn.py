"""A picture of a page in characters → a PDF, every glyph at its place: pages with known faults.

A column is a list of lines. ``F`` is a paragraph's first line, ``-`` a full line, ``L`` a last line, ``""``
a blank one. In a line of its own words ``_`` is a blank em, ``<`` half an em back, ``>`` half an em on,
``{0.15}`` a move in em; what stands in 【】 is in the font of headings. A line that begins with ``#`` is a
heading in the middle, with ``^`` a caption, with ``~`` a note, with ``=`` a line of a figure, with ``↓`` 4
pt too low. A glyph is an em wide, in ASCII half an em; no font is embedded, since only origins and advances
are read.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

SIZE, PITCH, CHARACTERS = 10.0, 16.0, 12
LEFT, GUTTER, HEAD = 40.0, 20.0, 60.0
FONTS = ("Song", "Hei", "Kai")

_BLOCKS = sorted(
    {0x00, 0x20, 0x21, 0x24, 0x30, 0x33, 0xFF}
    | {ord(char) >> 8 for char in "字标题说明文书名出血目录王张艺国△"}
)
"""The high bytes of what may be drawn."""

PLAIN = {"F": "__" + "字" * 10, "-": "字" * 12, "L": "字" * 6}


@dataclass
class Drawing:
    """Pages of operators. Places are in points from the left and the bottom."""

    width: float = 340.0
    height: float = 340.0
    pages: list[list[str]] = field(default_factory=list)
    rotate: int = 0
    boxes: dict[str, Sequence[float]] = field(default_factory=dict)

    def page(self) -> None:
        self.pages.append([])

    def glyph(self, x: float, y: float, text: str, font: str = "Song", size: float = SIZE) -> None:
        code = text.encode("utf-16-be").hex()
        self.pages[-1].append(f"BT /{font} {size:g} Tf {x:.4f} {y:.4f} Td <{code}> Tj ET")

    def box(self, x: float, y: float, width: float, height: float) -> None:
        self.pages[-1].append(f"0.8 g {x:g} {y:g} {width:g} {height:g} re f 0 g")

    def text(self, x: float, y: float, words: str, font: str = "Song", size: float = SIZE) -> float:
        """Glyph after glyph; where the last one ends."""
        for token in re.findall(r"\{[-+.\d]+\}|.", words):
            if token.startswith("{"):
                x += float(token[1:-1]) * size
            elif token in "_<>":
                x += {"_": 1.0, "<": -0.5, ">": 0.5}[token] * size
            else:
                font = "Hei" if token == "【" else font
                self.glyph(x, y, token, font, size)
                font = "Song" if token == "】" else font
                x += size * (0.5 if token.isascii() else 1.0)
        return x

    def bytes(self) -> bytes:
        pdf = pikepdf.new()
        fonts = Dictionary({f"/{name}": _font(pdf, name) for name in FONTS})
        for operators in self.pages:
            page = pdf.add_blank_page(page_size=(self.width, self.height))
            page.obj.Resources = Dictionary(Font=fonts)
            page.obj.Contents = pdf.make_stream("\n".join(operators).encode())
            if self.rotate:
                page.obj.Rotate = self.rotate
            for name, box in self.boxes.items():
                page.obj[f"/{name}"] = Array(box)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
        return out.getvalue()


def _font(pdf: pikepdf.Pdf, name: str) -> Any:
    """Codes are UTF-16; ASCII is half an em wide."""
    cmap = "begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange\n"
    cmap += f"{len(_BLOCKS)} beginbfrange\n"
    cmap += "\n".join(f"<{high:02x}00> <{high:02x}ff> <{high:02x}00>" for high in _BLOCKS)
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=Name(f"/{name}"), Flags=4, Ascent=880, Descent=-120,
        CapHeight=700, ItalicAngle=0, StemV=80, FontBBox=Array([0, -120, 1000, 880]),
    )  # fmt: skip
    descendant = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name(f"/{name}"), DW=1000,
        CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor), W=Array([32, 126, 500]),
    )  # fmt: skip
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.Type0, BaseFont=Name(f"/{name}"), Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=pdf.make_stream((cmap + "\nendbfrange endcmap").encode()),
        )
    )  # fmt: skip


Column = Sequence[str]


def add_page(
    drawing: Drawing,
    columns: Sequence[Column],
    head: str = "",
    *,
    pitch: float = PITCH,
    characters: float = CHARACTERS,
    plain: dict[str, str] = PLAIN,
) -> None:
    """A page of columns, with a running head."""
    drawing.page()
    if head:
        drawing.text(LEFT, drawing.height - 30 - head.count("!"), head.strip("!"), "Kai", 8)
    for number, column in enumerate(columns):
        left = LEFT + number * (characters * SIZE + GUTTER)
        for index, line in enumerate(column):
            if line == "=" and (not index or column[index - 1] != "="):
                height = _run(column, index) * pitch
                drawing.box(
                    left, drawing.height - HEAD - index * pitch + 12 - height, characters * SIZE, height
                )
            _line(
                drawing, left, drawing.height - HEAD - index * pitch, plain.get(line, line), characters, pitch
            )


def _line(drawing: Drawing, left: float, y: float, line: str, characters: float, pitch: float) -> None:
    kind, words = (line[0], line[1:]) if line[:1] in tuple("#^~=↓") else ("", line)
    if kind == "#":
        drawing.text(left + (characters * SIZE - len(words) * 12) / 2, y, words, "Hei", 12)
    elif kind == "^":
        drawing.text(left, y, words, "Kai", 8)
    elif kind == "~":
        drawing.text(left, y, words, "Song", 8)
    elif kind != "=":
        drawing.text(left, y - (4 if kind else 0), words)


def _run(column: Column, index: int) -> int:
    """Lines of the figure that begins at a line."""
    rest = [line != "=" for line in column[index:]]
    return rest.index(True) if True in rest else len(rest)


def lines(picture: str) -> list[str]:
    """The lines of a column, with one space between; ``.`` is a blank one."""
    return ["" if line == "." else line for line in picture.split(" ")]


def drawn(*pages: Sequence[str], **options: Any) -> bytes:
    """A PDF of pages, each a picture for every column."""
    drawing = Drawing()
    for columns in pages:
        add_page(drawing, [lines(column) for column in columns], **options)
    return drawing.bytes()
