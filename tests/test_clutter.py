"""An article is the same whatever stands around it on a page, and in whichever form it is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import forms
import pytest
from clutter import CLUTTER, Clutter
from hypothesis import given
from hypothesis import strategies as st
from test_properties import BOUNDED, PARAGRAPHS, TITLE

import panelrecord

CAPTION = "The reels in the cellar, a week before the rains."
AUTHOR = "Mo Ek is editor of The Furrow and writes about water."
WRAPPERS = (
    ("<article>", "</article>"),
    ('<div class="entry-content">', "</div>"),
    ("<main><div>", "</div></main>"),
    ('<div id="wrapper"><div class="col-8">', "</div></div>"),
)


def page(clutter: Sequence[Clutter], wrapper: tuple[str, str] = WRAPPERS[0]) -> bytes:
    """A page of an article with a caption and a box about its author, and this clutter around them."""
    places = {
        place: "".join(getattr(one, place) for one in clutter)
        for place in ("before", "under_headline", "between", "at_end", "after")
    }
    first, *rest = (f"<p>{paragraph}</p>\n" for paragraph in PARAGRAPHS)
    opening, closing = wrapper
    return (
        f"<!DOCTYPE html>\n<html lang=en><head><title>{TITLE} | The Daily Well</title>"
        "<meta name=author content='Mo Ek'></head>\n"
        f"<body>{places['before']}{opening}\n<h1>{TITLE}</h1>\n{places['under_headline']}<p class=byline>By Mo Ek</p>"
        f"<time datetime='2021-05-04'>4 May 2021</time>\n{first}<figure><img src='x.jpg'><figcaption>{CAPTION}"
        f"</figcaption></figure>\n{places['between']}{''.join(rest)}{places['at_end']}{closing}\n"
        f'<div class="author-box"><p>{AUTHOR}</p></div>{places["after"]}</body></html>\n'
    ).encode()


def essence(content: bytes | str) -> dict[str, object]:
    """The record without what tells one file from another."""
    record = panelrecord.convert(content if isinstance(content, bytes) else content.encode(), name="article").to_dict()
    del record["id"], record["source"]["sha256"], record["source"]["format"]
    return record


@pytest.fixture(scope="module", params=WRAPPERS, ids=["article", "class", "main", "nothing"])
def wrapped(request: pytest.FixtureRequest) -> tuple[tuple[str, str], dict[str, object]]:
    """A way of marking the article, and what comes of the page without clutter."""
    return request.param, essence(page((), request.param))


def test_the_clean_page_is_read_whole() -> None:
    record = panelrecord.convert(page(()), name="article")
    assert len(record.panelists) == 3
    assert len(record.positions) >= 6
    assert CAPTION in record.source.text
    assert [bio.text for bio in record.author_bios] == [AUTHOR]
    assert record.notices == ()


@pytest.mark.parametrize("kind", CLUTTER)
def test_clutter_changes_nothing(kind: str, wrapped: tuple[tuple[str, str], dict[str, object]]) -> None:
    wrapper, clean = wrapped
    for one in CLUTTER[kind]:
        assert essence(page([one], wrapper)) == clean


@BOUNDED
@given(st.tuples(*(st.sampled_from(ways) for ways in CLUTTER.values())), st.sampled_from(WRAPPERS))
def test_all_of_it_together_changes_nothing(clutter: tuple[Clutter, ...], wrapper: tuple[str, str]) -> None:
    assert essence(page(clutter, wrapper)) == essence(page((), wrapper))


def test_a_page_without_an_article_is_read_whole_with_a_notice() -> None:
    record = panelrecord.convert(b"<html><body><nav>Home</nav><ul><li>Bob Lee</li><li>Tides</li></ul></body></html>")
    assert [notice.code for notice in record.notices] == ["no-main-content"]
    assert "Tides" in record.source.text
    assert "Home" in record.source.text


# ---------------------------------------------------------- from form to form


def on_one_page(form: Callable[..., str | bytes]) -> Callable[[forms.Article], str | bytes]:
    """The form with the article on one page, of which nobody could tell a running head."""

    def printed(article: forms.Article) -> str | bytes:
        pages = forms.printed(article, columns=1, foot=780)
        return form(article, pages=[[line for line in page if line.kind in ("text", "heading")] for page in pages])

    return printed


FORMS: dict[str, Callable[[forms.Article], str | bytes]] = {
    **{form.__name__: form for form in (forms.nitf, forms.newsml, forms.ninjs, forms.tei, forms.mhtml, forms.eml)},
    **{form.__name__: on_one_page(form) for form in (forms.alto, forms.page_xml, forms.hocr, forms.pdf)},
}
ARTICLES = st.builds(
    forms.Article,
    st.sampled_from((TITLE, "What the millers want", "A levy, and who is to pay it")),
    st.sampled_from(("Mo Ek", "Ana-Maria de la Cruz")),
    st.sampled_from(("2021-05-04", "1999-12-31")),
    st.just("en"),
    st.permutations([*PARAGRAPHS, "## What is to come"])
    .map(tuple)
    .filter(lambda blocks: not any(blocks[at].startswith("## ") for at in (0, -1))),
)


@BOUNDED
@given(ARTICLES, st.sampled_from(sorted(FORMS)))
def test_an_article_is_the_same_in_every_form(article: forms.Article, form: str) -> None:
    web, other = essence(forms.page(article)), essence(FORMS[form](article))
    for record in (web, other):
        source = record["source"]
        assert isinstance(source, dict)
        for key in ("language", "url", "captured"):
            del source[key]
    assert other == web
