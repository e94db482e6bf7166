"""What two neighbouring lines in Latin script say about the seam between them.

Whether the next word had room, whether it is written small, whether a sentence ended (an abbreviation ends
none). Indents and gaps count as the text is used to them.
"""

from __future__ import annotations

import re

from typeset.ledger import Signal
from typeset.reflow.draft import Draft
from typeset.reflow.hanging import Block
from typeset.reflow.prose import End, is_title
from typeset.reflow.scripts import IS_HAN
from typeset.reflow.setting import Setting, follows
from typeset.reflow.shapes import is_contents_line
from typeset.reflow.weights import SIGNALS
from typeset.source.lines import Line

_S = SIGNALS["latin-seam"]
_VERY_SHORT = 0.6
_SCARCE = 1.5
"""Room, in letters, that a line may leave all the same."""
_ITEM = re.compile(
    r"(?:[(\[]([a-zA-Z]|[ivxIVX]{1,4}|\d{1,2})[)\]]|(\d{1,2}|[a-z]|[ivx]{1,4})[.)]|([•●◦▪■‣∙*·–—-]))\s+(?=\S)"
)
_BEFORE_ITEM = re.compile(r"(?:[.:;!?,—-]|\b(?:and|or|und|oder|et|ou|y|o|e)|[)\]”\"’])\Z")
_FEWEST_BULLETS = 2
_FIRST = frozenset({"1", "a", "A", "i", "I"})
_SPEECH = frozenset('“"«„—–‘¿¡')
_SPEECH_ENDS = frozenset('”"»“’')
_DASH_SPEECH = re.compile(r"[—–―]\s?[\w¿¡«“]")
_SPEAKER = re.compile(r"([^\W\d_a-z]{2,}(?:[ .’'-]{1,2}[^\W\d_a-z]+)*)(?:\.(?:—|(?=\s))|:)|[QA]\.(?=\s)")
_SAME = 0.5
_IN_TEXT = frozenset({"sentence-open", "line-filled"})
"""What rows that leaders lead through are always."""
_FEWEST_SPEECHES = 2
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")


