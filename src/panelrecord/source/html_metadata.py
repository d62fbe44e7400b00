"""What a page says about itself: meta elements, OpenGraph, JSON-LD, microdata, its language and address.

The publisher's own name is no author: systems put it there when nobody is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from lxml.etree import _Element

from panelrecord.source.article import Metadata
from panelrecord.source.dates import iso_date
from panelrecord.source.html_tree import tag_of, text_of
from panelrecord.source.json_values import json_values
from panelrecord.source.limits import MAX_DEPTH
from panelrecord.source.values import absolute_url, author_names, distinct, language_tag, words_of

_ARTICLE_TYPES = (
    "article", "newsarticle", "blogposting", "reportagenewsarticle", "opinionnewsarticle", "analysisnewsarticle",
    "backgroundnewsarticle", "reviewnewsarticle", "scholarlyarticle", "techarticle", "report", "socialmediaposting",
    "liveblogposting",
)  # fmt: skip
_MOST_JSON = 1024 * 1024

# Names of meta elements (name, property or itemprop), the most telling first.
_TITLE = ("og:title", "parsely-title", "headline", "dc.title", "dcterms.title", "citation_title", "twitter:title")
_AUTHOR = ("author", "parsely-author", "article:author", "citation_author", "dc.creator", "dcterms.creator", "byl")
_PUBLISHED = (
    "article:published_time", "datepublished", "parsely-pub-date", "og:article:published_time", "og:published_time",
    "citation_publication_date", "citation_date", "dcterms.issued", "dc.date.issued", "dcterms.created", "dc.date",
    "dcterms.date", "pubdate", "publishdate", "publish-date", "publication_date", "publish_date",
    "sailthru.date", "date", "originalpublicationdate", "article_date_original", "displaydate",
)  # fmt: skip
_LANGUAGE = ("content-language", "dc.language", "dcterms.language", "language", "og:locale", "inlanguage")
_SITE = ("og:site_name", "application-name", "twitter:site", "dc.publisher", "dcterms.publisher", "publisher")
_ADDRESS = ("og:url", "parsely-link", "dc.identifier")
_SEPARATORS = (" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • ", " / ", ": ")
_LONGEST_DATE = 60
_LEAST_TITLE = 0.4  # of the page's title: what a line of it must be to be more than the site's name


def page_metadata(root: _Element) -> tuple[Metadata, str | None]:
    """What the page says about the article in it, and the name of the site where it gives one."""
    named, linked = _head(root)
    linked_data = list(_articles_in(root))
    site = _first(map(words_of, [value for key in _SITE for value in named.get(key, ())] + _publishers(linked_data)))
    titles = [value for key in _TITLE for value in named.get(key, ())]
    headlines = [item.get("headline") or item.get("name") for item in linked_data]
    page_title = next((text_of(element) for element in root.iter("title")), None)
    title = _first(map(words_of, [*titles[:1], *headlines, *titles[1:], page_title]))
    marked = _marked_up(root)
    authors = _first(
        tuple(name for name in names if site is None or name.casefold() != site.casefold())
        for names in (
            distinct(name for item in linked_data for name in author_names(item.get("author"))),
            distinct(name for key in _AUTHOR for value in named.get(key, ()) for name in author_names(value)),
            distinct(name for value in marked["author"] for name in author_names(value)),
        )
    )
    dates = [
        *(item.get("datePublished") for item in linked_data),
        *(value for key in _PUBLISHED for value in named.get(key, ())),
        *marked["date"],
        *(item.get("dateCreated") for item in linked_data),
    ]
    languages = [root.get("lang"), root.get("{http://www.w3.org/XML/1998/namespace}lang"), root.get("xml:lang")]
    languages += [value for key in _LANGUAGE for value in named.get(key, ())]
    languages += [item.get("inLanguage") for item in linked_data]
    addresses = [*linked, *(value for key in _ADDRESS for value in named.get(key, ()))]
    return (
        Metadata(
            title=without_site(title, site) if title else None,
            authors=authors or (),
            published=_first(iso_date(value) for value in dates if isinstance(value, str)),
            language=_first(map(language_tag, languages)),
            url=_first(map(absolute_url, addresses)),
        ),
        site,
    )


def _first(values: Iterable[Any]) -> Any:
    return next(filter(None, values), None)


def without_site(title: str, site: str | None) -> str:
    """`title` without the site's name before or after it: "Flood talks | The Daily Example" is "Flood talks"."""
    if site:
        for separator in _SEPARATORS:
            head, _, tail = title.rpartition(separator)
            if head and tail.strip().casefold() == site.casefold():
                return head.strip()
            head, _, tail = title.partition(separator)
            if tail and head.strip().casefold() == site.casefold():
                return tail.strip()
    return title


