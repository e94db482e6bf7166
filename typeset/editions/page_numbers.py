"""The page that a reference leads to: the words that name it after those of the text.

What a page says changes its lines, and so which page it is. The number that is set is therefore looked up in
the pages that were made with it, until both are the same (``standing``). Where a number goes to and fro, it
is given the room of the wider one: then nothing moves any more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from typeset.compose.tokens import Run, Style
from typeset.editions.titles import PageWords, titles

_FREE_ROUNDS = 4
"""Most books stand still in the second or third."""
_MOST_ROUNDS = 24
_WIDE = "0"
"""As wide as any digit."""
_AIR = 0.4
"""In em, for what is between Han and digits: enough with the widest number, not too much with a narrow one,
an eighth to half an em on either side (clreq 3.2.2, row 15)."""
_OPENING, _CLOSING = "（([［〔", "）)]］〕"


def page_words(language: str, text: str) -> PageWords:
    """In a language, for a place after ``text``, which may have left a bracket open."""
    depth = 0
    for char in text:
        depth = max(0, depth + (char in _OPENING) - (char in _CLOSING))
    called = titles(language)
    return called.page_in_brackets if depth else called.page


@dataclass(frozen=True, slots=True)
class Numbers:
    """Of what is referred to, by its id: the number of its page as it is printed. ``room``: how many digits
    it is given the room of, where it must not move the lines."""

    pages: Mapping[str, str] = field(default_factory=dict)
    room: Mapping[str, int] = field(default_factory=dict)

    def after(self, found: Mapping[str, str], *, fixed: bool) -> Numbers:
        """The numbers that were found; once ``fixed``, those that were others before have the room of the
        most digits that they ever had."""
        if not fixed:
            return Numbers(found)
        moved = {name for name, old in self.pages.items() if name in self.room or found[name] != old}
        most = {n: max(len(found[n]), len(self.pages[n]), self.room.get(n, 0)) for n in moved}
        return Numbers(found, most)


def page_runs(words: PageWords, numbers: Numbers, name: str, style: Style) -> Iterator[Run]:
    """What is set for the page of a name. With room of its own a number is spread over that, and never
    parted from the words beside it."""
    first, last = words.name
    page = numbers.pages[name]
    core = f"{first}{page}{last}"
    room = numbers.room.get(name)
    if room is None and " " not in first:
        yield Run(f"{words.before}{core}{words.after}", style)
        return
    spread = _spread(core, f"{first}{_WIDE * room}{last}", style) if room else 0.0
    yield Run(words.before, style)
    yield Run(core, style, together=True, spread=spread)
    yield Run(words.after, style)


def _spread(core: str, widest: str, style: Style) -> float:
    """In points, between the characters of ``core``, so that it is as wide as ``widest``, with air."""
    air = 0.0 if " " in core else _AIR
    room = style.fonts.origins(widest)[-1] + air - style.fonts.origins(core)[-1]
    return room * style.size / (len(core) - 1)


class Round(Protocol):
    """Pages that were made with some numbers."""

    def pages_of(self, names: frozenset[str]) -> Mapping[str, str]:
        """The number of the page that each stands on."""


Made = TypeVar("Made", bound=Round)


def standing(names: frozenset[str], guess: str, make: Callable[[Numbers], Made]) -> Made | None:
    """Pages whose references name the pages where things stand in them; None if that cannot be had.

    Room once given is never taken back, so lines stand still as soon as no number needs more.
    """
    for numbers, made in _rounds(names, guess, make):
        if made.pages_of(names) == numbers.pages:
            return made
    return None


def _rounds(
    names: frozenset[str], guess: str, make: Callable[[Numbers], Made]
) -> Iterator[tuple[Numbers, Made]]:
    numbers = Numbers(dict.fromkeys(names, guess))
    for count in range(_MOST_ROUNDS):
        made = make(numbers)
        yield numbers, made
        numbers = numbers.after(made.pages_of(names), fixed=count >= _FREE_ROUNDS)
