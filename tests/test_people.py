"""Who is a person and which mentions are of the same one: evidence for and against, from all over the text."""

from __future__ import annotations

import pytest
from reading_of import mentions_of, people_of


@pytest.mark.parametrize(
    "text",
    [
        "Dr Ana Ruiz came late.",
        "Ana Ruiz, a baker, came late.",
        "Ana Ruiz, who grows maize, came late.",
        "Ana Ruiz of the Mekong Institute came late.",
        "The union's president, Ana Ruiz, came late.",
        "The prize went to spokeswoman Ana Ruiz.",
        "“We were late,” said Ana Ruiz.",
        "Ana Ruiz argued that rents must fall.",
        "According to Ana Ruiz, rents must fall.",
        "The debate was moderated by Ana Ruiz.",
        "Ana Ruiz's lecture ran long.",
    ],
)
def test_what_speaks_for_a_person(text: str) -> None:
    assert list(people_of(text)) == ["Ana Ruiz"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Jun Moroz said that rents must fall.", "Jun Moroz"),
        ("“We were late,” said Jan de Boer.", "Jan de Boer"),
        ("The debate was moderated by June Moroz.", "June Moroz"),
        ("Tuesday Moroz told the guild that rents must fall.", "Tuesday Moroz"),
        ("“We were late,” said Friday Moroz.", "Friday Moroz"),
        ("On Friday Ana Ruiz said that rents must fall.", "Ana Ruiz"),
        ("In June Ana Ruiz said that rents must fall.", "Ana Ruiz"),
        ("Ana Ruiz argued that the Sunday Lunch, a club, must stay.", "Ana Ruiz"),
        ("Ana Ruiz said at the Oba Moroz Multipurpose Hall that rents must fall.", "Ana Ruiz"),
    ],
)
def test_months_weekdays_and_halls_in_names(text: str, name: str) -> None:
    assert list(people_of(text)) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "They met in Buenos Aires. Buenos Aires said little.",
        "They marched to the Red Fort. The Red Fort, a museum, said that it was shut.",
        "They sailed from Ponce, Puerto Rico, at dawn.",
        "The Lagos Press Club said that bread is dear.",
        "Lahore said little.",
        "Ana Ruiz.",
        "The White Nile rises in May.",
        "Walk Of Lights And Other Songs",
    ],
)
def test_what_is_no_person(text: str) -> None:
    assert people_of(text) == {}


def test_what_speaks_against_outweighs_a_word_of_saying() -> None:
    assert people_of("Red Fort said that it was shut. They marched to the Red Fort.") == {}
    assert people_of("Dr Ana Ruiz came. They marched to the Ana Ruiz. The Ana Ruiz was hot.") == {}
    assert list(people_of("Dr Ana Ruiz came. Dr Ana Ruiz left. They marched to the Ana Ruiz.")) == ["Ana Ruiz"]


def test_whoever_stands_in_a_row_with_a_person_is_one() -> None:
    assert list(people_of("There were Sela Vaipulu, Kofi Mensah and Lan Nguyen, a poet.")) == [
        "Sela Vaipulu", "Kofi Mensah", "Lan Nguyen",
    ]  # fmt: skip
    assert list(people_of("Prizes went to Dr Sela Vaipulu, Kofi Mensah and Lan Nguyen.")) == [
        "Sela Vaipulu", "Kofi Mensah", "Lan Nguyen",
    ]  # fmt: skip


def test_a_full_name_makes_its_parts_resolvable() -> None:
    text = "Dr Ana Ruiz spoke first. Ruiz praised the nurses. Ana laughed. Mr Ruiz and Ms Lee did not."
    assert mentions_of(text)["Ana Ruiz"] == ["Ana Ruiz", "Ruiz", "Ana", "Ruiz"]


def test_a_single_name_needs_more_than_a_word_of_saying() -> None:
    assert people_of("Ruiz said that bread is dear.") == {}
    assert list(people_of("Mr Ruiz said that bread is dear.")) == ["Ruiz"]


