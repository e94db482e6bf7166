"""A text that is known: blocks in reading order, each with its words, before anything is printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from random import Random
from typing import Any

from tests.layouts.catalogue import Layout
from tests.layouts.words import Words


class Kind(Enum):
    TITLE = "title"
    SECTION = "section"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CREDIT = "credit"
    CAPTION = "caption"
    NOTE = "note"
    TABLE = "table"


@dataclass(eq=False)
class Block:
    """``text``: the words as they are to come out; ``mark``: of a note; ``opening`` and ``closing``: marks or
    the number around a heading; ``names``: of a credit; ``level``: of a section, from 1; ``about``: the
    heading of the entry that a caption is about; ``refs``: index in the text → mark of a note there."""

    kind: Kind
    text: str
    level: int = 0
    opening: str = ""
    closing: str = ""
    run_in: bool = False
    names: tuple[str, ...] = ()
    role: str = ""
    organisation: str = ""
    about: Block | None = None
    mark: str = ""
    title: str = ""
    unit: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass
class Truth:
    """``flow``: in reading order, tables too; ``notes``: by the id of the paragraph that refers to them."""

    title: str
    book: str
    flow: list[Block] = field(default_factory=list)
    captions: list[Block] = field(default_factory=list)
    notes: dict[int, list[Block]] = field(default_factory=dict)

    def number_notes(self, pages: dict[int, int]) -> None:
        """Numbers the notes of each page from ①: marks as wide as those before, so no line is longer."""
        page, number = -1, 0
        for block in self.flow:
            for note in self.notes.get(id(block), ()):
                number = number + 1 if pages[id(note)] == page else 1
                page = pages[id(note)]
                mark = _note_mark("circled", number)
                block.text = block.text.replace(note.mark, mark)
                note.mark = mark

    def value(self) -> dict[str, Any]:
        """The form of the samples' gold."""
        sections: list[dict[str, Any]] = []
        entry: dict[str, Any] | None = None

        def opened(heading: str) -> dict[str, Any]:
            if not sections:
                sections.append({"title": "", "level": 1, "entries": []})
            made: dict[str, Any] = {
                "heading": heading,
                "paragraphs": [],
                "credits": [],
                "tables": [],
                "notes": [],
            }
            sections[-1]["entries"].append(made)
            return made

        for block in self.flow:
            match block.kind:
                case Kind.SECTION:
                    sections.append({"title": block.text, "level": block.level, "entries": []})
                    entry = None
                case Kind.HEADING:
                    entry = opened(block.text)
                case _:
                    entry = entry or opened("")
                    _into(entry, block)
            for note in self.notes.get(id(block), ()):
                assert entry is not None
                entry["notes"].append({"mark": note.mark, "text": note.text})
        figures = [
            {
                "caption": caption.text,
                "credit": {
                    "org": caption.organisation,
                    "name": "　".join(caption.names),
                    "role": caption.role,
                },
                "near_entry": caption.about.text if caption.about else "",
                "accept_near": [caption.about.text] if caption.about else [],
            }
            for caption in self.captions
        ]
        return {"title": self.title, "sections": sections, "figures": figures, "space_policy": "exact"}


def _into(entry: dict[str, Any], block: Block) -> None:
    match block.kind:
        case Kind.PARAGRAPH:
            entry["paragraphs"].append(block.text)
        case Kind.CREDIT:
            entry["credits"] += list(block.names) or [block.organisation]
        case Kind.TABLE:
            rows = [list(row) for row in block.rows]
            entry["tables"].append({"title": block.title, "rows": rows})
        case _:
            raise AssertionError(block.kind)


_HAN = "一二三四五六七八九十"


def han(number: int) -> str:
    """Up to 99."""
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{_HAN[tens - 1]}十") + (
        _HAN[ones - 1] if ones else ""
    )


def make_truth(layout: Layout, chance: Random) -> Truth:
    """A text of the kind that a layout prints."""
    return _Author(layout, chance).written()


