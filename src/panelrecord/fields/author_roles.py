"""The positions that a note about an author states, and the addresses it gives."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from urllib.parse import urlsplit

from panelrecord.annotate.reading import Reading
from panelrecord.model import Role, Span
from panelrecord.packs.grammar import Match, Stream
from panelrecord.packs.structural import ADDRESS, LINK
from panelrecord.packs.tokens import shape
from panelrecord.values import dataclass

# What an address has to be before a record may hold it: a mark on a word («me@home») is none yet.
_EMAIL = re.compile(r"[^\s@<>()\[\],;:\\\"]+@[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)+")
_AT = re.compile(r"\s*(?:[(\[]\s*(?:at|@)\s*[)\]]|\bat\b)\s*", re.IGNORECASE)
_DOT = re.compile(r"\s*(?:[(\[]\s*dot\s*[)\]]|\bdot\b)\s*", re.IGNORECASE)
_KIND_OF_PERSON = re.compile(r"[-‐‑][a-z]+$")  # «Karachi-based», «Oxford-trained»: no organisation


@dataclass(frozen=True, slots=True)
class Contact:
    """An e-mail address or a link, as `value`, and where it is written."""

    value: str
    evidence: Span


def find_roles(reading: Reading, start: int, end: int) -> list[tuple[Role, Span]]:
    """The positions stated between two code points, in order, each with the stretch that states it."""
    units = _clip(reading.stream, start, end)
    matches = reading.grammar.find("bio-role", units)
    found: list[tuple[Role, Span]] = []
    taken: list[tuple[int, int]] = []
    for match in sorted(matches, key=lambda match: match.groups["title"][0]):  # a stable sort: earlier rules first
        title = match.groups["title"]
        if any(title[0] < last and first < title[1] for first, last in taken):
            continue
        taken.append(title)
        if match.rule.gives.get("counts") == "no":
            continue
        taken += [match.groups[group] for group in ("organization", "organizations") if group in match.groups]
        found.extend(_roles(match, units, reading))
    return found


def find_emails(reading: Reading, start: int, end: int) -> list[Contact]:
    """The e-mail addresses between two code points: written plainly, written out, or behind a link."""
    found = [
        Contact(word, reading.span(begin, stop, ADDRESS))
        for word, begin, stop in _tokens(reading, start, end)
        if "@" in word and shape(word) == "email"
    ]
    units = _clip(reading.stream, start, end)
    for match in reading.grammar.find("bio-contact", units):
        span = match.span(units, "email")
        if span is not None:
            written = reading.document.text[span[0] : span[1]]
            plain = re.sub(r"\s", "", _DOT.sub(".", _AT.sub("@", written, count=1)))
            found.append(Contact(plain, reading.span(*span, match.rule.id)))
    for link in reading.document.links:
        address = link.url.removeprefix("mailto:").partition("?")[0]
        if start <= link.start and link.end <= end and address != link.url and "@" in address:
            found.append(Contact(address, reading.span(link.start, link.end, LINK)))
    return _each_once([contact for contact in found if _EMAIL.fullmatch(contact.value)])


def find_links(reading: Reading, start: int, end: int) -> list[Contact]:
    """The addresses on the web between two code points: written out, or behind a link; each is a full URL."""
    found = []
    for word, begin, stop in _tokens(reading, start, end):
        if "." in word and shape(word) == "url":
            address = word if "://" in word else f"http://{word}"
            found.append(Contact(address, reading.span(begin, stop, ADDRESS)))
    for link in reading.document.links:
        if start <= link.start and link.end <= end and link.url.startswith(("http://", "https://")):
            found.append(Contact(link.url, reading.span(link.start, link.end, LINK)))
    return _each_once([contact for contact in found if _leads_somewhere(contact.value)])


def _leads_somewhere(address: str) -> bool:
    """Whether what begins as an address on the web is one."""
    if not address.isprintable() or " " in address:
        return False
    try:
        return bool(urlsplit(address).netloc)
    except ValueError:
        return False


def _each_once(contacts: list[Contact]) -> list[Contact]:
    return list({contact.value.lower().rstrip("/"): contact for contact in reversed(contacts)}.values())[::-1]


def _tokens(reading: Reading, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    tokens = reading.words.tokens
    at = bisect_left(tokens.starts, start)
    while at < len(tokens.words) and tokens.ends[at] <= end:
        yield tokens.words[at], tokens.starts[at], tokens.ends[at]
        at += 1


def _clip(stream: Stream, start: int, end: int) -> Stream:
    """The units of a stretch of text, the boundaries at its edges included."""
    first = bisect_left(stream.starts, start)
    last = bisect_left(stream.starts, end)
    while last < len(stream.ends) and stream.ends[last] <= end:
        last += 1
    part = slice(first, last)
    return Stream(stream.starts[part], stream.ends[part], stream.tokens[part], stream.codes[part])


def _roles(match: Match, units: Stream, reading: Reading) -> Iterator[tuple[Role, Span]]:
    """The position that a match states, or one for each organisation of a row."""
    text = reading.document.text
    begin, end = match.span(units, "title") or (0, 0)
    title = text[begin:end]
    places = _row(match, units, reading) or [match.span(units, "organization")]
    for place in places:
        if place is None or _KIND_OF_PERSON.search(text[place[0] : place[1]]):
            yield Role(title, None), reading.span(begin, end, match.rule.id)
            continue
        first, last = place
        if text[last - 2 : last] in reading.grammar.words("owner_ending"):
            last -= 2
        if text[max(first - 4, 0) : first] == "The ":  # «for The Courier»: the article is part of the name
            first -= 4
        yield Role(title, text[first:last]), reading.span(min(begin, first), max(end, last), match.rule.id)


def _row(match: Match, units: Stream, reading: Reading) -> list[tuple[int, int] | None]:
    """The organisations of a row, parted by commas and «and»; a leading «the» is not of the name."""
    text, marks = reading.document.text, reading.grammar.words("row_link")
    first, last = match.groups.get("organizations", (0, 0))
    items: list[list[int]] = [[]]
    for unit in range(first, last):
        word = text[units.starts[unit] : units.ends[unit]]
        if word in marks:
            items.append([])
        elif items[-1] or word != "the":
            items[-1].append(unit)
    return [(units.starts[item[0]], units.ends[item[-1]]) for item in items if item]
