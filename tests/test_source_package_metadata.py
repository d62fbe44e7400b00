"""Document properties: a book's are its title page, an office document's count only where its text bears them out."""

from __future__ import annotations

import io
import zipfile

import pytest

from panelrecord.errors import DamagedInput
from panelrecord.source import Metadata, prepare

TYPES = '<Override ContentType="application/vnd.x.wordprocessingml.document.main+xml"/>'
FILLER = "The pumps were old and the meeting was long. " * 120


def zipped(parts: dict[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def docx(core: str, *paragraphs: str) -> Metadata:
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    parts = {
        "[Content_Types].xml": TYPES,
        "word/document.xml": f"<w:document>{body}</w:document>",
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="a" xmlns:dc="b" xmlns:d="c">{core}</cp:coreProperties>',
    }
    return prepare(zipped(parts), name="a.docx").metadata


def odt(meta: str, *paragraphs: str) -> Metadata:
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": "<o>" + "".join(f"<text:p>{text}</text:p>" for text in paragraphs) + "</o>",
        "meta.xml": f'<m xmlns:dc="b" xmlns:meta="c">{meta}</m>',
    }
    return prepare(zipped(parts), name="a.odt").metadata


def epub(opf: str, path: str = "OPS/book.opf") -> Metadata:
    parts = {
        "META-INF/container.xml": f'<c xmlns="x"><rootfile full-path="{path}"/></c>',
        "OPS/book.opf": f'<package xmlns="p" xmlns:dc="d" xmlns:opf="http://www.idpf.org/2007/opf">{opf}</package>',
    }
    return prepare(zipped(parts), name="a.epub").metadata


def test_a_title_that_is_one() -> None:
    assert docx("<dc:title>River talks</dc:title><dc:language>en-GB</dc:language>").title == "River talks"
    assert docx("<dc:language>en-GB</dc:language>").language == "en-GB"


@pytest.mark.parametrize("title", ["Document1", "Microsoft Word - talks.doc", "talks_final.docx", "Untitled 3", " "])
def test_a_title_that_a_program_wrote(title: str) -> None:
    assert docx(f"<dc:title>{title}</dc:title>").title is None
    assert odt(f"<dc:title>{title}</dc:title>").title is None


@pytest.mark.parametrize("place", ["By Ana Ruiz", "By <w:b/>Ana</w:t><w:t> Ruiz, staff", "ANA RUIZ"])
def test_a_creator_whom_the_text_names_at_its_head_or_end(place: str) -> None:
    core = "<dc:creator>Ana Ruiz</dc:creator>"
    assert docx(core, "River talks", place, FILLER).authors == ("Ana Ruiz",)
    assert docx(core, "River talks", FILLER, place).authors == ("Ana Ruiz",)


def test_a_creator_who_only_typed_it() -> None:
    core = "<dc:creator>Ana Ruiz</dc:creator>"
    assert docx(core, FILLER).authors == ()
    assert docx(core, FILLER, "Ana Ruiz asked a question.", FILLER).authors == ()
    assert docx("<dc:creator>The</dc:creator>", FILLER).authors == ()
    assert odt("<meta:initial-creator>Ana Ruiz</meta:initial-creator>", FILLER).authors == ()


def test_the_date_of_a_file_is_no_date_of_publication() -> None:
    assert docx("<d:created>2019-01-01T00:00:00Z</d:created><dc:date>2019-01-01</dc:date>").published is None
    assert odt("<meta:creation-date>2019-01-01</meta:creation-date><dc:date>2019-01-01</dc:date>").published is None


def test_odt() -> None:
    meta = (
        "<dc:title>River talks</dc:title><meta:initial-creator>Ana Ruiz</meta:initial-creator>"
        "<dc:language>en</dc:language>"
    )
    assert odt(meta, "By Ana<text:s/>Ruiz", FILLER) == Metadata("River talks", ("Ana Ruiz",), language="en")


def test_a_book_is_believed() -> None:
    opf = (
        '<dc:title>River talks</dc:title><dc:creator id="a">Ana Ruiz</dc:creator><dc:creator id="b">Mo Ek</dc:creator>'
        '<meta refines="#b" property="role">edt</meta><dc:creator opf:role="ill">Tom Lee</dc:creator>'
        '<dc:date opf:event="modification">2021-01-01</dc:date><dc:date>2019-09-20</dc:date>'
        "<dc:language>en</dc:language>"
        "<dc:identifier>urn:uuid:1</dc:identifier><dc:source>https://news.example/talks</dc:source>"
    )
    assert epub(opf) == Metadata("River talks", ("Ana Ruiz",), "2019-09-20", "en", "https://news.example/talks")


def test_properties_that_are_missing_or_broken_are_none() -> None:
    assert docx("<unclosed>") == Metadata()
    assert epub("", path="nowhere.opf") == Metadata()
    assert epub("<unclosed>") == Metadata()


def test_entities_are_not_resolved() -> None:
    doctype = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd"><!ENTITY f "ffff">]>'
    core = doctype + '<x xmlns:dc="b"><dc:title>{}</dc:title></x>'
    for content in ("&e;", "&f;"):
        parts = {"[Content_Types].xml": TYPES, "word/document.xml": "<w/>", "docProps/core.xml": core.format(content)}
        assert prepare(zipped(parts), name="a.docx").metadata.title is None


def test_a_damaged_part_is_damage() -> None:
    content = zipped(
        {"[Content_Types].xml": TYPES, "word/document.xml": "<w/>", "docProps/core.xml": "<x>properties</x>"}
    )
    with pytest.raises(DamagedInput, match=r"docProps/core\.xml"):
        prepare(content.replace(b"<x>properties", b"<x>Properties"), name="a.docx")
