"""The samples beside the repository, by their own scorer: ``python -m tests.samples`` prints the table."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import typeset
from typeset.formats.json import document_value

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "samples"


def scorer() -> ModuleType:
    """score.py as a module."""
    spec = importlib.util.spec_from_file_location("score", FOLDER / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def scores() -> list[dict[str, Any]]:
    """A row for each sample, read under ``auto``."""
    score = scorer()
    rows = []
    for case in sorted((FOLDER / "cases").iterdir()):
        gold = json.loads((case / "case.gold.json").read_text(encoding="utf-8"))
        result = typeset.reflow(typeset.read((case / "case.txt").read_bytes(), "case.txt"))
        rows.append(score.score(gold, json.loads(json.dumps(document_value(result.document)))))
    return rows


def means(rows: list[dict[str, Any]]) -> dict[str, float]:
    """The mean of each figure over the samples that it can be asked of, by the scorer's short names."""
    out = {}
    for key, name in scorer().KEYS:
        values = [row[key] for row in rows if row.get(key) is not None]
        out[name] = sum(values) / len(values) if values else 0.0
    return out


def main() -> None:
    score = scorer()
    rows = scores()
    for row in rows:
        print(score.line(row["id"], row))
    print(f"{'mean':<26} " + " ".join(f"{name}={value:.3f}" for name, value in means(rows).items()))


if __name__ == "__main__":
    main()
