"""Paragraphs that are lists: which marks make items, and which strokes are none."""

from __future__ import annotations

import pytest

from panelrecord.document.lists import with_items
from panelrecord.document.passages import Passage
from panelrecord.document.runs import Stretch


def paragraph(text: str) -> Passage:
    return Passage("paragraph", Stretch(text))


def shown(*texts: str) -> list[tuple[str, str]]:
    return [(one.kind, one.text) for one in with_items([paragraph(text) for text in texts])]


@pytest.mark.parametrize(
    ("texts", "wanted"),
    [
        (("• bread\n•salt",), [("item", "bread"), ("item", "salt")]),
        (("▪ bread",), [("item", "bread")]),
        (("- bread\n- salt",), [("item", "bread"), ("item", "salt")]),
        (("* bread", "* salt"), [("item", "bread"), ("item", "salt")]),
        (
            ("Bring:\n- bread\nfrom Kandy\n- salt",),
            [("paragraph", "Bring:"), ("item", "bread\nfrom Kandy"), ("item", "salt")],
        ),
        (("1. bread\n2. salt",), [("item", "bread"), ("item", "salt")]),
        (("Bring:\n(1) bread\n(2) salt",), [("paragraph", "Bring:"), ("item", "bread"), ("item", "salt")]),
        (("1) bread", "2) salt"), [("item", "bread"), ("item", "salt")]),
        (("3. bread\n7. salt",), [("paragraph", "3. bread\n7. salt")]),
        (("1. bread", "and on"), [("paragraph", "1. bread"), ("paragraph", "and on")]),
        (("- so it goes",), [("paragraph", "- so it goes")]),
        (("- so it goes", "and on"), [("paragraph", "- so it goes"), ("paragraph", "and on")]),
        (("-5 degrees\n-7 degrees",), [("paragraph", "-5 degrees\n-7 degrees")]),
        (("— Who?\n— Nobody.",), [("paragraph", "— Who?\n— Nobody.")]),
    ],
)
def test_marks_of_items(texts: tuple[str, ...], wanted: list[tuple[str, str]]) -> None:
    assert shown(*texts) == wanted


def test_items_follow_each_other_closely() -> None:
    found = with_items([paragraph(text) for text in ("Bring", "• bread", "• salt", "Or:", "• figs")])
    assert [(one.level, one.list) for one in found] == [(0, 0), (1, 1), (1, 1), (0, 0), (1, 2)]


def test_links_and_bold_words_move_with_their_item() -> None:
    text = "Bring:\n- bread\n- salt"
    bread, salt = text.index("bread"), text.index("salt")
    links = ((bread, bread + 5, "https://bread.example"),)
    found = with_items([Passage("paragraph", Stretch(text, links, ((0, 5), (salt, salt + 4))))])
    assert [(one.stretch.links, one.stretch.strong) for one in found] == [
        ((), ((0, 5),)),
        (((0, 5, "https://bread.example"),), ()),
        ((), ((0, 4),)),
    ]


def test_other_passages_stay() -> None:
    heading = Passage("heading", Stretch("• Programme"), 2)
    assert with_items([heading]) == [heading]
