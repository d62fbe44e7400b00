"""From pandoc's trees to documents: text, blocks, links, bold words, and the head of an article."""

from __future__ import annotations

import json
import subprocess
import unicodedata
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import panelrecord
from panelrecord.document import Document, build, normalise
from panelrecord.errors import EmptyInput, NestedTooDeeply, ParseFailed
from panelrecord.limits import DEEPEST
from panelrecord.model import Notice
from panelrecord.pandoc import find_pandoc, parse
from panelrecord.source.article import Metadata

READER = "markdown-smart-citations-yaml_metadata_block"
RUNNING = (
    "The reservoir was full before the rains began, and the committee met twice to hear the engineers of the canal. "
)


def of_tree(*blocks: dict[str, Any], meta: dict[str, Any] | None = None, **known: Any) -> Document:
    return build({"blocks": list(blocks), "meta": meta or {}}, Metadata(**known), name="a.md")


def of(text: str, reader: str = READER, **known: Any) -> Document:
    parsed = parse(text.encode(), reader, pandoc=find_pandoc(), name="a.md")
    return build(parsed.ast, Metadata(**known), name="a.md")


def blocks(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


def para(*inlines: dict[str, Any]) -> dict[str, Any]:
    return {"t": "Para", "c": list(inlines)}


def word(text: str) -> dict[str, Any]:
    return {"t": "Str", "c": text}


def linked(document: Document) -> list[tuple[str, str]]:
    return [(document.text[link.start : link.end], link.url) for link in document.links]


def bold(document: Document) -> list[str]:
    return [document.text[start:end] for start, end in document.strong]


# ------------------------------------------------------------ the normalisation


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Cafe\u0301 A\u030a", "Café Å"),
        ("of\ufb01ce e\ufb00ort a\ufb04uent", "office effort affluent"),
        ("10\u00a0000 and\u202fsix\u2009\u2003ways", "10 000 and six ways"),
        ("a  b\t\tc", "a b c"),
        ("semi\u00adnar", "seminar"),
        ("\ufeffzero\u200bwidth\u2060", "zerowidth"),
        ("\u202aright\u202c \u2067left\u2069\u200f", "right left"),
        ("bell\x07 nul\x00", "bell nul"),
        ("one\r\ntwo\rthree\u2028four\x0cfive", "one\ntwo\nthree\nfour\nfive"),
        ("line \n  next", "line\nnext"),
        ("half \ud83d of one", "half of one"),
        ("می\u200cروم", "می\u200cروم"),
        ("“Ünd” — ‘naïve’ 5½ … №", "“Ünd” — ‘naïve’ 5½ … №"),
    ],
)
def test_what_a_reader_cannot_see_changes_nothing(raw: str, text: str) -> None:
    assert normalise(raw) == text


@given(st.text(st.characters(codec=None) | st.sampled_from(" \n\r\t\u00a0\u0301\u0323e\u00adﬁ\u1100\u1161\ud800")))
def test_to_normalise_again_changes_nothing(raw: str) -> None:
    text = normalise(raw)
    assert normalise(text) == text
    assert unicodedata.is_normalized("NFC", text)
    assert "  " not in text
    assert not set(text) & set("\r\t\u00a0\u00ad\u200b\ufeff\x00")


# ------------------------------------------------------------------- the blocks


def test_each_kind_of_block() -> None:
    document = of(
        """# Water

First *slanted* paragraph
goes on.

## Part two

> Quoted words.

- one
- two

  more of two

  - two and a half

1. first

| Name | Place |
|------|-------|
| Ana  | Quito |

Table: Who and where

Term

:   What it means

| line one
| line two

    code  one

    code two
"""
    )
    assert blocks(document) == [
        ("title", "Water"),
        ("paragraph", "First slanted paragraph goes on."),
        ("heading", "Part two"),
        ("quote", "Quoted words."),
        ("item", "one"),
        ("item", "two"),
        ("item", "more of two"),
        ("item", "two and a half"),
        ("item", "first"),
        ("caption", "Who and where"),
        ("cell", "Name"),
        ("cell", "Place"),
        ("cell", "Ana"),
        ("cell", "Quito"),
        ("item", "Term"),
        ("item", "What it means"),
        ("paragraph", "line one\nline two"),
        ("paragraph", "code one"),
        ("paragraph", "code two"),
    ]
    assert [block.level for block in document.blocks] == [0, 0, 2, 0, 1, 1, 1, 2, 1, 0, 0, 0, 0, 0, 1, 2, 0, 0, 0]


