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
from panelrecord.errors import EmptyInput, InputError, InputTooLarge, UnreadableInput
from panelrecord.limits import in_words
from panelrecord.source import Metadata
from panelrecord.source.decode import decode
from panelrecord.source.mets import Page, article_document, articles_in, issue_metadata, page_of
from panelrecord.source.xml_tree import local, outermost, parse_xml

_SHARE = 4  # of what an archive may unpack to: what the pages of an issue may hold, which are in memory together
_FLOCAT = "{*}FLocat"
_HREF = "{http://www.w3.org/1999/xlink}href"


def mets_members(stream: Ahead, opening: Opening) -> Iterator[Member | Bad]:
    """The articles of an issue. Raises DamagedInput for malformed XML, EmptyInput where no text belongs to it."""
    root = parse_xml(decode(whole(io.BufferedReader(stream), opening.limits.text_bytes)).text)
    pages: dict[str, Page | InputError] = {}
    beside = _Beside(opening)
    for file in outermost(root, "file"):
        inside = next(file.iter("{*}alto"), None)
        page = page_of(inside) if inside is not None else beside.page(file)
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
            opening.count(len(content))  # articles may all be of the same pages
            yield Member(name, place, content, Metadata(published=known.published, language=known.language))


class _Beside:
    """The pages in files beside an issue: each is read once, however often it is named, and all are held."""

    def __init__(self, opening: Opening) -> None:
        self._opening = opening
        self._pages: dict[str, Page | InputError | None] = {}
        self._size = 0

    def page(self, file: _Element) -> Page | InputError | None:
        """The page that a file of the issue names; None for what is none, such as a picture."""
        location = file.find(_FLOCAT)
        address = location.get(_HREF) or "" if location is not None else ""
        try:
            path = unquote(urlsplit(address).path)
        except ValueError:  # of an address that is none
            return None
        if not path.lower().endswith(".xml"):
            return None
        if path not in self._pages:
            self._pages[path] = self._read(path)
        return self._pages[path]

    def _read(self, path: str) -> Page | InputError | None:
        parts = PurePosixPath(path.removeprefix("./")).parts
        if self._opening.beside is None or path.startswith("/") or ".." in parts:
            return UnreadableInput(f"its page {path} is not to be had", mend="keep the pages beside the METS file")
        most = self._opening.limits.unpacked_bytes // _SHARE
        try:
            content = self._opening.beside(str(PurePosixPath(*parts)))
            self._size += len(content)
            if self._size > most:
                mend = "give its pages one by one, or allow more by the limit unpacked-bytes"
                return InputTooLarge(f"its pages hold more than {in_words(most)}", mend=mend)
            page = parse_xml(decode(content).text)
        except InputError as error:
            return error
        return page_of(page) if local(page) == "alto" else None
