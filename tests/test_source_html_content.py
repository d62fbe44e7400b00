"""Pages in the shapes that content systems give them: the article must come through whole, the site must not."""

from __future__ import annotations

import pytest

from panelrecord.errors import InputTooLarge, NestedTooDeeply
from panelrecord.source import html_passages, prepare
from panelrecord.source.html import read_page, whole_fragment

HEADLINE = "Fishers and planners argue over the new harbour wall"
BYLINE = "By Ingrid Solheim"
DATE = "14 March 2018"
CAPTION = "The old slipway at low tide, photographed in January."
BIO = "Ingrid Solheim writes about coasts and has taught geography in Bergen since 2009."
PARAGRAPHS = (
    "More than ninety people came to the sailing club on Tuesday evening to hear what the harbour board intends to do "
    "with the wall that has protected the inner basin for a hundred and forty years.",
    "“Nobody asked the boats,” said Per Nilsen, who has fished from the harbour since he was twelve. He wants the "
    "entrance moved to the north, where the swell is weaker.",
    "Dr Amara Diallo, who models currents at the technical college, answered that the northern entrance would silt up "
    "within eight winters unless the board dredged it twice a year.",
    "Short answers were rare.",
    "The board will publish its drawings in May, and a second meeting is to follow before the council votes on the "
    "money. Minutes of this one can be read in the club house.",
)
SITE = (
    "Home", "Weather", "Contact us", "Subscribe to our newsletter for ten stories a week", "Share on Facebook",
    "Five recipes for a rainy weekend that the whole family will enjoy, from our kitchen editor and her sister.",
    "I disagree with every word of this, and so does my neighbour, who has lived here for sixty years or longer.",
    "We use cookies to improve this site", "Copyright 2018 Harbour Weekly", "Most read this week",
    "Mayor opens library", "Related stories",
)  # fmt: skip
BODY = "".join(f"<p>{paragraph}</p>\n" for paragraph in PARAGRAPHS)
NAV = '<li><a href="/">Home</a></li><li><a href="/w">Weather</a></li><li><a href="/c">Contact us</a></li>'
TEASER = f'<h3><a href="/r">Mayor opens library</a></h3><p>{SITE[5]}</p>'
COMMENT = f"<p>{SITE[6]}</p>"

SEMANTIC = f"""<!DOCTYPE html><html lang="en"><head><title>{HEADLINE} | Harbour Weekly</title></head><body>
<header><a href="/">Harbour Weekly</a><nav><ul>{NAV}</ul></nav></header>
<main><article><header><h1>{HEADLINE}</h1><p class="byline">{BYLINE}</p>
<time datetime="2018-03-14">{DATE}</time></header>
<figure><img src="a.jpg" alt="wall"><figcaption>{CAPTION}</figcaption></figure>{BODY}
<footer><div class="author-bio"><p>{BIO}</p></div></footer></article>
<aside><h2>Most read this week</h2>{TEASER}</aside></main>
<footer><p>Copyright 2018 Harbour Weekly</p></footer></body></html>"""

BLOG_THEME = f"""<html><head><title>{HEADLINE}</title></head><body class="single single-post has-sidebar">
<div id="page" class="site"><div id="masthead" class="site-branding"><p>Harbour Weekly</p></div>
<div id="site-navigation" class="main-navigation"><ul>{NAV}</ul></div>
<div id="content" class="content-sidebar-wrap"><div id="primary"><div class="post hentry category-social">
<h1 class="entry-title">{HEADLINE}</h1><div class="entry-meta"><span>{BYLINE}</span> <span>{DATE}</span></div>
<div class="entry-content no-share"><div class="wp-caption"><img src="a"><p class="wp-caption-text">{CAPTION}</p></div>
{BODY}<div class="sharedaddy"><h3>Share this:</h3><ul><li><a href="f">Share on Facebook</a></li></ul></div></div>
<div class="author-box"><p>{BIO}</p></div></div>
<div id="comments" class="comments-area"><h2>2 comments</h2>{COMMENT}{COMMENT.replace("sixty", "fifty")}</div></div>
<div id="secondary" class="widget-area sidebar"><h2>Most read this week</h2>{TEASER}</div></div>
<div class="footer-widgets"><p>Copyright 2018 Harbour Weekly</p></div></div></body></html>"""

