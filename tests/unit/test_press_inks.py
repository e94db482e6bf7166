"""What a theme's print.css may paint, in the inks of a press: gradients, tints, colours of other spaces."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from tests.documents import SAMPLE
from tests.variants import MEANS
from typeset.check.preflight_file import examine
from typeset.editions.output_intent import find_intent
from typeset.editions.pdf import render_pdf
from typeset.editions.pdf_variants import Variant, variant_pdf
from typeset.errors import SettingsError
from typeset.theme import Theme, load_theme

needs_ghostscript = pytest.mark.skipif(shutil.which("gs") is None, reason="ghostscript is not installed")


def theme(folder: Path, look: str) -> Theme:
    own = folder / "own"
    own.mkdir()
    (own / "theme.toml").write_text('extends = "yearbook"\n', "utf-8")
    (own / "print.css").write_text(f"h2 {{ {look} }}", "utf-8")
    return load_theme(str(own))


def pressed(folder: Path, look: str) -> bytes:
    own = theme(folder, look)
    return variant_pdf(render_pdf(SAMPLE, own, {}), SAMPLE, own, Variant.PRESS, MEANS)


def below(resources: Any) -> Iterator[Any]:
    yield resources
    things = [*resources.get("/Pattern", {}).values(), *resources.get("/XObject", {}).values()]
    for thing in things:
        if "/Resources" in thing:
            yield from below(thing.Resources)


def shadings(pdf: pikepdf.Pdf) -> list[Any]:
    return [
        shading
        for resources in below(pdf.pages[0].Resources)
        for shading in resources.get("/Shading", {}).values()
    ]


def inks_of(shading: Any) -> list[tuple[int, ...]]:
    """From its first stop to its last, four bytes each."""
    samples = b"".join(part.read_bytes() for part in shading.Function.Functions)
    return [tuple(samples[at : at + 4]) for at in range(0, len(samples), 4)]


GRADIENTS = [
    ("linear-gradient(to right, #f00, #00f)", (1.0, 0.0, 0.0), (0.0, 0.0, 1.0)),
    ("linear-gradient(black, 30%, white)", (0.0, 0.0, 0.0), (1.0, 1.0, 1.0)),
    ("radial-gradient(#fc0, #c00 60%, #fff)", (1.0, 0.8, 0.0), (1.0, 1.0, 1.0)),
    ("linear-gradient(#c00, #fff) 0 0 / 10px 10px", (0.8, 0.0, 0.0), (1.0, 1.0, 1.0)),
]


@pytest.mark.parametrize(("gradient", "first", "last"), GRADIENTS)
def test_a_gradient_is_in_inks(
    gradient: str, first: tuple[float, ...], last: tuple[float, ...], tmp_path: Path
) -> None:
    with pikepdf.open(io.BytesIO(pressed(tmp_path, f"background: {gradient}"))) as pdf:
        found = shadings(pdf)
        assert found and {str(shading.ColorSpace) for shading in found} == {"/DeviceCMYK"}
        intent = find_intent()
        for shading in found:
            inks = inks_of(shading)
            ends = (inks[0], inks[-1])
            for end, colour in zip(ends, (first, last), strict=True):
                expected = [255 * ink for ink in intent.of_colour(colour[0], colour[1], colour[2])]
                assert list(end) == pytest.approx(expected, abs=2)
            steps = [abs(a - b) for two in pairwise(inks) for a, b in zip(*two, strict=True)]
            assert max(steps) < 24  # no leap where a colour is grey by chance


def test_a_grey_gradient_is_black_alone(tmp_path: Path) -> None:
    look = "background: linear-gradient(black, white)"
    with pikepdf.open(io.BytesIO(pressed(tmp_path, look))) as pdf:
        inks = [sample for shading in shadings(pdf) for sample in inks_of(shading)]
    assert len(inks) > 60 and all(sample[:3] == (0, 0, 0) for sample in inks)
    assert {inks[0][3], inks[-1][3]} == {0, 255}


def test_what_is_mixed_is_mixed_as_inks(tmp_path: Path) -> None:
    """A gradient that fades: its group, its page; and no page that has nothing transparent is a group."""
    look = "background: linear-gradient(#f00, rgb(0 0 255 / 0))"
    data = pressed(tmp_path, look)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        groups = [
            str(item.Group.CS)
            for resources in below(pdf.pages[0].Resources)
            for item in resources.get("/XObject", {}).values()
            if "/Group" in item
        ]
        assert groups and {*groups, str(pdf.pages[0].Group.CS)} == {"/DeviceCMYK"}
    (tmp_path / "plain").mkdir()
    with pikepdf.open(io.BytesIO(pressed(tmp_path / "plain", ""))) as pdf:
        assert all("/Group" not in page for page in pdf.pages)


@needs_ghostscript
@pytest.mark.parametrize("look", ["background: linear-gradient(#f00, #00f)", "color: lab(50 60 30)"])
def test_preflight_finds_no_other_space_in_it(look: str, tmp_path: Path) -> None:
    found = examine(pressed(tmp_path, look), "x.pdf", "pdfx4")
    assert found.press is not None
    painted: Any = found.press.facts["painted"]
    spaces = {space for kinds in painted.values() for space in kinds}
    assert spaces <= {"DeviceCMYK", "DeviceGray", "Pattern", "Spot"}
    assert not {"rgb-text", "rgb-lines", "device-colour"} & {finding.rule for finding in found.findings}


@needs_ghostscript
def test_colours_of_other_spaces_are_in_inks(tmp_path: Path) -> None:
    """Lab and OKLCH as the same colours in sRGB; the text is 水利, a red that is this in Lab."""
    covers: list[list[float]] = []
    for look in ("color: lab(53.24 80.09 67.2)", "color: #ff0000"):
        (tmp_path / str(len(covers))).mkdir()
        path = tmp_path / "x.pdf"
        path.write_bytes(pressed(tmp_path / str(len(covers)), look))
        command = ["gs", "-q", "-dSAFER", "-o", "-", "-sDEVICE=ink_cov", "-dLastPage=1", str(path)]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        covers.append([float(ink) for ink in said.split()[:4]])
    assert covers[0] == pytest.approx(covers[1], abs=0.01) and covers[0][1] > covers[0][0]


def test_a_gradient_that_cannot_be_drawn_says_why(tmp_path: Path) -> None:
    own = theme(tmp_path, "background: linear-gradient(device-cmyk(0 0 0 1), white)")
    with pytest.raises(SettingsError, match="gradient") as caught:
        render_pdf(SAMPLE, own, {})
    assert "print.css" in caught.value.place and "RGB" in caught.value.remedy