def test_a_longer_form_takes_in_the_shorter_ones() -> None:
    assert mentions_of("Ana Maria Ruiz, an engineer, sat down. Ana Ruiz said that the well was dry. Ruiz left.") == {
        "Ana Maria Ruiz": ["Ana Maria Ruiz", "Ana Ruiz", "Ruiz"]
    }


def test_of_two_people_with_one_surname_the_nearest_is_meant() -> None:
    text = "Ana Ruiz, a baker, met Lan Ruiz, a cook. Lan Ruiz said that bread is dear. Ruiz left. Ana Ruiz agreed."
    assert mentions_of(text) == {"Ana Ruiz": ["Ana Ruiz", "Ana Ruiz"], "Lan Ruiz": ["Lan Ruiz", "Lan Ruiz", "Ruiz"]}


def test_people_are_numbered_as_they_appear() -> None:
    text = "Kofi Mensah, a cook, came. Ana Ruiz, a baker, left. Mensah stayed."
    assert [(person.id, person.name) for person in people_of(text).values()] == [
        ("p1", "Kofi Mensah"),
        ("p2", "Ana Ruiz"),
    ]


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("Satyajit Mayor opened the fair. Mayor thanked the bakers. The Mayor of Leeds slept.",
         {"Satyajit Mayor": ["Satyajit Mayor", "Mayor"]}),
        ("Dr Todd Park spoke. Park said that rents rise. They met in Hyde Park.", {"Todd Park": ["Todd Park", "Park"]}),
        ("Theresa May said that it was late. In May the river rises.", {"Theresa May": ["Theresa May"]}),
    ],
)  # fmt: skip
def test_surnames_that_are_words(text: str, mentions: dict[str, list[str]]) -> None:
    assert mentions_of(text) == mentions


@pytest.mark.parametrize(
    ("text", "honorific"),
    [
        ("Dr Ana Ruiz spoke.", "Dr"),
        ("Justice (retd) Ana Ruiz spoke. Dr Ruiz left.", "Justice (retd)"),
        ("Ana Ruiz, a baker, spoke. Prof. Dr. Ruiz left.", "Prof. Dr."),
        ("Ana Ruiz, a baker, spoke.", None),
        ("The bridge was built by engineer Ana Ruiz.", None),
    ],
)
def test_the_title_before_a_name(text: str, honorific: str | None) -> None:
    assert people_of(text)["Ana Ruiz"].honorific == honorific


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        ("Mr Kofi Mensah spoke.", "m"),
        ("Ms Kofi Mensah spoke.", "f"),
        ("Spokeswoman Kofi Mensah spoke.", "f"),
        ("Dr Kofi Mensah spoke.", None),
        ("Mr Kofi Mensah spoke. Mrs Kofi Mensah wept.", None),
    ],
)
def test_what_shows_whether_he_or_she_is_meant(text: str, gender: str | None) -> None:
    assert people_of(text)["Kofi Mensah"].gender == gender


def test_descriptions_and_the_roles_in_them() -> None:
    text = "Ana Ruiz, a baker and poet from Ponce, spoke. Then came the editor of the Dawn, Ana Ruiz."
    person = people_of(text)["Ana Ruiz"]
    assert [text[one.start : one.end] for one in person.descriptions] == [
        "a baker and poet from Ponce", "the editor of the Dawn",
    ]  # fmt: skip
    assert person.roles == {"baker", "poet", "editor"}


def test_a_name_in_a_headline_only_confirms() -> None:
    assert people_of("Ana Ruiz Says Rents Must Fall\n\nThe hall was full.") == {}
    assert mentions_of("Ana Ruiz Says No\n\nAna Ruiz, a baker, spoke.")["Ana Ruiz"][-1] == "Ana Ruiz"


def test_what_a_minister_is_in_charge_of_is_no_part_of_the_name() -> None:
    text = "The Minister for Local Government Rana Tufail Noor said so. The Minister of Law and Water Ana Ruiz agreed."
    assert set(people_of(text)) == {"Rana Tufail Noor", "Ana Ruiz"}