PAGE_BUILDER = f"""<html><head><title>{HEADLINE} - Harbour Weekly</title></head><body>
<div class="elementor-location-header"><ul class="menu">{NAV}</ul></div><div class="elementor elementor-101">
<section class="elementor-section"><div class="elementor-widget-wrap"><div class="elementor-widget-heading">
<h1>{HEADLINE}</h1></div><div class="post-info">{BYLINE}, {DATE}</div></div></section>
{
    "".join(
        f'<section class="elementor-section"><div class="elementor-widget elementor-widget-text-editor">'
        f'<div class="elementor-widget-container"><p>{paragraph}</p></div></div></section>'
        for paragraph in PARAGRAPHS
    )
}
<div class="elementor-widget image-caption">{CAPTION}</div>
<div class="elementor-author-box"><p>{BIO}</p></div></div>
<div class="related-posts"><h2>Related stories</h2>{TEASER}</div>
<div role="dialog" class="cookie-notice"><p>We use cookies to improve this site</p></div></body></html>"""

SERVER_FORM = f"""<html><head><title>{HEADLINE}</title></head><body><form id="aspnetForm" method="post"><table><tr>
<td class="leftmenu"><a href="/">Home</a><br><a href="/w">Weather</a><br><a href="/c">Contact us</a></td>
<td><div class="newsdetail"><h1>{HEADLINE}</h1><div>{BYLINE} | {DATE}</div>{
    BODY.replace("<p>", "<div>").replace("</p>", "</div>")
}<div>{CAPTION}</div><div>{BIO}</div></div></td></tr></table>
<div id="newsletter">Subscribe to our newsletter for ten stories a week<input type="text"></div>
<div id="footer">Copyright 2018 Harbour Weekly</div></form></body></html>"""

OLD_TABLES = f"""<HTML><HEAD><TITLE>{HEADLINE}</TITLE></HEAD><BODY BGCOLOR=white>
<CENTER><A HREF="/">Home</A> | <A HREF="/w">Weather</A> | <A HREF="/c">Contact us</A></CENTER>
<TABLE><TR><TD><FONT SIZE=5><B>{HEADLINE}</B></FONT><P><FONT SIZE=2>{BYLINE}<BR>{DATE}</FONT><P>
{"<BR><BR>".join(PARAGRAPHS)}<P>{CAPTION}<P><I>{BIO}</I></TD></TR></TABLE>
<HR><A HREF="/">Home</A> | <A HREF="/w">Weather</A> | <A HREF="/c">Contact us</A></BODY></HTML>"""

LONG_DISCUSSION = f"""<html><head><title>{HEADLINE}</title></head><body><div class="nav"><ul>{NAV}</ul></div>
<div class="story"><h1>{HEADLINE}</h1><p>{BYLINE}</p><p>{DATE}</p><div class="article-body">{BODY}<p>{CAPTION}</p>
<p>{BIO}</p></div></div>
<div class="comment-list">{COMMENT * 40}</div></body></html>"""

# The page's only h1 is the site's name; the headline is an h3 that links to itself.
BLOG_HOST = f"""<html><head><title>Harbour Weekly: {HEADLINE}</title></head><body><div id="header-wrapper">
<div class="header section"><h1 class="title">Harbour Weekly</h1></div></div><div class="tabs"><ul>{NAV}</ul></div>
<div class="main section" id="main"><div class="widget Blog" id="Blog1"><div class="blog-posts"><div class="post">
<h3 class="post-title entry-title"><a href="/p">{HEADLINE}</a></h3><div class="post-header"><div>{BYLINE}</div>
<div class="date-header">{DATE}</div></div><div class="post-body entry-content">{BODY}<p>{CAPTION}</p><p>{BIO}</p></div>
<div class="post-footer"><a href="f">Share on Facebook</a></div></div></div>
<div class="comments" id="comments"><h4>1 comment</h4>{COMMENT}</div></div></div>
<div class="sidebar section"><h2>Most read this week</h2>{TEASER}</div></body></html>"""

