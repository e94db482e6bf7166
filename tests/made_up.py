"""Pages as a person reads them: a notation for blocks, and for what the composer of pages made of them.

Blocks, one a word: ``p5`` a paragraph of five lines, ``h`` a heading with a blank line above that stays with
what follows, ``t5`` a table of five lines of which the first is its head, ``f4`` a figure of four lines,
``f4/3`` one that may be three, ``w4`` a figure across the columns, ``s9`` a table across them whose head is a
line, ``o2`` an opening, ``n2`` a note whose mark is in the last line of the block before, ``n2@3`` one whose
mark is in line 3 (from 1) of it.

A page is a row of columns, line by line. Its blocks are a, b, c … in their order; a dot is a blank line, a
dash the rule above notes, and a capital letter the head of a table that is set again.
"""

from __future__ import annotations

import re
from string import ascii_letters

from typeset.compose.blocks import ACROSS, Block, Float, Flow, Frame, Note, Opening, Page
from typeset.compose.pages import make_up
from typeset.compose.placing import Lengthen

_WORD = re.compile(r"(?P<kind>[phtfwson])(?P<lines>\d*(?:/\d+)*)(?:@(?P<mark>\d+))?")


def blocks_of(text: str) -> list[Block]:
    blocks: list[Block] = []
    for word in text.split():
        match = _WORD.fullmatch(word)
        assert match is not None, word
        sizes = tuple(int(number) for number in (match["lines"] or "1").split("/"))
        blocks.append(_block(match["kind"], sizes, match["mark"], blocks))
    return blocks


def _block(kind: str, sizes: tuple[int, ...], mark: str | None, before: list[Block]) -> Block:
    lines = sizes[0]
    match kind:
        case "p":
            return Flow(lines)
        case "h":
            return Flow(lines, above=1, breaks=frozenset(), with_next=True, gives=True)
        case "t":
            return Flow(lines, breaks=frozenset(range(2, lines)), repeats=1)
        case "s":
            return Float(sizes, across=True, breaks=tuple(range(3, lines - 1)), repeats=1)
        case "o":
            return Opening(lines)
        case "n":
            last = before[-1]
            assert isinstance(last, Flow | Note)
            if isinstance(last, Note):
                return Note(lines, last.mark)
            return Note(lines, (len(before) - 1, int(mark or last.lines) - 1))
        case _:
            return Float(sizes, across=kind == "w")


def pages_of(text: str, columns: int, lines: int, lengthen: Lengthen = lambda _: False) -> list[str]:
    """The pages of some blocks in the notation, line by line; a page begins with its number."""
    blocks, frame = blocks_of(text), Frame(columns, lines)
    pages = make_up(blocks, frame, lengthen)
    return [line for number, page in enumerate(pages, 1) for line in (f"{number}", *drawn(page, frame))]


def drawn(page: Page, frame: Frame) -> list[str]:
    """A page line by line. Two things in one place are an AssertionError."""
    grid = [["."] * frame.columns for _ in range(frame.lines)]
    for part in page.parts:
        for column in range(frame.columns) if part.column == ACROSS else (part.column,):
            for line in range(part.line, part.end):
                assert grid[line][column] == ".", (part, line)
                letter = ascii_letters[part.block % 26]
                grid[line][column] = letter.upper() if line < part.line + part.repeats else letter
    for column, line in page.rules:
        assert grid[line][column] == "."
        grid[line][column] = "-"
    return [" ".join(row) for row in grid]


def gave_way(text: str, columns: int, lines: int) -> list[str]:
    """The rules that gave way, page by page: ``2 short 1``."""
    pages = make_up(blocks_of(text), Frame(columns, lines))
    return [f"{n} {gave.rule} {gave.amount}" for n, page in enumerate(pages, 1) for gave in page.gave_way]
