"""A book's PDF, beside WeasyPrint by itself: the same text, style sheet and page; its lines are its own."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.bench.cost import MOST_GROWTH, Cost, book, cost, growth

SIZES = (100_000, 1_000_000)
RUNS = (2, 1)
"""Of which the quickest counts; a run of minutes needs no second."""
MOST_TIMES_WEASYPRINT = 1.2
THEME = "yearbook"


def bench_pdf() -> bool:
    """Prints a table; whether the bounds hold."""
    side = f"{'memory':>9} {'pages':>6}"
    print(f"{'code points':>12} {'PDF':>9} {side} {'WeasyPrint':>10} {side} {'ratio':>6}")
    times = []
    ratio = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for size, runs in zip(SIZES, RUNS, strict=True):
            raw = book(Path(folder), size)
            cost([sys.executable, "-m", "typeset.cli", "reflow", str(raw), "-o", folder])
            document = Path(folder) / raw.stem / f"{raw.stem}.json"
            pairs = [(_cost_of("typeset", document), _cost_of("weasyprint", document)) for _ in range(runs)]
            ours, theirs = (min(side) for side in zip(*pairs, strict=True))
            own, others = _pages(document, "typeset"), _pages(document, "weasyprint")
            ratio = _ratio(ours, own, theirs, others)
            times.append(ours.seconds)
            print(f"{size:12,} {ours} {own:6}  {theirs} {others:6} {ratio:6.2f}", flush=True)
            if size == SIZES[-1]:
                whole = _cost_of("book", document)
                print(
                    f"{'all parts':>12} {whole} {_pages(document, 'book'):6}  beside WeasyPrint's body",
                    end="",
                )
                print(f" {whole.seconds / theirs.seconds:22.2f}", flush=True)
    more = growth(times, SIZES)
    print(f"ratio {ratio:.2f} (at most {MOST_TIMES_WEASYPRINT:g}); growth {more:.2f} of linear")
    return ratio <= MOST_TIMES_WEASYPRINT and more <= MOST_GROWTH


def _ratio(ours: Cost, own_pages: int, theirs: Cost, others_pages: int) -> float:
    """For the same text or for as many pages, whichever says more against us."""
    return ours.seconds / theirs.seconds * max(1.0, others_pages / own_pages)


def _cost_of(who: str, document: Path) -> Cost:
    return cost(drawing(who, THEME, document, _pdf(document, who)))


def drawing(who: str, theme: str, document: Path, pdf: Path) -> list[str]:
    """The command that draws a document in JSON."""
    return [sys.executable, "-m", "tests.bench.drawing", who, theme, str(document), str(pdf)]


def _pdf(document: Path, who: str) -> Path:
    return document.with_suffix(f".{who}.pdf")


def _pages(document: Path, who: str) -> int:
    from pikepdf import Pdf

    with Pdf.open(_pdf(document, who)) as pdf:
        return len(pdf.pages)


def draw_typeset(document: str, theme: str) -> bytes:
    """The edition."""
    import typeset
    from typeset.formats.json import read_json

    return typeset.render(read_json(document), typeset.load_theme(theme), "pdf")


def draw_book(document: str, theme: str) -> bytes:
    """The edition as a volume with every part on."""
    import typeset
    from typeset.formats.json import read_json
    from typeset.parts import Parts
    from typeset.volume import bind

    text = read_json(document)
    parts = Parts(
        True, True, (("书名", "年鉴"),), ("本书逐年编纂。",), 3, True, "recto", True,
        ("entries", "people", "organisations"),
    )  # fmt: skip
    return typeset.render(bind([text], text.metadata), typeset.load_theme(theme), "pdf", None, parts)


def draw_weasyprint(document: str, theme: str) -> bytes:
    """Text that flows, with the edition's style sheet."""
    from typeset.editions.html import render_html
    from typeset.editions.pdf import load_weasyprint
    from typeset.formats.json import read_json
    from typeset.theme import load_theme

    html = render_html(read_json(document), load_theme(theme), {})
    pdf: bytes = load_weasyprint().HTML(string=html).write_pdf()
    return pdf


DRAW: dict[str, Callable[[str, str], bytes]] = {
    "typeset": draw_typeset,
    "book": draw_book,
    "weasyprint": draw_weasyprint,
}


if __name__ == "__main__":
    _, name, look, source, target = sys.argv
    Path(target).write_bytes(DRAW[name](Path(source).read_text(encoding="utf-8"), look))
