"""The main content of a page: which of its passages are the article, and which the site around it.

Elements that are the site's by their name, role or class are left out first, unless they hold so much of the page's
prose that the name cannot be meant so. Of the rest, the article is the element that holds the prose; its headline,
the lines between headline and text, captions and the author's box come with it wherever they stand. A page that is an
article and nothing else is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from lxml.etree import _Element

from panelrecord.source.html_passages import Passage
from panelrecord.source.html_tree import tag_of

_LEAST_PROSE = 200  # characters; with less, nothing on the page is an article
_LEAST_ARTICLE = 400  # characters of prose in what the page itself marks as its article
_LEAST_SHARE = 0.35  # of the prose: what holds more is the article, whatever its class says
_MOST_SHARE = 0.9  # of the prose: what holds more is the article's own element

_SITE_TAGS = frozenset({"nav", "aside", "footer", "header", "menu", "dialog", "form"})
_SITE_ROLES = frozenset({"navigation", "search", "complementary", "contentinfo", "banner", "dialog", "menu", "alert"})
_CONTENT_TAGS = frozenset({"html", "body", "main", "article", "h1"})
_CONTENT_CLASSES = (
    "entry content", "post content", "article body", "article content", "story body", "post body", "content body",
    "articlebody", "entry body", "page content", "node content", "main content", "articlecontent",
)  # fmt: skip
_SITE_WORDS = re.compile(
    r"(?:nav|navbar|navigation|menus?|breadcrumbs?|crumbs|pagination|pager|prevnext|previousnext|skip|toolbar|topbar"
    r"|masthead|sidebars?|footer|colophon|shar(?:e|es|er|ers|ing)|sharedaddy|social|addtoany|addthis|follow"
    r"|likes?|tweet|related|recommend(?:ed|ations?)|trending|popular|mostread|teasers?|promos?|outbrain|taboola"
    r"|comments?|commentlist|respond|disqus|repl(?:y|ies)|ads?|adverts?|advertis(?:ement|ements|ing)|adsense"
    r"|newsletters?|subscri(?:be|ption)|signup|login|search|searchform|cookies?|consent|gdpr|popup|popmake|modal|lightbox|player"
    r"|tags|tagcloud|cat(?:egories)?links|ratings?|print|printfriendly|donate|talkback|screenreader|visuallyhidden"
    r"|(?:nav|breadcrumb|sidebar|footer|comment|related|social|share|previousnext|prevnext|newsletter|cookie)"
    r"(?:s|bar|box|list|links|menu|area|section|container|wrap|wrapper|posts?|articles?|buttons?|icons?|media|form"
    r"|top|bottom|left|right|nav|consent|notice|banner|popup|policy|law|message|window)?)\Z"
)
_SITE_NAMES = ("about us", "about site", "about paper", "about this site")
_NEGATIONS = frozenset({"no", "has", "with", "without", "not", "hide", "show", "enable", "is"})
_AUTHOR_WORDS = frozenset(["author", "authors", "byline", "bylines", "bio", "biography", "contributor", "writer"])
_ABOUT_WORDS = _AUTHOR_WORDS | {"date", "dateline", "published", "meta", "subtitle", "subhead", "standfirst", "deck"}
_NEAR = 2  # levels around the article's element
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")

_SITE_LINE = re.compile(
    r"(?:share(?: (?:this|on|via|with)\b.*)?|tags?:?|tags?: .*|(?:filed under|posted in|categor(?:y|ies)):?.*"
    r"|(?:related|recommended|popular|latest|more) (?:articles?|posts?|news|stories|links|content)\b.*"
    r"|(?:leave a|post a|add a) (?:comment|reply)|(?:no|\d+) comments?|comments are closed\.?|print(?: this.*)?"
    r"|advertise?ments?|sponsored(?: content)?|(?:next|prev(?:ious)?) (?:post|article|story)\b.*"
    r"|back to (?:top|overview)"
    r"|read more\W*|read (?:next|also).*|see also:?.*|skip to .*|sign up for .*|subscribe to .*|follow us.*"
    r"|page \d+ (?:of|/) \d+|tweet|e-?mail this.*|\d+ min(?:ute)?s?\.? read|loading\W*)",
    re.IGNORECASE,
)
_LEADS_AWAY = re.compile(
    r"\W*(?:read (?:more|also|next)|also read|see also|more on this|more from|related|recommended|don['’]t miss|watch"
    r"|listen|(?:next|prev(?:ious)?)(?: (?:post|article|story|page))?)\b",
    re.IGNORECASE,
)
_LONGEST_SITE_LINE = 90
_BYLINE = re.compile(r"(?:written |posted |reported |story |words )?by\b", re.IGNORECASE)


def main_content(passages: list[Passage], headline: str | None) -> tuple[list[Passage], bool]:
    """The passages of the article in their order, and whether one was found; if not, those are all passages.

    `headline` is the title that the page's metadata gives, for pages that do not mark it as a heading.
    """
    prose = _prose_by_element(passages)
    whole = sum(passage.prose for passage in passages)
    own = _without_site(passages, prose, whole)
    if len(own) == len(passages):
        return passages, True
    if not own or whole < _LEAST_PROSE:  # where all is the site's, nothing tells the article from it
        return passages, False
    article = _article_element(own)
    if tag_of(article) in ("html", "body"):
        own = _without_ends(own, _is_linked_item)
    kept = _around(own, article, headline)
    return (kept, True) if sum(passage.prose for passage in kept) >= _LEAST_PROSE else (passages, False)


def _prose_by_element(passages: Iterable[Passage]) -> dict[_Element, int]:
    totals: dict[_Element, int] = {}
    for passage in passages:
        if passage.prose:
            for element in passage.chain:
                totals[element] = totals.get(element, 0) + passage.prose
    return totals


# ------------------------------------------------------------------- the site


def _without_site(passages: list[Passage], prose: dict[_Element, int], whole: int) -> list[Passage]:
    headed = {element for passage in passages if passage.in_heading("h1") for element in passage.chain}
    marked = [element for element, amount in prose.items() if amount >= _LEAST_ARTICLE and _is_marked(element)]
    holding = {outer for element in marked for outer in (element, *element.iterancestors())}
    homes = _homes(passages, prose)
    verdicts: dict[_Element, tuple[bool, bool]] = {}  # whether an element is in the site's part, and in an article

    def is_site(chain: tuple[_Element, ...]) -> bool:
        known = len(chain) - 1
        while known >= 0 and chain[known] not in verdicts:
            known -= 1
        is_out, is_inside = verdicts[chain[known]] if known >= 0 else (False, False)
        for element in chain[known + 1 :]:
            is_bulk = prose.get(element, 0) > _LEAST_SHARE * whole and (not marked or element in holding)
            is_bulk = is_bulk and (not homes or any(outer in homes for outer in (element, *element.iterancestors())))
            is_out = is_out or _is_site(element, is_inside, is_bulk, element in headed)
            is_inside = is_inside or tag_of(element) in ("article", "main")
            verdicts[element] = is_out, is_inside
        return is_out

    own = [item for item in passages if not is_site(item.chain) and not _is_site_line(item)]
    return _without_ends(own, _is_row_of_links)


def _homes(passages: Iterable[Passage], prose: dict[_Element, int]) -> set[_Element]:
    """The innermost elements with a headline and prose: what stands outside of them needs no benefit of the doubt."""
    homes = set()
    for passage in passages:
        if passage.in_heading("h1"):
            homes.update([one for one in reversed(passage.chain) if prose.get(one, 0) >= _LEAST_PROSE][:1])
    return homes


def _is_site(element: _Element, is_inside: bool, is_bulk: bool, has_headline: bool) -> bool:
    """Whether an element is the site's; `is_inside` an article, `is_bulk` where it holds much of the page's prose."""
    tag = tag_of(element)
    if tag in _CONTENT_TAGS:
        return False
    if tag == "nav":
        return True
    words = class_words(element)
    if has_headline or is_bulk or not _AUTHOR_WORDS.isdisjoint(words):
        return False
    if tag in _SITE_TAGS or (element.get("role") or "") in _SITE_ROLES:
        return not (is_inside and (tag == "header" or _holds_author(element)))
    if not words:
        return False
    named = " ".join(words)
    if any(name in named for name in _SITE_NAMES):
        return True
    return any(
        _SITE_WORDS.match(word) and not (number and words[number - 1] in _NEGATIONS)
        for number, word in enumerate(words)
    )


def _holds_author(element: _Element) -> bool:
    return any(not _AUTHOR_WORDS.isdisjoint(class_words(inner)) for inner in element.iterdescendants())


def class_words(element: _Element) -> list[str]:
    """The words that an element's class and id consist of, in lower case: ``post-authorBox`` → post, author, box."""
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    return [word.lower() for word in _WORD.findall(named)] if len(named) > 1 else []


