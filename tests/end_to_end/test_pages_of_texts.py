"""Texts other than the seed on the page: the samples, and texts that nobody wrote."""

from __future__ import annotations

from random import Random

import pytest

import typeset
from tests.documents import BRACKETS, heading, paragraph, signature
from tests.editions_text import pdf_text
from tests.shared import shared
from tests.thoroughness import examples
from typeset.check.page_measures import RULES, Measures
from typeset.check.preflight import preflight
from typeset.kinds import chronicle_entries
from typeset.model import Credit, Document, Entry, Figure, Paragraph, Section, Text, entries
from typeset.printed_words import plain_text
from typeset.theme import load_theme

WIDEST_HAN_GAP = {"yearbook": 0.06, "yearbook-3col": 0.10}
"""In em. The goal in two columns is 0.05; statutes cut into short items cannot be set so."""
WIDEST_AFTER_A_DATE = 0.19
"""A date is not alone on its line, so a number that finds no room behind it leaves a wide line: 是月."""
SHAPES = {"unbalanced", "short-column", "indent"}
"""Of short texts: what cannot be parted makes columns uneven, and a heading alone on its line makes the text
below it look like a paragraph without an indent."""


def samples() -> dict[str, Document]:
    """Each text once, by the first sample that has it; those in Han alone."""
    found: dict[str, tuple[str, Document]] = {}
    for case in sorted(shared("samples", "cases").iterdir()):
        document = typeset.reflow(typeset.read((case / "case.txt").read_bytes())).document
        found.setdefault(plain_text(document)[:200], (case.name, document))
    return {
        name: document
        for name, document in found.values()
        if any(char > "\u3400" for char in plain_text(document))
    }


def set_in(document: Document, theme: str) -> Measures:
    """The measures of its PDF, whose text is the document's."""
    data = typeset.render(document, load_theme(theme), "pdf")
    assert pdf_text(data) == plain_text(document).replace("\n", "")
    return preflight(data, theme).measures


@pytest.mark.parametrize("theme", WIDEST_HAN_GAP)
def test_the_samples_are_set_as_well_as_the_seed(theme: str) -> None:
    for name, document in samples().items():
        measures = set_in(document, theme)
        allowed, widest = SHAPES, WIDEST_HAN_GAP[theme]
        if chronicle_entries(document):
            allowed, widest = SHAPES | {"loose"}, WIDEST_AFTER_A_DATE
        assert {rule for rule in RULES if measures.count(rule)} <= allowed, name
        assert measures.flush == measures.full, name
        assert measures.han_latin_good >= 0.995 * measures.han_latin, name
        assert measures.largest_han_gap <= widest, name


_HAN = "全县有灌区处面积万亩完成改造工程项投资亿元其中建设管理水利部门负责推进节能环保发展经济社会文化"
_MARKS = "，，，，、。；：！？"
_PAIRS = ("“”", "（）", "《》")
_LATIN = ("2020年", "3.5%", "GDP", "AI", "QC-3型", "12项", "5G", "1200余家", "TNF-α")


def made_up(chance: Random, length: int) -> str:
    """A paragraph that nobody wrote: Han, with marks, numbers and Latin words as often as yearbooks have."""
    out = ""
    while len(out) < length:
        stretch = "".join(chance.choice(_HAN) for _ in range(chance.randint(2, 12)))
        if chance.random() < 0.3:
            stretch += chance.choice(_LATIN)
        if chance.random() < 0.15:
            pair = chance.choice(_PAIRS)
            stretch = f"{pair[0]}{stretch}{pair[1]}"
        out += stretch + chance.choice(_MARKS)
    return out[:-1] + "。"


def _entry(chance: Random, number: int) -> Entry:
    texts = [paragraph(made_up(chance, chance.randint(20, 260))) for _ in range(chance.randint(1, 3))]
    children: list[Paragraph | Figure | Credit] = [*texts, signature("张艺")]
    if number % 20 > 5 and chance.random() < 0.3:
        children.append(Figure(f"fig-{number}", (Text(made_up(chance, 24)[:-1]),), None, ""))
    return Entry(
        f"e-{number}", heading("".join(chance.sample(_HAN, chance.randint(2, 30))), BRACKETS), tuple(children)
    )


@pytest.mark.parametrize("seed", range(examples(4)))
def test_any_text_is_set_as_well_as_the_seed(seed: int) -> None:
    chance = Random(seed)
    sections = tuple(
        Section(f"s-{n}", heading("综述"), 1, tuple(_entry(chance, 20 * n + i) for i in range(12)))
        for n in range(2)
    )
    document = Document("新兴产业", children=sections)
    assert sum(1 for _ in entries(document)) == 24
    for theme in WIDEST_HAN_GAP:
        measures = set_in(document, theme)
        assert {rule for rule in RULES if measures.count(rule)} <= SHAPES | {"loose"}, theme
        assert measures.flush == measures.full > 100
        assert measures.han_latin_good >= 0.98 * measures.han_latin
