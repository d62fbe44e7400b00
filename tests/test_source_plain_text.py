"""Plain text keeps every character; its lines are joined where they were wrapped, and only there."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panelrecord.source import prepare
from panelrecord.source.plain_text import text_ast

_SHOWN = {"Space": " ", "SoftBreak": "~", "LineBreak": "/"}


def inlines(block: dict[str, Any]) -> list[dict[str, Any]]:
    return block["c"][2] if block["t"] == "Header" else block["c"]  # type: ignore[no-any-return]


def shown(text: str) -> list[str]:
    """One line a block: "# " before a heading, "~" for a line end that was joined, "/" for one that was kept."""
    return [
        ("# " if block["t"] == "Header" else "")
        + "".join(item["c"] if item["t"] == "Str" else _SHOWN[item["t"]] for item in inlines(block))
        for block in text_ast(text)["blocks"]
    ]


WRAPPED = """\
The committee met in the old mill on Tuesday to talk about the river, and
nearly everybody who had been invited came. Dr Ana Ruiz, who has measured
the water for nine years, said that it had never been lower.
"""


def test_marks_that_other_formats_read_are_plain_characters() -> None:
    text = "# 1. _under_ *star* **bold** @ana $5 and $6 <tag> &amp; back\\slash `tick` [x](y) ~ ^ | --- \"q\" 'r' http://a.b/_c_"
    assert shown(text) == [text]
    assert shown("1. one\n\n    four spaces\n\n---\n\n> quoted\n\n* * *\n\n%") == [
        "1. one", "four spaces", "---", "> quoted", "* * *", "%",
    ]  # fmt: skip


def test_no_break_spaces_and_other_unicode_spaces_stay_inside_words() -> None:
    assert shown("5\u00a0pm\u2003and \u3000 more") == ["5\u00a0pm\u2003and \u3000 more"]
    assert inlines(text_ast("5\u00a0pm now")["blocks"][0])[0] == {"t": "Str", "c": "5\u00a0pm"}


def test_an_article_on_one_line() -> None:
    assert shown("It was held. Nobody came.") == ["It was held. Nobody came."]


def test_wrapped_lines_are_one_paragraph() -> None:
    assert shown(WRAPPED) == [WRAPPED.strip().replace("\n", "~")]


def test_two_wrapped_lines_take_the_width_of_the_rest() -> None:
    text = f"{WRAPPED}\nNobody knew what would come next, least of all the people who had asked\nDr Ruiz.\n"
    assert shown(text)[1].count("~") == 1


@pytest.mark.parametrize(
    "block",
    [
        "Dr Ana Ruiz\n12 Long Lane\nLeeds LS1 4AB",
        "Time: 3 pm\nPlace: the old mill, in the larger of the two rooms on the first floor\nHost: Ana Ruiz",
        "- one\n- two and something more to say about it that nearly fills the line\n- three",
        "1. Opening of the meeting and apologies from those who could not be there\n2. Minutes of the last one",
        "The lamp went out, the hall was cold,\nand no one spoke a word;\nthe chair looked down, the clock struck nine,"
        "\nand nothing more was heard.",
        "10.00 Welcome by the mayor of the town and by the head of the water board\n10.30 Coffee\n11.00 Panel",
        "THE RIVER\nA Symposium",
    ],
    ids=["address", "fields", "items", "numbered", "verse", "programme", "capitals"],
)
def test_line_ends_of_the_writers_own_are_kept(block: str) -> None:
    text = f"{WRAPPED}\n{block}\n"
    assert shown(text)[1] == block.replace("\n", "/")


def test_a_rule_is_a_line_of_its_own() -> None:
    rule = "-" * 74
    text = f"{WRAPPED}{rule}\nuntil the next time, then, said the secretary of the committee, and left the\nroom.\n"
    assert f"/{rule}/until" in "|".join(shown(text)).replace("|", "/")


def test_a_wrapped_item_is_one_line() -> None:
    text = (
        f"{WRAPPED}\n- the first thing that was said, which was long enough to be wrapped at its\n  end\n- the second\n"
    )
    assert shown(text)[1].count("/") == 1


def test_headers_of_an_announcement() -> None:
    text = (
        "<0.1.2.95.x+@example.edu.0>\nType:     cs.talks\n"
        'Topic:    "A very long title of a talk about rivers and the\n          people"\n'
        "Dates:    3-May-95\nWho:      Ana Ruiz\n          Water Board\nPostedBy: M. Ek\nAbstract: \n\n"
    )
    assert shown(text + WRAPPED)[0] == (
        '<0.1.2.95.x+@example.edu.0>/Type: cs.talks/Topic: "A very long title of a talk about rivers and the~people"'
        "/Dates: 3-May-95/Who: Ana Ruiz/Water Board/PostedBy: M. Ek/Abstract:"
    )


def test_prose_right_after_headers_is_a_paragraph_of_its_own() -> None:
    assert shown(f"Speaker: Ana Ruiz\nTitle: Rivers\n{WRAPPED}")[0] == "Speaker: Ana Ruiz/Title: Rivers"


def test_indented_first_lines_open_paragraphs() -> None:
    paragraph = WRAPPED.replace("never been lower.\n", "never been lower in all those years.\n")
    text = "".join(f"   {paragraph}" for _ in range(3))
    assert len(shown(text)) == 3


def test_a_short_last_line_ends_a_paragraph() -> None:
    text = WRAPPED + "It rained.\n" + WRAPPED
    assert shown(text)[-1].startswith("The committee")


def test_every_long_line_is_a_paragraph() -> None:
    line = "This is a paragraph that somebody typed into an editor which wraps on the screen, so that it is one line. "
    assert shown(f"A talk\n{line * 2}\n{line * 3}") == ["# A talk", (line * 2).strip(), (line * 3).strip()]


def test_a_narrow_column_is_joined() -> None:
    text = "The council said on Monday\nthat it would pay for the\nnew bridge, and that work\nwould begin in spring.\n"
    assert shown(text) == [text.strip().replace("\n", "~")]


@pytest.mark.parametrize(
    ("end", "start", "expected"),
    [
        ("of the semi-", "nar, which", "of the seminar, which"),
        ("of the semi\u00ad", "nar, which", "of the seminar, which"),
        ("of the state-of-the-", "art pump", "of the state-of-the-art pump"),
        ("of the up-", "to-date pump", "of the up-to-date pump"),
        ("of the pre-", "and post-war", "of the pre-~and post-war"),
        ("of the Anglo-", "Irish pump", "of the Anglo-~Irish pump"),
        ("of the pump --", "which is", "of the pump --~which is"),
    ],
)
def test_hyphens_at_the_ends_of_wrapped_lines(end: str, start: str, expected: str) -> None:
    first = "The committee met in the old mill on Tuesday to talk and to hear again"
    text = f"{first}\nand at length about the price and the weight and some {end}\n{start} was good, and went home.\n"
    assert expected in shown(text)[0]


def test_a_word_hyphenated_elsewhere_keeps_its_hyphen() -> None:
    text = "A well-known pump.\n\n" + WRAPPED.replace("the river, and\n", "the rivers well-\nknown ")
    assert "rivers well-known" in shown(text)[1]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Games in class\n\nText.", "# Games in class"),
        ("Ana Ruiz: the river\n\nText.", "# Ana Ruiz: the river"),
        ("Who owns it?\n\nText.", "# Who owns it?"),
        ("It was held on Monday.\n\nText.", "It was held on Monday."),
        ("Topic: rivers\n\nText.", "Topic: rivers"),
        ("<id@example.org>\n\nText.", "<id@example.org>"),
        ("- one\n\nText.", "- one"),
        ("* * *\n\nText.", "* * *"),
        ("Alone", "Alone"),
        ("x" * 130 + "\n\nText.", "x" * 130),
        ("Two\nlines\n\nText.", "Two/lines"),
    ],
)
def test_the_first_line_is_the_title_where_it_looks_like_one(text: str, title: str) -> None:
    assert shown(text)[0] == title


def test_pages_and_odd_blank_lines_part_paragraphs() -> None:
    assert shown("\n\n One.\n \t \nTwo.\n\u00a0\nThree.\fFour.\v\n") == ["One.", "Two.", "Three.", "Four."]


def test_preparing_plain_text() -> None:
    prepared = prepare("Talk\r\n\r\nIt’s 5 °C.\r\n".encode(), name="a.txt")
    assert (prepared.reader, prepared.content) == (None, "Talk\n\nIt’s 5 °C.\n".encode())
    assert prepared.ast is not None
    assert [block["t"] for block in prepared.ast["blocks"]] == ["Header", "Para"]
    assert prepared.ast["pandoc-api-version"] == [1, 23, 1]


lines = st.lists(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=90), max_size=12)


@given(lines)
def test_no_character_is_lost(text_lines: list[str]) -> None:
    text = "\n".join(text_lines)
    words = "".join(item.get("c", "") for block in text_ast(text)["blocks"] for item in inlines(block))
    kept = re.sub(r"[ \t\n\u00a0]", "", words)
    expected = re.sub(r"[ \t\n\u00a0]", "", text)
    # A hyphen may go, but only one that ended a line.
    assert re.sub("[-\u00ad]", "", kept) == re.sub("[-\u00ad]", "", expected)
    assert len(expected) - len(kept) <= len(re.findall("[-\u00ad][ \t]*\n", text))


@given(st.text(alphabet="aB-. :1\t\n", max_size=300))
def test_blocks_hold_words_and_single_gaps(text: str) -> None:
    for block in text_ast(text)["blocks"]:
        kinds = [item["t"] for item in inlines(block)]
        assert kinds[::2] == ["Str"] * len(kinds[::2])
        assert "Str" not in kinds[1::2]
        assert len(kinds) % 2 == 1
