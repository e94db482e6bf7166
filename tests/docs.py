"""The tables in docs/ that are made from the code: ``python -m tests.docs`` writes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from typeset.check.lint import RULES as LINT_RULES
from typeset.compose.page_weights import RULES as PAGE_RULES
from typeset.reflow.weights import SIGNALS
from typeset.rules import RULES
from typeset.source.pages import PAGE_SIGNALS
from typeset.theme import POINTS_PER_MM, SIZES, load_theme, theme_names

_DOCS = Path(__file__).resolve().parents[1] / "docs"
_BEGIN, _END = "<!-- tables -->", "<!-- end of tables -->"


def decision_tables() -> str:
    """The rules, then the signals of each kind of decision with their weights."""
    lines = ["## The rules", "", "| code | meaning |", "|---|---|"]
    lines += [f"| `{rule}` | {meaning} |" for rule, meaning in RULES.items()]
    lines += ["", "## The signals", "", "| decision | signal | speaks for | weight |", "|---|---|---|---|"]
    for kind, signals in {"page": PAGE_SIGNALS, **SIGNALS}.items():
        lines += [f"| {kind} | `{s.name}` | {s.option} | {s.weight:g} |" for s in signals.values()]
    return "\n".join(lines)


def lint_table() -> str:
    """Every rule of lint."""
    lines = ["| code | name | finds | source | severity |", "|---|---|---|---|---|"]
    lines += [
        f"| {rule.code} | `{rule.name}` | {rule.meaning} | {rule.source} | {rule.severity.value} |"
        for rule in LINT_RULES
    ]
    return "\n".join(lines)


def giving_way_table() -> str:
    """The rules of the page in the order in which they give way."""
    lines = ["| gives way | costs |", "|---|---|"]
    for name, rule in PAGE_RULES.items():
        each = f"{rule.each:g} times the square of how many" if rule.each else ""
        once = f"{rule.once:,.1f}".removesuffix(".0") if rule.once else ""
        lines.append(f"| `{name}`: {rule.meaning} | {', and '.join(part for part in (once, each) if part)} |")
    return "\n".join(lines)


def theme_table() -> str:
    """Every theme's page and type, in numbers."""
    lines = [
        "| theme | page, mm | type area | text | head, fore edge, foot, spine, mm | notes, captions |",
        "|---|---|---|---|---|---|",
    ]
    for theme in map(load_theme, theme_names()):
        area, page = theme.type_area, theme.page
        margins = ", ".join(f"{margin / POINTS_PER_MM:.0f}" for margin in theme.margins)
        columns = (
            f"{area.columns} column{'s' if area.columns > 1 else ''} of {area.characters} × {area.lines}"
        )
        lines.append(
            f"| `{theme.name}` | {page.width:g} × {page.height:g} | {columns} | {_size(area.size)} on "
            f"{area.pitch:g} pt | {margins} | {_size(theme.sizes.caption)} |"
        )
    return "\n".join(lines)


def _size(points: float) -> str:
    names = [name for name, size in SIZES.items() if size == points]
    return " ".join([*names, f"{points:g}"])


TABLES: Mapping[Path, Callable[[], str]] = {
    _DOCS / "decisions.md": decision_tables,
    _DOCS / "lint.md": lint_table,
    _DOCS / "page.md": giving_way_table,
    _DOCS / "themes.md": theme_table,
}
"""The files, and what stands in them between the two comments."""


def with_tables(path: Path) -> str:
    """A file as it should be."""
    return between(path.read_text(encoding="utf-8"), TABLES[path]())


def between(text: str, tables: str) -> str:
    """A text with other tables between its two comments."""
    before, rest = text.split(_BEGIN, 1)
    after = rest.split(_END, 1)[1]
    return f"{before}{_BEGIN}\n\n{tables}\n\n{_END}{after}"


if __name__ == "__main__":
    for file in TABLES:
        file.write_text(with_tables(file), encoding="utf-8")
