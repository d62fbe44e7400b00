"""One article in every format: the same record, but for what it says of its source."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import forms
import pytest
from fixture_case import Case, extension, load_cases

import panelrecord
from panelrecord.pandoc import find_pandoc, parse

EVERY = next(case for case in load_cases() if case.slug == "every-format")
PLAIN = next(article for article in EVERY.articles if extension(article) == ".md")
OTHERS = tuple(article for article in EVERY.articles if article != PLAIN)
WITHOUT_LANGUAGE = {".txt", ".wiki", ".rtf", ".org", ".rst", ".tex", ".jats.xml", "alto", "mets", "hocr", "pdf", "eml"}
"""In these the article does not say which language it is in."""
UNMARKED = {".txt", ".rtf", ".wiki"}
"""In these title, author and day are only the first lines of the text, so that other rules find the author there."""
FORMS: dict[str, Callable[[forms.Article], str | bytes]] = {
    "nitf": forms.nitf,
    "newsml": forms.newsml,
    "newsml with nitf": lambda article: forms.newsml(article, inside="nitf"),
    "ninjs": forms.ninjs,
    "tei": forms.tei,
    "alto": forms.alto,
    "mets": forms.mets,
    "page": forms.page_xml,
    "hocr": forms.hocr,
    "pdf": forms.pdf,
    "eml": forms.eml,
    "mhtml": forms.mhtml,
}
"""What pandoc cannot write, made from the Markdown."""
SIGNED = {".wiki"}
"""In these the byline begins with «By», which stands in the text then and moves what follows."""


def converted(article: Path) -> dict[str, Any]:
    return panelrecord.convert(article).to_dict()


def without(node: Any, *keys: str) -> Any:
    """A part of a record whose spans lack some of their keys."""
    if isinstance(node, dict):
        left_out = keys if "quote" in node else ()
        return {key: without(value, *keys) for key, value in node.items() if key not in left_out}
    return [without(item, *keys) for item in node] if isinstance(node, list) else node


@pytest.fixture(scope="module")
def plain() -> dict[str, Any]:
    """What comes of the article in Markdown."""
    return converted(PLAIN)


def test_the_article_is_read(plain: dict[str, Any]) -> None:
    """Thirteen records that hold nothing would be the same, too."""
    assert len(plain["panelists"]) >= 4
    assert len(plain["positions"]) >= 8
    assert all(plain[field] for field in ("event", "date", "venue", "author_bios"))


@pytest.mark.parametrize("article", OTHERS, ids=extension)
def test_every_format_gives_the_same_record(article: Path, plain: dict[str, Any]) -> None:
    record = converted(article)
    places = ("start", "end") if extension(article) in SIGNED else ()
    for field in plain.keys() - {"id", "source"}:
        rules = ("rule",) if field == "author_bios" and extension(article) in UNMARKED else ()
        assert without(record[field], *places, *rules) == without(plain[field], *places, *rules)


@pytest.mark.parametrize("article", OTHERS, ids=extension)
def test_every_format_says_the_same_of_its_source(article: Path, plain: dict[str, Any]) -> None:
    source, wanted = converted(article)["source"], plain["source"]
    for field in ("title", "byline", "published", "url"):
        assert source[field] == wanted[field]
    assert source["language"] == (None if extension(article) in WITHOUT_LANGUAGE else "en")
    assert source["text"].replace("\n\nBy ", "\n\n") == wanted["text"]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_newspapers_and_archives_gives_the_same_record(form: str, plain: dict[str, Any]) -> None:
    made = FORMS[form](forms.article_of(PLAIN.read_text(encoding="utf-8")))
    record = panelrecord.convert(made.encode() if isinstance(made, str) else made).to_dict()
    assert record["source"]["format"] == form.partition(" ")[0]
    for field in plain.keys() - {"id", "source"}:
        assert record[field] == plain[field]
    for field in ("title", "byline", "published", "text"):
        assert record["source"][field] == plain["source"][field]
    assert record["source"]["language"] == (None if form in WITHOUT_LANGUAGE else "en")


def test_formats_are_told_apart() -> None:
    formats = {converted(article)["source"]["format"] for article in EVERY.articles}
    assert len(formats) == len(EVERY.articles)


@pytest.mark.parametrize("case", [case for case in load_cases() if len(case.articles) == 1], ids=lambda case: case.slug)
def test_the_content_tells_the_format_where_the_name_does_not(case: Case) -> None:
    """Markdown may be taken for plain text without its name, all else not."""
    article = case.articles[0]
    named = panelrecord.convert(article)
    nameless = panelrecord.convert(article.read_bytes())
    if named.source.format not in ("markdown", "text"):
        assert nameless.source.format == named.source.format
        assert nameless.positions == named.positions


@pytest.mark.parametrize(
    ("content", "reader", "wanted"),
    [
        (b"<article><info><author><firstname>A</firstname></author></info><para>x</para></article>", "docbook", ()),
        (b"<article><para>a <unheard>b</unheard></para></article>", "docbook", ()),
        (b"\\usepackage{x}\n\\unheard{a}\n\\begin{document}\nText.\n\\end{document}", "latex-smart", ()),
        (
            b"\\begin{document}\n\\unheard{a} Text.\n\\end{document}",
            "latex",
            ("Skipped '\\unheard{a}' at line 2 column 12",),
        ),
        (b"\\begin{document}\n\\maketitle Text.\\vspace{3em}\n\\end{document}", "latex", ()),
        (b"\\unheard{a} Text.", "latex", ("Skipped '\\unheard{a}' at line 1 column 12",)),
    ],
)
def test_only_messages_about_losses_are_passed_on(content: bytes, reader: str, wanted: tuple[str, ...]) -> None:
    assert parse(content, reader, pandoc=find_pandoc(), name="article").messages == wanted