class _Author:
    def __init__(self, layout: Layout, chance: Random) -> None:
        self.layout = layout
        self.chance = chance
        self.words = Words(chance, traditional=layout.traditional)
        self.notes = 0
        book = f"{self.words.place}{'年鉴' if layout.kind != 'gazetteer' else '县志'}"
        title = self.words.title() if layout.titled else ""
        self.truth = Truth(title, self.words.finish(f"{book}（{self.words.year}）"))

    def written(self) -> Truth:
        match self.layout.kind:
            case "yearbook" | "newspaper":
                self._sections(self._marked_entries)
            case "gazetteer":
                self._gazetteer()
            case "gazette":
                self._gazette()
            case "statute":
                self._statute()
            case "chronicle":
                self._chronicle()
            case "annals":
                self._annals()
            case "people":
                self._people()
            case "english":
                self._english()
            case "report":
                self._report()
            case "paper":
                self._paper()
        return self.truth

    # ---- kinds

    def _sections(self, entries: Any) -> None:
        for _ in range(self.chance.randint(2, 3)):
            if self.layout.kind == "yearbook":
                self._section(self._unlike(self.words.section), 1)
            entries()

    def _unlike(self, make: Callable[[], str]) -> str:
        """Words that no section has yet."""
        taken = {block.text for block in self.truth.flow} | {self.truth.title}
        return next(words for words in iter(make, "") if words not in taken)

    def _section(self, text: str, level: int, opening: str = "") -> None:
        self.truth.flow.append(Block(Kind.SECTION, text, level, opening))

    def _marked_entries(self) -> None:
        opening, closing = self.layout.heading
        for number in range(self.chance.randint(2, 4)):
            text = "概况" if number == 0 and self.chance.random() < 0.5 and opening else self.words.heading()
            self._heading(text, opening, closing)
            self._body()

    def _heading(self, text: str, opening: str = "", closing: str = "") -> Block:
        run_in = self.layout.run_in and bool(opening)
        block = Block(Kind.HEADING, text, 0, opening, closing, run_in)
        self.truth.flow.append(block)
        return block

    def _gazetteer(self) -> None:
        for chapter in range(1, 3):
            self._section(f"第{han(chapter)}章　{self.words.heading()}", 1)
            for part in range(1, 3):
                self._section(f"第{han(part)}节　{self.words.heading()}", 2)
                for item in range(1, self.chance.randint(2, 3)):
                    self._section(f"{han(item)}、{self.words.heading()}", 3)
                    for inner in range(1, 3 if self.layout.deep else 1):
                        self._section(f"（{han(inner)}）{self.words.heading()}", 4)
                        self._paragraphs(1)
                    self._body()

    def _gazette(self) -> None:
        for item in range(1, 4):
            self._section(f"{han(item)}、{self.words.heading()}", 1)
            if self.chance.random() < 0.4:
                self._paragraphs(1)
            for inner in range(1, self.chance.randint(2, 4)):
                self._section(f"（{han(inner)}）{self.words.heading()}", 2)
                for number in range(1, self.chance.randint(3, 5) if self.layout.deep else 1):
                    self._section(f"{number}. {self.words.heading()}", 3)
                    self._paragraphs(1)
                self._paragraphs(0 if self.layout.deep else self.chance.randint(1, 2))

    def _report(self) -> None:
        for chapter in range(1, 3):
            self._section(f"第{han(chapter)}章　{self.words.heading()}", 1)
            for part in range(1, 3):
                self._section(f"{chapter}.{part}　{self.words.heading()}", 2)
                self._paragraphs(1)
                for number in range(1, 3 if self.layout.deep else 1):
                    self._section(f"{chapter}.{part}.{number}　{self.words.heading()}", 3)
                    self._paragraphs(self.chance.randint(1, 2))

    def _paper(self) -> None:
        for chapter in range(1, 4):
            self._section(f"{chapter}. {self.words.english_heading()}", 1)
            for part in range(1, 3):
                self._heading(f"{chapter}.{part} {self.words.english_heading()}")
                self._english_text()
                for number in range(1, 3 if self.layout.deep else 1):
                    self._heading(f"{chapter}.{part}.{number} {self.words.english_heading()}")
                    self._english_text()

    def _english_text(self) -> None:
        self._paragraph(" ".join(self.words.english() for _ in range(self.chance.randint(2, 4))))

    def _statute(self) -> None:
        article = 0
        for chapter in range(1, 4):
            self._section(f"第{han(chapter)}章　{self.words.heading()}", 1)
            for _ in range(self.chance.randint(2, 5)):
                article += 1
                heading = self._heading(f"第{han(article)}条")
                heading.run_in = True
                self._paragraphs(1)
                if self.chance.random() < 0.3:
                    self._items()

    def _items(self) -> None:
        for item in range(1, 4):
            text = self.words.heading() + self.words.finish(
                self.words.pick(["，", ""]) + self.words.heading()
            )
            self._paragraph(f"（{han(item)}）{text}{'；' if item < 3 else '。'}")

    def _chronicle(self) -> None:
        for month in self.chance.sample(range(1, 13), 3):
            self._section(f"{month}月", 1)
            day = 0
            for _ in range(self.chance.randint(3, 5)):
                day += self.chance.randint(1, 5)
                later = day + self.chance.randint(1, 3)
                text = self.words.pick([f"{day}日", f"{day}日", f"{day}—{later}日"])
                heading = self._heading(text)
                heading.run_in = self.layout.run_in
                self._paragraphs(1)

    def _annals(self) -> None:
        """Years, and under them dates that say their month."""
        for year in range(1957, 1960):
            self._section(f"{year}年", 1)
            month = 0
            for _ in range(self.chance.randint(3, 5)):
                month = min(month + self.chance.randint(1, 3), 12)
                day = self.chance.randint(1, 28)
                text = self.words.pick(
                    [
                        f"{month}月{day}日",
                        f"{month}月{day}日",
                        f"{month}月{day}—{day + 2}日",
                        f"{month}月",
                        "同日",
                    ]
                )
                self._heading(text).run_in = self.layout.run_in
                self._paragraphs(1)

    def _people(self) -> None:
        """Lives, each under a name with its years."""
        for chapter in range(1, 3):
            self._section(f"第{han(chapter)}章　{self.words.heading()}", 1)
            for _ in range(self.chance.randint(2, 4)):
                born = self.chance.randint(1850, 1930)
                heading = self._heading(f"{self.words.name()}（{born}—{born + self.chance.randint(30, 90)}）")
                heading.run_in = self.layout.run_in
                self._paragraphs(self.chance.randint(1, 3))

    def _english(self) -> None:
        for number in range(1, 5):
            title = self.words.english_heading()
            match self.layout.latin:
                case "capitals":
                    title = title.upper()
                case "chapters":
                    title = f"CHAPTER {('I', 'II', 'III', 'IV')[number - 1]}. {title.upper()}"
            self._heading(title)
            for _ in range(self.chance.randint(1, 3)):
                self._english_text()

    # ---- bodies

    def _body(self) -> None:
        heading = self.truth.flow[-1]
        if self.layout.report:
            names = tuple(self.words.name() for _ in range(self.chance.choice((1, 1, 2))))
            self.truth.flow.append(
                Block(Kind.CREDIT, "", names=names, opening="本报讯（记者　", closing="）")
            )
        self._paragraphs(self.chance.choice((1, 1, 1, 2, 3)))
        if self.layout.tables and self.chance.random() < 0.4:
            self.truth.flow.append(self._table())
            self._paragraphs(1)
        if self.layout.signature and self.chance.random() < 0.7:
            names = tuple(self.words.name() for _ in range(self.chance.choice((1, 1, 2))))
            if self.chance.random() < 0.15:
                self.truth.flow.append(Block(Kind.CREDIT, "", organisation=self.words.organisation()))
            else:
                self.truth.flow.append(Block(Kind.CREDIT, "", names=names))
        if self.layout.caption and self.chance.random() < 0.45:
            self.truth.captions.append(self._caption(heading))

    def _paragraphs(self, count: int) -> None:
        for _ in range(count):
            self._paragraph("".join(self.words.sentence() for _ in range(self.chance.randint(1, 4))))

    def _paragraph(self, text: str) -> None:
        if self.layout.note_mark and self.chance.random() < 0.25:
            self.notes += 1
            mark = _note_mark(self.layout.note_mark, self.notes)
            at = self.chance.choice([i for i, char in enumerate(text) if char in "，。；、！…"])
            block = Block(Kind.PARAGRAPH, f"{text[:at]}{mark}{text[at:]}")
            sentences = self.chance.choice((1, 1, 1, 2))
            note = Block(Kind.NOTE, "".join(self.words.sentence() for _ in range(sentences)), mark=mark)
            self.truth.notes.setdefault(id(block), []).append(note)
        else:
            block = Block(Kind.PARAGRAPH, text)
        self.truth.flow.append(block)

    def _caption(self, about: Block) -> Block:
        words = self.words
        body = next(b for b in reversed(self.truth.flow) if b.kind is Kind.PARAGRAPH).text
        shared = body[: max(8, body.find("，"))].strip("，。；")[:18]
        text = words.pick([f"{shared}现场", f"{about.text}——{shared}", f"{words.date()}，{about.text}"])
        if self.layout.caption == "label":
            text = f"图{len(self.truth.captions) + 1}　{text}"
        if self.layout.caption_at == "inside":
            text = f"{''.join(char for char in shared if char.isalnum())[:9]}现场"
        block = Block(Kind.CAPTION, words.finish(text), about=about)
        match self.layout.caption:
            case "org":
                block.organisation, block.role = words.organisation(), "供稿"
            case "photo" | "colon" | "slash":
                block.names, block.role = (words.name(),), "摄影" if self.layout.caption == "colon" else "摄"
            case "name" | "gap":
                block.names = (words.name(),)
        return block

    def _table(self) -> Block:
        words = self.words
        columns, rows = self.chance.randint(2, 4), self.chance.randint(3, 6)
        head = (words.finish("名称"), *(words.section() for _ in range(columns - 1)))
        body = tuple(
            (words.heading()[:6], *(words.number() for _ in range(columns - 1))) for _ in range(rows)
        )
        heads: tuple[tuple[str, ...], ...] = (head,)
        if self.layout.table_full:
            body = tuple(tuple(self._cell(cell, at) for at, cell in enumerate(row)) for row in body)
            total = ("合计", *(words.number() for _ in range(columns - 1)))
            body = (*body, total)
            if columns > 2:
                heads = (head, ("", *(words.pick(["（个）", "（万元）", "（%）"]) for _ in head[1:])))
        number = sum(block.kind is Kind.TABLE for block in self.truth.flow) + 1
        title = f"表{number}　{self.words.year}年{words.section()}情况"
        unit = "单位：万元" if self.layout.table_full else ""
        return Block(Kind.TABLE, "", title=words.finish(title), unit=unit, rows=(*heads, *body))

    def _cell(self, cell: str, column: int) -> str:
        """Now and then a cell is empty, or holds a dash."""
        return self.chance.choice((cell,) * 8 + ("", "—")) if column else cell


def _note_mark(style: str, number: int) -> str:
    match style:
        case "circled":
            return chr(0x2460 + (number - 1) % 20)
        case "bracket":
            return f"[{number}]"
        case _:
            return "*"


def blocks(truth: Truth) -> Iterator[Block]:
    """Every block that is printed."""
    yield from truth.flow
    yield from truth.captions
    for notes in truth.notes.values():
        yield from notes
