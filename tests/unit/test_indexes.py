"""The order of an index: by pinyin as terms are read, by strokes as they are written."""

from __future__ import annotations

import io
import logging
import re

import pikepdf
import pytest
from pypinyin import Style, lazy_pinyin
from pypinyin.contrib.tone_convert import to_tone3
from pypinyin.phrases_dict import phrases_dict

from tests.documents import BRACKETS, heading, paragraph, signature
from tests.unit.test_accessible import Tag, Tree
from typeset.editions.book import make_book
from typeset.editions.index_order import ORDERS, Term, by_pinyin, by_strokes
from typeset.editions.pdf import Pdf, render_pdf
from typeset.editions.stroke_order import strokes
from typeset.editions.surnames import READ
from typeset.editions.titles import titles
from typeset.model import Document, Entry, Metadata, Section
from typeset.parts import IndexOrder, Parts
from typeset.theme import load_theme

THEME = load_theme("yearbook")
FIRST = "横竖撇点折"


@pytest.mark.parametrize(
    ("char", "number", "first"),
    [
        ("一", 1, "横"), ("乙", 1, "折"), ("〇", 1, "折"), ("十", 2, "横"), ("人", 2, "撇"), ("口", 3, "竖"),
        ("水", 4, "竖"), ("王", 4, "横"), ("方", 4, "点"), ("书", 4, "折"), ("农", 6, "点"), ("林", 8, "横"),
        ("重", 9, "撇"), ("虽", 9, "竖"), ("钚", 9, "撇"), ("教", 11, "横"),
        ("橫", 16, "横"), ("龘", 48, "点"), ("⽔", 4, "竖"), ("\uf900", 8, "折"), ("𬭸", 17, "撇"),
    ],
)  # fmt: skip
def test_characters_have_their_strokes(char: str, number: int, first: str) -> None:
    own = strokes(char)
    assert own is not None
    if char != "\uf900":
        assert (own.number, FIRST[own.first - 1]) == (number, first)
    else:
        assert own == strokes("豈")


@pytest.mark.parametrize("char", ["a", "，", "あ", "한", "𰻝", "\ue000"])
def test_what_is_no_character_of_the_table_has_none(char: str) -> None:
    assert strokes(char) is None


@pytest.mark.parametrize(
    "chars",
    [
        "一乙二十丁厂七卜八人入儿匕几九刁了刀力乃又三干于亏工土士才下寸大丈与万",
        "叉马乡丰王开井天夫元无云专丐扎艺木五支厅",
        "苛若茂苹苗英苟苑苞范直茁茄茎苔茅枉林枝杯枢柜枚析板松枪枫构杭杰述",
        "裉谒谔谕谖谗谙谛谝逯郿隈粜隍隗婧婊婕娼婢婵胬袈翌",
        "镤𬭶𫔍镥镨𬭸𨱔𬭼𫔎矰穙", "犨𬶮𨭉㸌爔瀱瀹瀼瀵襫孅骦𬙋耰𤫉瓖鬘趯𬺓罍鼱鳠鳡鳣爟爚灈韂糵",
    ],
)  # fmt: skip
def test_characters_are_in_the_order_of_the_national_table(chars: str) -> None:
    """Stretches of the 通用规范汉字表 (2013), each of one level."""
    places = [own.place for char in chars if (own := strokes(char))]
    assert len(places) == len(chars) and places == sorted(places)


@pytest.mark.parametrize(
    ("order", "terms"),
    [
        ("pinyin", "1项 2项 12项"),
        ("pinyin", "AI应用 重庆 “村晚” 教育 水利"),
        ("pinyin", "长江 重庆"),
        ("stroke", "+号 3项 5G建设 12项 AI应用 一般 二线 十年 “王庄” 水利 水库 村晚 𰻝面"),
        ("stroke", "王 王1号 王12号 王A 王一 王二 王二小 王十 王三 王水利 王水库"),
    ],
)
def test_terms_stand_in_their_order(order: IndexOrder, terms: str) -> None:
    filed = sorted(ORDERS[order](Term(term), titles("zh")) for term in reversed(terms.split()))
    assert " ".join(item.term for item in filed) == terms


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh-Hans", ["#", "A–Z", "一画", "十画", "二十一画", "其他"]),
        ("zh-Hant-TW", ["#", "A–Z", "一畫", "十畫", "二十一畫", "其他"]),
        ("zh-HK", ["#", "A–Z", "一畫", "十畫", "二十一畫", "其他"]),
        ("en", ["#", "A–Z", "1 stroke", "10 strokes", "21 strokes", "Others"]),
    ],
)
def test_groups_say_how_many_strokes(language: str, words: list[str]) -> None:
    terms = ("3项", "AI应用", "一般", "通信", "霸王", "𰻝面")
    assert [by_strokes(Term(term), titles(language)).group.words for term in terms] == words


