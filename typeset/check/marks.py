"""Glyphs → what they are to a compositor, and where their ink may begin and end."""

from __future__ import annotations

from typeset.check.pdf_pages import Glyph

OPENING = frozenset("（《〈“‘「『【〔〖［｛")
CLOSING = frozenset("）》〉”’」』】〕〗］｝、，；：。！？．")
STOPS = frozenset("、，；：。！？．")
CONNECTORS = frozenset("·・‧/／-–")
"""Those that take half an em between Han (row 13)."""
SIGNS = frozenset("%％‰℃℉°′″") | frozenset(
    map(chr, (*range(0x3300, 0x3358), *range(0x3371, 0x337B), *range(0x3380, 0x33E0), 0x33FF))
)
"""Those that belong to the number before them: ％ ℃, and units in one character, ㎡ ㎏ ㍑ (jlreq cl-13)."""
NEVER_FIRST = CLOSING | SIGNS | frozenset("·・‧/／～－–)]}")
NEVER_LAST = OPENING | frozenset("/／([{")
_FULL = 0.9


def is_han(text: str) -> bool:
    """A Chinese character, 々 and 〇 among them, or its like among the radicals that some tools write."""
    first = text[:1]
    return (
        "\u3400" <= first <= "\u9fff"
        or "\u2e80" <= first <= "\u2fdf"
        or "\uf900" <= first <= "\ufaff"
        or "\U00020000" <= first <= "\U0003ffff"
        or first in ("々", "〇")
    )


def is_full(glyph: Glyph) -> bool:
    """Whether it stands on a whole em."""
    return glyph.advance > _FULL * glyph.size


def is_latin(glyph: Glyph) -> bool:
    return glyph.text.isascii() and glyph.text.isalnum()


def ink_start(glyph: Glyph) -> float:
    """Where its ink may begin: an opening mark's blank half lies before it."""
    return glyph.x + glyph.size / 2 if glyph.text in OPENING and is_full(glyph) else glyph.x


def ink_end(glyph: Glyph) -> float:
    """Where its ink ends at the latest: a closing mark's blank half lies behind it."""
    return glyph.x + (glyph.size / 2 if glyph.text in CLOSING and is_full(glyph) else glyph.advance)
