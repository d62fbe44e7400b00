"""A record as JSON text is what the standard library makes of its dictionaries, byte for byte."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

import panelrecord
from panelrecord.model import Notice, Organizer, Record, Span

ARTICLE = b"""A seminar on wells was held at the Grange Hall in Kandy on 3 May 2021.

Kofi Mensah, a potter, said that \xe2\x80\x9cwells\xe2\x80\x9d are \x5c"dry\x5c". Ana Ruiz is editor of The Furrow.
"""
ODD = 'tab\t, quote ", back\\slash, line\nend, nothing \x00, \x7f, \u2028, «ß» and 𝄞'


@pytest.mark.parametrize("indent", [None, 0, 1, 2, 7])
def test_the_text_is_that_of_the_dictionaries(indent: int | None) -> None:
    record = panelrecord.convert(ARTICLE, name="a.md")
    assert record.event is not None
    span = Span(0, 1, ODD, "rule")
    event = replace(record.event, name=None, topic=ODD, organizers=(Organizer(ODD, ()), Organizer("", (span, span))))
    strange = replace(record, event=event, notices=(Notice("code", None, ODD),), positions=())
    bare = replace(record, event=None, date=None, venue=None, panelists=(), author_bios=(), notices=())
    annotations = panelrecord.annotate(ARTICLE.decode())
    for one in (record, strange, bare, annotations):
        text = one.to_json(indent=indent)
        assert text == json.dumps(one.to_dict(), ensure_ascii=False, indent=indent) + "\n"
    assert json.loads(strange.to_json(indent=indent)) == strange.to_dict()


def test_the_types_are_those_of_json_alone() -> None:
    record = panelrecord.convert(ARTICLE, name="a.md")
    assert isinstance(record, Record)
    assert record.panelists
    left: list[object] = [record.to_dict()]
    for value in left:
        assert type(value) in (dict, list, str, int, bool, type(None)), value
        left += value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
