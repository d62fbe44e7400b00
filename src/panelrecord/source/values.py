"""What metadata of every kind needs: a title, names of authors, a language, an address, taken from what was written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from typing import Any
from urllib.parse import urlsplit

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_SPACE = re.compile(r"\s+")
_LINKED = re.compile(r"\[([^\[\]]+)\]\([^()]*\)")
_BY = re.compile(r"(?:(?:story|text|words|written|posted|reported|article|report)\s+)?by:?\s+", re.IGNORECASE)
_APART = re.compile(r"\s*[;\n]\s*")
_TOGETHER = re.compile(r"\s*(?:,\s*(?:and\b|&)|,|&|\band\b)\s*")
_PERSON = re.compile(r"(?!.*\b(?:of|for|the|in|on|at)\b)[^\W\d_][\w.'’-]*(?:\s+[^\W\d_][\w.'’-]*){1,4}\Z")
_FULL_STOP = re.compile(r"(?<=[a-z]{3})\.\Z")  # not that of "Jr."
_ADDRESS = re.compile(r"https?://|www\.|^\S+@\S+$|^[@/#]")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}\Z")
_HOST = re.compile(r"(?:[\w-]+\.)+[^\W\d][\w-]*\Z")
# Names that software writes where it knows no author.
_NOBODY = frozenset([
    "admin", "administrator", "webmaster", "author", "authors", "user", "guest", "root", "owner", "unknown",
    "anonymous", "none", "null", "nobody", "editor", "test", "default", "wordpress", "siteadmin", "staff",
    "superuser", "nan", "undefined", "python-docx", "openpyxl", "pandoc", "windows user", "microsoft office user",
    "apache poi", "site admin", "web editor", "web admin", "un-named",
])  # fmt: skip
_LONGEST = 500
_LARGEST = 1e9


def words_of(value: object) -> str | None:
    """A scalar as one line of text without markup; None where nothing is left of it."""
    if value is None or isinstance(value, (bool, dict, list, tuple)):
        return None
    text = str(value)[: 4 * _LONGEST]
    if "&" in text:
        text = unescape(unescape(text) if "&amp;" in text else text)
    if "<" in text:
        text = _TAG.sub("", text)
    text = _SPACE.sub(" ", text).strip()
    return text if 0 < len(text) <= _LONGEST and any(letter.isalnum() for letter in text) else None


def author_names(value: Any, depth: int = 0) -> tuple[str, ...]:
    """The names in `value`: a string of one or several, a list, or a mapping that has a ``name``.

    Addresses, handles of software ("admin") and repetitions are left out.
    """
    if depth > 3:
        return ()
    if isinstance(value, dict):
        return author_names(value.get("name") or value.get("display_name") or value.get("title"), depth + 1)
    if isinstance(value, (list, tuple)):
        return distinct(name for item in value[:50] for name in author_names(item, depth + 1))
    if isinstance(value, str):
        value = _LINKED.sub(r"\1", value[: 4 * _LONGEST])
    text = words_of(value)
    if text is None:
        return ()
    text = _BY.sub("", text, count=1) if _BY.match(text) else text
    text = text.partition(" | ")[0]  # "Ana Ruiz | The Daily Example"
    return distinct(_FULL_STOP.sub("", name.strip(" ,")) for name in _parted(text))


def _parted(text: str) -> Iterable[str]:
    """One name each: "Ana Ruiz, Tom Lee and Mo Ek" are three; "Ruiz, Ana", "Ana Ruiz, PhD", "Arts and Crafts" one."""
    for part in _APART.split(text):
        names = _TOGETHER.split(part)
        yield from names if all(map(_PERSON.match, names)) else (part,)


def distinct(names: Iterable[str]) -> tuple[str, ...]:
    """The names in order, each once, without what is no name."""
    kept: dict[str, str] = {}
    for name in names:
        key = name.casefold()
        if 1 < len(name) < 120 and key not in _NOBODY and not _ADDRESS.search(name) and not name.isdigit():
            kept.setdefault(key, name)
    return tuple(kept.values())


def number(written: str | None) -> float:
    """A length as attributes write it; 0 for what is none, or larger than any page."""
    try:
        value = float(written or 0)
    except ValueError:
        return 0.0
    return value if abs(value) < _LARGEST else 0.0  # and neither infinity nor NaN is


def language_tag(value: object) -> str | None:
    """A language as BCP 47 writes it ("en", "en-GB"), or None."""
    text = words_of(value)
    if text is None or not _LANGUAGE.match(text):
        return None
    return text.replace("_", "-")


def absolute_url(value: object) -> str | None:
    """A public http(s) address, or None: a path, or an address on the writer's own machine, leads nowhere."""
    text = words_of(value)
    if text is None or " " in text or not text.isprintable():
        return None
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        return None
    return text if parts.scheme in ("http", "https") and _HOST.match(host) else None
