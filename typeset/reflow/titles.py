"""Draft → Draft with the titles that no mark opens: numbered ones, and short bare lines before text.

A number must follow the one before it; a bare line must stand after a block that ended and before an entry,
or before a line that is indented as the text of the document is.
"""

from __future__ import annotations

import re
from dataclasses import replace

from typeset.ledger import Decision
from typeset.reflow.below import NARROW, NOT_FILLED, PAUSES, Below
from typeset.reflow.centred import DOCUMENT_RANK, CentredTitles
from typeset.reflow.draft import Draft, HeadingPlace
from typeset.reflow.extent import TitleExtent, says
from typeset.reflow.forms import matched
from typeset.reflow.numbering import Numbering, Use
from typeset.reflow.scripts import IS_HAN
from typeset.reflow.signs import ODD, bracket_balance, ends_sentence, is_letterspaced, stops_inside
from typeset.reflow.weights import SIGNALS
from typeset.source.lines import Line
from typeset.source.measure import DEEPEST_INDENT, INDENT

_S = SIGNALS["section"]
_F = SIGNALS["form"]
_OPTIONS = ("text", "section", "entry")
_LATIN_STOPS = re.compile(r"[;:!?]|\.\s")
_CENTRED = 2.0
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
        self.bare = draft.signs.profile.headings.bare
        self.numbering = Numbering(draft)
        self.extent = TitleExtent(draft)
        self.below = Below(draft, self.extent, self.numbering)
        self.even = self.below.even
        self.centred = CentredTitles(draft, self.extent, self.numbering)
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
        if self.below.names(position) or self.extent.named_next(position):
            self._take(position, self._decide_bare(position, position), self.lowest, position)
            return
        if self._listed(position) is not None:
            self._take(position, self._decide_bare(position, position), self._rank(position), position)
            return
        last = self.centred.ends(position)
        if last >= position:
            self._take(position, self._decide_centred(position, last), self._rank_centred(last), last)
            return
        if self.bare == "none":
            if self._stands_alone(position):
                self._take(
                    position, self._decide_bare(position, position), self._rank_centred(position), position
                )
            return
        last = self.extent.spaced_down(position)
        if last > position:
            self._take(position, self._decide_spaced_down(position, last), self.lowest, last)
            return
        last = self.extent.runs_over(position)
        if self._worth_a_look(position, last):
            self._take(position, self._decide_bare(position, last), self.lowest, last)

    def _stands_alone(self, position: int) -> bool:
        """Where nothing is indented: whether a line is short as a title is, over lines that are filled or the
        first of a form."""
        if (
            position == 0
            or position + 1 >= len(self.flow)
            or self.lines[self.flow[position]].indent >= INDENT
        ):
            return False
        after = self.lines[self.flow[position + 1]]
        if not self.below.is_bare(position) or not self.centred.may_be_title(self._text(position)):
            return False
        return self.below.alone(position) or (self.extent.flush and self.numbering.begins(after.text))

    def _text(self, position: int) -> str:
        return self.lines[self.flow[position]].text

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
        elif self._pauses_only(line, rest):
            names.append("pause-inside")
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

    def _pauses_only(self, line: Line, words: str) -> bool:
        """Whether a line that is not filled has commas and no other stop, as titles in two halves do."""
        if not self.even or line.width > self.usual.full - NOT_FILLED or line.text[-1] in PAUSES:
            return False
        return "，" in words and not says(words.replace("，", ""))

    def _goes_on(self, position: int) -> bool:
        """Whether the next line is neither indented nor opens anything: the line may run over."""
        if position + 1 >= len(self.flow):
            return False
        after = self.lines[self.flow[position + 1]]
        return after.indent < INDENT and not self.draft.signs.is_numbered(after.text)

    # ---- bare titles

    def _decide_spaced_down(self, first: int, last: int) -> Decision:
        names = ["bare", "narrow", "letterspaced", self._before(first)]
        names.append("before-entry" if self.below.entry(last) else "no-entry-follows")
        start, end = self.lines[self.flow[first]].start, self.lines[self.flow[last]].end
        return self.draft.judge.decide(
            "section", "S-TITLE", start, end, _OPTIONS, tuple(_S[name] for name in names)
        )

    def _decide_centred(self, first: int, last: int) -> Decision:
        names = ["bare", "on-axis", self._before(first), self.centred.follows(last)]
        names.append("runs-over" if last > first else "narrow")
        if self._says_who(first):
            names.append("says-who")
        elif self.draft.signs.credit_tail(self.lines[self.flow[last]].text) >= 0:
            names.append("ends-in-brackets")
        title = "entry" if self.bare == "entry" else "section"
        signals = (
            _S[name]._replace(option=title if _S[name].option == "section" else "text") for name in names
        )
        start, end = self.lines[self.flow[first]].start, self.lines[self.flow[last]].end
        return self.draft.judge.decide("section", "S-TITLE", start, end, _OPTIONS, tuple(signals))

    def _rank_centred(self, last: int) -> int:
        """A document stands above all that is numbered, and so does what is set as one after it."""
        used = set(self.sections.values())
        above = DOCUMENT_RANK in used or self.centred.is_document(last, used)
        return DOCUMENT_RANK if above else self.lowest

    def _worth_a_look(self, position: int, last: int) -> bool:
        line = self.lines[self.flow[position]]
        most = self.usual.mode * (_WIDEST_HEADLINE if self.bare == "entry" else 1)
        if (line.width > most and last == position) or ends_sentence(line.text):
            return False
        if self.below.entry(last) or (len(line.text) < 12 and is_letterspaced(line.text)):
            return True
        if self.below.names_life(position):
            return True
        return self.bare != "section" and (
            self.below.text(last)
            or self.below.capital(position)
            or self.below.alone(position)
            or self.below.items(last)
            or self.below.heading(last)
        )

    def _decide_bare(self, position: int, last: int) -> Decision:
        line = self.lines[self.flow[position]]
        capital = self.below.capital(position)
        stops = _LATIN_STOPS.search(line.text) is not None if capital else stops_inside(line.text)
        names = ["stops-inside" if stops else "bare"]
        if last > position:
            names.append("runs-over")
        else:
            names.append("narrow" if capital or line.width <= NARROW * self.usual.mode else "not-narrow")
        if self._listed(position) is not None:
            names.append("in-contents")
        elif self.below.entry(last):
            names.append("before-entry")
        elif self.below.names(last):
            names.append("before-names")
        elif self.extent.named_next(last):
            names.append("text-begins-so")
        elif self.below.text(last):
            names.append("before-indented-text")
        elif self.below.items(last):
            names.append("before-items")
        elif self.below.heading(last):
            names.append("before-heading")
        elif self.bare == "none" and self.numbering.begins(self._text(last + 1)):
            names.append("before-title")
        else:
            names.append("line-not-filled" if self.below.alone(position) else "no-entry-follows")
        names.append(self._before(position))
        item = self.extent.opens_item(position) and not self.below.entry(last)
        if item or line.text[-1] in _LEADS_ON:
            names.append("opens-item")
        if last + 1 < len(self.flow) and self.lines[self.flow[last + 1]].text[0].islower():
            names.append("lower-case-next")
        if capital:
            names.append("capital-next")
        if bracket_balance("".join(self.lines[at].text for at in self.flow[position : last + 1])):
            names.append("bracket-open")
        if is_letterspaced(line.text):
            names.append("letterspaced")
        if line.indent >= _CENTRED:
            names.append("centred")
        if not IS_HAN.search(line.text) and not line.text[:1].isalpha():
            names.append("no-words")
        if self.draft.signs.credit_tail(line.text) >= 0 and "before-names" not in names:
            names.append("ends-in-brackets")
        elif self._says_who(position) or self.draft.signs.opens_report(line.text):
            names.append("says-who")
        title = self._kind(position, last)
        signals = [
            _S[name]._replace(option=title) if _S[name].option == "section" else _S[name] for name in names
        ]
        doubt = self.draft.doubtful_heads.get(line.start)
        surer = sum(s.weight if s.option == title else -s.weight for s in signals) - (doubt or 0.0)
        if doubt is not None and surer > 0:  # no surer a title than it is no running head
            signals.append(_S["may-be-running-head"]._replace(weight=round(surer, 2)))
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
        if self.below.names(last) or self.extent.named_next(last):
            return "entry"
        if self._listed(position) is not None:
            return "section"
        if self.below.names_life(last):
            return "entry"
        if self.bare in ("section", "none") or self.below.entry(last) or is_letterspaced(line.text):
            return "section"
        if not self.below.text(last) and self.below.heading(last):
            return "section"
        return "section" if self.below.items(last) and self.below.is_bare(last + 1) else "entry"

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
        if self.even and before.width <= self.usual.full - NOT_FILLED:
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
