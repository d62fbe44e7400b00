"""Some sentences searched in place of all: the same is found, and no record is another for it."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from fixture_case import FIXTURES
from reading_of import english, reading_of

import panelrecord
from panelrecord.annotate.examples import document_of, unbracket
from panelrecord.annotate.reading import Reading, read
from panelrecord.annotate.sentences import Words
from panelrecord.fields import bylines, continuations, date, event_clauses, excerpt, venue_rooms, venue_towns
from panelrecord.fields.excerpt import Excerpt
from panelrecord.packs import load
from panelrecord.packs.edges import goes_over
from panelrecord.packs.grammar import Match, Stream, grammar

GATED = {
    "byline": bylines,
    "continuation": continuations,
    "narration": continuations,
    "resolution": continuations,
    "when": date,
    "event": event_clauses,
    "venue": venue_rooms,
    "locality": venue_towns,
}
TEXT = (
    "The seminar was held in Suva on 3 May. Ana Ruiz chaired the meeting.\n\nThe road was closed. It rained. "
    "Kofi Mensah moderated the panel discussion at Mole Hall"
)
EVENT = (
    "A seminar on tides was held on Monday. The growers of the valley filled the Guild Hall in Suva. Ana Ruiz "
    "moderated it, and Kofi Mensah of the River Trust told the seminar that the wells were dry. Every mill should be "
    "turned into a school."
)
TOWN = EVENT.replace("held on", "held in Suva on").replace("filled the Guild Hall in Suva", "walked")
PLAIN = " ".join(["The road was closed, and the bus came late.", "Nobody in the village had seen such a thing."] * 8)


def shown(matches: Iterable[Match]) -> list[tuple[str, int, int, dict[str, tuple[int, int]]]]:
    return [(match.rule.id, match.first, match.last, match.groups) for match in matches]


def sentences_of(reading: Reading, match: Match) -> set[int]:
    """The sentences, by number, whose words a match holds."""
    units = reading.stream
    words = [units.tokens[unit] for unit in range(match.first, match.last) if units.starts[unit] < units.ends[unit]]
    return {
        number for number, (first, last) in enumerate(reading.words.sentences) if any(first <= n < last for n in words)
    }


def test_some_sentences_are_found_to_hold_what_they_hold_among_all() -> None:
    reading, language = reading_of(TEXT), english()
    whole = {layer: language.find(layer, reading.stream) for layer in ("venue", "narration")}
    assert all(whole.values())
    numbers = range(len(reading.words.sentences))
    for chosen in itertools.chain.from_iterable(itertools.combinations(numbers, count) for count in numbers):
        part = excerpt.excerpt(reading.words, reading.stream, chosen[::-1])
        for layer, matches in whole.items():
            inside = [match for match in matches if sentences_of(reading, match) <= set(chosen)]
            assert shown(part.find(language, layer)) == shown(inside), (chosen, layer)


def test_all_sentences_are_the_stream_itself_and_none_hold_nothing() -> None:
    reading = reading_of(TEXT)
    assert excerpt.excerpt(reading.words, reading.stream, range(5)).part is reading.stream
    assert excerpt.excerpt(reading.words, reading.stream, ()).find(english(), "venue") == []


def test_what_a_unit_joins_is_searched_whole() -> None:
    reading = reading_of("He said: “The hall was full. Nobody left.” Ana Ruiz spoke. It rained.")
    first = excerpt.excerpt(reading.words, reading.speech, (0,))
    assert first.part.codes.count(english().boundary) == 2
    assert first.part.codes == reading.speech.codes[: len(first.part.codes)]
    second = excerpt.excerpt(reading.words, reading.speech, (1,))
    assert second.part.codes == first.part.codes


@pytest.mark.parametrize(
    ("pattern", "over"),
    [
        ("^ {any}+ $", False),
        ("[who:{any}] ($|,|and)", False),
        ("(^|,) {any} ({any} $|{any} {any})", False),
        ("{any} $ {any}", True),
        ("({any} $)+", True),
        ("({any} ^?)* {any}", True),
        ("{any} (, | $) {any}", True),
        ("{line} {any}", True),
        (r"\$ {any} \^", False),
    ],
)
def test_whether_a_pattern_goes_over_the_end_of_a_sentence(pattern: str, over: bool) -> None:
    assert goes_over(pattern, {"line": "[who:{any}] $".replace("[who:", "").replace("]", "")}) == over


@pytest.mark.parametrize("layer", GATED)
def test_no_rule_of_a_layer_that_is_searched_in_parts_goes_over_a_sentence(layer: str) -> None:
    packs = load()
    assert english().layer(layer)
    assert not [rule.id for rule in english().layer(layer) if goes_over(rule.pattern, packs.phrases)]


def test_a_rule_of_ones_own_may_go_over_the_end_of_a_sentence(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        '[pack]\nname = "own"\nversion = "1"\nlanguage = "en"\n\n[[rule]]\nid = "own.venue.there"\n'
        'description = "Mole Hall. We met there."\n'
        'pattern = "[venue:mole hall] (\\\\.)? $ {any}{1,3} there"\ngives = { rank = "near" }\n'
        'examples = ["[venue:Mole Hall]. We met there."]\nrejects = ["Mole Hall"]\n'
    )
    language = grammar(load([own]))
    reading = read(document_of("It rained.\n\nMole Hall. We met there. It was late."), language)
    sentences = excerpt.excerpt(reading.words, reading.words.units, (1,))
    assert "own.venue.there" in {match.rule.id for match in sentences.find(language, "venue")}


def ungated(words: Words, units: Stream, sentences: Iterable[int]) -> Excerpt:
    """All of a text, whatever is asked for."""
    return Excerpt(units, units, (), ())


def articles() -> Iterator[tuple[bytes, str]]:
    """The articles of the fixtures, and for each rule an event beside what the rule reads and what it leaves alone."""
    for path in sorted(FIXTURES.glob("*/article.*")):
        if path.suffix == ".md":
            yield path.read_bytes(), path.name
    for rule in load().rules.values():
        if rule.layer in GATED:
            said = [*(unbracket(example)[0] for example in rule.examples), *rule.rejects]
            parts = [*said[:4], EVENT, *said[4:], PLAIN, *said[1:5]]
            yield "\n\n".join(parts).encode(), f"{rule.id}.txt"
            if rule.layer in ("venue", "locality"):  # what counts near an event, and at the head anyhow
                late = [PLAIN, *(TOWN if rule.layer == "locality" and part == EVENT else part for part in parts)]
                yield "\n\n".join(late).encode(), f"{rule.id}.late.txt"


def records(monkeypatch: pytest.MonkeyPatch, *, whole: bool) -> dict[str, str]:
    with monkeypatch.context() as patch:
        if whole:
            for room in GATED.values():
                patch.setattr(room, "excerpt", ungated)
        return {
            f"{number} {name}": panelrecord.convert(content, name=name).to_json()
            for number, (content, name) in enumerate(articles())
        }


def test_no_record_is_another_where_all_sentences_are_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    gated, whole = records(monkeypatch, whole=False), records(monkeypatch, whole=True)
    assert sum('"event": null' not in record for record in gated.values()) > len(gated) // 2
    for name, record in gated.items():
        assert record == whole[name], name
