"""What pages say about themselves, in each of the ways in which they say it."""

from __future__ import annotations

import json

import pytest

from panelrecord.source.article import Metadata
from panelrecord.source.html import read_page

BODY = "<body><h1>Tram talks</h1><p>The tram was talked about for two hours, and nothing was decided.</p></body>"


def metadata(head: str, body: str = BODY, html: str = "<html>") -> Metadata:
    return read_page(f"<!DOCTYPE html>{html}<head>{head}</head>{body}").metadata


def json_ld(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def test_opengraph_and_meta_elements() -> None:
    found = metadata(
        '<title>Tram talks | City Post</title><meta property="og:title" content="Tram talks &amp; more">'
        '<meta property="og:site_name" content="City Post"><meta name="author" content="By Ana Ruiz and Mo Ek">'
        '<meta property="article:published_time" content="2019-09-20T23:30:00-05:00">'
        '<meta property="og:locale" content="en_GB"><link rel="canonical" href="https://city.example/tram">',
        body="<body><p>Text.</p></body>",
    )
    assert found == Metadata(
        "Tram talks & more", ("Ana Ruiz", "Mo Ek"), "2019-09-20", "en-GB", "https://city.example/tram"
    )


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("Ana Ruiz", ("Ana Ruiz",)),
        ({"@type": "Person", "name": "Ana Ruiz"}, ("Ana Ruiz",)),
        ([{"name": "Ana Ruiz"}, {"name": "Mo Ek"}], ("Ana Ruiz", "Mo Ek")),
        (["Ana Ruiz", "Ana  Ruiz"], ("Ana Ruiz",)),
        ({"@id": "#ana"}, ("Ana Ruiz",)),
        ({"name": "City Post"}, ()),
        ({"name": "admin"}, ()),
        ("https://city.example/ana", ()),
        (None, ()),
        (7, ()),
    ],
)
def test_authors_of_json_ld(author: object, names: tuple[str, ...]) -> None:
    graph = {
        "@graph": [
            {"@type": "WebPage", "name": "Page"},
            {"@type": "Person", "@id": "#ana", "name": "Ana Ruiz"},
            {
                "@type": ["NewsArticle"],
                "headline": "Tram talks",
                "datePublished": "2019-09-20",
                "author": author,
                "publisher": {"name": "City Post"},
            },
        ]
    }
    found = metadata(json_ld(graph))
    assert found.authors == names
    assert found.published == "2019-09-20"
    assert found.title == "Tram talks"


def test_json_ld_of_other_things_says_nothing_of_the_article() -> None:
    shop = {"@type": "Product", "name": "Umbrella", "author": "Mo Ek", "datePublished": "2001-01-01"}
    assert metadata(json_ld(shop)) == Metadata(title="Tram talks")


@pytest.mark.parametrize(
    "text", ["{", "[1,", "[" * 100_000, '{"@type": "Article", "author": {"author": {}}}', "null", '"x"']
)
def test_broken_json_ld_is_passed_over(text: str) -> None:
    assert metadata(f'<script type="application/ld+json">{text}</script>').title == "Tram talks"


def test_microdata() -> None:
    found = metadata(
        "",
        '<body itemscope><h1 itemprop="headline">Tram talks</h1><div itemprop="author" itemscope>'
        '<b itemprop="name">Ana Ruiz</b>, staff</div>'
        '<span itemprop="datePublished" content="2019-09-20T10:00">Friday</span><p>Text.</p></body>',
    )
    assert (found.authors, found.published) == (("Ana Ruiz",), "2019-09-20")


def test_rel_author_and_the_only_time() -> None:
    body = '<body><p>By <a rel="author" href="/a">Ana Ruiz</a>, <time datetime="2019-09-20">Friday</time></p></body>'
    assert metadata("", body) == Metadata(authors=("Ana Ruiz",), published="2019-09-20")


def test_several_times_are_no_publication_date() -> None:
    body = '<body><p><time datetime="2019-09-20">20</time> <time datetime="2019-09-21">21</time></p></body>'
    assert metadata("", body).published is None


@pytest.mark.parametrize(
    ("title", "site", "body", "expected"),
    [
        ("Tram talks | City Post", "City Post", "<p>x", "Tram talks"),
        ("City Post - Tram talks", "city post", "<p>x", "Tram talks"),
        ("Tram talks - a history", "", "<p>x", "Tram talks - a history"),
        ("Tram talks - City Post", "", "<h1>Tram talks</h1><p>x", "Tram talks"),
        ("City Post: Tram talks go on", "", "<h1>City Post</h1><h3>Tram talks go on</h3><p>x", "Tram talks go on"),
        (
            "Tram talks go on and on in…",
            "",
            "<h1>Tram talks go on and on in town</h1><p>x",
            "Tram talks go on and on in town",
        ),
        ("Tram talks CP #3", "", "<p><b>Tram talks</b><br>by Ana</p>", "Tram talks"),
        ("Trams", "", "<h1>Tram</h1><p>x", "Trams"),
        ("", "", "<h1>Tram talks</h1><p>x", "Tram talks"),
        ("", "", "<h1>One</h1><h1>Two</h1><p>x", None),
        ("", "", "<p>x", None),
    ],
)
def test_the_title_is_as_the_article_has_it(title: str, site: str, body: str, expected: str | None) -> None:
    head = f"<title>{title}</title>" + (f'<meta property="og:site_name" content="{site}">' if site else "")
    assert metadata(head, f"<body>{body}</body>").title == expected


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ('lang="en"', "en"),
        ('lang="en_US"', "en-US"),
        ('xml:lang="fr"', "fr"),
        ('lang="utf-8"', None),
        ('lang=""', None),
    ],
)
def test_language(attributes: str, expected: str | None) -> None:
    assert metadata("", html=f"<html {attributes}>").language == expected


@pytest.mark.parametrize(
    "address", ["/tram", "http://localhost/tram", "ftp://city.example/", "https://[::1", "javascript:1"]
)
def test_only_public_addresses_count(address: str) -> None:
    assert metadata(f'<link rel="canonical" href="{address}"><meta property="og:url" content="{address}">').url is None
