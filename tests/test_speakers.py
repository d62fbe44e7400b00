"""Who «she», «Ruiz», «the minister» or «who» is, and who speaks where several do or nobody is named."""

from __future__ import annotations

import pytest
from reading_of import Said, said_in

BREAD, RICE = "bread is dear", "rice is dearer"


def speakers(text: str) -> list[tuple[str, ...]]:
    return [one.who for one in said_in(text)]


# ------------------------------------------------------------- pronouns


def test_a_pronoun_is_whoever_was_named_last() -> None:
    assert said_in(f"Dr Ana Ruiz, a baker, came late. She said that {BREAD}.") == [Said(("Ana Ruiz",), "She", BREAD)]


def test_a_pronoun_is_whoever_spoke_last() -> None:
    text = f"Dr Ana Ruiz said that {BREAD}. She added that {RICE}."
    assert said_in(text)[1] == Said(("Ana Ruiz",), "She", RICE)


def test_a_pronoun_is_of_the_right_gender() -> None:
    text = f"Mr Kofi Mensah praised the nurses. Ms Ana Ruiz listened. He said that {BREAD}. She added that {RICE}."
    assert speakers(text)[1:] == [("Kofi Mensah",), ("Ana Ruiz",)]


def test_what_a_pronoun_was_tells_the_gender_from_then_on() -> None:
    text = f"Dr Ana Ruiz came in. She said that {BREAD}. Ruiz greeted Dr Kofi Mensah. He added that {RICE}."
    assert speakers(text) == [("Ana Ruiz",), ("Kofi Mensah",)]


def test_nobody_of_the_wrong_gender_is_meant() -> None:
    assert speakers(f"Mr Kofi Mensah came in. She said that {BREAD}.") == [()]


def test_a_pronoun_reaches_only_so_far() -> None:
    between = (
        "The bus came. It rained. The hall emptied. A dog barked. The lights went out. Rain fell again. Nobody ate."
    )
    assert speakers(f"Dr Ana Ruiz said that {BREAD}. {between} She said that {RICE}.") == [("Ana Ruiz",), ()]


def test_a_pronoun_without_anybody_is_nobody() -> None:
    assert speakers(f"Officials said that {BREAD}. She said that {RICE}.") == [(), ()]


def test_whoever_is_named_inside_a_quotation_is_not_referred_back_to() -> None:
    assert speakers("“Bread is dear,” Dr Ana Ruiz said. “Mrs Lan Nguyen bakes it well,” she added.") == [
        ("Ana Ruiz",), ("Ana Ruiz",),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["Dr Ana Ruiz, who said that {}, left.", "It was Dr Ana Ruiz who said that {}."])
def test_who_is_the_person_before_it(text: str) -> None:
    assert said_in(text.format(BREAD))[0][:2] == (("Ana Ruiz",), "who")


# ------------------------------------------------------------- titles and owners


def test_the_minister_is_whoever_was_introduced_as_one() -> None:
    text = f"Ana Ruiz, a minister, met Kofi Mensah, a baker. The minister said that {BREAD}."
    assert said_in(text)[0] == Said(("Ana Ruiz",), "The minister", BREAD)


def test_of_two_ministers_it_is_the_nearest() -> None:
    text = f"Ana Ruiz, a minister, met Kofi Mensah, a minister. The minister said that {BREAD}."
    assert speakers(text) == [("Kofi Mensah",)]


def test_the_minister_may_be_introduced_only_later() -> None:
    assert speakers(f"The minister said that {BREAD}. Later Ana Ruiz, a minister, came in.") == [("Ana Ruiz",)]
    assert speakers(f"The minister said that {BREAD}. Ana Ruiz and Kofi Mensah, ministers, came in.") == [()]


def test_a_noun_for_anybody_is_whoever_spoke_last() -> None:
    assert speakers(f"Prof Ana Ruiz said that {BREAD}. The don added that {RICE}.") == [("Ana Ruiz",)] * 2
    assert speakers(f"Prof Ana Ruiz said that {BREAD}. The hawker added that {RICE}.") == [("Ana Ruiz",), ()]


def test_a_name_in_apposition_to_the_title() -> None:
    assert said_in(f"The union’s president, Dr Ana Ruiz, said that {BREAD}.") == [
        Said(("Ana Ruiz",), "Ana Ruiz", BREAD)
    ]


@pytest.mark.parametrize("who", ["A spokesman for Mr Ruiz", "Mr Ruiz's lawyer", "A friend of Mr Ruiz"])
def test_whoever_only_belongs_to_somebody_is_somebody_else(who: str) -> None:
    assert speakers(f"Mr Ruiz, a baker, came in. {who} said that {BREAD}.") == [()]


