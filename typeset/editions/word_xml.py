"""What the parts of a DOCX are written in: its namespaces and its units."""

from __future__ import annotations

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def twips(points: float) -> int:
    """Twentieths of a point."""
    return round(points * 20)


def half_points(points: float) -> int:
    return round(points * 2)
