"""Who took part and as what, how they are introduced, and for whom they work."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from reading_of import reading_of

from panelrecord.fields.panelists import panelists, people_by_number, taking_part
from panelrecord.model import Panelist

SAID = "said that bread is dear"


def found(text: str, authors: Sequence[str] = (), aside: Sequence[str] = ()) -> dict[str, Panelist]:
    """The panelists of a text by name; `aside` are the sentences that are not about the event."""
    reading = reading_of(text)
    stretches = [(text.index(part), text.index(part) + len(part)) for part in aside]
    return {one.name: one for one in panelists(reading, taking_part(reading, authors, stretches))}


def parts(text: str, authors: Sequence[str] = (), aside: Sequence[str] = ()) -> dict[str, str]:
    return {name: one.part for name, one in found(text, authors, aside).items()}


# ------------------------------------------------------------- parts


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("The panel was moderated by Ana Ruiz.", "moderator"),
        ("Dr Ana Ruiz moderated the last session.", "moderator"),
        ("The session was chaired by Justice Ana Ruiz.", "chair"),
        ("Dr Ana Ruiz presided over the second half.", "chair"),
        ("The keynote speaker was Ana Ruiz.", "keynote"),
        ("Dr Ana Ruiz gave the opening keynote.", "keynote"),
        ("The chief guest was Minister Ana Ruiz.", "guest_of_honour"),
        ("The fair was inaugurated by Ana Ruiz.", "guest_of_honour"),
        ("The evening was hosted by Ana Ruiz.", "host"),
        ("The walk was organised by Dr Ana Ruiz.", "organizer"),
        ("Among the panelists was Ana Ruiz, a cook.", "panelist"),
        ("Dr Ana Ruiz will speak on broth.", "panelist"),
        ("The hall heard a lecture on wells by Ana Ruiz.", "panelist"),
        ("It was attended by the mayor, Ana Ruiz.", "participant"),
        (f"Dr Ana Ruiz {SAID}.", "panelist"),
    ],
)
def test_the_words_that_give_a_part(text: str, part: str) -> None:
    assert parts(text) == {"Ana Ruiz": part}


@pytest.mark.parametrize(
    ("text", "part"),
    [
        (f"Dr Ana Ruiz {SAID}. The debate was moderated by Ruiz.", "moderator"),
        ("Dr Ana Ruiz moderated the debate. Dr Ana Ruiz gave the keynote.", "moderator"),
        ("Dr Ana Ruiz chaired the debate. Dr Ana Ruiz gave the keynote.", "keynote"),
        ("The fair was attended by Dr Ana Ruiz. Dr Ana Ruiz will speak on broth.", "panelist"),
    ],
)
def test_of_several_parts_the_most_telling_counts(text: str, part: str) -> None:
    assert parts(text) == {"Ana Ruiz": part}


def test_a_row_of_people_takes_part_alike() -> None:
    text = "Among the panelists were Ana Ruiz, Kofi Mensah of the Mekong Institute and the poet Tom Lee."
    assert parts(text) == dict.fromkeys(("Ana Ruiz", "Kofi Mensah", "Tom Lee"), "panelist")


def test_whoever_only_explains_somebody_in_a_row_does_not() -> None:
    text = "Among the panelists were Ana Ruiz, a pupil of Dr Tom Lee, and Kofi Mensah."
    assert parts(text) == dict.fromkeys(("Ana Ruiz", "Kofi Mensah"), "panelist")


@pytest.mark.parametrize(
    "text",
    [
        "Dr Ana Ruiz was born in Ponce.",
        f"Officials {SAID}. They criticised Dr Ana Ruiz.",
        "The minister, Dr Ana Ruiz, was invited but did not come.",
    ],
)
def test_whoever_is_only_talked_about_takes_no_part(text: str) -> None:
    assert parts(text) == {}


def test_whoever_is_retold_takes_no_part() -> None:
    text = "Dr Ana Ruiz said that Kofi Mensah, a baker, had argued that bread is dear."
    assert parts(text) == {"Ana Ruiz": "panelist"}


def test_an_author_takes_part_only_where_a_rule_says_so() -> None:
    text = f"Dr Ana Ruiz {SAID}. Dr Kofi Mensah {SAID}."
    assert parts(text, ["Ana Ruiz"]) == {"Kofi Mensah": "panelist"}
    assert parts(text, ["ana ruiz", "Tom Lee"]) == {"Kofi Mensah": "panelist"}
    assert parts("The panel was moderated by Dr Ana Ruiz.", ["Ana Ruiz"]) == {"Ana Ruiz": "moderator"}


def test_notes_about_authors_give_no_part() -> None:
    note = "Dr Kofi Mensah said that he writes at night."
    text = f"Dr Ana Ruiz {SAID}. {note}"
    assert parts(text) == dict.fromkeys(("Ana Ruiz", "Kofi Mensah"), "panelist")
    assert parts(text, aside=[note]) == {"Ana Ruiz": "panelist"}


# ------------------------------------------------------------- in the record


def test_they_stand_in_the_order_of_their_first_mention() -> None:
    text = f"Dr Kofi Mensah listened to Dr Ana Ruiz. Ruiz {SAID}. The debate was moderated by Mensah."
    assert [(one.id, one.name) for one in found(text).values()] == [("p1", "Kofi Mensah"), ("p2", "Ana Ruiz")]


def test_ids_are_those_of_the_record() -> None:
    reading = reading_of(f"Dr Tom Lee slept. Dr Ana Ruiz {SAID}. Dr Kofi Mensah {SAID}.")
    taking = taking_part(reading, [])
    numbers = people_by_number(reading.people, taking)
    assert {reading.people[number].name: one for number, one in numbers.items()} == {
        one.name: one.id for one in panelists(reading, taking)
    }


def test_evidence_holds_names_pronouns_and_the_words_that_give_the_part() -> None:
    text = f"Dr Ana Ruiz, a baker, {SAID}. She added that rice is dear. The debate was moderated by Ruiz."
    one = found(text)["Ana Ruiz"]
    assert [span.quote for span in one.evidence] == ["Ana Ruiz", "a baker", "She", "Ruiz"]
    assert all(text[span.start : span.end] == span.quote for span in one.evidence)
    assert one.evidence[-1].rule == "en.part.moderated-by"


def test_descriptions_are_given_once() -> None:
    text = f"Ana Ruiz, a baker, came. Ana Ruiz, a baker, {SAID}. The poet Ana Ruiz wept."
    assert found(text)["Ana Ruiz"].descriptions == ("a baker", "The poet")


@pytest.mark.parametrize(
    ("description", "wanted"),
    [
        ("director of the Mekong Institute", ("Mekong Institute",)),
        ("a lecturer at Gomoa University College", ("Gomoa University College",)),
        ("who teaches at the Mekong Institute and writes for the Dawn", ("Mekong Institute", "Dawn")),
        ("FAO Director", ("FAO",)),
        ("Google engineer", ("Google",)),
        ("Coastal Engineer", ()),
        ("a baker in Ponce", ()),
        ("Minister of Health", ()),
        ("a baker", ()),
    ],
)
def test_affiliations_are_the_organisations_in_descriptions(description: str, wanted: tuple[str, ...]) -> None:
    assert found(f"Ana Ruiz, {description}, {SAID}.")["Ana Ruiz"].affiliations == wanted


@pytest.mark.parametrize(
    ("description", "wanted"),
    [
        ("secretary of the irrigation department", ("irrigation department",)),
        (
            "a nurse in the burns unit of the district headquarters hospital",
            ("burns unit of the district headquarters hospital",),
        ),
        ("director of the Omani gene bank at Nizwa", ("Omani gene bank",)),
        ("director of the Clyde Air Partnership", ("Clyde Air Partnership",)),
        ("president of the Social Justice Network", ("Social Justice Network",)),
        ("a member of the Weavers’ Sangsad", ("Weavers’ Sangsad",)),
        ("Divisional Secretary of Ponce", ()),
        ("a farmer from Ponce", ()),
        ("who speaks for the women of the hamlet of Ponce", ()),
        ("Emeritus Professor of Zoology", ()),
        ("Vice-Chancellor of the University", ()),
        ("Deputy Vice-Chancellor (Administration)", ()),
        ("ICT consultant", ()),
        ("director of the board", ()),
    ],
)
def test_an_organisation_is_told_from_a_place_a_subject_and_a_charge(description: str, wanted: tuple[str, ...]) -> None:
    assert found(f"Ana Ruiz, {description}, {SAID}.")["Ana Ruiz"].affiliations == wanted


@pytest.mark.parametrize(
    "text",
    [
        "The minister, Dr Kofi Mensah, was to be chief guest but did not turn up.",
        "Dr Kofi Mensah, who was to give the keynote, sent his apologies.",
        "Dr Kofi Mensah and Dr Lan Nguyen, speakers of the day, could not attend.",
        "Dr Kofi Mensah had said last week that bread is cheap.",
        "In an interview Dr Kofi Mensah said that bread is cheap. He added that rice is dear.",
        "When contacted, Dr Kofi Mensah said that bread is cheap.",
        "The mayor, Dr Kofi Mensah, could not make it to the fair because of fog.",
    ],
)
def test_who_was_not_there_is_no_panelist(text: str) -> None:
    assert parts(f"Dr Ana Ruiz {SAID}.\n\n{text}") == {"Ana Ruiz": "panelist"}


def test_who_also_spoke_there_is_one() -> None:
    text = f"Dr Ana Ruiz {SAID}.\n\nIn an interview Dr Ana Ruiz said that bread is cheap."
    assert parts(text) == {"Ana Ruiz": "panelist"}


def test_who_sent_a_deputy_keeps_what_the_deputy_said_for_him() -> None:
    text = f"Dr Ana Ruiz, who could not attend, was represented by her deputy, Dr Kofi Mensah. Dr Ana Ruiz {SAID}."
    assert parts(text) == {"Ana Ruiz": "panelist", "Kofi Mensah": "panelist"}


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Among others, Mr Ana Ruiz, Mr Kofi Mensah and Mr Lan Nguyen also spoke.", "panelist"),
        ("The clerk, Ana Ruiz, the vicar, Kofi Mensah, and Lan Nguyen were present.", "participant"),
        ("Others in attendance were Mrs Ana Ruiz, the bursar, Mr Kofi Mensah, and Mr Lan Nguyen.", "participant"),
    ],
)
def test_a_row_takes_the_part_that_its_verb_gives(text: str, part: str) -> None:
    assert parts(text) == dict.fromkeys(("Ana Ruiz", "Kofi Mensah", "Lan Nguyen"), part)


@pytest.mark.parametrize(
    "name", ["Comrade Wednesday Okpara", "Mr Sunday Adeyemi", "Pastor Friday Eze", "Mr Okoro Sunday Ibe"]
)
def test_a_weekday_behind_a_title_is_a_given_name(name: str) -> None:
    assert list(parts(f"{name} {SAID}.")) == [name.split(" ", 1)[1]]


def test_a_weekday_is_a_weekday() -> None:
    assert list(parts(f"On Sunday Dr Ana Ruiz {SAID}.")) == ["Ana Ruiz"]


def test_a_clause_within_a_row_adds_nobody_to_it() -> None:
    text = "The speakers were Dr Ana Ruiz, who studied under Dr Tom Lee, and Dr Kofi Mensah."
    assert parts(text) == {"Ana Ruiz": "panelist", "Kofi Mensah": "panelist"}


def test_a_row_ends_with_its_clause() -> None:
    text = "Moderated by Dr Ana Ruiz, the talks were addressed by Dr Kofi Mensah and Dr Lan Nguyen."
    assert parts(text) == {"Ana Ruiz": "moderator", "Kofi Mensah": "panelist", "Lan Nguyen": "panelist"}


@pytest.mark.parametrize(
    ("text", "name", "part"),
    [
        (
            "Delivering the keynote address, the Dean of Law, Prof. Ana Ruiz, said that bread is dear.",
            "Ana Ruiz",
            "keynote",
        ),
        ("Chairman of the occasion, Chief Kofi Mensah, decried the delay.", "Kofi Mensah", "chair"),
        (
            "Guest of honour, the Archbishop of Kaduna, Rev. Kofi Mensah, called for calm.",
            "Kofi Mensah",
            "guest_of_honour",
        ),
        ("Dr Lan Nguyen (economist) and Dr Kofi Mensah were the panellists.", "Lan Nguyen", "panelist"),
        ("One of the trainees, Blessing Aondo, said that she would bake.", "Blessing Aondo", "panelist"),
        ("The seminar was addressed by Advocate Z I Khan Panna.", "Z I Khan Panna", "panelist"),
        ("Minister for Water Resources Zaheed Karim MP said that wells are dry.", "Zaheed Karim", "panelist"),
        ("Abdi Sheikh Noor said that wells are dry.", "Abdi Sheikh Noor", "panelist"),
    ],
)
def test_offices_and_letters_around_a_name(text: str, name: str, part: str) -> None:
    assert parts(text)[name] == part


@pytest.mark.parametrize(
    "phrase",
    [
        "who told the crowd to wait",
        "who insisted that bread is dear",
        "who was represented by his deputy",
        "who presided",
        "the moderator",
        "Professor",
    ],
)
def test_what_somebody_does_there_is_no_description(phrase: str) -> None:
    assert found(f"Dr Ana Ruiz, {phrase}, {SAID}.")["Ana Ruiz"].descriptions == ()
