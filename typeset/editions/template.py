"""A Theme to template.docx: named styles, the page and its running heads, and nothing in it.

The numbers come from theme.toml, so that the DOCX has the type area of the PDF: characters in a line, lines
on a page, columns. ``python -m typeset.editions.template NAME`` writes a theme's template again. An editor
may replace the file by another with the same style names.
"""

from __future__ import annotations

import io
import sys
import zipfile
from xml.sax.saxutils import escape, quoteattr

from typeset.compose.grids import Columns
from typeset.model import DEEPEST_LEVEL
from typeset.theme import EditorFonts, HeadingLines, Theme, load_theme

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
CHAPTER_TITLE = "Chapter Title"
"""A style of our own, since Word renames its built-in ones and STYLEREF would not find them."""
SIGNATURE = "Signature Char"
HIDDEN = "Hidden Number"
PAGE_REFERENCE = "Page Reference"
"""What is added to the words of a reference: the page that it leads to."""
NAME_LIST, LIST_SPACE = "Name List", "List Space"
"""Of names in columns, and of what stands between them: so small that tabs alone part them."""
CHRONICLE, EVENT = "Chronicle Text", "Chronicle Event"
"""In a chronicle: what stands below a date, and what begins with the mark of a further event."""
TABLE = "Three-Line Table"
TABLE_END = "Table End"
"""An all but invisible paragraph after a table: two tables without one between them would be one."""
FOOTNOTE, FOOTNOTE_MARK = "footnote text", "footnote reference"
SEPARATORS = 2
"""Footnotes of every file that are no notes: the lines between text and notes."""
FIXED_DATE = (1980, 1, 1, 0, 0, 0)

Parts = dict[str, str]


def build_template(theme: Theme) -> bytes:
    """The package; the same bytes for the same theme."""
    return packed({name: (_DECLARATION + text).encode("utf-8") for name, text in _parts(theme).items()})


def packed(parts: dict[str, bytes]) -> bytes:
    """A ZIP archive whose bytes depend on its parts alone."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name, FIXED_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)
    return out.getvalue()


def twips(points: float) -> int:
    """Twentieths of a point."""
    return round(points * 20)


def half_points(points: float) -> int:
    return round(points * 2)


def heading_style(level: int) -> str:
    """Name of the style of a section's title; ``level`` from 1."""
    return f"heading {level}"


def entry_style(level: int) -> str:
    """Name of the style of an entry's heading; ``level`` from 1, one deeper than its section."""
    return f"Entry Heading {level}"


def padding_style(characters: int, width: int, kind: str) -> str:
    """Name of the character style that spaces ``characters`` out to ``width``."""
    return f"Padding {kind} {characters} to {width}"


def _section_properties(theme: Theme) -> str:
    """The children of ``w:sectPr`` in the order of the schema: page, margins, columns and grid."""
    width, height = theme.page_points
    top, fore, bottom, spine = theme.margins
    head = max(top - 2.2 * theme.type_area.pitch, 12)
    foot = max(bottom - 2.2 * theme.type_area.pitch, 12)
    every, rules = theme.parts.line_numbers, theme.parts.column_rules
    numbers = f'<w:lnNumType w:countBy="{every}" w:restart="newPage"/>' if every else ""
    rule = ' w:sep="1"' if rules else ""
    return (
        f'{_REFERENCES}<w:pgSz w:w="{twips(width)}" w:h="{twips(height)}"/>'
        f'<w:pgMar w:top="{twips(top)}" w:right="{twips(fore)}" w:bottom="{twips(bottom)}" '
        f'w:left="{twips(spine)}" w:header="{twips(head)}" w:footer="{twips(foot)}" w:gutter="0"/>'
        f'{numbers}<w:cols w:num="{theme.type_area.columns}" w:space="{twips(theme.gutter_width)}"{rule}/>'
        f'<w:docGrid w:type="linesAndChars" w:linePitch="{twips(theme.type_area.pitch)}" w:charSpace="0"/>'
    )


