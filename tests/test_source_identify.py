"""What an input is: by its content first, by its name second, by its user's word above both."""

from __future__ import annotations

import gzip
import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Mapping

import forms
import pytest

from panelrecord.errors import (
    DamagedInput,
    EmptyInput,
    EncryptedInput,
    ForeignInput,
    InputTooLarge,
    PanelrecordError,
    UndecodableInput,
    UsageError,
)
from panelrecord.limits import Limits
from panelrecord.source import FORMATS, prepare

WORD = '<Override PartName="/word/document.xml" ContentType="application/vnd.x.wordprocessingml.document.main+xml"/>'
CONTAINER = '<container><rootfiles><rootfile full-path="book.opf"/></rootfiles></container>'
ODT = "application/vnd.oasis.opendocument.text"
PROSE = "The council met on Monday. Nobody objected to the new timetable, said the chair."


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


DOCX = zipped({"[Content_Types].xml": WORD, "word/document.xml": "<w/>"})
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def format_of(content: bytes, name: str = "-", format: str | None = None) -> str:
    return prepare(content, name=name, format=format).format


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (DOCX, "docx"),
        (zipped({"mimetype": ODT, "content.xml": "<x/>"}), "odt"),
        (zipped({"mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER}), "epub"),
        (zipped({"META-INF/container.xml": CONTAINER}), "epub"),
        (b"{\\rtf1\\ansi text}", "rtf"),
        (b"\r\n{\\rtf1\\ansi text}", "rtf"),
    ],
)
def test_containers_are_known_by_their_bytes(content: bytes, expected: str) -> None:
    assert format_of(content) == expected
    prepared = prepare(content, name="article.txt")
    assert prepared.format == expected
    assert [notice.code for notice in prepared.notices] == ["format-mismatch"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<!DOCTYPE html><p>x", "html"),
        ("<!-- saved page -->\n<HTML><BODY>x", "html"),
        ("<?php require('a.php'); ?>\n<!DOCTYPE html><p>x", "html"),
        ("<p>one</p>\n<p>two</p>", "html"),
        ('<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><p>x</p></html>', "html"),
        ('<article article-type="news"><front><article-meta/></front><body/></article>', "jats"),
        ('<?xml version="1.0"?><!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96)//EN" "x.dtd"><article/>', "jats"),
        ('<article xmlns="http://docbook.org/ns/docbook"><info/></article>', "docbook"),
        ("<article><title>A</title><para>x</para></article>", "docbook"),
        ("<article><h1>A</h1><p>x</p></article>", "html"),
        ("% a comment\n\\documentclass{article}\n\\begin{document}x\\end{document}", "latex"),
        ("\\usepackage{x}\n\\begin{document}\nx\n\\end{document}", "latex"),
        ("#+TITLE: Talks\n\nText.", "org"),
        ("== Talks ==\n'''Ana Ruiz''' spoke.", "mediawiki"),
        (".. note:: Text\n\nMore.", "rst"),
        ("Talks\n=====\n\nText.\n\nMore\n----\n\nText.", "rst"),
        ("---\ntitle: Talks\n---\nText.", "markdown"),
        ("+++\ntitle = 'Talks'\n+++\nText.", "markdown"),
        ("# Talks\n\nText.\n\n## More\n\nText.", "markdown"),
        ("Ana spoke ([slides](https://example.org)).", "markdown"),
        (PROSE, "text"),
        ("Talks\n=====\n\nText.", "text"),
        ("# 1 fan speaks out\n\nText.", "text"),
        ("<0.1.2.95.ar@example.org>\nType: talk\n\nText.", "text"),
        ("* one\n* two with *stars* and snake_case", "text"),
        ("1 < 2, and a <b in it", "text"),
        ("She wrote <p> and </p> by hand.", "text"),
        ("<b>Ana</b> spoke.", "text"),
    ],
)
def test_text_without_a_name_is_known_by_its_marks(text: str, expected: str) -> None:
    assert format_of(text.encode()) == expected


@pytest.mark.parametrize(
    ("ending", "expected"),
    [("md", "markdown"), ("RST", "rst"), ("org", "org"), ("tex", "latex"), ("wiki", "mediawiki"), ("txt", "text")],
)
def test_names_decide_where_the_content_does_not(ending: str, expected: str) -> None:
    prepared = prepare(PROSE.encode(), name=f"folder.d/article.{ending}")
    assert prepared.format == expected
    assert prepared.notices == ()


