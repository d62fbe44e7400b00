"""Quotations by every kind of mark, nested, carried from paragraph to paragraph, left open, and apostrophes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_of import english

from panelrecord.annotate.quotes import Quote, find
from panelrecord.annotate.sentences import Words, cut


def read(*blocks: str) -> tuple[Words, tuple[Quote, ...]]:
    text, places = "", []
    for block in blocks:
        places.append((len(text), len(text) + len(block)))
        text += block + "\n\n"
    words = cut(text, places, english())
    return words, find(words)


def quoted(*blocks: str) -> list[str]:
    words, quotes = read(*blocks)
    return [words.text[quote.start : quote.end] for quote in quotes]


@pytest.mark.parametrize(
    ("before", "after"),
    [('"', '"'), ("“", "”"), ("‘", "’"), ("'", "'"), ("«", "»"), ("„", "“"), ("``", "''"), ("''", "''"), ("„", "”")],
)
def test_marks_are_read_in_pairs(before: str, after: str) -> None:
    text = f"She said, {before}we were late,{after} and left. He said: {before}so what?{after}"
    assert quoted(text) == ["we were late,", "so what?"]


def test_a_quotation_in_another_belongs_to_it() -> None:
    assert quoted("“He said ‘never’ to me,” she recalled.") == ["He said ‘never’ to me,"]
    assert quoted("‘She said “never” to me’") == ["never"]


@pytest.mark.parametrize(
    "text",
    [
        "It's the mill's roof, and it isn't ours.",
        "The farmers' wells and the nurses' pay.",
        "The farmers’ wells, the nurses’ pay.",
        "Rock ’n’ roll in the ’90s",
        "He is 6' tall.",
    ],
)
def test_an_apostrophe_is_no_quotation(text: str) -> None:
    assert quoted(text) == []


def test_an_apostrophe_does_not_end_a_quotation_in_single_marks() -> None:
    assert quoted("‘The farmers’ wells are dry,’ she said.") == ["The farmers’ wells are dry,"]
    assert quoted("'It's the mill's roof,' she said.") == ["It's the mill's roof,"]


def test_a_quotation_goes_on_where_the_next_paragraph_opens_again() -> None:
    _, quotes = read("She said: “The mill must close.", "“It is too old.”", "“No,” he said.")
    assert [(quote.closed, quote.continues) for quote in quotes] == [(False, False), (True, True), (True, False)]


def test_a_quotation_left_open_ends_with_its_paragraph() -> None:
    words, quotes = read("She said: “The mill must close.", "Nobody clapped.")
    assert [words.text[quote.start : quote.end] for quote in quotes] == ["The mill must close."]
    assert not quotes[0].closed


def test_a_stray_mark_at_the_end_opens_nothing() -> None:
    assert quoted("The mill closed.”") == []


def test_quotations_in_single_marks_stand_beside_those_in_double_ones() -> None:
    assert quoted("“Never,” she said of the ‘new mill’ there.") == ["Never,", "new mill"]


@given(st.lists(st.text("ab .,!\n\"“”‘’'«»„`", min_size=1, max_size=60), min_size=1, max_size=4))
def test_the_quotations_of_any_text_stand_in_order_and_apart(blocks: list[str]) -> None:
    words, quotes = read(*blocks)
    ends = 0
    for quote in quotes:
        assert ends <= quote.first < quote.last <= len(words.tokens.words)
        assert words.tokens.starts[quote.first] < quote.start <= quote.end <= words.tokens.ends[quote.last - 1]
        ends = quote.last
    assert read(*blocks)[1] == quotes
