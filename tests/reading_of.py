"""Texts read for tests, and what was read of them in words instead of places."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from panelrecord.annotate.examples import document_of
from panelrecord.annotate.people import Person
from panelrecord.annotate.reading import Reading, read
from panelrecord.packs import load
from panelrecord.packs.grammar import Grammar, grammar


class Said(NamedTuple):
    """One attribution: the people it is by, the mention that says so, the words, and whether a group speaks."""

    who: tuple[str, ...]
    mention: str | None
    words: str
    group: bool = False


def english() -> Grammar:
    """The built-in pack, ready to read with."""
    return grammar(load())


def reading_of(text: str) -> Reading:
    """A bare text as read; a blank line parts paragraphs."""
    return read(document_of(text), english())


def people_of(text: str) -> Mapping[str, Person]:
    """The people of a text by name."""
    return {person.name: person for person in reading_of(text).people}


def mentions_of(text: str) -> dict[str, list[str]]:
    """For each person of a text, by name, the words that name them, in order."""
    reading = reading_of(text)
    return {
        person.name: [text[slice(*reading.words.span(m.first, m.last))] for m in person.mentions]
        for person in reading.people
    }


def said_in(text: str) -> list[Said]:
    """The attributions of a text, in order."""
    reading = reading_of(text)
    return [
        Said(
            tuple(reading.people[number].name for number in speaker.people),
            text[slice(*speaker.place)] if speaker.place else None,
            " … ".join(text[slice(*span)] for span in one.spans),
            speaker.group,
        )
        for one, speaker in zip(reading.attributions, reading.speakers, strict=True)
    ]
