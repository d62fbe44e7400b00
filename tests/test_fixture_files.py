"""The fixtures are sound: what a record calls the article's words stands in the article."""

from __future__ import annotations

import copy
import dataclasses
from typing import Any

import pytest
from fixture_case import Case, article_text, check_case, extension, load_cases

CASES = load_cases()
EVERY_FORMAT = {
    ".md", ".txt", ".html", ".docx", ".odt", ".rtf", ".epub", ".rst", ".org", ".tex", ".wiki", ".jats.xml",
    ".docbook.xml",
}  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.slug)
def test_record_quotes_its_article(case: Case) -> None:
    assert check_case(case) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.slug)
def test_article_has_the_length_of_a_real_one(case: Case) -> None:
    for article in case.articles:
        assert 300 <= len(article_text(article).split()) <= 1300  # the upper bound leaves room for a page's navigation


def test_fixtures_are_many_and_varied() -> None:
    assert len(CASES) >= 16
    single = [case for case in CASES if case.slug != "every-format"]
    assert all(len(case.articles) == 1 for case in single)
    assert len({extension(case.articles[0]) for case in single}) >= 9
    assert sum(case.record["event"] is None for case in CASES) >= 4
    statuses = {case.record["event"]["status"] for case in CASES if case.record["event"]}
    assert statuses == {"held", "announced"}


def test_one_article_stands_in_every_format() -> None:
    case = next(case for case in CASES if case.slug == "every-format")
    assert {extension(article) for article in case.articles} == EVERY_FORMAT


def _with(case: Case, path: tuple[str | int, ...], value: Any) -> Case:
    record = copy.deepcopy(case.record)
    place: Any = record
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return dataclasses.replace(case, record=record)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("event", "name"), "words that nobody wrote"),
        (("event", "type"), "picnic"),
        (("date", "edtf"), "2024-13-45"),
        (("venue", "locality"), "Atlantis"),
        (("panelists", 0, "name"), "Nemo Nobody"),
        (("panelists", 0, "part"), "bystander"),
        (("positions", 0, "panelists"), ["Nemo Nobody"]),
        (("positions", 0, "statement"), "words that nobody spoke"),
        (("positions", 0, "cue"), "chanted"),
        (("positions", 0, "mode"), "mixed"),
        (("author_bios", 0, "text"), "A biography that stands nowhere."),
        (("source", "title"), "A headline that stands nowhere"),
    ],
)
def test_check_finds_what_the_article_does_not_say(path: tuple[str | int, ...], value: Any) -> None:
    case = next(case for case in CASES if case.slug == "every-format")
    single = dataclasses.replace(case, articles=case.articles[:1])
    assert check_case(single) == []
    assert check_case(_with(single, path, value)) != []
