"""An HTML page as a tree: parsed without looking anything up, and walked without recursion."""

from __future__ import annotations

import re

from lxml import etree
from lxml.etree import _Element

from panelrecord.errors import InputTooLarge, NestedTooDeeply
from panelrecord.source.document_type import without_declarations

_MOST_ATTRIBUTES = 2_000  # of one element; the parser compares each with all before it
_CROWDED = re.compile(
    r"<[A-Za-z][^\s<>]*+(?:[\s/]++[^\s>=]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]*+))?+){%d}" % _MOST_ATTRIBUTES  # noqa: UP031
)
_SERVER_CODE = re.compile(r"<\?(?:php\b|=)|<%", re.IGNORECASE)


def parse_html(text: str) -> _Element:
    """The root element of a page or of a fragment; comments and processing instructions are left out.

    Raises NestedTooDeeply where elements are nested deeper than the parser goes, as it drops what is in them,
    InputTooLarge where one has thousands of attributes.
    """
    text = without_declarations(_without_server_code(text))
    if len(text) > 4 * _MOST_ATTRIBUTES and _CROWDED.search(text):
        raise InputTooLarge(
            f"has an HTML element with over {_MOST_ATTRIBUTES:,} attributes", mend="print it to a text file"
        )
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True, collect_ids=False
    )
    root = etree.fromstring(text.encode("utf-8"), parser)
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise NestedTooDeeply("nests its HTML elements thousands deep", mend="print it to a text file")
    return root if root is not None else etree.Element("html")


def _without_server_code(text: str) -> str:
    """`text` without the code of a server's that was saved with the page: a parser ends it at its first ">"."""
    kept: list[str] = []
    place = 0
    while code := _SERVER_CODE.search(text, place):
        end = text.find("%>" if code[0] == "<%" else "?>", code.end())
        if end < 0:
            break
        kept.append(text[place : code.start()])
        place = end + 2
    return " ".join((*kept, text[place:])) if kept else text


def tag_of(element: _Element) -> str:
    """The element's name in lower case without a prefix, or "" for what is no element."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    return tag.rpartition(":")[2].rpartition("}")[2] if ":" in tag or "}" in tag else tag


def text_of(element: _Element) -> str:
    """All text in the element on one line."""
    return " ".join("".join(map(str, element.itertext())).split())
