"""Runs of capitals: where a name begins and ends, what stands before it, and which are organisations'."""

from __future__ import annotations

import pytest
from reading_of import reading_of


def names(text: str) -> list[tuple[str, str]]:
    reading = reading_of(text)
    return [(text[slice(*reading.words.span(name.first, name.last))], name.kind) for name in reading.names]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("They thanked Ana Ruiz.", [("Ana Ruiz", "nameN")]),
        ("They thanked Ruiz.", [("Ruiz", "name1")]),
        ("They thanked T. J. Maphosa-Lindqvist.", [("T. J. Maphosa-Lindqvist", "nameN")]),
        ("They thanked Marijke van der Velde.", [("Marijke van der Velde", "nameN")]),
        ("They thanked Maria do Carmo Figueiredo.", [("Maria do Carmo Figueiredo", "nameN")]),
        ("They thanked Layla bint Yusuf al-Harrasi.", [("Layla bint Yusuf al-Harrasi", "nameN")]),
        ("They thanked Seán O’Brien and Lê Thị Khuê.", [("Seán O’Brien", "nameN"), ("Lê Thị Khuê", "nameN")]),
        ("They thanked Ruiz's mother.", [("Ruiz", "name1")]),
        ("They thanked Ana Ruiz in May.", [("Ana Ruiz", "nameN")]),
    ],
)
def test_how_far_a_name_reaches(text: str, wanted: list[tuple[str, str]]) -> None:
    assert names(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("They thanked Dr Ana Ruiz.", [("Ana Ruiz", "nameN")]),
        ("They thanked Vice-Chancellor Prof. Ana Ruiz.", [("Ana Ruiz", "nameN")]),
        ("They thanked Monterey County Supervisor Ana Ruiz.", [("Monterey County", "org"), ("Ana Ruiz", "nameN")]),
        ("They thanked FAO economist Ana Ruiz.", [("FAO", "org"), ("Ana Ruiz", "nameN")]),
        ("They thanked Pakistani poet Ana Ruiz.", [("Ana Ruiz", "nameN")]),
    ],
)
def test_titles_and_what_stands_before_them_are_no_part_of_it(text: str, wanted: list[tuple[str, str]]) -> None:
    assert names(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("They wrote to the Mekong Institute.", ["Mekong Institute"]),
        ("They wrote to the University of the South Pacific.", ["University of the South Pacific"]),
        ("They wrote to the Ministry of Trade and Industry.", ["Ministry of Trade and Industry"]),
        ("They wrote to the Port Trust and the Rice Board.", ["Port Trust", "Rice Board"]),
        ("They wrote to the Leeds Women’s Collective.", ["Leeds Women’s Collective"]),
        ("They wrote to the UNESCO.", ["UNESCO"]),
    ],
)
def test_organisations(text: str, wanted: list[str]) -> None:
    assert names(text) == [(name, "org") for name in wanted]


@pytest.mark.parametrize(
    "text",
    [
        "The mill closed.",
        "Recently the mill closed.",
        "Mills closed. Many mills stood idle.",  # written small elsewhere
        "They met on Monday, 3 May.",
        "I was late, and It was cold.",
    ],
)
def test_capitals_that_begin_no_name(text: str) -> None:
    assert names(text) == []


def test_a_sentence_may_begin_with_a_name() -> None:
    assert names("Ruiz wept. Ana Ruiz laughed.") == [("Ruiz", "name1"), ("Ana Ruiz", "nameN")]


def test_where_a_name_stands_is_told() -> None:
    text = "Ana Ruiz Speaks Of Bread And Rice\n\nRuiz wept for Kofi Mensah."
    reading = reading_of(text)
    told = {text[slice(*reading.words.span(n.first, n.last))]: (n.initial, n.headline) for n in reading.names}
    assert told["Ruiz"] == (True, False)
    assert told["Kofi Mensah"] == (False, False)
    assert {headline for initial, headline in (told[name] for name in told if name.startswith("Ana"))} == {True}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("They met Satyajit Mayor. Later Mayor wept.", ["Satyajit Mayor", "Mayor"]),
        ("They met the Mayor of Leeds.", ["Leeds"]),
        ("They met Todd Park at Hyde Park Chapel.", ["Todd Park", "Hyde Park Chapel"]),
    ],
)
def test_surnames_that_are_nouns(text: str, wanted: list[str]) -> None:
    assert [name for name, _ in names(text)] == wanted