@pytest.mark.parametrize(
    "text",
    [
        "# Talks\n\n## More",
        "---\ntitle: x\n---\ny",
        "#+TITLE: Talks",
        "<p>one</p><p>two</p>",
        "== a ==\n'''b'''",
        "[a](https://b.c)",
    ],
)
def test_a_text_file_is_text_whatever_it_looks_like(text: str) -> None:
    prepared = prepare(text.encode(), name="article.txt")
    assert prepared.format == "text"
    assert prepared.reader is None
    assert prepared.notices == ()


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("<!doctype html><p>x</p>", "article.txt", "html"),
        ("<html><p>x</p></html>", "article.md", "html"),
        ("<html><p>x</p></html>", "article.doc", "html"),
        ("\\documentclass{article}x", "article.txt", "latex"),
        (PROSE, "article.html", "text"),
        (PROSE, "article.docx", "text"),
        ('<?xml version="1.0"?><article><front/></article>', "article.md", "jats"),
    ],
)
def test_content_that_can_be_nothing_else_overrides_the_name(text: str, name: str, expected: str) -> None:
    prepared = prepare(text.encode(), name=name)
    assert prepared.format == expected
    assert [n.code for n in prepared.notices] == ([] if name.endswith(".doc") else ["format-mismatch"])


def test_the_users_word_wins() -> None:
    assert format_of(b"<!doctype html><p>x</p>", "article.html", "text") == "text"
    assert format_of(b"# x", "article.txt", "MD") == "markdown"
    assert format_of(b"<article><title>A</title><para>x</para></article>", "a.txt", "xml") == "docbook"


FORMS: dict[Callable[[forms.Article], str | bytes], tuple[str, ...]] = {
    forms.nitf: ("nitf",),
    forms.newsml: ("newsml", "newsml-g2"),
    forms.ninjs: ("ninjs", "json"),
    forms.tei: ("tei",),
    forms.alto: ("alto",),
    forms.mets: ("mets",),
    forms.page_xml: ("page", "pagexml"),
    forms.hocr: ("hocr",),
    forms.pdf: ("pdf",),
    forms.eml: ("eml",),
    forms.mhtml: ("mhtml", "mht"),
}


@pytest.mark.parametrize("format", FORMATS)
def test_every_name_of_a_format_is_taken(format: str) -> None:
    contents = {"docx": DOCX, "odt": zipped({"mimetype": ODT, "content.xml": "<x/>"}), "rtf": b"{\\rtf1 x}"}
    contents["epub"] = zipped({"META-INF/container.xml": CONTAINER})
    contents["xml"] = contents["jats"] = b"<article><front/></article>"
    article = forms.Article("Mills", "Ana Ruiz", "2021-05-04", "en", ("The mill stays.",))
    for made, names in FORMS.items():
        content = made(article)
        contents |= dict.fromkeys(names, content if isinstance(content, bytes) else content.encode())
    assert format_of(contents.get(format, b"text"), format=format) in FORMATS


def test_an_unknown_format_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="gif"):
        prepare(b"x", name="a", format="gif")


@pytest.mark.parametrize(
    ("content", "format"), [(DOCX, "html"), (DOCX, "odt"), (b"text", "docx"), (b"{\\rtf1 x}", "text")]
)
def test_a_format_that_the_bytes_contradict_is_damage(content: bytes, format: str) -> None:
    with pytest.raises(DamagedInput, match=f"given as {format}"):
        prepare(content, name="a", format=format)


def tar() -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a"))
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "PNG"),
        (b"\xff\xd8\xff\xe0" + bytes(20), "JPEG"),
        (b"GIF89a\0\0" + bytes(20), "GIF"),
        (b"BM" + struct.pack("<LHHL", 100, 0, 0, 54) + bytes(20), "BMP"),
        (gzip.compress(b"x", mtime=0), "gzip"),
        (b"BZh91AY&SY" + bytes(20), "bzip2"),
        (tar(), "tar"),
        (b"\x7fELF\x02" + bytes(20), "program"),
        (b"SQLite format 3\0", "database"),
        (OLE + "WordDocument".encode("utf-16-le"), "Word 97"),
        (OLE, "old Office"),
        (zipped({"[Content_Types].xml": "spreadsheetml"}), "spreadsheet"),
        (zipped({"[Content_Types].xml": "presentationml"}), "presentation"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "OpenDocument spreadsheet"),
        (zipped({"mimetype": "application/x-krita"}), "x-krita"),
        (zipped({"META-INF/MANIFEST.MF": ""}), "Java"),
        (zipped({"report.md": "x"}), "a zip archive"),
        (zipped({}), "empty zip"),
        (b'<?xml version="1.0"?><rss version="2.0"/>', "'rss'"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "'svg'"),
    ],
)
def test_what_holds_no_article_is_named_with_its_mend(content: bytes, kind: str) -> None:
    with pytest.raises(ForeignInput, match=kind) as caught:
        prepare(content, name="folder/thing.docx")
    assert caught.value.name == "folder/thing.docx"
    assert len(caught.value.mend) > 10


