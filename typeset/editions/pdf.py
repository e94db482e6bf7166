"""Document and theme → PDF for press and screen: the HTML edition, drawn by WeasyPrint, then finished.

WeasyPrint and the libraries it stands on (Pango, HarfBuzz, fontconfig) are loaded when a PDF is made, not
before. It is given the job's own pictures and nothing else: no network, no file system.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from hashlib import md5
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from typeset.editions.book import make_book
from typeset.editions.drawn_lines import Composed, UnexpectedLayoutError, fit_lines
from typeset.editions.fonts import draw_emoji_in, how_to_install, not_installed
from typeset.editions.html import image_address, render_html
from typeset.editions.lacking import Missing, Strictness, strict_error
from typeset.editions.pdf_finish import finished
from typeset.editions.pdf_pictures import Drawable, drawable, large_pictures
from typeset.editions.pdf_structure import Boxes, Placed, read_boxes
from typeset.editions.pictures import Picture
from typeset.editions.references import settled
from typeset.errors import FontError, MissingLibraryError, SettingsError
from typeset.model import Document, figures
from typeset.parts import NO_PARTS, Parts
from typeset.theme import Theme

if TYPE_CHECKING:
    from types import ModuleType

_BASE = "http://job.invalid/"
"""Where the HTML pretends to be: a name that can never be one (RFC 2606), and nothing is asked of it, for
the fetcher knows the job's pictures only. Not ``file:``, behind which WeasyPrint opens the path itself."""


_LOGGER = logging.getLogger("typeset")

_INSTALL_PANGO = (
    "install Pango: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 (Debian, Ubuntu), "
    "dnf install pango (Fedora), brew install pango (macOS); Windows: WeasyPrint's documentation, first steps"
)


@dataclass(frozen=True, slots=True)
class Pdf:
    """The file, and the report of its pages: how full they are, and which rules gave way; empty where the
    pages were not made up by us. ``missing``: characters that no font of the theme has; ``generated``: the
    words that the parts of the book add. ``pictures`` by their addresses, and where they are ``placed``: what
    the other variants are made from beside the file."""

    data: bytes
    report: str
    pictures: Mapping[str, Picture]
    placed: Sequence[Placed]
    missing: tuple[Missing, ...] = ()
    generated: tuple[str, ...] = ()


def render_pdf(
    document: Document,
    theme: Theme,
    images: Mapping[str, bytes],
    parts: Parts = NO_PARTS,
    *,
    missing: Strictness = "warn",
) -> Pdf:
    """The PDF of a document, with the parts of a book that are asked for. ``images`` are files by
    ``Figure.image``; a picture that is not among them, or that is no picture, is an empty frame.
    ``missing``: whether a character that no font of the theme has is named in what is returned, or is an
    error, as it must be for the press.

    Raises MissingLibraryError, FontError, and SettingsError for a theme that cannot be drawn. The same input
    gives the same bytes.
    """
    weasyprint = load_weasyprint()
    if absent := missing_fonts(theme):
        raise FontError(
            f"not installed: {', '.join(absent)}",
            place=f"theme {theme.name}",
            remedy=f"{how_to_install(absent)}; or name other families in [fonts]",
        )
    drawables = _drawables(document, images)
    pictures = {name: item.ratio for name, item in drawables.items()}
    served = {name: item.data for name, item in drawables.items() if item.data is not None}
    fetcher = _fetcher(served)

    def drawn(html: str, composed: Sequence[Composed]) -> tuple[bytes, Boxes]:
        with large_pictures():
            laid_out = weasyprint.HTML(string=html, base_url=_BASE, url_fetcher=fetcher).render()
        if composed:
            fit_lines(laid_out, composed)
        with _boxes_told_once(), large_pictures():
            return laid_out.write_pdf(pdf_tags=True), read_boxes(laid_out)

    draw_emoji_in(theme.emoji_families)
    document = settled(document, parts.references)
    made = make_book(document, theme, pictures, parts)
    if made.missing and missing == "error":
        raise strict_error(made.missing, theme, "a strict run")
    report, folios = made.report, made.folios
    try:
        drew, boxes = drawn(made.html, made.composed)
    except NotImplementedError as error:  # what tinycss2 says of a colour that it cannot convert
        raise SettingsError(
            "a gradient has a colour that cannot be converted, such as device-cmyk()",
            place=f"theme {theme.name}: print.css",
            remedy="give the colours of a gradient in RGB: a file for the press has them in its inks",
        ) from error
    except (UnexpectedLayoutError, AttributeError) as error:
        _LOGGER.warning("pages are set plainly, for WeasyPrint is not as this was written for: %s", error)
        drew, boxes = drawn(render_html(document, theme, pictures), ())
        report = ""
        folios = ()
    by_address = {image_address(name): _picture(name, data) for name, data in served.items()}
    return Pdf(
        finished(drew, boxes, document, folios),
        report,
        by_address,
        boxes.pictures,
        made.missing,
        made.generated,
    )