_REFERENCES = (
    '<w:headerReference w:type="default" r:id="rId11"/><w:headerReference w:type="even" r:id="rId12"/>'
    '<w:headerReference w:type="first" r:id="rId13"/><w:footerReference w:type="default" r:id="rId14"/>'
    '<w:footerReference w:type="even" r:id="rId15"/><w:footerReference w:type="first" r:id="rId16"/>'
)


def _parts(theme: Theme) -> Parts:
    sect = _section_properties(theme)
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(
            ("rId1", f"{_OFFICE}/relationships/officeDocument", "word/document.xml"),
            ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ("rId3", f"{_OFFICE}/relationships/extended-properties", "docProps/app.xml"),
        ),
        "docProps/core.xml": _core(),
        "docProps/app.xml": (
            f'<Properties xmlns="{_OFFICE}/extended-properties">'
            "<Application>typeset</Application></Properties>"
        ),
        "word/document.xml": _root("document", f"<w:body><w:sectPr>{sect}</w:sectPr></w:body>"),
        "word/_rels/document.xml.rels": _relationships(
            ("rId1", f"{_OFFICE}/relationships/styles", "styles.xml"),
            ("rId2", f"{_OFFICE}/relationships/settings", "settings.xml"),
            ("rId3", f"{_OFFICE}/relationships/fontTable", "fontTable.xml"),
            ("rId4", f"{_OFFICE}/relationships/footnotes", "footnotes.xml"),
            *(
                (f"rId{11 + i}", f"{_OFFICE}/relationships/{kind}", f"{kind}{number}.xml")
                for i, (kind, number) in enumerate((k, n) for k in ("header", "footer") for n in (1, 2, 3))
            ),
        ),
        "word/styles.xml": _styles(theme),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": _font_table(theme.editor_fonts),
        "word/footnotes.xml": _root("footnotes", footnote_separators()),
        "word/header1.xml": _root("hdr", _paragraph("header")),
        "word/header2.xml": _root("hdr", _paragraph("Header Even")),
        "word/header3.xml": _root("hdr", _paragraph("header")),
        "word/footer1.xml": _root("ftr", _paragraph("footer", _page_field())),
        "word/footer2.xml": _root("ftr", _paragraph("Footer Even", _page_field())),
        "word/footer3.xml": _root("ftr", _paragraph("footer", _page_field())),
    }


def style_id(name: str) -> str:
    """The id of a style: its name without spaces, as Word makes it of ASCII names."""
    return "".join(part[:1].upper() + part[1:] for part in name.split())


def _root(name: str, body: str) -> str:
    return f'<w:{name} xmlns:w="{W}" xmlns:r="{R}">{body}</w:{name}>'


def _paragraph(style: str, runs: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id(style)}"/></w:pPr>{runs}</w:p>'


def _page_field() -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _relationships(*items: tuple[str, str, str]) -> str:
    inner = "".join(f'<Relationship Id="{i}" Type="{kind}" Target="{target}"/>' for i, kind, target in items)
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _content_types() -> str:
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    overrides = {
        "/word/document.xml": f"{main}.document.main+xml",
        "/word/styles.xml": f"{main}.styles+xml",
        "/word/settings.xml": f"{main}.settings+xml",
        "/word/fontTable.xml": f"{main}.fontTable+xml",
        "/word/footnotes.xml": f"{main}.footnotes+xml",
        **{f"/word/header{n}.xml": f"{main}.header+xml" for n in (1, 2, 3)},
        **{f"/word/footer{n}.xml": f"{main}.footer+xml" for n in (1, 2, 3)},
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    }
    inner = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides.items())
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{inner}</Types>'
    )


def _core() -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title></dc:title></cp:coreProperties>'
    )


def _settings() -> str:
    """East Asian settings; ``w:zoom`` needs its percent, or Word repairs the file."""
    return _root(
        "settings",
        '<w:zoom w:percent="100"/><w:mirrorMargins/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        '<w:drawingGridVerticalSpacing w:val="156"/><w:characterSpacingControl w:val="compressPunctuation"/>'
        '<w:footnotePr><w:footnote w:id="0"/><w:footnote w:id="1"/></w:footnotePr>'
        "<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/>"
        "<w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>"
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
        'w:val="15"/>'
        '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>',
    )


