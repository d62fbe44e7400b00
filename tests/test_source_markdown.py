"""Markdown with the real pandoc: the text as written, whatever site generator it was written for."""

from __future__ import annotations

from typing import Any

import pytest

from panelrecord.pandoc import find_pandoc, parse
from panelrecord.source import Prepared, plain, prepare
from panelrecord.source.markdown import COMMONMARK, PANDOC


def text_of(prepared: Prepared) -> str:
    """All text of the prepared input as pandoc reads it, a line for each block, raw markup left out."""
    if prepared.ast is not None:
        return _text(prepared.ast["blocks"])
    assert prepared.reader is not None
    return _text(parse(prepared.content, prepared.reader, pandoc=find_pandoc(), name=prepared.name).ast["blocks"])


def _text(node: Any) -> str:
    if isinstance(node, list):
        return "".join(map(_text, node))
    if not isinstance(node, dict):
        return ""
    kind: Any = node.get("t")
    content: Any = node.get("c")
    if kind in ("Space", "SoftBreak", "LineBreak"):
        return " "
    if kind == "Str":
        return str(content)
    if kind in ("Code", "CodeBlock"):
        return str(content[1])
    if kind in ("RawInline", "RawBlock", None):
        return ""
    return _text(content) + ("\n" if kind in ("Para", "Plain", "Header", "CodeBlock") else "")


def read(text: str, name: str = "article.md") -> str:
    return text_of(prepare(text.encode(), name=name)).strip()


def lines(text: str) -> int:
    """How many line ends of the writer's are kept in the text."""
    prepared = prepare(text.encode(), name="a.md")
    assert prepared.reader is not None
    tree = parse(prepared.content, prepared.reader, pandoc=find_pandoc(), name="a").ast
    return sum(one["t"] == "LineBreak" for block in tree["blocks"] for one in block["c"])


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("**When:** Friday\n**Where:** the hall\n**Cost**: nothing", 2),
        ("Date: 3 May\nDate and time: 3 May, 6pm\nVenue: the hall", 2),
        ("They came on Friday\nto sing: all of them\nand to eat.", 0),
        ("**Note:** they came on\nFriday and sang.", 0),
    ],
)
def test_lines_with_a_label_each_stay_lines(text: str, kept: int) -> None:
    assert lines(text) == kept


def test_quotation_marks_and_dashes_stay_as_written() -> None:
    text = '"Yes", she said -- \'no\' -- it\'s "done"... [@ana] costs $5 and $6 ~now~ a^b^'
    assert read(text) == text


@pytest.mark.parametrize("body", ["Plain.", "<p>Raw</p>\n\nand not.", "Note[^1].\n\n[^1]: Kept."])
def test_front_matter_is_no_text(body: str) -> None:
    prepared = prepare(f"---\ntitle: Talks\nauthor: Ana Ruiz\n---\n\n{body}".encode(), name="a.md")
    assert (prepared.metadata.title, prepared.metadata.authors) == ("Talks", ("Ana Ruiz",))
    assert "Talks" not in text_of(prepared)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("One {% include x.html a='b' %} two", "One  two"),
        ("{% include figure.html\n   src='a' %}\nText.", "Text."),
        ("One\n{% comment %}never\nseen{% endcomment %}\ntwo", "One two"),
        ("See [the page]({{ '/x' | relative_url }}).", "See the page."),
        ('Text {{< figure src="a" >}} more {{% note %}}noted{{% /note %}}.', "Text  more noted."),
        ("{% comment %}{% raw %}never{% endcomment %} {{ gone }} kept", "kept"),
        ("{% raw %}{{ kept }}{% endraw %} {{ gone }}", "{{ kept }}"),
        ('[link](https://a.example){:target="_blank"} end', "link end"),
        ("100% of {a} and { b }", "100% of {a} and { b }"),
        ("An open {{ brace and {% too", "An open {{ brace and {% too"),
    ],
)
def test_templates_are_taken_out(source: str, expected: str) -> None:
    assert " ".join(read(source).split()) == " ".join(expected.split())