@contextmanager
def _boxes_told_once() -> Iterator[None]:
    """Without WeasyPrint's words on each character that no font has, for ``Pdf.missing`` says it."""
    logger = logging.getLogger("weasyprint")

    def is_other(record: logging.LogRecord) -> bool:
        return not record.getMessage().startswith((".notdef glyph rendered", "Too many glyphs missing"))

    logger.addFilter(is_other)
    try:
        yield
    finally:
        logger.removeFilter(is_other)


def missing_fonts(theme: Theme) -> tuple[str, ...]:
    """The theme's families of first choice that are not installed. Raises MissingLibraryError."""
    load_weasyprint()
    kinds = type(theme.fonts).model_fields
    return not_installed(getattr(theme.fonts, kind)[0] for kind in kinds if getattr(theme.fonts, kind))


def load_weasyprint() -> ModuleType:
    """WeasyPrint, with the system's libraries. Raises MissingLibraryError with what to install."""
    try:
        with redirect_stdout(io.StringIO()):
            import weasyprint
    except OSError as error:
        raise MissingLibraryError(
            f"a library for PDF is not installed: {str(error).splitlines()[0]}", remedy=_INSTALL_PANGO
        ) from error
    except ImportError as error:
        raise MissingLibraryError(
            f"WeasyPrint is not installed: {error}", remedy="install typeset again with its dependencies"
        ) from error
    module: ModuleType = weasyprint
    return module


def _drawables(document: Document, images: Mapping[str, bytes]) -> dict[str, Drawable]:
    """The document's pictures that can be drawn, by their names. What is wrong with a file is a warning."""
    found: dict[str, Drawable] = {}
    for name in sorted({figure.image for figure, _ in figures(document) if figure.image in images}):
        item = drawable(images[name])
        if item.problem:
            instead = "" if item.data else "; a frame stands in its place"
            _LOGGER.warning("the picture %r %s%s", name, item.problem, instead)
        if item.data:
            found[name] = item
    return found


def _picture(name: str, data: bytes) -> Picture:
    """WeasyPrint names a picture after its address."""
    return Picture(name, data, f"i{md5(_address(name).encode(), usedforsecurity=False).hexdigest()}")


def _address(name: str) -> str:
    from weasyprint.urls import iri_to_uri

    return str(iri_to_uri(urljoin(_BASE, image_address(name))))


def _fetcher(images: Mapping[str, bytes]) -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    served = {_address(name): data for name, data in images.items()}

    class JobFetcher(URLFetcher):  # type: ignore[misc]
        """Serves the job's pictures; refuses every other address."""

        def fetch(self, url: str, headers: object = None) -> Any:
            if url not in served:
                raise ValueError("not one of the job's pictures")
            return URLFetcherResponse(url, served[url])

    return JobFetcher()
