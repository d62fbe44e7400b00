"""The document properties of docx, odt and epub.

An e-book's are its title page. An office document's are written by the program: its "creator" is whoever typed it, so
that name counts only where it stands at the head or the end of the text itself, as a byline or an author's note does;
its dates say when the file was made, which for an archive's copy is decades after publication, so they never count.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

from lxml import etree
from lxml.etree import _Element

from panelrecord.limits import MEGABYTE
from panelrecord.source.article import Metadata
from panelrecord.source.dates import iso_date
from panelrecord.source.package import Package
from panelrecord.source.values import absolute_url, author_names, distinct, language_tag, words_of

_MOST_PROPERTIES = MEGABYTE
_BODY_PARTS = {"docx": "word/document.xml", "odt": "content.xml"}
_GAP = re.compile(rb"</(?:w:p|text:p|text:h)>|<(?:w:br|w:tab|text:line-break|text:tab|text:s)\b[^>]{0,200}>")
_TAG = re.compile(rb"<[^<>]*>")
_NO_CHARACTER = re.compile(r"&#\d{8,};?")  # which `unescape` would make a number of, however long
_HEAD, _TAIL = 600, 1500  # characters in which a byline, or a note about the author, stands
_MOST_XML = 256 * 1024  # of the text's XML at either end, which holds more than that
_FILE_NAME = re.compile(
    r"\.(?:docx?|odt|rtf|pdf|txt|html?)\Z|(?:microsoft word\b|document\s*\d*\Z|untitled|title\Z)", re.IGNORECASE
)


def package_metadata(package: Package, format: str) -> Metadata:
    """What the docx, odt or epub says about itself. Raises DamagedInput or InputTooLarge as its parts are read."""
    if format == "epub":
        return _book(package)
    part = "docProps/core.xml" if format == "docx" else "meta.xml"
    root = _xml(package.read(part, _MOST_PROPERTIES))
    if root is None:
        return Metadata()
    title = words_of(_text(root, "title"))
    names = distinct(name for kind in ("initial-creator", "creator") for name in author_names(_text(root, kind)))
    if names:
        body = package.read(_BODY_PARTS[format]) or b""
        head = _plain(body[:_MOST_XML])[:_HEAD].casefold()
        tail = _plain(body[-_MOST_XML:])[-_TAIL:].casefold()
        names = tuple(name for name in names if " " in name and (name.casefold() in head or name.casefold() in tail))
    return Metadata(
        title=None if title and _FILE_NAME.search(title) else title,
        authors=names,
        language=language_tag(_text(root, "language")),
    )


def _book(package: Package) -> Metadata:
    container = _xml(package.read("META-INF/container.xml", _MOST_PROPERTIES))
    if container is None:
        return Metadata()
    path = next((element.get("full-path") for element in container.iter("{*}rootfile")), None)
    root = _xml(package.read(path, 4 * _MOST_PROPERTIES)) if path else None
    if root is None:
        return Metadata()
    roles = {
        (meta.get("refines") or "").removeprefix("#"): (meta.text or "").strip()
        for meta in root.iter("{*}meta")
        if meta.get("property") == "role"
    }
    creators = [element for element in root.iter("{*}creator") if _is_author(element, roles)]
    dates = [element for element in root.iter("{*}date") if _attribute(element, "event") in (None, "publication")]
    return Metadata(
        title=words_of(_text(root, "title")),
        authors=distinct(name for element in creators for name in author_names(element.text)),
        published=next(filter(None, (iso_date(element.text or "") for element in dates)), None),
        language=language_tag(_text(root, "language")),
        url=next(filter(None, (absolute_url(item.text) for item in root.iter("{*}source", "{*}identifier"))), None),
    )


def _is_author(creator: _Element, roles: Mapping[str, str]) -> bool:
    """Whether a creator is an author ("aut"), not an editor or translator, as either version of EPUB says it."""
    role = _attribute(creator, "role")
    identifier = creator.get("id")
    if role is None and identifier:
        role = roles.get(identifier)
    return role in (None, "aut", "author")


def _attribute(element: _Element, name: str) -> str | None:
    return element.get(name) or element.get(f"{{http://www.idpf.org/2007/opf}}{name}")


def _text(root: _Element, name: str) -> str | None:
    return next((element.text for element in root.iter(f"{{*}}{name}") if element.text), None)


def _xml(content: bytes | None) -> _Element | None:
    """The root of a part, parsed without entities, network or DTD; None where it is missing or malformed."""
    if not content:
        return None
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        return None  # properties are beside the text; the text is still read


def _plain(xml: bytes) -> str:
    text = _TAG.sub(b"", _GAP.sub(b" ", xml)).decode("utf-8", "replace")
    return " ".join(unescape(_NO_CHARACTER.sub("\ufffd", text)).split())
