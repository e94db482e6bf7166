"""Which picture is of which figure, as a ticket says."""

from __future__ import annotations

import pytest

from tests.documents import heading, paragraph
from typeset.errors import OverrideError
from typeset.illustrations import illustrated, without_picture
from typeset.model import Document, Entry, Figure, Section, Text, figures


def figure(ident: str, caption: str) -> Figure:
    return Figure(ident, (Text(caption),) if caption else ())


TEXT = Document(
    "水利",
    children=(
        Section("s", heading("概况"), 1, (figure("fig-1", "2022年4月，东干渠竣工"),)),
        Entry(
            "e",
            None,
            (paragraph("全县有灌区3处。"), figure("fig-2", "2022年5月，龙舟赛"), figure("fig-3", "")),
        ),
    ),
)


def images(document: Document) -> list[str]:
    return [figure.image for figure, _ in figures(document)]


def test_a_picture_is_named_by_the_id_or_by_how_the_caption_begins() -> None:
    made = illustrated(TEXT, {"2022年5月": "b.jpg", "fig-3": "c.jpg"})
    assert images(made) == ["", "b.jpg", "c.jpg"]
    assert [figure.id for figure in without_picture(made)] == ["fig-1"]
    assert illustrated(TEXT, {}) is TEXT


@pytest.mark.parametrize(
    ("pictures", "words"),
    [
        ({"2022年": "a.jpg"}, "the captions of 2 figures begin"),
        ({"fig-9": "a.jpg"}, "did you mean 'fig-"),
        ({"2023年5月": "a.jpg"}, "did you mean '2022年5月'"),
        ({"龙舟": "a.jpg"}, "fig-1, fig-2, fig-3"),
        ({"fig-2": "a.jpg", "2022年5月": "b.jpg"}, "two pictures"),
    ],
)
def test_a_key_that_fits_no_single_figure_is_an_error(pictures: dict[str, str], words: str) -> None:
    with pytest.raises(OverrideError) as caught:
        illustrated(TEXT, pictures)
    assert words in str(caught.value)
