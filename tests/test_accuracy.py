"""The measure of accuracy: articles small enough for their figures to be worked out by hand."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import accuracy
import pytest
from scoring.compare import compare, quoted_exactly
from scoring.expected import Expected, load
from scoring.people import match
from scoring.report import ALL, as_json, as_text, row
from scoring.tally import Scores, Tally, total
from scoring.words import alike, likeness, name_words

TEXT = (
    "A seminar on wells was held at the Grange Hall in Odesa on 3 May 2021. "
    "Dr Lesia Moroz, a hydrologist at the Delta Institute, said that the wells are dry. "
    "Ivo Petrov said that rain will come. The tanks, he added, are full."
)
GOLD: dict[str, Any] = {
    "id": "wells",
    "input": "wells.txt",
    "text": TEXT,
    "event_report": True,
    "event": {
        "status": "held",
        "names": ["A seminar on wells"],
        "types": ["seminar", "meeting"],
        "topics": ["wells"],
        "organizers": [],
    },
    "date": {"start": "2021-05-03", "end": None},
    "venue": {"names": ["Grange Hall"], "locality": "Odesa", "country": None, "online": False},
    "people": [
        {
            "name": "Lesia Moroz",
            "variants": ["Moroz"],
            "part": "panelist",
            "descriptions": ["a hydrologist at the Delta Institute"],
            "affiliations": [["Delta Institute", "the Delta Institute"]],
        },
        {"name": "Ivo Petrov", "variants": [], "part": "chair", "descriptions": [], "affiliations": []},
    ],
    "positions": [
        {"person": "Lesia Moroz", "mode": "indirect", "content": "the wells are dry", "cue": "said that"},
        {"person": "Ivo Petrov", "mode": "indirect", "content": "rain will come", "cue": "said that"},
    ],
    "authors": [{"name": "Ana Ruiz", "bio": None, "roles": [], "emails": []}],
}


def said(person: str, *pieces: str, mode: str = "indirect") -> dict[str, Any]:
    spans = [{"start": TEXT.index(p), "end": TEXT.index(p) + len(p), "quote": p, "rule": "r"} for p in pieces]
    return {"panelists": [person], "mode": mode, "statement": " … ".join(pieces), "spans": spans}


def record() -> dict[str, Any]:
    """A record in which everything is as expected."""
    return {
        "source": {"text": TEXT},
        "event": {
            "status": "held",
            "name": "seminar on wells",
            "type": "meeting",
            "topic": "wells",
            "organizers": [],
        },
        "date": {"start": "2021-05-03T15:00", "end": "2021-05-03T17:00"},
        "venue": {"name": "the Grange Hall", "locality": "Odesa", "country": None, "online": False},
        "panelists": [
            {
                "id": "p1",
                "name": "Lesia Moroz",
                "part": "panelist",
                "descriptions": ["a hydrologist at the Delta Institute"],
                "affiliations": ["Delta Institute"],
            },
            {"id": "p2", "name": "Ivo Petrov", "part": "chair", "descriptions": [], "affiliations": []},
        ],
        "positions": [said("p1", "the wells are dry"), said("p2", "rain will come")],
        "author_bios": [{"name": "Ana Ruiz", "text": None, "roles": [], "emails": []}],
    }


def expected(tmp_path: Path, **changes: Any) -> Expected:
    path = tmp_path / "wells.gold.json"
    path.write_text(json.dumps(GOLD | changes), encoding="utf-8")
    return load(tmp_path)[0]


def counts(tally: Tally) -> tuple[int, int, int, int]:
    return tally.right, tally.wrong, tally.found, tally.missed


def test_a_record_without_a_mistake_scores_one(tmp_path: Path) -> None:
    scores = compare(expected(tmp_path), record())
    assert scores.mean == 1
    assert scores.part_accuracy == 1
    assert scores.errors == {}
    assert {name: counts(tally) for name, tally in scores.fields.items() if tally.found} == {
        "event_report": (1, 0, 1, 0),
        "event.name": (1, 0, 1, 0),  # three of its words in common with four: 6/7
        "event.status": (1, 0, 1, 0),
        "event.type": (1, 0, 1, 0),
        "event.topic": (1, 0, 1, 0),
        "date.start": (1, 0, 1, 0),
        "venue.name": (1, 0, 1, 0),
        "venue.locality": (1, 0, 1, 0),
        "panelists": (2, 0, 2, 0),
        "panelists.affiliations": (1, 0, 1, 0),
        "positions": (2, 0, 2, 0),
        "positions.words": (7, 0, 7, 0),
        "authors.name": (1, 0, 1, 0),
    }


@pytest.mark.parametrize(
    ("path", "value", "field", "wanted"),
    [
        (("event",), None, "event_report", (0, 0, 0, 1)),
        (("event",), None, "event.name", (0, 0, 0, 1)),
        (("event", "name"), "a dry season", "event.name", (0, 1, 0, 1)),
        (("event", "status"), "announced", "event.status", (0, 1, 0, 1)),
        (("event", "type"), "lecture", "event.type", (0, 1, 0, 1)),
        (("event", "topic"), None, "event.topic", (0, 0, 0, 1)),
        (("event", "organizers"), [{"name": "the Grange"}], "event.organizers", (0, 1, 0, 0)),
        (("date", "start"), "2021-05-04", "date.start", (0, 1, 0, 1)),
        (("date", "end"), "2021-05-05", "date.end", (0, 1, 0, 0)),
        (("venue", "locality"), "Kyiv", "venue.locality", (0, 1, 0, 1)),
        (("panelists", 0, "name"), "Ana Ruiz", "panelists", (1, 1, 1, 1)),
        (("panelists", 0, "name"), "Ana Ruiz", "panelists.affiliations", (0, 0, 0, 1)),
        (("panelists", 0, "affiliations"), ["Grange"], "panelists.affiliations", (0, 1, 0, 1)),
        (("author_bios", 0, "text"), "Ana Ruiz is a baker.", "authors.bio", (0, 1, 0, 0)),
        (("author_bios",), [], "authors.name", (0, 0, 0, 1)),
        (("author_bios", 0, "emails"), ["ana@ruiz.example"], "authors.emails", (0, 1, 0, 0)),
        # both contents lose their person, and with the person all their words
        (("panelists", 0, "name"), "Olena Hrytsak", "positions", (1, 1, 1, 1)),
        (("panelists", 0, "name"), "Olena Hrytsak", "positions.words", (3, 4, 3, 4)),
    ],
)
def test_each_mistake_costs_its_field(
    tmp_path: Path, path: tuple[str | int, ...], value: Any, field: str, wanted: tuple[int, int, int, int]
) -> None:
    changed = copy.deepcopy(record())
    place: Any = changed
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    scores = compare(expected(tmp_path), changed)
    assert counts(scores.fields[field]) == wanted
    assert scores.errors["positions" if field == "positions.words" else field]
    assert scores.mean < 1


def test_where_no_event_is_expected_every_value_is_wrong(tmp_path: Path) -> None:
    scores = compare(expected(tmp_path, event_report=False, event=None, positions=[], people=[]), record())
    assert counts(scores.fields["event_report"]) == (0, 1, 0, 0)
    assert counts(scores.fields["event.name"]) == (0, 1, 0, 0)
    assert counts(scores.fields["panelists"]) == (0, 2, 0, 0)
    assert counts(scores.fields["positions"]) == (0, 2, 0, 0)


def test_a_wrong_part_is_counted_beside_the_fields(tmp_path: Path) -> None:
    changed = record()
    changed["panelists"][1]["part"] = "panelist"
    scores = compare(expected(tmp_path), changed)
    assert scores.parts == (2, 1)
    assert scores.part_accuracy == 0.5
    assert scores.errors["part"] == ["wells: Ivo Petrov: got 'panelist', expected 'chair'"]


def test_a_position_is_right_from_half_of_its_words_on(tmp_path: Path) -> None:
    changed = record()
    changed["positions"] = [said("p1", "the wells are dry"), said("p2", "Petrov said that rain will come")]
    scores = compare(expected(tmp_path), changed)
    assert counts(scores.fields["positions"]) == (2, 0, 2, 0)  # three of six words
    assert counts(scores.fields["positions.words"]) == (7, 3, 7, 0)
    changed["positions"][1] = said("p2", "Ivo Petrov said that rain will come")
    scores = compare(expected(tmp_path), changed)
    assert counts(scores.fields["positions"]) == (1, 1, 2, 0)  # three of seven; that which is expected is all there


def test_one_position_may_be_told_as_two(tmp_path: Path) -> None:
    changed = record()
    changed["positions"] = [said("p1", "the wells"), said("p1", "are dry"), said("p2", "rain will come")]
    scores = compare(expected(tmp_path), changed)
    assert counts(scores.fields["positions"]) == (3, 0, 2, 0)
    assert row(scores.fields["positions"]) == {"p": 1.0, "r": 1.0, "f1": 1.0, "tp": 2, "fp": 0, "fn": 0}


def test_two_persons_together_are_a_group(tmp_path: Path) -> None:
    changed = record()
    changed["positions"][0]["panelists"] = ["p1", "p2"]
    joint = [GOLD["positions"][0] | {"person": "*"}, GOLD["positions"][1]]
    assert compare(expected(tmp_path, positions=joint), changed).fields["positions"].f1 == 1
    assert compare(expected(tmp_path), changed).fields["positions"].f1 == 0.5


def test_the_mode_is_compared_beside(tmp_path: Path) -> None:
    changed = record()
    changed["positions"][0]["mode"] = "mixed"
    scores = compare(expected(tmp_path), changed)
    assert counts(scores.beside["positions.mode"]) == (1, 1, 1, 1)
    assert scores.mean == 1


def test_words_are_aligned_where_the_texts_differ(tmp_path: Path) -> None:
    changed = record()
    shift = len("Menu\n\nHome\n\n")
    changed["source"]["text"] = "Menu\n\nHome\n\n" + TEXT.replace("3 May 2021", "3\u00a0May, 2021")
    for one in changed["positions"]:
        for span in one["spans"]:
            span["start"] += shift + 1
            span["end"] += shift + 1
    scores = compare(expected(tmp_path), changed)
    assert counts(scores.fields["positions.words"]) == (7, 0, 7, 0)
    assert scores.spans == (2, 2)


def test_words_that_only_the_record_has_are_wrong(tmp_path: Path) -> None:
    without = expected(tmp_path, text=TEXT.replace(" rain will come", ""), positions=GOLD["positions"][:1])
    scores = compare(without, record())
    assert counts(scores.fields["positions"]) == (1, 1, 1, 0)
    assert counts(scores.fields["positions.words"]) == (4, 3, 4, 0)


def test_a_repeated_statement_counts_where_it_stands_behind_the_one_before(tmp_path: Path) -> None:
    twice = "The wells are dry. Ivo Petrov said that rain will come. Lesia Moroz said that the wells are dry."
    changed = record() | {"source": {"text": twice}, "positions": []}
    for person, piece in (("p2", "rain will come"), ("p1", "the wells are dry")):
        start = twice.index(piece)
        span = {"start": start, "end": start + len(piece), "quote": piece, "rule": "r"}
        changed["positions"].append({"panelists": [person], "mode": "indirect", "statement": piece, "spans": [span]})
    wanted = expected(tmp_path, text=twice, positions=GOLD["positions"][::-1])
    assert compare(wanted, changed).fields["positions.words"].f1 == 1


def test_spans_that_do_not_quote_the_text_are_found() -> None:
    changed = record()
    changed["positions"][0]["spans"][0]["start"] += 1
    assert quoted_exactly(changed) == (2, 1)


def test_names_match_without_titles_and_each_person_once() -> None:
    people = [("Lesia Moroz", ["Moroz"]), ("Maria Moroz", []), ("Sir Ivo Petrov", [])]
    assert match(["Dr. Lesia Moroz", "Petrov", "Maria Anna Moroz"], people) == {0: 0, 2: 1}
    assert match(["Moroz", "Ivo Petrov", "Lesia Moroz"], people) == {1: 2, 2: 0}
    assert match(["Prof Moroz"], people) == {0: 0}
    assert match([None, "Olena"], [(None, [])]) == {}


def test_likeness_counts_common_words() -> None:
    assert likeness("the red mill", "red mill") == pytest.approx(2 * 2 / 5)
    assert likeness("mill mill", "mill") == pytest.approx(2 / 3)
    assert likeness("Café Ñandú’s", "CAFE nandu's") == 1
    assert likeness("", "") == 0
    assert likeness("a", "b") == 0
    assert alike("red mill", ["blue mill", "the red mill"], 0.8)
    assert not alike(None, ["mill"], 0.1)
    assert name_words("Justice (retd) Tariq Mehmood’s") == ("tariq", "mehmood")
    assert name_words("the President") == ("the",)
    assert name_words("President") == ("president",)


def test_figures_are_summed_over_articles_before_they_are_divided() -> None:
    one = Scores(1, {"panelists": Tally(1, 0, 1, 0)}, parts=(1, 1), spans=(2, 2))
    other = Scores(1, {"panelists": Tally(1, 2, 1, 1), "authors.name": Tally(0, 0, 0, 0)}, parts=(1, 0), spans=(3, 2))
    whole = total((one, other))
    assert whole.articles == 2
    assert row(whole.fields["panelists"]) == {"p": 0.5, "r": 0.6667, "f1": 0.5714, "tp": 2, "fp": 2, "fn": 1}
    assert whole.mean == pytest.approx((4 / 7 + 1) / 2)
    assert (whole.parts, whole.spans) == ((2, 1), (5, 4))


def test_the_table_and_its_errors(tmp_path: Path) -> None:
    changed = record()
    changed["panelists"][0]["name"] = "Olena Hrytsak"
    scores = compare(expected(tmp_path), changed)
    table = as_text(scores)
    assert table.splitlines()[0] == "1 articles; spans exact: 2 of 2; part accuracy: 1.000 (1 of 1)"
    assert "panelists                  0.500   0.500   0.500      1      1      1\n" in table
    assert "Hrytsak" not in table
    assert "  wells: got 'Olena Hrytsak', expected None" in as_text(scores, errors="panelists")
    assert "wrong: ? Olena Hrytsak" not in as_text(scores, errors="panelists")
    assert "wrong: ? Olena Hrytsak: the wells are dry" in as_text(scores, errors=ALL)
    content = json.loads(as_json(scores))
    assert content["fields"]["panelists"] == {"p": 0.5, "r": 0.5, "f1": 0.5, "tp": 1, "fp": 1, "fn": 1}
    assert content["mean"] == round(scores.mean, 4)
    assert content["errors"] == scores.errors


def test_a_folder_of_fixtures_is_read_in_its_own_form(tmp_path: Path) -> None:
    case = tmp_path / "wells"
    case.mkdir()
    (case / "article.html").write_text("<p>no", encoding="utf-8")
    (case / "article.md").write_text(TEXT, encoding="utf-8")
    fixture = record() | {"source": {"title": "Wells", "byline": None, "published": None}}
    fixture["date"] = {"start": "2021-05-03", "end": None}
    fixture["event"]["organizers"] = ["the Grange"]
    fixture["positions"] = [
        {"panelists": ["Ivo Petrov"], "mode": "indirect", "statement": "The tanks … are full"},
    ]
    fixture["panelists"][0]["honorific"], fixture["panelists"][1]["honorific"] = "Dr", None
    (case / "record.json").write_text(json.dumps(fixture), encoding="utf-8")
    (wanted,) = load(tmp_path)
    assert (wanted.id, wanted.article) == ("wells", case / "article.md")
    got = record()
    got["source"] |= {"title": "Wells", "byline": "Ana Ruiz", "published": None}
    got["positions"] = [said("p2", "The tanks", "are full")]
    got["panelists"][0]["honorific"], got["panelists"][1]["honorific"] = "Dr", "Mr"
    scores = compare(wanted, got)
    assert counts(scores.fields["positions.words"]) == (4, 0, 4, 0)  # without «he added»
    assert counts(scores.fields["event.organizers"]) == (0, 0, 0, 1)
    assert counts(scores.beside["source.title"]) == (1, 0, 1, 0)
    assert counts(scores.beside["source.byline"]) == (0, 1, 0, 0)
    assert counts(scores.beside["panelists.honorific"]) == (1, 1, 1, 0)


def test_a_folder_is_converted_and_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "wells.txt").write_text("Wells\n\nBy Ana Ruiz\n\n" + TEXT, encoding="utf-8")
    expected(tmp_path)
    assert accuracy.main([str(tmp_path), "--json"]) == 0
    content = json.loads(capsys.readouterr().out)
    assert content["articles"] == 1
    assert content["spans"]["all"] == content["spans"]["exact"] > 0


def test_a_folder_without_expectations_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert accuracy.main([str(tmp_path)]) == 2
    assert str(tmp_path) in capsys.readouterr().err
    expected(tmp_path)
    assert accuracy.main([str(tmp_path)]) == 2  # the input is missing
    assert "wells.txt" in capsys.readouterr().err
