"""Lint of any raw text: it never raises, and every place that it names is a place of the source."""

from __future__ import annotations

from hypothesis import given, settings

from tests.sources import raw_texts, reflowed
from tests.thoroughness import examples
from typeset.characters import IDEOGRAPHIC_SPACE
from typeset.check.lint import lint
from typeset.check.places import Places, offsets
from typeset.check.texts import blocks
from typeset.ledger import NEWLINE


@settings(max_examples=examples(200), deadline=None)
@given(raw_texts())
def test_every_finding_stands_in_the_source(text: str) -> None:
    result = reflowed(text)
    lines = NEWLINE.split(text)
    for finding in lint(result.document, result.ledger):
        assert finding.line is not None
        assert finding.column is not None
        assert 1 <= finding.line <= len(lines)
        assert 1 <= finding.column <= len(lines[finding.line - 1]) + 1


@settings(max_examples=examples(200), deadline=None)
@given(raw_texts())
def test_every_character_of_a_leaf_is_the_same_in_the_source(text: str) -> None:
    result = reflowed(text)
    origin = result.ledger.origin
    begins = [segment.begin for segment in origin.segments]
    lines = NEWLINE.split(text)
    places = Places(origin)
    for block in blocks(result.document):
        at = 0
        for leaf in block.leaves:
            known = offsets(leaf.text, leaf.span, origin.text, begins) if leaf.span else []
            assert known is not None
            assert known == sorted(set(known))
            for position, (char, offset) in enumerate(zip(leaf.text, known, strict=False)):
                assert places.offset(block, at + position) == offset
                line, column = places.line_and_column(offset)
                if char not in (" ", IDEOGRAPHIC_SPACE):
                    assert origin.text[offset] == char
                    assert lines[line - 1][column - 1] == char
            at += len(leaf.text)
