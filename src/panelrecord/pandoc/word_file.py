"""What pandoc need not read of a Word file: styles that its text does not name, numbers of lists where there are none.

To put the styles of a file in order, of which Word and pandoc write a hundred, takes pandoc longer than to read an
article. It looks for a style by the name that the text calls it by, and for the one that it is based on.
"""

from __future__ import annotations

import re

TEXT, STYLES, NUMBERING = "word/document.xml", "word/styles.xml", "word/numbering.xml"
_NOTES = ("word/footnotes.xml", "word/endnotes.xml", "word/comments.xml")

_STYLE = re.compile(rb"<w:style( [^<>]*)>.*?</w:style>\s*", re.DOTALL)
_LATENT = re.compile(rb"<w:latentStyles\b[^<>]*(?:/>|>.*?</w:latentStyles>)", re.DOTALL)
_ID = re.compile(rb' w:styleId="([^"]*)"')
_BASE = re.compile(rb'<w:basedOn w:val="([^"]*)"')
_NAMED = re.compile(rb"Style\s[^<>]*")  # the rest of a tag that names a style, as of w:pStyle
_QUOTED = re.compile(rb"[\"']([^\"']*)[\"']")
# Comments may hold what looks like a style; names may be written in more ways than one.
_IN_OTHER_WAYS = re.compile(rb'<!|w:basedOn(?! w:val="[^"&]*")|<w:style\b(?![^<>]* w:styleId="[^"&]*")')
# Which edit a paragraph and its parts come from, as Word notes for each of them.
_EDITS = re.compile(rb'(<w:(?:p|r|tr))(?: w:rsid\w*="\w*"| w14:(?:paraId|textId)="\w*")+')


def without_waste(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The parts of a Word file, less what no text comes of.

    Args:
        parts: the content of each part by its name.
    """
    text = parts.get(TEXT, b"")
    kept = dict(parts)
    if b"<!" not in text:
        kept[TEXT] = text = _EDITS.sub(rb"\1", text)
    texts = [text, *(parts[name] for name in _NOTES if name in parts)]
    if STYLES in kept:
        kept[STYLES] = _named_styles(kept[STYLES], texts)
    if not any(b"numPr" in part for part in (*texts, kept.get(STYLES, b""))):
        kept.pop(NUMBERING, None)
    return kept


def _named_styles(styles: bytes, texts: list[bytes]) -> bytes:
    """The styles that the texts name, those on which these are based, and those that are nobody's by name."""
    styles = _LATENT.sub(b"", styles)
    if _IN_OTHER_WAYS.search(styles):
        return styles
    bases: dict[bytes, list[bytes]] = {}
    asked = []
    for style in _STYLE.finditer(styles):
        name = _id(style)
        bases.setdefault(name, []).extend(_BASE.findall(style[0]))
        if b" w:default=" in style[1]:
            asked.append(name)
    asked += [name for text in texts for tag in set(_NAMED.findall(text)) for name in _QUOTED.findall(tag)]
    needed: set[bytes] = set()
    while asked:
        name = asked.pop()
        if name not in needed:
            needed.add(name)
            asked += bases.get(name, ())
    return _STYLE.sub(lambda style: style[0] if _id(style) in needed else b"", styles)


def _id(style: re.Match[bytes]) -> bytes:
    found = _ID.search(style[1])
    assert found is not None  # `_IN_OTHER_WAYS` has seen to it
    return found[1]
