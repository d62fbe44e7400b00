"""E-mail, and MHTML, the form in which browsers save a page with all that belongs to it in one file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.message import Message
from email.utils import parseaddr

from panelrecord.errors import DamagedInput, EmptyInput, NestedTooDeeply
from panelrecord.model import Notice
from panelrecord.source.article import Mapped, Metadata
from panelrecord.source.dates import iso_date
from panelrecord.source.decode import decode
from panelrecord.source.html import fragment_text, read_page
from panelrecord.source.mail_headers import BoundedHeaders, header_text
from panelrecord.source.plain_text import text_html
from panelrecord.source.saved_pages import utc_moment
from panelrecord.source.values import absolute_url, author_names, language_tag, words_of

_PREFIX = re.compile(r"(?:(?:re|fwd?|aw|wg)\s*:\s*|\[[^\[\]]{1,40}\]\s*)+", re.IGNORECASE)
_LONGEST_NAME = 300  # characters of a writer's name and address, whose comments and groups are parsed by recursion
_LEAST_HTML = 0.5  # of the plain alternative's length: what HTML must hold to be more than its frame


def read_mail(content: bytes) -> Mapped:
    """The text of an e-mail, its HTML rather than its plain form; From, Date and Subject are its metadata.

    Raises EmptyInput without any text, NestedTooDeeply.
    """
    message = _parsed(content)
    parts = list(_texts(message))
    pages = [_decoded(part) for part in parts if part.get_content_type() == "text/html"]
    plain = "\n\n".join(_unflowed(part) for part in parts if part.get_content_type() == "text/plain")
    read = read_page(pages[0]) if pages else Mapped("")
    if not read.html or len(fragment_text(read.html)) < _LEAST_HTML * len(plain.strip()):
        read = Mapped(text_html(plain) if plain.strip() else "")
    if not read.html:
        raise EmptyInput("is an e-mail without any text", mend="give the article that is attached to it")
    attached = sum(part.get_content_disposition() == "attachment" for part in message.walk())
    notices = read.notices
    if attached:
        notices = (*notices, Notice("attachments", "source", f"Attachments of the e-mail were not read: {attached}."))
    subject = _PREFIX.sub("", header_text(message, "Subject"), count=1)
    stated = Metadata(
        title=words_of(subject),
        authors=author_names(parseaddr(header_text(message, "From")[:_LONGEST_NAME])[0]),
        published=iso_date(header_text(message, "Date")),
        language=language_tag(header_text(message, "Content-Language").partition(",")[0]),
    )
    return replace(read, metadata=stated.or_else(replace(read.metadata, authors=())), notices=notices)


def read_mhtml(content: bytes) -> Mapped:
    """The page that an MHTML file holds, without what it shows in frames; where it was and when it was saved.

    Raises DamagedInput where there is no page in it, NestedTooDeeply.
    """
    message = _parsed(content)
    pages = [part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    wanted = str(message.get_param("start") or "")
    page = next((part for part in pages if wanted and part.get("Content-ID") == wanted), pages[0] if pages else None)
    if page is None:
        raise DamagedInput("is a saved page (MHTML) without its HTML", mend="check that it was saved completely")
    places = (message.get("Snapshot-Content-Location"), page.get("Content-Location"), message.get("Content-Location"))
    read = read_page(_decoded(page))
    stated = Metadata(
        url=next(filter(None, map(absolute_url, (_joined(place) for place in places))), None),
        captured=utc_moment(header_text(message, "Date")),
    )
    return replace(read, metadata=stated.or_else(read.metadata))


def _parsed(content: bytes) -> Message:
    try:
        return message_from_bytes(content, policy=BoundedHeaders())
    except RecursionError as error:
        raise NestedTooDeeply("nests its parts too deeply", mend="save the text of the e-mail alone") from error


def _texts(message: Message) -> Iterator[Message]:
    """The parts that are shown as text."""
    for part in message.walk():
        if part.get_content_maintype() == "text" and part.get_content_disposition() != "attachment":
            yield part


def _decoded(part: Message) -> str:
    payload = part.get_payload(decode=True)
    return decode(payload, charset=part.get_content_charset()).text if isinstance(payload, bytes) and payload else ""


def _unflowed(part: Message) -> str:
    """The part's text; where it is "flowed", a line that ends with a blank goes on in the next (RFC 3676)."""
    text = _decoded(part)
    if str(part.get_param("format") or "").lower() != "flowed":
        return text
    lines = [line[1:] if line.startswith(" ") else line for line in text.split("\n")]
    keeps = str(part.get_param("delsp") or "").lower() != "yes"
    return "".join(
        (line if keeps else line[:-1]) if line.endswith(" ") and line != "-- " else f"{line}\n" for line in lines
    )


def _joined(written: object) -> str:
    return "".join(str(written or "").split())
