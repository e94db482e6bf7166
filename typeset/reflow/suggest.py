"""A Source to the profile that it seems to want: what its own lines say, as TOML to begin from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from typeset.reflow.forms import FORMS, matched
from typeset.reflow.scripts import IS_HAN
from typeset.source.lines import Line
from typeset.source.pages import Source

_OPENING = {"【": "】", "〔": "〕", "［": "］", "〖": "〗", "「": "」"}
_BULLETS = "◆■●▲△★◇□○※"
_FEWEST = 2
_ENTRY_FORMS = frozenset({"article", "date", "day", "person", "name", "year-run"})
_SHORT = 24.0


def suggest(source: Source, base: str, name: str) -> str:
    """A profile that extends ``base``, with how often each sign was seen."""
    marks = _marks(source.lines)
    forms = _forms(source.lines)
    usual = source.measure
    out = [
        f"# Proposed from {len(source.lines)} lines: columns of about {usual.mode:g} characters, "
        f"{usual.indents:.0%} of the lines indented.",
        f'extends = "{base}"',
        f'name = "{name}"',
        'description = "…"',
        "",
        "[headings]",
    ]
    if marks:
        out.append("# " + ", ".join(f"{mark} {count} times" for mark, count in marks.items()))
        pairs = ", ".join(f'["{mark}", "{_OPENING.get(mark, "")}"]' for mark in marks)
        out.append(f"marks = [{pairs}]")
    if forms:
        out.append("# " + ", ".join(f"{form} {count} times" for form, count in forms.items()))
        uses = ", ".join(
            f'{{form = "{form}", makes = "{"entry" if form in _ENTRY_FORMS else "section"}"}}'
            for form in forms
        )
        out.append(f"forms = [{uses}]")
    out.append(f'bare = "{_bare(source, marks)}"')
    return "\n".join(out) + "\n"


def _marks(lines: Sequence[Line]) -> dict[str, int]:
    """What lines begin with that may open an entry's heading, the commonest first."""
    counts = Counter(
        line.text[0]
        for line in lines
        if line.text[0] in _BULLETS or (line.text[0] in _OPENING and _OPENING[line.text[0]] in line.text)
    )
    return {mark: count for mark, count in counts.most_common() if count >= _FEWEST}


def _forms(lines: Sequence[Line]) -> dict[str, int]:
    """Numbered titles: short lines, or numbers that stand for a heading, in the order of rank."""
    counts = {
        name: sum(
            1
            for line in lines
            if matched(form, line.text) is not None
            and (form.run_in or (line.width <= _SHORT and line.text[-1] not in "。；，、！？"))
        )
        for name, form in FORMS.items()
    }
    return {name: count for name, count in counts.items() if count >= _FEWEST}


def _bare(source: Source, marks: dict[str, int]) -> str:
    """Without marks, a short line before an indented one is likely a heading."""
    if marks or not any(IS_HAN.search(line.text) for line in source.lines[:50]):
        return "section"
    return "both" if source.measure.indents > 0 else "none"
