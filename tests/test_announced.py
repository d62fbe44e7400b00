"""Who takes part in what is announced: labels, lines of names, and whom an announcement names for another reason."""

from __future__ import annotations

import pytest
from reading_of import english, mentions_of, people_of, reading_of

import panelrecord
from panelrecord.annotate.names import written_small
from panelrecord.annotate.standing import is_subject

HEAD = "Tides\n\nThe Tide Trust will hold a seminar on tides on 3 May 2024 in the Harbour Library.\n\n"
ABSTRACT = "\n\nTides rise and fall twice a day, and in this seminar we shall ask what the moon has to do with that.\n"


def parts_in(text: str) -> list[tuple[str, str]]:
    """The panelists of an announcement in plain text, in order: name and part."""
    record = panelrecord.convert(text.encode(), format="text").to_dict()
    assert record["event"] is not None
    assert record["event"]["status"] == "announced"
    return [(one["name"], one["part"]) for one in record["panelists"]]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("Speaker: Dr Ana Ruiz, University of Suva", [("Ana Ruiz", "panelist")]),
        ("WHO: Kofi Mensah", [("Kofi Mensah", "panelist")]),
        ("Guest lecturer: SELA VAIPULU", [("SELA VAIPULU", "panelist")]),
        ("Name: Lan Nguyen", [("Lan Nguyen", "panelist")]),
        ("Keynote: Ana Ruiz", [("Ana Ruiz", "keynote")]),
        ("Panellists: Ana Ruiz; Kofi Mensah; Lan Nguyen\nModerator: Sela Vaipulu", [
            ("Ana Ruiz", "panelist"), ("Kofi Mensah", "panelist"), ("Lan Nguyen", "panelist"),
            ("Sela Vaipulu", "moderator"),
        ]),
        ("Chief guest: Ana Ruiz\nChair: Kofi Mensah", [("Ana Ruiz", "guest_of_honour"), ("Kofi Mensah", "chair")]),
        ("Place: the pier\nBy: Ana Ruiz", [("Ana Ruiz", "panelist")]),
    ],
)  # fmt: skip
def test_a_label_tells_the_part(lines: str, expected: list[tuple[str, str]]) -> None:
    assert parts_in(HEAD + lines + ABSTRACT) == expected


@pytest.mark.parametrize(
    "lines",
    [
        "Ana Ruiz\nDepartment of Oceans\nUniversity of Suva",
        "ANA RUIZ\nDirector, Mekong Institute",
        "Dr. Ana Ruiz\nUniversity of Suva",
        "Ana Ruiz, University of Suva",
        "Ana Ruiz, Ph.D.\nUniversity of Suva",
    ],
)
def test_a_name_on_a_line_of_its_own_is_a_speakers(lines: str) -> None:
    assert [name.title() for name, _ in parts_in(HEAD + lines + ABSTRACT)] == ["Ana Ruiz"]


def test_a_list_below_a_label_names_speakers_behind_its_bullets() -> None:
    listed = (
        "Keynote speaker\n\nDr Lan Nguyen (Mekong Institute) will open it.\n\nAmong the other speakers\n\n"
        "- Ana Ruiz, a cook, will explain salt.\n\n- Dr Kofi Mensah, on bread.\n\nTickets are sold at the door."
    )
    assert {name for name, _ in parts_in(HEAD + listed + ABSTRACT)} == {"Lan Nguyen", "Ana Ruiz", "Kofi Mensah"}


def test_two_names_on_a_line_are_two_speakers() -> None:
    assert parts_in(HEAD + "Ana Ruiz and Kofi Mensah\nDepartment of Oceans" + ABSTRACT) == [
        ("Ana Ruiz", "panelist"), ("Kofi Mensah", "panelist"),
    ]  # fmt: skip


