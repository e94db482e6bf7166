"""Names marked in the running text: in every format, and where the index says that they stand."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace

import pikepdf
import pytest
from lxml import etree

from tests.documents import BRACKETS, ROUND, cells, heading, signature
from tests.editions_text import Drawn, html_text, pdf_glyphs, pdf_text
from tests.shared import shared
from tests.sourced import print_document
from tests.word import docx_index, docx_notes, docx_text, problems, with_footnotes
from typeset.compose.blocks import Part
from typeset.crossrefs import as_text, joined
from typeset.editions.composed import Setter
from typeset.editions.docx import render_docx
from typeset.editions.html import render_html
from typeset.editions.index_rows import Row
from typeset.editions.indexes import Found, index_galley
from typeset.editions.pdf import render_pdf
from typeset.editions.pieces import Lines
from typeset.errors import FormatError
from typeset.formats.json import read_json, write_json
from typeset.formats.markdown import read_markdown, write_markdown
from typeset.formats.tei import read_tei, restore, schema_problems, write_tei
from typeset.model import (
    Cell,
    Credit,
    CreditKind,
    CreditPart,
    CrossRef,
    Document,
    Entry,
    Figure,
    Inline,
    Metadata,
    Name,
    NameKind,
    Note,
    NoteRef,
    Paragraph,
    PartKind,
    Section,
    Table,
    Text,
    entries,
)
from typeset.name_lists import name_lists
from typeset.parts import IndexKind, Parts
from typeset.printed_words import plain_text
from typeset.theme import load_theme
from typeset.volume import bind

THEME = load_theme("yearbook")
WORDS = "全县有灌区3处，灌溉面积21.9万亩，比上年增长3.5%。完成改造工程12项。"
NUMBERS = "一二三四五六七八九"
KINDS: dict[NameKind, tuple[str, IndexKind]] = {
    NameKind.PERSON: ("王", "people"),
    NameKind.ORGANISATION: ("农林站", "organisations"),
    NameKind.TERM: ("渠首", "entries"),
}
SOURCE = Credit(CreditKind.SOURCE, (CreditPart(PartKind.NAME, "本报讯记者"),), ROUND)


def name(kind: NameKind, own: int) -> Name:
    return Name(f"{KINDS[kind][0]}{NUMBERS[own]}", kind)


def entry(own: int) -> Entry:
    """Long paragraphs with a heading, a source and references before their names."""
    ref = CrossRef("参见“条目一”", "e-0")
    inlines: list[Inline] = [ref, Text(f"。{WORDS * (3 + own % 4)}")]
    for kind in KINDS:
        inlines += [name(kind, own), Text(f"。{WORDS * 6}")]
    paragraph = Paragraph((*inlines, Text(f"（{WORDS}），"), name(NameKind.PERSON, own)))
    told = (SOURCE, Paragraph((Text(WORDS * 3), Name(f"李{NUMBERS[own]}", NameKind.PERSON), Text("。"))))
    items = (Paragraph(joined(paragraph.inlines)), *told, signature("张艺"))
    return Entry(f"e-{own}", heading(f"条目{NUMBERS[own]}", BRACKETS), items)


DOCUMENT = Document(
    "水利",
    Metadata(book="示例年鉴", year="2021", first_page=98),
    (Section("s-1", heading("概述"), 1, tuple(entry(own) for own in range(9))),),
)
INDEXED = Parts(index=("entries", "people", "organisations"), references="page")


def unmarked(document: Document) -> Document:
    """The same without its names."""

    def plain(own: Entry) -> Entry:
        items = tuple(
            Paragraph(joined(as_text(one) if isinstance(one, Name) else one for one in item.inlines))
            if isinstance(item, Paragraph)
            else item
            for item in own.children
        )
        return replace(own, children=items)

    (section,) = document.children
    assert isinstance(section, Section)
    children = tuple(plain(own) for own in section.children if isinstance(own, Entry))
    return replace(document, children=(replace(section, children=children),))


def spot(glyphs: list[Drawn], labels: list[str], at: int) -> str:
    """The page and the column of a character, as an index has them."""
    glyph = glyphs[at]
    recto = int(labels[glyph.page]) % 2 == 1
    left = THEME.margins[3] if recto else THEME.margins[1]
    column = (glyph.x - left + THEME.gutter_width / 2) // (THEME.column_width + THEME.gutter_width)
    return f"{labels[glyph.page]}{'abcd'[int(column)]}"


def test_an_index_names_the_column_that_has_a_name() -> None:
    pdf = render_pdf(DOCUMENT, THEME, {}, INDEXED)
    with pikepdf.open(io.BytesIO(pdf.data)) as file:
        labels = [str(page.label) for page in file.pages]
    glyphs = pdf_glyphs(pdf.data)
    text = [g for g in glyphs if not g.generated]
    last = text[-1].page
    index = "".join(g.text for g in glyphs if g.page > last and "Generated" in g.tags)
    words = "".join(g.text for g in text)
    assert len(words) == len(text)
    apart = 0
    for own, number in enumerate(NUMBERS):
        begins = spot(text, labels, words.index(f"【条目{number}】"))
        for term in (*(name(kind, own).text for kind in KINDS), f"李{number}", "本报讯记者"):
            places = [match.start() for match in re.finditer(term, words)]
            wanted = list(dict.fromkeys(spot(text, labels, at) for at in places))
            found = re.search(rf"{term}\u3000?((?:\d+[a-d][，、,]?\s?)+)", index)
            assert found is not None, (term, index)
            assert re.findall(r"\d+[a-d]", found[1]) == wanted, term
            apart += wanted[0] != begins
    assert apart > 15
    assert pdf_text(pdf.data) == plain_text(DOCUMENT).replace("\n", "")


def test_an_index_has_a_name_under_its_key() -> None:
    """Wherever it stands, in whatever words; sorted and headed as the key is read."""
    forms = (("老任", "任重", ""), ("单工", "单飞", "dan1 fei1"), ("市委", "中共示例市委员会", ""))
    kinds = (NameKind.PERSON, NameKind.PERSON, NameKind.ORGANISATION)
    inlines: list[Inline] = []
    for (words, key, sort), kind in zip(forms, kinds, strict=True):
        inlines += [
            Text(WORDS * 12),
            Name(words, kind, key=key, sort=sort),
            Text(f"。{WORDS * 9}"),
            Name(key, kind),
        ]
    told = tuple(Entry(f"e-{n}", heading(f"事{n}"), (Paragraph(tuple(inlines)),)) for n in range(3))
    signed = Entry(
        "e-9", heading("事九"), (Paragraph((Text(WORDS),)), signature("任重"), signature("单雄信"))
    )
    document = replace(DOCUMENT, children=(*told, signed))
    pdf = render_pdf(document, THEME, {}, INDEXED)
    with pikepdf.open(io.BytesIO(pdf.data)) as file:
        labels = [str(page.label) for page in file.pages]
    glyphs = pdf_glyphs(pdf.data)
    text = [g for g in glyphs if not g.generated]
    words = "".join(g.text for g in text)
    index = "".join(g.text for g in glyphs if g.page > text[-1].page and "Generated" in g.tags)
    people = index[index.index("人名索引") : index.index("机构索引")]
    found = re.findall(r"([A-Z])(任重|单飞|单雄信)\u3000?((?:\d+[a-d][，、, ]*)+)", people)
    assert [(letter, term) for letter, term, _ in found] == [("D", "单飞"), ("R", "任重"), ("S", "单雄信")]
    said = {term: re.findall(r"\d+[a-d]", pages) for _, term, pages in found}
    organisations = index[index.index("机构索引") :]
    body = re.search(r"Z中共示例市委员会\u3000?([\da-d，、, ]+)", organisations)
    assert body is not None
    said["中共示例市委员会"] = re.findall(r"\d+[a-d]", body[1])
    for own, key, _ in forms:
        places = sorted(match.start() for match in re.finditer(f"{own}|{key}", words))
        assert len(places) >= 6
        assert said[key] == list(dict.fromkeys(spot(text, labels, at) for at in places)), key
    assert not re.search("老任|单工|[^示例]市委[^员]", index)
    assert words == plain_text(document).replace("\n", "")
    data = render_docx(document, THEME, {}, INDEXED)
    leads = {term: len(names) for style, term, names in docx_index(data) if style == "Index1"}
    assert (leads["任重"], leads["单飞"], leads["单雄信"], leads["中共示例市委员会"]) == (7, 6, 1, 6)
    assert "老任" not in leads and docx_text(data) == plain_text(document) and problems(data) == []


def test_two_readings_of_one_term_are_told(caplog: pytest.LogCaptureFixture) -> None:
    one_, other = (Name("单飞", NameKind.PERSON, sort=sort) for sort in ("dan1 fei1", "shan4 fei1"))
    with caplog.at_level("WARNING", "typeset"):
        render_pdf(one(Paragraph((one_, Text("、"), other))), THEME, {}, INDEXED)
    said = "the index sorts '单飞' as dan1 fei1, and not as shan4 fei1"
    assert [record.getMessage() for record in caplog.records] == [said]


def test_a_mark_moves_no_character() -> None:
    marked, plain = (
        [(g.text, g.page, g.x, g.y) for g in pdf_glyphs(render_pdf(one, THEME, {}).data)]
        for one in (DOCUMENT, unmarked(DOCUMENT))
    )
    assert marked == plain


def test_html_and_word_have_the_words() -> None:
    html = render_html(DOCUMENT, THEME)
    assert '<span class="marked-name"><span>王一</span></span>' in html
    assert '<span class="marked-org"><span>农林站一</span></span>' in html
    assert html_text(html) == plain_text(DOCUMENT)
    data = render_docx(DOCUMENT, THEME, {})
    assert docx_text(data) == plain_text(DOCUMENT) and problems(data) == []


def test_an_index_of_a_volume_has_the_names_of_its_texts() -> None:
    volume = bind([DOCUMENT, replace(DOCUMENT, title="教育")], Metadata(book="示例年鉴"), ("a.md", "b.md"))
    assert plain_text(volume).count("农林站一") == 2
    assert write_markdown(volume).count("[农林站一]{.org}") == 2


PARAGRAPH = Paragraph(
    (
        Name("张艺", NameKind.PERSON), Text("到"), Name("县水利局", NameKind.ORGANISATION),
        Name("南水北调", NameKind.TERM), Text("工地！"), Name("李四", NameKind.PERSON),
    )
)  # fmt: skip


def one(*items: Paragraph | Table) -> Document:
    return Document("水利", children=(Entry("e-1", heading("概况"), items),))


def test_markdown_has_names_as_spans() -> None:
    text = write_markdown(one(PARAGRAPH))
    line = "[张艺]{.name}到[县水利局]{.org}[南水北调]{.term}工地\\!"
    assert f"{line}[李四]{{.name}}" not in text  # a full-width mark is no picture's
    assert "[张艺]{.name}到[县水利局]{.org}[南水北调]{.term}工地！" in text
    ascii_ = one(Paragraph((Text("工地!"), Name("李四", NameKind.PERSON))))
    assert "工地\\![李四]{.name}" in write_markdown(ascii_)
    assert read_markdown(write_markdown(ascii_)) == ascii_
    assert read_markdown(text) == one(PARAGRAPH)


def test_a_paragraph_that_is_one_name_is_no_credit() -> None:
    alone = one(Paragraph((Name("张艺", NameKind.PERSON),)))
    assert "\n\n[张艺]{.name}\n" in write_markdown(alone)
    assert read_markdown(write_markdown(alone)) == alone
    assert read_json(write_json(alone)) == alone


def test_white_space_at_the_ends_of_a_name_is_not_the_names() -> None:
    document = read_markdown("# 概况 {.entry}\n\nby [ Wang Yi ]{.name}of[ the County ]{.org}\n")
    (entry_,) = document.children
    assert isinstance(entry_, Entry)
    assert entry_.children == (
        Paragraph(
            (
                Text("by "), Name("Wang Yi", NameKind.PERSON), Text(" of "),
                Name("the County", NameKind.ORGANISATION),
            )
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("到[ ]{.name}去", "a name without words"),
        ('[张艺]{.name id="n"}到', "a name without words, or with more than its kind"),
        ('[老张]{.name key=""}到', "'老张' has an empty key"),
        ('[老张]{.name key="　"}到', "'老张' has an empty key"),
        (f'[老张]{{.name key="{"张" * 61}"}}到', "a key of more than 60 characters"),
        ('[老张]{.name key="张\u200b艺"}到', "a key with control characters"),
        ('[老张]{.name key="\x07张"}到', "a key with control characters"),
        ('[老张]{.name key=" 张艺"}到', "white space that is not single and inside"),
        ('[老张]{key="张艺"}到', "key says nothing without the name's class"),
        ('[老张]{sort="zhang1 yi4"}到', "sort says nothing without the name's class"),
        ("[老张]{.name key=张艺}到", "the attributes of a name cannot be read: {.name key=张艺}"),
        ('[老张]{.name key="张艺}到', "the attributes of a name cannot be read"),
        ('[老张]{.name key="{张}"}到', "the attributes of a name cannot be read"),
        ('[单飞]{.name sort="dan fei"}到', "'单飞' has a sort that is no syllables with their tones"),
        ('[单飞]{.name sort=""}到', "such as shan4 fu2: ''"),
        ('[单飞]{.name sort="dan1"}到', "a sort of 1 syllables for 2 characters"),
        ('[老张]{.name key="张艺谋" sort="zhang1 yi4"}到', "a sort of 2 syllables for 3 characters"),
        ('[[老张]{.name key="张艺"}]{.credit}', "key stands on names in the text alone"),
        ("[张艺]{.name .org}到", "a name without words, or with more than its kind"),
        ("[张艺]{.person}到", "span has no place"),
        ("[张*艺*]{.name}到", "em has no place"),
        ("::: {.table}\n[单位：[万元]{.org}]{.unit}\n\n| 年 |\n|---|\n| 1 |\n:::", "span has no place"),
    ],
)
def test_markdown_says_what_is_no_name(words: str, said: str) -> None:
    with pytest.raises(FormatError) as error:
        read_markdown(f"# 概况 {{.entry}}\n\n{words}\n", "x.md")
    assert said in str(error.value) and str(error.value.place).startswith("x.md:")


def test_markdown_has_the_form_of_an_index() -> None:
    known = Name("老张", NameKind.PERSON, key="单飞", sort="shan4 fei1")
    document = one(
        Paragraph((Text("请"), known, Text("来。市委"), replace(known, kind=NameKind.TERM, sort="")))
    )
    text = write_markdown(document)
    assert '请[老张]{.name key="单飞" sort="shan4 fei1"}来。\n市委[老张]{.term key="单飞"}\n' in text
    assert read_markdown(text) == document
    odd = one(Paragraph((replace(known, key='共“A&B” {。}|\\"，见', sort=""), Text("来。再来。"))))
    written = write_markdown(odd)
    assert 'key="共“A&#38;B” &#123;。&#125;&#124;&#92;&#34;，见"}来。\n再来。\n' in written
    assert read_markdown(written) == odd
    said = read_markdown('# 概况 {.entry}\n\n[老张]{.name key="A&B\\\\"}\n')
    (paragraph,) = (own for entry_ in entries(said) for own in entry_.children)
    assert paragraph == Paragraph((Name("老张", NameKind.PERSON, key="A&B\\"),))


def test_what_is_no_key_is_printed() -> None:
    document = read_markdown("# 概况 {.entry}\n\n见\\[老张\\]{.name key=张}，[\\]]{.name}{.name key=张}\n")
    assert plain_text(document) == "概况\n见[老张]{.name key=张}，]{.name key=张}"


def test_json_says_where_names_stand() -> None:
    value = json.loads(write_json(one(PARAGRAPH)))
    names = value["sections"][0]["entries"][0]["names"]
    assert names[1] == {"paragraph": 0, "at": 3, "words": "县水利局", "kind": "org"}
    for key, other in (("at", 4), ("kind", "person"), ("words", " 县水利局"), ("paragraph", 7)):
        edited = json.loads(write_json(one(PARAGRAPH)))
        edited["sections"][0]["entries"][0]["names"][1][key] = other
        with pytest.raises(FormatError, match="names"):
            read_json(json.dumps(edited))
    names[1] |= {"key": "示例县水利局", "sort": "shi4 li4 xian4 shui3 li4 ju2"}
    formed = read_json(json.dumps(value))
    assert json.loads(write_json(formed)) == value and plain_text(formed) == plain_text(one(PARAGRAPH))
    for key, wrong in (
        ("key", ""),
        ("key", "x" * 61),
        ("key", 5),
        ("key", " x"),
        ("sort", ""),
        ("sort", "ju2"),
    ):
        edited = json.loads(write_json(formed))
        edited["sections"][0]["entries"][0]["names"][1][key] = wrong
        with pytest.raises(FormatError, match=rf"names: .* has |{key}: no text"):
            read_json(json.dumps(edited))


def test_tei_has_names_as_elements() -> None:
    document, ledger = print_document(one(PARAGRAPH))
    xml = write_tei(document, ledger)
    for element in ("<name>张艺</name>", "<orgName>县水利局</orgName>", "<term>南水北调</term>"):
        assert element in xml
    assert read_tei(xml.encode()) == document
    assert restore(xml.encode()) == ledger.origin.restore()
    assert schema_problems(xml.encode()) == []
    assert etree.RelaxNG(etree.parse(shared("schemas", "tei_all.rng"))).validate(
        etree.fromstring(xml.encode())
    )


def test_tei_has_the_form_of_an_index_as_attributes() -> None:
    key = '示例县水利局 "A&B"'
    names = [Name(f"水利局{number}", kind, key=key) for number, kind in enumerate(NameKind)]
    names.append(Name("单飞", NameKind.PERSON, sort="shan4 fei1"))
    document, ledger = print_document(one(Paragraph(tuple(names))))
    xml = write_tei(document, ledger)
    assert '<name n="shan4 fei1">单飞</name>' in xml
    assert '<orgName key="示例县水利局 &quot;A&amp;B&quot;">水利局1</orgName>' in xml
    assert read_tei(xml.encode()) == document
    assert restore(xml.encode()) == ledger.origin.restore()
    tei_all = etree.RelaxNG(etree.parse(shared("schemas", "tei_all.rng")))
    assert schema_problems(xml.encode()) == [] and tei_all.validate(etree.fromstring(xml.encode()))
    for wrong in ('n="shan"', 'n=""', 'n="shan4"', 'key=""', f'key="{"x" * 61}"', 'key=" x"'):
        edited = xml.replace('n="shan4 fei1"', wrong).encode()
        with pytest.raises(FormatError, match="'单飞' has "):
            read_tei(edited)
        assert restore(edited) == ledger.origin.restore()


def test_an_editor_marks_a_name_in_tei() -> None:
    document, ledger = print_document(one(Paragraph((Text("张艺到工地。"),))))
    xml = write_tei(document, ledger).replace("张艺", "<name>张艺</name>")
    (entry_,) = read_tei(xml.encode()).children
    assert isinstance(entry_, Entry) and isinstance(entry_.children[0], Paragraph)
    assert [type(own) for own in entry_.children[0].inlines] == [Name, Text]
    assert restore(xml.encode()) == ledger.origin.restore()


def test_a_name_in_a_heading_of_tei_is_an_error() -> None:
    document, ledger = print_document(one(PARAGRAPH))
    xml = write_tei(document, ledger)
    with pytest.raises(FormatError, match="no reference and no name"):
        read_tei(xml.replace("概况", "<term>概</term>况", 1).encode())


def test_a_list_of_names_may_have_marked_ones() -> None:
    words = "王明 李华 张伟 刘洋 陈静 杨帆 赵磊 黄丽 周强"
    plain = Paragraph((Text(words),))
    marked = Paragraph((Text("王明 李华 "), Name("张伟", NameKind.PERSON), Text(words[8:])))
    assert marked.text == plain.text
    assert name_lists([marked]) == name_lists([plain]) != (None,)
    data = render_pdf(one(marked), THEME, {}, Parts(index=("people",))).data
    index = "".join(g.text for g in pdf_glyphs(data) if "Generated" in g.tags)
    assert re.search("张伟\u3000?1a", index)


def beside() -> Document:
    """Names in notes, captions and tables, one of these longer than a column."""
    people = [Name(f"王{own}", NameKind.PERSON) for own in NUMBERS]
    rows = [list(row) for row in cells(("乡镇", "产量"), *((f"第{n}村", f"{n}.5") for n in range(70)))]
    rows[0][0] = Cell((Text("乡镇，"), people[0]))
    rows[1][0] = Cell((people[1],))
    rows[69][0] = Cell((Text("由"), people[2], Text("管")))
    wide = [list(row) for row in cells(*([f"第{n}年{row}" for n in range(16)] for row in range(60)))]
    wide[55][15] = Cell((people[8],))
    own = (
        Paragraph((Text(WORDS * 20), NoteRef("①", "n-1"), Text(WORDS * 20))),
        Table("tab-1", (Text("产量表，据"), people[5]), (), tuple(map(tuple, rows))),
        Paragraph((Text("注：据"), people[6], Text("所记。"))),
        Table("tab-2", (), (), tuple(map(tuple, wide))),
        Note("n-1", "①", (Text(f"{WORDS * 3}据"), people[3], Text("所记。"))),
        Figure("fig-1", (people[4], Text("在工地，"), CrossRef("见“其他”", "e-2"))),
    )
    figure = Figure("fig-2", (Text("前有"), people[7]))
    last = Entry("e-2", heading("其他", BRACKETS), (Paragraph((Text(WORDS * 9), people[4], Text("来。"))),))
    return replace(DOCUMENT, children=(figure, Entry("e-1", heading("产量", BRACKETS), own), last))


def test_an_index_has_the_names_in_notes_captions_and_tables() -> None:
    document = beside()
    pdf = render_pdf(document, THEME, {}, INDEXED)
    with pikepdf.open(io.BytesIO(pdf.data)) as file:
        labels = [str(page.label) for page in file.pages]
    glyphs = pdf_glyphs(pdf.data)
    text = [g for g in glyphs if not g.generated]
    words = "".join(g.text for g in text)
    index = "".join(g.text for g in glyphs if g.page > text[-1].page and "Generated" in g.tags)
    spots: dict[str, list[str]] = {}
    for number in NUMBERS:
        places = [spot(text, labels, match.start()) for match in re.finditer(f"王{number}", words)]
        across = number == NUMBERS[8]  # a table over both columns is in the first
        spots[number] = [f"{place[:-1]}a" if across else place for place in places]
        found = re.search(rf"王{number}\u3000?((?:\d+[a-d][，、,]?\s?)+)", index)
        assert found is not None, (number, index)
        assert re.findall(r"\d+[a-d]", found[1]) == spots[number], number
    assert len(spots[NUMBERS[4]]) == 2 and spots[NUMBERS[1]] != spots[NUMBERS[2]]
    assert len({place for own in spots.values() for place in own}) > 4
    assert sorted(words) == sorted(plain_text(document).replace("\n", ""))


def test_an_index_is_in_the_order_of_the_pages() -> None:
    """Though the words that a picture stands for may come after it."""
    found = [Found(9, 1, "a"), Found(7, 0, "b"), Found(9, 0, "c"), Found(7, 0, "d")]
    setter = Setter(THEME, "zh-Hans")
    galley = index_galley([Row("people", "term", "王一")], {"people": {"王一": found}}, setter)
    pieces = [piece for piece in galley.pieces if isinstance(piece, Lines)]
    assert pieces[-1].text.text == "王一\u30007a, 9a, 9b"
    assert '"#b"' in pieces[-1].html(Part(0, 0, 1, 0, 0), "")


def test_names_beside_the_text_are_in_every_format() -> None:
    document = beside()
    written = write_markdown(document)
    for line in (
        "[王五]{.name}在工地",
        "产量表，据[王六]{.name}",
        "| [王二]{.name} | 0.5 |",
        "据[王四]{.name}所记。",
    ):
        assert line in written
    assert read_markdown(written) == document and read_json(write_json(document)) == document
    value = json.loads(write_json(document))
    table = value["sections"][0]["entries"][0]["tables"][0]
    assert table["names"][1] == {"row": 0, "column": 0, "at": 3, "words": "王一", "kind": "name"}
    table["names"][1]["row"] = 99
    with pytest.raises(FormatError, match="no such row"):
        read_json(json.dumps(value))
    sourced, ledger = print_document(document)
    xml = write_tei(sourced, ledger).encode()
    assert read_tei(xml) == sourced and restore(xml) == ledger.origin.restore()
    assert schema_problems(xml) == []
    html, data = render_html(document, THEME), render_docx(document, THEME, {}, INDEXED)
    assert html_text(html) == plain_text(document) and html.count('class="marked-name"') == 10
    leads = {term: len(names) for style, term, names in docx_index(data) if style == "Index1"}
    assert {term: count for term, count in leads.items() if term[0] == "王"} == {
        f"王{own}": 1 + (own == NUMBERS[4]) for own in NUMBERS
    }
    apart, notes = with_footnotes(document)
    assert docx_text(data) == plain_text(apart) and docx_notes(data) == notes and problems(data) == []


def test_a_note_below_a_table_may_have_a_marked_name() -> None:
    rows = cells(("乡镇", "产量"), *((f"第{n}村", "12") for n in range(99)))
    below = Paragraph((Text("资料来源："), Name("县统计局", NameKind.ORGANISATION)))
    document = one(Table("tab-1", (), (), rows), below)
    glyphs = pdf_glyphs(render_pdf(document, THEME, {}, Parts(index=("organisations",))).data)
    text = [g for g in glyphs if not g.generated]
    index = "".join(g.text for g in glyphs if "Generated" in g.tags and g.page > text[-1].page)
    where = spot(text, [str(page) for page in range(1, 9)], "".join(g.text for g in text).index("县统计局"))
    assert where != "1a" and re.search(f"县统计局\u3000?{where}", index)
