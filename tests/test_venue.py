"""Where an event was held, and whether it was on line."""

from __future__ import annotations

import pytest

from panelrecord.annotate.examples import document_of
from panelrecord.annotate.reading import read
from panelrecord.fields.event import event
from panelrecord.fields.event_clauses import find
from panelrecord.fields.venue import venue
from panelrecord.model import Venue
from panelrecord.packs import load
from panelrecord.packs.grammar import grammar

REST = "Dr Ana Ruiz addressed the seminar. The participants thanked her."


def venue_of(text: str) -> Venue | None:
    reading = read(document_of(text), grammar(load()))
    subject = find(reading)
    found = venue(reading, event(reading, subject), subject)
    if found is not None:
        assert found.evidence
        assert all(text[span.start : span.end] == span.quote and span.quote for span in found.evidence)
        assert list(found.evidence) == sorted(found.evidence, key=lambda span: span.start)
        assert {span.rule for span in found.evidence} <= load().rules.keys()
    return found


def sure(text: str) -> Venue:
    found = venue_of(text)
    assert found is not None
    return found


def test_no_event_no_venue() -> None:
    reading = read(document_of("She waited at the Grange Hall in Odesa."), grammar(load()))
    subject = find(reading)
    assert venue(reading, event(reading, subject), subject) is None


def test_nothing_said_of_the_place() -> None:
    assert venue_of(f"A seminar on tides was held on Monday. {REST}") is None


@pytest.mark.parametrize(
    ("words", "name", "locality"),
    [
        ("at the Grange Hall in Odesa", "Grange Hall", "Odesa"),
        ("at the Grange Hall, Odesa", "Grange Hall", "Odesa"),
        ("at the Grange Hall, Sea Road, Odesa", "Grange Hall", "Odesa"),
        ("at the Grange Hall, 14 Sea Rise, Odesa", "Grange Hall", "Odesa"),
        ("at the Grange Hall, Laucala, Odesa, on the coast", "Grange Hall", "Odesa"),
        ("at the Levuka village hall", "Levuka village hall", "Levuka"),
        ("in the faculty hall of Loom College", "faculty hall of Loom College", None),
        ("at the Loom College’s Auditorium", "Loom College’s Auditorium", None),
        ("in the Mole Room, Grange Building", "Mole Room, Grange Building", None),
        ("at the old town library", "old town library", None),
        ("at the Levuka Convention Centre", "Levuka Convention Centre", "Levuka"),
        ("in Odesa", None, "Odesa"),
    ],
)
def test_held_somewhere(words: str, name: str | None, locality: str | None) -> None:
    found = sure(f"A seminar on tides was held {words} on Monday. {REST}")
    assert (found.name, found.locality) == (name, locality)


@pytest.mark.parametrize("line", ["LEVUKA: ", "LEVUKA, May 3 -- ", "LEVUKA – "])
def test_the_town_of_a_dateline(line: str) -> None:
    assert sure(f"{line}A seminar on tides was held here on Monday. {REST}").locality == "Levuka"


def test_country_and_region() -> None:
    ghana = sure(f"A seminar on tides was held at the Grange Hall, Elmina, Ghana. {REST}")
    assert (ghana.locality, ghana.country, ghana.region) == ("Elmina", "Ghana", None)
    fiji = sure(f"A seminar on tides was held at the Grange Hall in Fiji. {REST}")
    assert (fiji.name, fiji.locality, fiji.country) == ("Grange Hall", None, "Fiji")
    vermont = sure(f"A seminar on tides was held at the Grange Hall in Barre, Vermont. {REST}")
    assert (vermont.locality, vermont.country, vermont.region) == ("Barre", None, "Vermont")


def test_another_edition_is_elsewhere() -> None:
    found = sure(f"A seminar on tides was held at the Grange Hall. {REST}\n\nThe next seminar will be held in Odesa.")
    assert (found.name, found.locality) == ("Grange Hall", None)


def test_who_met_on_a_day_is_no_place() -> None:
    found = sure(f"On 3 May 2019, the Loom Centre convened a seminar on tides at the Grange Hall. {REST}")
    assert found.name == "Grange Hall"


def test_where_people_travelled_to() -> None:
    assert sure(f"Last week we travelled to Odesa for a seminar on tides. {REST}").locality == "Odesa"


