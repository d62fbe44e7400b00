"""Dates and times of day: which words are read as one, and the value that they are given."""

from __future__ import annotations

from datetime import date

import pytest

from panelrecord.annotate import dates
from panelrecord.annotate.dates import DateMention
from panelrecord.annotate.examples import document_of
from panelrecord.annotate.points import Clock, Point, edtf, moved, settle, weekday_near
from panelrecord.annotate.sentences import cut
from panelrecord.annotate.streams import stream
from panelrecord.packs import load
from panelrecord.packs.grammar import grammar
from panelrecord.validate.formats import is_edtf, is_partial_date_time

WEDNESDAY = date(2019, 9, 18)


def read(text: str, published: date | None = None) -> list[tuple[str, DateMention]]:
    language = grammar(load())
    words = cut(text, ((block.start, block.end) for block in document_of(text).blocks), language)
    found = dates.find(words, stream(words, language), language, published)
    return [(text[slice(*words.span(one.first, one.last))], one) for one in found]


def values(text: str, published: date | None = None) -> list[tuple[str | None, str | None]]:
    return [(one.start, one.end) for _, one in read(text, published)]


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("It opened on September 14, 2019.", "2019-09-14"),
        ("It opened on 14 September 2019.", "2019-09-14"),
        ("It opened on the 14th of September, 2019.", "2019-09-14"),
        ("It opened on Saturday, September 14th, 2019.", "2019-09-14"),
        ("It opened on Sat. 14 Sept. 2019.", "2019-09-14"),
        ("It opened on 14/09/2019.", "2019-09-14"),
        ("It opened on 9/14/2019.", "2019-09-14"),
        ("It opened on 14.09.2019.", "2019-09-14"),
        ("It opened on 14-09-2019.", "2019-09-14"),
        ("It opened on the 14th, September, 2019.", "2019-09-14"),
        ("It opened on 2019-09-14.", "2019-09-14"),
        ("Dates: 14-Sep-19", "2019-09-14"),
        ("Dates: 5-Oct-95", "1995-10-05"),
        ("It opened in September 2019.", "2019-09"),
        ("It opened in 2019.", "2019"),
        ("It opened on 29 February 2020.", "2020-02-29"),
        ("It opens on September 14, 2019 at 3:30 p.m.", "2019-09-14T15:30"),
        ("It opens at 15:00 on 14 September 2019.", "2019-09-14T15:00"),
    ],
)
def test_stated_dates(text: str, start: str) -> None:
    assert values(text) == [(start, None)]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("It ran 17-19 Sept, 2003.", "2003-09-17", "2003-09-19"),
        ("It ran from September 17 to 19, 2003.", "2003-09-17", "2003-09-19"),
        ("It ran on 17, 18 and 19 September 2003.", "2003-09-17", "2003-09-19"),
        ("It ran between 3 and 5 May 2003.", "2003-05-03", "2003-05-05"),
        ("It ran from November 18, 2013 to November 19, 2013.", "2013-11-18", "2013-11-19"),
        ("It ran from 30 December to 2 January 2014.", "2013-12-30", "2014-01-02"),
        ("It ran from June to August 2019.", "2019-06", "2019-08"),
        ("He led it from 1994 to 1998.", "1994", "1998"),
        ("the 2019–20 season", "2019", "2020"),
        ("Come on 6 May 2021, 10am–4pm.", "2021-05-06T10:00", "2021-05-06T16:00"),
        ("Come from 6:30 to 8 p.m. on 6 May 2021.", "2021-05-06T18:30", "2021-05-06T20:00"),
    ],
)
def test_ranges(text: str, start: str, end: str) -> None:
    assert values(text) == [(start, end)]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Doors open at 3:30 p.m.", "T15:30", None),
        ("Doors open at 3.30pm.", "T15:30", None),
        ("Doors open at 3:30.", "T15:30", None),
        ("Doors open at 03:30.", "T03:30", None),
        ("Doors open at noon.", "T12:00", None),
        ("Doors open at 12 noon.", "T12:00", None),
        ("Doors open at 12 am.", "T00:00", None),
        ("Doors open at 4 o'clock.", "T16:00", None),
        ("Doors open at 9 in the morning.", "T09:00", None),
        ("Fall in at 1530 hrs.", "T15:30", None),
        ("Time: 3:30 - 5:00 PM", "T15:30", "T17:00"),
        ("Time: 10:30 - 12:00 PM", "T10:30", "T12:00"),
        ("Time: 11:00 - 1:20", "T11:00", "T13:20"),
        ("Time: 9am-noon", "T09:00", "T12:00"),
    ],
)
def test_times_of_day(text: str, start: str, end: str | None) -> None:
    assert values(text) == [(start, end)]


