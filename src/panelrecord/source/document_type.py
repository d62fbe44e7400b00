"""The declarations that a document type may hold: taken out where nothing reads them, and bounded where something does.

A parser of HTML ends a document type at its first ">", so that the declarations behind it would stand in the text. An
XML document may declare entities for which much text stands, and again others in that.
"""

from __future__ import annotations

import re

_START = re.compile(r"<!doctype\b[^<>\[]{0,1000}\[", re.IGNORECASE)
_END = re.compile(r"\]\s{0,100}>")
_HEAD = 64 * 1024
_HUGE_SPAN = re.compile(
    rb"""(\b(?:(?:col|row)span|morerows|cols|text:c|table:number-[a-z]+-(?:spanned|repeated))\s{0,9}=\s{0,9}["']?)\d{4,}"""
)
_SPANS = (b"span", b"morerows", b"cols", b"text:c", b"repeated")  # one of which stands in each of these names


def without_declarations(text: str) -> str:
    """The text of a page without a document type that declares anything."""
    start = _START.search(text, 0, _HEAD)
    end = _END.search(text, start.end()) if start else None
    return text[: start.start()] + text[end.end() :] if start and end else text


def with_sensible_spans(content: bytes) -> bytes:
    """XML or HTML in which no cell spans, and nothing is repeated, thousands of times: readers would make as many."""
    if not any(name in content for name in _SPANS):  # as in most of a document's parts, in a fiftieth of the time
        return content
    return _HUGE_SPAN.sub(rb"\g<1>1", content)