@pytest.mark.parametrize(
    ("line", "name", "locality"),
    [
        ("Mole Room, Level 2, Grange Library, 14 Sea Rise, Odesa", "Mole Room, Level 2, Grange Library", "Odesa"),
        ("Grange Hall, Odesa, and live-streamed", "Grange Hall, Odesa", "Odesa"),
        ("Mole Room, Grange Library", "Mole Room, Grange Library", None),
    ],
)
def test_where_a_notice_says_it_is(line: str, name: str, locality: str | None) -> None:
    found = sure(
        f"A seminar on tides will be held.\n\nWhen: 3 May 2019\nWhere: {line}\n\nDr Ana Ruiz will speak on salt."
    )
    assert (found.name, found.locality) == (name, locality)


def test_the_country_of_the_topic_is_not_that_of_the_event() -> None:
    found = sure(f"A seminar on tides in Fiji was held at the Grange Hall on Monday. {REST}")
    assert (found.name, found.country) == ("Grange Hall", None)


def test_where_somebody_works_is_not_where_they_met() -> None:
    text = (
        "A seminar on tides was held at the Grange Hall on Monday. Dr Ana Ruiz addressed the seminar. The participants "
        "thanked her.\n\nDr Ruiz teaches. She lives well. She has taught for ten years at Loom College in Porto."
    )
    found = sure(text)
    assert (found.name, found.locality) == ("Grange Hall", None)


@pytest.mark.parametrize("words", ["was held online", "was held virtually", "was held over Zoom", "was livestreamed"])
def test_online(words: str) -> None:
    found = sure(f"A seminar on tides {words} on Monday. {REST}")
    assert (found.name, found.online) == (None, True)


def test_a_webinar_is_online() -> None:
    assert sure("A webinar on tides was held on Monday. Dr Ana Ruiz addressed the webinar. The audience slept.").online


def test_a_hall_is_not_online() -> None:
    assert not sure(f"A seminar on tides was held at the Grange Hall. {REST}").online


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("place: Mole Hall 4150", "Mole Hall 4150"),
        ("where: the old barn", "the old barn"),
        ("We meet on Friday, 3 May, at 3 p.m. in Mole Hall 215.", "Mole Hall 215"),
    ],
)
def test_notices(line: str, name: str) -> None:
    text = f"topic: kelp\ntime: 3 p.m.\nspeaker: Ana Ruiz\n{line}\n\nA seminar for all who swim."
    assert sure(text).name == name


@pytest.mark.parametrize(
    ("words", "locality"),
    [
        ("Speaking at a seminar on tides in Odesa on Monday, she wept", "Odesa"),
        ("A seminar on tides was held at Odesa Press Club", "Odesa"),
        ("A seminar on tides was held at the National Press Club", None),
        ("A seminar on tides was held at the University of Odesa", "Odesa"),
        ("A seminar on tides was held at Mole Hall, University of Odesa, on Monday", "Odesa"),
        ("A seminar on tides was held at the University of Engineering", None),
        ("The Deep Tides Seminar (Odesa 2013) was held on Monday", "Odesa"),
        ("ODESA (Staff Report); A seminar on tides was held on Monday", "Odesa"),
        ("Speakers at a seminar on tides in Odesa called for calm", "Odesa"),
    ],
)
def test_towns_in_what_is_said_of_the_event_or_in_its_house(words: str, locality: str | None) -> None:
    found = venue_of(f"The sea is high\n\n{words}. {REST}")
    assert (found.locality if found else None) == locality


def test_the_seat_of_an_organiser_is_not_where_the_event_was() -> None:
    found = venue_of(f"A seminar on tides was organised by the Loom Society in Odesa on Monday. {REST}")
    assert found is None or found.locality is None


def test_a_heading_names_event_and_town() -> None:
    text = f"Deep Tides Seminar (DTS), Odesa.\n\nThis was a two-day seminar. {REST}"
    assert sure(text).locality == "Odesa"


def test_a_sentence_that_only_gave_the_topic_places_nothing() -> None:
    text = (
        "The sea is high\n\nThe seminar was held on Monday. Growers in Apia voiced concern over the price of ice. "
        f"{REST}"
    )
    found = venue_of(text)
    assert found is None or found.locality is None