def _is_site_line(passage: Passage) -> bool:
    if len(passage.text) <= _LONGEST_SITE_LINE and _SITE_LINE.fullmatch(passage.text):
        return True
    is_linked = passage.linked > passage.size / 2 and not passage.in_heading()
    return is_linked and len(passage.text) <= 2 * _LONGEST_SITE_LINE and _LEADS_AWAY.match(passage.text) is not None


def _without_ends(passages: list[Passage], is_navigation: Callable[[Passage], bool]) -> list[Passage]:
    """Without the navigation that stands before the first and after the last paragraph of prose."""
    places = [place for place, passage in enumerate(passages) if passage.prose]
    if not places:
        return passages
    return [
        passage
        for place, passage in enumerate(passages)
        if places[0] <= place <= places[-1] or passage.in_heading() or not is_navigation(passage)
    ]


def _is_row_of_links(passage: Passage) -> bool:
    """Such as "Home | News | Sport": links with little but punctuation between."""
    return passage.links > 2 and passage.linked >= 0.6 * passage.size and not _tells_about(passage)


def _is_linked_item(passage: Passage) -> bool:
    """An item of a list that is a link, as in a menu."""
    in_list = any(tag_of(element) in ("li", "menu") for element in passage.chain)
    return in_list and passage.linked >= 0.6 * passage.size and not _tells_about(passage)


