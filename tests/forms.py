"""One article in the formats of newspapers and archives that pandoc does not write, made after their standards.

Tests move articles from format to format with it: what comes of them must be the same.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
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


# ------------------------------------------------------------------ print


@dataclass(frozen=True)
class Printed:
    """A line as it is set on a page: from the left and from the top in points, and the size of its letters."""

    text: str
    left: float
    top: float
    size: float
    block: int
    kind: str = "text"


WIDTH, HEIGHT = 595.0, 842.0
_SIZE, _LEADING, _GUTTER, _MARGIN = 10.0, 13.0, 24.0, 60.0


# Helvetica's widths in thousandths of its size; what is not listed is 556 wide.
_WIDTHS = {
    letter: width
    for width, letters in {
        222: "ijl’‘", 278: " !,./:;ftI", 333: "-r()“”", 500: "ckvxyzsJ", 611: "FTZ", 667: "ABEKPSVXY", 722: "wCDHNRU",
        778: "GOQ", 833: "mM", 944: "W",
    }.items()
    for letter in letters
}  # fmt: skip


def width_of(text: str, size: float) -> float:
    """How wide a text is set, in points."""
    return sum(_WIDTHS.get(letter, 556) for letter in text) * size / 1000


def lines_of(text: str, width: float, size: float) -> list[str]:
    """The lines of a paragraph as a printer sets them: some words are parted at the end of a line."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if width_of(longer, size) <= width:
            line = longer
            continue
        heads = [word[:at] for at in range(3, len(word) - 2)] if word.islower() and word.isalpha() else []
        fitting = [head for head in heads if width_of(f"{line} {head}-", size) <= width]
        if fitting:
            lines.append(f"{line} {fitting[-1]}-")
            line = word[len(fitting[-1]) :]
        else:
            lines.append(line)
            line = word
    return [*lines, line]


def printed(article: Article, *, columns: int = 2, foot: int = 420) -> list[list[Printed]]:
    """The pages of the article: title and byline across the first, text in columns, running head and page number."""
    width = (WIDTH - 2 * _MARGIN - (columns - 1) * _GUTTER) / columns
    pages: list[list[Printed]] = [[]]
    top, column, start = 80.0, 0, 150.0
    for number, line in enumerate(lines_of(article.title, WIDTH - 2 * _MARGIN, 20.0)):
        pages[0].append(Printed(line, _MARGIN, top + number * 24, 20.0, 1, "heading"))
    head = (article.author, article.day)
    for number, text in enumerate(head):
        pages[0].append(Printed(text, _MARGIN, start - 24 + number * 20, _SIZE, 2 + number))
    top = start = start + 30
    for block, text in enumerate(article.blocks, 10):
        is_heading = text.startswith("## ")
        words = text.removeprefix("## ").replace("- ", "• ", 1) if text.startswith("- ") else text.removeprefix("## ")
        top += 8 if is_heading else 0
        size = 13.0 if is_heading else _SIZE
        for line in lines_of(words, width, size):
            if top > foot:
                column, top = column + 1, start
            if column == columns:
                pages.append([])
                column, top, start = 0, 80.0, 80.0
            left = _MARGIN + column * (width + _GUTTER)
            pages[-1].append(Printed(line, left, top, size, block, "heading" if is_heading else "text"))
            top += _LEADING + (4 if is_heading else 0)
        top += 7
    for number, page in enumerate(pages, 4):
        page.insert(0, Printed("COASTLINE COURIER", 220, 40, 9.0, 0, "header"))
        page.append(Printed(str(number), 290, 800, 9.0, 9999, "page-number"))
    return pages


def pdf(article: Article, *, pages: list[list[Printed]] | None = None) -> bytes:
    """A PDF in one of the fonts that every reader has, its letters in Windows-1252."""
    contents = []
    for page in pages or printed(article):
        shown = []
        for line in page:
            text = line.text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
            place = f"/F1 {line.size} Tf 1 0 0 1 {line.left} {HEIGHT - line.top - line.size} Tm ".encode()
            shown.append(place + b"(" + text + b") Tj")
        contents.append(b"BT\n" + b"\n".join(shown) + b"\nET")
    return _pdf_of(contents)


def alto(article: Article, *, pages: list[list[Printed]] | None = None) -> str:
    """After ALTO 4: words that two lines share are whole in the first, as the standard has it."""
    found = []
    for number, page in enumerate(pages or printed(article), 1):
        top: list[str] = []
        inner: list[str] = []
        foot: list[str] = []
        for block, lines in _blocks(page):
            beside = zip([None, *lines], lines, [*lines[1:], None], strict=False)
            made = "".join(_alto_line(before, line, after) for before, line, after in beside)
            place = top if lines[0].kind == "header" else foot if lines[0].kind == "page-number" else inner
            place.append(
                f'<TextBlock ID="b{number}_{block}_{len(place)}" STYLEREFS="t{lines[0].size}">{made}</TextBlock>'
            )
        found.append(
            f'<Page ID="p{number}" WIDTH="{WIDTH}" HEIGHT="{HEIGHT}"><TopMargin>{"".join(top)}'
            f"</TopMargin><PrintSpace>{''.join(inner)}</PrintSpace><BottomMargin>{''.join(foot)}</BottomMargin></Page>"
        )
    styles = "".join(f'<TextStyle ID="t{size}" FONTSIZE="{size}"/>' for size in (20.0, 13.0, 10.0, 9.0))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#">'
        "<Description><MeasurementUnit>pixel</MeasurementUnit></Description>"
        f"<Styles>{styles}</Styles><Layout>{''.join(found)}</Layout></alto>\n"
    )


