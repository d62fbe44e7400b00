"""METS around ALTO: which blocks of which pages an issue says are one article, and the text of such an article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
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
from panelrecord.source.xml_tree import first, local, outermost, parse_xml, words

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
    of_pages = frozenset(pages)
    for structure in outermost(root, "structMap"):
        if (structure.get("TYPE") or "").upper() == "PHYSICAL":
            continue
        for division in structure.iter(f"{{{METS}}}div"):
            if (division.get("TYPE") or "").lower() in _ARTICLES and not _is_within_one(division):
                article = _article(division, of_pages)
                if article.areas:
                    found.append(article)
    return found or [Article(None, None, None, tuple((page, None) for page in pages), ("text",) * len(pages))]


def _is_within_one(division: _Element) -> bool:
    return any((outer.get("TYPE") or "").lower() in _ARTICLES for outer in division.iterancestors())


def _article(division: _Element, pages: Set[str]) -> Article:
    found: dict[tuple[str, str | None], str] = {}
    for area in division.iter(f"{{{METS}}}area", f"{{{METS}}}fptr"):
        file = area.get("FILEID")
        if file is not None and file in pages:
            around = {(outer.get("TYPE") or "").lower() for outer in area.iterancestors(f"{{{METS}}}div")}
            kind = "heading" if around & _HEADINGS else "caption" if around & _CAPTIONS else "text"
            found.setdefault((file, area.get("BEGIN")), kind)
    key, title, section = division.get("ID"), division.get("LABEL"), division.get("DMDID")
    return Article(key, title, section, tuple(found), tuple(found.values()))


@dataclass(frozen=True, slots=True)
class Page:
    """A page in ALTO, and its elements by their IDs."""

    alto: _Element
    named: Mapping[str, _Element]


def page_of(alto: _Element) -> Page:
    """A page whose blocks can be looked up."""
    return Page(alto, {element.get("ID", ""): element for element in reversed(list(alto.iter("{*}*")))})


def article_document(article: Article, pages: Mapping[str, Page]) -> _Element | None:
    """The article as METS with its blocks inside; None where none of them is on the pages."""
    root = etree.Element(f"{{{METS}}}mets", nsmap={"mets": METS})
    if article.title:
        root.set("LABEL", article.title)
    holder = etree.SubElement(root, f"{{{METS}}}fileSec")
    kept = False
    styled: set[str] = set()  # the pages whose styles are there, which are as long as all of an article's blocks
    for number, ((file, block), kind) in enumerate(zip(article.areas, article.kinds, strict=True)):
        page = pages.get(file)
        blocks = [] if page is None else _blocks(page, block)
        if blocks and page is not None:
            kept = True
            part = etree.SubElement(holder, f"{{{METS}}}file", ID=f"{file}.{number}", USE=kind)
            data = etree.SubElement(etree.SubElement(part, f"{{{METS}}}FContent"), f"{{{METS}}}xmlData")
            alto = etree.SubElement(data, page.alto.tag)
            if file not in styled:
                alto.extend(deepcopy(style) for style in outermost(page.alto, "Styles"))
                styled.add(file)
            alto.extend(deepcopy(one) for one in blocks)
    return root if kept else None


def _blocks(page: Page, block: str | None) -> list[_Element]:
    if block is None:
        return outermost(page.alto, "Layout")
    named = page.named.get(block)
    if named is None:
        return []
    return [named] if local(named) == "TextBlock" else outermost(named, "TextBlock")


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
    sizes: dict[str, dict[str | None, float]] = {}  # of the styles, by the file that they are of
    for number, part in enumerate(outermost(root, "file")):
        for page in outermost(part, "alto"):
            whole = alto_pages(page)
            leaves += whole
            of_file = sizes.setdefault((part.get("ID") or "").rpartition(".")[0] or str(number), {})
            of_file.update(font_sizes(page))
            for place, block in enumerate(() if whole else page.iter("{*}TextBlock")):
                read = block_lines(block, number * 10_000 + place + 1, of_file)
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
