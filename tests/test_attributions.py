"""Who is reported to have said what: which reports stand, where their contents begin and end, who speaks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_of import reading_of, said_in

import panelrecord
from panelrecord.annotate.attributions import Attribution

# A text and, for each attribution in it, who speaks and what.
CASES: list[tuple[str, list[tuple[str, str]]]] = [
    # quotations
    ("“We were late,” said Ana Ruiz.", [("Ana Ruiz", "We were late")]),
    ("“The wells are dry,” Dr Kofi Mensah, a farmer, told reporters.", [("Dr Kofi Mensah", "The wells are dry")]),
    ("Ana Ruiz replied: “We will not sell.”", [("Ana Ruiz", "We will not sell")]),
    ("“We were late,” said Ana Ruiz, “and it rained.”", [("Ana Ruiz", "We were late … and it rained")]),
    ("“We were late,” she said in Lahore. “It rained all day.”", [("she", "We were late … It rained all day")]),
    ("The plan “made no sense at all,” Ana Ruiz said.", [("Ana Ruiz", "The plan “made no sense at all,”")]),
    # clauses
    ("Ana Ruiz argued that a levy hurts the poor.", [("Ana Ruiz", "a levy hurts the poor")]),
    ("Ana Ruiz said on Friday that the mill will close.", [("Ana Ruiz", "the mill will close")]),
    ("Farmers in the valley fear another dry year.", [("Farmers in the valley", "another dry year")]),
    ("The mill would close, the owners of it said.", [("the owners of it", "The mill would close")]),
    ("The mill, according to Ana Ruiz, will close.", [("Ana Ruiz", "The mill … will close")]),
    ("The mill, Ana Ruiz said, will close.", [("Ana Ruiz", "The mill … will close")]),
    (
        "According to a survey published in May, half of the wells are dry.",
        [("a survey published in May", "half of the wells are dry")],
    ),
    ("Two polls show the mayor ahead.", [("Two polls", "the mayor ahead")]),
    # further verbs of the same subject
    (
        "Ana Ruiz said the mill was old, adding that it must close.",
        [("Ana Ruiz", "the mill was old"), ("Ana Ruiz", "it must close")],
    ),
    (
        "He denied that he was ill and insisted that he would run.",
        [("He", "he was ill"), ("He", "he would run")],
    ),
    ("By calling for calm, Dr Ana Ruiz won the room.", [("Ana Ruiz", "calm")]),
    # where contents end
    ("While Ana Ruiz says rents are fair, the tenants moved out.", [("Ana Ruiz", "rents are fair")]),
    ("Ana Ruiz criticised the plan during a rally in Leeds.", [("Ana Ruiz", "the plan")]),
    ("Ana Ruiz praised the nurses, while the minister slept.", [("Ana Ruiz", "the nurses")]),
    ("Ana Ruiz said the mill will close in an interview with a paper.", [("Ana Ruiz", "the mill will close")]),
    (
        "Ana Ruiz said rents are fair, but the tenants said they are not.",
        [("Ana Ruiz", "rents are fair"), ("the tenants", "they are not")],
    ),
    ("Dr Ana Ruiz, who said rents are fair, left early.", [("who", "rents are fair")]),
    ("The mayor, Ana Ruiz, said rents are fair.", [("Ana Ruiz", "rents are fair")]),
    (
        "Half of the growers say rents are fair, compared with a third last year.",
        [("Half of the growers", "rents are fair")],
    ),
    (
        "Arguing that the mill is lost, Dr Ana Ruiz says it must go.",
        [("Ana Ruiz", "the mill is lost"), ("Dr Ana Ruiz", "it must go")],
    ),
    # who speaks as one or as many
    ("One in five say the well is dry.", [("One in five", "the well is dry")]),
    ("Those surveyed say that rents are fair.", [("Those surveyed", "rents are fair")]),
    ("A third fear another dry year.", [("A third", "another dry year")]),
    ("Nestles says that the mill is lost.", [("Nestles", "the mill is lost")]),
    ("There was a call saying shots had been fired.", [("a call", "shots had been fired")]),
    # in whole sentences that end with the words of saying
    (
        "To win the vote candidates need half of the valley, analysts say.",
        [("analysts", "To win the vote candidates need half of the valley")],
    ),
    # no reports at all
    ("She wrote a book about mills.", []),
    ("He held the door for the nurses.", []),
    ("The early states vote in March.", []),
    ("They met in the state capital.", []),
    ("It was his third call for the day.", []),
    ("The two questions of the exam were easy.", []),
    ("She argued emphatically.", []),
    ("The mayor claim forms were blue.", []),
    ("Two claims the owners made were false.", []),
]


def found(text: str) -> tuple[Attribution, ...]:
    return reading_of(text).attributions


def who_said_what(text: str) -> list[tuple[str, str]]:
    return [
        (text[slice(*one.who)] if one.who else "", " … ".join(text[slice(*span)] for span in one.spans))
        for one in found(text)
    ]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:50] for text, _ in CASES])
def test_who_said_what(text: str, expected: list[tuple[str, str]]) -> None:
    assert who_said_what(text) == expected


# What nobody says: it is read for annotations alone, and so of no record.
ATTITUDES: list[tuple[str, list[tuple[str, str]]]] = [
    ("Ana Ruiz embraced the plan.", [("Ana Ruiz", "the plan")]),
    ("Dr Ana Ruiz went to Kandy to criticise the plan.", [("Ana Ruiz", "the plan")]),
    ("Ana Ruiz is looking to sell the mill.", [("Ana Ruiz", "to sell the mill")]),
    ("The levy was widely seen as a trap.", [("", "a trap")]),
    # what is said stays as it is without them
    ("Ana Ruiz said the council has embraced the plan.", [("Ana Ruiz", "the council has embraced the plan")]),
]


@pytest.mark.parametrize(("text", "expected"), ATTITUDES, ids=[text[:50] for text, _ in ATTITUDES])
def test_attitudes_are_read_for_annotations(text: str, expected: list[tuple[str, str]]) -> None:
    found = panelrecord.annotate(text).attributions
    assert [
        (one.speaker.quote if one.speaker else "", " … ".join(span.quote for span in one.spans)) for one in found
    ] == expected


@pytest.mark.parametrize("text", [text for text, _ in ATTITUDES[:-1]])
def test_attitudes_are_not_read_for_records(text: str) -> None:
    assert who_said_what(text) == []


def test_a_quotation_that_stands_by_itself_goes_on_with_the_last_speaker() -> None:
    text = "“We were late,” Ana Ruiz said.\n\n“The bus broke down on the bridge, and nobody came.”"
    assert [(one.cue is None, one.inherits) for one in found(text)] == [(False, False), (True, True)]
    assert [one.who for one in said_in(text)] == [("Ana Ruiz",), ("Ana Ruiz",)]


def test_a_quotation_far_from_any_speaker_goes_on_with_nobody() -> None:
    between = "It was a dry year. Nothing grew. The mill stood still. The river shrank. A bridge fell."
    assert len(found(f"“We were late,” Ana Ruiz said.\n\n{between}\n\n“The bus broke down on the bridge there.”")) == 1


def test_what_is_reported_within_a_report_is_left_out() -> None:
    assert who_said_what("Ana Ruiz said that the mayor denied that the mill had burnt.") == [
        ("Ana Ruiz", "the mayor denied that the mill had burnt")
    ]


def test_what_is_reported_within_a_report_is_left_out_wherever_the_verb_stands() -> None:
    assert who_said_what("The mayor denied that the mill had burnt, Ana Ruiz said.") == [
        ("Ana Ruiz", "The mayor denied that the mill had burnt")
    ]


def test_a_further_verb_is_of_whoever_reports_and_not_of_whom_is_reported() -> None:
    assert who_said_what("Ana Ruiz said that the mayor denied it, adding that the mill had burnt.") == [
        ("Ana Ruiz", "the mayor denied it"),
        ("Ana Ruiz", "the mill had burnt"),
    ]


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("“We were late,” Ana Ruiz said.", "direct"),
        ("Ana Ruiz said that they were late.", "indirect"),
        ("Ana Ruiz said that the bus was “a wreck on wheels”.", "mixed"),
    ],
)
def test_the_mode_tells_how_much_is_quoted(text: str, mode: str) -> None:
    assert [one.mode for one in found(text)] == [mode]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ana Ruiz said that the mill will close.", "speech"),
        ("Ana Ruiz criticised the plan.", "subject"),
        ("Ana Ruiz promised to leave.", "intent"),
        ("The mill is expected to close.", "report"),
        ("Ana Ruiz was worried about the dam.", "thought"),
        ("Speaking about wells, Dr Ana Ruiz raised her hand.", None),
        ("After speaking about wells, Dr Ana Ruiz left.", "topic"),
    ],
)
def test_the_kind_tells_what_sort_of_report_it_is(text: str, kind: str | None) -> None:
    assert [one.kind for one in found(text)] == ([kind] if kind else [])


def test_a_row_of_quotations_joins_sentences_only_so_far() -> None:
    text = "she said “it is over. We go” and he said " * 400
    assert len({one.sentence for one in found(text)}) > 4


MENTIONS = ["Ana Ruiz", "Dr Kofi Mensah", "she", "the mayor", "farmers", "who", "in", "1", "é", "\u200b", "🌾", "’s"]
VERBS = ["said", "says", "added", "argued", "told reporters", "calls", "states", "adding", "is expected to", "that"]
PHRASES = ["according to", "the mill must close", "“it is late,”", "in an interview", "on Friday", "as", "and", "while"]
MARKS = ["“", "”", '"', "'", "‘", "’", ",", ".", "?", ":", ";", "—", "(", ")", "...", "\n\n"]


@settings(max_examples=60)
@given(st.lists(st.sampled_from(MENTIONS + VERBS + PHRASES + MARKS), max_size=60).map(" ".join))
def test_any_text_gives_attributions_that_stand_in_it(text: str) -> None:
    reading = reading_of(text)
    begins = [one.spans[0][0] for one in reading.attributions]
    assert begins == sorted(begins)
    for one in reading.attributions:
        assert one.spans
        for start, end in (*one.spans, *(place for place in (one.who, one.cue) if place)):
            assert 0 <= start < end <= len(text)
            assert text[start:end] == text[start:end].strip()
        assert list(one.spans) == sorted(one.spans)
    assert reading_of(text).attributions == reading.attributions


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        (
            "The mill would close, Dr Ana Ruiz said, and forty weavers would lose their work.",
            ["The mill would close", "and forty weavers would lose their work"],
        ),
        ("The mill would close, Dr Ana Ruiz said, and she left the room.", ["The mill would close"]),
        ("The mill would close, Dr Ana Ruiz said, adding nothing.", ["The mill would close"]),
    ],
)
def test_a_statement_behind_the_reporting_clause_is_one_of_its_own(text: str, contents: list[str]) -> None:
    assert [text[slice(*one.spans[0])] for one in found(text) if one.kind == "speech"][: len(contents)] == contents
    assert len([one for one in found(text) if one.cue is None]) == len(contents) - 1


def test_a_quotation_that_stands_by_itself_goes_on_with_indirect_speech() -> None:
    text = 'Dr Ana Ruiz said that the mill would close. "Nobody asked the weavers of the town about it."'
    assert [(one.mode, one.cue is None) for one in found(text)] == [("indirect", False), ("direct", True)]
