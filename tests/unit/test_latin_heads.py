"""Running heads and titles of pages in Latin script, each in a text of a few lines."""

from __future__ import annotations

from textwrap import wrap

import typeset
from tests.notation import document_lines

_TEXTS = (
    "The ferry was let to the widow of the last tenant, who had kept the landing for eleven years and was"
    " known to every carrier on the lower road as a careful and a sober woman.",
    "In the second winter the ice carried away the stage, and the boats were drawn up beside the malt house"
    " until the smith had made new rings and the parish had found the money for the timber.",
    "Nobody remembers who first planted the willows along the bank, though the oldest of them was already"
    " hollow when the surveyors of the turnpike came through and marked it with a cross of white paint.",
)


def _set(text: str, measure: int = 36) -> str:
    return "\n".join(wrap(text, measure))


def read(text: str) -> tuple[str, list[str]]:
    document = typeset.reflow(typeset.read(text.encode())).document
    return document.title, [line for line in document_lines(document) if not line.startswith("title:")]


def test_guide_words_name_the_first_and_the_last_entry_of_a_page() -> None:
    entries = [
        f"{name}\n  {_set(text)}" for name, text in zip(("FERRY", "ICE", "WILLOW"), _TEXTS, strict=True)
    ]
    head, foot = entries[1].split("\n", 3)[:3], entries[1].split("\n", 3)[3]
    text = (
        f"FERRY—ICE\n\n{entries[0]}\n\n" + "\n".join(head) + f"\n41\nICE—WILLOW\n{foot}\n\n{entries[2]}\n42\n"
    )
    _, lines = read(text)
    assert not any("—" in line for line in lines)
    assert sum("ICE" in line for line in lines) == 1


def test_a_head_that_occurs_once_stands_where_other_pages_have_theirs() -> None:
    pages = [
        f"THE LOWER ROAD\n\nCHAPTER V. THE LOWER ROAD\n\n{_set(_TEXTS[0])}\n\n– 71 –",
        f"TALES OF THE RIVER\n\n{_set(_TEXTS[1])}\n\n– 72 –",
    ]
    title, lines = read("\n\f".join(pages))
    assert title == "TALES OF THE RIVER"
    assert not any("TALES OF" in line for line in lines)


def test_a_date_and_a_name_beside_page_numbers_are_heads() -> None:
    first, second = _set(_TEXTS[0]).split("\n", 2)[:2], _set(_TEXTS[0]).split("\n", 2)[2]
    text = (
        "Friday, March 4, 1887.\n2\nThe Ferry at the Malt House\n\n"
        + "\n".join(first)
        + f"\nThe Upland Mercury.\n3\n{second}\n\nWillows on the Bank\n\n{_set(_TEXTS[2])}\n"
    )
    title, lines = read(text)
    assert title == "The Upland Mercury"
    assert not any("1887" in line or "Mercury" in line for line in lines)


def test_columns_with_a_number_each_have_a_head_between_them() -> None:
    body = "\n\n".join(_set(text) for text in _TEXTS[:2])
    text = f"117      Ferries      {{COMMONS}}      Bill.      118\n\nFERRIES BILL.\n\n{body}\n"
    _, lines = read(text)
    assert not any("117" in line for line in lines)


def test_chapters_rank_over_the_bare_titles_in_them() -> None:
    parts = [_set(text) for text in _TEXTS]
    titles = "CHAPTER I. THE RIVER", "The Ice of the Second Winter", "Willows"
    text = "\n\n".join(f"{title}\n\n{part}" for title, part in zip(titles, parts, strict=True))
    document = typeset.reflow(typeset.read(text.encode())).document
    assert [child.__class__.__name__ for child in document.children][-1:] == ["Section"]


def test_what_is_set_at_the_right_signs_and_heads_nothing() -> None:
    body = "\n\n".join(_set(text) for text in _TEXTS[:2])
    text = f"{13 * ' '}NUMBER I.\n\n{body}\n\n{29 * ' '}CATO.\n\n{13 * ' '}NUMBER II.\n\n{_set(_TEXTS[2])}\n"
    document = typeset.reflow(typeset.read(text.encode())).document
    headings = [line for line in document_lines(document) if "CATO" in line]
    assert headings and all("H " not in line[:3] for line in headings)


def test_the_lines_that_say_which_issue_it_is_go_with_the_name_of_the_paper() -> None:
    name = "The UPLAND and VALE COURIER.\nFrom MONDAY, May 5, to FRIDAY, May 9, 1791.\nNo. 2,114."
    title, lines = read(f"{name}\n\nVALE.\n\n{_set(_TEXTS[0])}\n\nUPLAND.\n\n{_set(_TEXTS[1])}\n")
    assert title == "The UPLAND and VALE COURIER."
    assert lines[:1] == ["## VALE."]


def test_titles_of_columns_stand_in_the_middle_of_each() -> None:
    left, right = (wrap(text, 30) for text in _TEXTS[:2])
    head = f"{'The Ferry':^30}    {'The Ice':^30}".rstrip()
    rows = [f"{one:30}    {two}".rstrip() for one, two in zip(left, right, strict=False)]
    text = "\n".join([f"{'RIVER NEWS':^64}".rstrip(), "", head, "", *rows, "", f"{'8':^64}".rstrip()])
    _, lines = read(text)
    assert [line for line in lines if line.startswith("#")] == ["## The Ferry", "## The Ice"]


def test_speeches_hang_and_say_who_speaks() -> None:
    speeches = [
        f"{who}. {words}"
        for who, words in zip(
            ("SIMKIN", "DORCAS", "SIMKIN", "DORCAS"),
            (
                "They say that the ferry is let to the widow.",
                "Then she may keep it, for the ice has taken the stage.",
                "It is a pity about the willows.",
                "The willows were hollow before ever you or I came to look at them.",
            ),
            strict=True,
        )
    ]
    text = "\n".join("\n".join(wrap(speech, 30, subsequent_indent="  ")) for speech in speeches)
    _, lines = read(f"SCENE I.\n\n{text}\n")
    assert lines[-4:] == [f"- {speech}" for speech in speeches]


def test_one_word_may_end_a_paragraph_at_a_pages_end() -> None:
    ferries = f"{_set(_TEXTS[2] + ' It was seen there on the third')}\nSunday."
    pages = [
        f"River News\n\nFerries\n\n{ferries}\n\nPage 3",
        f"River News\n\nIce\n\n{_set(_TEXTS[0])}\n\nPage 4",
    ]
    _, lines = read("\n\f".join(pages))
    assert any("Sunday." in line for line in lines)
    assert "## Ice" in lines


def test_rows_with_leaders_are_lines_of_their_own() -> None:
    rows = "Ferries . . . . . . . . 411 10 0", "Stages . . . . . . . . . 88  4 6"
    _, lines = read(f"{_set(_TEXTS[0])}\nThe cost was as follows:\n{rows[0]}\n{rows[1]}\n{_set(_TEXTS[1])}\n")
    assert [line for line in lines if " . . . " in line] == [
        f"- {rows[0]}",
        f"- {rows[1].replace('  ', ' ')}",
    ]
