"""Whether an article is about one event, and what it is called, what it is on and who gave it."""

from __future__ import annotations

import pytest

from panelrecord.annotate.examples import document_of
from panelrecord.annotate.reading import read
from panelrecord.fields.event import event
from panelrecord.fields.event_clauses import find
from panelrecord.model import Event
from panelrecord.packs import load
from panelrecord.packs.grammar import grammar

REPORT = (
    "Growers want meters\n\n"
    "A seminar on water rights in dry years was held at the Grange Hall in Odesa on 14 September 2019. "
    "It was organised by the Tide Society in collaboration with Loom College. "
    "Dr Lesia Moroz, a hydrologist, said that the canals leak. The participants asked for meters.\n\n"
    "“The seminar was overdue,” said Ivo Petrov, who farms nine acres."
)
ANNOUNCEMENT = (
    "Come and listen\n\n"
    "The Reef Watch Trust will host a panel discussion on the price of salt at Levuka Town Hall on 3 May 2031. "
    "The panelists are Mere Tuisawau and Dr Anjali Prasad. The discussion is free."
)
INTERVIEW = (
    "Four questions for Ana Ruiz\n\n"
    "Ana Ruiz spoke at a conference on looms in Porto last week. The conference drew weavers.\n\n"
    "Why do you weave?\n\nBecause my mother did.\n\n"
    "What was said at the conference?\n\nThat looms are too loud.\n\n"
    "Will you go again?\n\nOf course."
)
NEWS = (
    "Bus fares to rise\n\n"
    "Bus fares in Bergen will rise by a tenth in May, the city said on Monday. "
    "“We have no choice,” said Kari Moen, who runs the buses. Ola Berg, a passenger, called the rise unfair. "
    "She told a meeting last year that fares would stay."
)
DIARY = (
    "June in the north\n\n"
    "The Dye Guild Annual Conference was held in Porto. Dr Ana Ruiz addressed the conference.\n\n"
    "The World Loom Summit took place in Bergen. Dr Kari Moen was the keynote speaker.\n\n"
    "The Third Wool Conference of the North was held in Oulu. The participants sang.\n\n"
    "The Salt and Sea Symposium was held in Cadiz. Dr Ola Berg addressed the audience."
)
NOTICE = "topic: kelp\ntime: 3 p.m.\nplace: Mole Hall 4150\nspeaker: Ana Ruiz\n\nA seminar for all who swim."


def event_of(text: str) -> Event | None:
    reading = read(document_of(text), grammar(load()))
    found = event(reading, find(reading))
    if found is not None:
        spans = [*found.evidence, *(span for organizer in found.organizers for span in organizer.evidence)]
        assert found.evidence
        assert all(text[span.start : span.end] == span.quote and span.quote for span in spans)
        assert {span.rule for span in spans} <= load().rules.keys()
    return found


def sure(text: str) -> Event:
    found = event_of(text)
    assert found is not None
    return found


def organizers(text: str) -> list[str]:
    return [organizer.name for organizer in sure(text).organizers]


def test_a_report() -> None:
    found = sure(REPORT)
    assert (found.status, found.type) == ("held", "seminar")
    assert found.name == "seminar on water rights in dry years"
    assert found.topic == "water rights in dry years"
    assert organizers(REPORT) == ["Tide Society", "Loom College"]


def test_an_announcement() -> None:
    found = sure(ANNOUNCEMENT)
    assert (found.status, found.type) == ("announced", "panel_discussion")
    assert found.topic == "the price of salt"
    assert organizers(ANNOUNCEMENT) == ["Reef Watch Trust"]


def test_a_notice_of_labelled_lines() -> None:
    found = sure(NOTICE)
    assert (found.status, found.type, found.topic) == ("announced", "seminar", "kelp")


@pytest.mark.parametrize("text", [INTERVIEW, NEWS, DIARY], ids=["interview", "news", "diary"])
def test_no_event(text: str) -> None:
    assert event_of(text) is None


