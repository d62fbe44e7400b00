"""What JATS and DocBook articles say about who wrote them.

Pandoc's readers lose the name of a contributor that is written as one string, and join given name and surname that
stand without white space between them.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element

from panelrecord.source.article import Metadata
from panelrecord.source.values import author_names, distinct, language_tag, words_of
from panelrecord.source.xml_tree import LANGUAGE, safe_parser

_WHOLE = ("string-name", "collab", "orgname")
_PARTS = ("honorific", "prefix", "given-names", "firstname", "givenname", "othername", "surname", "suffix", "lineage")
_NAMES = ("name", "personname")
_LANGUAGE = (LANGUAGE, "lang")


def xml_metadata(text: str) -> Metadata:
    """Authors and language of an article in JATS or DocBook; what else it says, pandoc's readers give.

    Nothing is read for malformed XML, of which pandoc says what is wrong.
    """
    try:
        root = etree.fromstring(text.encode("utf-8"), safe_parser())
    except etree.XMLSyntaxError:
        return Metadata()
    names = (" ".join(_name(author)) for author in _authors(root))
    return Metadata(
        authors=distinct(name for written in names for name in author_names(written)),
        language=next((language_tag(root.get(key)) for key in _LANGUAGE if root.get(key)), None),
    )


def _authors(root: _Element) -> Iterator[_Element]:
    """The elements that each hold one author; those of works cited are none."""
    meta = root.find(".//{*}article-meta")
    if meta is not None:
        for contributor in meta.iter("{*}contrib"):
            if contributor.get("contrib-type", "author") == "author":
                yield contributor
        return
    for head in ("info", "articleinfo"):
        info = root.find(f"{{*}}{head}")
        if info is not None:
            yield from info.findall("{*}author")
            yield from info.findall("{*}authorgroup/{*}author")


def _name(author: _Element) -> Iterator[str]:
    """The words of an author's name, given names first."""
    for element in author.iterchildren("*"):
        if _tag(element) in _WHOLE:
            yield from _words(element)
            return
    holder = next((element for element in author.iterchildren("*") if _tag(element) in _NAMES), author)
    parts = [(_PARTS.index(_tag(part)), part) for part in holder.iterchildren("*") if _tag(part) in _PARTS]
    if not parts:
        yield from _words(holder) if holder is not author else ()
    for _, part in sorted(parts, key=lambda pair: pair[0]):
        yield from _words(part)


def _words(element: _Element) -> Iterator[str]:
    parts = [part for part in element.iterchildren("*") if _tag(part) in _PARTS]
    if parts:
        for part in parts:
            yield from _words(part)
        return
    text = words_of("".join(str(piece) for piece in element.itertext("*")))
    if text:
        yield text


def _tag(element: _Element) -> str:
    return etree.QName(element).localname
