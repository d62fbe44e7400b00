"""An HTML page as a tree: parsed without looking anything up, and walked without recursion."""

from __future__ import annotations

import re

from lxml import etree
from lxml.etree import _Element

# Code of a server's that was saved with the page. A parser ends it at the first ">", which leaks the rest as text.
_SERVER_CODE = re.compile(r"<\?(?:php\b|=).*?\?>|<%.*?%>", re.DOTALL | re.IGNORECASE)


def parse_html(text: str) -> _Element:
    """The root element of a page or of a fragment; comments and processing instructions are left out."""
    if "<?" in text or "<%" in text:
        text = _SERVER_CODE.sub(" ", text)
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True, collect_ids=False
    )
    root = etree.fromstring(text.encode("utf-8"), parser)
    return root if root is not None else etree.Element("html")


def tag_of(element: _Element) -> str:
    """The element's name in lower case without a prefix, or "" for what is no element."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    return tag.rpartition(":")[2].rpartition("}")[2] if ":" in tag or "}" in tag else tag


def text_of(element: _Element) -> str:
    """All text in the element on one line."""
    return " ".join("".join(map(str, element.itertext())).split())