def test_items_of_one_list_are_lines_and_other_blocks_paragraphs() -> None:
    document = of("Lead.\n\n- one\n- two\n    - deep\n\n<!-- -->\n\n- other\n\nTail.")
    assert document.text == "Lead.\n\none\ntwo\ndeep\n\nother\n\nTail."


def test_line_ends_stay_inside_a_block_and_two_of_them_part_it() -> None:
    html = "<p>Ana Ruiz<br>Quito<br><br>  The  canal<br> <br/>\nleaks.</p>"
    assert of(html, "html").text == "Ana Ruiz\nQuito\n\nThe canal\n\nleaks."


def test_marks_of_inlines() -> None:
    document = of(
        "H~2~O, x^2^, ~~gone~~, `co  de`, $a^2$, [S]{.smallcaps}, [u]{.underline} 'single' \"double\"", "markdown"
    )
    assert document.text == "H2O, x2, gone, co de, a^2, S, u ‘single’ “double”"


def test_raw_markup_is_never_text() -> None:
    markdown = (
        "<div class='x'>\n<p>\nInside.\n</p>\n</div>\n<script>var x = 1;</script>\n\nA <b>bold</b> <!-- c --> word."
    )
    assert blocks(of(markdown)) == [("paragraph", "Inside."), ("paragraph", "A bold word.")]


def test_text_that_a_reader_left_in_raw_html_is_text() -> None:
    assert of("<p>First &amp; last\nword.</p><style>p {}</style>\n<p>Second", "commonmark").text == (
        "First & last word.\n\nSecond"
    )


def test_footnotes_come_last_and_leave_the_sentence_whole() -> None:
    def note(*paragraphs: dict[str, Any]) -> dict[str, Any]:
        return {"t": "Note", "c": list(paragraphs)}

    first = note(para(word("Dug in 1890"), note(para(word("Or so."))), word(".")))
    second = note(para(word("Badly.")), para(word("Very.")))
    document = of_tree(para(word("The canal"), first, word(" leaks"), second, word(".")), para(word("Tail.")))
    assert document.text == "The canal leaks.\n\nTail.\n\nDug in 1890.\n\nBadly.\n\nVery.\n\nOr so."


def test_pictures_give_their_captions() -> None:
    html = """<figure><img alt="same as below" src="a.png"><figcaption>The <b>old</b> lock</figcaption></figure>
    <p>Before <img alt="A ferry at dawn" src="b.png"> after.</p><p><img alt="IMG_1234.JPG" src="c.png"></p>
    <p><img alt="logo" src="d.png"></p>"""
    assert blocks(of(html, "html")) == [
        ("caption", "The old lock"),
        ("paragraph", "Before after."),
        ("caption", "A ferry at dawn"),
    ]


def test_a_page_laid_out_as_a_table_is_no_table() -> None:
    html = f"<table><tr><td><h1>Water</h1><p>{RUNNING}</p><ul><li>one</li></ul></td><td>Menu</td></tr></table>"
    assert blocks(of(html, "html")) == [
        ("title", "Water"),
        ("paragraph", RUNNING.strip()),
        ("item", "one"),
        ("cell", "Menu"),
    ]


def test_links_and_bold_words_have_their_places() -> None:
    document = of(
        "See [the *old* canal](http://x.example/a) and **Ana** **Ruiz**, <a@x.example>; [ ](http://y.example)."
    )
    assert linked(document) == [("the old canal", "http://x.example/a"), ("a@x.example", "mailto:a@x.example")]
    assert bold(document) == ["Ana Ruiz"]


