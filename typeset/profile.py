"""How a kind of publication is read: profiles/NAME.toml to frozen values."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from typeset.errors import UnknownNameError
from typeset.settings import extended, styles_root, validated

Char = Annotated[str, Field(min_length=1, max_length=1)]
Pair = tuple[Char, Annotated[str, Field(max_length=1)]]
Word = Annotated[str, Field(min_length=1, max_length=20)]


def _dashed(name: str) -> str:
    return name.replace("_", "-")


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=_dashed, populate_by_name=True)


class FormUse(_Table):
    """A form of numbered headings (reflow/forms.py) and what it makes: a section's title or an entry's."""

    form: Annotated[str, Field(min_length=1, max_length=20)]
    makes: Literal["section", "entry"]


class Headings(_Table):
    """``marks``: what opens and closes an entry's heading; an empty close means that a wide space does.

    ``lines``: how many lines a heading may run over. ``forms``: numbered headings, the highest first.
    ``bare``: what a short line without mark or number is before a block of text.
    """

    marks: tuple[Pair, ...] = ()
    lines: Annotated[int, Field(gt=0, le=40)] = 6
    forms: tuple[FormUse, ...] = ()
    bare: Literal["section", "entry", "both", "none"] = "section"


class Credits(_Table):
    """``brackets`` enclose a credit; ``roles`` are what people did, as printed, ``hands`` what says so
    before a colon only; ``organisations`` are
    the endings of the names of bodies; ``characters`` is the longest credit; ``reporting`` is what those are
    called whose names a report opens with; ``alone``: a name on a line of its own under a heading signs
    it."""

    brackets: tuple[tuple[Char, Char], ...]
    roles: tuple[Word, ...]
    organisations: tuple[Word, ...]
    characters: Annotated[int, Field(gt=0, le=500)]
    reporting: tuple[Word, ...] = ()
    alone: bool = False
    hands: tuple[Word, ...] = ()


class Captions(_Table):
    """``lines``: how many a caption may have; ``entries``: how far away, in entries, its entry may be."""

    lines: Annotated[int, Field(gt=0, le=20)]
    entries: Annotated[int, Field(gt=0, le=100)]


class RunningHeads(_Table):
    """``books``: what the names of whole books contain, so that they are no chapter's."""

    books: tuple[Word, ...]


class Profile(_Table):
    """``script``: by whose habits lines are joined, titles are seen and sentences end."""

    name: str
    description: str
    script: Literal["han", "latin"] = "han"
    headings: Headings
    credits: Credits
    captions: Captions
    running_heads: RunningHeads


def profile_names() -> tuple[str, ...]:
    """The profiles that come with typeset."""
    return tuple(sorted(path.stem for path in (styles_root() / "profiles").glob("*.toml")))


def load_profile(name: str, beside: Path | None = None) -> Profile:
    """A profile by name, or by the path of a TOML file (relative to ``beside``).

    Raises UnknownNameError, SettingsError.
    """
    own = (beside or Path()) / name
    if name.endswith(".toml") and own.is_file():
        return _load(own)
    path = styles_root() / "profiles" / f"{Path(name).name}.toml"
    if not path.is_file():
        raise UnknownNameError(
            f"no profile is called {name!r}",
            place=str(beside or ""),
            remedy=f"known profiles: {', '.join(profile_names())}; or give the file of your own",
        )
    return _load(path)


@cache
def _load(path: Path) -> Profile:
    values, _ = extended(path, lambda name: styles_root() / "profiles" / f"{name}.toml", profile_names())
    return validated(Profile, values, str(path))
