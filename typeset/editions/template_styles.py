"""A Theme to the styles of its template: of paragraphs, of characters, of tables.

Sizes are in points here, and in half points and twips in the file.
"""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from typeset.compose.grids import Columns
from typeset.editions.name_labels import SPREAD, longest_label
from typeset.editions.style_names import (
    CHAPTER_TITLE,
    CHRONICLE,
    EVENT,
    FOOTNOTE,
    FOOTNOTE_MARK,
    HIDDEN,
    INDEX_GROUP,
    INDEX_KIND,
    INDEX_PART,
    INDEX_TERM,
    INDEX_TITLE,
    LIST_LABEL,
    LIST_SPACE,
    PAGE_REFERENCE,
    SIGNATURE,
    TABLE,
    TABLE_END,
    TABLE_FIGURES,
    TABLE_TEXT,
    TABLE_TOTAL,
    entry_style,
    heading_style,
    name_list_style,
    padding_style,
    style_id,
)
from typeset.editions.word_xml import half_points, twips
from typeset.model import DEEPEST_LEVEL
from typeset.theme import HeadingLines, Theme


def _fonts(east_asian: str, latin: str) -> str:
    return (
        f"<w:rFonts w:ascii={quoteattr(latin)} w:hAnsi={quoteattr(latin)} w:eastAsia={quoteattr(east_asian)} "
        f'w:cs={quoteattr(latin)} w:hint="eastAsia"/>'
    )


def _style(
    name: str,
    *,
    kind: str = "paragraph",
    based: str = "Normal",
    following: str = "",
    p: str = "",
    r: str = "",
    default: bool = False,
    quick: bool = True,
) -> str:
    """One style; ``p`` and ``r`` are paragraph and run properties in the order of the schema."""
    custom = "" if name in _BUILTIN else ' w:customStyle="1"'
    parts = [f'<w:name w:val="{escape(name)}"/>']
    if based and not default:
        parts.append(f'<w:basedOn w:val="{style_id(based)}"/>')
    if following:
        parts.append(f'<w:next w:val="{style_id(following)}"/>')
    if quick:
        parts.append("<w:qFormat/>")
    if p:
        parts.append(f"<w:pPr>{p}</w:pPr>")
    if r:
        parts.append(f"<w:rPr>{r}</w:rPr>")
    first = ' w:default="1"' if default else ""
    return f'<w:style w:type="{kind}"{first}{custom} w:styleId="{style_id(name)}">{"".join(parts)}</w:style>'


_BUILTIN = frozenset(
    {"Normal", "Body Text", "caption", "Signature", "header", "footer", "Hyperlink", "TOC Heading"}
    | {FOOTNOTE, FOOTNOTE_MARK}
    | {f"heading {level}" for level in range(1, 10)}
    | {f"toc {level}" for level in range(1, 10)}
    | {INDEX_GROUP, INDEX_TERM}
)


def styles(theme: Theme) -> str:
    """The children of ``w:styles``."""
    fonts, size = theme.editor_fonts, half_points(theme.type_area.size)
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(fonts.body, fonts.latin)}"
        f'<w:kern w:val="2"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault><w:pPr/></w:pPrDefault></w:docDefaults>"
    )
    made = [
        _style(
            "Normal", default=True,
            p='<w:widowControl/><w:kinsoku/><w:overflowPunct w:val="0"/><w:topLinePunct/><w:autoSpaceDE/>'
            '<w:autoSpaceDN/><w:snapToGrid/><w:jc w:val="both"/>',
        ),
        *_text_styles(theme), *_note_styles(theme), *_heading_styles(theme), *_furniture_styles(theme),
        *_index_styles(theme), *_character_styles(theme), *_table_styles(theme),
    ]  # fmt: skip
    return defaults + "".join(made)


def _sized(font: str, theme: Theme, size: float, more: str = "") -> str:
    latin = theme.editor_fonts.latin
    return (
        f'{_fonts(font, latin)}{more}<w:sz w:val="{half_points(size)}"/><w:szCs w:val="{half_points(size)}"/>'
    )


_SPACE = 1.0
"""In points, of what stands between the names of a list."""
_NO_INDENT = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'


