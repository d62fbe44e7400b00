"""Which sentences go on with an argument, and what ends it."""

from __future__ import annotations

import pytest
from reading_of import english, reading_of

from panelrecord.annotate.reading import Reading, read
from panelrecord.document import Block, Document
from panelrecord.fields.panelists import people_by_number, taking_part
from panelrecord.fields.positions import positions
from panelrecord.model import Position
from panelrecord.source.article import Metadata

SAID = "Dr Ana Ruiz said that old mills are a burden."


def found(reading: Reading) -> tuple[Position, ...]:
    return positions(reading, people_by_number(reading.people, taking_part(reading, [])))[0]


def going_on(text: str) -> list[str]:
    """The statements that have no word of reporting."""
    return [one.statement for one in found(reading_of(text)) if one.cue is None]


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("Every mill should be turned into a school", "en.continuation.modal"),
        ("Millers need to learn", "en.continuation.modal"),
        ("It is a slow process", "en.continuation.present"),
        ("Without water they stand still", "en.continuation.connective"),
        ("Old mills represent a way of life", "en.continuation.general"),
    ],
)
def test_an_argument_goes_on(sentence: str, rule: str) -> None:
    text = f"{SAID} {sentence}."
    _, one = found(reading_of(text))
    assert (one.panelists, one.statement, one.mode) == (("p1",), sentence, "indirect")
    assert (one.cue, one.speaker) == (None, None)
    assert one.spans[0].rule == rule
    assert text[one.spans[0].start : one.spans[0].end] == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "The audience rose.",
        "The bus arrived late.",
        "Old mills were pulled down in the spring.",
        "I could not agree more.",
        "And this is agreeable.",
        "It was held on Friday.",
        "Then Dr Kofi Mensah, who should rest, came forward.",
        "Nobody came.",
    ],
)
def test_the_writer_ends_it(sentence: str) -> None:
    assert going_on(f"{SAID} {sentence} It is a slow process.") == []


def test_it_goes_on_until_it_ends() -> None:
    text = f"{SAID} It is a slow process. Millers need to learn. The bus arrived late. Wells are deep."
    assert going_on(text) == ["It is a slow process", "Millers need to learn"]


def test_what_ought_to_be_goes_on_even_in_the_words_of_the_room() -> None:
    assert going_on(f"{SAID} Every workshop should have a mill.") == ["Every workshop should have a mill"]


def test_what_lay_behind_something_told_in_the_past_is_the_speakers() -> None:
    assert going_on(f"{SAID} The owners had never paid for repairs.") == ["The owners had never paid for repairs"]
    assert going_on("Dr Ana Ruiz said: “Old mills are a burden.” The owners had never paid for repairs.") == []


def test_a_year_is_of_the_argument_and_a_day_of_the_report() -> None:
    assert going_on(f"{SAID} Two in three have closed since 2011.") == ["Two in three have closed since 2011"]
    assert going_on(f"{SAID} Two in three have closed since Friday.") == []


def test_a_new_paragraph_ends_it() -> None:
    assert going_on(f"{SAID}\n\nIt is a slow process.") == []


def test_somebody_else_who_speaks_ends_it() -> None:
    assert going_on(f"{SAID} Officials said that wells are deep. It is a slow process.") == []
    assert going_on(f"{SAID} In Kandy officials have said that wells are deep. It is a slow process.") == []


def test_another_panelist_who_speaks_takes_over() -> None:
    text = f"{SAID} Dr Kofi Mensah said that wells are deep. It is a slow process."
    *_, one = found(reading_of(text))
    assert (one.statement, one.panelists) == ("It is a slow process", ("p2",))


def test_without_a_position_nothing_goes_on() -> None:
    assert going_on("Dr Ana Ruiz moderated the debate. It is a slow process. Mills should be schools.") == []


def test_a_group_goes_on_as_a_group() -> None:
    text = "Dr Ana Ruiz moderated the debate. The panelists agreed that mills are old. It is a slow process."
    _, one = found(reading_of(text))
    assert (one.statement, one.panelists) == ("It is a slow process", ())


def test_a_sentence_with_words_in_quotation_marks_is_mixed() -> None:
    *_, one = found(reading_of(f"{SAID} It is a “slow” process, and nobody can tell when it will ever end."))
    assert one.mode == "mixed"


# ------------------------------------------------------------- lists


def document(*blocks: tuple[str, str]) -> Document:
    text, made = "", []
    for kind, words in blocks:
        text += "\n\n" if text else ""
        made.append(Block(kind, len(text), len(text) + len(words)))  # type: ignore[arg-type]
        text += words
    return Document(text, tuple(made), (), (), Metadata(), ())


def test_items_under_a_colon_go_on_whatever_they_say() -> None:
    given = document(
        ("paragraph", "Dr Ana Ruiz said that mills need three things:"),
        ("item", "Water from the hills."),
        ("item", "Millers who were taught well."),
        ("paragraph", "Tea was served."),
        ("item", "Biscuits."),
    )
    assert [one.statement for one in found(read(given, english())) if one.cue is None] == [
        "Water from the hills", "Millers who were taught well",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "opening", ["The meeting resolved:", "The participants made these demands:", "Recommendations"]
)
def test_items_under_what_all_agreed_on_are_everybodys(opening: str) -> None:
    given = document(
        ("paragraph", SAID),
        ("heading" if opening[-1] != ":" else "paragraph", opening),
        ("item", "that every mill be measured;"),
        ("item", "that tea be served."),
    )
    listed = [(one.statement, one.panelists) for one in found(read(given, english())) if one.cue is None]
    assert listed == [("every mill be measured", ()), ("tea be served", ())]


def test_items_under_what_one_alone_resolved_are_not() -> None:
    given = document(
        ("paragraph", SAID), ("paragraph", "The mayor resolved:"), ("item", "to sleep"), ("item", "to eat")
    )
    assert [one for one in found(read(given, english())) if one.cue is None] == []


def test_items_under_anything_else_do_not() -> None:
    given = document(("paragraph", SAID), ("item", "Water was served."), ("item", "Biscuits were sold."))
    assert [one for one in found(read(given, english())) if one.cue is None] == []


def test_items_go_on_with_words_that_only_point_to_them() -> None:
    given = document(
        ("paragraph", "Dr Ana Ruiz said that rents are high. The seminar put forward the following demands:"),
        ("item", "Cheaper seed"),
        ("item", "A weir"),
    )
    assert [(one.statement, one.panelists) for one in found(read(given, english()))] == [
        ("rents are high", ("p1",)), ("Cheaper seed", ()), ("A weir", ()),
    ]  # fmt: skip
