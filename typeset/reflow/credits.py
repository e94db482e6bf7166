"""The end of a block to a Credit: who signed a text, who supplied a picture.

Only inside a credit do single characters pair up into names (李　桐 is 李桐), because only there is the
gap between them padding.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from typeset.ledger import Action, Decision, Row, Signal
from typeset.model import Credit, CreditKind, CreditPart, Marks, PartKind
from typeset.reflow.draft import Draft
from typeset.reflow.leaves import Leaf, Piece, Scribe, between_han, is_single_han
from typeset.reflow.signs import IS_HAN, ODD, STOPS, SURNAMES, stops_inside
from typeset.reflow.weights import SIGNALS
from typeset.span import NOWHERE

_S = SIGNALS["credit"]
_N = SIGNALS["names"]
_OPTIONS = ("text", "credit")
_TOKEN = re.compile(r"[、，,/／：:；;]|[^\s、，,/／：:；;]+")
_NO_WORDS = re.compile(r"[、，,/／：:；;\s]+")
_SEPARATORS = frozenset("、，,/／：:；;")
_NAME = re.compile(r"[^\W\d_]{1,4}(?:·[^\W\d_]+)*\Z")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a separator inside a credit, with where it stands."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class CreditPlace:
    """Where a credit stands at the end of a block, on the line with the index ``line``.

    Offsets of its first character and one past its last; ``bracketed``: those two are brackets.
    """

    line: int
    start: int
    end: int
    bracketed: bool

    @property
    def words(self) -> tuple[int, int]:
        """The offsets of what is inside."""
        return (self.start + 1, self.end - 1) if self.bracketed else (self.start, self.end)


def find_credit(
    draft: Draft, pieces: list[Piece], *, caption: bool = False
) -> tuple[CreditPlace | None, Decision | None]:
    """The credit that ends a block, if its last line ends with one; and the decision about it."""
    line, start, end = pieces[-1]
    text = draft.source.origin.text[start:end].rstrip()
    if not text:
        return None, None
    tail = draft.signs.credit_tail(text)
    bracketed = tail >= 0
    if tail < 0:
        tail = draft.signs.role_tail(text)
    inner = text[tail + 1 : -1] if bracketed else text[tail:]
    if tail < 0 or not ODD.sub("", _NO_WORDS.sub("", inner)):
        return None, None
    signals = tuple(_signals(draft, text[:tail], inner, len(pieces) == 1, caption))
    place = CreditPlace(line, start + tail, start + len(text), bracketed)
    decision = draft.judge.decide(
        "credit", "K-CAPTION" if caption else "K-TAIL", place.start, place.end, _OPTIONS, signals
    )
    return (place if decision.choice == "credit" else None), decision


def _signals(draft: Draft, before: str, inner: str, first_line: bool, caption: bool) -> list[Signal]:
    names = [*_before(before, first_line), *_inside(draft, inner)]
    if caption:
        names.append("in-caption")
    return [_S[name] for name in names]


def _before(before: str, first_line: bool) -> list[str]:
    if not ODD.sub("", before):
        return ["alone-on-line"] if not first_line else ["alone-on-line", "gap-before"]
    odd = before[len(before.rstrip("\ufffd \u3000\u2003\u2002\t")) :]
    names = []
    if "\ufffd" in odd:
        names.append("lost-character-before")
    if odd.strip("\ufffd"):
        names.append("gap-before")
    if not odd:
        names.append("no-gap-before")
    last = before[: len(before) - len(odd)][-1:]
    names.append("stop-before" if last in STOPS or last in "”" else "open-before")
    return names


def _inside(draft: Draft, inner: str) -> list[str]:
    words = ODD.sub(" ", inner).strip()
    names = []
    if stops_inside(words.replace("，", "").replace(",", "")):
        names.append("stops-inside")
    if any(char.isdigit() for char in words):
        names.append("digits")
    if draft.signs.has_role(words):
        names.append("role")
    pieces = [piece for piece in _TOKEN.findall(words) if piece not in _SEPARATORS]
    if any(draft.signs.is_organisation(piece) for piece in pieces):
        names.append("organisation")
    elif pieces and all(_NAME.match(piece) for piece in pieces):
        names.append("names")
        if IS_HAN.match(pieces[0]) and not any(piece[0] in SURNAMES for piece in pieces):
            names.append("no-surname")
    elif "role" not in names:
        names.append("not-like-names")
    return names


def write_credit(draft: Draft, scribe: Scribe, place: CreditPlace, kind: CreditKind) -> Credit:
    """The credit at a place: names, bodies and roles with what separates them."""
    source = draft.source.origin.text
    tokens = [
        Token(m.start(), m.end(), m.group())
        for m in _TOKEN.finditer(source, *place.words)
        if ODD.sub("", m.group())
    ]
    tokens = [trimmed for token in tokens for trimmed in _split_role(draft, _trimmed(token, source))]
    parts = _parts(draft, scribe, tokens)
    if not place.bracketed:
        return Credit(kind, tuple(parts))
    first, last = place.start, place.end - 1
    marks = Marks(source[first], source[last], scribe.mark(first, first + 1), scribe.mark(last, last + 1))
    return Credit(kind, tuple(parts), marks)


def _trimmed(token: Token, source: str) -> Token:
    start, end = token.start, token.end
    while ODD.match(source[start]):
        start += 1
    while ODD.match(source[end - 1]):
        end -= 1
    return Token(start, end, ODD.sub("", source[start:end]))


def _split_role(draft: Draft, token: Token) -> list[Token]:
    """李桐摄 as 李桐 and 摄, where nothing odd stands inside."""
    if len(token.text) != token.end - token.start or token.text in draft.signs.profile.credits.roles:
        return [token]
    for role in draft.signs.attached_roles:
        if (
            token.text.endswith(role)
            and len(token.text) - len(role) >= 2
            and draft.signs.has_role(token.text)
        ):
            cut = token.end - len(role)
            return [Token(token.start, cut, token.text[: -len(role)]), Token(cut, token.end, role)]
    return [token]


def _parts(draft: Draft, scribe: Scribe, tokens: list[Token]) -> list[CreditPart]:
    parts: list[CreditPart] = []
    position = 0
    end = -1
    while position < len(tokens):
        run = _run(draft, scribe, tokens, position)
        first, last = tokens[position], tokens[position + run - 1]
        if parts and first.start > end:
            _separate(scribe, parts, end, first.start)
        if first.text in _SEPARATORS:
            parts.append(CreditPart(PartKind.SEPARATOR, first.text, scribe.mark(first.start, first.end)))
        else:
            leaf = _name(scribe, tokens[position : position + run])
            parts.append(CreditPart(_part_kind(draft, leaf.text), leaf.text, leaf.span))
        end = last.end
        position += run
    return parts


def _run(draft: Draft, scribe: Scribe, tokens: list[Token], position: int) -> int:
    """How many tokens are one name: two single characters, or Latin words; else one."""
    token = tokens[position]
    following = tokens[position + 1] if position + 1 < len(tokens) else None
    if following is None or following.text in _SEPARATORS:
        return 1
    roles = draft.signs.profile.credits.roles
    if is_single_han(token.text) and is_single_han(following.text) and following.text not in roles:
        decision = scribe.judge.decide(
            "names", "K-PAIR", token.start, following.end, ("pair", "apart"),
            (_N["two-single-characters"], _N["names-of-one-character"]),
        )  # fmt: skip
        scribe.decisions.append(decision)
        return 2 if decision.choice == "pair" else 1
    run = 1
    while (
        position + run < len(tokens)
        and tokens[position + run - 1].text.isascii()
        and tokens[position + run].text.isascii()
        and tokens[position + run].text not in _SEPARATORS
    ):
        run += 1
    return run


def _name(scribe: Scribe, tokens: list[Token]) -> Leaf:
    padded = is_single_han(tokens[0].text)
    piece = Piece(-1, tokens[0].start, tokens[-1].end)
    return scribe.write([piece], spaced_out=padded)


def _part_kind(draft: Draft, text: str) -> PartKind:
    if text in draft.signs.profile.credits.roles:
        return PartKind.ROLE
    if draft.signs.is_organisation(text) or (len(text) > 4 and IS_HAN.match(text) and "·" not in text):
        return PartKind.ORGANISATION
    return PartKind.NAME


def _separate(scribe: Scribe, parts: list[CreditPart], start: int, end: int) -> None:
    """The gap between two parts: one space, a part of its own; beside a printed separator, nothing."""
    source = scribe.source
    gap = [(m.start(), m.end()) for m in re.finditer(r"\s+", source[start:end])]
    if not gap:
        return
    beside = source[start - 1] in _SEPARATORS or source[end] in _SEPARATORS
    if beside:
        for low, high in gap:
            scribe.rows.append(Row(start + low, start + high, Action.DROP, "K-GAP", "stray-space"))
        return
    space = between_han(source[start - 1], source[end])
    low, high = gap[0]
    span = NOWHERE
    if source[start + low : start + high] == space:
        span = scribe.mark(start + low, start + high)
    else:
        scribe.rows.append(Row(start + low, start + high, Action.SPACE, "K-GAP", space))
    for low, high in gap[1:]:
        scribe.rows.append(Row(start + low, start + high, Action.DROP, "K-GAP", "stray-space"))
    parts.append(CreditPart(PartKind.SEPARATOR, space, span))