def test_a_time_said_without_its_half_has_the_half_that_it_has_elsewhere() -> None:
    assert values("Supper at 7:30 p.m. is free.\n\nTime: 7:30") == [("T19:30", None), ("T19:30", None)]


@pytest.mark.parametrize(
    "text",
    [
        "You may go, and March they did.",
        "April Jones drove a car to Sunday School.",
        "Version 2.14.2019.3 is out.",
        "He is 19 and paid $1950 to 2000 people in Room 1901.",
        "Call (630) 668-3838 or 555-2010.",
        "They won 3-2 and 21-19.",
        "See page 1999.",
        "The 1800 model sold well.",
        "It was drawn by April Smith.",
        "The ratio is 3:2, or 3.30 to one.",
        "The 1990s were long.",
        "Black Friday sales began.",
        "We meet every Monday.",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert values(text) == []


def test_a_day_that_does_not_exist_is_not_read() -> None:
    assert values("It fell on February 30, 2019.") == [(None, None), ("2019", None)]
    assert values("It fell on 29/02/2019.") == []


def test_a_range_that_runs_backwards_is_none() -> None:
    assert values("It ran 17-3 May 2019.") == [("2019-05-03", None)]
    assert values("It ran 17-3 May.", WEDNESDAY) == [("2019-05-03", None)]


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("The bench rose on Monday.", "2019-09-16"),
        ("The bench rose on Wednesday.", "2019-09-18"),
        ("The bench rose last Wednesday.", "2019-09-11"),
        ("The bench will sit on Monday.", "2019-09-23"),
        ("The bench sits next Wednesday.", "2019-09-25"),
        ("“We will win,” he said on Monday.", "2019-09-16"),
        ("The bench rose yesterday.", "2019-09-17"),
        ("The bench sits today.", "2019-09-18"),
        ("The bench sits tomorrow.", "2019-09-19"),
        ("The bench rose two days ago.", "2019-09-16"),
        ("It closed last month.", "2019-08"),
        ("It closes next year.", "2020"),
        ("It closed a year ago.", "2018"),
        ("It closed last April.", "2019-04"),
        ("It closed last December.", "2018-12"),
        ("It closed in April last year.", "2018-04"),
        ("It closed on the 5th of this month.", "2019-09-05"),
        ("It closed on September 14.", "2019-09-14"),
        ("It closed on December 28.", "2018-12-28"),
        ("It will close on December 28.", "2019-12-28"),
        ("It closed in November.", "2018-11"),
        ("It will close in November.", "2019-11"),
        ("It closed on Friday, December 28.", "2018-12-28"),
        ("It falls on Saturday, December 28.", "2019-12-28"),
    ],
)
def test_relative_dates_are_told_from_the_publication(text: str, start: str) -> None:
    [(_, mention)] = read(text, WEDNESDAY)
    assert (mention.start, mention.resolved) == (start, True)
    [(_, mention)] = read(text, None)
    assert (mention.start, mention.edtf, mention.resolved) == (None, None, False)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("They met on Monday and Tuesday last.", "2019-09-16", "2019-09-17"),
        ("They met last Thursday and Friday.", "2019-09-12", "2019-09-13"),
        ("They met on Thursday and Friday last week.", "2019-09-12", "2019-09-13"),
        ("They met on Monday last week.", "2019-09-09", None),
        ("They met last week Monday.", "2019-09-09", None),
        ("They meet on Thursday this week.", "2019-09-19", None),
        ("They meet on Monday next week.", "2019-09-23", None),
        ("They met on Monday the 9th.", "2019-09-09", None),
    ],
)
def test_weekdays_of_a_week(text: str, start: str, end: str | None) -> None:
    assert values(text, WEDNESDAY) == [(start, end)]


def test_weekdays_that_do_not_follow_on_each_other_are_two_days() -> None:
    assert values("They met on Monday and Friday.", WEDNESDAY) == [("2019-09-16", None), ("2019-09-13", None)]


def test_the_only_year_stated_is_that_of_a_day_without_one() -> None:
    assert values("Loom Days 2019 ran from 17 to 19 September.")[-1] == ("2019-09-17", "2019-09-19")
    assert values("In 2011 and in 2019 they met on 17 September.")[-1] == (None, None)
    assert values("In 2011 and in 2019 they met on Tuesday 17 September.")[-1] == ("2019-09-17", None)


def test_doors_open_before_it_begins() -> None:
    assert values("Thursday 19 September, 5.30 for 6pm – 7pm", WEDNESDAY)[-1] == ("T18:00", "T19:00")


def test_a_range_of_weekdays() -> None:
    assert values("It sat Monday to Wednesday.", WEDNESDAY) == [("2019-09-16", "2019-09-18")]


def test_weeks_have_no_value() -> None:
    [(words, mention)] = read("They met last week.", WEDNESDAY)
    assert (words, mention.start, mention.precision) == ("last week", None, "week")