def spoken(term: Term) -> str:
    """The syllables that a term is sorted by."""
    return " ".join(syllable for _, _, syllable in by_pinyin(term, titles("zh")).rest)


@pytest.mark.parametrize(
    ("name", "syllables"),
    [
        ("单田芳", "shan4 tian2 fang1"), ("解晓东", "xie4 xiao3 dong1"), ("区国强", "ou1 guo2 qiang2"),
        ("仇英", "qiu2 ying1"), ("查良镛", "zha1 liang2 yong1"), ("朴树", "piao2 shu4"),
        ("任重", "ren2 zhong4"), ("曾国藩", "zeng1 guo2 fan1"), ("翟天临", "zhai2 tian1 lin2"),
        ("尉迟恭", "yu4 chi2 gong1"), ("万俟卨", "mo4 qi2 xie4"), ("种师道", "chong2 shi1 dao4"),
        ("盖叫天", "ge3 jiao4 tian1"), ("缪荃孙", "miao4 quan2 sun1"), ("秘明", "bi4 ming2"),
        ("冼星海", "xian3 xing1 hai3"), ("覃辉", "qin2 hui1"), ("洗明", "xian3 ming2"), ("柏林", "bai3 lin2"),
        ("曲艺", "qu1 yi4"), ("肖华", "xiao1 hua2"), ("華國鋒", "hua4 guo2 feng1"),
        ("單雄信", "shan4 xiong2 xin4"),
        ("长孙无忌", "zhang3 sun1 wu2 ji4"), ("令狐冲", "ling2 hu2 chong1"), ("诸葛亮", "zhu1 ge3 liang4"),
        ("欧阳若兰", "ou1 yang2 ruo4 lan2"), ("张艺", "zhang1 yi4"), ("单于", "shan4 yu2"),
        ("单", "dan1"), ("查干巴特尔", "cha2 gan1 ba5 te4 er3"), ("万俟", "wan4 qi2"),
    ],
)  # fmt: skip
def test_a_persons_name_begins_with_the_reading_of_its_family_name(name: str, syllables: str) -> None:
    assert spoken(Term(name, person=True)) == syllables


@pytest.mark.parametrize(
    ("words", "syllables"),
    [
        ("单位建设", "dan1 wei4 jian4 she4"),
        ("解放路", "jie3 fang4 lu4"),
        ("区县", "qu1 xian4"),
        ("任务", "ren4 wu4"),
    ],
)
def test_what_is_nobodys_name_is_read_as_words_are(words: str, syllables: str) -> None:
    assert spoken(Term(words)) == syllables


def test_every_reading_of_a_family_name_is_another_than_the_dictionarys() -> None:
    """Alone, or before what it has a phrase of: the table has nothing that would change nothing."""
    phrases: dict[str, set[str]] = {}
    for phrase, read in phrases_dict.items():
        phrases.setdefault(phrase[0], set()).add(to_tone3(read[0][0], neutral_tone_with_five=True))
    for name, syllables in READ.items():
        alone = lazy_pinyin(name, style=Style.TONE3, neutral_tone_with_five=True)
        mistaken = READ.get(name[0]) if len(name) == 2 else None
        others = phrases.get(name, set()) if len(name) == 1 else set()
        assert alone != list(syllables) or others - set(syllables) or mistaken, name


@pytest.mark.parametrize(
    ("term", "syllables"),
    [
        (Term("单飞", True, "dan1 fei1"), "dan1 fei1"), (Term("吕布", True, "lü3 bu4"), "lv3 bu4"),
        (Term("“5G”区", False, "ou1"), "000000000005g” ou1"),
        (Term("A区B曾", False, "ou1 zeng1"), "a ou1 b zeng1"),
    ],
)  # fmt: skip
def test_an_editor_says_how_a_term_is_read(term: Term, syllables: str) -> None:
    assert spoken(term) == syllables


