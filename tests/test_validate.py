"""Records and annotations against their contract: what is kept passes, what is broken is named by JSON pointer."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

import panelrecord
from panelrecord import schemas
from panelrecord.errors import RecordInvalid
from panelrecord.model import Annotations, Notice, Record
from panelrecord.validate import violations
from panelrecord.validate.formats import FORMATS, is_edtf, is_partial_date_time
from panelrecord.validate.shape import first_look


def changed(document: dict[str, Any], pointer: str, value: Any) -> dict[str, Any]:
    """The document with one value replaced."""
    document = copy.deepcopy(document)
    *steps, last = pointer.strip("/").split("/")
    part: Any = document
    for step in steps:
        part = part[int(step)] if isinstance(part, list) else part[step]
    part[int(last) if isinstance(part, list) else last] = value
    return document


def test_a_good_record_passes_in_every_form(record: Record) -> None:
    for form in (record, record.to_dict(), record.to_json(), record.to_json(indent=None)):
        panelrecord.validate(form)


def test_good_annotations_pass_in_every_form(annotated: Annotations) -> None:
    for form in (annotated, annotated.to_dict(), annotated.to_json()):
        panelrecord.validate(form)


@pytest.mark.parametrize("indent", [None, 0, 2, 3])
def test_json_is_written_as_the_standard_library_writes_it(
    indent: int | None, record: Record, annotated: Annotations
) -> None:
    odd = replace(record, notices=(Notice("odd", None, 'tab\t, "quotes", \\, \x01, é, 𝄞 and\nline ends'),))
    for one in (record, odd, annotated):
        assert one.to_json(indent=indent) == json.dumps(one.to_dict(), ensure_ascii=False, indent=indent) + "\n"


def test_the_least_record_passes(record: Record) -> None:
    least = {**record.to_dict(), "event": None, "date": None, "venue": None}
    least |= {"panelists": [], "positions": [], "author_bios": [], "notices": []}
    for key in ("title", "byline", "published", "language", "url"):
        least = changed(least, f"/source/{key}", None)
    panelrecord.validate(least)


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        ("/schema_version", "1.1"),
        ("/id", ""),
        ("/source/name", "/home/ana/water.txt"),
        ("/source/sha256", "abc"),
        ("/source/text", ""),
        ("/source/published", "16 September 2019"),
        ("/source/published", "2019-09-31"),
        ("/source/url", "furrow dot example"),
        ("/source/language", "in English"),
        ("/event/status", "planned"),
        ("/event/type", "party"),
        ("/event/evidence", []),
        ("/event/name", ""),
        ("/date/start", "2024-13-45"),
        ("/date/start", "14.9.2019"),
        ("/date/edtf", "2024-13-45"),
        ("/date/edtf", "in September"),
        ("/date/resolved_from", "today"),
        ("/venue/online", None),
        ("/venue/evidence", []),
        ("/panelists/0/id", "s1"),
        ("/panelists/0/part", "audience"),
        ("/panelists/0/name", None),
        ("/panelists/0/evidence", []),
        ("/positions/0/mode", "loud"),
        ("/positions/0/spans", []),
        ("/positions/0/cue/start", -1),
        ("/positions/0/cue/end", 1.5),
        ("/positions/0/cue/quote", ""),
        ("/positions/0/cue/rule", "somehow"),
        ("/author_bios/0/emails/0", "ivo at furrow"),
        ("/author_bios/0/links/0", "www.furrow.example"),
        ("/notices/0/code", "Ambiguous Speaker"),
        ("/provenance/packs/0/sha256", "0" * 63),
        ("/provenance/generator", "other 1"),
    ],
)
def test_a_broken_value_is_named(record: Record, pointer: str, value: Any) -> None:
    found = violations(changed(record.to_dict(), pointer, value))
    assert [violation.pointer for violation in found] == [pointer]


def test_a_day_that_does_not_exist_is_refused_in_annotations(annotated: Annotations) -> None:
    broken = changed(annotated.to_dict(), "/dates/0/start", "2024-13-45")
    with pytest.raises(RecordInvalid, match=r"/dates/0/start: \"2024-13-45\" is no partial-date-time"):
        panelrecord.validate(broken)


def test_a_missing_key_and_an_unknown_key_are_named(record: Record) -> None:
    broken = record.to_dict()
    del broken["venue"]
    broken["place"] = None
    assert [str(violation) for violation in violations(broken)] == [
        "the whole: has keys that the schema does not know: place",
        "the whole: lacks venue",
    ]


def test_every_violation_is_named_and_the_input_too(record: Record) -> None:
    broken = changed(changed(record.to_dict(), "/venue/online", "no"), "/date/end", "late")
    with pytest.raises(RecordInvalid) as raised:
        panelrecord.validate(broken)
    assert raised.value.name == "articles/water.txt"
    assert "/venue/online" in raised.value.message
    assert "/date/end" in raised.value.message
    assert "\n" not in str(raised.value)
    assert raised.value.exit_code == 4


def test_a_message_never_quotes_the_whole_article(record: Record) -> None:
    broken = changed(record.to_dict(), "/source", "x" * 10_000)
    assert all(len(violation.message) < 200 for violation in violations(broken))


@pytest.mark.parametrize("shift", [1, -1])
def test_a_span_that_does_not_quote_its_text_is_refused(record: Record, shift: int) -> None:
    document = record.to_dict()
    cue = document["positions"][0]["cue"]
    broken = changed(document, "/positions/0/cue", {**cue, "start": cue["start"] + shift, "end": cue["end"] + shift})
    assert [violation.pointer for violation in violations(broken)] == ["/positions/0/cue"]


def test_a_span_past_the_end_of_the_text_is_refused(record: Record) -> None:
    document = record.to_dict()
    span = document["author_bios"][0]["evidence"][0]
    broken = changed(document, "/author_bios/0/evidence/0/end", span["end"] + 10)
    assert [violation.pointer for violation in violations(broken)] == ["/author_bios/0/evidence/0"]


def test_a_span_of_the_annotations_is_checked_too(annotated: Annotations) -> None:
    broken = changed(annotated.to_dict(), "/people/0/mentions/0/quote", "Lesia Moros")
    assert [violation.pointer for violation in violations(broken)] == ["/people/0/mentions/0"]


@pytest.mark.parametrize(
    ("pointer", "value", "named"),
    [
        ("/positions/0/panelists", ["p2"], "/positions/0/panelists/0"),
        ("/positions/1/statement", "The pumps are old", "/positions/1/statement"),
        ("/positions/1/id", "s1", "/positions/1/id"),
        ("/date/end", "2019-09-13", "/date/end"),
    ],
)
def test_what_no_schema_can_say_is_checked(record: Record, pointer: str, value: Any, named: str) -> None:
    found = violations(changed(record.to_dict(), pointer, value))
    assert [violation.pointer for violation in found] == [named]


def test_an_end_that_is_less_exact_than_the_start_is_no_contradiction(record: Record) -> None:
    assert violations(changed(record.to_dict(), "/date/end", "2019-09")) == ()


@pytest.mark.parametrize(
    ("pointer", "value", "named"),
    [
        ("/attributions/0/person", "p7", "/attributions/0/person"),
        ("/sentences/1", {"start": 5, "end": 90}, "/sentences/1"),
        ("/sentences/1", {"start": 40, "end": 40_000}, "/sentences/1"),
    ],
)
def test_what_no_schema_can_say_of_annotations(annotated: Annotations, pointer: str, value: Any, named: str) -> None:
    found = violations(changed(annotated.to_dict(), pointer, value))
    assert [violation.pointer for violation in found] == [named]


@pytest.mark.parametrize("text", ["", "{", "nonsense"])
def test_text_that_is_no_json_is_refused(text: str) -> None:
    with pytest.raises(RecordInvalid, match="is no JSON"):
        panelrecord.validate(text)


@pytest.mark.parametrize("document", ["null", "[]", "7", "{}", '"record"', '{"sentences": 1}', '{"source": []}'])
def test_json_that_is_no_record_is_refused(document: str) -> None:
    with pytest.raises(RecordInvalid):
        panelrecord.validate(document)
    assert violations(json.loads(document))


@pytest.mark.parametrize(
    "value",
    [
        *("2019", "2019-09", "2019-09-14", "2024-02-29", "-0100", "0000", "Y170000002"),
        *("2019-09-14T15:00:00", "2019-09-14T15:00:00Z", "2019-09-14T15:00:00+05:00"),
        *("2019-21", "1984?", "2004-06~", "2004-06-11%", "198X", "19XX", "2004-XX", "1985-04-XX", "1985-XX-XX"),
        *("2004-06/2004-08-02", "2004/..", "../2004", "2004-01-01/", "/2004"),
    ],
)
def test_edtf(value: str) -> None:
    assert is_edtf(value)


@pytest.mark.parametrize(
    "value",
    [
        *("", "2024-13", "2024-13-45", "2023-02-29", "2019-00", "2019-09-00", "19", "2019-9-14", "14/09/2019"),
        *("2019-25", "2019-21-01", "X019", "1X85", "198X-04", "2004-XX-04", "Y2019", "2019-09-14T15:00"),
        *("2019-09-14T25:00:00", "/", "..", "../..", "2004/2005/2006", "2004-06/2004-13", "\u0662019"),
    ],
)
def test_no_edtf(value: str) -> None:
    assert not is_edtf(value)


@pytest.mark.parametrize("value", ["2019", "2019-09", "2019-09-14", "2019-09-14T15:00", "2024-02-29", "0001-01-01"])
def test_partial_date_time(value: str) -> None:
    assert is_partial_date_time(value)


@pytest.mark.parametrize(
    "value",
    [
        *("", "19XX", "2019-9", "2019-21", "2024-13-45", "2023-02-29"),
        *("2019-09-14T24:30", "2019-09-14T15", "2019-09-14 15:00"),
    ],
)
def test_no_partial_date_time(value: str) -> None:
    assert not is_partial_date_time(value)


def reference(name: str) -> Draft202012Validator:
    """The reference implementation with the same formats."""
    checker = FormatChecker(formats=())
    for name_, holds in FORMATS.items():
        checker.checks(name_)(lambda value, holds=holds: not isinstance(value, str) or holds(value))
    return Draft202012Validator(schemas.load(name), format_checker=checker)


def with_every_leaf_changed(document: Any) -> Iterator[Any]:
    """The document again and again, each time with one value replaced by something odd, or one key lost or added."""
    if isinstance(document, dict):
        yield {**document, "extra": 1}
        for key in document:
            yield {name: value for name, value in document.items() if name != key}
            for changed_value in with_every_leaf_changed(document[key]):
                yield {**document, key: changed_value}
    elif isinstance(document, list):
        yield [*document, None]
        for number, item in enumerate(document):
            for changed_item in with_every_leaf_changed(item):
                yield [*document[:number], changed_item, *document[number + 1 :]]
    else:
        yield from (None, "", "x", "2024-13-45", "2019", 7, -1, 1.5, True, [], {})


@pytest.mark.parametrize("kind", ["record", "annotations"])
def test_who_looks_first_agrees_with_the_reference(kind: str, record: Record, annotated: Annotations) -> None:
    document = (record if kind == "record" else annotated).to_dict()
    validator, passes = reference(kind), first_look(kind)
    verdicts = [(validator.is_valid(odd), passes(odd)) for odd in with_every_leaf_changed(document)]
    assert [one for one, _ in verdicts] == [other for _, other in verdicts]
    assert {one for one, _ in verdicts} == {True, False}
    assert len(verdicts) > 300


@pytest.mark.parametrize("odd", [{1, 2}, object()])
def test_what_no_json_can_hold_is_a_violation(record: Record, odd: Any) -> None:
    assert violations(changed(record.to_dict(), "/source/title", odd))[0].message.startswith("holds what JSON cannot")