def test_a_list_below_a_label_names_all() -> None:
    lines = "Who will be there:\n\n- Dr Ana Ruiz, who bakes\n\n- Dr Kofi Mensah, of the Volta Trust\n"
    assert [name for name, _ in parts_in(HEAD + lines + ABSTRACT)] == ["Ana Ruiz", "Kofi Mensah"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ana Ruiz, one of the founders of the Tide Trust, will offer her view.",
        "Ana Ruiz of the Tide Trust will be speaking.",
        "The speaker is Ana Ruiz.",
        "Our guest will be the potter Ana Ruiz.",
        "The Tide Trust presents Ana Ruiz, a potter.",
        "The series goes on with a talk by Ana Ruiz.",
    ],
)
def test_what_is_said_of_who_will_speak(sentence: str) -> None:
    assert [name for name, _ in parts_in(HEAD + sentence + ABSTRACT)] == ["Ana Ruiz"]


def test_the_host_of_a_single_speaker_takes_no_part() -> None:
    assert parts_in(HEAD + "Host: Kofi Mensah\nSpeaker: Ana Ruiz" + ABSTRACT) == [("Ana Ruiz", "panelist")]
    assert parts_in(HEAD + "Host: Kofi Mensah\nSpeakers: Ana Ruiz; Lan Nguyen" + ABSTRACT) == [
        ("Kofi Mensah", "host"), ("Ana Ruiz", "panelist"), ("Lan Nguyen", "panelist"),
    ]  # fmt: skip


def test_who_signs_or_is_to_be_asked_takes_no_part() -> None:
    speaker = HEAD + "Speaker: Ana Ruiz" + ABSTRACT
    assert parts_in(speaker + "\nKofi Mensah\nDepartment of Oceans\n") == [("Ana Ruiz", "panelist")]
    assert parts_in(speaker + "\nFor information contact:\nKofi Mensah\nDepartment of Oceans\n\n" + ABSTRACT) == [
        ("Ana Ruiz", "panelist")
    ]


@pytest.mark.parametrize("title", ["Digital Oceans", "Marine Navigation", "Annual Colloquium", "Baltic Tides"])
def test_a_title_over_a_department_is_no_person(title: str) -> None:
    assert people_of(f"{title}\nDepartment of Oceans\n\nThe baltic tides are low.") == {}


def test_a_room_over_a_house_is_no_person() -> None:
    assert people_of("Porter Wing\nBaker Hall") == {}


def test_lines_and_marks_end_a_name() -> None:
    assert list(people_of("Dr Ana Ruiz\nTides of the Sea")) == ["Ana Ruiz"]
    assert mentions_of("Dr Ana Ruiz CNRS spoke. Ana Ruiz left.") == {"Ana Ruiz": ["Ana Ruiz", "Ana Ruiz"]}
    assert list(people_of("Ana Ruiz Lectures\n\nDr Ana Ruiz spoke.")) == ["Ana Ruiz"]


def test_a_given_name_that_is_a_noun_as_well_begins_a_name() -> None:
    assert list(people_of("There will be a talk by Bill Mensah.")) == ["Bill Mensah"]


def test_words_in_addresses_are_not_written_small() -> None:
    assert "ana" not in written_small(reading_of("She wrote from ana.example.org that day.").words)
    assert {"wrote", "day"} <= written_small(reading_of("She wrote from ana.example.org that day.").words)


def test_what_looks_like_a_subject() -> None:
    assert is_subject(("Digital", "Humanities"), english())
    assert not is_subject(("Ana", "Ruiz"), english())


def test_lines_set_about_one_middle_are_not_joined() -> None:
    text = (
        "                     A seminar on the motion of water in narrow straits\n"
        "                                         Lan Nguyen\n"
        "                               Department of Oceans and Rivers\n\n"
        "The seminar will take place on 3 May in the Harbour Library.\n"
    )
    shown = panelrecord.convert(text.encode(), format="text").to_dict()["source"]["text"]
    assert "straits\nLan Nguyen\nDepartment" in shown.replace("\n\n", "\n")
