"""Breaking is optimal for its weights, and every line keeps the rules, whatever the text."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.composed import EM, STYLE, paragraph
from tests.thoroughness import examples
from typeset.compose.breaks import Problem, Search
from typeset.compose.classes import NEVER_FIRST, NEVER_LAST, OF_MARK
from typeset.compose.gaps import content_and_gaps
from typeset.compose.lines import compose
from typeset.compose.tokens import Run, tokens_of

PIECES = st.sampled_from(
    [*"一二三，。、：！？“”（）《》·/～—①A", "中文", "——", "……", " ", "\u3000", "word", "2020", "35%", "3.5℃",
     "a-b", "，”", "。“", "e\u0301", "120㎡", "3×4", "￥5", "1：500", "ㄇㄚˇ", "한", "１２％", "ー", "℃", "№"]
)  # fmt: skip
TEXTS = st.lists(PIECES, min_size=1, max_size=14).map("".join)
LONG = st.lists(PIECES, min_size=1, max_size=120).map("".join)


WORDS = st.sampled_from(
    ["a", "of", "river", "hyphenation", "well-known", "x—y", "42 km", "“so”", "http://a.b/c/d"]
)
LATIN = st.lists(WORDS, min_size=1, max_size=8).map(" ".join)


def halved(word: str) -> list[int]:
    return [len(word) // 2]


@settings(max_examples=examples(300), deadline=None)
@given(
    TEXTS,
    st.sampled_from([3.0, 4.0, 5.0, 6.5]),
    st.sampled_from([(0.0, 0.0), (2.0, 0.0), (0.0, 2.0)]),
    st.sampled_from([0.0, 2.0]),
)
def test_no_other_breaks_cost_less(
    text: str, characters: float, edges: tuple[float, float], tail: float
) -> None:
    runs = (Run(text, STYLE),)
    indent, hang = (edge * EM for edge in edges)
    tokens, gaps = content_and_gaps(tokens_of(runs, characters * EM, (indent, hang), halved), runs)
    of_least_cost(Problem(tokens, gaps, characters * EM, indent, tail * EM, hang=hang))


@settings(max_examples=examples(300), deadline=None)
@given(LATIN, st.sampled_from([3.0, 5.0, 6.5, 9.0]), st.sampled_from([0.0, 1.0]))
def test_no_other_breaks_of_latin_text_cost_less(text: str, characters: float, indent: float) -> None:
    runs = (Run(text, STYLE),)
    words = tokens_of(runs, characters * EM, (indent * EM, 0.0), halved, latin=True)
    tokens, gaps = content_and_gaps(words, runs, latin=True)
    of_least_cost(Problem(tokens, gaps, characters * EM, indent * EM, latin=True))


def of_least_cost(problem: Problem) -> None:
    tokens = problem.tokens
    if not tokens or len(tokens) > 12:
        return
    search = Search(problem)

    def cost(breaks: tuple[int, ...]) -> float:
        firsts = (0, *(last + 1 for last in breaks))
        return sum(search.cost(first, last) for first, last in zip(firsts, breaks, strict=False))

    final = len(tokens) - 1
    every = ((*inner, final) for count in range(len(tokens)) for inner in combinations(range(final), count))
    least = min(map(cost, every))
    found = cost(search.best())
    assert found <= least * (1 + 1e-9) + 1e-9


@settings(max_examples=examples(300), deadline=None)
@given(
    LONG,
    st.sampled_from([8.0, 16.0, 22.0]),
    st.sampled_from([(0.0, 0.0), (2.0, 0.0), (0.0, 2.0), (1.0, 3.0)]),
)
def test_every_line_keeps_the_rules(text: str, characters: float, edges: tuple[float, float]) -> None:
    indent, hang = (edge * EM for edge in edges)
    lines = compose(paragraph(text, characters, indent=indent, hang=hang))
    assert [line.start for line in lines] == [0, *(line.end for line in lines[:-1])]
    assert lines[-1].end == len(text)
    for line in lines:
        assert len(line.origins) == line.end - line.start
        assert all(after >= before - EM / 2 - 0.01 for before, after in pairwise(line.origins))
        if line.ends == "full":
            assert abs(line.width - characters * EM) < 0.01
    for number, line in enumerate(lines if text.strip() else ()):
        assert all(origin >= (hang if number else indent) - EM / 2 - 0.01 for origin in line.origins)
    runs = (Run(text, STYLE),)
    tokens, gaps = content_and_gaps(tokens_of(runs, characters * EM, (indent, hang)), runs)
    ends = {line.end for line in lines}
    for token, following, gap in zip(tokens, tokens[1:], gaps, strict=False):
        if following.start in ends and not _glued(text):
            assert gap.breaks
            assert following.cls not in NEVER_FIRST
            assert token.cls not in NEVER_LAST


def _glued(text: str) -> bool:
    """Whether it has so many marks in a row that no line could break between them."""
    run = 0
    for char in text:
        run = run + 1 if char in OF_MARK or char.isascii() else 0
        if run > 5:
            return True
    return False