def chapter(*terms: str) -> Document:
    entries = (
        Entry(f"e-{n}", heading(term, BRACKETS), (paragraph("正文。"),)) for n, term in enumerate(terms)
    )
    return Document("水利", Metadata(), tuple(entries))


def index_of(*terms: str) -> list[str]:
    """The blocks of an index by strokes, as they are printed, without their pages."""
    html = make_book(chapter(*terms), THEME, {}, Parts(index=("entries",), index_order="stroke")).html
    blocks = re.findall(r"<(?:div|p) class=\"lines[^>]*>(?:<[^>]+>)?([^<]+)", html[html.index("条目索引") :])
    return [block.split("\u3000")[0] for block in blocks]


def test_a_long_group_is_parted_by_the_first_stroke() -> None:
    assert index_of(*"水木王云") == ["四画", "王", "云", "木", "水"]
    long = [
        "四画",
        "［一］",
        *"王云木",
        "［丨］",
        *"日水",
        "［丿］",
        *"毛公",
        "［丶］",
        *"方火心",
        "［乛］",
        "书",
    ]
    assert index_of(*"书心方火公毛水日木云王") == long


def volume(order: IndexOrder) -> Pdf:
    terms = [*"书心方火公毛水日木云王", "12项", "AI应用"]
    entries = tuple(
        Entry(f"e-{n}", heading(term, BRACKETS), (paragraph("正文。" * 90), signature("丁艺")))
        for n, term in enumerate(terms)
    )
    document = Document("水利", Metadata(), (Section("s-1", heading("灌溉"), 1, entries),))
    parts = Parts(contents=1, index=("entries", "people"), index_order=order)
    return render_pdf(document, THEME, {}, parts)


def test_an_index_is_tagged_as_one() -> None:
    """Its groups under their headings, in each a list, and every page a link."""
    tree = Tree(volume("stroke").data)
    entries, people = tree.root.all("Index")
    assert [(tag.kind, tag.words) for tag in entries.all("H4", "H5")] == [
        ("H4", "#"), ("H4", "A–Z"), ("H4", "四画"),
        ("H5", "［一］"), ("H5", "［丨］"), ("H5", "［丿］"), ("H5", "［丶］"), ("H5", "［乛］"),
    ]  # fmt: skip
    assert [tag.words for tag in people.all("H4")] == ["二画"]
    assert [len(tag.kids) for tag in entries.all("L")] == [1, 1, 3, 2, 2, 3, 1]
    assert [len(list(tag.all("Link"))) > 3 for tag in people.all("LI")] == [True]
    for item in (*entries.all("LI"), *people.all("LI")):
        (body,) = item.kids
        words, *pages = body.content
        assert body.kind == "LBody"
        assert (words.words if isinstance(words, Tag) else words).endswith("\u3000")
        between = [tag.words for tag in pages if isinstance(tag, Tag) and tag.kind == "Span"]
        own = [tag.kids[0].kind for tag in pages if isinstance(tag, Tag) and tag.kind == "Reference"]
        assert own == ["Link"] * (len(between) + 1) and set(between) <= {", "}
        assert len(own) + len(between) == len(pages)
    assert not [tag for tag in tree.root.all("P") if "\u3000" in tag.words]


def test_a_page_in_an_index_is_a_link_there_and_says_so() -> None:
    pdf = volume("pinyin")
    with pikepdf.open(io.BytesIO(pdf.data)) as opened:
        labels = {page.obj.objgen: str(page.label) for page in opened.pages}
        items = opened.Root.Names.Dests.Names.as_list()
        places = {str(name): labels[place[0].objgen] for name, place in zip(*[iter(items)] * 2, strict=True)}
        links = [item for page in opened.pages for item in page.obj.get("/Annots", [])]
        leads = {str(link.Contents): places[str(link.get("/Dest", ""))] for link in links}
    assert len(links) == len(leads) > 13
    assert {words for words in leads if "丁艺" in words} >= {"丁艺，第2页a栏", "丁艺，第2页b栏"}
    for words, label in leads.items():
        assert re.sub(r".+，第(\d+)页([ab]栏)?", r"\1", words) == label


def test_what_has_no_known_strokes_stands_last_and_is_told(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "typeset"):
        words = index_of("𰻝面", "水利")
    assert words == ["四画", "水利", "其他", "𰻝面"]
    assert [record.getMessage() for record in caplog.records] == [
        "the strokes of 𰻝 (U+30EDD) are not known; it stands last in the index"
    ]
