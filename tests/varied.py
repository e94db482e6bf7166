"""A document with all that a page may hold: pictures of three shapes, tables, notes, signatures."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence

from PIL import Image

from tests.documents import BRACKETS, cells, heading, paragraph, signature, supplied
from typeset.model import (
    Document,
    Entry,
    EntryChild,
    Figure,
    Metadata,
    Note,
    NoteRef,
    Paragraph,
    Section,
    Table,
    Text,
)

SHAPES: Mapping[str, tuple[int, int]] = {
    "portrait.png": (300, 420), "landscape.png": (600, 400), "panorama.png": (1200, 360)
}  # fmt: skip
_TITLES = ("概况", "灌区改造", "农村饮水安全工程", "水利工程建设与管理体制改革", "防汛抗旱", "节约用水")
_ROWS = ("灌溉面积 万亩", "供水量 亿立方米", "水库 座", "渠道长度 千米", "投资 万元", "发电量 万千瓦时")


def images() -> dict[str, bytes]:
    """The pictures, each a grey of its own."""
    found = {}
    for name, size in SHAPES.items():
        out = io.BytesIO()
        Image.new("L", size, 120 + len(name)).save(out, "PNG")
        found[name] = out.getvalue()
    return found


def varied(texts: Sequence[Paragraph], sections: int = 3) -> Document:
    """Sections of six entries, of every kind twice; ``texts`` in turn."""
    turn = _turns(texts)
    children = tuple(
        Section(f"s-{number}", heading("水利工程"), 1, tuple(_entries(number, turn)))
        for number in range(sections)
    )
    return Document("水利", Metadata(book="县年鉴", year="2023", first_page=231), children)


def _turns(texts: Sequence[Paragraph]) -> Iterator[Paragraph]:
    while True:
        yield from texts


def _entries(section: int, turn: Iterator[Paragraph]) -> Iterator[Entry]:
    pictures = list(SHAPES)
    for number, title in enumerate(_TITLES):
        key = f"{section}-{number}"
        children: list[EntryChild] = [next(turn)]
        match number % 3:
            case 0:
                name = pictures[(section + number // 3) % 3]
                caption = (Text("灌区改造工程现场，技术人员检查渠道衬砌质量"),)
                children.append(Figure(f"fig-{key}", caption, supplied("县档案馆"), name))
            case 1:
                children = [_noted(key), next(turn), *_notes(key)]
            case _:
                children.append(_table(key, section))
        children += [paragraph("受益农户1.2万户。"), signature("张艺")]
        yield Entry(f"e-{key}", heading(title, BRACKETS), tuple(children))


def _noted(key: str) -> Paragraph:
    return Paragraph(
        (
            Text("全县有水库12座"), NoteRef("①", f"n-{key}a"), Text("，全年供水1.2亿立方米"),
            NoteRef("②", f"n-{key}b"), Text("，水质达标率为98.5%。"),
        )
    )  # fmt: skip


def _notes(key: str) -> tuple[Note, Note]:
    first = "含在建水库2座，其中1座为中型水库，数据截至2022年12月31日。"
    return Note(f"n-{key}a", "①", (Text(first),)), Note(f"n-{key}b", "②", (Text("见《水利志》第三章。"),))


def _table(key: str, section: int) -> Table:
    head = ("指标", "单位", "2021年", "2022年", "比上年增长%")
    rows = [
        (*row.split(), str(97 * (section + 2) * (number + 3)), f"{301.7 * (number + 1):.1f}", f"{number}.5")
        for number, row in enumerate(_ROWS)
    ]
    title, unit = Text("2022年水利建设主要指标"), Text("单位：见表")
    return Table(f"tab-{key}", (title,), (unit,), cells(head, *rows))