SITTING = (
    "Rubbish plan goes back\n\n"
    "Members of the town planning committee questioned engineers for an hour on 14 September 2019 about a tip. "
    "Kari Moen, who drew the plan, told the committee that the tip would be covered. "
    "Ola Berg, a baker, said that gulls cannot read. The committee agreed that the plan be drawn again."
)
CAME = (
    "Village wants its well back\n\n"
    "Villagers packed the school on Monday to hear why the well was shut. Kari Moen, an engineer, called it foul. "
    "Ola Berg, a baker, asked who had tested it."
)
VOTED = (
    "Tip to open in May\n\n"
    "The town council voted on Monday for a tip, its head said in a letter. Kari Moen, its head, said it was needed. "
    "Ola Berg, a baker, said that gulls cannot read. The council rejected an older plan in May."
)
CAMPAIGN = (
    "Tarn leads in the north\n\n"
    "Party members in three provinces will choose 40 delegates to the national convention on Sunday. "
    "Mele Tarn, the frontrunner, said that she would win. Her rival Osk Brandt said the caucuses were unfair.\n\n"
    "The nominee is chosen at the convention. The delegates meet in May, and no convention has been close."
)
PRIVATE = (
    "Bank to close twelve branches\n\n"
    "The Harbour Bank will close twelve branches in May, it said on Monday. Its head, Kari Moen, said that few came. "
    "Ola Berg, who runs a bakery, said the nearest branch would be an hour away. The buses are slow. Roads are bad. "
    "The union has asked for talks. It has no date yet. Its secretary, Ivo Petrov, said he was angry. "
    "A letter was sent. The bank will see to it that the meeting takes place in June."
)
PAST = (
    "Why the old guilds fell apart\n\n"
    "The Dyers lasted a hundred years. After the Dyers national conference, four elders started a guild of their own. "
    "Kari Moen, who wrote their history, said that pride undid them. Ola Berg, a weaver, said it was money."
)


@pytest.mark.parametrize(("text", "name"), [(SITTING, "town planning committee"), (CAME, None)])
def test_a_sitting_that_no_word_calls_an_event(text: str, name: str | None) -> None:
    found = event_of(text)
    assert found is not None
    assert (found.status, found.type, found.name) == ("held", "meeting", name)


def test_a_sitting_is_told_of_where_the_article_opens() -> None:
    late = " ".join(f"The gulls of the {street} street are loud, many and as old as the pier." for street in "abcdef")
    head, body = SITTING.split("\n\n")
    assert event_of(f"{head}\n\n{late}\n\n{body}") is None


def test_a_sitting_at_which_one_alone_speaks_is_no_event() -> None:
    assert event_of(SITTING.replace("said that gulls cannot read", "sat in the first row")) is None


@pytest.mark.parametrize("text", [CAMPAIGN, PRIVATE, PAST, VOTED])
def test_news_that_comes_by_an_event_reports_none(text: str) -> None:
    assert event_of(text) is None


def test_an_article_without_people_reports_no_event() -> None:
    assert event_of("A seminar on tides was held on Monday. The seminar was long. The audience slept.") is None


def test_an_article_of_no_words() -> None:
    assert event_of("") is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Dr Ana Ruiz opened the Third Joint Congress of the Weavers and Dyers on Monday. The congress met in Porto. "
         "The delegates sang.", "Third Joint Congress of the Weavers and Dyers"),
        ("Dr Ana Ruiz spoke at the Salt Roads: Then and Now Symposium in Cadiz. The symposium drew sailors. "
         "The audience cheered.", "Salt Roads: Then and Now Symposium"),
        ("The Loom Trust held a debate entitled “Who Owns the Thread?” on Monday. Ana Ruiz said that nobody does. "
         "The debate was loud.", "Who Owns the Thread?"),
        ("A workshop for village weavers was held in Oulu on Monday. Ana Ruiz led the workshop. The participants sang.",
         "workshop for village weavers"),
        ("Sunday saw the launch of her book ‘Salt and Silk’ at the Mole Library. Ana Ruiz read from it. The audience "
         "cheered.", "launch of her book ‘Salt and Silk’"),
    ],
)  # fmt: skip
def test_what_an_event_is_called(text: str, name: str) -> None:
    assert sure(text).name == name


