"""Where a credit stands, and the words that it is made of."""

from __future__ import annotations

from dataclasses import dataclass

from typeset.reflow.leaves import Piece


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a separator inside a credit, with the pieces of lines that it stands on."""

    pieces: tuple[Piece, ...]
    text: str

    @property
    def start(self) -> int:
        return self.pieces[0].start

    @property
    def end(self) -> int:
        return self.pieces[-1].end


@dataclass(frozen=True, slots=True)
class CreditPlace:
    """Where a credit stands at an end of a block: pieces of lines, mostly one.

    ``bracketed``: marks enclose it, ``opening`` characters before it and one after.
    """

    pieces: tuple[Piece, ...]
    bracketed: bool
    opening: int = 1

    @property
    def start(self) -> int:
        return self.pieces[0].start

    @property
    def end(self) -> int:
        return self.pieces[-1].end

    @property
    def line(self) -> int:
        """The index of the line that it begins on."""
        return self.pieces[0].line

    @property
    def words(self) -> tuple[Piece, ...]:
        """The pieces of what is inside."""
        if not self.bracketed:
            return self.pieces
        left = self.opening
        pieces: list[Piece] = []
        for piece in self.pieces:
            skipped = min(left, piece.end - piece.start)
            left -= skipped
            if piece.start + skipped < piece.end:
                pieces.append(piece._replace(start=piece.start + skipped))
        pieces[-1] = pieces[-1]._replace(end=pieces[-1].end - 1)
        return tuple(pieces)

    @property
    def opening_pieces(self) -> tuple[Piece, ...]:
        """The pieces of what stands before the words inside."""
        end = self.words[0].start
        return tuple(p._replace(end=min(p.end, end)) for p in self.pieces if p.start < end)
