"""What each departure from the natural line costs, in one table. The breaking is optimal for these weights.

A line costs nothing as it stands. Compressed, each turn costs its weight times the square of the part that
was used. Stretched, the gaps between Han cost the fourth power of their width in units of ``HAN_GAP``, so
that the widest gap of a paragraph is as small as it can be before anything else is.
"""

from __future__ import annotations

from collections.abc import Mapping

from typeset.compose.gaps import Shrink

LOSS: Mapping[Shrink, float] = {
    Shrink.SPACE: 0.3,
    Shrink.BRACKET: 0.8,
    Shrink.PAUSE: 1.0,
    Shrink.HAN_LATIN: 2.0,
    Shrink.STOP: 3.0,
}
GAIN_SPACE = 0.5
GAIN_HAN_LATIN = 0.5
HAN_GAP = 0.025
"""In em: a gap of this width between Han costs 1."""
STEEP = 8.0
"""In units of ``HAN_GAP``: from here on the cost grows evenly, for no breaks can mend such a line."""
FIRST_TRY = 4.0
"""Lines that cost more than this are looked at only where those that cost less make no paragraph."""
LATIN_GAIN = 4.0
LATIN_LOSS = 3.0
"""Word spaces of Latin text that are as wide as they should ever be, and as narrow; less and more by the cube
(as TeX has it), so that one line does not pay for the others."""
HYPHEN = 1.0
HYPHENS = 10.0
"""A line of Latin text that ends inside a word, which it rather does than have spaces of two fifths of an em;
and a second one below it."""
RUNT = 10.0
"""A last line of Latin text shorter than an indent, or with nothing but the end of a word on it."""
LONGER = 8.0
"""No line of a paragraph that is set a line longer than it needs costs more than this."""
LONE_CHARACTER = 100_000.0
"""A last line with less than two Han characters or a word (row 20)."""
OWN_LINE = 1.0
"""A signature for which the last line has no room."""
DASH_FIRST = 2.0
"""A line that begins with —— or …… (row 7)."""
RAGGED = 10.0
"""A line that is not justified and short by its whole width."""
SHORT_ADDRESS = 16.0
"""A line that ends inside an address and stays short, which it does where its gaps would be twice as wide as
they should; and the square of what it lacks, in em."""
SHORT_HEADING = 0.3
"""A line ended by a run-in heading that stays one em short; four times as much for two."""
FORBIDDEN = 1e7
"""A line that ends where none may, because the text leaves no other way."""
OVERFULL = 1e9
"""A line that is too wide for its measure, and as much for each point of it."""


def alike_cost(gap: float) -> float:
    """Of gaps of a width in em, opened everywhere alike."""
    units = gap / HAN_GAP
    return units**4 if units <= STEEP else STEEP**4 + 4 * STEEP**3 * (units - STEEP)


def widest(cost: float) -> float:
    """The width of gaps that cost as much, in em."""
    units = cost**0.25 if cost <= STEEP**4 else STEEP + (cost - STEEP**4) / (4 * STEEP**3)
    return units * HAN_GAP


HYPHEN_IN_HAN = alike_cost(0.125)
"""A line of Han text that ends inside a word or an address, which it only does where every gap of the line
would else be wider by an eighth of an em: half of what parts Han from Latin."""


def latin_cost(weight: float, part: float) -> float:
    """Of word spaces that lost or gained a part of what they can."""
    return weight * part**3


def latin_part(cost: float) -> float:
    """What part of their gain costs as much."""
    return float((cost / LATIN_GAIN) ** (1 / 3))
