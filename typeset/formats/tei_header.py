"""The teiHeader: what a text is, where it comes from and how it was made; and what no element can carry.

Written by string operations, read with lxml; the two stand side by side here so that they stay one form.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from typeset.ledger import NEWLINE, Origin
from typeset.model import Document, Metadata

if TYPE_CHECKING:
    from lxml.etree import _Element

TEI = "http://www.tei-c.org/ns/1.0"
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that no XML file may hold; each is a ``<g>`` with a ``<char>`` in the header."""
MOST_LINES = 4_000_000
_NAMES = {"\n": "LF", "\r\n": "CRLF", "\r": "CR"}
NEWLINES = {name: newline for newline, name in _NAMES.items()}


def escaped(text: str) -> str:
    """For element content and for attributes in double quotes."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


@dataclass(frozen=True)
class Carried:
    """What xenoData carries: how the bytes of the source are made again from its text."""

    encoding: str
    bom: bytes
    newline: str
    newlines: Mapping[int, str]
    lines: int
    sha256: str
    name: str


def carried_of(origin: Origin) -> Carried:
    """Newline kinds: the commonest, and for each line that ends otherwise, its own."""
    ends = [match.group() for match in NEWLINE.finditer(origin.source)]
    usual = Counter(ends).most_common(1)[0][0] if ends else "\n"
    others = {line: end for line, end in enumerate(ends, 1) if end != usual}
    return Carried(origin.encoding, origin.bom, usual, others, len(ends) + 1, origin.sha256, origin.name)


_EDITORIAL = """    <editorialDecl>
      <normalization><p>Padding and kept gaps stand in choice: orig as in the source, reg as it is
        set; an empty reg is nothing.</p></normalization>
      <correction><p>Nothing is corrected. What has no place in the text stands in surplus.</p></correction>
      <hyphenation eol="some"><p>A hyphen that only a line's end had made stands in surplus.</p></hyphenation>
      <punctuation marks="all" placement="internal">
        <p>Marks around headings and credits stand in pc.</p>
      </punctuation>
      <interpretation><p>lb/@n counts the lines of the raw text from 1, lines without words included.
        break="no" joins with nothing, break="yes" with a space; without break, a block ends. A figure or
        fw stands where it interrupted the text; figure/@corresp names what it is about.</p></interpretation>
    </editorialDecl>
"""
"""How the text was treated; for people."""


def header(document: Document, origin: Origin, forbidden: Iterable[str]) -> str:
    """The whole teiHeader, indented."""
    meta = document.metadata
    title = escaped(document.title)
    return f"""<teiHeader>
  <fileDesc>
    <titleStmt>
      <title>{title}</title>
      <respStmt xml:id="typeset">
        <resp>reflow of the raw text: every decision has a rule, signals and a margin;
          cert="low" marks a thin one</resp>
        <name>typeset</name>
      </respStmt>
    </titleStmt>
    <publicationStmt><publisher>{escaped(meta.publisher)}</publisher>{_availability(meta)}</publicationStmt>
    <sourceDesc>
      <bibl type="book">{_bibl(meta)}</bibl>
      <bibl type="raw-text">
        <title>{escaped(_legal(origin.name))}</title>
        <idno type="SHA-256">{origin.sha256}</idno>
      </bibl>
    </sourceDesc>
  </fileDesc>
  <encodingDesc>
{_EDITORIAL}{_char_decl(forbidden)}    <appInfo>
      <application ident="typeset" version="1"><label>typeset</label></application>
    </appInfo>
  </encodingDesc>
  <profileDesc><langUsage><language ident="{escaped(meta.language)}"/></langUsage></profileDesc>
  <xenoData>{_xeno(carried_of(origin))}</xenoData>
  <revisionDesc><change>made from the raw text</change></revisionDesc>
</teiHeader>"""


def _legal(text: str) -> str:
    return FORBIDDEN.sub("\ufffd", text.encode("utf-8", "replace").decode("utf-8"))


def _availability(meta: Metadata) -> str:
    if not meta.licence:
        return "<availability><p>not stated</p></availability>"
    return f"<availability><licence>{escaped(meta.licence)}</licence></availability>"


def _bibl(meta: Metadata) -> str:
    parts = [f'<title level="m">{escaped(meta.book)}</title>']
    if meta.year:
        parts.append(f"<date>{escaped(meta.year)}</date>")
    if meta.publisher:
        parts.append(f"<publisher>{escaped(meta.publisher)}</publisher>")
    for unit, value in (
        ("chapter", meta.chapter),
        ("page", meta.pages),
        ("first-page", str(meta.first_page)),
    ):
        if value:
            parts.append(f'<biblScope unit="{unit}">{escaped(value)}</biblScope>')
    return "".join(parts)


def _char_decl(forbidden: Iterable[str]) -> str:
    chars = "".join(
        f'<char xml:id="{char_id(char)}"><localProp name="codepoint" value="U+{ord(char):04X}"/></char>'
        for char in sorted(set(forbidden))
    )
    return f"    <charDecl>{chars}</charDecl>\n" if chars else ""


def char_id(char: str) -> str:
    """The id of a character that XML forbids."""
    return f"x{ord(char):04x}"


def _xeno(carried: Carried) -> str:
    values: dict[str, Any] = {
        "encoding": carried.encoding,
        "bom": carried.bom.hex(),
        "newline": _NAMES[carried.newline],
        "lines": carried.lines,
        "sha256": carried.sha256,
        "name": _legal(carried.name),
    }
    if carried.newlines:
        values["newlines"] = {str(line): _NAMES[end] for line, end in carried.newlines.items()}
    return escaped(json.dumps(values, ensure_ascii=False))


# ---- and back


def read_carried(root: _Element) -> Carried:
    """Raises ValueError (KeyError and TypeError among its causes) where xenoData is not in our form."""
    values = json.loads(root.findtext(f".//{{{TEI}}}xenoData") or "")
    if not isinstance(values, dict):
        raise ValueError("no object")
    lines = int(values["lines"])
    if not 0 < lines <= MOST_LINES:
        raise ValueError(f"{lines} lines")
    newlines = {int(line): NEWLINES[str(name)] for line, name in dict(values.get("newlines", {})).items()}
    return Carried(
        str(values["encoding"]), bytes.fromhex(values["bom"]), NEWLINES[values["newline"]], newlines, lines,
        str(values["sha256"]), str(values["name"]),
    )  # fmt: skip


def read_head(root: _Element) -> tuple[str, Metadata]:
    """The document's title and metadata."""

    book = f".//{{{TEI}}}sourceDesc/{{{TEI}}}bibl[@type='book']"

    def scope(unit: str) -> str:
        return root.findtext(f"{book}/{{{TEI}}}biblScope[@unit='{unit}']") or ""

    language = root.find(f".//{{{TEI}}}language")
    metadata = Metadata(
        book=root.findtext(f"{book}/{{{TEI}}}title") or "",
        year=root.findtext(f"{book}/{{{TEI}}}date") or "",
        publisher=root.findtext(f"{book}/{{{TEI}}}publisher") or "",
        chapter=scope("chapter"),
        pages=scope("page"),
        first_page=int(scope("first-page") or 1),
        language=(language.get("ident") if language is not None else "") or "",
        licence=root.findtext(f".//{{{TEI}}}licence") or "",
    )
    return root.findtext(f".//{{{TEI}}}titleStmt/{{{TEI}}}title") or "", metadata
