"""A list of people → its runs in a DOCX: names at tabs, row by row, after the label that hangs before."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from typeset.editions.index_rows import INDEX_OF
from typeset.editions.name_labels import Label, label_of
from typeset.editions.style_names import LIST_LABEL, LIST_SPACE, padding_style
from typeset.editions.template_styles import name_columns
from typeset.editions.word_runs import runs_of
from typeset.editions.word_text import TextRuns
from typeset.model import Name, Paragraph
from typeset.name_lists import NameList

_CHARACTER = re.compile(r"(\S)(\s*)")
_ROW = "<w:r><w:br/></w:r>"
_TAB = "<w:r><w:tab/></w:r>"


class NameRuns:
    """The runs of lists of people; the spaces of the text are small."""

    def __init__(self, text: TextRuns) -> None:
        self.text = text
        self.theme = text.theme
        self.ids = text.ids
        self.blank = text.ids.get(LIST_SPACE.lower(), "")

    def hang(self, listed: NameList) -> int:
        """In em, how far the names stand in."""
        return label_of(listed, self.theme).hang if listed.label else 0

    def words(self, item: Paragraph, listed: NameList) -> str:
        """Label and names, each of these at the tab of its column."""
        width, em = self.theme.padding.names, self.theme.type_area.size
        columns = name_columns(self.theme, self.hang(listed))
        cells = list(listed.cells)
        ends = [(max(len("".join(name.split())), width) + len(remark)) * em for name, remark, _ in cells]
        starts = [(row, column) for row, own in enumerate(columns.rows(ends)) for column in own]
        before, *marks = _marked_in(item, listed)
        out = (
            [self._marked(self._label(listed, label_of(listed, self.theme)), before)] if listed.label else []
        )
        for (name, remark, space), marked, end, (row, column), after in zip(
            cells, marks, ends, starts, [*starts[1:], None], strict=True
        ):
            own = self._spread(name, "Listed Name", width, "") + runs_of(remark)
            out.append(self._marked(own, marked) + runs_of(space, self.blank))
            if after is not None and after[0] > row:
                out.append(_ROW)
            elif after is not None:
                out.append(_TAB * (after[1] - column - math.floor(end / columns.step)))
        return "".join(out)

    def _marked(self, runs: str, names: Sequence[Name]) -> str:
        for one in names:
            runs = self.text.terms.marked(INDEX_OF[one.kind], one.term, runs)
        return runs

    def _label(self, listed: NameList, look: Label) -> str:
        """What stands before names, up to where they begin."""
        face = self.ids.get(LIST_LABEL.lower(), "")
        after = listed.before[len(listed.role) :]
        mark = after.rstrip()
        words = self._spread(listed.role, LIST_LABEL, look.width, face)
        space = runs_of(after[len(mark) :], self.blank)
        return f"{words}{runs_of(mark, face)}{space}{_ROW if look.above else _TAB}"

    def _spread(self, text: str, kind: str, width: int, style: str) -> str:
        """A short Han text spaced out to ``width`` characters by a character style (clreq 27, 29)."""
        characters = len("".join(text.split()))
        own = self.ids.get(padding_style(characters, width, kind).lower())
        if own is None:
            return runs_of(text, style)
        return "".join(
            f"{runs_of(found[1], own if number < characters else style)}{runs_of(found[2], self.blank)}"
            for number, found in enumerate(_CHARACTER.finditer(text), 1)
        )


def _marked_in(item: Paragraph, listed: NameList) -> list[list[Name]]:
    """The marked names that begin in the label of a list, and those in each of its names."""
    begins = [0, *(one.start for one in listed.people)]
    found: list[list[Name]] = [[] for _ in begins]
    at = 0
    for inline in item.inlines:
        if isinstance(inline, Name):
            found[max(number for number, begin in enumerate(begins) if begin <= at)].append(inline)
        at += len(inline.text)
    return found
