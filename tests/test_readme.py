"""What the README and the documents show is what the program gives."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import panelrecord

ROOT = Path(__file__).resolve().parent.parent


def block(language: str) -> str:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    match = re.search(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    assert match
    return match[1]


def assert_within(part: Any, whole: Any, at: str = "") -> None:
    """Every key that the part shows has the value that it shows; lists are shown whole."""
    if isinstance(part, dict):
        for key, value in part.items():
            assert_within(value, whole[key], f"{at}/{key}")
    elif isinstance(part, list):
        assert len(part) == len(whole), at
        for number, (one, other) in enumerate(zip(part, whole, strict=True)):
            assert_within(one, other, f"{at}/{number}")
    else:
        assert part == whole, at


def test_the_example_of_the_readme_is_true() -> None:
    record = panelrecord.convert(block("markdown").encode(), name="water.md")
    assert_within(json.loads(block("json")), record.to_dict())


def test_every_link_of_the_documents_leads_somewhere() -> None:
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
    assert len(documents) > 5
    for document in documents:
        for target in re.findall(r"\]\(([^)#\s]+)\)", document.read_text(encoding="utf-8")):
            if not target.startswith(("http:", "https:")):
                assert (document.parent / target).exists(), f"{document.name} links to {target}"
