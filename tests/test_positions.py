"""What becomes a position: how quotations are cut and joined, and what is said twice, inside another, or elsewhere."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from reading_of import english, reading_of

from panelrecord.annotate.reading import Reading, read
from panelrecord.document import Block, Document
from panelrecord.fields.panelists import people_by_number, taking_part
from panelrecord.fields.positions import positions
from panelrecord.model import Position
from panelrecord.source.article import Metadata

OPENING = "Dr Ana Ruiz moderated the debate. Dr Kofi Mensah chaired the session. "


class Held(NamedTuple):
    """A position, with names for ids and words for spans."""

    who: tuple[str, ...]
    mode: str
    statement: str
    cue: str | None
    speaker: str | None


def found(reading: Reading, aside: tuple[tuple[int, int], ...] = ()) -> tuple[Position, ...]:
    ids = people_by_number(reading.people, taking_part(reading, [], aside))
    return positions(reading, ids, aside)[0]


def held(text: str) -> list[Held]:
    reading = reading_of(text)
    taking = people_by_number(reading.people, taking_part(reading, []))
    names = {identity: reading.people[number].name for number, identity in taking.items()}
    return [
        Held(
            tuple(names[identity] for identity in one.panelists),
            one.mode,
            one.statement,
            one.cue.quote if one.cue else None,
            one.speaker.quote if one.speaker else None,
        )
        for one in found(reading)
    ]


def statements(text: str) -> list[str]:
    return [one.statement for one in held(text)]


# ------------------------------------------------------------- cutting and joining


def test_two_quotations_that_are_sentences_are_two_positions() -> None:
    assert held("“We were late,” said Dr Ana Ruiz. “Nobody waited for us.”") == [
        Held(("Ana Ruiz",), "direct", "We were late", "said", "Ana Ruiz"),
        Held(("Ana Ruiz",), "direct", "Nobody waited for us", None, None),
    ]


def test_a_quotation_run_over_is_one() -> None:
    text = OPENING + "“The old levy,” Ruiz said, “is a tax on hunger.”"
    assert held(text)[-1] == Held(("Ana Ruiz",), "direct", "The old levy … is a tax on hunger", "said", "Ruiz")
    (one,) = found(reading_of(text))
    assert [span.quote for span in one.spans] == ["The old levy", "is a tax on hunger"]


def test_a_clause_run_over_is_one() -> None:
    assert held(OPENING + "The step, Ruiz said, would cost jobs.") == [
        Held(("Ana Ruiz",), "indirect", "The step … would cost jobs", "said", "Ruiz")
    ]


def test_a_question_keeps_its_mark_and_goes_on() -> None:
    assert statements("“Who pays?” asked Dr Ana Ruiz. “And when?”") == ["Who pays?", "And when?"]


def test_what_is_partly_quoted_is_mixed() -> None:
    (one,) = held("Dr Ana Ruiz said that the levy was “a tax on hunger” and must go.")
    assert (one.mode, one.statement) == ("mixed", "the levy was “a tax on hunger” and must go")


# ------------------------------------------------------------- whose it is


def test_of_two_it_is_both_and_of_the_panel_nobodys() -> None:
    text = OPENING + "Ruiz and Dr Mensah agreed that mills need water. The panelists agreed that wells need care."
    assert [one.who for one in held(text)] == [("Ana Ruiz", "Kofi Mensah"), ()]


def test_of_two_of_whom_one_takes_part_it_is_a_groups() -> None:
    reading = reading_of(OPENING + "Dr Ruiz and Dr Mensah agreed that mills need water.")
    (one,), _ = positions(reading, {0: "p1"})
    assert one.panelists == ()


def test_whoever_takes_no_part_holds_none() -> None:
    text = "Officials said that bread is dear. Dr Ana Ruiz said that rice is dear. Mr Lee's aide said that it rained."
    assert [one.who for one in held(text)] == [("Ana Ruiz",)]


def test_what_somebody_promises_counts() -> None:
    text = OPENING + "Dr Ana Ruiz thanked Dr Kofi Mensah and undertook to mend the weir. She refused to sell."
    assert [one.statement for one in held(text)] == ["to mend the weir", "to sell"]


@pytest.mark.parametrize(
    "text",
    [
        "Dr Ana Ruiz will say that bread is dear.",
        "Dr Kofi Mensah thanked Dr Ana Ruiz.",
        "Dr Kofi Mensah praised Ruiz. Dr Ana Ruiz slept.",
    ],
)
def test_what_is_no_position(text: str) -> None:
    assert held(f"{OPENING}{text}") == []


# ------------------------------------------------------------- once, outermost, in the running text


def test_a_statement_is_held_once_at_its_first_place() -> None:
    quoted = "“The levy is a tax on hunger,” Ruiz said."
    text = f"{OPENING}{quoted}\n\nIt rained.\n\n{quoted}"
    (one,) = found(reading_of(text))
    assert one.spans[0].start == text.index("The levy")


def test_what_is_retold_inside_a_statement_is_no_position_of_its_own() -> None:
    assert statements(OPENING + "Mensah said that Ruiz had said that the mill was old.") == [
        "Ruiz had said that the mill was old"
    ]


@pytest.mark.parametrize("kind", ["title", "heading", "byline", "published"])
def test_what_the_head_says_the_text_says_again(kind: str) -> None:
    head, body = "Dr Ana Ruiz said that bread is dear", OPENING + "Ruiz said that rice is dear."
    text = f"{head}\n\n{body}"
    blocks = (Block(kind, 0, len(head)), Block("paragraph", len(head) + 2, len(text)))  # type: ignore[arg-type]
    reading = read(Document(text, blocks, (), (), Metadata(), ()), english())
    assert [one.statement for one in found(reading)] == ["rice is dear"]


def test_notes_about_authors_are_skipped() -> None:
    note = "Dr Kofi Mensah said that he writes at night. Writing is slow work."
    text = f"Dr Ana Ruiz said that bread is dear.\n\n{note}"
    reading = reading_of(text)
    start = text.index(note)
    assert [one.statement for one in found(reading, ((start, len(text)),))] == ["bread is dear"]
    assert len(found(reading)) > 1


def test_they_are_numbered_in_the_order_of_reading() -> None:
    text = (
        OPENING + "Wells are deep, Mensah said. It is a pity. According to Ruiz, mills are old. “Nobody dug,” she said."
    )
    assert [(one.id, one.statement) for one in found(reading_of(text))] == [
        ("s1", "Wells are deep"),
        ("s2", "It is a pity"),
        ("s3", "mills are old"),
        ("s4", "Nobody dug"),
    ]


def test_a_doubtful_speaker_is_told_of() -> None:
    reading = reading_of("Dr Ana Ruiz said that bread is dear.")
    taking = people_by_number(reading.people, taking_part(reading, []))
    assert positions(reading, taking)[1] == ()