@pytest.mark.parametrize(
    ("noun", "kind"),
    [
        ("conference", "conference"),
        ("symposium", "symposium"),
        ("workshop", "workshop"),
        ("public lecture", "lecture"),
        ("webinar", "webinar"),
        ("round table", "round_table"),
        ("debate", "debate"),
        ("book launch", "book_launch"),
        ("press conference", "press_conference"),
        ("town hall meeting", "meeting"),
        ("literary festival", "festival"),
        ("public hearing", "hearing"),
        ("hackathon", "hackathon"),
        ("vigil", "other"),
    ],
)
def test_kinds_of_events(noun: str, kind: str) -> None:
    text = f"A {noun} was held in Oulu on Monday. Ana Ruiz addressed the {noun}. The participants thanked her."
    assert sure(text).type == kind


@pytest.mark.parametrize(
    ("clause", "names"),
    [
        ("A seminar organised by the Tide Society, Loom College and the Dye Guild was held on Monday.",
         ["Tide Society", "Loom College", "Dye Guild"]),
        ("The Tide Society (TS) and Loom College held a seminar on Monday.", ["Tide Society (TS)", "Loom College"]),
        ("To save the reef, Reef Watch Trust arranged a seminar on Monday.", ["Reef Watch Trust"]),
        ("SUVA: The Reef Watch Trust hosted a seminar on Monday.", ["Reef Watch Trust"]),
        ("A seminar which the Reef Watch Trust held on Monday was long.", ["Reef Watch Trust"]),
        ("A seminar was held on Monday under the auspices of the Dye Guild.", ["Dye Guild"]),
        ("A seminar was held on Monday by the sea.", []),
        ("A seminar was organised by the university on Monday.", []),
    ],
)  # fmt: skip
def test_organizers(clause: str, names: list[str]) -> None:
    assert organizers(f"{clause} Dr Ana Ruiz addressed the seminar. The participants thanked her.") == names


def test_an_organizer_named_twice_is_one() -> None:
    text = (
        "The Tide Society held a seminar on Monday. Dr Ana Ruiz addressed the seminar. "
        "The seminar was organised by the Tide Society. The participants thanked her."
    )
    found = sure(text)
    assert [organizer.name for organizer in found.organizers] == ["Tide Society"]
    assert len(found.organizers[0].evidence) == 2


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("on the price of salt at the Mole Library on Monday", "the price of salt"),
        ("about looms, dyes and wool on Monday", "looms, dyes and wool"),
        ("regarding tides in Fiji on Monday", "tides in Fiji"),
        ("on looms in Oulu on Monday", "looms"),
        ("titled “Salt and Sea” on Monday", "Salt and Sea"),
    ],
)
def test_where_a_topic_ends(words: str, topic: str) -> None:
    text = f"The Tide Society held a seminar {words}. Dr Ana Ruiz addressed the seminar. The participants sang."
    assert sure(text).topic == topic


def test_the_status_is_that_of_the_event_and_not_of_the_next() -> None:
    text = (
        "A seminar on tides was held in Suva on Monday. Dr Ana Ruiz addressed the seminar. The participants sang. "
        "The next seminar will be held in May."
    )
    assert sure(text).status == "held"


def test_what_somebody_says_of_an_event_is_not_what_the_article_is_about() -> None:
    text = (
        "Fares rise\n\nFares will rise, the city said. “I spoke at a conference in Oulu on Monday, and the conference "
        "was held in a tent, and nobody there had heard of it,” said Ana Ruiz."
    )
    assert event_of(text) is None


def test_a_conference_room_is_no_conference() -> None:
    text = "Ana Ruiz waited in the conference room. She said that the conference room was cold. The audience slept."
    assert event_of(text) is None


def about(headline: str, body: str = "", kind: str = "seminar") -> str | None:
    """The topic of a report that itself never says what its event was on."""
    return sure(
        f"{headline}\n\nThe {kind} was held at the Grange Hall in Odesa on 14 September 2019. {body} "
        f"Dr Lesia Moroz, a hydrologist, spoke first. The participants asked for meters."
    ).topic


