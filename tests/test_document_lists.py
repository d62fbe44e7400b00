"""Paragraphs that are lists: which marks make items, and which strokes are none."""

from __future__ import annotations

import pytest

from panelrecord.document.lists import with_items
from panelrecord.document.passages import Passage


def shown(*texts: str) -> list[tuple[str, str]]:
    return [(one.kind, one.text) for one in with_items([Passage("paragraph", text) for text in texts])]


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
        (("- so it goes",), [("paragraph", "- so it goes")]),
        (("- so it goes", "and on"), [("paragraph", "- so it goes"), ("paragraph", "and on")]),
        (("-5 degrees\n-7 degrees",), [("paragraph", "-5 degrees\n-7 degrees")]),
        (("— Who?\n— Nobody.",), [("paragraph", "— Who?\n— Nobody.")]),
    ],
)
def test_marks_of_items(texts: tuple[str, ...], wanted: list[tuple[str, str]]) -> None:
    assert shown(*texts) == wanted


def test_items_follow_each_other_closely() -> None:
    found = with_items([Passage("paragraph", "Bring"), Passage("paragraph", "• bread"), Passage("paragraph", "• salt")])
    assert [(one.level, one.tight) for one in found] == [(0, False), (1, False), (1, True)]


def test_links_and_bold_words_move_with_their_item() -> None:
    text = "Bring:\n- bread\n- salt"
    bread, salt = text.index("bread"), text.index("salt")
    links = ((bread, bread + 5, "https://bread.example"),)
    found = with_items([Passage("paragraph", text, links=links, strong=((0, 5), (salt, salt + 4)))])
    assert [(one.links, one.strong) for one in found] == [
        ((), ((0, 5),)),
        (((0, 5, "https://bread.example"),), ()),
        ((), ((0, 4),)),
    ]


def test_other_passages_stay() -> None:
    heading = Passage("heading", "• Programme", 2)
    assert with_items([heading]) == [heading]