@pytest.mark.parametrize("who", ["A spokesman for former mayor Ana Ruiz", "An aide to the minister Ana Ruiz"])
def test_a_title_between_changes_nothing(who: str) -> None:
    assert speakers(f"Dr Ana Ruiz, a baker, came in. {who} said that {BREAD}.") == [()]


@pytest.mark.parametrize("who", ["The Secretary for Labour Ms Ana Ruiz", "At a debate in Kandy Ms Ana Ruiz"])
def test_a_preposition_that_does_not_lead_to_the_name_is_of_something_else(who: str) -> None:
    assert speakers(f"Ms Ana Ruiz, a baker, came in. {who} said that {BREAD}.") == [("Ana Ruiz",)]


def test_whose_point_it_was() -> None:
    assert speakers(f"Dr Ana Ruiz, a baker, came in. Ruiz's main point was that {BREAD}.") == [("Ana Ruiz",)]


# ------------------------------------------------------------- several


@pytest.mark.parametrize(
    "row",
    [
        "Dr Ana Ruiz and Mr Kofi Mensah",
        "Both Dr Ana Ruiz and Mr Kofi Mensah",
        "Dr Ana Ruiz, a baker, and Mr Kofi Mensah, a cook,",
    ],
)
def test_two_speak_together(row: str) -> None:
    (one,) = said_in(f"{row} said that {BREAD}.")
    assert (one.who, one.group) == (("Ana Ruiz", "Kofi Mensah"), True)


@pytest.mark.parametrize(
    "row", ["Ana Ruiz, Lan Nguyen and Kofi Mensah", "Ana Ruiz, Lan Nguyen and Kofi Mensah, a poet,"]
)
def test_three_speak_together(row: str) -> None:
    (one,) = said_in(f"Dr Ana Ruiz came in. {row} said that {BREAD}.")
    assert (one.who, one.group) == (("Ana Ruiz", "Lan Nguyen", "Kofi Mensah"), True)


def test_whoever_sits_beside_the_speaker_does_not_speak() -> None:
    assert speakers(f"Dr Ana Ruiz, sister of Dr Lan Nguyen, said that {BREAD}.") == [("Ana Ruiz",)]


def test_the_panel_is_a_group_and_they_are_it() -> None:
    assert said_in(f"The panelists agreed that {BREAD}. They added that {RICE}.") == [
        Said((), "The panelists", BREAD, True), Said((), "They", RICE, True),
    ]  # fmt: skip
    assert speakers(f"Dr Ana Ruiz and Dr Lan Nguyen said that {BREAD}. They added that {RICE}.")[1] == (
        "Ana Ruiz", "Lan Nguyen",
    )  # fmt: skip


@pytest.mark.parametrize("who", ["Both", "All three", "The two", "The meeting", "Opponents"])
def test_those_who_are_there_speak_as_one(who: str) -> None:
    (_, one) = said_in(f"Dr Ana Ruiz said that {RICE}. {who} agreed that {BREAD}.")
    assert (one.who, one.group) == ((), True)


def test_who_speaks_before_anybody_else_spoke_there_and_later_is_just_anybody() -> None:
    text = f"Traders and doctors said that {BREAD}. Dr Ana Ruiz said that {RICE}. Doctors said that {BREAD}."
    assert [one.group for one in said_in(text)] == [True, False, False]


def test_two_speak_together_where_only_one_is_known() -> None:
    (one,) = said_in(f"Both Dr Ana Ruiz and van der Velde said that {BREAD}.")
    assert one.group


# ------------------------------------------------------------- what goes on


def test_a_second_verb_has_the_subject_of_the_first() -> None:
    assert speakers(f"Dr Ana Ruiz said that {BREAD}, adding that {RICE}.") == [("Ana Ruiz",)] * 2


def test_a_quotation_that_stands_alone_goes_on() -> None:
    text = "“Bread is dear,” Dr Ana Ruiz said.\n\n“Rice is dearer still, and nobody can say why that is so.”"
    assert speakers(text) == [("Ana Ruiz",)] * 2


@pytest.mark.parametrize(
    "retold", ["her mother believes that milk is cheap", "Mr Kofi Mensah had said that milk is cheap"]
)
def test_whoever_is_retold_does_not_take_over(retold: str) -> None:
    found = said_in(f"Dr Ana Ruiz said that {retold}. She added that {RICE}.")
    assert found[0].who == found[-1].who == ("Ana Ruiz",)
    assert found[-1].words == RICE
