"""TEI gives back the document with its spans, and the source byte for byte, whatever the text says."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.printer import Sourced
from tests.shared import shared
from tests.sourced import sourced_documents
from tests.sources import raw_texts, reflowed
from tests.thoroughness import examples
from typeset.errors import TypesetError
from typeset.formats.tei import SCHEMA, is_unchanged, read_tei, restore, schema_problems, write_tei

NAMESPACE = "{http://www.tei-c.org/ns/1.0}"


@pytest.fixture(scope="module")
def tei_all() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(shared("schemas", "tei_all.rng")))


def written(text: str) -> bytes:
    result = reflowed(text)
    return write_tei(result.document, result.ledger).encode()


@settings(max_examples=examples(500), deadline=None)
@given(raw_texts())
def test_the_document_comes_back_with_its_spans(text: str) -> None:
    result = reflowed(text)
    assert read_tei(write_tei(result.document, result.ledger).encode()) == result.document


@settings(max_examples=examples(500), deadline=None)
@given(raw_texts())
def test_the_source_comes_back(text: str) -> None:
    assert restore(written(text)) == text.encode()


@settings(max_examples=examples(200), deadline=None)
@given(raw_texts())
def test_it_is_valid_by_our_schema(text: str) -> None:
    assert schema_problems(written(text)) == []


@settings(max_examples=examples(150), deadline=None)
@given(text=raw_texts())
def test_it_is_valid_by_the_schema_of_tei(tei_all: etree.RelaxNG, text: str) -> None:
    root = etree.fromstring(written(text))
    assert tei_all.validate(root), tei_all.error_log


def test_the_odd_is_valid_by_the_schema_of_tei(tei_all: etree.RelaxNG) -> None:
    assert tei_all.validate(etree.parse(SCHEMA.with_suffix(".odd"))), tei_all.error_log


@settings(max_examples=examples(300), deadline=None)
@given(sourced=sourced_documents())
def test_any_document_with_a_source_goes_there_and_back(tei_all: etree.RelaxNG, sourced: Sourced) -> None:
    """Shapes that reflow never makes: figures anywhere, pages and running heads in the midst of names."""
    data = write_tei(*sourced).encode()
    assert read_tei(data) == sourced.document
    assert restore(data) == sourced.ledger.origin.restore()
    assert is_unchanged(data)
    assert schema_problems(data) == []
    assert tei_all.validate(etree.fromstring(data)), tei_all.error_log


@settings(max_examples=examples(200), deadline=None)
@given(raw_texts(), st.data())
def test_one_character_changed_changes_just_that_character(text: str, data: st.DataObject) -> None:
    changes_one_character(written(text), text, data)


@settings(max_examples=examples(200), deadline=None)
@given(sourced_documents(), st.data())
def test_one_character_of_any_document_too(sourced: Sourced, data: st.DataObject) -> None:
    origin = replace(sourced.ledger.origin, encoding="utf-8", bom=b"")
    ledger = replace(sourced.ledger, origin=origin)
    changes_one_character(write_tei(sourced.document, ledger).encode(), origin.text, data)


def changes_one_character(xml: bytes, text: str, data: st.DataObject) -> None:
    """Puts another character for any one of the body's; exactly that one is another in the source."""
    root = etree.fromstring(xml)
    body = root.find(f"{NAMESPACE}text/{NAMESPACE}body")
    assert body is not None
    places = [(node, "text") for node in body.iter() if node.text]
    places += [(node, "tail") for node in body.iter() if node is not body and node.tail]
    if not places:
        return
    node, part = data.draw(st.sampled_from(places))
    old = getattr(node, part)
    at = data.draw(st.integers(0, len(old) - 1))
    new = "Ж" if old[at] != "Ж" else "Я"
    setattr(node, part, old[:at] + new + old[at + 1 :])
    changed = restore(etree.tostring(root, encoding="utf-8")).decode()
    differences = [i for i, (a, b) in enumerate(zip(text, changed, strict=True)) if a != b]
    assert len(differences) == 1
    assert (text[differences[0]], changed[differences[0]]) == (old[at], new)


@settings(max_examples=examples(200), deadline=None)
@given(sourced_documents(), st.data())
def test_any_document_cut_and_pasted_is_read_or_refused(sourced: Sourced, data: st.DataObject) -> None:
    """A piece of the file moved elsewhere in it: tags, attributes, header and all."""
    good = write_tei(*sourced)
    start, end, to = sorted(data.draw(st.tuples(*[st.integers(0, len(good))] * 3)))
    again = data.draw(st.booleans())
    moved = good[:to] + good[start:end] + good[to:] if again else good[:start] + good[end:]
    for use in (read_tei, restore, schema_problems, is_unchanged):
        try:
            use(moved.encode(), "x.xml")
        except TypesetError as error:
            assert error.remedy


@settings(max_examples=examples(300), deadline=None)
@given(st.data())
def test_a_damaged_file_is_read_or_refused(data: st.DataObject) -> None:
    good = written(" 【概况】  2022年，全县有水库\n\n12座。\ufffd （李   桐）\n").decode()
    start = data.draw(st.integers(0, len(good)))
    end = data.draw(st.integers(start, min(len(good), start + 30)))
    damaged = good[:start] + data.draw(st.text(max_size=6)) + good[end:]
    for use in (read_tei, restore, schema_problems):
        try:
            use(damaged.encode("utf-8", "surrogatepass"), "x.xml")
        except TypesetError as error:
            assert error.place.startswith("x.xml")
            assert error.remedy


@settings(max_examples=examples(200), deadline=None)
@given(st.binary(max_size=100))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        read_tei(data, "x.xml")
    except TypesetError as error:
        assert error.remedy
