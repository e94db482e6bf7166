"""CMaps: those that PDF knows by name, and what ToUnicode says of codes (ISO 32000-1, 9.7.5 and 9.10.3)."""

from __future__ import annotations

import re
from typing import Any

import pikepdf

_BOTH_WAYS = """
    Identity GB-EUC GBpc-EUC GBK-EUC GBKp-EUC GBK2K UniGB-UCS2 UniGB-UTF16 B5pc HKscs-B5 ETen-B5 ETenms-B5
    CNS-EUC UniCNS-UCS2 UniCNS-UTF16 83pv-RKSJ 90ms-RKSJ 90msp-RKSJ 90pv-RKSJ Add-RKSJ EUC Ext-RKSJ
    UniJIS-UCS2 UniJIS-UCS2-HW UniJIS-UTF16 KSC-EUC KSCms-UHC KSCms-UHC-HW KSCpc-EUC UniKS-UCS2 UniKS-UTF16
"""
PREDEFINED = frozenset({"H", "V", *(f"{name}-{way}" for name in _BOTH_WAYS.split() for way in "HV")})
"""ISO 32000-1, Table 118; H and V alone are of Japan1."""
_MODE = re.compile(rb"/WMode\s+(\d)\s+def")
_SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_TOKEN = re.compile(rb"<([0-9A-Fa-f\s]*)>|([\[\]])")
_MOST = 65536


def embedded_problem(stream: Any) -> str:
    """What is wrong with a CMap in the file; empty if nothing is."""
    said = _MODE.search(stream.read_bytes())
    if int(said[1] if said else 0) != int(stream.get("/WMode", 0)):
        return "WMode of its CMap and of the CMap's dictionary differ"
    used = stream.get("/UseCMap")
    if isinstance(used, pikepdf.Name) and str(used)[1:] not in PREDEFINED:
        return f"its CMap uses {used}, which is not in the file"
    return ""


def unicode_of(cmap: bytes) -> dict[int, str]:
    """What a ToUnicode CMap says of each code; empty where it says nothing."""
    found: dict[int, str] = {}
    for section in _SECTION.finditer(cmap):
        tokens = [match[1] if match[2] is None else match[2] for match in _TOKEN.finditer(section[2])]
        if section[1] == b"bfchar":
            pairs = zip(tokens[::2], tokens[1::2], strict=False)
            found.update((_number(code), _text(text)) for code, text in pairs)
        else:
            _ranges(tokens, found)
    return found


def _ranges(tokens: list[bytes], found: dict[int, str]) -> None:
    at = 0
    while at + 2 < len(tokens):
        first, last, text = tokens[at : at + 3]
        low, high = _number(first), min(_number(last), _number(first) + _MOST)
        if text == b"[":
            end = tokens.index(b"]", at) if b"]" in tokens[at:] else len(tokens)
            found.update(zip(range(low, high + 1), map(_text, tokens[at + 3 : end]), strict=False))
            at = end + 1
            continue
        start = _text(text)
        for code in range(low, high + 1):
            found[code] = start[:-1] + chr(min(ord(start[-1]) + code - low, 0x10FFFF)) if start else ""
        at += 3


def _number(token: bytes) -> int:
    return int(b"".join(token.split()) or b"0", 16)


def _text(token: bytes) -> str:
    digits = b"".join(token.split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode()).decode("utf-16-be", "replace")