def test_places_hold_where_the_text_is_normalised() -> None:
    document = of_tree(
        para(
            *(word("ﬁrst\u00a0"), {"t": "Space"}, {"t": "LineBreak"}),
            {"t": "Link", "c": [["", [], []], [word("\u00ad\u200b caf"), word("e\u0301 "), {"t": "Space"}], ["u", ""]]},
            {"t": "LineBreak"},
            {"t": "LineBreak"},
            {"t": "Strong", "c": [word(" ﬂat"), {"t": "LineBreak"}, {"t": "LineBreak"}, word("out ")]},
        )
    )
    assert document.text == "first\ncafé\n\nflat\n\nout"
    assert linked(document) == [("café", "u")]
    assert bold(document) == ["flat", "out"]


def test_a_letter_and_its_accent_come_together_across_a_link() -> None:
    link = {"t": "Link", "c": [["", [], []], [word("\u0323\u0301x")], ["u", ""]]}
    document = of_tree(para(word("ae\u0301e"), link))
    assert document.text == normalise("ae\u0301e\u0323\u0301x")
    assert document.text.endswith(linked(document)[0][0])


@pytest.mark.parametrize("html", ["<p>&nbsp; <br> &#8203;</p>", "", "<hr>", "<p>* * * — …</p>", "<img src='a.png'>"])
def test_an_article_without_words_is_empty(html: str) -> None:
    with pytest.raises(EmptyInput, match=r"a\.md: holds no words") as caught:
        of(html, "html")
    assert caught.value.name == "a.md"


def test_notices_are_carried_on() -> None:
    notice = Notice("x", None, "y")
    assert build({"blocks": [para(word("a"))], "meta": {}}, Metadata(), name="a", notices=[notice]).notices == (notice,)


# ------------------------------------------------------------------ trees gone wild


def nested(depth: int, what: str) -> dict[str, Any]:
    block = para(word("deep"))
    for _ in range(depth):
        contents: dict[str, list[Any]] = {
            "Div": [["", [], []], [block]],
            "BlockQuote": [block],
            "BulletList": [[block]],
        }
        block = {"t": what, "c": contents[what]}
    return block


@pytest.mark.parametrize("what", ["Div", "BlockQuote", "BulletList"])
def test_nesting_has_an_end(what: str) -> None:
    assert of_tree(nested(DEEPEST, what)).text == "deep"
    with pytest.raises(NestedTooDeeply, match=r"a\.md: it is nested over 200 levels deep"):
        of_tree(nested(DEEPEST + 1, what))


def test_nesting_of_inlines_has_an_end() -> None:
    inline = word("deep")
    for _ in range(DEEPEST + 1):
        inline = {"t": "Emph", "c": [inline]}
    with pytest.raises(NestedTooDeeply, match="nested"):
        of_tree(para(inline))


@pytest.mark.parametrize("block", [{"t": "Hologram", "c": []}, para({"t": "Scent", "c": []})])
def test_what_pandoc_3_does_not_know_is_not_passed_over(block: dict[str, Any]) -> None:
    with pytest.raises(ParseFailed, match="unknown here"):
        of_tree(block)


TEXTS = st.text(st.sampled_from("aé1 .\u0301\u0323ﬁ\u00a0\u00ad\n\r-•:\u1100\u1161“”"), max_size=6)
LEAVES = TEXTS.map(word) | st.sampled_from([{"t": "Space"}, {"t": "SoftBreak"}, {"t": "LineBreak"}])
INLINES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4).flatmap(
        lambda inlines: st.sampled_from(
            [
                {"t": "Strong", "c": inlines},
                {"t": "Emph", "c": inlines},
                {"t": "Link", "c": [["", [], []], inlines, ["u", ""]]},
                {"t": "Quoted", "c": [{"t": "DoubleQuote"}, inlines]},
                {"t": "Note", "c": [{"t": "Para", "c": inlines}]},
                {"t": "Image", "c": [["", [], []], inlines, ["u", ""]]},
            ]
        )
    ),
    max_leaves=8,
)
RUNS = st.lists(INLINES, max_size=6)
BLOCKS = st.recursive(
    RUNS.map(lambda inlines: {"t": "Para", "c": inlines})
    | RUNS.map(lambda inlines: {"t": "Header", "c": [1, ["", [], []], inlines]})
    | TEXTS.map(lambda text: {"t": "CodeBlock", "c": [["", [], []], text]})
    | TEXTS.map(lambda text: {"t": "RawBlock", "c": ["html", text]}),
    lambda inner: st.lists(inner, max_size=3).flatmap(
        lambda found: st.sampled_from(
            [
                {"t": "BulletList", "c": [found, found]},
                {"t": "BlockQuote", "c": found},
                {"t": "Div", "c": [["", [], []], found]},
                {"t": "DefinitionList", "c": [[[word("term")], [found]]]},
            ]
        )
    ),
    max_leaves=6,
)
NAMES = st.sampled_from(["Ana Ruiz", "Li Wei", "a", "é"])


