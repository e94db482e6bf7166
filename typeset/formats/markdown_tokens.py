"""Markdown text to tokens: markdown-it-py with front matter, fenced divs, spans, heading attributes."""

from __future__ import annotations

import re
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.attrs.parse import ParseError, parse
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

_ATTRIBUTES = re.compile(r"(?<!\\)(?:\\\\)*[ \t]*(\{(?:[^{}\"\\]|\"(?:[^\"\\]|\\.)*\"|\\.)*\})[ \t]*\Z")


def parser() -> MarkdownIt:
    """A parser of the forms that this project writes; links are taken as they stand."""
    markdown = MarkdownIt("commonmark")
    markdown.use(front_matter_plugin)
    markdown.use(attrs_plugin, spans=True)
    markdown.use(container_plugin, "div", validate=_opens_div)
    markdown.use(footnote_plugin, inline=False, move_to_end=False)
    markdown.enable("table")
    markdown.core.ruler.after("block", "heading_attributes", _heading_attributes)
    markdown.normalizeLink = lambda url: url  # type: ignore[method-assign]
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]
    return markdown


def attributes(source: str) -> dict[str, str]:
    """``{#id .class key="value"}`` as a dictionary; classes with spaces between. Raises ValueError."""
    try:
        _, found = parse(source)
    except ParseError as error:
        raise ValueError(f"{source!r} are no attributes") from error
    return {key: str(value) for key, value in found.items()}


def _opens_div(params: str, *_: Any) -> bool:
    return params.strip().startswith("{")


def _heading_attributes(state: StateCore) -> None:
    """Takes the attributes off a heading's words and gives them to its opening token."""
    for before, token in zip(state.tokens, state.tokens[1:], strict=False):
        if before.type == "heading_open" and token.type == "inline":
            _take(before, token)


def _take(heading: Token, inline: Token) -> None:
    match = _ATTRIBUTES.search(inline.content)
    if match is None:
        return
    try:
        found = attributes(match.group(1))
    except ValueError:
        return
    heading.attrs.update(found)
    inline.content = inline.content[: match.start(1)].rstrip(" \t")
