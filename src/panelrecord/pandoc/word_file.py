"""What pandoc need not read of a Word file: styles that its text does not name, numbers of lists where there are none.

To put the styles of a file in order, of which Word and pandoc write a hundred, takes pandoc longer than to read an
article. It looks for a style by the name that the text calls it by, and for the one that it is based on.
"""

from __future__ import annotations

import re

TEXT, STYLES, NUMBERING = "word/document.xml", "word/styles.xml", "word/numbering.xml"
_NOTES = ("word/footnotes.xml", "word/endnotes.xml", "word/comments.xml")

_LATENT = re.compile(rb"<w:latentStyles\b[^<>]*>(?:(?<=/>)|.*?</w:latentStyles>)", re.DOTALL)
_STYLE, _STYLE_END = b"<w:style ", b"</w:style>"
_ID = re.compile(rb' w:styleId="([^"]*)"')
_BASE = re.compile(rb'<w:basedOn w:val="([^"]*)"')
_NAMED = re.compile(rb"Style\s[^<>]*")  # the rest of a tag that names a style, as of w:pStyle
_QUOTED = re.compile(rb"[\"']([^\"']*)[\"']")
# Names may be written in more ways than one.
_BASED_OTHERWISE = re.compile(rb'w:basedOn(?! w:val="[^"&]*")')
_CALLED_OTHERWISE = re.compile(rb'<w:style\b(?![^<>]* w:styleId="[^"&]*")')
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
    latent = _LATENT.match(styles, max(styles.find(b"<w:latentStyles"), 0))  # a search by the pattern takes long
    if latent is not None:
        styles = styles[: latent.start()] + styles[latent.end() :]
    # Comments may hold what looks like a style.
    if b"<!" in styles or _BASED_OTHERWISE.search(styles) or _CALLED_OTHERWISE.search(styles):
        return styles
    *parts, rest = styles.split(_STYLE_END)  # each part a style, and what stands before it
    bodies: dict[bytes, list[bytes]] = {}
    asked = []
    names = []
    for part in parts:
        tag, _, body = part.partition(_STYLE)[2].partition(b">")
        found = _ID.search(b" " + tag)
        name = found[1] if found else None
        names.append(name)
        if name is not None:
            bodies.setdefault(name, []).append(body)
            if b" w:default=" in b" " + tag:
                asked.append(name)
    asked += [name for text in texts for tag in set(_NAMED.findall(text)) for name in _QUOTED.findall(tag)]
    needed: set[bytes | None] = {None}
    while asked:
        name = asked.pop()
        if name not in needed:
            needed.add(name)
            asked += [base for body in bodies.get(name, ()) for base in _BASE.findall(body)]
    kept = [
        part + _STYLE_END if name in needed else part.partition(_STYLE)[0].rstrip()
        for name, part in zip(names, parts, strict=True)
    ]
    return b"".join((*kept, rest))