@settings(max_examples=300)
@given(
    st.lists(BLOCKS, max_size=5),
    st.none() | TEXTS,
    st.lists(NAMES, max_size=2, unique=True),
    st.sampled_from([None, "2019-09-14"]),
)
def test_every_document_keeps_to_its_form(
    tree: list[dict[str, Any]], title: str | None, authors: list[str], published: str | None
) -> None:
    try:
        document = of_tree(*tree, title=title, authors=tuple(authors), published=published)
    except EmptyInput:
        return
    text = document.text
    assert normalise(text) == text
    end = 0
    for number, block in enumerate(document.blocks):
        assert text[end : block.start] in (("",) if number == 0 else ("\n", "\n\n"))
        assert block.start < block.end
        assert text[block.start : block.end] == text[block.start : block.end].strip()
        assert "\n\n" not in text[block.start : block.end]
        end = block.end
    assert end == len(text)
    marks = [(link.start, link.end) for link in document.links] + list(document.strong)
    for start, end in marks:
        assert text[start:end].strip() == text[start:end] != ""
        assert any(block.start <= start and end <= block.end for block in document.blocks)
    assert list(document.strong) == sorted(document.strong)
    for author in authors:
        assert any(block.kind == "byline" and author in text[block.start : block.end] for block in document.blocks)
    assert document == of_tree(*tree, title=title, authors=tuple(authors), published=published)


# --------------------------------------------------------------------- the head

HEAD = [("title", "A night of water"), ("byline", "Ana Ruiz, Li Wei"), ("published", "2019-09-14")]
KNOWN: dict[str, Any] = {"title": "A night of water", "authors": ("Ana Ruiz", "Li Wei"), "published": "2019-09-14"}
BODY = ("paragraph", RUNNING.strip())


def test_what_only_the_metadata_has_comes_first() -> None:
    assert blocks(of(RUNNING, **KNOWN)) == [*HEAD, BODY]


def test_what_the_tree_says_fills_what_is_not_known() -> None:
    document = of(
        "\\title{A night of water}\\author{Ana Ruiz \\and Li Wei}\\date{September 14, 2019}\\begin{document}\n"
        f"\\maketitle {RUNNING}\\end{{document}}",
        "latex",
    )
    assert blocks(document) == [*HEAD[:2], ("published", "September 14, 2019"), BODY]
    assert document.metadata == Metadata("A night of water", ("Ana Ruiz", "Li Wei"), "2019-09-14")


def test_what_is_known_goes_before_what_the_tree_says() -> None:
    meta = {
        "title": {"t": "MetaString", "c": "A night of water"},
        "author": {"t": "MetaString", "c": "admin"},
        "date": {"t": "MetaString", "c": "2020-01-01"},
        "lang": {"t": "MetaString", "c": "en-GB"},
    }
    known: dict[str, Any] = {**KNOWN, "language": "en"}
    document = of_tree(para(word(RUNNING)), meta=meta, **known)
    assert blocks(document) == [*HEAD, BODY]
    assert document.metadata == Metadata(**known)
    assert of_tree(para(word("a")), meta=meta).metadata.language == "en-GB"


def test_two_titles_are_both_kept() -> None:
    """Document properties often keep the title of the file that a writer began with."""
    meta = {"title": {"t": "MetaString", "c": "A night of water"}}
    document = of_tree(para(word(RUNNING)), meta=meta, title="Draft for the editor")
    assert blocks(document) == [("title", "Draft for the editor"), ("heading", "A night of water"), BODY]


@pytest.mark.parametrize(
    "title", ["A Night of Water", "A night of water | The Daily Weir", "The Daily Weir: A night of water"]
)
def test_the_texts_own_title_is_marked_and_not_repeated(title: str) -> None:
    document = of(f"# A night of water\n\n{RUNNING}", title=title)
    assert blocks(document) == [("title", "A night of water"), BODY]
    assert document.metadata.title == "A night of water"


