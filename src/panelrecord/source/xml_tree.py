"""XML as a tree: parsed without looking anything up, its entities known, and written as HTML by names alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from html import escape
from html.entities import name2codepoint

from lxml import etree
from lxml.etree import _Element

from panelrecord.errors import DamagedInput, InputError, InputTooLarge, NestedTooDeeply

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_OF_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})
_DECLARED = re.compile(r"\s*<\?xml[^>]*\?>")


_ENTITIES = "<!ENTITY"
_DECLARED_ENTITY = re.compile(r"<!ENTITY\s+([\w.:-]+)")
_DEPTH = re.compile(r"Excessive depth", re.IGNORECASE)
_GROWTH = re.compile(r"amplification|entity loop|entity reference loop", re.IGNORECASE)


def safe_parser(*, entities: bool = False, deep: bool = False) -> etree.XMLParser:
    """A parser of UTF-8 that opens nothing else; comments and processing instructions are left out.

    Args:
        entities: put in what the document's own entities stand for, as long as they stand for no more than is sensible.
        deep: go 2,048 levels deep instead of 256, and take texts of any length. Not together with entities.
    """
    return etree.XMLParser(
        encoding="utf-8",  # of the bytes given to it, whatever the article was once declared to be in
        resolve_entities="internal" if entities else False,  # type: ignore[arg-type]
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=deep and not entities,
    )


def parse_xml(text: str) -> _Element:
    """The root element of a document; comments and processing instructions are left out.

    Entities are those of HTML, as newspapers' and scholars' documents use them; no document type is read.

    Raises DamagedInput where the text is no well-formed XML, saying where.
    """
    named = _ENTITY.sub(_character, without_declaration(text))
    try:
        return etree.fromstring(named.encode("utf-8"), safe_parser())
    except etree.XMLSyntaxError as error:
        raise why_malformed(error) from error


def without_declaration(text: str) -> str:
    """A document without its XML declaration, which names an encoding that the text is no longer in."""
    declared = _DECLARED.match(text)
    return text[declared.end() :] if declared else text


def why_malformed(error: etree.XMLSyntaxError, part: str | None = None) -> InputError:
    """What is wrong with XML that does not parse: DamagedInput, NestedTooDeeply or InputTooLarge.

    `part` is what it is called in the archive that holds it.
    """
    said, line = str(error).partition(", line")[0][:120], error.lineno or 1
    which = f"its part {part} " if part else ""
    if _GROWTH.search(said):
        mend = "write out what its entities stand for"
        return InputTooLarge(f"{which}declares entities that stand for far more than it holds", mend=mend)
    if _DEPTH.search(said):
        return NestedTooDeeply(f"{which}nests its elements hundreds deep", mend="save it as plain text")
    message = f"{which}is no well-formed XML (line {line}: {said})"
    return DamagedInput(message, mend="check that it was saved or downloaded completely")


def malformation(text: str) -> InputError | None:
    """What is wrong with a document, as `why_malformed` has it; None where a parser finds nothing."""
    try:
        _with_entities(text)
    except etree.XMLSyntaxError as error:
        return why_malformed(error)
    return None


def with_entities(text: str) -> str:
    """A document with what its own entities stand for in their places; the same where it declares none.

    Nothing outside of it is opened: a document that refers to what lies elsewhere stays as it is, as does one that is
    malformed.

    Raises InputTooLarge where they stand for far more than the document holds.
    """
    if _ENTITIES not in text:
        return text
    try:
        return str(etree.tostring(_with_entities(text), encoding="unicode", with_tail=False))
    except etree.XMLSyntaxError as error:
        cause = why_malformed(error)
        if isinstance(cause, InputTooLarge):
            raise cause from error
        return text


def _with_entities(text: str) -> _Element:
    own = frozenset(_DECLARED_ENTITY.findall(text))
    named = _ENTITY.sub(lambda entity: entity[0] if entity[1] in own else _character(entity), text)
    return etree.fromstring(without_declaration(named).encode("utf-8"), safe_parser(entities=True))


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


def outermost(root: _Element, name: str) -> list[_Element]:
    """The elements of that local name that are in no other of that name: what is in both would be read twice."""
    every_one = f"{{*}}{name}"
    return [one for one in root.iter(every_one) if next(one.iterancestors(every_one), None) is None]


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
