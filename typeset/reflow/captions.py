"""Draft → Draft with captions: the lines that are a picture's words, wherever they interrupt the text.

A caption is known by several signs together: it is set wider than the columns, closer than their lines,
begins with a label or a date, ends with a credit that says what somebody did, stands at a page's edge, and
the sentence before it goes on after it. ``unsigned`` finds those without a credit.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import NamedTuple

from typeset.ledger import Decision, Signal
from typeset.reflow.draft import CaptionLines, Draft
from typeset.reflow.scripts import IS_HAN
from typeset.reflow.shapes import is_issue
from typeset.reflow.signs import ODD, bracket_balance, ends_sentence
from typeset.reflow.surroundings import Surroundings
from typeset.reflow.unsigned import DATE_FIRST, Unsigned
from typeset.reflow.weights import SIGNALS

_S = SIGNALS["caption"]
_UPPER = 0.75
"""Of the width of the line below it, or of a column: what an upper line of a caption has at least."""
_FEW = {1: "one-line", 2: "two-lines"}


_FEWEST_WORDS = 4
"""Han characters that a caption has at least; what is less is the rest of one."""
_TEXT = "text"
_OPENING = 8
"""Characters that name the beginning of a caption."""


class _Group(NamedTuple):
    """Positions in the flow; ``last`` is before ``first`` where the lines are text."""

    first: int
    last: int
    decision: Decision
    doubtful: tuple[int, ...] = ()
    """The lines that begin or follow what it would be by the runner-up of a thin decision."""


def find_captions(draft: Draft) -> Draft:
    """Every line of the flow is looked at once; a caption once found is not looked into again."""
    look = _Look(draft)
    unsigned = Unsigned(draft, look.fit)
    groups: list[_Group] = []
    texts: list[Decision] = []
    doubts: dict[int, float] = {}
    position = taken = 0
    while position < len(look.lines):
        group = look.at(position, taken)
        if group is None:
            decision = unsigned.at(position, taken)
            if decision is not None and not look.credit_near(position):
                last = unsigned.last(position) if decision.choice == "caption" else position - 1
                group = _Group(position, last, decision, (position, position + 1) if decision.thin else ())
        if group is not None:
            at = (look.flow[doubt] for doubt in group.doubtful if doubt < len(look.flow))
            doubts.update(dict.fromkeys(at, group.decision.margin))
        if group is not None and group.last >= group.first:
            groups.append(group)
            look.over[group.last + 1] = look.over.get(group.first, group.first - 1)
            position = taken = group.last + 1
            continue
        if group is not None:
            texts.append(group.decision)
        position += 1
    captions = [CaptionLines(look.flow[group.first], look.flow[group.last]) for group in groups]
    return replace(
        draft,
        captions=tuple(captions),
        decisions=(*draft.decisions, *texts, *(group.decision for group in groups)),
        doubts=doubts,
        why={**draft.why, **{look.flow[group.first]: group.decision for group in groups}},
    )


class _Look(Surroundings):
    """Looks for captions that end with a credit or are set wide."""

    def at(self, position: int, taken: int) -> _Group | None:
        """The caption that may end (by its credit) or begin (by its width or label) at a line."""
        line = self.lines[position]
        tail = self.signs.role_tail(line.text)
        if tail >= 0 and self.signs.is_imprint(line.text):
            return None
        if tail >= 0:
            return self.by_credit(position, taken, tail, "role-in-credit")
        tail = self.wrapped_tail(position, taken)
        if tail >= 0:
            return self.by_credit(position, taken, tail, "role-in-credit", over=2)
        tail = self.name_tail(position)
        if tail > 0:
            return self.by_credit(position, taken, tail, "name-in-credit")
        wide = self.even and line.width >= self.usual.wide and not self.opens(position)
        wide = wide and not self.signs.is_imprint(line.text)
        told = self.draft.judge.asked("caption", line.start)
        if told or ((wide or self.signs.has_label(line.text)) and not self.credit_ahead(position)):
            return self.by_width(position, wide)
        return None

    def wrapped_tail(self, position: int, taken: int) -> int:
        """Where a credit with a role begins on the line before the one that it ends on; or -1."""
        text = self.lines[position].text
        if position <= taken or self.parted(position - 1) or self.signs.credit_tail(text) >= 0:
            return -1
        before = self.lines[position - 1].text
        if text[-1] not in self.signs.credit_closers and not (
            before[-1] in "/／" and self.signs.is_role(text)
        ):
            return -1
        for together in (before + text, f"{before} {text}"):
            tail = self.signs.role_tail(together)
            if 0 <= tail < len(before):
                return tail
        return -1

    def name_tail(self, position: int) -> int:
        """Where a name in brackets ends a line that interrupts a sentence, no stop before it; or -1."""
        before = self.over.get(position, position - 1)
        if before < 0 or self.ended(before) or self.opens(position):
            return -1
        text = self.lines[position].text
        tail = self.signs.credit_tail(text)
        words = text[:tail].rstrip(" \t\u3000\u2003\ufffd") if tail > 0 else ""
        signed = bool(words) and self.signs.looks_signed(text[tail + 1 : -1])
        return tail if signed and not ends_sentence(words) else -1

    def credit_ahead(self, position: int) -> bool:
        """Whether a credit with a role ends the lines that begin here, each close-set or after a wide one."""
        most = self.signs.profile.captions.lines
        for last in range(position + 1, min(position + most, len(self.lines))):
            before = self.lines[last - 1]
            if self.ended(last - 1) or self.opens(last) or self.parted(last - 1):
                return False
            if not self.close_set(last) and before.width < self.usual.wide and self.usual.rhythm > 0:
                return False
            if self.signs.role_tail(self.lines[last].text) >= 0 or self.wrapped_tail(last, position) >= 0:
                return True
        return False

    def credit_near(self, position: int) -> bool:
        """Whether a credit with a role ends one of the next lines, no sentence between."""
        for last in range(position + 1, min(position + 3, len(self.lines))):
            if self.opens(last) or self.parted(last - 1):
                return False
            if self.signs.role_tail(self.lines[last].text) >= 0 or self.wrapped_tail(last, position) >= 0:
                return True
            if self.ended(last):
                return False
        return False

    def by_credit(self, last: int, taken: int, tail: int, credit: str, over: int = 1) -> _Group:
        """A caption that ends with a credit, which begins at ``tail`` and stands on ``over`` lines.

        The options are the words that it may begin with, whichever line of the source they stand on.
        """
        most = min(self.signs.profile.captions.lines, last - taken + 1)
        alone = tail == 0
        signals: list[Signal] = []
        firsts: dict[str, int] = {_TEXT: last + 1}
        for count in range(over, most + 1):
            first = last - count + 1
            if count > over and self.is_no_upper_line(first, above_credit=alone and count == over + 1):
                break
            if count > over or not alone:
                option = _begins_with(self.lines[first].text, firsts)
                firsts[option] = first
                signals += self.of_size(option, first, last, credit, over)
        if credit == "name-in-credit":
            signals.append(_S["no-role"])
            if self.fluency.reads_on(self.lines[last - 1].text, self.lines[last].text):
                signals.append(_S["reads-on-before"])
        text = "".join(line.text for line in self.lines[last - over + 1 : last + 1])
        words = text[:tail] if not alone else self.lines[last - over].text if last >= over else ""
        if words.rstrip(" \u3000\ufffd") and ends_sentence(words.rstrip(" \u3000\ufffd")):
            signals.append(_S["signature-alone" if alone else "stop-before-credit"])
        if len(firsts) == 1:
            firsts[_begins_with(self.lines[last].text, firsts)] = last
        start = self.lines[last - over + 1].start + tail
        decision = self.draft.judge.decide(
            "caption", "C-CREDIT", start, self.lines[last].end, tuple(firsts), tuple(signals)
        )
        other = (
            (firsts[decision.runner_up], last + 1) if decision.thin and decision.runner_up in firsts else ()
        )
        return _Group(min(firsts[decision.choice], last), last - (decision.choice == _TEXT), decision, other)

    def is_no_upper_line(self, position: int, *, above_credit: bool) -> bool:
        """Whether a line cannot stand above the next in one caption; above a credit words may end early."""
        return (
            self.ended(position)
            or self.opens(position)
            or self.goes_on(position)
            or self.is_head(position)
            or self.parted(position)
            or self.begins_indented(position)
            or (self.too_narrow(position) and not above_credit)
        )

    def left_open(self, position: int) -> bool:
        """Whether a line goes on in the next though it has room, as no line of a column does."""
        line, after = self.lines[position], self.lines[position + 1]
        return not self.ended(position) and self.fit.ends_early(line, after)

    def too_narrow(self, position: int) -> bool:
        """Whether a line cannot stand above the next in one caption, which is set wider than the columns."""
        column, below = self.usual.mode + 1, self.lines[position + 1].width
        width = self.lines[position].width
        return self.even and (width <= column < below or width < _UPPER * min(below, column))

    def of_size(self, option: str, first: int, last: int, credit: str, over: int) -> list[Signal]:
        """What speaks for a caption of the lines ``first`` to ``last``."""
        lines, count = self.lines, last - first + 1
        upper = count - over
        names = [credit, *([_FEW[upper + 1]] if upper + 1 in _FEW else [])]
        if self.even and lines[first].width >= self.usual.wide:
            names.append("wide")
            if first == 0 or lines[first - 1].width < self.usual.wide:
                names.append("wide-run-begins")
        if self.signs.has_label(lines[first].text):
            names.append("label")
        if count > 1 and all(self.close_set(position) for position in range(first + 1, last + 1)):
            names.append("close-set")
            if first == 0 or not self.close_set(first):
                names.append("run-begins")
        if upper and self.fluency.reads_on(lines[first].text, lines[first + 1].text):
            names.append("reads-on-inside")
        names += ["upper-line"] * upper
        names += ["upper-line-open"] * sum(
            self.left_open(position) for position in range(first, last - over + 1)
        )
        if first in self.over:
            names.append("caption-before")
        if self.apart(first):
            names.append("set-apart")
        names += ["gap-inside" for position in range(first + 1, last + 1) if self.apart(position)]
        names += self.of_words(first, last, credit)
        names += self.around(first, last)
        return [_S[name]._replace(option=option) for name in names]

    def of_words(self, first: int, last: int, credit: str) -> list[str]:
        """What the words say that a caption would begin with and hold."""
        lines, names = self.lines, []
        begins = lines[first].text
        if credit == "role-in-credit" and first and self.fluency.reads_on(lines[first - 1].text, begins):
            names.append("reads-on-from-before")
        if DATE_FIRST.match(begins):
            names.append("date-first")
        words = "".join(line.text for line in lines[first : last + 1])
        if bracket_balance(words) < 0:
            names.append("bracket-closed-only")
        tail = self.signs.role_tail(words)
        if tail > 0 and len(IS_HAN.findall(words[:tail])) < _FEWEST_WORDS:
            names.append("words-few")
        return names

    def by_width(self, first: int, wide: bool) -> _Group:
        """A wide line without a credit: it, the wide lines set close to it, and the last one's remainder."""
        lines, most = self.lines, self.signs.profile.captions.lines
        last = first
        while wide and last + 1 < len(lines) and last - first <= most and self.close_set(last + 1):
            if self.parted(last):
                break
            still = lines[last + 1].width >= self.usual.wide
            if not still and (ends_sentence(lines[last + 1].text) or self.opens(last + 1)):
                break
            last += 1
            if not still:
                break
        names = [*self.around(first, last)]
        names += ["wide", "columns-even"] if wide else ["label"]
        if last > first:
            names.append("close-set")
        if last - first >= most:
            names.append("long-run")
        if ends_sentence(lines[last].text):
            names.append("sentence-ended")
        if self.signs.latin and lines[first].text[0].islower():
            names.append("goes-on-in-small-letters")
        if self.signs.latin and is_issue(lines[first].text):
            names.append("says-issue")
        decision = self.draft.judge.decide(
            "caption", "C-WIDE", lines[first].start, lines[last].end, ("text", "caption"),
            tuple(_S[name] for name in names if _S[name].option in ("text", "caption")),
        )  # fmt: skip
        doubtful = (first, last + 1) if decision.thin else ()
        return _Group(first, last if decision.choice == "caption" else first - 1, decision, doubtful)


def _begins_with(text: str, taken: Collection[str]) -> str:
    """The first characters of a line, as many as tell it from others."""
    words = ODD.sub("", text)
    for length in range(_OPENING, len(words)):
        if words[:length] not in taken:
            return words[:length]
    while words in taken:
        words += "…"
    return words
