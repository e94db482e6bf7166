"""Draft → Draft with the titles that no mark opens: numbered ones, and short bare lines before text.

A number must follow the one before it; a bare line must stand after a block that ended and before an entry,
or before a line that is indented as the text of the document is.
"""

from __future__ import annotations

import re
from dataclasses import replace

from typeset.ledger import Decision
from typeset.reflow.draft import Draft, HeadingPlace
from typeset.reflow.extent import TitleExtent, says
from typeset.reflow.forms import matched
from typeset.reflow.numbering import Numbering, Use
from typeset.reflow.scripts import IS_HAN
from typeset.reflow.signs import ODD, ends_sentence, is_letterspaced, stops_inside
from typeset.reflow.weights import SIGNALS
from typeset.source.lines import Line
from typeset.source.measure import DEEPEST_INDENT, INDENT

_S = SIGNALS["section"]
_F = SIGNALS["form"]
_OPTIONS = ("text", "section", "entry")
_NARROW = 0.75
_PAUSES = frozenset("，、；：,;:")
_LATIN_STOPS = re.compile(r"[;:!?]|\.\s")
_CENTRED = 2.0
_FEW_INDENTS = 0.02
_EVEN = 0.5
_RAGGED = 0.3
_NOT_FILLED = 1.0
"""In em; a line that is so much shorter than its column, and ends without a stop, is no running text."""
_WIDEST_HEADLINE = 1.6
"""In columns: where headlines stand over the text, they may be wider than its columns."""
_LEADS_ON = frozenset("：:、")
"""What a line ends with that something follows."""


def find_titles(draft: Draft) -> Draft:
    """Looks at every line of the flow that may be a title; headings that marks open are known."""
    search = _Search(draft)
    for position in range(len(draft.flow)):
        search.look(position)
    return replace(
        draft,
        headings={**draft.headings, **search.entries},
        sections=search.sections,
        section_ends=search.section_ends,
        decisions=(*draft.decisions, *search.decisions),
        why={**draft.why, **search.why},
    )


