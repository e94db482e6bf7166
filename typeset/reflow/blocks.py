"""Seams to blocks: the lines of the running text put together, each block with its pieces of lines."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from typeset.ledger import Action
from typeset.reflow.draft import Draft, HeadingPlace
from typeset.reflow.leaves import Piece
from typeset.reflow.words import Seam


class BlockKind(Enum):
    SECTION = "section"
    HEADING = "heading"
    TEXT = "text"


class Block(NamedTuple):
    """``line``: the index of its first line; ``place``: of a heading, where its marks stand."""

    kind: BlockKind
    line: int
    pieces: list[Piece]
    place: HeadingPlace | None = None


def make_blocks(draft: Draft, seams: dict[int, Seam]) -> list[Block]:
    """In reading order."""
    blocks: list[Block] = []
    inside: HeadingPlace | None = None
    title_ends = -1
    for index in draft.flow:
        line = draft.lines[index]
        if inside is not None and index <= inside.last:
            start = line.start
        elif (inside := draft.headings.get(index)) is not None:
            kind = BlockKind.SECTION if index in draft.sections else BlockKind.HEADING
            blocks.append(Block(kind, index, [], inside))
            start = inside.words
        else:
            kind = BlockKind.SECTION if index in draft.sections else BlockKind.TEXT
            if index in draft.sections:
                title_ends = draft.section_ends.get(index, index)
            if index > title_ends or index in draft.sections:
                goes_on = bool(blocks) and _goes_on(blocks[-1], kind, seams.get(index))
            else:
                goes_on = True
            if not goes_on:
                blocks.append(Block(kind, index, []))
            blocks[-1].pieces.append(Piece(index, line.start, line.end))
            continue
        blocks[-1].pieces.append(Piece(index, start, min(line.end, inside.closes)))
        if index == inside.last:
            if inside.after < line.end:
                blocks.append(Block(BlockKind.TEXT, index, [Piece(index, inside.after, line.end)]))
            inside = None
    return blocks


def _goes_on(block: Block, kind: BlockKind, seam: Seam | None) -> bool:
    return (
        kind is BlockKind.TEXT
        and block.kind is BlockKind.TEXT
        and seam is not None
        and seam.action is not Action.BREAK
    )


def first_lines(draft: Draft, blocks: list[Block]) -> Iterator[int]:
    """The lines that begin a block: what stands before them is a break, whatever was weighed."""
    for block in blocks:
        begins = block.pieces[0].start if block.kind is BlockKind.TEXT else draft.lines[block.line].start
        if begins == draft.lines[block.line].start:
            yield block.line
