"""The end of a block to a Credit: who signed a text, who supplied a picture.

Only inside a credit do single characters pair up into names (李　桐 is 李桐), because only there is the
gap between them padding.
"""

from __future__ import annotations

import re
from itertools import takewhile

from typeset.ledger import Action, Decision, Row, Signal
from typeset.model import Credit, CreditKind, CreditPart, Marks, PartKind
from typeset.people import has_surname
from typeset.reflow.credit_place import CreditPlace, Token
from typeset.reflow.draft import Draft
from typeset.reflow.leaves import Leaf, Piece, Scribe, between_han, is_single_han
from typeset.reflow.scripts import IS_HAN
from typeset.reflow.signs import ODD, STOPS, stops_inside
from typeset.reflow.weights import SIGNALS
from typeset.span import NOWHERE, span_of

_S = SIGNALS["credit"]
_N = SIGNALS["names"]
_OPTIONS = ("text", "credit")
_TOKEN = re.compile(r"[、，,/／：:；;□■●◎○◆]|(?:[（(][^（()）\s]*[）)]|[^\s、，,/／：:；;□■●◎○◆])+")
_NO_WORDS = re.compile(r"[、，,/／：:；;□■●◎○◆\s]+")
_TURNS = re.compile("[上下][转轉接续續]")
_DATE_ALONE = re.compile(
    r"[\d〇零一二三四五六七八九十]{2,4}年[\d〇一二三四五六七八九十]{1,3}月[\d〇一二三四五六七八九十]{1,3}日"
)
_MOST_LINES = 3
"""That a credit may run over."""
_SEPARATORS = frozenset("、，,/／：:；;□■●◎○◆")
_NAME = re.compile(r"[^\W\d_]{1,4}(?:·[^\W\d_]+)*\Z")


def find_credit(
    draft: Draft, pieces: list[Piece], *, caption: bool = False
) -> tuple[CreditPlace | None, Decision | None]:
    """The credit that ends a block, if its last lines end with one; and the decision about it."""
    for over in range(1, _MOST_LINES + 1):
        place = _place(draft, pieces, over, caption=caption)
        if place is not None:
            return _decided(draft, pieces, place, caption=caption)
    return None, None


def _place(draft: Draft, pieces: list[Piece], over: int, *, caption: bool) -> CreditPlace | None:
    """The words that may be a credit, where they begin on the last but ``over`` lines."""
    if over > len(pieces):
        return None
    source = draft.source.origin.text
    texts = [source[piece.start : piece.end].rstrip() for piece in pieces[-over:]]
    text = "".join(texts)
    if not texts[-1]:
        return None
    tail = draft.signs.credit_tail(text)
    bracketed = tail >= 0
    if tail < 0:
        tail = draft.signs.role_tail(text) if over == 1 else -1
    if tail < 0 and caption and over == 1:
        tail = draft.signs.names_after_gap(text)
    if tail < 0 and over == len(pieces) == 1 and not caption and _is_byline(draft, pieces[0], text):
        tail = len(text) - len(text.lstrip())
    inner = text[tail + 1 : -1] if bracketed else text[tail:]
    if tail < 0 or tail >= len(texts[0]) or not ODD.sub("", _NO_WORDS.sub("", inner)):
        return None
    own = [
        piece._replace(end=piece.start + len(words))
        for piece, words in zip(pieces[-over:], texts, strict=True)
    ]
    own[0] = own[0]._replace(start=own[0].start + tail)
    return CreditPlace(tuple(own), bracketed)


def _is_byline(draft: Draft, piece: Piece, text: str) -> bool:
    """Whether a line is a credit by itself: reporters, or a name under a heading."""
    return draft.signs.is_byline(text.strip()) or piece.line in draft.bylines


