"""JSON gives the document back, and refuses what is not in its form."""

from __future__ import annotations

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.documents import SAMPLE, documents
from tests.thoroughness import examples
from typeset.errors import TypesetError
from typeset.formats.json import read_json, write_json
from typeset.model import Document

_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["title", "sections", "entries", "figures", "credit", "heading", "paragraphs", "in", "order",
                 "level", "continues", "signatures", "parts", "marks", "metadata", "id",
                 "first_page", "position"]
            ) | st.text(max_size=5),
            inner,
            max_size=5,
        )
    ),
    max_leaves=30,
)  # fmt: skip


@settings(max_examples=examples(400), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_the_document_comes_back(document: Document) -> None:
    assert read_json(write_json(document)) == document


@settings(max_examples=examples(500), deadline=None)
@given(st.one_of(st.text(), _values.map(json.dumps)))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read_json(text, "x.json")
    except TypesetError as error:
        assert error.place.startswith("x.json")
        assert error.remedy


@settings(max_examples=examples(500), deadline=None)
@given(st.data())
def test_a_damaged_value_is_read_or_refused(data: st.DataObject) -> None:
    value = json.loads(write_json(SAMPLE))
    node = value
    while True:
        keys = list(node) if isinstance(node, dict) else list(range(len(node)))
        if not keys:
            break
        key = data.draw(st.sampled_from(keys))
        if isinstance(node[key], (dict, list)) and data.draw(st.booleans()):
            node = node[key]
            continue
        node[key] = data.draw(_values)
        break
    try:
        read_json(json.dumps(value), "x.json")
    except TypesetError as error:
        assert error.remedy
