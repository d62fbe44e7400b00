"""RTF with the real pandoc: every character that an escape stands for, and no letter lost after one."""

from __future__ import annotations

import pytest

from panelrecord.document import build
from panelrecord.errors import DamagedInput
from panelrecord.pandoc import find_pandoc, parse
from panelrecord.source import Metadata, plain, prepare


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
        (rb"\u-10179? parted \u-8638? halves", "� parted � halves"),
        (rb"\u-10179?\u-10179?\u-8638? and \u-10179?a", "�🙂 and �a"),
        (rb"\u128578?", "🙂"),
        (rb"{\object\objdata 0102ff 00}after", "after"),
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


@pytest.mark.parametrize("content", [rb"{\rtf1 a", rb"{\rtf1 {\fonttbl{\f0 b}", rb"{\rtf1 a \bin99 }", rb"{\rtf1 a\}"])
def test_what_ends_inside_a_group_was_cut_off(content: bytes) -> None:
    with pytest.raises(DamagedInput, match=r"a\.rtf: is RTF that ends inside a group"):
        prepare(content, name="a.rtf")


def test_what_stands_behind_the_end_is_told() -> None:
    (notice,) = prepare(rb"{\rtf1 Wells are dry.} Nobody asked.", name="a.rtf").notices
    assert notice.code == "behind-the-end"
    assert prepare(b"{\\rtf1 Wells are dry.}\r\n\0\0", name="a.rtf").notices == ()
    with pytest.raises(DamagedInput, match="ends before its words"):
        prepare(rb"{\rtf1{\fonttbl Arial;}} Nobody asked.", name="a.rtf")


def test_the_words_of_rtf_without_pandoc() -> None:
    content = rb"""{\rtf1\ansi{\fonttbl{\f0 Arial;}}{\info{\title Wells}}{\*\generator x;}\b Wells\b0\par
\trowd\cellx1 one\cell two\cell\row {\pict 00ff}It\rquote s \{dry\}\line\u8220?No\u8221? a\~b
c.{\field{\*\fldinst HYPERLINK "x"}{\fldrslt here}}\par}"""
    bare = plain(prepare(content, name="a.rtf"))
    assert bare is not None
    assert bare.ast is not None
    assert build(bare.ast, Metadata(), name="a.rtf").text == "Wells\n\none two\n\nIt’s {dry}\n“No” a bc.here"
