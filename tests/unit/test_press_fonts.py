"""A file for the press has the theme's fonts and no others."""

from __future__ import annotations

import pytest

from tests.documents import BRACKETS, heading, paragraph
from tests.editions_text import pdf_text
from tests.variants import MEANS
from typeset.editions.pdf import render_pdf
from typeset.editions.pdf_variants import Variant, variant_pdf
from typeset.errors import FontError
from typeset.model import Document, Entry, Metadata
from typeset.theme import Fallback, load_theme

BARE = load_theme("yearbook").model_copy(update={"fallback": Fallback()})


def document(text: str) -> Document:
    return Document("", Metadata(), (Entry("e", heading("灌区", BRACKETS), (paragraph(text),)),))


@pytest.mark.parametrize(("char", "said"), [("\U0003ffe0", "a box"), ("𪜀", "it is printed in HanaMinB")])
def test_what_no_font_of_the_theme_has_stops_the_press(char: str, said: str) -> None:
    """Another file may have it in what else is installed, and none but the ordinary one as a box."""
    of = document(f"水{char}")
    ordinary = render_pdf(of, BARE, {})
    with pytest.raises(FontError, match=f"{said}.*灌区") as caught:
        variant_pdf(ordinary, of, BARE, Variant.PRESS, MEANS)
    assert "[fallback]" in caught.value.remedy
    if said == "a box":
        assert char in pdf_text(ordinary.data)
    else:
        assert char in pdf_text(variant_pdf(ordinary, of, BARE, Variant.ACCESSIBLE, MEANS))
