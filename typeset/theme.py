"""How a publication looks: theme.toml to frozen values, with the geometry of the page in points."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from typeset.errors import UnknownNameError
from typeset.settings import extended, styles_root, validated

SIZES: dict[str, float] = {
    "初号": 42, "小初": 36, "一号": 26, "小一": 24, "二号": 22, "小二": 18, "三号": 16, "小三": 15,
    "四号": 14, "小四": 12, "五号": 10.5, "小五": 9, "六号": 7.5, "小六": 6.5, "七号": 5.5, "八号": 5,
}  # fmt: skip
"""Chinese sizes of type in points."""

POINTS_PER_MM = 72 / 25.4

_GENERIC = {"body": "serif", "caption": "serif", "credit": "serif"}

Points = Annotated[float, Field(gt=0, lt=10_000)]


def _dashed(name: str) -> str:
    return name.replace("_", "-")


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=_dashed, populate_by_name=True)


class PageSize(_Table):
    """Trimmed page and margins in millimetres, and how far beyond the trim a press prints what bleeds."""

    width: Points
    height: Points
    top: Points
    spine: Points
    bleed: Annotated[float, Field(ge=0, le=50)] = 3


class TypeArea(_Table):
    """版心: characters in a line, lines on a page, columns; ``gutter`` in characters, ``pitch`` in pt.
    ``indent``: of a paragraph's first line in characters: two, or one in narrow columns (clreq 3.1.4)."""

    characters: Annotated[int, Field(gt=3, lt=200)]
    lines: Annotated[int, Field(gt=3, lt=300)]
    columns: Annotated[int, Field(gt=0, lt=9)]
    gutter: Annotated[float, Field(ge=0, lt=20)]
    indent: Annotated[float, Field(ge=0, le=4)] = 2
    size: float
    pitch: Points

    @field_validator("size", mode="before")
    @classmethod
    def _named(cls, value: object) -> object:
        return size_in_points(value)


class Sizes(_Table):
    """Sizes of type in points, given by name or number."""

    title: float
    section: float
    heading: float
    caption: float
    credit: float
    furniture: float

    @field_validator("*", mode="before")
    @classmethod
    def _named(cls, value: object) -> object:
        return size_in_points(value)


class Fonts(_Table):
    """Families in order of preference, for HTML and PDF."""

    body: tuple[str, ...]
    heading: tuple[str, ...]
    caption: tuple[str, ...]
    credit: tuple[str, ...]
    furniture: tuple[str, ...]


class Fallback(_Table):
    """Families behind those of ``Fonts``, in this order, whatever kind of text a character stands in.

    ``letters``: of other alphabets, and rare ones of our own; ``private``: the code points whose meaning is
    the family's own (PUA), which no other family of a theme may print; ``han``: rare Han; ``symbols``.
    """

    letters: tuple[str, ...] = ()
    private: tuple[str, ...] = ()
    han: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()

    @property
    def families(self) -> tuple[str, ...]:
        return (*self.letters, *self.private, *self.han, *self.symbols)


class EditorFonts(_Table):
    """Families for DOCX."""

    body: str
    heading: str
    caption: str
    credit: str
    furniture: str
    latin: str


class HeadingLines(_Table):
    """占行: the lines that a block heading takes, above its words, for a line of them, and below. Of them
    only those above are left out at a column's head."""

    above: Annotated[float, Field(ge=0, lt=20)] = 0
    line: Annotated[float, Field(gt=0, lt=20)] = 1
    below: Annotated[float, Field(ge=0, lt=20)] = 0
    align: Literal["left", "center"] = "left"


class Headings(_Table):
    """Block headings by the depth of their section; ``deeper`` are those from the fourth level on."""

    chapter: HeadingLines
    level_1: HeadingLines
    level_2: HeadingLines
    level_3: HeadingLines
    deeper: HeadingLines

    def of_level(self, level: int) -> HeadingLines:
        """Counted from 1; 0 is the chapter's title."""
        return (self.chapter, self.level_1, self.level_2, self.level_3, self.deeper)[min(level, 4)]


class Padding(_Table):
    """Widths in characters to which short Han texts are spaced out; 0 leaves them."""

    names: Annotated[int, Field(ge=0, le=6)]
    titles: Annotated[int, Field(ge=0, le=8)]


class Chronicle(_Table):
    """大事记. ``hang``: in characters, how far the lines below a date stand in; 0 sets running text."""

    hang: Annotated[float, Field(ge=0, le=6)] = 2


class Parts(_Table):
    """``figure_frame``: width to height of the frame of a missing picture. ``across``: a picture that is as
    many times as wide as high stands across the columns. ``largest``: the part of a column's height that a
    picture takes at most; with its caption it has to fit one column. ``column_rules``: lines between the
    columns. ``line_numbers``: every so many lines of a page have their number beside them; 0: none. ``ids``:
    those of sections and entries stand beside them. ``index_columns``: those of an index."""

    contents: Literal["auto", "always", "never"]
    figure_frame: Annotated[str, Field(pattern=r"^\d+:\d+$")]
    across: Annotated[float, Field(gt=0)]
    largest: Annotated[float, Field(gt=0, le=0.8)] = 0.5
    column_rules: bool = False
    line_numbers: Annotated[int, Field(ge=0, le=100)] = 0
    ids: bool = False
    index_columns: Annotated[int, Field(gt=0, lt=9)] = 3


