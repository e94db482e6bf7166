"""The variants of a PDF of a document that has everything, and what is read out of them."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Iterator
from functools import cache
from typing import Any

import pikepdf
from PIL import Image

from tests.documents import BRACKETS, SAMPLE, cells, heading, signature, supplied
from typeset.editions.output_intent import find_intent
from typeset.editions.pdf import Pdf, render_pdf
from typeset.editions.pdf_archive import Source
from typeset.editions.pdf_variants import Means, Variant, variant_pdf
from typeset.model import Document, Entry, Figure, Note, NoteRef, Paragraph, Section, Table, Text
from typeset.theme import load_theme

_PLAIN = load_theme("yearbook")
THEME = _PLAIN.model_copy(update={"parts": _PLAIN.parts.model_copy(update={"contents": "always"})})
TEI = b"<TEI/>"
MEANS = Means(find_intent, lambda: Source("book.xml", TEI, "application/tei+xml"))


def picture(kind: str, mode: str, width: int = 900, height: int = 600) -> bytes:
    """Reds and blues; in modes of one channel, greys."""
    across = Image.linear_gradient("L").resize((width, height))
    image = Image.merge("RGB", (across, across.transpose(Image.Transpose.ROTATE_180), across))
    out = io.BytesIO()
    image.convert(mode).save(out, kind)
    return out.getvalue()


def _grey_in_rgb() -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize((900, 600)).convert("RGB").save(out, "PNG")
    return out.getvalue()


PICTURES = {
    "rgb.jpg": picture("JPEG", "RGB"),
    "rgb.png": picture("PNG", "RGB"),
    "grey.png": picture("PNG", "L"),
    "grey-in-rgb.png": _grey_in_rgb(),
    "inks.jpg": picture("JPEG", "CMYK"),
    "clear.png": picture("PNG", "RGBA"),
    "small.png": picture("PNG", "L", 90, 60),
}


def _entry() -> Entry:
    words = Text("全县有灌区3处，灌溉面积21.9万亩（含QC-3型测流站）。" * 60)
    noted = Paragraph((Text("据统计，全县有水库12座"), NoteRef("①", "n-1"), Text("。"), words))
    note = Note("n-1", "①", (Text("据县水务局统计，见《水利志》第三卷。"),))
    rows = [("年份", "灌区", "面积", ""), *((str(1950 + n), f"第{n}灌区", f"{n}.5", "") for n in range(70))]
    table = Table(
        "tab-1", (Text("灌区面积统计表"),), (Text("单位：万亩"),),
        cells(*rows),
    )  # fmt: skip
    return Entry("e-9", heading("附录", BRACKETS), (noted, note, signature("张艺", "王小明"), table))


def _pictures() -> Entry:
    captions = ((Text("小朋友在县图书馆体验测流。"),), ())
    figures = tuple(
        Figure(f"fig-{name}", captions[number % 2], supplied("县档案馆") if number % 3 else None, name)
        for number, name in enumerate((*PICTURES, ""))
    )
    return Entry("e-10", heading("照片", BRACKETS), figures)


BOOK = dataclasses.replace(
    SAMPLE, children=(*SAMPLE.children, Section("s-统计", heading("统计资料"), 1, (_entry(), _pictures())))
)


@cache
def ordinary() -> Pdf:
    return render_pdf(BOOK, THEME, PICTURES)


@cache
def book(variant: Variant) -> bytes:
    return made(BOOK, variant, ordinary())


def made(document: Document, variant: Variant, pdf: Pdf | None = None) -> bytes:
    return variant_pdf(pdf or render_pdf(document, THEME, PICTURES), document, THEME, variant, MEANS)


def images(pdf: pikepdf.Pdf) -> dict[str, Any]:
    """The pictures of a file by their names in the job."""
    names = {item.resource: item.name for item in ordinary().pictures.values()}
    drawn = pdf.pages[0].Resources.XObject
    return {names[key[1:-1]]: item for key, item in drawn.items()}


def operators(data: bytes) -> Iterator[tuple[int, str, list[Any]]]:
    """(page, operator, operands) of all content."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for number, page in enumerate(pdf.pages):
            for instruction in pikepdf.parse_content_stream(page):
                yield number, str(instruction.operator), list(instruction.operands)