def test_a_title_is_found_behind_a_kicker() -> None:
    document = of(f"Culture\n\n# A night of water\n\n{RUNNING}", title="A night of water")
    assert [kind for kind, _ in blocks(document)] == ["paragraph", "title", "paragraph"]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("# A night of water\n\n", "A night of water"),
        ("### A night of water\n\n", "A night of water"),
        ("**A night of water**\n\n", "A night of water"),
        ("A night of water\n\n", "A night of water"),
        ("Culture\n\n# A night of water\n\n", "A night of water"),
        ("It rained all night.\n\n", None),
        ("By Ana Ruiz\n\n", None),
        ("14 September 2019\n\n", None),
        ("", None),
    ],
)
def test_a_title_that_only_the_text_has(head: str, title: str | None) -> None:
    document = of(f"{head}{RUNNING}\n\n{RUNNING}\n\n{RUNNING}")
    assert document.metadata.title == title
    assert [text for kind, text in blocks(document) if kind == "title"] == ([title] if title else [])


@pytest.mark.parametrize(
    "byline",
    [
        "By Ana Ruiz and Li Wei",
        "by: ana ruiz & Li Wei, staff reporters",
        "Ana Ruiz, Li Wei",
        "Ana Ruiz and Li Wei | Quito | 14 September 2019",
        "Written by Ana Ruiz with Li Wei in Quito",
    ],
)
def test_the_texts_own_byline_is_marked_and_not_repeated(byline: str) -> None:
    document = of(f"# A night\n\n{byline}\n\n{RUNNING}", authors=("Ana Ruiz", "Li Wei"))
    assert blocks(document) == [("title", "A night"), ("byline", byline), BODY]


@pytest.mark.parametrize(
    "line", ["Ana Ruiz was there.", f"Ana Ruiz spoke. {RUNNING}", "“So,” said Ana Ruiz, “it rains.”"]
)
def test_a_sentence_with_the_authors_name_is_no_byline(line: str) -> None:
    document = of(f"# A night\n\n{line}\n\n{RUNNING}", authors=("Ana Ruiz",))
    assert blocks(document)[:2] == [("title", "A night"), ("byline", "Ana Ruiz")]


def test_names_on_a_line_each_are_one_byline() -> None:
    document = of(
        f"# A night of water\n\n[Ana Ruiz](http://a.example)\n\n**Li Wei**\n\n2019-09-14\n\n{RUNNING}", **KNOWN
    )
    assert blocks(document) == [*HEAD, BODY]
    assert linked(document) == [("Ana Ruiz", "http://a.example")]
    assert bold(document) == ["Li Wei"]


def test_an_author_whom_the_byline_leaves_out_is_added() -> None:
    document = of(f"# A night\n\nBy Ana Ruiz\n\n{RUNNING}", authors=("Ana Ruiz", "Li Wei"))
    assert blocks(document)[1:3] == [("byline", "By Ana Ruiz"), ("byline", "Li Wei")]


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Ana Ruiz", ("Ana Ruiz",)),
        ("By Ana Ruiz, Li Wei and Marijke van der Velde", ("Ana Ruiz", "Li Wei", "Marijke van der Velde")),
        ("By Ana Ruiz, head of the canal office", ("Ana Ruiz",)),
        ("By Manu | The Daily Weir | 2019-09-14", ("Manu",)),
        ("By the river, at night", ()),
        ("By Friday", ()),
        ("By Ana Ruiz 12 March 2018", ("Ana Ruiz",)),
    ],
)
def test_authors_that_only_a_byline_names(line: str, authors: tuple[str, ...]) -> None:
    document = of(f"# A night\n\n{line}\n\n{RUNNING}")
    assert document.metadata.authors == authors
    assert blocks(document)[1][0] == ("byline" if authors else "paragraph")