PORTAL = f"""<html><head><meta property="og:title" content="{HEADLINE}"><meta property="og:site_name"
content="Harbour Weekly"></head><body class="node-type-article">
<div class="region-header"><ul class="menu">{NAV}</ul></div>
<div class="region-content"><div class="breadcrumb"><a href="/">Home</a> » <a href="/n">Weather</a></div>
<h1 id="page-title">{HEADLINE}</h1><div class="node"><div class="submitted">{BYLINE} on {DATE}</div>
<div class="field-name-body"><div class="field-items"><div class="field-item">{PARAGRAPHS[0]}</div></div></div>
<div class="field-name-text"><div class="field-item">{BODY[BODY.index("</p>") + 4 :]}</div></div>
<div class="field-name-field-image-caption">{CAPTION}</div><div class="field-name-field-about">{BIO}</div></div>
<div class="region-sidebar-second"><h2>Most read this week</h2>{TEASER * 4}</div></div></body></html>"""

PAGES = {
    "semantic": SEMANTIC,
    "blog-theme": BLOG_THEME,
    "page-builder": PAGE_BUILDER,
    "server-form": SERVER_FORM,
    "old-tables": OLD_TABLES,
    "long-discussion": LONG_DISCUSSION,
    "blog-host": BLOG_HOST,
    "portal": PORTAL,
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_the_whole_article_comes_through(page: str) -> None:
    found = read_page(page)
    for line in (HEADLINE, BYLINE, DATE, CAPTION, BIO, *PARAGRAPHS):
        assert line in found.html
    assert found.notices == ()
    assert found.metadata.title == HEADLINE


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_the_site_around_it_does_not(page: str) -> None:
    html = read_page(page).html
    assert [line for line in SITE if line in html] == []


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_the_order_of_the_article_is_kept(page: str) -> None:
    html = read_page(page).html
    places = [html.index(line) for line in (HEADLINE, BYLINE, *PARAGRAPHS)]
    assert places == sorted(places)


def test_an_article_with_nothing_around_it_keeps_even_its_links() -> None:
    links = (
        '<ul><li><a href="https://example.org/1">Slides</a></li><li><a href="https://example.org/2">Film</a></li></ul>'
    )
    page = f"<html><body><h1>{HEADLINE}</h1>{BODY}{links}</body></html>"
    html = read_page(page).html
    assert "Slides" in html
    assert "Film" in html
    assert 'href="https://example.org/2"' in html


def test_speakers_listed_as_links_within_the_article_are_kept() -> None:
    speakers = '<h2>Speakers</h2><ul><li><a href="/n">Per Nilsen</a></li><li><a href="/d">Amara Diallo</a></li></ul>'
    html = read_page(SEMANTIC.replace(BODY, BODY + speakers)).html
    assert "Amara Diallo</a>" in html


def test_a_page_without_an_article_is_read_whole_and_says_so() -> None:
    page = f"<html><body><nav><ul>{NAV}</ul></nav><h1>Harbour Weekly</h1><p>Opening soon.</p></body></html>"
    prepared = prepare(page.encode(), name="index.html")
    assert [notice.code for notice in prepared.notices] == ["no-main-content"]
    assert b"Weather" in prepared.content
    assert b"Opening soon." in prepared.content


def test_a_page_that_calls_everything_related_is_read_whole_and_says_so() -> None:
    page = "<html><body>" + f'<div class="related">{BODY}</div>' * 3 + "</body></html>"
    prepared = prepare(page.encode(), name="related.html")
    assert [notice.code for notice in prepared.notices] == ["no-main-content"]
    assert all(paragraph.encode() in prepared.content for paragraph in PARAGRAPHS)


def test_the_article_with_the_headline_is_preferred_to_a_longer_one() -> None:
    other = "<article><h2>Mayor opens library</h2>" + f"<p>{SITE[5]}</p>" * 12 + "</article>"
    html = read_page(SEMANTIC.replace("<main>", f"<main>{other}")).html
    assert PARAGRAPHS[0] in html
    assert SITE[5] not in html


def test_the_headline_in_a_list_of_recent_articles_brings_nothing_with_it() -> None:
    recent = f'<div class="latest"><p>Latest</p><p>{HEADLINE}</p><p>Another headline of today</p></div>'
    html = read_page(SEMANTIC.replace("<main>", f"{recent}<main>")).html
    assert html.count(HEADLINE) == 1
    assert "Another headline" not in html


def test_a_menu_that_nothing_names_is_left_out_at_either_end_of_a_page() -> None:
    menu = '<ul><li><a href="/">Home</a></li><li><a href="/w">Weather</a></li></ul>'
    page = f"<body><nav><a href='/'>Start</a></nav>{menu}<h1>{HEADLINE}</h1>{BODY}{menu}</body>"
    html = read_page(page).html
    assert [line for line in ("Start", *SITE) if line in html] == []
    assert all(line in html for line in (HEADLINE, *PARAGRAPHS))


def test_an_index_of_several_articles_is_not_reduced_to_one() -> None:
    articles = "".join(f"<article><h2>Part {n}</h2><p>{text}</p></article>" for n, text in enumerate(PARAGRAPHS))
    html = read_page(f"<html><body><nav>{NAV}</nav><main><h1>All parts</h1>{articles}</main></body></html>").html
    assert all(paragraph in html for paragraph in PARAGRAPHS)


@pytest.mark.parametrize(
    ("source", "clean"),
    [
        ("<p>one<br><br>two <b>bold<br>\n<br>still</b> end", "<p>one</p><p>two <b>bold</b></p><p><b>still</b> end</p>"),
        ("<em><p>one</p><p>two</p></em>", "<p><em>one</em></p><p><em>two</em></p>"),
        ("<br>text<br>", "<p>text</p>"),
        ("a <span>b</span> <font size=2>c</font>", "<p>a b c</p>"),
        ("<p>1 &lt; 2 &amp; “q” &nbsp;x</p>", "<p>1 &lt; 2 &amp; “q” \u00a0x</p>"),
        ("<p>1 &lt; 2</p>", "<p>1 &lt; 2</p>"),
        ("<p>2 &gt; 1</p>", "<p>2 &gt; 1</p>"),
        ("<q>yes</q>", "<p>“yes”</p>"),
        ("<p hidden>no</p><p style='display: none'>no</p><p>yes</p>", "<p>yes</p>"),
        ("<script>no</script><style>no</style><button>no</button><p>yes", "<p>yes</p>"),
        ("<ul><li>a<li>b</ul>", "<ul><li><p>a</p></li><li><p>b</p></li></ul>"),
        ("<table><tr><td><h2>Lay</h2></td><td><p>out</p></td></tr></table>", "<h2>Lay</h2><p>out</p>"),
        (
            "<table><tr><td colspan=1000000000>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>",
            "<table><tr><td><p>a</p></td><td><p>b</p></td></tr><tr><td><p>c</p></td><td><p>d</p></td></tr></table>",
        ),
        ('<a href="javascript:x()">a</a> <a href="https://example.org/?a=1&b=2">b</a>',
         '<p>a <a href="https://example.org/?a=1&amp;b=2">b</a></p>'),
        ('<div class="photo-caption">Cap</div><p>x', "<figure><figcaption>Cap</figcaption></figure><p>x</p>"),
        ("<?php include('x.php'); if ($a > 1) { ?><p>yes</p><?php } ?>", "<p>yes</p>"),
        ("<h1><div>Head</div></h1>", "<h1>Head</h1>"),
        ("<blockquote><div>said</div></blockquote>", "<blockquote><p>said</p></blockquote>"),
        ("<dl><dt>When<dd>Today</dl>", "<dl><dt>When</dt><dd><p>Today</p></dd></dl>"),
    ],
)  # fmt: skip
def test_clean_html_holds_what_means_something(source: str, clean: str) -> None:
    assert whole_fragment(source).replace("\n", "") == clean


def test_pages_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_passages, "MAX_PASSAGES", 3)
    assert "x" in whole_fragment("<p>x</p>" * 3)
    with pytest.raises(InputTooLarge):
        whole_fragment("<p>x</p>" * 4)


def test_deep_nesting_is_read_or_refused_but_never_lost() -> None:
    assert "deep" in whole_fragment("<div>" * 900 + "deep")
    with pytest.raises(NestedTooDeeply, match="thousands deep"):
        whole_fragment("<p>before</p>" + "<div>" * 3000 + "deep")
