"""One article in the formats of newspapers and archives that pandoc does not write, made after their standards.

Tests move articles from format to format with it: what comes of them must be the same.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Article:
    """What a form says: `blocks` are paragraphs, with "## " before a heading and "- " before an item of a list."""

    title: str
    author: str
    day: str
    language: str
    blocks: tuple[str, ...]


def article_of(markdown: str) -> Article:
    """The article in a Markdown file with front matter, emphasis left out."""
    _, head, body = markdown.split("---\n", 2)
    fields = dict(line.split(": ", 1) for line in head.strip().splitlines())
    blocks: list[str] = []
    for block in body.replace("*", "").strip().split("\n\n"):
        blocks += block.split("\n") if block.startswith("- ") else [block]
    return Article(fields["title"], fields["author"], fields["date"], fields["lang"], tuple(blocks))


def markup(article: Article, heading: str = "h2", start: str = "<ul>", end: str = "</ul>", item: str = "li") -> str:
    """The blocks with HTML's elements, or with others that stand for the same."""
    lines: list[str] = []
    in_list = False
    for block in article.blocks:
        if block.startswith("- ") != in_list:
            lines.append(end if in_list else start)
            in_list = not in_list
        tag = heading if block.startswith("## ") else item if in_list else "p"
        lines.append(f"<{tag}>{escape(block.removeprefix('## ').removeprefix('- '), quote=False)}</{tag}>")
    return "\n".join([*lines, end] if in_list else lines)


def page(article: Article, *, before: str = "", after: str = "", head: str = "") -> str:
    """A web page, with whatever is to stand around the article."""
    return (
        f'<!DOCTYPE html>\n<html lang="{article.language}">\n<head><meta charset="utf-8"><title>{escape(article.title)}'
        f'</title>\n<meta name="author" content="{escape(article.author)}">\n<meta property="article:published_time" '
        f'content="{article.day}T06:00:00Z">\n{head}</head>\n<body>\n{before}<article>\n<h1>{escape(article.title)}</h1>'
        f"\n{markup(article)}\n</article>\n{after}</body>\n</html>\n"
    )


def nitf(article: Article) -> str:
    """After nitf-3-6."""
    day = article.day.replace("-", "")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/" xml:lang="{article.language}">\n'
        f'<head><title>{escape(article.title)}</title><docdata><doc-id id-string="courier-1"/>'
        f'<date.issue norm="{day}T060000Z"/></docdata><pubdata name="Coastline Courier"/></head>\n'
        f"<body>\n<body.head><hedline><hl1>{escape(article.title)}</hl1></hedline>"
        f"<byline><person>{escape(article.author)}</person></byline>"
        "<distributor><org>Coastline Courier</org></distributor></body.head>\n"
        f"<body.content>\n{markup(article, heading='hl2')}\n</body.content>\n<body.end/>\n</body>\n</nitf>\n"
    )


def newsml(article: Article, inside: str = "xhtml") -> str:
    """After NewsML-G2 2.x, with NITF or XHTML inside."""
    if inside == "nitf":
        kind, content = "application/nitf+xml", nitf(article).partition("?>\n")[2]
    else:
        kind = "application/xhtml+xml"
        content = (
            f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>{escape(article.title)}</title></head>'
            f"<body>{markup(article)}</body></html>"
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:courier.example:1" version="2" '
        f'standard="NewsML-G2" standardversion="2.33" conformance="power" xml:lang="{article.language}">\n'
        '<catalogRef href="https://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_40.xml"/>\n'
        f'<itemMeta><itemClass qcode="ninat:text"/><provider><name>Coastline Courier</name></provider>'
        f"<versionCreated>{article.day}T09:30:00Z</versionCreated><firstCreated>{article.day}T06:00:00Z</firstCreated>"
        '<pubStatus qcode="stat:usable"/></itemMeta>\n'
        f'<contentMeta><by>{escape(article.author)}</by><language tag="{article.language}"/>'
        f"<headline>{escape(article.title)}</headline></contentMeta>\n"
        f'<contentSet><inlineXML contenttype="{kind}">{content}</inlineXML></contentSet>\n</newsItem>\n'
    )


def ninjs(article: Article) -> str:
    """After ninjs 1.x."""
    item = {
        "uri": "urn:ninjs:courier.example:1",
        "type": "text",
        "mimetype": "text/html",
        "versioncreated": f"{article.day}T06:00:00Z",
        "pubstatus": "usable",
        "language": article.language,
        "headline": article.title,
        "byline": article.author,
        "body_html": markup(article),
        "infosource": [{"name": "Coastline Courier"}],
    }
    return json.dumps(item, ensure_ascii=False, indent=1) + "\n"


def tei(article: Article) -> str:
    """After TEI P5."""
    body = markup(article, heading="head", start="<list>", end="</list>", item="item")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0">\n<teiHeader><fileDesc>'
        f"<titleStmt><title>{escape(article.title)}</title><author>{escape(article.author)}</author></titleStmt>"
        '<publicationStmt><publisher>Coastline Library</publisher><date when="2025-02-03">2025</date></publicationStmt>'
        f'<sourceDesc><bibl><title level="j">Coastline Courier</title><date when="{article.day}">{article.day}</date>'
        "</bibl></sourceDesc></fileDesc><profileDesc><langUsage>"
        f'<language ident="{article.language}">{article.language}</language></langUsage></profileDesc></teiHeader>\n'
        f"<text><body><div><head>{escape(article.title)}</head>\n{body}\n</div></body></text>\n</TEI>\n"
    )
