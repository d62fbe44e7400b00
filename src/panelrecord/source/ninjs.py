"""ninjs, the IPTC's News in JSON, of all its versions: one story with its body as XHTML, HTML or plain text."""

from __future__ import annotations

import re
from typing import Any

from panelrecord.errors import DamagedInput, ForeignInput
from panelrecord.source.article import Mapped, Metadata
from panelrecord.source.dates import iso_date
from panelrecord.source.html import whole_fragment
from panelrecord.source.json_values import json_values
from panelrecord.source.plain_text import text_html
from panelrecord.source.values import absolute_url, author_names, distinct, language_tag, words_of

_BODIES = ("body_xhtml", "body_html", "body_text")
_MARKED = re.compile(r"<[A-Za-z/!]")
_WRITES = re.compile(r"author|writer|byline|reporter|creator|correspondent", re.IGNORECASE)


def read_ninjs(text: str) -> Mapped:
    """The story of a ninjs document.

    Raises DamagedInput where it is no JSON, ForeignInput where it is JSON of another kind or holds no body.
    """
    try:
        item = json_values(text)
    except ValueError as error:
        raise DamagedInput("is no well-formed JSON", mend="check that it was saved or downloaded completely") from error
    body = _body(item) if isinstance(item, dict) else None
    if body is None:
        raise ForeignInput(
            "is JSON, but no news item in ninjs with a body",
            mend="give rows of a data set as JSON Lines, with --text-column",
        )
    title = words_of(item.get("headline") or _by_role(item.get("headlines")) or item.get("title"))
    by = words_of(item.get("byline") or item.get("by"))
    body = whole_fragment(body if _MARKED.search(body) else text_html(body))
    return Mapped(body, _metadata(item, title, by))


def _body(item: dict[str, Any]) -> str | None:
    bodies = [item.get(key) for key in _BODIES]
    listed = item.get("bodies")
    if isinstance(listed, list):
        renditions = [entry for entry in listed if isinstance(entry, dict)]
        renditions.sort(key=lambda entry: "html" not in str(entry.get("contenttype") or entry.get("contentType")))
        bodies += [entry.get("value") for entry in renditions]
    return next((body for body in bodies if isinstance(body, str) and body.strip()), None)


def _by_role(values: Any) -> Any:
    """Of headlines for several uses, the one that is for no special use, or the first."""
    entries = [entry for entry in values if isinstance(entry, dict)] if isinstance(values, list) else []
    main = [entry for entry in entries if str(entry.get("role") or "main").lower() in ("main", "headline")]
    return (main or entries or [{}])[0].get("value")


def _metadata(item: dict[str, Any], title: str | None, by: str | None) -> Metadata:
    people = [entry for key in ("contributors", "people", "person") for entry in _listed(item.get(key))]
    writers = [
        entry.get("name") for entry in people if _WRITES.search(str(entry.get("role") or entry.get("rel") or ""))
    ]
    days = (
        item.get(key) for key in ("firstcreated", "firstCreated", "versioncreated", "versionCreated", "contentcreated")
    )
    addresses = (item.get(key) for key in ("canonicalurl", "canonical", "url", "uri"))
    return Metadata(
        title=title,
        authors=author_names(by) if by else distinct(name for writer in writers for name in author_names(writer)),
        published=next(filter(None, (iso_date(day) for day in days if isinstance(day, str))), None),
        language=language_tag(item.get("language")),
        url=next(filter(None, map(absolute_url, addresses)), None),
    )


def _listed(value: Any) -> list[dict[str, Any]]:
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []
