"""What preflight found → one HTML file: a picture of every page, with numbers at the places that are named
beside it. It asks for nothing outside itself."""

from __future__ import annotations

import base64
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from typeset.check.pdf_pages import Sheet
from typeset.check.preflight_file import Examined, counted, report_text
from typeset.check.press.rules import MEANINGS, PROFILES, Box, Finding

_DOTS = 60
"""Dots to an inch of the pictures: enough to know a page again."""
_SECONDS = 600
_LEAST = 6.0
"""Points: a mark is as wide and high as this at least."""
_PAD = 2.0
_SAME = 3.0
"""Points within which two places are one."""

STYLE = """
:root { color-scheme: light dark; --paper: #fff; --ink: #1b1b1b; --quiet: #667; --line: #d5d5d9;
  --ground: #f3f3f5; --error: #c0182b; --warning: #b06000; }
@media (prefers-color-scheme: dark) { :root { --paper: #1d1e21; --ink: #e8e8ea; --quiet: #a0a0a8;
  --line: #3a3b40; --ground: #131416; --error: #ff6b78; --warning: #f0a040; } }
* { box-sizing: border-box; }
body { margin: 0; font: 15px/1.5 system-ui, "Noto Sans CJK SC", sans-serif; color: var(--ink);
  background: var(--ground); }
header, section { max-width: 76rem; margin: 1rem auto; padding: 1rem 1.5rem; background: var(--paper);
  border: 1px solid var(--line); border-radius: 6px; }
h1 { font-size: 1.3rem; margin: 0 0 .3rem; overflow-wrap: anywhere; }
h2 { font-size: 1rem; margin: 0 0 .6rem; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font-size: 12px; color: var(--quiet); }
table { border-collapse: collapse; width: 100%; } td { padding: .15rem .8rem .15rem 0; vertical-align: top;
  border-top: 1px solid var(--line); } td.count { text-align: right; font-variant-numeric: tabular-nums; }
.page { display: grid; grid-template-columns: minmax(14rem, 26rem) 1fr; gap: 1.5rem; align-items: start; }
.sheet { position: relative; border: 1px solid var(--line); background: #fff; overflow: hidden; }
.sheet img { display: block; width: 100%; }
.mark { position: absolute; border: 1.5px solid; border-radius: 2px; }
.mark span { position: absolute; right: 100%; top: 50%; transform: translateY(-50%); white-space: nowrap; }
.mark a { font: 700 10px/1.4 system-ui; padding: 0 .35em; border-radius: 3px; color: #fff;
  text-decoration: none; }
.mark.inside span { right: auto; left: 0; }
.error { border-color: var(--error); background: #c0182b22; } .warning { border-color: var(--warning);
  background: #b0600018; }
.mark.error a, li.error b { background: #c0182b; } .mark.warning a, li.warning b { background: #b06000; }
ol { list-style: none; margin: 0; padding: 0; } li { margin: 0 0 .5rem; padding: .1rem 0 .1rem .6rem;
  border-left: 3px solid; background: none; overflow-wrap: anywhere; }
li:target { outline: 2px solid; } li b { color: #fff; font-size: 11px; padding: 0 .4em; border-radius: 3px; }
li small { color: var(--quiet); display: block; } .clean { color: var(--quiet); }
.clean.page { grid-template-columns: repeat(auto-fill, minmax(9rem, 1fr)); } figure { margin: 0; }
figcaption { font-size: 12px; text-align: center; }
@media (max-width: 46rem) { .page { grid-template-columns: 1fr; } }
"""


def report_html(found: Examined, data: bytes) -> str:
    """The report; pages without findings stand together at its end."""
    pictures = thumbnails(data)
    numbered = list(enumerate(found.findings, 1))
    own: dict[int, list[tuple[int, Finding]]] = {}
    for number, finding in numbered:
        own.setdefault(finding.page, []).append((number, finding))
    body = [_head(found, bool(pictures))]
    if 0 in own:
        body.append(f"<section><h2>The whole file</h2>{_list(own[0])}</section>")
    body += [
        _page(sheet, found, own[sheet.number], pictures) for sheet in found.sheets if sheet.number in own
    ]
    clean = [sheet for sheet in found.sheets if sheet.number not in own]
    if clean:
        body.append(_clean(clean, pictures))
    title = escape(f"preflight: {Path(found.path).name}")
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{STYLE}</style></head>'
        f"<body>{''.join(body)}</body></html>\n"
    )


def _head(found: Examined, has_pictures: bool) -> str:
    errors = sum(finding.severity == "error" for finding in found.findings)
    counts: dict[str, int] = {}
    for finding in found.findings:
        counts[finding.rule] = counts.get(finding.rule, 0) + 1
    rows = "".join(
        f'<tr><td class="count">{count}</td><td>{rule}</td><td>{escape(MEANINGS[rule])}</td></tr>'
        for rule, count in sorted(counts.items(), key=lambda item: list(MEANINGS).index(item[0]))
    )
    blank = "" if has_pictures else "<p>Neither pdftoppm nor ghostscript drew the pages.</p>"
    return (
        f"<header><h1>{escape(found.path)}</h1><p>{counted(len(found.sheets), 'page')}, "
        f"profile {found.profile} ({PROFILES[found.profile]}): {counted(errors, 'error')}, "
        f"{counted(len(found.findings) - errors, 'warning')}.</p>{blank}"
        f"<table>{rows}</table><details><summary>All measures</summary>"
        f"<pre>{escape(report_text(found))}</pre></details></header>"
    )


def _page(
    sheet: Sheet, found: Examined, own: Sequence[tuple[int, Finding]], pictures: Sequence[bytes]
) -> str:
    size = _size(sheet, found)
    marks = "".join(_mark(group, size) for group in _at_one_place(own))
    picture = _picture(sheet.number, pictures, size)
    return (
        f'<section><h2>Page {sheet.number}</h2><div class="page"><div class="sheet">{picture}{marks}</div>'
        f"{_list(own)}</div></section>"
    )


def _size(sheet: Sheet, found: Examined) -> tuple[float, float]:
    """Of the medium, where it is known."""
    if found.press and len(found.press.pages) >= sheet.number:
        return found.press.pages[sheet.number - 1].size
    left, bottom = sheet.origin or (0.0, 0.0)
    return sheet.width + 2 * left, sheet.height + 2 * bottom


Placed = tuple[int, Finding, Box]
"""A finding with its number and its place."""


def _at_one_place(own: Sequence[tuple[int, Finding]]) -> list[list[Placed]]:
    """What was found about one line has one mark."""
    groups: dict[tuple[int, int], list[Placed]] = {}
    for number, finding in own:
        if finding.box:
            key = round(finding.box[0] / _SAME), round(finding.box[1] / _SAME)
            groups.setdefault(key, []).append((number, finding, finding.box))
    return list(groups.values())


def _mark(group: Sequence[Placed], size: tuple[float, float]) -> str:
    boxes = [box for _, _, box in group]
    whole = (
        min(b[0] for b in boxes),
        min(b[1] for b in boxes),
        max(b[2] for b in boxes),
        max(b[3] for b in boxes),
    )
    left, bottom, right, top = _within(whole, size)
    width, height = size
    near = " inside" if left < 0.08 * width else ""
    grave = "error" if any(finding.severity == "error" for _, finding, _ in group) else "warning"
    words = escape("\n".join(f"{finding.rule}: {finding.message}" for _, finding, _ in group), quote=True)
    numbers = " ".join(f'<a href="#f{number}">{number}</a>' for number, _, _ in group)
    return (
        f'<div class="mark {grave}{near}" title="{words}" style="left:{left / width:.2%};'
        f"top:{1 - top / height:.2%};width:{(right - left) / width:.2%};height:{(top - bottom) / height:.2%}"
        f'"><span>{numbers}</span></div>'
    )


def _within(box: Box, size: tuple[float, float]) -> Box:
    """A box with a little air, large enough to see, on the page."""
    left, bottom, right, top = box
    wide, high = max(0.0, _LEAST - (right - left)) / 2 + _PAD, max(0.0, _LEAST - (top - bottom)) / 2 + _PAD
    left, bottom = max(0.0, left - wide), max(0.0, bottom - high)
    return (
        min(left, size[0] - _LEAST), min(bottom, size[1] - _LEAST),
        max(min(size[0], right + wide), left + _LEAST), max(min(size[1], top + high), bottom + _LEAST),
    )  # fmt: skip


def _list(own: Sequence[tuple[int, Finding]]) -> str:
    return f"<ol>{''.join(_item(number, finding) for number, finding in own)}</ol>"


def _item(number: int, finding: Finding) -> str:
    place = f"{escape(finding.place)}: " if finding.place else ""
    source = f"<small>{escape(finding.source)}</small>" if finding.source else ""
    return (
        f'<li id="f{number}" class="{finding.severity}"><b>{number}</b> {finding.rule} — {place}'
        f"{escape(finding.message)}{source}<small>{escape(MEANINGS[finding.rule])}</small></li>"
    )


def _clean(sheets: Sequence[Sheet], pictures: Sequence[bytes]) -> str:
    figures = "".join(
        f'<figure><div class="sheet">{_picture(sheet.number, pictures, (sheet.width, sheet.height))}</div>'
        f"<figcaption>{sheet.number}</figcaption></figure>"
        for sheet in sheets
    )
    return f'<section><h2>Pages without findings</h2><div class="page clean">{figures}</div></section>'


def _picture(number: int, pictures: Sequence[bytes], size: tuple[float, float]) -> str:
    if number <= len(pictures):
        source = base64.b64encode(pictures[number - 1]).decode()
        return f'<img alt="page {number}" src="data:image/png;base64,{source}">'
    return f'<div style="aspect-ratio:{size[0]:g}/{size[1]:g}"></div>'


def thumbnails(data: bytes) -> list[bytes]:
    """PNG pictures of all pages, drawn by poppler or else by ghostscript; none where neither can."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "copy.pdf"
        file.write_bytes(data)
        for command in _commands(file):
            try:
                subprocess.run(command, capture_output=True, timeout=_SECONDS, check=True)
            except (OSError, subprocess.SubprocessError):
                continue
            drawn = sorted(Path(folder).glob("page-*.png"))
            if drawn:
                return [picture.read_bytes() for picture in drawn]
    return []


def _commands(file: Path) -> Iterator[list[str]]:
    if poppler := shutil.which("pdftoppm"):
        yield [poppler, "-r", str(_DOTS), "-png", str(file), str(file.with_name("page"))]
    if ghostscript := shutil.which("gs"):
        yield [
            ghostscript, "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=png16m", f"-r{_DOTS}",
            "-dTextAlphaBits=4", "-dGraphicsAlphaBits=4", "-o", str(file.with_name("page-%06d.png")),
            str(file),
        ]  # fmt: skip
