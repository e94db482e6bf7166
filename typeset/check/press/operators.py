"""The operators of a content stream that there are, and what a standard says of them and of inline images.

ISO 32000-1, Annex A and 8.6.5.8; ISO 19005-3, 6.1.10, 6.1.13, 6.2.2, 6.2.6, 6.2.8.
"""

from __future__ import annotations

from typing import Any

_ALL = """
    b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k l m M MP n
    q Q re RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' "
"""
OPERATORS = frozenset(_ALL.split())
INTENTS = frozenset({"AbsoluteColorimetric", "RelativeColorimetric", "Saturation", "Perceptual"})
MOST_SAVED = 28
"""Graphics states that may be saved at a time."""
_INLINE_FILTERS = frozenset({
    "ASCIIHexDecode", "ASCII85Decode", "FlateDecode", "RunLengthDecode", "CCITTFaxDecode", "DCTDecode",
    "AHx", "A85", "Fl", "RL", "CCF", "DCT",
})  # fmt: skip


def is_transparent(state: Any) -> bool:
    """Whether a graphics state dictionary makes what is painted mix with what is below it."""
    mode = state.get("/BM", "/Normal")
    return (
        min(float(state.get("/ca", 1)), float(state.get("/CA", 1))) < 1
        or str(state.get("/SMask", "/None")) != "/None"
        or str(mode) not in ("/Normal", "/Compatible")
    )


def inline_problem(image: Any) -> tuple[str, str, str] | None:
    """Rule, place and message for an inline image, if it has a fault."""
    unknown = [
        name for name in (str(one).removeprefix("/") for one in image.filters) if name not in _INLINE_FILTERS
    ]
    if unknown:
        return "lzw", "inline image", f"it is compressed by {unknown[0]}"
    if bool(image.obj.get("/I", image.obj.get("/Interpolate", False))):
        return "image-keys", "inline image", "it is to be smoothed (Interpolate)"
    return None
