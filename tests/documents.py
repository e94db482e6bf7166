"""Documents for tests: one that a person can read, and any that the model allows (hypothesis)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from hypothesis import strategies as st

from typeset.characters import clean
from typeset.crossrefs import targets
from typeset.index_forms import is_han
from typeset.model import (
    Cell,
    Credit,
    CreditKind,
    CreditPart,
    CrossRef,
    Document,
    Entry,
    EntryChild,
    Figure,
    Heading,
    Inline,
    Linked,
    Marks,
    Metadata,
    Name,
    NameKind,
    Note,
    NoteRef,
    Paragraph,
    PartKind,
    Section,
    SectionChild,
    Table,
    Text,
)

BRACKETS = Marks("【", "】")
ROUND = Marks("（", "）")
UNMARKED = Marks()


def heading(text: str, marks: Marks = UNMARKED) -> Heading:
    return Heading((Text(text),), marks)


def paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def cells(*rows: Sequence[str]) -> tuple[tuple[Cell, ...], ...]:
    """The rows of a table."""
    return tuple(tuple(Cell((Text(words),)) if words else Cell() for words in row) for row in rows)


def signature(*names: str) -> Credit:
    """（张艺　王小明）"""
    parts: list[CreditPart] = []
    for name in names:
        if parts:
            parts.append(CreditPart(PartKind.SEPARATOR, "\u3000"))
        parts.append(CreditPart(PartKind.NAME, name))
    return Credit(CreditKind.AUTHOR, tuple(parts), ROUND)


def supplied(organisation: str, role: str = "供稿") -> Credit:
    """（县档案馆　供稿）"""
    return Credit(
        CreditKind.PHOTO,
        (
            CreditPart(PartKind.ORGANISATION, organisation),
            CreditPart(PartKind.SEPARATOR, "\u3000"),
            CreditPart(PartKind.ROLE, role),
        ),
        ROUND,
    )


SAMPLE = Document(
    "水利",
    Metadata(
        book="青川县年鉴", year="2019", publisher="青川县地方志办公室", chapter="水利", pages="231—236",
        first_page=231, language="zh-Hans", licence="CC BY 4.0",
    ),
    (
        Section(
            "s-综述",
            heading("综述"),
            1,
            (
                Entry(
                    "e-1",
                    heading("概况", BRACKETS),
                    (
                        paragraph(
                            "2018年，全县有水库12座，总库容3150万立方米，比上年增长21.9%。"
                            "“一库一策”全面实行，灌区渠道衬砌率居全市首位。新增节水灌溉面积40公顷！"
                            "县水务局（SWB）与AI实验室合作，开发QC-3型测流仪。"
                        ),
                        paragraph("全年未发生溃坝、漫坝事件。"),
                        signature("李桐", "欧阳若兰"),
                    ),
                ),
                Entry(
                    "e-2",
                    heading("AI 看水活动成功举办", BRACKETS),
                    (
                        paragraph("4月18日，“AI 看水”活动在县图书馆举办，吸引1200余人参加。"),
                        signature("张艺"),
                        Figure(
                            "fig-1",
                            (Text("4月18日，“AI 看水”活动现场　小朋友体验测流"),),
                            supplied("县档案馆"),
                        ),
                    ),
                ),
            ),
        ),
        Section(
            "s-灌溉排水",
            heading("灌溉排水"),
            1,
            (
                Entry("e-lead", None, (paragraph("本节记述全县灌区的建设与管理。"),)),
                Entry("e-3", heading("概况", BRACKETS), (paragraph("全县有灌区3处。" * 12),)),
                Section(
                    "s-东干渠",
                    heading("东干渠"),
                    2,
                    (Entry("e-4", heading("渠首改造", BRACKETS), (paragraph("渠首闸改造完工。"),)),),
                ),
            ),
        ),
    ),
)  # fmt: skip


_HAN = "年月水利灌区工程建设的一二三全县万"
_TRICKY = "aB1.9#*_~^<>&\"'`\\-—…“”‘’（）【】，。！？；：$@|=+:[]{}/%　 𠀀é×"


def texts(min_size: int = 1, max_size: int = 40) -> st.SearchStrategy[str]:
    """Any text that the model may hold; often Chinese, often nasty."""
    anything = st.text(max_size=max_size)
    nasty = st.text(alphabet=_HAN + _TRICKY, max_size=max_size)
    lines = st.sampled_from(
        ["1. 一", "# 一", "- 一", "---", "::: x", "a  b", '"q" --- ...', "10~20~", "<b>", "&amp;", "[a](b)",
         "(1) x", "====", "| a | b |", ": d", "    code", "\\", "$x$", "@a", "^[n]", "# a {#b}", "2019.",
         "a) b"]
    )  # fmt: skip
    return st.one_of(anything, nasty, lines).map(clean).filter(lambda text: len(text) >= min_size)


_OF_A_KIND = st.sampled_from(
    [
        "△　县图书馆开馆。",
        "△开馆",
        "张艺　王小明　欧阳若兰　李桐　阿卜杜拉·艾合买提　周文　陈敏　吴丽　林岚开",
        "主　任：张　艺　王小明（女，回族）",
        "委员（以姓氏笔画为序）：李桐　阿卜杜拉·艾合买提(维吾尔族)",
        "办公室主任 周文 陈　敏 王若兰",
    ]
)
"""Texts that editions know by their form: events of a chronicle, lists of names."""
_DATES = st.sampled_from(["4日", "1月4日", "是月"])
_marks = st.sampled_from([Marks(), BRACKETS, Marks("■"), Marks("〔", "〕"), Marks("◆")])


@st.composite
def credits(draw: st.DrawFn) -> Credit:
    kinds = st.sampled_from([PartKind.NAME, PartKind.ORGANISATION, PartKind.ROLE])
    parts: list[CreditPart] = []
    for kind in draw(st.lists(kinds, min_size=1, max_size=4)):
        if parts:
            parts.append(
                CreditPart(PartKind.SEPARATOR, draw(st.sampled_from(["\u3000", " ", "、", "，", "/", "："])))
            )
        parts.append(CreditPart(kind, draw(texts(max_size=6))))
    return Credit(
        draw(st.sampled_from(CreditKind)),
        tuple(parts),
        draw(st.sampled_from([Marks(), ROUND, Marks("(", ")")])),
    )


class _Ids:
    def __init__(self) -> None:
        self.count = 0

    def next(self, prefix: str) -> str:
        self.count += 1
        return f"{prefix}-{self.count}"


def _figure(draw: st.DrawFn, ids: _Ids) -> Figure:
    credit = draw(st.none() | credits())
    caption = (Text(draw(texts())),) if credit is None or draw(st.booleans()) else ()
    image = draw(st.sampled_from(["", "images/p1.jpg", "图 1.png"]))
    return Figure(ids.next("fig"), caption, credit, image)


def _table(draw: st.DrawFn, ids: _Ids) -> Table:
    """Any cell may be empty, but not all."""
    columns = draw(st.integers(1, 3))
    cell = st.one_of(texts(min_size=0, max_size=6), st.sampled_from(["12", "3.5%", "合计"]))
    rows = draw(st.lists(st.lists(cell, min_size=columns, max_size=columns), min_size=1, max_size=3))
    if not any(words for row in rows for words in row):
        rows[-1][-1] = "1"
    title, unit = draw(texts(min_size=0)), draw(st.sampled_from(["", "单位：万元", "a|b\\"]))
    return Table(
        ids.next("tab"),
        (Text(title),) if title else (),
        (Text(unit),) if unit else (),
        cells(*rows),
    )


def _noted(draw: st.DrawFn, notes: list[Note]) -> Paragraph:
    """A paragraph that refers to some of the notes."""
    inlines: list[Inline] = []
    booleans = st.sampled_from([True, False])
    for note in draw(st.lists(st.sampled_from(notes), max_size=3)):
        if draw(booleans):
            spaced: bool = draw(booleans)
            inlines.append(Text((" " if inlines and spaced else "") + draw(texts(max_size=12))))
        inlines.append(NoteRef(note.mark, note.id))
    more: bool = draw(booleans)
    if more or not inlines:
        inlines.append(Text(draw(texts())))
    return Paragraph(tuple(inlines))


def _entry(draw: st.DrawFn, ids: _Ids, headed: bool) -> Entry:
    ident = ids.next("e")
    children: list[EntryChild] = []
    marks = draw(st.lists(st.sampled_from(["①", "②", "*", "[1]", "※"]), max_size=2))
    notes = [Note(ids.next("n"), mark, (Text(draw(texts())),)) for mark in marks]
    for kind in draw(st.lists(st.sampled_from("pppcft"), min_size=0 if headed else 1, max_size=4)):
        match kind:
            case "p" if notes:
                children.append(_noted(draw, notes))
            case "p":
                children.append(paragraph(draw(st.one_of(texts(), _OF_A_KIND))))
            case "c":
                children.append(draw(credits()))
            case "t":
                children.append(_table(draw, ids))
                labels = draw(st.lists(st.sampled_from(["注：", "资料来源：", "Source: "]), max_size=2))
                children += [paragraph(clean(label + draw(texts()))) for label in labels]
            case _:
                children.append(_figure(draw, ids))
    for note in notes:
        children.insert(draw(st.integers(0, len(children))), note)
    words = draw(st.one_of(texts(), _DATES)) if headed else ""
    return Entry(ident, heading(words, draw(_marks)) if headed else None, tuple(children))


def _children(draw: st.DrawFn, ids: _Ids, level: int) -> tuple[SectionChild, ...]:
    out: list[SectionChild] = []
    out.extend(_figure(draw, ids) for _ in range(draw(st.integers(0, 1))))
    out.extend(_entry(draw, ids, headed=False) for _ in range(draw(st.integers(0, 1))))
    for kind in draw(st.lists(st.sampled_from("es" if level < 4 else "e"), max_size=3)):
        if kind == "e":
            out.append(_entry(draw, ids, headed=True))
        else:
            ident = ids.next("s")
            title = heading(draw(texts()), draw(_marks))
            out.append(Section(ident, title, level, _children(draw, ids, level + 1)))
    return tuple(out)


def _referring(draw: st.DrawFn, document: Document) -> Document:
    """With references among its words, to anything in it; or to what another text of a volume has."""
    words = draw(st.lists(texts(max_size=8), max_size=4))
    chance = Random(draw(st.integers(0, 2**32)))
    known = [("", target) for target in targets(document)] + [("教育.md", "e-1"), ("a b/c.txt", "s-%41#")]
    for text in words:
        chapter, target = chance.choice(known)
        ref = CrossRef(text, target, chapter=chapter)
        children = tuple(_with_inline(child, ref, chance) for child in document.children)
        document = replace(document, children=children)
    return document


def _naming(draw: st.DrawFn, document: Document) -> Document:
    """With names among its words."""
    words = draw(st.lists(texts(max_size=8), max_size=4))
    chance = Random(draw(st.integers(0, 2**32)))
    for text in words:
        key = draw(st.sampled_from(["", "", '共|{"&amp;\\']) | texts(max_size=12))
        syllables = chance.choice((0, 0, sum(map(is_han, key or text))))
        sort = " ".join(chance.choice(("shan4", "lü3", "de5")) for _ in range(syllables))
        name = Name(text, chance.choice(list(NameKind)), key=key, sort=sort)
        children = tuple(_with_inline(child, name, chance) for child in document.children)
        document = replace(document, children=children)
    return document


def _with_inline(child: SectionChild, ref: CrossRef | Name, chance: Random) -> SectionChild:
    match child:
        case Section():
            return replace(child, children=tuple(_with_inline(own, ref, chance) for own in child.children))
        case Entry():
            return replace(child, children=tuple(_with_it(item, ref, chance) for item in child.children))
        case Figure():
            return _captioned(child, ref, chance)


def _with_it(item: EntryChild, ref: CrossRef | Name, chance: Random) -> EntryChild:
    if chance.random() < 0.5:
        return item
    match item:
        case Credit():
            return item
        case Paragraph():
            return Paragraph(inserted(item.inlines, ref, chance))
        case Figure():
            return _captioned(item, ref, chance)
        case Note():
            return replace(item, inlines=_linked(item.inlines, ref, chance))
        case Table():
            if chance.random() < 0.5:
                return replace(item, title=_linked(item.title, ref, chance))
            row, column = chance.randrange(len(item.rows)), chance.randrange(len(item.rows[0]))
            rows = [list(own) for own in item.rows]
            rows[row][column] = Cell(_linked(rows[row][column].inlines, ref, chance))
            return replace(item, rows=tuple(map(tuple, rows)))


def _captioned(figure: Figure, ref: CrossRef | Name, chance: Random) -> Figure:
    if chance.random() < 0.5:
        return figure
    return replace(figure, caption=_linked(figure.caption, ref, chance))


def _linked(inlines: Sequence[Linked], ref: CrossRef | Name, chance: Random) -> tuple[Linked, ...]:
    return tuple(one for one in inserted(inlines, ref, chance) if not isinstance(one, NoteRef))


def inserted(inlines: Sequence[Inline], ref: CrossRef | Name, chance: Random) -> tuple[Inline, ...]:
    """A reference or a name anywhere among some inlines; one of plain text may be parted for it."""
    at = chance.randrange(len(inlines) + 1)
    before, after = list(inlines[:at]), list(inlines[at:])
    if after and isinstance(after[0], Text) and len(after[0].text) > 1:
        text = after[0].text
        part = chance.randrange(1, len(text))
        before, after = [*before, Text(text[:part])], [Text(text[part:]), *after[1:]]
    return (*before, ref, *after)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Any document that the model allows, small."""
    word = texts(min_size=0, max_size=8)
    metadata = Metadata(
        book=draw(word), year=draw(word), publisher=draw(word), chapter=draw(word), pages=draw(word),
        first_page=draw(st.integers(1, 999)), language=draw(st.sampled_from(["zh-Hans", "zh-Hant", "en"])),
        licence=draw(word),
    )  # fmt: skip
    plain = Document(draw(texts(min_size=0, max_size=12)), metadata, _children(draw, _Ids(), 1))
    return _naming(draw, _referring(draw, plain))
