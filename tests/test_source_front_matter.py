"""Front matter: what it says is read, bounded, and taken out of the text."""

from __future__ import annotations

import pytest

from panelrecord.source.article import Metadata
from panelrecord.source.front_matter import split_front_matter


def split(block: str, body: str = "Text.\n") -> tuple[Metadata, list[str]]:
    metadata, rest, notices = split_front_matter(block + body)
    assert rest == body
    return metadata, [notice.code for notice in notices]


def test_a_jekyll_post() -> None:
    block = (
        "---\nlayout: post\ntitle:  Today's Talks&#58; Rivers \nauthors:\n- ana\n- name: Tom Lee\n  url: https://a.example\n"
        "date: 2016-03-03 23:30:00 -5\nlang: en-GB\npermalink: /talks/\ntags: [a, b]\n---\n"
    )
    assert split(block) == (Metadata("Today's Talks: Rivers", ("ana", "Tom Lee"), "2016-03-03", "en-GB", None), [])


def test_a_hugo_post_in_toml() -> None:
    block = (
        '+++\ntitle = "Talks"\ndate = 2016-03-03T23:30:00-05:00\nauthor = "By Ana Ruiz"\ndraft = false\n'
        "[params]\nx = 1\n+++\n"
    )
    assert split(block) == (Metadata("Talks", ("Ana Ruiz",), "2016-03-03"), [])


def test_pandocs_own_title_block() -> None:
    assert split("% The river\n  and the mill\n% Ana Ruiz; Tom Lee\n% 3 March 2016\n") == (
        Metadata("The river and the mill", ("Ana Ruiz", "Tom Lee"), "2016-03-03"), [],
    )  # fmt: skip
    assert split("% Only a title\n") == (Metadata("Only a title"), [])


def test_yaml_that_ends_with_dots() -> None:
    assert split("---\ntitle: Talks\n...\n")[0].title == "Talks"


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("date: 2015-05-27", "2015-05-27"),
        ("date: 2013-11-16 22:10 UTC", "2013-11-16"),
        ("date: January 01 2020", "2020-01-01"),
        ("publishDate: 2015-05-27T00:00:00Z\ndate: 2015-06-01", "2015-05-27"),
        ("published: true\ndate: 2015-05-27", "2015-05-27"),
        ("published: false", None),
        ("date: soon", None),
        ("date:", None),
    ],
)
def test_dates(line: str, published: str | None) -> None:
    assert split(f"---\n{line}\n---\n")[0].published == published


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("author: Ana Ruiz", ("Ana Ruiz",)),
        ("Author: Ana Ruiz and Tom Lee", ("Ana Ruiz", "Tom Lee")),
        ("byline: By Ana Ruiz", ("Ana Ruiz",)),
        ("author: {name: Ana Ruiz, twitter: ana}", ("Ana Ruiz",)),
        ("authors: [{name: Ana Ruiz}, Tom Lee]", ("Ana Ruiz", "Tom Lee")),
        ("author: admin\nauthors: [Ana Ruiz]", ("Ana Ruiz",)),
        ("author: []", ()),
        ("author: ~", ()),
    ],
)
def test_authors(line: str, authors: tuple[str, ...]) -> None:
    assert split(f"---\n{line}\n---\n")[0].authors == authors


@pytest.mark.parametrize(
    ("line", "url"),
    [
        ("url: https://news.example/talks", "https://news.example/talks"),
        ("canonical_url: https://news.example/talks", "https://news.example/talks"),
        ("canonical: /talks", None),
        ("link: http://localhost:4000/talks", None),
    ],
)
def test_addresses(line: str, url: str | None) -> None:
    assert split(f"---\n{line}\n---\n")[0].url == url


@pytest.mark.parametrize(
    "title", ["Talks: a report", "[Talks] a report", "@talks", "`talks`", 'Talks: "a" report', "*talks"]
)
def test_a_malformed_block_is_read_line_by_line(title: str) -> None:
    metadata, codes = split(f"---\ntitle: {title}\nauthors:\n  - Ana Ruiz\n  - Tom Lee\ndate: 2016-03-03\n---\n")
    assert metadata == Metadata(title.strip("\"'"), ("Ana Ruiz", "Tom Lee"), "2016-03-03")
    assert codes == ["front-matter"]


def test_aliases_and_size_are_bounded() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}, *{a}]\n" for a, b in zip("abcdefghi", "bcdefghij", strict=True)
    )
    assert split(f"---\ntitle: Talks\n{bomb}---\n") == (Metadata("Talks"), ["front-matter"])
    assert split("---\ntitle: Talks\nx: " + "[" * 5000 + "]" * 5000 + "\n---\n")[1] == ["front-matter"]
    assert split("---\ntitle: Talks\n" + "".join(f"k{n}: v\n" for n in range(3000)) + "---\n")[1] == ["front-matter"]


def test_a_huge_block_is_left_in_the_text() -> None:
    text = "---\nkey: " + "x" * 70_000 + "\n---\n"
    assert split_front_matter(text) == (Metadata(), text, ())


@pytest.mark.parametrize(
    "text", ["---\n\nText\n\n---\n", "---\nText.\n", "Text.\n---\ntitle: x\n---\n", "+++\nText", "100 %\n", ""]
)
def test_what_is_no_front_matter_stays(text: str) -> None:
    assert split_front_matter(text) == (Metadata(), text, ())


def test_the_first_of_two_equal_keys_counts() -> None:
    assert split("---\nTitle: One\ntitle: Two\n---\n")[0].title == "One"