def _decided(
    draft: Draft, pieces: list[Piece], place: CreditPlace, *, caption: bool
) -> tuple[CreditPlace | None, Decision]:
    source = draft.source.origin.text
    at = len(pieces) - len(place.pieces)
    before = source[pieces[at].start : place.start]
    inner = "".join(source[piece.start : piece.end].strip() for piece in place.words)
    signals = tuple(_signals(draft, before, inner, at == 0, caption))
    if at == 0 and place.line and _DATE_ALONE.fullmatch(draft.lines[place.line - 1].text):
        signals = (*signals, _S["date-before"])
    whole = place.start == pieces[0].start and not place.bracketed and draft.signs.role_tail(inner) < 0
    rule = "K-CAPTION" if caption else "K-BYLINE" if whole else "K-TAIL"
    decision = draft.judge.decide("credit", rule, place.start, place.end, _OPTIONS, signals)
    return (place if decision.choice == "credit" else None), decision


def find_lead(draft: Draft, pieces: list[Piece]) -> tuple[CreditPlace | None, Decision | None]:
    """The credit that a report opens with, 本报讯（记者 李桐）: a block begins with it and goes on."""
    source = draft.source.origin.text
    texts = [source[piece.start : piece.end] for piece in pieces[:_MOST_LINES]]
    text = "".join(texts)
    start = len(text) - len(text.lstrip())
    match = draft.signs.lead.match(text, start)
    if match is None or (match.end() == len(text) and len(pieces) <= _MOST_LINES):
        return None, None
    own: list[Piece] = []
    at = 0
    for piece, words in zip(pieces, texts, strict=False):
        low, high = max(start - at, 0), min(match.end() - at, len(words))
        if low < high:
            own.append(piece._replace(start=piece.start + low, end=piece.start + high))
        at += len(words)
    names = ["reports", *_inside(draft, draft.signs.reporting.sub(" ", match.group("who")))]
    place = CreditPlace(tuple(own), True, match.start("who") - start)
    decision = draft.judge.decide(
        "credit", "K-LEAD", place.start, place.end, _OPTIONS, tuple(_S[name] for name in names)
    )
    return (place if decision.choice == "credit" else None), decision


def _signals(draft: Draft, before: str, inner: str, first_line: bool, caption: bool) -> list[Signal]:
    bare = draft.signs.reporting.sub(" ", inner)
    names = [*_before(before, first_line), *_inside(draft, bare if bare.strip() else inner)]
    if bare != inner and "names" in names:
        names.append("reports")
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
    if _TURNS.search(words):
        names.append("turns-page")
    if draft.signs.has_role(words):
        names.append("role")
    pieces = [
        piece
        for piece in _TOKEN.findall(words)
        if piece not in _SEPARATORS and not draft.signs.is_role(piece)
    ]
    if any(draft.signs.is_organisation(piece) for piece in pieces):
        names.append("organisation")
    elif pieces and all(_NAME.match(piece) for piece in pieces):
        names.append("names")
        if IS_HAN.match(pieces[0]) and not any(has_surname(piece) or "·" in piece for piece in pieces):
            names.append("no-surname")
    elif "role" not in names:
        names.append("not-like-names")
    return names


def write_credit(draft: Draft, scribe: Scribe, place: CreditPlace, kind: CreditKind) -> Credit:
    """The credit at a place: names, bodies and roles with what separates them."""
    source = draft.source.origin.text
    tokens = [part for token in _tokens(draft, place.words) for part in _split_role(draft, token)]
    parts = _parts(draft, scribe, tokens)
    if not place.bracketed:
        return Credit(kind, tuple(parts))
    last = place.end - 1
    opening = [(piece.start, piece.end) for piece in place.opening_pieces]
    spans = [scribe.mark(start, end) for start, end in opening]
    marks = Marks(
        "".join(source[start:end] for start, end in opening),
        source[last],
        span_of(part for span in spans for part in span.ranges),
        scribe.mark(last, last + 1),
    )
    return Credit(kind, tuple(parts), marks)


def _tokens(draft: Draft, pieces: tuple[Piece, ...]) -> list[Token]:
    """The words and separators of some lines; a word may run over a line's end."""
    source = draft.source.origin.text
    tokens: list[Token] = []
    for piece in pieces:
        found = [
            _trimmed(Token((Piece(piece.line, match.start(), match.end()),), match.group()), source)
            for match in _TOKEN.finditer(source, piece.start, piece.end)
            if ODD.sub("", match.group())
        ]
        if tokens and found and found[0].start == piece.start and _runs_over(draft, tokens[-1], found[0]):
            last, first = tokens.pop(), found.pop(0)
            tokens.append(Token(last.pieces + first.pieces, last.text + first.text))
        tokens += found
    return tokens


