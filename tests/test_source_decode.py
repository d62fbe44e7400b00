"""Which encoding bytes are in, found without being told."""

from __future__ import annotations

import codecs

import pytest

from panelrecord.errors import UndecodableInput
from panelrecord.source.decode import Decoded, decode

ENGLISH = (
    "“We can’t go on like this,” said the baker – who had come from Orléans… The café owners of Málaga, and Señor "
    "Muñoz, agreed; it would cost £5, or 6 € for naïve visitors. Frau Köhler said “yes”.\n"
)
ASCII = "The mayor said that the bridge would be closed. Nobody was surprised by that at all.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_utf8_needs_no_mention(encoding: str) -> None:
    assert decode(ENGLISH.encode(encoding)) == Decoded(ENGLISH, None)


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
        (b"", "utf-32-le"),
        (b"", "utf-32-be"),
    ],
)
def test_wide_encodings_with_and_without_a_mark(mark: bytes, encoding: str) -> None:
    assert decode(mark + ENGLISH.encode(encoding)) == Decoded(ENGLISH, encoding.upper())


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        ASCII * 30 + ENGLISH,
        "café",
        ASCII * 40 + "• one",
        "It was 30° at noon.",
        "a\u00a0b",
        "L’été à Besançon",
    ],
)
def test_english_in_windows_1252(text: str) -> None:
    assert decode(text.encode("cp1252")) == Decoded(text, "Windows-1252")


def test_english_in_mac_roman() -> None:
    text = ASCII * 3 + "“We can’t go on,” said René – who can’t stop. “He’s right,” said the café’s owner.\n" * 3
    assert decode(text.encode("mac_roman")) == Decoded(text, "Mac Roman")


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", "Министр сказал, что мост закроют. Никто не удивился этому решению совета. "),
        ("cp932", "今日は町の会議がありました。市長は橋を閉じると述べた。"),
        ("cp1253", "Ο δήμαρχος είπε ότι η γέφυρα θα κλείσει. Κανένας δεν ξαφνιάστηκε από την απόφαση. "),
    ],
)
def test_other_writing_goes_to_the_detector(encoding: str, text: str) -> None:
    assert decode((text * 10).encode(encoding)).text == text * 10


@pytest.mark.parametrize(
    ("head", "encoding", "name"),
    [
        ('<meta charset="windows-1251">', "cp1251", "cp1251"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-2">', "iso8859-2", "iso8859-2"),
        ("<?xml version='1.0' encoding='koi8-r'?>", "koi8-r", "koi8-r"),
        ("\\usepackage[latin9]{inputenc}", "iso8859-15", "iso8859-15"),
    ],
)
def test_what_a_document_declares_counts_before_a_guess(head: str, encoding: str, name: str) -> None:
    text = head + bytes(range(0xC0, 0xE0)).decode(encoding)
    assert decode(text.encode(encoding)) == Decoded(text, name)


@pytest.mark.parametrize("declared", ["iso-8859-1", "latin1", "us-ascii", "x-ansi"])
def test_latin_1_means_windows_1252(declared: str) -> None:
    text = f'<meta charset="{declared}">“quoted”'
    assert decode(text.encode("cp1252")) == Decoded(text, "Windows-1252")


@pytest.mark.parametrize("declared", ["rot13", "utf-7", "unicode_escape", "utf-16", "hex", "nonsense", "punycode"])
def test_a_declaration_that_cannot_be_is_not_believed(declared: str) -> None:
    text = f'<meta charset="{declared}">“quoted +AGE- \\u0041”'
    assert decode(text.encode("cp1252")) == Decoded(text, "Windows-1252")


def test_a_wrong_declaration_is_not_believed() -> None:
    text = f'<meta charset="iso-8859-1">{ENGLISH}'
    assert decode(text.encode("utf-8")) == Decoded(text, None)


def test_single_bytes_of_windows_1252_in_utf_8() -> None:
    content = ENGLISH.encode() + b"It\x92s his. " + ENGLISH.encode()
    assert decode(content).text == f"{ENGLISH}It’s his. {ENGLISH}"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends(end: str) -> None:
    assert decode(f"one{end}two{end}{end}three".encode()).text == "one\ntwo\n\nthree"


def test_characters_that_are_no_text_are_left_out() -> None:
    assert decode((ASCII + "a\x00b\x08c\x7f\tend\f").encode()).text == ASCII + "abc\tend\f"


@pytest.mark.parametrize(
    "content",
    [
        bytes(range(256)) * 20,
        b"\x00\x01\x02\x03" * 100,
        codecs.BOM_UTF16_LE + b"\x00\xd8\x00\xd8",
        codecs.BOM_UTF8 + b"\xff\xff",
    ],
)
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(UndecodableInput) as caught:
        decode(content)
    assert caught.value.mend
