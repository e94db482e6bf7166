"""Bytes to text: what is tried, in which order, and what is refused."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from typeset.errors import DecodeError, EmptyInputError, LimitError, TypesetError
from typeset.ledger import Origin
from typeset.source import decode as module
from typeset.source.decode import decode

SIMPLIFIED = "2018年，全县有水库12座，总库容3150万立方米。\n灌区渠道衬砌率居全市首位，比上年增长21.9%。\n"
TRADITIONAL = "臺灣省通志稿卷首，地理志氣候篇。本省位於亞洲大陸之東南，四面環海。\n"


@pytest.mark.parametrize(
    ("encoding", "text", "bom"),
    [
        ("utf-8", SIMPLIFIED, b""),
        ("utf-8", TRADITIONAL, codecs.BOM_UTF8),
        ("utf-16-le", SIMPLIFIED, codecs.BOM_UTF16_LE),
        ("utf-16-be", SIMPLIFIED, codecs.BOM_UTF16_BE),
        ("utf-32-le", SIMPLIFIED, codecs.BOM_UTF32_LE),
        ("utf-16-le", SIMPLIFIED, b""),
        ("utf-16-be", TRADITIONAL, b""),
        ("gb18030", SIMPLIFIED, b""),
        ("big5", TRADITIONAL, b""),
    ],
)
def test_each_encoding_is_found_and_restored(encoding: str, text: str, bom: bytes) -> None:
    data = bom + text.encode(encoding)
    origin = decode(data, "x")
    assert (origin.text, origin.encoding, origin.bom) == (text, encoding, bom)
    assert origin.restore() == data


def test_utf8_is_text_whatever_it_says() -> None:
    assert decode(b"a\x00b\x07", "x").text == "a\x00b\x07"


def test_the_ticket_overrules_the_guess() -> None:
    data = "中文".encode("gb18030")
    assert decode(data, "x", "gb18030").text == "中文"
    with pytest.raises(DecodeError, match="as the job ticket says"):
        decode(data, "x", "utf-8")


def test_a_ticket_that_says_utf16_keeps_the_mark() -> None:
    data = codecs.BOM_UTF16_BE + SIMPLIFIED.encode("utf-16-be")
    origin = decode(data, "x", "utf-16")
    assert origin.text == SIMPLIFIED
    assert origin.restore() == data


def test_an_unknown_encoding_is_refused() -> None:
    with pytest.raises(DecodeError, match="no encoding is called 'klingon'"):
        decode(b"a", "x", "klingon")


@pytest.mark.parametrize("codec", ["hex", "rot13", "zlib", "idna", "punycode", "unicode_escape", "undefined"])
def test_a_codec_that_is_no_encoding_of_text_is_refused_or_exact(codec: str) -> None:
    try:
        origin = decode(b"abc", "x", codec)
    except TypesetError:
        return
    assert origin.restore() == b"abc"


@pytest.mark.parametrize("data", [b"", codecs.BOM_UTF8, codecs.BOM_UTF16_LE])
def test_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(EmptyInputError):
        decode(data, "x")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n\xe2\xe3\xcf\xd3", "a PDF"),
        (b"\x89PNG\r\n\x1a\n\x00", "a PNG"),
        (b"PK\x03\x04\xff\xfe", "a ZIP"),
    ],
)
def test_a_binary_file_is_named(data: bytes, what: str) -> None:
    with pytest.raises(DecodeError, match=what):
        decode(data, "x")


def test_noise_is_refused() -> None:
    with pytest.raises(DecodeError) as caught:
        decode(bytes(range(128, 256)) * 3, "noise.txt")
    assert caught.value.place == "noise.txt"
    assert "encoding" in caught.value.remedy


def test_a_file_beyond_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGEST_SOURCE", 10)
    with pytest.raises(LimitError):
        decode(b"a" * 11, "x")


@given(st.binary(max_size=200))
def test_any_bytes_are_exact_or_refused(data: bytes) -> None:
    try:
        origin: Origin = decode(data, "x")
    except TypesetError as error:
        assert error.message
        assert error.remedy
        return
    assert origin.restore() == data
