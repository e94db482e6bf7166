"""What the HTML and the PDF edition say: the printed text, and apart from it what the edition adds."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import html as lxml_html
from pdfminer.converter import PDFPageAggregator
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage

BLOCKS = ("h1", "h2", "h3", "h4", "h5", "h6", "p", "th", "td")
GENERATED_TAGS = frozenset({"Artifact", "TOCI", "Generated"})


def html_text(html: str) -> str:
    """The printed text of an HTML edition, one line a block."""
    return "\n".join(str(block.text_content()) for block in _blocks(html))


def html_generated(html: str) -> tuple[str, ...]:
    """The words in elements marked as generated: running heads, the heading and titles of the contents."""
    root: Any = lxml_html.document_fromstring(html)
    words: list[str] = []
    for element in root.xpath("//*[@data-generated]"):
        parts = element.xpath(".//h2 | .//li") or [element]
        words.extend(str(part.text_content()) for part in parts)
    return tuple(word.strip("\n") for word in words)


def _blocks(html: str) -> Iterator[Any]:
    root: Any = lxml_html.document_fromstring(html)
    test = " or ".join(f"self::{name}" for name in BLOCKS)
    blocks = root.xpath(f"//body//*[{test}][not(ancestor-or-self::*[@data-generated])]")
    yield from (block for block in blocks if block.tag not in ("th", "td") or block.text_content())


@dataclass(frozen=True, slots=True)
class Drawn:
    """A glyph of a PDF: its Unicode, its page (from 0), origin in points, size, and marked content tags."""

    text: str
    page: int
    x: float
    y: float
    size: float
    font: str
    tags: tuple[str, ...]
    number: int | None = None
    """Of the marked sequence that it is in."""

    @property
    def generated(self) -> bool:
        return bool(GENERATED_TAGS & set(self.tags))


class _Device(PDFPageAggregator):
    def __init__(self, manager: PDFResourceManager) -> None:
        super().__init__(manager, laparams=None)
        self.tags: list[str] = []
        self.numbers: list[int | None] = []
        self.drawn: list[Drawn] = []
        self.page = -1

    def begin_page(self, page: Any, ctm: Any) -> None:
        self.page += 1
        super().begin_page(page, ctm)

    def begin_tag(self, tag: Any, props: Any = None) -> None:
        self.tags.append(str(tag.name))
        self.numbers.append(props.get("MCID") if isinstance(props, dict) else None)

    def end_tag(self) -> None:
        self.tags.pop()
        self.numbers.pop()

    def render_char(self, matrix: Any, font: Any, fontsize: float, *rest: Any) -> float:
        item: Any = self.cur_item
        known = len(item._objs)
        advance = float(super().render_char(matrix, font, fontsize, *rest))
        for char in item._objs[known:]:
            self.drawn.append(
                Drawn(
                    char.get_text(), self.page, char.matrix[4], char.matrix[5],
                    abs(fontsize * matrix[3]), str(char.fontname), tuple(self.tags),
                    self.numbers[-1] if self.numbers else None,
                )
            )  # fmt: skip
        return advance


def pdf_glyphs(data: bytes) -> list[Drawn]:
    """Every glyph in content order."""
    manager = PDFResourceManager()
    device = _Device(manager)
    interpreter = PDFPageInterpreter(manager, device)
    for page in PDFPage.get_pages(io.BytesIO(data)):
        interpreter.process_page(page)
    return device.drawn


def pdf_text(data: bytes) -> str:
    """The printed text of a PDF: the Unicode of its glyphs in content order, without what is generated."""
    return "".join(glyph.text for glyph in pdf_glyphs(data) if not glyph.generated)


def pdf_generated(data: bytes) -> str:
    """The rest: running heads, folios, contents, in content order."""
    return "".join(glyph.text for glyph in pdf_glyphs(data) if glyph.generated)
