"""Where sentences end: marks, abbreviations, initials, numbers, quotations, blocks, and what has no end at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_of import english

from panelrecord.annotate.sentences import Words, cut


def words_of(*blocks: str) -> Words:
    """The blocks, a blank line apart, cut into tokens and sentences."""
    text = "\n\n".join(blocks)
    places, at = [], 0
    for block in blocks:
        places.append((at, at + len(block)))
        at += len(block) + 2
    return cut(text, places, english())


def sentences(*blocks: str) -> list[str]:
    words = words_of(*blocks)
    return [words.text[slice(*words.span(first, last))] for first, last in words.sentences]


@pytest.mark.parametrize(
    "parts",
    [
        ["The mill closed.", "Nobody wept."],
        ["Did it rain?", "It did!", "It rained for a week…", "Then it stopped."],
        ["The price is 3.50 in town.", "It was 2.75."],
        ["The house queried a N4.6bn bill, a Rs2.5bn loan and £3.5m.", "It was N4.6bn.", "Nobody wept."],
        ["The “Whose River?” Symposium was held at the Who Cares? Forum.", "It rained."],
        ["She asked “Whose river?”", "Forty people rose.", "Does it rain?", "Conference rooms leak."],
        ["It opens at 6.30 p.m. on weekdays.", "Come early."],
        ["Write to ana@mill.example.org or see mill.example.org today.", "Thanks."],
        ["Dr. Ana Ruiz spoke.", "Prof. Kofi Mensah sang."],
        ["K. R. Nair and J.P. Rao met St. John of Kandy.", "They talked."],
        ["Flour, salt, etc. were sold out.", "Bread was not."],
        ["The U.S. team lost.", "India won."],
        ["They sold flour, salt, etc.", "The rest was given away."],
        ["She lives in the U.S.", "He does not."],
        ["“We were late.”", "The bus broke down."],
        ["He asked (nobody knew why).", "She left."],
        ["“Is that fair?” Ana Ruiz asked.", "“No.”"],
        ["“Run!” he shouted.", "They ran."],
        ["He waited...", "Nobody came."],
    ],
)
def test_a_text_is_cut_where_its_sentences_end(parts: list[str]) -> None:
    assert sentences(" ".join(parts)) == parts


def test_a_sentence_ends_where_a_space_was_forgotten() -> None:
    assert sentences("It ended.Then it began again.") == ["It ended.", "Then it began again."]


def test_a_sentence_never_crosses_a_block() -> None:
    assert sentences("The mill", "closed in June") == ["The mill", "closed in June"]


def test_a_line_end_that_is_kept_ends_a_sentence() -> None:
    assert sentences("Kandy\nTown Hall\n6 pm") == ["Kandy", "Town Hall", "6 pm"]


def test_every_sentence_knows_its_block() -> None:
    words = words_of("One. Two.", "Three.")
    assert words.block_of == (0, 0, 1)
    assert [words.text[slice(*words.span(first, last))] for first, last in words.blocks] == ["One. Two.", "Three."]


def test_what_never_ends_is_cut_at_a_pause() -> None:
    parts = sentences("rope, salt, time and flour; " * 200)
    assert len(parts) > 2
    assert all(part.endswith((",", ";")) for part in parts)


def test_what_never_even_pauses_is_cut_all_the_same() -> None:
    words = words_of("salt " * 2000)
    assert max(last - first for first, last in words.sentences) < 500


def test_a_long_sentence_of_a_writer_stays_whole() -> None:
    text = "She thanked " + ", ".join(["the cook", "the guard", "the vicar"] * 15) + " and the mayor."
    assert sentences(text) == [text]


@given(st.lists(st.text("aB .?!…\n“”\"'’()-3", min_size=1, max_size=60), min_size=1, max_size=4))
def test_the_sentences_of_any_text_hold_every_token_once_and_in_order(blocks: list[str]) -> None:
    words = words_of(*blocks)
    assert [token for first, last in words.sentences for token in range(first, last)] == list(
        range(len(words.tokens.words))
    )
    assert len(words.codes) == len(words.tokens.words)
    assert words_of(*blocks) == words
