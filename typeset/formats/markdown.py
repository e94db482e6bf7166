"""Markdown: a Document to and from the text that people read, review and edit."""

from typeset.formats.markdown_read import read_markdown
from typeset.formats.markdown_write import write_markdown

__all__ = ["read_markdown", "write_markdown"]
