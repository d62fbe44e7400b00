"""Packs of strangers: a pattern that would blow up is refused when it is loaded, and no pattern backtracks."""

from __future__ import annotations

from pathlib import Path

import pytest

import panelrecord
from panelrecord.errors import PackInvalid
from panelrecord.guard import within

PACK = """
[pack]
name = "local"
version = "1"
language = "en"

[[rule]]
id = "local.attribution.hostile"
description = "a pattern of a stranger's"
pattern = "{pattern}"
examples = ["[who:Ana Ruiz] [cue:said] [what:no no no]."]
rejects = ["Nobody."]
"""


@pytest.mark.parametrize(
    "tail",
    [
        "({any}?)" * 60,
        "(({any}+)+)+",
        "((({any}?){20}){20}){20}",
        "({any}{1000}){1000}",
        "(" * 3000 + "{any}" + ")" * 3000,
        "({any}|{any})+" * 20,
        "(({any}*)*)*",
    ],
)
def test_a_pattern_that_could_grow_is_refused_or_linear(tail: str, tmp_path: Path) -> None:
    path = tmp_path / "local.toml"
    path.write_text(PACK.replace("{pattern}", f"[who:{{person}}] [cue:said] [what:{tail}]"), encoding="utf-8")
    text = "Ana Ruiz, a baker, came. " + "Ana Ruiz said " + "no " * 20_000 + "."
    outcome = "linear"
    with within(60, name="a pattern that takes for ever"):
        try:
            panelrecord.convert(text.encode(), format="text", packs=[path])
        except PackInvalid as error:
            outcome = str(error)
    assert outcome == "linear" or "local" in outcome
