"""Every object of a file → what no page is needed to see in it: filters, states, actions, limits, images.

ISO 19005-3, 6.1.7 to 6.1.13, 6.2.4.4 to 6.2.10, 6.5, 6.10; ISO 15930-7 has most of these too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pikepdf

from typeset.check.press.icc import space_problem
from typeset.check.press.operators import INTENTS
from typeset.check.press.rules import Fault

Found = Iterator[tuple[str, str, str]]
"""Rule, place and message."""

_ALLOWED = frozenset({
    "/GoTo", "/GoToR", "/GoToE", "/GotoE", "/Thread", "/URI", "/Named", "/SubmitForm",
})  # fmt: skip
_NAMED = frozenset({"/NextPage", "/PrevPage", "/FirstPage", "/LastPage"})
_FILTERS = frozenset({
    "/ASCIIHexDecode", "/ASCII85Decode", "/FlateDecode", "/RunLengthDecode", "/CCITTFaxDecode",
    "/JBIG2Decode", "/DCTDecode", "/JPXDecode",
})  # fmt: skip
_BLENDS = frozenset({
    "Normal", "Compatible", "Multiply", "Screen", "Overlay", "Darken", "Lighten", "ColorDodge", "ColorBurn",
    "HardLight", "SoftLight", "Difference", "Exclusion", "Hue", "Saturation", "Color", "Luminosity",
})  # fmt: skip
_LONGEST_STRING, _LONGEST_NAME, _LARGEST = 32767, 127, 2**31 - 1
_MOST_COLOURS = 32


def object_faults(pdf: pikepdf.Pdf, profile: str) -> Iterator[Fault]:
    """Each fault once for a place, with the number of an object that has it."""
    seen: set[tuple[str, str, str]] = set()
    separations: dict[str, bytes] = {}
    for number, thing in _everything(pdf):
        for rule, place, message in _object(thing, profile, separations):
            if (rule, place, message) not in seen:
                seen.add((rule, place, message))
                yield Fault(rule, 0, place, f"{message} (object {number})" if number else message)


def _everything(pdf: pikepdf.Pdf) -> Iterator[tuple[int, Any]]:
    """Every object of a file, and what stands in it, with the number of the former."""
    for thing in pdf.objects:
        waiting = [thing]
        number = thing.objgen[0] if isinstance(thing, pikepdf.Object) else 0  # a number, alone
        while waiting:
            inner = waiting.pop()
            yield number, inner
            if isinstance(inner, (pikepdf.Dictionary, pikepdf.Stream)):
                waiting += [value for _, value in inner.items() if _is_inside(value)]
            elif isinstance(inner, pikepdf.Array):
                waiting += [value for value in inner if _is_inside(value)]


def _is_inside(value: Any) -> bool:
    """Whether a value stands in its holder itself."""
    return not isinstance(value, pikepdf.Object) or not value.is_indirect


def dictionaries(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every dictionary and stream of a file, those that stand in others too."""
    for _, thing in _everything(pdf):
        if isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
            yield thing


def _object(thing: Any, profile: str, separations: dict[str, bytes]) -> Found:
    if isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
        if isinstance(thing, pikepdf.Stream):
            yield from _stream(thing)
            if thing.get("/Subtype") == "/Image":
                yield from _image(thing, profile)
        for check in _CHECKS:
            yield from check(thing)
        if profile == "pdfa3u":
            yield from (
                ("file-structure", "name", "longer than 127 bytes") for key in thing if len(key) > 128
            )
    elif isinstance(thing, pikepdf.Array):
        yield from _colour_space(thing, separations)
    elif profile == "pdfa3u":
        yield from _limits(thing)


def _stream(thing: Any) -> Found:
    filters = thing.get("/Filter", ())
    for name in filters if isinstance(filters, pikepdf.Array) else [filters] if filters else []:
        if str(name) == "/Crypt" and "Identity" in str(thing.get("/DecodeParms", "")):
            continue
        if str(name) not in _FILTERS:
            yield "lzw", "stream", f"it is compressed by {str(name)[1:]}"
    if thing.get("/Subtype") == "/PS" or thing.get("/Subtype2") == "/PS" or "/PS" in thing:
        yield "external", "XObject", "PostScript"
    for key in ("/Ref", "/OPI"):
        if key in thing and thing.get("/Subtype") in ("/Form", "/Image"):
            yield "external", key[1:], "what is drawn is in another file"
    if any(key in thing for key in ("/F", "/FFilter", "/FDecodeParms")):
        yield "external", "stream", "its data are in another file"


def _image(thing: Any, profile: str) -> Found:
    if profile == "pdfa3u" and bool(thing.get("/Interpolate", False)):
        yield "image-keys", "Interpolate", "an image that is to be smoothed"
    if "/Alternates" in thing:
        yield "image-keys", "Alternates", "an image that another may stand for"
    bits = int(thing.get("/BitsPerComponent", 1))
    if bits not in (1, 2, 4, 8, 16) or (bool(thing.get("/ImageMask", False)) and bits != 1):
        yield "image-keys", "BitsPerComponent", f"{bits} bits"
    if (intent := str(thing.get("/Intent", "/Perceptual"))[1:]) not in INTENTS:
        yield "operators", "Intent", f"no rendering intent is called {intent}"


