"""A job ticket: what a person knows of a text and decides about it. job.toml to frozen values."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from typeset.settings import read_toml, validated

DEFAULT_PROFILE = "auto"
"""The text itself says which."""
DEFAULT_THEME = "yearbook"

Words = Annotated[str, Field(max_length=400)]


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Book(_Table):
    """The printed book. What is not known stays empty. ``pages`` as printed, ``first_page`` its number."""

    title: Words = ""
    year: Words = ""
    publisher: Words = ""
    chapter: Words = ""
    pages: Words = ""
    first_page: Annotated[int, Field(gt=0, lt=100_000)] = 1
    language: Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")] = "zh-Hans"
    licence: Words = ""


class Reading(_Table):
    """``encoding`` of the raw text, where the guess is wrong."""

    profile: str = DEFAULT_PROFILE
    encoding: str = ""


class Setting(_Table):
    theme: str = DEFAULT_THEME


class BookParts(_Table):
    """The parts of a book that are set around its text. ``editors_note`` is a text, or the name of a file
    beside the ticket, a paragraph a line; ``contents``: how many levels of sections it lists, 0 for none;
    ``references``: whether the words of one lead to what they name, and say on which page it stands."""

    half_title: bool = False
    title_page: bool = False
    imprint: dict[Words, Words] = Field(default_factory=dict)
    editors_note: Annotated[str, Field(max_length=100_000)] = ""
    contents: Annotated[int, Field(ge=0, le=5)] | None = None
    figures: bool = False
    openers: Literal["run-on", "page", "recto"] = "run-on"
    thumb: bool = False
    index: tuple[Literal["entries", "people", "organisations"], ...] = ()
    index_order: Literal["pinyin", "stroke"] = "pinyin"
    references: Literal["off", "link", "page"] = "link"


Images = dict[Annotated[str, Field(min_length=1, max_length=400)], Annotated[str, Field(min_length=1)]]
"""Paths of pictures beside the ticket, by the id of a figure or by how its caption begins."""


class Volume(_Table):
    """Raw or adopted texts that are the chapters of one volume, in their order, beside the ticket."""

    texts: tuple[Annotated[str, Field(min_length=1, max_length=400)], ...] = ()


class Press(_Table):
    """``output_intent``: the ICC profile of the printing condition, a path from the ticket's folder or the
    name of an installed one; empty: the one that is installed with typeset."""

    model_config = ConfigDict(alias_generator=lambda name: name.replace("_", "-"), populate_by_name=True)

    output_intent: str = ""


class Lint(_Table):
    """Rules of ``typeset check`` by code or name: those to leave out, and how much a finding weighs."""

    off: tuple[str, ...] = ()
    severity: dict[str, Literal["error", "warning", "notice"]] = Field(default_factory=dict)


class Override(_Table):
    """One decision made by a person: its kind, the text around the place (``|`` marks it), the choice."""

    kind: Annotated[str, Field(min_length=1, max_length=40)]
    at: Annotated[str, Field(min_length=2, max_length=4000)]
    choose: Annotated[str, Field(min_length=1, max_length=200)]


class Job(_Table):
    book: Book = Book()
    reading: Reading = Reading()
    setting: Setting = Setting()
    parts: BookParts = BookParts()
    images: Images = Field(default_factory=dict)
    volume: Volume = Volume()
    press: Press = Press()
    lint: Lint = Lint()
    decide: tuple[Override, ...] = ()


def load_job(path: Path) -> Job:
    """Raises InputNotFoundError, SettingsError."""
    return validated(Job, read_toml(path), str(path))


def job_beside(source: Path) -> Job:
    """The ticket that stands beside a raw text (x.toml beside x.txt); without one, an empty ticket."""
    ticket = source.with_suffix(".toml")
    return load_job(ticket) if ticket.is_file() else Job()
