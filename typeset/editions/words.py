"""The words of a page to HTML: runs of text, padded names, paragraphs that flow.

What flows is broken into lines by whoever shows it; ``composed`` sets the same texts as lines.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import assert_never
from urllib.parse import quote

from typeset.editions.leads import Hang, Lead
from typeset.editions.name_labels import label_of
from typeset.kinds import event_mark
from typeset.model import Credit, CrossRef, Inline, Name, NoteRef, PartKind, Text
from typeset.name_lists import NameList
from typeset.printed_words import printed
from typeset.theme import Theme

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_COLUMN = 3
"""In em, of a list of names."""
_SPACE = re.compile(r"\s")
_CLOSING = frozenset("）】〕》〉」』］｝")
"""Full-width closing marks: at the right edge of a line they take half an em (GB/T 15834, 5.1.10)."""


def run(text: str) -> str:
    """Text in an element of its own, so that the line's height is its block's whatever font it needs."""
    return f"<span>{escape(text)}</span>" if text else ""


def inlines_of(inlines: Sequence[Inline]) -> str:
    """A paragraph's words; the mark of a note leads to it, a reference to what it names."""
    return "".join(_inline(inline) for inline in inlines)


def _inline(inline: Inline) -> str:
    match inline:
        case Text():
            return run(inline.text)
        case NoteRef():
            return f'<a class="noteref" href="#{quote(inline.note)}">{run(inline.text)}</a>'
        case CrossRef():
            return f'<a class="ref" href="#{quote(inline.target)}">{run(inline.text)}</a>'
        case Name():
            return f'<span class="marked-{inline.kind.value}">{run(inline.text)}</span>'
        case _:
            assert_never(inline)


def _closing(mark: str) -> str:
    """The mark that ends a line set to the right."""
    return f'<span class="flush">{escape(mark)}</span>' if mark in _CLOSING else run(mark)


def padding_of(text: str, width: int) -> float:
    """The gap in em between the characters of a short Han text that is spaced out to ``width`` of them
    (clreq 27, 29); 0 for any other text."""
    gaps = len(text) - 1
    return (width - len(text)) / gaps if 0 < gaps < width - 1 and _HAN.fullmatch(text) else 0.0


def padded(text: str, width: int) -> str:
    """A short Han text spaced out to ``width`` characters by margins alone."""
    gap = padding_of(text, width)
    if not gap:
        return run(text)
    margin = f"{round(gap, 3):g}em"
    spaced = "".join(f'<span style="margin-right: {margin}">{char}</span>' for char in text[:-1])
    return f'<span class="padded">{spaced}{text[-1]}</span>'


def _spread(text: str, width: int) -> str:
    """As ``padded``; what has white space in it is spread by that."""
    return run(text) if _SPACE.search(text) else padded(text, width)


def _listed(name: str, remark: str, width: int) -> str:
    """A name of a list in as many columns as it needs, with what is said of it."""
    wide = len("".join(name.split())) + len(remark)
    more = max(0, math.ceil((wide - _COLUMN) / (_COLUMN + 1)))
    style = f' style="--more: {more}"' if more else ""
    return f'<span class="name"{style}>{_spread(name, width)}{run(remark)}</span>'


@dataclass(frozen=True, slots=True)
class Flowing:
    """Paragraphs that whoever shows them breaks into lines."""

    theme: Theme

    def lead(self, tag: str, lead: Lead) -> str:
        """A paragraph with the heading (a ``tag``) or the source that runs into it, and its signature."""
        if lead.listed is not None:
            return self._names(lead.listed)
        hung = "" if lead.hang is Hang.NOT else f"hung-{lead.hang.value}"
        own = f' class="{hung}"' if hung and lead.heading is None else ""
        words = f"<p{own}>{self._hung(lead)}</p>"
        if lead.heading is not None:
            name = f"lead {hung}".strip()
            words = f'<div class="{name}"><{tag}>{run(printed(lead.heading))}</{tag}>{words}</div>'
        elif lead.source is not None:
            source = self._parts(lead.source)
            words = f'<div class="lead report"><p class="source">{source}</p>{words}</div>'
        signed = self.credit(lead.signature, "signature") if lead.signature is not None else ""
        return f"{words}\n{signed}"

    @staticmethod
    def _hung(lead: Lead) -> str:
        """A paragraph's words; the mark of an event of a chronicle, whose lines hang, by itself."""
        if lead.hang is not Hang.OUT or lead.heading is not None:
            return inlines_of(lead.inlines)
        first, *others = lead.inlines
        mark = event_mark(first.text)
        own = f'<span class="event">{escape(mark)}</span>'
        return f"{own}{inlines_of((replace(first, text=first.text[len(mark) :]), *others))}"

    def _names(self, listed: NameList) -> str:
        """Each name as wide as one of three characters, or as two columns and the space between them, and so
        on; the spaces stand between. A label hangs before them, or stands above."""
        width = self.theme.padding.names
        words = "".join(
            f"{_listed(name, remark, width)}{escape(space)}" for name, remark, space in listed.cells
        )
        if not listed.label:
            return f'<p class="names">{words}</p>\n'
        look = label_of(listed, self.theme)
        own = f"{_spread(listed.role, look.width)}{run(listed.before[len(listed.role) :])}"
        label = f'<span class="{"label above" if look.above else "label"}">{own}</span>'
        return f'<p class="names labelled" style="--label: {look.hang}em">{label}{words}</p>\n'

    def caption(self, inlines: Sequence[Inline]) -> str:
        return f'<p class="caption">{inlines_of(inlines)}</p>'

    def credit(self, credit: Credit, name: str, *, small: bool = False) -> str:
        end = "" if small else "\n"
        return f'<p class="{name}">{self._parts(credit)}</p>{end}'

    def _parts(self, credit: Credit) -> str:
        """Marks and separators as printed; a name of two characters as wide as one of three."""
        out = [run(credit.marks.open)]
        for part in credit.parts:
            match part.kind:
                case PartKind.NAME:
                    inner = padded(part.text, self.theme.padding.names)
                    out.append(f'<span class="name">{inner}</span>')
                case PartKind.ORGANISATION | PartKind.ROLE:
                    out.append(f'<span class="{part.kind.value}">{run(part.text)}</span>')
                case PartKind.SEPARATOR:
                    out.append(run(part.text))
                case _:
                    assert_never(part.kind)
        return "".join([*out, _closing(credit.marks.close)])
