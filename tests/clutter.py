# ruff: noqa: E501  a line a page
"""Ten kinds of what stands around an article on a web page, each in several of the ways in which pages mark it.

An entry gives what stands before the article's element, in it after the headline, in it after the first paragraph, in
it at its end, and after it.
"""

from __future__ import annotations

from dataclasses import dataclass

PROSE = (
    "<p>The harbour board met for the third time this month, said Bob Lee, its chair, who told reporters that the cranes "
    "would be repainted before the regatta. “We have the paint,” he said.</p>"
)
LONG = PROSE * 3


@dataclass(frozen=True)
class Clutter:
    """HTML for each place around an article."""

    before: str = ""
    under_headline: str = ""
    between: str = ""
    at_end: str = ""
    after: str = ""


def _menu(number: int) -> str:
    return "".join(
        f'<li><a href="/{n}">{name}</a></li>' for n, name in enumerate(("Home", "News", "Sport", "Arts") * number)
    )


CLUTTER: dict[str, tuple[Clutter, ...]] = {
    "navigation": (
        Clutter(before=f"<nav><ul>{_menu(3)}</ul></nav>", after=f"<footer><ul>{_menu(2)}</ul><p>© The Daily Well</p></footer>"),
        Clutter(before=f'<div id="main-menu"><ul>{_menu(4)}</ul></div><ol class="breadcrumbs">{_menu(1)}</ol>'),
        Clutter(before='<p><a href="/">Home</a> | <a href="/n">News</a> | <a href="/s">Sport</a> | <a href="/a">Arts</a></p>'),
    ),
    "teasers": (
        Clutter(after=f'<section class="teasers"><h2>In other news</h2><article class="teaser"><h3>Cranes</h3>{PROSE}</article></section>'),
        Clutter(before=f'<div class="promo-list"><h2><a href="/c">Cranes repainted</a></h2>{PROSE}</div>'),
        Clutter(after=f'<aside><h2>Most read</h2>{PROSE}<p><a href="/c">Cranes repainted, says Bob Lee</a></p></aside>'),
    ),
    "comments": (
        Clutter(after=f'<section id="comments"><h2>3 comments</h2><ol class="comment-list"><li>{PROSE}</li><li>{PROSE}</li></ol></section>'),
        Clutter(after=f'<div id="disqus_thread"><div class="post"><p>Bob Lee says:</p>{LONG}</div></div>'),
        Clutter(at_end=f'<div class="comments-area"><h3 id="reply-title">Leave a reply</h3>{PROSE}<form><textarea>x</textarea></form></div>'),
    ),
    "cookie notice": (
        Clutter(before=f'<div id="cookie-notice" role="dialog"><p>We use cookies. By staying you agree to them.</p>{PROSE}<button>OK</button></div>'),
        Clutter(after='<div class="gdpr-consent"><p>This site stores data on your device, as our lawyers say it may.</p><a href="#">Accept</a></div>'),
        Clutter(before='<div class="cc-window cc-banner cookieconsent"><span>We value your privacy, said our lawyers, and 812 partners.</span></div>'),
    ),
    "share bars": (
        Clutter(
            under_headline='<div class="share-buttons"><a href="#">Share on Facebook</a> <a href="#">Tweet</a></div>',
            at_end='<ul class="social-links"><li><a href="#">Facebook</a></li><li><a href="#">Email this</a></li></ul>',
        ),
        Clutter(under_headline="<p>Share this article</p>", at_end='<p><a href="#">Tweet</a></p><p>Share via e-mail</p>'),
        Clutter(between='<div class="sharedaddy"><h3>Share this:</h3><ul><li><a href="#">Print</a></li></ul></div>'),
    ),
    "related links": (
        Clutter(between='<aside class="related"><h3>Related</h3><ul><li><a href="/x">Tom Lee chairs a debate</a></li></ul></aside>'),
        Clutter(at_end='<div class="related-posts"><h3>Related articles</h3><ul><li><a href="/x">Tom Lee said no</a></li></ul></div>'),
        Clutter(between='<p>Read more: <a href="/x">Tom Lee chairs a debate on cranes in the harbour</a></p>', at_end='<p>See also: <a href="/y">Cranes</a></p>'),
    ),
    "about us": (
        Clutter(after=f'<div class="about-us"><h2>About us</h2><p>The Daily Well was founded in 1921 by Bob Lee, who said that a town needs a paper.</p>{PROSE}</div>'),
        Clutter(after='<div id="sidebar"><h3>About The Daily Well</h3><p>The Daily Well is the town’s paper. Bob Lee is its owner and lives in Odesa.</p></div>'),
        Clutter(after=f'<footer><h4>About the paper</h4>{PROSE}</footer>'),
    ),
    "newsletter box": (
        Clutter(between='<div class="newsletter-signup"><h3>Our newsletter</h3><p>Ten stories every morning, chosen by Bob Lee, said to be the best.</p><input></div>'),
        Clutter(at_end='<p>Sign up for our newsletter</p>', after='<section class="subscribe"><p>Subscribe today, said Bob Lee, and get a mug.</p></section>'),
        Clutter(between='<form class="email-form"><p>Get the morning briefing in your inbox, as 40,000 readers do.</p><input><button>Go</button></form>'),
    ),
    "adverts": (
        Clutter(between='<div class="ad-slot"><p>Advertisement</p><p>Bob Lee said: buy my paint, the best paint for cranes in all the harbours.</p></div>'),
        Clutter(between='<aside class="advert"><a href="/buy">Paint for cranes, said to be the best</a></aside><p>Advertisement</p>'),
        Clutter(before='<div id="google_ads_iframe"><p>Paint by Lee &amp; Sons</p></div>', after='<div class="sponsored"><p>Sponsored content</p></div>'),
    ),
    "pagination": (
        Clutter(at_end='<div class="pagination"><a href="?p=1">1</a> <a href="?p=2">2</a> <a href="?p=3">3</a></div>'),
        Clutter(after='<nav class="post-navigation"><a href="/a">Previous post: Cranes</a> <a href="/b">Next post: Paint</a></nav>'),
        Clutter(at_end='<p><a href="/a">← Previous article</a> <a href="/b">Next article →</a></p><p>Page 1 of 3</p>'),
    ),
}  # fmt: skip