def footnote_separators() -> str:
    """The two footnotes that Word wants in every file that has any."""
    kinds = ("separator", "continuationSeparator")
    return "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}">'
        f'<w:p><w:pPr><w:pStyle w:val="{style_id(FOOTNOTE)}"/></w:pPr><w:r><w:{kind}/></w:r></w:p>'
        "</w:footnote>"
        for number, kind in enumerate(kinds)
    )


def _font_table(fonts: EditorFonts) -> str:
    names = dict.fromkeys((*fonts.model_dump().values(),))
    return _root("fonts", "".join(f"<w:font w:name={quoteattr(name)}/>" for name in names))


# ---- styles


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
)


def _styles(theme: Theme) -> str:
    fonts, size = theme.editor_fonts, half_points(theme.type_area.size)
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(fonts.body, fonts.latin)}"
        f'<w:kern w:val="2"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault><w:pPr/></w:pPrDefault></w:docDefaults>"
    )
    styles = [
        _style(
            "Normal", default=True,
            p='<w:widowControl/><w:kinsoku/><w:overflowPunct w:val="0"/><w:topLinePunct/><w:autoSpaceDE/>'
            '<w:autoSpaceDN/><w:snapToGrid/><w:jc w:val="both"/>',
        ),
        *_text_styles(theme), *_note_styles(theme), *_heading_styles(theme), *_furniture_styles(theme),
        *_character_styles(theme), *_table_styles(theme),
    ]  # fmt: skip
    return _root("styles", defaults + "".join(styles))


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
        _style(NAME_LIST, based="Body Text", p=f'{_columns(theme)}{_NO_INDENT}<w:jc w:val="left"/>'),
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


def name_columns(theme: Theme) -> Columns:
    """Those of a list of names, a little narrower than the type area's: the space after the last name of a
    row has room."""
    size = theme.type_area.size
    return Columns(theme.column_width - 2 * _SPACE, max(theme.padding.names, 3) * size, size)


def _columns(theme: Theme) -> str:
    columns = name_columns(theme)
    stops = "".join(
        f'<w:tab w:val="left" w:pos="{twips(number * columns.step)}"/>' for number in range(1, columns.count)
    )
    return f"<w:tabs>{stops}</w:tabs>" if stops else ""


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
        _style("Table Unit", following="Table Text", p='<w:keepNext/><w:jc w:val="right"/>', r=look),
        _style("Table Text", p='<w:jc w:val="left"/>', r=look),
        _style("Table Note", p=f'<w:ind w:left="{2 * twips(size)}" w:hanging="{2 * twips(size)}"/>', r=look),
        _style("Table Figures", based="Table Text", p='<w:jc w:val="right"/>'),
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
        _style(HIDDEN, kind="character", based=none, r="<w:vanish/>", quick=False),
    ]
    kinds = {
        "Name": (theme.padding.names, sizes.credit),
        "Listed Name": (theme.padding.names, theme.type_area.size),
        "Caption Name": (theme.padding.names, sizes.caption),
        "Title": (theme.padding.titles, sizes.section),
        "Chapter": (theme.padding.titles, sizes.title),
    }
    for kind, (width, size) in kinds.items():
        for characters in range(2, width):
            gap = twips((width - characters) / (characters - 1) * size)
            look = f'<w:spacing w:val="{gap}"/>'
            if kind == "Name":
                look = f"{_fonts(fonts.credit, fonts.latin)}{look}"
            styles.append(
                _style(
                    padding_style(characters, width, kind), kind="character", based=none, r=look, quick=False
                )
            )
    return styles


if __name__ == "__main__":
    chosen = load_theme(sys.argv[1])
    (chosen.folders[-1] / "template.docx").write_bytes(build_template(chosen))
