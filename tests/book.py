"""A book made from a chapter: copies with other names, dates and numbers, a million code points long."""

from __future__ import annotations

import random
import re

_DIGITS = re.compile(r"\d+")
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_GIVEN = "文志明华建国春秋兰芳敏静丽强磊军洋勇艳杰娟涛超霞平刚玲桂"
_CREDIT = re.compile(r"（(\w{2,3}|\w\s+\w)）")


def make_book(chapter: str, code_points: int, seed: int = 1) -> str:
    """Copies of ``chapter``, each on new pages, until there are ``code_points``; the same for a seed."""
    chance = random.Random(seed)
    copies: list[str] = []
    size = 0
    while size < code_points:
        copy = _varied(chapter, chance)
        copies.append(copy)
        size += len(copy)
    return "".join(copies)


def _varied(chapter: str, chance: random.Random) -> str:
    def number(match: re.Match[str]) -> str:
        digits = match.group()
        return (
            digits
            if len(digits) == 1
            else digits[0] + "".join(chance.choice("0123456789") for _ in digits[1:])
        )

    def name(match: re.Match[str]) -> str:
        given = "".join(chance.choice(_GIVEN) for _ in match.group(1)[1:] if _ and not _.isspace())
        gap = "".join(char for char in match.group(1) if char.isspace())
        return f"（{chance.choice(_SURNAMES)}{gap}{given}）"

    varied = _CREDIT.sub(name, _DIGITS.sub(number, chapter))
    return varied.rstrip(" \n") + "\n\n"