def test_a_name_alone_is_the_author_where_a_day_stands_beside_it() -> None:
    document = of(f"# A night of water\n\nAna Ruiz\n\n14 September 2019\n\n{RUNNING}")
    assert [kind for kind, _ in blocks(document)] == ["title", "byline", "published", "paragraph"]
    assert document.metadata == Metadata("A night of water", ("Ana Ruiz",), "2019-09-14")
    assert of(f"# A night of water\n\nAna Ruiz\n\n{RUNNING}").metadata.authors == ()


@pytest.mark.parametrize(
    "day", ["2019-09-14", "14 September 2019", "Published: Sept. 14, 2019, 10:30 am", "Saturday, 14th September 2019"]
)
def test_the_texts_own_day_is_marked_and_not_repeated(day: str) -> None:
    document = of(f"# A night\n\n{day}\n\n{RUNNING}", published="2019-09-14")
    assert blocks(document) == [("title", "A night"), ("published", day), BODY]


def test_a_day_in_the_byline_is_not_repeated() -> None:
    document = of(f"# A night\n\nBy Ana Ruiz | 14 September 2019\n\n{RUNNING}")
    assert blocks(document) == [("title", "A night"), ("byline", "By Ana Ruiz | 14 September 2019"), BODY]
    assert document.metadata.published == "2019-09-14"


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ("By Ana Ruiz\n\n14 September 2019", "2019-09-14"),
        ("14 September 2019\n\nBy Ana Ruiz", "2019-09-14"),
        ("Hall of Records\n\nPosted on 14 September 2019", "2019-09-14"),
        ("14 September 2019", "2019-09-14"),
        ("14 September 2019\n\n3 pm\n\nHall of Records", None),
        ("Seminar on 14 September 2019", None),
        ("3/4/2019", None),
    ],
)
def test_a_day_that_only_the_text_has(head: str, published: str | None) -> None:
    document = of(f"# A night\n\n{head}\n\n{RUNNING * 2}")
    assert document.metadata.published == published
    assert ("published" in [block.kind for block in document.blocks]) == (published is not None)


@pytest.mark.parametrize(
    ("text", "published"),
    [
        (f"The Tern, issue 4. Published 3 May 2019\n\n{RUNNING * 2}", "2019-05-03"),
        (f"{RUNNING * 2}\n\nMay 3, 2019", "2019-05-03"),
        (f"{RUNNING * 2}\n\nMay 3, 2019\n\nMay 10, 2019", None),
        (f"{RUNNING * 2}\n\nMay 3, 2019, was a wet day.", None),
    ],
)
def test_a_day_of_publication_in_a_longer_line_or_at_the_foot(text: str, published: str | None) -> None:
    assert of(f"# A night\n\n{text}").metadata.published == published


def test_the_sandboxs_clock_is_no_day_of_publication() -> None:
    document = of(f"\\title{{A night}}\\date{{\\today}}\\begin{{document}}{RUNNING}\\end{{document}}", "latex")
    assert document.metadata.published is None
    assert "1970" not in document.text


def test_a_date_of_no_day_is_shown_as_it_is_written() -> None:
    document = of_tree(para(word(RUNNING)), meta={"date": {"t": "MetaString", "c": "Spring 2019"}})
    assert blocks(document) == [("published", "Spring 2019"), BODY]
    assert document.metadata.published is None


def test_lines_of_one_paragraph_at_the_head_are_lines() -> None:
    document = of(f"A night of water  \nAna Ruiz  \n2019-09-14\n\n{RUNNING * 3}")
    assert [kind for kind, _ in blocks(document)] == ["title", "byline", "published", "paragraph"]


def test_subtitle_abstract_affiliation_and_thanks_are_kept() -> None:
    document = of(
        "\\title{A night\\thanks{Written at home.}}\\subtitle{In two parts}\\author{Ana Ruiz\\\\Canal Office}"
        f"\\begin{{document}}\\begin{{abstract}}In short.\\end{{abstract}}{RUNNING}\\end{{document}}",
        "latex",
    )
    assert blocks(document) == [
        ("title", "A night"),
        ("heading", "In two parts"),
        ("byline", "Ana Ruiz"),
        ("byline", "Canal Office"),
        ("paragraph", "In short."),
        BODY,
        ("paragraph", "Written at home."),
    ]
    assert document.metadata.authors == ("Ana Ruiz",)