class _Search:
    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.flow = draft.flow
        self.lines = draft.lines
        self.usual = draft.source.measure
        self.even = self.usual.even >= _EVEN and self.usual.ragged <= _RAGGED
        self.bare = draft.signs.profile.headings.bare
        self.numbering = Numbering(draft)
        self.extent = TitleExtent(draft)
        self.lowest = len(draft.signs.forms)
        self.sections = dict(draft.sections)
        self.section_ends: dict[int, int] = {}
        self.entries: dict[int, HeadingPlace] = {}
        self.decisions: list[Decision] = []
        self.why: dict[int, Decision] = {}
        self.titled: set[int] = set()
        self.inside = -1

    def look(self, position: int) -> None:
        index = self.flow[position]
        marked = self.draft.headings.get(index)
        if marked is not None:
            self.inside = marked.last
        if index <= self.inside or index in self.draft.roster_lines or index in self.draft.tails:
            return
        if self._numbered(position):
            return
        if self.draft.judge.asked("section", self.lines[index].start):
            last = self.extent.runs_over(position)
            self._take(position, self._decide_bare(position, last), self.lowest, last)
            return
        if self._before_names(position) or self.extent.named_next(position):
            self._take(position, self._decide_bare(position, position), self.lowest, position)
            return
        if self._listed(position) is not None:
            self._take(position, self._decide_bare(position, position), self._rank(position), position)
            return
        if self.bare == "none":
            return
        last = self.extent.spaced_down(position)
        if last > position:
            self._take(position, self._decide_spaced_down(position, last), self.lowest, last)
            return
        last = self.extent.runs_over(position)
        if self._worth_a_look(position, last):
            self._take(position, self._decide_bare(position, last), self.lowest, last)

    def _listed(self, position: int) -> bool | None:
        """Whether a printed table of contents has a line's words at its margin; None where it has not."""
        listed = self.draft.listed
        return listed.get(ODD.sub("", self.lines[self.flow[position]].text)) if listed else None

    def _rank(self, position: int) -> int:
        """Of a bare title in the contents: at their margin it stands as high as any before it."""
        return min(self.sections.values(), default=self.lowest) if self._listed(position) else self.lowest

    # ---- numbered titles

    def _numbered(self, position: int) -> bool:
        """Whether a line is one; a line that only looks so is decided about too."""
        text = self.lines[self.flow[position]].text
        for use in self.numbering.uses if self.draft.signs.is_numbered(text) else ():
            found = matched(use.form, text)
            if found is None:
                continue
            end, number = found
            run_in = use.form.run_in
            last = position if run_in else self.extent.runs_over(position, numbered=True)
            decision = self._decide_form(position, last, use, end, number)
            if decision.choice != "text":
                self.numbering.take(use, number)
            self._take(position, decision, use.rank, last, end if run_in else 0)
            return decision.choice != "text"
        return False

    def _decide_form(self, position: int, last: int, use: Use, end: int, number: int | None) -> Decision:
        line, form = self.lines[self.flow[position]], use.form
        names = ["form-opens-line", self.numbering.sequence(form, number), self._before(position)]
        rest = line.text[end:]
        if form.run_in:
            names.append("gap-after-number" if not rest or ODD.match(rest) else "text-follows-number")
        elif stops_inside(rest) or ends_sentence(line.text):
            names.append("stops-inside")
        elif line.text[-1] in _LEADS_ON:
            names.append("leads-on")
        else:
            names.append("bare")
        if form.name == "integer":
            names.append("parts-follow" if number in self.numbering.parts else "no-parts")
        if last > position:
            names.append("runs-over")
        elif not form.run_in and line.width >= self.usual.full and self._goes_on(position):
            names.append("line-filled")
        signals = (
            _F[name]._replace(option=use.makes if _F[name].option == "title" else "text") for name in names
        )
        return self.draft.judge.decide(
            "section", "S-FORM", line.start, line.start + max(end, 1), _OPTIONS, tuple(signals)
        )

    def _goes_on(self, position: int) -> bool:
        """Whether the next line is neither indented nor opens anything: the line may run over."""
        if position + 1 >= len(self.flow):
            return False
        after = self.lines[self.flow[position + 1]]
        return after.indent < INDENT and not self.draft.signs.is_numbered(after.text)

    # ---- bare titles

    def _decide_spaced_down(self, first: int, last: int) -> Decision:
        names = ["bare", "narrow", "letterspaced", self._before(first)]
        names.append("before-entry" if self._before_entry(last) else "no-entry-follows")
        start, end = self.lines[self.flow[first]].start, self.lines[self.flow[last]].end
        return self.draft.judge.decide(
            "section", "S-TITLE", start, end, _OPTIONS, tuple(_S[name] for name in names)
        )

    def _worth_a_look(self, position: int, last: int) -> bool:
        line = self.lines[self.flow[position]]
        most = self.usual.mode * (_WIDEST_HEADLINE if self.bare == "entry" else 1)
        if (line.width > most and last == position) or ends_sentence(line.text):
            return False
        if self._before_entry(last) or (len(line.text) < 12 and is_letterspaced(line.text)):
            return True
        return self.bare != "section" and (
            self._before_text(last)
            or self._capital_next(position)
            or self._alone(position)
            or self._before_items(last)
        )

    def _before_items(self, position: int) -> bool:
        """Whether items of a list or labelled lines of a letter follow; or a bare line before them."""
        if position + 1 >= len(self.flow) or self.extent.opens_item(position):
            return False
        if self.extent.opens_item(position + 1):
            return True
        return self._is_bare(position + 1) and self.extent.opens_item(position + 2)

    def _is_bare(self, position: int) -> bool:
        """Whether a line is short and without stops, and opens nothing."""
        line = self.lines[self.flow[position]]
        narrow = line.width <= _NARROW * self.usual.mode
        return narrow and not says(line.text) and not self.extent.opens_item(position)

    def _alone(self, position: int) -> bool:
        """Where nothing is indented: a line not filled that ends without a stop, before one that is."""
        if not self.even or not self.extent.flush or position + 1 >= len(self.flow):
            return False
        line, after = self.lines[self.flow[position]], self.lines[self.flow[position + 1]]
        return line.width <= self.usual.full - _NOT_FILLED and (
            after.width >= self.usual.full or ends_sentence(after.text)
        )

    def _capital_next(self, position: int) -> bool:
        """In Latin script: a short line without a stop, at the beginning, and a sentence after it."""
        line = self.lines[self.flow[position]]
        if position or position + 1 >= len(self.flow) or IS_HAN.search(line.text):
            return False
        return line.width < self.usual.full and self.lines[self.flow[position + 1]].text[0].isupper()

    def _before_names(self, position: int) -> bool:
        """Whether a short bare line stands before a list of names: where they are from, when it was."""
        lists = self.draft.roster_lines
        if not lists or position + 1 >= len(self.flow) or self.flow[position + 1] not in lists:
            return False
        line = self.lines[self.flow[position]]
        narrow = line.width <= _NARROW * self.usual.mode
        return narrow and not ends_sentence(line.text) and line.text[-1] not in _PAUSES

    def _before_entry(self, position: int) -> bool:
        """Whether an entry's heading follows, known by its mark or by a form that says what it is."""
        if position + 1 >= len(self.flow):
            return False
        index = self.flow[position + 1]
        return index in self.draft.headings or self.numbering.opens_entry(self.lines[index].text)

    def _before_text(self, position: int) -> bool:
        """Whether an indented line follows one that is not."""
        if position + 1 >= len(self.flow) or self.lines[self.flow[position]].indent >= 2 * INDENT:
            return False
        after = self.lines[self.flow[position + 1]]
        return after.indent >= INDENT and self.usual.indents > 0

    def _decide_bare(self, position: int, last: int) -> Decision:
        line = self.lines[self.flow[position]]
        capital = self._capital_next(position)
        stops = _LATIN_STOPS.search(line.text) is not None if capital else stops_inside(line.text)
        names = ["stops-inside" if stops else "bare"]
        if last > position:
            names.append("runs-over")
        else:
            names.append("narrow" if capital or line.width <= _NARROW * self.usual.mode else "not-narrow")
        if self._listed(position) is not None:
            names.append("in-contents")
        elif self._before_entry(last):
            names.append("before-entry")
        elif self._before_names(last):
            names.append("before-names")
        elif self.extent.named_next(last):
            names.append("text-begins-so")
        elif self._before_text(last):
            names.append("before-indented-text")
        elif self._before_items(last):
            names.append("before-items")
        else:
            names.append("line-not-filled" if self._alone(position) else "no-entry-follows")
        names.append(self._before(position))
        item = self.extent.opens_item(position) and not self._before_entry(last)
        if item or line.text[-1] in _LEADS_ON:
            names.append("opens-item")
        if last + 1 < len(self.flow) and self.lines[self.flow[last + 1]].text[0].islower():
            names.append("lower-case-next")
        if capital:
            names.append("capital-next")
        if is_letterspaced(line.text):
            names.append("letterspaced")
        if line.indent >= _CENTRED:
            names.append("centred")
        if not IS_HAN.search(line.text) and not line.text[:1].isalpha():
            names.append("no-words")
        if self.draft.signs.credit_tail(line.text) >= 0 and "before-names" not in names:
            names.append("ends-in-brackets")
        elif self._says_who(position):
            names.append("says-who")
        title = self._kind(position, last)
        signals = (
            _S[name]._replace(option=title) if _S[name].option == "section" else _S[name] for name in names
        )
        return self.draft.judge.decide("section", "S-TITLE", line.start, line.end, _OPTIONS, tuple(signals))

    def _says_who(self, position: int) -> bool:
        """Whether a line names who wrote what follows: a role or reporters, or a name under a heading."""
        signs, text = self.draft.signs, self.lines[self.flow[position]].text
        if signs.role_tail(text) >= 0 or signs.is_byline(text):
            return True
        under = position > 0 and self.flow[position - 1] in self.titled
        return under and signs.profile.credits.alone and signs.is_name(text)

    def _kind(self, position: int, last: int) -> str:
        """A bare line is an entry's heading where the profile says so, or where no mark opens entries."""
        line = self.lines[self.flow[position]]
        if self._before_names(last) or self.extent.named_next(last):
            return "entry"
        if self._listed(position) is not None:
            return "section"
        if self.bare == "section" or self._before_entry(last) or is_letterspaced(line.text):
            return "section"
        return "section" if self._before_items(last) and self._is_bare(last + 1) else "entry"

    def _before(self, position: int) -> str:
        if position == 0:
            return "block-ended-before"
        index = self.flow[position - 1]
        before = self.lines[index]
        if (
            ends_sentence(before.text)
            or self.draft.signs.credit_tail(before.text) >= 0
            or index in self.titled
        ):
            return "block-ended-before"
        if self.even and before.width <= self.usual.full - _NOT_FILLED:
            return "block-ended-before"
        if before.indent > DEEPEST_INDENT or self._parted_by_gap(before, position):
            return "block-ended-before"
        if self.draft.signs.is_imprint(self.draft.lines[self.flow[position] - 1].text):
            return "block-ended-before"
        if before.text[-1] in "；;：:" and self.lines[self.flow[position]].gap >= self.usual.rhythm:
            return "block-ended-before"
        heading_ends = any(
            place.last == index and place.after >= before.end
            for place in (self.draft.headings.get(at) for at in range(max(0, index - 6), index + 1))
            if place is not None
        )
        return "block-ended-before" if heading_ends else "sentence-open-before"

    def _parted_by_gap(self, before: Line, position: int) -> bool:
        """Whether a wider gap stands after a line that is not filled."""
        line = self.lines[self.flow[position]]
        return line.gap > self.usual.rhythm and line.page == before.page and before.width < self.usual.full

    # ---- what was decided

    def _take(self, position: int, decision: Decision, rank: int, last: int, run_in: int = 0) -> None:
        index, end = self.flow[position], self.flow[last]
        line = self.lines[index]
        self.decisions.append(decision)
        if decision.choice != "text":
            self.titled.add(end)
        if decision.choice == "section":
            self.sections[index] = rank
            self.why[index] = decision
            if end > index:
                self.section_ends[index] = self.inside = end
        elif decision.choice == "entry":
            closes = line.start + run_in if run_in else self.lines[end].end
            words = "\n".join(self.lines[at].text for at in self.flow[position : last + 1])
            words = words[: closes - line.start] if run_in else words
            self.entries[index] = HeadingPlace(end, "", "", line.start, closes, closes, words)
            self.why[index] = decision
            self.inside = max(self.inside, end if end > index else -1)
