"""Which of an article's dates is that of its event, and what goes with it into the record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date as Day  # noqa: N812  `date` is the field under test

import pytest

from panelrecord.annotate.examples import document_of
from panelrecord.annotate.reading import read
from panelrecord.fields.date import date
from panelrecord.model import EventDate
from panelrecord.packs import load
from panelrecord.packs.grammar import grammar
from panelrecord.source.article import Metadata


def event_date(text: str, published: str | None = None) -> EventDate | None:
    document = replace(document_of(text), metadata=Metadata(published=published))
    found = date(read(document, grammar(load()), Day.fromisoformat(published) if published else None))
    if found is not None:
        assert found.evidence
        assert all(text[span.start : span.end] == span.quote for span in found.evidence)
        assert list(found.evidence) == sorted(found.evidence, key=lambda span: span.start)
    return found


def start(text: str, published: str | None = None) -> str | None:
    found = event_date(text, published)
    return found.start if found else None


def test_a_date_stated_in_full() -> None:
    found = event_date("A seminar on tides was held at the Harbour Hall in Suva on 14 May 2018.")
    assert found is not None
    assert (found.start, found.end, found.edtf, found.resolved_from) == ("2018-05-14", None, "2018-05-14", None)
    assert [(span.quote, span.rule) for span in found.evidence][-1] == ("14 May 2018", "en.date.day-month")


def test_a_weekday_rests_on_the_publication() -> None:
    text = "Growers and engineers argued over water at a public hearing in the old town hall on Saturday."
    found = event_date(text, "2024-03-11")
    assert found is not None
    assert (found.start, found.resolved_from) == ("2024-03-09", "published")
    assert event_date(text) is None


def test_an_unresolved_day_of_the_event_is_not_replaced_by_another_date() -> None:
    text = (
        "The guild held a seminar on dyes on Tuesday, and eighty weavers came to the hall to hear it. "
        "The hall was opened on 3 May 1987 by the mayor."
    )
    assert event_date(text) is None
    assert start(text, "2024-03-15") == "2024-03-12"


@pytest.mark.parametrize(
    "text",
    [
        "Tides\n\nBy Ana Ruiz | 20 May 2018\n\nA seminar on tides was held at the Harbour Hall on 14 May 2018.",
        "Tides\n\n20 May 2018\n\nA seminar on tides was held at the Harbour Hall on 14 May for all.",
        "A seminar on tides was held at the Harbour Hall on 14 May 2018 for all.\n\nPosted on 20 May 2018",
        "A seminar on tides was held at the Harbour Hall on 14 May 2018. Abstracts were due by 2 May 2018.",
        "A seminar on tides was held at the Harbour Hall on 14 May 2018. Register by 2 May 2018 for the next one.",
        "The strait was charted on 3 June 1902. A seminar on it was held at the Harbour Hall on 14 May 2018.",
        "The speakers at the seminar on 14 May 2018 agreed on little. The last flood came on 3 January 2011.",
    ],
)
def test_the_dates_of_writing_of_deadlines_and_of_history_are_others(text: str) -> None:
    assert start(text, "2018-05-20") == "2018-05-14"


def test_no_date_is_guessed() -> None:
    assert event_date("Five speakers argued at a seminar on tides. The hall dates from 1902.") is None
    assert event_date("Tides\n\n20 May 2018\n\nFive speakers argued at a seminar on tides.", "2018-05-20") is None
    assert event_date("Tides\n\n20 May 2018, 10:40 am\n\nFive argued at a seminar on tides.", "2018-05-20") is None
    assert event_date("Since 3 May 2018 nobody has agreed: five speakers argued on and on.") is None
    assert event_date("Five argued about tides in a hall where a seminar was held in 1902.", "2018-05-20") is None
    assert event_date("Nothing has a date here.") is None


def test_what_the_article_begins_with_goes_before_what_it_comes_to() -> None:
    text = (
        "On Friday, forty dyers came to the barn for a seminar on indigo, and most of them stayed until the evening. "
        "It rained. They ate. They sang. The first seminar was held on 3 May 2023."
    )
    assert start(text, "2024-03-11") == "2024-03-08"


def test_an_announced_event_goes_before_the_last_one() -> None:
    text = (
        "The symposium on boats will take place on Saturday, 12 October 2024, in the Temperance Hall, and it is free. "
        "Bring soup. Bring bread. Bring boots. The last symposium was held on 3 May 2023."
    )
    assert start(text, "2024-09-03") == "2024-10-12"


def test_a_further_event_that_is_to_come_is_another() -> None:
    text = (
        "On Tuesday some seventy of us filled the back room of the Anchor to eat and to argue over builds. "
        "There were three talks. The first was long. The second was short. The third was neither. "
        "The next meetup is on 18 June."
    )
    assert start(text, "2024-05-24") == "2024-05-21"


def test_several_days() -> None:
    found = event_date("The ninth Congress of Dyers (17-19 Sept, 2003) was held in Porto, for dyers.")
    assert found is not None
    assert (found.start, found.end, found.edtf) == ("2003-09-17", "2003-09-19", "2003-09-17/2003-09-19")


def test_a_conference_that_goes_on_on_the_following_day() -> None:
    text = (
        "Two hundred people packed the largest lecture hall on 9 September 2005 to hear the opening speech. "
        "The conference, which took place the following day, had nine workshops."
    )
    found = event_date(text)
    assert found is not None
    assert (found.start, found.end) == ("2005-09-09", "2005-09-10")


def test_the_last_day_may_be_told_apart() -> None:
    found = event_date("The hearing, which opened on Tuesday and runs through Thursday, heard the mayor.", "2024-03-15")
    assert found is not None
    assert (found.start, found.end) == ("2024-03-12", "2024-03-14")


def test_today_and_the_date_behind_it() -> None:
    text = "Teachers must be paid, said Ana Ruiz, who gave the keynote address today (October 6, 2000)."
    found = event_date(text, "2000-10-06")
    assert found is not None
    assert (found.start, found.resolved_from) == ("2000-10-06", None)


def test_a_month_is_better_than_nothing() -> None:
    assert start("At the conference, which took place online in March, two guilds spoke.", "2021-04-27") == "2021-03"


def test_a_dateline() -> None:
    text = "LAHORE, Sept 14: The speakers said that canals must be lined before the next season begins."
    assert start(text, "2019-09-15") == "2019-09-14"


def test_times_go_into_the_value() -> None:
    found = event_date(
        "The library is sponsoring a panel discussion from 6:30 to 8 p.m. on Monday, Dec. 7, upstairs.", "2009-12-03"
    )
    assert found is not None
    assert (found.start, found.end, found.edtf) == ("2009-12-07T18:30", "2009-12-07T20:00", "2009-12-07")
    found = event_date("The lecture on salt will be held on 6 May 2021 in the barn. It starts late.\n\nTime: 7 pm")
    assert found is not None
    assert (found.start, found.edtf) == ("2021-05-06T19:00", "2021-05-06T19:00:00")


def test_a_time_that_bounds_something_else_is_not_the_events() -> None:
    text = "About 140 people came on Tuesday night to a town hall, and by 9 o'clock most had spoken."
    assert start(text, "2023-05-18") == "2023-05-16"


def test_the_lines_of_a_notice_decide() -> None:
    text = (
        "Posted: Ana Ruiz, 28-Oct-93, 10:14\n\nTopic: tides\nDates: 29-Oct-93\nTime: 3:30 - 5:00 PM\nPlace: Room 5\n\n"
        "Last year's seminar on 4 May 1992 was full, so come early if you can, and bring a chair."
    )
    found = event_date(text)
    assert found is not None
    assert (found.start, found.end) == ("1993-10-29T15:30", "1993-10-29T17:00")


def test_the_end_may_be_said_in_another_line() -> None:
    found = event_date("Date: 29 October 1993\nTime: 3:30 pm\n\nFriday, October 29\n3:30-5\nRoom 5")
    assert found is not None
    assert (found.start, found.end) == ("1993-10-29T15:30", "1993-10-29T17:00")


def test_the_date_of_a_letter_is_not_the_events() -> None:
    text = (
        "From: Ana Ruiz\nDate: Thu, 16 Jan 2025\nSubject: tapes\n\n"
        "We announce a workshop on tape, which will be held in Leeds on Thursday 27 February 2025, 13:30-17:00."
    )
    found = event_date(text)
    assert found is not None
    assert (found.start, found.end) == ("2025-02-27T13:30", "2025-02-27T17:00")


def test_a_day_of_the_event_goes_before_its_week() -> None:
    text = "Dr Ana Ruiz spoke at last week's seminar on tides. The two-day seminar (6–7 July) drew a crowd to the hall."
    found = event_date(text, "2023-07-10")
    assert found is not None
    assert (found.start, found.end) == ("2023-07-06", "2023-07-07")


def test_the_days_of_which_the_first_is_told_again() -> None:
    text = (
        "A five-day workshop is being organised by the guild from 6th to 10th February, 2018 in the town. "
        "The opening session was held in the hall on 6th February."
    )
    found = event_date(text, "2018-02-08")
    assert found is not None
    assert (found.start, found.end) == ("2018-02-06", "2018-02-10")
