"""Committees among text that nobody wrote, in every theme, as who measures the page sees them."""

from __future__ import annotations

from random import Random

import pytest

import typeset
from tests.documents import BRACKETS, heading, paragraph
from tests.editions_text import pdf_text
from tests.end_to_end.test_pages_of_texts import made_up
from typeset.check.page_roles import reading
from typeset.check.page_rows import Role
from typeset.check.preflight import preflight
from typeset.model import Document, Entry, Metadata, Section, entries
from typeset.name_lists import name_lists
from typeset.printed_words import plain_text
from typeset.theme import load_theme, theme_names

_FAMILY = ("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗", ("欧阳", "司马", "上官"))
_GIVEN = "伟明芳娜敏静丽强磊军洋勇艳杰娟涛超秀霞平刚桂英华文玉建国春梅海波"
_IN_PARTS = ("吐尔逊·艾力", "阿卜杜拉·艾合买提", "买买提·阿依")
_REMARKS = ("（女）", "（女，回族）", "（至5月）", "（挂职）")
_BLOCKS: tuple[tuple[str, dict[str, tuple[int, int]]], ...] = (
    ("：", {"主　任": (1, 2), "副主任": (2, 6), "委　员": (8, 22)}),
    ("：", {"组长": (1, 1), "副组长": (1, 3), "办公室主任": (1, 1), "成员（以姓氏笔画为序）": (3, 9)}),
    ("　", {"主编": (1, 1), "副主编": (2, 3), "编辑": (4, 8)}),
)
"""What stands behind their labels, and the labels with how many names they have."""
SHAPES = {"unbalanced"}
"""What cannot be parted makes columns uneven."""
LOOSE = {"loose"}
"""Text that nobody wrote has lines that cannot be filled in columns of 16."""
UNTOLD = {"outside"}
"""Without the theme the foot of the type area is where most pages end, and some may end a line lower."""


def _person(chance: Random) -> str:
    if chance.random() < 0.08:
        return chance.choice(_IN_PARTS)
    family = chance.choice(_FAMILY[chance.random() < 0.05])
    given = "".join(chance.choice(_GIVEN) for _ in range(chance.choice((1, 2))))
    spread = "　" if len(family + given) == 2 and chance.random() < 0.5 else ""
    return f"{family}{spread}{given}{chance.choice(_REMARKS) if chance.random() < 0.15 else ''}"


def committee(chance: Random, kind: int) -> list[str]:
    between, roles = _BLOCKS[kind % len(_BLOCKS)]
    return [
        role + between + "　".join(_person(chance) for _ in range(chance.randint(*count)))
        for role, count in roles.items()
    ]


def document(seed: int) -> Document:
    """Twelve committees, each after a paragraph, every other before one."""
    chance = Random(seed)
    made = []
    for own in range(12):
        texts = [made_up(chance, chance.randint(40, 300)), *committee(chance, own)]
        texts += [made_up(chance, chance.randint(40, 300))] * (own % 2)
        made.append(Entry(f"e-{own}", heading(f"条目{own}", BRACKETS), tuple(map(paragraph, texts))))
    metadata = Metadata(book="示例年鉴", year="2021", first_page=1)
    return Document("机构", metadata, (Section("s-1", heading("委员会"), 1, tuple(made)),))


@pytest.mark.parametrize("name", theme_names())
def test_who_measures_the_page_finds_nothing(name: str) -> None:
    theme = load_theme(name)
    for seed in range(2):
        one = document(seed)
        data = typeset.render(one, theme, "pdf")
        assert pdf_text(data) == plain_text(one).replace("\n", "")
        allowed = SHAPES | (LOOSE if theme.type_area.characters < 20 else set())
        for geometry, more in ((None, UNTOLD), (theme.geometry, set())):
            measures = preflight(data, name, geometry).measures
            assert {own.rule for own in measures.offences} <= allowed | more, measures.offences
            assert measures.flush == measures.full > 60


def test_rows_of_names_are_no_text() -> None:
    one = document(3)
    lists = [found for entry in entries(one) for found in name_lists(entry.children) if found is not None]
    assert len(lists) == sum(len(roles) for _, roles in _BLOCKS) * 4
    rows = reading(preflight(typeset.render(one, load_theme("yearbook"), "pdf"), "x").printed).rows
    text = "".join(row.line.text for row in rows if row.role is Role.TEXT)
    many = [found for found in lists if len(found.people) > 4]
    assert len(many) > 10 and not any(found.names[1] in text for found in many)
