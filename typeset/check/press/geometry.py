"""Places on a page by the matrices of its content, and what a page has from the nodes above it."""

from __future__ import annotations

from typing import Any

import pikepdf

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


def multiply(one: Matrix, two: Matrix) -> Matrix:
    """``one`` first, then ``two``."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def inherited(node: Any, key: str) -> Any:
    """What a page has under a key, or the nodes above it have (ISO 32000-1, 7.7.3.4)."""
    for _ in range(64):
        if not isinstance(node, pikepdf.Dictionary):
            return None
        if key in node:
            return node[key]
        node = node.get("/Parent")
    return None


def key_of(thing: Any) -> object:
    """The same for the same object of a file."""
    return thing.objgen if thing.is_indirect else id(thing)
