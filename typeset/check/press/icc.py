"""ICC profiles of a file → whether a standard allows them (ISO 19005-3, 6.2.3 and 6.2.4.2; ISO 15930-7, 6.2).

Read is the header of a profile (ICC.1, 7.2): its version at byte 8, its class at 12, its space at 16, and its
mark at 36.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from typeset.check.press.rules import Fault

_PARTS = {"GRAY": 1, "RGB": 3, "CMYK": 4, "Lab": 3}
_HEADER = 128
_CLASSES = {
    "output": frozenset({"prtr", "mntr"}),
    "press": frozenset({"prtr"}),
    "input": frozenset({"prtr", "mntr", "scnr", "spac"}),
}
"""What a profile may be for: that of an output intent, of one of a press, of a colour space."""


def profile_problem(stream: Any, use: str) -> str:
    """What is wrong with a profile as one for ``use``; empty if nothing is."""
    if not isinstance(stream, pikepdf.Stream):
        return "no profile is there"
    try:
        data = stream.read_bytes()
    except pikepdf.PdfError:
        return "it cannot be read"
    if len(data) < _HEADER or data[36:40] != b"acsp":
        return "it is no ICC profile"
    kind, space = (data[at : at + 4].decode("latin-1").strip() for at in (12, 16))
    if kind not in _CLASSES[use]:
        return f"its class is {kind}, not {' or '.join(sorted(_CLASSES[use]))}"
    if space not in _PARTS or (space == "Lab" and use != "input"):
        return f"its space is {space}"
    if not 2 <= data[8] <= 4:
        return f"it is of version {data[8]} of ICC, and PDF has versions 2 to 4"
    if int(stream.get("/N", 0)) != _PARTS[space]:
        return f"it is for {space}, and its N is {stream.get('/N', 'missing')}"
    return ""


def intent_faults(pdf: pikepdf.Pdf, profile: str) -> Iterator[Fault]:
    """Output intents: each profile fit, and one for all."""
    intents = [one for one in _listed(pdf.Root.get("/OutputIntents")) if isinstance(one, pikepdf.Dictionary)]
    profiles = [one.DestOutputProfile for one in intents if "/DestOutputProfile" in one]
    if len({one.objgen if one.is_indirect else id(one) for one in profiles}) > 1:
        yield Fault("icc-profile", 0, "OutputIntents", "they have different profiles")
    for one in intents:
        kind = str(one.get("/S", ""))[1:]
        use = "press" if kind == "GTS_PDFX" and profile == "pdfx4" else "output"
        if "/DestOutputProfile" in one and (problem := profile_problem(one.DestOutputProfile, use)):
            yield Fault("icc-profile", 0, kind, problem)
        if kind == "GTS_PDFX" and "/DestOutputProfileRef" in one:
            yield Fault("icc-profile", 0, kind, "its profile is in another file (DestOutputProfileRef)")
    presses = [one for one in intents if one.get("/S") == "/GTS_PDFX"]
    if profile == "pdfx4" and len(presses) > 1:
        yield Fault("icc-profile", 0, "GTS_PDFX", f"{len(presses)} output intents; there must be one")


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, pikepdf.Array) else []


def space_problem(space: Any) -> str:
    """What is wrong with the profile of a colour space; empty if nothing is, or it has none."""
    if not isinstance(space, pikepdf.Array) or len(space) < 2 or str(space[0]) != "/ICCBased":
        return ""
    return profile_problem(space[1], "input")
