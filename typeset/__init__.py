"""typeset: raw columnar text to a document, and a document to Markdown, TEI, PDF and DOCX.

    import typeset
    origin = typeset.read(data)
    result = typeset.reflow(origin, job)
    pdf = typeset.render(result.document, typeset.load_theme("yearbook"), "pdf")

Names are loaded when they are first used, so that ``import typeset`` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

# The room is imported before the verb of the same name, so that the verb is what `typeset.reflow` means.
import typeset.reflow  # noqa: F401
from typeset.pipeline import reflow

if TYPE_CHECKING:
    from typeset.added_words import generated
    from typeset.errors import TypesetError
    from typeset.filing import read_document, restore_file
    from typeset.job import Job, load_job
    from typeset.ledger import Ledger, Origin
    from typeset.model import Document
    from typeset.pipeline import formats_of, read, render
    from typeset.printed_words import plain_text
    from typeset.profile import Profile, load_profile
    from typeset.proofs import check_file
    from typeset.reflow.passes import Reflowed
    from typeset.theme import Theme, load_theme

_HOMES = {
    "TypesetError": "typeset.errors",
    "Job": "typeset.job",
    "load_job": "typeset.job",
    "Ledger": "typeset.ledger",
    "Origin": "typeset.ledger",
    "Document": "typeset.model",
    "generated": "typeset.added_words",
    "plain_text": "typeset.printed_words",
    "formats_of": "typeset.pipeline",
    "read": "typeset.pipeline",
    "read_document": "typeset.filing",
    "render": "typeset.pipeline",
    "restore_file": "typeset.filing",
    "Profile": "typeset.profile",
    "load_profile": "typeset.profile",
    "check_file": "typeset.proofs",
    "Reflowed": "typeset.reflow.passes",
    "Theme": "typeset.theme",
    "load_theme": "typeset.theme",
}

__all__ = [
    "Document",
    "Job",
    "Ledger",
    "Origin",
    "Profile",
    "Reflowed",
    "Theme",
    "TypesetError",
    "check_file",
    "formats_of",
    "generated",
    "load_job",
    "load_profile",
    "load_theme",
    "plain_text",
    "read",
    "read_document",
    "reflow",
    "render",
    "restore_file",
]


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'typeset' has no attribute {name!r}")
    return getattr(import_module(home), name)
