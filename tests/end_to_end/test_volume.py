"""A volume of three chapters with every part on, built by the command: files, pages, every theme."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

import pikepdf
import pytest

from tests.editions_text import Drawn, pdf_glyphs, pdf_text
from tests.end_to_end.test_book import lines
from tests.photographs import landscape
from tests.unit.test_accessible import Tag, Tree
from tests.unit.test_press import inks
from tests.word import docx_index, problems
from typeset.check.page_roles import reading
from typeset.check.page_rows import Role
from typeset.check.preflight import preflight
from typeset.formats.markdown import read_markdown
from typeset.model import entries, sections
from typeset.name_lists import name_lists
from typeset.printed_words import plain_text, printed
from typeset.theme import load_theme, theme_names

HERE = Path(__file__).resolve().parents[1] / "volume"
SEEDS = HERE.parents[1] / "seeds"
PICTURES = {"river": (1500, 1000, "RGB"), "canal": (2600, 900, "RGB"), "pump": (1100, 1300, "L")}
PICTURES |= dict.fromkeys(("signing", "forum", "launch", "opening"), (1500, 1000, "RGB"))
SHAPES = {"unbalanced"}
"""What cannot be parted makes columns uneven."""
BEFORE_FIGURES = {"short-column"}
"""A column that is the whole page has no other that a figure could go to, so white may be left before one."""


def texts(folder: Path) -> Path:
    """The chapters, their pictures and the ticket in a folder of their own."""
    shutil.copytree(HERE, folder, dirs_exist_ok=True)
    for path in SEEDS.glob("*.t*"):
        shutil.copy(path, folder / f"新兴产业{path.suffix}")
    (folder / "images").mkdir()
    for number, (name, (width, height, mode)) in enumerate(PICTURES.items()):
        data = landscape(width, height, mode=mode, shift=1.3 * number)
        (folder / "images" / f"{name}.jpg").write_bytes(data)
    return folder


def build(folder: Path, *options: str, theme: str = "yearbook") -> tuple[int, str, Path]:
    """Exit code, what was said, and the folder of what was made."""
    ticket = folder / f"{theme}.toml"
    words = (folder / "volume.toml").read_text(encoding="utf-8")
    ticket.write_text(words.replace('theme = "yearbook"', f'theme = "{theme}"'), encoding="utf-8")
    command = [sys.executable, "-m", "typeset.cli", "build", str(ticket), "-o", str(folder / "out"), *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr, folder / "out" / theme


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = texts(tmp_path_factory.mktemp("volume"))
    code, said, out = build(folder, "--press", "--archive", "--accessible")
    assert (code, said) == (0, "")
    return out


@pytest.mark.parametrize("variant", [("press", "pdfx4"), ("archive", "pdfa3u"), ("accessible", "pdfua1")])
def test_the_files_are_ready_for_what_they_are_for(made: Path, variant: tuple[str, str]) -> None:
    name, profile = variant
    command = [sys.executable, "-m", "typeset.cli", "preflight", "--json", "--profile", profile]
    path = str(made / f"yearbook.{name}.pdf")
    done = subprocess.run([*command, path], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:]
    subprocess.run(["qpdf", "--check", path], check=True, capture_output=True)


def test_text_never_follows_an_element_in_the_tree(made: Path) -> None:
    """Some readers take all text of an element before the elements in it: an index is full of links."""
    tree = Tree((made / "yearbook.accessible.pdf").read_bytes())
    tags = list(tree.root.all())
    for tag in tags:
        inner = [isinstance(item, Tag) for item in tag.content]
        assert inner == sorted(inner), tag.kind
    assert {tag.kind for tag in tags} >= {"Index", "LBody", "Note", "Lbl", "Reference", "Span"}


def test_every_figure_has_its_picture(made: Path) -> None:
    document = read_markdown((made / "yearbook.md").read_text(encoding="utf-8"), "x.md")
    with pikepdf.open(made / "yearbook.pdf") as pdf:
        images = {str(ref.objgen) for page in pdf.pages for ref in page.get_images().values()}
    assert len(images) == len(PICTURES)
    html = (made / "yearbook.html").read_text(encoding="utf-8")
    shown = set(re.findall(r'<img[^>]* src="([^"]+)"', html))
    assert shown == {f"./images/{name}.jpg" for name in PICTURES}
    assert all((made / name).is_file() for name in shown)
    assert plain_text(document).count("大事记") == 1


def test_a_figure_without_a_picture_is_told_before_it_is_printed(tmp_path: Path) -> None:
    folder = tmp_path / "one"
    folder.mkdir()
    text = next(SEEDS.glob("*.txt"))
    shutil.copy(text, folder / "a.txt")
    command = [sys.executable, "-m", "typeset.cli", "build", str(folder), "-o", str(tmp_path / "out")]
    proof = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (proof.returncode, proof.stderr) == (0, "")
    press = subprocess.run([*command, "--press"], capture_output=True, text=True, check=False)
    assert press.returncode == 1 and "4 figures have no picture" in press.stderr
    (folder / "a.toml").write_text('[images]\n"2020年7月3日" = "../p.jpg"\n', encoding="utf-8")
    outside = subprocess.run(command, capture_output=True, text=True, check=False)
    assert outside.returncode == 1 and "outside the folder" in outside.stderr
    assert "3 figures have no picture" in outside.stderr
    (folder / "a.toml").write_text('[images]\n"2021年" = "p.jpg"\n', encoding="utf-8")
    unknown = subprocess.run(command, capture_output=True, text=True, check=False)
    assert unknown.returncode == 10 and "no figure is '2021年'" in unknown.stderr


def test_tabs_go_beyond_the_trim(made: Path) -> None:
    """They are the one thing that does, and the knife cuts it."""
    with pikepdf.open(made / "yearbook.press.pdf") as pdf:
        page = next(page for page in pdf.pages if page.label == "1")
        trim, bleed = (list(map(float, page.obj[f"/{name}Box"])) for name in ("Trim", "Bleed"))
        filled = [box for box in fills(page) if box[0] < trim[2] < box[2]]
    assert [round(box[2], 1) for box in filled] == [round(bleed[2], 1)]


def test_pages_without_pictures_take_black_alone(made: Path) -> None:
    path = made / "yearbook.press.pdf"
    with pikepdf.open(path) as pdf:
        drawn = [{str(item.operator) for item in pikepdf.parse_content_stream(page)} for page in pdf.pages]
    plain = ["Do" not in operators for operators in drawn]
    printed = inks(path, "-dUseTrimBox")
    assert len(printed) == len(plain) and sum(plain) > 15
    assert all(page[:3] == [0, 0, 0] for page, is_plain in zip(printed, plain, strict=True) if is_plain)
    assert any(page[0] > 0.01 for page in printed)


def test_contents_and_index_name_the_pages_of_what_they_list(made: Path) -> None:
    """Each section and each entry of the three chapters, in its order, against the glyphs of its heading."""
    glyphs, theme = pdf_glyphs((made / "yearbook.pdf").read_bytes()), load_theme("yearbook")
    with pikepdf.open(made / "yearbook.pdf") as pdf:
        labels = [str(page.label) for page in pdf.pages]
    document = read_markdown((made / "yearbook.md").read_text(encoding="utf-8"), "x.md")
    large = [glyph for glyph in glyphs if not glyph.generated and glyph.size > 11]
    titles = [section.heading.text for section in sections(document) if section.level <= 2]
    wanted = [(words, labels[glyph.page]) for words, glyph in in_order(titles, large)]
    front = [line for page in range(labels.index("1")) for line in lines(glyphs, page)]
    listed = [match.groups() for line in front if (match := re.fullmatch(r"(.+?)·{3,}(\d+)", line))]
    assert listed[: len(wanted)] == wanted and len(wanted) == 18

    text = [glyph for glyph in glyphs if not glyph.generated]
    headings = [entry.heading for entry in entries(document) if entry.heading is not None]
    spots: dict[str, list[str]] = {}
    for words, glyph in in_order([printed(one) for one in headings if one.marks.open], text):
        left = theme.margins[3] if int(labels[glyph.page]) % 2 else theme.margins[1]
        step = theme.column_width + theme.gutter_width
        column = "ab"[int((glyph.x - left + theme.gutter_width / 2) // step)]
        own = spots.setdefault(words.strip("【】"), [])
        own += [spot for spot in [f"{labels[glyph.page]}{column}"] if spot not in own]
    last = max(glyph.page for glyph in text)
    index = "".join(glyph.text for glyph in glyphs if glyph.page > last and "Generated" in glyph.tags)
    found = {term: re.search(rf"{re.escape(term)}\u3000?([\dab, ]+[ab])", index) for term in spots}
    assert {term: re.findall(r"\d+[ab]", match[1]) for term, match in found.items() if match} == spots
    assert re.search(r"Q(?:清[^A-Z]+)?清四乱专项行动\u3000?\d+[ab]", index) and "任县长" not in index
    assert re.search(r"R任建国\u3000?\d+[ab]", index)
    assert len(spots) > 25


def test_the_docx_has_the_rows_of_the_index(made: Path) -> None:
    glyphs = pdf_glyphs((made / "yearbook.pdf").read_bytes())
    last = max(glyph.page for glyph in glyphs if not glyph.generated)
    words = "".join(glyph.text for glyph in glyphs if glyph.page > last).replace("\u3000", "")
    rows, at = docx_index((made / "yearbook.docx").read_bytes()), 0
    for _, row, _ in rows:
        at = words.index(row.replace("\u3000", ""), at) + 1
    assert len(rows) > 80 and problems((made / "yearbook.docx").read_bytes()) == []


def in_order(texts: Sequence[str], glyphs: Sequence[Drawn]) -> Iterator[tuple[str, Drawn]]:
    """The glyph that each text begins with, each after the one before."""
    begins = [number for number, glyph in enumerate(glyphs) for _ in glyph.text]
    words, at = "".join(glyph.text for glyph in glyphs), 0
    for text in texts:
        at = words.index(text, at)
        yield text, glyphs[begins[at]]
        at += len(text)


def test_references_say_the_page_that_they_lead_to(made: Path) -> None:
    glyphs = pdf_glyphs((made / "yearbook.pdf").read_bytes())
    with pikepdf.open(made / "yearbook.pdf") as pdf:
        labels = [str(page.label) for page in pdf.pages]
    words = "".join(glyph.text for glyph in glyphs)
    for name, target in (
        ("2022年示例县水库一览表（", "单位：万立方米"), ("“汛期雨情”（", "汛期（5—9月）全县"),
        ("“河长制”（", "全县设县、乡、村三级河长"), ("“东干渠改造”，", "东干渠全长"),
    ):  # fmt: skip
        (page,) = re.findall(rf"{name}第(\d+)页", words)
        at = "".join(glyph.text for glyph in glyphs).index(target)
        assert labels[glyphs[at].page] == page, name


def fills(page: pikepdf.Page) -> list[tuple[float, float, float, float]]:
    """The filled rectangles of a page, where its transformations put them: left, bottom, right, top."""
    found: list[tuple[float, float, float, float]] = []
    matrix, stack, path = pikepdf.Matrix(), list[pikepdf.Matrix](), list[tuple[float, float]]()
    for item in pikepdf.parse_content_stream(page):
        values = [float(value) for value in item.operands if isinstance(value, int | float | Decimal)]
        match str(item.operator):
            case "q":
                stack.append(matrix)
            case "Q":
                matrix = stack.pop()
            case "cm":
                matrix = pikepdf.Matrix(*values) @ matrix
            case "re":
                x, y, width, height = values
                path += [matrix.transform((x, y)), matrix.transform((x + width, y + height))]
            case "f" | "f*" if path:
                xs, ys = zip(*path, strict=True)
                found.append((min(xs), min(ys), max(xs), max(ys)))
                path = []
            case "n" | "S":
                path = []
            case _:
                pass
    return found


def test_dates_hang_and_names_stand_in_columns(made: Path) -> None:
    """As who measures the page sees it, who knows nothing of chronicles and lists."""
    rows = reading(preflight((made / "yearbook.pdf").read_bytes(), "yearbook.pdf").printed).rows
    dates = [row for row in rows if row.runs_in and re.match(r"\d+日", row.line.text)]
    assert len(dates) > 15 and all(abs(row.indent) < 0.05 for row in dates)
    hung = [row.hung for row in rows if row.hung]
    assert len(hung) > 15 and all(abs(em - 2) < 0.05 for em in hung)
    document = read_markdown((made / "yearbook.md").read_text(encoding="utf-8"), "x.md")
    found = (one for entry in entries(document) for one in name_lists(entry.children) if one is not None)
    names = [name for one in found if len(one.people) > 1 for name in one.names]
    assert len(names) > 50
    cells = "".join(row.line.text for row in rows if row.role is Role.CELL)
    assert all(name in re.sub(r"\s", "", cells) for name in names)


@pytest.mark.parametrize("name", theme_names())
def test_the_measures_hold_in_every_theme(tmp_path: Path, name: str) -> None:
    code, said, out = build(texts(tmp_path), theme=name)
    assert (code, said) == (0, "")
    data, theme = (out / f"{name}.pdf").read_bytes(), load_theme(name)
    document = read_markdown((out / f"{name}.md").read_text(encoding="utf-8"), "x.md")
    assert pdf_text(data) == plain_text(document).replace("\n", "")
    for geometry in (None, theme.geometry):
        found = preflight(data, f"{name}.pdf", geometry).measures
        allowed = SHAPES if theme.type_area.columns > 1 else SHAPES | BEFORE_FIGURES
        assert {offence.rule for offence in found.offences} <= allowed, found.offences
        assert found.flush == found.full > 200
        assert found.largest_han_gap <= 0.1
    report = json.loads((out / f"{name}.pages.json").read_text(encoding="utf-8"))
    assert report


def test_two_builds_give_the_same_bytes(made: Path, tmp_path: Path) -> None:
    _, _, again = build(texts(tmp_path), "--press", "--archive", "--accessible")
    for path in sorted(made.glob("*.pdf")):
        assert path.read_bytes() == (again / path.name).read_bytes(), path.name
    with pikepdf.open(io.BytesIO((again / "yearbook.pdf").read_bytes())) as pdf:
        assert pdf.docinfo["/Title"] == "示例年鉴2022"
