"""TEI in small cases that a person can read: what stands where in the body, and what is refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from lxml import etree

from tests.documents import SAMPLE, paragraph
from tests.sourced import print_document
from typeset.errors import FormatError, LimitError, LosslessError
from typeset.formats import tei_parse
from typeset.formats.tei import SCHEMA, is_unchanged, read_tei, restore, schema_problems, write_tei
from typeset.ledger import Action, Ledger, Origin, Row, Signal, weigh
from typeset.model import (
    Credit,
    CreditKind,
    CreditPart,
    Document,
    Entry,
    EntryChild,
    Figure,
    Heading,
    Marks,
    Paragraph,
    PartKind,
    Section,
    SectionChild,
    Text,
)
from typeset.span import NOWHERE, Span, total


class Sheet:
    """A source written piece by piece, each with its owner."""

    def __init__(self) -> None:
        self.text = ""
        self.rows: list[Row] = []

    def put(self, text: str) -> Span:
        self.text += text
        return Span(((len(self.text) - len(text), len(self.text)),))

    def row(self, text: str, action: Action, value: str = "", *, thin: bool = False) -> None:
        start, end = self.put(text).ranges[0]
        signals = (Signal("a-signal", "yes", 0.5 if thin else 3.0),)
        decision = weigh("join", "X-TEST", start, end, ("yes", "no"), signals)
        self.rows.append(Row(start, end, action, "X-TEST", value, decision))

    def text_of(self, words: str) -> Text:
        return Text(words, self.put(words))

    def paragraph(self, words: str) -> Paragraph:
        return Paragraph((self.text_of(words),))

    def head(self, words: str) -> Heading:
        opening, inside, closing = self.put("【"), self.text_of(words), self.put("】")
        return Heading((inside,), Marks("【", "】", opening, closing))

    def credit(self, name: str) -> Credit:
        opening, inside, closing = self.put("（"), self.put(name), self.put("）")
        parts = (CreditPart(PartKind.NAME, name, inside),)
        return Credit(CreditKind.AUTHOR, parts, Marks("（", "）", opening, closing))

    def ledger(self, *, encoding: str = "utf-8", bom: bytes = b"", pages: tuple[int, ...] = (0,)) -> Ledger:
        return Ledger(Origin("x.txt", self.text, encoding, bom, "0" * 64, pages), tuple(self.rows), ())


def entry(*children: EntryChild, heading: Heading | None = None) -> Entry:
    return Entry("e", heading, children)


def document(*children: SectionChild) -> Document:
    return Document("水利", children=children)


def body_of(xml: str) -> str:
    found = re.search(r"<body>(.*)</body>", xml, re.DOTALL)
    assert found
    return found[1].replace("<lb\n n=", "<lb n=")


def written(sheet: Sheet, *children: SectionChild, pages: tuple[int, ...] = (0,)) -> str:
    """The body; on the way everything that must hold of any file is seen to."""
    whole, ledger = document(*children), sheet.ledger(pages=pages)
    xml = write_tei(whole, ledger)
    assert read_tei(xml.encode()) == whole
    assert restore(xml.encode()) == ledger.origin.restore()
    assert schema_problems(xml.encode()) == []
    return body_of(xml)


# ---- what stands where


def test_a_join_a_joining_space_and_a_break() -> None:
    sheet = Sheet()
    first = sheet.put("全县")
    sheet.row("\n", Action.JOIN)
    second = sheet.put("有AI")
    sheet.row("\n", Action.JOIN_SPACE, thin=True)
    third = sheet.put("Lab")
    sheet.row("\n", Action.BREAK)
    last = sheet.paragraph("完")
    whole = Paragraph((Text("全县有AI Lab", total((first, second, third))),))
    assert written(sheet, entry(whole, last)) == (
        '<div type="entry" xml:id="e"><p><pb n="1"/><lb n="1"/>全县<lb n="2" break="no"/>有AI'
        '<lb n="3" break="yes" cert="low" resp="#typeset"/>Lab</p><p><lb n="4"/>完</p></div>'
    )


def test_blank_lines_are_implied_and_their_white_space_is_kept() -> None:
    sheet = Sheet()
    first = sheet.paragraph("一")
    sheet.row("\n\n\n", Action.BREAK)
    second = sheet.paragraph("二")
    sheet.row("\n \u3000\n", Action.BREAK)
    third = sheet.paragraph("三")
    assert written(sheet, entry(first, second, third)) == (
        '<div type="entry" xml:id="e"><p><pb n="1"/><lb n="1"/>一</p><p><lb n="4"/>二</p>'
        '<p><lb n="5"/><surplus reason="blank"> \u3000</surplus><lb n="6"/>三</p></div>'
    )


def test_padding_gaps_and_what_was_dropped() -> None:
    sheet = Sheet()
    first = sheet.put("张")
    sheet.row("    ", Action.DROP, "padding")
    second = sheet.put("艺")
    sheet.row("\u2003 ", Action.SPACE, "\u3000")
    third = sheet.put("会")
    sheet.row("\ufffd", Action.DROP, "undecodable")
    sheet.row("\x00", Action.DROP, "control")
    words = Paragraph((Text("张艺\u3000会", total((first, second, third))),))
    assert written(sheet, entry(words)) == (
        '<div type="entry" xml:id="e"><p><pb n="1"/><lb n="1"/>张<choice><orig>    </orig><reg/></choice>艺'
        '<choice><orig>\u2003 </orig><reg><space rend="ideographic"/></reg></choice>会'
        '<surplus reason="undecodable">\ufffd</surplus>'
        '<surplus reason="control"><g ref="#x0000"/></surplus></p></div>'
    )


def test_marks_and_a_credit_that_closes_its_entry_and_one_that_does_not() -> None:
    sheet = Sheet()
    heading = sheet.head("概况")
    sheet.row("\n", Action.BREAK)
    early = sheet.credit("张艺")
    sheet.row("\n", Action.BREAK)
    late = sheet.credit("李桐")
    assert written(sheet, entry(early, late, heading=heading)) == (
        '<div type="entry" xml:id="e"><head><pb n="1"/><lb n="1"/>'
        '<pc type="open">【</pc>概况<pc type="close">】</pc></head>'
        '<p><lb n="2"/><seg type="credit">'
        '<pc type="open">（</pc><name>张艺</name><pc type="close">）</pc></seg></p>'
        '<byline><lb n="3"/><pc type="open">（</pc><name>李桐</name><pc type="close">）</pc></byline></div>'
    )


@pytest.mark.parametrize("action", [Action.SPACE, Action.JOIN_SPACE])
def test_white_space_between_the_parts_of_a_credit_is_a_part(action: Action) -> None:
    sheet = Sheet()
    first = CreditPart(PartKind.ORGANISATION, "SWB", sheet.put("SWB"))
    sheet.row("  " if action is Action.SPACE else "\n", action, " ")
    gap = CreditPart(PartKind.SEPARATOR, " ", NOWHERE)
    second = CreditPart(PartKind.ROLE, "photo", sheet.put("photo"))
    body = written(sheet, entry(Credit(CreditKind.PHOTO, (first, gap, second))))
    orig = "  " if action is Action.SPACE else '<lb n="2" break="no"/>'
    assert (
        '<orgName>SWB</orgName><pc type="sep"><choice>'
        f'<orig>{orig}</orig><reg><space rend="word"/></reg></choice></pc><roleName>photo</roleName>'
    ) in body


def test_a_figure_and_a_running_head_stand_where_they_interrupt() -> None:
    sheet = Sheet()
    first = sheet.put("前")
    sheet.row("\n", Action.BREAK)
    caption = sheet.text_of("图")
    sheet.row("\n", Action.JOIN)
    sheet.row("年鉴", Action.FURNITURE, "header")
    sheet.row("\n", Action.JOIN)
    second = sheet.put("后")
    figure = Figure("fig", (caption,), image="图 1.png")
    words = Paragraph((Text("前后", total((first, second))),))
    assert written(sheet, entry(words, figure)) == (
        '<div type="entry" xml:id="e"><p><pb n="1"/><lb n="1"/>前<lb n="2"/>'
        '<figure xml:id="fig" corresp="#e"><graphic url="%E5%9B%BE%201.png"/><head>图</head></figure>'
        '<lb n="3" break="no"/><fw type="header">年鉴</fw><lb n="4" break="no"/>后</p></div>'
    )


def test_a_figure_before_the_heading_of_its_section_and_nothing_else() -> None:
    sheet = Sheet()
    figure = Figure("fig", (sheet.text_of("图"),))
    sheet.row("\n", Action.BREAK)
    section = Section("s-综述", sheet.head("综述"), 1, (figure,))
    assert written(sheet, section) == (
        '<figure xml:id="fig" corresp="#s-综述"><head><pb n="1"/><lb n="1"/>图</head></figure>'
        '<div type="section" xml:id="s-综述"><head><lb n="2"/>'
        '<pc type="open">【</pc>综述<pc type="close">】</pc></head></div>'
    )


@pytest.mark.parametrize("ident", ["1 a", "é", "typeset", "x000c", "id-31", "<&\"'>", "%41"])
def test_an_id_that_cannot_stand_in_xml_stands_beside_it(ident: str) -> None:
    sheet = Sheet()
    words = sheet.paragraph("一")
    sheet.row("\n\x0c", Action.BREAK)
    figure = Figure("fig", (sheet.text_of("图"),))
    body = written(sheet, Entry(ident, None, (words, figure)))
    assert f'xml:id="id-{ident.encode().hex()}" n="' in body
    assert f'corresp="#id-{ident.encode().hex()}"' in body


@pytest.mark.parametrize("source", ["", "\n", " \n\n\u3000"])
def test_a_document_without_blocks(source: str) -> None:
    sheet = Sheet()
    if source:
        sheet.row(source, Action.BREAK)
    assert written(sheet).startswith('<div type="empty"><p><pb n="1"/><lb n="1"/>')


def test_no_page_is_lost_where_it_begins_inside_a_row() -> None:
    sheet = Sheet()
    first = sheet.paragraph("一")
    sheet.row("\n\x0c\n", Action.BREAK)
    second = sheet.paragraph("二")
    assert '<pb n="2"/><lb n="2"/>' in written(sheet, entry(first, second), pages=(0, 2))


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("encoding", "bom"), [("utf-8", b"\xef\xbb\xbf"), ("utf-16-le", b"\xff\xfe"), ("gb18030", b"")]
)
def test_bytes_come_back_with_their_newlines_encoding_and_mark(
    newline: str, encoding: str, bom: bytes
) -> None:
    sheet = Sheet()
    first = sheet.paragraph("一")
    sheet.row(f"{newline}\n{newline}", Action.BREAK)
    second = sheet.paragraph("二")
    ledger = sheet.ledger(encoding=encoding, bom=bom)
    xml = write_tei(document(entry(first, second)), ledger).encode()
    assert restore(xml) == bom + f"一{newline}\n{newline}二".encode(encoding)


def test_the_sample_with_all_its_metadata() -> None:
    whole, ledger = print_document(SAMPLE)
    xml = write_tei(whole, ledger)
    assert xml == write_tei(whole, ledger)
    assert read_tei(xml.encode()) == whole
    assert is_unchanged(xml.encode())
    assert "<licence>CC BY 4.0</licence>" in xml
    assert f'<idno type="SHA-256">{ledger.origin.sha256}</idno>' in xml


# ---- what is not written


def _sheet() -> tuple[Sheet, Paragraph]:
    sheet = Sheet()
    return sheet, sheet.paragraph("一二三")


def test_a_code_point_without_an_owner_is_not_written() -> None:
    sheet, words = _sheet()
    sheet.put("四")
    with pytest.raises(LosslessError, match="3 to 4 have no owner"):
        write_tei(document(entry(words)), sheet.ledger())


def test_a_code_point_with_two_owners_is_not_written() -> None:
    sheet, words = _sheet()
    sheet.rows.append(Row(1, 2, Action.DROP, "X-TEST", "control"))
    with pytest.raises(LosslessError, match="1 to 3 have no owner, or two"):
        write_tei(document(entry(words)), sheet.ledger())


def test_words_that_stand_nowhere_are_not_left_out_without_a_word() -> None:
    sheet, words = _sheet()
    with pytest.raises(LosslessError, match="'另加的' stands nowhere"):
        write_tei(document(entry(words, paragraph("另加的"))), sheet.ledger())


@pytest.mark.parametrize("edited", ["一二四", "一二", "一二三四", "一 二三"])
def test_words_other_than_the_source_are_not_written(edited: str) -> None:
    sheet, words = _sheet()
    changed = Paragraph((replace(words.inlines[0], text=edited),))
    with pytest.raises(LosslessError, match="source"):
        write_tei(document(entry(changed)), sheet.ledger())


def test_a_line_end_that_no_row_owns_is_not_written() -> None:
    sheet, words = _sheet()
    sheet.row("\r", Action.DROP, "control")
    with pytest.raises(LosslessError, match="a line ends"):
        write_tei(document(entry(words)), sheet.ledger())


def test_a_figure_inside_a_name_is_not_written() -> None:
    sheet = Sheet()
    first = sheet.put("张")
    figure = Figure("fig", (sheet.text_of("图"),))
    name = CreditPart(PartKind.NAME, "张艺", first + sheet.put("艺"))
    with pytest.raises(LosslessError, match="inside a name"):
        write_tei(document(entry(Credit(CreditKind.AUTHOR, (name,)), figure)), sheet.ledger())


# ---- what is not read


def _good() -> str:
    sheet = Sheet()
    heading = sheet.head("概况")
    sheet.row("\n", Action.BREAK)
    words = sheet.paragraph("一 二")
    sheet.row("\x0c", Action.DROP, "page-mark")
    sheet.row("\n", Action.BREAK)
    return write_tei(document(entry(words, sheet.credit("张艺"), heading=heading)), sheet.ledger())


def _replacing(old: str, new: str) -> Callable[[str], str]:
    def edit(xml: str) -> str:
        assert old in xml
        return xml.replace(old, new, 1)

    return edit


_BAD = {
    "a document type": (_replacing("<TEI", "<!DOCTYPE TEI><TEI"), "DOCTYPE"),
    "entities in an attribute": (
        _replacing("<TEI", '<!DOCTYPE TEI [<!ENTITY a "b">]><TEI n="&a;"'),
        "DOCTYPE",
    ),
    "no XML": (lambda _: "hello", "not well-formed"),
    "another root": (lambda _: "<TEI/>", "not a TEI file"),
    "no body": (lambda xml: re.sub("<body>.*</body>", "", xml, flags=re.DOTALL), "no body"),
    "no xenoData": (lambda xml: re.sub("<xenoData>.*</xenoData>", "", xml), "header"),
    "bottomless JSON": (lambda xml: re.sub("<xenoData>", "<xenoData>" + "[" * 99_999, xml), "header"),
    "endless lines": (_replacing("&quot;lines&quot;: 3", "&quot;lines&quot;: Infinity"), "header"),
    "too many lines": (_replacing("&quot;lines&quot;: 3", "&quot;lines&quot;: 1e9"), "header"),
    "a line before the first": (_replacing('<lb\n n="2"', '<lb\n n="0"'), "there is no line 0"),
    "a line after the last": (_replacing('<lb\n n="3"', '<lb\n n="4"'), "there is no line 4"),
    "a line without a number": (_replacing('<lb\n n="3"', '<lb\n n="x"'), "lb with the number 'x'"),
    "words between blocks": (_replacing("</head><p>", "</head>x<p>"), "text between blocks"),
    "words beside the names": (_replacing("<name>张", "x<name>张"), "in no element"),
    "two headings": (_replacing("</head>", "</head><head>又</head>"), "head cannot stand here"),
    "a heading of nothing": (_replacing("<body>", "<body><head>又</head>"), "head cannot stand here"),
    "an element of TEI that is not ours": (_replacing("一 二", "一<hi>二</hi>"), "hi cannot stand here"),
    "a comment": (_replacing("一 二", "一<!-- 二 -->"), "a comment cannot stand here"),
    "an unknown character": (_replacing('<g ref="#x000c"/>', '<g ref="#x0041"/>'), "unknown character"),
    "an unknown kind of credit": (_replacing("<byline>", '<byline n="x">'), "unknown kind"),
    "an unknown kind of div": (_replacing('type="entry"', 'type="x"'), "unknown type"),
    "a section without a heading": (
        _replacing("<body>", '<body><div type="section" xml:id="s"></div>'),
        "a section without a head",
    ),
    "a figure about nothing": (
        _replacing("<body>", '<body><figure corresp="#no"><head>图</head></figure>'),
        "which is not there",
    ),
    "an empty paragraph": (_replacing("一 二", ""), "no text can be ''"),
    "two spaces": (_replacing("一 二", "一  二"), "no text can be"),
}  # fmt: skip


@pytest.mark.parametrize(("edit", "message"), _BAD.values(), ids=_BAD.keys())
def test_a_file_in_another_form_is_refused_with_a_remedy(edit: Callable[[str], str], message: str) -> None:
    with pytest.raises(FormatError, match=message) as caught:
        read_tei(edit(_good()).encode(), "x.xml")
    assert caught.value.place.startswith("x.xml")
    assert caught.value.remedy


def test_words_that_no_document_may_hold_are_restored_all_the_same() -> None:
    edited = _good().replace("一 二", "一\u200b二").encode()
    assert "一\u200b二" in restore(edited).decode()
    with pytest.raises(FormatError, match="no text can be"):
        read_tei(edited)


def test_an_edited_file_is_no_longer_unchanged() -> None:
    whole, ledger = print_document(SAMPLE)
    xml = write_tei(whole, ledger)
    assert not is_unchanged(xml.replace("水库", "水车", 1).encode())


def test_a_character_that_the_source_could_not_hold_is_refused() -> None:
    sheet, words = _sheet()
    xml = write_tei(document(entry(words)), sheet.ledger(encoding="gb2312"))
    with pytest.raises(FormatError, match="cannot be encoded") as caught:
        restore(xml.replace("一二三", "一é\U00020000").encode(), "x.xml")
    assert "take it out" in caught.value.remedy


def test_a_file_beyond_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tei_parse, "LARGEST_XML", 10)
    with pytest.raises(LimitError, match="larger than 10 bytes"):
        read_tei(_good().encode(), "x.xml")


# ---- the schema

_INVALID = {
    "a byline before a paragraph": (
        lambda xml: re.sub("(<byline>.*</byline>)</div>", r"\1<p>x</p></div>", xml, flags=re.DOTALL)
    ),
    "a reason that we do not know": _replacing('reason="page-mark"', 'reason="whim"'),
    "certainty without who": _replacing("<lb\n", '<lb cert="low"\n'),
    "text between blocks": _replacing("</head><p>", "</head>x<p>"),
    "an element that is not ours": _replacing("一 二", "<hi>一 二</hi>"),
    "no SHA-256": lambda xml: re.sub("<idno.*</idno>", "", xml),
    "an entry without an id": _replacing(' xml:id="e"', ""),
}


@pytest.mark.parametrize("edit", _INVALID.values(), ids=_INVALID.keys())
def test_our_schema_refuses(edit: Callable[[str], str]) -> None:
    good = _good()
    assert schema_problems(good.encode()) == []
    assert edit(good) != good
    assert re.match(r"line \d+: ", schema_problems(edit(good).encode())[0])


def test_the_odd_includes_the_elements_that_the_schema_has() -> None:
    rng = etree.parse(SCHEMA).iter("{*}element")
    odd = etree.parse(SCHEMA.with_suffix(".odd")).iter("{*}moduleRef")
    included = {name for module in odd for name in module.get("include", "").split()}
    assert included == {element.get("name") for element in rng}
