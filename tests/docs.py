"""docs/decisions.md's tables, made from the rules and the weights: ``python -m tests.docs`` writes them."""

from __future__ import annotations

from pathlib import Path

from typeset.reflow.weights import SIGNALS
from typeset.rules import RULES
from typeset.source.pages import PAGE_SIGNALS

DOCS = Path(__file__).resolve().parents[1] / "docs" / "decisions.md"
_BEGIN, _END = "<!-- tables -->", "<!-- end of tables -->"


def tables() -> str:
    """The rules, then the signals of each kind of decision with their weights."""
    lines = ["## The rules", "", "| code | meaning |", "|---|---|"]
    lines += [f"| `{rule}` | {meaning} |" for rule, meaning in RULES.items()]
    lines += ["", "## The signals", "", "| decision | signal | speaks for | weight |", "|---|---|---|---|"]
    for kind, signals in {"page": PAGE_SIGNALS, **SIGNALS}.items():
        lines += [f"| {kind} | `{s.name}` | {s.option} | {s.weight:g} |" for s in signals.values()]
    return "\n".join(lines)


def with_tables(text: str) -> str:
    before, rest = text.split(_BEGIN, 1)
    after = rest.split(_END, 1)[1]
    return f"{before}{_BEGIN}\n\n{tables()}\n\n{_END}{after}"


if __name__ == "__main__":
    DOCS.write_text(with_tables(DOCS.read_text(encoding="utf-8")), encoding="utf-8")
