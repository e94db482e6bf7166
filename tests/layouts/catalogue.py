"""The layouts: kinds of publications, and the ways in which they are printed and extracted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Pair = tuple[str, str]
Kind = Literal[
    "yearbook",
    "newspaper",
    "gazetteer",
    "gazette",
    "statute",
    "chronicle",
    "annals",
    "people",
    "english",
    "report",
    "paper",
]


@dataclass(frozen=True)
class Layout:
    """One way of printing a text.

    ``measure``: a line's length in em; ``lines``: of a column; ``columns``: side by side on one line if more
    than one, ``align``: by display width or by code points; ``heading``: the marks of an entry's heading;
    ``signature``: what stands before it; ``caption``: the form of its credit, ``caption_at``: where it
    stands; ``margin``: spaces before every line of a page; ``head``: running heads; ``folio``: page numbers;
    ``page``: what marks a page; ``blanks``: empty lines between two lines, -1 for now one and now two;
    ``deep``: one more level of numbered titles; ``contents``: a table of them is printed before the text;
    ``grouped``: the mark of a section's title; ``report``: what is signed at its beginning, 本报讯（记者 …）;
    ``note_restart``: notes are numbered anew on every page; ``table_full``: tables with a unit, heads on two
    lines, empty cells, a total, figures that end at one place, and 续表 where a page ends; ``latin``: English
    headings in capitals, or as numbered chapters; ``apart``: an empty line beside headings, or between all
    blocks.
    """

    name: str
    kind: Kind = "yearbook"
    measure: int = 20
    lines: int = 16
    columns: int = 1
    align: Literal["display", "count"] = "display"
    jitter: bool = False
    kinsoku: bool = True
    indent: int = 2
    heading: Pair = ("【", "】")
    run_in: bool = True
    titled: bool = True
    spaced_titles: bool = True
    signature: str = ""
    caption: Literal["", "org", "photo", "colon", "name", "label", "gap", "slash", "none"] = ""
    caption_at: Literal["paragraph", "page", "entry", "inside"] = "paragraph"
    caption_measure: int = 34
    margin: int = 0
    head: Literal["", "alternate", "swap", "section", "foot", "once", "number"] = ""
    folio: Literal["", "plain", "dashes", "di", "of", "han", "roman"] = ""
    page: Literal["", "feed", "space"] = ""
    blanks: int = 0
    letterspaced: bool = False
    pieces: bool = False
    stray: bool = False
    lost: bool = False
    late_credit: bool = False
    note_mark: Literal["", "circled", "bracket", "star"] = ""
    note_restart: bool = False
    tables: Literal["", "spaced", "cells"] = ""
    table_full: bool = False
    deep: bool = False
    contents: bool = False
    grouped: str = ""
    report: bool = False
    traditional: bool = False
    latin: Literal["", "capitals", "chapters"] = ""
    apart: Literal["", "titles", "blocks"] = ""


LAYOUTS: tuple[Layout, ...] = (
    Layout("yearbook-plain", signature="　"),
    Layout("yearbook-seedlike", measure=16, blanks=1, page="space", signature="\ufffd　",
           caption="org", lost=True),
    Layout("yearbook-feeds", page="feed", folio="dashes", head="alternate", signature="  "),
    Layout("yearbook-swap", page="feed", head="swap", signature="\t", measure=22),
    Layout("yearbook-number", page="feed", head="number", signature="　　"),
    Layout("yearbook-foot", page="feed", head="foot", folio="di", signature="　"),
    Layout("yearbook-section-heads", page="feed", head="section", folio="plain"),
    Layout("yearbook-once", page="space", blanks=1, head="once", signature="　"),
    Layout("yearbook-no-pages", folio="dashes", head="alternate", signature="　"),
    Layout("yearbook-bottom", folio="plain", head="foot", indent=0, signature="　"),
    Layout("yearbook-turtle", heading=("〔", "〕"), signature="　", indent=2, run_in=False),
    Layout("yearbook-square", heading=("■", ""), run_in=False, signature="　", indent=0),
    Layout("yearbook-diamond", heading=("◆", ""), signature="　"),
    Layout("yearbook-triangle", heading=("△", ""), signature="  ", run_in=False),
    Layout("yearbook-grouped", heading=("△", ""), grouped="■", run_in=False, signature="　"),
    Layout("yearbook-bare", heading=("", ""), signature="　"),
    Layout("yearbook-bare-flush", heading=("", ""), signature="　", indent=0, blanks=1),
    Layout("yearbook-ragged", blanks=-1, signature="　"),
    Layout("yearbook-double", blanks=2, signature="　", page="feed"),
    Layout("yearbook-no-kinsoku", kinsoku=False, signature="　"),
    Layout("yearbook-pieces", pieces=True, indent=0, signature="　", heading=("■", ""), run_in=False),
    Layout("yearbook-letterspaced", letterspaced=True, signature="　"),
    Layout("yearbook-stray", stray=True, signature="  "),
    Layout("yearbook-captions-photo", caption="photo", caption_at="entry", signature="　"),
    Layout("yearbook-captions-page", caption="org", caption_at="page", page="feed",
           folio="plain", signature="　"),
    Layout("yearbook-captions-colon", caption="colon", signature="　", blanks=1),
    Layout("yearbook-captions-name", caption="name", caption_at="page", page="feed", signature="　"),
    Layout("yearbook-captions-slash", caption="slash", caption_at="entry", signature="　"),
    Layout("yearbook-captions-narrow", caption="photo", caption_measure=14, signature="　"),
    Layout("yearbook-captions-label", caption="label", caption_at="entry", signature="　"),
    Layout("yearbook-captions-bare", caption="none", caption_at="inside", signature="　"),
    Layout("yearbook-captions-gap", caption="gap", caption_at="inside", blanks=1, signature="　"),
    Layout("yearbook-late-credit", late_credit=True, signature="　"),
    Layout("yearbook-notes", note_mark="circled", signature="　", page="feed"),
    Layout("yearbook-notes-star", note_mark="star", page="feed", folio="plain"),
    Layout("yearbook-tables", tables="spaced", signature="　"),
    Layout("yearbook-cells", tables="cells", signature="　", page="feed", folio="dashes"),
    Layout("yearbook-two", columns=2, signature="　", measure=18),
    Layout("yearbook-two-count", columns=2, align="count", measure=18, signature="　", page="feed"),
    Layout("yearbook-three", columns=3, measure=14, folio="plain", page="feed", indent=0),
    Layout("yearbook-two-jitter", columns=2, jitter=True, measure=20, caption="org", caption_measure=40),
    Layout("yearbook-two-margin", columns=2, measure=18, page="feed", head="swap", margin=8, signature="　"),
    Layout("yearbook-two-heads", columns=2, measure=17, folio="of", head="alternate", signature="　"),
    Layout("yearbook-margin", page="feed", folio="of", head="alternate", margin=6, signature="　"),
    Layout("yearbook-heads-astray", head="alternate", page="", signature="　", lines=12),
    Layout("gazetteer-han-folio", kind="gazetteer", measure=24, folio="han", head="alternate"),
    Layout("english-roman", kind="english", measure=22, folio="roman", head="alternate", titled=False),
    Layout("yearbook-traditional", traditional=True, heading=("【", "】"), signature="　", page="feed"),
    Layout("gazetteer", kind="gazetteer", measure=28, page="feed", head="alternate", folio="plain"),
    Layout("gazetteer-deep", kind="gazetteer", measure=24, deep=True, page="feed", folio="dashes"),
    Layout("gazetteer-notes", kind="gazetteer", measure=26, note_mark="bracket", page="feed"),
    Layout("gazetteer-tables", kind="gazetteer", measure=30, tables="spaced", blanks=1),
    Layout("gazetteer-notes-page", kind="gazetteer", measure=24, note_mark="circled", note_restart=True,
           page="feed", folio="plain", head="alternate"),
    Layout("gazetteer-notes-flow", kind="gazetteer", measure=20, note_mark="circled", note_restart=True,
           folio="dashes", blanks=1),
    Layout("gazetteer-tables-full", kind="gazetteer", measure=28, tables="spaced", table_full=True,
           page="feed", folio="plain"),
    Layout("gazetteer-tables-notes", kind="gazetteer", measure=24, tables="spaced", table_full=True,
           page="feed", folio="dashes", note_mark="bracket", blanks=1),
    Layout("gazetteer-cells-notes", kind="gazetteer", measure=22, tables="cells", page="feed",
           folio="dashes", note_mark="circled", note_restart=True),
    Layout("gazette", kind="gazette", measure=24, page="feed", folio="dashes"),
    Layout("gazette-two", kind="gazette", measure=18, columns=2),
    Layout("gazette-plain", kind="gazette", measure=20, blanks=1),
    Layout("gazette-deep", kind="gazette", measure=22, deep=True, page="feed", folio="dashes"),
    Layout("report", kind="report", measure=26, page="feed", folio="plain"),
    Layout("report-two", kind="report", measure=18, columns=2, deep=True),
    Layout("paper", kind="paper", measure=20, titled=False),
    Layout("paper-two", kind="paper", measure=18, columns=2, titled=False, deep=True),
    Layout("statute", kind="statute", measure=24),
    Layout("statute-contents", kind="statute", measure=24, contents=True, page="feed", folio="dashes"),
    Layout("gazetteer-contents", kind="gazetteer", measure=28, contents=True, blanks=1),
    Layout("statute-pages", kind="statute", measure=22, page="feed", folio="di", blanks=1),
    Layout("chronicle", kind="chronicle", measure=20),
    Layout("annals", kind="annals", measure=24, page="feed", folio="plain"),
    Layout("annals-own", kind="annals", measure=20, run_in=False, blanks=1),
    Layout("people", kind="people", measure=22, page="feed", head="alternate", folio="plain"),
    Layout("people-own", kind="people", measure=24, run_in=False, blanks=1),
    Layout("chronicle-own", kind="chronicle", measure=18, run_in=False, indent=2, page="feed"),
    Layout("newspaper", kind="newspaper", heading=("", ""), measure=14, signature="　", titled=False),
    Layout("newspaper-reports", kind="newspaper", heading=("", ""), measure=16, titled=False, report=True),
    Layout("newspaper-reports-two", kind="newspaper", heading=("", ""), measure=18, titled=False, report=True,
           columns=2),
    Layout("newspaper-four", kind="newspaper", heading=("", ""), measure=12, columns=3, titled=False),
    Layout("english", kind="english", measure=22, titled=False, indent=2),
    Layout("english-two", kind="english", measure=18, columns=2, titled=False),
    Layout("english-flush", kind="english", measure=20, indent=0, titled=False, blanks=1),
    Layout("english-capitals", kind="english", measure=17, indent=1, titled=False, latin="capitals",
           apart="titles", page="feed", head="alternate", folio="dashes"),
    Layout("english-capitals-flush", kind="english", measure=24, indent=0, titled=False, latin="capitals"),
    Layout("english-blocks", kind="english", measure=26, indent=0, titled=False, apart="blocks"),
    Layout("english-chapters", kind="english", measure=22, indent=2, titled=False, latin="chapters",
           apart="titles"),
    Layout("english-chapters-two", kind="english", measure=18, indent=1, titled=False, latin="chapters",
           columns=2),
)  # fmt: skip
"""At least forty, every hazard in several of them."""