def _blocks(page: list[Printed]) -> list[tuple[int, list[Printed]]]:
    """The lines of a page by their blocks; a block that goes on in the next column is two, as a scanner sees it."""
    found: list[tuple[int, list[Printed]]] = []
    for line in page:
        if found and found[-1][0] == line.block and found[-1][1][-1].left == line.left:
            found[-1][1].append(line)
        else:
            found.append((line.block, [line]))
    return found


def _box(line: Printed, scale: float = 1.0) -> tuple[int, int, int, int]:
    """Left, top, right and bottom."""
    right = line.left + width_of(line.text, line.size)
    return tuple(round(scale * value) for value in (line.left, line.top, right, line.top + line.size))  # type: ignore[return-value]


def _alto_line(before: Printed | None, line: Printed, after: Printed | None) -> str:
    left, top, right, bottom = _box(line)
    words = [f'<String CONTENT="{escape(word)}"/>' for word in line.text.split(" ")]
    for kind, one, other in (("HypPart2", before, line), ("HypPart1", line, after)):
        half = one.text.rpartition(" ")[2] if one else ""
        if other is not None and half.endswith("-") and other.text[0].islower():
            whole = escape(half[:-1] + other.text.partition(" ")[0])
            own = half[:-1] if kind == "HypPart1" else other.text.partition(" ")[0]
            part = f'<String CONTENT="{escape(own)}" SUBS_TYPE="{kind}" SUBS_CONTENT="{whole}"/>'
            words[-1 if kind == "HypPart1" else 0] = part + ('<HYP CONTENT="-"/>' if kind == "HypPart1" else "")
    place = f'HPOS="{left}" VPOS="{top}" WIDTH="{right - left}" HEIGHT="{bottom - top}"'
    return f"<TextLine {place}>{'<SP/>'.join(words)}</TextLine>"


def page_xml(article: Article, *, pages: list[list[Printed]] | None = None) -> str:
    """After PAGE 2019, with kinds of regions and the order in which they are read; the regions stand in another one."""
    regions: list[str] = []
    order: list[str] = []
    for base, page in enumerate(pages or printed(article)):
        for number, (_, lines) in enumerate(_blocks(page)):
            kind = "paragraph" if lines[0].kind == "text" else lines[0].kind
            key = f"r{base}_{number}"
            made = "".join(
                f'<TextLine id="{key}l{place}"><Coords points="{_points(line)}"/><TextEquiv><Unicode>'
                f"{escape(line.text)}</Unicode></TextEquiv></TextLine>"
                for place, line in enumerate(lines)
            )
            regions.append(f'<TextRegion id="{key}" type="{kind}"><Coords points="0,0 1,1"/>{made}</TextRegion>')
            order.append(f'<RegionRefIndexed index="{len(order)}" regionRef="{key}"/>')
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"><Metadata><Creator>print</Creator>'
        "<Created>2025-02-03T10:00:00</Created></Metadata>"
        f'<Page imageFilename="1.tif" imageWidth="{WIDTH:.0f}" imageHeight="{HEIGHT:.0f}" primaryLanguage="English">'
        f'<ReadingOrder><OrderedGroup id="g">{"".join(order)}</OrderedGroup></ReadingOrder>'
        f"{''.join(sorted(regions, reverse=True))}</Page></PcGts>\n"
    )


def _points(line: Printed) -> str:
    left, top, right, bottom = _box(line, 4)
    return f"{left},{top} {right},{top} {right},{bottom} {left},{bottom}"


def hocr(article: Article, *, pages: list[list[Printed]] | None = None) -> str:
    """After hOCR 1.2, as Tesseract writes it."""
    found = []
    for number, page in enumerate(pages or printed(article), 1):
        areas = []
        for _, lines in _blocks(page):
            made = "".join(
                f"<span class='ocr_line' title=\"bbox {' '.join(map(str, _box(line, 4)))}; x_size {line.size * 4}\">"
                + " ".join(f"<span class='ocrx_word'>{escape(word)}</span>" for word in line.text.split(" "))
                + "</span>\n"
                for line in lines
            )
            areas.append(f"<div class='ocr_carea'><p class='ocr_par' lang='eng'>{made}</p></div>")
        found.append(
            f"<div class='ocr_page' id='page_{number}' title='image \"1.png\"; ppageno 0'>{''.join(areas)}</div>"
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" '
        '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">\n<html xmlns="http://www.w3.org/1999/xhtml">'
        "<head><title>scan_0001.png</title><meta name='ocr-system' content='tesseract 5.3.0'/></head>\n"
        f"<body>{''.join(found)}</body></html>\n"
    )


