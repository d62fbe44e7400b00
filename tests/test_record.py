"""One article's bytes into one record: what the rooms give together, and what is left out where there is no event."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

import pytest

from panelrecord import record as record_room
from panelrecord.errors import EmptyInput, ForeignInput
from panelrecord.model import SCHEMA_VERSION, Record
from panelrecord.packs import load
from panelrecord.pandoc import find_pandoc
from panelrecord.validate import validate
from panelrecord.version import __version__

ARTICLE = """---
title: Old wells
author: Mo Ek
date: 2021-05-04
lang: en-GB
url: https://furrow.example/wells
---

A seminar on old wells was held at the Grange Hall in Kandy on Monday. It was moderated by Dr Ana Ruiz, director of the
Mekong Institute.

Kofi Mensah, a potter, said that wells are dry. Every well should be dug deeper. “Nobody dug,” he added.

Mo Ek is editor of The Furrow. Write to ek@furrow.example.
"""
NO_EVENT = """Dr Ana Ruiz, a baker, said on 3 May 2021 at the Grange Hall in Kandy that bread is dear.

Mo Ek is editor of The Furrow.
"""


def made(
    text: str | bytes, *, form: str | None = "markdown", published: date | None = None, name: str = "a.md"
) -> Record:
    content = text.encode() if isinstance(text, str) else text
    begun = record_room.begin(content, name=name, format=form, published=published, pandoc=find_pandoc())
    return record_room.finish(begun, packs=load(), pandoc=find_pandoc())


def test_every_part_of_a_record() -> None:
    one = made(ARTICLE)
    validate(one)
    assert one.event is not None
    assert (one.event.status, one.event.type) == ("held", "seminar")
    assert one.date is not None
    assert (one.date.start, one.date.resolved_from) == ("2021-05-03", "published")
    assert one.venue is not None
    assert (one.venue.name, one.venue.locality) == ("Grange Hall", "Kandy")
    assert [(p.id, p.name, p.part) for p in one.panelists] == [
        ("p1", "Ana Ruiz", "moderator"), ("p2", "Kofi Mensah", "panelist"),
    ]  # fmt: skip
    assert [(p.id, p.panelists, p.statement) for p in one.positions] == [
        ("s1", ("p2",), "wells are dry"),
        ("s2", ("p2",), "Every well should be dug deeper"),
        ("s3", ("p2",), "Nobody dug"),
    ]
    assert [(a.name, a.emails) for a in one.author_bios] == [("Mo Ek", ("ek@furrow.example",))]
    assert one.notices == ()


def test_the_source_says_what_was_read() -> None:
    source = made(ARTICLE, name="box 7/wells.md").source
    assert source.name == "box 7/wells.md"
    assert source.sha256 == hashlib.sha256(ARTICLE.encode()).hexdigest()
    assert (source.format, source.title, source.byline) == ("markdown", "Old wells", "Mo Ek")
    assert (source.published, source.language) == ("2021-05-04", "en-GB")
    assert source.url == "https://furrow.example/wells"
    assert source.text.startswith("Old wells\n\nMo Ek\n\n")


def test_the_id_is_of_the_bytes_alone() -> None:
    one = made(ARTICLE)
    assert one.id == one.source.sha256[:32]
    assert made(ARTICLE, name="other.md").id == one.id
    assert made(ARTICLE + "\n").id != one.id


def test_the_provenance_says_what_made_it() -> None:
    packs = load()
    provenance = made(ARTICLE).provenance
    assert made(ARTICLE).schema_version == SCHEMA_VERSION
    assert (provenance.generator, provenance.pandoc) == (f"panelrecord {__version__}", find_pandoc().version)
    assert provenance.packs == packs.versions


def test_a_day_given_goes_before_the_articles_own() -> None:
    one = made(ARTICLE, published=date(2022, 3, 2))
    assert one.source.published == "2022-03-02"
    assert one.date is not None
    assert one.date.start == "2022-02-28"


def test_without_an_event_only_the_authors_are_left() -> None:
    one = made(NO_EVENT)
    validate(one)
    nothing: dict[str, Any] = {"event": None, "date": None, "venue": None, "panelists": (), "positions": ()}
    assert {field: getattr(one, field) for field in nothing} == nothing
    assert [author.name for author in one.author_bios] == ["Mo Ek"]


def test_plain_text_needs_no_parser() -> None:
    body = ARTICLE.split("---\n")[2]
    one = made("Old wells\n\nBy Mo Ek\n\n4 May 2021\n" + body, form="text")
    assert [position.statement for position in one.positions] == [
        position.statement for position in made(ARTICLE).positions
    ]


def test_what_a_reader_lost_is_told() -> None:
    text = "\\begin{document}\nBread is \\unheard{dear} here.\n\\end{document}\n"
    (notice,) = made(text, form="latex").notices
    assert notice.code == "reader-message"
    assert "unheard" in notice.message


@pytest.mark.parametrize(
    ("content", "error"), [(b"", EmptyInput), (b" \n\n---\n", EmptyInput), (b"GIF89a\0\0", ForeignInput)]
)
def test_what_is_no_article_is_refused(content: bytes, error: type[Exception]) -> None:
    with pytest.raises(error, match=r"a\.md"):
        made(content, form=None)
