"""Any bytes for every reader, any text for the annotator; names and texts that no encoding can write."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hostile_containers import PROSE, docx, epub, odt, paragraph
from hypothesis import given, settings
from hypothesis import strategies as st
from scoring.compare import quoted_exactly

import panelrecord
from panelrecord.errors import UndecodableInput
from panelrecord.source import FORMATS

BOUNDED = settings(max_examples=60)
LIMITS = panelrecord.Limits(parse_seconds=2, reading_seconds=600)
MARKS = (
    "“",
    "”",
    '"',
    "‘",
    "'",
    "\n\n",
    ". ",
    "… ",
    ", ",
    ": ",
    " — ",
    "(",
    ")",
    "[",
    "\u202e",
    "\u200b",
    "\u00ad",
    "\ufb01",
)
WORDS = (
    "Ana Ruiz",
    "Dr",
    "said",
    "that",
    "she",
    "seminar on",
    "at the Grange Hall",
    "3 May 2021",
    "A\u0301",
    "a@b.c",
    "e.g.",
)
TEXTS = st.lists(st.sampled_from((*MARKS, *WORDS)) | st.text(max_size=8), max_size=60).map(" ".join)


def assert_sound_or_refused(content: bytes, *, name: str = "a", format: str | None = None) -> None:
    outcome: panelrecord.Record | panelrecord.InputError
    try:
        outcome = panelrecord.convert(content, name=name, format=format, limits=LIMITS)
    except panelrecord.InputError as refusal:
        outcome = refusal
    if isinstance(outcome, panelrecord.InputError):
        assert outcome.name == name
        return
    spans, exact = quoted_exactly(outcome.to_dict())
    assert spans == exact
    outcome.to_json().encode()


@pytest.mark.parametrize("format", FORMATS[:13])
@settings(BOUNDED, max_examples=12)
@given(content=st.binary(max_size=200) | TEXTS.map(str.encode))
def test_any_bytes_for_every_reader(format: str, content: bytes) -> None:
    assert_sound_or_refused(content, format=format)


@BOUNDED
@given(TEXTS, st.sampled_from(("docx", "odt", "epub", "html", "nxml", "dbk")))
def test_any_words_in_every_container(text: str, ending: str) -> None:
    bare = "".join(letter for letter in text if letter.isprintable() and letter not in "<&")
    contents = {
        "docx": docx(paragraph(bare)),
        "odt": odt(f"<text:p>{bare}</text:p>"),
        "epub": epub(f"<p>{bare}</p>"),
        "html": f"<p>{bare}</p>".encode(),
        "nxml": f"<article><front/><body><p>{bare}</p></body></article>".encode(),
        "dbk": f"<article><para>{bare}</para></article>".encode(),
    }
    assert_sound_or_refused(contents[ending], name=f"a.{ending}")


@BOUNDED
@given(TEXTS)
def test_annotations_of_any_text(text: str) -> None:
    annotations = panelrecord.annotate(text)
    panelrecord.validate(annotations)
    annotations.to_json().encode()


def test_offsets_are_exact_in_one_line_of_ten_megabytes() -> None:
    line = f"{PROSE} {('x' * 250 + ' ') * 42_000}{PROSE.replace('wells', 'rivers')}"
    with pytest.raises(panelrecord.InputTooLarge, match="text-characters"):
        panelrecord.convert(line.encode(), name="a.txt", limits=LIMITS)
    record = panelrecord.convert(line.encode(), name="a.txt", limits=replace(LIMITS, text_characters=20_000_000))
    spans, exact = quoted_exactly(record.to_dict())
    assert spans == exact > 0
    assert any(span.start < 1000 for position in record.positions for span in position.spans)
    assert any(span.start > 10_000_000 for position in record.positions for span in position.spans)


def test_halves_of_characters_are_no_text() -> None:
    with pytest.raises(UndecodableInput, match="half of a character at 14"):
        panelrecord.annotate("Ana Ruiz said \ud83d that")


@pytest.mark.parametrize("name", ["a\ud83d.txt", "a\x00b", "a\nb", "", "x" * 10_000])
def test_any_name_is_written(name: str) -> None:
    record = panelrecord.convert(PROSE.encode(), name=name)
    record.to_json().encode()
    (result,) = panelrecord.convert_many([(PROSE.encode(), name)])
    assert result.name == record.source.name


def test_a_path_that_cannot_be() -> None:
    with pytest.raises(panelrecord.UnreadableInput, match="no possible path"):
        panelrecord.convert("a\ud83d.txt")
