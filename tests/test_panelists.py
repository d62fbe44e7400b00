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
    assert found(text)["Ana Ruiz"].descriptions == ("a baker", "poet")


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