def _text_styles(theme: Theme) -> list[str]:
    fonts, sizes, area, hang = theme.editor_fonts, theme.sizes, theme.type_area, theme.chronicle.hang
    edge = f'<w:tabs><w:tab w:val="right" w:pos="{twips(theme.column_width)}"/></w:tabs>'
    first = twips(area.indent * area.size)
    indent = f'<w:ind w:firstLineChars="{round(100 * area.indent)}" w:firstLine="{first}"/>'
    pitch = twips(area.pitch)
    return [
        _style("Body Text", p=f"{edge}{indent}"),
        *(_style(name_list_style(em), based="Body Text", p=_columns(theme, em)) for em in _hangs(theme)),
        _style(CHRONICLE, based="Body Text", p=_hanging(theme, 0.0)),
        _style(EVENT, based="Body Text", p=_hanging(theme, hang)),
        _style("Signature", based="Body Text", p=_NO_INDENT,
               r=_sized(fonts.credit, theme, sizes.credit)),
        _style("Figure", following="caption",
               p=f'<w:keepNext/><w:spacing w:before="{pitch}"/><w:jc w:val="center"/>'),
        _style("caption", following="Credit", r=_sized(fonts.caption, theme, sizes.caption)),
        _style("Credit", following="Body Text", p=f'<w:spacing w:after="{pitch}"/><w:jc w:val="right"/>',
               r=_sized(fonts.caption, theme, sizes.caption)),
    ]  # fmt: skip


def name_columns(theme: Theme, hang: int = 0) -> Columns:
    """Those of a list of names that begin ``hang`` em in, a little narrower than the type area's: the space
    after the last name of a row has room."""
    size = theme.type_area.size
    room = theme.column_width - _left(theme, hang) - 2 * _SPACE
    return Columns(room, max(theme.padding.names, 3) * size, size)


def _left(theme: Theme, hang: int) -> float:
    """Where they begin, in points: the space after a label has room too."""
    return hang * theme.type_area.size + 2 * _SPACE if hang else 0.0


def _hangs(theme: Theme) -> tuple[int, ...]:
    """In em, how far names may stand in: after no label, and after those of so many characters."""
    return 0, *range(2, longest_label(theme) + 2)


def _columns(theme: Theme, hang: int) -> str:
    """Tabs at the columns of names and where the first begins after a label, which hangs."""
    columns, left = name_columns(theme, hang), twips(_left(theme, hang))
    places = [left + twips(number * columns.step) for number in range(0 if hang else 1, columns.count)]
    stops = "".join(f'<w:tab w:val="left" w:pos="{place}"/>' for place in places)
    indent = f'<w:ind w:left="{left}" w:firstLineChars="0" w:hanging="{left}"/>' if hang else _NO_INDENT
    return f'{f"<w:tabs>{stops}</w:tabs>" if stops else ""}{indent}<w:jc w:val="left"/>'


def _hanging(theme: Theme, out: float) -> str:
    """A paragraph that stands in by what chronicles hang by, its first line ``out`` of that."""
    hang, size = theme.chronicle.hang, theme.type_area.size
    first = (
        f'w:hangingChars="{round(100 * out)}" w:hanging="{twips(out * size)}"'
        if out
        else ('w:firstLineChars="0" w:firstLine="0"')
    )
    return f'<w:ind w:leftChars="{round(100 * hang)}" w:left="{twips(hang * size)}" {first}/>'


def _note_styles(theme: Theme) -> list[str]:
    """Notes at the foot of the page, with their marks before them."""
    fonts, size = theme.editor_fonts, theme.sizes.caption
    left = twips(1.5 * size)
    place = (
        f'<w:tabs><w:tab w:val="left" w:pos="{left}"/></w:tabs><w:snapToGrid w:val="0"/>'
        f'<w:ind w:left="{left}" w:hanging="{left}"/>'
    )
    return [
        _style(FOOTNOTE, p=place, r=_sized(fonts.body, theme, size), quick=False),
        _style("Note", p=place, r=_sized(fonts.body, theme, size)),
        _style(
            FOOTNOTE_MARK, kind="character", based="Default Paragraph Font",
            r='<w:vertAlign w:val="superscript"/>', quick=False,
        ),
    ]  # fmt: skip


