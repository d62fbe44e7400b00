"""RTF with the real pandoc: every character that an escape stands for, and no letter lost after one."""

from __future__ import annotations

import pytest

from panelrecord.pandoc import find_pandoc, parse
from panelrecord.source import prepare


def read(content: bytes) -> str:
    prepared = prepare(content, name="a.rtf")
    assert prepared.reader == "rtf"
    blocks = parse(prepared.content, prepared.reader, pandoc=find_pandoc(), name="a.rtf").ast["blocks"]
    return "/".join("".join(item.get("c", " ") for item in block["c"] if item["t"] != "Strong") for block in blocks)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (rb'\u8220"We can\u8217' + rb"'t wait,\u8221" + rb'" said Ana', "“We can’t wait,” said Ana"),
        (rb"\uc1 \u8220\'93We can\u8217\'92t wait\u8221\'94 x", "“We can’t wait” x"),
        (rb"{\uc0 \u8220 We} can\u8217 ?t", "“We can’t"),
        (rb"\uc2\u8364\'80\'81 x\uc1\u8364\'80 y", "€ x€ y"),
        (rb"\u-10179?\u-8638? \u55357\'3f\u56832\'3f", "🙂 😀"),
        (rb"\'93q\'94 caf\'e9", "“q” café"),
        (b"\x93q\x94 caf\xe9", "“q” café"),
        ("“q” café".encode(), "“q” café"),
        (rb"a\{b\}\\u8220 c", "a{b}\\u8220 c"),
        (rb"a\'7bb\'5cc\u123?d", "a{b\\c{d"),
        (rb"{\pict\bin5 }}}}}}after", "after"),
        (rb"one\par two\u233?", "one/twoé"),
        (rb"\ldblquote x\rdblquote \u8212\'97y", "“x”—y"),
        (rb"lone \u56832? half", "lone � half"),
    ],
)
def test_characters(body: bytes, expected: str) -> None:
    assert read(rb"{\rtf1\ansi " + body + b"}") == expected


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        (rb"\ansi\ansicpg1251", rb"\'cc\'e8", "Ми"),
        (rb"\ansi\ansicpg932", rb"\'8d\'a1\'93\'fa", "今日"),
        (rb"\ansi\ansicpg65001", rb"\'c3\'a9", "é"),
        (rb"\ansi\ansicpg99999", rb"\'e9", "é"),
        (rb"\mac", rb"\'8e", "é"),
    ],
)
def test_code_pages(head: bytes, body: bytes, expected: str) -> None:
    assert read(rb"{\rtf1" + head + b" " + body + b"}") == expected