def test_other_dates_of_the_text_decide() -> None:
    assert values("It opened on 3 May 2019. It closed two days later, on the 5th.") == [
        ("2019-05-03", None),
        ("2019-05-05", None),
        ("2019-05-05", None),
    ]
    assert values("It opened on 3 May 2019. It closed on 9 May.")[1] == ("2019-05-09", None)
    assert values("It opened on 3 May 2019 and on 3 May 2018. It closed on 9 May.")[2] == (None, None)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("It opened on 3/4/2019.", "2019-04-03"),
        ("It opened on 3/4/2019 and closed on 9/30/2019.", "2019-03-04"),
        ("It opened on 3/4/2019, closed on 30/9/2019 and reopened on June 3, 2020.", "2019-04-03"),
        ("It opened on 3/4/2019, March 4, 2019 to be plain.", "2019-03-04"),
        ("It opened on 3/4/2019 and closed on June 3, 2020.", "2019-03-04"),
        ("It opened on 3/4/2019 and closed on 3 June 2020.", "2019-04-03"),
    ],
)
def test_the_order_of_day_and_month(text: str, start: str) -> None:
    assert values(text)[0] == (start, None)


def test_an_order_that_nothing_else_decides_is_that_of_the_nearer_day() -> None:
    assert values("It opened on 9/10/2019.", WEDNESDAY) == [("2019-10-09", None)]
    assert values("It opened on 9/12/2019.", WEDNESDAY) == [("2019-09-12", None)]
    assert values("It opened on 12/9/2019.", WEDNESDAY) == [("2019-09-12", None)]
    assert values("It opened on 9/12/1987.", WEDNESDAY) == [("1987-12-09", None)]


def test_a_line_with_the_day_of_writing_goes_before_the_day_of_the_page() -> None:
    text = "Growers meet\n\nOct. 18, 2010\n\nTwo hundred growers from the whole coast met in the old barn on Friday."
    [_, (_, mention)] = read(text, date(2020, 1, 1))
    assert (mention.start, mention.resolved) == ("2010-10-15", False)


def test_a_line_that_begins_with_posted_gives_the_day_of_writing_where_no_other_is_known() -> None:
    text = "Two hundred growers from the whole coast met in the old barn in March.\n\nPosted on 27 April 2021"
    assert values(text)[0] == ("2021-03", None)
    assert values(text, date(2020, 1, 1))[0] == ("2019-03", None)


def test_values_keep_to_their_formats() -> None:
    text = "On Friday, 3 May 2019, 3 to 5 p.m., in May, in 1999, on 4 June 2019 at noon and from 3 to 5 July 2019."
    found = [mention for _, mention in read(text, WEDNESDAY)]
    assert len(found) == 5
    for mention in found:
        assert mention.edtf is not None
        assert is_edtf(mention.edtf)
        assert all(is_partial_date_time(value) for value in (mention.start, mention.end) if value)


@pytest.mark.parametrize(
    ("start", "end", "expression"),
    [
        ("2019-09", None, "2019-09"),
        ("2019-09-14", "2019-09-16", "2019-09-14/2019-09-16"),
        ("2019-09-14T15:00", None, "2019-09-14T15:00:00"),
        ("2019-09-14T15:00", "2019-09-14T17:00", "2019-09-14"),
        ("2019-09-14T15:00", "2019-09-16T17:00", "2019-09-14/2019-09-16"),
        ("T15:00", None, None),
    ],
)
def test_edtf(start: str, end: str | None, expression: str | None) -> None:
    assert edtf(start, end) == expression


def test_the_ends_of_the_calendar() -> None:
    assert moved(Point(9999), 1, "year") is None
    assert moved(Point(9999, 12), 1, "month") is None
    assert moved(Point(9999, 12, 31), 1, "day") is None
    assert moved(Point(2020, 2, 28), 2, "day") == Point(2020, 3, 1)
    assert values("It closes a million years later. In 2019 it was 99999999 years ago.", WEDNESDAY)[0][0] is not None


def test_halves_of_the_day_run_forward() -> None:
    assert settle(Clock(11, 0, None), Clock(1, 0, "pm").at("pm")) == (Clock(11, 0, "am"), Clock(13, 0, "pm"))
    assert settle(Clock(15, 30, "24"), Clock(5, 0, None)) == (Clock(15, 30, "24"), Clock(17, 0, "pm"))


def test_weekday_near() -> None:
    assert weekday_near(2, WEDNESDAY, 0) == WEDNESDAY
    assert weekday_near(2, WEDNESDAY, -1) == date(2019, 9, 11)
    assert weekday_near(2, WEDNESDAY, 1) == date(2019, 9, 25)
    assert weekday_near(1, WEDNESDAY, -2) == date(2019, 9, 17)
