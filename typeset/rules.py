"""Every rule of the ledger: its code and what it means. Docs and tests are made from this table."""

from __future__ import annotations

from collections.abc import Mapping

RULES: Mapping[str, str] = {
    "P-SPACE": "a single space before a line's words, where lines have none, begins a page",
    "P-FEED": "a form feed begins a page",
    "C-CREDIT": "lines that end with a credit for what somebody did are a picture's caption",
    "C-WIDE": "lines wider than the columns, set close, are a picture's caption",
    "C-ANCHOR": "a picture belongs to the entry that shares the longest run of its caption",
    "T-GRID": "lines with as many short cells, wide gaps between them, are the rows of a table",
    "T-LIST": "short lines after a table's title whose kinds repeat are its cells, one on each line",
    "N-MARK": "a line that begins with a mark which a word before it has too is the note of that mark",
    "F-FOLIO": "a number on a line of its own, one more than the last such number, is a page number",
    "F-BESIDE": "a short line beside a page number, on page after page, is a running head",
    "F-EDGE": "a short line at a page's edge, around which a sentence goes on, is a running head or folio",
    "H-MARK": "an opening mark at a line's beginning, closed before long, is an entry's heading",
    "S-TITLE": "a short bare line before an entry's heading, after a block that ended, is a section's title",
    "S-FORM": "a number that follows the last of its form, before a title's words, makes a heading",
    "T-TITLE": "a bare line before the first heading is the title of the whole",
    "A-PROFILE": "how the text is read: the profile whose signs it has most of",
    "B-OPENER": "a heading begins a block",
    "B-TITLE": "a section's title is a block of its own",
    "B-HEADING": "the text after a heading that closes at its line's end begins a block",
    "B-EDGE": "the line ends before the first and after the last block",
    "J-HEADING": "the lines of one heading join",
    "J-CAPTION": "the lines of one caption join",
    "J-NOTE": "the lines of one note join",
    "J-LINE": "a line goes on from the one before, or begins a block: many weak signs are weighed",
    "J-WORD": "whether a space stands between what two joined lines bring together",
    "J-HYPHEN": "a hyphen at a line's end goes if the document knows the word without it",
    "K-TAIL": "brackets at a block's end, set off from it, with names in them, are a signature",
    "K-CAPTION": "brackets at a caption's end are its credit",
    "K-PAIR": "two single characters in a credit are one padded name",
    "K-GAP": "the gap between two parts of a credit is one space",
    "W-GAP": "white space inside a line stays, as one space, or goes, as the document is used to",
    "W-PADDING": "white space between single characters of a title or name is letter-spacing",
    "W-EDGE": "white space at the edge of a line or a block",
    "U-LOST": "U+FFFD: a character that was lost before this file was made",
    "U-CONTROL": "a control character or a code point that is no character",
}