def _state(thing: Any) -> Found:
    if thing.get("/Type") != "/ExtGState" and not ({"/TR", "/TR2", "/HTP", "/BM"} & set(thing.keys())):
        return
    if "/TR" in thing or str(thing.get("/TR2", "/Default")) != "/Default":
        yield "transfer", "ExtGState", "a transfer function"
    if "/HTP" in thing:
        yield "transfer", "HTP", "a halftone phase"
    if isinstance(thing.get("/RI"), pikepdf.Name) and str(thing.RI)[1:] not in INTENTS:
        yield "operators", "RI", f"no rendering intent is called {str(thing.RI)[1:]}"
    mode = thing.get("/BM")
    modes = (
        list(mode) if isinstance(mode, pikepdf.Array) else [mode] if isinstance(mode, pikepdf.Name) else []
    )
    unknown = [str(one)[1:] for one in modes if str(one)[1:] not in _BLENDS]
    if unknown:
        yield "blending", "BM", f"no blend mode is called {unknown[0]}"


def _halftone(thing: Any) -> Found:
    if "/HalftoneType" not in thing:
        return
    if thing.get("/HalftoneType") not in (1, 5):
        yield "transfer", "halftone", f"of type {thing.HalftoneType}, not 1 or 5"
    if "/HalftoneName" in thing:
        yield "transfer", "halftone", "it has a name"


def _action(thing: Any) -> Found:
    kind = thing.get("/S")
    if "/AA" in thing:
        yield "actions", "AA", "additional actions"
    if thing.get("/Subtype") == "/Widget" and "/A" in thing:
        yield "actions", "Widget", "a field with an action"
    is_other = (
        thing.get("/Type") == "/Action" and isinstance(kind, pikepdf.Name) and str(kind) not in _ALLOWED
    )
    if is_other or str(kind) in _FORBIDDEN:
        yield "actions", str(kind)[1:], "an action that the standard forbids"
    if kind == "/Named" and str(thing.get("/N", "/NextPage")) not in _NAMED:
        yield "actions", str(thing.get("/N"))[1:], "a named action that the standard forbids"


_FORBIDDEN = frozenset({
    "/JavaScript", "/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/Hide", "/Rendition",
    "/Trans", "/SetOCGState", "/GoTo3DView",
})  # fmt: skip


def _form(thing: Any) -> Found:
    if bool(thing.get("/NeedAppearances", False)):
        yield "forms", "NeedAppearances", "the reader's program is to draw the fields"
    if "/XFA" in thing:
        yield "forms", "XFA", "a form in another format"
    if bool(thing.get("/NeedsRendering", False)):
        yield "forms", "NeedsRendering", "a form in another format"
    for key in ("/AlternatePresentations", "/PresSteps", "/Requirements"):
        if key in thing:
            yield "forms", key[1:], "what a reader's program is to do"


_CHECKS: tuple[Callable[[Any], Found], ...] = (_state, _halftone, _action, _form)


def _colour_space(thing: Any, separations: dict[str, bytes]) -> Found:
    family = str(thing[0]) if len(thing) > 1 else ""
    if problem := space_problem(thing):
        yield "icc-profile", "ICCBased", problem
    if family == "/DeviceN" and len(thing) > 3 and len(thing[1]) > _MOST_COLOURS:
        yield "spot-colours-differ", "DeviceN", f"{len(thing[1])} colours, more than {_MOST_COLOURS}"
    if family == "/Separation" and len(thing) > 3:
        name = str(thing[1])[1:]
        written = b"".join(_written(part) for part in (thing[2], thing[3]))
        if separations.setdefault(name, written) != written:
            yield "spot-colours-differ", name, "it means one thing here and another there"


def _written(part: Any) -> bytes:
    if isinstance(part, pikepdf.Stream):
        return part.read_bytes() + b"".join(
            key.encode() + _written(value)
            for key, value in sorted(part.items())
            if key not in ("/Length", "/Filter", "/DecodeParms")
        )
    if isinstance(part, pikepdf.Object):
        return part.unparse(resolved=True)
    return str(part).encode()


def _limits(thing: Any) -> Found:
    if isinstance(thing, pikepdf.String) and len(bytes(thing)) > _LONGEST_STRING:
        yield "file-structure", "string", f"longer than {_LONGEST_STRING} bytes"
    elif isinstance(thing, pikepdf.Name) and len(str(thing)) > _LONGEST_NAME + 1:
        yield "file-structure", "name", f"longer than {_LONGEST_NAME} bytes"
    elif isinstance(thing, int) and not -_LARGEST - 1 <= thing <= _LARGEST:
        yield "file-structure", "integer", f"{thing} is too large"
