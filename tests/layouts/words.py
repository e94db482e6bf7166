"""Words to make texts of: many, of many fields, so that no two texts are alike. They stand in words.txt."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random

_FILE = Path(__file__).with_name("words.txt")
_BY_LINE = frozenset({"headings", "sections", "clauses", "organisations"})


@cache
def words(name: str) -> tuple[str, ...]:
    """The words under a heading of words.txt; templates and what is English stand on a line each."""
    lines = _FILE.read_text(encoding="utf-8").partition(f"[{name}]\n")[2].partition("\n\n")[0].splitlines()
    if name in _BY_LINE or name.startswith("english"):
        return tuple(lines)
    return tuple(word for line in lines for word in line.split())


@cache
def _traditional() -> dict[int, str]:
    return {ord(pair[0]): pair[1] for pair in words("traditional")}


class Words:
    """Random words of one text. ``traditional``: in traditional characters."""

    def __init__(self, chance: Random, *, traditional: bool = False) -> None:
        self.chance = chance
        self.traditional = traditional
        self.year = chance.randint(1996, 2023)
        self.place = self["places"]

    def __getitem__(self, name: str) -> str:
        """Another word or phrase of a kind each time, as templates ask for it."""
        match name:
            case "number":
                return self.number()
            case "small":
                return str(self.chance.randint(2, 30))
            case "amount":
                return f"{self.number()}{self['units']}"
            case "date":
                return self.date()
            case "name":
                return self.name()
            case _:
                return self.chance.choice(words(name)).format_map(self)

    def pick(self, options: tuple[str, ...] | list[str]) -> str:
        return self.chance.choice(options)

    def finish(self, text: str) -> str:
        """In the script of the text: traditional characters have 「」 for quotes."""
        if not self.traditional:
            return text
        return text.translate(_traditional()).replace("“", "「").replace("”", "」")

    def name(self) -> str:
        """Of two to four characters; now and then a foreign one."""
        if self.chance.random() < 0.03:
            return self["foreign"]
        surname = self["double surnames" if self.chance.random() < 0.06 else "surnames"]
        return surname + "".join(self["given"] for _ in range(self.chance.choice((1, 1, 2, 2, 2))))

    def number(self) -> str:
        kind = self.chance.random()
        if kind < 0.4:
            return str(self.chance.randint(2, 999))
        if kind < 0.6:
            return f"{self.chance.randint(1, 99)}.{self.chance.randint(1, 99)}"
        return str(self.chance.randint(1000, 99999))

    def date(self) -> str:
        month, day = self.chance.randint(1, 12), self.chance.randint(1, 28)
        return self.pick([f"{month}月", f"{month}月{day}日", f"{self.year}年{month}月", f"{self.year}年"])

    def organisation(self) -> str:
        return self.finish(self["organisations"])

    def heading(self) -> str:
        """A title of 4 to 20 characters."""
        return self.finish(self["headings"])

    def section(self) -> str:
        return self.finish(self["sections"])

    def title(self) -> str:
        """Of a whole text."""
        return self.finish("·".join(self.chance.sample(words("fields"), self.chance.choice((1, 2, 2, 3)))))

    def sentence(self) -> str:
        """One Chinese sentence of one to five clauses, with its stop."""
        clauses = [self["clauses"] for _ in range(self.chance.randint(1, 5))]
        joined = "".join(clause + self.pick(["，", "，", "，", "；", "，并"]) for clause in clauses[:-1])
        return self.finish(f"{joined}{clauses[-1]}{self.pick(['。'] * 14 + ['！', '……。'])}")

    def english(self) -> str:
        """One English sentence."""
        parts = [self["english clauses"] for _ in range(self.chance.randint(1, 3))]
        sentence = f"{', and '.join(parts)} {self['english tail']}."
        return sentence[0].upper() + sentence[1:]

    def english_heading(self) -> str:
        title = self["english object"].removeprefix("the ").removeprefix("a ").removeprefix("its ")
        return f"{title[0].upper()}{title[1:]}"
