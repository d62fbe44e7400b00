"""NITF, the News Industry Text Format of the IPTC: what agencies and newspapers' systems send and keep stories in."""

from __future__ import annotations

from lxml.etree import _Element

from panelrecord.source.article import Mapped, Metadata
from panelrecord.source.dates import iso_date
from panelrecord.source.html import whole_fragment
from panelrecord.source.values import absolute_url, author_names, distinct, language_tag, words_of
from panelrecord.source.xml_tree import LANGUAGE, as_html, every, first, paragraph, parse_xml, words

_NAMES = {
    "p": "p", "hl1": "h2", "hl2": "h2", "ul": "ul", "ol": "ol", "li": "li", "dl": "dl", "dt": "dt", "dd": "dd",
    "bq": "blockquote", "pre": "pre", "table": "table", "tr": "tr", "td": "td", "th": "th", "caption": "p", "a": "a",
    "em": "em", "q": "q", "br": "br", "media": "figure", "media-caption": "figcaption", "note": "p", "credit": "p",
    "datasource": "p", "sub": "sub", "sup": "sup", "block": "div", "fn": "p",
}  # fmt: skip
_IN_BYLINE = {"byttl": "p"}
_NO_TEXT = frozenset(
    {"media-reference", "media-object", "media-metadata", "media-producer", "hr", "alt-code", "nitf-table"}
)


def read_nitf(text: str) -> Mapped:
    """The story of a NITF document. Raises DamagedInput where it is malformed."""
    return story(parse_xml(text))


def story(root: _Element) -> Mapped:
    """The story under a ``nitf`` element: headlines, byline, dateline, abstract, text, and the tagline at its end."""
    head, end = first(root, "body/body.head"), first(root, "body/body.end")
    headline = first(head, "hedline/hl1", "headline/hl1")
    title = words(headline) or words(first(root, "head/title"))
    lines = [paragraph(title, "h1")]
    lines += [paragraph(words(line), "h2") for line in every(head, "hedline/hl2")]
    lines += [f"<div>{as_html(line, _IN_BYLINE)}</div>" for line in every(head, "byline")]
    lines += [paragraph(words(line)) for line in every(head, "dateline")]
    lines += [as_html(part, _NAMES, _NO_TEXT) for part in every(head, "abstract")]
    lines += [as_html(part, _NAMES, _NO_TEXT) for part in every(root, "body/body.content")]
    lines += [f"<div>{as_html(part, _NAMES, _NO_TEXT)}</div>" for part in every(end, "tagline")]
    return Mapped(whole_fragment("\n".join(lines)), _metadata(root, head, title))


def _metadata(root: _Element, head: _Element | None, title: str) -> Metadata:
    names = [words(person) for byline in every(head, "byline") for person in every(byline, ".//person")]
    written = names or [words(byline) for byline in every(head, "byline")]
    data = first(root, "head/docdata")
    days = [
        *(date.get("norm") for path in ("date.issue", "date.release") for date in every(data, path)),
        *(publication.get("date.publication") for publication in every(root, "head/pubdata")),
        *(date.get("norm") or words(date) for date in every(head, "dateline/story.date")),
    ]
    language = [root.get(LANGUAGE), *(meta.get("content") for meta in every(root, "head/meta") if _is_language(meta))]
    addresses = [publication.get("ex-ref") for publication in every(root, "head/pubdata")]
    addresses += [meta.get("content") for meta in every(root, "head/meta") if meta.get("name") in ("url", "canonical")]
    return Metadata(
        title=words_of(title),
        authors=distinct(name for line in written for name in author_names(line)),
        published=next(filter(None, (iso_date(day) for day in days if day)), None),
        language=next(filter(None, map(language_tag, language)), None),
        url=next(filter(None, map(absolute_url, addresses)), None),
    )


def _is_language(meta: _Element) -> bool:
    return (meta.get("name") or "").lower() in ("lang", "language")
