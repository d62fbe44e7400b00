"""XML as a tree: parsed without looking anything up, its entities known, and written as HTML by names alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from html import escape
from html.entities import name2codepoint

from lxml import etree
from lxml.etree import _Element

from panelrecord.errors import DamagedInput

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_OF_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})
_DECLARED = re.compile(r"\s*<\?xml[^>]*\?>")


def safe_parser() -> etree.XMLParser:
    """A parser of UTF-8 that opens nothing else; comments and processing instructions are left out."""
    return etree.XMLParser(
        encoding="utf-8",  # of the bytes given to it, whatever the article was once declared to be in
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
    )


def parse_xml(text: str) -> _Element:
    """The root element of a document; comments and processing instructions are left out.

    Entities are those of HTML, as newspapers' and scholars' documents use them; no document type is read.

    Raises DamagedInput where the text is no well-formed XML, saying where.
    """
    named = _ENTITY.sub(_character, _DECLARED.sub("", text, count=1))
    try:
        return etree.fromstring(named.encode("utf-8"), safe_parser())
    except etree.XMLSyntaxError as error:
        line = error.lineno or 1
        message = f"is no well-formed XML (line {line}: {str(error).partition(', line')[0][:120]})"
        raise DamagedInput(message, mend="check that it was saved or downloaded completely") from error


def _character(entity: re.Match[str]) -> str:
    name = entity[1]
    return chr(name2codepoint[name]) if name in name2codepoint and name not in _OF_XML else entity[0]


def local(element: _Element) -> str:
    """The element's name without its namespace, "" for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def words(element: _Element | None) -> str:
    """All text in the element on one line; "" for none."""
    return "" if element is None else " ".join("".join(map(str, element.itertext("*"))).split())


def first(element: _Element | None, *paths: str) -> _Element | None:
    """The first element at the first of these paths that leads to one; ``{*}`` is put before every name in them."""
    if element is None:
        return None
    return next((found for path in paths for found in element.iterfind(anywhere(path))), None)


def every(element: _Element | None, path: str) -> list[_Element]:
    """The elements at this path; ``{*}`` is put before every name in it."""
    return [] if element is None else element.findall(anywhere(path))


def anywhere(path: str) -> str:
    """A path of plain names as one that finds them in any namespace."""
    return "/".join(f"{{*}}{step}" if step[:1].isalpha() else step for step in path.split("/"))


def as_html(element: _Element, names: Mapping[str, str], left_out: Set[str] = frozenset()) -> str:
    """What is in the element as HTML.

    `names` says which element of HTML each element is, by their local names; any other counts for the text in it
    alone. What is `left_out` is not there.
    """
    return "".join(_pieces(element, names, left_out))


def _pieces(element: _Element, names: Mapping[str, str], left_out: Set[str]) -> Iterator[str]:
    yield escape(element.text or "", quote=False)
    for child in element:
        name = local(child)
        if name and name not in left_out:
            tag = names.get(name, "")
            inner = _pieces(child, names, left_out)
            yield from inner if not tag else _tagged(tag, child, inner)
        yield escape(child.tail or "", quote=False)


def _tagged(tag: str, element: _Element, inner: Iterable[str]) -> Iterator[str]:
    if tag == "br":
        yield "<br>"
        return
    target = element.get("href") or element.get("target") or element.get("{http://www.w3.org/1999/xlink}href")
    yield f'<a href="{escape(target)}">' if tag == "a" and target else f"<{tag}>"
    yield from inner
    yield f"</{tag}>"


def paragraph(text: str, tag: str = "p") -> str:
    """A line of text as an element of HTML; nothing where it is empty."""
    return f"<{tag}>{escape(text, quote=False)}</{tag}>\n" if text else ""
