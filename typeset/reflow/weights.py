"""What speaks for what, and how loudly: every signal of every pass, in one table.

A decision goes to the option with the greatest sum. A weight of 1 is the margin below which a person is
asked to look. Weights of 6 and more are structure that was decided before: they are not outvoted.
"""

from __future__ import annotations

from collections.abc import Mapping

from typeset.ledger import Signal

_TABLE: dict[str, dict[str, tuple[str, float]]] = {
    "seam": {
        "inside-heading": ("join", 6.0),
        "inside-caption": ("join", 6.0),
        "heading-closed": ("break", 6.0),
        "opener-next": ("break", 6.0),
        "section-before": ("break", 6.0),
        "credit-before": ("break", 3.0),
        "credit-next": ("break", 3.0),
        "sentence-ended": ("break", 1.4),
        "sentence-open": ("join", 2.4),
        "line-filled": ("join", 1.6),
        "line-short": ("break", 1.4),
        "line-very-short": ("break", 1.0),
        "gap-wider": ("break", 2.0),
        "gap-closer": ("join", 0.5),
        "indented-next": ("break", 3.0),
        "not-indented-next": ("join", 1.5),
        "closing-mark-next": ("join", 3.0),
        "bracket-open": ("join", 1.2),
        "number-runs-on": ("join", 0.6),
    },
    "caption": {
        "wide": ("caption", 2.0),
        "label": ("caption", 2.0),
        "close-set": ("caption", 1.0),
        "run-begins": ("caption", 1.5),
        "block-ended-before": ("caption", 1.5),
        "sentence-open-before": ("caption", 1.0),
        "sentence-resumes": ("caption", 1.0),
        "one-line": ("caption", 0.5),
        "two-lines": ("caption", 0.3),
        "role-in-credit": ("caption", 1.0),
        "page-edge": ("caption", 0.5),
        "columns-even": ("caption", 0.5),
        "stop-before-credit": ("text", 4.5),
        "signature-alone": ("text", 4.5),
        "sentence-ended": ("text", 1.5),
        "long-run": ("text", 3.0),
    },
    "folio": {
        "alone-on-line": ("furniture", 0.5),
        "page-number-style": ("furniture", 1.5),
        "numbers-run-on": ("furniture", 3.0),
        "two-numbers-run-on": ("furniture", 2.0),
        "edge-of-text": ("furniture", 0.5),
        "repeated": ("furniture", 2.0),
        "names-book": ("furniture", 2.0),
        "names-chapter": ("furniture", 1.0),
        "sentence-open-before": ("furniture", 0.5),
        "beside-words": ("text", 1.0),
        "out-of-order": ("text", 2.0),
        "once": ("text", 1.0),
        "before-entry": ("text", 1.5),
        "not-narrow": ("text", 0.5),
    },
    "running-head": {
        "page-number": ("furniture", 3.0),
        "repeated": ("furniture", 2.0),
        "interrupts": ("furniture", 2.5),
        "narrow": ("furniture", 0.5),
        "names-chapter": ("furniture", 1.0),
        "names-book": ("furniture", 1.5),
        "not-narrow": ("text", 2.0),
        "stops-inside": ("text", 2.0),
        "sentence-ended-before": ("text", 1.0),
        "before-entry": ("text", 1.5),
        "opens-entry": ("text", 6.0),
        "once": ("text", 0.5),
    },
    "heading": {
        "mark-opens-line": ("heading", 2.0),
        "mark-closed": ("heading", 1.0),
        "block-ended-before": ("heading", 1.0),
        "gap-after": ("heading", 1.5),
        "not-closed": ("text", 6.0),
        "sentence-open-before": ("text", 1.5),
        "text-follows-close": ("text", 0.5),
        "stop-follows-close": ("text", 6.0),
        "too-long": ("text", 2.0),
    },
    "section": {
        "bare": ("section", 1.0),
        "narrow": ("section", 0.5),
        "before-entry": ("section", 2.0),
        "block-ended-before": ("section", 1.0),
        "letterspaced": ("section", 1.0),
        "centred": ("section", 0.5),
        "stops-inside": ("text", 4.0),
        "sentence-open-before": ("text", 4.0),
        "not-narrow": ("text", 2.0),
        "no-entry-follows": ("text", 2.5),
        "ends-in-brackets": ("text", 6.0),
        "no-words": ("text", 4.0),
    },
    "credit": {
        "lost-character-before": ("credit", 1.5),
        "gap-before": ("credit", 1.5),
        "alone-on-line": ("credit", 1.5),
        "stop-before": ("credit", 1.5),
        "names": ("credit", 1.5),
        "role": ("credit", 1.5),
        "organisation": ("credit", 1.0),
        "in-caption": ("credit", 1.5),
        "no-gap-before": ("text", 1.0),
        "open-before": ("text", 1.0),
        "stops-inside": ("text", 4.0),
        "digits": ("text", 3.0),
        "not-like-names": ("text", 1.5),
    },
    "space": {
        "between-words": ("keep", 3.0),
        "phrase-repeated": ("keep", 2.0),
        "title-in-quotes": ("keep", 1.5),
        "quoted-halves": ("keep", 2.0),
        "wide-gap": ("keep", 1.0),
        "after-label": ("keep", 4.0),
        "usually-spaced": ("keep", 2.0),
        "thin-space": ("drop", 3.0),
        "beside-mark": ("drop", 2.0),
        "beside-solidus": ("drop", 1.5),
        "usually-closed": ("drop", 2.0),
        "between-han": ("drop", 1.5),
        "letterspaced": ("drop", 4.0),
        "seen-closed": ("drop", 1.5),
    },
    "word-space": {
        "latin-words": ("space", 2.0),
        "stop-before-word": ("space", 2.0),
        "digits-run-on": ("none", 1.5),
        "letter-and-digit": ("none", 0.5),
        "dash-or-slash": ("none", 2.0),
        "opening-mark": ("none", 2.0),
    },
    "hyphen": {
        "word-seen-whole": ("drop", 3.0),
        "word-seen-hyphenated": ("keep", 3.0),
        "lower-case-both": ("drop", 1.5),
        "capital-or-digit-next": ("keep", 2.0),
    },
    "names": {
        "two-single-characters": ("pair", 2.0),
        "names-of-one-character": ("apart", 0.5),
    },
    "anchor": {
        "shared-run": ("entry", 0.25),
        "date-shared": ("entry", 1.0),
        "entry-interrupted": ("entry", 0.5),
        "entry-before": ("entry", 0.5),
    },
}
"""Kind of decision → signal → (option, weight). For captions, ``caption`` stands for a number of
lines; for anchors, ``entry`` for the id of one, and the weight of a shared run is that of a character."""

SIGNALS: Mapping[str, Mapping[str, Signal]] = {
    kind: {name: Signal(name, option, weight) for name, (option, weight) in signals.items()}
    for kind, signals in _TABLE.items()
}

LONGEST_RUN = 24
"""A longer run counts as this many characters."""