def _runs_over(draft: Draft, before: Token, after: Token) -> bool:
    """Whether two words on either side of a line's end are one."""
    if before.text in _SEPARATORS or after.text in _SEPARATORS or draft.signs.is_role(after.text):
        return False
    return not draft.signs.is_organisation(before.text) or len(after.text) > 1


def _trimmed(token: Token, source: str) -> Token:
    start, end = token.start, token.end
    while ODD.match(source[start]):
        start += 1
    while ODD.match(source[end - 1]):
        end -= 1
    return Token((Piece(token.pieces[0].line, start, end),), ODD.sub("", source[start:end]))


def _split_role(draft: Draft, token: Token) -> list[Token]:
    """李桐摄 as 李桐 and 摄, where nothing odd stands inside."""
    last = token.pieces[-1]
    if len(token.text) != sum(piece.end - piece.start for piece in token.pieces):
        return [token]
    if draft.signs.is_role(token.text):
        return [token]
    called = draft.signs.reporting.match(token.text)
    if called is not None and len(token.text) - called.end() >= 2 and len(token.pieces) == 1:
        cut = token.start + called.end()
        name = Token((last._replace(start=cut),), token.text[called.end() :])
        return [Token((last._replace(end=cut),), called.group()), name]
    for role in draft.signs.attached_roles:
        bare = token.text.removesuffix(role)
        fits = len(role) < last.end - last.start
        if bare != token.text and len(bare) >= 2 and fits and draft.signs.has_role(token.text):
            cut = token.end - len(role)
            pieces = (*token.pieces[:-1], last._replace(end=cut))
            return [Token(pieces, bare), Token((last._replace(start=cut),), role)]
    return [token]


def _parts(draft: Draft, scribe: Scribe, tokens: list[Token]) -> list[CreditPart]:
    parts: list[CreditPart] = []
    position = 0
    end = -1
    while position < len(tokens):
        run = _run(draft, scribe, tokens, position)
        first, last = tokens[position], tokens[position + run - 1]
        if parts and first.start > end:
            over = tokens[position - 1].pieces[-1].line != first.pieces[0].line
            if over and first.text not in _SEPARATORS and parts[-1].text not in _SEPARATORS:
                parts.append(CreditPart(PartKind.SEPARATOR, scribe.space_before(first.pieces[0].line)))
            elif not over:
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
    roles = draft.signs.attached_roles
    single = is_single_han(token.text) and not _is_role_of(draft, tokens, position)
    if single and is_single_han(following.text) and following.text not in roles:
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


def _is_role_of(draft: Draft, tokens: list[Token], position: int) -> bool:
    """Whether a character says what somebody did; before an odd number of single ones it is of a name."""
    if not draft.signs.is_role(tokens[position].text):
        return False
    after = sum(1 for _ in takewhile(lambda token: is_single_han(token.text), tokens[position + 1 :]))
    return position > 0 or after % 2 == 0 or not has_surname(tokens[position].text)


def _name(scribe: Scribe, tokens: list[Token]) -> Leaf:
    padded = is_single_han(tokens[0].text)
    if len(tokens) == 1:
        return scribe.write(tokens[0].pieces, spaced_out=padded)
    if tokens[0].pieces[-1].line != tokens[-1].pieces[0].line:
        return scribe.write([piece for token in tokens for piece in token.pieces], spaced_out=padded)
    return scribe.write([Piece(-1, tokens[0].start, tokens[-1].end)], spaced_out=padded)


def _part_kind(draft: Draft, text: str) -> PartKind:
    if draft.signs.is_role(text):
        return PartKind.ROLE
    if draft.signs.is_organisation(text) or draft.signs.is_short_organisation(text):
        return PartKind.ORGANISATION
    if len(text) > 4 and IS_HAN.match(text) and "·" not in text:
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
