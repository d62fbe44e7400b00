"""The text of a package without pandoc, what is wrong with one that pandoc refuses, and directories of every size."""

from __future__ import annotations

import struct
import sys
import zipfile
from pathlib import Path

import pytest

import panelrecord
from panelrecord.document import build
from panelrecord.errors import DamagedInput, InputTooLarge, NestedTooDeeply, ParseTimeout
from panelrecord.source import Metadata, damage, plain, prepare

sys.path.insert(0, str(Path(__file__).with_name("hostile")))
from hostile_containers import docx, docx_parts, epub, odt, paragraph, zipped


def text_of(content: bytes, name: str) -> str:
    bare = plain(prepare(content, name=name))
    assert bare is not None
    assert bare.ast is not None
    assert bare.reader is None
    return build(bare.ast, Metadata(), name=name).text


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (paragraph("Wells") + paragraph("are dry."), "Wells\n\nare dry."),
        ("<w:p><w:r><w:t>We</w:t><w:t>lls</w:t><w:tab/><w:t>are</w:t><w:br/><w:t>dry.</w:t></w:r></w:p>", None),
        (
            "<w:tbl><w:tr><w:tc>" + paragraph("one") + "</w:tc><w:tc>" + paragraph("two") + "</w:tc></w:tr></w:tbl>",
            None,
        ),
        ("<w:p><w:del><w:r><w:t>old</w:t></w:r></w:del><w:ins><w:r><w:t>new</w:t></w:r></w:ins></w:p>", "new"),
        ("<w:p><w:r><w:instrText>PAGE</w:instrText><w:t>here</w:t></w:r></w:p>", "here"),
        (f"<w:p><w:r><w:t>a</w:t></w:r>{paragraph('boxed')}<w:r><w:t>b</w:t></w:r></w:p>", "a\n\nboxed\n\nb"),
    ],
)
def test_the_text_of_a_word_file(body: str, expected: str | None) -> None:
    wanted = {"We": "Wells are\ndry.", "one": "one\n\ntwo"}
    expected = expected or next(text for mark, text in wanted.items() if f">{mark}<" in body)
    assert text_of(docx(body), "a.docx") == expected


def test_notes_of_a_word_file_are_text() -> None:
    namespace = docx_parts("")["word/document.xml"]
    assert isinstance(namespace, str)
    note = namespace.replace("w:document", "w:footnotes").replace("<w:body></w:body>", paragraph("A note."))
    assert text_of(docx(paragraph("Wells."), parts={"word/footnotes.xml": note}), "a.docx") == "Wells.\n\nA note."


def test_the_text_of_an_opendocument_file() -> None:
    body = (
        "<text:tracked-changes><text:p>old</text:p></text:tracked-changes><text:h>Wells</text:h>\n  <text:p>are"
        "<text:s/><text:span>dry</text:span>,\n  she<text:line-break/>said<text:tab/>so.</text:p>"
    )
    assert text_of(odt(body), "a.odt") == "Wells\n\nare dry, she\nsaid so."


def test_the_text_of_a_book_is_in_the_order_of_reading() -> None:
    page = '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>{}</p></body></html>'
    book = (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata/><manifest><item id="b" href="in/b%20c.xhtml"/>'
        '<item id="a" href="a.xhtml"/></manifest><spine><itemref idref="b"/><itemref idref="a"/></spine></package>'
    )
    parts = {"book.opf": book, "in/b c.xhtml": page.format("First."), "a.xhtml": page.format("Second.")}
    assert text_of(epub(parts=parts), "a.epub") == "First.\n\nSecond."


@pytest.mark.parametrize("name", ["a.docx", "a.odt", "a.epub", "a.rtf"])
def test_a_document_that_never_ends_is_read_by_its_text(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    contents = {"a.docx": docx(), "a.odt": odt(), "a.epub": epub(), "a.rtf": b"{\\rtf1 The wells are dry.}"}
    asked = []

    def begin(content: bytes, reader: str, **rest: object) -> str:
        asked.append(reader)
        return reader

    def late(parsing: str) -> object:
        raise ParseTimeout("pandoc did not finish", mend="wait")

    monkeypatch.setattr("panelrecord.record.begin_parse", begin)
    monkeypatch.setattr("panelrecord.record.finish_parse", late)
    record = panelrecord.convert(contents[name], name=name)
    assert asked == [name[2:]]
    assert "wells are dry" in record.source.text
    (notice,) = record.notices
    assert notice.code == "safer-reader"
    assert notice.message == "Pandoc did not finish; it was read as plain text instead."


@pytest.mark.parametrize(
    ("body", "kind", "cause"),
    [
        ("<w:p>", DamagedInput, r"its part word/document\.xml is no well-formed XML \(line 1: Opening and ending tag"),
        ("<w:p>&x;</w:p>", DamagedInput, "Entity 'x' not defined"),
        ("<w:tbl>" * 2100 + "</w:tbl>" * 2100, NestedTooDeeply, "nests its elements hundreds deep"),
    ],
)
def test_what_is_wrong_with_a_word_file(body: str, kind: type[Exception], cause: str) -> None:
    wrong = damage(prepare(docx(body), name="a.docx"))
    assert isinstance(wrong, kind)
    with pytest.raises(kind, match=cause):
        raise wrong
    assert damage(prepare(docx(), name="a.docx")) is None


def test_parts_in_utf_16_are_read() -> None:
    part = docx_parts(paragraph("“Wells” are dry."))["word/document.xml"]
    for head, encoding in (('<?xml version="1.0" encoding="UTF-16"?>', "utf-16"), ("", "utf-16")):
        record = panelrecord.convert(docx(parts={"word/document.xml": f"{head}{part!s}".encode(encoding)}))
        assert record.source.text == "“Wells” are dry."


# --------------------------------------------------------------- large archives


def large(parts: dict[str, str | bytes]) -> bytes:
    """An archive that says everything in the eight bytes of zip64."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(zipfile, "ZIP64_LIMIT", 10)
        return zipped(parts.items())


def test_zip64_is_read() -> None:
    content = large(docx_parts(paragraph("The wells are dry.")))
    assert b"PK\x06\x06" in content
    assert panelrecord.convert(content, name="a.docx").source.text == "The wells are dry."
    counted = bytearray(content)
    end = counted.rindex(b"PK\x05\x06")
    counted[end + 8 : end + 20] = b"\xff" * 12  # every field where it does not fit
    assert panelrecord.convert(bytes(counted), name="a.docx").source.text == "The wells are dry."


def test_what_a_zip64_directory_says_is_believed_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    content = bytearray(large(docx_parts(paragraph("The wells are dry."))))
    struct.pack_into("<Q", content, content.rindex(b"PK\x06\x06") + 32, 10_001)  # entries; the older field says four

    def opened(*arguments: object) -> object:
        raise AssertionError("it was read")

    monkeypatch.setattr(zipfile, "ZipFile", opened)
    with pytest.raises(InputTooLarge, match="more than 10000 files"):
        prepare(bytes(content), name="a.docx")


def test_zip64_without_its_directory() -> None:
    content = bytearray(docx())
    end = content.rindex(b"PK\x05\x06")
    content[end + 12 : end + 20] = b"\xff" * 8
    with pytest.raises(DamagedInput, match="is a zip64 archive that does not say where its directory is"):
        prepare(bytes(content), name="a.docx")
    content = bytearray(large(docx_parts("")))
    start = content.rindex(b"PK\x06\x06")
    content[start : start + 4] = b"PK??"
    with pytest.raises(DamagedInput, match="is a zip64 archive without its directory"):
        prepare(bytes(content), name="a.docx")
