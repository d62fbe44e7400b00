"""The text of docx, odt and epub without pandoc: for when that does not finish with it, or to say why it refuses it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from lxml import etree
from lxml.etree import _Element

from panelrecord.errors import DamagedInput, InputError, UndecodableInput
from panelrecord.source.decode import decode
from panelrecord.source.html import fragment_text
from panelrecord.source.package import Package
from panelrecord.source.xml_tree import local, safe_parser, why_malformed

_XML = (".xml", ".rels", ".opf")
_WORD_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
# What is no longer or not yet text, or is there a second time for programs that do not know the first.
_LEFT_OUT = {
    "docx": frozenset({"del", "moveFrom", "Fallback", "instrText", "pPr", "rPr", "sectPr"}),
    "odt": frozenset({"tracked-changes", "annotation", "forms", "sequence-decls", "scripts", "font-face-decls"}),
}
_PARAGRAPHS = frozenset({"p", "h"})
_BREAKS = {"br": "\n", "cr": "\n", "line-break": "\n", "tab": " ", "s": " ", "noBreakHyphen": "-"}


def package_text(package: Package, format: str) -> str:
    """The text of a docx, odt or epub, its paragraphs parted by blank lines; "" where its XML cannot be read.

    Raises DamagedInput, InputTooLarge or NestedTooDeeply as its parts are read.
    """
    if format == "epub":
        return "\n\n".join(_chapters(package))
    parts = _WORD_PARTS if format == "docx" else ("content.xml",)
    roots = (_root(package.read(part)) for part in parts)
    return "\n\n".join(text for root in roots if root is not None for text in _paragraphs(root, format))


def malformed_part(package: Package) -> InputError | None:
    """What is wrong with the XML of a package; None where nothing is that a parser sees."""
    for part in sorted(package.names):
        if not part.endswith(_XML):
            continue
        content = package.read(part) or b""
        if b"<!ENTITY" in content:
            message = f"its part {part} declares entities, which no document of its kind does"
            return DamagedInput(message, mend="open it with the program that wrote it, and save it again")
        try:
            etree.fromstring(content, safe_parser(deep=True))
        except etree.XMLSyntaxError as error:
            return why_malformed(error, part)
    return None


def _root(content: bytes | None) -> _Element | None:
    try:
        return etree.fromstring(content, safe_parser(deep=True)) if content else None
    except etree.XMLSyntaxError:
        return None  # what pandoc said of it stands


def _paragraphs(root: _Element, format: str) -> Iterator[str]:
    """The paragraphs of a document, walked without recursion; one inside another parts it."""
    is_word = format == "docx"
    lines: list[list[str]] = [[]]  # the pieces of each
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        name = local(element)
        if event == "start":
            if name in _LEFT_OUT[format]:
                walk.skip_subtree()
                continue
            if name in _PARAGRAPHS:
                yield from _joined(lines)
                lines = [[]]
            if _BREAKS.get(name) == "\n":
                lines.append([])
            else:
                lines[-1].append(_BREAKS.get(name, ""))
            lines[-1].append((element.text or "") if name == "t" or not is_word else "")
            continue
        if name in _PARAGRAPHS:
            yield from _joined(lines)
            lines = [[]]
        lines[-1].append("" if is_word else element.tail or "")
    yield from _joined(lines)


def _joined(lines: Iterable[Iterable[str]]) -> Iterator[str]:
    text = "\n".join(" ".join("".join(pieces).split()) for pieces in lines).strip()
    if text:
        yield text


def _chapters(package: Package) -> Iterator[str]:
    """The texts of a book's parts, in the order of reading."""
    container = _root(package.read("META-INF/container.xml"))
    path = None if container is None else next((one.get("full-path") for one in container.iter("{*}rootfile")), None)
    book = _root(package.read(path)) if path else None
    if book is None:
        return
    places = {item.get("id"): item.get("href") or "" for item in book.iter("{*}item")}
    for key in dict.fromkeys(entry.get("idref") for entry in book.iter("{*}itemref")):
        part = posixpath.join(posixpath.dirname(path or ""), unquote(places.get(key) or ""))
        try:
            text = fragment_text(decode(package.read(posixpath.normpath(part)) or b"").text)
        except UndecodableInput as error:
            raise DamagedInput(f"its part {part} is no text", mend="copy or download it again") from error
        if text:
            yield text
