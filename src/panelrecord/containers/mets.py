"""METS around ALTO, as libraries keep an issue of a newspaper: its articles by the issue's own logical structure.

Each article becomes a document in METS of its own, with the blocks of ALTO that belong to it inside, in the order in
which the issue says that they are read; a METS file without such a structure is one article.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from lxml import etree
from lxml.etree import _Element

from panelrecord.containers.member import Bad, Member, Opening, safe_place
from panelrecord.containers.streams import Ahead, whole
from panelrecord.errors import EmptyInput, InputError, UnreadableInput
from panelrecord.source import Metadata
from panelrecord.source.decode import decode
from panelrecord.source.mets import METS, article_document, articles_in, issue_metadata
from panelrecord.source.xml_tree import parse_xml

_FLOCAT = "{*}FLocat"
_HREF = "{http://www.w3.org/1999/xlink}href"


def mets_members(stream: Ahead, opening: Opening) -> Iterator[Member | Bad]:
    """The articles of an issue. Raises DamagedInput for malformed XML, EmptyInput where no text belongs to it."""
    root = parse_xml(decode(whole(io.BufferedReader(stream), opening.limits.text_bytes)).text)
    pages: dict[str, _Element | InputError] = {}
    for file in root.iter(f"{{{METS}}}file"):
        page = _page(file, opening)
        if page is not None:
            pages[file.get("ID") or ""] = page
    if not pages:
        raise EmptyInput("is METS without any text in ALTO beside it", mend="give the folder with its pages")
    known = issue_metadata(root)
    for number, article in enumerate(articles_in(root, list(pages)), 1):
        key = article.key or str(number)
        name, place = f"{opening.name}#{key}", opening.place / safe_place(f"{number:06}-{key}")
        missing = next((page for file, _ in article.areas if isinstance(page := pages.get(file), InputError)), None)
        if missing is not None:
            yield Bad(name, place, missing)
            continue
        found = {file: page for file, page in pages.items() if not isinstance(page, InputError)}
        document = article_document(article, found)
        if document is not None:
            content = etree.tostring(document, encoding="utf-8", xml_declaration=True)
            yield Member(name, place, content, Metadata(published=known.published, language=known.language))


def _page(file: _Element, opening: Opening) -> _Element | InputError | None:
    """A page in ALTO: inside the METS, or in a file beside it; None for what is none, such as a picture."""
    inside = next(file.iter("{*}alto"), None)
    if inside is not None:
        return inside
    location = file.find(_FLOCAT)
    path = unquote(urlsplit(location.get(_HREF) or "").path) if location is not None else ""
    if not path.lower().endswith(".xml"):
        return None
    parts = PurePosixPath(path.removeprefix("./")).parts
    if opening.beside is None or path.startswith("/") or ".." in parts:
        return UnreadableInput(f"its page {path} is not to be had", mend="keep the pages beside the METS file")
    try:
        page = parse_xml(decode(opening.beside(str(PurePosixPath(*parts)))).text)
    except InputError as error:
        return error
    return page if etree.QName(page).localname == "alto" else None
