"""Any blocks: every line of them on a page, once and in order, and what gave way is reported."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.made_up import drawn
from tests.thoroughness import examples
from typeset.compose.blocks import ACROSS, Block, Float, Flow, Frame, Note, Opening, Page, Part
from typeset.compose.page_weights import RULES
from typeset.compose.pages import make_up

_FLOWS = st.builds(
    Flow,
    lines=st.integers(1, 14),
    above=st.integers(0, 2),
    below=st.integers(0, 1),
    foot=st.integers(2, 3),
    breaks=st.sampled_from([None, None, frozenset[int](), frozenset({2, 5})]),
    with_next=st.sampled_from([False, False, True]),
    repeats=st.sampled_from([0, 0, 1]),
    gives=st.booleans(),
)
_FLOATS = st.builds(
    Float,
    heights=st.integers(1, 9).map(lambda lines: tuple(range(lines, max(1, lines // 2) - 1, -1))),
    across=st.booleans(),
)
_TABLES = st.builds(
    lambda lines, head: Float((lines,), True, tuple(range(head + 1, lines)), head),
    lines=st.integers(4, 40),
    head=st.integers(1, 2),
)
_FRAMES = st.builds(Frame, columns=st.integers(1, 4), lines=st.integers(3, 12))


@st.composite
def _blocks(draw: st.DrawFn) -> list[Block]:
    blocks: list[Block] = draw(st.lists(st.one_of(_FLOWS, _FLOWS, _FLOWS, _FLOATS, _TABLES), max_size=24))
    if draw(st.booleans()):
        blocks.insert(0, Opening(draw(st.integers(1, 4))))
    for _ in range(draw(st.integers(0, 4))):
        mark = None
        at = draw(st.integers(0, len(blocks)))
        flows = [(number, block) for number, block in enumerate(blocks[:at]) if isinstance(block, Flow)]
        if flows and all(not isinstance(block, Note) for block in blocks):
            number, block = draw(st.sampled_from(flows))
            mark = (number, draw(st.integers(0, block.lines - 1)))
        if at or not blocks:
            blocks.insert(at, Note(draw(st.integers(1, 3)), mark))
    return blocks


@settings(max_examples=examples(80), deadline=None)
@given(_blocks(), _FRAMES)
def test_every_line_stands_once_and_in_order(blocks: list[Block], frame: Frame) -> None:
    pages = make_up(blocks, frame)
    parts = [part for page in pages for part in page.parts]
    assert [part.block for part in parts] == sorted(part.block for part in parts)
    for number, block in enumerate(blocks):
        own = [part for part in parts if part.block == number]
        assert [part.first for part in own] == [0, *(part.last for part in own[:-1])]
        match block:
            case Float() if block.breaks:
                assert own[-1].last == block.heights[0]
                assert {part.first for part in own[1:]} <= set(block.breaks)
                assert [part.repeats for part in own] == [0, *[block.repeats] * (len(own) - 1)]
            case Float():
                assert [part.last - part.first for part in own] == [
                    min(block.heights[part.size], frame.lines) for part in own
                ]
            case Opening():
                assert own[0].last == min(block.lines, frame.lines)
            case _:
                assert own[-1].last == block.lines
    for page in pages:
        drawn(page, frame)
        assert page.parts
        _notes_stand_lowest(blocks, page, frame)


@settings(max_examples=examples(80), deadline=None)
@given(_blocks(), _FRAMES)
def test_a_broken_rule_is_reported(blocks: list[Block], frame: Frame) -> None:
    """What a person would see on the page, against what the pages say of themselves."""
    pages = make_up(blocks, frame)
    for page in pages:
        reported = {gave.rule for gave in page.gave_way}
        assert reported <= set(RULES)
        seen = set(_seen(blocks, page))
        assert seen <= reported, page


def _notes_stand_lowest(blocks: list[Block], page: Page, frame: Frame) -> None:
    """Down to the type area's foot, whatever else stands in their column (row 31)."""
    notes = [part for part in page.parts if _is_note(blocks[part.block], frame)]
    for column in {part.column for part in notes}:
        own = [part for part in page.parts if part.column in (column, ACROSS)]
        lines = sum(part.last for part in notes if part.column == column)
        below = [part for part in own if part.end > frame.lines - lines]
        assert below == [part for part in notes if part.column == column]
        assert max(part.end for part in below) == frame.lines


def _is_note(block: Block, frame: Frame) -> bool:
    """One that is longer runs with the text."""
    return isinstance(block, Note) and block.lines <= frame.lines // 2


def _seen(blocks: list[Block], page: Page) -> list[str]:
    seen = []
    for part in page.parts:
        block = blocks[part.block]
        if isinstance(block, Float) and part.size:
            seen.append("smaller")
        if isinstance(block, Float) and block.breaks and part.last < block.heights[0]:
            seen.append("continued")
        elif isinstance(block, Float) and part.at_foot:
            seen.append("foot")
        if isinstance(block, Float) and any(_is_upon(blocks, part, other) for other in page.parts):
            seen.append("stacked")
        parted = (
            isinstance(block, Flow) and block.breaks is None and 0 == part.first < part.last < block.lines
        )
        if isinstance(block, Flow) and parted and part.last < block.head:
            seen.append("orphan")
    return seen


def _is_upon(blocks: list[Block], part: Part, other: Part) -> bool:
    """Whether a figure shares the head or the foot of a column with one before it."""
    if other.block >= part.block or not isinstance(blocks[other.block], Float):
        return False
    return (part.column, part.at_foot) == (other.column, other.at_foot)
