"""Every fixture converts to a valid record, what is right in it stays right; the figures over all keep their floors.

`fixtures/floors.toml` holds both: the floors, and for each fixture the fields that are not yet read as they should be.
``pytest tests/test_fixtures.py --accept`` raises the floors to just below today's figures and takes the fields that are
right by now out of the file; it never lowers a floor or adds a field.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterable
from functools import cache
from typing import Any

import pytest
from fixture_case import FIXTURES, Case, extension, load_cases
from scoring.compare import compare, quoted_exactly
from scoring.expected import article_of, load
from scoring.tally import Scores, total

import panelrecord
from panelrecord.pandoc import find_pandoc

CASES = load_cases()
FILE = FIXTURES / "floors.toml"
FLOORS = tomllib.loads(FILE.read_text(encoding="utf-8"))
MARGIN = 0.005
FORMATS = {
    ".md": "markdown", ".txt": "text", ".html": "html", ".docx": "docx", ".odt": "odt", ".rtf": "rtf", ".epub": "epub",
    ".rst": "rst", ".org": "org", ".tex": "latex", ".wiki": "mediawiki", ".jats.xml": "jats", ".docbook.xml": "docbook",
}  # fmt: skip
PARTS = {
    "source": ("title", "byline", "published"),
    "event": ("status", "name", "type", "topic"),
    "date": ("start", "end", "edtf", "resolved_from"),
    "venue": ("name", "locality", "region", "country", "online"),
}


@cache
def converted(slug: str) -> panelrecord.Record:
    return panelrecord.convert(article_of(FIXTURES / slug))


def values(record: dict[str, Any], people: Iterable[str]) -> dict[str, Any]:
    """A record's values by field, without positions and what describes people; those that are absent are None.

    Each of `people` is a field, whose value is the part taken; all others together are one.
    """
    found = {f"{part}.{key}": (record[part] or {}).get(key) for part, keys in PARTS.items() for key in keys}
    found |= {part: record[part] is not None for part in PARTS}
    organizers = (record["event"] or {}).get("organizers", [])
    found["event.organizers"] = [one["name"] if isinstance(one, dict) else one for one in organizers]
    parts = {person["name"]: person["part"] for person in record["panelists"]}
    found |= {f"panelists/{name}": parts.pop(name, None) for name in people}
    found["panelists.others"] = parts
    for key in ("name", "text", "roles", "emails", "links"):
        found[f"author_bios.{key}"] = [author[key] for author in record["author_bios"]]
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.slug)
def test_the_record_keeps_its_contract(case: Case) -> None:
    panelrecord.validate(converted(case.slug))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.slug)
def test_every_span_quotes_the_text(case: Case) -> None:
    spans, exact = quoted_exactly(converted(case.slug).to_dict())
    assert 0 < spans == exact


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.slug)
def test_the_record_says_what_made_it(case: Case) -> None:
    provenance = converted(case.slug).provenance
    assert provenance.generator == f"panelrecord {panelrecord.__version__}"
    assert provenance.pandoc == find_pandoc().version
    assert [pack.name for pack in provenance.packs] == ["en"]
    assert converted(case.slug).source.format == FORMATS[extension(article_of(FIXTURES / case.slug))]


def compared(case: Case) -> dict[str, tuple[Any, Any]]:
    """For each field what was read and what is expected."""
    people = [person["name"] for person in case.record["panelists"]]
    got, wanted = values(converted(case.slug).to_dict(), people), values(case.record, people)
    return {field: (got[field], wanted[field]) for field in wanted}


def wrong_fields(case: Case) -> list[str]:
    return sorted(field for field, (got, wanted) in compared(case).items() if got != wanted)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.slug)
def test_what_is_right_stays_right(case: Case) -> None:
    lost = [field for field in wrong_fields(case) if field not in FLOORS["open"].get(case.slug, [])]
    assert not lost, "\n".join("{}: got {!r}, expected {!r}".format(field, *compared(case)[field]) for field in lost)


@pytest.fixture(scope="module")
def scores() -> Scores:
    return total(compare(one, converted(one.id).to_dict()) for one in load(FIXTURES))


def test_every_fixture_is_scored(scores: Scores) -> None:
    assert scores.articles == len(CASES)
    assert scores.fields.keys() == FLOORS["f1"].keys()


def reached(scores: Scores) -> dict[str, float]:
    """The figures that have floors."""
    figures = {field: tally.f1 for field, tally in scores.fields.items()}
    return figures | {"mean": scores.mean, "part_accuracy": scores.part_accuracy or 0}


@pytest.mark.parametrize("field", [*FLOORS["f1"], "mean", "part_accuracy"])
def test_no_figure_falls_below_its_floor(field: str, scores: Scores) -> None:
    assert reached(scores)[field] >= FLOORS["f1"].get(field, FLOORS.get(field))


def test_what_is_right_by_now_is_held(scores: Scores, request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--accept"):
        written = "".join(raised(line, reached(scores)) for line in FILE.read_text(encoding="utf-8").splitlines(True))
        FILE.write_text(written, encoding="utf-8")
    known = tomllib.loads(FILE.read_text(encoding="utf-8"))["open"]
    wrong = {case.slug: fields for case in CASES if (fields := wrong_fields(case))}
    right = {slug: sorted(set(fields) - set(wrong.get(slug, []))) for slug, fields in known.items()}
    assert not any(right.values()), "read better now; hold it with pytest tests/test_fixtures.py --accept"


def raised(line: str, figures: dict[str, float]) -> str:
    """A line of the file with its floor raised, or without the fields that are right; empty where none is left."""
    entry = re.match(r'"?(?P<key>[\w.-]+)"? = (?P<value>[\d.]+|\[.*\])', line)
    if entry is None:
        return line
    if not entry["value"].startswith("["):
        now = figures[entry["key"]]
        floor = math.floor((now - MARGIN) * 100) / 100 if now < 1 else 1.0
        return line.replace(entry["value"], str(max(floor, float(entry["value"]))))
    wrong = next((wrong_fields(case) for case in CASES if case.slug == entry["key"]), [])
    left = [field for field in tomllib.loads(line)[entry["key"]] if field in wrong]
    listed = ", ".join(f'"{field}"' for field in left)
    return line.replace(entry["value"], f"[{listed}]") if left else ""


def test_accepting_only_raises() -> None:
    figures = {"mean": 0.876, "event.name": 1.0}
    assert raised("mean = 0.8 # of F1\n", figures) == "mean = 0.87 # of F1\n"
    assert raised("mean = 0.95\n", figures) == "mean = 0.95\n"
    assert raised('"event.name" = 0.5\n', figures) == '"event.name" = 1.0\n'
    assert raised("# a word\n", figures) == "# a word\n"
    assert raised('no-such-fixture = ["event.name"]\n', figures) == ""
