"""Streams: tokens as codes, chunks in the place of what they cover, a boundary around every sentence."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st
from reading_of import english, reading_of

from panelrecord.annotate.examples import document_of
from panelrecord.annotate.sentences import Words, cut
from panelrecord.annotate.streams import Chunk, stream
from panelrecord.packs.grammar import CHUNKS

TEXT = "Ana Ruiz said yes. She left.\n\nThe hall was empty."


def words_of(text: str) -> Words:
    return cut(text, ((block.start, block.end) for block in document_of(text).blocks), english())


def units(text: str, chunks: Sequence[Chunk] = ()) -> list[str]:
    found = stream(words_of(text), english(), chunks)
    assert len(found.starts) == len(found.ends) == len(found.tokens) == len(found.codes)
    return [text[start:end] for start, end in zip(found.starts, found.ends, strict=True)]


def test_sentences_stand_between_boundaries() -> None:
    assert units(TEXT) == [
        "", "Ana", "Ruiz", "said", "yes", ".", "", "She", "left", ".", "", "The", "hall", "was", "empty", ".", "",
    ]  # fmt: skip
    found = stream(words_of(TEXT), english())
    empty = [number for number, unit in enumerate(units(TEXT)) if not unit]
    assert [number for number, code in enumerate(found.codes) if code == english().boundary] == empty


def test_a_chunk_is_one_unit() -> None:
    assert units(TEXT, [Chunk(0, 2, "person"), Chunk(8, 10, "org")])[:4] == ["", "Ana Ruiz", "said", "yes"]
    found = stream(words_of(TEXT), english(), [Chunk(0, 2, "person")])
    assert found.codes[1] == english().chunk("person")
    assert found.tokens[1:4] == [0, 2, 3]


def test_a_chunk_over_sentences_joins_them() -> None:
    assert units(TEXT, [Chunk(2, 7, "quote")]) == [
        "", "Ana", "Ruiz", "said yes. She left", ".", "", "The", "hall", "was", "empty", ".", "",
    ]  # fmt: skip


def test_a_chunk_at_the_end_of_a_sentence_keeps_its_boundary() -> None:
    assert units(TEXT, [Chunk(2, 5, "quote")])[3:6] == ["said yes.", "", "She"]


def test_an_empty_text_is_one_boundary() -> None:
    assert units("") == [""]


@settings(max_examples=60)
@given(st.lists(st.integers(0, 12), max_size=4, unique=True), st.integers(1, 4))
def test_no_word_is_lost_or_doubled(begins: list[int], width: int) -> None:
    chunks: list[Chunk] = []
    for first in sorted(begins):
        if not chunks or first >= chunks[-1].last:
            chunks.append(Chunk(first, min(first + width, 13), CHUNKS[len(chunks) % len(CHUNKS)]))
    assert "".join("".join(units(TEXT, chunks)).split()) == "".join(TEXT.split())


def test_people_are_units_of_what_the_fields_read() -> None:
    reading = reading_of("Dr Ana Ruiz came to the Mekong Institute in Kandy on 3 May 2021.")
    kinds = {kind: english().chunk(kind) for kind in ("person", "org", "name1", "date")}
    stretches = {
        kind: [
            reading.document.text[start:end]
            for start, end, found in zip(reading.stream.starts, reading.stream.ends, reading.stream.codes, strict=True)
            if found == code
        ]
        for kind, code in kinds.items()
    }
    assert stretches == {
        "person": ["Ana Ruiz"],
        "org": ["Mekong Institute"],
        "name1": ["Kandy"],
        "date": ["3 May 2021"],
    }
