"""What people read: summaries and explanations."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

import panelrecord
from panelrecord.errors import UsageError
from panelrecord.explain import explain
from panelrecord.model import Record
from panelrecord.packs import Packs, Rule, load
from panelrecord.packs.structural import STRUCTURAL
from panelrecord.summary import summarize

RULE = Rule(
    id="en.attribution.said-that",
    pattern="[who:{person}] [cue:{report}] that [what:{any}+]",
    examples=("[who:Ana Ruiz] [cue:argued] that [what:a levy will hurt].",),
    rejects=("It was argued that rates must rise.",),
    description="somebody reports with a verb and that",
)
PACKS = Packs(
    versions=(),
    lexicon=MappingProxyType({}),
    verbs=MappingProxyType({}),
    phrases=MappingProxyType({}),
    rules=MappingProxyType({RULE.id: RULE}),
)


def explained(record: Record, field: str | None) -> list[str]:
    start = record.source.text.index("Dr Lesia")
    end = record.source.text.index(" The pumps")
    return explain(record.to_dict(), field, packs=PACKS, sentences=((start, end),)).splitlines()


@pytest.mark.parametrize("field", ["positions/s1", "positions/0", "/positions/0", "positions.s1"])
def test_a_position_with_its_words_and_their_rule(record: Record, field: str) -> None:
    lines = explained(record, field)
    assert "Dr [Lesia Moroz], a hydrologist, said that the canals leak." in lines[1]
    assert "Dr Lesia Moroz, a hydrologist, [said that] the canals leak." in lines[3]
    assert "Dr Lesia Moroz, a hydrologist, said that [the canals leak]." in lines[5]
    rule = lines[lines.index(f"rule {RULE.id}") :]
    assert any(RULE.pattern in line for line in rule)
    assert any(RULE.examples[0] in line for line in rule)
    assert any(RULE.rejects[0] in line for line in rule)


def test_a_part_of_a_value_rests_on_the_words_of_the_whole(record: Record) -> None:
    lines = explained(record, "date/start")
    assert lines[0] == 'date/start: "2019-09-14"'
    assert "[14 September 2019]" in lines[1]


def test_everything_is_explained_without_a_field(record: Record) -> None:
    text = "\n".join(explained(record, None))
    for start in ("event:", "date:", "venue:", "panelists/p1:", "positions/s1:", "positions/s2:", "author_bios/0:"):
        assert f"\n{start}" in f"\n{text}"


def test_what_the_article_does_not_say(record: Record) -> None:
    bare = dataclasses.replace(record, venue=None, positions=())
    assert explained(bare, "venue") == ["venue: null", "    the article does not say"]
    assert explained(bare, "positions") == ["positions: []", "    the article does not say"]


@pytest.mark.parametrize("field", ["positions/9", "positions/s9", "event/nme", "id", "nonsense", "date/start/day"])
def test_a_field_that_is_none(record: Record, field: str) -> None:
    with pytest.raises(UsageError):
        explained(record, field)


def test_a_summary_says_the_six_things(record: Record) -> None:
    assert summarize(record, "records/water.txt.json").splitlines() == [
        "articles/water.txt",
        "  event      A seminar on canal water (seminar, held)",
        "  when       2019-09-14",
        "  where      Grange Hall, Odesa",
        "  who        Dr Lesia Moroz",
        "  positions  2, by 1 person",
        "  article by Ivo Petrov (editor, The Furrow, ivo@furrow.example)",
        "  record     records/water.txt.json",
    ]


def test_a_summary_of_an_article_about_no_event(record: Record) -> None:
    bare = dataclasses.replace(record, event=None, date=None, venue=None, panelists=(), positions=(), author_bios=())
    assert summarize(bare, "out.json").splitlines() == [
        "articles/water.txt",
        "  event      none: the article is about no event",
        "  article by nobody named",
        "  record     out.json",
    ]


def rules_in(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from [value["rule"]] if isinstance(value.get("rule"), str) else []
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from rules_in(item)


def test_every_rule_that_a_record_names_can_be_looked_up() -> None:
    fixtures = Path(__file__).parent.parent / "fixtures"
    named = {
        rule
        for article in sorted(fixtures.glob("*/article.*"))
        for rule in rules_in(panelrecord.convert(article).to_dict())
    }
    assert len(named) > 100
    assert named - load().rules.keys() - STRUCTURAL.keys() == set()


def test_a_rule_that_is_no_pattern_says_what_it_reads(record: Record) -> None:
    value = record.to_dict()
    value["venue"]["evidence"][0]["rule"] = "document.link"
    lines = explain(value, "venue", packs=PACKS, sentences=()).splitlines()
    assert lines[lines.index("rule document.link") + 1].strip() == STRUCTURAL["document.link"]