def _table_styles(theme: Theme) -> list[str]:
    """A table with three lines (三线表), its title and unit above it, figures to the right."""
    fonts, size = theme.editor_fonts, theme.sizes.caption
    look = _sized(fonts.body, theme, size)
    margin = twips(size / 4)

    def rule(edge: str, eighths: int) -> str:
        return f'<w:{edge} w:val="single" w:sz="{eighths}" w:space="0" w:color="auto"/>'

    return [
        _style("Table Title", following="Table Unit", p='<w:keepNext/><w:jc w:val="center"/>',
               r=_sized(fonts.heading, theme, size)),
        _style("Table Unit", following=TABLE_TEXT, p='<w:keepNext/><w:jc w:val="right"/>', r=look),
        _style(TABLE_TEXT, p='<w:jc w:val="left"/>', r=look),
        _style("Table Note", p=f'<w:ind w:left="{2 * twips(size)}" w:hanging="{2 * twips(size)}"/>', r=look),
        _style(TABLE_FIGURES, based=TABLE_TEXT, p='<w:jc w:val="right"/>'),
        _style(TABLE_TOTAL, based=TABLE_TEXT, r=_fonts(fonts.heading, fonts.latin)),
        _style(TABLE_END, following="Body Text", quick=False,
               p='<w:snapToGrid w:val="0"/><w:spacing w:line="20" w:lineRule="exact"/>',
               r='<w:sz w:val="2"/><w:szCs w:val="2"/>'),
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        f'<w:tblPr><w:tblCellMar><w:left w:w="{margin}" w:type="dxa"/>'
        f'<w:right w:w="{margin}" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>',
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{style_id(TABLE)}">'
        f'<w:name w:val="{TABLE}"/><w:basedOn w:val="TableNormal"/>'
        f'<w:tblPr><w:tblBorders>{rule("top", 6)}{rule("bottom", 6)}</w:tblBorders></w:tblPr>'
        f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>{rule("bottom", 4)}</w:tcBorders></w:tcPr>'
        "</w:tblStylePr></w:style>",
    ]  # fmt: skip


def _heading_styles(theme: Theme) -> list[str]:
    fonts, sizes, pitch = theme.editor_fonts, theme.sizes, twips(theme.type_area.pitch)
    styles = [
        _style(CHAPTER_TITLE, following="Body Text",
               p=f'<w:keepNext/>{_heading_place(theme.headings.chapter, pitch)}',
               r=_sized(fonts.heading, theme, sizes.title)),
        _style("Entry Heading", following="Body Text", p="<w:keepNext/><w:keepLines/><w:jc w:val=\"left\"/>",
               r=_sized(fonts.heading, theme, sizes.heading)),
    ]  # fmt: skip
    for level in range(1, DEEPEST_LEVEL + 1):
        place = _heading_place(theme.headings.of_level(level), pitch)
        styles.append(
            _style(heading_style(level), following="Body Text",
                   p=f'<w:keepNext/><w:keepLines/>{place}<w:outlineLvl w:val="{level - 1}"/>',
                   r=_sized(fonts.heading, theme, theme.heading_size(level)))
        )  # fmt: skip
    for level in range(1, DEEPEST_LEVEL + 2):
        styles.append(
            _style(entry_style(level), based="Entry Heading", following="Body Text",
                   p=f'<w:outlineLvl w:val="{level - 1}"/>')
        )  # fmt: skip
    return styles


def _heading_place(own: HeadingLines, pitch: int) -> str:
    """Blank lines above and below, and alignment; ``pitch`` in twips. Word gives a line of large type as many
    lines of the grid as it needs (占行)."""
    before, after = round(own.above * pitch), round(own.below * pitch)
    return f'<w:spacing w:before="{before}" w:after="{after}"/><w:jc w:val="{own.align}"/>'