def _pdf_of(contents: list[bytes]) -> bytes:
    """The objects of a PDF, and where each begins."""
    kids = " ".join(f"{5 + 2 * number} 0 R" for number in range(len(contents)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Producer (print) >>",
    ]
    for number, content in enumerate(contents):
        box = f"/Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Resources << /Font << /F1 3 0 R >> >>"
        objects.append(f"<< {box} /Contents {6 + 2 * number} 0 R >>".encode())
        objects.append(f"<< /Length {len(content)} >>\nstream\n".encode() + content + b"\nendstream")
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n"
    return out + f"{end}<< /Size {len(objects) + 1} /Root 1 0 R /Info 4 0 R >>\nstartxref\n{len(out)}\n%%EOF\n".encode()


# ------------------------------------------------------------------- mail


def eml(article: Article) -> bytes:
    """A newsletter with its text as HTML and, beside it, the short form for those who read no HTML."""
    message = EmailMessage()
    message["From"] = f"{article.author} <desk@courier.example>"
    message["To"] = "readers@courier.example"
    message["Subject"] = article.title
    message["Date"] = f"{date.fromisoformat(article.day):%a, %d %b %Y} 06:00:00 +0000"
    message["Message-ID"] = "<1@courier.example>"
    message["Content-Language"] = article.language
    message.set_content("Read this newsletter in your browser.")
    message.add_alternative(f"<html><body>{markup(article)}</body></html>", subtype="html")
    message.set_boundary("=-courier-=")
    return message.as_bytes()


def mhtml(article: Article) -> bytes:
    """A page with its styles, as a browser saves it."""
    message = EmailMessage()
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = "https://courier.example/radio"
    message["Subject"] = article.title
    message["Date"] = "Sun, 5 May 2024 10:30:00 +0200"
    message.set_content(page(article), subtype="html", cte="quoted-printable")
    message["Content-Location"] = "https://courier.example/radio"
    message.add_related(b"p { margin: 0 }", maintype="text", subtype="css")
    message.set_boundary("----MultipartBoundary--courier----")
    return message.as_bytes()


# ----------------------------------------------------------------- an issue


def issue(articles: tuple[Article, ...]) -> dict[str, bytes]:
    """An issue in METS with a page of ALTO for each article, on which its blocks stand in the wrong order."""
    files: dict[str, bytes] = {}
    listed, divisions = [], []
    for number, article in enumerate(articles, 1):
        page = [line for line in printed(article, foot=700)[0] if line.kind in ("heading", "text")]
        files[f"alto/{number}.xml"] = alto(article, pages=[list(reversed(page))]).encode()
        listed.append(f'<file ID="ALTO{number}"><FLocat LOCTYPE="URL" xlink:href="./alto/{number}.xml"/></file>')
        blocks = [
            block.partition('"')[0] for block in files[f"alto/{number}.xml"].decode().split('<TextBlock ID="')[1:]
        ]
        areas = [
            f'<fptr><area FILEID="ALTO{number}" BEGIN="{block}" BETYPE="IDREF"/></fptr>' for block in reversed(blocks)
        ]
        divisions.append(
            f'<div ID="ART{number}" TYPE="ARTICLE" LABEL="{escape(article.title)}"><div TYPE="HEADING">{areas[0]}</div>'
            f'<div TYPE="BODY">{"".join(areas[1:])}</div></div>'
        )
    files["mets.xml"] = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<mets xmlns="http://www.loc.gov/METS/" '
        'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:mods="http://www.loc.gov/mods/v3"><dmdSec ID="D"><mdWrap '
        'MDTYPE="MODS"><xmlData><mods:mods><mods:originInfo><mods:dateIssued>2021-05-04</mods:dateIssued>'
        f"</mods:originInfo></mods:mods></xmlData></mdWrap></dmdSec><fileSec><fileGrp>{''.join(listed)}</fileGrp></fileSec>"
        '<structMap TYPE="PHYSICAL"><div TYPE="ARTICLE"/></structMap><structMap TYPE="LOGICAL"><div TYPE="ISSUE">'
        f"{''.join(divisions)}</div></structMap></mets>\n"
    ).encode()
    return files


def mets(article: Article) -> bytes:
    """METS with its ALTO inside."""
    page = alto(article).partition("?>\n")[2]
    return (
        '<mets xmlns="http://www.loc.gov/METS/"><fileSec><file ID="ALTO1"><FContent><xmlData>'
        f"{page}</xmlData></FContent></file></fileSec></mets>\n"
    ).encode()
