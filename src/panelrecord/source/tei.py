"""TEI, the Text Encoding Initiative's XML: what libraries and scholars keep transcribed newspapers and letters in."""

from __future__ import annotations

from collections.abc import Set

from lxml.etree import _Element

from panelrecord.errors import EmptyInput
from panelrecord.source.article import Mapped, Metadata
from panelrecord.source.dates import iso_date
from panelrecord.source.html import whole_fragment
from panelrecord.source.hyphens import HYPHENS, compounds_in, first_half
from panelrecord.source.values import absolute_url, author_names, distinct, language_tag, words_of
from panelrecord.source.xml_tree import LANGUAGE, as_html, every, first, local, outermost, paragraph, parse_xml, words

_NAMES = {
    "p": "p", "ab": "p", "head": "h2", "list": "ul", "item": "li", "label": "b", "quote": "blockquote", "lg": "p",
    "l": "span", "lb": "br", "hi": "em", "emph": "em", "title": "em", "ref": "a", "table": "table", "row": "tr",
    "cell": "td", "figure": "figure", "figDesc": "figcaption", "byline": "p", "docAuthor": "p", "dateline": "p",
    "docDate": "p", "signed": "p", "salute": "p", "titlePart": "h2", "argument": "div", "epigraph": "blockquote",
    "trailer": "p", "sp": "div", "speaker": "p", "closer": "p", "opener": "p", "postscript": "div", "address": "p",
    "addrLine": "span", "div": "div",
}  # fmt: skip
_NO_TEXT = frozenset({"fw", "pb", "cb", "gb", "milestone", "graphic", "del", "gap", "surplus"})
_INLINE_IN = frozenset({"p", "ab", "head", "item", "cell", "l", "quote", "note", "said"})
_QUOTATION_MARKS = "\"'“‘«„"
_LEFT_OUT = "pb"


def read_tei(text: str) -> Mapped:
    """The text of a TEI document: of an edition its first reading; running heads and page breaks are left out.

    Raises DamagedInput where it is malformed, EmptyInput where it is a header without text.
    """
    root = parse_xml(text)
    body = first(root, "text", "TEI/text", ".//text")
    if body is None:
        raise EmptyInput("is TEI without a text", mend="give the file that holds the transcription")
    _settle_readings(body)
    metadata = _metadata(root)
    parts = [part for name in ("front", "body", "group", "back") for part in every(body, name)]
    read = [as_html(part, _NAMES, _NO_TEXT | {"note"}) for part in parts]
    read += [f"<p>{as_html(note, _NAMES, _NO_TEXT)}</p>" for part in parts for note in outermost(part, "note")]
    html = whole_fragment("\n".join(read))
    heading = next((part for part in body.iter("{*}head", "{*}titlePart")), None)
    if heading is None and metadata.title:
        html = paragraph(metadata.title, "h1") + html
    else:
        html = html.replace("<h2>", "<h1>", 1).replace("</h2>", "</h1>", 1)
    return Mapped(html, metadata)


def _settle_readings(body: _Element) -> None:
    """Makes the text one that reads on: words that a line end parts are one, marks of quotation stand in the text."""
    for choice in list(body.iter("{*}choice")):
        children = list(choice.iterchildren("*"))
        readings = [child for child in children if local(child) not in ("sic", "orig", "expan")] or children
        for child in children:
            child.tail = ""
            child.tag = "seg" if child is readings[0] else _LEFT_OUT
    compounds = compounds_in("".join(map(str, body.itertext("*"))))
    for broken in list(body.iter("{*}lb", "{*}pb", "{*}cb")):
        _join_word(broken, compounds)
    for quoted in body.iter("{*}q", "{*}said", "{*}quote"):
        text = words(quoted)
        parent = quoted.getparent()
        is_inline = parent is not None and local(parent) in _INLINE_IN
        if local(quoted) == "quote" and is_inline:
            quoted.tag = "seg"  # no block: a few words amid a sentence
        is_marked = text[:1] in _QUOTATION_MARKS or _before(quoted)[-1:] in tuple(_QUOTATION_MARKS)
        if is_inline and text and not is_marked:
            quoted.text = "“" + (quoted.text or "").lstrip()
            if len(quoted):
                quoted[-1].tail = (quoted[-1].tail or "").rstrip() + "”"
            else:
                quoted.text = quoted.text.rstrip() + "”"


def _join_word(broken: _Element, compounds: Set[str]) -> None:
    """A line or page that ends amid a word: ``semi-<lb break="no"/>nar`` is "seminar"; others end with a blank."""
    before, after = _before(broken).rstrip(), (broken.tail or "").lstrip()
    if broken.get("break") == "no":
        half = before[:-1] if before.endswith(tuple(HYPHENS)) else before
    else:
        last = before.rpartition(" ")[2]
        half = first_half(last, after, compounds)
        half = before[: len(before) - len(last)] + half if half else ""
    if half:
        _set_before(broken, half)
        broken.tail = after
    elif local(broken) == "lb" and _is_in_verse(broken):
        return
    else:
        broken.tail = " " + after
    broken.tag = _LEFT_OUT


def _is_in_verse(element: _Element) -> bool:
    return any(local(outer) in ("lg", "address", "titlePart") for outer in element.iterancestors())


def _before(element: _Element) -> str:
    previous, parent = element.getprevious(), element.getparent()
    if previous is not None:
        return previous.tail or ""
    return (parent.text or "") if parent is not None else ""


def _set_before(element: _Element, text: str) -> None:
    previous, parent = element.getprevious(), element.getparent()
    if previous is not None:
        previous.tail = text
    elif parent is not None:
        parent.text = text


def _metadata(root: _Element) -> Metadata:
    """What the header says: of the source that was transcribed first, then of the edition."""
    file = first(root, ".//fileDesc")
    source = first(file, "sourceDesc")
    titles = [title for title in every(source, ".//title") if title.get("level") == "a"]
    titles += [title for title in every(file, "titleStmt/title") if title.get("type") not in ("sub", "short")]
    authors = every(source, ".//analytic/author") + every(source, ".//bibl/author") or every(file, "titleStmt/author")
    names = [words(first(author, "persName", "name") if len(author) else author) or words(author) for author in authors]
    dates = every(source, ".//date") + every(file, "publicationStmt/date") + every(file, "publicationStmt//date")
    used = every(root, ".//langUsage/language")
    addresses = [place.get("target") for path in (".//ptr", ".//ref") for place in every(source, path)]
    languages = [first(root, "text"), root]
    return Metadata(
        title=next(filter(None, (words_of(words(title)) for title in titles)), None),
        authors=distinct(name for written in names for name in author_names(written)),
        published=next(filter(None, (iso_date(date.get("when") or words(date)) for date in dates)), None),
        language=next(
            filter(None, map(language_tag, (
                *(element.get(LANGUAGE) for element in languages if element is not None),
                *(language.get("ident") for language in used),
            ))), None,
        ),
        url=next(filter(None, map(absolute_url, addresses)), None),
    )  # fmt: skip