def headline_in(title: str | None, lines: Iterable[str], headings: Sequence[str]) -> str | None:
    """The title as the article itself has it: the line that the page's title begins or ends with, or is cut from.

    `headings` are the page's headings of the first level. Without such a line, `title` as it is.
    """
    if title is None:
        return headings[0] if len(headings) == 1 else None
    whole = title.casefold()
    # Small letters are never fewer than the capitals that they are for.
    parts = [line for line in (*headings, *lines) if 3 < len(line) <= len(whole) and _is_part(line.casefold(), whole)]
    longest = max(parts, key=len, default="")
    if len(longest) > _LEAST_TITLE * len(title):
        return longest
    cut = whole.rstrip("… .")
    return next((line for line in headings if len(cut) > 15 and line.casefold().startswith(cut)), title)


def _is_part(line: str, title: str) -> bool:
    """Whether the title is the line alone, or the line and something set off from it ("Line | Site", "Line LG #3")."""
    if title.startswith(line):
        return len(line) == len(title) or not title[len(line)].isalnum()
    return title.endswith(line) and not title[-len(line) - 1].isalnum()


def _head(root: _Element) -> tuple[dict[str, list[str]], list[str]]:
    """The content of meta elements by their lower-case names, and canonical addresses."""
    named: dict[str, list[str]] = {}
    linked = []
    for element in root.iter("meta", "link"):
        if tag_of(element) == "link":
            if "canonical" in (element.get("rel") or "").lower().split():
                linked.append(element.get("href") or "")
            continue
        content = element.get("content")
        if content:
            for attribute in ("property", "name", "itemprop", "http-equiv"):
                key = element.get(attribute)
                if key:
                    named.setdefault(key.lower(), []).append(content)
    return named, linked


def _marked_up(root: _Element) -> dict[str, list[str]]:
    """Authors and dates that the body marks: microdata, ``rel=author``, ``<time pubdate>`` and the first time."""
    found: dict[str, list[str]] = {"author": [], "date": []}
    later_dates: list[str] = []
    for element in root.iter("a", "span", "div", "p", "time", "abbr", "li", "address"):
        properties = (element.get("itemprop") or "").lower().split()
        if "author" in properties:
            names = [text_of(inner) for inner in element.iter() if "name" in (inner.get("itemprop") or "").split()]
            found["author"].append(names[0] if names else text_of(element))
        elif "author" in (element.get("rel") or "").lower().split():
            found["author"].append(text_of(element))
        if tag_of(element) == "time" or "datepublished" in properties:
            written = element.get("datetime") or element.get("content") or text_of(element)[:_LONGEST_DATE]
            is_of_article = "datepublished" in properties or element.get("pubdate") is not None
            (found["date"] if is_of_article else later_dates).append(written)
    # Several undated times are a list of something else: talks, comments, other articles.
    if not found["date"] and len(set(later_dates)) == 1:
        found["date"] = later_dates
    return found


# -------------------------------------------------------------------- JSON-LD


def _articles_in(root: _Element) -> Iterator[dict[str, Any]]:
    """The descriptions of articles in the page's JSON-LD, with references to other parts of it filled in."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "") or not script.text or len(script.text) > _MOST_JSON:
            continue
        try:
            data = json_values(script.text)
        except ValueError:
            continue  # pages break theirs all the time; the meta elements say the same
        nodes = list(_nodes(data))
        by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
        for node in nodes:
            kinds = node.get("@type")
            if any(str(kind).lower() in _ARTICLE_TYPES for kind in (kinds if isinstance(kinds, list) else [kinds])):
                yield {**node, "author": _filled_in(node.get("author"), by_id)}


def _nodes(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > MAX_DEPTH:
        return
    if isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "author", "itemListElement"):
            if isinstance(data.get(key), (dict, list)):
                yield from _nodes(data[key], depth + 1)
    elif isinstance(data, list):
        for item in data:
            yield from _nodes(item, depth + 1)


def _filled_in(value: Any, by_id: dict[str, dict[str, Any]]) -> Any:
    if isinstance(value, list):
        return [_filled_in(item, by_id) for item in value]
    if isinstance(value, dict) and "name" not in value and isinstance(value.get("@id"), str):
        return by_id.get(value["@id"], value)
    return value


def _publishers(articles: list[dict[str, Any]]) -> list[Any]:
    return [item["publisher"].get("name") for item in articles if isinstance(item.get("publisher"), dict)]
