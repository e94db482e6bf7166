"""Markdown gives the document back, to our reader, to markdown-it-py and to pandoc alike."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.documents import SAMPLE, documents, paragraph, texts
from tests.pandoc import expected_blocks, needs_pandoc, pandoc_blocks
from tests.sources import raw_texts
from tests.thoroughness import examples
from typeset.errors import TypesetError
from typeset.formats.markdown import read_markdown, write_markdown
from typeset.formats.markdown_write import is_joined
from typeset.model import Document, Entry, Metadata

_slow = settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])


def of_paragraphs(words: list[str], language: str) -> Document:
    entry = Entry("e-1", None, tuple(paragraph(text) for text in words))
    return Document("", Metadata(language=language), (entry,))


@settings(max_examples=examples(300), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_the_document_comes_back(document: Document) -> None:
    assert read_markdown(write_markdown(document)) == document


@needs_pandoc
@_slow
@given(documents())
def test_pandoc_reads_the_same(document: Document) -> None:
    language = document.metadata.language
    assert pandoc_blocks(write_markdown(document), language) == expected_blocks(document)


@needs_pandoc
@_slow
@given(st.lists(texts(), min_size=20, max_size=60), st.sampled_from(["zh-Hans", "en"]))
def test_pandoc_reads_any_text(words: list[str], language: str) -> None:
    document = of_paragraphs(words, language)
    assert pandoc_blocks(write_markdown(document), language) == expected_blocks(document)


@settings(max_examples=examples(300), deadline=None)
@given(st.lists(texts(), min_size=1, max_size=20), st.sampled_from(["zh-Hans", "en"]))
def test_markdown_it_reads_any_text(words: list[str], language: str) -> None:
    """Stock markdown-it-py, without any plugin of ours, sees paragraphs of the same words."""
    written = write_markdown(of_paragraphs(words, language))
    body = written.split("\n::::", 1)[1].split("\n", 1)[1].rsplit("\n::::", 1)[0]
    tokens = MarkdownIt("commonmark").parse(body)
    assert {token.type for token in tokens} == {"paragraph_open", "inline", "paragraph_close"}
    soft = "" if is_joined(language) else " "
    seen = [
        "".join(soft if child.type == "softbreak" else child.content for child in token.children or [])
        for token in tokens
        if token.type == "inline"
    ]
    assert seen == words


@settings(max_examples=examples(300), deadline=None)
@given(st.one_of(st.text(), raw_texts(), st.text(alphabet='#:{}[]().!- \n*`|>\\ae1"=一')))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read_markdown(text, "x.md")
    except TypesetError as error:
        assert error.place.startswith("x.md")
        assert error.remedy


@settings(max_examples=examples(300), deadline=None)
@given(st.data())
def test_a_damaged_file_is_read_or_refused(data: st.DataObject) -> None:
    written = write_markdown(SAMPLE)
    start = data.draw(st.integers(0, len(written)))
    end = data.draw(st.integers(start, min(len(written), start + 20)))
    try:
        read_markdown(written[:start] + data.draw(st.text(max_size=5)) + written[end:], "x.md")
    except TypesetError as error:
        assert error.remedy


@settings(max_examples=examples(200), deadline=None)
@given(documents(), st.sampled_from(["zh-Hans", "en"]))
def test_writing_again_changes_nothing(document: Document, language: str) -> None:
    document = replace(document, metadata=replace(document.metadata, language=language))
    written = write_markdown(document)
    assert write_markdown(read_markdown(written)) == written