class Theme(_Table):
    """One theme. ``folders`` hold print.css and template.docx: its own last, those that it extends before."""

    name: str
    description: str
    page: PageSize
    type_area: TypeArea
    sizes: Sizes
    headings: Headings
    fonts: Fonts
    fallback: Fallback = Fallback()
    editor_fonts: EditorFonts
    padding: Padding
    chronicle: Chronicle = Chronicle()
    parts: Parts
    folders: tuple[Path, ...]

    def families(self, kind: str) -> tuple[str, ...]:
        """In the order in which a character of a kind of text is looked for: the CSS and the composer have
        both the list from here. Those of the kind, those of the body, the fall-backs."""
        return tuple(dict.fromkeys((*getattr(self.fonts, kind), *self.fonts.body, *self.fallback.families)))

    @property
    def emoji_families(self) -> tuple[str, ...]:
        """In the order in which an emoji is looked for, in whatever text it stands."""
        return tuple(dict.fromkeys((*self.fallback.symbols, *self.families("body"))))

    @property
    def later_families(self) -> tuple[str, ...]:
        """Those that no kind of text begins with: they are there for characters that the first have not."""
        kinds = [getattr(self.fonts, kind) for kind in type(self.fonts).model_fields]
        later = [name for families in kinds for name in families[1:]]
        first = {families[0] for families in kinds if families}
        return tuple(name for name in dict.fromkeys((*later, *self.fallback.families)) if name not in first)

    @staticmethod
    def generic_family(kind: str) -> str:
        """What CSS falls back to where none of the families is installed."""
        return _GENERIC.get(kind, "sans-serif")

    @property
    def stylesheet(self) -> str:
        """The print.css of each folder, the theme's own last."""
        sheets = [folder / "print.css" for folder in self.folders]
        return "".join(path.read_text(encoding="utf-8") for path in sheets if path.is_file())

    @property
    def template(self) -> Path:
        """Where its own template.docx stands, if it has one. That of a theme it extends has other numbers."""
        return self.folders[-1] / "template.docx"

    @property
    def column_width(self) -> float:
        """The measure in points."""
        return self.type_area.characters * self.type_area.size

    def heading_size(self, level: int) -> float:
        """In points, of the heading of a section; 0 is the chapter's."""
        sizes = self.sizes
        by_level = (sizes.title, sizes.section, (sizes.section + sizes.heading) / 2)
        return by_level[level] if level < len(by_level) else sizes.heading

    @property
    def gutter_width(self) -> float:
        """In points."""
        return self.type_area.gutter * self.type_area.size

    @property
    def type_width(self) -> float:
        """The type area's width in points."""
        columns = self.type_area.columns
        return columns * self.column_width + (columns - 1) * self.gutter_width

    @property
    def type_height(self) -> float:
        """The type area's height in points."""
        return self.type_area.lines * self.type_area.pitch

    @property
    def page_points(self) -> tuple[float, float]:
        """Trimmed page, width and height in points."""
        return self.page.width * POINTS_PER_MM, self.page.height * POINTS_PER_MM

    @property
    def geometry(self) -> dict[str, object]:
        """In points: page, columns of a recto, ``top`` of the type area, size and pitch; and its lines."""
        top, _, _, spine = self.margins
        step = self.column_width + self.gutter_width
        columns = [
            {"left": round(spine + index * step, 3), "width": round(self.column_width, 3)}
            for index in range(self.type_area.columns)
        ]
        return {
            "page": [round(length, 3) for length in self.page_points],
            "columns": columns,
            "top": round(top, 3),
            "size": self.type_area.size,
            "pitch": self.type_area.pitch,
            "lines": self.type_area.lines,
        }

    @property
    def margins(self) -> tuple[float, float, float, float]:
        """Top, fore edge, bottom, spine in points."""
        width, height = self.page_points
        top, spine = self.page.top * POINTS_PER_MM, self.page.spine * POINTS_PER_MM
        return top, width - self.type_width - spine, height - self.type_height - top, spine


def size_in_points(value: object) -> object:
    """A size's name as points; anything else as it is, for pydantic to judge."""
    if isinstance(value, str):
        if value not in SIZES:
            raise ValueError(f"no size is called {value!r}; known are {' '.join(SIZES)}")
        return SIZES[value]
    return value


def theme_names() -> tuple[str, ...]:
    """The themes that come with typeset."""
    return tuple(sorted(path.parent.name for path in (styles_root() / "themes").glob("*/theme.toml")))


def theme_file(name: str) -> Path:
    """Where the theme.toml of a theme that comes with typeset stands, or would."""
    return styles_root() / "themes" / name / "theme.toml"


def load_theme(name: str, beside: Path | None = None) -> Theme:
    """A theme by name, or by the path of its folder (relative to ``beside``).

    Raises UnknownNameError, SettingsError.
    """
    own = (beside or Path()) / name / "theme.toml"
    path = own if own.is_file() else theme_file(Path(name).name)
    if not path.is_file():
        raise UnknownNameError(
            f"no theme is called {name!r}",
            place=str(beside or ""),
            remedy=f"known themes: {', '.join(theme_names())}; or give the folder of your own",
        )
    values, files = extended(path, theme_file, theme_names())
    theme = validated(Theme, {**values, "folders": tuple(file.parent for file in files)}, str(path))
    if wrong := _impossible(theme):
        from typeset.errors import SettingsError

        raise SettingsError(wrong[0], place=str(path), remedy=wrong[1])
    return theme


def _impossible(theme: Theme) -> tuple[str, str] | None:
    """What no page can hold, and what to do about it."""
    if min(theme.margins) < 0:
        return "the type area is larger than the page", "fewer lines or characters"
    if theme.type_area.columns > 1 and (theme.parts.ids or theme.parts.line_numbers):
        return "ids and line numbers stand beside one column of text", "columns = 1, or leave them out"
    return None