def test_the_fields_of_restructuredtext_are_metadata() -> None:
    fields = ":Author: Ana Ruiz\n:Author: Li Wei\n:Date: 2019-09-14\n:Status: draft"
    assert blocks(of(f"A night of water\n================\n\n{fields}\n\n{RUNNING}\n", "rst")) == [
        *HEAD,
        ("item", "Status"),
        ("item", "draft"),
        BODY,
    ]


def test_a_list_of_terms_is_no_metadata() -> None:
    document = of(f"# A night\n\nAuthor\n\n:   one who writes\n\nCanal\n\n:   a ditch\n\n{RUNNING}")
    assert [kind for kind, _ in blocks(document)] == ["title", *["item"] * 4, "paragraph"]
    assert document.metadata.authors == ()


def test_bare_lines_between_paragraphs_are_headings() -> None:
    long = RUNNING * 2
    text = f"{long}\n\nWho pays\n\n{long}\n\nAna Ruiz\n\n{long}\n\nWho pays?\n\n{long}\n\nQuito, Ecuador\n\n{long}"
    assert [text for kind, text in blocks(of(text)) if kind == "heading"] == ["Who pays"]
    assert [text for kind, text in blocks(of(f"{text}\n\n## Marked\n\n{long}")) if kind == "heading"] == ["Marked"]


# ---------------------------------------------------------- one article, many formats

ARTICLE = f"""---
title: A night of water
author: [Ana Ruiz, Li Wei]
date: 2019-09-14
---

{RUNNING}“It **leaks**,” said *Dr Odile N’Dour* of the [canal office](http://canal.example/a_b), 40 % more than in 2018.

## What was asked

- Who pays for the lock — and when?
- Who is paid?

> A canal is a promise, and 1\\. a debt.

The writer is at <ana@canal.example>; see *a* and 3 < 4 & 5.
"""
WRITERS = {
    **{"html": "html", "docx": "docx", "odt": "odt", "rst": "rst", "org": "org-smart", "latex": "latex"},
    **{"docbook": "docbook", "markdown": "markdown", "commonmark_x": "commonmark_x", "epub": "epub"},
}


@pytest.fixture(scope="module")
def as_markdown() -> Document:
    body = ARTICLE.split("---\n", 2)[2]
    return of(body, **KNOWN)


@pytest.mark.parametrize("writer", WRITERS)
def test_an_article_reads_the_same_in_every_format(writer: str, as_markdown: Document) -> None:
    pandoc = find_pandoc()
    command = [pandoc.path, "--standalone", "--from", "markdown-smart", "--to", writer, "--output", "-"]
    written = subprocess.run(command, input=ARTICLE.encode(), capture_output=True, check=True).stdout
    reader = WRITERS[writer]
    if writer == "org":  # whose writer makes apostrophes straight
        written = written.replace(b"'", "’".encode())
    ast = parse(written, reader, pandoc=pandoc, name=writer).ast
    known = Metadata(None if writer == "rst" else "A night of water", () if writer == "rst" else ("Ana Ruiz", "Li Wei"))
    document = build(ast, known, name=writer)
    assert document.text == as_markdown.text, json.dumps(ast)[:2000]
    assert blocks(document) == blocks(as_markdown)
    assert linked(document) == linked(as_markdown)
    assert bold(document) == bold(as_markdown)
    assert document.metadata.authors == ("Ana Ruiz", "Li Wei")


@pytest.mark.parametrize(
    ("head", "byline", "published"),
    [
        ("Ana Ruiz | 16 May 2024", "Ana Ruiz", "2024-05-16"),
        ("16 May 2024 | Ana Ruiz", "Ana Ruiz", "2024-05-16"),
        ("By Our Staff Reporter\n\nMarch 19, 2023", None, "2023-03-19"),
        ("Our Special Correspondent\n\nMarch 19, 2023", None, "2023-03-19"),
    ],
)
def test_a_byline_may_give_the_day_or_name_nobody(head: str, byline: str | None, published: str) -> None:
    body = "The mill at Suva is to close, the owners said, and forty people will lose their work by the end of May."
    source = panelrecord.convert(f"The mill\n\n{head}\n\n{body}\n".encode(), format="text").source
    assert (source.byline, source.published) == (byline, published)