# ---------------------------------------------------------------- the article


def _article_element(passages: list[Passage]) -> _Element:
    """The innermost element that holds the article: the one that the page marks as such, or that holds the prose."""
    prose = _prose_by_element(passages)
    root = passages[0].chain[0]
    whole = prose.get(root, 0)
    headed = {element for passage in passages if passage.in_heading("h1") for element in passage.chain}
    marked = [element for element, amount in prose.items() if amount >= _LEAST_ARTICLE and _is_marked(element)]
    best = max(marked, key=lambda element: (element in headed, prose[element]), default=None)
    if best is None or (prose[best] < _LEAST_SHARE * whole and best not in headed):
        return _descend(passages, prose, root)
    # With the headline in it, an element needs less of the prose to be the article than without.
    least = (_LEAST_SHARE if best in headed else _MOST_SHARE) * prose[best]
    inner = [element for element in marked if (element in headed) == (best in headed) and prose[element] >= least]
    return max(inner, key=lambda element: sum(1 for _ in element.iterancestors()))


def _is_marked(element: _Element) -> bool:
    """Whether the page itself says that this is the article."""
    if tag_of(element) in ("article", "main") or element.get("role") == "main":
        return True
    if "articlebody" in (element.get("itemprop") or "").lower():
        return True
    words = " ".join(class_words(element))
    return any(name in words for name in _CONTENT_CLASSES)


def _descend(passages: list[Passage], prose: dict[_Element, int], root: _Element) -> _Element:
    """From the root inwards as long as one child holds nearly all prose, and no paragraph stands beside it."""
    current, depth = root, 0
    while True:
        children: dict[_Element, int] = {}
        for passage in passages:
            if passage.chain[depth : depth + 1] == (current,) and passage.prose:
                child = passage.chain[depth + 1] if len(passage.chain) > depth + 1 else current
                children[child] = children.get(child, 0) + 1
        best = max(children, key=lambda child: prose[child], default=None)
        if best is None or best is current or prose[best] < _MOST_SHARE * prose[current]:
            return current
        if any(tag_of(child) == "p" or child is current for child in children):
            return current
        current, depth = best, depth + 1


def _around(passages: list[Passage], article: _Element, headline: str | None) -> list[Passage]:
    """The article's passages with its headline, what stands between the two, and what is said of its author."""
    inside = [place for place, passage in enumerate(passages) if article in passage.chain]
    first, last = inside[0], inside[-1]
    title = _headline_place(passages, first, last, headline)
    start = first if title is None else title
    neighbourhood = passages[first].chain[: passages[first].chain.index(article)][-_NEAR:]
    return [
        passage
        for place, passage in enumerate(passages)
        if first <= place <= last
        or place == title
        or (start < place < first and _tells_about(passage))
        or (place > last and _is_about_author(passage, neighbourhood))
    ]


def _headline_place(passages: list[Passage], first: int, last: int, headline: str | None) -> int | None:
    """Where the headline is if it stands before the article's element: the line that is the title, or the last h1."""
    title = (headline or "").casefold()
    same = [place for place in range(last + 1) if title and passages[place].text.casefold() == title]
    heads = same or [place for place in range(last + 1) if passages[place].in_heading("h1")]
    before = [place for place in heads if place < first]
    return before[-1] if before and len(before) == len(heads) else None


def _tells_about(passage: Passage) -> bool:
    """Whether a line between headline and text belongs to the article: date, byline, standfirst, caption."""
    if passage.linked < passage.size / 2 or _BYLINE.match(passage.text):
        return True
    return any(not _ABOUT_WORDS.isdisjoint(class_words(element)) for element in passage.chain[-3:])


def _is_about_author(passage: Passage, neighbourhood: tuple[_Element, ...]) -> bool:
    """Whether a passage after the article is its author's box: named so, and close by."""
    return any(element in passage.chain for element in neighbourhood) and any(
        not _AUTHOR_WORDS.isdisjoint(class_words(element)) or "author" in (element.get("itemprop") or "")
        for element in passage.chain
        if tag_of(element) not in _CONTENT_TAGS
    )