def _furniture_styles(theme: Theme) -> list[str]:
    fonts, size = theme.editor_fonts, theme.sizes.furniture
    look = _sized(fonts.furniture, theme, size)
    right, left = (
        '<w:snapToGrid w:val="0"/><w:jc w:val="right"/>',
        '<w:snapToGrid w:val="0"/><w:jc w:val="left"/>',
    )
    contents = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{twips(theme.type_width)}"/></w:tabs>'
    step = twips(2 * theme.type_area.size)
    levels = [
        _style(f"toc {level}", quick=False,
               p=f'{contents}<w:ind w:leftChars="{(level - 1) * 200}" w:left="{(level - 1) * step}"/>')
        for level in range(1, DEEPEST_LEVEL + 1)
    ]  # fmt: skip
    return [
        _style("header", p=right, r=look, quick=False),
        _style("Header Even", based="header", p='<w:jc w:val="left"/>', quick=False),
        _style("footer", p=right, r=look, quick=False),
        _style("Footer Even", based="footer", p=left, quick=False),
        _style(
            "TOC Heading", p='<w:jc w:val="center"/>', r=_sized(fonts.heading, theme, theme.sizes.section)
        ),
        *levels,
    ]


def _index_styles(theme: Theme) -> list[str]:
    """As the indexes of the PDF look: at the size of captions, the lines below the first of a term set in."""
    fonts, sizes, pitch = theme.editor_fonts, theme.sizes, twips(theme.type_area.pitch)
    own, in_ = theme.headings.of_level(2), twips(2 * sizes.caption)
    return [
        _style(INDEX_TITLE, based=CHAPTER_TITLE, quick=False),
        _style(INDEX_KIND, following=INDEX_GROUP, quick=False,
               p=f"<w:keepNext/><w:keepLines/>{_heading_place(own, pitch)}",
               r=_sized(fonts.heading, theme, theme.heading_size(2))),
        _style(INDEX_GROUP, following=INDEX_TERM, quick=False,
               p=f'<w:keepNext/><w:spacing w:before="{pitch}"/><w:jc w:val="left"/>',
               r=_sized(fonts.heading, theme, theme.heading_size(4))),
        _style(INDEX_PART, following=INDEX_TERM, quick=False, p='<w:keepNext/><w:jc w:val="left"/>',
               r=_sized(fonts.body, theme, sizes.caption)),
        _style(INDEX_TERM, quick=False, p=f'<w:ind w:left="{in_}" w:hanging="{in_}"/><w:jc w:val="left"/>',
               r=_sized(fonts.body, theme, sizes.caption)),
    ]  # fmt: skip


def _character_styles(theme: Theme) -> list[str]:
    none = "Default Paragraph Font"
    sizes, fonts = theme.sizes, theme.editor_fonts
    styles = [
        f'<w:style w:type="character" w:default="1" w:styleId="{style_id(none)}">'
        f'<w:name w:val="{none}"/></w:style>',
        _style("Hyperlink", kind="character", based=none, quick=False),
        _style(SIGNATURE, kind="character", based=none, r=_sized(fonts.credit, theme, sizes.credit)),
        _style(PAGE_REFERENCE, kind="character", based=none, quick=False),
        _style(
            LIST_SPACE,
            kind="character",
            based=none,
            quick=False,
            r=f'<w:sz w:val="{half_points(_SPACE)}"/><w:szCs w:val="{half_points(_SPACE)}"/>',
        ),
        _style(
            LIST_LABEL, kind="character", based=none, r=_sized(fonts.heading, theme, theme.type_area.size)
        ),
        _style(HIDDEN, kind="character", based=none, r="<w:vanish/>", quick=False),
    ]
    faces = {"Name": fonts.credit, LIST_LABEL: fonts.heading}
    kinds = [
        ("Name", theme.padding.names, sizes.credit),
        ("Listed Name", theme.padding.names, theme.type_area.size),
        *((LIST_LABEL, width, theme.type_area.size) for width in range(3, SPREAD + 1)),
        ("Caption Name", theme.padding.names, sizes.caption),
        ("Title", theme.padding.titles, sizes.section),
        ("Chapter", theme.padding.titles, sizes.title),
    ]
    for kind, width, size in kinds:
        for characters in range(2, width):
            gap = twips((width - characters) / (characters - 1) * size)
            look = f'<w:spacing w:val="{gap}"/>'
            if kind in faces:
                look = f"{_fonts(faces[kind], fonts.latin)}{look}"
            styles.append(
                _style(
                    padding_style(characters, width, kind), kind="character", based=none, r=look, quick=False
                )
            )
    return styles
