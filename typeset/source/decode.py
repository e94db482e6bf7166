"""Bytes to an Origin: the decoded text and how to make the same bytes of it again.

A reading counts only if encoding it again gives the bytes back. Nothing is ever replaced or ignored.
"""

from __future__ import annotations

import codecs
import hashlib
import unicodedata

from typeset.errors import DecodeError, EmptyInputError, LimitError
from typeset.ledger import Origin

LARGEST_SOURCE = 64_000_000
"""Bytes. A volume of two million characters has about six million."""

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
)

_LEGACY = ("gb18030", "big5", "cp950", "utf-16-le", "utf-16-be")
_PLAUSIBLE = 0.6
_CLOSE = 0.1
_STATE_IT = 'save it as UTF-8, or state its encoding in the job ticket: [reading] encoding = "…"'


def decode(data: bytes, name: str, encoding: str = "") -> Origin:
    """The text of ``data``. ``encoding`` overrides every guess; ``name`` is for messages.

    Raises EmptyInputError, LimitError, DecodeError.
    """
    if len(data) > LARGEST_SOURCE:
        raise LimitError(
            f"{len(data)} bytes; the limit is {LARGEST_SOURCE}", place=name, remedy="divide it by chapters"
        )
    bom, codec, text = _stated(data, name, encoding) if encoding else _found(data, name)
    if not text:
        raise EmptyInputError("there is no text in it", place=name, remedy="give a file with text")
    return Origin(name, text, codec, bom, hashlib.sha256(data).hexdigest())


def _stated(data: bytes, name: str, encoding: str) -> tuple[bytes, str, str]:
    try:
        codec = codecs.lookup(encoding)
    except (LookupError, ValueError) as error:
        raise DecodeError(
            f"no encoding is called {encoding!r}", place=name, remedy="try utf-8, gb18030, big5 or utf-16"
        ) from error
    plain = {"utf-16": "utf-16-le", "utf-32": "utf-32-le", "utf-8-sig": "utf-8"}.get(codec.name, codec.name)
    for bom, marked in _BOMS:
        if data.startswith(bom) and marked.startswith(plain.removesuffix("-le")):
            text = _exact(data[len(bom) :], marked)
            return bom, marked, _or_refuse(text, name, encoding)
    return b"", plain, _or_refuse(_exact(data, plain), name, encoding)


def _or_refuse(text: str | None, name: str, encoding: str) -> str:
    if text is None:
        raise DecodeError(
            f"not {encoding}, as the job ticket says",
            place=name,
            remedy="correct or remove [reading] encoding",
        )
    return text


def _found(data: bytes, name: str) -> tuple[bytes, str, str]:
    for bom, codec in _BOMS:
        if data.startswith(bom):
            text = _exact(data[len(bom) :], codec)
            if text is not None:
                return bom, codec, text
    text = _exact(data, "utf-8")
    if text is not None:
        return b"", "utf-8", text
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise DecodeError(f"this is {what}, not text", place=name, remedy="extract its text first")
    return b"", *_legacy(data, name)


def _legacy(data: bytes, name: str) -> tuple[str, str]:
    """The most plausible of the encodings that Chinese text had before UTF-8."""
    readings = [(codec, text) for codec in _LEGACY if (text := _exact(data, codec)) is not None]
    ranked = sorted(((plausibility(text), codec, text) for codec, text in readings), reverse=True)
    if not ranked or ranked[0][0] < _PLAUSIBLE:
        raise DecodeError("no text in any encoding that was tried", place=name, remedy=_STATE_IT)
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _CLOSE:
        return _second_opinion(data, ranked)
    return ranked[0][1], ranked[0][2]


def _second_opinion(data: bytes, ranked: list[tuple[float, str, str]]) -> tuple[str, str]:
    """Where two readings are about as plausible, charset-normalizer decides; else the first stays."""
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=["gb18030", "big5", "utf_16_le", "utf_16_be"]).best()
    if best is not None:
        wanted = codecs.lookup(best.encoding).name
        for score, codec, text in ranked:
            if codecs.lookup(codec).name == wanted and ranked[0][0] - score < _CLOSE:
                return codec, text
    return ranked[0][1], ranked[0][2]


def _exact(data: bytes, codec: str) -> str | None:
    try:
        text = data.decode(codec)
        return text if text.encode(codec) == data else None
    except (UnicodeError, LookupError, ValueError, TypeError, AssertionError):
        return None


def plausibility(text: str) -> float:
    """0 to 1: how much of the text outside ASCII is common Han and Chinese punctuation.

    Common are the first levels of GB 2312 and Big5. A control or an unassigned character counts against.
    """
    good = bad = 0
    for char in set(text):
        count = text.count(char)
        if char < "\x80":
            bad += count * 4 if char < " " and char not in "\t\n\r\f" else 0
        elif unicodedata.category(char) in ("Cc", "Cn", "Co", "Cs"):
            bad += count * 4
        elif _is_common(char):
            good += count
        else:
            bad += count
    return good / (good + bad) if good + bad else 1.0


def _is_common(char: str) -> bool:
    for codec, first, last in (("gb2312", 0xA1, 0xD7), ("big5", 0xA1, 0xC6)):
        try:
            if first <= char.encode(codec)[0] <= last:
                return True
        except UnicodeEncodeError:
            continue
    return False
