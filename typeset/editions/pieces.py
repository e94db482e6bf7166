"""What stands on the pages for a block: texts, pictures with their words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Protocol

from typeset.compose.blocks import Part
from typeset.editions.composed import Setter
from typeset.editions.html import image_address, points
from typeset.editions.pictures import PictureSize
from typeset.editions.set_text import SetText
from typeset.model import Figure


class Piece(Protocol):
    """What stands on the page for a block."""

    @property
    def texts(self) -> Sequence[SetText]:
        """Its texts, in their order."""

    def html(self, part: Part, place: str) -> str:
        """Of a part of it; ``place`` is CSS that puts it where it belongs."""


@dataclass(frozen=True, slots=True)
class Lines:
    """A text: an element of its class and attributes, the latter once. ``around``: CSS of its own. ``id``:
    that of the section or entry whose heading it begins with."""

    text: SetText
    name: str = ""
    attributes: str = ""
    around: str = ""
    id: str = ""

    @property
    def texts(self) -> tuple[SetText, ...]:
        return (self.text,)

    def html(self, part: Part, place: str) -> str:
        style = f"{self.around}{place}"
        attributes = f"{'' if part.first else self.attributes}{_style(style)}"
        # What a heading has beside its lines are blank parts of lines.
        last = min(part.last, len(self.text.lines))
        return self.text.html(part.first, last, self.name, attributes)


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure: its picture, or its empty frame, over its words, which are set to the picture's width. Sizes
    as those of its block, with the words of each and their measure."""

    figure: Figure
    alt: str
    words: tuple[tuple[SetText | None, float], ...]
    sizes: tuple[PictureSize, ...]
    shown: bool
    setter: Setter

    @property
    def texts(self) -> tuple[SetText, ...]:
        """Its words, which are the same in every size."""
        return tuple(text for text, _ in self.words[:1] if text)

    def html(self, part: Part, place: str) -> str:
        size, area = self.sizes[part.size], self.setter.theme.type_area
        edge = (area.pitch - area.size) / 2
        top = size.lines * area.pitch - edge - size.height if part.at_foot else edge
        box = f"width: {points(size.width)}; height: {points(size.height)}; top: {points(top)}"
        alt = escape(self.alt)
        inner = f'<div class="frame" role="img" aria-label="{alt}"></div>'
        if self.shown:
            inner = f'<img src="{escape(image_address(self.figure.image))}" alt="{alt}">'
        text, measure = self.words[part.size]
        words = self.setter.drawn(text).html(0, len(text.lines)) if text else ""
        under = f"top: {points(size.lines * area.pitch)}; width: {points(measure)}"
        caption = f'<figcaption style="{under}">{words}</figcaption>'
        return (
            f'<figure id="{escape(self.figure.id)}"{_style(place)}><div class="picture" style="{box}">{inner}'
            f"</div>{caption if words else ''}</figure>\n"
        )


def _style(css: str) -> str:
    return f' style="{css}"' if css else ""
