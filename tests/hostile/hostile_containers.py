"""Word, OpenDocument and EPUB files made by hand, sound or broken in one place."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from collections.abc import Iterable, Mapping

OFFICE = "http://schemas.openxmlformats.org"
PROSE = (
    "The seminar on water was held at the Grange Hall in Kandy on 3 May 2021. Ana Ruiz, a hydrologist, said that the "
    "wells are dry. “Nobody asked the millers,” she added."
)
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)) + "]>"
)
LAUGH = "&a9;"
SECRET_ENTITY = '<!DOCTYPE x [<!ENTITY s SYSTEM "file:///etc/passwd">]>'

Parts = Mapping[str, str | bytes]


def zipped(parts: Iterable[tuple[str, str | bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive of these parts in this order; names may come twice."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about a name that comes twice
        for name, content in parts:
            entry = zipfile.ZipInfo(name)
            entry.compress_type = method
            entry.filename = name  # as it is, also with a NUL or a backslash
            archive.writestr(entry, content)
    return file.getvalue()


def docx_parts(body: str, prologue: str = "", relationships: str = "") -> dict[str, str | bytes]:
    types = (
        f'<Types xmlns="{OFFICE}/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    return {
        "[Content_Types].xml": types,
        "_rels/.rels": f'<Relationships xmlns="{OFFICE}/package/2006/relationships"><Relationship Id="r1" '
        f'Type="{OFFICE}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
        "</Relationships>",
        "word/document.xml": f'{prologue}<w:document xmlns:w="{OFFICE}/wordprocessingml/2006/main" '
        f'xmlns:r="{OFFICE}/officeDocument/2006/relationships"><w:body>{body}</w:body></w:document>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{OFFICE}/package/2006/relationships">{relationships}'
        "</Relationships>",
    }


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def docx(body: str = paragraph(PROSE), prologue: str = "", parts: Parts | None = None) -> bytes:
    return zipped({**docx_parts(body, prologue), **(parts or {})}.items())


def odt(body: str = f"<text:p>{PROSE}</text:p>", prologue: str = "", manifest: str = "") -> bytes:
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table", "style")
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "META-INF/manifest.xml": f"<manifest>{manifest}</manifest>",
            "content.xml": f"{prologue}<office:document-content{spaces}><office:body><office:text>{body}</office:text>"
            "</office:body></office:document-content>",
            "styles.xml": f"<office:document-styles{spaces}><office:styles/><office:automatic-styles/>"
            "<office:master-styles/></office:document-styles>",
        }.items()
    )


def epub(
    body: str = f"<p>{PROSE}</p>", prologue: str = "", package_prologue: str = "", parts: Parts | None = None
) -> bytes:
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" '
            'version="1.0"><rootfiles><rootfile full-path="book.opf" media-type="application/oebps-package+xml"/>'
            "</rootfiles></container>",
            "book.opf": f'{package_prologue}<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata/>'
            '<manifest><item id="t" href="t.xhtml" media-type="application/xhtml+xml"/></manifest>'
            '<spine><itemref idref="t"/></spine></package>',
            "t.xhtml": f'{prologue}<html xmlns="http://www.w3.org/1999/xhtml"><body>{body}</body></html>',
            **(parts or {}),
        }.items()
    )


# ------------------------------------------------------------- broken archives

_DIRECTORY_ENTRY = b"PK\x01\x02"
_FLAGS, _UNPACKED = 8, 24  # where these stand in an entry of the directory


def said_in_directory(archive: bytes, part: str, place: int, value: bytes) -> bytes:
    """The archive with something else said of one part in its directory."""
    broken = bytearray(archive)
    start = broken.index(_DIRECTORY_ENTRY)
    while broken[start + 46 : start + 46 + struct.unpack_from("<H", broken, start + 28)[0]] != part.encode():
        start = broken.index(_DIRECTORY_ENTRY, start + 4)
    broken[start + place : start + place + len(value)] = value
    return bytes(broken)


def encrypted(archive: bytes, part: str) -> bytes:
    return said_in_directory(archive, part, _FLAGS, b"\x01\x00")


def said_to_unpack_to(archive: bytes, part: str, size: int) -> bytes:
    return said_in_directory(archive, part, _UNPACKED, struct.pack("<L", size))


def overlapping(count: int, size: int) -> bytes:
    """An archive whose directory names one part `count` times, each said to unpack to `size` bytes."""
    archive = zipped([("[Content_Types].xml", b"\0" * size)])
    start, end = archive.index(_DIRECTORY_ENTRY), archive.rindex(b"PK\x05\x06")
    entry = archive[start:end]
    directory = entry * count
    return (
        archive[:start]
        + directory
        + b"PK\x05\x06\0\0\0\0"
        + struct.pack("<HHLLH", count, count, len(directory), start, 0)
    )
