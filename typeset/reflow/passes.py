"""A Source to a Document and its Ledger: the passes, in their order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from typeset.judge import Judge
from typeset.ledger import Action, Decision, Ledger
from typeset.model import Document, Metadata
from typeset.profile import Profile
from typeset.reflow.anchors import anchor
from typeset.reflow.assemble import freeze, grow, place_notes, write_figures
from typeset.reflow.astray import find_astray
from typeset.reflow.blocks import first_lines, make_blocks
from typeset.reflow.captions import find_captions
from typeset.reflow.contents import find_contents
from typeset.reflow.draft import Draft, Hints
from typeset.reflow.folios import find_folios
from typeset.reflow.furniture import find_furniture
from typeset.reflow.headings import find_headings
from typeset.reflow.latin_titles import find_latin_titles
from typeset.reflow.latin_whole import find_latin_title
from typeset.reflow.leaves import Scribe
from typeset.reflow.notes import find_notes
from typeset.reflow.references import tie
from typeset.reflow.rosters import find_rosters
from typeset.reflow.rows import complete
from typeset.reflow.seams import find_seams
from typeset.reflow.signs import Signs
from typeset.reflow.tables import find_tables, parted
from typeset.reflow.titles import find_titles
from typeset.reflow.whole import find_title, title_of_heads
from typeset.reflow.words import Seam
from typeset.source.pages import Source


def _title(draft: Draft) -> tuple[Draft, str]:
    """The title of the whole, and the draft without the lines that it is printed on."""
    if draft.signs.latin:
        return find_latin_title(draft)
    draft, title = find_title(draft)
    return draft, title or title_of_heads(draft)


def _titles(draft: Draft) -> Draft:
    return find_latin_titles(draft) if draft.signs.latin else find_titles(draft)


PASSES: tuple[tuple[str, Callable[[Draft], Draft]], ...] = (
    ("contents", find_contents),
    ("tables", find_tables),
    ("lists of names", find_rosters),
    ("page numbers", find_folios),
    ("running heads amid the text", find_astray),
    ("notes", find_notes),
    ("captions", find_captions),
    ("running heads", find_furniture),
    ("entry headings", find_headings),
    ("section titles", _titles),
)
"""What is found in the lines, each before what needs it: first what interrupts, then what opens."""


@dataclass(frozen=True)
class Reflowed:
    document: Document
    ledger: Ledger


def reflow(
    source: Source,
    profile: Profile,
    judge: Judge,
    metadata: Metadata,
    chosen: tuple[Decision, ...] = (),
) -> Reflowed:
    """Lines to a document. ``chosen``: what was decided before, such as the profile.

    Raises OverrideError where an override fits no decision.
    """
    return settle(look(source, profile, judge, metadata), metadata, chosen)


def look(source: Source, profile: Profile, judge: Judge, metadata: Metadata) -> Draft:
    """What the lines of a source are. Raises OverrideError."""
    draft = Draft(source, Signs(profile), judge, Hints(metadata.book, metadata.chapter))
    for _, find in PASSES:
        draft = find(draft)
    return draft


def settle(draft: Draft, metadata: Metadata, chosen: tuple[Decision, ...] = ()) -> Reflowed:
    """The document of a draft. Raises OverrideError."""
    source, judge = draft.source, draft.judge
    draft, title = _title(draft)
    seams, seam_decisions = find_seams(draft)
    draft = parted(draft, lambda line: line in seams and seams[line].action is not Action.BREAK)
    blocks = make_blocks(draft, seams)
    for line in first_lines(draft, blocks):
        if line in seams and seams[line].action is not Action.BREAK:
            seams[line] = Seam(Action.BREAK, seams[line].decision)
    scribe = Scribe(draft, seams)
    tree = grow(draft, blocks, scribe, seams)
    anchors = anchor(draft, tree, write_figures(draft, scribe, seams))
    place_notes(draft, tree, scribe)
    plain = Document(title or draft.hints.chapter, metadata, freeze(tree))
    document, references = tie(plain, judge, source.origin.text)
    rows = complete(draft, scribe.owned, scribe.rows, seams)
    decisions = (
        *chosen, *source.decisions, *draft.decisions, *seam_decisions, *scribe.decisions, *anchors,
        *references,
    )  # fmt: skip
    judge.check_all_used(decisions)
    return Reflowed(document, Ledger(source.origin, tuple(rows), _in_order(decisions)))


def _in_order(decisions: tuple[Decision, ...]) -> tuple[Decision, ...]:
    return tuple(sorted(decisions, key=lambda decision: (decision.start, decision.kind)))