class LatinEvidence:
    """With the usual of one draft."""

    def __init__(self, draft: Draft) -> None:
        self.setting = Setting(draft)
        self.prose = self.setting.prose
        self.items = _items(draft)
        self.speakers = _speakers(draft)
        self.speeches = self._has_dash_speeches()
        self.next = {before.start: after for before, after in self.setting.neighbours()}

    def between(self, before: Line, after: Line, block: Block) -> tuple[Signal, ...]:
        names = [*self._words(before, after), *self._place(before, after, block)]
        if is_contents_line(before.text) or (is_contents_line(after.text) and after.text[-1].isdigit()):
            names = [*(name for name in names if name not in _IN_TEXT), "leaders"]
        if after.start in self.speakers and "sentence-open" not in names:
            names.append("speaker-next")
        if after.start in self.items and _BEFORE_ITEM.search(before.text):
            names = [*(name for name in names if name != "sentence-open"), "item-next"]
        if block.bracket_open:
            names.append("bracket-open")
        return tuple(_S[name] for name in names)

    def _has_dash_speeches(self) -> bool:
        """Whether dashes open speeches here: several lines begin with one after a sentence that ended."""
        opened = sum(
            _DASH_SPEECH.match(after.text) is not None and self.prose.ended(before.text, after.text)
            for before, after in self.setting.neighbours()
        )
        return opened >= _FEWEST_SPEECHES

    def _words(self, before: Line, after: Line) -> list[str]:
        """What the words on both sides say."""
        small = after.text[0].islower()
        if self.setting.parts_word(before) and after.text[0].isalnum():
            return ["word-parted", *(["lower-case-next"] if small else ["sentence-open"])]
        match self.prose.end(before.text, after.text):
            case End.STOP:
                names = ["sentence-ended"]
                if self.speeches and _DASH_SPEECH.match(after.text):
                    names.append("dash-opens-speech")
                elif before.text[-1] in _SPEECH_ENDS and after.text[0] in _SPEECH:
                    names.append("speech-next")
            case End.ABBREVIATION:
                names = ["abbreviation-before"]
            case End.PAUSE:
                names = ["pause-before"]
            case End.OPEN:
                names = ["sentence-open"]
        if (IS_HAN.match(before.text[-1]) is None) != (IS_HAN.match(after.text[0]) is None):
            names.append("script-changes")
        return [*names, "lower-case-next"] if small else names

    def _room(self, before: Line, after: Line, block: Block) -> float:
        """The room that a line leaves; a first line whose indent was lost leaves less than it seems."""
        lost = self.setting.lost_indent if before is block.first else 0.0
        return self.setting.room(before, after) - lost

    def _place(self, before: Line, after: Line, block: Block) -> list[str]:
        """What the places of the lines say: the room that is left, gaps, indents."""
        names = []
        setting = self.setting
        room = self._room(before, after, block)
        if room >= setting.slack and not setting.parts_word(before):
            scarce = room < setting.slack + _SCARCE
            names.append("room-just-enough" if scarce else "room-for-next-word")
            if setting.share(before) < _VERY_SHORT:
                names.append("line-very-short")
        else:
            names.append("line-filled")
        names += self._as_first_line(before, after)
        if setting.gap_wider(before, after):
            names.append("gap-uneven" if setting.uneven else "gap-wider")
        elif setting.parted and follows(before, after):
            names.append("gap-usual")
        if setting.hung is not None:
            names += self._hanging(setting.indent(after) - setting.hung)
        elif setting.indents:
            indent = setting.indent(after)
            if setting.indented(after):
                names.append("indented-next")
            elif indent < setting.DEEPEST:
                names.append("not-indented-next")
        if setting.indent(after) >= setting.DEEPEST > setting.indent(before):
            names.append("set-in")
        return names

    def _hanging(self, depth: float) -> list[str]:
        """Where first lines hang out, by how much further in than lines that go on a line begins."""
        if depth <= -_SAME:
            return ["hangs-out-next"]
        return ["hung-next"] if depth < _SAME else []

    def _as_first_line(self, before: Line, after: Line) -> list[str]:
        """Where the indents of first lines were lost, they leave the more room."""
        setting, beyond = self.setting, self.next.get(after.start)
        if not setting.lost_indent or beyond is None or setting.parts_word(before):
            return []
        if setting.extent(after) > setting.measure - setting.lost_indent + setting.slack:
            return ["too-wide-for-first-line"]
        short = beyond.text[0].islower() and setting.has_room(after, beyond)
        return ["short-as-first-line"] if short else []


def _items(draft: Draft) -> frozenset[int]:
    """Where the lines begin that are items of a list: (a), 1. or a bullet, first or after the one before."""
    found: list[int] = []
    bullets: dict[str, list[int]] = {}
    last: dict[str, str] = {}
    for index in draft.flow:
        line = draft.lines[index]
        match = _ITEM.match(line.text)
        if match is None:
            continue
        if match.group(3):
            bullets.setdefault(match.group(3), []).append(line.start)
            continue
        mark = match.group(1) or match.group(2)
        kind = line.text.replace(mark, "", 1)[:2].strip() if match.group(1) else "point"
        if mark in _FIRST or mark in _following(last.get(kind, "")):
            found.append(line.start)
            last[kind] = mark
    for starts in bullets.values():
        if len(starts) >= _FEWEST_BULLETS:
            found += starts
    return frozenset(found)


def _speakers(draft: Draft) -> frozenset[int]:
    """Where the lines begin that say who speaks: a name in capitals, again and again."""
    found: dict[str, list[int]] = {}
    for index in draft.flow:
        line = draft.lines[index]
        match = _SPEAKER.match(line.text)
        if match is not None and not is_title(match.group(1)):
            found.setdefault(match.group(), []).append(line.start)
    often = [starts for starts in found.values() if len(starts) >= _FEWEST_SPEECHES]
    if not often:
        return frozenset()
    return frozenset(start for starts in found.values() for start in starts)


def _following(mark: str) -> frozenset[str]:
    """What may come after a mark: 2 after 1, b after a, ii after i."""
    if mark.isdigit():
        return frozenset({str(int(mark) + 1)})
    out = set()
    if len(mark) == 1 and mark.isalpha():
        out.add(chr(ord(mark) + 1))
    low = mark.lower()
    if low in _ROMAN[:-1]:
        after = _ROMAN[_ROMAN.index(low) + 1]
        out.add(after.upper() if mark.isupper() else after)
    return frozenset(out)
