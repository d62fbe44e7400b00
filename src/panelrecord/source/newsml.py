"""NewsML-G2, the IPTC's envelope for news: one story of it, whose text is NITF, XHTML or plain text inside."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree
from lxml.etree import _Element

from panelrecord.errors import ForeignInput
from panelrecord.source.article import Mapped, Metadata
from panelrecord.source.dates import iso_date
from panelrecord.source.html import read_page
from panelrecord.source.nitf import story
from panelrecord.source.plain_text import text_html
from panelrecord.source.values import absolute_url, author_names, distinct, language_tag, words_of
from panelrecord.source.xml_tree import LANGUAGE, every, first, local, outermost, paragraph, parse_xml, words


def read_newsml(text: str) -> Mapped:
    """The stories of a NewsML-G2 document, as one article.

    Raises DamagedInput where it is malformed, ForeignInput where no item in it holds text.
    """
    items = text_items(parse_xml(text))
    if not items:
        raise ForeignInput(
            "is NewsML-G2 without a text in it (a picture, a package or a list)",
            mend="give the item that holds the story",
        )
    stories = [_of_item(item) for item in items]
    others = (paragraph(story.metadata.title or "", "h2") + story.html for story in stories[1:])
    return replace(stories[0], html="\n".join((stories[0].html, *others)))


def text_items(root: _Element) -> list[_Element]:
    """The items of news in a document that hold a text, in order."""
    found = [root] if local(root) == "newsItem" else outermost(root, "newsItem")
    return [item for item in found if _content(item) is not None]


def _content(item: _Element) -> _Element | None:
    """The rendition of the story to read: structured text before plain."""
    held = first(item, "contentSet")
    renditions = every(held, "inlineXML") + every(held, "inlineData")
    ranked = [(_rank(rendition), number) for number, rendition in enumerate(renditions) if words(rendition)]
    return renditions[min(ranked)[1]] if ranked else None


def _rank(rendition: _Element) -> int:
    kinds = ("nitf", "html", "text/plain")
    stated = f"{rendition.get('contenttype') or ''} {' '.join(map(local, rendition))}"
    return next((rank for rank, kind in enumerate(kinds) if kind in stated), len(kinds))


def _of_item(item: _Element) -> Mapped:
    content = _content(item)
    assert content is not None
    stated = _metadata(item)
    inner = next((child for child in content if local(child)), None)
    if inner is not None and local(inner) == "nitf":
        read = story(inner)
    elif inner is not None:
        read = read_page(etree.tostring(inner, encoding="unicode", method="html"))
    elif "html" in (content.get("contenttype") or ""):
        read = read_page(words(content))
    else:
        read = Mapped(text_html("".join(map(str, content.itertext()))))
    return Mapped(read.html, stated.or_else(read.metadata), read.notices)


def _metadata(item: _Element) -> Metadata:
    """What the envelope says; where a creator is an agency rather than a writer, `by` is what names the latter."""
    meta, content = first(item, "itemMeta"), first(item, "contentMeta")
    by = [words(line) for line in every(content, "by")]
    creators = [words(first(creator, "name")) for creator in every(content, "creator") if _is_person(creator)]
    days = [words(first(meta, path)) for path in ("firstCreated", "versionCreated")]
    days += [words(first(content, path)) for path in ("contentCreated", "contentModified")]
    tags = [language.get("tag") for language in every(content, "language")]
    links = [
        link.get("href") for link in every(meta, "link") + every(item, "link") if "canonical" in (link.get("rel") or "")
    ]
    return Metadata(
        title=words_of(words(first(content, "headline")) or words(first(meta, "title"))),
        authors=distinct(name for line in by or creators for name in author_names(line)),
        published=next(filter(None, map(iso_date, days)), None),
        language=next(filter(None, map(language_tag, (*tags, item.get(LANGUAGE)))), None),
        url=next(filter(None, map(absolute_url, links)), None),
    )


def _is_person(creator: _Element) -> bool:
    kinds = [kind.get("qcode") or "" for kind in every(creator, "type")]
    return not kinds or any("person" in kind for kind in kinds)
