"""Dates, names, languages and addresses as metadata writes them."""

from __future__ import annotations

import pytest

from panelrecord.source.dates import iso_date
from panelrecord.source.values import author_names, words_of


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2013-11-16", "2013-11-16"),
        ("2013-11-16 22:10 UTC", "2013-11-16"),
        ("2016-03-03 23:30:00 -5", "2016-03-03"),
        ("2013-11-16T22:10:05.123Z", "2013-11-16"),
        ("2013/1/6", "2013-01-06"),
        ("20131116", "2013-11-16"),
        ("20131116T221005", "2013-11-16"),
        ("January 01 2020", "2020-01-01"),
        ("Jan. 1, 2020", "2020-01-01"),
        ("Published: 1st May 2021 at 3pm", "2021-05-01"),
        ("21 April 2022", "2022-04-21"),
        ("2nd of September, 2022", "2022-09-02"),
        ("Thu, 21 Apr 2022 14:46:12 -0400", "2022-04-21"),
        ("Thu Apr 21 14:46:12 UTC 2022", "2022-04-21"),
        ("21/04/2022", "2022-04-21"),
        ("04-21-2022", "2022-04-21"),
        ("5.5.2022", "2022-05-05"),
        ("3/4/2021", None),
        ("2021-13-45", None),
        ("2021-02-29", None),
        ("2021-04", None),
        ("April 2021", None),
        ("Spring", None),
        ("true", None),
        ("", None),
        ("call 20131116221 now", None),
        ("mayor 5 2020", None),
    ],
)
def test_dates(written: str, expected: str | None) -> None:
    assert iso_date(written) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Ana Ruiz", ("Ana Ruiz",)),
        ("by Ana Ruiz", ("Ana Ruiz",)),
        ("Byron Lee", ("Byron Lee",)),
        ("Ana Ruiz, Tom Lee & Mo van Ek", ("Ana Ruiz", "Tom Lee", "Mo van Ek")),
        ("Ana Ruiz; Tom Lee", ("Ana Ruiz", "Tom Lee")),
        ("Ruiz, Ana", ("Ruiz, Ana",)),
        ("Ana Ruiz, PhD", ("Ana Ruiz, PhD",)),
        ("Ministry of Trade and Industry", ("Ministry of Trade and Industry",)),
        ("Sam Dale Jr.", ("Sam Dale Jr.",)),
        ("Written by Ana Ruiz.", ("Ana Ruiz",)),
        ("[Ana Ruiz](https://example.org)", ("Ana Ruiz",)),
        ("<b>Ana</b> O&#39;Neill", ("Ana O'Neill",)),
        ({"name": "Ana Ruiz", "email": "a@example.org"}, ("Ana Ruiz",)),
        ([{"name": ["Ana Ruiz"]}, "Mo Ek"], ("Ana Ruiz", "Mo Ek")),
        ("ana@example.org", ()),
        ("@ana", ()),
        ("Administrator", ()),
        ("12", ()),
        (True, ()),
        (None, ()),
        ([[[[["deep"]]]]], ()),
    ],
)
def test_author_names(value: object, expected: tuple[str, ...]) -> None:
    assert author_names(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Educators&#58; ready", "Educators: ready"),
        ("A &amp;amp; B", "A & B"),
        ("  two\n lines ", "two lines"),
        (2020, "2020"),
        ("---", None),
        ("x" * 600, None),
        (["list"], None),
    ],
)
def test_words(value: object, expected: str | None) -> None:
    assert words_of(value) == expected
