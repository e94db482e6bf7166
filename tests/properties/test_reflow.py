"""Whatever a text says: nothing of it is lost, nothing is added, and every decision can be made again."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.sources import raw_texts, reflowed
from tests.thoroughness import examples
from typeset.characters import clean
from typeset.ledger import Action, Ledger, redecide
from typeset.model import (
    Credit,
    CreditPart,
    CrossRef,
    Document,
    Entry,
    Figure,
    Heading,
    Note,
    NoteRef,
    Section,
    Table,
    Text,
    figures,
)
from typeset.printed_words import blocks
from typeset.span import Range, Span

_NOT_NEWLINES = {Action.DROP, Action.SPACE, Action.FURNITURE}


def leaves(document: Document) -> Iterator[Text | CreditPart | NoteRef | CrossRef]:
    """Every leaf with words, marks left out."""

    def walk(node: object) -> Iterator[Text | CreditPart | NoteRef | CrossRef]:
        match node:
            case Text() | CreditPart() | NoteRef() | CrossRef():
                yield node
            case Heading(inlines=inner) | Credit(parts=inner):
                for leaf in inner:
                    yield from walk(leaf)
            case Section() | Entry():
                yield from walk(node.heading)
                for child in node.children:
                    yield from walk(child)
            case Figure():
                for inline in node.caption:
                    yield from walk(inline)
                yield from walk(node.credit)
            case Table():
                for text in (*node.title, *node.unit, *(cell for row in node.rows for cell in row)):
                    yield from walk(text)
            case None:
                pass
            case _:
                for inline in getattr(node, "inlines", ()):
                    yield from walk(inline)

    for child in document.children:
        yield from walk(child)


def mark_spans(document: Document) -> Iterator[tuple[str, Span]]:
    def walk(node: object) -> Iterator[tuple[str, Span]]:
        match node:
            case Heading() | Credit():
                yield node.marks.open, node.marks.open_span
                yield node.marks.close, node.marks.close_span
            case Section() | Entry():
                yield from walk(node.heading)
                for child in node.children:
                    yield from walk(child)
            case Figure():
                yield from walk(node.credit)
            case Note():
                yield node.mark, node.mark_span
            case _:
                pass

    for child in document.children:
        yield from walk(child)


def owners(document: Document, ledger: Ledger) -> list[Range]:
    spans = [leaf.span for leaf in leaves(document)] + [span for _, span in mark_spans(document)]
    ranges = [r for span in spans for r in span.ranges]
    return sorted(ranges + [(row.start, row.end) for row in ledger.rows if row.start < row.end])


@settings(max_examples=examples(400), deadline=None)
@given(raw_texts())
@example("0000⺀\n0  0\n0\n0  0\n0（江）")  # a table above a credit
@example("*\r*ª\n（ 摄）")  # a note above a credit
def test_every_code_point_has_exactly_one_owner(text: str) -> None:
    result = reflowed(text)
    at = 0
    for start, end in owners(result.document, result.ledger):
        assert start == at, (start, at)
        assert end > start
        at = end
    assert at == len(result.ledger.origin.text)


@settings(max_examples=examples(400), deadline=None)
@given(raw_texts())
def test_the_source_comes_back(text: str) -> None:
    assert reflowed(text).ledger.origin.restore() == text.encode()


@settings(max_examples=examples(400), deadline=None)
@given(raw_texts())
def test_no_word_is_lost_or_added(text: str) -> None:
    """What is printed is what the leaves own, and white space aside they own all but what rows explain."""
    result = reflowed(text)
    source = result.ledger.origin.text
    owned = [(leaf, "".join(source[a:b] for a, b in leaf.span.ranges)) for leaf in leaves(result.document)]
    for leaf, characters in owned:
        assert "".join(leaf.text.split()) == "".join(characters.split())
        assert clean(leaf.text) == leaf.text.strip()  # beside the mark of a note a space may stand
    for mark, span in mark_spans(result.document):
        assert mark == "".join(source[a:b] for a, b in span.ranges)
    for row in result.ledger.rows:
        words = source[row.start : row.end]
        match row.action:
            case Action.JOIN | Action.JOIN_SPACE | Action.BREAK | Action.SPACE:
                assert words.isspace() or not words
            case Action.DROP:
                assert words.isspace() or row.value in ("undecodable", "control", "hyphen", "page-mark")
            case Action.FURNITURE:
                assert row.value in ("header", "footer", "pageNum")


@settings(max_examples=examples(400), deadline=None)
@given(raw_texts())
def test_the_model_is_well_formed(text: str) -> None:
    document = reflowed(text).document
    for block in blocks(document):
        assert block
        assert clean(block) == block
    ids: list[str] = [figure.id for figure, _ in figures(document)]

    def walk(children: object) -> None:
        headed = False
        assert isinstance(children, tuple)
        for child in children:
            match child:
                case Section():
                    headed = True
                    ids.append(child.id)
                    walk(child.children)
                case Entry():
                    ids.append(child.id)
                    if child.heading is None:
                        assert child.children
                        assert not headed
                    else:
                        assert child.heading.text
                        headed = True
                case Figure():
                    assert not headed
                    assert child.caption or child.credit

    walk(document.children)
    assert len(ids) == len(set(ids))


@settings(max_examples=examples(400), deadline=None)
@given(raw_texts())
def test_decisions_are_made_again_from_their_signals(text: str) -> None:
    for decision in reflowed(text).ledger.decisions:
        assert redecide(decision) == (decision.choice, decision.margin)


@settings(max_examples=examples(400), deadline=None)
@given(raw_texts(), st.data())
def test_a_signal_set_to_zero_counts_for_nothing(text: str, data: st.DataObject) -> None:
    decisions = [decision for decision in reflowed(text).ledger.decisions if decision.signals]
    if not decisions:
        return
    decision = data.draw(st.sampled_from(decisions))
    name = data.draw(st.sampled_from([signal.name for signal in decision.signals]))
    without = decision._replace(signals=tuple(s for s in decision.signals if s.name != name))
    assert redecide(decision, {name: 0.0}) == redecide(without)