def test_a_page_of_raw_html_comes_through_with_all_its_text() -> None:
    source = (
        "---\ntitle: Talks\n---\n\n \n<p>Oct. 18, 2010</p>\n"
        '<p>\n  "We, too," said Dr Lin,\n  <em>at length</em>.\n</p>\n\n<p>The end &#42;</p>\n'
    )
    prepared = prepare(source.encode(), name="a.md")
    assert prepared.format == "markdown"
    assert text_of(prepared).split("\n")[:3] == ["Oct. 18, 2010", '"We, too," said Dr Lin, at length.', "The end *"]


@pytest.mark.parametrize(
    "source",
    [
        "Text.\n\n<div class='x'>\nInside *marked* here.\n</div>\n\nAfter.",
        "Text.\n\n<p>One</p>\n<blockquote>Two</blockquote>\n\nThree *four*.",
        "<a name='top'></a>\nText right after an anchor.\n",
        "Text with a note.[^1]\n\n[^1]: The note's own text.",
        "+-----+-----+\n| one | two |\n+=====+=====+\n| 1   | 2   |\n+-----+-----+",
    ],
)
def test_what_commonmark_would_lose_goes_to_pandocs_markdown(source: str) -> None:
    prepared = prepare(source.encode(), name="a.md")
    assert prepared.reader == PANDOC
    letters = [word for word in ("marked", "Two", "Three", "anchor", "own", "one", "2", "After") if word in source]
    assert [word for word in letters if word not in text_of(prepared)] == []


@pytest.mark.parametrize(
    "source",
    [
        "# Title\n\nText with <em>tags</em> and <https://a.example>.",
        "![x](y.png)\n\n<img src='a.png'>\n\nText.",
        "> a\n\n1. b\n\n| c | d |\n|---|---|\n| e | f |",
    ],
)
def test_the_rest_goes_to_the_faster_reader(source: str) -> None:
    assert prepare(source.encode(), name="a.md").reader == COMMONMARK


@pytest.mark.parametrize("reader", [COMMONMARK, PANDOC])
def test_both_readers_give_the_same_text(reader: str) -> None:
    source = (
        'Title\n=====\n\nA "quoted" word -- and snake_case, 2 * 3 * 4, #hashtag, A. Ruiz\n## Heading\n> said\n\n'
        "A. Ruiz spoke.\n\n(i) first\n\n@ana 1) x\n\n* item\n* item **bold**\n\n"
        "H~2~O and x^2^, $5 to $6, \\alpha, (@) x\n\n"
        "| kept | as |\n|---|---|\n| table | cells |\n\n![alt](x.png)\n\n| not a table\n"
    )
    pandoc = find_pandoc()
    expected = _text(parse(source.encode(), COMMONMARK, pandoc=pandoc, name="a").ast["blocks"])
    assert _text(parse(source.encode(), reader, pandoc=pandoc, name="a").ast["blocks"]) == expected
    assert "A. Ruiz spoke." in expected


def test_front_matter_before_html() -> None:
    prepared = prepare(
        b"---\ntitle: Talks\nlayout: x\n---\n<h1>Talks</h1>\n{% if a %}<p>Text.</p>{% endif %}", name="a.html"
    )
    assert (prepared.format, prepared.metadata.title) == ("html", "Talks")
    assert text_of(prepared) == "Talks\nText.\n"


def test_front_matter_counts_before_the_page_and_the_page_where_it_is_silent() -> None:
    page = b"---\nlang: en\nauthor: Ana Ruiz\n---\n<html lang=fr><title>Talks</title>"
    page += b"<meta name=author content='Mo Ek'><p>x"
    found = prepare(page, name="a.html").metadata
    assert (found.language, found.authors, found.title) == ("en", ("Ana Ruiz",), "Talks")


@pytest.mark.parametrize(
    ("name", "source", "expected"),
    [
        ("a.md", "# Talks\n\nText *here*.", "# Talks\nText *here*.\n"),
        ("a.html", "<h1>Talks</h1><p>Text <b>here</b>.</p>", "Talks\nText here.\n"),
        ("a.org", "* Talks\n\nText /here/.", "* Talks\nText /here/.\n"),
    ],
)
def test_plain_text_to_fall_back_on(name: str, source: str, expected: str) -> None:
    fallen = plain(prepare(source.encode(), name=name))
    assert fallen is not None
    assert text_of(fallen) == expected
    assert plain(fallen) is None
