"""METS around ALTO: which blocks of which pages an issue says are one article, and the text of such an article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace

from lxml import etree
from lxml.etree import _Element

from panelrecord.errors import EmptyInput
from panelrecord.source.alto import alto_pages, block_lines, font_sizes
from panelrecord.source.article import Mapped, Metadata
from panelrecord.source.columns import Line
from panelrecord.source.dates import iso_date
from panelrecord.source.html import whole_fragment
from panelrecord.source.layout import SCANNED, Leaf, flowing_html
from panelrecord.source.values import author_names, distinct, language_tag, words_of
from panelrecord.source.xml_tree import first, parse_xml, words

METS = "http://www.loc.gov/METS/"
_ARTICLES = frozenset({"article", "advertisement", "letter", "obituary", "review", "story"})
_HEADINGS = frozenset({"heading", "title", "headline", "head", "overline", "subheadline", "subtitle"})
_CAPTIONS = frozenset({"caption", "illustration"})


@dataclass(frozen=True, slots=True)
class Article:
    """An article by the issue's structure.

    `areas` are its blocks in the order of reading: the file, the block, and what it is (text, heading, caption);
    without a block, the whole page. `title` is what the structure calls it.
    """

    key: str | None
    title: str | None
    section: str | None
    areas: tuple[tuple[str, str | None], ...]
    kinds: tuple[str, ...]


def articles_in(root: _Element, pages: Sequence[str]) -> list[Article]:
    """The articles of the logical structure; where it has none, all pages as one."""
    found = []
    for structure in root.iter(f"{{{METS}}}structMap"):
        if (structure.get("TYPE") or "").upper() == "PHYSICAL":
            continue
        for division in structure.iter(f"{{{METS}}}div"):
            if (division.get("TYPE") or "").lower() in _ARTICLES and not _is_within_one(division):
                article = _article(division, set(pages))
                if article.areas:
                    found.append(article)
    return found or [Article(None, None, None, tuple((page, None) for page in pages), ("text",) * len(pages))]


def _is_within_one(division: _Element) -> bool:
    return any((outer.get("TYPE") or "").lower() in _ARTICLES for outer in division.iterancestors())


def _article(division: _Element, pages: set[str]) -> Article:
    areas, kinds = [], []
    for area in division.iter(f"{{{METS}}}area", f"{{{METS}}}fptr"):
        file = area.get("FILEID")
        if file in pages:
            areas.append((file, area.get("BEGIN")))
            around = {(outer.get("TYPE") or "").lower() for outer in area.iterancestors(f"{{{METS}}}div")}
            kinds.append("heading" if around & _HEADINGS else "caption" if around & _CAPTIONS else "text")
    return Article(division.get("ID"), division.get("LABEL"), division.get("DMDID"), tuple(areas), tuple(kinds))


def article_document(article: Article, pages: Mapping[str, _Element]) -> _Element | None:
    """The article as METS with its blocks inside; None where none of them is on the pages."""
    root = etree.Element(f"{{{METS}}}mets", nsmap={"mets": METS})
    if article.title:
        root.set("LABEL", article.title)
    holder = etree.SubElement(root, f"{{{METS}}}fileSec")
    kept = False
    for number, ((file, block), kind) in enumerate(zip(article.areas, article.kinds, strict=True)):
        page = pages.get(file)
        blocks = [] if page is None else _blocks(page, block)
        if blocks and page is not None:
            kept = True
            part = etree.SubElement(holder, f"{{{METS}}}file", ID=f"{file}.{number}", USE=kind)
            data = etree.SubElement(etree.SubElement(part, f"{{{METS}}}FContent"), f"{{{METS}}}xmlData")
            alto = etree.SubElement(data, page.tag)
            alto.extend(deepcopy(style) for style in page.iter("{*}Styles"))
            alto.extend(deepcopy(one) for one in blocks)
    return root if kept else None


def _blocks(page: _Element, block: str | None) -> list[_Element]:
    if block is None:
        return list(page.iter("{*}Layout"))
    named = next((element for element in page.iter() if element.get("ID") == block), None)
    return [] if named is None else list(named.iter("{*}TextBlock"))


def issue_metadata(root: _Element) -> Metadata:
    """What the METS says of the whole: the day of issue and the language, as MODS or Dublin Core have them."""
    days = [words(element) for element in root.iter("{*}dateIssued", "{*}date", "{*}issued")]
    tags = [words(element) for element in root.iter("{*}languageTerm", "{*}language")]
    return Metadata(
        published=next(filter(None, map(iso_date, days)), None),
        language=next(filter(None, map(language_tag, map(_two_letters, tags))), None),
    )


def _two_letters(tag: str) -> str:
    return {"eng": "en", "english": "en"}.get(tag.lower(), tag)


def read_mets(text: str) -> Mapped:
    """The text of a METS document that has its pages in ALTO inside, as `article_document` makes them.

    Raises DamagedInput where it is malformed, EmptyInput where there is no ALTO in it.
    """
    root = parse_xml(text)
    leaves: list[Leaf] = []
    lines: list[Line] = []
    for number, part in enumerate(root.iter(f"{{{METS}}}file")):
        for page in part.iter("{*}alto"):
            whole = alto_pages(page)
            leaves += whole
            sizes = font_sizes(page)
            for place, block in enumerate(() if whole else page.iter("{*}TextBlock")):
                read = block_lines(block, number * 10_000 + place + 1, sizes)
                lines += _of_kind(read, part.get("USE") or "text")
    html = whole_fragment(flowing_html([Leaf(tuple(lines), is_ordered=True), *leaves], larger=SCANNED))
    if not html:
        raise EmptyInput(
            "is METS without any text in it", mend="keep its pages in ALTO beside it, and give their folder"
        )
    creators = [words(first(name, "namePart") or name) for name in root.iter("{*}name")]
    return Mapped(
        html,
        Metadata(
            title=words_of(root.get("LABEL")), authors=distinct(n for c in creators for n in author_names(c))
        ).or_else(issue_metadata(root)),
    )


def _of_kind(lines: Iterator[Line], kind: str) -> Iterator[Line]:
    return lines if kind == "text" else (replace(line, kind=kind) for line in lines)