@pytest.mark.parametrize(
    ("body", "topic"),
    [
        ("The theme of this year's seminar was “Wells for All”.", "Wells for All"),
        ("The theme of the day was Salt, Ink, Weather.", "Salt, Ink, Weather"),
        ("The seminar shed light on old maps.", "old maps"),
        ("The seminar was held against the backdrop of falling catches.", "falling catches"),
        ("The aim of the seminar was to promote safe wells.", "safe wells"),
        ("Issues such as debt and drought were discussed at the seminar.", "debt and drought"),
        ("She spoke of the issues that surround “Salt for All”.", "Salt for All"),
        ("It was an evening about slow looms.", "slow looms"),
        ("Growers voiced concern over the price of ice.", "the price of ice"),
        ("The seminar was on rules that can help growers save water.", "rules that can help growers save water"),
        ("The seminar on the rights of organised weavers was long.", "the rights of organised weavers"),
    ],
)
def test_the_topic_is_what_the_article_says_of_the_event(body: str, topic: str) -> None:
    assert about("It was late when they left", body) == topic


def test_a_headline_that_argues_gives_its_object_as_topic() -> None:
    assert about("Growers slam levy on wells") == "levy on wells"
    assert about("Seminar highlights need for safe wells") == "safe wells"


def test_the_name_of_an_event_gives_the_topic_that_the_article_comes_back_to() -> None:
    text = (
        "The rain was late\n\nThe Deep Looms Conference took place in Porto on 3 May 2019. "
        "Dr Ana Ruiz, a weaver, addressed the conference. She said that deep looms and old looms must be saved. "
        "The participants agreed."
    )
    assert sure(text).topic == "Deep Looms"
    assert sure(text.replace("deep looms and old looms", "they")).topic is None


def test_the_pair_of_words_that_an_article_comes_back_to_is_its_topic_where_nothing_else_is() -> None:
    body = "Dr Moroz called tidal mills slow. Ivo Petrov owns tidal mills. “We love tidal mills,” he said."
    assert about("It was late when they left", body) == "tidal mills"
    assert about("It was late when they left", body.replace("tidal mills", "them")) is None


def test_a_quotation_that_is_told_of_another_mention_names_nothing_of_the_event() -> None:
    text = (
        "It was late when they left\n\nA panel discussion was held at the Grange Hall in Odesa on 14 September 2019. "
        "Dr Lesia Moroz, a hydrologist, moved the discussion from yarn to tidal mills. Tidal mills are slow. "
        "“We love tidal mills,” she told the participants."
    )
    assert sure(text).name == "panel discussion"


def test_a_heading_can_be_the_name_of_the_event() -> None:
    text = (
        "Slow Looms Conference, Porto\n\nThis was a two-day conference for weavers. Ana Ruiz, who weaves, spoke at a "
        "first day keynote and concluded that looms are slow. The audience liked her. Ivo Petrov gave a speech."
    )
    assert sure(text).name == "Slow Looms Conference"


def test_a_ceremony_is_an_event() -> None:
    text = (
        "Weavers told to keep at it\n\n“Keep at it,” Ana Ruiz told a group in the yard on Friday. "
        "Ruiz, who weaves, spoke to fifty parents.\n\n"
        "Her remarks were made at the graduation ceremonies of the Loom School. “It works,” Ivo Petrov told "
        "the audience."
    )
    assert sure(text).type == "other"


def test_a_far_session_gives_no_topic_to_the_event() -> None:
    rain = " ".join(f"It rained on {day}." for day in ("Monday", "Tuesday", "Thursday") * 5)
    session = "A small seminar on tax was full."
    assert about("It was late when they left", session) == "tax"
    assert about("It was late when they left", f"{rain} {session}") is None


def test_a_headline_about_some_events_is_no_heading_of_one() -> None:
    body = (
        "Ana Ruiz walked in the rain. “We are here,” said Ivo Petrov, who runs a bar. Loom Pride events are loud. "
        "Police watched some events from afar. Other events were small. The participants sang; the audience left."
    )
    assert event_of(f"Oran storms temper Loom Pride events\n\n{body}") is None
    assert event_of(f"Oran storms temper Loom Pride symposium\n\n{body.replace('events', 'symposia')}") is not None
