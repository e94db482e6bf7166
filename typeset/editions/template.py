"""A Theme to template.docx: named styles, the page and its running heads, and nothing in it.

The numbers come from theme.toml, so that the DOCX has the type area of the PDF: characters in a line, lines
on a page, columns. ``python -m typeset.editions.template NAME`` writes a theme's template again. An editor
may replace the file by another with the same style names.
"""

from __future__ import annotations

import io
import sys
import zipfile
from xml.sax.saxutils import quoteattr

from typeset.editions.style_names import FOOTNOTE, style_id
from typeset.editions.template_styles import styles
from typeset.editions.word_xml import R, W, twips
from typeset.theme import EditorFonts, Theme, load_theme

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
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
        "word/styles.xml": _root("styles", styles(theme)),
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


if __name__ == "__main__":
    chosen = load_theme(sys.argv[1])
    (chosen.folders[-1] / "template.docx").write_bytes(build_template(chosen))