def test_a_text_that_begins_like_a_signature_is_a_text() -> None:
    for start in ("ID3 tags", "OggS of war", "BM is short", "MM and II", "ustar", "GIF89a was a format"):
        assert format_of(f"{start}. {PROSE}".encode()) == "text"


@pytest.mark.parametrize(
    "content",
    [
        OLE + "EncryptedPackage".encode("utf-16-le"),
        zipped({"mimetype": ODT, "content.xml": "x", "META-INF/manifest.xml": "<manifest:encryption-data/>"}),
        zipped(
            {
                "META-INF/container.xml": CONTAINER,
                "META-INF/encryption.xml": '<EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/>',
            }
        ),
        DOCX.replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"),
    ],
    ids=["office", "odt", "epub", "zip"],
)
def test_what_asks_for_a_password(content: bytes) -> None:
    with pytest.raises(EncryptedInput):
        prepare(content, name="a.docx")


def test_scrambled_fonts_are_no_encryption() -> None:
    method = '<EncryptionMethod Algorithm="http://www.idpf.org/2008/embedding"/>'
    parts = {"META-INF/container.xml": CONTAINER, "META-INF/encryption.xml": method}
    assert format_of(zipped(parts)) == "epub"


@pytest.mark.parametrize(
    "content",
    [
        DOCX[:-30],
        DOCX[: len(DOCX) // 2],
        DOCX[:40] + DOCX[60:],
        zipped({"[Content_Types].xml": WORD}),
        zipped({"mimetype": ODT}),
        zipped({"mimetype": "application/epub+zip"}),
        b"PK\x03\x04",
    ],
)
def test_damaged_packages(content: bytes) -> None:
    with pytest.raises(DamagedInput):
        prepare(content, name="a.docx")


def test_binary_rubbish_with_a_containers_name_is_damage() -> None:
    with pytest.raises(DamagedInput, match="docx"):
        prepare(zlib.compress(bytes(range(256)) * 9)[:900], name="a.docx")
    with pytest.raises(UndecodableInput):
        prepare(bytes(range(256)) * 9, name="a.txt")


@pytest.mark.parametrize("limit", ["input_bytes", "entries", "parts_bytes", "unpacked_bytes"])
def test_bounds_of_packages(limit: str) -> None:
    with pytest.raises(InputTooLarge, match=f"by the limit {limit.replace('_', '-')}"):
        prepare(DOCX, name="a.docx", limits=Limits(**{limit: 1}))


def test_a_directory_said_to_be_huge_is_not_read() -> None:
    end = DOCX.rindex(b"PK\x05\x06")
    content = DOCX[: end + 12] + struct.pack("<L", 0xFFFFFFF0) + DOCX[end + 16 :]
    with pytest.raises(InputTooLarge):
        prepare(content, name="a.docx")


def test_a_part_that_unpacks_to_too_much() -> None:
    bomb = zipped({"[Content_Types].xml": b"\0" * (65 * 1024 * 1024)})
    assert len(bomb) < 200_000
    with pytest.raises(InputTooLarge, match="Content_Types"):
        prepare(bomb, name="a.docx")


@pytest.mark.parametrize(
    "content", [b"", b" \r\n\t\f", b"\0\0\0", "\ufeff".encode(), "\ufeff \n".encode("utf-16"), b"<html></html>"]
)
def test_nothing_to_read(content: bytes) -> None:
    with pytest.raises(EmptyInput) as caught:
        prepare(content, name="a.html")
    assert caught.value.name == "a.html"


def test_errors_name_the_input_once() -> None:
    with pytest.raises(PanelrecordError) as caught:
        prepare(b"GIF89a\0\0", name="talk.gif")
    assert str(caught.value).startswith("talk.gif: is a picture")
